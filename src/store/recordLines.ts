import sql, { raw, type Sql } from 'sql-template-tag';
import { memoized } from '../domain/memoized';
import type { EntityName } from '../domain/schema';
import { bytesAsText, bytesOf, fieldTypes } from './blocks';
import { largestId } from './ids';
import { type Part, statementsFor } from './statements';
import type { Dialect, Fields, Reader } from './store';
import { derivedAsExpected } from './verifyDerived';

/**
 * The line of a record: the history's line of the change that created it, if it has not changed since. For a changed record,
 * `operation` and `last` carry its column `created`, and the line equals none of the history's.
 */

/** The start of the placeholder for a line that the engine cannot build reliably, or that would be too long. */
export const uncertainLine = '?';

/** The maximum length of a line from the engine in bytes: it builds those of a whole block at a time. */
const longestLine = 20_000;

/** The content of a line. */
export interface RecordLine {
  readonly version: number;
  /** Its column `created`. */
  readonly created: number;
  /** Its fields that are not empty. */
  readonly fields: Fields;
}

/** The line of a record. */
export function recordLine(entity: EntityName, id: number, { version, created, fields }: RecordLine): string {
  const { empty } = statementsFor(entity);
  let after = '';
  for (const field in empty) {
    const value = fields[field];
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    after += `,"${field}":${JSON.stringify(value)}`;
  }
  const operation = version === created ? '"created","last":null' : `"changed","last":${created}`;
  const head = `{"change":${version},"entity":"${entity}","id":${id},"operation":${operation},"before":null`;
  return `${head},"after":{${after.slice(1)}}}`;
}

/** A line of a record, as `bytesAsText` has it, without some fields, and their values: the JSON of those that it has. */
interface CutLine {
  readonly rest: string;
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Cuts scalar fields out of a line without parsing it: within a string, JSON has no quote without a backslash, so the
 * name of a field is found only where it is one. Null if a field comes first, is not a scalar, or is a number in another form
 * than cica's.
 */
export function cutFields(line: string, names: readonly string[]): CutLine | null {
  let rest = line;
  const values = new Map<string, string>();
  for (const name of names) {
    if (!rest.includes(`"${name}":`)) continue;
    const found = rest.length <= longestLine ? fieldPattern(name).exec(rest) : null;
    if (found === null) return null;
    values.set(name, found[1] as string);
    rest = rest.slice(0, found.index) + rest.slice(found.index + found[0].length);
  }
  return { rest, values };
}

const fieldPattern = memoized((name: string) => new RegExp(`,"${name}":("[^"\\\\]*(?:\\\\.[^"\\\\]*)*"|\\d+)(?=[,}])`));

/** Parses the line of a record. */
export function parseRecordLine(line: string): RecordLine {
  const { change, last, after } = JSON.parse(line);
  return { version: change, created: last ?? change, fields: after as Fields };
}

/**
 * The lines of the records with some ids, in that order, built by the engine, in the encoding of `bytesAsText`. A line is empty
 * if there is no such record. It begins with `uncertainLine` if the derived columns may be wrong, or if the record has a list:
 * lists are stored as JSON, in which another tool could hide other fields.
 */
export async function recordLines(reader: Reader, entity: EntityName, ids: readonly number[]): Promise<string[]> {
  const { line, tables } = lineSql(reader.dialect)(entity);
  const built = await engineLines(reader, ids, line, tables);
  const lines = built === null ? [] : bytesAsText(built).split('\n').slice(1);
  // a value with a line feed, written by another tool, becomes two lines
  return lines.length === ids.length ? lines : ids.map(() => uncertainLine);
}

/** Changes that create records with consecutive ids, one after the other. */
export interface Creations {
  readonly entity: EntityName;
  /** The first change, and its record. */
  readonly change: number;
  readonly id: number;
  readonly count: number;
}

/**
 * The lines of creations, built by the engine from the rows, with a line feed before each. A record that was changed, or
 * whose line would be uncertain, has `uncertainLine` and its id instead. Null if the engine cannot build them.
 */
export async function creationLines(reader: Reader, { entity, change, id, count }: Creations): Promise<Buffer | null> {
  const { isCertain, asCreated, tables } = lineSql(reader.dialect)(entity);
  const line = sql`case when r.version = i.id + ${change - id} and r.created = r.version and ${isCertain}
    then ${asCreated} else ${raw(`'${uncertainLine}'`)} || i.id end`;
  const ids = Array.from({ length: count }, (_, at) => id + at);
  return engineLines(reader, ids, line, tables);
}

async function engineLines(reader: Reader, ids: readonly number[], line: Sql, tables: Sql): Promise<Buffer | null> {
  // another tool may have written an id that is too large for the engine
  const validIds = ids.map((id) => (id <= largestId ? id : 0));
  try {
    const [row] = await reader.rows<{ lines: string | Uint8Array | null }>(
      reader.dialect.linesById(validIds, line, tables, longestLine),
    );
    return bytesOf(row?.lines ?? '');
  } catch (error) {
    // SQLite's error for a value that only another tool can write, after altering the schema
    if (error instanceof Error && error.message.includes('JSON cannot hold BLOB')) return null;
    throw error;
  }
}

/** The SQL for the lines of a record `r`, and for the join of its tables to the id `i.id`. */
const lineSql = memoized((dialect: Dialect) =>
  memoized((entity: EntityName) => {
    const { scalars, lists, parts } = statementsFor(entity);
    const fields = [
      ...scalars.filter((name) => !lists.has(name)).map((name) => fieldSql(dialect, name)),
      ...parts.map((part) => partSql(dialect, part)),
    ];
    const number = (name: string): string => dialect.jsonString(`r.${name}`);
    const meeting = entity === 'decision' ? 'left join meeting m on m.id = r.meeting_id' : '';
    const isCertain = [
      derivedAsExpected(dialect, entity),
      ...['created', 'version'].map((name) => `r.${name} is not null and ${dialect.hasType(`r.${name}`, 'integer')}`),
      ...[...lists].map((name) => `r.${name} = '[]'`),
    ].join(' and ');
    const wholeNumbers = scalars
      .filter((name) => fieldTypes(entity).get(name) === 'integer')
      .map((name) => dialect.hasType(`r.${name}`, 'integer'))
      .map((condition) => ` and ${condition}`)
      .join('');
    const lineWith = (how: string): string => `concat('{"change":', ${number('version')},
      ',"entity":"${entity}","id":', r.id, ${how}, ',"before":null,"after":{', ltrim(concat(${fields.join(', ')}), ','), '}}')`;
    const created = `',"operation":"created","last":null'`;
    const how = `case r.version when r.created then ${created} else ',"operation":"changed","last":' || ${number('created')} end`;
    return {
      tables: raw(`left join ${entity} r on r.id = i.id ${meeting}`),
      isCertain: raw(isCertain),
      asCreated: raw(lineWith(created)),
      // once parsed, 1.0 would be 1
      line: raw(
        `case when r.id is null then '' when ${isCertain}${wholeNumbers} then ${lineWith(how)} else '${uncertainLine}' end`,
      ),
    };
  }),
);

/** The SQL for a field with its name, null if it is empty. Another tool may have written a text in place of a number. */
function fieldSql(dialect: Dialect, name: string): string {
  return `case when r.${name} is not null then ',"${name}":' || ${dialect.jsonString(`r.${name}`)} end`;
}

/** The SQL for a part of a decision with its name, null if it is empty. */
function partSql(dialect: Dialect, { name, table, columns }: Part): string {
  const values = columns.map((column) => `coalesce(${dialect.jsonString(`p.${column}`)}, 'null')`);
  const members = columns.map((column, at) => `'${at === 0 ? '{' : ','}"${column}":', ${values[at]}`);
  const value = columns.length === 1 ? values[0] : `concat(${members.join(', ')}, '}')`;
  return `',"${name}":[' || (select string_agg(value, ',') from
    (select ${value} as value from ${table} p where p.decision_id = r.id order by p.position) as items) || ']'`;
}
