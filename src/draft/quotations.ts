import { maxSentenceLength } from './outcomes';
import type { Paragraph, Range } from './paragraphs';

const ofDocument =
  /\b(?:communiqu[eé]|statement|resolution|declaration|press release|press service)\b[^.”"]{0,40}?\b(?:said|reports?|reported|says|reads?|states?|stated|added|noted)\b|\b(?:said|says|reads?|stated?|states|contained|added) (?:in )?(?:the|a|its|an?) (?:[A-Za-zÀ-ỿ]+ ){0,3}?(?:communiqu[eé]|statement|resolution|declaration|press release)\b/iu;
/** Whether a paragraph announces a quotation from a document of the meeting: "the statement said". */
const quotesDocument = (words: string): boolean => ofDocument.test(words);

/** Whether a quotation is still open at the end of a sentence. */
function goesOn(sentence: string, wasOpen: boolean): boolean {
  const opened = sentence.lastIndexOf('“');
  // some texts close a curly quotation mark with a straight one
  const closed = Math.max(sentence.lastIndexOf('”'), opened < 0 && !wasOpen ? -1 : sentence.lastIndexOf('"'));
  if (opened < 0 && closed < 0) return wasOpen;
  return opened > closed;
}

/** Follows the quotations of a text as its sentences are read in order. */
export class Quotations {
  readonly #text: string;
  #isOpen = false;
  /** Whether the quotation is from a document of the meeting, not from a person. */
  #isDocument = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Enters a paragraph. A quotation ends with its paragraph, unless the next one opens it again. */
  enter(paragraph: Paragraph, before: Paragraph | undefined): void {
    const isOpen = /^[“"]/.test(this.#text.slice(paragraph.start, paragraph.start + 1));
    if (!isOpen) this.#isOpen = false;
    const words = ({ start, end }: Range): string => this.#text.slice(start, Math.min(end, start + maxSentenceLength));
    this.#isDocument =
      quotesDocument(words(paragraph)) ||
      (isOpen && (this.#isDocument || (before !== undefined && quotesDocument(words(before)))));
  }

  /** Reads a sentence: whether a person said it, and the length of the mark that opens a document's words: “The Council approved …. */
  read(words: string): { readonly isSpoken: boolean; readonly opening: number } {
    const wasOpen = this.#isOpen;
    this.#isOpen = goesOn(words, wasOpen);
    const opening = this.#isDocument
      ? (/^[“"] ?(?=\[?(?!(?:We|I|Our|My|You|He|She)\b)[A-Z])/.exec(words)?.[0].length ?? 0)
      : 0;
    return { isSpoken: wasOpen && !this.#isDocument, opening };
  }
}
