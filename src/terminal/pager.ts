import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Problem } from '../domain/problem';
import { ReaderGone } from '../domain/systemError';

type Environment = Readonly<Record<string, string | undefined>>;

/** What is no more than a program and its arguments needs no shell. */
const plainCommand = /^[\w./+:@%=,\s-]+$/;

/** A shell exits with these if it cannot run a command. */
const notRun = [126, 127];

const ignore = (): void => undefined;

/** A program that shows output a screen at a time. */
export class Pager {
  readonly #command: string;
  readonly #input: Writable;
  readonly #exitCode: Promise<number | null>;

  /** Starts the program; null if there is none of that name. */
  static async start(command: string, env: Environment): Promise<Pager | null> {
    const [file = '', ...args] = plainCommand.test(command) ? command.split(/\s+/) : ['sh', '-c', command];
    const options = { LESS: 'FRX', LV: '-c', ...env };
    const child = spawn(file, args, { env: options, stdio: ['pipe', 'inherit', 'inherit'] });
    try {
      await once(child, 'spawn');
    } catch {
      return null;
    }
    return new Pager(command, child, child.stdin);
  }

  private constructor(command: string, child: ChildProcess, input: Writable) {
    this.#command = command;
    this.#input = input;
    // each write reports its own error
    input.on('error', ignore);
    // Ctrl-C is for the pager, which may stop with it what it does
    process.on('SIGINT', ignore);
    this.#exitCode = new Promise((resolve) => {
      child.once('exit', (code) => {
        process.off('SIGINT', ignore);
        resolve(code);
      });
    });
  }

  /** Resolves when the pager takes more. Throws ReaderGone once it was quit. */
  write(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#input.write(text, (error) => (error ? reject(new ReaderGone()) : resolve()));
    });
  }

  /** Lets the person read to the end. */
  async end(): Promise<void> {
    this.#input.end();
    const code = await this.#exitCode;
    if (code === null || !notRun.includes(code)) return;
    throw new Problem('failed', `the pager cannot be run: ${this.#command}`, 'correct PAGER, or add --no-pager');
  }
}
