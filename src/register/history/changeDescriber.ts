import sql, { raw } from 'sql-template-tag';
import { groupBy } from '../../domain/groupBy';
import { formatLink } from '../../domain/links';
import { memoized } from '../../domain/memoized';
import type { StoredLink, StoredParty } from '../../domain/record';
import { agendaReference, decisionReference } from '../../domain/reference';
import { type Column, type EntityName, entities, storedName } from '../../domain/schema';
import { changeHead, readChange, readLines } from '../../store/blocks';
import { blocksBackwards } from '../../store/changes';
import { queryInChunks } from '../../store/queryInChunks';
import type { FieldChange, Fields, Reader } from '../../store/store';
import { Directory, type NamedEntity } from '../directory';

/** Some or all stored fields of a record. */
type Known = Readonly<Record<string, unknown>>;

/** Describes stored values and records for people: ids become codes and references, even of removed records. */
export class ChangeDescriber {
  readonly #reader: Reader;
  /** Loaded when first needed, since it requires a scan of the whole history. */
  #removals: Promise<ReadonlyMap<string, Known>> | undefined;
  readonly #directory: (entity: NamedEntity) => Promise<Directory>;
  /** The columns by which an existing record is referred to. */
  readonly #current = memoized((entity: ReferredEntity) =>
    batched(async (ids) => {
      const columns = raw(referenceColumns[entity].join(', '));
      const rows = await queryInChunks(ids, (list) =>
        this.#reader.rows<Known & { id: number }>(sql`select id, ${columns} from ${raw(entity)} where id in (${list})`),
      );
      return new Map(rows.map((row) => [row.id, row]));
    }),
  );
  readonly #formerMeetings = batched(async (ids) =>
    groupBy(
      await queryInChunks(ids, (list) =>
        this.#reader.rows<{ id: number; ref: string }>(
          sql`select meeting_id as id, ref from former_meeting where meeting_id in (${list}) order by ref`,
        ),
      ),
      ({ id }) => id,
    ),
  );
  readonly #formerDecisions = batched(async (ids) =>
    groupBy(
      await queryInChunks(ids, (list) =>
        this.#reader.rows<Numbered & { id: number }>(
          sql`select decision_id as id, meeting_id, number from former_decision where decision_id in (${list})
            order by meeting_id, number`,
        ),
      ),
      ({ id }) => id,
    ),
  );

  /** `directory` is for a transaction that changes names, and knows them. */
  constructor(
    reader: Reader,
    directory: (entity: NamedEntity) => Promise<Directory> = memoized((entity) => Directory.load(reader, entity)),
  ) {
    this.#reader = reader;
    this.#directory = directory;
  }

  /** The changes of a record, by column, with values as `value` returns them. */
  async changes(entity: EntityName, changes: readonly FieldChange[]): Promise<FieldChange[]> {
    const [before, after] = [
      await this.fields(entity, Object.fromEntries(changes.map((change) => [change.field, change.before]))),
      await this.fields(entity, Object.fromEntries(changes.map((change) => [change.field, change.after]))),
    ];
    return Object.keys(before).map((field) => ({ field, before: before[field], after: after[field] }));
  }

  /** Stored fields by column, with values as `value` returns them. */
  async fields(entity: EntityName, fields: Known): Promise<Record<string, unknown>> {
    const named: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(fields)) {
      const column = columnStoredAs(entity, field);
      if (column !== undefined) named[column.name] = await this.value(column, value);
    }
    return named;
  }

  /** A stored value of a column for people; null if it is empty. */
  async value(column: Column, value: unknown): Promise<unknown> {
    if (value === null || value === undefined) return null;
    if (column.type === 'parties') {
      const parties = value as StoredParty[];
      return Promise.all(
        parties.map(async ({ role, party_id }) => `${role}:${await this.reference('party', party_id, {})}`),
      );
    }
    if (column.type === 'links') {
      return Promise.all(
        (value as StoredLink[]).map(async ({ relation, to_id, answer, note }) => {
          const link = formatLink({ relation, ref: await this.reference('decision', to_id, {}), answer });
          return note === null ? link : `${link} (${note})`;
        }),
      );
    }
    if (column.type !== 'reference') return value;
    if (column.entity === 'agenda_item') {
      const row = await this.#current('agenda_item')(value as number);
      if (row !== undefined) return row.number;
    }
    return this.reference(column.entity as EntityName, value as number, {});
  }

  /** The current or last reference of a record; `known` has the fields of one that may have been removed. */
  async reference(entity: EntityName, id: number, known: Known): Promise<string> {
    const name =
      (await this.#findReference(entity, id, known)) ??
      (await this.#findReference(entity, id, await this.#removal(entity, id)));
    return name ?? `of id ${id}`;
  }

  async #findReference(entity: EntityName, id: number, known: Known): Promise<string | undefined> {
    switch (entity) {
      case 'body':
      case 'party':
      case 'instrument':
        return (await this.#directory(entity)).lookupId(id)?.code ?? textOf(known.code);
      case 'meeting':
        return this.#meeting(id);
      case 'agenda_item': {
        const { meeting_id, number } = (await this.#current(entity)(id)) ?? known;
        const meeting = meeting_id === undefined ? undefined : await this.#meeting(meeting_id as number);
        return meeting === undefined ? undefined : agendaReference(meeting, number as string);
      }
      case 'decision':
        return this.#decision(id);
      case 'task':
        return String(id);
      case 'document': {
        const { symbol, title } = (await this.#current(entity)(id)) ?? known;
        return textOf(symbol) ?? textOf(title);
      }
      case 'objection':
      case 'standing':
      case 'act':
        return this.#ownerReference(entity, id, known);
    }
  }

  /** An objection, standing or act has the reference of its owner. */
  async #ownerReference(entity: keyof typeof owners, id: number, known: Known): Promise<string | undefined> {
    const owner = owners[entity];
    const row = known[`${owner}_id`] === undefined ? await this.#current(entity)(id) : known;
    return row === undefined ? undefined : this.reference(owner, row[`${owner}_id`] as number, {});
  }

  /** The last fields that name a record, if it was removed. */
  async #removal(entity: EntityName, id: number): Promise<Known> {
    this.#removals ??= removals(this.#reader);
    return (await this.#removals).get(`${entity} ${id}`) ?? {};
  }

  /** The last of the references that a removed record had; undefined if there are none. */
  async #lastReference<Row>(
    entity: EntityName,
    id: number,
    rows: readonly Row[],
    isLast: (row: Row, last: Known) => boolean,
  ) {
    if (rows.length < 2) return rows[0];
    const last = await this.#removal(entity, id);
    return rows.find((row) => isLast(row, last)) ?? rows[0];
  }

  async #decision(id: number): Promise<string | undefined> {
    const current = (await this.#current('decision')(id)) as Numbered | undefined;
    const isLast = (one: Numbered, last: Known) => one.meeting_id === last.meeting_id && one.number === last.number;
    const row = current ?? (await this.#lastReference('decision', id, (await this.#formerDecisions(id)) ?? [], isLast));
    const meeting = row === undefined ? undefined : await this.#meeting(row.meeting_id);
    return row === undefined || meeting === undefined ? undefined : decisionReference(meeting, row.number);
  }

  async #meeting(id: number): Promise<string | undefined> {
    const current = await this.#current('meeting')(id);
    if (current !== undefined) return current.ref as string;
    const former = (await this.#formerMeetings(id)) ?? [];
    return (await this.#lastReference('meeting', id, former, ({ ref }, last) => ref === last.ref))?.ref;
  }
}

/** The owners by which objections, standings and acts are referred to. */
const owners = { objection: 'decision', standing: 'party', act: 'instrument' } as const;

/** The columns by which records are referred to, where a directory does not have them. */
const referenceColumns = {
  meeting: ['ref'],
  agenda_item: ['meeting_id', 'number'],
  decision: ['meeting_id', 'number'],
  document: ['symbol', 'title'],
  objection: [`${owners.objection}_id`],
  standing: [`${owners.standing}_id`],
  act: [`${owners.act}_id`],
} as const;
type ReferredEntity = keyof typeof referenceColumns;

/** A function that reads a value by id; calls in the same turn of the event loop share a query: on a server, each takes a round trip. */
function batched<Value>(
  read: (ids: readonly number[]) => Promise<ReadonlyMap<number, Value>>,
): (id: number) => Promise<Value | undefined> {
  let ids = new Set<number>();
  let values: Promise<ReadonlyMap<number, Value>> | undefined;
  const readAll = (): Promise<ReadonlyMap<number, Value>> => {
    const requested = [...ids];
    ids = new Set();
    values = undefined;
    return read(requested);
  };
  return async (id) => {
    ids.add(id);
    values ??= new Promise<void>((resolve) => process.nextTick(resolve)).then(readAll);
    return (await values).get(id);
  };
}

type Numbered = { readonly meeting_id: number; readonly number: number };

/** The last fields that name removed records, by entity and id. `cica verify` reports unreadable changes. */
async function removals(reader: Reader): Promise<ReadonlyMap<string, Known>> {
  const removed = new Map<string, Known>();
  for await (const block of blocksBackwards(reader)) {
    for (const line of readLines(block)?.toReversed() ?? []) {
      const { entity, id, operation } = changeHead(line);
      const key = `${entity} ${id}`;
      if (operation !== 'removed' || removed.has(key)) continue;
      const fields: Fields = readChange(line)?.before ?? {};
      const { code, ref, meeting_id, number, symbol, title } = fields;
      removed.set(key, { code, ref, meeting_id, number, symbol, title });
    }
  }
  return removed;
}

/** The title of a record, from the known stored fields. */
export function titleOf(fields: Known): string | null {
  const titles = ['title', 'name', 'what', 'standing', 'kind'].map((name) => textOf(fields[name]));
  return titles.find((title) => title !== undefined) ?? null;
}

/** A value on one line as changes show it: in quotes, or (empty). */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '(empty)';
  const text = Array.isArray(value) ? value.join('; ') : String(value);
  return typeof value === 'number' ? text : `"${text.replaceAll(/\s+/g, ' ')}"`;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function columnStoredAs(entity: EntityName, field: string): Column | undefined {
  return entities[entity].columns.find((column) => storedName(column) === field);
}
