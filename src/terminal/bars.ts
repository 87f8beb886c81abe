import { withCommas } from '../domain/text';
import { type Output, visible } from './output';
import { measure } from './width';

/** A number to be drawn, with what it is of. */
export interface Bar {
  readonly label: string;
  readonly number: number;
  readonly note: string;
}

/** The longest bar has so many columns. */
const longest = 40;

/** Numbers as bars, the largest as long as the width allows; a number that is not 0 has at least a thin bar. */
export function barLines(bars: readonly Bar[], output: Output): string {
  const labels = bars.map(({ label }) => visible(label));
  const margin = labels.reduce((most, label) => Math.max(most, measure(label)), 0);
  const numbers = bars.map(({ number }) => withCommas(number));
  const room = Math.min(longest, Math.max(10, output.width - margin - 16));
  const most = bars.reduce((top, { number }) => Math.max(top, number), 1);
  return bars
    .map(({ number, note }, index) => {
      const label = labels[index] ?? '';
      const eighths = Math.round((number / most) * room * 8);
      const bar = '█'.repeat(Math.floor(eighths / 8)) + (partial[eighths % 8] ?? '') || (number > 0 ? '▏' : '');
      const shown = output.colour.level === 0 ? bar : output.colour.cyan(bar);
      const after = note === '' ? '' : `  ${note}`;
      return `  ${label}${' '.repeat(margin - measure(label))}  ${shown} ${numbers[index]}${after}\n`;
    })
    .join('');
}

/** Blocks of one eighth to seven eighths of a column. */
const partial = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
