import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { execa } from 'execa';
import { afterAll } from 'vitest';
import type { ProcessIO } from '../../src/context';
import { copyOf, newDatabase, onServer } from './postgres';

/** The command, or that of an installed package (scripts/nodes.mjs). */
export const bin = process.env.CICA_TEST_PROGRAM ?? resolve('bin/cica.js');

/** The day on which tests happen, so that "today" is always the same. */
export const now = '2025-01-15T12:00:00Z';

/** What a command did. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface RunOptions {
  readonly db?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** In a process of its own, whatever vitest.config.mts says. */
  readonly alone?: boolean;
  /** In this process, whatever vitest.config.mts says. */
  readonly here?: boolean;
}

/**
 * Runs the built program as a user does, with no terminal: `cica(['decision', 'list'], { db })`; in a process of its own,
 * or for the files that vitest.config.mts names in this one, which takes a tenth of the time.
 */
export function cica(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd } = options;
  // what a mutant does is seen in this process alone
  const elsewhere = cwd !== process.cwd() && !(fromSource && cwd === undefined);
  const reads = elsewhere && args.some((word) => withFiles.has(word));
  const alone = options.alone || (options.input !== undefined && !options.here) || reads;
  return (quick || options.here) && !alone ? inProcess(args, options) : asProcess(args, options);
}

const quick = process.env.CICA_TEST_IN_PROCESS === '1';

/** Whether the source is run in place of the bundle: vitest.stryker.config.mts. */
const fromSource = process.env.CICA_TEST_SOURCE === '1';

/** What reads or writes files where a process stands, or its own streams. */
const withFiles = new Set(['import', 'backup', 'restore', 'copy', 'demo', '-o', '--output', '--file']);

/** The same in this process. */
export async function inProcess(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { main } = await program();
  const [stdout, stderr] = [new Kept(), new Kept()];
  const streams = { stdin: new PassThrough().end(options.input ?? ''), stdout, stderr } as unknown as Omit<
    ProcessIO,
    'env' | 'argv'
  >;
  const env = environment(options);
  const exitCode = await inTimeZone(env.TZ, () => main({ env, argv: args, ...streams }));
  return { stdout: stdout.text, stderr: stderr.text, exitCode };
}

async function program(): Promise<typeof import('../../src/main')> {
  if (fromSource) return import('../../src/main');
  return createRequire(import.meta.url)(resolve(bin, '../../dist/main.cjs'));
}

/** Does something where the clocks of this process are those of a time zone. */
async function inTimeZone<Result>(zone: string | undefined, work: () => Promise<Result>): Promise<Result> {
  const { TZ } = process.env;
  if (zone === TZ) return work();
  process.env.TZ = zone;
  try {
    return await work();
  } finally {
    process.env.TZ = TZ;
  }
}

/** A stream that keeps what is written to it. */
export class Kept extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

async function asProcess(args: readonly string[], options: RunOptions): Promise<Ran> {
  const { stdout, stderr, exitCode } = await execa(process.execPath, [bin, ...args], {
    cwd: options.cwd ?? temporaryFolder(),
    env: environment(options),
    extendEnv: false,
    input: options.input ?? '',
    reject: false,
    stripFinalNewline: false,
  });
  return { stdout, stderr, exitCode: exitCode ?? -1 };
}

/** The environment of a run: nothing of the machine's but the path; the time zone is that of vitest.config.mts. */
export function environment(options: RunOptions): Record<string, string> {
  const home = temporaryFolder();
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TMPDIR: home,
    TZ: process.env.TZ ?? 'UTC',
    CICA_NOW: now,
    CICA_ACTOR: 'tester',
    ...(options.db === undefined ? {} : { CICA_DB: options.db }),
    ...options.env,
  };
}

let folder: string | undefined;
let folders = 0;

/** A new empty folder, removed after the tests of the file. */
export function temporaryFolder(): string {
  folder ??= mkdtempSync(join(tmpdir(), 'cica-test-'));
  folders += 1;
  return mkdtempSync(join(folder, `${folders}-`));
}

afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

let demo: Promise<string> | undefined;

/** The path of a demo register of one's own. */
export async function demoRegister(): Promise<string> {
  demo ??= made(['demo']);
  return copyOfRegister(await demo);
}

let empty: Promise<string> | undefined;

/** The path of a register of one's own, with the bodies and parties of CICA and no meetings. */
export async function presetRegister(): Promise<string> {
  empty ??= made(['init', '--preset', 'cica']);
  return copyOfRegister(await empty);
}

/** The path of a copy of a register that nobody uses. */
export async function copyOfRegister(db: string): Promise<string> {
  if (onServer) return copyOf(db);
  const copy = join(temporaryFolder(), 'cica.db');
  cpSync(db, copy);
  return copy;
}

async function made(args: readonly string[]): Promise<string> {
  const db = onServer ? await newDatabase() : join(temporaryFolder(), 'made.db');
  const { exitCode, stderr } = await cica([...args, '--db', db]);
  if (exitCode !== 0) throw new Error(stderr);
  return db;
}
