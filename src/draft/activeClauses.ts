import { actionClass } from '../domain/vocabulary';
import { type Actor, actorOf } from './actors';
import { bareClause, isElliptical, isInCapitals, labelEnd } from './bareClauses';
import { type Clause, type Found, isPast, partsOf } from './clause';
import {
  afterParticiple,
  beginsTimeOrPlace,
  isHow,
  isInDocument,
  isNounPhrase,
  isPlural,
  isSubordinate,
  mainSubjectStart,
  subjectStart,
  subordinators,
  withPreposition,
} from './grammar';
import { joinedClause, joins } from './joinedClauses';
import { participialClause } from './participialClauses';
import { sharedPassive } from './passiveClauses';
import { finiteVerb, openingVerb, prepositions } from './subjects';

/** The clause of a verb in the active; `start` is where the verb begins, including auxiliaries and adverbs. */
export function activeClause(found: Found, start: number): Clause | undefined {
  const { tokens, verb, sentence, context, previous } = found;
  const parts = { ...partsOf(found, start), voice: 'active', isBare: false } as const;
  const isAfterDash = tokens[start - 1]?.isAside === true && /^[-–—]$/.test(tokens[start - 1]?.text ?? '');
  const left = isAfterDash ? tokens.slice(0, start).findLast(({ isAside }) => !isAside) : tokens[start - 1];
  const hasAuxiliary = start !== found.predicate;
  if (previous !== undefined && joins(found, start)) return joinedClause(found, parts);
  if (verb.form === 'continuous') return participialClause(found, parts);
  const shared = sharedPassive(found, start);
  if (shared !== undefined) return { ...parts, ...shared, voice: 'passive', actor: 'meeting' };
  if (left?.text === ':' && isSubject(found, start - 1)) return { ...parts, start: 0, actor: 'meeting' };
  if (left === undefined || /^[:;.–—•]$/.test(left.text)) return bareClause(found, parts);
  const isWe = left.text === ',' && tokens[0]?.lower === 'we';
  if (verb.form === 'infinitive' && !isPlural(left) && !isWe) return undefined;
  if (left.text === ',') return afterAside(found, parts);
  if (afterOpening(found, start)) return { ...parts, start: 0, actor: 'meeting' };
  const nearest = subjectStart(tokens, previous?.after ?? 0, start, previous !== undefined);
  const from = mainSubjectStart(tokens, nearest, start);
  const subject = tokens.slice(from, start);
  const before = isInDocument(tokens, from) ? 'meeting' : (mainActor(found, from) ?? context.before ?? previous?.actor);
  const near = actorOf(subject, sentence, before, context);
  if (isSubordinate(tokens, from, near)) return afterRelative(found, parts, from);
  const whole = near === 'meeting' ? undefined : listedActor(found, from, start);
  const actor = whole ?? (near === 'it is not clear who acts' && announces(found) ? 'meeting' : near);
  if (actor !== 'meeting' && isInCapitals(found)) return { ...parts, start, actor: 'meeting', isBare: true };
  if (!hasAuxiliary && isElliptical(found, start, actor))
    return { ...parts, start: labelEnd(tokens, start), voice: 'passive', actor: 'meeting' };
  if (!hasAuxiliary && isPast(verb.form) && isParticiple(found, actor)) return undefined;
  // a noun, as in "reports" or "the requests of"
  if (verb.form === 'third' && (actor !== 'meeting' || isNounPhrase(tokens[verb.after]))) return undefined;
  if (verb.form === 'infinitive' && (actor !== 'meeting' || isNounAfterGroup(found))) return undefined;
  if (previous !== undefined && from === previous.after && actor !== 'meeting') return undefined;
  return { ...parts, start: from, actor };
}

/** "The legislative arm of the Authority agreed:": whoever decides what follows is the meeting. */
const announces = ({ tokens, verb, previous }: Found): boolean =>
  previous === undefined &&
  verb.form === 'past' &&
  actionClass(verb.action) === 'decides' &&
  tokens[verb.after]?.text === ':' &&
  verb.after === tokens.length - 1;

/** "The ministers held a session, where they approved": the actor of the main clause. */
function mainActor({ tokens, sentence, context, previous }: Found, from: number): Actor | undefined {
  if (previous !== undefined || tokens[from - 1]?.lower !== 'where') return undefined;
  const verb = tokens.findIndex(
    ({ text, isAside }, index) => index > 0 && index < from && !isAside && finiteVerb.test(text),
  );
  return verb < 0 ? undefined : actorOf(tokens.slice(0, verb), sentence, context.before, context);
}

/** "The ministers' support for peace", but not "ministers condemn in the strongest terms". */
const isNounAfterGroup = ({ tokens, verb }: Found): boolean =>
  isNounPhrase(tokens[verb.after]) &&
  !/^(?:we|they)$/.test(tokens[verb.at - 1]?.lower ?? '') &&
  nouns.test(tokens[verb.at]?.lower ?? '');
const nouns =
  /^(?:vote|support|request|review|call|note|address|award|study|pass|grant|form|name|order|task|demand|mandate|stress|charge|praise|debate|appeal|register|voice|forward|regret|object|hear|discuss|launch|welcome|release|transfer)$/;

/** "The SOC met in Astana, Kazakhstan, and adopted": the meeting is the subject of a verb that is not operative. */
function afterOpening({ tokens, verb: { form }, sentence, context, previous }: Found, start: number): boolean {
  if (previous !== undefined || tokens[start - 1]?.lower !== 'and' || !(isPast(form) || form === 'light')) return false;
  const verb = tokens.findIndex(
    ({ text, isAside }, index) => index > 0 && !isAside && (openingVerb.test(text) || finiteVerb.test(text)),
  );
  const between = tokens.slice(0, start - 1);
  if (verb < 0 || verb >= start || between.some(({ lower, isAside }) => !isAside && subordinators.has(lower)))
    return false;
  const from = tokens.findLastIndex(({ text }, index) => index < verb && /^[,;:.]$/.test(text)) + 1;
  return actorOf(tokens.slice(from, verb), sentence, context.before, context) === 'meeting';
}

/** "The ministers of Azerbaijan, Kazakhstan and Türkiye": a subject that ends with a list. */
function listedActor({ tokens, sentence, context, previous }: Found, from: number, start: number): Actor | undefined {
  if (previous !== undefined || tokens[from - 1]?.text !== ',') return undefined;
  if (!tokens.slice(from, start).some(({ lower }) => lower === 'and')) return undefined;
  const subject = tokens.slice(tokens.findLastIndex(({ text }, index) => index < from && text === ':') + 1, start);
  const isOpen =
    prepositions.has(subject[0]?.lower ?? '') ||
    subject.some(({ text, lower }) => finiteVerb.test(text) || subordinators.has(lower));
  if (isOpen) return undefined;
  return actorOf(subject, sentence, context.before, context) === 'meeting' ? 'meeting' : undefined;
}

/** "The Committee, inter alia: noted the report": the actor precedes a colon. */
function isSubject({ tokens, sentence, context, previous }: Found, until: number): boolean {
  const subject = tokens.slice(0, until).filter(({ lower }) => !/^(?:,|inter|alia)$/.test(lower));
  return (
    previous === undefined && subject.length < 8 && actorOf(subject, sentence, context.before, context) === 'meeting'
  );
}

/** "The cabinet, which met on Monday, approved": the subject of the verb precedes a clause that describes it. */
function afterRelative(found: Found, parts: Omit<Clause, 'actor'>, from: number): Clause | undefined {
  const { tokens, previous, sentence, context, verb } = found;
  const relative = tokens.slice(from, parts.predicate);
  const isRelative = /^(?:which|who|that)$/.test(tokens[from - 1]?.lower ?? '');
  if (previous !== undefined || !isRelative || verb.form !== 'past') return undefined;
  if (/^(?:and|or|,)$/.test(relative.at(-1)?.lower ?? '') || !relative.some(({ text }) => finiteVerb.test(text)))
    return undefined;
  const actor = actorOf(tokens.slice(0, from - 1), sentence, context.before, context);
  return actor === 'meeting' && !isParticiple(found, actor) ? { ...parts, start: 0, actor } : undefined;
}

/** A past form that describes the noun before it: "a framework endorsed by the Council". */
function isParticiple({ tokens, verb, context }: Found, actor: Actor): boolean {
  const next = tokens[verb.after];
  // "The members chosen to serve are"
  if (next?.lower === 'to' && /^(?:are|is|was|were)$/.test(tokens[verb.after + 2]?.lower ?? '')) return true;
  // "the Commission is a body set up to"
  const be = tokens.findLastIndex(({ lower }, index) => index < verb.at && /^(?:is|are|was|were)$/.test(lower));
  if (
    be > 0 &&
    /^(?:an?|the)$/.test(tokens[be + 1]?.lower ?? '') &&
    !tokens.slice(be, verb.at).some(({ text }) => text === ',')
  )
    return true;
  // "the issues discussed are"
  if (/^(?:are|is|was|were|remains?|have|has)$/.test(next?.lower ?? '')) return true;
  if (next?.lower === 'by') return tokens[verb.at]?.lower !== 'voted' && !isHow(tokens[verb.after + 1]);
  if (actor === 'meeting') {
    const then = tokens[verb.after + 1]?.lower ?? '';
    const isWhen =
      beginsTimeOrPlace.has(next?.lower ?? '') &&
      !/^(principle|general|full|particular|favou?r|first|second|third|final)$/.test(then);
    return isWhen && !withPreposition.has(verb.action) && !context.isItem;
  }
  const mayBe = next === undefined || afterParticiple.has(next.lower) || /^[,.;)]$/.test(next.text);
  return actor === 'it is not clear who acts' || mayBe;
}

/** "By a show of hands, approved the budget": minutes leave out who did. */
const byVote =
  /^by (?:(?!the\b)[a-z\d-]+ ){0,4}(?:vote|consensus|acclamation|hands|majority|ballot)(?: of \d[^,]{0,20})?, /i;

/** A subject that is separated from its verb by an aside: "The Council, at its 418th meeting, adopted". */
function afterAside(found: Found, parts: Omit<Clause, 'actor'>): Clause | undefined {
  const { tokens, context, sentence, previous } = found;
  if (previous !== undefined) return undefined;
  // "The session, postponed from last year, …"
  if (isPast(found.verb.form) && /^(?:from|by|since)$/.test(tokens[found.verb.after]?.lower ?? '')) return undefined;
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
  const next = tokens[found.verb.after]?.lower ?? '';
  const isParticipial = isPast(found.verb.form) && afterParticiple.has(next) && !withPreposition.has(found.verb.action);
  if (isParticipial && tokens.slice(0, end).some(({ text, isAside }) => !isAside && finiteVerb.test(text)))
    return undefined;
  const own = actors.find(({ actor }) => actor === 'meeting') ?? actors.find(({ actor }) => actor !== undefined);
  return {
    ...parts,
    start: own?.start ?? 0,
    actor: own?.actor ?? (byVote.test(sentence) ? 'meeting' : 'it is not clear who acts'),
  };
}
