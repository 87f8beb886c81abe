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

/** A column that is shown. */
export interface ShownColumn {
  /** Its place among all. */
  readonly place: number;
  readonly name: string;
  readonly width: number;
}

/** A column that is shown, or may be. */
interface Candidate extends ShownColumn {
  /** The width that it is never made narrower than. */
  readonly floor: number;
  readonly filled: boolean;
  width: number;
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
): readonly ShownColumn[] {
  let shown = names.map((name, place): Candidate => {
    const width = natural[place] ?? 0;
    return { place, name, floor: Math.min(width, floorOf(name)), filled: filled[place] ?? false, width };
  });
  const room = (): number => terminal - gap.length * (shown.length - 1);
  while (shown.length > 1 && sum(shown.map(({ floor }) => floor)) > room()) {
    const gone = leastTelling(shown);
    shown = shown.filter((column) => column !== gone);
  }
  for (let excess = sum(shown.map(({ width }) => width)) - Math.max(1, room()); excess > 0; excess -= 1) {
    const giving = shown.filter(({ width, floor }) => width > floor);
    // one column alone may be wider than the terminal, even at its least
    const widest = (giving.length > 0 ? giving : shown).reduce((most, one) => (one.width > most.width ? one : most));
    widest.width -= 1;
  }
  return shown;
}

function floorOf(name: string): number {
  if (whole.includes(name)) return Number.POSITIVE_INFINITY;
  return telling.includes(name) ? tellingWidth : narrowest;
}

/** The column that is left out next; the first one never is. */
function leastTelling([, ...rest]: readonly Candidate[]): Candidate | undefined {
  const spare = expendable.flatMap((name) => rest.find((column) => column.name === name) ?? []);
  return (
    rest.find(({ filled }) => !filled) ??
    spare[0] ??
    rest.findLast(({ name }) => !telling.includes(name)) ??
    rest.at(-1)
  );
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
