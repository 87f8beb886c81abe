import { actionClass } from '../domain/vocabulary';
import type { Actor } from './actors';
import { type Clause, type Found, isPast } from './clause';
import { afterParticiple, subordinators, withPreposition } from './grammar';
import { finiteVerb } from './subjects';
import type { Token } from './tokens';

/** A sentence that begins with its verb: "Approved the budget.", "Welcomes the report". */
export function bareClause(found: Found, parts: Omit<Clause, 'actor'>): Clause | undefined {
  const { verb, tokens, context } = found;
  const next = tokens[verb.after];
  if (verb.form === 'continuous' || verb.form === 'light passive') return undefined;
  // a noun: "Requests for dispensations", "Welcome and apologies"
  if (
    !isPast(verb.form) &&
    verb.form !== 'light' &&
    /^(?:and|or|for|of|from|remarks|address|includes?|included|are|were|is|was)$/.test(next?.lower ?? '')
  )
    return undefined;
  const isLabelled =
    parts.predicate === 2 &&
    /^(?:decision|resolution|resolved|agreed|outcome|consensus|conclusion|vote)$/.test(tokens[0]?.lower ?? '');
  if (verb.form === 'infinitive' && !context.isItem && !isLabelled) return undefined;
  const inverted = isPast(verb.form) ? subjectAfterVerb(found) : undefined;
  if (inverted !== undefined)
    return { ...parts, after: inverted, start: parts.predicate, actor: 'meeting', isBare: false };
  const isLast = next === undefined || /^(?:\.|unanimously|as)$/.test(next.lower);
  if (isPast(verb.form) && isLast && parts.predicate > 1) {
    return { ...parts, start: 0, predicate: parts.predicate - 1, voice: 'passive', actor: 'meeting', isBare: false };
  }
  // "approved in principle to start"
  const isHowToAct = next?.lower === 'to' && tokens[verb.at + 1] !== next;
  if (
    isPast(verb.form) &&
    next !== undefined &&
    !isHowToAct &&
    (afterParticiple.has(next.lower) || next.text === ',') &&
    !withPreposition.has(verb.action)
  )
    return undefined;
  return { ...parts, start: parts.predicate, actor: 'meeting', isBare: true };
}

/** "Also approved was the budget", "Adopted at the session were two plans": where what was decided on begins. */
function subjectAfterVerb({ tokens, verb }: Found): number | undefined {
  if (verb.at > 1) return undefined;
  const be = tokens.findIndex(({ lower }, index) => index >= verb.after && /^(?:was|were|is|are)$/.test(lower));
  const between = tokens.slice(verb.after, be);
  const isPhrase =
    between.length === 0 ||
    (/^(?:at|by|during|in|on|were|unanimously)$/.test(between[0]?.lower ?? '') && between.length < 9);
  const isNext = /^(?:the|an?|its|two|three|four|five|\d.*|[A-ZÀ-ỿ].*)$/u.test(tokens[be + 1]?.text ?? '');
  return be >= 0 && isPhrase && isNext ? be + 1 : undefined;
}

/** Minutes put in capitals what was decided: "No comments and AGREED to wait". */
export function isInCapitals({ tokens, verb, sentence }: Found): boolean {
  const word = tokens[verb.at]?.text ?? '';
  return isPast(verb.form) && word.length > 4 && word === word.toUpperCase() && /[a-z]{3}/.test(sentence);
}

/** "Minutes approved as circulated.", "Report noted.": minutes leave out "was". */
export function isElliptical({ tokens, verb, previous, predicate }: Found, start: number, actor: Actor): boolean {
  const isDecided = /^(?:decides|closes|refers)$/.test(actionClass(verb.action)) || verb.action === 'note';
  if (!isPast(verb.form) || !isDecided || verb.action === 'sign' || previous !== undefined || actor === 'meeting')
    return false;
  const rest = tokens.slice(verb.after);
  const words = rest.map(({ lower }) => lower).join(' ');
  const subject = tokens.slice(labelEnd(tokens, start), predicate);
  const isPhrase = subject.every(
    ({ text, lower }) => !(finiteVerb.test(text) || subordinators.has(lower) || /^stands?$/.test(lower)),
  );
  const isVerdict = /^[-–—:]$/.test(tokens[predicate - 1]?.text ?? '');
  return isPhrase && !isVerdict && start > 0 && start <= 12 && howDone.test(words);
}

const howDone =
  /^(?:unanimously|for payment|with (?:[a-z]+ )?(?:amendments?|corrections?|changes?)|by (?:consensus|acclamation|unanimous consent|silence)|as (?:presented|amended|circulated|read|submitted|written|corrected|an? (?:true|correct|accurate) [^.]+))? ?\.?$/;

/** Where what follows a label begins: "Finance: report noted". */
export const labelEnd = (tokens: readonly Token[], until: number): number =>
  tokens.findLastIndex(({ text }, index) => index < until && /^[:–—]$/.test(text)) + 1;
