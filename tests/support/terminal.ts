import type { Socket } from 'node:net';
import xterm from '@xterm/headless';
import { type IPty, spawn } from 'node-pty';
import { afterEach } from 'vitest';
import { bin, environment, temporaryFolder } from './cica';

/** What keys send. */
export const keys = { enter: '\r', down: '\u001b[B', interrupt: '\u0003', end: '\u0004', clear: '\u0015' } as const;

export interface TerminalOptions {
  readonly db?: string;
  readonly cols?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Two cores run all tests at once: what takes a moment alone may take long then. */
const patience = 60_000;

/** The program in a terminal, as a person sits before it. */
export class Terminal {
  readonly #pty: IPty;
  readonly #screen: xterm.Terminal;
  readonly #watchers = new Set<() => void>();
  #raw = '';
  #exitCode: number | undefined;

  /** Starts `cica` with these arguments. */
  static start(args: readonly string[], options: TerminalOptions = {}): Terminal {
    return new Terminal(process.execPath, [bin, ...args], options);
  }

  /** Starts a line of shell in which `$cica` is the program. */
  static shell(line: string, options: TerminalOptions = {}): Terminal {
    const env = { ...options.env, cica: `${process.execPath} ${bin}` };
    // on Linux, what was not read yet can be lost once the last program at a terminal ends
    return new Terminal('sh', ['-c', `${line}\ncode=$?; sleep 0.1; exit $code`], { ...options, env });
  }

  private constructor(file: string, args: string[], { db, cols = 80, rows = 40, env = {} }: TerminalOptions) {
    this.#screen = new xterm.Terminal({ cols, rows, scrollback: 5_000, allowProposedApi: true });
    this.#pty = spawn(file, args, {
      name: env.TERM ?? 'xterm-256color',
      cols,
      rows,
      cwd: temporaryFolder(),
      // a pager is for the tests that ask for one
      env: environment({ ...(db === undefined ? {} : { db }), env: { PAGER: '', ...env } }),
    });
    readToTheEnd(this.#pty);
    this.#pty.onData((data) => {
      this.#raw += data;
      this.#screen.write(data, () => this.#notify());
    });
    this.#pty.onExit(({ exitCode, signal }) => {
      // what was written last is on the screen before the end is known
      this.#screen.write('', () => {
        this.#exitCode = signal ? 128 + signal : exitCode;
        this.#notify();
      });
    });
    open.add(this);
  }

  /** All lines, those that scrolled away too, without the empty ones at the end. */
  screen(): string[] {
    const { active } = this.#screen.buffer;
    const lines = Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? '');
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  /** The places of the lines that did not fit into the terminal's width, and went on in the next. */
  overlong(): string[] {
    const { active } = this.#screen.buffer;
    return this.screen().filter((_, y) => active.getLine(y + 1)?.isWrapped === true);
  }

  /** The column in which a text begins in the first line that has it, as the terminal counts columns; -1 for none. */
  columnOf(text: string, from = 0): number {
    const { active } = this.#screen.buffer;
    const y = this.screen().findIndex((line, index) => index >= from && line.includes(text));
    const line = active.getLine(y);
    const before = this.screen()[y]?.indexOf(text) ?? -1;
    let length = 0;
    for (let x = 0; line !== undefined && x < this.#screen.cols; x += 1) {
      if (length === before) return x;
      const cell = line.getCell(x);
      // a wide letter's second column has no letter and no width
      if (cell?.getWidth() !== 0) length += cell?.getChars().length || 1;
    }
    return -1;
  }

  /** The bytes as the program sent them. */
  get raw(): string {
    return this.#raw;
  }

  type(text: string): void {
    this.#pty.write(text);
  }

  /** Waits for a text on the screen. @throws Error with the screen, when it does not come. */
  async waitFor(text: string | RegExp): Promise<void> {
    await this.#until(`waited for ${String(text)}`, () => {
      const screen = this.screen().join('\n');
      return typeof text === 'string' ? screen.includes(text) : text.test(screen);
    });
  }

  /** Waits for bytes, which need not show. */
  async received(bytes: string): Promise<void> {
    await this.#until(`waited for ${JSON.stringify(bytes)}`, () => this.#raw.includes(bytes));
  }

  /** Waits for a question, and answers it with a line. */
  async answer(question: string, line = ''): Promise<void> {
    await this.asked(question);
    this.type(line);
    await this.waitFor(new RegExp(`^\\? ${escaped(question)}.*${escaped(line)}$`, 'm'));
    this.type(keys.enter);
  }

  /** Waits for a question, types a part of what is to be chosen, and chooses it when it is the marked one. */
  async pick(question: string, typed: string, chosen: string | RegExp = typed): Promise<void> {
    await this.asked(question);
    this.type(typed);
    if (typed !== '') await this.waitFor(new RegExp(`^\\? ${escaped(question)}.* ${escaped(typed)}$`, 'm'));
    await this.waitFor(new RegExp(`^❯ .*${typeof chosen === 'string' ? escaped(chosen) : chosen.source}`, 'm'));
    this.type(keys.enter);
  }

  /** Waits for a question that is not answered yet. */
  async asked(question: string): Promise<void> {
    await this.waitFor(new RegExp(`^\\? ${escaped(question)}`, 'm'));
  }

  /** Waits for the end of the program. */
  async exitCode(): Promise<number> {
    await this.#until('waited for the end', () => this.#exitCode !== undefined);
    return this.#exitCode as number;
  }

  /** Gives the window another size. */
  resize(cols: number, rows: number): void {
    this.#screen.resize(cols, rows);
    this.#pty.resize(cols, rows);
  }

  /** Sends a signal to the program. */
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void {
    this.#pty.kill(name);
  }

  /** Closes the window: the program gets SIGHUP, and can write no more. */
  hangUp(): void {
    this.#pty.kill('SIGHUP');
    (this.#pty as IPty & { destroy(): void }).destroy();
  }

  /** Ends the program if it still runs. */
  close(): void {
    if (this.#exitCode === undefined) this.#pty.kill('SIGKILL');
    this.#screen.dispose();
  }

  #until(what: string, holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (problem?: string) => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        if (problem === undefined) resolve();
        else reject(new Error(`${what}; ${problem}. The screen:\n${this.screen().join('\n')}`));
      };
      const look = () => {
        if (holds()) end();
        else if (this.#exitCode !== undefined) end(`the program ended with ${this.#exitCode}`);
      };
      const timer = setTimeout(() => end('it did not come'), patience);
      this.#watchers.add(look);
      look();
    });
  }

  #notify(): void {
    for (const look of [...this.#watchers]) look();
  }
}

/** A text in a regular expression. */
export const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const open = new Set<Terminal>();

afterEach(() => {
  for (const terminal of open) terminal.close();
  open.clear();
});

/** node-pty stops reading 200 ms after the program ended; on a busy machine the last lines may come later. */
function readToTheEnd(pty: IPty): void {
  const { _socket: socket } = pty as unknown as { _socket: Socket };
  const destroy = socket.destroy.bind(socket);
  socket.destroy = (error) => {
    if (error !== undefined || socket.readableEnded) return destroy(error);
    setTimeout(destroy, 5_000).unref();
    return socket;
  };
}
