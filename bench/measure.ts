import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A program as it is run: its file, arguments, and what it reads. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

const bin = resolve('bin/cica.js');

/** The installed program on a register, on a day that does not change. */
export function cica(db: string, ...args: readonly string[]): Command {
  const env = { CICA_DB: db, CICA_NOW: '2025-01-15T12:00:00Z', CICA_ACTOR: 'bench' };
  return { file: process.execPath, args: [bin, ...args], env };
}

/** A SQL script in the sqlite3 shell, on a file. */
export const sqlite = (db: string, script: string, ...flags: readonly string[]): Command => ({
  file: 'sqlite3',
  args: [...flags, db],
  input: script,
});

/** Runs a command, its output into a file; returns how many milliseconds it took. */
export function timed(folder: string, { file, args, env, input }: Command): number {
  const path = join(folder, 'output');
  const output = openSync(path, 'w');
  try {
    const start = performance.now();
    const { status, stderr, error } = spawnSync(file, args, {
      env: { ...process.env, ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', output, 'pipe'],
      ...(input === undefined ? {} : { input }),
    });
    const took = performance.now() - start;
    if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
    return took;
  } finally {
    closeSync(output);
    rmSync(path, { force: true });
  }
}

/** The median time of a command over a number of runs. */
export function medianTime(folder: string, runs: number, command: Command): number {
  return median(Array.from({ length: runs }, () => timed(folder, command)));
}

/** The median times of commands that are run in turn, so that other load on the machine affects them all. */
export function medianTimes(folder: string, runs: number, commands: readonly Command[]): number[] {
  const times = commands.map((): number[] => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [at, command] of commands.entries()) times[at]?.push(timed(folder, command));
  }
  return times.map(median);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Runs the program once; returns its time and its peak memory, in MB (10^6 bytes). */
export function timedWithPeak(folder: string, command: Command): { time: number; peak: number } {
  const path = join(folder, 'peak');
  const preload = ['--require', resolve('bench/peak.cjs'), ...command.args];
  const time = timed(folder, { ...command, args: preload, env: { ...command.env, BENCH_PEAK: path } });
  const peak = (Number(readFileSync(path, 'utf8')) * 1_024) / 1e6;
  rmSync(path);
  return { time, peak };
}

/** Starts a command in the background; resolves to its exit code. */
export function started({ file, args, env }: Command): Promise<number> {
  const child: ChildProcess = spawn(file, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  return new Promise((done) => child.on('exit', (code) => done(code ?? -1)));
}
