import { EventEmitter } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import { withCommas } from '../domain/text';
import { visible } from './output';

/** Represents a line break in pasted text, so that the text stays on one line, where it can be seen and edited. */
export const lineBreak = '⏎';

/** The longest paste, in characters: a one-line editor would need minutes for more. */
const maxPasteLength = 100_000;

/** If the terminal does not mark pastes, one has ended after this pause, in milliseconds. */
const pasteTimeout = 40;

/** If nothing follows an escape character within this time, in milliseconds, it is the Esc key. */
const escapeTimeout = 60;

const escapeKey = '\u001b';

// bracketed paste (DEC private mode 2004): what the terminal puts around pasted text, and how that is turned on and off
const [pasteStart, pasteEnd] = ['\u001b[200~', '\u001b[201~'];
const [bracketedPasteOn, bracketedPasteOff] = ['\u001b[?2004h', '\u001b[?2004l'];

/**
 * The input of a terminal, as a stream for readline. Pasted text arrives as one key, with `lineBreak` for its line breaks, so
 * that it does not answer a question by itself. Esc is emitted as the event `escape`. Input typed ahead waits for the next
 * question.
 */
export class Keyboard extends EventEmitter {
  readonly #input: NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  /** Tells the user that a paste was too long. */
  readonly #say: (text: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  /** Input that was read but not emitted yet. */
  #text = '';
  /** The number of characters dropped from a paste that is too long. */
  #leftOut = 0;
  #isReading = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(input: NodeJS.ReadStream, output: NodeJS.WriteStream, say: (text: string) => void) {
    super();
    this.#input = input;
    this.#output = output;
    this.#say = say;
  }

  /** Called by readline, which reads single keys. */
  setRawMode(mode: boolean): this {
    this.#input.setRawMode(mode);
    return this;
  }

  /** Called by readline when a question begins. */
  resume(): this {
    if (this.#isReading) return this;
    this.#isReading = true;
    this.#output.write(bracketedPasteOn);
    this.#input.on('data', this.#read).resume();
    this.#emitAfter(0);
    return this;
  }

  /** Called by readline when a question has ended. */
  pause(): this {
    if (!this.#isReading) return this;
    this.#isReading = false;
    clearTimeout(this.#timer);
    this.#input.off('data', this.#read).pause();
    this.#output.write(bracketedPasteOff);
    return this;
  }

  readonly #read = (bytes: Buffer): void => {
    this.#text += this.#decoder.write(bytes);
    if (this.#text.length > 2 * maxPasteLength && this.#text.startsWith(pasteStart) && !this.#text.includes(pasteEnd)) {
      // keep the end, which may contain part of the closing mark
      const end = pasteStart + this.#text.slice(-maxPasteLength);
      this.#leftOut += this.#text.length - end.length;
      this.#text = end;
    }
    this.#emitKeys();
  };

  #emitAfter(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#emitKeys(true), milliseconds);
  }

  /** Emits the keys that are complete; `isEnd` means that nothing followed for a while. */
  #emitKeys(isEnd = false): void {
    clearTimeout(this.#timer);
    while (this.#isReading && this.#text !== '') {
      const next = nextKeys(this.#text, isEnd);
      if ('wait' in next) {
        this.#emitAfter(next.wait);
        return;
      }
      this.#text = this.#text.slice(next.length);
      if (next.pasted !== undefined) this.#paste(next.pasted);
      else if (next.keys === escapeKey) this.emit('escape');
      else this.emit('data', Buffer.from(next.keys));
      // an answer ends the question, but readline pauses only later
      if (next.keys === escapeKey || /[\r\n]$/.test(next.keys)) {
        this.#emitAfter(1);
        return;
      }
    }
  }

  #paste(text: string): void {
    const line = visible(
      text
        .replace(/[\r\n]+$/, '')
        .replaceAll(/\t/g, ' ')
        .replaceAll(/\r\n?|\n/g, lineBreak),
    );
    const length = this.#leftOut + line.length;
    this.#leftOut = 0;
    if (length <= maxPasteLength) this.emit('keypress', line, { sequence: line });
    else {
      const [count, limit] = [length, maxPasteLength].map(withCommas);
      this.#say(`\nignored a pasted text of ${count} characters; the limit is ${limit}`);
    }
  }
}

type Keys = { readonly keys: string; readonly pasted?: string; readonly length: number } | { readonly wait: number };

/** The next keys in the input, or a paste; or how long to wait for more, in milliseconds. */
function nextKeys(text: string, isEnd: boolean): Keys {
  if (text.startsWith(pasteStart)) {
    const end = text.indexOf(pasteEnd);
    if (end === -1) return { wait: 10_000 };
    return { keys: '', pasted: text.slice(pasteStart.length, end), length: end + pasteEnd.length };
  }
  const marked = text.indexOf(pasteStart);
  const typed = marked === -1 ? text : text.slice(0, marked);
  if (typed.startsWith(escapeKey + escapeKey)) return { keys: escapeKey, length: 1 };
  if (typed === escapeKey) return isEnd ? { keys: escapeKey, length: 1 } : { wait: escapeTimeout };
  const [plain = ''] = /^[^\p{Cc}]*/u.exec(typed) ?? [];
  // nobody types a line and more within a moment
  if (/^[^\p{Cc}]+[\r\n]+[^\r\n]/u.test(typed)) {
    return isEnd ? { keys: '', pasted: typed, length: typed.length } : { wait: pasteTimeout };
  }
  if (plain.length > 1) return { keys: '', pasted: plain, length: plain.length };
  const [control = ''] = /^(?:[\r\n]|[^\r\n]+)/.exec(typed) ?? [];
  return { keys: control, length: control.length };
}
