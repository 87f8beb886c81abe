import { type Command, mediansInTurn, type Run, timed, withPeak } from './measure';
import type { BenchRegister } from './registers';

/** What the rows are measured on, and how often. */
export interface Bench {
  readonly big: BenchRegister;
  readonly small: BenchRegister;
  readonly folder: string;
  /** Runs of what starts and ends, and of bulk work. */
  readonly runs: number;
  readonly bulkRuns: number;
  /** Decisions that each of eight processes records. */
  readonly decisionsEach: number;
  /** Whether the sqlite3 shell is installed. */
  readonly hasShell: boolean;
}

/** What something took that a result is compared with: its unit is that of the result, CPU time is in ms. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly user: number | null;
}

/** What was measured, in the words of docs/performance.md. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** User CPU time in ms, if it is known. */
  readonly user: number | null;
  /** What it is compared with; the first one decides. */
  readonly against: readonly Figure[];
  readonly ratio: number | null;
  /** Empty if nothing is demanded. */
  readonly target: string;
  /** null if nothing is demanded, or what decides could not be measured. */
  readonly pass: boolean | null;
}

/** Commands that together are what a result is compared with. */
export interface Baseline {
  readonly what: string;
  readonly commands: readonly Command[];
}

/** A command and what it is measured against, in turn. */
export interface Comparison {
  readonly name: string;
  readonly command: Command;
  readonly against: readonly Baseline[];
  /** How many times as long as the first baseline it may take. */
  readonly most?: number;
  /** The peak memory that it may have, in MB, if it is bulk work: it is run less often. */
  readonly peak?: number;
}

/** Some rows of the table. */
export type Row = (bench: Bench) => Result[] | Promise<Result[]>;

export const baseline = (what: string, ...commands: readonly Command[]): Baseline => ({ what, commands });

/** Measures a command and its baselines in turn; a baseline that cannot be run here is left out. */
export function compare(bench: Bench, { name, command, against, most, peak }: Comparison): Result[] {
  const isBulk = peak !== undefined;
  const baselines = against.filter(
    (one) => (bench.hasShell || one.commands.every(({ file }) => file !== 'sqlite3')) && (isBulk || runs(bench, one)),
  );
  const commands = [isBulk ? withPeak(command) : command, ...baselines.flatMap((one) => one.commands)];
  const [taken, ...others] = mediansInTurn(bench.folder, isBulk ? bench.bulkRuns : bench.runs, commands) as [Run];
  const figures = baselines.map(({ what, commands: { length } }) => figureOf(what, others.splice(0, length)));
  const decides = figures[0]?.what === against[0]?.what;
  return [
    time(name, taken, figures, decides ? most : undefined),
    ...(isBulk ? [atMost(`${name}: peak memory`, 'MB', taken.peak ?? Number.NaN, peak)] : []),
  ];
}

/** Whether a baseline can be run. */
function runs({ folder }: Bench, { what, commands }: Baseline): boolean {
  try {
    for (const command of commands) timed(folder, command);
    return true;
  } catch (error) {
    console.error(`left out: ${what}: ${(error as Error).message}`);
    return false;
  }
}

/** What runs took together. */
export const figureOf = (what: string, runs: readonly Run[]): Figure => ({
  what,
  value: runs.reduce((sum, { wall }) => sum + wall, 0),
  user: runs.reduce((sum, { user }) => sum + user, 0),
});

/** The time of a run beside others, the first of which it may take so many times as long as. */
export const time = (name: string, { wall, user }: Run, against: readonly Figure[], most?: number): Result => ({
  ...ratioTo(name, 'ms', wall, against, most),
  user,
});

/** A value beside others of the same unit, the first of which it may be so many times as large as. */
export function ratioTo(
  name: string,
  unit: string,
  value: number,
  against: readonly Figure[],
  most: number | undefined,
): Result {
  const ratio = against[0] === undefined ? null : value / against[0].value;
  const target = most === undefined ? '' : `≤ ${most} ×`;
  const pass = most === undefined || ratio === null ? null : ratio <= most;
  return { name, value, unit, user: null, against, ratio, target, pass };
}

const alone = { user: null, against: [], ratio: null };

export const atMost = (name: string, unit: string, value: number, most: number): Result => ({
  ...{ name, value, unit, ...alone },
  ...{ target: `≤ ${most.toLocaleString('en')} ${unit}`, pass: value <= most },
});

export const atLeast = (name: string, unit: string, value: number, least: number): Result => ({
  ...{ name, value, unit, ...alone },
  ...{ target: `≥ ${least.toLocaleString('en')} ${unit}`, pass: value >= least },
});
