import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A program as it is run: its file, arguments, and what it reads. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** What a run of a command took: wall time and user CPU time in ms, peak memory in MB (10^6 bytes) if it was asked for. */
export interface Run {
  readonly wall: number;
  readonly user: number;
  readonly peak: number | null;
}

const bin = resolve('bin/cica.js');

/** The moment at which the program believes it runs. */
export const now = '2025-01-15T12:00:00Z';

/** The installed program on a register, on a day that does not change. */
export function cica(db: string, ...args: readonly string[]): Command {
  const env = { CICA_DB: db, CICA_NOW: now, CICA_ACTOR: 'bench' };
  return { file: process.execPath, args: [bin, ...args], env };
}

/** The same command of the program, which tells its peak memory when it ends. */
export const withPeak = (command: Command): Command => ({
  ...command,
  args: ['--require', resolve('bench/peak.cjs'), ...command.args],
});

/** A SQL script in the sqlite3 shell, on a file. */
export const sqlite = (db: string, script: string, ...flags: readonly string[]): Command => ({
  file: 'sqlite3',
  args: ['-bail', ...flags, db],
  input: script,
});

/** Runs its arguments as a command, and writes its wall time and user CPU time, in seconds, into $BENCH_TIMES. */
const stopwatch = `TIMEFORMAT='%3R %3U'; { time "$@" 2>&3; } 3>&2 2>"$BENCH_TIMES"`;

/**
 * Runs a command, its output into a file.
 *
 * @throws Error if it fails, with what it wrote to standard error.
 */
export function timed(folder: string, { file, args, env, input }: Command): Run {
  const [path, times, peak] = ['output', 'times', 'peak'].map((name) => join(folder, name)) as [string, string, string];
  const output = openSync(path, 'w');
  try {
    const { status, stderr, error } = spawnSync('bash', ['-c', stopwatch, 'bash', file, ...args], {
      env: { ...process.env, ...env, BENCH_TIMES: times, BENCH_PEAK: peak },
      stdio: [input === undefined ? 'ignore' : 'pipe', output, 'pipe'],
      ...(input === undefined ? {} : { input }),
    });
    if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
    const [wall = 0, user = 0] = readFileSync(times, 'utf8')
      .split(' ')
      .map((seconds) => Number(seconds.replace(',', '.')) * 1_000);
    return { wall, user, peak: existsSync(peak) ? (Number(readFileSync(peak, 'utf8')) * 1_024) / 1e6 : null };
  } finally {
    closeSync(output);
    for (const one of [path, times, peak]) rmSync(one, { force: true });
  }
}

/** The median runs of commands that are run in turn, so that other load on the machine affects them all. */
export function mediansInTurn(folder: string, runs: number, commands: readonly Command[]): Run[] {
  const taken = commands.map((): Run[] => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [at, command] of commands.entries()) taken[at]?.push(timed(folder, command));
  }
  return taken.map(medianRun);
}

/** The median of each figure of some runs. */
export const medianRun = (runs: readonly Run[]): Run => ({
  wall: median(runs.map(({ wall }) => wall)),
  user: median(runs.map(({ user }) => user)),
  peak: runs.some(({ peak }) => peak === null) ? null : median(runs.map(({ peak }) => peak ?? 0)),
});

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Starts a command in the background; resolves to its exit code. */
export function started({ file, args, env }: Command): Promise<number> {
  const child: ChildProcess = spawn(file, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  return new Promise((done) => child.on('exit', (code) => done(code ?? -1)));
}
