import { type Form, reportedVerbs } from '../domain/reportedVerbs';
import { type Action, actionClass } from '../domain/vocabulary';
import { type Clause, type Found, isPast } from './clause';
import { afterParticiple, subordinators, withPreposition } from './grammar';
import type { Token } from './tokens';

/** Whether a verb is joined to the clause before: "and approved", ", adopted", "/endorsed". */
export function joins({ tokens, verb, previous }: Found, start: number): boolean {
  const left = tokens[start - 1];
  if (previous === undefined || left === undefined) return false;
  const isConjunction = /^(and|but|or|then|\/)$/.test(left.lower);
  if (start - 1 < previous.after && !(start === previous.after && !isConjunction)) return false;
  if (!isConjunction && left.text !== ',' && left.text !== ';') return false;
  const between = tokens.slice(previous.after, start - 1);
  const isSubordinated = between.some(({ lower, isAside }) => !isAside && subordinators.has(lower) && lower !== 'as');
  if (verb.form === 'continuous') return true;
  return (
    !isSubordinated ||
    left.text === ',' ||
    left.text === ';' ||
    between.at(-1)?.text === ',' ||
    between.at(-1)?.text === ';'
  );
}

/** A verb that shares the subject of the clause before it. */
export function joinedClause(found: Found, parts: Omit<Clause, 'actor'>): Clause | undefined {
  const { previous, verb, tokens, context } = found;
  if (previous === undefined) return undefined;
  const immediately = parts.predicate - 1 <= previous.after;
  const next = tokens[verb.after];
  if (isPast(verb.form) && previous.voice === 'passive' && immediately) {
    return { ...parts, voice: 'passive', actor: previous.actor, start: previous.start, predicate: previous.predicate };
  }
  if (
    isPast(verb.form) &&
    !immediately &&
    (next === undefined ||
      (afterParticiple.has(next.lower) && !withPreposition.has(verb.action)) ||
      next.lower === 'by')
  )
    return undefined;
  if (verb.form === 'continuous' && !isOperativeContinuous(verb.action)) return undefined;
  if (
    verb.form === 'infinitive' &&
    !previous.isBare &&
    !/^(we|they)$/.test(tokens[previous.predicate - 1]?.lower ?? '')
  )
    return undefined;
  if (verb.form === 'third' && !previous.isBare && isPast(formOf(previous, tokens))) return undefined;
  const start = parts.predicate;
  return { ...parts, start, actor: previous.actor, isBare: previous.isBare && context.isItem };
}

/** "…, recommending it to the Council" is an outcome; ", noting the progress" says why. */
export const isOperativeContinuous = (action: Action): boolean =>
  ['refers', 'asks', 'closes'].includes(actionClass(action)) || action === 'agree';

function formOf(clause: Clause, tokens: readonly Token[]): Form {
  const word = tokens.slice(clause.predicate, clause.after).find(({ lower }) => reportedVerbs(lower).length > 0);
  const first = tokens[clause.predicate]?.lower ?? '';
  const isPresent = /^(?:is|are|\w+[^s]s)$/.test(first) && first !== 'was';
  return reportedVerbs(word?.lower ?? '')[0]?.form ?? (isPresent ? 'third' : 'past');
}
