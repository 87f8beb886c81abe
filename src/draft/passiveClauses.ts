import { reportedVerbs } from '../domain/reportedVerbs';
import { actionClass } from '../domain/vocabulary';
import { type Actor, actorOf } from './actors';
import { type Clause, type Found, isPast, partsOf } from './clause';
import { beforeAdverbs, concessive, isContinuation, isHow, isReport, passiveStart, subordinators } from './grammar';
import { finiteVerb, prepositions } from './subjects';
import type { Token } from './tokens';

/** The clause of a verb in the passive after a form of "be". */
export function passiveClause(found: Found, auxiliary: string): Clause | undefined {
  const { tokens, predicate, previous } = found;
  let start = predicate - 1;
  if (auxiliary === 'been') start = beforeAdverbs(tokens, start);
  const first = tokens[start]?.lower ?? '';
  const parts = { ...partsOf(found, start), voice: 'passive', isBare: false } as const;
  if (/^(?:which|who|that)$/.test(tokens[start - 1]?.lower ?? '')) return undefined;
  if (first === 'having') return undefined;
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
  // "After discussion it was agreed"
  const isOpening = from === 1 && start - from < 6 && tokens[start - 1]?.lower === 'it';
  const isFact = concessive.has(joint) || isReport(tokens, from - 1) || isContinuation(tokens, from - 1);
  if (!isOpening && subordinators.has(joint) && !isFact) return undefined;
  const subject = tokens.slice(from, start);
  const isPresent = ['is', 'are', 'stand', 'stands'].includes(auxiliary);
  if (isPresent && subject.at(-1)?.lower !== 'it' && !isFormula(found, subject)) return undefined;
  // "was asked about the fees"
  if (isOpinion(found) || (found.verb.action === 'ask' && tokens[found.verb.after]?.lower === 'about'))
    return undefined;
  if (wasEarlier(found)) return { ...parts, actor: 'it was before the meeting' };
  if (isAskedToAct(found, subject)) return { ...parts, actor: 'it is not clear who acts' };
  return { ...parts, start: from, actor: agentOf(found) ?? 'meeting' };
}

/** "Was considered successful": an opinion. */
const isOpinion = ({ tokens, verb }: Found): boolean => {
  const next = tokens[verb.after];
  return (
    verb.action === 'consider' &&
    tokens[verb.at]?.lower === 'considered' &&
    next !== undefined &&
    /^[a-zÀ-ỿ]/u.test(next.text) &&
    !prepositions.has(next.lower) &&
    !/^(?:and|or|but|as|which|while|also|again|first|next|separately|together|today|yesterday|[a-zÀ-ỿ]+ly)$/u.test(
      next.lower,
    )
  );
};

/** "The SOC was asked to adopt the budget", "members were invited to approve it": the meeting is asked, and does not ask. */
function isAskedToAct({ tokens, verb, sentence, context }: Found, subject: readonly Token[]): boolean {
  if (actionClass(verb.action) !== 'asks') return false;
  if (/^the (?:council|committee|board|assembly|commission)$/.test(subject.map(({ lower }) => lower).join(' ')))
    return true;
  if (/^(?:states|countries|governments|nations|experts|officials)$/.test(subject.at(-1)?.lower ?? '')) return false;
  if (verb.action === 'invite' && /^(?:participants|delegates|guests)$/.test(subject.at(-1)?.lower ?? '')) return true;
  const [to, act] = tokens.slice(verb.after, verb.after + 2);
  const isDecided = reportedVerbs(act?.lower ?? '').some(
    ({ form, action, rest }) =>
      form === 'infinitive' &&
      rest.length === 0 &&
      /^(?:decides|closes|acknowledges|deliberates)$/.test(actionClass(action)),
  );
  return to?.lower === 'to' && isDecided && actorOf(subject, sentence, context.before, context) === 'meeting';
}

const officer =
  /^(?:secretariat|chair\w*|president|director|director-general|clerk|staff|convenors?|conveners?|secretary|secretary-general|administrator|manager|treasurer|bureau|editors?)$/;

/** "The grant is approved." states a decision; "the plan is approved every year" describes one. */
function isFormula({ tokens, verb }: Found, subject: readonly Token[]): boolean {
  const next = tokens[verb.after];
  if (next?.lower === 'to' && (actionClass(verb.action) === 'asks' || verb.action === 'authorize'))
    return officer.test(subject.at(-1)?.lower ?? '');
  const isLast = next === undefined || /^(?:[.;]|unanimously|hereby|as|since)$/.test(next.lower);
  return isLast && ['decides', 'closes', 'refers', 'acknowledges'].includes(actionClass(verb.action));
}

/** "Apologies were received and were accepted": the subject precedes the first verb. */
function secondPassive(found: Found, parts: Omit<Clause, 'actor'>, start: number): Clause | undefined {
  const { tokens } = found;
  const verb = tokens.findIndex(
    ({ text, isAside }, index) => index > 0 && index < start - 1 && !isAside && finiteVerb.test(text),
  );
  if (verb < 0) return undefined;
  return { ...parts, start: 0, predicate: verb, actor: agentOf(found) ?? 'meeting' };
}

/** "Was established in 2009": in another year than that of the meeting. */
function wasEarlier({ tokens, verb, context }: Found): boolean {
  const next = tokens[verb.after]?.lower ?? '';
  if (next === 'since') return true;
  if (/^(?:that|to)$/.test(next)) return false;
  const ends = tokens.findIndex(({ text }, index) => index > verb.after && /^[,;.]$/.test(text));
  const after = tokens.slice(verb.after, ends < 0 ? tokens.length : ends);
  const year = after.find(
    ({ text }, index) =>
      /^(?:19|20)\d\d$/.test(text) && (after[index - 1]?.lower === 'in' || after[index - 2]?.lower === 'in'),
  );
  if (year !== undefined) return context.year === undefined || year.text < context.year;
  // "was signed in Ramsar, Iran, on 2 February 1971"
  const date = tokens.slice(verb.after, verb.after + 12);
  const stop = date.findIndex(({ text }) => /^[;.]$/.test(text));
  const dated = date
    .slice(0, stop < 0 ? date.length : stop)
    .find(
      ({ text }, index) =>
        /^(?:19|20)\d\d$/.test(text) &&
        /^[A-ZÀ-ỿ][a-zÀ-ỿ]{2,}$/u.test(date[index - 1]?.text ?? '') &&
        /^\d{1,2}$/.test(date[index - 2]?.text ?? ''),
    );
  return dated !== undefined && context.year !== undefined && dated.text < context.year;
}

/** Who acts in a passive, if the sentence says so right after the verb. */
const agentOf = (found: Found): Actor | undefined =>
  found.tokens[found.verb.after]?.lower === 'by' ? agentAfter(found) : undefined;

/** Who acts according to "by …" after a passive; "by consensus" names nobody. */
function agentAfter({ tokens, verb, sentence, context }: Found): Actor | undefined {
  const start = verb.after + 1;
  const ends = tokens.findIndex(
    ({ lower, text }, index) =>
      index > start &&
      (',;:.'.includes(text) ||
        (prepositions.has(lower) && lower !== 'of') ||
        /^(?:and|along|together)$/.test(lower) ||
        subordinators.has(lower)),
  );
  const agent = tokens.slice(start, ends < 0 ? tokens.length : ends);
  if (isHow(agent[0]) && !/council|committee|board/.test(agent.at(-1)?.lower ?? '')) return undefined;
  return actorOf(agent, sentence, context.before, context);
}

/** "The resolution passed": what passed is the subject. */
export function passedClause(found: Found): Clause | undefined {
  const { tokens, verb, predicate, previous } = found;
  const next = tokens[verb.after];
  const isTransitive =
    next !== undefined &&
    /^(?:the|an?|its|their|two|three|\d(?!\d*[-–]\d).*|all|both|this|that|[A-ZÀ-ỿ].*)$/u.test(next.text);
  const isOwn =
    /^pass(?:ed|es)$/.test(tokens[verb.at]?.lower ?? '') &&
    !isTransitive &&
    !/^(?:to|from|through|away|into)$/.test(next?.lower ?? '');
  if (!(isOwn || verb.form === 'light subject') || predicate === 0) return undefined;
  if (previous === undefined && tokens[predicate - 1]?.lower === 'and')
    return secondPassive(found, { ...partsOf(found, predicate), voice: 'passive', isBare: false }, predicate);
  const from = passiveStart(tokens, previous?.after ?? 0, predicate, previous !== undefined);
  if (from >= predicate || subordinators.has(tokens[from]?.lower ?? '')) return undefined;
  const subject = found.sentence.slice(tokens[from]?.start, tokens[predicate - 1]?.end);
  if (verb.subject?.test(subject) === false) return undefined;
  const actor = wasEarlier(found) ? 'it was before the meeting' : (agentOf(found) ?? 'meeting');
  return { ...partsOf(found, predicate), start: from, voice: 'passive', actor, isBare: false };
}

/** "The report was received and accepted": a passive whose auxiliary belongs to a verb that is not operative. */
export function sharedPassive(
  { tokens, verb, previous }: Found,
  start: number,
): Pick<Clause, 'start' | 'predicate'> | undefined {
  const conjunction = tokens[start - 1];
  // "were presented by the treasurer and approved"
  const by = tokens.findLastIndex(({ lower }, index) => lower === 'by' && index < start && index > start - 7);
  const last = by < 0 || tokens.slice(by, start).some(({ text }) => text === ',') ? start - 2 : by - 1;
  // "was received with thanks and adopted"
  const manner = tokens[last - 1]?.lower === 'with' ? 2 : 0;
  const [auxiliary, participle] = tokens.slice(Math.max(0, last - manner - 1), last - manner + 1);
  const isShared =
    conjunction?.lower === 'and' &&
    /ed$|^(?:read|heard|given)$/.test(participle?.lower ?? '') &&
    /^(was|were|been)$/.test(auxiliary?.lower ?? '');
  if (!isShared || !isPast(verb.form) || previous !== undefined) return undefined;
  const label = tokens.findLastIndex(({ lower }, index) => index < start && /^(?::|wherein)$/.test(lower));
  return { start: label + 1 + (tokens[label + 1]?.text === ',' ? 1 : 0), predicate: last - manner - 1 };
}
