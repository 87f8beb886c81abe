import { longDate } from './date';

/** An ordinal number: 1st, 2nd, 3rd, 11th. */
export function ordinal(number: number): string {
  const [tens, ones] = [number % 100, number % 10];
  const suffix = tens >= 11 && tens <= 13 ? undefined : ['st', 'nd', 'rd'][ones - 1];
  return `${number}${suffix ?? 'th'}`;
}

/** Joins items as prose does: "A", "A and B", "A, B and C"; between them stand texts. */
export function enumeration<Item>(items: readonly Item[]): (Item | string)[] {
  return items.flatMap((item, index) => {
    if (index === 0) return [item];
    return [index === items.length - 1 ? ' and ' : ', ', item];
  });
}

/** A partial date with its preposition: "on 12 December 2023", "in September 2023", "in 2010". */
export const onDate = (partial: string): string => `${partial.length === 10 ? 'on' : 'in'} ${longDate(partial)}`;

/** The days of a meeting: "12 December 2023", "12–14 December 2023", "30 November – 1 December 2023". */
export function dateRange(start: string, end: string | null): string {
  if (end === null || end === start) return longDate(start);
  const [first, last] = [longDate(start), longDate(end)];
  if (start.length !== 10 || end.length !== 10) return `${first} – ${last}`;
  const [day = '', month = '', year = ''] = first.split(' ');
  if (start.slice(0, 7) === end.slice(0, 7)) return `${day}–${last}`;
  return start.slice(0, 4) === end.slice(0, 4) ? `${day} ${month} – ${last}` : `${day} ${month} ${year} – ${last}`;
}

/** Nouns that take an article in the name of an institution or a state: "the Ministerial Council", "the United Nations". */
const common = new Set(
  [
    'agency alliance assembly association bank board centre center chamber commission committee commonwealth community',
    'conference congress council court experts federation forum fund group institute league meeting ministry nations office',
    'organisation organization panel parliament programme program secretariat summit system union',
    'confederation emirates islands kingdom republic state states',
  ]
    .join(' ')
    .split(' '),
);

/** States whose names take an article without one of these nouns. */
const withArticle = new Set([
  'Bahamas',
  'Comoros',
  'Congo',
  'Gambia',
  'Holy See',
  'Maldives',
  'Netherlands',
  'Philippines',
]);

/** The definite article that a name takes in a sentence: "the " before "Ministerial Council", '' before "Mongolia". */
export function article(name: string): 'the ' | '' {
  if (/^the\s/i.test(name)) return '';
  if (withArticle.has(name)) return 'the ';
  return name.split(/[^\p{L}]+/u).some((word) => common.has(word.toLowerCase())) ? 'the ' : '';
}
