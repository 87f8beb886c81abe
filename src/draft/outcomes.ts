import { type Action, actionClass } from '../domain/vocabulary';
import type { Reason } from './actors';
import { isOfNothing, sentenceDoubt } from './certainty';
import type { Clause, SentenceContext } from './clause';
import { activeObject, addedTo, type ClauseObject, complement, listKind, passiveObject } from './clauseObjects';
import { clausesOf } from './clauses';
import { directivesIn } from './directives';
import { nominalAction, nominalItems } from './nominal';
import {
  adoption,
  announced,
  doneBy,
  isHope,
  isOffice,
  namedItem,
  onlyHow,
  onMatter,
  onWhat,
  possessive,
  recipient,
} from './objectRules';
import { counted, isGeneric, type ObjectPhrase, objectsOf } from './objects';
import { alsoAwarded, alsoElected } from './officers';
import type { Outcome, Referring } from './outcome';
import type { Range } from './paragraphs';
import { isReference } from './references';
import { describes, names, speakerReason, withoutAttribution } from './speech';
import { type Token, tokensOf } from './tokens';

/** What was read in a sentence. */
export interface Reading {
  readonly outcomes: readonly Outcome[];
  /** Why it has no outcomes, if it contains an operative verb. */
  readonly reason?: Reason;
  /** Who acted, for a later "it". */
  readonly actor?: Clause['actor'];
  /** The action of an announcement whose items follow: "The following decisions were adopted:". */
  readonly announces?: Action;
  /** The outcomes in order, and what the meeting did to something that another sentence names. */
  readonly read: readonly (Outcome | Referring)[];
  /** Whether it is in the past, as reports are, unlike headlines. */
  readonly isPast?: boolean;
  /** The last action of the meeting, even if the sentence does not say on what. */
  readonly lastAction?: Action;
}

/** The maximum length of a sentence: anything longer is a table, or not a sentence at all. */
export const maxSentenceLength = 4_000;

/** Reads what a sentence says. `range` is its position in the text. */
export function readSentence(text: string, range: Range, context: SentenceContext): Reading {
  if (range.end - range.start > maxSentenceLength) {
    return { outcomes: [], read: [], reason: 'the sentence is too long to read' };
  }
  const said = text.slice(range.start, range.end);
  const sentence = withoutAttribution(said);
  const tokens = tokensOf(withoutMarks(sentence));
  const clauses = clausesOf(sentence, tokens, context).map((clause) =>
    clause.actor === 'meeting' && isOfNothing(tokens, clause)
      ? { ...clause, actor: 'it did not happen' as const }
      : clause,
  );
  const speaker = speakerReason(said);
  const isEarlier =
    /^(?:last (?:year|month|week)|earlier(?! today)|previously|in the past|before the (?:meeting|session)|prior to|since then|at (?:its|the|their) (?:previous|preceding) (?:session|meeting))\b/i.test(
      sentence,
    );
  const isBeside =
    /^(?:overall|in (?:summary|conclusion|short)|to sum up|on the (?:sidelines|margins) of [^,]*),/i.test(sentence);
  const [, year] = /^(?:back )?in (?:[A-ZÀ-ỿ][a-zÀ-ỿ]+ )?((?:19|20)\d\d)\b/iu.exec(sentence) ?? [];
  const isPastYear = year !== undefined && context.year !== undefined && year < context.year;
  if ((isEarlier || isPastYear) && clauses.length > 0)
    return { outcomes: [], read: [], reason: 'it was before the meeting' };
  if (isBeside && clauses.length > 0) return { outcomes: [], read: [], reason: 'it is said in passing' };
  const doubt = sentenceDoubt(said);
  if (doubt !== undefined && (clauses.length > 0 || names(tokens))) return { outcomes: [], read: [], reason: doubt };
  // "The outcomes were approval of a plan to review the fees": what is planned is part of what was decided
  const isPlanned = clauses.every(({ actor }) => actor === 'it is planned or hoped for');
  const inNouns = isPlanned ? nominal(text, range, sentence) : undefined;
  if (clauses.length === 0) return inNouns ?? { outcomes: [], read: [], ...describes(sentence, tokens) };
  if (inNouns !== undefined && inNouns.outcomes.length > 0 && speaker === undefined) return inNouns;
  const isCabinetReported =
    context.isCabinet === true && /\b(?:said|disclosed) (?:that )?(?:the )?cabinet\b/i.test(sentence);
  if (speaker !== undefined && !isCabinetReported) return { outcomes: [], read: [], reason: speaker };
  const taken = clauses.filter(
    (clause, index) =>
      clause.actor === 'meeting' &&
      !isShared(clause, clauses[index + 1], tokens) &&
      !isSignatureOf(clause, clauses[index - 1], tokens),
  );
  const read = taken
    .flatMap((clause) => outcomesOf(text, range, tokens, clause, clauses))
    .map((one) => onMatter(one, sentence));
  const outcomes = read.filter((one): one is Outcome => 'title' in one);
  const [first] = clauses;
  const actor = (clauses.find((clause) => clause.actor === 'meeting') ?? first)?.actor;
  const lastAction = taken.at(-1)?.action;
  const isList =
    /(?::|\bon the following|\b(?:to|that|on);)\s*$/.test(sentence) && outcomes.at(-1)?.action !== lastAction;
  const announces = isList ? lastAction : undefined;
  const isPast = taken.some(({ isPresent, isBare }) => !isPresent && !isBare);
  const rest = {
    isPast,
    read,
    ...(actor && { actor }),
    ...(announces && { announces }),
    ...(lastAction && { lastAction }),
  };
  if (outcomes.length > 0) return { outcomes, ...rest };
  const reason = clauses.find((clause) => clause.actor !== 'meeting')?.actor as Reason | undefined;
  return { outcomes, reason: reason ?? 'it does not say what', ...rest };
}

/** A sentence with spaces in place of marks such as "(a)" and "(ii)" between its verbs. */
const withoutMarks = (sentence: string): string =>
  sentence.replaceAll(/\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)(?=\s)/g, (mark) => ' '.repeat(mark.length));

/** "Reviewed and approved the paper": the last of the verbs is the outcome. */
const isShared = (clause: Clause, next: Clause | undefined, tokens: readonly Token[]): boolean =>
  next !== undefined &&
  (next.action !== 'sign' || next.voice === 'active') &&
  (areTogether(clause, next, tokens) || (hasSameSubject(clause, next) && actionClass(clause.action) === 'deliberates'));

/** "The plan was discussed at length and approved". */
const hasSameSubject = (clause: Clause, next: Clause): boolean =>
  [clause, next].every(({ voice }) => voice === 'passive') &&
  clause.start === next.start &&
  clause.predicate === next.predicate;

/** "The minutes were agreed and signed": by the chair. */
const isSignatureOf = (clause: Clause, before: Clause | undefined, tokens: readonly Token[]): boolean =>
  before !== undefined && clause.action === 'sign' && clause.voice === 'passive' && areTogether(before, clause, tokens);

/** Whether there is nothing between two verbs but "and" and adverbs. */
function areTogether(clause: Clause, next: Clause, tokens: readonly Token[]): boolean {
  const between = tokens.slice(clause.after, next.voice === 'passive' ? next.after - 1 : next.predicate);
  const words = between.filter(({ lower }) => !/ly$|^(and|on|or|also|then|further|,|\/)$/.test(lower));
  return words.length === 0 && between.length <= 3;
}

/** What a clause decides on: outcomes, or a reference to what another sentence names. */
function outcomesOf(
  text: string,
  range: Range,
  tokens: readonly Token[],
  clause: Clause,
  clauses: readonly Clause[],
): (Outcome | Referring)[] {
  const object: ClauseObject | undefined =
    clause.voice === 'passive' ? passiveObject(tokens, clause, clauses) : activeObject(tokens, clause, clauses);
  const end = clauseEnd(text, range, tokens, clause, clauses);
  const whole = text.slice(range.start + (tokens[clause.start]?.start ?? 0), end);
  const refer = (action: Action, words: string): Referring => ({ action, words, clause: whole, sentence: range });
  if (object === undefined) return [refer(clause.action, '')];
  const at = { start: range.start + object.start, end: range.start + object.end };
  const said = text.slice(at.start, at.end);
  if (onlyHow.test(said)) return [refer(clause.action, '')];
  // "referred to the report" mentions it
  const sentTo = actionClass(clause.action) === 'refers' ? (recipient.exec(said)?.[0].length ?? 0) : 0;
  if (clause.action === 'refer' && clause.voice === 'active' && !clause.isBare && /^to /.test(said) && sentTo === 0)
    return [];
  const noun = object.noun ?? (said.startsWith(':') && said.includes(';') ? 'following items:' : undefined);
  const isIt = tokens[clause.predicate - 1]?.lower === 'it';
  const given = clause.voice === 'passive' && !isIt ? complement(text, range, tokens, clause) : '';
  const own = directivesIn(withoutMarks(said), clause.action).flatMap(({ action, start, end: until }) =>
    objectsOf(
      text,
      { start: at.start + Math.max(start, sentTo), end: at.start + until },
      listKind(isOffice(action, said) ? 'appoint' : action),
      noun,
    ).flatMap<Outcome | Referring>(({ title, words }) => {
      if (isReference(words) && !(actionClass(action) === 'asks' && /^(?:it|them|these|this) to /.test(words)))
        return [refer(action, words)];
      if (onlyHow.test(words)) return [refer(action, '')];
      if (actionClass(action) === 'refers' && adoption.test(words))
        return [refer(action, possessive.test(words) ? 'it' : '')];
      const isAnnounced =
        (onWhat.test(title) || announced.test(words) || counted.test(title)) && text[range.end - 1] === ':';
      if (title.length < 3 || isGeneric(title) || isAnnounced || isHope(clause.action, words)) return [];
      const full = { title: `${title}${given}`, words: `${words}${given.replace(':', '')}` };
      const named = noun === undefined ? undefined : namedItem(words);
      if (named !== undefined) return [{ ...named, clause: whole, evidence: [range] }];
      const done = doneBy(action, full.title);
      return [{ action: done, ...full, clause: whole, evidence: [range] }];
    }),
  );
  const added =
    clause.voice === 'passive'
      ? addedPhrases(text, { ...range, end }, tokens, clause, addedTo(tokens, clause, clauses))
      : [];
  return [...own, ...added.map((one) => ({ action: clause.action, ...one, clause: whole, evidence: [range] }))];
}

/** What else a passive decides on, after its verb: "…, as well as the budget", "chair and Mr Hall vice-chair". */
function addedPhrases(
  text: string,
  { start, end }: Range,
  tokens: readonly Token[],
  { action, after }: Clause,
  another: Range | undefined,
): ObjectPhrase[] {
  const list = listKind(action);
  const rest = text.slice(start + (tokens[after - 1]?.end ?? 0), end);
  const others = list === 'persons' ? alsoElected(rest) : action === 'grant' ? alsoAwarded(rest) : [];
  if (another === undefined) return others;
  return [...objectsOf(text, { start: start + another.start, end: start + another.end }, list), ...others];
}

function clauseEnd(
  text: string,
  range: Range,
  tokens: readonly Token[],
  clause: Clause,
  clauses: readonly Clause[],
): number {
  const next = clauses[clauses.indexOf(clause) + 1];
  const token = next === undefined ? undefined : tokens[next.predicate];
  return token === undefined ? range.end : Math.min(text.length, range.start + token.start);
}

/** "Another highlight was the approval of the budget." */
function nominal(text: string, range: Range, sentence: string): Reading | undefined {
  const found = nominalAction(sentence);
  if (found === undefined) return undefined;
  const start = range.start + found.start;
  const items = nominalItems(text.slice(start, range.end), found.action).flatMap(({ action, from, to }) =>
    directivesIn(text.slice(start + from, start + to), action).map((one) => ({
      action: one.action,
      start: start + from + one.start,
      end: start + from + one.end,
    })),
  );
  const outcomes = items.flatMap(({ action, start: from, end }) =>
    objectsOf(text, { start: from, end }, listKind(action))
      .filter(({ title }) => !isGeneric(title))
      .map(({ title, words }) => ({ action, title, words, clause: sentence, evidence: [range] })),
  );
  return outcomes.length > 0 ? { outcomes, read: outcomes } : { outcomes, read: [], reason: 'it does not say what' };
}
