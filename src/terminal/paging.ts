import { stripVTControlCharacters } from 'node:util';
import type { Pager } from './pager';
import { measure } from './width';

type Environment = Readonly<Record<string, string | undefined>>;

/** The pager to use: `$PAGER`, or else `less`; null if the user wants none or the terminal is dumb. */
export function pagerCommand(env: Environment, argv: readonly string[]): string | null {
  const command = (env.PAGER ?? 'less').trim();
  return argv.includes('--no-pager') || env.TERM === 'dumb' || ['', 'cat'].includes(command) ? null : command;
}

/** What paging needs from the terminal. */
interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly write: (text: string) => Promise<void>;
}

/** Holds output back while it fits on the screen; once it does not, passes it to a pager as it arrives. */
export class Paging {
  readonly #command: string;
  readonly #env: Environment;
  readonly #screen: Screen;
  /** The output held back; null once it has been written. */
  #held: string[] | null = [];
  #lines = 0;
  #pager: Pager | null = null;

  constructor(command: string, env: Environment, screen: Screen) {
    this.#command = command;
    this.#env = env;
    this.#screen = screen;
  }

  /** Writes a text, or holds it back. Throws ReaderGone once the pager has been quit. */
  async write(text: string): Promise<void> {
    if (this.#held === null) return this.#send(text);
    this.add(text);
    if (this.#isLong) await this.#release();
  }

  /** Adds a text without waiting for it to be written. */
  add(text: string): void {
    if (this.#held === null) {
      this.#send(text).catch(() => undefined);
      return;
    }
    this.#held.push(text);
    for (const line of text.replace(/\n$/, '').split('\n')) {
      this.#lines += Math.max(1, Math.ceil(measure(stripVTControlCharacters(line)) / this.#screen.columns));
    }
  }

  /** Writes what is held back; waits until the person has read it. */
  async end(): Promise<void> {
    if (this.#held !== null) await this.#release();
    await this.#pager?.end();
  }

  /** Whether the output and the prompt of the shell after it do not fit on the screen. */
  get #isLong(): boolean {
    return this.#lines >= this.#screen.rows;
  }

  async #release(): Promise<void> {
    if (this.#isLong) {
      const { Pager } = await import('./pager');
      this.#pager = await Pager.start(this.#command, this.#env);
    }
    const text = this.#held?.join('') ?? '';
    this.#held = null;
    await this.#send(text);
  }

  #send(text: string): Promise<void> {
    return this.#pager === null ? this.#screen.write(text) : this.#pager.write(text);
  }
}
