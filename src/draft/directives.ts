import { type ReportedVerb, reportedVerbs } from '../domain/reportedVerbs';
import { type Action, actionClass } from '../domain/vocabulary';

/** What was decided, if its own words name a stronger verb than "decided". Offsets are in UTF-16 units of the words. */
export interface Directive {
  readonly action: Action;
  readonly start: number;
  readonly end: number;
}

/** The result of a vote, before what was decided: "voted 5-2 to approve", "unanimously to table". */
const vote =
  /^[,\s]*(?:(?:\d[\d–-]*|unanimously|overwhelmingly|today|yesterday|on [A-ZÀ-ỿ][a-zÀ-ỿ]+day|by [^,]{1,60}?|in favou?r of|(?:at|during) (?:the|its|this) (?:[^,;]{3,60}? )?(?:meeting|session|summit)(?: of (?:the )?[A-ZÀ-ỿ][^,;]{2,60}?)?|with (?:\d+|one|two|three|no) [a-zÀ-ỿ]+|\([^)]{1,60}\))(?:,? with [^,]{1,40},)?,? )+(?=to [a-zÀ-ỿ]|that |the |an? )/u;
const against = /^(?:(?:\d[\d–-]*|unanimously|overwhelmingly|by [^,]{1,60}?),? )?against /u;
/** "Voted 5-2 in favour of the plan". */
const inFavour =
  /^(?:(?:\d[\d–-]*|unanimously|overwhelmingly|by [^,]{1,60}?),? )?in favou?r of (?=(?:the|an?|its|two|three) (?![a-z]+ing ))/u;
const infinitive = /^to (?:(?!quickly|swiftly|rapidly)[a-z]+ly )?([a-z]+)(?:\s+|(?=,))/u;
/** "That the budget be approved". */
const passive =
  /^(?:that )?([^;:]{3,300}?)(?<! to| will| would| could| might| must) (?:should |shall )?be (?:hereby |and (?:is|are) hereby )?(?:[a-z]+ly )?([a-z]+)(?=[.,;]?$|[.,;]? (?:as|with|by|for|in|at|until|to|unanimously|subject)\b)/i;
/** "That the council approve the plan". */
const active = /^(?:that )?the (?:council|board|committee|senate|assembly|commission|meeting|cabinet) ([a-z]+)\s+/i;
const longest = 400;

/** Where the next decision begins: "to extend the mandate and to hold a debate", "that A be done; and that B be done". */
const nextOne =
  /,? (?:and|as well as)\s+(?:also )?(?=to [a-zÀ-ỿ])|, (?=to [a-zÀ-ỿ][^;.]*? and to [a-zÀ-ỿ])|, (?=that [^;.]*? and that )|[,;]\s{4,}(?=(?:to|that) )|;\s+(?:and\s+)?(?=(?:to|that) )|,? and (?=that (?:the|an?|its) )/u;

/** The directives, one for each infinitive or clause: "decided to extend the mandate and to hold a debate". */
export function directivesIn(words: string, action: Action): Directive[] {
  const blank = /^ */.exec(words)?.[0].length ?? 0;
  if (blank > 0)
    return directivesIn(words.slice(blank), action).map((one) => ({
      ...one,
      start: one.start + blank,
      end: one.end + blank,
    }));
  const asked = action === 'resolve' ? /^for (?:the )?([^,;.]{3,150}?) to be ([a-z]+)/i.exec(words) : null;
  const asks = asked === null ? undefined : reportedVerbs(asked[2] ?? '').find(isParticiple)?.action;
  if (asks !== undefined) return [{ action: asks, start: 4, end: 4 + words.slice(4).indexOf(' to be ') }];
  if (actionClass(action) === 'asks') return requestsIn(words, action);
  if (!deciding.has(action) || !/^(?:to:? (?!(?:an?|the|its|their|all|two|three|several)\b)|that )/.test(words))
    return [directiveIn(words, action)];
  const items = infinitives(words, action) ?? bareInfinitives(words, action);
  if (items !== undefined) return items;
  const purpose = /\b(?:in\s+order|so as|with a view) to\b/.exec(words)?.index ?? longest;
  const found = nextOne.exec(words.slice(0, Math.min(longest, purpose)));
  if (found === null) return [directiveIn(words, action)];
  const next = found.index + found[0].length;
  const others = directivesIn(words.slice(next), action);
  return [
    directiveIn(words.slice(0, found.index), action),
    ...others.map((one) => ({ ...one, start: one.start + next, end: one.end + next })),
  ];
}

/** "The expert to submit a report, and to hold a dialogue": two requests to one. */
function requestsIn(words: string, action: Action): Directive[] {
  const parts = [...words.slice(0, longest).matchAll(/(?:, and|; and|;) (?:also )?(?=to [a-zÀ-ỿ])/gu)].filter(
    ({ index }) => / to [a-zÀ-ỿ]/u.test(words.slice(0, index)),
  );
  const starts = [0, ...parts.map(({ 0: found, index }) => index + found.length)];
  return starts.map((start, index) => ({ action, start, end: parts[index]?.index ?? words.length }));
}

/** "To: meet in May; open an office; and elect a chair". Undefined if the words are not such a list. */
function infinitives(words: string, action: Action): Directive[] | undefined {
  const opening = /^to:? (?!(?:an?|the|its|their|all|two|three|several)\b)(?=[a-zÀ-ỿ])/u.exec(words)?.[0];
  const separators = [...words.matchAll(/;\s+(?:and\s+)?(?:to )?/g)];
  if (opening === undefined || separators.length < (opening.includes(':') ? 1 : 2)) return undefined;
  // "to approve the following: the plan; the budget" has one verb
  if (words.slice(opening.length, separators[0]?.index).includes(':')) return undefined;
  const starts = [opening.length, ...separators.map(({ 0: found, index }) => index + found.length)];
  return starts.map((start, index) => {
    const end = separators[index]?.index ?? words.length;
    const one = directiveIn(`to ${words.slice(start, end)}`, action);
    return { action: one.action, start: start + Math.max(0, one.start - 3), end };
  });
}

/** What meetings often decide to do, in addition to the operative verbs. */
const undertakings = new Set(
  'strengthen convene enhance continue develop hold expand increase improve promote deepen intensify accelerate implement organize organise prepare set open send resume begin host introduce reduce ensure create build provide deploy publish allocate hire purchase'.split(
    ' ',
  ),
);
const joint =
  /(?:,? and |, )(?:also )?(?=([a-z]+) (?:up |on )?(?:the|an?|its|their|it|them|all|this|these|new|further|[A-ZÀ-ỿ]|\d))/gu;

/** "To approve the law and submit it to the Emir", "to establish a fund, strengthen the office and convene a forum". */
function bareInfinitives(words: string, action: Action): Directive[] | undefined {
  if (!/^to [a-zÀ-ỿ]/u.test(words)) return undefined;
  // what follows a second infinitive is its purpose
  const second = /[^,] to (?!(?:the|an?|its|their|all|this|these)\b)[a-zÀ-ỿ]|\b(?:which|that|who) /u.exec(
    words.slice(3),
  );
  const until = second === null ? longest : second.index + 3;
  const separators = [...words.slice(0, until).matchAll(joint)].filter(
    ({ 1: verb = '' }) => undertakings.has(verb) || reportedVerbs(verb).some(isInfinitive),
  );
  const last = separators.at(-1);
  if (last === undefined || !/and (?:also )?$/.test(last[0])) return undefined;
  const starts = [0, ...separators.map(({ 0: found, index }) => index + found.length)];
  return starts.map((start, index) => {
    const end = separators[index]?.index ?? words.length;
    const prefix = index === 0 ? '' : 'to ';
    const one = directiveIn(`${prefix}${words.slice(start, end)}`, action);
    return { action: one.action, start: start + Math.max(0, one.start - prefix.length), end };
  });
}

const isInfinitive = ({ form, rest }: ReportedVerb): boolean => form === 'infinitive' && rest.length === 0;

const deciding = new Set<Action>(['decide', 'agree', 'resolve']);

/** "Decided to grant observer status", "agreed that the accounts be approved": the verb inside says more. */
export function directiveIn(words: string, action: Action): Directive {
  if (!deciding.has(action)) return { action, start: 0, end: words.length };
  const opposed = against.exec(words);
  if (opposed !== null) return { action: 'reject', start: opposed[0].length, end: words.length };
  const [favour] = inFavour.exec(words) ?? [];
  if (favour !== undefined) return { action: 'approve', start: favour.length, end: words.length };
  const start = vote.exec(words)?.[0].length ?? 0;
  const whole = { action, start, end: words.length };
  const rest = words.slice(start, start + longest);
  const [before = '', verb = ''] = infinitive.exec(rest) ?? active.exec(rest) ?? [];
  // to table is to defer in America, where minutes say "voted to"
  const inner =
    verb === 'table' ? { action: 'defer' as const, length: 0 } : infinitiveIn(verb, rest.slice(before.length));
  if (inner !== undefined && isStronger(inner.action) && !isEffort.test(rest))
    return { action: inner.action, start: start + before.length + inner.length, end: words.length };
  const [, subject = '', participle = ''] = (rest.startsWith('to ') ? null : passive.exec(rest)) ?? [];
  // bills are allowed where they are approved
  const done =
    participle === 'allowed'
      ? 'approve'
      : participle === 'tabled' && /\btabled (?:in|before|at) /.test(rest)
        ? 'submit'
        : reportedVerbs(participle.toLowerCase()).find(isParticiple)?.action;
  if (done === undefined || !(isStronger(done) || actionClass(done) === 'acknowledges')) return whole;
  const subjectStart = start + rest.indexOf(subject);
  return { action: done, start: subjectStart, end: subjectStart + subject.length };
}

/** "To renew efforts" extends nothing. */
const isEffort =
  /^to (?:[a-z]+ly )?(?:renew|extend|prolong|form|submit) (?:their |its |all |the )?(?:efforts?|commitments?|calls?|pledges?|support|appeals?|condolences|gratitude|thanks|dialogue|cooperation|views?|a view)\b/i;

const isStronger = (action: Action): boolean =>
  ['decides', 'closes', 'refers'].includes(actionClass(action)) && !planned.has(action);

/** What a meeting decides to do later, and others do. */
const planned = new Set<Action>(['finalize', 'sign']);

const isParticiple = ({ form, rest }: ReportedVerb): boolean => form === 'past' && rest.length === 0;

/** The action of an infinitive, and the length of the words that belong to it: "object to". */
function infinitiveIn(verb: string, after: string): { readonly action: Action; readonly length: number } | undefined {
  const next = after.toLowerCase();
  const found = reportedVerbs(verb.toLowerCase()).find(
    ({ form, rest }) => form === 'infinitive' && (rest.length === 0 || next.startsWith(`${rest.join(' ')} `)),
  );
  return found === undefined ? undefined : { action: found.action, length: found.rest.join(' ').length };
}
