import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { packageName, thisHost } from '../src/store/addon';
import type { Bench, Result, Row } from './compare';
import { postgresRows, serverRegister, serverVersion } from './postgres';
import { cacheFolder, register } from './registers';
import { cells, heads, postgresFile, type Report, resultsFile, sizes, withResults } from './report';
import { rows } from './rows';

const usage = `npm run bench -- [--engine sqlite|postgres] [--size 10k|100k|1m] [--only ROWS] [--quick]

Measures the rows of docs/performance.md in turn with what they are compared with, and writes bench/results*.json and the
tables of docs/performance.md.
--engine postgres  measures on the server that CICA_BENCH_POSTGRES_URL names, against psql
--size   how many decisions the big register has (1m); several with commas, one after the other
--only   only these rows, with commas: ${Object.keys(rows).join(', ')}; writes no file
--quick  one run of each, to see that it works; writes no file`;

/** What is to be measured. */
interface Wanted {
  readonly onServer: boolean;
  readonly sizes: readonly number[];
  readonly rows: readonly (readonly [name: string, row: Row])[];
  readonly quick: boolean;
  /** Whether the results are kept: those of all rows, measured often enough. */
  readonly writes: boolean;
}

/** Reads the flags; leaves with the usage if they are wrong or ask for it. */
function wanted(): Wanted {
  const leave = (problem: string, status: number): never => {
    console.error(`${problem}${usage}`);
    process.exit(status);
  };
  try {
    const { values } = parseArgs({
      options: {
        engine: { type: 'string', default: 'sqlite' },
        size: { type: 'string', default: '1m' },
        only: { type: 'string', multiple: true },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) leave('', 0);
    if (!['sqlite', 'postgres'].includes(values.engine)) throw new Error(`there is no engine ${values.engine}`);
    const onServer = values.engine === 'postgres';
    const all = onServer ? postgresRows : rows;
    const named = <Value>(what: string, name: string, among: { readonly [name: string]: Value }): Value => {
      const value = among[name];
      if (value === undefined) throw new Error(`there is no ${what} ${name}: ${Object.keys(among).join(', ')}`);
      return value;
    };
    const only = values.only?.flatMap((names) => names.split(','));
    return {
      onServer,
      sizes: values.size.split(',').map((size) => named('size', size.toLowerCase(), sizes)),
      rows: (only ?? Object.keys(all)).map((name) => [name, named('row', name, all)] as const),
      quick: values.quick,
      writes: only === undefined && !values.quick,
    };
  } catch (error) {
    return leave(`${(error as Error).message}\n\n`, 2);
  }
}

/** Measures rows on a register of so many decisions; a row that fails is reported, and the others are measured. */
async function measured(count: number, { onServer, quick, rows }: Wanted, hasShell: boolean): Promise<Result[]> {
  const folder = join(cacheFolder(), `run-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const results: Result[] = [];
  try {
    const bench: Bench = {
      big: onServer ? serverRegister(count) : register(count),
      small: onServer ? serverRegister(10_000) : register(10_000),
      folder,
      runs: quick ? 1 : 11,
      bulkRuns: quick ? 1 : 3,
      decisionsEach: quick ? 5 : 100,
      hasShell,
    };
    for (const [name, row] of rows) {
      const start = performance.now();
      try {
        results.push(...(await row(bench)));
        console.error(`${name}: ${((performance.now() - start) / 1_000).toFixed(0)} s`);
      } catch (error) {
        console.error(`${name} failed: ${(error as Error).message}`);
        process.exitCode = 1;
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return results;
}

/** The version of the sqlite3 shell; null if it is not installed. */
function shellVersion(): string | null {
  const { status, stdout } = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' });
  return status === 0 ? (stdout.split(' ')[0] ?? null) : null;
}

function versions(onServer: boolean): Report['versions'] {
  const { node } = process.versions;
  if (onServer) return { node, postgresql: serverVersion() };
  const manifest = `node_modules/${packageName(thisHost())}/package.json`;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return { node, 'better-sqlite3': version, sqlite3: shellVersion() };
}

async function main(): Promise<void> {
  const all = wanted();
  const hasShell = shellVersion() !== null;
  if (!hasShell) console.error('sqlite3 is not installed: nothing is compared with it. On Debian: apt install sqlite3');
  for (const count of all.sizes) {
    const began = loadavg()[0] ?? 0;
    const results = await measured(count, all, hasShell);
    const load = [began, loadavg()[0] ?? 0] as const;
    console.log(tableOf(results));
    console.log(
      `${count.toLocaleString('en')} decisions; ${cpus().length} cores; load average ${load.map((one) => one.toFixed(1)).join(', then ')}`,
    );
    if (!all.writes) continue;
    const machine = {
      cpu: cpus()[0]?.model ?? '',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 1e9),
      system: release().split('-')[0] ?? '',
      load,
    };
    const date = new Date().toISOString().slice(0, 10);
    const report: Report = { date, decisions: count, machine, versions: versions(all.onServer), results };
    writeFileSync(all.onServer ? postgresFile : resultsFile(count), `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync('docs/performance.md', withResults(readFileSync('docs/performance.md', 'utf8')));
  }
}

function tableOf(results: readonly Result[]): string {
  const table = new Table({
    head: heads,
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const result of results) table.push(cells(result));
  return table.toString();
}

main();
