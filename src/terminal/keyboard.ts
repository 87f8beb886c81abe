import { EventEmitter } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import { withCommas } from '../domain/text';
import { visible } from './output';

/** Represents a line break in pasted text, so that the text stays on one line, where it can be seen and edited. */
export const lineBreak = '⏎';

/** The longest paste, in characters: a one-line editor would need minutes for more. */
const maxPasteLength = 100_000;

/** More than this at once was not typed, even if it is one line. */
const maxTypedLength = 200;

/** If nothing follows within this time, in milliseconds, a paste has ended, unless the terminal marks its end. */
const pasteTimeout = 40;

/** If nothing follows an escape character within this time, in milliseconds, it is the Esc key. */
const escapeTimeout = 60;

/** The time to wait for the end of a paste, in milliseconds, before the keyboard is released. */
const pasteStalls = 5_000;

const escapeKey = '\u001b';
const [endKey, suspendKey] = ['\u0004', '\u001a'];

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// arrows and the like: control sequences of ECMA-48, function keys of a VT100, and Alt with a character
const afterEscape = /^(?:\[[0-?]*[ -/]*[@-~]|O[ -~]|[ -NP-Z\\-~])/;
const partAfterEscape = /^(?:\[[0-?]*[ -/]*|O)?$/;

// bracketed paste (DEC private mode 2004): the marks around pasted text, and how to turn the mode on and off
const [pasteStart, pasteEnd] = ['\u001b[200~', '\u001b[201~'];
const [bracketedPasteOn, bracketedPasteOff] = ['\u001b[?2004h', '\u001b[?2004l'];

/**
 * The input of a terminal as a stream from which readline reads keys. Pasted text arrives as one key, with `lineBreak` for
 * its line breaks, so that no Enter in it answers a question. Esc is emitted as the event `escape`, Ctrl-D as `end`, Ctrl-Z
 * as `suspend`, and the end of the terminal or program as `leave`. Input typed ahead waits for the next question.
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
    this.#input.on('data', this.#read).on('end', this.#leave).on('error', this.#leave).resume();
    for (const signal of signals) process.on(signal, this.#leave);
    this.#emitAfter(0);
    return this;
  }

  /** Types a text into the next question, before what the person types ahead. */
  typeAgain(text: string): void {
    this.#text = text + this.#text;
  }

  /** Called by readline when a question has ended. */
  pause(): this {
    if (!this.#isReading) return this;
    this.#isReading = false;
    clearTimeout(this.#timer);
    this.#input.off('data', this.#read).off('end', this.#leave).off('error', this.#leave).pause();
    for (const signal of signals) process.off(signal, this.#leave);
    this.#output.write(bracketedPasteOff);
    return this;
  }

  readonly #leave = (): void => {
    this.emit('leave');
  };

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
      else if (events.has(next.keys)) this.emit(events.get(next.keys) as string);
      else this.emit('data', Buffer.from(next.keys));
      // choices are matched, and an answered question ends, only a moment later
      if (next.pasted !== undefined || events.has(next.keys) || /[\r\n]$/.test(next.keys)) {
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

/** Keys that are not text, and the events that they are emitted as. */
const events: ReadonlyMap<string, string> = new Map([
  [escapeKey, 'escape'],
  [endKey, 'end'],
  [suspendKey, 'suspend'],
]);

type Keys = { readonly keys: string; readonly pasted?: string; readonly length: number } | { readonly wait: number };

/** The next keys in the input, or a paste; or how long to wait for more, in milliseconds. */
function nextKeys(text: string, isEnd: boolean): Keys {
  if (text.startsWith(pasteStart)) {
    const end = text.indexOf(pasteEnd);
    if (end !== -1) return pasted(text.slice(pasteStart.length, end), end + pasteEnd.length);
    return isEnd ? pasted(text.slice(pasteStart.length), text.length) : { wait: pasteStalls };
  }
  const marked = text.indexOf(pasteStart);
  const typed = marked === -1 ? text : text.slice(0, marked);
  if (typed.startsWith(escapeKey)) {
    const [after = ''] = afterEscape.exec(typed.slice(1)) ?? [];
    if (after === '' && !isEnd && partAfterEscape.test(typed.slice(1))) return { wait: escapeTimeout };
    return { keys: escapeKey + after, length: 1 + after.length };
  }
  const [plain = ''] = /^[ -~\u0080-\uffff]*/.exec(typed) ?? [];
  // nobody types a line and more within a moment
  const isPaste = plain !== '' && /^[\r\n]+[^\r\n]/.test(typed.slice(plain.length));
  if (isPaste || plain.length > maxTypedLength) return isEnd ? pasted(typed, typed.length) : { wait: pasteTimeout };
  if (plain.length > 1 || visible(plain) !== plain) return pasted(plain, plain.length);
  const control = typed.slice(0, 1);
  // readline would take these for letters
  if (control >= '\u001c' && control <= '\u001f') return pasted(control, 1);
  return { keys: control, length: 1 };
}

const pasted = (text: string, length: number): Keys => ({ keys: '', pasted: text, length });
