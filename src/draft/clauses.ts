import { type Form, reportedVerbs } from '../domain/reportedVerbs';
import { type Action, actionClass } from '../domain/vocabulary';
import { type Actor, type ActorContext, actorOf, finiteVerb, prepositions } from './actors';
import { lightVerbAt } from './lightVerbs';
import type { Token } from './tokens';

/** An operative verb of a sentence, and who acts. Numbers are indexes of tokens. */
export interface Clause {
  readonly action: Action;
  readonly voice: 'active' | 'passive';
  readonly actor: Actor;
  /** Where its subject begins, or what joins it to the clause before. */
  readonly start: number;
  /** Where its verb begins, auxiliaries and adverbs included. */
  readonly predicate: number;
  /** Where what follows its verb begins. */
  readonly after: number;
  /** The verb is in the present: "welcomes". */
  readonly isPresent: boolean;
  /** A form that stands for a list or minutes: "Approves the budget". */
  readonly isBare: boolean;
}

/** A verb that was found in a sentence. */
interface Verb {
  readonly at: number;
  readonly after: number;
  readonly action: Action;
  readonly form: Form | 'light' | 'light passive' | 'light subject';
}

/** What a sentence stands among. */
export interface SentenceContext extends ActorContext {
  /** Who acted in the sentence before. */
  readonly before: Actor | undefined;
  /** An item of a list that a verb introduces, or of minutes: it may begin with its verb. */
  readonly isItem: boolean;
}

const subordinators = new Set([
  ...[
    'that',
    'which',
    'who',
    'whom',
    'whose',
    'where',
    'whereby',
    'when',
    'while',
    'whereas',
    'as',
    'if',
    'once',
    'unless',
    'because',
  ],
  ...['after', 'before', 'until', 'since', 'than', 'although', 'though', 'whether', 'what', 'how', 'so'],
]);
/** What they introduce is a fact, too: "While the policies were passed, …". */
const concessive = new Set(['while', 'although', 'though', 'whereas']);
const modals = new Set(['will', 'would', 'shall', 'should', 'may', 'might', 'can', 'could', 'must', "won't", 'cannot']);
const negations = new Set([
  'not',
  'never',
  "didn't",
  "wasn't",
  "weren't",
  "hasn't",
  "haven't",
  'neither',
  'nor',
  'without',
  'failed',
  'refused',
  'declined',
]);
const adverb =
  /^(?:(?!assembly$|july$|italy$|family$|supply$|reply$)\p{L}+ly|also|again|then|further|furthermore|hereby|once|both|all|once more|thus|therefore|likewise|now|today|yesterday|together|earlier|previously|already|just|recently|in principle|subsequently|finally|inter|alia|first|next|additionally)$/u;

/** Verbs that are often followed by a preposition, so that one does not make them participles. */
const withPreposition = new Set<Action>([
  'agree',
  'decide',
  'call upon',
  'exchange views',
  'note',
  'discuss',
  'refer',
  'consider',
  'submit',
  'resolve',
  'urge',
  'request',
  'ask',
  'recommend',
  'express',
]);
const beginsTimeOrPlace = new Set(['in', 'at', 'on', 'during', 'under', 'earlier', 'last', 'since']);
const afterParticiple = new Set([
  'by',
  'at',
  'in',
  'on',
  'during',
  'under',
  'earlier',
  'last',
  'since',
  'to',
  'for',
  'from',
  'with',
  'within',
  'as',
  'between',
  'through',
  'this',
  'yesterday',
  'previously',
  'recently',
]);

/** The operative verbs of a sentence, in order. Verbs that only describe something, as "the plan approved by", are left out. */
export function clausesOf(sentence: string, tokens: readonly Token[], context: SentenceContext): Clause[] {
  const clauses: Clause[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const found = verbAt(sentence, tokens, at);
    if (found === undefined) continue;
    const clause = clauseOf(sentence, tokens, found, clauses, context);
    if (clause === undefined) continue;
    clauses.push(clause);
    at = Math.max(at, clause.after - 1);
  }
  return clauses;
}

function verbAt(sentence: string, tokens: readonly Token[], at: number): Verb | undefined {
  const token = tokens[at] as Token;
  if (token.isAside) return undefined;
  const light = lightVerbAt(sentence, token.start, token.lower);
  if (light !== undefined) {
    const end = token.start + light.length;
    const next = tokens.findIndex(({ start }, index) => index > at && start >= end);
    const after = next < 0 ? tokens.length : next;
    return { at, after, action: light.action, form: lightForms[light.voice] };
  }
  const verb = reportedVerbs(token.lower).find(({ rest }) =>
    rest.every((word, index) => tokens[at + 1 + index]?.lower === word),
  );
  return verb === undefined
    ? undefined
    : { at, after: at + 1 + verb.rest.length, action: verb.action, form: verb.form };
}

const lightForms = { active: 'light', passive: 'light passive', subject: 'light subject' } as const;

function clauseOf(
  sentence: string,
  tokens: readonly Token[],
  verb: Verb,
  earlier: readonly Clause[],
  context: SentenceContext,
): Clause | undefined {
  const predicate = beforeAdverbs(tokens, verb.at) + 1;
  const auxiliary = tokens[predicate - 1]?.lower ?? '';
  const clause = { sentence, tokens, verb, earlier, context, predicate, previous: earlier.at(-1) };
  const adverbs = tokens.slice(predicate, verb.at).map(({ lower }) => lower);
  if (adverbs.includes('earlier') || adverbs.includes('previously'))
    return refusedClause(clause, 'it was before the meeting');
  const isPassive = isPast(verb.form) && ['was', 'were', 'is', 'are', 'been', 'be', 'being'].includes(auxiliary);
  if ((verb.form === 'infinitive' || verb.form === 'third') && isNoun(auxiliary)) return undefined;
  if (isNegated(tokens, predicate, verb.at)) return refusedClause(clause, 'it did not happen');
  if (isPassive) return passiveClause(clause, auxiliary);
  if (auxiliary === 'had' && verb.form === 'past') return refusedClause(clause, 'it was before the meeting');
  if (auxiliary === 'having') return undefined;
  if (auxiliary === 'has' || auxiliary === 'have')
    return isPast(verb.form) || verb.form === 'light' ? activeClause(clause, predicate - 1) : undefined;
  if (verb.form === 'infinitive' && modals.has(auxiliary)) return refusedClause(clause, 'it is planned or hoped for');
  if (verb.form === 'infinitive' && auxiliary === 'to') return infinitiveClause(clause);
  if (verb.form === 'light passive')
    return { ...partsOf(clause, verb.at), actor: 'meeting', voice: 'active', isBare: false };
  return passedClause(clause) ?? activeClause(clause, predicate);
}

/** "The resolution passed": what passed is the subject. */
function passedClause(found: Found): Clause | undefined {
  const { tokens, verb, predicate, previous } = found;
  const next = tokens[verb.after];
  const isTransitive =
    next !== undefined && /^(?:the|an?|its|their|two|three|\d.*|all|both|this|that|\p{Lu}.*)$/u.test(next.text);
  const isOwn = /^pass(?:ed|es)$/.test(tokens[verb.at]?.lower ?? '') && !isTransitive;
  if (!(isOwn || verb.form === 'light subject') || predicate === 0) return undefined;
  const from = passiveStart(tokens, previous?.after ?? 0, predicate, previous !== undefined);
  if (from >= predicate || subordinators.has(tokens[from]?.lower ?? '')) return undefined;
  return { ...partsOf(found, predicate), start: from, voice: 'passive', actor: 'meeting', isBare: false };
}

/** Whether a word before a form like "vote" or "reports" makes it a noun. */
const isNoun = (before: string): boolean =>
  /^(an?|the|this|that|its|their|no|any|each|every|of|for|in|on|with|by|without|from|under|final|annual|roll|voice)$|'s$/.test(
    before,
  );

/** A verb with what stands around it. */
interface Found {
  readonly sentence: string;
  readonly tokens: readonly Token[];
  readonly verb: Verb;
  readonly earlier: readonly Clause[];
  readonly context: SentenceContext;
  /** The first of the adverbs before the verb, or the verb. */
  readonly predicate: number;
  readonly previous: Clause | undefined;
}

const isPast = (form: Verb['form']): boolean => form === 'past' || form === 'participle';

const partsOf = (
  { verb, previous }: Found,
  predicate: number,
): Pick<Clause, 'action' | 'start' | 'predicate' | 'after' | 'isPresent'> => ({
  action: verb.action,
  start: previous?.after ?? 0,
  predicate,
  after: verb.after,
  isPresent: verb.form === 'third' || verb.form === 'infinitive',
});

function refusedClause(found: Found, actor: Actor): Clause {
  return { ...partsOf(found, found.predicate), actor, voice: 'active', isBare: false };
}

/** The last token before the adverbs that precede a place. */
function beforeAdverbs(tokens: readonly Token[], at: number): number {
  let before = at - 1;
  while (before >= 0 && adverb.test(tokens[before]?.lower ?? '') && tokens[before]?.isAside === false) before -= 1;
  return before;
}

function isNegated(tokens: readonly Token[], predicate: number, at: number): boolean {
  return tokens.slice(Math.max(0, predicate - 2), at).some(({ lower }) => negations.has(lower));
}

/** An infinitive after "decided to" or "agreed to" says what was decided; after another verb it is a purpose. */
function infinitiveClause(found: Found): Clause | undefined {
  const { previous, predicate } = found;
  if (previous !== undefined && previous.after >= predicate - 1) return undefined;
  if (previous !== undefined) return undefined;
  return refusedClause(found, 'it is planned or hoped for');
}

function passiveClause(found: Found, auxiliary: string): Clause | undefined {
  const { tokens, verb, predicate, previous } = found;
  let start = predicate - 1;
  if (auxiliary === 'been') start = beforeAdverbs(tokens, start);
  const first = tokens[start]?.lower ?? '';
  const parts = { ...partsOf(found, start), voice: 'passive', isBare: false } as const;
  if (/^(?:which|who|that)$/.test(tokens[start - 1]?.lower ?? '')) return undefined;
  if (auxiliary === 'been' && first === 'had') return { ...parts, actor: 'it was before the meeting' };
  const before = beforeAdverbs(tokens, start);
  if (auxiliary === 'being') return undefined;
  const leading = tokens[auxiliary === 'be' ? before : start - 1]?.lower ?? '';
  if (auxiliary === 'be')
    return {
      ...parts,
      actor: 'it is planned or hoped for',
      predicate: Math.max(0, before),
      start: leading === 'to' ? before : parts.start,
    };
  if (previous === undefined && tokens[start - 1]?.lower === 'and') return secondPassive(found, parts, start);
  const from = passiveStart(tokens, previous?.after ?? 0, start, previous !== undefined);
  const joint = tokens[from - 1]?.lower ?? '';
  if (subordinators.has(joint) && !concessive.has(joint) && !isReport(tokens, from - 1)) return undefined;
  const subject = tokens.slice(from, start);
  const isPresent = auxiliary === 'is' || auxiliary === 'are';
  if (isPresent && subject.at(-1)?.lower !== 'it') return undefined;
  if (wasEarlier(found)) return { ...parts, actor: 'it was before the meeting' };
  const agent = tokens[verb.after]?.lower === 'by' ? agentAfter(found) : undefined;
  return { ...parts, start: from, actor: agent ?? 'meeting' };
}

/** "Apologies were received and were accepted": the subject stands before the first verb. */
function secondPassive({ tokens }: Found, parts: Omit<Clause, 'actor'>, start: number): Clause | undefined {
  const verb = tokens.findIndex(
    ({ text, isAside }, index) => index > 0 && index < start - 1 && !isAside && finiteVerb.test(text),
  );
  return verb < 0 ? undefined : { ...parts, start: 0, predicate: verb, actor: 'meeting' };
}

/** "Was established in 2009": in another year than that of the meeting. */
function wasEarlier({ tokens, verb, context }: Found): boolean {
  const ends = tokens.findIndex(({ text }, index) => index > verb.after && /^[,;.]$/.test(text));
  const after = tokens.slice(verb.after, ends < 0 ? tokens.length : ends);
  const year = after.find(
    ({ text }, index) =>
      /^(?:19|20)\d\d$/.test(text) && (after[index - 1]?.lower === 'in' || after[index - 2]?.lower === 'in'),
  );
  return year !== undefined && year.text !== context.year;
}

/** Who acts according to "by …" after a passive; "by consensus" names nobody. */
function agentAfter({ tokens, verb, sentence, context }: Found): Actor | undefined {
  const start = verb.after + 1;
  const ends = tokens.findIndex(
    ({ lower, text }, index) =>
      index > start &&
      (',;:.'.includes(text) ||
        (prepositions.has(lower) && lower !== 'of') ||
        lower === 'and' ||
        subordinators.has(lower)),
  );
  const agent = tokens.slice(start, ends < 0 ? tokens.length : ends);
  if (
    /^(consensus|acclamation|unanimity|unanimous|vote|voice|majority|\d|show|roll|silence|a|an)/.test(
      agent[0]?.lower ?? '',
    ) &&
    !/council|committee|board/.test(agent.at(-1)?.lower ?? '')
  )
    return undefined;
  return actorOf(agent, sentence, context.before, context);
}

function activeClause(found: Found, start: number): Clause | undefined {
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

/** "The report was received and accepted": a passive whose auxiliary stands with a verb that is no operative one. */
function sharedPassive(
  { tokens, verb, previous }: Found,
  start: number,
): Pick<Clause, 'start' | 'predicate'> | undefined {
  const [auxiliary, participle, conjunction] = tokens.slice(Math.max(0, start - 3), start);
  const isShared =
    conjunction?.lower === 'and' &&
    /ed$/.test(participle?.lower ?? '') &&
    /^(was|were|been)$/.test(auxiliary?.lower ?? '');
  return isShared && isPast(verb.form) && previous === undefined ? { start: 0, predicate: start - 3 } : undefined;
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

const isPlural = ({ lower }: Token): boolean => /s$|^(we|they|all|council|board)$/.test(lower);

const isNounPhrase = (next: Token | undefined): boolean =>
  next === undefined || /^(of|for|from|by|in|at|and|or|,|;|\.|:|was|were|is|are|has|have|will)$/.test(next.lower);

/** "The ministry said that the council approved": what is reported is the sentence itself. */
function isReport(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.lower === 'that' &&
    /^(said|reported|reports|announced|announces|says|informed|learnt|learned)$/.test(tokens[at - 1]?.lower ?? '')
  );
}

function isSubordinate(tokens: readonly Token[], from: number): boolean {
  const word = tokens[from - 1]?.lower ?? '';
  const own = tokens[from]?.lower ?? '';
  if (isReport(tokens, from - 1)) return false;
  return subordinators.has(word) || /^(which|who|that|whose|as|if|when|once)$/.test(own);
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

/** Where the subject of a passive begins: it may be a list, or be followed by an aside. */
function passiveStart(tokens: readonly Token[], from: number, until: number, hasPrevious: boolean): number {
  const near = subjectStart(tokens, from, until, hasPrevious);
  const before = tokens.slice(from, near);
  const isOneClause = before.every(
    ({ text, lower, isAside }) =>
      isAside || !(finiteVerb.test(text) || subordinators.has(lower) || text === ';' || text === ':'),
  );
  return tokens[near - 1]?.text === ',' && (isOneClause || near === until) ? from : near;
}

/** Where the subject before a verb begins: after what separates it from what stands before. */
function subjectStart(tokens: readonly Token[], from: number, until: number, hasPrevious: boolean): number {
  for (let at = until - 1; at >= from; at -= 1) {
    const { lower, text, isAside } = tokens[at] as Token;
    if (isAside || (lower === 'as' && (tokens[at + 1]?.lower === 'well' || tokens[at - 1]?.lower === 'well'))) continue;
    if (/^[,;:–—]$/.test(text) || (subordinators.has(lower) && !isReport(tokens, at))) return at + 1;
    if (isReport(tokens, at)) return at + 1;
    const isJoint = /^(and|but|or)$/.test(lower) && at + 1 < until;
    if (isJoint && (hasPrevious || tokens.slice(from, at).some((one) => !one.isAside && finiteVerb.test(one.text))))
      return at + 1;
  }
  return from;
}

/** Whether a verb is joined to the clause before: "and approved", ", adopted". */
function joins({ tokens, verb, previous }: Found, start: number): boolean {
  const left = tokens[start - 1];
  if (previous === undefined || left === undefined) return false;
  const isConjunction = /^(and|but|or|then)$/.test(left.lower);
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
function joinedClause(found: Found, parts: Omit<Clause, 'actor'>): Clause | undefined {
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
const isOperativeContinuous = (action: Action): boolean =>
  ['refers', 'asks', 'closes'].includes(actionClass(action)) || action === 'agree';

function formOf(clause: Clause, tokens: readonly Token[]): Form {
  const word = tokens.slice(clause.predicate, clause.after).find(({ lower }) => reportedVerbs(lower).length > 0);
  return reportedVerbs(word?.lower ?? '')[0]?.form ?? 'past';
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
