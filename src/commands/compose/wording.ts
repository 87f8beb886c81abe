import { article, enumeration } from '../../domain/prose';
import { formatValue, type Row } from '../../domain/row';
import { type Content, type Inline, verbatim } from '../../formats/document/textDocument';

/** The full names of bodies and parties, by code. */
export interface Names {
  readonly bodies: ReadonlyMap<string, string>;
  readonly parties: ReadonlyMap<string, string>;
}

/** A name in the middle of a sentence, with its article. */
export const named = (name: string): Inline[] => [article(name), verbatim(name)];

/** The name of a body; it takes an article unless it is an abbreviation. */
export function theBody(code: string, { bodies }: Names): Inline[] {
  const name = bodies.get(code) ?? code;
  return [/^the\s/i.test(name) || /^\p{Lu}+$/u.test(name) ? '' : 'the ', verbatim(name)];
}

/** Names in an enumeration: "Mongolia, Iran and the United Nations". */
export const enumerated = (names: readonly string[]): Inline[] => enumeration(names.map(named)).flat();

/** Capitalizes the first letter, and adds a full stop unless the text ends with punctuation. */
export function sentence(...content: Content): Inline[] {
  const parts = content.filter((inline) => inline !== '' && (typeof inline === 'string' || inline.text !== ''));
  const [first, ...rest] = parts;
  if (first === undefined) return [];
  const start = typeof first === 'string' ? first.charAt(0).toUpperCase() + first.slice(1) : first;
  const last = parts.at(-1);
  const end = typeof last === 'string' ? last : (last?.text ?? '');
  return [start, ...rest, /[.!?…]$/.test(end) ? '' : '.'];
}

/** Joins sentences with spaces. */
export const sentences = (all: readonly Content[]): Inline[] =>
  all.filter(({ length }) => length > 0).flatMap((one, index) => (index === 0 ? one : [' ', ...one]));

/** A title between quotation marks. */
export const quoted = (title: string): Inline[] => ['“', verbatim(title), '”'];

/** A value of a row as text; '' if it has none. */
export const textOf = (row: Row, column: string): string => formatValue(row[column]);

/** The values of several columns of a row as texts. */
export const texts = <Columns extends readonly string[]>(row: Row, ...columns: Columns) =>
  columns.map((column) => textOf(row, column)) as { [Column in keyof Columns]: string };

/** The name of a decision: its symbol with its form ("Resolution 12"), or its reference. */
export function decisionName(row: Row): string {
  const [symbol, form, ref] = texts(row, 'symbol', 'form', 'ref');
  if (symbol === '') return ref;
  return form === '' || symbol.toLowerCase().includes(form)
    ? symbol
    : `${form.charAt(0).toUpperCase()}${form.slice(1)} ${symbol}`;
}
