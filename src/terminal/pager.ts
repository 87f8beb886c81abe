import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { type ShellProcess, shellProcess } from '../domain/platform';
import { Problem } from '../domain/problem';
import { ReaderGone } from '../domain/systemError';

type Environment = Readonly<Record<string, string | undefined>>;

/** A command that consists of a program and its arguments needs no shell. */
const plainCommand = /^[\w./+:@%=,\s-]+$/;

function processOf(command: string): ShellProcess {
  if (!plainCommand.test(command)) return shellProcess(command);
  const [file = '', ...args] = command.split(/\s+/);
  return { file, args, windowsVerbatimArguments: false };
}

/** The exit codes of a shell that cannot run a command. */
const cannotRun = [126, 127];

const ignore = (): void => undefined;

/** A program that shows output one screen at a time. */
export class Pager {
  readonly #command: string;
  readonly #input: Writable;
  readonly #exitCode: Promise<number | null>;

  /** Starts the program; null if it does not exist. */
  static async start(command: string, env: Environment): Promise<Pager | null> {
    const { file, args, ...options } = processOf(command);
    const environment = { LESS: 'FRX', LV: '-c', ...env };
    const child = spawn(file, args, { ...options, env: environment, stdio: ['pipe', 'inherit', 'inherit'] });
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
    // Ctrl-C is meant for the pager, where it may interrupt a search
    process.on('SIGINT', ignore);
    this.#exitCode = new Promise((resolve) => {
      child.once('exit', (code) => {
        process.off('SIGINT', ignore);
        resolve(code);
      });
    });
  }

  /** Resolves when the pager accepts more. Throws ReaderGone once it has been quit. */
  write(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#input.write(text, (error) => (error ? reject(new ReaderGone()) : resolve()));
    });
  }

  /** Waits until the person quits the pager. Throws Problem `failed` if it could not be run. */
  async end(): Promise<void> {
    this.#input.end();
    const code = await this.#exitCode;
    if (code === null || !cannotRun.includes(code)) return;
    throw new Problem('failed', `the pager cannot be run: ${this.#command}`, 'correct PAGER, or add --no-pager');
  }
}
