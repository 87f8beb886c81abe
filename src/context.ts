import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { localToday, parseDate } from './domain/date';
import { parseMoment } from './domain/moment';
import { argumentWithoutPassword } from './domain/password';
import { quoted } from './domain/platform';
import { Problem, readFlag } from './domain/problem';
import { cleanLine, truncate } from './domain/text';
import { locateRegister, openRegister, type RegisterLocation } from './store/open';
import type { Origin, Store } from './store/store';
import { Output, type Streams } from './terminal/output';

/** Where the register is, and what selected it. */
export interface SelectedRegister extends RegisterLocation {
  readonly selectedBy: '--db' | 'CICA_DB' | 'default';
}

/** The process's environment, arguments and streams. */
export interface ProcessIO extends Streams {
  readonly stdin: NodeJS.ReadStream;
}

/** The file that a command writes in place of stdout. */
export interface OutputFile {
  /** What was written, for the message at the end: "2 decisions". */
  contents?: string;
  /** Moves the file into place, and opens it if requested. */
  finish(): Promise<void>;
  /** Discards the file, unless it was finished. */
  discard(): void;
}

/** What a command gets in addition to its own flags. */
export class Context {
  readonly io: ProcessIO;
  readonly output: Output;
  /** The value of --db, set when the command line was read. */
  db: string | undefined;
  /** Whether this command recorded something. */
  recorded = false;
  /** Whether this command read stdin, so that it cannot prompt. */
  stdinRead = false;
  /** The file that this command writes. */
  outputFile: OutputFile | undefined;
  /** Runs once all output of the command, including its file, has been written. */
  whenWritten: (() => Promise<void>) | undefined;
  #register: Promise<Store> | undefined;

  constructor(io: ProcessIO) {
    this.io = io;
    this.output = new Output(io);
  }

  /** The time; `CICA_NOW` sets it, for tests and examples. */
  readonly now = (): Date => {
    const set = this.io.env.CICA_NOW;
    if (!set) return new Date();
    try {
      return new Date(parseMoment(set, localToday(new Date()), false));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Problem('usage', `CICA_NOW is not a time: "${set}"`, 'write it as 2025-01-15T12:00:00Z, or unset it');
    }
  };

  /** The local date, as ISO text. */
  get today(): string {
    return localToday(this.now());
  }

  /** The date for which statuses are shown, from `--as-of`. */
  asOf(flag: string | undefined): { day: string; isRequested: boolean } {
    if (flag === undefined) return { day: this.today, isRequested: false };
    return { day: readFlag('--as-of', () => parseDate(flag, this.today)), isRequested: true };
  }

  /** Who writes, and when: `CICA_ACTOR`, else the login name. */
  get origin(): Origin {
    const { env } = this.io;
    return {
      // evaluated only when it goes into the history
      get actor() {
        const actor = cleanLine('CICA_ACTOR', env.CICA_ACTOR ?? '');
        if (!actor.includes('\ufffd')) return actor || loginName();
        throw new Problem('usage', 'CICA_ACTOR has a character that is not UTF-8', 'set it in UTF-8');
      },
      now: this.now,
      env,
      waiting: () => this.output.say('another program is writing to the register; waiting …'),
      recorded: () => {
        this.recorded = true;
      },
      migrated: (copy) => {
        const copyNote = copy === undefined ? '' : `; a copy for older versions of cica: ${copy}`;
        this.output.say(`the register was migrated to the schema of this version${copyNote}`);
      },
    };
  }

  /** The command as recorded in the history: without the register and passwords, and truncated. */
  get commandLine(): string {
    const words = withoutDb(this.io.argv).map((word) => quoted(argumentWithoutPassword(word)));
    const line = ['cica', ...words].join(' ');
    return truncate(line, 2_000);
  }

  /** Whether the program can prompt: stdin and stdout are a terminal, and stdin is not read for data. */
  get interactive(): boolean {
    return !this.stdinRead && this.io.stdin.isTTY === true && this.io.stdout.isTTY === true;
  }

  /** The register: `--db`, else `CICA_DB`, else the user's own file. */
  async location(): Promise<SelectedRegister> {
    if (this.db !== undefined) return this.locationNamed(this.db);
    const { CICA_DB } = this.io.env;
    if (CICA_DB) return this.locationNamed(CICA_DB, 'CICA_DB');
    return this.locationNamed(join(await dataFolder('name a register with --db'), 'cica.db'), 'default');
  }

  /** The folder of attached files: beside the register, or for one on a server `CICA_FILES` or a folder of the user's. */
  async filesFolder(location?: SelectedRegister): Promise<string> {
    const { displayName, filesFolder } = location ?? (await this.location());
    if (filesFolder !== null) return filesFolder;
    const { CICA_FILES } = this.io.env;
    if (CICA_FILES) return resolve(CICA_FILES);
    const data = await dataFolder('name a folder with CICA_FILES');
    return join(data, `${displayName.replace(/^postgres:\/\/[^@]*@/, '').replace(/[^\w.-]+/g, '-')}.files`);
  }

  /** The folder for state, such as what a person read last: in `XDG_STATE_HOME`, or where the platform keeps it. */
  async stateFolder(): Promise<string> {
    const { XDG_STATE_HOME: set } = this.io.env;
    if (set !== undefined && isAbsolute(set)) return join(set, 'cica');
    const { log } = await userFolders('set XDG_STATE_HOME');
    return isAbsolute(log) ? log : join(homeFolder('set XDG_STATE_HOME'), '.local', 'state', 'cica');
  }

  /** The register with a name, which need not be that of `location`. */
  async locationNamed(typed: string, selectedBy: SelectedRegister['selectedBy'] = '--db'): Promise<SelectedRegister> {
    if (typed.trim() === '') {
      if (selectedBy === 'CICA_DB')
        throw new Problem('usage', 'CICA_DB is blank', 'set it to the name of a register, or unset it');
      throw new Problem('usage', '--db is blank', 'give the name of the register file after it');
    }
    return { ...(await locateRegister(typed, this.io.env)), selectedBy };
  }

  /** The register, opened on first use. */
  register(): Promise<Store> {
    this.#register ??= this.location().then(({ address }) => this.#open(address));
    return this.#register;
  }

  /** Closes the register, so that the next use reopens it: a lost connection does not recover. */
  async reopen(): Promise<void> {
    await this.close().catch(() => undefined);
    this.#register = undefined;
  }

  /** The engine is loaded only here: `--version` and `--help` do not need it. */
  #open(address: string, options: { readonly keepOlder?: boolean } = {}): Promise<Store> {
    return openRegister(address, this.origin, packagePath('migrations'), options);
  }

  /** Opens another register for `work`, and closes it; a copy may be migrated without a backup. */
  async withRegister<T>(
    address: string,
    work: (register: Store) => Promise<T>,
    options: { readonly keepOlder?: boolean } = {},
  ): Promise<T> {
    const register = await this.#open(address, options);
    try {
      return await work(register);
    } finally {
      await register.close();
    }
  }

  /** Closes what was opened; a file that was not finished is not written. */
  async close(): Promise<void> {
    this.outputFile?.discard();
    const register = await this.#register?.catch(() => undefined);
    await register?.close();
  }
}

/** Where the user's data of this program is stored; see `homeFolder` for `alternative`. */
async function dataFolder(alternative: string): Promise<string> {
  const { data } = await userFolders(alternative);
  // a relative path would depend on the folder in which the program is started
  return isAbsolute(data) ? data : join(homeFolder(alternative), '.local', 'share', 'cica');
}

/** Where the platform stores a user's files. */
async function userFolders(alternative: string): Promise<{ readonly data: string; readonly log: string }> {
  // env-paths looks up the home folder when it is loaded
  orNoHome(homedir, alternative);
  const { default: envPaths } = await import('env-paths');
  return envPaths('cica', { suffix: '' });
}

/**
 * The user's home folder: `HOME`, or if that is empty or relative, what the system says.
 *
 * @param alternative what a user can do instead of setting HOME, for the advice
 * @throws Problem `failed` if neither names a folder, as for a user ID without an account in a container.
 */
export const homeFolder = (alternative: string): string =>
  orNoHome(() => (isAbsolute(homedir()) ? homedir() : userInfo().homedir), alternative);

function orNoHome(find: () => string, alternative: string): string {
  try {
    return find();
  } catch {
    const advice = `set HOME to an absolute path, or ${alternative}`;
    throw new Problem('failed', 'your home folder is unknown: HOME does not name one', advice);
  }
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

/** A file that comes with the program. */
export function packagePath(...parts: string[]): string {
  return join(dirname(manifestPath()), ...parts);
}

/** Whether a file comes with the program. */
export const isPackageFile = (path: string): boolean =>
  ['package.json', 'dist', 'migrations', 'presets'].some((part) => path.startsWith(packagePath(part)));

/** The program's version. */
export function version(): string {
  return (JSON.parse(readFileSync(manifestPath(), 'utf8')) as { version: string }).version;
}

/** The bundle is in dist/, the source in src/: the manifest is one folder up from both. */
function manifestPath(): string {
  return join(dirname(__dirname), 'package.json');
}
