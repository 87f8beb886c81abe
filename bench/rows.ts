import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { bulkRows } from './bulk';
import { type Baseline, type Bench, baseline, type Comparison, compare, type Row } from './compare';
import { type Command, cica, sqlite, timed } from './measure';
import { queriesOf } from './queries';
import { middleMeeting } from './records';
import { type BenchRegister, removeRegister } from './registers';
import { allColumns, statistics, twelveColumns, twelveColumnsQuery } from './shell';

const empty: Command = { file: process.execPath, args: ['bench/empty.cjs'] };

export const emptyNode = baseline('node empty.cjs', empty);
const version = ({ big }: Bench): Baseline => baseline('cica --version', cica(big.db, '--version'));

/** The queries that a command asks, in the sqlite3 shell; many shells are older than SQLite 3.44, which sorts in aggregates. */
const sameQueries = async (command: Command, db: string): Promise<Command> =>
  sqlite(db, (await queriesOf(command)).replaceAll(/ order by \w+\.position\)/g, ')'));

/** Rows that are measured by running a command and its baselines in turn. */
const compared =
  (comparisons: (bench: Bench) => readonly Comparison[]): Row =>
  (bench) =>
    comparisons(bench).flatMap((one) => compare(bench, one));

const starts = compared((bench) => {
  const { db } = bench.big;
  const ofSqlite = baseline("sqlite3 :memory: ''", { file: 'sqlite3', args: [':memory:', ''] });
  const list = cica(db, 'decision', 'list', '--limit', '20');
  return [
    { name: 'node empty.cjs', command: empty, against: [ofSqlite] },
    { name: 'cica --version', command: cica(db, '--version'), against: [emptyNode], most: 1.4 },
    { name: 'cica --help', command: cica(db, '--help'), against: [emptyNode], most: 1.4 },
    { name: 'decision list --limit 20', command: list, against: [emptyNode], most: 1.7 },
  ];
});

/** Every filter, and the pairs that people use; a register's own meeting and item where one is named. */
const filters = ({ count }: BenchRegister): readonly (readonly string[])[] => {
  const meeting = middleMeeting(count);
  return [
    [],
    ['--year', '2008'],
    ['--since', '2020-01-01'],
    ['--until', '2000-01-01'],
    ['--body', 'SOC'],
    ['--meeting', meeting],
    ['--item', `${meeting}#4`],
    ['--action', 'adopt'],
    ['--kind', 'plan'],
    ['--party', 'KAZ'],
    ['--tag', 'topic 7'],
    ['--to', 'MC'],
    ['--status', 'referred'],
    ['--status', 'ended'],
    ['--in-force'],
    ['--text', 'tourism'],
    ['--as-of', '2010-01-01'],
    ['--sort', 'date'],
    ['--body', 'SOC', '--year', '2008'],
    ['--body', 'SOC', '--action', 'adopt'],
    ['--kind', 'plan', '--status', 'in force'],
    ['--to', 'MC', '--status', 'referred'],
    ['--party', 'sponsor:KAZ'],
    ['--status', 'ended', '--sort', 'date'],
    ['--in-force', '--sort', 'date'],
  ];
};

/** Lists of the big register: with what they are compared, given the list, the same one of the small register, and the bench. */
export const lists =
  (comparison: (list: Command, few: Baseline, bench: Bench) => Promise<Omit<Comparison, 'name' | 'command'>>): Row =>
  async (bench) => {
    const { big, small } = bench;
    const results = [];
    for (const [at, flags] of filters(big).entries()) {
      const words = ['decision', 'list', '--limit', '50'];
      const command = cica(big.db, ...words, ...flags);
      const few = cica(small.db, ...words, ...(filters(small)[at] ?? []));
      const against = await comparison(command, baseline(`${small.count.toLocaleString('en')} decisions`, few), bench);
      results.push(...compare(bench, { name: [...words, ...flags].join(' '), command, ...against }));
    }
    return results;
  };

const pendingOf = ({ big }: Bench): Command => cica(big.db, 'decision', 'pending', '--to', 'MC', '--limit', '50');

export const pending = compared((bench) => [
  { name: 'decision pending --to MC', command: pendingOf(bench), against: [version(bench)], most: 1.5 },
]);

/** A search for two words, the best twenty of the newest 5,000 records or of all. */
export const searchOf = ({ db }: BenchRegister, ...flags: readonly string[]): Command =>
  cica(db, 'search', 'tourism environment', '--limit', '20', ...flags);

const search: Row = async (bench) => {
  const results = [];
  for (const flags of [[], ['--all']]) {
    const command = searchOf(bench.big, ...flags);
    const shell = await sameQueries(command, bench.big.db);
    const name = ['search, two words, first 20', ...flags].join(' ');
    const against = [baseline('the same queries in sqlite3, and node empty.cjs', shell, empty)];
    results.push(...compare(bench, { name, command, against, most: 1 }));
  }
  return results;
};

const stats = compared(({ big }) => [
  {
    ...{ name: 'stats', command: cica(big.db, 'stats'), most: 2 },
    against: [baseline('the same groupings in sqlite3', sqlite(big.db, statistics))],
  },
]);

const exports = compared(({ big }) =>
  (['csv', 'ndjson'] as const).flatMap((format) => {
    const flag = format === 'csv' ? '-csv' : '-json';
    const kinds = [
      { columns: 'default columns', query: allColumns, flags: [] },
      { columns: '12 columns', query: twelveColumnsQuery, flags: ['--columns', twelveColumns] },
    ];
    return kinds.map(({ columns, query, flags }) => ({
      name: `export of all decisions, ${columns}, ${format.toUpperCase()}`,
      command: cica(big.db, 'export', 'decisions', '--format', format, ...flags),
      against: [baseline(`sqlite3 ${flag}`, sqlite(big.db, query, flag))],
      ...{ most: 1, peak: 150 },
    }));
  }),
);

/** Records a decision in the middle of a register of so many. */
export const addOne = (db: string, count: number): Command =>
  cica(db, 'decision', 'add', middleMeeting(count), 'One more decision', '--action', 'adopt', '--kind', 'plan');

const recording: Row = (bench) => {
  const db = join(bench.folder, 'recording.db');
  copyFileSync(bench.big.db, db);
  timed(bench.folder, cica(db, 'decision', 'list', '--limit', '1'));
  const command = addOne(db, bench.big.count);
  const results = compare(bench, { name: 'decision add', command, against: [version(bench)], most: 1.6 });
  removeRegister(db);
  return results;
};

const draft = compared(({ big }) => [
  {
    ...{ name: 'draft of a page', command: cica(big.db, 'draft', 'bench/page.txt') },
    against: [baseline('search, two words, first 20', searchOf(big)), emptyNode],
  },
]);

export const rows: { readonly [name: string]: Row } = {
  starts,
  lists: lists(async (list, few, { big }) => ({
    against: [few, baseline('the same queries in sqlite3', await sameQueries(list, big.db))],
    most: 1.3,
  })),
  ...{ pending, search, stats, draft, recording, exports, ...bulkRows },
};
