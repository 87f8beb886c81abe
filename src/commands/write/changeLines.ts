import { formatValue } from '../../domain/row';
import { cutPlace, truncate } from '../../domain/text';
import type { FieldChange } from '../../store/store';
import { visible } from '../../terminal/output';

/** What changed, a line a field: old → new. */
export function changeLines(changes: readonly FieldChange[]): string {
  return changes
    .map(({ field, before, after }) => {
      const [was, is] = [lineOf(before), lineOf(after)];
      const from = firstDifference(was ?? '', is ?? '');
      return `  ${field}: ${excerpt(was, from)} → ${excerpt(is, from)}`;
    })
    .join('\n');
}

/** A value on one line, null for none. */
const lineOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : visible(formatValue(value as string)).replaceAll(/\s+/g, ' ');

function firstDifference(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  for (let place = 0; place < most; place += 1) if (one[place] !== other[place]) return place;
  return most;
}

/** So much of a long text is shown, and so much of it before what differs. */
const [shownLength, shownBefore] = [60, 20];

/** A text in quotes; of a long one the part where it differs from another. */
function excerpt(text: string | null, difference: number): string {
  if (text === null) return '(empty)';
  if (text.length <= shownLength) return `"${text}"`;
  const start = difference < shownLength - 1 ? 0 : cutPlace(text, difference - shownBefore);
  return `"${start > 0 ? '…' : ''}${truncate(text.slice(start), shownLength - 1)}"`;
}
