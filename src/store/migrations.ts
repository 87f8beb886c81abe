import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A numbered step of the schema: `0001_register.sql`. */
export interface Migration {
  readonly number: number;
  readonly file: string;
}

/** The migrations in a folder, in order. */
export function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => ({ number: Number(file.slice(0, 4)), file: join(folder, file) }));
}

/** The SQL of a migration. */
export function migrationText(migration: Migration): string {
  return readFileSync(migration.file, 'utf8');
}
