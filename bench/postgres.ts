import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { schemaVersion } from '../src/store/migrations';
import { atOnce, verified, writtenAtOnce, writtenTitle } from './bulk';
import { atMost, baseline, compare, figureOf, type Result, type Row, ratioTo, time } from './compare';
import { type Command, cica, medianRun, mediansInTurn, type Run, timed, withPeak } from './measure';
import { queriesOf } from './queries';
import { filesIn, recordsVersion, writeRecords } from './records';
import { type BenchRegister, cacheFolder, importOf, initialize } from './registers';
import { addOne, emptyNode, lists, pending, searchOf } from './rows';
import { twelveColumns, twelveColumnsQuery } from './shell';

/** The database in which the registers are kept, one schema each: an address without a schema. */
const address = process.env.CICA_BENCH_POSTGRES_URL ?? '';

const schemaOf = (name: string | number): string => `bench_${schemaVersion}_${recordsVersion}_${name}`;
const inSchema = (name: string | number): string => `${address}?schema=${schemaOf(name)}`;

/** A script in psql, in the schema of a register. */
const psql = (schema: string, script: string): Command => ({
  file: 'psql',
  args: ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', address],
  input: `set search_path to ${schema};\n${script}\n`,
});

/** The output of a script in psql. */
function asked(schema: string, script: string): string {
  const { file, args, input } = psql(schema, script);
  const { stdout, stderr, status } = spawnSync(file, args, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`psql failed: ${stderr}`);
  return stdout.trim();
}

/** The version of the server: `15.4`. */
export const serverVersion = (): string => asked('public', 'show server_version;').split(' ')[0] ?? '';

/** The register with that number of decisions on the server, created if it is missing. */
export function serverRegister(count: number): BenchRegister {
  if (address === '') throw new Error('CICA_BENCH_POSTGRES_URL has to name a database of PostgreSQL');
  const folder = join(cacheFolder(), String(count));
  mkdirSync(folder, { recursive: true });
  const made: BenchRegister = { count, db: inSchema(count), files: filesIn(folder) };
  if (!existsSync(made.files.decisions)) writeRecords(made.files, count);
  if (asked('public', `select to_regclass('${schemaOf(count)}.history') is not null`) === 'f') {
    console.error(`making a register of ${count.toLocaleString('en')} decisions on the server …`);
    initialize(folder, made.db);
    timed(folder, importOf(made.db, made.files));
    asked(schemaOf(count), 'vacuum analyze;');
  }
  return made;
}

const drop = (name: string): string => asked('public', `drop schema if exists ${schemaOf(name)} cascade;`);

const starts: Row = (bench) => {
  const command = cica(bench.big.db, 'decision', 'list', '--limit', '20');
  return compare(bench, { name: 'decision list --limit 20', command, against: [emptyNode], most: 1.7 });
};

/** The queries that a command asks, in psql. */
const sameQueries = async (command: Command, { count }: BenchRegister): Promise<Command> =>
  psql(schemaOf(count), await queriesOf(command));

const search: Row = async (bench) => {
  const command = searchOf(bench.big);
  const shell = await sameQueries(command, bench.big);
  const against = [baseline('the same queries in psql, and node empty.cjs', shell, ...emptyNode.commands)];
  return compare(bench, { name: 'search, two words, first 20', command, against, most: 1 });
};

const exports: Row = (bench) => {
  const copy = `\\copy (${twelveColumnsQuery.replaceAll('\n', ' ').replace(/;$/, '')}) to stdout with (format csv, header)`;
  return compare(bench, {
    name: 'export of all decisions, 12 columns, CSV',
    command: cica(bench.big.db, 'export', 'decisions', '--columns', twelveColumns, '--format', 'csv'),
    against: [baseline('psql \\copy', psql(schemaOf(bench.big.count), copy))],
    ...{ most: 1, peak: 150 },
  });
};

/** The same files into one table each, with as many indexes as the register has on decisions, and a search index. */
const importScript = ({ files }: BenchRegister): string => `
create table decision (meeting text, item text, action text, kind text, title text, text text, period text,
  referred_to text, silence_until text, parties text, tags text, links text, evidence text,
  words tsvector generated always as (to_tsvector('simple', title || ' ' || coalesce(text, ''))) stored);
create index on decision (meeting desc, item);
create index on decision (meeting, title);
create index on decision (action, meeting desc);
create index on decision (kind, meeting desc);
create index on decision (period, meeting desc);
create index on decision (referred_to, meeting desc);
create index on decision (silence_until, meeting desc);
create index on decision using gin (words);
create table agenda_item (meeting text, number text, title text,
  words tsvector generated always as (to_tsvector('simple', title)) stored);
create index on agenda_item (meeting, number);
create index on agenda_item using gin (words);
create table meeting (body text, date text, place text, status text);
create index on meeting (date desc, body);
\\copy meeting from '${files.meetings}' with (format csv, header)
\\copy agenda_item (meeting, number, title) from '${files.agenda}' with (format csv, header)
\\copy decision (meeting, item, action, kind, title, text, period, referred_to, silence_until, parties, tags, links, evidence) from '${files.decisions}' with (format csv, header)
`;

/** Of the small register: a million takes half an hour. */
const imports: Row = ({ small, folder, bulkRuns }) => {
  const [taken, shells]: [Run[], Run[]] = [[], []];
  for (let run = 0; run < bulkRuns; run += 1) {
    drop('imported');
    initialize(folder, inSchema('imported'));
    taken.push(timed(folder, withPeak(importOf(inSchema('imported'), small.files))));
    drop('imported');
    asked('public', `create schema ${schemaOf('imported')};`);
    shells.push(timed(folder, psql(schemaOf('imported'), importScript(small))));
  }
  drop('imported');
  const name = `import of ${small.count.toLocaleString('en')} decisions and their meetings, CSV`;
  const run = medianRun(taken);
  return [
    time(name, run, [figureOf('psql \\copy', [medianRun(shells)])], 4),
    atMost(`${name}: peak memory`, 'MB', run.peak ?? Number.NaN, 130),
  ];
};

/** A register that others than the bench may change. */
function copied(folder: string, from: BenchRegister, name: string): string {
  drop(name);
  timed(folder, cica(from.db, 'db', 'copy', from.db, inSchema(name)));
  return inSchema(name);
}

const recording: Row = (bench) => {
  const { big, folder, runs } = bench;
  // what is recorded is taken back: a copy of a million would take longer than all the rest
  const add = addOne(big.db, big.count);
  const commands = [{ ...add, args: [...add.args, '--dry-run'] }, cica(big.db, '--version')];
  const [added, version] = mediansInTurn(folder, runs, commands) as [Run, Run];
  const more = atMost('decision add --dry-run: more than cica --version', 'ms', added.wall - version.wall, 60);
  return [time('decision add --dry-run', added, [figureOf('cica --version', [version])]), more];
};

const verifying: Row = (bench) => {
  const changes = Number(asked(schemaOf(bench.big.count), 'select sum(changes) from history;'));
  return verified(bench, 'verify', cica(bench.big.db, 'verify'), changes);
};

/** The schema against the same one without what only a register of decisions has: history and statuses. */
const size: Row = ({ big }) => {
  const sum = (where: string): number =>
    Number(
      asked(
        schemaOf(big.count),
        `select sum(pg_total_relation_size(oid)) from pg_class
          where relkind = 'r' and relnamespace = '${schemaOf(big.count)}'::regnamespace ${where};`,
      ),
    ) / 1e6;
  const plain = sum("and relname not in ('history', 'decision_status')");
  const without = { what: 'without history and statuses', value: plain, user: null };
  return [ratioTo('size of the schema', 'MB', sum(''), [without], 1.5)];
};

const writers: Row = async ({ small, folder, decisionsEach }) => {
  const results: Result[] = [];
  for (const processes of [1, 8, 32]) {
    const db = copied(folder, small, 'writers');
    const each = Math.ceil((2 * decisionsEach) / processes);
    const outcome = await writtenAtOnce(db, small.count, processes, each);
    const written = asked(
      schemaOf('writers'),
      `select count(*), max(number) - min(number) + 1 from decision where title = '${writtenTitle}';`,
    );
    const [number, span] = written.split('|').map(Number);
    results.push(...atOnce(outcome, processes, each, number ?? 0, number === span));
  }
  drop('writers');
  return results;
};

/** What applies to PostgreSQL, against psql and its \copy. */
export const postgresRows: { readonly [name: string]: Row } = {
  starts,
  lists: lists(async (list, few, { big }) => ({
    against: [baseline('the same queries in psql', await sameQueries(list, big)), few],
    most: 1.5,
  })),
  ...{ pending, search, exports, imports, recording, verifying, size, writers },
};
