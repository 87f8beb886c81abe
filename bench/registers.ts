import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { schemaVersion } from '../src/store/migrations';
import { cica, timed, timedWithPeak } from './measure';
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
  const db = join(folder, 'cica.db');
  mkdirSync(folder, { recursive: true });
  const files = filesIn(folder);
  if (!existsSync(db)) {
    console.error(`making a register of ${count.toLocaleString('en')} decisions …`);
    writeRecords(files, count);
    importAll(folder, { count, db, files });
  }
  return { count, db, files };
}

/** Creates the file of a register from files of records, as a user does; returns the import's time and peak memory. */
export function importAll(folder: string, { db, files }: BenchRegister): { time: number; peak: number } {
  const draft = join(folder, 'import.db');
  for (const ending of ['', '-wal', '-shm']) rmSync(draft + ending, { force: true });
  const measured = importTo(folder, draft, files);
  renameSync(draft, db);
  return measured;
}

/** Creates a register as a user does, by `cica init` and `cica import`; returns the import's time and peak memory. */
export function importTo(folder: string, db: string, files: RecordFiles): { time: number; peak: number } {
  timed(folder, cica(db, 'init', '--preset', 'cica'));
  return timedWithPeak(folder, cica(db, 'import', files.meetings, files.agenda, files.decisions));
}
