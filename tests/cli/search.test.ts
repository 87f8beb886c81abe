import { beforeAll, describe, expect, it } from 'vitest';
import { cica, demoRegister } from '../support/cica';
import { done, lines, type Run, session } from '../support/session';

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

  it('nothing where one word is not there, or a phrase is not whole', async () => {
    expect(await found('budget zebra')).toEqual([]);
    expect(await found('"disaster natural"')).toEqual([]);
    expect(await found('figur')).toEqual([]);
  });
});

it('ranks a hit in the title before one in the text', async () => {
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
  if (/\w/.test(words)) expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
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
