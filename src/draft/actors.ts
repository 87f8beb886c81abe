import { reportedVerbs } from '../domain/reportedVerbs';
import type { NameFinder } from './names';
import type { Token } from './tokens';

/** Why a sentence with an operative verb is not an outcome of the meeting. */
export type Reason =
  | 'a person speaks'
  | 'a party speaks for itself'
  | 'some delegations speak for themselves'
  | "another body's act"
  | 'it is not clear who acts'
  | 'it was before the meeting'
  | 'it is planned or hoped for'
  | 'it did not happen'
  | 'it is hearsay'
  | 'it is a question'
  | 'it depends on a condition'
  | 'it is said in passing'
  | 'it does not say what'
  | 'a quotation'
  | 'a heading'
  | 'the motion did not pass'
  | 'it is not said whether the motion passed'
  | 'the sentence is too long to read';

/** Who acts in a clause: the meeting, or someone else, with the reason not to take it. */
export type Actor = 'meeting' | Reason;

/** What is known of a meeting when a sentence of its report is read. */
export interface ActorContext {
  readonly bodies: NameFinder;
  readonly parties: NameFinder;
  /** The code of the body that met; undefined if it is not in the register. */
  readonly body: string | undefined;
  /** The year of the meeting, if the text says it. */
  readonly year?: string | undefined;
  /** Whether the text is written by those who met: "We welcome …". */
  readonly isOurs?: boolean;
  /** Whether a cabinet met, which is also called the government. */
  readonly isCabinet?: boolean;
  /** The acronyms by which the text calls who met. */
  readonly acronyms: ReadonlySet<string>;
}

// biome-ignore format: word lists are more readable in rows
const groups = new Set([
  'meeting', 'meetings', 'session', 'council', 'committee', 'subcommittee', 'board', 'conference', 'assembly', 'summit', 'group',
  'commission', 'congress', 'panel', 'forum', 'plenary', 'authority', 'bureau', 'presidium', 'cabinet', 'parliament', 'senate',
  'caucus', 'taskforce', 'force', 'team', 'organization', 'organisation', 'alliance', 'union', 'body', 'synod', 'court',
  'ministers', 'leaders', 'heads', 'delegates', 'delegations', 'participants', 'members', 'parties', 'sides', 'officials', 'chiefs',
  'representatives', 'states', 'countries', 'nations', 'experts', 'councillors', 'councilors', 'councilmembers', 'commissioners',
  'trustees', 'directors', 'governors', 'supervisors', 'senators', 'attendees', 'partners', 'envoys', 'ambassadors', 'presidents',
  'secretaries', 'shareholders', 'selectmen', 'aldermen', 'regents', 'coordinators', 'signatories', 'principals', 'all', 'everyone',
  'deputies', 'lawmakers', 'legislators', 'regulators', 'bishops', 'councils', 'committees', 'boards', 'governments', 'plenum', 'jury', 'cop',
  'agm', 'egm', 'foundation', 'network', 'association', 'federation', 'society', 'troika', 'faculty', 'house', 'chamber', 'tribunal',
  'convention', 'chapter', 'vestry', 'consortium', 'consultations', 'negotiators', 'mayors',
  'chairs', 'co-chairs', 'rapporteurs', 'sherpas', 'advisers', 'fellows', 'cllrs', 'mps', 'legislature',
  'judges', 'justices', 'assemblies', 'conferences', 'commissions', 'organs', 'eurogroup', 'cabinets', 'attendants', 'homeowners', 'membership', 'ministerial', 'bureaux', 'workshop', 'symposium', 'roundtable',
]);

/** Names of a meeting itself: whose it is does not matter. */
const sittings = new Set(['meeting', 'meetings', 'session', 'summit', 'plenary', 'participants', 'attendees', 'sides']);

const partial =
  /^(some|several|many|most|various|other|others|certain|few|one|two|three|four|five|six|half|a few|a number of|a majority of|individual|both(?! (?:sides|parties|ministers|leaders|presidents|countries|delegations|governments|houses|chambers))|each|another)\b/;

// biome-ignore format: word lists are more readable in rows
export const prepositions = new Set([
  'of', 'for', 'from', 'in', 'at', 'on', 'to', 'with', 'under', 'by', 'between', 'among', 'within', 'during', 'across', 'over', 'into',
  'about', 'regarding', 'concerning', 'through', 'via', 'before', 'after', 'following', 'upon', 'against', 'towards', 'toward',
  'without', 'including', 'pursuant', 'per', 'since', 'until', 'throughout', 'around',
]);

const determiners = new Set([
  'the',
  'a',
  'an',
  'its',
  'their',
  'our',
  'this',
  'these',
  'those',
  'all',
  'both',
  'his',
  'her',
]);

/**
 * Who a subject is: "The SOC", "participants", "the Foreign Minister of Oman". `before` is who acted in the last clause, for "it"
 * and "they".
 */
export function actorOf(
  subject: readonly Token[],
  sentence: string,
  before: Actor | undefined,
  context: ActorContext,
): Actor {
  const plain = subject.filter(({ isAside, text }) => !isAside && !'()[]"“”'.includes(text));
  const tokens = withoutTime(beforeVerb(withoutIntroduction(withoutHeading(plain)), context.acronyms));
  const [first] = tokens;
  if (first === undefined) return 'it is not clear who acts';
  const phrase = tokens.map(({ lower }) => lower).join(' ');
  if (/^(it|they|these|this|the same)$/.test(phrase)) return before ?? 'meeting';
  if (phrase === 'we' && context.isOurs === true) return 'meeting';
  if (/^(?:those(?: (?:attending|in attendance))?|the \d+)$/.test(phrase)) return 'meeting';
  if (/^(he|she|i|you|who|we)$/.test(phrase)) return 'a person speaks';
  if (ofMeeting.test(phrase)) return 'meeting';
  const head = headOf(tokens);
  if (
    head !== undefined &&
    context.acronyms.has(head.text.replace(/[’']s?$/, '')) &&
    !isOther(sentence.slice(first.start, tokens.at(-1)?.end), context)
  )
    return 'meeting';
  const text = sentence.slice(first.start, tokens.at(-1)?.end);
  if (numbered.test(text) || (context.isCabinet === true && /^(?:the )?government$/.test(phrase))) return 'meeting';
  if (head !== undefined && isGroup(head)) return groupActor(phrase, head, text, context);
  const [body] = context.bodies.find(text);
  if (body !== undefined && body.code === context.body && body.end >= text.length) return 'meeting';
  if (body !== undefined && body.end >= text.length) return "another body's act";
  const [party] = context.parties.find(text);
  if (party !== undefined && party.end >= text.length) return 'a party speaks for itself';
  return /^\p{Lu}/u.test(text.replace(/^(The|A|An|His|Her)\s+/, '')) || persons.test(head?.lower ?? '')
    ? 'a person speaks'
    : 'it is not clear who acts';
}

/** What those who meet issue: "The final communiqué welcomes …". */
const ofMeeting =
  /^(?:the|this|their|its) (?!universal)(?:[\p{L}’'-]+ ){0,3}?(?:communiqu[eé]|declaration|joint statement|final statement|outcome document|outcome statement)$/u;

const persons =
  /^(chair|chairman|chairperson|chairwoman|president|minister|secretary|director|general|ambassador|mayor|spokesperson|spokesman|speaker|representative|delegate|member|official|moderator|rapporteur|coordinator|envoy|manager|clerk|delegation|delegations?)$/;

const sittingNouns =
  '[Mm]eetings?|[Ss]essions?|[Ss]ummit|[Cc]ouncil|[Cc]ommittee|[Cc]onference|[Bb]oard|[Aa]ssembly|[Cc]ommission|[Mm]inisters|[Oo]fficials';
/** "Senior Officials Committee (SOC)", "the informal AEM Meeting", "IMO's Maritime Safety Committee". */
const acronymInBrackets = /([\p{L}]+)\s+\((\p{Lu}[\p{Lu}\p{N}&+-]{1,9})\)/gu;
const acronymOfMeeting = new RegExp(
  `\\b(\\p{Lu}[\\p{Lu}&+]{1,9})(?:[’']s)? (?:\\p{L}+ ){0,2}?(?:${sittingNouns})\\b`,
  'gu',
);
const namedGroup = /(?<!\p{L})\p{Lu}\p{L}+(?: (?:(?:of|and|the|on|for) )?\p{Lu}\p{L}+){1,6}/gu;

/** The acronyms that a text gives to a council, to ministers or another group. */
export function acronymsOf(text: string): Set<string> {
  const introduction = text.slice(0, introductionLength);
  const acronyms = new Set<string>(actingAcronyms(introduction));
  for (const [, noun = '', acronym = ''] of introduction.matchAll(acronymInBrackets)) {
    if (groups.has(noun.toLowerCase())) acronyms.add(acronym);
  }
  for (const [, acronym = ''] of introduction.matchAll(acronymOfMeeting)) {
    if (acronym === acronym.toUpperCase()) acronyms.add(acronym);
  }
  for (const [name] of introduction.matchAll(namedGroup)) {
    const words = name.split(' ').filter((word) => /^\p{Lu}/u.test(word));
    const last = words.findLastIndex((word) => groups.has(word.toLowerCase()));
    if (last > 1)
      acronyms.add(
        words
          .slice(0, last + 1)
          .map(([initial]) => initial)
          .join(''),
      );
  }
  return acronyms;
}

/** A committee or session that has a number: "ISO/TC 292", "WG 14", "SBI 44", "the G7". */
const numbered =
  /\b(?:TC|SC|JTC|PC|WG|SG|CT|G)[ -]?\d|^(?:The )?(?!COVID|ISO|IEC)\p{Lu}{2,6}[ -]?\d{1,3}$|\bWorking Party$|\b(?:Committee|Group|Panel|Chamber|Commission|Force) (?:[A-Z]|[IVX]{1,4}|\d{1,2})$/u;
/** "The TSC approved", "ICANN resolves": an acronym that does something. */
const acting =
  /(?:^|[.;:][ \t]+|\n[ \t]*)(?:The )?([A-Z][A-Z&+]{1,9}) (?:(?:also|then|further|has|hereby|unanimously) )?(?=([a-z]{4,20})\b)/g;

/** An acronym of a steering committee, working group or task force. */
const ofCommittee = /(?:SC|TC|WG|TF|TAC|TOC|PMC|GB)$/;

/** The acronyms that do what bodies do, twice or more: whose report it is. */
function actingAcronyms(text: string): string[] {
  const counts = new Map<string, number>();
  for (const [, acronym = '', verb = ''] of text.slice(0, introductionLength).matchAll(acting)) {
    if (reportedVerbs(verb).length > 0) counts.set(acronym, (counts.get(acronym) ?? 0) + 1);
  }
  return [...counts].filter(([acronym, count]) => count > 1 || ofCommittee.test(acronym)).map(([acronym]) => acronym);
}

/** "We, the Foreign Ministers of …, met": who met writes. */
const weAre =
  /(?:^|[\n.;])[ \t]*(?:\d{1,3}\. ?)?(?:WE|We)(?:,? |[–—])(?:the )?(?:governments of )?\p{Lu}[^.;]{3,400}?[,–—]/u;
const weSay =
  /(?:^|[\n.;]\s*)(?:\(?\d{1,3}[.)]\s*)?(?:(?:Today|Together|First|Second|Third|Finally),? )?[Ww]e,? (?:(?:also|further|\p{Ll}+ly|the [^.;,]{3,80}),? ){0,3}(\p{Ll}+)\b/gmu;
const weDecided =
  /(?:^|[\n.;])[ \t]*We (?:[a-z]+ly )?(?:agreed|decided|approved|adopted|discussed|reviewed|accepted|voted|resolved|elected)\b/m;

/**
 * Whether those who met wrote the text themselves, as declarations and minutes do: it says who "we" are, or "we" again and again, or
 * what "we" decided, and quotes nobody.
 */
export function isOurs(text: string): boolean {
  const introduction = text.slice(0, introductionLength);
  if (weAre.test(introduction.slice(0, 3_000))) return true;
  const said = [...introduction.matchAll(weSay)].filter(([, verb = '']) => reportedVerbs(verb).length > 0);
  if (said.length >= 3) return true;
  return weDecided.test(introduction) && !/[“"«]We\b|\b(?:said|told)\b/.test(introduction);
}

/** Whether a cabinet met: its ministers report what it decided. */
export const isOfCabinet = (text: string): boolean =>
  /\bcabinet (?:meetings?|decisions?|approve[ds]|session|today|met|has|on \p{Lu}\p{L}+day)\b|\bcabinet\b[^.]{0,80}\bapproved\b|\b(?:federal executive council|meeting of the (?:union |federal )?cabinet)\b/iu.test(
    text.slice(0, 2_000),
  );

/** Where a report says who met. */
const introductionLength = 20_000;

const isGroup = ({ lower }: Token): boolean => {
  const noun = lower.replace(/'s?$/, '');
  return groups.has(noun) || (noun.includes('-') && groups.has(noun.replace(/^.*-/, '')));
};

/** Whether a name is that of another body, or of a party. */
function isOther(name: string, { bodies, parties, body }: ActorContext): boolean {
  const found = bodies.find(name);
  return found.length > 0
    ? body !== undefined && !found.some(({ code }) => code === body)
    : parties.find(name).length > 0;
}

function groupActor(phrase: string, head: Token, text: string, context: ActorContext): Actor {
  if (partial.test(phrase.replace(/^the (?=(other|majority))/, ''))) return 'some delegations speak for themselves';
  const found = context.bodies.find(text);
  const isOwn = found.length === 0 || found.some(({ code }) => code === context.body);
  if (context.body === undefined || isOwn || sittings.has(head.lower)) return 'meeting';
  return "another body's act";
}

/** The noun that a phrase is about: the last one before its first preposition. */
function headOf(tokens: readonly Token[]): Token | undefined {
  const preposition = tokens.findIndex(({ lower }, index) => index > 0 && prepositions.has(lower));
  const nouns = preposition < 0 ? tokens : tokens.slice(0, preposition);
  return nouns.findLast(({ text }) => /^[\p{L}\p{N}]/u.test(text) && !/^[IVX]+$/.test(text));
}

/** A verb that says something of a subject, with which the subject ends. */
export const finiteVerb =
  /^(?:\p{Ll}+[^e]ed|was|were|is|are|has|have|had|recalls|remains|stands|believes|held|met|took|made|gave|said|began|came|saw|sent|led|kept|set|went|drew|laid|put|heard|will)$/u;

/** A heading may run into its sentence: "3. Bills The Council directed". */
function withoutHeading(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1);
  if (last?.text === 'Cabinet' && tokens.length > 4) return [last];
  const start = tokens.findLastIndex(
    ({ text }, index) => index > 0 && text === 'The' && !prepositions.has(tokens[index - 1]?.lower ?? ''),
  );
  return start > 0 && tokens.slice(start).some(isGroup) ? tokens.slice(start) : tokens;
}

/** What those who meet do first, without an object: "met in Astana and adopted". */
export const openingVerb = /^(?:met|gathered|convened|assembled|reconvened|sat|came|travell?ed|returned|opened)$/;

/** Cuts a subject off before a verb that is no operative one: "The Council | started preparations". */
function beforeVerb(tokens: readonly Token[], acronyms: ReadonlySet<string>): readonly Token[] {
  const group = tokens.findIndex((token) => isGroup(token) || acronyms.has(token.text));
  const verb = tokens.findIndex(
    ({ text }, index) =>
      index > 0 && (openingVerb.test(text) || (group >= 0 && index > group && finiteVerb.test(text))),
  );
  return verb < 0 ? tokens : tokens.slice(0, verb);
}

const times =
  /(?: on)?(?: (?:late|early))? (?:present(?= *$)|this (?:morning|afternoon|evening|week|month)|(?:last|next) (?:week|month|night)|today|yesterday|tonight|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)|here)$/;

/** Leaves out when something was done: "The Cabinet on Wednesday". */
function withoutTime(tokens: readonly Token[]): readonly Token[] {
  const phrase = tokens.map(({ lower }) => lower).join(' ');
  const time = times.exec(phrase);
  return time === null ? tokens : withoutTime(tokens.slice(0, tokens.length - time[0].trim().split(' ').length));
}

/** Leaves out what stands before a subject without a comma: "At the meeting the SOC". */
function withoutIntroduction(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  if (
    first === undefined ||
    !(
      prepositions.has(first.lower) ||
      /^(today|yesterday|earlier|later|additionally|also|meanwhile|then|and|but|while)$/.test(first.lower)
    )
  ) {
    return tokens;
  }
  const isStart = ({ lower }: Token, index: number): boolean =>
    index > 0 && determiners.has(lower) && !prepositions.has(tokens[index - 1]?.lower ?? '');
  const start = tokens.findLastIndex(isStart);
  if (start > 0) return tokens.slice(start);
  const group = tokens.findLast(isGroup);
  return group === undefined ? tokens.slice(1) : [group];
}
