import { EventEmitter } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import { withCommas } from '../domain/text';
import { visible } from './output';

/** What stands for a line break in a text that was pasted into a line: what is pasted is seen, and can be changed. */
export const lineBreak = '⏎';

/** More than this would take an editor of one line minutes. */
const longestPaste = 100_000;

/** So long after the last of it a paste has ended where the terminal does not say so, in milliseconds. */
const pasteEnds = 40;

/** So long an escape character may be the beginning of another key, in milliseconds. */
const escapeEnds = 60;

const escapeKey = '\u001b';

// what a terminal that was asked to (DEC private mode 2004) puts around what is pasted
const [pasteStart, pasteEnd] = ['\u001b[200~', '\u001b[201~'];
const [askForMarks, askForNone] = ['\u001b[?2004h', '\u001b[?2004l'];

/**
 * What is typed at a terminal, as a stream that readline reads keys from. A text that is pasted comes as one key, with
 * `lineBreak` for its line breaks, so that no Enter in it answers a question; Esc comes as the event `escape`; and what is
 * typed ahead waits for the next question.
 */
export class Keyboard extends EventEmitter {
  readonly #input: NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  /** Says what could not be taken. */
  readonly #say: (text: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  /** What was read and not given on yet. */
  #text = '';
  /** So much was left out of a paste that is too long. */
  #leftOut = 0;
  #isReading = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(input: NodeJS.ReadStream, output: NodeJS.WriteStream, say: (text: string) => void) {
    super();
    this.#input = input;
    this.#output = output;
    this.#say = say;
  }

  /** For readline, which asks for keys one by one. */
  setRawMode(mode: boolean): this {
    this.#input.setRawMode(mode);
    return this;
  }

  /** A question begins. */
  resume(): this {
    if (this.#isReading) return this;
    this.#isReading = true;
    this.#output.write(askForMarks);
    this.#input.on('data', this.#take).resume();
    this.#later(0);
    return this;
  }

  /** A question has ended. */
  pause(): this {
    if (!this.#isReading) return this;
    this.#isReading = false;
    clearTimeout(this.#timer);
    this.#input.off('data', this.#take).pause();
    this.#output.write(askForNone);
    return this;
  }

  readonly #take = (bytes: Buffer): void => {
    this.#text += this.#decoder.write(bytes);
    if (this.#text.length > 2 * longestPaste && this.#text.startsWith(pasteStart) && !this.#text.includes(pasteEnd)) {
      // its end may have begun
      const kept = pasteStart + this.#text.slice(-longestPaste);
      this.#leftOut += this.#text.length - kept.length;
      this.#text = kept;
    }
    this.#give();
  };

  #later(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#give(true), milliseconds);
  }

  /** Gives on what is known to be whole; `isEnd` where nothing followed for a while. */
  #give(isEnd = false): void {
    clearTimeout(this.#timer);
    while (this.#isReading && this.#text !== '') {
      const next = nextKeys(this.#text, isEnd);
      if ('wait' in next) {
        this.#later(next.wait);
        return;
      }
      this.#text = this.#text.slice(next.length);
      if (next.pasted !== undefined) this.#paste(next.pasted);
      else if (next.keys === escapeKey) this.emit('escape');
      else this.emit('data', Buffer.from(next.keys));
      // an answer ends the question, which shows only later
      if (next.keys === escapeKey || /[\r\n]$/.test(next.keys)) {
        this.#later(1);
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
    if (length <= longestPaste) this.emit('keypress', line, { sequence: line });
    else {
      const [count, limit] = [length, longestPaste].map(withCommas);
      this.#say(`\na pasted text of ${count} characters is left out; the limit is ${limit}`);
    }
  }
}

type Keys = { readonly keys: string; readonly pasted?: string; readonly length: number } | { readonly wait: number };

/** The next keys of what was read, or a paste; or how long to wait for more. */
function nextKeys(text: string, isEnd: boolean): Keys {
  if (text.startsWith(pasteStart)) {
    const end = text.indexOf(pasteEnd);
    if (end === -1) return { wait: 10_000 };
    return { keys: '', pasted: text.slice(pasteStart.length, end), length: end + pasteEnd.length };
  }
  const marked = text.indexOf(pasteStart);
  const typed = marked === -1 ? text : text.slice(0, marked);
  if (typed.startsWith(escapeKey + escapeKey)) return { keys: escapeKey, length: 1 };
  if (typed === escapeKey) return isEnd ? { keys: escapeKey, length: 1 } : { wait: escapeEnds };
  const [plain = ''] = /^[^\p{Cc}]*/u.exec(typed) ?? [];
  // nobody types a line and more within a moment
  if (/^[^\p{Cc}]+[\r\n]+[^\r\n]/u.test(typed)) {
    return isEnd ? { keys: '', pasted: typed, length: typed.length } : { wait: pasteEnds };
  }
  if (plain.length > 1) return { keys: '', pasted: plain, length: plain.length };
  const [control = ''] = /^(?:[\r\n]|[^\r\n]+)/.exec(typed) ?? [];
  return { keys: control, length: control.length };
}
