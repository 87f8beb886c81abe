import { Chalk, type ChalkInstance } from 'chalk';
import { withoutTypedPasswords } from '../domain/password';
import { Problem } from '../domain/problem';
import { errorCode, ReaderGone, systemReason } from '../domain/systemError';
import { codeOf } from '../domain/text';
import { Paging, pagerCommand } from './paging';
import { wrapMessage } from './wrap';

/** What output needs from the process. */
export interface Streams {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly argv: readonly string[];
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** The single place for output: data to stdout, messages for people to stderr. */
export class Output {
  readonly #streams: Streams;
  /** Output that is held back. */
  #held: string[] | null = null;
  #paging: Paging | null = null;
  /** Where data goes instead of stdout. */
  #file: ((data: string | Uint8Array) => Promise<void>) | null = null;

  constructor(streams: Streams) {
    this.#streams = streams;
  }

  /** Sends data to a file instead of stdout. */
  writeToFile(write: (data: string | Uint8Array) => Promise<void>): void {
    this.#file = write;
  }

  /** Whether a person reads the output. */
  get isTerminal(): boolean {
    return this.#file === null && this.#streams.stdout.isTTY === true;
  }

  /** Whether a person reads stderr. */
  get saysToTerminal(): boolean {
    return this.#streams.stderr.isTTY === true;
  }

  /** The width of the terminal in columns, at least 40; 80 if there is no terminal or its width is unknown. */
  get width(): number {
    return this.isTerminal ? Math.max(40, this.#streams.stdout.columns || 80) : 80;
  }

  /** Colours for stdout: none in a pipe, with NO_COLOR or --no-color, unless FORCE_COLOR asks for them. */
  get colour(): ChalkInstance {
    return new Chalk({ level: this.#colourLevel(this.isTerminal) });
  }

  /** Colours for stderr. */
  get messageColour(): ChalkInstance {
    return new Chalk({ level: this.#colourLevel(this.saysToTerminal) });
  }

  /** Writes text, which may have colours; resolves when more can be written. */
  async write(text: string): Promise<void> {
    if (text === '') return;
    if (this.#held !== null) this.#held.push(text);
    else if (!this.isTerminal) await this.#write(text);
    else if (this.#paging === null) await this.#write(visible(text, colours));
    else await this.#paging.write(visible(text, colours));
  }

  /**
   * Sends further output through a pager if it is longer than the screen; messages, too, since they would disturb the
   * pager. The command must not prompt afterwards.
   */
  startPaging(): void {
    const { env, argv, stdout } = this.#streams;
    const command = this.isTerminal ? pagerCommand(env, argv) : null;
    if (command === null) return;
    const write = (text: string) => this.#write(text);
    this.#paging ??= new Paging(command, env, { columns: this.width, rows: stdout.rows || 24, write });
  }

  /** Writes what was held back, and waits until the person quits the pager. */
  async endPaging(): Promise<void> {
    const paging = this.#paging;
    this.#paging = null;
    await paging?.end();
  }

  /** Writes arbitrary data, bytes being UTF-8; on a terminal, control characters are made visible. */
  async writeData(data: string | Uint8Array): Promise<void> {
    if (typeof data !== 'string' && !this.isTerminal && this.#held === null) return this.#write(data);
    const text = typeof data === 'string' ? data : Buffer.from(data).toString('utf8');
    await this.write(this.isTerminal ? visible(text) : text);
  }

  /** Writes a value as indented JSON. */
  async writeJson(value: unknown): Promise<void> {
    await this.writeData(`${JSON.stringify(value, null, 2)}\n`);
  }

  #write(data: string | Uint8Array): Promise<void> {
    if (this.#file !== null) return this.#file(data);
    return new Promise((resolve, reject) => {
      this.#streams.stdout.write(data, (error) => (error ? reject(outputProblem(error)) : resolve()));
    });
  }

  /** Holds back the output of `work` until it is done: a slow reader must not keep a register locked. */
  async held(work: () => Promise<void>): Promise<void> {
    this.#held = [];
    let texts: readonly string[] = [];
    try {
      await work();
      texts = this.#held;
    } finally {
      this.#held = null;
    }
    await this.write(texts.join(''));
  }

  /** Prints a message for the user, without the passwords that they typed. */
  say(text: string): void {
    const { argv, env, stderr } = this.#streams;
    const safe = withoutTypedPasswords(text, [...argv, env.CICA_DB ?? '']);
    const line = `${this.saysToTerminal ? wrapMessage(visible(safe, colours), stderr.columns || 80) : safe}\n`;
    if (this.#paging !== null && this.saysToTerminal) this.#paging.add(line);
    else stderr.write(line);
  }

  #colourLevel(terminal: boolean): 0 | 1 {
    const { env, argv } = this.#streams;
    if (argv.includes('--no-color')) return 0;
    const { FORCE_COLOR, NO_COLOR } = env;
    if (FORCE_COLOR !== undefined) return FORCE_COLOR === '0' || FORCE_COLOR === 'false' ? 0 : 1;
    if (NO_COLOR !== undefined && NO_COLOR !== '') return 0;
    return terminal && env.TERM !== 'dumb' ? 1 : 0;
  }
}

/** The problem that stdout cannot be written to. */
function outputProblem(error: Error): Error {
  if (errorCode(error) === 'EPIPE') return new ReaderGone();
  return new Problem(
    'failed',
    `the output cannot be written: ${systemReason(error)}`,
    'make room for it, or write elsewhere',
    { reason: 'output' },
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins a colour
const colours = /\u001b\[(?:0|1|2|22|3[1-6]|39)m/y;

/**
 * Shows the characters of a text that could control a terminal or reverse the order of letters as their codes, except
 * where `except` matches.
 */
export function visible(text: string, except?: RegExp): string {
  return text.replace(unsafe, (character, offset: number) => {
    if (except !== undefined) {
      except.lastIndex = offset;
      if (except.test(text)) return character;
    }
    return `<${codeOf(character)}>`;
  });
}
