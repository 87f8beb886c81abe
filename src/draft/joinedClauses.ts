import { type Form, reportedVerbs } from '../domain/reportedVerbs';
import { type Action, actionClass } from '../domain/vocabulary';
import { actorOf } from './actors';
import { type Clause, type Found, isPast } from './clause';
import { afterParticiple, isDeterminer, modals, subordinators, withPreposition } from './grammar';
import type { Token } from './tokens';

/** Whether a verb is joined to the clause before: "and approved", ", adopted", "/endorsed". */
export function joins({ tokens, verb, previous }: Found, start: number): boolean {
  const quoted = tokens[start - 2];
  const left = /^[”"]$/.test(tokens[start - 1]?.text ?? '') && quoted?.text === ',' ? quoted : tokens[start - 1];
  if (previous === undefined || left === undefined) return false;
  const isAsWell =
    left.lower === 'as' && tokens[start - 2]?.lower === 'well' && (isPast(verb.form) || verb.form === 'light');
  const isConjunction = isAsWell || /^(and|but|or|then|\/)$/.test(left.lower);
  if (start - 1 < previous.after && !(start === previous.after && !isConjunction)) return false;
  if (!isConjunction && left.text !== ',' && left.text !== ';') return isAfterAside(tokens, previous.after, start);
  if (isParallel(tokens, previous.after, verb.after)) return true;
  const between = tokens.slice(previous.after, start - 1);
  const isSubordinated = isInSubordinate(between);
  if (verb.form === 'continuous') return true;
  return (
    !isSubordinated ||
    left.text === ',' ||
    left.text === ';' ||
    between.at(-1)?.text === ',' ||
    between.at(-1)?.text === ';'
  );
}

/** "Tabled the plan and, after long discussion approved": the words between "and" and the verb say when. */
function isAfterAside(tokens: readonly Token[], from: number, start: number): boolean {
  const and = tokens.findLastIndex(({ lower }, index) => lower === 'and' && index >= from && index < start);
  return (
    and > start - 8 && tokens[and + 1]?.text === ',' && /^(?:after|following|upon)$/.test(tokens[and + 2]?.lower ?? '')
  );
}

/** "Noted that the plan had failed and emphasized that": both say what is put on record. */
const isParallel = (tokens: readonly Token[], before: number, after: number): boolean =>
  tokens[before]?.lower === 'that' && tokens[after]?.lower === 'that';

/** Whether the words between two verbs end in a clause in the past: "a plan that was made and …", but not "a plan that is new and …". */
function isInSubordinate(between: readonly Token[]): boolean {
  const at = between.findIndex(({ lower, isAside }) => !isAside && subordinators.has(lower) && lower !== 'as');
  return (
    at >= 0 && !(relatives.has(between[at]?.lower ?? '') && !between.slice(at).some(({ text }) => isInPast.test(text)))
  );
}

const relatives = new Set(['that', 'which', 'who', 'whose', 'since', 'until', 'before', 'after', 'than']);
const isInPast =
  /^(?:[a-zÀ-ỿ]+ed|was|were|had|held|met|took|made|gave|said|began|came|saw|sent|led|kept|set|went|drew|laid|put|heard)$/u;

/** A verb that shares the subject of the clause before it. */
export function joinedClause(found: Found, parts: Omit<Clause, 'actor'>): Clause | undefined {
  const { previous, verb, tokens, context } = found;
  if (previous === undefined) return undefined;
  // "was voted on and accepted"
  const ended = previous.after + (tokens[previous.after]?.lower === 'on' ? 1 : 0);
  const immediately = parts.predicate - 1 <= ended;
  const next = tokens[verb.after];
  if (isPast(verb.form) && previous.voice === 'passive' && (immediately || isAfterManner(found, previous))) {
    return { ...parts, voice: 'passive', actor: previous.actor, start: previous.start, predicate: previous.predicate };
  }
  if (isPast(verb.form) && isPairOfParticiples(tokens, parts.predicate)) return undefined;
  if (
    isPast(verb.form) &&
    !immediately &&
    (next === undefined ||
      (afterParticiple.has(next.lower) && !withPreposition.has(verb.action)) ||
      next.lower === 'by')
  )
    return undefined;
  if (
    (verb.form === 'infinitive' || verb.form === 'third') &&
    !immediately &&
    /^(?:and|or|of)$/.test(next?.lower ?? '')
  )
    return undefined;
  // "to start developing and agreeing on a draft"
  const isPair =
    tokens[parts.predicate - 1]?.lower === 'and' && /^[a-z]{3,}ing$/.test(tokens[parts.predicate - 2]?.lower ?? '');
  if (verb.form === 'continuous' && isPair) return undefined;
  if (
    verb.form === 'continuous' &&
    !isOperativeContinuous(verb.action) &&
    !isInText(previous, verb.action) &&
    !(actionClass(verb.action) === 'decides' && formOf(previous, tokens) === 'continuous') &&
    !(actionClass(verb.action) === 'decides' && tokens.at(-1)?.text === ':')
  )
    return undefined;
  if (
    verb.form === 'infinitive' &&
    !previous.isBare &&
    !/^(we|they)$/.test(tokens[previous.predicate - 1]?.lower ?? '') &&
    !isSamePresent(found, previous)
  )
    return undefined;
  if (verb.form === 'third' && !previous.isBare && isPast(formOf(previous, tokens))) return undefined;
  const start = parts.predicate;
  const isInstead = previous.actor === 'it did not happen' && tokens[start - 1]?.lower === 'but';
  const subject = tokens
    .slice(previous.start, previous.predicate)
    .filter(({ lower }) => !/^(?:did|do|does|has|have|not)$/.test(lower));
  const actor = isInstead ? actorOf(subject, found.sentence, context.before, context) : previous.actor;
  return { ...parts, start, actor, isBare: previous.isBare && context.isItem };
}

/** "Was discussed at length | and approved." */
function isAfterManner({ tokens, verb, predicate }: Found, previous: Clause): boolean {
  const next = tokens[verb.after];
  const between = tokens.slice(previous.after, predicate - 1);
  return (
    tokens[predicate - 1]?.lower === 'and' &&
    /^(?:at|in|by|with|during|on)$/.test(between[0]?.lower ?? '') &&
    between.length < 7 &&
    !between.some(({ text, lower }) => /^[,;:]$/.test(text) || lower === 'and' || subordinators.has(lower)) &&
    (next === undefined || /^(?:[.;,]|unanimously|as|by|with|without)$/.test(next.lower))
  );
}

/** "The convention, drafted and submitted by the clerk": both forms describe the same noun. */
const isPairOfParticiples = (tokens: readonly Token[], at: number): boolean => {
  const [comma, first, and] = tokens.slice(Math.max(0, at - 3), at);
  return (
    comma?.text === ',' &&
    /^[a-zÀ-ỿ]+ed$/u.test(first?.text ?? '') &&
    reportedVerbs(first?.lower ?? '').length === 0 &&
    and?.lower === 'and'
  );
};

/** "Ministers recognize the progress made and encourage further work", but not "agree to meet and discuss". */
const isSamePresent = ({ tokens, predicate, verb }: Found, previous: Clause): boolean =>
  previous.isPresent &&
  formOf(previous, tokens) === 'infinitive' &&
  addressesOthers.has(actionClass(previous.action)) &&
  addressesOthers.has(actionClass(verb.action)) &&
  !tokens
    .slice(previous.after, predicate)
    .some(
      ({ lower }, index, between) =>
        modals.has(lower) || (lower === 'to' && !isDeterminer(between[index + 1]?.lower ?? '')),
    );

const addressesOthers = new Set(['acknowledges', 'asks']);

/** "…, recommending it to the Council" is an outcome; ", noting the progress" says why. */
export const isOperativeContinuous = (action: Action): boolean =>
  ['refers', 'asks', 'closes'].includes(actionClass(action)) || action === 'agree';

/** "Adopted resolution 5, renewing the mandate": what the text decides. */
const isInText = (previous: Clause, action: Action): boolean =>
  previous.action === 'adopt' && /^(?:extend|establish|authorize)$/.test(action);

function formOf(clause: Clause, tokens: readonly Token[]): Form {
  const word = tokens.slice(clause.predicate, clause.after).find(({ lower }) => reportedVerbs(lower).length > 0);
  const first = tokens[clause.predicate]?.lower ?? '';
  const isPresent = /^(?:is|are|\w+[^s]s)$/.test(first) && first !== 'was';
  return reportedVerbs(word?.lower ?? '')[0]?.form ?? (isPresent ? 'third' : 'past');
}
