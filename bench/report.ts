import { existsSync, readFileSync } from 'node:fs';
import type { Figure, Result } from './compare';

/** What a run measured, as bench/results.json keeps it. */
export interface Report {
  readonly date: string;
  readonly decisions: number;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly system: string;
    /** The load average of one minute when the run began, and when it ended; null in reports that do not say. */
    readonly load: readonly [began: number, ended: number] | null;
  };
  readonly versions: Readonly<Record<string, string | null>>;
  readonly results: readonly Result[];
}

export const sizes: { readonly [name: string]: number } = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000 };

/** Where the results of a register of so many decisions are kept. */
export const resultsFile = (decisions: number): string =>
  decisions === sizes['1m'] ? 'bench/results.json' : `bench/results-${decisions / 1_000}k.json`;

/** Where the results of a register on a server are kept. */
export const postgresFile = 'bench/results-postgres.json';

const read = (file: string): Report => JSON.parse(readFileSync(file, 'utf8')) as Report;

export const heads = ['What', 'Measured', 'User CPU', 'Against', 'Ratio', 'Of CPU', 'Target', ''];

/** A row of results as it is shown, below `heads`. */
export function cells({ name, value, unit, user, against, ratio, target, pass }: Result): string[] {
  const figure = ({ what, value, user }: Figure): string =>
    `${what}: ${number(value)} ${unit}${user === null ? '' : `, CPU ${number(user)} ms`}`;
  const ofUser = user === null || !against[0]?.user ? null : user / against[0].user;
  return [
    name,
    `${number(value)} ${unit}`,
    user === null ? '' : `${number(user)} ms`,
    against.map(figure).join('; '),
    times(ratio),
    times(ofUser),
    target,
    target === '' ? '' : pass === null ? 'left out' : pass ? 'pass' : 'miss',
  ];
}

const times = (ratio: number | null): string => (ratio === null ? '' : `${ratio.toFixed(2)} ×`);

/** docs/performance.md with the results that there are, between its marks. */
export function withResults(page: string): string {
  const [before = '', , between = '', , after = ''] = page.split(/<!-- (?:results|postgres|end) -->\n/);
  const onFile = `<!-- results -->\n${performanceTables()}<!-- end -->\n`;
  const onServer = `<!-- postgres -->\n${postgresTable()}<!-- end -->\n`;
  return `${before}${onFile}${between}${onServer}${after}`;
}

/** The results of the largest register, and how they grow to it, as tables of Markdown. */
function performanceTables(): string {
  const reports = Object.values(sizes).map(resultsFile).filter(existsSync).map(read);
  const big = reports.at(-1) as Report;
  const { versions } = big;
  const growth = markdown(
    ['What', ...reports.map(({ decisions }) => `${number(decisions)} decisions`)],
    big.results
      .filter(({ name }) => reports.every((report) => report.results.some((result) => result.name === name)))
      .map(({ name }) => [
        name,
        ...reports.map((report) => cells(report.results.find((result) => result.name === name) as Result)[1] ?? ''),
      ]),
  );
  const software = `better-sqlite3 ${versions['better-sqlite3']}, sqlite3 shell ${versions.sqlite3}`;
  return `${described(big, software)}\n\n${resultTable(big)}\n\n## How it grows\n\n${growth}\n`;
}

/** The results of a register on a server, as a table of Markdown. */
function postgresTable(): string {
  const report = read(postgresFile);
  const software = `PostgreSQL ${report.versions.postgresql}, on the same machine, with its default settings`;
  return `${described(report, software)}\n\n${resultTable(report)}\n`;
}

/** What was measured, and on which machine. */
function described({ date, decisions, machine, versions }: Report, software: string): string {
  const { cpu, cores, memoryGb, system, load } = machine;
  return [
    `Measured ${date} with ${number(decisions)} decisions: ${cpu}, ${cores} cores, ${memoryGb} GB, Linux ${system};`,
    `Node ${versions.node}, ${software}.`,
    ...(load === null ? [] : [`Load average at the start ${load[0].toFixed(1)}, at the end ${load[1].toFixed(1)}.`]),
  ].join('\n');
}

const resultTable = ({ results }: Report): string =>
  markdown(
    heads,
    results.map((result) => cells(result).map((cell) => (cell === 'miss' ? '**miss**' : cell))),
  );

function markdown(head: readonly string[], rows: readonly string[][]): string {
  const line = (row: readonly string[]): string => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
