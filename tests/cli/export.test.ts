import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import { demoRegister, presetRegister, temporaryFolder } from '../support/cica';
import { done, lines, type Run, refused, session } from '../support/session';

let db: string;
let folder: string;
let run: Run;
beforeAll(async () => {
  db = await demoRegister();
});
beforeEach(() => {
  folder = temporaryFolder();
  run = session(db, { cwd: folder });
});
const written = (name: string): string => readFileSync(join(folder, name), 'utf8');

it('writes all columns of all decisions as CSV by default', async () => {
  const rows: Record<string, string>[] = parseCsv(await done(run`export`), { columns: true });
  expect(rows).toHaveLength(27);
  expect(rows[13]).toMatchObject({ ref: 'SOC-2023-12-12/1', item: '2', action: 'adopt', status: 'ended', text: '' });
  expect(await done(run`export decisions --kind budget --year 2023 --columns ref,period`)) //
    .toBe('ref,period\nSOC-2023-12-12/2,2024\n');
});

it.each([
  ['out.csv', (text: string) => parseCsv(text, { columns: true })],
  ['out.tsv', (text: string) => parseCsv(text, { columns: true, delimiter: '\t' })],
  ['out.json', (text: string) => JSON.parse(text)],
  ['out.ndjson', (text: string) => lines(text).map((line) => JSON.parse(line))],
  ['out.jsonl', (text: string) => lines(text).map((line) => JSON.parse(line))],
  ['out.yaml', (text: string) => parseYaml(text)],
  ['out.yml', (text: string) => parseYaml(text)],
  ['OUT.CSV', (text: string) => parseCsv(text, { columns: true })],
])('tells the format by the name of the file: %s', async (name, read) => {
  expect(await run`export bodies -o ${name}`).toEqual({
    stdout: '',
    stderr: `wrote 10 bodies to ${name}\n`,
    exitCode: 0,
  });
  const rows = read(written(name)) as { code: string }[];
  expect(rows.map(({ code }) => code).slice(0, 3)).toEqual(['BC', 'CEP', 'EXPERTS']);
});

it('writes complete meetings as YAML and JSON', async () => {
  const [yaml, json] = await Promise.all([
    done(run`export meetings --year 2023 --format yaml`),
    done(run`export meetings --year 2023 --format json`),
  ]);
  const documents = parseAllDocuments(yaml).map((document) => document.toJS());
  const objects = JSON.parse(json);
  for (const meetings of [documents, objects]) {
    expect(meetings.map((one: { meeting: { ref: string } }) => one.meeting.ref)) //
      .toEqual(['MC-2023-12-26', 'SOC-2023-12-12', 'MC-2023-09']);
    expect(meetings[1].agenda).toHaveLength(7);
    expect(meetings[1].decisions[4]).toMatchObject({ ref: 'SOC-2023-12-12/5', referred_to: 'MC', item: '4' });
  }
  expect(documents[1].meeting.chair).toEqual({
    name: 'Alibek Bakayev',
    title: 'Deputy Foreign Minister',
    party: 'KAZ',
  });
  expect(objects[1].meeting).toMatchObject({ chair: 'Alibek Bakayev', chair_party: 'KAZ', end_date: null });
  expect(await done(run`meeting show SOC-2023-12-12 --format yaml`)).toBe(
    await done(run`export meetings --body SOC --year 2023 --format yaml`),
  );
});

it('moves a register into an empty one', async () => {
  const kinds = ['bodies', 'parties', 'meetings', 'agenda', 'decisions'];
  await Promise.all(kinds.map((kind) => done(run`export ${kind} -o ${kind}.csv`)));
  const other = session(await presetRegister(), { cwd: folder });
  await done(other`import decisions.csv agenda.csv meetings.csv parties.csv bodies.csv`);
  for (const kind of ['meetings', 'agenda']) {
    expect(await done(other`export ${kind} --sort ref`)).toBe(await done(run`export ${kind} --sort ref`));
  }
  expect(await done(other`export meetings --format yaml`)).toBe(await done(run`export meetings --format yaml`));
});

it('writes a file completely or not at all', async () => {
  writeFileSync(join(folder, 'kept.csv'), 'as it was');
  mkdirSync(join(folder, 'there'));
  expect(await run`export decisions --sort nope -o kept.csv`).toMatchObject({ exitCode: 2 });
  expect(written('kept.csv')).toBe('as it was');
  for (const name of ['nowhere/out.csv', 'there']) {
    expect(await run`export decisions -o ${name}`).toMatchObject({
      stdout: '',
      stderr: expect.stringMatching(/^cica: .* cannot be written: /),
      exitCode: 1,
    });
  }
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  await done(run`export decisions --limit 1 --columns ref -o kept.csv`);
  expect(written('kept.csv')).toBe('ref\nSOC-2024-12-05/1\n');
  expect(readdirSync(folder)).toEqual(['kept.csv', 'there']);
});

it('refuses a filter that the records do not have', async () => {
  expect(await run`export bodies --year 2023`).toMatchObject({
    stderr: 'cica: --year is not a filter of bodies\ntheir filters are --kind, --reports-to\n',
    exitCode: 2,
  });
});

it.each([
  ['missing/all.csv', 'missing/all.csv cannot be written: there is no such folder'],
  ['.', '. cannot be written: it is a folder'],
])('refuses to write %s', async (file, message) => {
  refused(await run`export -o ${file} --format csv`, 1, message);
});
