import { reportedVerbs } from '../domain/reportedVerbs';
import { activeClause } from './activeClauses';
import { clauseDoubt, isCabinetReported, perfectDoubt } from './certainty';
import { type Clause, type Found, isPast, partsOf, refusedClause, type SentenceContext, type Verb } from './clause';
import { beforeAdverbs, isDeterminer, isNegated, isNoun, modals, passiveAuxiliaries } from './grammar';
import { lightParticiples } from './lightVerbLists';
import { lightVerbAt } from './lightVerbs';
import { passedClause, passiveClause } from './passiveClauses';
import type { Token } from './tokens';

/** The operative verbs of a sentence, in order. Verbs that only describe something, as "the plan approved by", are left out. */
export function clausesOf(sentence: string, tokens: readonly Token[], context: SentenceContext): Clause[] {
  const clauses: Clause[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const found = verbAt(sentence, tokens, at);
    if (found === undefined) continue;
    const clause = clauseOf(sentence, tokens, found, previousOf(tokens, clauses, found), context);
    if (clause === undefined) continue;
    const doubt = clauseDoubt(sentence, tokens, clause, found.at, context);
    clauses.push(doubt === undefined ? clause : { ...clause, actor: doubt });
    at = Math.max(at, clause.after - 1);
  }
  return clauses;
}

/** The clause before a verb. "Texts to be signed" describes an object: what follows a comma continues the clause before it. */
function previousOf(tokens: readonly Token[], clauses: readonly Clause[], { at, form }: Verb): Clause | undefined {
  const last = clauses.at(-1);
  if (last !== undefined && form === 'past' && isPurpose(tokens, last)) return clauses.at(-2);
  if (last?.voice !== 'passive' || last.actor !== 'it is planned or hoped for' || tokens[last.start]?.lower !== 'to')
    return last;
  const isApart = tokens.slice(last.after, at).some(({ text, isAside }) => text === ',' && !isAside);
  return (isApart ? clauses.at(-2) : undefined) ?? last;
}

/** "The SOC met to review the plan | and approved the fees": the purpose has no subject of its own. */
const isPurpose = (tokens: readonly Token[], { actor, voice, predicate }: Clause): boolean =>
  actor === 'it is planned or hoped for' && voice === 'active' && tokens[predicate - 1]?.lower === 'to';

function verbAt(sentence: string, tokens: readonly Token[], at: number): Verb | undefined {
  const token = tokens[at] as Token;
  if (token.isAside) return undefined;
  // "tabled before the cabinet" says where it was presented
  if (token.lower === 'tabled' && /^(?:before|by|at|in)$/.test(tokens[at + 1]?.lower ?? '')) return undefined;
  if (token.lower === 'recommended' && tokens[at + 1]?.lower === 'practices') return undefined;
  const light = lightVerbAt(sentence, token.start, token.lower);
  if (light !== undefined) {
    const end = token.start + light.length;
    const next = tokens.findIndex(({ start }, index) => index > at && start >= end);
    const after = next < 0 ? tokens.length : next;
    return { at, after, action: light.action, form: lightForms[light.voice], subject: light.subject };
  }
  const verb = reportedVerbs(token.lower).find(({ rest }) =>
    rest.every((word, index) => tokens[at + 1 + index]?.lower === word),
  );
  return verb === undefined
    ? undefined
    : { at, after: afterManner(sentence, tokens, at + 1 + verb.rest.length), action: verb.action, form: verb.form };
}

/** How something is decided, if what is decided follows: "approved in principle the plan", "agreed provisionally to start". */
const manner =
  /^(?:[a-z]+ly (?=(?:that|to) )|\((?:and )?[a-z]+ed\) (?=\w)|(?:this (?:morning|afternoon|evening|week|month)|on principle|in (?:principle|detail|depth|full|part|general(?: terms)?|its entirety)|as a whole|provisionally|conditionally|tentatively|by (?:consensus|acclamation|unanimity)|(?:on|in) (?:first|second|third|final)(?: and final)? reading) (?=(?:to|on|that|the|an?|its|their|all|both|two|three)\b)|(?:by|for) (?:(?:an?|another|a further|an additional|\w+) ){1,3}(?:months?|years?|days?|weeks?|per cent) (?=(?:the|its|their)\b)|(?:on|by|in|with|after) (?:an? )?(?:[a-z]+ )?(?:\d+[-–]\d+(?:[-–]\d+)?|unanimous|split|voice|majority|roll-call)(?: vote)?(?: of \d+[-–]\d+)? (?=(?:the|an?|its|their|two|three)\b)|until (?:\w+ ){1,4}(?=(?:the|its|their)\b)|with (?:\w+ )?(?:amendments|changes|corrections|modifications) (?=(?:the|an?|its|their)\b))/i;

/** Where what follows a verb begins after words that say how. */
function afterManner(sentence: string, tokens: readonly Token[], after: number): number {
  const start = tokens[after]?.start;
  const length = start === undefined ? 0 : (manner.exec(sentence.slice(start, start + 60))?.[0].length ?? 0);
  if (start === undefined || length === 0) return after;
  const next = tokens.findIndex((token, index) => index > after && token.start >= start + length);
  return next < 0 ? after : next;
}

/** "Were committed to peace" says how they were, not what was done. */
const isState = (participle: Token | undefined): boolean => participle?.lower === 'committed';

/** "They wished to see a mechanism | formed". */
const isWished = (sentence: string, verb = 0): boolean =>
  /\bto (?:see|have|get) (?:the|an?|its|their) [^,;.]{3,60} $/.test(sentence.slice(Math.max(0, verb - 80), verb));

/** "New and | amended rules". */
const isSecondAdjective = (tokens: readonly Token[], at: number): boolean =>
  /^(?:and|or)$/.test(tokens[at - 1]?.lower ?? '') &&
  /^(?:new|revised|updated|additional|existing|further)$/.test(tokens[at - 2]?.lower ?? '');

const onlyAfterHave = new Set(Object.values(lightParticiples));

const lightForms = { active: 'light', passive: 'light passive', subject: 'light subject' } as const;

/** The clause of a verb; undefined if the verb only describes something. */
function clauseOf(
  sentence: string,
  tokens: readonly Token[],
  verb: Verb,
  previous: Clause | undefined,
  context: SentenceContext,
): Clause | undefined {
  const predicate = beforeAdverbs(tokens, verb.at) + 1;
  const auxiliary = tokens[predicate - 1]?.lower ?? '';
  const clause = { sentence, tokens, verb, context, predicate, previous };
  const adverbs = tokens.slice(predicate, verb.at).map(({ lower }) => lower);
  if (adverbs.includes('earlier') || adverbs.includes('previously'))
    return refusedClause(clause, 'it was before the meeting');
  if (isProclaimed(tokens, verb, predicate))
    return { ...partsOf(clause, predicate), voice: 'active', actor: 'meeting', isBare: true };
  const isPassive = isPast(verb.form) && passiveAuxiliaries.has(auxiliary);
  if ((verb.form === 'infinitive' || verb.form === 'third') && isNoun(auxiliary)) return undefined;
  // "Committee A approved"
  const isLetter = predicate > 1 && tokens[predicate - 1]?.text === 'A';
  if ((isPast(verb.form) || verb.form === 'light') && predicate === verb.at && isDeterminer(auxiliary) && !isLetter)
    return undefined;
  // "it is announced that"
  if (verb.form === 'light' && auxiliary === 'is' && predicate === 2 && tokens[0]?.lower === 'it') return undefined;
  if (isPast(verb.form) && isSecondAdjective(tokens, predicate)) return undefined;
  if (
    isNegated(tokens, predicate, verb.at) &&
    auxiliary === 'to' &&
    previous !== undefined &&
    tokens[predicate - 2]?.lower === 'not'
  )
    return undefined;
  if (isNegated(tokens, predicate, verb.at)) return refusedClause(clause, 'it did not happen');
  if (isPast(verb.form) && isWished(sentence, tokens[verb.at]?.start))
    return refusedClause(clause, 'it is planned or hoped for');
  const guess = /^(?:have|been)$/.test(auxiliary) ? perfectDoubt(modalBefore(tokens, predicate)) : undefined;
  if (guess !== undefined) return refusedClause(clause, guess);
  if (isPassive) return isState(tokens[verb.at]) ? undefined : passiveClause(clause, auxiliary);
  if (auxiliary === 'had' && verb.form === 'past' && !isCabinetReported(tokens, predicate - 1, context))
    return refusedClause(clause, 'it was before the meeting');
  if (auxiliary === 'having' || (verb.form === 'light' && auxiliary === 'to')) return undefined;
  if (/^ha[sd]$|^have$/.test(auxiliary))
    return isPast(verb.form) || verb.form === 'light' ? activeClause(clause, predicate - 1) : undefined;
  if (verb.form === 'infinitive' && auxiliary === 'did')
    return activeClause({ ...clause, verb: { ...verb, form: 'past' } }, predicate - 1);
  if (verb.form === 'infinitive' && modals.has(auxiliary)) return refusedClause(clause, 'it is planned or hoped for');
  if (verb.form === 'infinitive' && auxiliary === 'to') return infinitiveClause(clause);
  if (verb.form === 'light' && onlyAfterHave.has(tokens[verb.at]?.lower ?? '')) return undefined;
  const isExistential = verb.form === 'light' && tokens[verb.at]?.lower === 'there' && predicate > 0;
  if (verb.form === 'light passive' || isExistential)
    return { ...partsOf(clause, verb.at), actor: 'meeting', voice: 'active', isBare: false };
  return passedClause(clause) ?? activeClause(clause, predicate);
}

/** "The Committee, Having examined the report, Decides to …; Also requests": formal decisions begin their verbs with capitals. */
function isProclaimed(tokens: readonly Token[], { at, form }: Verb, predicate: number): boolean {
  const isCapital = (index: number): boolean => /^[A-ZÀ-ỿ][a-zÀ-ỿ]+$/u.test(tokens[index]?.text ?? '');
  return (
    form === 'third' &&
    isCapital(predicate) &&
    /^[,;]$/.test(tokens[predicate - 1]?.text ?? '') &&
    (predicate < at || isCapital(at))
  );
}

/** The word before "have", or before "have been". */
function modalBefore(tokens: readonly Token[], predicate: number): string {
  const perfect = tokens[predicate - 1]?.lower === 'been' ? beforeAdverbs(tokens, predicate - 1) : predicate - 1;
  return tokens[beforeAdverbs(tokens, perfect)]?.lower ?? '';
}

/** An infinitive after "decided to" says what was decided, and is read with that; alone it is a purpose. */
const infinitiveClause = (found: Found): Clause | undefined =>
  found.previous === undefined ? refusedClause(found, 'it is planned or hoped for') : undefined;
