import sql from 'sql-template-tag';
import { type EntityName, entities } from '../domain/entities';
import type { Reader } from '../store/store';
import { type AsOf, decisionList } from './decisionList';
import { entityListing } from './entityListing';
import { type Listed, listAll } from './listing';
import { agendaList } from './lists';

const all = (entity: EntityName): string[] => entities[entity].columns.map(({ name }) => name);

/** A record with all its columns. */
export async function recordOf(reader: Reader, entity: EntityName, id: number, asOf: AsOf): Promise<Listed> {
  // a record is shown whatever the day: only its status is as of then
  const { listing } = await entityListing(reader, entity, { day: asOf.day, asked: false });
  const [row] = await listAll(reader, listing, {
    columns: all(entity),
    where: [sql`${listing.id} = ${id}`],
    sort: [],
    limit: null,
  });
  if (row === undefined) throw new Error(`no ${entity} of id ${id}`);
  return row;
}

/** A whole meeting: what `meeting show` and the files of meetings hold. */
export interface Minutes {
  readonly meeting: Listed;
  readonly agenda: readonly Listed[];
  readonly decisions: readonly Listed[];
}

/** A meeting with its agenda, in its order, and its decisions, in theirs. */
export async function minutesOf(reader: Reader, id: number, asOf: AsOf): Promise<Minutes> {
  const agenda = await agendaList(reader, {}, asOf.day);
  const decisions = await decisionList(reader, {}, { day: asOf.day, asked: asOf.asked });
  return {
    meeting: await recordOf(reader, 'meeting', id, asOf),
    agenda: await listAll(reader, agenda.listing, {
      columns: all('agenda_item'),
      where: [sql`m.id = ${id}`],
      sort: [],
      limit: null,
    }),
    decisions: await listAll(reader, decisions.listing, {
      columns: all('decision'),
      where: [...decisions.where, sql`d.meeting_id = ${id}`],
      sort: [],
      limit: null,
    }),
  };
}

/** The full names of bodies, by code. */
export async function bodyNames(reader: Reader): Promise<Map<string, string>> {
  const rows = await reader.rows<{ code: string; name: string }>(sql`select code, name from body`);
  return new Map(rows.map(({ code, name }) => [code, name]));
}
