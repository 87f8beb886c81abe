import { actionOfNoun, reportedVerbs } from '../domain/reportedVerbs';
import { type Action, actionClass } from '../domain/vocabulary';
import type { Reason } from './actors';
import { type Clause, clausesOf, type SentenceContext } from './clauses';
import { isGeneric, type ListKind, type ObjectPhrase, objectsOf, titleOf } from './objects';
import type { Outcome, Referring } from './outcome';
import type { Stretch } from './paragraphs';
import { isReference } from './references';
import { type Token, tokensOf } from './tokens';

/** What was read in a sentence. */
export interface Reading {
  readonly outcomes: readonly Outcome[];
  /** Why nothing was taken, if an operative verb stands in it. */
  readonly reason?: Reason;
  /** Who acted, for a later "it". */
  readonly actor?: Clause['actor'];
  /** The action of an announcement whose items follow: "The following decisions were adopted:". */
  readonly announces?: Action;
  /** The outcomes in order, and what the meeting did to something that another sentence names. */
  readonly read: readonly (Outcome | Referring)[];
  /** Whether it is in the past, as reports are, unlike headlines. */
  readonly isPast?: boolean;
  /** The last action of the meeting, even if the sentence does not say on what. */
  readonly lastAction?: Action;
}

/** A sentence that is longer is not read: it is a table, or no sentence at all. */
export const longestSentence = 4_000;

/** Reads what a sentence says. `stretch` is where it stands in the text. */
export function readSentence(text: string, stretch: Stretch, context: SentenceContext): Reading {
  if (stretch.end - stretch.start > longestSentence) {
    return { outcomes: [], read: [], reason: 'the sentence is too long to read' };
  }
  const sentence = text.slice(stretch.start, stretch.end);
  const tokens = tokensOf(sentence);
  const clauses = clausesOf(sentence, tokens, context);
  const speaker = speakerReason(sentence);
  const isEarlier =
    /^(?:last (?:year|month|week)|earlier(?! today)|previously|in the past|before the (?:meeting|session)|prior to)\b/i.test(
      sentence,
    );
  const isBeside =
    /^(?:overall|in (?:summary|conclusion|short)|to sum up|on the (?:sidelines|margins) of [^,]*),/i.test(sentence);
  if (isEarlier && clauses.length > 0) return { outcomes: [], read: [], reason: 'it was before the meeting' };
  if (isBeside && clauses.length > 0) return { outcomes: [], read: [], reason: 'it is said in passing' };
  if (clauses.length === 0)
    return nominal(text, stretch, sentence) ?? { outcomes: [], read: [], ...describes(sentence, tokens) };
  if (speaker !== undefined) return { outcomes: [], read: [], reason: speaker };
  const taken = clauses.filter(
    (clause, index) =>
      clause.actor === 'meeting' &&
      !isShared(clause, clauses[index + 1], tokens) &&
      !isSignatureOf(clause, clauses[index - 1], tokens),
  );
  const read = taken.flatMap((clause) => outcomesOf(text, stretch, tokens, clause, clauses));
  const outcomes = read.filter((one): one is Outcome => 'title' in one);
  const [first] = clauses;
  const actor = (clauses.find((clause) => clause.actor === 'meeting') ?? first)?.actor;
  const lastAction = taken.at(-1)?.action;
  const isList = /:\s*$/.test(sentence) && outcomes.at(-1)?.action !== lastAction;
  const announces = isList ? lastAction : undefined;
  const isPast = taken.some(({ isPresent, isBare }) => !isPresent && !isBare);
  const rest = {
    isPast,
    read,
    ...(actor && { actor }),
    ...(announces && { announces }),
    ...(lastAction && { lastAction }),
  };
  if (outcomes.length > 0) return { outcomes, ...rest };
  const reason = clauses.find((clause) => clause.actor !== 'meeting')?.actor as Reason | undefined;
  return { outcomes, reason: reason ?? 'it does not say what', ...rest };
}

/** Why a sentence says nothing by itself of a verb that stands in it. */
function describes(sentence: string, tokens: readonly Token[]): Pick<Reading, 'reason'> {
  const verbs = tokens.filter(({ lower }) =>
    reportedVerbs(lower).some(({ form, rest }) => form === 'past' && rest.length === 0),
  );
  if (verbs.length === 0) return {};
  return {
    reason: quotation.test(sentence) && verbs.every(({ isAside }) => isAside) ? 'a quotation' : 'it is said in passing',
  };
}

const quotation = /^["“«]|^[^"“]*[”"»],?\s+(?:he|she|it|[\p{Lu}][\p{L}.'’ -]+) (?:said|added|noted|stated|told)\b/u;
const speech =
  /,["”’]?\s+(?:(?:he|she|they|it|the [\p{L} -]{1,60}|[\p{Lu}][\p{L}.'’ -]{1,60})\s+(?:has |have |also )?(?:said|added|stated|told|noted|explained|continued|remarked|concluded|stressed|underlined)|(?:said|added|stated|noted|explained) [\p{Lu}][^,]{1,80})[^,]{0,80}\.?["”]?$/u;

/** Why a sentence is someone's words; undefined if it is the report's own. */
function speakerReason(sentence: string): Reason | undefined {
  if (quotation.test(sentence)) return 'a quotation';
  const reporter = /press service|ministry|news|agency|reports|communiqu|statement|press release|spokesperson/i;
  const found = speech.exec(sentence);
  return found !== null && !reporter.test(found[0]) ? 'a person speaks' : undefined;
}

/** "Reviewed and approved the paper": the last of the verbs says what came of it. */
const isShared = (clause: Clause, next: Clause | undefined, tokens: readonly Token[]): boolean =>
  next !== undefined && next.action !== 'sign' && areTogether(clause, next, tokens);

/** "The minutes were agreed and signed": by the chair. */
const isSignatureOf = (clause: Clause, before: Clause | undefined, tokens: readonly Token[]): boolean =>
  before !== undefined && clause.action === 'sign' && areTogether(before, clause, tokens);

/** Whether nothing stands between two verbs but "and" and adverbs. */
function areTogether(clause: Clause, next: Clause, tokens: readonly Token[]): boolean {
  const between = tokens.slice(clause.after, next.voice === 'passive' ? next.after - 1 : next.predicate);
  const words = between.filter(({ lower }) => !/ly$|^(and|or|also|then|further|,|\/)$/.test(lower));
  return words.length === 0 && between.length <= 3;
}

/** What a clause decides on: outcomes, or a reference to what another sentence names. */
function outcomesOf(
  text: string,
  stretch: Stretch,
  tokens: readonly Token[],
  clause: Clause,
  clauses: readonly Clause[],
): (Outcome | Referring)[] {
  const object = clause.voice === 'passive' ? passiveObject(tokens, clause) : activeObject(tokens, clause, clauses);
  const end = clauseEnd(text, stretch, tokens, clause, clauses);
  const whole = text.slice(stretch.start + (tokens[clause.start]?.start ?? 0), end);
  const refer = (action: Action, words: string): Referring => ({ action, words, clause: whole, sentence: stretch });
  if (object === undefined) return [refer(clause.action, '')];
  const at = { start: stretch.start + object.start, end: stretch.start + object.end };
  const { action, start } = refined(text.slice(at.start, at.end), clause.action);
  return objectsOf(text, { start: at.start + start, end: at.end }, listKind(action)).flatMap<Outcome | Referring>(
    ({ title, words }) => {
      if (isReference(words)) return [refer(action, words)];
      if (title.length < 3 || isGeneric(title) || isHope(clause.action, words)) return [];
      const given = clause.voice === 'passive' ? complement(text, stretch, tokens, clause) : '';
      const full = { title: `${title}${given}`, words: `${words}${given.replace(':', '')}` };
      return [{ action, ...full, clause: whole, evidence: [stretch] }];
    },
  );
}

/** What someone became or was given in a passive: "was elected chair", "was granted observer status". */
function complement(text: string, stretch: Stretch, tokens: readonly Token[], { action, after }: Clause): string {
  const isEnd =
    actionClass(action) === 'asks' ? /^[;:.]$/ : /^(?:[,;:.]|and|by|with|at|during|in|on|unanimously|following)$/;
  const ends = tokens.findIndex((token, index) => index >= after && isEnd.test(token.lower));

  const words = stretchOf(tokens, after, ends < 0 ? tokens.length : ends);
  const stands = words === undefined ? '' : text.slice(stretch.start + words.start, stretch.start + words.end);
  if (actionClass(action) === 'asks' && stands.startsWith('to ')) return ` ${stands}`;
  if (action === 'express' && /^(?:about|over|at|for|to|that|of)\b/.test(stands)) return ` ${stands}`;
  const isGiven = ['elect', 'appoint', 'grant', 'declare', 'confirm'].includes(action) && stands !== '';
  return isGiven ? `: ${stands.replace(/^(?:as )?(?:the |an? )?/i, '')}` : '';
}

const isHope = (action: Action, words: string): boolean =>
  (action === 'express' &&
    /^(?:its |their |the |strong |sincere )*(?:hope|readiness|confidence|willingness|interest|belief|conviction)\b/i.test(
      words,
    )) ||
  (action === 'consider' && /^that\b|\bto be\b/i.test(words));

/** One verb decides on each item of a list, or on each document; a list of what was welcomed or asked is one outcome. */
function listKind(action: Action): ListKind | undefined {
  if (action === 'elect' || action === 'appoint') return 'persons';
  const kind = actionClass(action);
  if (kind === 'decides' || kind === 'refers' || kind === 'closes') return action === 'agree' ? 'documents' : 'any';
  return kind === 'deliberates' || action === 'note' ? 'documents' : undefined;
}

function clauseEnd(
  text: string,
  stretch: Stretch,
  tokens: readonly Token[],
  clause: Clause,
  clauses: readonly Clause[],
): number {
  const next = clauses[clauses.indexOf(clause) + 1];
  const token = next === undefined ? undefined : tokens[next.predicate];
  return token === undefined ? stretch.end : Math.min(text.length, stretch.start + token.start);
}

/** What follows a verb, up to what is joined to it. */
function activeObject(tokens: readonly Token[], clause: Clause, clauses: readonly Clause[]): Stretch | undefined {
  const next = clauses.find((other) => other.predicate > clause.predicate && other.voice === 'active');
  let until =
    next === undefined
      ? tokens.length
      : Math.max(next.start > clause.after ? next.start : next.predicate, clause.after);
  while (until > clause.after && /^(and|but|or|also|then|,|;|:|\.|as|well)$/.test(tokens[until - 1]?.lower ?? ''))
    until -= 1;
  return stretchOf(tokens, clause.after, until);
}

const introduction =
  /^(?:at|during|in|following|after|on|as|under|furthermore|moreover|additionally|finally|also|however|besides|with|for|pursuant|further|then|later|today|yesterday)$/;

/** The subject of a passive; "it was agreed that" says what follows. */
function passiveObject(tokens: readonly Token[], clause: Clause): Stretch | undefined {
  const subject = tokens.slice(clause.start, clause.predicate);
  if (subject.length === 0 || /^(it|there)$/.test(subject.at(-1)?.lower ?? ''))
    return stretchOf(tokens, clause.after, lastOf(tokens));
  const colon = tokens.findIndex(({ text }, index) => index >= clause.after && text === ':');
  const isAnnounced = colon >= 0 && colon + 1 < lastOf(tokens);
  if (isAnnounced && subject.some(({ lower }) => lower === 'following'))
    return stretchOf(tokens, colon + 1, lastOf(tokens));
  let start = clause.start;
  const comma = subject.findIndex(({ text }) => text === ',');
  if (introduction.test(subject[0]?.lower ?? '') && comma > 0) start = clause.start + comma + 1;
  if (tokens[clause.predicate - 1]?.text !== ',') return stretchOf(tokens, start, clause.predicate);
  const aside = tokens.findIndex(({ text }, index) => index > start && text === ',');
  const isPart = /^(for|on|of|about)$/.test(tokens[aside + 1]?.lower ?? '');
  const until = isPart ? clause.predicate - 1 : aside;
  return stretchOf(tokens, start, until);
}

const lastOf = (tokens: readonly Token[]): number =>
  /^[.!?;:]$/.test(tokens.at(-1)?.text ?? '') ? tokens.length - 1 : tokens.length;

function stretchOf(tokens: readonly Token[], from: number, until: number): Stretch | undefined {
  const [first, last] = [tokens[from], tokens[until - 1]];
  return first === undefined || last === undefined || until <= from ? undefined : { start: first.start, end: last.end };
}

/** How a vote went, before what was decided: "voted 5-2 to approve", "unanimously to table". */
const vote =
  /^(?:(?:\d[\d–-]*|unanimously|overwhelmingly|by [^,]{1,60}?|in favou?r of)(?:,? with [^,]{1,40},)?,? )+(?=to |that |the )/u;

/** "Decided to grant observer status": the verb that follows says more. `start` is where the object begins. */
function refined(words: string, action: Action): { readonly action: Action; readonly start: number } {
  if (!['decide', 'agree', 'resolve'].includes(action)) return { action, start: 0 };
  const start = vote.exec(words)?.[0].length ?? 0;
  const [whole = '', verb = ''] = /^to (?:\p{L}+ly )?(\p{L}+)(?:\s+|(?=,))/u.exec(words.slice(start)) ?? [];
  // to table is to defer in America, where minutes say "voted to"
  const inner = verb === 'table' ? 'defer' : infinitiveOf(verb);
  const isStronger = inner !== undefined && ['decides', 'closes', 'refers'].includes(actionClass(inner));
  return isStronger ? { action: inner, start: start + whole.length } : { action, start };
}

const infinitiveOf = (verb: string): Action | undefined =>
  reportedVerbs(verb.toLowerCase()).find(({ form, rest }) => form === 'infinitive' && rest.length === 0)?.action;

const result =
  /\b(?:focus|highlight|outcomes?|results?|decisions?|achievements?|items?|development|step|action|feature)s?\b[^.;]{0,120}?\b(?:was|were|is|are|included?|came with)\s+(?:also )?(?:the |an? |its )?(\p{L}+) of\s+/iu;
const begins =
  /\b(?:began|begins|commenced|concluded|ended|opened|started|culminated|moved forward|proceeded|went ahead) with (?:the |an? )?(?:unanimous |formal )?(\p{L}+) of\s+/iu;
const decided = /^[^.;,]{0,40}\bdecisions? (?:\p{L}+ ){0,3}?(?:was|is) (?=(?:the|to|an?) )/iu;
const relative =
  /^(?:.*\b(?:was|were|is|are|included?|moved on to|turned to|presented|tabled|introduced) )?(.{3,300}?),? (?:which|that) (?:was|were|has been|have been) (?:also |then |ultimately |unanimously |subsequently )?(\p{L}+)(?= (?:unanimously|without|by consensus)|[,.])/iu;

/** "Another highlight was the approval of the budget." */
function nominal(text: string, stretch: Stretch, sentence: string): Reading | undefined {
  const found = nominalAction(sentence);
  if (found === undefined) return undefined;
  const { action } = found;
  const start = stretch.start + found.start;
  const outcomes = objectsOf(text, { start, end: stretch.end }, listKind(action))
    .filter(({ title }) => !isGeneric(title))
    .map(({ title, words }) => ({ action, title, words, clause: sentence, evidence: [stretch] }));
  return outcomes.length > 0 ? { outcomes, read: outcomes } : { outcomes, read: [], reason: 'it does not say what' };
}

/** The action that a noun names, and where its object begins in the sentence. */
function nominalAction(sentence: string): { readonly action: Action; readonly start: number } | undefined {
  const found = result.exec(sentence) ?? begins.exec(sentence);
  const action = actionOfNoun(found?.[1]?.toLowerCase() ?? '');
  if (found !== null && action !== undefined) return { action, start: found.index + found[0].length };
  const decision = decided.exec(sentence);
  if (decision !== null) return { action: 'decide', start: decision[0].length };
  const [whole, object = '', verb = ''] = relative.exec(sentence) ?? [];
  const passive = reportedVerbs(verb.toLowerCase()).find(({ form, rest }) => form === 'past' && rest.length === 0);
  if (whole === undefined || passive === undefined || actionClass(passive.action) !== 'decides') return undefined;
  return { action: passive.action, start: sentence.indexOf(object) };
}

/** An item of a list that a verb introduced: "Approval of the budget", "Decision on amending the rules". */
export function readItem(text: string, stretch: Stretch, announced: Action): Outcome | undefined {
  const words = text.slice(stretch.start, stretch.end).replace(/[;,.\s]+(?:and)?\s*$/, '');
  if (words.length > 1_000 || !/\p{L}{3}/u.test(words)) return undefined;
  const [whole = '', noun = ''] = /^(?:The )?(\p{L}+) of (?:the )?/u.exec(words) ?? [];
  const named = actionOfNoun(noun.toLowerCase());
  const [infinitive = '', verb = ''] = /^(?:to )?(\p{L}+) /iu.exec(words) ?? [];
  const operative = reportedVerbs(verb.toLowerCase()).find(
    ({ form, rest }) => form === 'infinitive' && rest.every((word, index) => words.split(/\s+/)[index + 1] === word),
  );
  const about =
    named !== undefined
      ? words.slice(whole.length)
      : operative !== undefined && /^\p{Lu}?\p{Ll}+$/u.test(verb)
        ? words.slice(infinitive.length + operative.rest.join(' ').length)
        : words;
  const [, decided = about] =
    /^Decisions? (?:of .{1,80}? )?(?:on|regarding|concerning) (?:the |approval of |adoption of |signing |approving |adopting )*(.*)$/is.exec(
      about,
    ) ?? [];
  const [phrase] = [cutItem(decided)];
  if (phrase === undefined) return undefined;
  return {
    action: named ?? operative?.action ?? announced,
    title: phrase.title,
    words: phrase.words,
    clause: words,
    evidence: [stretch],
  };
}

function cutItem(words: string): ObjectPhrase | undefined {
  const plain = words.replace(/^(?:to|on) the /i, 'the ').replace(/\s*\((?:through|via|by)[^)]*\)\s*$/i, '');
  const title = titleOf(plain);
  return title.length < 3 ? undefined : { title, words: plain };
}
