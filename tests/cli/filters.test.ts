import { beforeAll, describe, expect, it } from 'vitest';
import { filterOptions } from '../../src/commands/verbs/list';
import { type EntityName, entities, entityNames } from '../../src/domain/schema';
import { cica, demoRegister, type Ran } from '../support/cica';
import { done, lines, refused, session } from '../support/session';

/** Every filter of every list, with every way to write its values: docs/scripting.md, "Filters". */
let db: string;
beforeAll(async () => {
  db = await demoRegister();
  const run = session(db);
  await done(run`meeting add --body SWG --date 2025-06-01 --mode online`);
  await done(run`meeting add --body SOC --date 2025-03-01 --mode hybrid --status postponed`);
  await done(run`meeting edit MC-2024-03-19 --chair ${'Zoë D’Arcy'} --place ${'Bursa, Türkiye'}`);
  await done(run`agenda add MC-2024-03-19 "Secretary General"`);
  const add = (text: string) => done(run(`decision add SOC-2024-12-05 ${text}`));
  await add('"Travel rules" --action adopt --procedure silence --silence-until 2025-02-01');
  await add('"Accès à l’énergie" --action adopt --procedure silence --silence-until 2025-02-01');
  await add('"Membership of Nauru" --action recommend --to MC --party applicant:AZE --party reservation:IND');
  await done(run`decision object SOC-2024-12-05/6 --party MNG --on 2025-01-10`);
  await done(run`decision object SOC-2024-12-05/7 --party KAZ --on 2025-01-10`);
  await done(run`decision edit SOC-2023-12-12/3 --symbol CICA/SOC/2023/78`);
  await done(run`decision edit SOC-2023-12-12/4 --symbol CICA/SOC/2023/178 --source ${'https://example.org/78'}`);
  await done(run`instrument add CTO "Charter of the Organisation"`);
  await done(run`instrument act CTO KAZ --kind signature --on 2024-01-10`);
  await done(run`task add SOC-2023-12-12/3 "Name a contact point" --responsible Mongolia --due 2024-03-31`);
  await done(run`task add SOC-2024-12-05/4 "Draft a programme" --responsible ${'Élodie O’Neill'} --due 3m`);
  await done(run`task add SOC-2024-12-05/4 "Print it" --done 2025-01-02`);
  await done(run`decision edit SOC-2024-06-27/1 --tag ${'Chefs d’État'} --tag not:urgent --tag ${'-draft'}`);
  await done(run`document add "Agenda of March" --kind agenda --meeting MC-2024-03-19`);
  await done(run`document add "Notes on tourism" --kind note --decision SOC-2023-12-12/3`);
  await done(run`document add "Report of June" --kind report --meeting SOC-2024-06-27`);
  await done(run`document add "Report on travel" --kind report --decision SOC-2024-12-05/6`);
  await done(session(db, { env: { CICA_ACTOR: 'Élodie O’Neill' } })`body edit YC --alias Youth`);
  await done(session(db, { env: { CICA_ACTOR: 'importer' } })`body edit TTF --alias Forum`);
});

type Row = Record<string, unknown>;
type Has = (row: Row, value: string) => boolean;

const column =
  (name: string): Has =>
  (row, value) =>
    row[name] === value;
const begins =
  (name: string): Has =>
  (row, value) =>
    String(row[name]).startsWith(value);
const party =
  (text: (party: { role: string; party: string }) => string): Has =>
  (row, value) =>
    (row.parties as { role: string; party: string }[]).some((one) => text(one) === value);
const inYear =
  (name: string): Has =>
  (row, years) => {
    const [first = '', last = first] = years.split('-');
    const year = String(row[name]).slice(-10).slice(0, 4);
    return first <= year && year <= last;
  };

/** A value that nothing has, the exit code of it, and what is said. */
type Unknown = readonly [value: string, exitCode: number, message: string];
const body: Unknown = ['SOK', 3, 'no body "SOK"\ndid you mean "SOC"'];
const state: Unknown = ['Mongola', 3, 'no party "Mongola"\ndid you mean "Mongolia"'];
const meeting: Unknown = ['SOC-2023-12-13', 3, 'no meeting SOC-2023-12-13\ndid you mean SOC-2023-12-12'];
const decision: Unknown = ['SOC-2023-12-12/9', 3, 'no decision'];
const year: Unknown = ['202', 2, '--year: "202" is not a year\nwrite a year like 2023'];
const word = (what: string, typed: string, nearest: string): Unknown => [
  typed,
  2,
  `unknown ${what} "${typed}"\ndid you mean "${nearest}"`,
];

type Cell = readonly [list: string, flag: string, values: readonly [string, string], has: Has, unknown: Unknown];
const cells: Cell[] = [
  ['bodies', '--kind', ['council', 'advisory'], column('kind'), word('kind', 'counsil', 'council')],
  ['bodies', '--reports-to', ['SOC', 'MC'], column('reports_to'), body],
  ['parties', '--kind', ['state', 'organisation'], column('kind'), word('kind', 'sate', 'state')],
  ['parties', '--standing', ['member', 'observer'], column('standing'), word('standing', 'meber', 'member')],
  ['meetings', '--year', ['2022-2023', '2024'], inYear('date'), year],
  ['meetings', '--body', ['SOC', 'MC'], column('body'), body],
  ['meetings', '--status', ['held', 'postponed'], column('status'), word('status', 'hold', 'held')],
  ['meetings', '--mode', ['online', 'hybrid'], column('mode'), word('mode', 'onlin', 'online')],
  [
    'meetings',
    '--place',
    ['Astana', 'Bursa'],
    ({ place }, value) => String(place).split(', ').includes(value),
    ['Astna', 0, 'no meeting has the place "Astna"; did you mean "Astana"?'],
  ],
  [
    'meetings',
    '--chair',
    ['Alibek Bakayev', 'Zoë D’Arcy'],
    column('chair'),
    ['Alibek Bakaev', 0, 'no meeting has the chair "Alibek Bakaev"; did you mean "Alibek Bakayev"?'],
  ],
  ['agenda', '--year', ['2023', '2024-2025'], inYear('meeting'), year],
  ['agenda', '--meeting', ['MC-2024-03-19', 'SOC-2023-12-12'], column('meeting'), meeting],
  ['agenda', '--body', ['MC', 'SOC'], begins('meeting'), body],
  ['decisions', '--year', ['2022-2023', '2023'], inYear('date'), year],
  ['decisions', '--body', ['SOC', 'MC'], column('body'), body],
  ['decisions', '--meeting', ['MC-2023-09', 'SOC-2023-12-12'], column('meeting'), meeting],
  [
    'decisions',
    '--item',
    ['SOC-2023-12-12#2', 'SOC-2023-12-12#4'],
    ({ meeting, item }, value) => `${meeting}#${item}` === value,
    ['SOC-2023-12-12#9', 3, 'no agenda item'],
  ],
  ['decisions', '--action', ['adopt', 'approve'], column('action'), word('action', 'adoptd', 'adopt')],
  ['decisions', '--kind', ['concept paper', 'plan'], column('kind'), word('kind', 'budgets', 'budget')],
  ['decisions', '--party', ['MNG', 'SAU'], party((one) => one.party), state],
  [
    'decisions',
    '--party',
    ['sponsor:MNG', 'role=applicant:SAU'],
    (row, value) => party(({ role, party }) => `${role}:${party}`)(row, value.replace('role=', '')),
    ['sponser:MNG', 2, 'unknown role "sponser"\ndid you mean "sponsor"'],
  ],
  ['decisions', '--role', ['reservation', 'sponsor'], party((one) => one.role), word('role', 'sponser', 'sponsor')],
  [
    'decisions',
    '--tag',
    ['environment', 'secretariat'],
    (row, value) => (row.tags as string[]).includes(value),
    ['enviroment', 0, 'no decision has the tag "enviroment"; did you mean "environment"?'],
  ],
  ['decisions', '--to', ['MC', 'SOC'], column('referred_to'), body],
  ['decisions', '--status', ['ended', 'recorded'], column('status'), word('status', 'endd', 'ended')],
  ['objections', '--decision', ['SOC-2024-12-05/6', 'SOC-2024-12-05/7'], column('decision'), decision],
  ['objections', '--party', ['MNG', 'KAZ'], column('party'), state],
  ['standings', '--party', ['MNG', 'KAZ'], column('party'), state],
  ['standings', '--standing', ['member', 'observer'], column('standing'), word('standing', 'meber', 'member')],
  ['acts', '--instrument', ['CPI', 'CTO'], column('instrument'), ['CPU', 3, 'no instrument "CPU"\ndid you mean "CPI"']],
  ['acts', '--party', ['BGD', 'KAZ'], column('party'), state],
  ['acts', '--kind', ['ratification', 'signature'], column('kind'), word('kind', 'signatur', 'signature')],
  ['tasks', '--decision', ['SOC-2023-12-12/3', 'SOC-2024-12-05/4'], column('decision'), decision],
  [
    'tasks',
    '--responsible',
    ['MNG', 'Élodie O’Neill'],
    column('responsible'),
    ['Mongola', 0, 'no task is assigned to "Mongola"; did you mean "Mongolia"'],
  ],
  ['tasks', '--status', ['open', 'done'], column('status'), word('status', 'opne', 'open')],
  ['documents', '--meeting', ['MC-2024-03-19', 'SOC-2024-06-27'], column('meeting'), meeting],
  ['documents', '--decision', ['SOC-2023-12-12/3', 'SOC-2024-12-05/6'], column('decision'), decision],
  ['documents', '--kind', ['agenda', 'report'], column('kind'), word('kind', 'agend', 'agenda')],
  ['decision pending', '--to', ['MC', 'SOC'], column('referred_to'), body],
  ['decision pending', '--from', ['SOC', 'SWG'], column('body'), body],
  [
    'log',
    '--actor',
    ['importer', 'Élodie O’Neill'],
    column('actor'),
    ['imports', 0, 'nothing was changed by "imports"; did you mean "importer"?'],
  ],
];

/** The records that have a `list`. */
const nouns: Readonly<Record<string, string>> = {
  ...{ bodies: 'body', parties: 'party', meetings: 'meeting', agenda: 'agenda', decisions: 'decision' },
  ...{ tasks: 'task', documents: 'document' },
};

const commandOf = (list: string): string =>
  Object.values(entities).some(({ plural }) => plural === list) ? `export ${list}` : list;

/** Runs a command with uses of flags, each one word whatever is in it. */
const ran = (command: string, ...uses: string[]): Promise<Ran> => cica([...command.split(' '), ...uses], { db });

const rows = async (command: string, ...uses: string[]): Promise<Row[]> =>
  lines(await done(ran(command, ...uses, '--format=ndjson'))).map((line) => JSON.parse(line));

describe.each(cells)('%s %s', (list, flag, [one, other], has, [unknown, exitCode, message]) => {
  const command = commandOf(list);
  const filtered = (...uses: string[]) => rows(command, ...uses.map((use) => `${flag}=${use}`));
  let all: Row[];
  beforeAll(async () => {
    all = await rows(command);
  });
  const having = (...values: string[]) => all.filter((row) => values.some((value) => has(row, value)));
  const without = (...values: string[]) => all.filter((row) => !values.some((value) => has(row, value)));

  it('takes values', async () => {
    for (const value of [one, other]) {
      expect(having(value)).not.toEqual([]);
      expect(await filtered(value)).toEqual(having(value));
    }
    expect(await filtered(`${one},${other}`)).toEqual(having(one, other));
    const noun = nouns[list];
    if (noun !== undefined) expect(await rows(`${noun} list`, `${flag}=${one}`)).toEqual(having(one));
  });

  it('excludes all values after not:, and lists records without a value', async () => {
    for (const value of [one, other]) expect(await filtered(`not:${value}`)).toEqual(without(value));
    for (const uses of [[`not:${one},${other}`], [`not:${one},not:${other}`], [`not:${one}`, `not:${other}`]]) {
      expect(await filtered(...uses)).toEqual(without(one, other));
    }
    for (const uses of [[`${one},not:${other}`], [one, `not:${other}`]]) {
      expect(await filtered(...uses)).toEqual(having(one).filter((row) => !has(row, other)));
    }
  });

  it.each([
    ['', `${flag} needs a value`],
    [',', `${flag} needs a value`],
    ['not:', '"not:" without a value'],
    [`-${one}`, `the value "-${one}" of a filter begins with a hyphen\nto exclude it, write not:${one}`],
    [`${other},not:-${one}`, `the value "-${one}" of a filter begins with a hyphen\nto exclude it, write not:${one}`],
  ])('refuses %j', async (value, problem) => {
    const result = await ran(command, `${flag}=${value}`);
    refused(result, 2, '');
    expect(result.stderr).toContain(`cica: ${problem}`);
  });

  it('suggests a similar value for an unknown one', async () => {
    for (const value of [unknown, `not:${unknown}`]) {
      const { stderr, exitCode: code } = await ran(command, `${flag}=${value}`);
      expect(stderr).toContain(exitCode === 0 ? message : `cica: ${message}`);
      expect(code).toBe(exitCode);
      if (exitCode === 0) expect(await filtered(value)).toEqual(value === unknown ? [] : all);
    }
  });
});

it('is tested of every flag that takes several values', () => {
  const flags = (entity: EntityName) =>
    filterOptions[entity]().flatMap(({ long, parseArg }) =>
      parseArg === undefined || long === '--text' ? [] : [`${entities[entity].plural} ${long}`],
    );
  const tested = new Set(
    cells.filter(([list]) => list !== 'log' && list !== 'decision pending').map(([list, flag]) => `${list} ${flag}`),
  );
  expect([...tested].toSorted()).toEqual(entityNames.flatMap(flags).toSorted());
});

/** Ways to type a name on record that are the same to `foldName`. */
const spellings: Record<string, (text: string) => string> = {
  itself: (text) => text,
  'other case': (text) => text.toUpperCase(),
  'no accents': (text) => text.normalize('NFD').replace(/\p{M}/gu, ''),
  decomposed: (text) => text.normalize('NFD'),
  'the apostrophe of a keyboard': (text) => text.replace('’', "'"),
  'more space': (text) => `  ${text.replace(' ', '\u00a0  ')} `,
};

describe.each([
  ['decision list', '--tag', 'Chefs d’État', 1],
  ['task list', '--responsible', 'Élodie O’Neill', 1],
  ['task list', '--responsible', 'Mongolia', 1],
  ['meeting list', '--chair', 'Zoë D’Arcy', 1],
  ['meeting list', '--place', 'Türkiye', 1],
  ['log', '--actor', 'Élodie O’Neill', 1],
  ['log', '--command', 'Élodie O’Neill', 1],
  ['decision list', '--text', 'Accès à l’énergie', 1],
  ['decision list', '--party', 'reservation:India', 1],
])('%s %s compares names in any spelling', (command, flag, name, count) => {
  it.each(Object.entries(spellings))('%s', async (_, spell) => {
    const found = await rows(command, `${flag}=${spell(name)}`);
    expect(found).toHaveLength(count);
    expect(await rows(command, `${flag}=not:${spell(name)}`)).toHaveLength((await rows(command)).length - count);
  });
});

describe('words of decisions', () => {
  const refs = async (...words: string[]) =>
    (await rows('decision list --meeting SOC-2023-12-12', ...words.map((word) => `--text=${word}`))).map(
      ({ ref }) => ref,
    );
  const numbered = (...numbers: number[]) => numbers.map((number) => `SOC-2023-12-12/${number}`);

  it.each([
    ['CICA/SOC/2023/78', numbered(3)],
    ['cica soc 2023 178', numbered(4)],
    ['78', numbered(3)],
    ['178', numbered(4)],
    ['17', []],
    ['17*', numbered(4)],
    ['"2023/78"', numbered(3)],
    ['soc/2023', numbered(3, 4)],
    ['environment', numbered(3)],
    // words of a source are not those of a symbol
    ['example', []],
    ['not:78', numbered(1, 2, 4, 5, 6, 7, 8)],
    ['not:environment', numbered(1, 2, 4, 5, 6, 7, 8)],
  ])('%s', async (text, expected) => {
    expect(await refs(text)).toEqual(expected);
  });

  it('must all match, also if one use excludes', async () => {
    expect(await refs('concept', 'not:environment')).toEqual(numbered(4));
    expect(await refs('soc/2023', 'not:178')).toEqual(numbered(3));
  });

  it.each([
    ['', '--text needs a value'],
    ['-environment', 'the value "-environment" of a filter begins with a hyphen'],
    ['not:-environment', 'the value "-environment" of a filter begins with a hyphen'],
    ['not:', '"not:" without a value'],
    ['not:,', 'nothing to search for in ","'],
    ['/', 'nothing to search for in "/"'],
  ])('are not %j', async (text, message) => {
    refused(await ran('decision list', `--text=${text}`), 2, message);
  });
});

it('finds tags and roles whose name begins with "not"', async () => {
  for (const tag of ['not:urgent', '-draft']) {
    expect(await rows('decision list', `--tag=tag=${tag}`)).toHaveLength(1);
    expect(await rows('decision list', `--tag=environment,not:tag=${tag}`)).toHaveLength(3);
  }
  refused(await ran('decision list', '--party=role=not:MNG'), 2, 'unknown role "not"');
  refused(await ran('decision list', '--party=not:sponsor:'), 2, 'the role "sponsor" without a party');
  refused(await ran('decision list', '--party=MNG,Sponsor'), 2, 'the role "Sponsor" without a party');
  for (const party of [':SAU', 'not::SAU', 'MNG,:SAU']) {
    refused(await ran('decision list', `--party=${party}`), 2, 'a party without its role');
    refused(await ran('search', 'observer', `--party=${party}`), 2, 'a party without its role');
  }
});

it('lists decisions by an agenda number within the requested meeting', async () => {
  const numbers = async (...uses: string[]) => (await rows('decision list', ...uses)).map(({ ref }) => String(ref));
  expect(await numbers('--meeting=SOC-2023-12-12', '--item=not:2,3')).toEqual(
    [5, 6, 7, 8].map((number) => `SOC-2023-12-12/${number}`),
  );
  expect(await numbers('--meeting=SOC-2023-12-12,not:MC-2023-09', '--item=2')).toHaveLength(2);
  refused(await ran('decision list', '--meeting=not:SOC-2023-12-12', '--item=2'), 3, 'no agenda item "2"');
});

it('lists the changes of commands with a text, or without', async () => {
  const commands = async (...uses: string[]) =>
    (await rows('log', ...uses)).map(({ command }) => String(command)).filter((command) => !command.includes('demo'));
  const acts = await commands('--command=instrument act');
  expect(acts).toEqual(['cica instrument act CTO KAZ --kind signature --on 2024-01-10']);
  expect(await commands('--command=instrument', '--command=not:--kind signature')).toHaveLength(1);
  expect(await commands('--command=not:SOC', '--command=--kind')).toHaveLength(2);
  expect((await commands('--command=--on')).length).toBeGreaterThan(2);
  refused(await ran('log', '--command='), 2, '--command needs a value');
  refused(await ran('log', '--command=not:'), 2, '"not:" without a value');
});

describe('an export', () => {
  const flagsOf = (entity: EntityName): string[] => filterOptions[entity]().map(({ long }) => long ?? '');
  const all = [...new Set(entityNames.flatMap(flagsOf))];
  const shownBy = async (...words: string[]): Promise<string[]> =>
    [...(await done(cica([...words, '--help'], { db, alone: true }))).matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(
      ([, flag = '']) => flag,
    );

  it.each(entityNames)('of the entity %s takes the filters of its list, and shows these alone', async (entity) => {
    const { plural } = entities[entity];
    const own = flagsOf(entity);
    expect((await shownBy('export', plural)).filter((flag) => all.includes(flag)).toSorted()).toEqual(own.toSorted());
    for (const flag of all.filter((one) => !own.includes(one))) {
      const uses = ['--in-force', '--overdue', '--no-evidence'].includes(flag) ? [flag] : [`${flag}=2024`];
      refused(await ran(`export ${plural}`, ...uses), 2, `${flag} is not a filter of ${plural}`);
    }
  });

  it('shows all filters with the records that have them, if no records are named', async () => {
    expect(await shownBy('export')).toEqual(expect.arrayContaining(all));
    const help = (await done(cica(['export', '--help'], { db, alone: true }))).replaceAll(/\s+/g, ' ');
    expect(help).toContain('--status <statuses> with these statuses (meetings, decisions, tasks)');
    expect(help).toContain('--overdue overdue (tasks)');
  });
});
