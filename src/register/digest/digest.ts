import sql from 'sql-template-tag';
import { compareDays } from '../../domain/date';
import { type EntityName, entities, storedName } from '../../domain/schema';
import type { Answer } from '../../domain/vocabulary';
import { queryInChunks } from '../../store/queryInChunks';
import type { FieldChange, Reader } from '../../store/store';
import { ChangeDescriber, titleOf } from '../history/changeDescriber';
import { decisionRef } from '../list/columns';
import type { ListRow } from '../list/listing';
import { bodyNames, partyNames } from '../meeting/minutes';
import { type Limited, limited } from './limited';
import { type MeetingUpdate, meetingUpdates } from './meetingUpdates';
import { type KnownFields, type NetChange, type NetChanges, netChanges } from './netChanges';
import { rowsOf } from './rowsOf';
import type { DigestStart } from './start';
import { type TimedChanges, timedChanges } from './timedChanges';

/** A new answer to a referral. */
export interface NewAnswer {
  readonly ref: string;
  readonly title: string;
  readonly answer: Answer;
  readonly body: string;
  /** The decision that answers. */
  readonly by: string;
  readonly askedOn: string;
  readonly answeredOn: string;
}

/** A changed record, with its values before and after by column. */
export interface ChangedRecord extends NetChange {
  readonly ref: string;
  /** The current record. */
  readonly row: ListRow;
  readonly changes: readonly FieldChange[];
}

/** What changed in a register since an entry, and which statuses changed by date alone. */
export interface Digest {
  readonly start: DigestStart;
  /** The last day that it covers. */
  readonly day: string;
  readonly entries: number;
  readonly actors: readonly string[];
  readonly meetings: Limited<MeetingUpdate>;
  readonly answers: Limited<NewAnswer>;
  readonly timed: { readonly [Name in keyof TimedChanges]: Limited<TimedChanges[Name][number]> };
  readonly newRecords: ReadonlyMap<EntityName, Limited<ListRow>>;
  readonly changed: Limited<ChangedRecord>;
  readonly removed: Limited<{ readonly entity: EntityName; readonly ref: string; readonly title: string | null }>;
  readonly bodies: ReadonlyMap<string, string>;
  readonly parties: ReadonlyMap<string, string>;
}

/** Reads a digest up to a day, with at most `limit` items of each kind; null for all. */
export async function readDigest(
  reader: Reader,
  start: DigestStart,
  day: string,
  limit: number | null,
): Promise<Digest> {
  const net = await netChanges(reader, start.entry);
  const isNew = (entity: EntityName, id: number): boolean => net.created.get(entity)?.has(id) ?? false;
  const timed = await timedChanges(reader, start.day, day);
  const newRecords = new Map<EntityName, Limited<ListRow>>();
  for (const entity of otherEntities) {
    const ids = limited([...(net.created.get(entity) ?? [])], limit);
    newRecords.set(entity, { items: await rowsOf(reader, entity, ids.items, day), total: ids.total });
  }
  const changed = await changedRecords(reader, net.changed, day, limit);
  return {
    start,
    day,
    entries: net.entries,
    actors: net.actors,
    meetings: await meetingUpdates(reader, net, day, limit),
    answers: limited(await newAnswers(reader, net), limit),
    timed: {
      decisions: limited(
        timed.decisions.filter(({ id }) => !isNew('decision', id)),
        limit,
      ),
      tasks: limited(timed.tasks, limit),
    },
    newRecords,
    changed,
    removed: await removedRecords(reader, net.removed, limit),
    bodies: await bodyNames(reader),
    parties: await partyNames(reader, namedParties(newRecords, changed)),
  };
}

/** The entities whose new records have sections of their own, in the order of the digest. */
const otherEntities = ['objection', 'standing', 'act', 'task', 'document', 'instrument', 'party', 'body'] as const;

/** The codes of the parties that the rows name. */
const namedParties = (newRecords: Digest['newRecords'], changed: Digest['changed']): string[] =>
  [...[...newRecords.values()].flatMap(({ items }) => items), ...changed.items.map(({ row }) => row)]
    .map(({ party }) => party)
    .filter((party) => typeof party === 'string');

/** The answers that came with new decisions, or as new links of others; oldest first. */
async function newAnswers(reader: Reader, { created, changed }: NetChanges): Promise<NewAnswer[]> {
  const linked = changed.filter(({ entity, after }) => entity === 'decision' && 'links' in after);
  const ids = [...(created.get('decision') ?? []), ...linked.map(({ id }) => id)];
  const rows = await queryInChunks(ids, (list) =>
    reader.rows<NewAnswer & { id: number; to_id: number }>(sql`
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

const answeredIds = ({ links }: KnownFields): number[] =>
  ((links ?? []) as { readonly relation: string; readonly to_id: number }[])
    .filter(({ relation }) => relation === 'answers')
    .map(({ to_id }) => to_id);

async function changedRecords(
  reader: Reader,
  changed: readonly NetChange[],
  day: string,
  limit: number | null,
): Promise<Limited<ChangedRecord>> {
  const describer = new ChangeDescriber(reader);
  const visible = changed.filter(({ entity, after }) =>
    entities[entity].columns.some((column) => storedName(column) in after),
  );
  const { items, total } = limited(visible, limit);
  const records: ChangedRecord[] = [];
  for (const record of items) {
    const { entity, id, before, after } = record;
    const [row] = await rowsOf(reader, entity, [id], day);
    if (row === undefined) continue;
    const fields = Object.keys(after).map((field) => ({ field, before: before[field], after: after[field] }));
    const changes = await describer.changes(entity, fields);
    records.push({ ...record, row, ref: await describer.reference(entity, id, {}), changes });
  }
  return { items: records, total };
}

/** Removed records; those that belonged to a removed one are not listed by themselves. */
async function removedRecords(
  reader: Reader,
  removed: NetChanges['removed'],
  limit: number | null,
): Promise<Digest['removed']> {
  const describer = new ChangeDescriber(reader);
  const removedKeys = new Set(removed.map(({ entity, id }) => `${entity} ${id}`));
  const reported = removed.filter(
    ({ before }) =>
      !removedKeys.has(`meeting ${before.meeting_id}`) && !removedKeys.has(`decision ${before.decision_id}`),
  );
  const { items, total } = limited(reported, limit);
  const records = [];
  for (const { entity, id, before } of items) {
    records.push({ entity, ref: await describer.reference(entity, id, before), title: titleOf(before) });
  }
  return { items: records, total };
}
