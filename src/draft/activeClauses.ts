import { type Actor, actorOf, finiteVerb, prepositions } from './actors';
import { type Clause, type Found, isPast, partsOf } from './clause';
import {
  afterParticiple,
  beginsTimeOrPlace,
  isNounPhrase,
  isPlural,
  isSubordinate,
  subjectStart,
  withPreposition,
} from './grammar';
import { joinedClause, joins } from './joinedClauses';
import { sharedPassive } from './passiveClauses';

/** A verb in the active. `start` is where it begins, auxiliaries and adverbs included. */
export function activeClause(found: Found, start: number): Clause | undefined {
  const { tokens, verb, sentence, context, previous } = found;
  const parts = { ...partsOf(found, start), voice: 'active', isBare: false } as const;
  const left = tokens[start - 1];
  const hasAuxiliary = start !== found.predicate;
  if (previous !== undefined && joins(found, start)) return joinedClause(found, parts);
  if (verb.form === 'continuous') return undefined;
  const shared = sharedPassive(found, start);
  if (shared !== undefined) return { ...parts, ...shared, voice: 'passive', actor: 'meeting' };
  if (left === undefined || /^[:;.–—•]$/.test(left.text)) return bareClause(found, parts);
  if (verb.form === 'infinitive' && !isPlural(left)) return undefined;
  if (left.text === ',') return afterAside(found, parts);
  const from = subjectStart(tokens, previous?.after ?? 0, start, previous !== undefined);
  if (isSubordinate(tokens, from)) return undefined;
  const subject = tokens.slice(from, start);
  const near = actorOf(subject, sentence, context.before, context);
  const whole = near === 'meeting' ? undefined : listedActor(found, from, start);
  const actor = whole ?? near;
  if (!hasAuxiliary && isPast(verb.form) && isParticiple(found, actor)) return undefined;
  // a noun, as in "reports" or "the requests of"
  if (verb.form === 'third' && (actor !== 'meeting' || isNounPhrase(tokens[verb.after]))) return undefined;
  if (verb.form === 'infinitive' && (actor !== 'meeting' || isNounPhrase(tokens[verb.after]))) return undefined;
  if (previous !== undefined && from === previous.after && actor !== 'meeting') return undefined;
  return { ...parts, start: from, actor };
}

/** "The ministers of Azerbaijan, Kazakhstan and Türkiye": a subject that ends with a list of names. */
function listedActor({ tokens, sentence, context, previous }: Found, from: number, start: number): Actor | undefined {
  if (previous !== undefined || tokens[from - 1]?.text !== ',') return undefined;
  const subject = tokens.slice(0, start);
  const isList = tokens
    .slice(from, start)
    .every(({ text, lower }) => /^\p{Lu}/u.test(text) || /^(?:and|the|of)$/.test(lower));
  const isOpen = prepositions.has(subject[0]?.lower ?? '') || subject.some(({ text }) => finiteVerb.test(text));
  if (!isList || isOpen) return undefined;
  return actorOf(subject, sentence, context.before, context) === 'meeting' ? 'meeting' : undefined;
}

/** A past form that describes the noun before it: "a framework endorsed by the Council". */
function isParticiple({ tokens, verb, context }: Found, actor: Actor): boolean {
  const next = tokens[verb.after];
  if (next?.lower === 'by') return tokens[verb.at]?.lower !== 'voted';
  if (actor === 'meeting') {
    const then = tokens[verb.after + 1]?.lower ?? '';
    const isWhen =
      beginsTimeOrPlace.has(next?.lower ?? '') && !/^(principle|general|full|particular|favou?r)$/.test(then);
    return isWhen && !withPreposition.has(verb.action) && !context.isItem;
  }
  const mayBe = next === undefined || afterParticiple.has(next.lower) || /^[,.;)]$/.test(next.text);
  return actor === 'it is not clear who acts' || mayBe;
}

/** A sentence that begins with its verb: "Approved the budget.", "Welcomes the report". */
function bareClause(found: Found, parts: Omit<Clause, 'actor'>): Clause | undefined {
  const { verb, tokens, context } = found;
  const next = tokens[verb.after];
  if (verb.form === 'continuous' || verb.form === 'light passive') return undefined;
  const isLabelled =
    parts.predicate === 2 && /^(?:decision|resolution|resolved|agreed|outcome)$/.test(tokens[0]?.lower ?? '');
  if (verb.form === 'infinitive' && !context.isItem && !isLabelled) return undefined;
  const isLast = next === undefined || /^(?:\.|unanimously|as)$/.test(next.lower);
  if (isPast(verb.form) && isLast && parts.predicate > 1) {
    return { ...parts, start: 0, predicate: parts.predicate - 1, voice: 'passive', actor: 'meeting', isBare: false };
  }
  if (
    isPast(verb.form) &&
    next !== undefined &&
    (afterParticiple.has(next.lower) || next.text === ',') &&
    !withPreposition.has(verb.action)
  )
    return undefined;
  return { ...parts, start: parts.predicate, actor: 'meeting', isBare: true };
}

/** A subject that is separated from its verb by an aside: "The Council, at its 418th meeting, adopted". */
function afterAside(found: Found, parts: Omit<Clause, 'actor'>): Clause | undefined {
  const { tokens, context, sentence, previous } = found;
  if (previous !== undefined) return undefined;
  const end = parts.predicate - 1;
  const commas = tokens
    .slice(0, end + 1)
    .flatMap(({ text, isAside }, index) => (text === ',' && !isAside ? [index] : []));
  const starts = [0, ...commas.map((comma) => comma + 1)];
  const actors = commas.map((comma, index) => {
    const start = starts[index] ?? 0;
    const subject = tokens.slice(start, comma);
    const isIntroduction = prepositions.has(subject[0]?.lower ?? '') || /(ing|ed)$/.test(subject[0]?.lower ?? '');
    return { start, actor: isIntroduction ? undefined : actorOf(subject, sentence, context.before, context) };
  });
  const own = actors.find(({ actor }) => actor === 'meeting') ?? actors.find(({ actor }) => actor !== undefined);
  return { ...parts, start: own?.start ?? 0, actor: own?.actor ?? 'it is not clear who acts' };
}
