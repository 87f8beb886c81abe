import { beforeAll, describe, expect, it } from 'vitest';
import { cica, demoRegister } from '../support/cica';
import { done, lines, type Run, refused, session } from '../support/session';

let db: string;
let run: Run;

/** A meeting with words of many scripts. */
const meeting = `
meeting:
  {body: BC, date: 2024-02-01, title: Sommet économique, place: Ulaanbaatar, chair: Müller, chair_title: Präsident,
   source: Gazette, notes: Le café était fermé}
agenda:
  - {number: 1, title: Quarterly figures, presenter: Nguyễn Văn An, notes: Handed round}
decisions:
  - {symbol: BC/24/7, action: adopt, title: Бюджет на следующий год, text: Совет принял бюджет}
  - {action: adopt, title: ميزانية الأمانة لعام ٢٠٢٤, text: اعتمد المجلس الميزانية}
  - {action: adopt, title: แผนการดำเนินงานประจำปี, text: ที่ประชุมเห็นชอบแผนการดำเนินงาน}
  - {action: adopt, title: 理事会批准了二零二四年预算, text: 秘书处提交报告}
  - {action: adopt, title: Follow-up & co-operation (O'Brien), tags: [transit], evidence: A witness, source: Bulletin}
`;

beforeAll(async () => {
  db = await demoRegister();
  run = session(db);
  await done(cica(['import', '-'], { db, input: meeting }));
});

/** The matches of a search, marked. */
const found = async (words: string): Promise<string[]> =>
  lines(await done(run`search --columns ref,match --format tsv --no-header -- ${words}`)).map((line) =>
    line.replace('BC-2024-02-01', '').replace('\t', ' '),
  );

describe('finds', () => {
  it.concurrent.each([
    ['all of several words', 'budget 2024 secretariat', 'SOC-2023-12-12/2 «2024» «budget» of the CICA «Secretariat»'],
    ['a phrase', '"natural disaster"', 'SOC-2023-12-12/4 Concept paper on «natural disaster» management'],
    ['the beginning of a word', 'figur*', '#1 Quarterly «figures»'],
    ['whatever the case', 'QUARTERLY', '#1 «Quarterly» figures'],
    ['with and without accents', 'economique', ' Sommet «économique»'],
    ['with accents that the text has not', 'Quártêrly', '#1 «Quarterly» figures'],
    ['Vietnamese names without their marks', 'nguyen', '#1 «Nguyễn» Văn An'],
    ['Cyrillic', 'БЮДЖЕТ', '/1 «Бюджет» на следующий год'],
    ['Arabic', 'الأمانة', '/2 ميزانية «الأمانة» لعام ٢٠٢٤'],
    ['Thai, inside what is written without spaces', 'ดำเนินงาน', '/3 แผนการ«ดำเนินงาน»ประจำปี'],
    ['two Chinese characters inside a sentence', '预算', '/4 理事会批准了二零二四年«预算»'],
    ['a hyphen as two words', 'follow-up', "/5 «Follow-up» & co-operation (O'Brien)"],
    ['an apostrophe', "o'brien", "/5 Follow-up & co-operation («O'Brien»)"],
  ])('%s', async (_, words, expected) => {
    expect(await found(words)).toContain(expected);
  });

  it.concurrent.each([
    ['meeting title', 'sommet', ' «Sommet» économique'],
    ['place', 'ulaanbaatar', ' «Ulaanbaatar»'],
    ['chair', 'muller', ' «Müller»'],
    ['title of the chair', 'prasident', ' «Präsident»'],
    ['source', 'gazette', ' «Gazette»'],
    ['notes', 'café', ' Le «café» était fermé'],
    ['agenda title', 'figures', '#1 Quarterly «figures»'],
    ['presenter', 'văn', '#1 Nguyễn «Văn» An'],
    ['notes of an item', 'handed', '#1 «Handed» round'],
    ['symbol', 'BC/24/7', '/1 «BC/24/7»'],
    ['text', 'принял', '/1 Совет «принял» бюджет'],
    ['tag', 'transit', '/5 «transit»'],
    ['evidence', 'witness', '/5 A «witness»'],
    ['source of a decision', 'bulletin', '/5 «Bulletin»'],
    ['code of a body', 'swg', 'SWG «SWG»'],
    ['name of a body', 'eminent', 'CEP Council of «Eminent» Persons'],
    ['alias of a body', '"heads of state or government"', 'SUMMIT Meeting of «Heads of State or Government»'],
    ['code of a party', 'unoct', 'UNOCT «UNOCT»'],
    ['name of a party', 'lanka', 'LKA Sri «Lanka»'],
    ['alias of a party', 'ksa', 'SAU «KSA»'],
  ])('words of every field: %s', async (_, words, expected) => {
    expect(await found(words)).toContain(expected);
  });

  it('nothing if a word is missing, or a phrase is incomplete', async () => {
    expect(await found('budget zebra')).toEqual([]);
    expect(await found('"disaster natural"')).toEqual([]);
    expect(await found('figur')).toEqual([]);
  });
});

it('ranks a match in the title before one in the text', async () => {
  const refs = (await found('roadmap')).map((line) => line.split(' ')[0]);
  expect(refs.indexOf('MC-2023-09/1')).toBeLessThan(refs.indexOf('SOC-2023-12-12#6'));
});

it.concurrent.each([
  "';--",
  'a AND b',
  'NEAR(a b)',
  'title:budget',
  '^budget',
  '{title} : x',
  'a - b + c',
  '"open',
  '(((x',
  '-x',
  '\\x',
])('takes any punctuation: %s', async (words) => {
  const { stderr, exitCode } = await run`search --format json -- ${words}`;
  const said = lines(stderr).filter((line) => !line.includes('is not an operator here: '));
  if (/\w/.test(words)) expect({ said, exitCode }).toEqual({ said: [], exitCode: 0 });
  else
    expect({ stderr, exitCode }).toMatchObject({ stderr: expect.stringContaining('nothing to search'), exitCode: 2 });
});

it('cuts a long text around the words', async () => {
  await done(
    run`decision add BC-2024-02-01 --action note --text ${`${'x '.repeat(500)}needle${' y'.repeat(500)}`} Long`,
  );
  const [match] = await found('needle');
  expect(match).toMatch(/^\/6 …(x )+«needle»( y)+…$/);
  expect(match?.length).toBeLessThan(200);
});

it('forgets what was edited or removed', async () => {
  await done(run`decision add BC-2024-02-01 --action note Ephemeral`);
  expect(await found('ephemeral')).toHaveLength(1);
  await done(run`decision edit BC-2024-02-01/7 --title Lasting`);
  expect(await found('ephemeral')).toEqual([]);
  await done(run`decision remove BC-2024-02-01/7 --yes`);
  expect(await found('lasting')).toEqual([]);
});

describe('filters', () => {
  /** A record of each entity that has the word, of the Business Council in March 2024. */
  const everywhere = `
meeting: {body: BC, date: 2024-03-05, title: Xylophone}
agenda:
  - {number: 1, title: Xylophone}
decisions:
  - {action: adopt, kind: plan, title: Xylophone, silence_until: 2024-04-01, parties: [{role: sponsor, party: ASEAN}]}
  - {action: note, kind: report, title: Xylophone}
`;
  beforeAll(async () => {
    await done(cica(['import', '-'], { db, input: everywhere }));
    await done(run`body add XYLO --name ${'Xylophone body'} --kind committee`);
    await done(run`party add XYLP --name ${'Xylophone party'} --kind organisation`);
    await done(run`instrument add XYLI ${'Xylophone treaty'}`);
    await done(run`decision object BC-2024-03-05/1 --party ASEAN --on 2024-03-20 --note Xylophone`);
    const standing = 'party,standing,since,note\nASEAN,partner,2024-01-01,Xylophone\n';
    await done(cica(['import', '-', '--as', 'standings'], { db, input: standing }));
    await done(run`task add BC-2024-03-05/1 Xylophone`);
    await done(run`document add ${'Xylophone agenda'} --kind agenda --meeting BC-2024-03-05`);
    await done(run`document add ${'Xylophone item'} --kind note --meeting BC-2024-03-05 --item 1`);
    await done(run`document add ${'Xylophone report'} --kind report --decision BC-2024-03-05/2`);
    await done(run`document add ${'Xylophone abroad'} --kind report`);
  });

  const meeting = ['meeting BC-2024-03-05', 'agenda item BC-2024-03-05#1'];
  const decisions = ['decision BC-2024-03-05/1', 'decision BC-2024-03-05/2'];
  const papers = ['document Xylophone agenda', 'document Xylophone item', 'document Xylophone report'];
  const follow = ['objection BC-2024-03-05/1', 'task 1'];
  const nowhere = ['document Xylophone abroad', 'body XYLO', 'party XYLP', 'instrument XYLI'];
  const ofMeeting = [...meeting, ...decisions, ...follow, ...papers];

  it.concurrent.each<[string, readonly string[]]>([
    ['', [...ofMeeting, ...nowhere, 'standing ASEAN']],
    ['--body BC', ofMeeting],
    ['--body "Business Council"', ofMeeting],
    ['--body SOC', []],
    ['--body SOC,BC', ofMeeting],
    ['--since 2024-03-05', ofMeeting],
    ['--since 2024-03-06', ['objection BC-2024-03-05/1']],
    ['--since 1y --until 2024-03', ofMeeting],
    ['--until 2024-03-05', ofMeeting.filter((one) => !one.startsWith('objection'))],
    ['--until 2024-02', []],
    ['--kind plan', ['decision BC-2024-03-05/1']],
    ['--kind report', ['decision BC-2024-03-05/2', 'document Xylophone report', 'document Xylophone abroad']],
    ['--kind report --body BC', ['decision BC-2024-03-05/2', 'document Xylophone report']],
    ['--kind committee,organisation', ['body XYLO', 'party XYLP']],
    ['--kind agenda --kind plan', []],
    ['--action adopted', ['decision BC-2024-03-05/1']],
    ['--action adopt,took-note-of', decisions],
    ['--action adopted --kind report', []],
    ['--party asean', ['decision BC-2024-03-05/1', 'objection BC-2024-03-05/1', 'standing ASEAN']],
    ['--party asean --since 2024', ['decision BC-2024-03-05/1', 'objection BC-2024-03-05/1']],
    ['--party sponsor:ASEAN', ['decision BC-2024-03-05/1']],
    ['--party applicant:ASEAN', []],
    ['--party applicant:ASEAN,ASEAN', ['decision BC-2024-03-05/1', 'objection BC-2024-03-05/1', 'standing ASEAN']],
    ['--body not:BC', [...nowhere, 'standing ASEAN']],
    ['--body BC --kind not:report,plan', ofMeeting.filter((one) => !/decision|report/.test(one))],
    [
      '--kind not:plan',
      [...ofMeeting, ...nowhere, 'standing ASEAN'].filter((one) => one !== 'decision BC-2024-03-05/1'),
    ],
    ['--kind report,not:plan --body BC', ['decision BC-2024-03-05/2', 'document Xylophone report']],
    ['--action not:adopted --body BC', ofMeeting.filter((one) => one !== 'decision BC-2024-03-05/1')],
    [
      '--party not:ASEAN --body BC',
      ofMeeting.filter((one) => !['decision BC-2024-03-05/1', 'objection BC-2024-03-05/1'].includes(one)),
    ],
    ['--party not:sponsor:ASEAN --body BC', ofMeeting.filter((one) => one !== 'decision BC-2024-03-05/1')],
    ['--party not:applicant:ASEAN --body BC', ofMeeting],
  ])('%s', async (flags, expected) => {
    const columns = 'search xylophone --columns entity,ref --format tsv --no-header';
    const printed = lines(await done(run(`${columns} ${flags}`)));
    expect(printed.map((line) => line.replace('\t', ' ')).toSorted()).toEqual([...expected].toSorted());
  });

  it.concurrent.each([
    ['--kind nonsense', 2, 'unknown kind "nonsense"'],
    ['--action nonsense', 2, 'unknown action "nonsense"'],
    ['--body nonsense', 3, 'no body "nonsense"'],
    ['--party nonsense', 3, 'no party "nonsense"'],
    ['--since nonsense', 2, '--since: "nonsense" is neither a date nor a span of time'],
    ['--until nonsense', 2, '--until: "nonsense" is not a date'],
  ])('%s is refused', async (flags, code, message) => {
    refused(await run(`search xylophone ${flags}`), code, message);
  });
});

const sommets = "there are matches with 'sommet*' instead of sommets";

describe('a search that finds nothing', () => {
  it.concurrent.each<[string, string | readonly string[] | null]>([
    ['figur', "there are matches with 'figur*' instead of figur"],
    ['QUARTERS', "there are matches with 'quarter*' instead of quarters"],
    ['quarterlies figures', "there are matches with 'quarterl*' instead of quarterlies"],
    [
      'quarterlies figuring',
      "there are matches with 'quarterl*' instead of quarterlies and 'figur*' instead of figuring",
    ],
    // the words are all there, but not together
    ['sommet figures', 'no record has all of these words'],
    ['quarterly fig', "there are matches with 'fig*' instead of fig"],
    ['follow-uppish', 'no record contains "follow uppish"'],
    ['follow-operations', 'no record contains "follow operations"'],
    ['co-operational', "there are matches with 'co-operation*' instead of co-operational"],
    ['figurines*', "there are matches with 'figur*' instead of figurines*"],
    ['Бюджетный', "there are matches with 'бюджет*' instead of бюджетныи"],
    ['figures --body BC --since 2024-02', null],
    ['figuring --body BC --since 2024-02', "there are matches with 'figur*' instead of figuring"],
    ['figuring --body SOC', 'no record contains "figuring"'],
    ['figures --body SOC', 'there are matches without the filters'],
    ['zebra', 'no record contains "zebra"'],
    ['zebra figures', 'no record contains "zebra"'],
    ['zebra okapi', 'no record contains "zebra" or "okapi"'],
    ['sommet-figures', 'no record contains "sommet figures"'],
    ['sommets figuring', `${sommets} or 'figur*' instead of figuring, but not with all of the words`],
    ['sommets figures', `${sommets}, but not with all of the words`],
    ['sommets protction', [sommets, 'no record contains "protction"']],
    ['ab', 'no record contains "ab"'],
    [`${'zebra '.repeat(50)}`, 'no record has all of these words'],
    [`${'z'.repeat(99)}`, `no record contains "${'z'.repeat(99)}"`],
  ])('%s', async (typed, expected) => {
    const { stdout, stderr, exitCode } = await run(`search ${typed}`);
    expect(exitCode).toBe(0);
    expect({ found: stdout !== '', said: lines(stderr) }).toEqual({
      found: expected === null,
      said: expected === null ? [] : [expected].flat(),
    });
    // words in one argument are the words alone
    if (!/["-]/.test(typed)) expect((await run`search ${typed}`).stderr).toBe(stderr);
    // what is offered does find something
    for (const [, beginning = ''] of stderr.matchAll(/'([^']+)'/g)) expect(await found(beginning)).not.toEqual([]);
  });

  it.concurrent.each([
    ['zebra OR figures', ['"OR" is not an operator here: search for each word separately']],
    ['zebra AND figures', ['"AND" is not an operator here: leave it out; all words are required anyway']],
    ['zebra NOT figures', ['"NOT" is not an operator here: words cannot be excluded']],
    ['NEAR(zebra figures)', ['"NEAR" is not an operator here: put adjacent words in quotes']],
    ['zebra -figures', ['"-figures" is not an operator here: words cannot be excluded']],
    ['zebra -figures OR x OR y', ['"-figures" is no', '"OR" is no']],
    ['zebra or figures', []],
    ['"zebra OR figures"', []],
    ['zebra - figures', []],
    ['zebra-figures', []],
    ['zebr?s', ['"?" is not an operator here: type the beginning of the word and *']],
  ])('says what means nothing: %s', async (typed, expected) => {
    const { stdout, stderr, exitCode } = await run`search -- ${typed}`;
    const said = lines(stderr).filter((line) => !/^(nothing|no record contains) /.test(line));
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 });
    expect(said.map((line, at) => line.slice(0, expected[at]?.length))).toEqual(expected);
  });

  it('explains meaningless operators even if it finds something, and even to a script', async () => {
    const excluded =
      '"-zebra" is not an operator here: words cannot be excluded; narrow the search with --kind, --body, ';
    await done(run`decision add BC-2024-02-01 --action note ${'A zebra of figures'}`);
    for (const format of ['table', 'csv', 'json']) {
      const { stdout, stderr } = await run`search ${'figures -zebra'} --format ${format}`;
      expect(stdout).toContain('zebra');
      expect(stderr).toContain(excluded);
    }
  });

  it.each([
    ['budget -secretariat', '"-secretariat" is not an operator here: exclude it with another --text not:WORD'],
    ['budget OR plan', '"OR" is not an operator here: search for each word separately'],
  ])('--text says it, too: %s', async (words, note) => {
    expect((await run`decision list --text ${words}`).stderr).toContain(note);
    expect((await run`decision list --text ${`not:${words}`}`).stderr).toContain(note);
    expect((await run`export decisions --text ${words}`).stderr).toContain(note);
  });

  it('prints no messages to a script that reads data', async () => {
    expect(await run`search figur --format csv --no-header`).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });

  it('gives the same message for an unknown flag and a word with a minus', async () => {
    refused(await run`search budget -zebra`, 2, '"-zebra" is not an operator here');
    refused(await run`search budget --zebra`, 2, 'search has no flag --zebra');
  });
});
