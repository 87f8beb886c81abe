import sql, { join, raw, type Sql } from 'sql-template-tag';
import { type EntityName, entityNames } from '../domain/schema';
import { bodyKinds, kinds as decisionKinds, documentKinds, parseWord, partyKinds } from '../domain/vocabulary';
import type { Reader, SearchScope } from '../store/store';
import { decisionList } from './decision/list';
import { alternatives, type FilterValues } from './list/alternatives';
import { dayRanges, type Filters, inRanges, isRecord, oneOf } from './list/filters';

/** The filters of a search; they mean what they mean in lists. */
export type SearchFilters = Pick<Filters, (typeof filterNames)[number]>;

const filterNames = ['kind', 'body', 'since', 'until', 'action', 'party'] as const;

/** The SQL columns of an entity that filters of a search apply to. Without a column, the filter excludes its records. */
interface Filterable {
  readonly from: string;
  readonly kind?: string;
  readonly body?: string;
  readonly day?: string;
  readonly party?: string;
}

/** Acts are left out: they have no text to search. */
const filterable: { readonly [name in Exclude<EntityName, 'decision' | 'act'>]: Filterable } = {
  body: { from: 'body e', kind: 'e.kind' },
  party: { from: 'party e', kind: 'e.kind' },
  meeting: { from: 'meeting e', body: 'e.body_id', day: 'e.met_on' },
  agenda_item: {
    from: 'agenda_item e join meeting m on m.id = e.meeting_id',
    body: 'm.body_id',
    day: 'm.met_on',
  },
  objection: {
    from: 'objection e join decision d on d.id = e.decision_id',
    body: 'd.body_id',
    day: 'e.objected_on',
    party: 'e.party_id',
  },
  instrument: { from: 'instrument e' },
  standing: { from: 'standing e', party: 'e.party_id' },
  task: { from: 'task e join decision d on d.id = e.decision_id', body: 'd.body_id', day: 'd.decided_on' },
  document: {
    from: `document e left join decision d on d.id = e.decision_id left join agenda_item i on i.id = e.item_id
      left join meeting m on m.id = coalesce(e.meeting_id, i.meeting_id, d.meeting_id)`,
    kind: 'e.kind',
    body: 'm.body_id',
    day: 'm.met_on',
  },
};

/** The kinds of decisions, bodies, parties and documents. */
export const kinds = [...new Set<string>([...decisionKinds, ...bodyKinds, ...partyKinds, ...documentKinds])];

/** The condition that filters put on a search; undefined without filters. */
export async function searchScope(
  reader: Reader,
  filters: SearchFilters,
  today: string,
): Promise<SearchScope | undefined> {
  const { kind, ...others } = filters;
  if (filterNames.every((name) => filters[name] === undefined)) return undefined;
  const kindOf = (column: Sql) => oneOf(kind, column, (text) => parseWord(kinds, 'kind', text));
  const { where } = await decisionList(reader, others, { day: today, isRequested: false });
  const parts = [partOf('decision', 'd', sql`decision d`, [...where, ...(await kindOf(sql`d.kind`))])];
  for (const [entity, has] of Object.entries(filterable) as [EntityName, Filterable][]) {
    const party = withoutRoles(filters.party);
    if (party === null || !hasAll(has, filters)) continue;
    const conditions = [
      ...(has.kind === undefined ? [] : await kindOf(raw(has.kind))),
      ...(has.body === undefined ? [] : await isRecord(filters.body, reader, 'body', raw(has.body))),
      ...(has.party === undefined ? [] : await isRecord(party, reader, 'party', raw(has.party))),
      ...(has.day === undefined ? [] : inRanges(dayRanges(filters, today), raw(has.day))),
    ];
    parts.push(partOf(entity, 'e', raw(has.from), conditions));
  }
  return (number, id) =>
    sql`(${join(
      parts.map((part) => part(number, id)),
      ' or ',
    )})`;
}

/** Whether an entity has a column for each of the filters, except those that only exclude. */
function hasAll(has: Filterable, { kind, body, since, until, action, party }: SearchFilters): boolean {
  const isAsked = (uses: FilterValues): boolean => (uses ?? []).flatMap(alternatives).some((one) => !one.isExcluded);
  return (
    !isAsked(action) &&
    (has.kind !== undefined || !isAsked(kind)) &&
    (has.body !== undefined || !isAsked(body)) &&
    (has.party !== undefined || !isAsked(party)) &&
    (has.day !== undefined || (since ?? until) === undefined)
  );
}

/** The uses of `--party` for records whose party has no role; null if a role is required. */
function withoutRoles(uses: FilterValues): FilterValues | null {
  const groups = uses?.flatMap(alternatives).map(({ values, isExcluded }) => ({
    names: values.filter((value) => !value.includes(':')).join(','),
    isExcluded,
  }));
  if (groups?.some(({ names, isExcluded }) => names === '' && !isExcluded)) return null;
  return groups
    ?.filter(({ names }) => names !== '')
    .map(({ names, isExcluded }) => (isExcluded ? `not:${names}` : names));
}

/** A condition: a record belongs to an entity and satisfies some conditions. */
function partOf(entity: EntityName, alias: string, from: Sql, conditions: readonly Sql[]): SearchScope {
  const number = raw(String(entityNames.indexOf(entity)));
  return (entityNumber, id) => sql`(${entityNumber} = ${number} and exists (
    select 1 from ${from} where ${join([sql`${raw(alias)}.id = ${id}`, ...conditions], ' and ')}))`;
}
