import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { EntityName, SearchField } from '../../domain/schema';
import { ftsQuery, type SearchTerm } from '../../domain/searchText';
import { entityNumber } from '../engine';
import type { Dialect, LinesByMeeting, SearchScope } from '../store';

/** The words of a title weigh most, then those of the text, then the rest. */
const weights = sql`10.0, 3.0, 1.0`;

/** The entity's number as SQL: a bound value would be a real number, and FTS5 ignores a rowid that is one. */
const numberSql = (entity: EntityName): Sql => raw(String(entityNumber(entity)));

const inScope = (scope: SearchScope | undefined): Sql =>
  scope === undefined ? empty : sql`and ${scope(sql`rowid % 16`, sql`search.rowid / 16`)}`;

const joined = sql`cast(group_concat(line, char(10)) || char(10) as blob)`;

/** The lines of a list, those of several `meetings` in a row: with few lines per row, the rows take half of the time. */
function linesOfBlocks({ line, from, order, day, meeting }: LinesByMeeting, meetings: number): Sql {
  const inBlock = sql`${from} and (${day}, ${meeting}) <= (blocks.met_on, blocks.id)
    and (${day}, ${meeting}) > (blocks.next_met_on, blocks.next_id)`;
  return sql`
    with blocks as materialized (
      select met_on, id, lead(met_on, 1, '') over ordered as next_met_on, lead(id, 1, 0) over ordered as next_id
        from (select met_on, id, row_number() over (order by met_on desc, id desc) as position from meeting)
        where position % ${raw(String(meetings))} = 1 window ordered as (order by met_on desc, id desc))
    select (select ${joined} from (select ${line} as line ${inBlock} order by ${order})) as lines,
        (select count(*) ${inBlock}) as count
      from blocks order by met_on desc, id desc`;
}

/** The lines of a list, one row per meeting. */
const linesOfMeetings = ({ line, from, filters, order, day, meeting }: LinesByMeeting): Sql => sql`
  select ${joined} as lines, count(*) as count from (
      select ${day} as met_on, ${meeting} as meeting_id, ${line} as line ${from} ${filters} order by ${order})
    group by met_on, meeting_id`;

/** SQL that SQLite writes differently. */
export const dialect: Dialect = {
  byIndex: (name: string): Sql => sql`indexed by ${raw(name)}`,
  matching(terms: readonly SearchTerm[], fields: readonly SearchField[], entity: EntityName): Sql {
    return sql`select rowid / 16 as id from search
      where search match ${ftsQuery([...terms], fields)} and rowid % 16 = ${numberSql(entity)}`;
  },
  matches(terms: readonly SearchTerm[], fields: readonly SearchField[], entity: EntityName, id: Sql): Sql {
    return sql`(select 1 from search
      where search match ${ftsQuery([...terms], fields)} and rowid = ${id} * 16 + ${numberSql(entity)}) is not null`;
  },
  found(terms, scope): Sql {
    return sql`select rowid % 16 as entity, rowid / 16 as id from search
      where search match ${ftsQuery(terms)} ${inScope(scope)} order by rowid desc`;
  },
  ranked(terms, limit, maxRanked, scope): Sql {
    return sql`select number % 16 as entity, number / 16 as id from (
      select rowid as number, bm25(search, ${weights}) as rank from search
        where search match ${ftsQuery(terms)} ${inScope(scope)} order by rowid desc limit ${maxRanked})
      order by rank, number limit ${limit}`;
  },
  orderKey: (text) => sql`order_key(${text})`,
  daysBefore: (date, days) => sql`date(${date}, ${`-${days} days`})`,
  isWithin(text, key, descending): Sql {
    const bound = sql`(select first_bound(${key}, ${raw(descending ? '1' : '0')}))`;
    // a function call would double the time per row
    return sql`case when ${key} is null then 1
      when ${text} collate nocase ${raw(descending ? '<' : '>')} ${bound} and ${text} < char(127) then 0
      else compare_to_key(${text}, ${key}) ${raw(descending ? '>=' : '<=')} 0 end`;
  },
  csvText(text, delimiter): Sql {
    // one character per pattern: SQLite finds a single one faster than any of several (an export is a fifth faster)
    const special = [delimiter, '"', '\n', '\r'].map((sign) => sql`${text} glob ${`*${sign}*`}`);
    return sql`case when ${text} is null then null
      when ${join(special, ' or ')} then '"' || replace(${text}, '"', '""') || '"' else ${text} end`;
  },
  // || would copy the line at every column: an export of all columns a quarter slower
  csvLine: (values, delimiter) => sql`concat(${join(values, `, '${delimiter}', `)})`,
  // with filters, SQLite might read all their results again for each block
  joinedLines: (list) =>
    list.meetings === undefined || list.filters !== empty ? linesOfMeetings(list) : linesOfBlocks(list, list.meetings),
  jsonObject: (members) => sql`json_object(${join(members.flatMap(({ name, value }) => [sql`${name}`, value]))})`,
  jsonArray: (value, order) => sql`json_group_array(${value} order by ${order})`,
  // some versions forget that a value is JSON when it leaves a subquery or CASE
  jsonValue: (value) => sql`json(${value})`,
  jsonString: (text) => `json_quote(${text})`,
  consistsOf: (text, characters) => `${text} <> '' and ${text} not glob '*[^${characters}]*'`,
  hasType: (column, type) => `typeof(${column}) in ('${type}', 'null')`,
  linesById: (ids, line, tables, longest) => sql`
    select cast(string_agg(case when octet_length(line) <= ${longest} then line else char(10) || '?' || id end, '') as blob) as lines
      from (select i.id, char(10) || ${line} as line from (select value as id from json_each(${JSON.stringify(ids)})) as i ${tables}
        limit ${ids.length})`,
};
