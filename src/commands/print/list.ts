import type { Context } from '../../context';
import { compareTexts } from '../../domain/order';
import { ownValue } from '../../domain/ownValue';
import { Problem } from '../../domain/problem';
import type { Row } from '../../domain/row';
import { columnNames, type Entity, entities, pluralLabel } from '../../domain/schema';
import { withCommas } from '../../domain/text';
import type { RowWriter } from '../../formats/write/format';
import { formats } from '../../formats/write/formats';
import { columnsNamed, unknownColumn } from '../../register/list/columns';
import { listLines } from '../../register/list/lines';
import { count, type Filtered, type Listing, type ListRequest, list } from '../../register/list/listing';
import type { Store } from '../../store/store';
import { type TableOptions, TableWriter } from '../../terminal/table';

/** The flags of a list, as commander gives them. */
export interface ListFlags {
  readonly format?: string;
  readonly excel?: boolean;
  readonly columns?: string;
  readonly sort?: string;
  readonly limit?: number;
  readonly header?: boolean;
  readonly asOf?: string;
}

/** Whether a list is a table for people, not data. */
export const isTable = ({ format = 'table' }: ListFlags): boolean => format === 'table';

/** Rows in batches, as they are read. */
type Batches = Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>;

/** The default number of rows at a terminal. */
const terminalLimit = 50;

/** The number up to which rows are counted. */
const countLimit = 10_000;

/** How a list is shown as a table. */
type TableLayout = Pick<TableOptions, 'spare' | 'formatters'>;

/** Where text is written: stdout, or a file. */
export type Write = (text: string | Uint8Array) => Promise<void>;

/** Prints a list of an entity. */
export async function printList(context: Context, register: Store, filtered: Filtered, flags: ListFlags) {
  const entity = entities[filtered.listing.entity];
  const table = isTable(flags);
  const names = columnsNamed(columnNames(entity), flags.columns ?? (table ? entity.table.join(',') : undefined));
  const limit = limitOf(context, flags);
  const request = { columns: names, where: filtered.where, sort: sortTerms(flags.sort), limit };
  // in a table, the status of a decision names the body that must answer
  const needed =
    entity.name === 'decision' && names.includes('status') ? [...new Set([...names, 'referred_to'])] : names;
  const shown = await (table && !flags.excel
    ? printRows(context, list(register, filtered.listing, { ...request, columns: needed }), names, flags, entity)
    : writeList((text) => context.output.writeData(text), register, filtered.listing, request, flags));
  countRecords(context, entity, shown);
  sayNotes(context, filtered.notes);
  if (limit === null || shown < limit || !context.output.saysToTerminal) return;
  const all = await count(register, filtered.listing, filtered.where, countLimit + 1);
  if (all <= shown) return;
  const total = all > countLimit ? `${withCommas(countLimit)}+` : withCommas(all);
  context.output.say(`${shown} of ${total} ${pluralLabel(entity)}; --limit 0 shows all`);
}

/** Counts the records that went to a file, for the message at the end. */
export function countRecords({ outputFile }: Context, entity: Entity, count: number): void {
  if (outputFile === undefined) return;
  outputFile.contents = count === 1 ? `1 ${entity.label}` : `${withCommas(count)} ${pluralLabel(entity)}`;
}

/** Prints each note once. It is called after the list, so that errors are not mixed with notes. */
export function sayNotes({ output }: Context, notes: readonly string[] = []): void {
  for (const note of new Set(notes)) output.say(note);
}

/** The maximum number of rows: that of --limit, or else 50 at a terminal, or else all. */
export function limitOf(context: Context, flags: ListFlags): number | null {
  if (flags.limit !== undefined) return flags.limit === 0 ? null : flags.limit;
  return context.output.isTerminal && isTable(flags) ? terminalLimit : null;
}

/** The terms of `--sort`. */
export function sortTerms(sort: string | undefined): string[] {
  if (sort === undefined) return [];
  return sort.split(',').map((term) => term.trim().replace(/(?!^)-/g, '_'));
}

/** Prints rows in the requested format, as they are read; returns their number. */
export async function printRows(
  context: Context,
  batches: Batches,
  columns: readonly string[],
  flags: ListFlags,
  { spare, formatters }: TableLayout = {},
): Promise<number> {
  const { output } = context;
  if (!isTable(flags) || flags.excel) return writeRows((text) => output.writeData(text), batches, columns, flags);
  // columns that were requested by name are never omitted
  const layout = flags.columns === undefined ? { spare, formatters } : { formatters };
  const table = new TableWriter({ ...layout, columns, header: flags.header ?? true }, output);
  let shown = 0;
  for await (const rows of batches) {
    if (rows.length === 0) continue;
    shown += rows.length;
    await output.write(await table.rows(rows));
  }
  if (shown === 0 && output.saysToTerminal) output.say('nothing found');
  if (table.leftOut.length > 0 && output.saysToTerminal) {
    output.say(`no room for ${table.leftOut.join(', ')}: widen the terminal, or choose with --columns`);
  }
  return shown;
}

/** Writes a list in a data format, using the lines of the engine where possible; returns the number of rows. */
export async function writeList(
  write: Write,
  register: Store,
  listing: Listing,
  request: ListRequest & { readonly columns: readonly string[] },
  flags: ListFlags,
): Promise<number> {
  const { columns } = request;
  return register.snapshot(async (reader) => {
    const lines = flags.excel ? null : listLines(reader, listing, request, flags.format ?? '');
    if (lines === null) return writeRows(write, list(reader, listing, request), columns, flags);
    await writeRows(write, [], columns, flags); // the head
    let written = 0;
    for await (const { text, count } of lines) {
      written += count;
      await write(text);
    }
    return written;
  });
}

/** Writes rows in a data format; returns their number. */
export async function writeRows(
  write: Write,
  batches: Batches,
  columns: readonly string[],
  flags: ListFlags,
): Promise<number> {
  const { format = 'table' } = flags;
  if (flags.excel && format !== 'csv') {
    throw new Problem('usage', `--excel cannot be combined with --format ${format}`, 'add --format csv');
  }
  const load = ownValue(formats, format);
  if (load === undefined) throw new Error(`no format ${format}`);
  const options = { header: flags.header ?? true, excel: flags.excel ?? false };
  const writer: RowWriter = await (await load())(columns, options);
  let shown = 0;
  await write(writer.head());
  for await (const rows of batches) {
    shown += rows.length;
    await write(writer.rows(rows));
  }
  await write(writer.end());
  return shown;
}

/** The columns of a list that does not belong to an entity. */
interface SmallListColumns extends TableLayout {
  readonly all: readonly string[];
  /** The columns of a table; by default, all. */
  readonly table?: readonly string[];
}

/** Prints a few rows that do not belong to an entity; sorts and limits them here. */
export async function printSmallList(
  context: Context,
  rows: readonly Row[],
  columns: SmallListColumns,
  flags: ListFlags,
): Promise<void> {
  const limit = limitOf(context, flags);
  const sorted = sortedRows(rows, sortTerms(flags.sort), columns.all);
  await printBatches(context, [limit === null ? sorted : sorted.slice(0, limit)], columns, flags);
}

/** Prints rows of a list that does not belong to an entity, as they come; returns their number. */
export async function printBatches(
  context: Context,
  batches: Batches,
  columns: SmallListColumns,
  flags: ListFlags,
): Promise<number> {
  const shown = columnsNamed(columns.all, flags.columns ?? (isTable(flags) ? columns.table?.join(',') : undefined));
  context.output.startPaging();
  return printRows(context, batches, shown, flags, columns);
}

function sortedRows(rows: readonly Row[], sort: readonly string[], known: readonly string[]): Row[] {
  const terms = sort.map((term) => {
    const name = term.replace(/^-/, '');
    if (!known.includes(name)) throw unknownColumn('sort by', name, known);
    return { name, sign: term.startsWith('-') ? -1 : 1 };
  });
  return rows.toSorted((a, b) => {
    for (const { name, sign } of terms) {
      const [one, other] = [a[name] ?? null, b[name] ?? null];
      if (one === other) continue;
      // empty values come last in both directions, as in the lists that the register sorts
      if (one === null || other === null) return one === null ? 1 : -1;
      if (typeof one === 'string' && typeof other === 'string') return sign * compareTexts(one, other);
      if (one < other) return -sign;
      if (one > other) return sign;
    }
    return 0;
  });
}
