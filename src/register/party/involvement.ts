import sql, { type Sql } from 'sql-template-tag';
import { firstDay } from '../../domain/date';
import { foldName } from '../../domain/fold';
import { readFlag } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import type { Row } from '../../domain/row';
import { parseStart } from '../../domain/span';
import { type PartyRole, partyRoles } from '../../domain/vocabulary';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader } from '../../store/store';
import { Directory, namesOf } from '../directory';
import type { Filters } from '../list/filters';
import { type AsOf, type ListRow, listAll, listColumns } from '../list/listing';
import { lists } from '../list/lists';
import { standingTimeline } from './standings';

/** Limits what is read about a party. */
export interface InvolvementRequest {
  /** The earliest date to include, or a span back from the day that is shown. */
  readonly since?: string | undefined;
  /** The most rows in each section; null for all. */
  readonly limit: number | null;
}

/** What a party did, or was asked to do, newest first. */
export interface Involvement {
  readonly standings: readonly Row[];
  /** The decisions in which it has a role; as addressee, with the deadline of its task, if any. */
  readonly roles: { readonly [role in PartyRole]: readonly Row[] };
  readonly tasks: readonly Row[];
  readonly objections: readonly Row[];
  readonly acts: readonly Row[];
  /** The meetings that it chaired. */
  readonly chaired: readonly Row[];
}

/** The entities that refer to a party, other than decisions and standings. */
type ReferringEntity = 'task' | 'objection' | 'act' | 'meeting';

/** What a party did, or was asked to do, as of a day. */
export async function involvementOf(
  reader: Reader,
  party: FoundRecord,
  asOf: AsOf,
  request: InvolvementRequest,
): Promise<Involvement> {
  const { day } = asOf;
  const { since, limit } = request;
  const from = since === undefined ? null : readFlag('--since', () => parseStart(since, day, day));
  const until = asOf.isRequested ? day : null;
  const records = async (
    entity: ReferringEntity,
    filters: Filters,
    date: Sql,
    columns: readonly string[],
    where: Sql[] = [],
  ) => {
    const filtered = await lists[entity](reader, filters, asOf);
    const listing = { ...filtered.listing, order: sql`${date} desc nulls last, ${filtered.listing.id} desc` };
    const onOrAfter = from === null ? [] : [sql`${date} >= ${from}`];
    const upTo = until === null || entity === 'task' ? [] : [sql`(${date} is null or ${date} <= ${until})`];
    return listColumns(reader, listing, {
      columns,
      where: [...filtered.where, ...where, ...onOrAfter, ...upTo],
      limit,
    });
  };
  const steps = (await standingTimeline(reader, party.id, day)).toReversed();
  const standings = from === null ? steps : steps.filter(({ since }) => since !== null && firstDay(since) >= from);
  return {
    standings: standings.slice(0, limit ?? standings.length).map((step) => ({ ...step })),
    roles: await decisionsByRole(reader, party, asOf, request),
    // a task without a deadline has the date of its decision
    tasks: await records('task', { responsible: [party.ref] }, sql`coalesce(e.due_on, d.decided_on)`, taskColumns),
    objections: await records('objection', { party: [party.ref] }, sql`e.objected_on`, objectionColumns),
    acts: await records('act', { party: [party.ref] }, fullDate(sql`e.date`), [
      'instrument',
      'kind',
      'date',
      'noted_by',
    ]),
    chaired: await records(
      'meeting',
      { status: ['held'] },
      sql`e.met_on`,
      ['ref', 'title', 'date', 'place', 'status'],
      [sql`e.chair_party_id = ${party.id}`],
    ),
  };
}

const taskColumns = ['id', 'decision', 'what', 'due_on', 'done_on', 'status'];
const objectionColumns = ['decision', 'on', 'withdrawn_on', 'note'];
const decisionColumns = ['ref', 'date', 'action', 'kind', 'title', 'status', 'referred_to'];

/** The first day of a date that may be a month or a year. */
const fullDate = (date: Sql): Sql => sql`(${date} || substr('-01-01', length(${date}) - 3))`;

async function decisionsByRole(
  reader: Reader,
  party: FoundRecord,
  asOf: AsOf,
  { since, limit }: InvolvementRequest,
): Promise<Involvement['roles']> {
  const roles = await reader.rows<{ role: PartyRole }>(
    sql`select distinct role from decision_party where party_id = ${party.id}`,
  );
  const found = Object.fromEntries(partyRoles.map((role): [PartyRole, readonly Row[]] => [role, []]));
  for (const { role } of roles) {
    const filters = { party: [`role=${role}:${party.ref}`], ...(since === undefined ? {} : { since }) };
    const { listing, where } = await lists.decision(reader, filters, asOf);
    const rows = await listAll(reader, listing, { columns: decisionColumns, where, limit });
    const deadlines = role === 'addressee' ? await deadlinesOf(reader, party, rows) : new Map<number, string>();
    found[role] = rows.map(({ id, ...row }) => ({ ...row, due_on: deadlines.get(id) ?? null }));
  }
  return found as Involvement['roles'];
}

/** The deadlines of a party for what decisions ask of it, by decision id: the earliest of its tasks. */
async function deadlinesOf(
  reader: Reader,
  party: FoundRecord,
  decisions: readonly ListRow[],
): Promise<ReadonlyMap<number, string>> {
  const names = new Set(namesOf((await Directory.load(reader, 'party')).byId(party.id)).map(foldName));
  const ids = decisions.map(({ id }) => id);
  const tasks = await queryInChunks(ids, (list) =>
    reader.rows<{ decision_id: number; responsible: string; due_on: string }>(sql`
      select decision_id, responsible, due_on from task
        where decision_id in (${list}) and responsible is not null and due_on is not null order by due_on desc`),
  );
  const ownTasks = tasks.filter(({ responsible }) => names.has(foldName(responsible)));
  return new Map(ownTasks.map(({ decision_id, due_on }) => [decision_id, due_on]));
}
