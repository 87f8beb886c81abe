import sql, { type Sql } from 'sql-template-tag';
import { compareDays } from '../../domain/date';
import { type EntityName, entities, storedName } from '../../domain/schema';
import type { Answer } from '../../domain/vocabulary';
import { queryInChunks } from '../../store/queryInChunks';
import type { FieldChange, Reader } from '../../store/store';
import { ChangeDescriber, titleOf } from '../history/changeDescriber';
import { decisionRef } from '../list/columns';
import type { ListRow } from '../list/listing';
import { bodyNames, getRows, partyNames } from '../meeting/minutes';
import { type KnownFields, type NetChange, type NetChanges, netChanges } from './netChanges';
import { type Passed, passedBetween } from './passed';
import type { DigestStart } from './start';

/** The first of some items, and how many there are. */
export interface Some<Item> {
  readonly shown: readonly Item[];
  readonly total: number;
}

/** A meeting that is new, or of which decisions or agenda items are. */
export interface MeetingNews {
  readonly meeting: ListRow;
  readonly isNew: boolean;
  /** The new decisions, in order. */
  readonly decisions: readonly ListRow[];
  /** How many agenda items are new. */
  readonly agendaItems: number;
}

/** A new answer to a referral. */
export interface AnswerNews {
  readonly ref: string;
  readonly title: string;
  readonly answer: Answer;
  readonly body: string;
  /** The decision that answers. */
  readonly by: string;
  readonly askedOn: string;
  readonly answeredOn: string;
}

/** A record that changed: what it was and is, by column. */
export interface ChangedRecord extends NetChange {
  readonly ref: string;
  /** The record as it is. */
  readonly row: ListRow;
  readonly changes: readonly FieldChange[];
}

/** What changed in a register since a point, and what happened by itself. */
export interface Digest {
  readonly start: DigestStart;
  /** The last day of its time. */
  readonly day: string;
  readonly entries: number;
  readonly actors: readonly string[];
  readonly meetings: Some<MeetingNews>;
  readonly answers: Some<AnswerNews>;
  readonly passed: { readonly [Name in keyof Passed]: Some<Passed[Name][number]> };
  /** New records of other entities. */
  readonly others: ReadonlyMap<EntityName, Some<ListRow>>;
  readonly changed: Some<ChangedRecord>;
  readonly removed: Some<{ readonly entity: EntityName; readonly ref: string; readonly title: string | null }>;
  readonly bodies: ReadonlyMap<string, string>;
  readonly parties: ReadonlyMap<string, string>;
}

/** Takes the first `limit` items, null for all. */
function some<Item>(items: readonly Item[], limit: number | null): Some<Item> {
  return { shown: limit === null ? items : items.slice(0, limit), total: items.length };
}

/** Reads what changed since a point, up to `limit` items of each kind (null: all), and what happened by itself up to a day. */
export async function readDigest(
  reader: Reader,
  start: DigestStart,
  day: string,
  limit: number | null,
): Promise<Digest> {
  const net = await netChanges(reader, start.entry);
  const isNew = (entity: EntityName, id: number): boolean => net.created.get(entity)?.has(id) ?? false;
  const passed = await passedBetween(reader, start.day, day);
  const others = new Map<EntityName, Some<ListRow>>();
  for (const entity of otherEntities) {
    const ids = some([...(net.created.get(entity) ?? [])], limit);
    others.set(entity, { shown: await rowsOf(reader, entity, ids.shown, day), total: ids.total });
  }
  const changed = await changedRecords(reader, net.changed, day, limit);
  return {
    start,
    day,
    entries: net.entries,
    actors: net.actors,
    meetings: await meetingNews(reader, net, day, limit),
    answers: some(await newAnswers(reader, net), limit),
    passed: {
      decisions: some(
        passed.decisions.filter(({ id }) => !isNew('decision', id)),
        limit,
      ),
      tasks: some(passed.tasks, limit),
    },
    others,
    changed,
    removed: await removedRecords(reader, net.removed, limit),
    bodies: await bodyNames(reader),
    parties: await partyNames(reader, namedParties(others, changed)),
  };
}

/** The entities whose new records are listed by themselves, in the order of the digest. */
const otherEntities = ['objection', 'standing', 'act', 'task', 'document', 'instrument', 'party', 'body'] as const;

/** The codes of the parties that the rows name. */
const namedParties = (others: Digest['others'], changed: Digest['changed']): string[] =>
  [...[...others.values()].flatMap(({ shown }) => shown), ...changed.shown.map(({ row }) => row)]
    .map(({ party }) => party)
    .filter((party) => typeof party === 'string');

/** The rows of records in the order of their ids. */
async function rowsOf(reader: Reader, entity: EntityName, ids: readonly number[], day: string): Promise<ListRow[]> {
  if (ids.length === 0) return [];
  const rows = await getRows(reader, entity, ids, { day, asked: false });
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** What is new of a meeting, by ids. */
interface MeetingIds {
  readonly id: number;
  readonly met_on: string;
  readonly decisions: number[];
  agendaItems: number;
}

/** The meetings with something new, newest first; `limit` counts decisions too. */
async function meetingNews(
  reader: Reader,
  { created }: NetChanges,
  day: string,
  limit: number | null,
): Promise<Some<MeetingNews>> {
  const meetings = new Map<number, MeetingIds>();
  const of = ({ meeting_id: id, met_on }: MeetingPart): MeetingIds => {
    const known = meetings.get(id) ?? { id, met_on, decisions: [], agendaItems: 0 };
    meetings.set(id, known);
    return known;
  };
  const parts = (entity: EntityName, query: (ids: Sql) => Sql) =>
    queryInChunks(created.get(entity) ?? [], (ids) => reader.rows<MeetingPart>(query(ids)));
  for (const row of await parts(
    'meeting',
    (ids) => sql`select id, id as meeting_id, met_on from meeting where id in (${ids})`,
  ))
    of(row);
  for (const row of await parts(
    'agenda_item',
    (ids) => sql`select i.id, i.meeting_id, m.met_on from agenda_item i
      join meeting m on m.id = i.meeting_id where i.id in (${ids})`,
  ))
    of(row).agendaItems += 1;
  const decisions = await parts(
    'decision',
    (ids) => sql`select id, meeting_id, met_on, number from decision where id in (${ids})`,
  );
  for (const row of decisions.toSorted((one, other) => (one.number ?? 0) - (other.number ?? 0)))
    of(row).decisions.push(row.id);
  const sorted = [...meetings.values()].toSorted(
    (one, other) => compareDays(other.met_on, one.met_on) || other.id - one.id,
  );
  const total = sorted.reduce((sum, one) => sum + 1 + one.decisions.length, 0);
  const shown = firstMeetings(sorted, limit);
  const meetingRows = new Map(
    (
      await rowsOf(
        reader,
        'meeting',
        shown.map(({ id }) => id),
        day,
      )
    ).map((row) => [row.id, row]),
  );
  const decisionRows = new Map(
    (
      await rowsOf(
        reader,
        'decision',
        shown.flatMap((one) => one.decisions),
        day,
      )
    ).map((row) => [row.id, row]),
  );
  return {
    shown: shown.flatMap(({ id, decisions: ids, agendaItems }) => {
      const meeting = meetingRows.get(id);
      if (meeting === undefined) return [];
      const isNew = created.get('meeting')?.has(id) ?? false;
      return [{ meeting, isNew, agendaItems, decisions: ids.flatMap((one) => decisionRows.get(one) ?? []) }];
    }),
    total,
  };
}

interface MeetingPart {
  readonly id: number;
  readonly meeting_id: number;
  readonly met_on: string;
  readonly number?: number;
}

/** The first meetings, and of the last one as many decisions as there is room for. */
function firstMeetings(meetings: readonly MeetingIds[], limit: number | null): MeetingIds[] {
  if (limit === null) return [...meetings];
  let left = limit;
  const first: MeetingIds[] = [];
  for (const meeting of meetings) {
    if (left <= 0) break;
    const decisions = meeting.decisions.slice(0, left - 1);
    first.push({ ...meeting, decisions });
    left -= 1 + decisions.length;
  }
  return first;
}

/** The answers that came with new decisions, or as new links of others; oldest first. */
async function newAnswers(reader: Reader, { created, changed }: NetChanges): Promise<AnswerNews[]> {
  const linked = changed.filter(({ entity, after }) => entity === 'decision' && 'links' in after);
  const ids = [...(created.get('decision') ?? []), ...linked.map(({ id }) => id)];
  const rows = await queryInChunks(ids, (list) =>
    reader.rows<AnswerNews & { id: number; to_id: number }>(sql`
      select l.decision_id as id, l.to_id, ${decisionRef('e', 'em')} as ref, e.title, l.answer, b.code as body,
        ${decisionRef('d', 'm')} as "by", e.decided_on as "askedOn", d.decided_on as "answeredOn"
        from decision_link l join decision d on d.id = l.decision_id join meeting m on m.id = d.meeting_id
        join body b on b.id = d.body_id join decision e on e.id = l.to_id join meeting em on em.id = e.meeting_id
        where l.relation = 'answers' and l.decision_id in (${list})`),
  );
  const known = new Set(linked.flatMap(({ id, before }) => answeredIds(before).map((to) => `${id} ${to}`)));
  return rows
    .filter(({ id, to_id }) => !known.has(`${id} ${to_id}`))
    .toSorted((one, other) => compareDays(one.answeredOn, other.answeredOn) || one.id - other.id);
}

/** The ids of the decisions that links answer. */
const answeredIds = ({ links }: KnownFields): number[] =>
  ((links ?? []) as { readonly relation: string; readonly to_id: number }[])
    .filter(({ relation }) => relation === 'answers')
    .map(({ to_id }) => to_id);

async function changedRecords(
  reader: Reader,
  changed: readonly NetChange[],
  day: string,
  limit: number | null,
): Promise<Some<ChangedRecord>> {
  const describer = new ChangeDescriber(reader);
  const visible = changed.filter(({ entity, after }) =>
    entities[entity].columns.some((column) => storedName(column) in after),
  );
  const { shown, total } = some(visible, limit);
  const records: ChangedRecord[] = [];
  for (const record of shown) {
    const { entity, id, before, after } = record;
    const [row] = await rowsOf(reader, entity, [id], day);
    if (row === undefined) continue;
    const fields = Object.keys(after).map((field) => ({ field, before: before[field], after: after[field] }));
    const changes = await describer.changes(entity, fields);
    records.push({ ...record, row, ref: await describer.reference(entity, id, {}), changes });
  }
  return { shown: records, total };
}

/** Removed records; those that belonged to a removed one are not listed by themselves. */
async function removedRecords(
  reader: Reader,
  removed: NetChanges['removed'],
  limit: number | null,
): Promise<Digest['removed']> {
  const describer = new ChangeDescriber(reader);
  const gone = new Set(removed.map(({ entity, id }) => `${entity} ${id}`));
  const own = removed.filter(
    ({ before }) => !gone.has(`meeting ${before.meeting_id}`) && !gone.has(`decision ${before.decision_id}`),
  );
  const { shown, total } = some(own, limit);
  const records = [];
  for (const { entity, id, before } of shown) {
    records.push({ entity, ref: await describer.reference(entity, id, before), title: titleOf(before) });
  }
  return { shown: records, total };
}
