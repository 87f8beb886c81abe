import { formatValue } from '../../domain/row';
import { graphemeStart, truncate } from '../../domain/text';
import type { FieldChange } from '../../store/store';
import { visible } from '../../terminal/output';

/** What changed, one line per field: old → new. */
export const changeLines = (changes: readonly FieldChange[]): string =>
  changes.map((change) => `  ${changeText(change)}`).join('\n');

/** The change of a field, old → new. Of long texts it shows the part around the first difference. */
export function changeText({ field, before, after }: FieldChange): string {
  const [was, is] = [lineOf(before), lineOf(after)];
  const from = firstDifference(was ?? '', is ?? '');
  return `${field}: ${excerpt(was, from)} → ${excerpt(is, from)}`;
}

/** A value on one line, null for none. */
const lineOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : visible(formatValue(value as string)).replaceAll(/\s+/g, ' ');

function firstDifference(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  for (let index = 0; index < most; index += 1) if (one[index] !== other[index]) return index;
  return most;
}

/** The length of the excerpt of a long text, and of its part before the difference. */
const [shownLength, shownBefore] = [60, 20];

/** A text in quotes; of a long one, the words around its first difference from another. */
function excerpt(text: string | null, difference: number): string {
  if (text === null) return '(empty)';
  if (text.length <= shownLength) return `"${text}"`;
  const start = difference < shownLength - 1 ? 0 : wordStart(text, difference - shownBefore, difference);
  const shown = truncate(text.slice(start), shownLength - 1);
  const space = shown.endsWith('…') ? shown.lastIndexOf(' ') : -1;
  return `"${start > 0 ? '…' : ''}${space > difference - start ? `${shown.slice(0, space)}…` : shown}"`;
}

/** Where the next word begins, if that is before `limit`; otherwise where the next character does. */
function wordStart(text: string, position: number, limit: number): number {
  const next = text.indexOf(' ', position - 1) + 1;
  return next > 0 && next <= limit ? next : graphemeStart(text, position);
}
