import type { Action } from '../domain/vocabulary';
import type { Actor } from './actors';
import { finiteVerb } from './subjects';
import type { Token } from './tokens';

// biome-ignore format: word lists are more readable in rows
export const subordinators = new Set([
  'that', 'which', 'who', 'whom', 'whose', 'where', 'whereby', 'wherein', 'when', 'while', 'whereas', 'as', 'if', 'once',
  'unless', 'because', 'after', 'before', 'until', 'since', 'than', 'although', 'though', 'whether', 'what', 'how',
  'so',
]);

/** Conjunctions that also introduce facts: "While the policies were passed, …". */
export const concessive = new Set(['while', 'although', 'though', 'whereas']);

export const modals = new Set([
  'will',
  'would',
  'shall',
  'should',
  'may',
  'might',
  'can',
  'could',
  'must',
  "won't",
  'cannot',
]);

export const passiveAuxiliaries = new Set([
  'was',
  'were',
  'is',
  'are',
  'been',
  'be',
  'being',
  'stand',
  'stands',
  'stood',
]);

/** Whether a word makes the past form after it an adjective: "a renewed commitment". */
export const isDeterminer = (word: string): boolean => /^(?:an?|the|its|their|our|this|each|any|no)$/.test(word);

const adverb =
  /^(?:(?!assembly$|july$|italy$|family$|supply$|reply$)[A-Za-zÀ-ỿ]+ly|also|again|then|further|duly|jointly|however|nevertheless|meanwhile|accordingly|moreover|additionally|instead|furthermore|hereby|once|both|all|once more|thus|therefore|likewise|now|today|yesterday|together|earlier|previously|already|just|recently|in principle|subsequently|finally|inter|alia|first|next|additionally)$/u;

/** Verbs that are often followed by a preposition, so that one does not make them participles. */
// biome-ignore format: word lists are more readable in rows
export const withPreposition = new Set<Action>([
  'agree', 'decide', 'call upon', 'exchange views', 'note', 'discuss', 'refer', 'consider', 'submit', 'resolve',
  'urge', 'request', 'ask', 'recommend', 'express',
]);

export const beginsTimeOrPlace = new Set(['in', 'at', 'on', 'during', 'under', 'earlier', 'last', 'since']);

// biome-ignore format: word lists are more readable in rows
export const afterParticiple = new Set([
  'by', 'at', 'in', 'on', 'during', 'under', 'earlier', 'last', 'since', 'to', 'for', 'from', 'with', 'within',
  'as', 'between', 'through', 'this', 'yesterday', 'previously', 'recently',
]);

// biome-ignore format: word lists are more readable in rows
const negations = new Set([
  'not', 'never', "didn't", "wasn't", "weren't", "hasn't", "haven't", 'neither', 'nor', 'without', 'failed',
  'refused', 'declined',
]);

/** Whether a word before a form like "vote" or "reports" makes it a noun. */
export const isNoun = (before: string): boolean =>
  /^(an?|the|this|that|its|their|no|any|each|every|of|for|in|on|with|by|without|from|under|final|annual|roll|voice|sincere|warm|heartfelt|profound|deep|continued|joint|urgent)$|'s$/.test(
    before,
  );

export const isPlural = ({ lower }: Token): boolean => /s$|^(we|they|all|council|board)$/.test(lower);

export const isNounPhrase = (next: Token | undefined): boolean =>
  next === undefined || /^(of|for|from|by|in|at|and|or|,|;|\.|:|was|were|is|are|has|have|will)$/.test(next.lower);

/** "By consensus", "by a vote of 5-2": nobody is named. */
export const isHow = (token: Token | undefined): boolean =>
  /^(?:consensus|acclamation|unanimity|unanimous|vote|voice|majority|motion|resolution|ballot|secret|lot|roll-call|correspondence|e-mail|email|mail|circulation|written|\d.*|show|roll|silence|a|an)$/.test(
    token?.lower ?? '',
  );

/** The number of tokens of "for the first time in its history", if they end at an index; else 0. */
function firstTime(tokens: readonly Token[], end: number): number {
  const words = tokens.slice(Math.max(0, end - 6), end + 1).map(({ lower }) => lower);
  return /\bfor the first time(?: in (?:its|their) history| ever)?$/.exec(words.join(' '))?.[0].split(' ').length ?? 0;
}

/** The last token before the adverbs that precede a place. */
export function beforeAdverbs(tokens: readonly Token[], at: number): number {
  let before = at - 1;
  for (;;) {
    while (before >= 0 && adverb.test(tokens[before]?.lower ?? '') && tokens[before]?.isAside === false) before -= 1;
    const length = firstTime(tokens, before);
    if (length === 0) return before;
    before -= length;
  }
}

export function isNegated(tokens: readonly Token[], predicate: number, at: number): boolean {
  return tokens.slice(Math.max(0, predicate - 2), at).some(({ lower }) => negations.has(lower));
}

/** "The ministry said that the council approved": what is reported is the sentence itself. */
export function isReport(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.lower === 'that' &&
    /^(said|reported|reports|announced|announces|says|informed|learnt|learned|pleased)$/.test(
      tokens[at - 1]?.lower ?? '',
    )
  );
}

export function isSubordinate(tokens: readonly Token[], from: number, actor?: Actor): boolean {
  const word = tokens[from - 1]?.lower ?? '';
  const own = tokens[from]?.lower ?? '';
  if (isReport(tokens, from - 1)) return false;
  if (actor === 'meeting' && isContinuation(tokens, from - 1)) return false;
  return subordinators.has(word) || /^(which|who|that|whose|as|if|when|once)$/.test(own);
}

/** "…, in which it decided", "where ministers signed": what is added is a fact of the meeting, too. */
export const isContinuation = (tokens: readonly Token[], at: number): boolean =>
  (tokens[at]?.lower === 'which' && /^(?:in|at|during|after|by|through|under)$/.test(tokens[at - 1]?.lower ?? '')) ||
  tokens[at]?.lower === 'wherein' ||
  (tokens[at]?.lower === 'where' && (tokens[at - 1]?.text === ',' || tokens[at + 1]?.lower === 'they')) ||
  (tokens[at]?.lower === 'after' && /^(?:ended|closed|concluded|adjourned)$/.test(tokens[at - 1]?.lower ?? ''));

/** "Adopted conclusions in which it calls upon": "it" is who adopted them. */
export const isInDocument = (tokens: readonly Token[], from: number): boolean =>
  tokens[from - 1]?.lower === 'which' &&
  /^(?:conclusions|statement|resolutions?|decisions?|declaration|communiqu[eé])$/.test(tokens[from - 3]?.lower ?? '');

/** "The appointment of Mr Hall as treasurer": a role, not a clause. */
const isRole = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.lower === 'as' &&
  /^[a-z]{3}/.test(tokens[at + 1]?.text ?? '') &&
  !/^(?:the|its|this|they|such)$/.test(tokens[at + 1]?.lower ?? '');

/** The comma of "March 15, 2018". */
const isInDate = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === ',' &&
  /^\d{1,2}$/.test(tokens[at - 1]?.text ?? '') &&
  /^(?:19|20)\d\d$/.test(tokens[at + 1]?.text ?? '');

/** "Issues related to fees", "a mechanism aimed at growth": these participles describe a noun. */
const describesNoun = (tokens: readonly Token[], at: number): boolean =>
  /^(?:related|relating|linked|connected|dedicated|devoted|aimed|based|entitled|titled|associated)$/.test(
    tokens[at]?.lower ?? '',
  ) && !passiveAuxiliaries.has(tokens[at - 1]?.lower ?? '');

/** Where the subject before a verb begins: after whatever separates it from the words before. */
export function subjectStart(tokens: readonly Token[], from: number, until: number, hasPrevious: boolean): number {
  for (let at = until - 1; at >= from; at -= 1) {
    const { lower, text, isAside } = tokens[at] as Token;
    if (isAside || (lower === 'as' && (tokens[at + 1]?.lower === 'well' || tokens[at - 1]?.lower === 'well'))) continue;
    if (isRole(tokens, at) || isInDate(tokens, at)) continue;
    if (/^[,;:–—]$/.test(text) || (subordinators.has(lower) && !isReport(tokens, at))) return at + 1;
    if (isReport(tokens, at)) return at + 1;
    const isJoint = /^(and|but|or)$/.test(lower) && at + 1 < until;
    const stop = tokens.findLastIndex((one, index) => index < at && one.text === ';');
    const own = tokens.slice(Math.max(from, stop + 1), at);
    if (
      isJoint &&
      ((hasPrevious && stop < from) ||
        own.some((one, index) => !one.isAside && finiteVerb.test(one.text) && !describesNoun(own, index)))
    )
      return at + 1;
  }
  return from;
}

/** "After a long discussion the Committee approved": where the subject begins after an opening that has no comma or verb. */
export function mainSubjectStart(tokens: readonly Token[], from: number, until: number): number {
  if (from !== 1 || !/^(?:after|before|since|until)$/.test(tokens[0]?.lower ?? '')) return from;
  if (tokens.some(({ text }, index) => index > until && text === ',')) return from;
  const start = tokens.findLastIndex(({ lower }, index) => index > from && index < until && lower === 'the');
  const isInPhrase = /^(?:of|on|in|by|with|for|to|at|from|and)$/.test(tokens[start - 1]?.lower ?? '');
  return start < 0 || isInPhrase ? from : start;
}

/** Where the subject of a passive begins: it may be a list, or be followed by an aside. */
export function passiveStart(tokens: readonly Token[], from: number, until: number, hasPrevious: boolean): number {
  const near = subjectStart(tokens, from, until, hasPrevious);
  const before = tokens.slice(from, near);
  const isEnumerated = tokens[near - 1]?.text === ';' && tokens[near]?.lower === 'and';
  const hasVerb = before.some(
    ({ text, lower, isAside }) => !isAside && (finiteVerb.test(text) || subordinators.has(lower)),
  );
  if (isEnumerated && !hasVerb) return from;
  const isOneClause = before.every(
    ({ text, lower, isAside }) =>
      isAside || !(finiteVerb.test(text) || subordinators.has(lower) || text === ';' || text === ':'),
  );
  return tokens[near - 1]?.text === ',' && (isOneClause || near === until) ? from : near;
}
