import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { localToday, parseDate } from './domain/date';
import { Problem } from './domain/problem';
import type { Origin, Store } from './store/store';
import { Output } from './terminal/output';

/** Where the register is, and what says so. */
export interface RegisterPlace {
  readonly path: string;
  readonly because: '--db' | 'CICA_DB' | 'default';
}

/** What comes in from outside: the environment, the streams, the time, who writes. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly argv: readonly string[];
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Everything that a command gets beside its own flags. */
export class Context {
  readonly outside: Outside;
  readonly output: Output;
  /** The value of --db, set when the command line was read. */
  db: string | undefined;
  /** Whether something was recorded by this command. */
  recorded = false;
  #register: Promise<Store> | undefined;

  constructor(outside: Outside) {
    this.outside = outside;
    this.output = new Output(outside);
  }

  /** The time; `CICA_NOW` sets it, for tests and examples. */
  readonly now = (): Date => {
    const set = this.outside.env.CICA_NOW;
    return set === undefined ? new Date() : new Date(set);
  };

  /** The local date, as ISO text. */
  get today(): string {
    return localToday(this.now());
  }

  /** The day that statuses are shown for, from `--as-of`. */
  asOf(flag: string | undefined): { day: string; asked: boolean } {
    return flag === undefined ? { day: this.today, asked: false } : { day: parseDate(flag, this.today), asked: true };
  }

  /** Who writes, and when: `CICA_ACTOR`, else the login name. */
  get origin(): Origin {
    const waiting = (): void => this.output.say('another program writes to the register; waiting for it …');
    const recorded = (): void => {
      this.recorded = true;
    };
    return { actor: this.outside.env.CICA_ACTOR || loginName(), now: this.now, waiting, recorded };
  }

  /** The command as the history keeps it: without the register, and not endless. */
  get commandLine(): string {
    const words = withoutDb(this.outside.argv).map(quoted);
    const line = ['cica', ...words].join(' ');
    return line.length > 2_000 ? `${line.slice(0, 2_000)}…` : line;
  }

  /** Whether questions can be asked: a person sits at both ends. */
  get interactive(): boolean {
    return this.outside.stdin.isTTY === true && this.outside.stdout.isTTY === true;
  }

  /** The register's file: `--db`, else `CICA_DB`, else the user's own. */
  async place(): Promise<RegisterPlace> {
    if (this.db !== undefined) return { path: checkedPath(this.db), because: '--db' };
    const { CICA_DB } = this.outside.env;
    if (CICA_DB) return { path: checkedPath(CICA_DB), because: 'CICA_DB' };
    const { default: envPaths } = await import('env-paths');
    return { path: join(envPaths('cica', { suffix: '' }).data, 'cica.db'), because: 'default' };
  }

  /** The register, opened when it is first asked for. */
  register(): Promise<Store> {
    this.#register ??= this.#open();
    return this.#register;
  }

  /** The store is loaded only now: `--version` and `--help` do without. */
  async #open(): Promise<Store> {
    const [{ path }, { openRegister }] = await Promise.all([this.place(), import('./store/open')]);
    return openRegister(path, this.origin, packagePath('migrations', 'sqlite'));
  }

  /** The register in a draft of a file, which its caller closes. */
  async draft(path: string): Promise<Store> {
    const { openRegister } = await import('./store/open');
    return openRegister(path, this.origin, packagePath('migrations', 'sqlite'), { keepOlder: false });
  }

  /** Closes what was opened. */
  async close(): Promise<void> {
    const register = await this.#register?.catch(() => undefined);
    await register?.close();
  }
}

function checkedPath(path: string): string {
  if (path.trim() === '')
    throw new Problem('usage', '--db names no file', 'give the name of the register file after it');
  if (path.includes('\0')) throw new Problem('usage', 'a file name cannot have a NUL in it', 'name another file');
  if (/^postgres(ql)?:/.test(path)) {
    throw new Problem('usage', 'registers on PostgreSQL are not supported by this version', 'name a file with --db');
  }
  return path;
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function withoutDb(argv: readonly string[]): string[] {
  return argv.filter((word, index) => word !== '--db' && argv[index - 1] !== '--db' && !word.startsWith('--db='));
}

/** A word as a shell would take it again. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./#-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A file that comes with the program. */
export function packagePath(...parts: string[]): string {
  return join(dirname(manifestPath()), ...parts);
}

/** The program's version. */
export function version(): string {
  return (JSON.parse(readFileSync(manifestPath(), 'utf8')) as { version: string }).version;
}

/** The bundle lies in dist/, the source in src/: the manifest is one folder up from both. */
function manifestPath(): string {
  return join(dirname(__dirname), 'package.json');
}
