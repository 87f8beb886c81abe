import { describe, expect, it, test } from 'vitest';
import { cica, demoRegister, presetRegister } from '../support/cica';
import { keys, Terminal } from '../support/terminal';

/** A question, and how it is answered. */
type Step = readonly [question: string, answer: (terminal: Terminal, question: string) => Promise<void>];

const line = (text: string) => (terminal: Terminal, question: string) => terminal.answer(question, text);
const pick = (typed: string, chosen: string) => (terminal: Terminal, question: string) =>
  terminal.pick(question, typed, chosen);

const meeting: readonly Step[] = [
  ['Which body met?', pick('senior', 'SOC')],
  ['First day', line('14 Jan 2025')],
  ['Last day', line('2025-01-15')],
  ['Title', line('First meeting of 2025')],
  ['Place', line('Astana')],
  ['How did it meet?', pick('hyb', 'hybrid')],
  ['Who chaired it?', line('Talgat Kaliyev')],
  ['Title of the chair', line('Ambassador')],
  ['Party of the chair', pick('казахстан', 'KAZ')],
  ['Source', line('Press release')],
  ['Agenda item 1', line('Opening')],
  ['Agenda item 2', line('Observer status')],
  ['Agenda item 3', line('')],
  ['Record this meeting?', line('')],
];

const decision: readonly Step[] = [
  ['Under which agenda item?', pick('observer', '4')],
  ['What did the meeting do?', pick('recommend', 'recommended')],
  ['SOC has 5 open referrals: does this answer one?', pick('', 'no')],
  ['Title', line('Observer status for Japan')],
  ['What is it about?', pick('observer', 'observer status')],
  ['Which body is asked', pick('minis', 'MC')],
  ['Which party is concerned?', pick('japan', 'JPN')],
  ['In which role?', pick('appl', 'applicant')],
  ['Which other party?', pick('', 'no other')],
  ['Operative words', line('The Council is asked to grant it.')],
  ['Record this decision?', line('')],
];

async function follow(terminal: Terminal, steps: readonly Step[]): Promise<void> {
  for (const [question, answer] of steps) await answer(terminal, question);
}

/** Everything that was ever written into a register. */
const history = async (db: string) => (await cica(['log', '--format', 'csv'], { db })).stdout;

const shown = async (db: string, ...args: string[]) =>
  JSON.parse((await cica([...args, '--format', 'json'], { db })).stdout);

/** A register with Japan in it, which the demo has not. */
async function register(): Promise<string> {
  const db = await demoRegister();
  await cica(['party', 'add', 'JPN', '--name', 'Japan', '--kind', 'state'], { db });
  return db;
}

describe('cica meeting add', () => {
  it('asks for all of a meeting, its agenda and decisions, and records them in one entry', async () => {
    const db = await register();
    const before = await history(db);
    const terminal = Terminal.start(['meeting', 'add'], { db });
    await follow(terminal, meeting.slice(0, -1));
    await terminal.asked('Record this meeting?');
    for (const text of [
      'Body         Senior Officials Committee (SOC)',
      'Date         14 January 2025',
      'Chair party  Kazakhstan (KAZ)',
      'Agenda       1  Opening',
      '             2  Observer status',
    ]) {
      expect(terminal.screen()).toContain(text);
    }
    await terminal.answer('Record this meeting?');
    await terminal.answer('Record a decision of it?');
    await follow(terminal, [['Under which agenda item?', pick('observer', '2')], ...decision.slice(1, -1)]);
    await terminal.asked('Record this decision?');
    expect(terminal.screen()).toContain('Meeting      SOC, 14 January 2025');
    expect(terminal.screen()).toContain('Item         2  Observer status');
    await terminal.answer('Record this decision?');
    await terminal.waitFor('Not recorded yet: 1 meeting, 2 agenda items, 1 decision.');
    await terminal.asked('Another decision of this meeting?');
    expect(await history(db)).toBe(before);
    await terminal.answer('Another decision of this meeting?', 'n');
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen().filter((text) => text.startsWith('recorded: '))).toEqual([
      'recorded: meeting SOC-2025-01-14 "First meeting of 2025"',
      'recorded: agenda item SOC-2025-01-14#1 "Opening"',
      'recorded: agenda item SOC-2025-01-14#2 "Observer status"',
      'recorded: decision SOC-2025-01-14/1 "Observer status for Japan"',
    ]);
    const recorded = await shown(db, 'meeting', 'show', 'SOC-2025-01-14');
    expect(recorded.meeting).toMatchObject({ end_date: '2025-01-15', mode: 'hybrid', source: 'Press release' });
    expect(recorded.agenda).toMatchObject([{ title: 'Opening' }, { number: '2', title: 'Observer status' }]);
    expect(recorded.decisions).toMatchObject([{ item: '2', action: 'recommend', referred_to: 'MC' }]);
    const { stderr } = await cica(['undo', '--yes'], { db });
    expect(stderr).toMatch(/(removed: .*\n){4}undone: entry \d+ \(cica meeting add\)/);
    const { exitCode } = await cica(['meeting', 'show', 'SOC-2025-01-14'], { db });
    expect(exitCode).toBe(3);
  });

  it('explains what cannot be read, and asks again', async () => {
    const terminal = Terminal.start(['meeting', 'add', '--body', 'SOC'], { db: await presetRegister() });
    for (const [typed, explained] of [
      ['2023-02-30', 'there is no 30 February 2023'],
      ['12/11/2023', 'does not say which number is the day'],
      ['', 'this is needed'],
    ] as const) {
      await terminal.answer('First day', typed);
      await terminal.waitFor(explained);
      terminal.type(keys.clear);
    }
    await terminal.answer('First day', '2023-12-12');
    await terminal.answer('Last day', '2023-12-01');
    await terminal.waitFor('that is before its first day, 12 December 2023');
  });

  it('tells of another meeting on that day', async () => {
    const flags = ['--title', '', '--place', '', '--chair', '', '--source', '', '--end-date', '', '--mode', ''];
    const terminal = Terminal.start(['meeting', 'add', '--body', 'SOC', ...flags], { db: await demoRegister() });
    await terminal.answer('First day', '2023-12-12');
    await terminal.answer('Agenda item 1');
    await terminal.asked('Record this meeting?');
    await terminal.waitFor('SOC-2023-12-12 is on record already');
  });
});

describe('cica decision add', () => {
  it('asks for all of a decision, the meeting and its agenda items to choose from', async () => {
    const db = await register();
    const terminal = Terminal.start(['decision', 'add'], { db });
    await terminal.pick('Which meeting?', 'senior last', 'SOC-2023-12-12');
    await follow(terminal, decision.slice(0, -1));
    await terminal.asked('Record this decision?');
    expect(terminal.screen()).toContain('Item         4  Observer status for Saudi Arabia');
    expect(terminal.screen()).toContain('Parties      applicant: Japan (JPN)');
    await terminal.answer('Record this decision?');
    await terminal.answer('Another decision of this meeting?', 'y');
    // the second decision, of the same meeting, is declined
    await follow(terminal, [
      ['Under which agenda item?', pick('', 'none')],
      ['What did the meeting do?', pick('took note', 'noted')],
      ['SOC has 5 open referrals: does this answer one?', pick('', 'no')],
      ['Title', line('Report on the budget')],
      ['What is it about?', pick('budget', 'budget')],
      ['Period', line('2023')],
      ['Which party is concerned?', pick('', 'none')],
      ['Operative words', line('')],
      ['Record this decision?', line('n')],
    ]);
    await terminal.waitFor('this decision is left out');
    await terminal.asked('Another decision of this meeting?');
    terminal.type(`n${keys.enter}`);
    expect(await terminal.exitCode()).toBe(0);
    const decisions = await shown(db, 'decision', 'list', '--meeting', 'SOC-2023-12-12');
    expect(decisions).toHaveLength(9);
    expect(decisions[8]).toMatchObject({
      ...{ ref: 'SOC-2023-12-12/9', item: '4', action: 'recommend', kind: 'observer status', referred_to: 'MC' },
      ...{ parties: [{ role: 'applicant', party: 'JPN' }], text: 'The Council is asked to grant it.' },
    });
  });

  it('offers the referrals that wait for the body, and asks which standing is given', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['decision', 'add', 'SOC-2024-12-05'], { db });
    await follow(terminal, [
      ['What did the meeting do?', pick('approved', 'approved')],
      ['SOC has 5 open referrals: does this answer one?', pick('tourism', 'SWG-2022-12-12/1')],
      ['What does it say?', pick('', 'accept')],
      ['Title: what was decided on (Draft concept paper on tourism)', line('')],
      ['What is it about?', pick('membership', 'membership')],
      ['Which party is concerned?', pick('japan', 'JPN')],
      ['In which role?', pick('appl', 'applicant')],
      ['Which other party?', pick('', 'no other')],
      ['Which standing does it give its applicant?', pick('none', 'none')],
      ['Operative words', line('')],
      ['Record this decision?', line('')],
    ]);
    await terminal.answer('Another decision of this meeting?', 'n');
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'decision', 'show', 'SOC-2024-12-05/6')).toMatchObject({
      title: 'Draft concept paper on tourism',
      grants: null,
      links: [{ relation: 'answers', ref: 'SWG-2022-12-12/1', answer: 'accept', note: null }],
    });
    expect(await shown(db, 'decision', 'show', 'SWG-2022-12-12/1')).toMatchObject({
      status: 'accepted',
      answered_by: 'SOC-2024-12-05/6',
    });
  });

  it('does not ask for what flags give', async () => {
    const flags = ['SOC-2023-12-12', '--item', '2', '--action', 'adopted', '--kind', 'budget', '--period', '2025'];
    const terminal = Terminal.start(['decision', 'add', ...flags, '--text', '', '--party', 'KAZ', '--yes'], {
      db: await demoRegister(),
    });
    await terminal.answer('Title', 'Travel budget');
    await terminal.asked('Another decision of this meeting?');
    const questions = terminal.screen().filter((text) => /^[?✔]/.test(text));
    expect(questions.map((text) => text.slice(2, 7))).toEqual(['Title', 'Anoth']);
  });

  test.each([
    [['SOC-2023-12-12', '--kind', 'bugdet'], 2, '--kind: unknown kind "bugdet"'],
    [['SOC-2023-12-12', '--item', '99'], 3, 'no agenda item SOC-2023-12-12#99'],
    [['--to', 'MCC'], 3, 'no body "MCC"'],
    [['--party', 'applicant:Nowhere'], 3, 'no party "Nowhere"'],
  ])('refuses %j before it asks for anything', async (flags, code, message) => {
    const terminal = Terminal.start(['decision', 'add', ...flags], { db: await demoRegister() });
    expect(await terminal.exitCode()).toBe(code);
    expect(terminal.screen().join('\n')).toContain(message);
    expect(terminal.screen().join('\n')).not.toMatch(/^\? /m);
  });
});

describe('leaving a question', () => {
  const cases = [
    ...meeting.map(([question], index) => ({ args: ['meeting', 'add'], steps: meeting, index, question })),
    ...decision.map(([question], index) => ({
      ...{ args: ['decision', 'add', 'SOC-2023-12-12'], steps: decision, index, question },
    })),
  ];

  it.each(cases)('with Ctrl-C at "$question" leaves nothing behind', async ({ args, steps, index, question }) => {
    const db = await register();
    const before = await history(db);
    const terminal = Terminal.start(args, { db });
    await follow(terminal, steps.slice(0, index));
    await terminal.asked(question);
    terminal.type(keys.interrupt);
    expect(await terminal.exitCode()).toBe(130);
    expect(terminal.screen().at(-1)).toBe('Cancelled. Nothing was recorded.');
    expect(await history(db)).toBe(before);
  });

  it('with Ctrl-D is the same', async () => {
    const terminal = Terminal.start(['meeting', 'add'], { db: await presetRegister() });
    await terminal.asked('Which body met?');
    terminal.type(keys.end);
    expect(await terminal.exitCode()).toBe(130);
  });

  it('after decisions that were confirmed records none of them', async () => {
    const db = await register();
    const before = await history(db);
    const terminal = Terminal.start(['decision', 'add', 'SOC-2023-12-12'], { db });
    await follow(terminal, decision);
    await terminal.answer('Another decision of this meeting?', 'y');
    await terminal.asked('Under which agenda item?');
    terminal.type(keys.interrupt);
    expect(await terminal.exitCode()).toBe(130);
    expect(terminal.screen().at(-1)).toBe('Cancelled. Nothing was recorded.');
    expect(await history(db)).toBe(before);
  });
});

describe('a run of questions', () => {
  const flags = ['--kind', 'other', '--text', '', '--party', 'KAZ'];
  it('says at once what the register would refuse, and asks again for that alone', async () => {
    const db = await demoRegister();
    const args = ['decision', 'add', 'SOC-2023-12-12', '--item', '5', '--action', 'approve', '--text', ''];
    const terminal = Terminal.start([...args, '--party', 'applicant:SAU', '--kind', 'observer status'], { db });
    await terminal.answer('Title', 'Observer status');
    await terminal.pick('Which standing does it give its applicant?', '', 'observer');
    await terminal.answer('Record this decision?');
    await terminal.waitFor('grants: SAU is on record as observer since 2023-12-26');
    await terminal.answer('Correct this decision?');
    await terminal.pick('Which standing does it give its applicant?', 'none', 'none');
    await terminal.answer('Record this decision?');
    await terminal.answer('Another decision of this meeting?', 'n');
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'decision', 'show', 'SOC-2023-12-12/9')).toMatchObject({
      grants: null,
      kind: 'observer status',
    });
  });

  it('loses nothing when it cannot be recorded at its end', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['decision', 'add', 'SOC-2024-06-27', ...flags, '--item', ''], { db });
    await follow(terminal, [
      ['What did the meeting do?', pick('approved', 'approved')],
      ['SOC has 5 open referrals', pick('', 'no')],
      ['Title', line('Ferry timetable')],
      ['Record this decision?', line('')],
    ]);
    await terminal.asked('Another decision of this meeting?');
    await cica(['meeting', 'remove', 'SOC-2024-06-27', '--with-decisions', '--yes'], { db });
    await terminal.answer('Another decision of this meeting?', 'n');
    await terminal.waitFor('the meeting SOC-2024-06-27 was removed');
    await terminal.asked('Try again?');
    await cica(['undo', '--yes'], { db });
    await terminal.answer('Try again?');
    expect(await terminal.exitCode()).toBe(0);
    const decisions: { title: string }[] = await shown(db, 'decision', 'list', '--meeting', 'SOC-2024-06-27');
    expect(decisions.filter(({ title }) => title === 'Ferry timetable')).toHaveLength(1);
  });

  it('does not offer a referral again that it answers', async () => {
    const terminal = Terminal.start(['decision', 'add', 'SOC-2024-12-05', ...flags, '--item', ''], {
      db: await demoRegister(),
    });
    await follow(terminal, [
      ['What did the meeting do?', pick('approved', 'approved')],
      ['SOC has 5 open referrals: does this answer one?', pick('tourism', 'SWG-2022-12-12/1')],
      ['What does it say?', pick('', 'accept')],
      ['Title', line('')],
      ['Record this decision?', line('')],
    ]);
    await terminal.answer('Another decision of this meeting?', 'y');
    await terminal.pick('What did the meeting do?', 'approved', 'approved');
    await terminal.asked('SOC has 4 open referrals: does this answer one?');
  });

  it('with --dry-run shows what would be recorded, and records nothing', async () => {
    const db = await demoRegister();
    const before = await history(db);
    const given = ['--body', 'MC', '--end-date', '', '--title', '', '--place', '', '--mode', '', '--chair', ''];
    const terminal = Terminal.start(['meeting', 'add', ...given, '--source', '', '--dry-run'], { db });
    await terminal.answer('First day', '2025-02-01');
    await terminal.answer('Agenda item 1', 'Opening');
    await terminal.answer('Agenda item 2');
    await terminal.answer('Record a decision of it?', 'n');
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen().filter((text) => text.startsWith('would be recorded: '))).toHaveLength(2);
    expect(await history(db)).toBe(before);
  });
});

test.each([
  [['meeting', 'add', '--no-color'], {}],
  [['meeting', 'add'], { NO_COLOR: '1' }],
])('%j with %j asks without colours', async (args, env) => {
  const terminal = Terminal.start(args, { db: await presetRegister(), env });
  await terminal.pick('Which body met?', 'secr', 'SEC');
  await terminal.asked('First day');
  expect(terminal.raw).not.toMatch(/\p{Cc}\[\d+m/u);
});

describe('without a terminal at both ends', () => {
  test.each([
    ['$cica meeting add | cat', 'a meeting needs a body'],
    ['$cica meeting add < /dev/null', 'a meeting needs a body'],
    ['$cica decision add SOC-2023-12-12 < /dev/null', 'a decision needs an action'],
    ['$cica meeting edit SOC-2023-12-12 < /dev/null', 'nothing to change'],
    ['$cica meeting remove SOC-2023-12-12 < /dev/null', 'has to be confirmed'],
  ])('%s asks nothing', async (command, message) => {
    const terminal = Terminal.shell(`${command}; echo "code $?"`, { db: await demoRegister() });
    await terminal.exitCode();
    const screen = terminal.screen().join('\n');
    expect(screen).toContain(message);
    expect(screen).toContain(command.endsWith('cat') ? 'code 0' : 'code 2');
  });
});

describe('cica meeting remove', () => {
  test.each([
    ['n', 0, 0],
    ['y', 0, 3],
  ])('asks, and on %j ends with %i', async (answer, code, missing) => {
    const db = await demoRegister();
    const terminal = Terminal.start(['meeting', 'remove', 'SOC-2024-06-27', '--with-decisions'], { db });
    await terminal.answer('Remove the meeting SOC-2024-06-27?', answer);
    expect(await terminal.exitCode()).toBe(code);
    expect((await cica(['meeting', 'show', 'SOC-2024-06-27'], { db })).exitCode).toBe(missing);
  });
});

describe('what was confirmed', () => {
  it('is not removed when the name stands for another record by then', async () => {
    const db = await demoRegister();
    await cica(['instrument', 'add', 'ONE', 'First treaty'], { db });
    await cica(['instrument', 'add', 'TWO', 'Second treaty'], { db });
    const terminal = Terminal.start(['instrument', 'remove', 'ONE'], { db });
    await terminal.asked('Remove the instrument ONE?');
    await cica(['instrument', 'edit', 'ONE', '--code', 'OLD'], { db });
    await cica(['instrument', 'edit', 'TWO', '--code', 'ONE'], { db });
    await terminal.answer('Remove the instrument ONE?', 'y');
    expect(await terminal.exitCode()).toBe(4);
    expect(terminal.screen().join('\n')).toContain('cica: ONE is another instrument than a moment ago');
    expect(await shown(db, 'instrument', 'list')).toHaveLength(3);
  });

  it('is not taken back when it was by then, nor is what came before it', async () => {
    const db = await demoRegister();
    await cica(['meeting', 'add', '--body', 'SOC', '--date', '2025-01-10'], { db });
    await cica(['meeting', 'add', '--body', 'SOC', '--date', '2025-01-11'], { db });
    const terminal = Terminal.start(['undo'], { db });
    await terminal.asked('Take back entry 3');
    await cica(['undo', '--yes'], { db });
    await terminal.answer('Take back entry 3', 'y');
    expect(await terminal.exitCode()).toBe(4);
    expect(terminal.screen().join('\n')).toContain('cica: entry 3 was already undone by entry 4');
    expect((await cica(['meeting', 'show', 'SOC-2025-01-10'], { db })).exitCode).toBe(0);
  });
});

describe('cica party add', () => {
  it('asks for what the ISO code of a state does not say', async () => {
    const db = await presetRegister();
    const terminal = Terminal.start(['party', 'add', 'smith'], { db });
    await follow(terminal, [
      ['Name', line('Jane Smith')],
      ['Kind', pick('pers', 'person')],
    ]);
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'party', 'show', 'SMITH')).toMatchObject({ name: 'Jane Smith', kind: 'person' });
  });

  it('asks nothing of a state', async () => {
    const db = await presetRegister();
    const terminal = Terminal.start(['party', 'add', 'SGP'], { db });
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'party', 'show', 'SGP')).toMatchObject({ kind: 'state' });
  });
});

it('cica party merge shows what it would change, and does nothing unless told', async () => {
  const db = await demoRegister();
  const before = await history(db);
  const terminal = Terminal.start(['party', 'merge', 'UNOCT', 'UN'], { db });
  await terminal.asked('Merge the party UNOCT into UN?');
  expect(terminal.screen().join('\n')).toContain('would be removed: party UNOCT');
  await terminal.answer('Merge the party UNOCT into UN?', 'n');
  expect(await terminal.exitCode()).toBe(0);
  expect(terminal.screen().join('\n')).toContain('nothing was merged');
  expect(await history(db)).toBe(before);
});
