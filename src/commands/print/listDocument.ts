import type { Context } from '../../context';
import { longDate } from '../../domain/date';
import { ownValue } from '../../domain/ownValue';
import { Problem } from '../../domain/problem';
import { formatValue, type Row } from '../../domain/row';
import { columnLabel, columnNames, columnOf, type Entity, entities, pluralLabel } from '../../domain/schema';
import { withCommas } from '../../domain/text';
import { type Action, pastTense } from '../../domain/vocabulary';
import {
  type Content,
  paragraph,
  reference,
  subtitle,
  type TextDocument,
  table,
  verbatim,
} from '../../formats/document/textDocument';
import { columnsNamed } from '../../register/list/columns';
import { type Filtered, listAll } from '../../register/list/listing';
import type { Store } from '../../store/store';
import { lang } from '../compose/meeting';
import { decisionName } from '../compose/wording';
import { type DocumentFlags, documentTarget, printDocument } from './document';
import { type ListFlags, sayNotes, sortTerms } from './list';
import { partiesText, statusText } from './phrases';

/** The columns of the table unless others are asked for; the symbol is then what a decision is called. */
const defaultColumns = ['symbol', 'date', 'title', 'status'];

/** The maximum number of rows: with more, word processors and browsers become slow. */
const maxRows = 10_000;

/** The widths of columns relative to each other; 2 for the others. */
// biome-ignore format: in one row
const widths: Readonly<Record<string, number>> = { title: 6, text: 8, evidence: 8, parties: 4, links: 4, symbol: 3, ref: 3, date: 3, status: 2.5 };

/** The number of columns from which a table is printed in landscape. */
const landscapeColumns = 6;

/** Prints a list of decisions as a text document with a table, to hand out. */
export async function printListDocument(
  context: Context,
  register: Store,
  { listing, where, notes }: Filtered,
  flags: ListFlags & DocumentFlags,
): Promise<void> {
  refuseFlagsOfData(flags);
  const entity = entities[listing.entity];
  const target = await documentTarget(context, flags);
  const columns = flags.columns === undefined ? defaultColumns : columnsNamed(columnNames(entity), flags.columns);
  const rows = await listAll(register, listing, {
    columns: [...new Set([...columns, 'ref', 'form', 'referred_to'])],
    where,
    sort: sortTerms(flags.sort),
    limit: flags.limit || maxRows + 1,
  });
  if (rows.length > maxRows) {
    const message = `more than ${withCommas(maxRows)} ${pluralLabel(entity)} do not fit into a document`;
    throw new Problem('usage', message, 'choose fewer with filters or --limit, or write them as data: --format csv');
  }
  const count = `${withCommas(rows.length)} ${rows.length === 1 ? entity.label : pluralLabel(entity)}`;
  const document = tableDocument(entity, columns, rows, {
    count,
    asOf: context.asOf(flags.asOf).day,
    withNames: flags.columns === undefined,
  });
  await printDocument(context, document, target, count);
  sayNotes(context, notes);
}

/** @throws Problem `usage` for a flag that only formats of data have */
function refuseFlagsOfData({ format, excel, header }: ListFlags): void {
  const flag = excel ? '--excel' : header === false ? '--no-header' : undefined;
  if (flag !== undefined)
    throw new Problem('usage', `${flag} cannot be combined with --format ${format}`, 'leave it out');
}

function tableDocument(
  entity: Entity,
  columns: readonly string[],
  rows: readonly Row[],
  about: { readonly count: string; readonly asOf: string; readonly withNames: boolean },
): TextDocument {
  const plural = pluralLabel(entity);
  const heads = columns.map((name) => ({
    heading: [name === 'ref' ? 'Reference' : columnLabel(columnOf(entity, name))],
    width: ownValue(widths, name) ?? 2,
  }));
  const named = (row: Row): Row => (about.withNames ? { ...row, symbol: decisionName(row) } : row);
  const cells = rows.map(named).map((row) => columns.map((name) => cell(name, row)));
  return {
    title: plural.charAt(0).toUpperCase() + plural.slice(1),
    lang,
    ...(columns.length >= landscapeColumns ? { landscape: true } : {}),
    blocks: [
      subtitle(`${about.count}, as of ${longDate(about.asOf)}`),
      rows.length === 0 ? paragraph(`There are no such ${plural}.`) : table(heads, cells),
    ],
  };
}

/** The content of a table cell. */
function cell(name: string, row: Row): Content {
  const value = row[name];
  if (value === null || value === undefined) return [];
  if (name === 'ref' || name === 'symbol') return [reference(formatValue(value))];
  return [verbatim(ownValue(cellTexts, name)?.(row) ?? cellText(name, row))];
}

function cellText(name: string, row: Row): string {
  const text = formatValue(row[name]);
  return columnOf(entities.decision, name).type.endsWith('date') || name.endsWith('_until') ? longDate(text) : text;
}

/** Columns that are formatted differently for people than for programs. */
const cellTexts: Readonly<Record<string, (row: Row) => string>> = {
  action: ({ action }) => pastTense(action as Action),
  status: (row) => statusText(row.status, row) ?? '',
  parties: ({ parties }) => partiesText(parties),
};
