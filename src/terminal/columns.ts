import { measure } from './width';

/** Columns stand so far apart. */
export const gap = '  ';

/** These are what a person copies, to name a record in the next command: never cut. */
const whole = ['ref', 'code', 'meeting'];

/** These tell a record from its neighbours: they keep this much where others have given way. */
const telling = ['title', 'name', 'match'];
const tellingWidth = 24;

/** No other column is made narrower than this; one that would be is left out. */
const narrowest = 12;

/** What says least about a record, first to go where the terminal is too narrow; then the columns from the end. */
const expendable = ['kind', 'mode', 'agenda_items', 'presenter', 'aliases', 'operation', 'meetings', 'action', 'chair'];

/** The columns that are shown, by their places, with their widths. */
export interface Fit {
  readonly shown: readonly number[];
  readonly widths: readonly number[];
}

/**
 * Fits columns into a terminal: columns with nothing in them go first, then those that say least, until each of the rest
 * has room enough; the widest of them then give way.
 */
export function fitted(
  names: readonly string[],
  natural: readonly number[],
  filled: readonly boolean[],
  terminal: number,
): Fit {
  const floors = names.map((name, index) => Math.min(natural[index] ?? 0, floorOf(name)));
  const least = (places: readonly number[]): number =>
    places.reduce((sum, place) => sum + (floors[place] ?? 0), gap.length * (places.length - 1));
  let shown = [...names.keys()];
  while (shown.length > 1 && least(shown) > terminal) {
    const gone = leastTelling(shown, names, filled);
    shown = shown.filter((place) => place !== gone);
  }
  const widths = shown.map((place) => natural[place] ?? 0);
  const room = Math.max(1, terminal - gap.length * (shown.length - 1));
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    const giving = widths.map((width, index) => (width > (floors[shown[index] as number] ?? 0) ? width : 0));
    const widest = Math.max(...giving);
    // one column alone may be wider than the terminal, even at its least
    const place = widest > 0 ? giving.indexOf(widest) : widths.indexOf(Math.max(...widths));
    widths[place] = (widths[place] as number) - 1;
  }
  return { shown, widths };
}

function floorOf(name: string): number {
  if (whole.includes(name)) return Number.POSITIVE_INFINITY;
  return telling.includes(name) ? tellingWidth : narrowest;
}

/** The column that is left out next; the first one never is. */
function leastTelling(shown: readonly number[], names: readonly string[], filled: readonly boolean[]): number {
  const rest = shown.slice(1);
  const empty = rest.find((place) => !filled[place]);
  if (empty !== undefined) return empty;
  const spare = expendable.map((name) => names.indexOf(name)).find((place) => rest.includes(place));
  return spare ?? rest.findLast((place) => !telling.includes(names[place] ?? '')) ?? (rest.at(-1) as number);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A text cut to a width, with an ellipsis for what is missing; letters and their marks stay together. */
export function cut(text: string, width: number): string {
  if (measure(text) <= width) return text;
  let kept = '';
  let room = width - 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    room -= measure(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** A text with spaces after it, up to a width. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - measure(text)));
