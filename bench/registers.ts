import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { schemaVersion } from '../src/store/migrations';
import { type Command, cica, timed } from './measure';
import { filesIn, type RecordFiles, recordsVersion, writeRecords } from './records';

/** A register that is cached between runs, and the files that it was imported from. */
export interface BenchRegister {
  readonly count: number;
  readonly db: string;
  readonly files: RecordFiles;
}

/** Where registers of this schema and these records are cached. */
export function cacheFolder(): string {
  const folder = join(
    envPaths('cica', { suffix: '' }).cache,
    'bench',
    `schema-${schemaVersion}-records-${recordsVersion}`,
  );
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The register with that number of decisions, created if it is missing. */
export function register(count: number): BenchRegister {
  const folder = join(cacheFolder(), String(count));
  mkdirSync(folder, { recursive: true });
  const files = filesIn(folder);
  const db = cached(join(folder, 'cica.db'), `${count.toLocaleString('en')} decisions`, (draft) => {
    writeRecords(files, count);
    initialize(folder, draft);
    timed(folder, importOf(draft, files));
  });
  return { count, db, files };
}

/** A copy of a register in which one decision in ten was edited. */
export const editedRegister = ({ count, db, files }: BenchRegister): string =>
  cached(join(dirname(db), 'edited.db'), `${count.toLocaleString('en')} decisions, a tenth of them edited`, (draft) => {
    copyFileSync(db, draft);
    timed(dirname(db), cica(draft, 'import', '--as', 'decisions', files.edits));
  });

/** The path of a register, which is made under another name if it is missing. */
function cached(db: string, description: string, make: (draft: string) => void): string {
  if (existsSync(db)) return db;
  console.error(`making a register of ${description} …`);
  const draft = `${db}.draft`;
  removeRegister(draft);
  make(draft);
  renameSync(draft, db);
  return db;
}

/** Creates an empty register, as a user does. */
export function initialize(folder: string, db: string): void {
  timed(folder, cica(db, 'init', '--preset', 'cica'));
}

/** The import of all records into a register. */
export const importOf = (db: string, files: RecordFiles): Command =>
  cica(db, 'import', files.meetings, files.agenda, files.decisions);

export function removeRegister(db: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(db + ending, { force: true });
}
