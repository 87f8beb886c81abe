import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unusable } from '../domain/problem';
import { errorCode, incompleteInstallation } from '../domain/systemError';
import { withArticle } from '../domain/text';

/** The schema that this program works with: the number of its last migration. */
export const schemaVersion = 5;

/** A numbered step of the schema: `0001_register.sql`. */
export interface Migration {
  readonly number: number;
  readonly file: string;
}

/** The migrations in a folder after a version, in order. */
export function migrationsIn(folder: string, after = 0): Migration[] {
  return filesIn(folder)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => ({ number: Number(file.slice(0, 4)), file: join(folder, file) }))
    .filter(({ number }) => number > after);
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw errorCode(error) === 'ENOENT' ? incompleteInstallation(`${folder} is missing`) : error;
  }
}

/** The SQL of a migration. */
export function migrationText(migration: Migration): string {
  return readFileSync(migration.file, 'utf8');
}

/** The tokens that decide where a statement ends: comments, three kinds of quotes, semicolons, anything else. */
const tokens = /--[^\n]*|'(?:[^']|'')*'|"[^"]*"|\$\$[\s\S]*?\$\$|;|[^;'"$-]+|[$-]/g;

/** The statements of a migration, without comments. */
export function statementsIn(text: string): string[] {
  const statements: string[] = [];
  let statement = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === ';') {
      statements.push(statement.trim());
      statement = '';
    } else if (!token.startsWith('--')) statement += token;
  }
  if (statement.trim() !== '') throw new Error(`a statement without a semicolon: ${statement.trim()}`);
  return statements;
}

/** Throws a Problem `register` for the schema of a newer version. */
export function refuseNewer(version: number, register: string): void {
  if (version <= schemaVersion) return;
  throw unusable(
    `the register ${register} was written by a newer cica (schema ${version}, this one knows ${schemaVersion})`,
    'update cica to open it',
  );
}

/** Says that a schema lacks an object that the migrations create: "index body_reports_to". */
export const missingObject = (name: string): string => `the ${name} is missing`;

/** Says that a schema has an object that the migrations do not create. */
export const plantedObject = (name: string): string =>
  `there is ${withArticle(name.replace(' ', ' that cica did not create: '))}`;
