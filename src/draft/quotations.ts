import { maxSentenceLength } from './outcomes';
import type { Paragraph, Range } from './paragraphs';

const ofDocument =
  /\b(?:communiqu[eé]|statement|resolution|declaration|press release|press service)\b[^.”"]{0,40}?\b(?:said|reports?|reported|says|reads?|states?|stated|added|noted)\b|\b(?:said|says|reads?|stated?|states|contained|added) (?:in )?(?:the|a|its|an?) (?:[A-Za-zÀ-ỿ]+ ){0,3}?(?:communiqu[eé]|statement|resolution|declaration|press release)\b/iu;
/** Whether a paragraph says that a document of the meeting is quoted: "the statement said". */
const quotesDocument = (words: string): boolean => ofDocument.test(words);

/** Whether a quotation that began in a sentence, or before it, goes on after it. */
function goesOn(sentence: string, wasOpen: boolean): boolean {
  const opened = sentence.lastIndexOf('“');
  // some texts close with a straight quotation mark what a curly one opened
  const closed = Math.max(sentence.lastIndexOf('”'), opened < 0 && !wasOpen ? -1 : sentence.lastIndexOf('"'));
  if (opened < 0 && closed < 0) return wasOpen;
  return opened > closed;
}

/** The quotations of a text, while it is read from its beginning to its end. */
export class Quotations {
  readonly #text: string;
  #isOpen = false;
  /** What is quoted was issued by the meeting, not said by a person. */
  #isDocument = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** A quotation ends with its paragraph, unless the next one opens it again. */
  enter(paragraph: Paragraph, before: Paragraph | undefined): void {
    const isOpen = /^[“"]/.test(this.#text.slice(paragraph.start, paragraph.start + 1));
    if (!isOpen) this.#isOpen = false;
    const words = ({ start, end }: Range): string => this.#text.slice(start, Math.min(end, start + maxSentenceLength));
    this.#isDocument =
      quotesDocument(words(paragraph)) ||
      (isOpen && (this.#isDocument || (before !== undefined && quotesDocument(words(before)))));
  }

  /** Whether a sentence stands in what a person said, and how many marks open a document's words: “The Council approved …. */
  read(words: string): { readonly isSpoken: boolean; readonly opening: number } {
    const wasOpen = this.#isOpen;
    this.#isOpen = goesOn(words, wasOpen);
    const opening = this.#isDocument
      ? (/^[“"] ?(?=\[?(?!(?:We|I|Our|My|You|He|She)\b)[A-Z])/.exec(words)?.[0].length ?? 0)
      : 0;
    return { isSpoken: wasOpen && !this.#isDocument, opening };
  }
}
