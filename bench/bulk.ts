import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadSqlite } from '../src/store/addon';
import { atLeast, atMost, type Bench, figureOf, type Result, type Row, ratioTo, time } from './compare';
import { type Command, cica, medianRun, mediansInTurn, type Run, sqlite, started, timed, withPeak } from './measure';
import { middleMeeting } from './records';
import { editedRegister, importOf, initialize, removeRegister } from './registers';
import { importIntoSchema, plainImport } from './shell';

const { Database } = loadSqlite();

/** An import, the same one again, the undo of the first one, and the same files imported by the sqlite3 shell. */
const imports: Row = ({ big: { count, files }, folder, bulkRuns, hasShell }) => {
  const taken: Record<'first' | 'again' | 'undo' | 'schema' | 'plain', Run[]> = {
    ...{ first: [], again: [], undo: [], schema: [], plain: [] },
  };
  const [db, same, plain] = ['imported', 'schema', 'plain'].map((name) => join(folder, `${name}.db`)) as [
    string,
    string,
    string,
  ];
  for (let run = 0; run < bulkRuns; run += 1) {
    initialize(folder, db);
    taken.first.push(timed(folder, withPeak(importOf(db, files))));
    taken.again.push(timed(folder, withPeak(importOf(db, files))));
    taken.undo.push(timed(folder, withPeak(cica(db, 'undo', '--yes'))));
    if (hasShell) {
      initialize(folder, same);
      taken.schema.push(timed(folder, sqlite(same, importIntoSchema(files))));
      taken.plain.push(timed(folder, sqlite(plain, plainImport(files))));
    }
    for (const one of [db, same, plain]) removeRegister(one);
  }
  const [first, again, undo] = [medianRun(taken.first), medianRun(taken.again), medianRun(taken.undo)];
  const shells = hasShell
    ? [
        figureOf('sqlite3 .import into the same schema', [medianRun(taken.schema)]),
        figureOf('sqlite3 .import into plain tables', [medianRun(taken.plain)]),
      ]
    : [];
  const theImport = [figureOf('the import', [first])];
  const most = count > 100_000 ? 180 : 130;
  const name = 'import of all records, CSV';
  return [
    time(name, first, shells, 3),
    peakOf(name, first, most),
    time('the same import again', again, theImport, 1),
    peakOf('the same import again', again, most),
    time('undo of the import', undo, theImport, 1.5),
    peakOf('undo of the import', undo, 250),
  ];
};

const peakOf = (name: string, { peak }: Run, most: number): Result =>
  atMost(`${name}: peak memory`, 'MB', peak ?? Number.NaN, most);

/** How fast a register of so many changes is verified. */
export function verified({ folder, bulkRuns }: Bench, name: string, verify: Command, changes: number): Result[] {
  const [run] = mediansInTurn(folder, bulkRuns, [withPeak(verify)]) as [Run];
  const speed = atLeast(name, 'changes/s', changes / (run.wall / 1_000), 150_000);
  return [{ ...speed, user: run.user }, peakOf(name, run, 120)];
}

const verifying: Row = (bench) => {
  const { big } = bench;
  const ofRegister = (name: string, db: string): Result[] => {
    const database = new Database(db, { readonly: true });
    const changes = database.prepare('select sum(changes) from history').pluck().get() as number;
    database.close();
    return verified(bench, name, cica(db, 'verify'), changes);
  };
  return [...ofRegister('verify', big.db), ...ofRegister('verify, one decision in ten edited', editedRegister(big))];
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
  const without = { what: 'without history and statuses', value: statSync(db).size / 1e6, user: null };
  removeRegister(db);
  return [ratioTo('size of the file', 'MB', whole, [without], 1.5)];
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

/** The results of writing at once, of which so many decisions are there, with numbers that follow each other or not. */
export function atOnce(
  { refused, seconds }: AtOnce,
  processes: number,
  each: number,
  there: number,
  consecutive: boolean,
): Result[] {
  const all = processes * each;
  const name = `${processes} processes, ${each} decisions each`;
  const pass = there === all && consecutive && refused === 0;
  return [
    { ...ratioTo(name, 'there, numbered without gaps', there, [], undefined), target: String(all), pass },
    ratioTo(`${name}: speed`, 'commands/s', all / seconds, [], undefined),
  ];
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
  return atOnce(outcome, 8, decisionsEach, numbers.length, consecutive);
};

export const bulkRows: { readonly [name: string]: Row } = { imports, verifying, size, writers };
