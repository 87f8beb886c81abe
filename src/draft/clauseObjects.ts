import { type Action, actionClass } from '../domain/vocabulary';
import type { Clause } from './clause';
import { isDeterminer } from './grammar';
import type { Range } from './paragraphs';
import { endsWithPlural, type ListKind } from './sharedNouns';
import { finiteVerb } from './subjects';
import type { Token } from './tokens';

/** The words after a verb, up to whatever is joined to it. */
export function activeObject(tokens: readonly Token[], clause: Clause, clauses: readonly Clause[]): Range | undefined {
  const next = clauses.find((other) => other.predicate > clause.predicate && other.voice === 'active');
  let until =
    next === undefined
      ? tokens.length
      : Math.max(next.start > clause.after ? next.start : next.predicate, clause.after);
  while (until > clause.after && /^(and|but|or|also|then|,|;|:|\.|\/|as|well)$/.test(tokens[until - 1]?.lower ?? ''))
    until -= 1;
  // "discussed, but did not adopt, the plan"
  const between = tokens.slice(clause.after, until);
  if (
    next !== undefined &&
    next.actor === 'it did not happen' &&
    between.every(({ lower }) => /^(?:,|but|did|not)$/.test(lower))
  )
    return activeObject(tokens, { ...next, after: next.after + (tokens[next.after]?.text === ',' ? 1 : 0) }, clauses);
  return rangeOf(tokens, clause.after, until);
}

const introduction =
  /^(?:at|by|there|upon|without|during|in|following|after|on|as|under|furthermore|moreover|additionally|finally|also|however|besides|with|for|pursuant|further|then|later|today|yesterday)$/;

/** "Decisions were adopted to prevent trafficking": the subject is meaningless, what follows is not. */
const isAnnouncement = (subject: readonly Token[]): boolean =>
  subject.length <= 4 &&
  /^(?:decisions?|resolutions?|agreements?|measures|steps|conclusions|texts|declarations?)$/.test(
    subject.at(-1)?.lower ?? '',
  );
const beginsMatter = /^(?:to|on|that|regarding|concerning|about|for)$/;

/** What a verb decides on, and the noun that its items share if that is elsewhere. */
export interface ClauseObject extends Range {
  readonly noun?: string;
}

/** "Ten standards were adopted, including …", "Groups were set up on: …": the items of what the subject names. */
function itemsAfter(tokens: readonly Token[], { start, predicate, after }: Clause): ClauseObject | undefined {
  const noun = wordsAfterComma(tokens.slice(start, predicate).filter(({ isAside }) => !isAside));
  if (!endsWithPlural(noun)) return undefined;
  let from = tokens.findIndex(({ lower }, index) => index >= after && /^(?:including|namely|:)$/.test(lower));
  if (from < 0) return undefined;
  while (from > after && /^(?:on|for|to|inter|alia|,)$/.test(tokens[from - 1]?.lower ?? '')) from -= 1;
  const items = rangeOf(tokens, from, lastOf(tokens));
  return items && { ...items, noun };
}

const wordsAfterComma = (tokens: readonly Token[]): string =>
  tokens
    .slice(tokens.findLastIndex(({ text }) => text === ',') + 1)
    .map(({ text }) => text)
    .join(' ');

/** The subject of a passive; "it was agreed that" says what follows. */
export function passiveObject(
  tokens: readonly Token[],
  clause: Clause,
  clauses: readonly Clause[],
): ClauseObject | undefined {
  const subject = tokens.slice(clause.start, clause.predicate);
  // "Financial report: was accepted"
  if (subject.length === 0 && tokens[clause.start - 1]?.text === ':') return rangeOf(tokens, 0, clause.start - 1);
  if (subject.length === 0 || /^(it|there)$/.test(subject.at(-1)?.lower ?? '')) {
    // "it was resolved that A, and it was resolved that B"
    const next = clauses.find(({ start, predicate }) => predicate > clause.predicate && tokens[start]?.lower === 'it');
    return rangeOf(tokens, clause.after, next === undefined ? lastOf(tokens) : next.start - 1);
  }
  const colon = tokens.findIndex(({ text }, index) => index >= clause.after && text === ':');
  const isAnnounced = colon >= 0 && colon + 1 < lastOf(tokens);
  if (isAnnounced && subject.some(({ lower }) => lower === 'following')) {
    const items = rangeOf(tokens, colon + 1, lastOf(tokens));
    return items && { ...items, noun: 'following items:' };
  }
  if (isAnnouncement(subject) && beginsMatter.test(tokens[clause.after]?.lower ?? '')) {
    return rangeOf(tokens, clause.after, lastOf(tokens));
  }
  const items = itemsAfter(tokens, clause);
  if (items !== undefined) return items;
  let start = clause.start;
  const comma = subject.findIndex(({ text }) => text === ',');
  if (introduction.test(subject[0]?.lower ?? '') && comma > 0) {
    // "In Oslo, Norway, in a friendly spirit, the rules were discussed"
    const main = subject.findIndex(({ text }, index) => text === ',' && isDeterminer(subject[index + 1]?.lower ?? ''));
    start = clause.start + (main < 0 ? comma : main) + 1;
  }
  // "In May were approved the rules"
  const opening = tokens[start]?.lower ?? '';
  if (/^(?:at|by|during|in|following|after|on|with)$/.test(opening) && isDeterminer(tokens[clause.after]?.lower ?? ''))
    return rangeOf(tokens, clause.after, lastOf(tokens));
  if (tokens[clause.predicate - 1]?.text !== ',') return rangeOf(tokens, start, clause.predicate);
  const aside = tokens.findIndex(({ text }, index) => index > start && text === ',');
  const isPart = /^(for|on|of|about|including|namely|as|along|together)$/.test(tokens[aside + 1]?.lower ?? '');
  const until = isPart ? clause.predicate - 1 : aside;
  return rangeOf(tokens, start, until);
}

/** "The plan was adopted, as well as the budget", "was approved, and also a report": what follows a passive. */
export function addedTo(tokens: readonly Token[], clause: Clause, clauses: readonly Clause[]): Range | undefined {
  if (clauses.some(({ predicate }) => predicate > clause.predicate)) return undefined;
  const from = tokens.findIndex(
    ({ lower, isAside }, index) =>
      index >= clause.after &&
      !isAside &&
      ((lower === 'well' && tokens[index + 1]?.lower === 'as') ||
        (/^(?:along|together)$/.test(lower) && tokens[index + 1]?.lower === 'with') ||
        (lower === 'as' && tokens[index - 1]?.text === ',' && /^(?:was|were)$/.test(tokens[index + 1]?.lower ?? '')) ||
        (lower === 'also' && tokens[index - 1]?.lower === 'and')),
  );
  if (from < 0) return undefined;
  const start = from + (tokens[from]?.lower === 'also' ? 1 : 2);
  const isOpen = tokens.slice(clause.after, from).some(({ text }) => /^[;:]$/.test(text));
  const between = tokens.slice(clause.after, from - 1).filter(({ text }) => text !== ',');
  const isNear = between.length === 0 || /^(?:unanimously|by|at|in|on|during)$/.test(between[0]?.lower ?? '');
  const rest = tokens.slice(start, lastOf(tokens));
  if (
    isOpen ||
    !isNear ||
    between.length > 8 ||
    !isDeterminer(rest[0]?.lower ?? '') ||
    rest.some(({ text }) => finiteVerb.test(text))
  )
    return undefined;
  return rangeOf(tokens, start, lastOf(tokens));
}

/** What someone became or was given in a passive: "was elected chair", "was granted observer status". */
export function complement(text: string, range: Range, tokens: readonly Token[], { action, after }: Clause): string {
  const isEnd =
    actionClass(action) === 'asks' || action === 'authorize'
      ? /^[;:.]$/
      : /^(?:[,;:.]|and|by|with|at|during|in|on|unanimously|following)$/;
  const ends = tokens.findIndex((token, index) => index >= after && isEnd.test(token.lower));

  const words = rangeOf(tokens, after, ends < 0 ? tokens.length : ends);
  const rest = words === undefined ? '' : text.slice(range.start + words.start, range.start + words.end);
  const isCharged = actionClass(action) === 'asks' || action === 'authorize';
  if (isCharged && rest.startsWith('to ')) return ` ${rest}`;
  if (action === 'express' && /^(?:about|over|at|for|to|that|of)\b/.test(rest)) return ` ${rest}`;
  const isGiven =
    ['elect', 'appoint', 'grant', 'declare', 'confirm'].includes(action) && rest !== '' && !rest.startsWith('that ');
  const isChosen = action === 'decide' && /^as (?:the |an? |its )?[A-Za-zÀ-ỿ]/u.test(rest);
  if (action === 'decide' && /^to (?:host|organi[sz]e|serve|lead|chair) /.test(rest)) return ` ${rest}`;
  return isGiven || isChosen ? `: ${rest.replace(/^(?:as )?(?:the |an? )?/i, '')}` : '';
}

/** One verb decides on each item of a list, or on each document; a list of what was welcomed or asked is one outcome. */
export function listKind(action: Action): ListKind | undefined {
  if (action === 'elect' || action === 'appoint') return 'persons';
  const kind = actionClass(action);
  if (kind === 'decides' || kind === 'refers' || kind === 'closes') return action === 'agree' ? 'documents' : 'any';
  return kind === 'deliberates' || action === 'note' ? 'documents' : undefined;
}

const lastOf = (tokens: readonly Token[]): number =>
  /^[.!?;:]$/.test(tokens.at(-1)?.text ?? '') ? tokens.length - 1 : tokens.length;

function rangeOf(tokens: readonly Token[], from: number, until: number): Range | undefined {
  const [first, last] = [tokens[from], tokens[until - 1]];
  return first === undefined || last === undefined || until <= from ? undefined : { start: first.start, end: last.end };
}
