import { parse as parseCsv } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { demoRegister } from '../support/cica';
import { done, lines, type Run, session } from '../support/session';

let run: Run;
beforeAll(async () => {
  run = session(await demoRegister());
});

/** The references that a list has, in its order. */
const refs = async (line: string): Promise<string[]> => lines(await done(run(`${line} --columns ref --no-header`)));
const decisions = (filters: string): Promise<string[]> => refs(`decision list ${filters}`);

const soc = (...numbers: number[]): string[] => numbers.map((number) => `SOC-2023-12-12/${number}`);

describe('filters of decisions', () => {
  it.concurrent.each([
    ['--meeting MC-2023-09', ['MC-2023-09/1']],
    ['--meeting soc-2023-12-12 --item 2', soc(1, 2)],
    ['--item SOC-2023-12-12#2,SOC-2023-12-12#4', soc(1, 2, 5)],
    ['--body MC', ['MC-2024-03-19/1', 'MC-2023-12-26/1', 'MC-2023-09/1']],
    ['--body "Ministerial Council" --year 2024', ['MC-2024-03-19/1']],
    ['--year 2023 --kind budget', soc(2)],
    ['--year 2022,2023 --kind budget', ['SOC-2023-12-12/2', 'SWG-2022-12-12/3']],
    ['--since 2023-12-13 --until 2024-03-14', ['SOC-2024-03-14/1', 'MC-2023-12-26/1']],
    ['--since 2023-10 --until 2023', ['MC-2023-12-26/1', ...soc(1, 2, 3, 4, 5, 6, 7, 8)]],
    ['--until 2023-08', ['1', '2', '3', '4', '5'].map((number) => `SWG-2022-12-12/${number}`)],
    ['--year 2023 --action adopted', soc(1, 2)],
    ['--year 2023 --action adopts,approving', soc(1, 2, 3, 4)],
    ['--action adopted --action approved', []],
    ['--kind observer-status', ['SOC-2024-12-05/5', 'MC-2023-12-26/1', 'SOC-2023-12-12/5']],
    ['--party SAU', ['MC-2023-12-26/1', 'SOC-2023-12-12/5']],
    ['--party applicant:"Saudi Arabia"', ['MC-2023-12-26/1', 'SOC-2023-12-12/5']],
    ['--party sponsor:SAU', []],
    ['--party sponsor:MNG --party sponsor:IRN', soc(3, 4)],
    ['--party Mongolia,Bangladesh', soc(3, 4, 6)],
    ['--party MNG --party BGD', []],
    ['--tag environment', ['SOC-2024-06-27/5', ...soc(3, 4)]],
    ['--tag enlargement,chairmanship --to MC', ['SOC-2024-03-14/1', 'SOC-2023-12-12/5']],
    ['--to MC', ['SOC-2024-03-14/1', 'SOC-2023-12-12/5']],
    ['--status referred --year 2023,2024', []],
    [
      '--status referred --as-of 2024-03-15',
      ['1', '2', '3', '4', '5'].map((n) => `SWG-2022-12-12/${n}`).concat('SOC-2024-03-14/1'),
    ],
    ['--status accepted --to MC', ['SOC-2024-03-14/1', 'SOC-2023-12-12/5']],
    ['--status provisional --as-of 2024-07-11', ['SOC-2024-06-27/5']],
    ['--status provisional --as-of 2024-07-12', []],
    ['--status ended,in-force --year 2023 --body SOC', soc(1, 2, 3, 4)],
    ['--status ended --in-force', []],
    ['--in-force --body SOC --year 2023', soc(3, 4)],
    ['--in-force --as-of 2024-03-01 --kind plan', soc(1)],
    ['--in-force --as-of 2025-03-01 --kind plan', ['SOC-2024-12-05/1']],
    ['--as-of 2022-12-12 --year 2022,2023 --kind budget', ['SWG-2022-12-12/3']],
    ['--as-of 2022-12-11', []],
    ['--text "natural disaster"', soc(4)],
    ['--text SAUDI --text council', ['SOC-2023-12-12/5']],
    ['--text "saudi commit*"', ['MC-2023-12-26/1', 'SOC-2023-12-12/5']],
    ['--text Astana', []],
  ])('%s', async (filters, expected) => {
    expect((await decisions(filters)).toSorted()).toEqual(expected.toSorted());
  });
});

describe('filters of the other lists', () => {
  it.concurrent.each([
    ['meeting list --year 2023', ['MC-2023-12-26', 'SOC-2023-12-12', 'MC-2023-09']],
    ['meeting list --body SWG,MC --mode online', ['SWG-2022-12-12']],
    ['meeting list --status held --since 2024-12', ['SOC-2024-12-05']],
    ['meeting list --status scheduled', []],
    ['agenda list --meeting SOC-2023-12-12 --limit 2', ['SOC-2023-12-12#1', 'SOC-2023-12-12#2']],
    ['agenda list --body MC', []],
    ['agenda list --year 2023 --limit 1', ['SOC-2023-12-12#1']],
  ])('%s', async (line, expected) => {
    expect(await refs(line)).toEqual(expected);
  });

  it('bodies by kind and by the body above, parties by kind', async () => {
    expect(await done(run`body list --kind council,secretariat --columns code --no-header`)).toBe('MC\nSEC\nSUMMIT\n');
    expect(await done(run`body list --reports-to SOC --columns code --no-header`)).toBe('SEC\nSWG\n');
    expect(lines(await done(run`party list --kind state --columns code --no-header`))).not.toContain('ASEAN');
    expect(lines(await done(run`party list --kind organisation --columns code --no-header`))).toContain('ASEAN');
  });
});

describe('order', () => {
  it("is the newest meeting first, a meeting's decisions in their order", async () => {
    const all = await decisions('');
    expect(all.slice(0, 2)).toEqual(['SOC-2024-12-05/1', 'SOC-2024-12-05/2']);
    expect(all.slice(-2)).toEqual(['SWG-2022-12-12/4', 'SWG-2022-12-12/5']);
    expect(all.filter((ref) => ref.startsWith('SOC-2023'))).toEqual(soc(1, 2, 3, 4, 5, 6, 7, 8));
  });

  it.concurrent.each([
    ['date', ['SWG-2022-12-12/1', 'SWG-2022-12-12/2']],
    ['-date', ['SOC-2024-12-05/1', 'SOC-2024-12-05/2']],
    ['title', ['SOC-2023-12-12/2', 'SOC-2023-12-12/1']],
    ['body,-date', ['MC-2024-03-19/1', 'MC-2023-12-26/1']],
    ['-referred-to,period', ['SWG-2022-12-12/3', 'SWG-2022-12-12/1']],
    ['status', ['SOC-2024-03-14/1', 'SOC-2023-12-12/5']],
  ])('--sort %s', async (sort, first) => {
    expect(await decisions(`--sort=${sort} --limit 2`)).toEqual(first);
  });

  it('puts empty values last, in both directions', async () => {
    const places = async (sort: string) =>
      lines(await done(run`meeting list --sort=${sort} --columns place --no-header`)).slice(0, 3);
    expect(await places('place')).toEqual(['Astana', 'Astana', 'Astana']);
    expect(await places('-place')).toEqual(['Astana', 'Astana', 'Astana']);
    const found = JSON.parse(await done(run`search saudi --sort date --format json`));
    expect(found.map(({ date }: { date: string | null }) => date)).toEqual([
      '2023-12-12',
      '2023-12-12',
      '2023-12-26',
      null,
    ]);
  });
});

describe('the output', () => {
  it('has the requested columns, in that order, and number of rows', async () => {
    expect(await done(run`decision list --columns action,ref,referred-to --limit 1 --format csv`)) //
      .toBe('action,ref,referred_to\napprove,SOC-2024-12-05/1,\n');
    expect(await decisions('--limit 3')).toHaveLength(3);
    expect(await decisions('--limit 0')).toHaveLength(27);
  });

  it('is a table for people, with past-tense verbs and the body that must answer', async () => {
    expect(await done(run`decision list --meeting SWG-2022-12-12 --limit 1 --columns ref,action,status`)).toBe(
      'ref               action  status\nSWG-2022-12-12/1  agreed  referred to SOC\n',
    );
  });

  it.concurrent.each([
    ['json', '[]\n'],
    ['ndjson', ''],
    ['yaml', '[]\n'],
    ['csv', 'ref,title\n'],
    ['tsv', 'ref\ttitle\n'],
    ['table', ''],
    ['markdown', '| ref | title |\n| --- | --- |\n'],
  ])('is nothing in %s when nothing is found, with exit code 0', async (format, expected) => {
    expect(await run`decision list --year 1999 --columns ref,title --format ${format}`) //
      .toEqual({ stdout: expected, stderr: '', exitCode: 0 });
  });
});

/** What each format says of a list, read by a program that knows nothing of ours: rows of text by column. */
const readers: Record<string, (text: string) => Record<string, unknown>[]> = {
  csv: (text) => parseCsv(text, { columns: true }),
  tsv: (text) => parseCsv(text, { columns: true, delimiter: '\t' }),
  json: (text) => JSON.parse(text),
  ndjson: (text) => lines(text).map((line) => JSON.parse(line)),
  yaml: (text) => parseYaml(text),
  markdown: (text) => {
    const [head = [], , ...rows] = lines(text).map((line) => line.slice(2, -2).split(' | '));
    return rows.map((row) => Object.fromEntries(head.map((name, index) => [name.replaceAll('\\', ''), row[index]])));
  },
};

it.concurrent.each([
  ['decision list', 'ref'],
  ['meeting list', 'ref'],
  ['agenda list', 'ref'],
  ['body list', 'code'],
  ['party list', 'code'],
  ['search saudi', 'ref'],
  ['log --columns change,entity,ref', 'ref'],
])('%s has the same rows and columns in every format', async (line, key) => {
  const read = Object.entries(readers).map(async ([format, reader]) => {
    const rows = reader(await done(run(`${line} --format ${format}`)));
    return { format, names: Object.keys(rows[0] ?? {}), keys: rows.map((row) => String(row[key]).replace('\\', '')) };
  });
  const [first, ...others] = await Promise.all(read);
  expect(first?.keys.length).toBeGreaterThan(3);
  for (const { format, names, keys } of others) {
    expect(names, format).toEqual(first?.names);
    expect(keys, format).toEqual(first?.keys);
  }
});
