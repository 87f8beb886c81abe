import { readFileSync } from 'node:fs';
import type { Result } from './rows';

/** What a run measured, as bench/results.json keeps it. */
export interface Report {
  readonly date: string;
  readonly decisions: number;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly system: string;
  };
  readonly versions: Readonly<Record<string, string | null>>;
  readonly results: readonly Result[];
}

/** Where the results of a register of so many decisions are kept. */
export const resultsFile = (decisions: number): string =>
  decisions === 1_000_000 ? 'bench/results.json' : `bench/results-${decisions / 1_000}k.json`;

/** Where the results of a register on a server are kept. */
export const postgresFile = 'bench/results-postgres.json';

const readReport = (decisions: number): Report => JSON.parse(readFileSync(resultsFile(decisions), 'utf8')) as Report;

/** A row of results as it is shown: what, measured, against, ratio, target, and whether it is met. */
export function cells({ name, value, unit, against, baseline, ratio, target, pass }: Result): string[] {
  return [
    name,
    value === null ? '' : `${number(value)} ${unit}`,
    baseline === null ? against : `${against}: ${number(baseline)} ${unit}`,
    ratio === null ? '' : `${ratio.toFixed(2)} ×`,
    target,
    pass === null ? 'left out' : pass ? 'pass' : 'miss',
  ];
}

/** The results of the big register, and how they grow to it, as tables of Markdown for docs/performance.md. */
export function performanceTables(sizes: readonly number[]): string {
  const reports = sizes.map(readReport);
  const big = reports.at(-1) as Report;
  const { machine, versions } = big;
  const shown = [
    `Measured ${big.date} with ${number(big.decisions)} decisions: ${machine.cpu}, ${machine.cores} cores,`,
    `${machine.memoryGb} GB, Linux ${machine.system}; Node ${versions.node}, better-sqlite3 ${versions['better-sqlite3']},`,
    `sqlite3 shell ${versions.sqlite3}.`,
  ];
  const results = markdown(['What', 'Measured', 'Against', 'Ratio', 'Target', ''], resultRows(big.results));
  const growth = markdown(
    ['What', ...reports.map(({ decisions }) => `${number(decisions)} decisions`)],
    big.results
      .filter(({ name }) => reports.every((report) => report.results.some((result) => result.name === name)))
      .map(({ name }) => [
        name,
        ...reports.map((report) => cells(report.results.find((result) => result.name === name) as Result)[1] ?? ''),
      ]),
  );
  return `${shown.join('\n')}\n\n${results}\n\n## How it grows\n\n${growth}\n`;
}

/** The results of a register on a server, as a table of Markdown for docs/performance.md. */
export function postgresTable(): string {
  const { date, decisions, machine, versions, results } = JSON.parse(readFileSync(postgresFile, 'utf8')) as Report;
  const shown = [
    `Measured ${date} with ${number(decisions)} decisions on the same machine as the server, which has its default settings:`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB; Node ${versions.node}, PostgreSQL ${versions.postgresql}.`,
  ];
  const table = markdown(['What', 'Measured', 'Against', 'Ratio', 'Target', ''], resultRows(results));
  return `${shown.join('\n')}\n\n${table}\n`;
}

const resultRows = (results: readonly Result[]): string[][] =>
  results.map((result) => cells(result).map((cell) => (cell === 'miss' ? '**miss**' : cell)));

function markdown(head: readonly string[], rows: readonly string[][]): string {
  const line = (row: readonly string[]): string => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
