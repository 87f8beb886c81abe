import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { packageName, thisHost } from '../src/store/addon';
import { postgresRows, serverRegister, serverVersion } from './postgres';
import { cacheFolder, register } from './registers';
import { cells, postgresFile, type Report, resultsFile } from './report';
import { type Bench, type Result, rows } from './rows';

const usage = `npm run bench -- [--engine sqlite|postgres] [--size 10k|100k|1m] [--only NAMES] [--quick]

Measures the rows of docs/performance.md side by side and writes bench/results.json.
--engine postgres  measures on the server that CICA_BENCH_POSTGRES_URL names, against psql
--size   how many decisions the big register has (1m)
--only   only these rows, with commas: ${Object.keys(rows).join(', ')}; writes no file
--quick  one run of each: to see that it works`;

const sizes: { readonly [name: string]: number } = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000 };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      engine: { type: 'string', default: 'sqlite' },
      size: { type: 'string', default: '1m' },
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const count = sizes[values.size.toLowerCase()];
  const onServer = values.engine === 'postgres';
  const measured = onServer ? postgresRows : rows;
  const only = values.only?.split(',') ?? Object.keys(measured);
  const unknown = only.find((name) => !(name in measured));
  if (values.help || count === undefined || unknown !== undefined || !['sqlite', 'postgres'].includes(values.engine)) {
    console.error(unknown === undefined ? usage : `there is no row ${unknown}\n\n${usage}`);
    process.exit(values.help ? 0 : 2);
  }
  const shell = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' });
  const hasShell = shell.status === 0;
  if (!hasShell) console.error('sqlite3 is not installed: its rows are left out. On Debian: apt install sqlite3');
  const folder = join(cacheFolder(), `run-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const results: Result[] = [];
  try {
    const bench: Bench = {
      big: onServer ? serverRegister(count) : register(count),
      small: onServer ? serverRegister(10_000) : register(10_000),
      folder,
      runs: values.quick ? 1 : 11,
      bulkRuns: values.quick || count > 100_000 ? 1 : 3,
      decisionsEach: values.quick ? 5 : 100,
      hasShell,
    };
    for (const name of only) {
      console.error(`${name} …`);
      results.push(...((await measured[name]?.(bench)) ?? []));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(tableOf(results));
  if (values.only !== undefined || values.quick) return;
  const addon = JSON.parse(readFileSync(`node_modules/${packageName(thisHost())}/package.json`, 'utf8')) as {
    version: string;
  };
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    decisions: count,
    machine: {
      cpu: cpus()[0]?.model ?? '',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 1e9),
      system: release().split('-')[0] ?? '',
    },
    versions: onServer
      ? { node: process.versions.node, postgresql: serverVersion() }
      : {
          node: process.versions.node,
          'better-sqlite3': addon.version,
          sqlite3: hasShell ? (shell.stdout.split(' ')[0] ?? null) : null,
        },
    results,
  };
  writeFileSync(onServer ? postgresFile : resultsFile(count), `${JSON.stringify(report, null, 2)}\n`);
}

function tableOf(results: readonly Result[]): string {
  const table = new Table({
    head: ['what', 'measured', 'against', 'ratio', 'target', ''],
    style: { head: [], border: [] },
  });
  for (const result of results) table.push(cells(result));
  return table.toString();
}

main();
