import sql, { join, raw, type Sql } from 'sql-template-tag';
import { uniqueBy } from '../domain/fields';
import { Problem, refused } from '../domain/problem';
import type { FieldsOf, StoredParty } from '../domain/record';
import { type EntityName, entities, storedName } from '../domain/schema';
import type { Fields, Transaction, Value } from '../store/store';
import { distinctNames, type Named, namesOf, partyOrBody } from './directory';
import { titleOf } from './history/changeDescriber';
import { maxListedSteps, type Undone, type UndoStep } from './history/undo';
import { hasValue } from './list/columns';
import { nameOwner } from './record/names';
import type { Recorder } from './record/recorder';
import { type Referrer, type ReferringColumn, referrersOf, referringColumns } from './record/referrers';
import { createRecorder } from './recorder';

/** The entities whose records can be merged. */
export type Mergeable = 'body' | 'party';

/** The changes of a merge. */
type Merged = Pick<Undone, 'steps' | 'count'>;

/**
 * Merges a record into another: references move to `into`, which gets the names of both. Duplicates, as of an act or a
 * role in a decision, are dropped.
 *
 * @throws Problem `refused`, listing conflicts: overlapping standings, or an objection that only one withdrew.
 */
export async function merge(
  transaction: Transaction,
  today: string,
  entity: Mergeable,
  from: number,
  into: number,
): Promise<Merged> {
  // forced, since during the merge an answer may come from a body other than the one asked
  return new Merging(createRecorder(transaction, today, { force: true }), entity, from, into).run();
}

class Merging {
  readonly #steps: UndoStep[] = [];
  #count = 0;
  readonly #recorder: Recorder;
  readonly #transaction: Transaction;
  readonly #entity: Mergeable;
  readonly #from: number;
  readonly #into: number;

  constructor(recorder: Recorder, entity: Mergeable, from: number, into: number) {
    this.#transaction = recorder.transaction;
    this.#recorder = recorder;
    this.#entity = entity;
    this.#from = from;
    this.#into = into;
  }

  async run(): Promise<Merged> {
    const directory = await this.#recorder.directory(this.#entity);
    const [from, into] = [directory.byId(this.#from), directory.byId(this.#into)];
    if (this.#entity === 'party') await this.#checkConflicts(from, into);
    // standings come first, since those that decisions grant follow their parties
    const isStanding = ({ owner }: ReferringColumn): number => Number(owner === 'standing');
    const columns = referringColumns(this.#entity).toSorted((one, other) => isStanding(other) - isStanding(one));
    for (const referring of columns) {
      for (const id of await this.#referrers(referring)) await this.#replace(referring, id, from);
    }
    await this.#updateTasks(from, into);
    await this.#mergeNames(from, into);
    return { steps: this.#steps, count: this.#count };
  }

  /** The ids of the records that refer to the merged one in a column. */
  async #referrers(referring: ReferringColumn): Promise<Set<number>> {
    const order = referring.owner === 'meeting' ? sql`o.met_on, o.id` : sql`o.id`;
    const rows = await this.#transaction.rows<Referrer>(
      sql`${referrersOf(referring, sql`${this.#from}`)} order by ${order}`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  async #replace({ owner, column }: ReferringColumn, id: number, from: Named): Promise<void> {
    const current = await this.#recorder.current(owner, id);
    const fields: Fields = { ...current.fields };
    // a body that reported to the merged one, and takes its place, reports to the parent of that
    fields[storedName(column)] =
      column.type === 'parties'
        ? mergedParties((current.fields as FieldsOf<'decision'>).parties ?? [], this.#from, this.#into)
        : owner === 'body' && id === this.#into
          ? (await this.#recorder.current('body', this.#from)).fields.reports_to_id
          : this.#into;
    const duplicate = await this.#duplicateOf(owner, fields);
    if (duplicate === undefined) return this.#save(owner, id, fields, from);
    await this.#mergeDuplicate(owner, current.fields, duplicate, from);
    await this.#addRemoval(owner, id, current.fields);
    await this.#recorder.drop(owner, id);
  }

  async #save(owner: EntityName, id: number, fields: Fields, from: Named): Promise<void> {
    const current = await this.#recorder.current(owner, id);
    const before = this.#count < maxListedSteps ? await this.#refOf(owner, id, current.fields) : null;
    try {
      const { outcome, ref, changes } = await this.#recorder.save(owner, fields, current);
      if (outcome === 'unchanged') return;
      this.#count += 1;
      if (before === null) return;
      const described = await this.#recorder.describe(owner, changes);
      const shown = owner === 'meeting' ? before : ref;
      this.#steps.push({ operation: 'changed', entity: owner, ref: shown, title: null, changes: described });
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'refused') throw error;
      const ref = before ?? (await this.#refOf(owner, id, current.fields));
      const what = `${from.code} cannot be merged: ${entities[owner].label} ${ref}: ${error.message}`;
      throw refused(what, error.advice, { details: error.details });
    }
  }

  async #addRemoval(owner: EntityName, id: number, fields: Fields): Promise<void> {
    if (this.#count < maxListedSteps) {
      const ref = await this.#refOf(owner, id, fields);
      this.#steps.push({ operation: 'removed', entity: owner, ref, title: titleOf(fields), changes: [] });
    }
    this.#count += 1;
  }

  #refOf(owner: EntityName, id: number, fields: Fields): Promise<string> {
    return this.#recorder.describer().reference(owner, id, fields);
  }

  /** Updates tasks, which have the responsible party or body as a code, or as typed before that was on record. */
  async #updateTasks(from: Named, into: Named): Promise<void> {
    const names = await this.#transaction.rows<{ responsible: string }>(
      sql`select distinct responsible from task where responsible is not null order by responsible`,
    );
    const directories = {
      party: await this.#recorder.directory('party'),
      body: await this.#recorder.directory('body'),
    };
    for (const { responsible } of names) {
      if (partyOrBody((entity) => directories[entity], responsible) !== from) continue;
      const tasks = await this.#transaction.rows<{ id: number }>(
        sql`select id from task where responsible = ${responsible} order by id`,
      );
      for (const { id } of tasks) {
        const { fields } = await this.#recorder.current('task', id);
        await this.#save('task', id, { ...fields, responsible: into.code }, from);
      }
    }
  }

  /** Removes the merged record and adds its names to the other, except those of a third record. */
  async #mergeNames(from: Named, into: Named): Promise<void> {
    const { fields } = await this.#recorder.current(this.#entity, this.#from);
    await this.#addRemoval(this.#entity, this.#from, fields);
    await this.#recorder.remove(this.#entity, [this.#from], { withDecisions: false });
    const { fields: own } = await this.#recorder.current(this.#entity, this.#into);
    const aliases = [...((own.aliases ?? []) as string[])];
    for (const name of distinctNames(namesOf(from), namesOf(into))) {
      if (nameOwner(this.#recorder.known, this.#entity, name, this.#into) === undefined) aliases.push(name);
    }
    await this.#save(this.#entity, this.#into, { ...own, aliases }, from);
  }

  /** The record of `into` that would be the same as one moved to it. */
  async #duplicateOf(owner: EntityName, fields: Fields): Promise<number | undefined> {
    const { identity } = entities[owner];
    if (identity === undefined) return undefined;
    const same = identity.map((name) => hasValue(name, (fields[name] ?? null) as Value));
    const [duplicate] = await this.#transaction.rows<{ id: number }>(
      sql`select id from ${raw(owner)} where ${join(same, ' and ')} order by id`,
    );
    return duplicate?.id;
  }

  /** Copies what only the removed duplicate says to the remaining one. */
  async #mergeDuplicate(owner: EntityName, removed: Fields, id: number, from: Named): Promise<void> {
    const fields: Fields = (await this.#recorder.current(owner, id)).fields;
    const merged = { ...fields };
    // a standing that a decision granted is updated with that decision
    const given = owner === 'standing' && removed.earlier_since !== null;
    for (const name of ['given_by_id', 'noted_by_id']) {
      if (name in merged && !given) merged[name] ??= removed[name] ?? null;
    }
    if (removed.note && removed.note !== fields.note) {
      merged.note = [fields.note, removed.note].filter((note) => note).join('; ');
    }
    await this.#save(owner, id, merged, from);
  }

  /** @throws Problem `refused`, listing the conflicts between the parties. */
  async #checkConflicts(from: Named, into: Named): Promise<void> {
    const standings = await this.#transaction.rows<{ own: string; other: string }>(sql`
      select ${periodText('o')} as own, ${periodText('n')} as other
        from standing o join standing n on n.party_id = ${this.#into}
        where o.party_id = ${this.#from} and o.from_date < n.until_date and n.from_date < o.until_date
          and not (o.standing = n.standing and o.from_date = n.from_date and o.until_date = n.until_date
            and coalesce(o.since, '') = coalesce(n.since, '') and coalesce(o.until, '') = coalesce(n.until, ''))
        order by o.from_date, n.from_date`);
    if (standings.length > 0) {
      const details = standings.map(({ own, other }) => `${from.code} was ${own}; ${into.code} was ${other}`);
      throw refused(
        `${from.code} and ${into.code} have standings that overlap`,
        `a party has one standing at a time: end or remove one of each two first: cica party standing ${from.code} --set STANDING --remove`,
        { details },
      );
    }
    const objections = await this.#transaction.rows<{ decision_id: number; objected_on: string }>(sql`
      select o.decision_id, o.objected_on from objection o
        join objection n on n.decision_id = o.decision_id and n.objected_on = o.objected_on and n.party_id = ${this.#into}
        where o.party_id = ${this.#from} and coalesce(o.withdrawn_on, '') <> coalesce(n.withdrawn_on, '')
        order by o.decision_id`);
    if (objections.length === 0) return;
    const details: string[] = [];
    for (const { decision_id, objected_on } of objections) {
      details.push(`${await this.#refOf('decision', decision_id, {})}, on ${objected_on}`);
    }
    throw refused(
      `${from.code} and ${into.code} objected on the same day, but withdrew on different days, or only one did`,
      'give both the same day, or remove one: cica decision object REF --party PARTY --on DAY --remove',
      { details },
    );
  }
}

/** Replaces a party of a decision by another, keeping each once per role. */
function mergedParties(parties: readonly StoredParty[], from: number, into: number): StoredParty[] {
  const merged = parties.map(({ role, party_id }) => ({ role, party_id: party_id === from ? into : party_id }));
  return uniqueBy(merged, ({ role, party_id }) => `${role}:${party_id}`);
}

/** SQL for a period of standing in a sentence, by the alias of its table. */
const periodText = (table: string): Sql =>
  raw(`${table}.standing || ' since ' || coalesce(${table}.since, 'an unknown day')
    || coalesce(', until ' || ${table}.until, '')`);
