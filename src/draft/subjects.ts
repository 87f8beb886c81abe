import { isGroup } from './groups';
import type { Token } from './tokens';

// biome-ignore format: word lists are more readable in rows
export const prepositions = new Set([
  'of', 'for', 'from', 'in', 'at', 'on', 'to', 'with', 'under', 'by', 'between', 'among', 'within', 'during', 'across', 'over', 'into',
  'about', 'regarding', 'concerning', 'through', 'via', 'before', 'after', 'following', 'upon', 'against', 'towards', 'toward',
  'without', 'including', 'pursuant', 'per', 'since', 'until', 'throughout', 'around',
]);

const determiners = new Set([
  'the',
  'a',
  'an',
  'its',
  'their',
  'our',
  'this',
  'these',
  'those',
  'all',
  'both',
  'his',
  'her',
]);

/** A finite verb, which ends a subject. */
export const finiteVerb =
  /^(?:[a-zÀ-ỿ]+[^e]ed|was|were|is|are|has|have|had|recalls|remains|stands|believes|held|met|took|made|gave|said|began|came|saw|sent|led|kept|set|went|drew|laid|put|heard|will)$/u;

/** A subject without the words around it: a heading, an introduction, a time or a verb that is not operative. */
export const withoutRest = (tokens: readonly Token[], acronyms: ReadonlySet<string>): readonly Token[] =>
  withoutTime(withoutAdverbs(beforeVerb(withoutIntroduction(withoutHeading(tokens)), acronyms)));

/** "The Council also | has approved". */
const withoutAdverbs = (tokens: readonly Token[]): readonly Token[] =>
  tokens.slice(0, tokens.findLastIndex(({ lower }) => !adverb.test(lower)) + 1);
const adverb =
  /^(?:also|then|further|again|therefore|thus|likewise|meanwhile|however|moreover|(?!(?:assembly|family|supply|july|italy)$)[a-z]+ly)$/;

/** A heading may run into its sentence: "3. Bills The Council directed". */
function withoutHeading(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1);
  if (last?.text === 'Cabinet' && tokens.length > 4) return [last];
  const start = tokens.findLastIndex(
    ({ text }, index) => index > 0 && text === 'The' && !prepositions.has(tokens[index - 1]?.lower ?? ''),
  );
  return start > 0 && tokens.slice(start).some(isGroup) ? tokens.slice(start) : tokens;
}

/** What a meeting does first, without an object: "met in Astana and adopted". */
export const openingVerb = /^(?:met|gathered|convened|assembled|reconvened|sat|came|travell?ed|returned|opened)$/;

/** The part of a subject before a verb that is not operative: "The Council | started preparations". */
function beforeVerb(tokens: readonly Token[], acronyms: ReadonlySet<string>): readonly Token[] {
  const group = tokens.findIndex((token) => isGroup(token) || acronyms.has(token.text));
  const verb = tokens.findIndex(
    ({ text }, index) =>
      index > 0 && (openingVerb.test(text) || (group >= 0 && index > group && finiteVerb.test(text))),
  );
  return verb < 0 ? tokens : tokens.slice(0, verb);
}

const times =
  /(?: on)?(?: (?:late|early))? (?:present(?= *$)|this (?:morning|afternoon|evening|week|month)|(?:last|next) (?:week|month|night)|today|yesterday|tonight|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)|here)$/;

/** A subject without a time: "The Cabinet on Wednesday". */
function withoutTime(tokens: readonly Token[]): readonly Token[] {
  const phrase = tokens.map(({ lower }) => lower).join(' ');
  const time = times.exec(phrase);
  return time === null ? tokens : withoutTime(tokens.slice(0, tokens.length - time[0].trim().split(' ').length));
}

/** A subject without an introduction that no comma separates: "At the meeting the SOC". */
function withoutIntroduction(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  if (
    first === undefined ||
    !(
      prepositions.has(first.lower) ||
      /^(today|yesterday|earlier|later|additionally|also|meanwhile|then|and|but|while)$/.test(first.lower)
    )
  ) {
    return tokens;
  }
  const isStart = ({ lower }: Token, index: number): boolean =>
    index > 0 && determiners.has(lower) && !prepositions.has(tokens[index - 1]?.lower ?? '');
  const start = tokens.findLastIndex(isStart);
  if (start > 0) return tokens.slice(start);
  const group = tokens.findLast(isGroup);
  return group === undefined ? tokens.slice(1) : [group];
}
