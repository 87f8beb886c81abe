import { reportedVerbs } from '../domain/reportedVerbs';
import type { Action } from '../domain/vocabulary';
import type { Actor, ActorContext, Reason } from './actors';
import { directiveIn } from './directives';
import { readItem } from './items';
import { motionIn, resultOf } from './motions';
import type { Outcome, Referring } from './outcome';
import { type Reading, readSentence } from './outcomes';
import type { Paragraph, Stretch } from './paragraphs';
import { onOneLine, paragraphsOf } from './paragraphs';
import { isSuperseded, resolved } from './references';
import { sentencesOf } from './sentences';

/** A sentence with an operative verb: what it says, or why it was left out. */
export type Entry =
  | { readonly sentence: Stretch; readonly outcomes: readonly Outcome[] }
  | { readonly sentence: Stretch; readonly reason: Reason };

/** Reads a text from its beginning to its end, and remembers what the next sentences refer to. */
export class Reader {
  readonly #paragraphs: readonly Paragraph[];
  /** Without line breaks, at the same offsets. */
  readonly #text: string;
  readonly #context: ActorContext;
  readonly #entries: Entry[] = [];
  #actor: Actor | undefined;
  /** The action of a list that was announced, while its items follow. */
  #announced: Action | undefined;
  /** The items of that list have bullets or numbers. */
  #hasMarks = false;
  /** What the last sentences said was signed or adopted, without saying what. */
  #lastAction: Action | undefined;
  #heading: Stretch | undefined;
  #isQuoted = false;
  /** Sentences that were read with an earlier one, by where they begin. */
  readonly #read = new Set<number>();

  constructor(text: string, context: ActorContext) {
    this.#paragraphs = paragraphsOf(text);
    this.#text = onOneLine(text);
    this.#context = context;
  }

  read(): readonly Entry[] {
    for (const paragraph of this.#paragraphs) this.#paragraph(paragraph);
    return this.#entries;
  }

  #paragraph(paragraph: Paragraph): void {
    if (this.#announced !== undefined && this.#isItem(paragraph)) {
      this.#hasMarks ||= paragraph.isItem;
      this.#item(paragraph);
      return;
    }
    this.#announced = undefined;
    this.#hasMarks = false;
    const sentences = sentencesOf(this.#text, paragraph);
    const isTitle = paragraph.isHeading || this.#isTitle(paragraph);
    if (isTitle && sentences.length === 1 && this.#isHeading(paragraph)) return;
    for (let at = 0; at < sentences.length; at += 1) {
      const sentence = sentences[at] as Stretch;
      if (this.#read.has(sentence.start)) continue;
      const motion = motionIn(this.#text, sentence);
      if (motion === undefined) this.#sentence(sentence, paragraph, at === 0);
      else this.#motion(motion, sentences.slice(at, at + 5));
    }
  }

  /** Whether a paragraph belongs to the list that was announced. */
  #isItem(paragraph: Paragraph): boolean {
    if (paragraph.isItem) return true;
    if (this.#hasMarks) return false;
    const words = this.#text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 60));
    return (
      !/^(?:the|a|an|it|they|this|these|in|at|on|source|following|during|as|also|for|we|he|she|participants|members|ministers|photo)\b/i.test(
        words,
      ) && /^\p{Lu}\p{L}+,? \p{Ll}/u.test(words)
    );
  }

  #item(paragraph: Paragraph): void {
    if (this.#isSentence(paragraph)) {
      for (const sentence of sentencesOf(this.#text, paragraph))
        this.#sentence(sentence, paragraph, sentence.start === paragraph.start);
      return;
    }
    const outcome = readItem(this.#text, paragraph, this.#announced as Action);
    if (outcome !== undefined) this.#entries.push({ sentence: paragraph, outcomes: [outcome] });
  }

  /** Whether an item says itself what was done: "Welcomes the report". */
  #isSentence(paragraph: Paragraph): boolean {
    const [first] = sentencesOf(this.#text, paragraph);
    const words = this.#text.slice(paragraph.start, paragraph.start + 100);
    if (first === undefined || /^(?:to )?(?:decision|resolution|approval|adoption)\b/i.test(words)) return false;
    return (
      readSentence(this.#text, first, { ...this.#sentenceContext(true), isItem: true }).outcomes.length > 0 &&
      !startsWithInfinitive(words)
    );
  }

  /** Whether a numbered line is the title of an agenda item: "4. Playground". */
  #isTitle(paragraph: Paragraph): boolean {
    const words = this.#text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + longestTitle + 1));
    if (!paragraph.isItem || words.length > longestTitle || /[.:;!?]\s*$/.test(words)) return false;
    return readSentence(this.#text, paragraph, this.#sentenceContext(true)).read.length === 0;
  }

  /** Whether a paragraph without a full stop is a heading, which is kept: a line of minutes is none. */
  #isHeading(paragraph: Paragraph): boolean {
    const reading = readSentence(this.#text, paragraph, this.#sentenceContext(false));
    if (reading.isPast === true && paragraph.end - paragraph.start > shortestReport) return false;
    const words = this.#text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 200));
    if (reading.read.length > 0 && (noted.test(words) || inCapitals.test(words))) return false;
    if (resolving.test(words)) return false;
    if (reading.outcomes.length > 0) this.#entries.push({ sentence: paragraph, reason: 'a heading' });
    this.#heading = paragraph;
    return true;
  }

  #sentenceContext(isItem: boolean) {
    return { ...this.#context, before: this.#actor, isItem };
  }

  #sentence(sentence: Stretch, paragraph: Paragraph, isFirst: boolean): void {
    const words = this.#text.slice(sentence.start, Math.min(sentence.end, sentence.start + 4_000));
    const wasQuoted = this.#isQuoted;
    this.#isQuoted = goesOn(words, wasQuoted);
    if (this.#sponsors(sentence, words)) return;
    const skipped = resolving.test(words) ? 0 : datelineLength(words);
    const label = resolving.exec(words.slice(skipped));
    const readFrom = { ...sentence, start: sentence.start + skipped + (label?.[0].length ?? 0) };
    const isItem = (isFirst && paragraph.isItem) || label !== null;
    const reading = labelled(
      this.#text,
      readFrom,
      readSentence(this.#text, readFrom, this.#sentenceContext(isItem)),
      label?.[1],
    );
    this.#actor = reading.actor ?? this.#actor;
    if (!paragraph.isItem || this.#announced === undefined)
      this.#announced = reading.announces ?? this.#announcedBy(words);
    if (reading.actor === 'meeting') this.#lastAction = reading.lastAction ?? this.#lastAction;
    if (wasQuoted && (reading.outcomes.length > 0 || reading.reason !== undefined)) {
      this.#entries.push({ sentence, reason: 'a quotation' });
      return;
    }
    const outcomes = this.#withReferences(reading);
    if (outcomes.length > 0) this.#entries.push({ sentence, outcomes });
    else if (reading.reason !== undefined && reading.announces === undefined) {
      this.#entries.push({ sentence, reason: reading.reason });
    }
  }

  /** The action of the list that a sentence without one announces: "These are:", "The decisions include:". */
  #announcedBy(words: string): Action | undefined {
    if (!/:\s*$/.test(words)) return undefined;
    if (/^(?:these|they|among|the following|following|including)\b/i.test(words) && this.#lastAction !== undefined)
      return this.#lastAction;
    return /\b(?:decisions|outcomes|conclusions|resolutions|results)\b/i.test(words) ? 'decide' : undefined;
  }

  /** "Mongolia and Iran prepared these papers": the sponsors of what the sentence before decided on. */
  #sponsors(sentence: Stretch, words: string): boolean {
    const [, sponsors] = prepared.exec(words) ?? [];
    const last = this.#entries.at(-1);
    if (sponsors === undefined || last === undefined || !('outcomes' in last)) return false;
    const outcomes = last.outcomes.map((one) => ({ ...one, sponsors, evidence: [...one.evidence, sentence] }));
    this.#entries[this.#entries.length - 1] = { ...last, outcomes };
    return true;
  }

  /** The outcomes of a sentence, with what its references make of earlier ones. */
  #withReferences({ read, announces }: Reading): readonly Outcome[] {
    const found: Outcome[] = [];
    for (const one of read) {
      if ('title' in one) found.push(one);
      else if (announces === undefined || one.words !== '') this.#resolve(one, found);
    }
    return found;
  }

  #resolve(referring: Referring, found: Outcome[]): void {
    const earlier = this.#entries.slice(-remembered).flatMap((entry) => ('outcomes' in entry ? entry.outcomes : []));
    const history = { text: this.#text, outcomes: [...earlier, ...found], heading: this.#heading };
    for (const outcome of resolved(referring, history)) {
      const before = found.findIndex((one) => isSuperseded(one, outcome));
      if (before >= 0) found.splice(before, 1);
      found.push(outcome);
      this.#dropSuperseded(outcome);
    }
  }

  #dropSuperseded(later: Outcome): void {
    for (let index = this.#entries.length - 1; index >= Math.max(0, this.#entries.length - remembered); index -= 1) {
      const entry = this.#entries[index];
      if (entry === undefined || !('outcomes' in entry)) continue;
      const outcomes = entry.outcomes.filter((earlier) => !isSuperseded(earlier, later));
      if (outcomes.length === entry.outcomes.length) continue;
      if (outcomes.length > 0) this.#entries[index] = { ...entry, outcomes };
      else this.#entries.splice(index, 1);
      return;
    }
  }

  /** A motion is an outcome when it was carried, which a later sentence may say. */
  #motion(motion: Outcome, following: readonly Stretch[]): void {
    const result = resultOf(this.#text, following);
    const [sentence] = following as [Stretch];
    if (result === undefined) {
      this.#entries.push({ sentence, reason: 'it is not said whether the motion passed' });
      return;
    }
    this.#read.add(result.sentence.start);
    if (!result.passed) this.#entries.push({ sentence, reason: 'the motion did not pass' });
    else {
      const evidence = result.sentence.start === sentence.start ? [sentence] : [sentence, result.sentence];
      this.#entries.push({ sentence, outcomes: [{ ...motion, evidence }] });
    }
  }
}

/** How many entries back a reference may mean. */
const remembered = 50;

const prepared =
  /^(.{2,120}?) (?:jointly )?(?:prepared|proposed|drafted|initiated|sponsored|co-sponsored|submitted|developed|tabled|had prepared|had proposed) (?:both|these|the two|this|the) (?:concept |draft )?(?:papers?|documents?|drafts?|proposals?|resolutions?|plans?|texts?)\b/i;

/** "ASTANA. KAZINFORM", "KATHMANDU, Aug. 29 (Xinhua) --": not part of the sentence. */
const dateline =
  /^(?:\p{Lu}{3,}(?:[’'-]\p{Lu}+)*(?!\p{L})(?:, [^.–—(]{2,30})?(?:\s*\([^)]{1,40}\):?)?[.,]?\s*(?:[–—-]+\s+|(?=\p{Lu}))){1,4}(?=A |An |\p{Lu}\p{Ll})/u;

/** How much of a sentence is a dateline: it has a stop or a dash, unlike "APPOINTS Ms Banda". */
function datelineLength(words: string): number {
  const [found = ''] = dateline.exec(words) ?? [];
  return /[.–—]|--|\):/.test(found) ? found.length : 0;
}

/** "RESOLVED: ", "Resolution 4: ", "Be it further resolved that": what follows was decided. */
const resolving =
  /^\W{0,3}(?:(decision|resolution|resolved|outcome|consensus|conclusion|agreed)(?: #?[\d./-]+)?\s?[:–—-]\s*(?:that )?|(?:resolution|decision) (?:no\.? ?)?#?[\w./-]*\d[\w./-]*\s?[:–—-]\s+|(?:now,? )?(?:therefore,? )?be it (?:hereby |further |also |finally )*resolved(?: by [^,:]{1,80})?[,:]? (?:that )?)(?=\S)/i;

/** "DECISION: Move the call to Tuesdays": if the words after a label have no operative verb, they are what was decided. */
function labelled(text: string, stretch: Stretch, reading: Reading, label: string | undefined): Reading {
  const action = label === undefined ? undefined : labelActions[label.toLowerCase()];
  if (action === undefined || reading.read.length > 0) return reading;
  const directive = directiveIn(text.slice(stretch.start, stretch.end), action);
  const decided = { start: stretch.start + directive.start, end: stretch.start + directive.end };
  const outcome = readItem(text, decided, directive.action);
  return outcome === undefined ? reading : { outcomes: [outcome], read: [outcome] };
}

const labelActions: Readonly<Record<string, Action>> = {
  decision: 'decide',
  resolution: 'resolve',
  resolved: 'resolve',
  consensus: 'agree',
  agreed: 'agree',
};

const startsWithInfinitive = (words: string): boolean => {
  const [, first = ''] = /^(?:to )?([a-z\u00c0-\u024f]+)/i.exec(words) ?? [];
  return reportedVerbs(first.toLowerCase()).some(({ form }) => form === 'infinitive');
};

/** A line of minutes has no full stop, but begins with its verb: "Unanimously agreed to wait", "Approved: the plan". */
const noted =
  /^(?:[a-z]+ly )?(?:agreed|approved|adopted|accepted|resolved|decided|voted|noted|endorsed|elected|appointed|granted|rejected|deferred|referred|discussed|reviewed|confirmed|authori[sz]ed)\b/i;

const inCapitals = /[a-z]{2}.*\b(?:AGREED|RESOLVED|APPROVED|NOTED|ADOPTED|ACCEPTED|DECIDED)\b/;

const longestTitle = 80;
/** A shorter line in the past is a headline: "Budget adopted". */
const shortestReport = 30;

/** Whether a quotation that began in a sentence, or before it, goes on after it. */
function goesOn(sentence: string, wasOpen: boolean): boolean {
  const opened = sentence.lastIndexOf('“');
  const closed = sentence.lastIndexOf('”');
  if (opened < 0 && closed < 0) return wasOpen;
  return opened > closed;
}
