import { isGroup } from './groups';
import type { NameFinder } from './names';
import { prepositions, withoutRest } from './subjects';
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

/** What is known about a meeting when a sentence of its report is read. */
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
  /** The acronyms that the text uses for those who met. */
  readonly acronyms: ReadonlySet<string>;
}

/** Names of a meeting itself, whichever body it belongs to. */
const sittings = new Set(['meeting', 'meetings', 'session', 'summit', 'plenary', 'participants', 'attendees', 'sides']);

const partial =
  /^(some|several|many|most|various|other|others|certain|few|one|two|three|four|five|six|half|a few|a number of|a majority of|individual|both(?! (?:of )?(?:the )?(?:sides|parties|ministers|leaders|presidents|countries|delegations|governments|houses|chambers))|each|another)\b/;

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
  const tokens = withoutRest(plain, context.acronyms);
  const [first] = tokens;
  if (first === undefined) return 'it is not clear who acts';
  const phrase = tokens.map(({ lower }) => lower).join(' ');
  if (/^(it|they|these|this|the same)$/.test(phrase)) return before ?? 'meeting';
  if (phrase === 'we' && context.isOurs === true) return 'meeting';
  if (
    /^(?:(?:those|all|everyone)(?: (?:attending|present|in attendance|(?:taking part|who took part|participating|gathered)(?: (?:in|at) .*)?))?|the \d+)$/.test(
      phrase,
    )
  )
    return 'meeting';
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
  if (areTogether(tokens, sentence, before, context)) return 'meeting';
  const [party] = context.parties.find(text);
  if (party !== undefined && party.end >= text.length) return 'a party speaks for itself';
  return /^[A-ZÀ-ỿ]/u.test(text.replace(/^(The|A|An|His|Her)\s+/, '')) || persons.test(head?.lower ?? '')
    ? 'a person speaks'
    : 'it is not clear who acts';
}

/** "The Permanent Council and CIDI", "Health Ministers and the Secretary of Peru": several bodies that met together. */
function areTogether(
  tokens: readonly Token[],
  sentence: string,
  before: Actor | undefined,
  context: ActorContext,
): boolean {
  const and = tokens.findLastIndex(({ lower }) => lower === 'and');
  if (and < 1) return false;
  const isBody = bodies.test(headOf(tokens.slice(0, and))?.lower ?? '');
  return isBody && actorOf(tokens.slice(0, and), sentence, before, context) === 'meeting';
}

const bodies =
  /^(?:council|committee|board|assembly|commission|conference|cabinet|senate|ministers|leaders|presidents|governors|heads)$/;

/** Documents that a meeting issues: "The final communiqué welcomes …". */
const ofMeeting =
  /^(?:the|this|their|its) (?!universal)(?:[A-Za-zÀ-ỿ’'-]+ ){0,3}?(?:communiqu[eé]|declaration|joint statement|final statement|outcome document|outcome statement)(?: (?:issued|adopted|released|published) [^,;:]*)?$/u;

const persons =
  /^(chair|chairman|chairperson|chairwoman|president|minister|secretary|director|general|ambassador|mayor|spokesperson|spokesman|speaker|representative|delegate|member|official|moderator|rapporteur|coordinator|envoy|manager|clerk|delegation|delegations?)$/;

/** A committee or session with a number: "ISO/TC 292", "WG 14", "SBI 44", "the G7". */
const numbered =
  /\b(?:TC|SC|JTC|PC|WG|SG|CT|G)[ -]?\d|^(?:The )?(?!COVID|ISO|IEC)[A-ZÀ-ỿ]{2,6}[ -]?\d{1,3}$|\bWorking Party$|\b(?:Committee|Group|Panel|Chamber|Commission|Force) (?:[A-Z]|[IVX]{1,4}|\d{1,2})$/u;
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

/** The head noun of a phrase: the last one before its first preposition. */
function headOf(tokens: readonly Token[]): Token | undefined {
  const preposition = tokens.findIndex(({ lower }, index) => index > 0 && prepositions.has(lower));
  // "the Bank of England's Policy Committee"
  const owner = tokens.findLastIndex(({ lower }, index) => index < tokens.length - 1 && /[’']s$/.test(lower));
  const nouns = preposition < 0 || owner > preposition ? tokens : tokens.slice(0, preposition);
  return nouns.findLast(({ text }) => /^[A-Za-zÀ-ỿ\d]/u.test(text) && !/^[IVX]+$/.test(text));
}
