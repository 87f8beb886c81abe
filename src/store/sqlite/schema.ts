import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { migrationsIn, migrationText, missingObject, plantedObject } from '../migrations';
import { withDatabase } from './connection';

/** The statements that created the objects of a schema, by kind and name: "table body". */
type Objects = ReadonlyMap<string, string>;

/** SQLite's internal objects. */
const ownOfSqlite = /^\w+ sqlite_(sequence|stat[134]|autoindex_.*)$/;

/** How a register's tables and indexes differ from those that the migrations create, one sentence each. */
export function schemaProblems(database: Database.Database, migrations: string): string[] {
  return withDatabase(':memory:', (fresh) => {
    for (const migration of migrationsIn(join(migrations, 'sqlite'))) fresh.exec(migrationText(migration));
    return differences(objectsOf(database), objectsOf(fresh), shadowsOf(fresh));
  });
}

function objectsOf(database: Database.Database): Objects {
  const rows = database.prepare("select printf('%s %s', type, name), coalesce(sql, '') from sqlite_schema").raw().all();
  return new Map((rows as [string, string][]).filter(([name]) => !ownOfSqlite.test(name)));
}

/** The tables of the search index, which SQLite creates with its own statements. */
function shadowsOf(database: Database.Database): ReadonlySet<string> {
  const tables = database.pragma('table_list') as { name: string; type: string }[];
  return new Set(tables.filter(({ type }) => type === 'shadow').map(({ name }) => `table ${name}`));
}

function differences(is: Objects, right: Objects, shadows: ReadonlySet<string>): string[] {
  const hasIndex = is.has('table search');
  const missing = [...right.keys()].filter((name) => !is.has(name) && (hasIndex || !shadows.has(name)));
  const other = [...right].filter(([name, statement]) => {
    const found = is.get(name);
    return found !== undefined && !shadows.has(name) && normal(found) !== normal(statement);
  });
  const planted = [...is.keys()].filter((name) => !right.has(name));
  return [
    ...missing.map(missingObject),
    ...other.flatMap(([name, statement]) => alterations(name, is.get(name) ?? '', statement)),
    ...planted.map(plantedObject),
  ];
}

/** How a table or an index differs from what it should be. */
function alterations(name: string, is: string, right: string): string[] {
  const [has, should] = [parts(is), parts(right)];
  const [more, less] = [has.filter((part) => !should.includes(part)), should.filter((part) => !has.includes(part))];
  if (!name.startsWith('table') || more.length + less.length === 0) return [`the ${name} is not as cica creates it`];
  return [
    ...more.map((part) => `the ${name} has ${part}, which cica did not create`),
    ...less.map((part) => `the ${name} lacks ${part}`),
  ];
}

/** A statement without comments, spaces and quotes around names. */
const normal = (statement: string): string => tokens(statement).join(' ');

function tokens(statement: string): string[] {
  const found = statement.match(/--[^\n]*|'(?:[^']|'')*'|"[^"]*"|[\w$]+|\s+|[<>=!|]+|[^\s\w]/g) ?? [];
  return found.filter((token) => !/^(--|\s)/.test(token)).map((token) => token.replace(/^"(\w+)"$/, '$1'));
}

/** The parts of a statement: between its commas outside brackets, and around the outermost brackets. */
function parts(statement: string): string[] {
  const found = [''];
  let depth = 0;
  for (const token of tokens(statement)) {
    if (token === ')') depth -= 1;
    const ends = (token === ',' || token === ')' || token === '(') && depth === (token === ',' ? 1 : 0);
    if (ends) found.push('');
    else found[found.length - 1] += ` ${token}`;
    if (token === '(') depth += 1;
  }
  return found.map((part) => part.replaceAll(/ (?=[),])|(?<=\() /g, '').trim()).filter((part) => part !== '');
}
