import { actionClass } from '../domain/vocabulary';
import { type Actor, actorOf, finiteVerb, openingVerb, prepositions } from './actors';
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
import { isOperativeContinuous, joinedClause, joins } from './joinedClauses';
import { sharedPassive } from './passiveClauses';
import type { Token } from './tokens';

/** A verb in the active. `start` is where it begins, auxiliaries and adverbs included. */
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
  const before = isInDocument(tokens, from) ? 'meeting' : (context.before ?? previous?.actor);
  const near = actorOf(subject, sentence, before, context);
  if (isSubordinate(tokens, from, near)) return afterRelative(found, parts, from);
  const whole = near === 'meeting' ? undefined : listedActor(found, from, start);
  const actor = whole ?? near;
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

/** "The ministers' support for peace", but not "ministers condemn in the strongest terms". */
const isNounAfterGroup = ({ tokens, verb }: Found): boolean =>
  isNounPhrase(tokens[verb.after]) &&
  !/^(?:we|they)$/.test(tokens[verb.at - 1]?.lower ?? '') &&
  nouns.test(tokens[verb.at]?.lower ?? '');
const nouns =
  /^(?:vote|support|request|review|call|note|address|award|study|pass|grant|form|name|order|task|demand|mandate|stress|charge|praise|debate|appeal|register|voice|forward|regret|object|hear|discuss|launch|welcome|release|transfer)$/;

/** "The SOC met in Astana, Kazakhstan, and adopted": the meeting is the subject of a verb that is no operative one. */
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

/** "The Committee, inter alia: noted the report": who acts stands before a colon. */
function isSubject({ tokens, sentence, context, previous }: Found, until: number): boolean {
  const subject = tokens.slice(0, until).filter(({ lower }) => !/^(?:,|inter|alia)$/.test(lower));
  return (
    previous === undefined && subject.length < 8 && actorOf(subject, sentence, context.before, context) === 'meeting'
  );
}

/** "…, with ministers endorsing the plan"; "Adopting resolution 5, the Council …": a participle that says what was done. */
function participialClause(found: Found, parts: Omit<Clause, 'actor'>): Clause | undefined {
  const { tokens, verb, sentence, context } = found;
  const start = parts.predicate;
  const isDecided = actionClass(verb.action) === 'decides';
  if (!isDecided && (start === 0 || !isOperativeContinuous(verb.action))) return undefined;
  const subject =
    start === 0 ? subjectAfterComma(tokens) : (subjectOfEnd(tokens, start) ?? subjectAfterWith(tokens, start));
  if (subject.length === 0 || actorOf(subject, sentence, context.before, context) !== 'meeting') return undefined;
  return { ...parts, start: start - (start === 0 ? 0 : subject.length), actor: 'meeting' };
}

/** "The Council ended its session by approving", "met on Monday, approving": the subject of the sentence. */
function subjectOfEnd(tokens: readonly Token[], until: number): readonly Token[] | undefined {
  const isAchieved =
    tokens[until - 1]?.lower === 'in' && tokens.slice(0, until).some(({ lower }) => achieving.test(lower));
  if (!isAchieved && !/^(?:by|after|,)$/.test(tokens[until - 1]?.lower ?? '')) return undefined;
  const verb = tokens.findIndex(
    ({ text }, index) => index > 0 && index < until && (ending.test(text) || (isAchieved && achieving.test(text))),
  );
  return verb < 0 ? undefined : tokens.slice(0, verb);
}

/** "Reached a milestone in approving", "succeeded in adopting". */
const achieving = /^(?:achieved|succeeded|reached)$/;
const ending =
  /^(?:conclude[ds]|end(?:ed|s)|close[ds]|wrapped|finished|adjourned|completed|opened|began|met|turned|convened|gathered|held)$/;

function subjectAfterWith(tokens: readonly Token[], until: number): readonly Token[] {
  const opener = tokens.findLastIndex(({ lower }, index) => lower === 'with' && index < until && index > until - 12);
  return opener < 0 ? [] : tokens.slice(opener + 1, until);
}

/** The subject after an opening participle: at most five words, up to their verb. */
function subjectAfterComma(tokens: readonly Token[]): readonly Token[] {
  const comma = tokens.findIndex(({ text, isAside }) => text === ',' && !isAside);
  const after = comma < 0 ? [] : tokens.slice(comma + 1, comma + 6);
  const verb = after.findIndex(({ text }, index) => index > 0 && finiteVerb.test(text));
  return verb < 0 ? after : after.slice(0, verb);
}

/** "The cabinet, which met on Monday, approved": the subject of the verb stands before a clause that describes it. */
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

/** Minutes put in capitals what was decided: "No comments and AGREED to wait". */
function isInCapitals({ tokens, verb, sentence }: Found): boolean {
  const word = tokens[verb.at]?.text ?? '';
  return isPast(verb.form) && word.length > 4 && word === word.toUpperCase() && /[a-z]{3}/.test(sentence);
}

/** "Minutes approved as circulated.", "Report noted.": minutes leave out "was". */
function isElliptical({ tokens, verb, previous, predicate }: Found, start: number, actor: Actor): boolean {
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
  /^(?:unanimously|for payment|by (?:consensus|acclamation|unanimous consent|silence)|as (?:presented|amended|circulated|read|submitted|written|corrected|an? (?:true|correct|accurate) [^.]+))? ?\.?$/;

/** Where what follows a label begins: "Finance: report noted". */
const labelEnd = (tokens: readonly Token[], until: number): number =>
  tokens.findLastIndex(({ text }, index) => index < until && /^[:–—]$/.test(text)) + 1;

/** A past form that describes the noun before it: "a framework endorsed by the Council". */
function isParticiple({ tokens, verb, context }: Found, actor: Actor): boolean {
  const next = tokens[verb.after];
  // "The members chosen to serve are"
  if (next?.lower === 'to' && /^(?:are|is|was|were)$/.test(tokens[verb.after + 2]?.lower ?? '')) return true;
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

/** A sentence that begins with its verb: "Approved the budget.", "Welcomes the report". */
function bareClause(found: Found, parts: Omit<Clause, 'actor'>): Clause | undefined {
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
  const isNext = /^(?:the|an?|its|two|three|four|five|\d.*|\p{Lu}.*)$/u.test(tokens[be + 1]?.text ?? '');
  return be >= 0 && isPhrase && isNext ? be + 1 : undefined;
}

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
  const own = actors.find(({ actor }) => actor === 'meeting') ?? actors.find(({ actor }) => actor !== undefined);
  return { ...parts, start: own?.start ?? 0, actor: own?.actor ?? 'it is not clear who acts' };
}
