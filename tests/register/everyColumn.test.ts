import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { type Column, type EntityName, entities } from '../../src/domain/schema';
import { copyOfRegister, inProcess, temporaryFolder } from '../support/cica';
import {
  addLine,
  cell,
  changeable,
  clearable,
  cleared,
  editLines,
  found,
  onPage,
  referredTo,
  type Sample,
  samples,
  type Which,
} from '../support/everyColumn';
import { newDatabase, onServer } from '../support/postgres';

/**
 * Every stored column of every entity is set and found again: in its flag, the lists, the pages, each format out and in,
 * the history and an undo. It is made from the entities: a column that one of these forgets fails here.
 */

type Row = Readonly<Record<string, unknown>>;

/** Runs a command line that has to succeed; returns what it wrote to stdout. */
async function run(db: string, ...line: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await inProcess(line, { db });
  if (exitCode !== 0) throw new Error(`cica ${line.join(' ')}\n${stderr}`);
  return stdout;
}

async function emptyRegister(): Promise<string> {
  const db = onServer ? await newDatabase() : join(temporaryFolder(), 'every.db');
  await run(db, 'init');
  return db;
}

const exported = (db: string, name: EntityName, format: string): Promise<string> =>
  run(db, 'export', entities[name].plural, '--format', format);

/** The rows of an entity, in a format that has one for each. */
const readers: { readonly [format: string]: (text: string) => Row[] } = {
  ndjson: (text) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row),
  json: (text) => JSON.parse(text) as Row[],
  csv: (text) => parse(text, { columns: true }) as Row[],
  tsv: (text) => parse(text, { columns: true, delimiter: '\t' }) as Row[],
  yaml: (text) => parseYaml(text) as Row[],
};

/** The formats in which every value is a text. */
const inCells = ['csv', 'tsv'];

/** The row of a record: by what people call it, or the only one that there is. */
function rowOf(rows: readonly Row[], { entity }: Sample, reference: string): Row {
  const row = rows.find((one) => String(one[entity.key]) === reference) ?? (rows.length === 1 ? rows[0] : undefined);
  if (row === undefined) throw new Error(`no ${entity.label} ${reference} among ${rows.length}`);
  return row;
}

/** Whether columns of a row have the values of a sample; what is worked out, `ref`, is the reference of now. */
function expectValues(row: Row, sample: Sample, columns: readonly Column[], which: Which, reference: string): void {
  const { entity } = sample;
  const wanted = columns.map((column) => [
    column.name,
    column.type === 'ref' ? reference : found(entity, column, which),
  ]);
  const is = columns.map(({ name }) => [name, row[name]]);
  expect(Object.fromEntries(is)).toEqual(Object.fromEntries(wanted));
}

/** A value as the log has it: parties and links as texts. */
function inHistory({ entity }: Sample, column: Column, which: Which, reference: string): unknown {
  if (column.type === 'ref') return reference;
  const value = found(entity, column, which);
  if (column.type === 'parties' || column.type === 'links') return cell(entity, column, which).split('; ');
  return value;
}

/** The one record that was recorded last is at hand by its reference; those without one are the only ones. */
interface Recorded {
  readonly sample: Sample;
  reference: string;
}

let full: string;
const records: Recorded[] = [];
beforeAll(async () => {
  full = await emptyRegister();
  for (const line of referredTo) await run(full, ...line);
  for (const sample of samples) records.push({ sample, reference: (await run(full, ...addLine(sample))).trim() });
});

const recordOf = (sample: Sample): Recorded => records.find((one) => one.sample === sample) as Recorded;
const withPage = samples.filter(({ entity }) => !['objection', 'standing', 'act'].includes(entity.name));
const named = (some: readonly Sample[]): [string, Sample][] => some.map((sample) => [sample.name, sample]);

it('the samples have every stored column of every entity', () => {
  for (const { name, columns } of Object.values(entities)) {
    const had = samples.filter(({ entity }) => entity.name === name).flatMap((sample) => sample.columns);
    const missing = columns.filter(({ computed }) => !computed).filter((column) => !had.includes(column));
    expect(missing.map((column) => `${name}.${column.name}`).filter((one) => one !== 'decision.ref')).toEqual([]);
  }
});

describe.each(named(samples))('a %s', (_, sample) => {
  const { entity, columns } = sample;

  it.each(Object.keys(readers))('is exported completely as %s', async (format) => {
    if (entity.name === 'meeting' && (format === 'json' || format === 'yaml')) return;
    const { reference } = recordOf(sample);
    const row = rowOf(readers[format]?.(await exported(full, entity.name, format)) ?? [], sample, reference);
    if (!inCells.includes(format)) return expectValues(row, sample, columns, 0, reference);
    for (const column of columns) {
      const value = column.type === 'ref' ? reference : cell(entity, column, 0);
      expect(`${column.name}: ${row[column.name] as string}`).toBe(`${column.name}: ${value}`);
    }
  });

  it('is exported completely as Markdown, and with chosen columns', async () => {
    const { reference } = recordOf(sample);
    const text = (await exported(full, entity.name, 'markdown')).replaceAll('<br>', '\n').replaceAll('\\', '');
    const names = [...new Set([...columns.map(({ name }) => name).toReversed(), entity.key])].join(',');
    const chosen = await run(full, 'export', entity.plural, '--columns', names, '--format', 'csv');
    const row = rowOf(parse(chosen, { columns: true }) as Row[], sample, reference);
    for (const column of columns) {
      const value = column.type === 'ref' ? reference : cell(entity, column, 0);
      expect(text).toContain(value);
      expect(`${column.name}: ${row[column.name] as string}`).toBe(`${column.name}: ${value}`);
    }
  });
});

describe.each(named(withPage))('the page of a %s', (_, sample) => {
  const { entity, columns } = sample;
  // whatever has that reference; a task has a number alone
  const command = entity.name === 'task' ? ['task', 'show'] : ['show'];

  it('shows it, as text and as JSON', async () => {
    const { reference } = recordOf(sample);
    const page = await run(full, ...command, reference);
    for (const column of columns) {
      if (column.type === 'ref') continue;
      for (const piece of onPage(entity, column, 0)) expect(page.replaceAll(/\s+/g, ' ')).toContain(piece);
    }
    const json = JSON.parse(await run(full, ...command, reference, '--format', 'json')) as Row;
    const row = entity.name === 'meeting' ? (json.meeting as Row) : json;
    expectValues(row, sample, columns, 0, reference);
  });
});

/** The files of a register: all entities as one format has them, or whole meetings and what does not stand under them. */
async function filesOf(db: string, format: string): Promise<string[]> {
  const folder = temporaryFolder();
  const whole = format === 'yaml';
  const beside: readonly EntityName[] = ['body', 'party', 'standing', 'instrument', 'act'];
  const lists = whole ? beside : (Object.keys(entities) as EntityName[]);
  const parts: (readonly [EntityName, string])[] = lists.map((name) => [name, whole ? 'csv' : format]);
  if (whole) parts.push(['meeting', 'yaml']);
  const files: string[] = [];
  for (const [name, written] of parts) {
    const file = join(folder, `${entities[name].plural}.${written}`);
    writeFileSync(file, await exported(db, name, written));
    files.push(file);
  }
  return files;
}

/** All records of a register as rows, without what another register would not have. */
async function everything(db: string): Promise<Record<string, Row[]>> {
  const all: Record<string, Row[]> = {};
  for (const name of Object.keys(entities) as EntityName[]) {
    const rows = readers.ndjson?.(await exported(db, name, 'ndjson')) ?? [];
    const kept = rows.map(({ created_at, updated_at, ...row }) => row);
    all[name] = kept.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  return all;
}

// what a file has is the same from both engines: on a server, where each takes a database of its own, two of them
const inFormats = onServer ? ['csv', 'yaml'] : ['csv', 'tsv', 'ndjson', 'yaml'];

it.each(inFormats)(
  'a register exported as %s comes in whole, and changes nothing where it came from',
  async (format) => {
    const files = await filesOf(full, format);
    const other = await emptyRegister();
    await run(other, 'import', ...files);
    const [before, copied] = [await everything(full), await everything(other)];
    for (const { sample, reference } of records) {
      const row = rowOf(copied[sample.entity.name] ?? [], sample, reference);
      expectValues(row, sample, sample.columns, 0, reference);
    }
    expect(copied).toEqual(before);
    const { stderr, exitCode } = await inProcess(['import', ...files], { db: full });
    expect({ stderr, exitCode }).toMatchObject({
      stderr: expect.stringMatching(/nothing created; nothing updated/),
      exitCode: 0,
    });
    expect(await everything(full)).toEqual(before);
  },
);

describe.each(named(samples))('a change of a %s', (_, sample) => {
  const { entity, columns } = sample;
  const name = entity.name;

  it('reaches every column, is in the history, and can be undone', async () => {
    const db = await copyOfRegister(full);
    let { reference } = recordOf(sample);
    const first = reference;
    const row = async (): Promise<Row> =>
      rowOf(readers.ndjson?.(await exported(db, name, 'ndjson')) ?? [], sample, reference);
    const log = async (): Promise<Row[]> => readers.ndjson?.(await run(db, 'log', '--format', 'ndjson')) ?? [];
    const edit = async (which: 1 | 'empty'): Promise<string[]> => {
      const entries = new Set<string>();
      for (const line of editLines(sample, reference, which)) {
        const printed = (await run(db, ...line)).trim();
        if (line.length > 0 && !line.includes('link')) reference = printed;
        entries.add(String((await log())[0]?.entry));
      }
      return [...entries];
    };
    const undo = (entries: readonly string[]): Promise<string> => run(db, 'undo', ...entries.toReversed(), '--yes');

    const created = (await log()).filter((one) => one.entity === entity.label && one.operation === 'created');
    const kept = columns.map((column) => [column.name, inHistory(sample, column, 0, first)]);
    expect(created.map(({ after }) => after)).toContainEqual(expect.objectContaining(Object.fromEntries(kept)));

    if (changeable(sample).length === 0) return;
    const before = String((await log())[0]?.change);
    const entries = await edit(1);
    expectValues(await row(), sample, changeable(sample), 1, reference);

    const changes = (await log()).filter((one) => entries.includes(String(one.entry)) && one.entity === entity.label);
    const was = Object.assign({}, ...changes.map((one) => one.before)) as Row;
    const is = Object.assign({}, ...changes.map((one) => one.after)) as Row;
    for (const column of changeable(sample)) {
      expect({ [column.name]: is[column.name] }).toEqual({ [column.name]: inHistory(sample, column, 1, reference) });
      expect({ [column.name]: was[column.name] }).toEqual({ [column.name]: inHistory(sample, column, 0, first) });
      expect(changes.map((one) => one.changes).join('; ')).toContain(`${column.name}: `);
    }

    if (withPage.includes(sample) && name !== 'task') {
      const earlier = JSON.parse(await run(db, 'show', first, '--at', before, '--format', 'json')) as Row;
      expectValues(name === 'meeting' ? (earlier.meeting as Row) : earlier, sample, columns, 0, first);
    }
    await undo(entries);
    reference = first;
    expectValues(await row(), sample, columns, 0, first);

    if (clearable(sample).length === 0) return;
    const emptied = await edit('empty');
    const empty = await row();
    for (const column of clearable(sample)) {
      const left = cleared[`${name}.${column.name}`] ?? (Array.isArray(found(entity, column, 0)) ? [] : null);
      expect({ [column.name]: empty[column.name] }).toEqual({ [column.name]: left });
    }
    await undo(emptied);
    reference = first;
    expectValues(await row(), sample, columns, 0, first);
    await run(db, 'verify');
  });
});
