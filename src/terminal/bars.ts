import { withCommas } from '../domain/text';
import { type Output, visible } from './output';
import { measure } from './width';

/** A number to draw, with its label. */
export interface Bar {
  readonly label: string;
  readonly number: number;
  readonly note: string;
}

/** The maximum length of a bar, in columns. */
const maxLength = 40;

/** Numbers as bars, the largest as long as the width allows; a number that is not 0 has at least a thin bar. */
export function barLines(bars: readonly Bar[], output: Output): string {
  const labels = bars.map(({ label }) => visible(label));
  const margin = labels.reduce((most, label) => Math.max(most, measure(label)), 0);
  const numbers = bars.map(({ number }) => withCommas(number));
  const tails = bars.map(({ note }, index) => ` ${numbers[index]}${note === '' ? '' : `  ${note}`}`);
  const tail = tails.reduce((most, text) => Math.max(most, text.length), 0);
  const room = Math.min(maxLength, Math.max(10, output.width - margin - tail - '    '.length));
  const most = bars.reduce((top, { number }) => Math.max(top, number), 1);
  return bars
    .map(({ number }, index) => {
      const label = labels[index] ?? '';
      const eighths = Math.round((number / most) * room * 8);
      const bar = '█'.repeat(Math.floor(eighths / 8)) + (partial[eighths % 8] ?? '') || (number > 0 ? '▏' : '');
      const shown = output.colour.level === 0 ? bar : output.colour.cyan(bar);
      return `  ${label}${' '.repeat(margin - measure(label))}  ${shown}${tails[index]}\n`;
    })
    .join('');
}

/** Blocks of one eighth to seven eighths of a column. */
const partial = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
