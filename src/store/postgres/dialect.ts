import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { SearchField } from '../../domain/schema';
import type { SearchTerm } from '../../domain/searchText';
import { entityNumber } from '../engine';
import type { Dialect, SearchScope } from '../store';
import { isWithin, orderKey } from './order';
import { termQuery } from './search';

/** The weights of D, C, B and A: words of a title weigh most, then those of the text, then the rest. */
const weights = sql`'{0, 0.1, 0.3, 1}'::real[]`;

/**
 * Records (place, id, words) with all the terms in the fields. A long record has several rows in the index, and its terms may
 * be in different ones: there, each term is matched by itself.
 */
function foundRecords(terms: readonly SearchTerm[], fields: readonly SearchField[], condition: Sql): Sql {
  const queries = terms.map((term) => termQuery(term, fields));
  const inOneRow = sql`select place, id, words from search where words @@ ${tsquery(queries, '&')} ${condition}`;
  if (terms.length === 1) return inOneRow;
  const hasTerm = queries.map((query) => sql`bool_or(words @@ ${query}::text::tsquery)`);
  return sql`${inOneRow} union all select place, id, null as words from search
    where long and words @@ ${tsquery(queries, '|')} ${condition} group by place, id having ${join(hasTerm, ' and ')}`;
}

const tsquery = (queries: readonly string[], operator: '&' | '|'): Sql =>
  sql`${queries.map((query) => `(${query})`).join(operator)}::text::tsquery`;

const inScope = (scope: SearchScope | undefined): Sql =>
  scope === undefined ? empty : sql`and ${scope(sql`place`, sql`search.id`)}`;

/** A delimiter, escaped for a pattern and for an SQL string. */
const escaped = (delimiter: string): string => (delimiter === '\t' ? '\\t' : delimiter);

const jsonText = (value: Sql): Sql => sql`coalesce(cast(to_json(${value}) as text), 'null')`;

/** SQL that PostgreSQL writes differently. */
export const dialect: Dialect = {
  byIndex: () => empty,
  matching(terms, fields, entity): Sql {
    return sql`select id from (${foundRecords(terms, fields, sql`and place = ${entityNumber(entity)}::smallint`)}) as matching`;
  },
  matches(terms, fields, entity, id): Sql {
    const condition = sql`and place = ${entityNumber(entity)}::smallint and id = ${id}`;
    return sql`exists (${foundRecords(terms, fields, condition)})`;
  },
  found: (terms, scope) => sql`select place as entity, id from (${foundRecords(terms, [], inScope(scope))}) as hits`,
  ranked(terms, limit, maxRanked, scope): Sql {
    const query = tsquery(
      terms.map((term) => termQuery(term, [])),
      '&',
    );
    return sql`select place as entity, id from (
        select place, id, max(coalesce(ts_rank(${weights}, words, ${query}, 1), 0)) as rank from (
          select place, id, words from (${foundRecords(terms, [], inScope(scope))}) as hits
            order by id desc, place desc limit ${maxRanked}) as newest
          group by place, id) as ranked
      order by rank desc, id, place limit ${limit}`;
  },
  orderKey,
  daysBefore: (date, days) => sql`to_char(cast(${date} as date) - ${raw(String(days))}, 'YYYY-MM-DD')`,
  isWithin,
  csvText(text, delimiter): Sql {
    const quoted = sql`'"' || replace(${text}, '"', '""') || '"'`;
    return sql`case when ${text} ~ ${`[${escaped(delimiter)}"\\n\\r]`} then ${quoted} else ${text} end`;
  },
  csvLine(values, delimiter): Sql {
    const texts = values.map((value) => sql`coalesce(cast(${value} as text), '')`);
    return join(texts, ` || E'${escaped(delimiter)}' || `);
  },
  joinedLines: null,
  jsonObject(members): Sql {
    const texts = members.map(({ name, value }) => sql`${raw(`'"${name}":'`)} || ${jsonText(value)}`);
    return sql`cast('{' || ${join(texts, " || ',' || ")} || '}' as json)`;
  },
  jsonArray: (value, order) =>
    sql`cast('[' || coalesce(string_agg(${jsonText(value)}, ',' order by ${order}), '') || ']' as json)`,
  jsonValue: (value) => value,
  jsonString: (text) => `to_json(${text})::text`,
  consistsOf: (text, characters) => `${text} ~ '^[${characters}]+$'`,
  hasType: () => 'true',
  linesById: (ids, line, tables, longest) => sql`
    select string_agg(case when octet_length(line) <= ${longest} then line else chr(10) || '?' || id end, '' order by place) as lines
      from (select i.id, chr(10) || ${line} as line, i.place from unnest(${ids}::bigint[]) with ordinality as i (id, place) ${tables}
        limit ${ids.length}) as made`,
};
