import { afterEach, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { verb as addAgendaItem } from '../../src/commands/agenda/add';
import { askChanges } from '../../src/commands/ask/edit';
import { messages } from '../../src/commands/ask/messages';
import { askRecord } from '../../src/commands/ask/record';
import { askDecisions, askMeeting } from '../../src/commands/ask/runQuestions';
import { flaggedColumns } from '../../src/commands/flags/flags';
import { verb as addParty } from '../../src/commands/party/add';
import { verb as addTask } from '../../src/commands/task/add';
import type { RawRecord } from '../../src/domain/fields';
import { entities, entityNames } from '../../src/domain/schema';
import { cica, demoRegister } from '../support/cica';
import { type Answer, answering, asked, enter, esc, interactive, unasked } from '../support/scripted';

vi.mock('../../src/terminal/prompts', () => import('../support/scripted'));

type Step = readonly [string, Answer];

afterEach(() => expect(unasked()).toEqual([]));

let demo: string;
beforeAll(async () => {
  demo = await demoRegister();
});

/** A register of one's own, in which commands were run. */
async function register(...commands: (readonly string[])[]): Promise<string> {
  const db = await demoRegister();
  for (const args of commands) expect((await cica(args, { db })).exitCode).toBe(0);
  return db;
}

async function addMeeting(db: string, given: RawRecord, ...steps: Step[]): Promise<string> {
  answering(...steps);
  const { context, said } = interactive(['meeting', 'add'], db);
  try {
    await askMeeting(context, given, {});
  } finally {
    await context.close();
  }
  return said();
}

async function addDecision(db: string, given: RawRecord, ...steps: Step[]): Promise<string> {
  answering(...steps);
  const { context, said } = interactive(['decision', 'add'], db);
  try {
    await askDecisions(context, given, {});
  } finally {
    await context.close();
  }
  return said();
}

const shown = async (db: string, ...args: string[]) =>
  JSON.parse((await cica([...args, '--format', 'json'], { db })).stdout);

/** The question that begins so, the last time that it was asked. */
const question = (message: string) => {
  const found = asked.findLast((one) => one.message.startsWith(message));
  if (found === undefined) throw new Error(`"${message}" was not asked`);
  return found;
};

const recordIt: Step[] = [
  ['Is this decision right?', 'this was the last'],
  ['Record all of this?', enter],
];

describe('a decision that the meeting already has', () => {
  const given = { meeting: 'SOC-2023-12-12', item: '4', kind: 'report' };
  const steps: Step[] = [
    ['What did the meeting do?', 'noted'],
    ['About what?', 'Report'],
  ];

  it('is reported after its title and in both summaries', async () => {
    const db = await register(['decision', 'add', 'SOC-2023-12-12', 'report', '--action', 'note']);
    const said = await addDecision(db, given, ...steps, ...recordIt);
    expect(said).toContain('warning: SOC-2023-12-12/9 has the same action and title\n');
    const warning = expect.stringContaining('SOC-2023-12-12/10 has the same title as SOC-2023-12-12/9');
    expect(question('Is this decision right?').notes).toEqual([warning]);
    expect(question('Record all of this?').notes).toEqual([warning]);
    // it was told before
    expect(said.split('\n').slice(-3)).toEqual([
      'recorded: decision SOC-2023-12-12/10 "Report"',
      '`cica undo` reverts it',
      '',
    ]);
  });

  it('is reported if the other was entered in the same run', async () => {
    const said = await addDecision(
      await register(),
      given,
      ...steps,
      ['Is this decision right?', 'then another'],
      ['Under which agenda item?', enter],
      ...steps,
      ['Is this decision right?', 'this was the last'],
      ['Record all of this?', enter],
    );
    expect(said).toContain('warning: decision 1 of this run has the same action and title\n');
    expect(question('Record all of this?').notes).toHaveLength(1);
  });

  it('is not reported if the action differs', async () => {
    const db = await register(['decision', 'add', 'SOC-2023-12-12', 'Report', '--action', 'welcome']);
    expect(await addDecision(db, given, ...steps, ...recordIt)).not.toContain('the same action');
  });
});

describe('Esc', () => {
  it('goes back one by one, and forward through the questions with their answers', async () => {
    const db = await register();
    await addMeeting(
      db,
      {},
      ['Which body met?', 'MC'],
      ['On which day?', '14 Jan 2025'],
      ['Where?', 'Astana'],
      ['Who chaired it?', 'Nobody'],
      ['Agenda item 1', esc],
      ['Who chaired it?', esc],
      ['Where?', esc],
      ['On which day?', '15 Jan 2025'],
      ['Where?', enter],
      ['Who chaired it?', enter],
      ['Agenda item 1', enter],
      ['Is this meeting right?', 'no decisions'],
      ['Record all of this?', enter],
    );
    const { meeting } = await shown(db, 'meeting', 'show', 'MC-2025-01-15');
    expect(meeting).toMatchObject({ place: 'Astana', chair: 'Nobody' });
  });

  it('keeps an answer that is empty, where the last meeting would be proposed', async () => {
    const db = await register();
    await addMeeting(
      db,
      { body: 'SOC' },
      ['On which day?', '14 Jan 2025'],
      ['Where?', ''],
      ['Who chaired it?', esc],
      ['Where?', enter],
      ['Who chaired it?', ''],
      ['Agenda item 1', enter],
      ['Is this meeting right?', esc],
      ['Agenda item 1', enter],
      ['Is this meeting right?', 'no decisions'],
      ['Record all of this?', enter],
    );
    expect((await shown(db, 'meeting', 'show', 'SOC-2025-01-14')).meeting).toMatchObject({ place: null, chair: null });
  });

  it('keeps the choices of a decision: no agenda item, and the referral that it answers', async () => {
    const db = await register();
    await addDecision(
      db,
      { meeting: 'SOC-2023-12-12' },
      ['Under which agenda item?', 'none'],
      ['What did the meeting do?', 'rejected'],
      ['Does it answer', 'SWG-2022-12-12/2'],
      ['What is the answer?', 'decline'],
      ['About what?', esc],
      ['Does it answer', esc],
      ['What did the meeting do?', esc],
      ['Under which agenda item?', enter],
      ['What did the meeting do?', enter],
      ['Does it answer', enter],
      ['What is the answer?', enter],
      ['About what?', enter],
      ['Which party prepared it?', 'none'],
      ...recordIt,
    );
    expect(await shown(db, 'decision', 'show', 'SOC-2023-12-12/9')).toMatchObject({
      ...{ item: null, action: 'reject' },
      links: [{ ref: 'SWG-2022-12-12/2', answer: 'decline' }],
    });
  });

  it('skips questions that a changed answer makes unnecessary', async () => {
    await addDecision(
      await register(),
      { meeting: 'SOC-2023-12-12', item: '' },
      ['What did the meeting do?', 'noted'],
      ['About what?', 'Work'],
      ['What kind', 'plan'],
      ['For which period?', '2025'],
      ['Is this decision right?', esc],
      ['For which period?', esc],
      ['What kind', 'report'],
      ...recordIt,
    );
  });
});

describe('what was recorded', () => {
  it('is reported once, in sentences, with the way to revert it', async () => {
    answering(
      ['What has to be done?', 'Draft it'],
      ['Who has to do it?', 'SEC'],
      ['By when?', enter],
      ['Is this task right?', enter],
    );
    const { context, said, written } = interactive(['task', 'add'], await register());
    const command = addTask(context);
    await command.parseAsync(['SOC-2024-12-05/4'], { from: 'user' });
    await context.close();
    expect(written()).toBe('');
    expect(said()).toBe('recorded: task 1 "Draft it"\n`cica undo` reverts it\n');
  });
});

it.each([
  ['2w', '2w from the decision'],
  ['2024-12-20', '20 December 2024'],
])('the deadline %s is shown as %s', async (deadline, shown) => {
  answering(
    ['What has to be done?', 'Draft it'],
    ['Who has to do it?', ''],
    ['By when?', deadline],
    ['Is this task right?', enter],
  );
  const { context } = interactive(['task', 'add'], await register());
  await addTask(context).parseAsync(['SOC-2024-12-05/4'], { from: 'user' });
  await context.close();
  expect(question('Is this task right?').choices).toContain(`  Due on    ${shown}`);
});

describe('who has to do a task', () => {
  test.each(['by friday', 'By 31 March 2024', '2024-03-31', '31 Mar 2024', 'tomorrow', '2w', 'within two weeks'])(
    'is not "%s", which is asked next',
    async (deadline) => {
      answering(
        ['What has to be done?', 'Draft it'],
        ['Who has to do it?', deadline],
        ['Who has to do it?', 'Byelorussian experts'],
        ['By when?', enter],
        ['Is this task right?', enter],
      );
      const db = await register();
      const { context } = interactive(['task', 'add'], db);
      await addTask(context).parseAsync(['SOC-2024-12-05/4'], { from: 'user' });
      await context.close();
      expect(asked[2]?.problem).toBe(
        `"${deadline}" reads as a deadline; write who has to do it: the deadline is asked next`,
      );
      expect(await shown(db, 'task', 'show', '1')).toMatchObject({ responsible: 'Byelorussian experts', due_on: null });
    },
  );
});

describe('the code of a party', () => {
  test.each<[string[], Step[]]>([
    [[], [['Code?', 'Nauru']]],
    [[], [['Code?', ' nauru ']]],
    [[], [['Code?', 'Науру']]],
    [['Nauru'], [['Code?', enter]]],
  ])('is that of the state whose name is typed: %j %j', async (args, steps) => {
    answering(...steps, ['Is this party right?', enter]);
    const db = await register();
    const { context } = interactive(['party', 'add', ...args], db);
    await addParty(context).parseAsync(args, { from: 'user' });
    await context.close();
    expect(question('Code?').preset).toBe(args.length === 0 ? '' : 'NRU');
    expect(question('Is this party right?').choices).toEqual(
      expect.arrayContaining(['  Code  NRU', '  Name  Nauru', '  Kind  state']),
    );
    expect(await shown(db, 'party', 'show', 'NRU')).toMatchObject({ code: 'NRU', name: 'Nauru', kind: 'state' });
  });
});

it('the code of a party is not asked for again where its name and kind are given', async () => {
  answering();
  const db = await register();
  const { context } = interactive(['party', 'add'], db);
  await addParty(context).parseAsync(['OMAN', '--name', 'Oman Air', '--kind', 'organisation'], { from: 'user' });
  await context.close();
  expect(await shown(db, 'party', 'show', 'OMAN')).toMatchObject({ name: 'Oman Air', kind: 'organisation' });
});

describe('a value of the last meeting', () => {
  it('is marked as such, unlike an answer', async () => {
    await addMeeting(
      await register(),
      { body: 'SOC' },
      ['On which day?', '14 Jan 2025'],
      ['Where?', enter],
      ['Who chaired it?', esc],
      ['Where?', enter],
      ['Who chaired it?', enter],
      ['Agenda item 1', enter],
      ['Is this meeting right?', 'no decisions'],
      ['Record all of this?', enter],
    );
    const origins = asked.filter(({ message }) => message === 'Where?').map(({ preset, origin }) => [preset, origin]);
    expect(origins).toEqual([
      ['Astana', 'as last time'],
      ['Astana', undefined],
    ]);
  });
});

it('what a later meeting has is not proposed: it was recorded ahead', async () => {
  const db = await register(['meeting', 'add', '--body', 'SOC', '--date', '2025-06-01', '--place', 'Ankara']);
  await addMeeting(
    db,
    { body: 'SOC' },
    ['On which day?', '14 Jan 2025'],
    ['Where?', esc],
    ['On which day?', '14 Jan 2026'],
    ['Where?', enter],
    ['Who chaired it?', enter],
    ['Agenda item 1', enter],
    ['Is this meeting right?', 'no decisions'],
    ['Record all of this?', enter],
  );
  expect(asked.filter(({ message }) => message === 'Where?').map(({ preset }) => preset)).toEqual(['Astana', 'Ankara']);
});

describe('an agenda', () => {
  const given = { body: 'SOC', date: '2025-01-14', place: '', chair: '' };
  const last = ['agenda', 'add', 'SOC-2024-12-05', 'Opening'];
  const end: Step[] = [
    ['Is this meeting right?', 'no decisions'],
    ['Record all of this?', enter],
  ];
  const agenda = async (db: string) =>
    (await shown(db, 'meeting', 'show', 'SOC-2025-01-14')).agenda.map(
      ({ number, title }: { number: string; title: string }) => `${number} ${title}`,
    );

  test.each<[string, Step[], string[]]>([
    ['of the last meeting', [['What was', 'The same as last time']], ['1 Opening']],
    [
      'of another meeting',
      [
        ['What was', 'another meeting'],
        ['Which meeting?', 'MC-2021-10-12'],
      ],
      ['1 Adoption'],
    ],
    ['that is pasted where it is only to be chosen', [['What was', '• Welcome⏎• Budget']], ['1 Welcome', '2 Budget']],
    [
      'with two items of one number, until it has none',
      [
        ['What was', '1. Welcome⏎1. Budget'],
        ['Agenda item 1', enter],
        ['Agenda item 1', '1. Welcome⏎2. Budget'],
      ],
      ['1 Welcome', '2 Budget'],
    ],
    [
      'named by the reference of its meeting',
      [
        ['What was', 'Type or paste'],
        ['Agenda item 1', 'mc-2021-10-12'],
      ],
      ['1 Adoption'],
    ],
  ])('%s', async (_, steps, expected) => {
    const db = await register(
      last,
      ['meeting', 'add', '--body', 'MC', '--date', '2021-10-12'],
      [...['agenda', 'add', 'MC-2021-10-12', 'Adoption']],
    );
    await addMeeting(db, given, ...steps, ...end);
    expect(await agenda(db)).toEqual(expected);
  });

  it('of the meeting that --agenda-from names is not asked for', async () => {
    const db = await register();
    answering(...end);
    const { context } = interactive(['meeting', 'add'], db);
    await askMeeting(context, given, {}, 'SOC-2023-12-12');
    expect(await agenda(db)).toHaveLength(7);
    await expect(askMeeting(context, given, {}, 'SOC-2024-12-05')).rejects.toThrow('has no agenda items');
    await context.close();
  });

  it('has its number of items in the summary, and all of them where it is changed', async () => {
    const db = await register();
    await addMeeting(
      db,
      given,
      ['Agenda item 1', 'Opening⏎Budget⏎Dates'],
      ['Is this meeting right?', 'Agenda'],
      ['What should change?', '2  Budget'],
      ['Agenda item 2', 'Plans and budget'],
      ['Is this meeting right?', 'Agenda'],
      ['What should change?', 'Add items'],
      ['Agenda item 4', 'AOB: Farewell'],
      ['Agenda item 4', enter],
      ['Is this meeting right?', 'Agenda'],
      ['What should change?', '1  Opening'],
      ['Agenda item 1', ''],
      ['Is this meeting right?', 'Agenda'],
      ['What should change?', 'on one line'],
      ['Agenda, with', enter],
      ...end,
    );
    expect(question('Is this meeting right?').choices).toContainEqual(
      expect.stringMatching(/Agenda +3 items: 2 {2}Plans and budget ⏎ 3 {2}Dates ⏎ AOB {2}Farewell$/),
    );
    expect(await agenda(db)).toEqual(['2 Plans and budget', '3 Dates', 'AOB Farewell']);
  });
});

it('agenda items of a meeting on record can be changed, and must suit those that others add', async () => {
  const db = await register();
  const added = async (): Promise<typeof enter> => {
    await cica(['agenda', 'add', 'SOC-2024-12-05', 'Of another', '--number', '1'], { db });
    return enter;
  };
  answering(
    ['Agenda item 1', '• Opening⏎• Budget⏎• Dates'],
    ['Record these 3 agenda items?', '3  Dates'],
    ['Agenda item 3', ''],
    ['Record these 2 agenda items?', '2  Budget'],
    ['Agenda item 2', esc],
    ['Record these 2 agenda items?', added],
    ['Record these 2 agenda items?', esc],
    ['Agenda, with', '2. Opening⏎3. Budget'],
    ['Record these 2 agenda items?', enter],
  );
  const { context, said } = interactive(['agenda', 'add'], db);
  await addAgendaItem(context).parseAsync(['SOC-2024-12-05'], { from: 'user' });
  await context.close();
  expect(said()).toContain('two items are numbered 1: "Of another" and "Opening"; ');
  const items = await shown(db, 'agenda', 'list', '--meeting', 'SOC-2024-12-05');
  expect(items.map(({ ref, title }: { ref: string; title: string }) => `${ref} ${title}`)).toEqual([
    'SOC-2024-12-05#1 Of another',
    'SOC-2024-12-05#2 Opening',
    'SOC-2024-12-05#3 Budget',
  ]);
});

describe('a chair', () => {
  test.each([
    ['Alibek Bakayev, Deputy Foreign Minister of Kazakhstan', 'Alibek Bakayev', 'Deputy Foreign Minister', 'KAZ'],
    [
      'Alibek Bakayev, Minister for Foreign Affairs of the Republic of Korea',
      'Alibek Bakayev',
      'Minister for Foreign Affairs',
      'KOR',
    ],
    ['Alibek Bakayev, Kazakhstan', 'Alibek Bakayev', null, 'KAZ'],
    ['Alibek Bakayev, Ambassador, Kazakhstan', 'Alibek Bakayev', 'Ambassador', 'KAZ'],
    ['Alibek Bakayev, Deputy Minister (Kazakhstan)', 'Alibek Bakayev', 'Deputy Minister', 'KAZ'],
    ['Alibek Bakayev (Kazakhstan)', 'Alibek Bakayev', null, 'KAZ'],
    ['Alibek Bakayev (Deputy Minister, Kazakhstan)', 'Alibek Bakayev', 'Deputy Minister', 'KAZ'],
    ['Alibek Bakayev, Minister (Asia) of Kazakhstan', 'Alibek Bakayev', 'Minister (Asia)', 'KAZ'],
    ['Alibek Bakayev (Astana)', 'Alibek Bakayev (Astana)', null, null],
    ['Alibek Bakayev, Minister of Atlantis', 'Alibek Bakayev, Minister of Atlantis', null, null],
    ['Alibek Bakayev', 'Alibek Bakayev', null, null],
  ])('%s', async (typed, chair, chair_title, chair_party) => {
    const db = await register();
    await addMeeting(
      db,
      { body: 'MC', date: '2025-01-14', place: '' },
      ['Who chaired it?', typed],
      ['Agenda item 1', enter],
      ['Is this meeting right?', 'no decisions'],
      ['Record all of this?', enter],
    );
    const { meeting } = await shown(db, 'meeting', 'show', 'MC-2025-01-14');
    expect(meeting).toMatchObject({ chair, chair_title, chair_party });
  });
});

describe('parties in a title', () => {
  test.each([
    ['Report prepared by Mongolia and Iran', ['sponsor:MNG', 'sponsor:IRN']],
    ['Proposal on Japan submitted by Mongolia', ['subject:JPN', 'sponsor:MNG']],
    ['Paper sponsored by Mongolia', ['sponsor:MNG']],
    ['Visit to Mongolia', ['subject:MNG']],
  ])('%s', async (title, parties) => {
    const db = await register();
    await addDecision(db, { meeting: 'SOC-2023-12-12', item: '', action: 'note', kind: 'report', title }, ...recordIt);
    const found = (await shown(db, 'decision', 'show', 'SOC-2023-12-12/9')).parties;
    expect(found.map(({ role, party }: { role: string; party: string }) => `${role}:${party}`)).toEqual(parties);
  });
});

describe('the party that a kind of decision needs', () => {
  test.each([
    ['concept paper', 'Which party prepared it?', 'sponsor:MNG'],
    ['observer status', 'Which party is the applicant?', 'applicant:MNG'],
    ['coordinator', 'Which party is the coordinator?', 'coordinator:MNG'],
  ])('%s', async (kind, message, party) => {
    const db = await register();
    const known = { meeting: 'SOC-2023-12-12', item: '', action: 'refer', referred_to: 'MC', kind, title: 'Tourism' };
    await addDecision(db, known, [message, 'Mongolia'], ...recordIt);
    const { parties } = await shown(db, 'decision', 'show', 'SOC-2023-12-12/9');
    expect(parties.map(({ role, party }: { role: string; party: string }) => `${role}:${party}`)).toEqual([party]);
  });
});

it('offers none only once, where none is also a word', async () => {
  const db = await register();
  const known = { meeting: 'SOC-2023-12-12', item: '', action: 'approve', kind: 'observer status', title: 'Status' };
  await addDecision(
    db,
    { ...known, parties: ['applicant:MNG'], links: [] },
    ['Is this decision right?', 'Grants'],
    ['Standing that it grants', 'none'],
    ...recordIt,
  );
  expect(question('Standing that it grants').choices).toEqual(['none', 'member', 'observer', 'partner']);
  expect((await shown(db, 'decision', 'show', 'SOC-2023-12-12/9')).grants).toBeNull();
});

describe('a problem at the end of a run', () => {
  const decision = (title: string, end: string): Step[] => [
    ['Under which agenda item?', '3  '],
    ['What did the meeting do?', 'noted'],
    ['About what?', title],
    ['What kind', 'other'],
    ['Is this decision right?', end],
  ];

  it('is reported for its decision, which is shown', async () => {
    const db = await register();
    const said = await addDecision(
      db,
      { meeting: 'SOC-2023-12-12' },
      ...decision('First', 'then another'),
      ['Under which agenda item?', '4  '],
      ...decision('Second', 'then another').slice(1),
      ...decision('Third', 'this was the last'),
      [
        'Record all of this?',
        async () => {
          await cica(['agenda', 'renumber', 'SOC-2023-12-12', '4=14'], { db });
          return enter;
        },
      ],
      ['Is this decision right?', enter],
      ['Under which agenda item?', '14  '],
      ['Is this decision right?', 'Yes'],
      ['Record all of this?', enter],
    );
    expect(said).toMatch(/^decision 2: .*no agenda item SOC-2023-12-12#4$/m);
    const titles = (await shown(db, 'decision', 'list', '--item', 'SOC-2023-12-12#14')).map(
      ({ title }: { title: string }) => title,
    );
    expect(titles).toContain('Second');
  });
});

describe('a record that someone else changes meanwhile', () => {
  const other = ['meeting', 'edit', 'SOC-2023-12-12', '--place', 'Baku', '--mode', 'online'];

  test.each([
    ['before the summary is confirmed', 1],
    ['while the changes are written', 2],
  ])('is shown with the changes of both, %s', async (_, moment) => {
    const db = await register();
    answering(
      ['Is this meeting right?', 'Place'],
      ['Where?', 'Almaty'],
      ['Is this meeting right?', 'Yes, save the changes'],
      ['Is this meeting right?', enter],
    );
    const { context, said } = interactive(['meeting', 'edit', 'SOC-2023-12-12'], db);
    const store = await context.register();
    const write = store.write.bind(store);
    let confirmed = 0;
    vi.spyOn(store, 'write').mockImplementation(async (...args) => {
      // the first write after the summary is its check
      if (asked.length === 3) confirmed += 1;
      if (confirmed === moment) await cica(other, { db });
      return write(...args);
    });
    await askChanges(context, 'meeting', 'SOC-2023-12-12', {});
    await context.close();
    expect(said()).toMatch(
      /^the meeting SOC-2023-12-12 was changed in the meantime by tester \(entry 2\)\n {2}place: was "Astana", now "Baku", yours "Almaty"\n {2}mode: was .*, now "online"\nyour changes are kept/,
    );
    const { choices } = question('Is this meeting right?');
    for (const line of [/Place +Almaty$/, /Mode +online$/]) expect(choices).toContainEqual(expect.stringMatching(line));
    const { meeting } = await shown(db, 'meeting', 'show', 'SOC-2023-12-12');
    expect(meeting).toMatchObject({ place: 'Almaty', mode: 'online' });
  });
});

describe('the questions', () => {
  const named = entityNames.filter((name) => !['objection', 'standing', 'act'].includes(name));
  test.each(named)('for a %s are a short question or label for each field', (name) => {
    const asked = flaggedColumns(entities[name]).filter(({ flagless }) => !flagless);
    const texts = messages[name] ?? {};
    expect(Object.keys(texts).toSorted()).toEqual(asked.map((column) => column.name).toSorted());
    for (const text of Object.values(texts)) expect(text).toMatch(/^[A-Z].{3,74}$/);
  });
});

describe('roles', () => {
  it('are explained', async () => {
    answering(
      ['Is this decision right?', 'Parties'],
      ['Which party does it concern?', 'Mongolia'],
      ['In which role?', 'sponsor'],
      ['Which other party?', 'no other'],
      ['Is this decision right?', 'Discard'],
      ['Discard this decision?', 'yes'],
    );
    const { context } = interactive(['decision', 'add'], demo);
    const known = { meeting: 'SOC-2023-12-12', title: 'T', action: 'note' };
    await askRecord(context, 'decision', known);
    await context.close();
    const { choices, preset } = question('In which role?');
    expect(choices).toContain('sponsor      proposed or prepared it');
    expect(preset).toContain('subject');
    for (const choice of choices) expect(choice).toMatch(/^\w+ {2,}\w.* \w+/);
  });
});
