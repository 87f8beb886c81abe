import { setTimeout } from 'node:timers/promises';
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
  ['On which day?', line('14 Jan 2025')],
  ['Where?', line('Almaty')],
  ['Who chaired it?', line('Kairat Umarov')],
  ['Agenda item 1', line('Opening')],
  ['Agenda item 2', line('Observer status for Japan')],
  ['Agenda item 3', line('')],
  ['Is this meeting right?', pick('', 'Yes; continue with its decisions')],
];

const decision: readonly Step[] = [
  ['Under which agenda item?', pick('observer', '4')],
  ['What did the meeting do?', pick('recommend', 'recommended')],
  ['About what?', line('Observer status for Japan')],
  ['Which body is asked to act on it?', pick('', 'MC')],
  ['Is this decision right?', pick('last', 'Yes; this was the last')],
  ['Record all of this?', pick('', 'Yes, record it')],
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

const esc = '\u001b';

describe('cica meeting add', () => {
  it('asks for a meeting, its agenda and decisions, and records them in one entry', async () => {
    const db = await register();
    const before = await history(db);
    const terminal = Terminal.start(['meeting', 'add'], { db });
    await follow(terminal, meeting.slice(0, -1));
    await terminal.asked('Is this meeting right?');
    await terminal.waitFor('Agenda  2 items: 1  Opening ⏎ 2  Observer status for Japan');
    expect(terminal.screen()).toContain('    Body    Senior Officials Committee (SOC)');
    expect(terminal.screen()).toContain('    Date    14 January 2025');
    await follow(terminal, meeting.slice(-1));
    // the title is that of the item, the kind, the body that is asked and the party follow from it
    await follow(terminal, [
      ['Under which agenda item?', pick('observer', '2')],
      ['What did the meeting do?', pick('recommend', 'recommended')],
      ['About what? (its title) (Enter: Observer status for Japan; Tab edits)', line('')],
      ['Which body is asked to act on it?', pick('', 'MC')],
    ]);
    await terminal.waitFor('Parties      applicant: Japan (JPN)');
    expect(terminal.screen()).toContain('    Agenda item  2  Observer status for Japan');
    await follow(terminal, decision.slice(-2, -1));
    await terminal.asked('Record all of this?');
    await terminal.waitFor('1  recommended: Observer status for Japan');
    expect(terminal.screen()).toContain('    Meeting  SOC, 14 January 2025, 2 agenda items');
    expect(await history(db)).toBe(before);
    await follow(terminal, decision.slice(-1));
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen().filter((text) => text.startsWith('recorded: '))).toEqual([
      'recorded: meeting SOC-2025-01-14',
      'recorded: agenda item SOC-2025-01-14#1 "Opening"',
      'recorded: agenda item SOC-2025-01-14#2 "Observer status for Japan"',
      'recorded: decision SOC-2025-01-14/1 "Observer status for Japan"',
    ]);
    const recorded = await shown(db, 'meeting', 'show', 'SOC-2025-01-14');
    expect(recorded.meeting).toMatchObject({ place: 'Almaty', chair: 'Kairat Umarov', source: null });
    expect(recorded.agenda).toMatchObject([{ title: 'Opening' }, { number: '2', title: 'Observer status for Japan' }]);
    expect(recorded.decisions).toMatchObject([
      { item: '2', action: 'recommend', referred_to: 'MC', parties: [{ role: 'applicant', party: 'JPN' }] },
    ]);
    const { stderr } = await cica(['undo', '--yes'], { db });
    expect(stderr).toMatch(/(removed: .*\n){4}undone: entry \d+ \(cica meeting add\)/);
    const { exitCode } = await cica(['meeting', 'show', 'SOC-2025-01-14'], { db });
    expect(exitCode).toBe(3);
  });

  it('explains invalid input, and asks again', async () => {
    const terminal = Terminal.start(['meeting', 'add', '--body', 'SOC'], { db: await presetRegister() });
    for (const [typed, explained] of [
      ['2023-02-30', 'there is no 30 February 2023'],
      ['12/11/2023', 'does not say which number is the day'],
      ['', 'a value is required'],
    ] as const) {
      await terminal.answer('On which day?', typed);
      await terminal.waitFor(explained);
      terminal.type(keys.clear);
    }
    await terminal.answer('On which day?', '2023-12-12');
    await terminal.asked('Where?');
  });

  it('proposes values of the last meeting of the body', async () => {
    const db = await demoRegister();
    await cica(['agenda', 'add', 'SOC-2024-12-05', 'Opening'], { db });
    await cica(['meeting', 'edit', 'SOC-2024-12-05', '--chair-title', 'Ambassador', '--chair-party', 'KAZ'], { db });
    const terminal = Terminal.start(['meeting', 'add', '--body', 'SOC'], { db });
    await terminal.answer('On which day?', '14 Jan 2025');
    await terminal.answer('Where? (Enter: Astana, as last time; Backspace clears, Tab edits)');
    await terminal.answer('Who chaired it?');
    await terminal.pick('What was on the agenda?', 'same', /The same as last time: 1 item, 1\. Opening/);
    await terminal.asked('Is this meeting right?');
    await terminal.waitFor('Chair party  Kazakhstan (KAZ)');
    await terminal.pick('Is this meeting right?', 'no decisions', 'Yes; it has no decisions');
    await terminal.pick('Record all of this?', '', 'Yes, record it');
    expect(await terminal.exitCode()).toBe(0);
    const { meeting, agenda } = await shown(db, 'meeting', 'show', 'SOC-2025-01-14');
    expect(meeting).toMatchObject({ place: 'Astana', chair_title: 'Ambassador', chair_party: 'KAZ' });
    expect(agenda).toMatchObject([{ number: '1', title: 'Opening' }]);
  });

  it('offers to continue with a meeting on record', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['meeting', 'add', '--body', 'SOC'], { db });
    await terminal.answer('On which day?', '12 Dec 2023');
    await terminal.pick(
      'SOC-2023-12-12 is on record. Is this the same meeting?',
      '',
      'Yes: continue with its decisions',
    );
    await follow(terminal, [
      ['Under which agenda item?', pick('observer', '4')],
      ['What did the meeting do?', pick('took note', 'noted')],
      ['About what?', line('Report')],
      ...decision.slice(-2),
    ]);
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'decision', 'show', 'SOC-2023-12-12/9')).toMatchObject({ title: 'Report', kind: 'report' });
  });

  it('records another meeting of the day if the person says so', async () => {
    const terminal = Terminal.start(['meeting', 'add', '--body', 'SOC'], { db: await demoRegister() });
    await terminal.answer('On which day?', '12 Dec 2023');
    await terminal.pick('SOC-2023-12-12 is on record.', 'another', 'No: another meeting on that day');
    await terminal.asked('Where?');
  });
});

describe('several pasted lines', () => {
  const pasted = '1. Opening\n2) Adoption of the agenda\n\n3  Concept papers\nAOB: Dates\n';
  test.each([
    ['as terminals mark them', `\u001b[200~${pasted}\u001b[201~`],
    ['as terminals send them that mark nothing', pasted.replaceAll('\n', '\r')],
  ])('at an agenda item are several items: %s', async (_, keysSent) => {
    const db = await demoRegister();
    const args = ['meeting', 'add', '--body', 'MC', '--place', '', '--chair', ''];
    const terminal = Terminal.start(args, { db, cols: 160 });
    await terminal.answer('On which day?', '14 Jan 2025');
    await terminal.asked('Agenda item 1');
    terminal.type(keysSent);
    await terminal.waitFor('2) Adoption of the agenda⏎⏎3  Concept papers⏎AOB: Dates');
    terminal.type(keys.enter);
    await terminal.pick('Is this meeting right?', 'no decisions', 'Yes; it has no decisions');
    await terminal.pick('Record all of this?', '', 'Yes, record it');
    expect(await terminal.exitCode()).toBe(0);
    expect((await shown(db, 'meeting', 'show', 'MC-2025-01-14')).agenda).toMatchObject([
      { number: '1', title: 'Opening' },
      { number: '2', title: 'Adoption of the agenda' },
      { number: '3', title: 'Concept papers' },
      { number: 'AOB', title: 'Dates' },
    ]);
  });

  it('in agenda add are several items, after those on record, in one entry', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['agenda', 'add', 'SOC-2023-12-12'], { db, cols: 120 });
    await terminal.asked('Agenda item 8');
    terminal.type('\u001b[200~8. Any other business\nDate of the next meeting\u001b[201~');
    await terminal.waitFor('8. Any other business⏎Date of the next meeting');
    terminal.type(keys.enter);
    await terminal.pick('Record these 2 agenda items?', '', 'Yes, record them');
    expect(await terminal.exitCode()).toBe(0);
    const items: unknown[] = await shown(db, 'agenda', 'list', '--meeting', 'SOC-2023-12-12');
    expect(items.slice(7)).toMatchObject([
      { number: '8', title: 'Any other business' },
      { number: '9', title: 'Date of the next meeting' },
    ]);
    await cica(['undo', '--yes'], { db });
    expect(await shown(db, 'agenda', 'list', '--meeting', 'SOC-2023-12-12')).toHaveLength(7);
  });

  it('are accepted where the last agenda is offered', async () => {
    const db = await demoRegister();
    await cica(['agenda', 'add', 'SOC-2024-12-05', 'Opening'], { db });
    const terminal = Terminal.start(['meeting', 'add', '--body', 'SOC', '--place', '', '--chair', ''], { db });
    await terminal.answer('On which day?', '14 Jan 2025');
    await terminal.asked('What was on the agenda?');
    terminal.type('\u001b[200~• Welcome\n• Opening and budget\n\u001b[201~');
    await terminal.waitFor('❯ Use what you typed (2 items): • Welcome⏎• Opening and budget');
    terminal.type(keys.enter);
    await terminal.waitFor('Agenda  2 items: 1  Welcome ⏎ 2  Opening and budget');
  });

  it('remain lines in the text, and become one line in a title', async () => {
    const db = await demoRegister();
    const flags = ['--item', '', '--action', 'note', '--kind', 'report'];
    const terminal = Terminal.start(['decision', 'add', 'SOC-2023-12-12', ...flags], { db });
    await terminal.asked('About what?');
    terminal.type('\u001b[200~Report on\r\nthe budget\n\u001b[201~');
    await terminal.waitFor('Report on⏎the budget');
    terminal.type(keys.enter);
    await terminal.pick('Is this decision right?', 'text', 'Text');
    await terminal.asked('Operative words');
    terminal.type('\u001b[200~The committee\nnoted it.\u001b[201~');
    await terminal.waitFor('The committee⏎noted it.');
    terminal.type(keys.enter);
    await follow(terminal, decision.slice(-2));
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'decision', 'show', 'SOC-2023-12-12/9')).toMatchObject({
      title: 'Report on the budget',
      text: 'The committee\nnoted it.',
    });
  });

  it('of ten megabytes are ignored, with a message', async () => {
    const terminal = Terminal.start(['meeting', 'add', '--body', 'MC'], { db: await presetRegister() });
    await terminal.asked('On which day?');
    terminal.type(`\u001b[200~${'x'.repeat(10_000_000)}\u001b[201~`);
    await terminal.waitFor('ignored a pasted text of 10,000,000 characters');
    await terminal.answer('On which day?', '14 Jan 2025');
    await terminal.asked('Where?');
  });

  it('show control characters, which have no effect', async () => {
    const terminal = Terminal.start(['meeting', 'add', '--body', 'MC'], { db: await presetRegister() });
    await terminal.answer('On which day?', '14 Jan 2025');
    await terminal.asked('Where?');
    terminal.type('\u001b[200~As\u001b[2Jtana\u0007\u0000\u202e\u001b[201~');
    await terminal.waitFor('As<U+001B>[2Jtana<U+0007><U+0000><U+202E>');
    expect(terminal.raw).not.toContain('\u001b[2J');
  });

  it('typed ahead answer the next questions', async () => {
    const terminal = Terminal.start(['meeting', 'add', '--body', 'MC'], { db: await presetRegister() });
    await terminal.asked('On which day?');
    for (const line of ['14 Jan 2025', 'Astana', 'Nobody']) {
      terminal.type(line + keys.enter);
      await setTimeout(120);
    }
    await terminal.waitFor(/^✔ Who chaired it\?.* Nobody$/m);
  });
});

describe('Esc', () => {
  it('goes back to the previous question and its answer', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['meeting', 'add'], { db });
    await terminal.pick('Which body met?', 'minis', 'MC');
    await terminal.answer('On which day?', '14 Jan 2025');
    await terminal.answer('Where?', 'Astana');
    await terminal.asked('Who chaired it?');
    terminal.type(esc);
    await terminal.waitFor(/^\? Where\? \(Enter: Astana; Tab edits\)$/m);
    terminal.type(esc);
    await terminal.waitFor(/^\? On which day\?.*\(Enter: 14 Jan 2025; Tab edits\)$/m);
    terminal.type(`15 Jan 2025${keys.enter}`);
    // what was answered after it stays
    await terminal.waitFor(/15 Jan 2025\n\? Where\? \(Enter: Astana; Tab edits\)$/);
    terminal.type(keys.enter);
    await terminal.waitFor(/Where\? Astana\n\? Who chaired it\?/);
    terminal.type(`Nobody${keys.enter}`);
    await terminal.answer('Agenda item 1');
    await terminal.waitFor('Date   15 January 2025');
    expect(terminal.screen()).toContain('    Place  Astana');
    terminal.type(esc);
    await terminal.waitFor(/^\? Agenda item 1 .*$/m);
  });

  it('at the first question exits, and records nothing', async () => {
    const db = await demoRegister();
    const before = await history(db);
    const terminal = Terminal.start(['meeting', 'add'], { db });
    await terminal.asked('Which body met?');
    terminal.type(esc);
    expect(await terminal.exitCode()).toBe(130);
    expect(terminal.screen().at(-1)).toBe('Cancelled. Nothing was recorded.');
    expect(await history(db)).toBe(before);
  });

  it('at the first question of a second decision goes to the summary of all', async () => {
    const terminal = Terminal.start(['decision', 'add', 'SOC-2023-12-12'], { db: await register() });
    await follow(terminal, decision.slice(0, -2));
    await terminal.pick('Is this decision right?', '', 'Yes; then another decision');
    // the next item is marked
    await terminal.waitFor('❯ 5  CICA Convention on Privileges and Immunities');
    terminal.type(esc);
    await terminal.asked('Record all of this?');
    await terminal.waitFor('1  recommended: Observer status for Japan');
  });
});

describe('a summary', () => {
  it('lets any line be changed, and any field be added', async () => {
    const db = await register();
    const terminal = Terminal.start(['decision', 'add', 'SOC-2023-12-12'], { db });
    await follow(terminal, decision.slice(0, -2));
    await terminal.pick('Is this decision right?', 'title', 'Title');
    await terminal.answer('About what?', 'Observer status of Japan');
    await terminal.pick('Is this decision right?', 'more', 'More:');
    await terminal.pick('Which field?', 'tags', 'Tags');
    await terminal.answer('Tag', 'enlargement; observers');
    await follow(terminal, decision.slice(-2));
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'decision', 'show', 'SOC-2023-12-12/9')).toMatchObject({
      title: 'Observer status of Japan',
      tags: ['enlargement', 'observers'],
    });
  });

  it('of all lets each record be changed or left out', async () => {
    const db = await register();
    const terminal = Terminal.start(['meeting', 'add'], { db });
    await follow(terminal, meeting);
    for (const title of ['First', 'Second']) {
      await follow(terminal, [
        ['Under which agenda item?', pick('', title === 'First' ? '1' : '2')],
        ['What did the meeting do?', pick('took note', 'noted')],
        ['About what?', line(title)],
        ['What kind of decision is it?', pick('', 'other')],
        title === 'First'
          ? ['Is this decision right?', pick('', 'Yes; then another decision')]
          : ['Is this decision right?', pick('last', 'Yes; this was the last')],
      ]);
    }
    await terminal.pick('Record all of this?', 'second', 'noted: Second');
    await terminal.pick('Is this decision right?', 'leave', 'Leave this decision out');
    await terminal.answer('Leave this decision out?', 'y');
    await terminal.pick('Record all of this?', 'meeting', 'Meeting');
    await terminal.pick('Is this meeting right?', 'place', 'Place');
    await terminal.answer('Where?', 'Shymkent');
    await terminal.pick('Is this meeting right?', '', 'Yes');
    await terminal.pick('Record all of this?', '', 'Yes, record it');
    expect(await terminal.exitCode()).toBe(0);
    const { meeting: recorded, decisions } = await shown(db, 'meeting', 'show', 'SOC-2025-01-14');
    expect(recorded).toMatchObject({ place: 'Shymkent' });
    expect(decisions).toMatchObject([{ title: 'First' }]);
  });

  it('discards nothing without confirmation', async () => {
    const db = await register();
    const before = await history(db);
    const terminal = Terminal.start(['decision', 'add', 'SOC-2023-12-12'], { db });
    await follow(terminal, decision.slice(0, -1));
    await terminal.pick('Record all of this?', 'discard', 'Discard all of this');
    await terminal.answer('Discard all of this?', 'n');
    await terminal.pick('Record all of this?', 'discard', 'Discard all of this');
    await terminal.answer('Discard all of this?', 'y');
    expect(await terminal.exitCode()).toBe(130);
    expect(await history(db)).toBe(before);
  });
});

describe('a list of choices', () => {
  it('says what to do when nothing matches', async () => {
    const terminal = Terminal.start(['meeting', 'add'], { db: await presetRegister() });
    await terminal.asked('Which body met?');
    terminal.type('senator');
    await terminal.waitFor('nothing matches; Backspace deletes letters');
    terminal.type(`${keys.enter}\u007f\u007f\u007f\u007f`);
    await terminal.waitFor('❯ SOC');
    terminal.type(keys.enter);
    await terminal.asked('On which day?');
  });

  it('has warnings above it', async () => {
    const flags = ['--item', '', '--action', 'note', '--kind', 'other'];
    const db = await demoRegister();
    await cica(['decision', 'add', 'SOC-2024-12-05', 'Ferries', '--action', 'note'], { db });
    const terminal = Terminal.start(['decision', 'add', 'SOC-2024-12-05', ...flags], { db, cols: 60 });
    await terminal.answer('About what?', 'Ferries');
    await terminal.waitFor('warning: SOC-2024-12-05/6 has the same action and title');
    await terminal.waitFor(
      /Is this decision right\? *\n warning: SOC-2024-12-05\/7 has the same title as\n SOC-2024-12-05\/6: .*\n(?: .*\n)*❯ Yes; then/,
    );
  });
});

describe('values that depend on a changed answer', () => {
  it('decisions follow their agenda items', async () => {
    const db = await register();
    const terminal = Terminal.start(['meeting', 'add'], { db });
    await follow(terminal, meeting);
    await follow(terminal, [
      ['Under which agenda item?', pick('observer', '2')],
      ['What did the meeting do?', pick('took note', 'noted')],
      ['About what?', line('Report')],
      ['Is this decision right?', pick('last', 'Yes; this was the last')],
    ]);
    await terminal.pick('Record all of this?', 'meeting', 'Meeting');
    await terminal.pick('Is this meeting right?', 'agenda', 'Agenda');
    await terminal.pick('What should change?', 'line', 'Edit all of them on one line');
    await terminal.asked('Agenda, with');
    terminal.type('\u001b[200~Welcome\nOpening\nObserver status for Japan\u001b[201~');
    await terminal.waitFor('Welcome⏎Opening⏎Observer status for Japan');
    terminal.type(keys.enter);
    await terminal.pick('Is this meeting right?', '', 'Yes');
    await terminal.pick('Record all of this?', '', 'Yes, record it');
    expect(await terminal.exitCode()).toBe(0);
    expect((await shown(db, 'meeting', 'show', 'SOC-2025-01-14')).decisions).toMatchObject([{ item: '3' }]);
  });

  it('parties stay until one is removed', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['decision', 'edit', 'SOC-2023-12-12/3'], { db });
    await terminal.pick('Is this decision right?', 'parties', 'Parties');
    await terminal.pick('What should change?', '', 'Nothing');
    await terminal.waitFor('Parties      sponsor: Mongolia (MNG); sponsor: Iran (IRN)');
    await terminal.pick('Is this decision right?', 'parties', 'Parties');
    await terminal.pick('What should change?', 'remove sponsor:IRN', 'Remove sponsor:IRN');
    await terminal.pick('Is this decision right?', 'save', 'Yes, save the changes');
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'decision', 'show', 'SOC-2023-12-12/3')).toMatchObject({ parties: [{ party: 'MNG' }] });
  });
});

describe('cica decision add', () => {
  it('asks for the meeting too', async () => {
    const db = await register();
    const terminal = Terminal.start(['decision', 'add'], { db });
    await terminal.pick('Which meeting?', 'senior last', 'SOC-2023-12-12');
    await follow(terminal, decision);
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'decision', 'show', 'SOC-2023-12-12/9')).toMatchObject({
      ...{ item: '4', action: 'recommend', kind: 'observer status', referred_to: 'MC' },
      parties: [{ role: 'applicant', party: 'JPN' }],
    });
  });

  it('takes kind, parties and period from the referral that is answered', async () => {
    const db = await register();
    await cica(['decision', 'edit', 'SWG-2022-12-12/1', '--kind', 'observer status', '--party', 'applicant:JPN'], {
      db,
    });
    const terminal = Terminal.start(['decision', 'add', 'SOC-2024-12-05'], { db });
    await follow(terminal, [
      ['What did the meeting do?', pick('approved', 'approved')],
      ['Does it answer one of 5 open referrals to SOC?', pick('tourism', 'SWG-2022-12-12/1')],
      ['About what? (its title) (Enter: Draft concept paper on tourism; Tab edits)', line('')],
    ]);
    await terminal.asked('Is this decision right?');
    await terminal.waitFor('Parties  applicant: Japan (JPN)');
    for (const text of ['Answers  SWG-2022-12-12/1 (accept)', 'Kind     observer status', 'Grants   observer']) {
      expect(terminal.screen()).toContain(`    ${text}`);
    }
    await follow(terminal, decision.slice(-2));
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'decision', 'show', 'SWG-2022-12-12/1')).toMatchObject({
      status: 'accepted',
      answered_by: 'SOC-2024-12-05/6',
    });
  });

  test.each([
    ['2025 budget of the Secretariat', 'budget', '2025'],
    ['Action plan for 2025-2027', 'action plan', '2025-2027'],
  ])('takes kind and period from the title %j', async (title, kind, period) => {
    const db = await demoRegister();
    const flags = ['--action', 'note', '--item', ''];
    const terminal = Terminal.start(['decision', 'add', 'SOC-2024-12-05', ...flags], { db });
    await terminal.answer('About what?', title);
    await follow(terminal, decision.slice(-2));
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'decision', 'show', 'SOC-2024-12-05/6')).toMatchObject({ kind, period });
  });

  it('asks for the kind if the title names none, or several', async () => {
    const flags = ['--action', 'note', '--item', ''];
    const terminal = Terminal.start(['decision', 'add', 'SOC-2024-12-05', ...flags], { db: await demoRegister() });
    await terminal.answer('About what?', 'Report on the budget');
    await terminal.pick('What kind of decision is it?', 'rep', 'report');
    await terminal.pick('Is this decision right?', 'title', 'Title');
    await terminal.answer('About what?', 'Ferry timetable');
    // what was answered stays
    await terminal.waitFor(/Kind +report$/m);
  });

  it('asks for the period of a plan that its title does not say', async () => {
    const flags = ['--action', 'note', '--item', '', '--kind', 'plan'];
    const terminal = Terminal.start(['decision', 'add', 'SOC-2024-12-05', ...flags], { db: await demoRegister() });
    await terminal.answer('About what?', 'Plan of work');
    await terminal.answer('For which period?', '2025');
    await terminal.waitFor('Period  2025');
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

  it('with Ctrl-D does the same', async () => {
    const terminal = Terminal.start(['meeting', 'add'], { db: await presetRegister() });
    await terminal.asked('Which body met?');
    terminal.type(keys.end);
    expect(await terminal.exitCode()).toBe(130);
  });

  it('after decisions that were confirmed records none of them', async () => {
    const db = await register();
    const before = await history(db);
    const terminal = Terminal.start(['decision', 'add', 'SOC-2023-12-12'], { db });
    await follow(terminal, decision.slice(0, -2));
    await terminal.pick('Is this decision right?', '', 'Yes; then another decision');
    await terminal.waitFor('❯ 5  CICA Convention');
    terminal.type(keys.interrupt);
    expect(await terminal.exitCode()).toBe(130);
    expect(terminal.screen().at(-1)).toBe('Cancelled. Nothing was recorded.');
    expect(await history(db)).toBe(before);
  });
});

describe('a run of questions', () => {
  const flags = ['--kind', 'other', '--item', ''];
  it('reports at once what the register would refuse, and marks the line', async () => {
    const db = await demoRegister();
    const args = [
      'decision',
      'add',
      'SOC-2023-12-12',
      '--item',
      '5',
      '--action',
      'approve',
      '--kind',
      'observer status',
    ];
    const terminal = Terminal.start(args, { db });
    await terminal.pick('Does it answer one of 5 open referrals to SOC?', '', 'no');
    await terminal.answer('About what?', 'Observer status for Saudi Arabia');
    await terminal.pick('Is this decision right?', 'last', 'Yes; this was the last');
    await terminal.waitFor('grants: SAU is on record as observer since 2023-12-26');
    await terminal.pick('Is this decision right?', '', 'Grants');
    await terminal.pick('Standing that it grants', 'none', 'none');
    await follow(terminal, decision.slice(-2));
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, 'decision', 'show', 'SOC-2023-12-12/9')).toMatchObject({
      grants: null,
      kind: 'observer status',
    });
  });

  it('loses nothing if it cannot be recorded at the end', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['decision', 'add', 'SOC-2024-06-27', ...flags], { db });
    await follow(terminal, [
      ['What did the meeting do?', pick('approved', 'approved')],
      ['Does it answer one of 5 open referrals to SOC?', pick('', 'no')],
      ['About what?', line('Ferry timetable')],
      ...decision.slice(-2, -1),
    ]);
    await terminal.asked('Record all of this?');
    await cica(['meeting', 'remove', 'SOC-2024-06-27', '--with-decisions', '--yes'], { db });
    await follow(terminal, decision.slice(-1));
    await terminal.waitFor('the meeting SOC-2024-06-27 was removed');
    await cica(['undo', '--yes'], { db });
    await follow(terminal, decision.slice(-1));
    expect(await terminal.exitCode()).toBe(0);
    const decisions: { title: string }[] = await shown(db, 'decision', 'list', '--meeting', 'SOC-2024-06-27');
    expect(decisions.filter(({ title }) => title === 'Ferry timetable')).toHaveLength(1);
  });

  it('does not offer a referral again that it answers', async () => {
    const terminal = Terminal.start(['decision', 'add', 'SOC-2024-12-05', ...flags], { db: await demoRegister() });
    await follow(terminal, [
      ['What did the meeting do?', pick('approved', 'approved')],
      ['Does it answer one of 5 open referrals to SOC?', pick('tourism', 'SWG-2022-12-12/1')],
      ['About what?', line('')],
      ['Is this decision right?', pick('', 'Yes; then another decision')],
      ['What did the meeting do?', pick('approved', 'approved')],
    ]);
    await terminal.asked('Does it answer one of 4 open referrals to SOC?');
  });

  it('with --dry-run shows what would be recorded, and records nothing', async () => {
    const db = await demoRegister();
    const before = await history(db);
    const given = ['--body', 'MC', '--place', '', '--chair', ''];
    const terminal = Terminal.start(['meeting', 'add', ...given, '--dry-run'], { db });
    await follow(terminal, [
      ['On which day?', line('2025-02-01')],
      ['Agenda item 1', line('Opening')],
      ['Agenda item 2', line('')],
      ['Is this meeting right?', pick('it has', 'Yes; it has no decisions')],
      ['Record all of this?', pick('', 'Yes, record it')],
    ]);
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen().filter((text) => text.startsWith('would be recorded: '))).toHaveLength(2);
    expect(await history(db)).toBe(before);
  });
});

test.each([
  [['meeting', 'add', '--no-color'], {}],
  [['meeting', 'add'], { NO_COLOR: '1' }],
  [['meeting', 'add'], { TERM: 'dumb' }],
])('%j with %j asks without colours', async (args, env) => {
  const terminal = Terminal.start(args, { db: await presetRegister(), env });
  await terminal.pick('Which body met?', 'secr', 'SEC');
  await terminal.asked('On which day?');
  expect(terminal.raw).not.toMatch(/\p{Cc}\[\d+m/u);
});

describe('without a terminal for input and output', () => {
  test.each([
    ['$cica meeting add | cat', 'a meeting needs a body'],
    ['$cica meeting add < /dev/null', 'a meeting needs a body'],
    ['$cica decision add SOC-2023-12-12 < /dev/null', 'a decision needs an action'],
    ['$cica meeting edit SOC-2023-12-12 < /dev/null', 'nothing to change'],
    ['$cica decision remove SOC-2023-12-12/8 < /dev/null', 'needs confirmation'],
  ])('%s asks nothing', async (command, message) => {
    const terminal = Terminal.shell(`${command}; echo "code $?"`, { db: await demoRegister() });
    await terminal.exitCode();
    const screen = terminal.screen().join('\n');
    expect(screen).toContain(message);
    expect(screen).toContain(command.endsWith('cat') ? 'code 0' : 'code 2');
  });
});

describe('several references', () => {
  const refs = ['SOC-2024-12-05/1', 'SOC-2024-12-05/2'];

  it('are asked about once', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['decision', 'remove', ...refs], { db });
    await terminal.answer('Remove the decisions SOC-2024-12-05/1, SOC-2024-12-05/2?', 'y');
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen().slice(0, 2)).toEqual([
      '  SOC-2024-12-05/1  2025 action plan for confidence-building measures',
      '  SOC-2024-12-05/2  2025 budget of the CICA Secretariat',
    ]);
    expect(await history(db)).toContain('SOC-2024-12-05/2,removed');
  });

  it('are typed line by line after -, which leaves no way to ask', async () => {
    const db = await demoRegister();
    for (const [command, exitCode, said] of [
      [['decision', 'edit', '-', '--add-tag', 'x'], 0, '2 decisions: 2 changed'],
      [['decision', 'edit', '-'], 2, 'nothing to change'],
      [['decision', 'remove', '-'], 2, 'cica: removing the decisions SOC-2024-12-05/1, '],
    ] as const) {
      const terminal = Terminal.start(command, { db });
      await terminal.waitFor(/one reference per line|nothing to change/);
      terminal.type(`${refs.join(keys.enter)}${keys.enter}${keys.end}`);
      expect(await terminal.exitCode()).toBe(exitCode);
      await terminal.waitFor(said);
    }
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
  it('is not removed if the name refers to another record by then', async () => {
    const db = await demoRegister();
    await cica(['instrument', 'add', 'ONE', 'First treaty'], { db });
    await cica(['instrument', 'add', 'TWO', 'Second treaty'], { db });
    const terminal = Terminal.start(['instrument', 'remove', 'ONE'], { db });
    await terminal.asked('Remove the instrument ONE?');
    await cica(['instrument', 'edit', 'ONE', '--code', 'OLD'], { db });
    await cica(['instrument', 'edit', 'TWO', '--code', 'ONE'], { db });
    await terminal.answer('Remove the instrument ONE?', 'y');
    expect(await terminal.exitCode()).toBe(4);
    expect(terminal.screen().join('\n')).toContain('cica: ONE now names another instrument');
    expect(await shown(db, 'instrument', 'list')).toHaveLength(3);
  });

  it('is not undone if it was undone in the meantime, and neither is the entry before it', async () => {
    const db = await demoRegister();
    await cica(['meeting', 'add', '--body', 'SOC', '--date', '2025-01-10'], { db });
    await cica(['meeting', 'add', '--body', 'SOC', '--date', '2025-01-11'], { db });
    const terminal = Terminal.start(['undo'], { db });
    await terminal.asked('Undo entry 3');
    await cica(['undo', '--yes'], { db });
    await terminal.answer('Undo entry 3', 'y');
    expect(await terminal.exitCode()).toBe(4);
    expect(terminal.screen().join('\n')).toContain('cica: entry 3 was already undone by entry 4');
    expect((await cica(['meeting', 'show', 'SOC-2025-01-10'], { db })).exitCode).toBe(0);
  });
});

describe('every add asks for what is missing', () => {
  const right = (label: string): Step => [`Is this ${label} right?`, pick('', 'Yes, record it')];
  test.each<[string, readonly Step[], readonly string[], Record<string, unknown>]>([
    [
      'party add smith',
      [['Full name', line('Jane Smith')], ['What kind of party is it?', pick('pers', 'person')], right('party')],
      ['party', 'show', 'SMITH'],
      { name: 'Jane Smith', kind: 'person' },
    ],
    [
      'party add',
      [['Code', line('sgp')], right('party')],
      ['party', 'show', 'SGP'],
      { name: 'Singapore', kind: 'state' },
    ],
    ['party add NRU', [], ['party', 'show', 'NRU'], { kind: 'state' }],
    [
      'body add',
      [['Code?', line('TFG')], ['Full name', line('Task Force')], right('body')],
      ['body', 'show', 'TFG'],
      { name: 'Task Force' },
    ],
    [
      'agenda add',
      [
        ['Which meeting?', pick('2024-12-05', 'SOC-2024-12-05')],
        ['Agenda item 1', line('Opening')],
        ['Agenda item 2', line('')],
        right('agenda item'),
      ],
      ['agenda', 'show', 'SOC-2024-12-05#1'],
      { title: 'Opening' },
    ],
    [
      'task add --responsible SEC',
      [
        ['Which decision asks for it?', pick('2024-12-05/4', 'SOC-2024-12-05/4')],
        ['What has to be done?', line('Draft it')],
        ['By when?', line('')],
        right('task'),
      ],
      ['task', 'show', '1'],
      { what: 'Draft it', responsible: 'SEC' },
    ],
    [
      'instrument add ONE',
      [['What is its title?', line('First treaty')], right('instrument')],
      ['instrument', 'list'],
      {},
    ],
    [
      'document add',
      [
        ['What is its title?', line('Agenda')],
        ['What is its address on the web?', line('https://example.org/agenda.pdf')],
        ['Which meeting is it for, or from?', pick('2024-12-05', 'SOC-2024-12-05')],
        right('document'),
      ],
      ['document', 'show', 'Agenda'],
      { title: 'Agenda', url: 'https://example.org/agenda.pdf', meeting: 'SOC-2024-12-05' },
    ],
    [
      'document add --url https://example.org/p.pdf --decision SOC-2024-12-05/1',
      [['What is its title?', line('Plan')], right('document')],
      ['document', 'show', 'Plan'],
      { title: 'Plan', decision: 'SOC-2024-12-05/1' },
    ],
  ])('cica %s', async (command, steps, asked, expected) => {
    const db = await demoRegister();
    const terminal = Terminal.start(command.split(' '), { db });
    await follow(terminal, steps);
    expect(await terminal.exitCode()).toBe(0);
    expect(await shown(db, ...asked)).toMatchObject(expected);
  });

  it('and records nothing if it is cancelled', async () => {
    const db = await demoRegister();
    const before = await history(db);
    const terminal = Terminal.start(['document', 'add'], { db });
    await terminal.answer('What is its title?', 'Agenda');
    await terminal.answer('What is its address on the web?');
    await terminal.pick('Which meeting is it for, or from?', '', 'none');
    await terminal.pick('Is this document right?', 'discard', 'Discard this document');
    await terminal.answer('Discard this document?', 'y');
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen().at(-1)).toBe('nothing was recorded');
    expect(await history(db)).toBe(before);
  });
});

describe('edit without flags, and without an editor', () => {
  it('shows the record, of which any line can be changed', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['decision', 'edit', 'SOC-2023-12-12/1'], { db });
    await terminal.pick('Is this decision right?', 'period', 'Period');
    await terminal.answer('For which period?', '2024-2025');
    await terminal.pick('Is this decision right?', 'save', 'Yes, save the changes');
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen().slice(-2)).toEqual(['  period: "2024" → "2024-2025"', '`cica undo` reverts it']);
  });

  it.each(['body SOC', 'party SAU', 'meeting SOC-2023-12-12', 'agenda SOC-2023-12-12#1', 'decision SOC-2023-12-12/5'])(
    'changes nothing of %s where nothing is changed',
    async (name) => {
      const db = await demoRegister();
      const before = await history(db);
      const [noun = '', ref = ''] = name.split(' ');
      const terminal = Terminal.start([noun, 'edit', ref], { db });
      await terminal.pick('Is this', '', 'Yes, save the changes');
      expect(await terminal.exitCode()).toBe(0);
      expect(terminal.screen().at(-1)).toMatch(/^unchanged: /);
      expect(await history(db)).toBe(before);
    },
  );

  it('reports that someone else changed it in the meantime', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['decision', 'edit', 'SOC-2023-12-12/1'], { db });
    await terminal.asked('Is this decision right?');
    await cica(['decision', 'edit', 'SOC-2023-12-12/1', '--title', 'Another title'], { db });
    await terminal.pick('Is this decision right?', 'save', 'Yes, save the changes');
    await terminal.waitFor('SOC-2023-12-12/1 was changed');
  });
});

it('cica party merge shows what it would change, and does nothing unless confirmed', async () => {
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
