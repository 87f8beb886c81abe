import sql, { join, raw, type Sql } from 'sql-template-tag';
import { type EntityName, entityNames } from '../domain/schema';
import { bodyKinds, kinds as decisionKinds, documentKinds, parseWord, partyKinds } from '../domain/vocabulary';
import type { Reader, SearchScope } from '../store/store';
import { decisionList } from './decision/list';
import { dayRanges, type Filters, inRanges, isRecord, oneOf } from './list/filters';

/** The filters of a search, with the meaning that they have for lists. */
export type SearchFilters = Pick<Filters, (typeof filterNames)[number]>;

const filterNames = ['kind', 'body', 'since', 'until', 'action', 'party'] as const;

/** Where an entity has what the filters of a search ask for; it is left out by any filter for which it has nothing. */
interface Filterable {
  readonly from: string;
  readonly kind?: string;
  readonly body?: string;
  readonly day?: string;
  readonly party?: string;
}

const filterable: { readonly [name in EntityName]?: Filterable } = {
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

/** What a search is limited to by its filters. */
export async function searchScope(
  reader: Reader,
  filters: SearchFilters,
  today: string,
): Promise<SearchScope | undefined> {
  const { kind, ...others } = filters;
  if (filterNames.every((name) => filters[name] === undefined)) return undefined;
  const kindOf = (column: Sql) => oneOf(kind, column, (text) => parseWord(kinds, 'kind', text));
  const { where } = await decisionList(reader, others, { day: today, asked: false });
  const parts = [partOf('decision', 'd', sql`decision d`, [...where, ...(await kindOf(sql`d.kind`))])];
  const records = Object.entries(filterable) as [EntityName, Filterable][];
  for (const [entity, has] of records.filter(([, one]) => hasAll(one, filters))) {
    const conditions = [
      ...(has.kind === undefined ? [] : await kindOf(raw(has.kind))),
      ...(has.body === undefined ? [] : await isRecord(filters.body, reader, 'body', raw(has.body))),
      ...(has.party === undefined ? [] : await isRecord(filters.party, reader, 'party', raw(has.party))),
      ...(has.day === undefined ? [] : inRanges(dayRanges(filters, today), raw(has.day))),
    ];
    parts.push(partOf(entity, 'e', raw(has.from), conditions));
  }
  return (place, id) =>
    sql`(${join(
      parts.map((part) => part(place, id)),
      ' or ',
    )})`;
}

/** Whether the records of an entity have something for each of the filters. Only parties of decisions have a role. */
function hasAll(has: Filterable, { kind, body, since, until, action, party }: SearchFilters): boolean {
  if (action !== undefined || party?.some((value) => value.replaceAll('not:', '').includes(':'))) return false;
  const asked = { kind, body, party, day: since ?? until };
  return (Object.keys(asked) as (keyof typeof asked)[]).every(
    (name) => asked[name] === undefined || has[name] !== undefined,
  );
}

/** Whether a record is one of an entity that meets some conditions. */
function partOf(entity: EntityName, alias: string, from: Sql, conditions: readonly Sql[]): SearchScope {
  const number = raw(String(entityNames.indexOf(entity)));
  return (place, id) => sql`(${place} = ${number} and exists (
    select 1 from ${from} where ${join([sql`${raw(alias)}.id = ${id}`, ...conditions], ' and ')}))`;
}
