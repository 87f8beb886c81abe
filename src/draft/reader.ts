import { reportedVerbs } from '../domain/reportedVerbs';
import type { Action } from '../domain/vocabulary';
import type { Actor, ActorContext, Reason } from './actors';
import { readItem } from './items';
import {
  announcedByHeading,
  announcing,
  chargeIn,
  datelineLength,
  inCapitals,
  labelled,
  maxTitleLength,
  minReportLength,
  noted,
  resolving,
  startsWithInfinitive,
} from './lines';
import { itemsIn, listedIn } from './listings';
import { resultOf } from './motionResults';
import { type Moved, motionAt, seconder } from './motions';
import { OfficerLines } from './officers';
import type { Outcome, Referring } from './outcome';
import { maxSentenceLength, type Reading, readSentence } from './outcomes';
import type { Paragraph, Range } from './paragraphs';
import { onOneLine, paragraphsOf } from './paragraphs';
import { Quotations } from './quotations';
import { isSuperseded, resolved } from './references';
import { sentencesOf } from './sentences';
import { decidedOn, hasNumber, type Verdict, verdictIn } from './verdicts';

/** A sentence with an operative verb: what it says, or why it was left out. */
export type Entry =
  | { readonly sentence: Range; readonly outcomes: readonly Outcome[] }
  | { readonly sentence: Range; readonly reason: Reason };

/** Reads a text from its beginning to its end, and remembers what the next sentences refer to. */
export class Reader {
  readonly #paragraphs: readonly Paragraph[];
  /** The text without line breaks, at the same offsets. */
  readonly #text: string;
  readonly #context: ActorContext;
  readonly #entries: Entry[] = [];
  #actor: Actor | undefined;
  /** The action of a list that was announced, while its items follow. */
  #announced: Action | undefined;
  /** Whether the items of that list have bullets or numbers. */
  #hasMarks = false;
  /** What the last sentences said was signed or adopted, without saying what. */
  #lastAction: Action | undefined;
  #heading: Range | undefined;
  /** The lines above without a verb, the last of which is the heading. */
  #headings: readonly Range[] = [];
  /** Whether a sentence was read below the heading. */
  #isBelow = false;
  /** A sentence without a verb; the next one may say what became of it: "Treasurer's report. Accepted." */
  #fragment: Range | undefined;
  readonly #quotations: Quotations;
  readonly #officers = new OfficerLines();
  /** Sentences that were read with an earlier one, by where they begin. */
  readonly #read = new Set<number>();

  constructor(text: string, context: ActorContext) {
    this.#paragraphs = paragraphsOf(text);
    this.#text = onOneLine(text);
    this.#quotations = new Quotations(this.#text);
    this.#context = context;
  }

  read(): readonly Entry[] {
    for (const [index, paragraph] of this.#paragraphs.entries()) this.#paragraph(paragraph, index);
    return this.#entries;
  }

  #paragraph(paragraph: Paragraph, index: number): void {
    if (this.#read.has(paragraph.start)) return;
    const officer = this.#officers.read(this.#text, paragraph);
    if (officer !== undefined) {
      this.#entries.push({ sentence: paragraph, outcomes: [officer] });
      return;
    }
    if (this.#announced !== undefined && this.#isItem(paragraph)) {
      this.#hasMarks ||= paragraph.isItem;
      this.#item(paragraph);
      return;
    }
    const list = { announced: this.#announced, hasMarks: this.#hasMarks, length: this.#entries.length };
    this.#announced = undefined;
    this.#hasMarks = false;
    this.#quotations.enter(paragraph, this.#paragraphs[index - 1]);
    const sentences = sentencesOf(this.#text, paragraph);
    if (paragraph.isHeading && this.#motion(this.#following(sentences, 0, index))) return;
    const isTitle = paragraph.isHeading || this.#isTitle(paragraph);
    if (isTitle && sentences.length === 1 && this.#isHeading(paragraph)) return;
    for (let at = 0; at < sentences.length; at += 1) {
      const sentence = sentences[at] as Range;
      if (this.#read.has(sentence.start)) continue;
      if (!this.#motion(this.#following(sentences, at, index))) this.#sentence(sentence, paragraph, at === 0);
    }
    // a paragraph between two items says more about the first
    const isBetween = list.hasMarks && this.#paragraphs[index + 1]?.isItem === true;
    if (
      isBetween &&
      this.#announced === undefined &&
      !this.#entries.slice(list.length).some((one) => 'outcomes' in one)
    ) {
      this.#announced = list.announced;
      this.#hasMarks = true;
    }
  }

  /** The next sentences, from one on, those of the next lines included. */
  #following(sentences: readonly Range[], at: number, paragraph: number): readonly Range[] {
    const own = sentences.slice(at, at + maxFollowing);
    const next = this.#paragraphs.slice(paragraph + 1, paragraph + 1 + maxFollowing - own.length);
    const isOther = ({ isItem, start }: Paragraph): boolean =>
      isItem && !ofResult.test(this.#text.slice(start, start + 20));
    const lines = next.slice(0, next.findIndex(isOther) >>> 0);
    return [...own, ...lines.flatMap((line) => sentencesOf(this.#text, line).slice(0, 4))].slice(0, maxFollowing);
  }

  /** Whether a paragraph belongs to the list that was announced. */
  #isItem(paragraph: Paragraph): boolean {
    if (paragraph.isItem) return true;
    if (this.#hasMarks) return false;
    const last = this.#text.slice(Math.max(paragraph.start, paragraph.end - 8), paragraph.end);
    if (/;(?: and)?\s*$/.test(last) || itemsIn(this.#text, paragraph).length > 1) return true;
    const words = this.#text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 60));
    return (
      !/^(?:the|a|an|it|they|this|these|in|at|on|source|following|during|as|also|for|we|he|she|participants|members|ministers|photo|moreover|furthermore|additionally|subsequently|likewise|finally)\b/i.test(
        words,
      ) && /^[A-ZÀ-ỿ][A-Za-zÀ-ỿ]+,? [a-zÀ-ỿ\d]/u.test(words)
    );
  }

  #item(paragraph: Paragraph): void {
    if (this.#isSentence(paragraph)) {
      for (const sentence of sentencesOf(this.#text, paragraph))
        this.#sentence(sentence, paragraph, sentence.start === paragraph.start);
      return;
    }
    const items = itemsIn(this.#text, paragraph);
    const [first, ...others] = paragraph.isItem && items.length === 1 ? sentencesOf(this.#text, paragraph) : items;
    const item = items.length === 1 && first !== undefined ? { start: paragraph.start, end: first.end } : paragraph;
    const outcomes = (items.length === 1 ? [item] : items).flatMap(
      (one) => readItem(this.#text, one, this.#announced as Action) ?? [],
    );
    if (outcomes.length > 0) this.#entries.push({ sentence: item, outcomes });
    if (items.length === 1) for (const sentence of others) this.#sentence(sentence, paragraph, false);
  }

  /** Whether an item itself says what was done: "Welcomes the report". */
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
    const words = this.#text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + maxTitleLength + 1));
    // "1. Welcome"
    if (paragraph.isItem && /^[A-Za-z]+$/.test(words.trim()) && !/ed$/i.test(words.trim())) return true;
    if (!paragraph.isItem || words.length > maxTitleLength || /[.:;!?]\s*$/.test(words)) return false;
    return readSentence(this.#text, paragraph, this.#sentenceContext(true)).read.length === 0;
  }

  /** Whether a paragraph without a full stop is a heading, which is then remembered; a line of minutes is not. */
  #isHeading(paragraph: Paragraph): boolean {
    const reading = readSentence(this.#text, paragraph, this.#sentenceContext(false));
    if (reading.isPast === true && paragraph.end - paragraph.start > minReportLength) return false;
    const words = this.#text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 200));
    if (reading.read.length > 0 && (noted.test(words) || inCapitals.test(words))) return false;
    if (resolving.test(words) || verdictIn(words) !== undefined) return false;
    this.#announced = announcedByHeading(words);
    if (reading.outcomes.length > 0) this.#entries.push({ sentence: paragraph, reason: 'a heading' });
    this.#headings =
      this.#headings.at(-1) === this.#heading && !this.#isBelow ? [...this.#headings, paragraph] : [paragraph];
    this.#heading = paragraph;
    this.#isBelow = false;
    return true;
  }

  #sentenceContext(isItem: boolean) {
    return { ...this.#context, before: this.#actor, isItem };
  }

  #sentence(sentence: Range, paragraph: Paragraph, isFirst: boolean): void {
    const words = this.#text.slice(sentence.start, Math.min(sentence.end, sentence.start + maxSentenceLength));
    const { isSpoken, opening } = this.#quotations.read(words);
    if (this.#sponsors(sentence, words)) return;
    const skipped = resolving.test(words) ? 0 : opening + datelineLength(words);
    const label = resolving.exec(words.slice(skipped));
    const readFrom = { ...sentence, start: sentence.start + skipped + (label?.[0].length ?? 0) };
    const isItem = (isFirst && paragraph.isItem) || label !== null;
    const reading = labelled(
      this.#text,
      readFrom,
      readSentence(this.#text, readFrom, this.#sentenceContext(isItem)),
      label?.[1],
    );
    const charge = reading.read.length === 0 ? chargeIn(this.#text, sentence, words) : undefined;
    if (charge !== undefined) {
      this.#entries.push({ sentence, outcomes: [charge] });
      return;
    }
    if (reading.actor !== undefined && ofVerb.has(reading.actor)) this.#actor = undefined;
    else if (reading.actor !== 'it is not clear who acts') this.#actor = reading.actor ?? this.#actor;
    if (!paragraph.isItem || this.#announced === undefined)
      this.#announced = followedBy(words) ?? reading.announces ?? this.#announcedBy(words);
    if (reading.actor === 'meeting') this.#lastAction = reading.lastAction ?? this.#lastAction;
    if (isSpoken && (reading.outcomes.length > 0 || reading.reason !== undefined)) {
      this.#entries.push({ sentence, reason: 'a quotation' });
      return;
    }
    const fragment = isFirst ? undefined : this.#fragment;
    if (fragment !== undefined && proceeding.test(words)) return;
    this.#fragment =
      reading.read.length === 0 && reading.reason === undefined && namesMatter(words) ? sentence : undefined;
    const found = this.#withReferences(reading);
    const verdict =
      found.length > 0 && found.every(({ title }) => title.length > 3) && fragment === undefined
        ? undefined
        : verdictIn(words);
    const outcomes =
      verdict !== undefined
        ? this.#decided(verdict, sentence, fragment)
        : reading.read.length > 0
          ? found
          : listedIn(this.#text, sentence, words, this.#lastAction);
    this.#isBelow = true;
    if (outcomes.length > 0) this.#entries.push({ sentence, outcomes });
    else if (reading.reason !== undefined && reading.announces === undefined) {
      this.#entries.push({ sentence, reason: reading.reason });
    }
  }

  /** The outcomes of a verdict at the end of a line: on the beginning of the line, the sentence before or the heading. */
  #decided(verdict: Verdict, sentence: Range, fragment: Range | undefined): Outcome[] {
    const application = this.#headings.find((line) => hasNumber(this.#text.slice(line.start, line.end)));
    const heading = this.#isBelow ? this.#heading : (application ?? this.#heading);
    return decidedOn(verdict, this.#text, sentence, fragment ?? heading);
  }

  /** The action of the list that a sentence without one announces: "These are:", "The decisions include:". */
  #announcedBy(words: string): Action | undefined {
    if (!/:\s*$|\bincluded?(?: [^.]*;|(?: the)?)\s*$/.test(words)) return undefined;
    if (/^(?:these|they|among|the following|following|including)\b/i.test(words) && this.#lastAction !== undefined)
      return this.#lastAction;
    return announcing.test(words) ? 'decide' : undefined;
  }

  /** "Mongolia and Iran prepared these papers": the sponsors of what the sentence before decided on. */
  #sponsors(sentence: Range, words: string): boolean {
    const [, sponsors] = prepared.exec(words) ?? [];
    const last = this.#entries.at(-1);
    if (sponsors === undefined || last === undefined || !('outcomes' in last)) return false;
    const outcomes = last.outcomes.map((one) => ({ ...one, sponsors, evidence: [...one.evidence, sentence] }));
    this.#entries[this.#entries.length - 1] = { ...last, outcomes };
    return true;
  }

  /** The outcomes of a sentence, with those that its references add to earlier ones. */
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

  /** Reads a motion, an outcome if a later sentence says that it was carried. Returns whether the first sentence is a motion. */
  #motion(following: readonly Range[]): boolean {
    const motion = motionAt(this.#text, following);
    if (motion === undefined) return false;
    this.#fragment = undefined;
    const [sentence] = following as [Range];
    const result = resultOf(
      this.#text,
      motion.length === 1 ? following : [sentence, ...following.slice(motion.length)],
    );
    for (const { start } of following.slice(1, motion.length)) this.#read.add(start);
    if (result === undefined) this.#entries.push({ sentence, reason: 'it is not said whether the motion passed' });
    else this.#decideMotion(motion.moved, sentence, result, following);
    return true;
  }

  #decideMotion(
    moved: readonly Moved[],
    sentence: Range,
    result: { readonly passed: boolean; readonly sentence: Range },
    following: readonly Range[],
  ): void {
    this.#read.add(result.sentence.start);
    for (const one of following)
      if (one.start < result.sentence.start && seconder.test(this.#text.slice(one.start, one.end)))
        this.#read.add(one.start);
    const next = following[following.findIndex(({ start }) => start === result.sentence.start) + 1];
    if (next !== undefined && saidAgain.test(this.#text.slice(next.start, next.end))) this.#read.add(next.start);
    if (!result.passed) {
      this.#entries.push({ sentence, reason: 'the motion did not pass' });
      return;
    }
    const isSame = result.sentence.start === sentence.start;
    const outcomes = this.#withReferences({ read: moved, outcomes: [] }).map((one) =>
      isSame ? one : { ...one, evidence: [...one.evidence, result.sentence] },
    );
    this.#entries.push(outcomes.length > 0 ? { sentence, outcomes } : { sentence, reason: 'it does not say what' });
  }
}

/** "(Hall, Webb) Second reading.", "Moved to second reading.": how the matter before it went on. */
const proceeding =
  /^(?:\([^)]{3,60}\)\s*)?(?:(?:amended(?: \([^)]{3,60}\))?[;,.]? ?)?(?:moved to )?(?:first|second|third|final) reading|amended(?: \([^)]{3,60}\))?)(?:[;,] moved to (?:second|third|final) reading)?\.?$/i;

/** "All voted aye. The motion is approved." */
const saidAgain = /^the motion\b[^.;]{0,40}\b(?:approved|carried|carries|passed|passes|adopted)\b[.\s]*$/i;

/** "…, who endorsed the following declarations:", "including the following rules that were approved:". */
const followed =
  /\b(?:(?:who|which) (?:also )?(adopted|approved|endorsed|signed|agreed|elected|appointed) (?:the [a-z]+ of )?(?:the following|these) [a-z ]{3,40}|the following [a-z ]{3,40},? (?:that|which) (?:were|have been) (?:also )?(adopted|approved|endorsed|signed|agreed)):\s*$/i;

/** What was done to the items that follow such words. */
function followedBy(words: string): Action | undefined {
  const [, before = '', after = before] = followed.exec(words) ?? [];
  return reportedVerbs(after.toLowerCase()).find(({ form }) => form === 'past')?.action;
}

/** Reasons that leave open who acts. */
const ofVerb = new Set<Actor>(['it is planned or hoped for', 'it did not happen', 'it is hearsay']);

/** Two words or more, unlike "+1". */
const namesMatter = (line: string): boolean =>
  /[A-Za-zÀ-ỿ]{3,}.* [A-Za-zÀ-ỿ]{3,}|^[A-ZÀ-ỿ].* .* [A-Za-zÀ-ỿ]{3,}/u.test(line.slice(0, 200));

/** The maximum number of sentences from a motion to its result, including the motion. */
const maxFollowing = 7;

/** The beginning of an item that reports the result of a motion. */
const ofResult = /^(?:votes?|result|resolution|outcome|ayes|passed|carried|\d{1,3}[-–]\d)/i;

/** How many entries back a reference may refer. */
const remembered = 50;

const prepared =
  /^(.{2,120}?) (?:jointly )?(?:prepared|proposed|drafted|initiated|sponsored|co-sponsored|submitted|developed|tabled|had prepared|had proposed) (?:both|these|the two|this|the) (?:concept |draft )?(?:papers?|documents?|drafts?|proposals?|resolutions?|plans?|texts?)\b/i;
