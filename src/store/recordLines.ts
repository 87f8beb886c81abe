import { raw } from 'sql-template-tag';
import { memoized } from '../domain/memoized';
import type { EntityName } from '../domain/schema';
import { bytesAsText } from './blocks';
import { largestId } from './ids';
import { type Part, statementsFor } from './statements';
import type { Dialect, Fields, Reader } from './store';
import { derivedAsExpected } from './verifyDerived';

/**
 * The line of a record: the history's line of the change that created it, if it has not changed since. For a changed record,
 * `operation` and `last` carry its column `created`, and the line equals none of the history's.
 */

/** Stands for a line that the engine cannot build reliably, or that would be too long. */
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

/** Parses the line of a record. */
export function parseRecordLine(line: string): RecordLine {
  const { change, last, after } = JSON.parse(line);
  return { version: change, created: last ?? change, fields: after as Fields };
}

/**
 * The lines of the records with some ids, in that order, built by the engine, in the encoding of `bytesAsText`. A line is empty
 * if there is no such record. It is `uncertainLine` if the derived columns may be wrong, or if the record has a list: lists
 * are stored as JSON, in which another tool could hide other fields.
 */
export async function recordLines(reader: Reader, entity: EntityName, ids: readonly number[]): Promise<string[]> {
  // another tool may have written an id that is too large for the engine
  const validIds = ids.map((id) => (id <= largestId ? id : 0));
  const { line, tables } = lineSql(reader.dialect)(entity);
  const [row] = await reader.rows<{ lines: string | Uint8Array }>(
    reader.dialect.linesById(validIds, line, tables, longestLine),
  );
  const lines = bytesAsText(row?.lines ?? '').split('\n');
  // a value with a line feed, written by another tool, becomes two lines
  return lines.length === ids.length ? lines : ids.map(() => uncertainLine);
}

/** The SQL for the line of a record `r`, and for the join of its tables to the id `i.id`. */
const lineSql = memoized((dialect: Dialect) =>
  memoized((entity: EntityName) => {
    const { scalars, lists, parts } = statementsFor(entity);
    const fields = [
      ...scalars.filter((name) => !lists.has(name)).map((name) => fieldSql(dialect, name)),
      ...parts.map((part) => partSql(dialect, part)),
    ];
    const noLists = [...lists].map((name) => ` and r.${name} = '[]'`).join('');
    const number = (name: string): string => dialect.jsonString(`r.${name}`);
    const meeting = entity === 'decision' ? 'left join meeting m on m.id = r.meeting_id' : '';
    return {
      tables: raw(`left join ${entity} r on r.id = i.id ${meeting}`),
      line: raw(`case when r.id is null then ''
        when ${derivedAsExpected(dialect, entity)}${noLists} then concat(
          '{"change":', ${number('version')}, ',"entity":"${entity}","id":', r.id, ',"operation":',
          case r.version when r.created then '"created","last":null' else '"changed","last":' || ${number('created')} end,
          ',"before":null,"after":{', ltrim(concat(${fields.join(', ')}), ','), '}}')
        else '${uncertainLine}' end`),
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
