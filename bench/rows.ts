import { copyFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ftsQuery, parseQuery } from '../src/domain/searchText';
import { loadSqlite } from '../src/store/addon';
import { type Command, cica, median, medianTime, medianTimes, sqlite, started, timed, timedWithPeak } from './measure';
import { middleMeeting } from './records';
import { type BenchRegister, importAll } from './registers';

const { Database } = loadSqlite();

/** What was measured, in the words of docs/performance.md. */
export interface Result {
  readonly name: string;
  /** null where it could not be measured. */
  readonly value: number | null;
  readonly unit: string;
  /** What it is measured against. */
  readonly against: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly target: string;
  readonly pass: boolean | null;
}

export interface Bench {
  readonly big: BenchRegister;
  readonly small: BenchRegister;
  readonly folder: string;
  /** Runs of what starts and ends, and of bulk work. */
  readonly runs: number;
  readonly bulkRuns: number;
  /** Decisions that each of eight processes records. */
  readonly decisionsEach: number;
  readonly hasShell: boolean;
}

export type Row = (bench: Bench) => Result[] | Promise<Result[]>;

export const empty: Command = { file: process.execPath, args: ['bench/empty.cjs'] };
export const version = (bench: Bench): Command => cica(bench.big.db, '--version');

export function against(
  name: string,
  unit: string,
  value: number,
  what: string,
  baseline: number,
  most: number,
): Result {
  const ratio = value / baseline;
  return { name, value, unit, against: what, baseline, ratio, target: `≤ ${most} ×`, pass: ratio <= most };
}

export const atMost = (name: string, unit: string, value: number, most: number): Result => ({
  ...{ name, value, unit, against: '', baseline: null, ratio: null },
  ...{ target: `≤ ${most.toLocaleString('en')} ${unit}`, pass: value <= most },
});

const without = (name: string, target: string): Result => ({
  ...{ name, value: null, unit: 'ms', against: 'sqlite3 is not installed', baseline: null, ratio: null },
  ...{ target, pass: null },
});

const starts: Row = (bench) => {
  const { big, folder, runs } = bench;
  const commands = [empty, version(bench), cica(big.db, '--help'), cica(big.db, 'decision', 'list', '--limit', '20')];
  const [node = 0, ofVersion = 0, ofHelp = 0, list = 0] = medianTimes(folder, runs, commands);
  return [
    against('cica --version', 'ms', ofVersion, 'node empty.cjs', node, 1.4),
    against('cica --help', 'ms', ofHelp, 'node empty.cjs', node, 1.4),
    against('decision list --limit 20', 'ms', list, 'node empty.cjs', node, 1.7),
  ];
};

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
  ];
};

export const lists: Row = ({ big, small, folder, runs }) =>
  filters(big).map((flags, at) => {
    const list = (register: BenchRegister) =>
      cica(register.db, 'decision', 'list', '--limit', '50', ...(filters(register)[at] ?? []));
    const [large = 0, few = 0] = medianTimes(folder, runs, [list(big), list(small)]);
    const name = `decision list --limit 50 ${flags.join(' ')}`.trim();
    return against(name, 'ms', large, `${small.count.toLocaleString('en')} decisions`, few, 1.3);
  });

export const pending: Row = (bench) => {
  const { big, folder, runs } = bench;
  const commands = [cica(big.db, 'decision', 'pending', '--to', 'MC', '--limit', '50'), version(bench)];
  const [value = 0, baseline = 0] = medianTimes(folder, runs, commands);
  return [against('decision pending --to MC', 'ms', value, 'cica --version', baseline, 1.5)];
};

const search: Row = (bench) => {
  const { big, folder, runs, hasShell } = bench;
  const name = 'search, two words, first 20';
  if (!hasShell) return [without(name, '≤ 1 ×')];
  const words = 'tourism environment';
  const match = ftsQuery(parseQuery(words)).replaceAll("'", "''");
  const script = `select rowid from search where search match '${match}' order by bm25(search, 10.0, 3.0, 1.0) limit 20;`;
  const commands = [cica(big.db, 'search', words, '--limit', '20'), sqlite(big.db, script), empty];
  const [value = 0, shell = 0, node = 0] = medianTimes(folder, runs, commands);
  return [against(name, 'ms', value, 'the same query in sqlite3, and node empty.cjs', shell + node, 1)];
};

/** Twelve columns over three tables. */
export const columns = 'ref,date,meeting,item,body,action,kind,title,text,period,referred_to,evidence';
export const columnsQuery = `select m.ref || '/' || d.number, d.decided_on, m.ref, i.number, b.code, d.action, d.kind, d.title, d.text,
    d.period, r.code, d.evidence
  from decision d join meeting m on m.id = d.meeting_id join body b on b.id = d.body_id
    left join agenda_item i on i.id = d.item_id left join body r on r.id = d.referred_to_id
  order by d.met_on desc, d.meeting_id desc, d.number;`;

const exports: Row = ({ big, folder, bulkRuns, hasShell }) =>
  (['csv', 'ndjson'] as const).flatMap((format) => {
    const command = cica(big.db, 'export', 'decisions', '--columns', columns, '--format', format);
    const name = `export of all decisions, 12 columns, ${format.toUpperCase()}`;
    const { peak } = timedWithPeak(folder, command);
    const memory = atMost(`${name}: peak memory`, 'MB', peak, 150);
    if (!hasShell) return [without(name, '≤ 1 ×'), memory];
    const flag = format === 'csv' ? '-csv' : '-json';
    const [value = 0, shell = 0] = medianTimes(folder, bulkRuns, [command, sqlite(big.db, columnsQuery, flag)]);
    return [against(name, 'ms', value, `sqlite3 ${flag}`, shell, 1), memory];
  });

/** The same file into one table with as many indexes as the register has on decisions, and a search index. */
const importScript = ({ files }: BenchRegister): string => `
create table decision (meeting text, item text, action text, kind text, title text, text text, period text,
  referred_to text, silence_until text, parties text, tags text, links text, evidence text);
create index decision_order on decision (meeting desc, item);
create index decision_title on decision (meeting, title);
create index decision_action on decision (action, meeting desc);
create index decision_kind on decision (kind, meeting desc);
create index decision_period on decision (period, meeting desc);
create index decision_referred on decision (referred_to, meeting desc);
create index decision_silence on decision (silence_until, meeting desc);
create table agenda_item (meeting text, number text, title text);
create index agenda_item_order on agenda_item (meeting, number);
create table meeting (body text, date text, place text, status text);
create index meeting_order on meeting (date desc, body);
create virtual table search using fts5 (title, text, other, content='', tokenize='unicode61');
.import --csv --skip 1 '${files.meetings}' meeting
.import --csv --skip 1 '${files.agenda}' agenda_item
.import --csv --skip 1 '${files.decisions}' decision
insert into search (rowid, title, text, other) select rowid * 2, title, text, tags || evidence from decision;
insert into search (rowid, title, text, other) select rowid * 2 + 1, title, '', '' from agenda_item;
`;

const imports: Row = ({ big, folder, bulkRuns, hasShell }) => {
  const name = 'import of all records, CSV';
  const [times, peaks, shells]: number[][] = [[], [], []];
  for (let run = 0; run < bulkRuns; run += 1) {
    const { time, peak } = importAll(folder, { ...big, db: join(folder, 'imported.db') });
    times?.push(time);
    peaks?.push(peak);
    if (!hasShell) continue;
    const db = join(folder, 'shell.db');
    rmSync(db, { force: true });
    shells?.push(timed(folder, sqlite(db, importScript(big))));
  }
  const memory = atMost(`${name}: peak memory`, 'MB', median(peaks ?? []), 250);
  if (!hasShell) return [without(name, '≤ 3 ×'), memory];
  return [against(name, 'ms', median(times ?? []), 'sqlite3 .import', median(shells ?? []), 3), memory];
};

/** Records a decision in the middle of a register of so many. */
export const addOne = (db: string, count: number): Command =>
  cica(db, 'decision', 'add', middleMeeting(count), 'One more decision', '--action', 'adopt', '--kind', 'plan');

const recording: Row = (bench) => {
  const { big, folder, runs } = bench;
  const db = join(folder, 'recording.db');
  copyFileSync(big.db, db);
  timed(folder, cica(db, 'decision', 'list', '--limit', '1'));
  const add = addOne(db, big.count);
  const [value = 0, baseline = 0] = medianTimes(folder, runs, [add, version(bench)]);
  removeRegister(db);
  return [against('decision add', 'ms', value, 'cica --version', baseline, 1.6)];
};

/** How fast a register of so many changes is verified. */
export function verified({ big, folder, bulkRuns }: Bench, changes: number): Result[] {
  const { peak } = timedWithPeak(folder, cica(big.db, 'verify'));
  const value = changes / (medianTime(folder, bulkRuns, cica(big.db, 'verify')) / 1_000);
  const target = '≥ 100,000 changes/s';
  const speed = { value, unit: 'changes/s', against: '', baseline: null, ratio: null, target, pass: value >= 100_000 };
  return [{ name: 'verify', ...speed }, atMost('verify: peak memory', 'MB', peak, 200)];
}

const verifying: Row = (bench) => {
  const database = new Database(bench.big.db, { readonly: true });
  const changes = database.prepare('select sum(changes) from history').pluck().get() as number;
  database.close();
  return verified(bench, changes);
};

/** The file against the same one without what only a register of decisions has: history and statuses. */
const size: Row = ({ big, folder }) => {
  const db = join(folder, 'plain.db');
  const database = new Database(big.db, { readonly: true });
  database.prepare('vacuum into ?').run(db);
  const whole = statSync(db).size / 1e6;
  database.close();
  const plain = new Database(db);
  plain.exec('drop table history; drop table decision_status; vacuum');
  plain.close();
  const baseline = statSync(db).size / 1e6;
  removeRegister(db);
  return [against('size of the file', 'MB', whole, 'without history and statuses', baseline, 1.5)];
};

/** The title of what is written by several processes at once. */
export const writtenTitle = 'Written at once';

/** What writing at once took. */
interface AtOnce {
  readonly refused: number;
  readonly seconds: number;
}

/** Records decisions in a register of so many, `each` in each of some processes at once. */
export async function writtenAtOnce(db: string, count: number, processes: number, each: number): Promise<AtOnce> {
  const start = performance.now();
  const work = Array.from({ length: processes }, async () => {
    let refused = 0;
    for (let at = 0; at < each; at += 1) {
      const add = cica(db, 'decision', 'add', middleMeeting(count), writtenTitle, '--action', 'note');
      if ((await started(add)) !== 0) refused += 1;
    }
    return refused;
  });
  const refused = (await Promise.all(work)).reduce((sum, one) => sum + one, 0);
  return { refused, seconds: (performance.now() - start) / 1_000 };
}

/** The result of writing at once, of which so many decisions are there, with numbers that follow each other or not. */
export function atOnce(
  { refused, seconds }: AtOnce,
  processes: number,
  each: number,
  there: number,
  consecutive: boolean,
): Result {
  const all = processes * each;
  return {
    ...{ name: `${processes} processes, ${each} decisions each`, value: there, unit: 'there' },
    ...{ against: `${(all / seconds).toFixed(1)} commands/s, ${refused} refused`, baseline: null, ratio: null },
    ...{ target: String(all), pass: there === all && consecutive && refused === 0 },
  };
}

const writers: Row = async ({ small, folder, decisionsEach }) => {
  const db = join(folder, 'writers.db');
  copyFileSync(small.db, db);
  const outcome = await writtenAtOnce(db, small.count, 8, decisionsEach);
  const database = new Database(db, { readonly: true });
  const numbers = database
    .prepare('select number from decision where title = ? order by number')
    .pluck()
    .all(writtenTitle) as number[];
  database.close();
  removeRegister(db);
  const consecutive = numbers.every((number, at) => number === (numbers[0] as number) + at);
  return [atOnce(outcome, 8, decisionsEach, numbers.length, consecutive)];
};

function removeRegister(db: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(db + ending, { force: true });
}

export const rows: { readonly [name: string]: Row } = {
  ...{ starts, lists, pending, search, exports, imports, recording, verifying, size, writers },
};
