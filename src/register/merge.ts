import sql, { join, raw, type Sql } from 'sql-template-tag';
import { uniqueBy } from '../domain/fields';
import { Problem } from '../domain/problem';
import {
  type Column,
  type EntityName,
  entities,
  entityNames,
  type FieldsOf,
  isStored,
  type StoredParty,
  storedName,
} from '../domain/schema';
import type { Fields, Transaction, Value } from '../store/store';
import { distinctNames, type Named, namesOf, partyOrBody } from './directory';
import { ChangeDescriber, titleOf } from './history/changeDescriber';
import type { Undone, UndoStep } from './history/undo';
import { nameOwner } from './record/names';
import type { Recorder } from './record/recorder';
import { createRecorder } from './recorder';

/** The entities whose records can be merged. */
export type Mergeable = 'body' | 'party';

/** What a merge does to the records that name the one merged, and to the two themselves. */
type Merged = Pick<Undone, 'steps' | 'count'>;

/** So many steps are told one by one. */
const told = 100;

/** A column by which records name a body or a party: a reference, or the parties of a decision. */
export interface NamingColumn {
  readonly owner: EntityName;
  readonly column: Column;
}

/** Every stored column that can name a record of an entity; what a decision gives follows its parties, so standings come first. */
export function namingColumns(entity: Mergeable): NamingColumn[] {
  return entityNames
    .toSorted((one, other) => Number(other === 'standing') - Number(one === 'standing'))
    .flatMap((owner) => entities[owner].columns.map((column) => ({ owner, column })))
    .filter(({ column }) => isStored(column))
    .filter(({ column }) => (column.type === 'parties' ? entity === 'party' : column.entity === entity));
}

/**
 * Makes one record of two: all that names the one names the other, which goes by the names of both. What both have alike,
 * an act or a role in a decision, stays once.
 *
 * @throws Problem `refused` with what both have at odds: standings at one time, an objection that only one took back.
 */
export async function merge(
  transaction: Transaction,
  today: string,
  entity: Mergeable,
  from: number,
  into: number,
): Promise<Merged> {
  const work = new Merging(transaction, today, entity, from, into);
  await work.run();
  return { steps: work.steps, count: work.count };
}

class Merging {
  readonly steps: UndoStep[] = [];
  count = 0;
  readonly #recorder: Recorder;
  readonly #transaction: Transaction;
  readonly #entity: Mergeable;
  readonly #from: number;
  readonly #into: number;

  constructor(transaction: Transaction, today: string, entity: Mergeable, from: number, into: number) {
    this.#transaction = transaction;
    // until all is changed, an answer comes from another body than the one asked
    this.#recorder = createRecorder(transaction, today, { force: true });
    this.#entity = entity;
    this.#from = from;
    this.#into = into;
  }

  async run(): Promise<void> {
    const directory = await this.#recorder.directory(this.#entity);
    const [from, into] = [directory.byId(this.#from), directory.byId(this.#into)];
    if (this.#entity === 'party') await this.#checkTwins(from, into);
    for (const naming of namingColumns(this.#entity)) {
      for (const id of await this.#naming(naming)) await this.#replace(naming, id, from);
    }
    await this.#tasks(from, into);
    await this.#join(from, into);
  }

  /** The ids of the records that name the one merged in a column. */
  async #naming({ owner, column }: NamingColumn): Promise<number[]> {
    const order = owner === 'meeting' ? sql`met_on, id` : sql`id`;
    const rows = await this.#transaction.rows<{ id: number }>(
      column.type === 'parties'
        ? sql`select distinct decision_id as id from decision_party where party_id = ${this.#from} order by id`
        : sql`select id from ${raw(owner)} where ${raw(storedName(column))} = ${this.#from} order by ${order}`,
    );
    return rows.map(({ id }) => id);
  }

  async #replace({ owner, column }: NamingColumn, id: number, from: Named): Promise<void> {
    const current = await this.#recorder.current(owner, id);
    const fields: Fields = { ...current.fields };
    fields[storedName(column)] =
      column.type === 'parties'
        ? mergedParties((current.fields as FieldsOf<'decision'>).parties ?? [], this.#from, this.#into)
        : owner === 'body' && id === this.#into
          ? await this.#above()
          : this.#into;
    const twin = await this.#twinOf(owner, fields);
    if (twin === undefined) return this.#save(owner, id, fields, from);
    await this.#joinTwin(owner, current.fields, twin, from);
    await this.#remove(owner, id, current.fields);
  }

  /** What the body that stays reports to, where that was the one that goes. */
  async #above(): Promise<Value> {
    const { fields } = await this.#recorder.current('body', this.#from);
    return fields.reports_to_id;
  }

  async #save(owner: EntityName, id: number, fields: Fields, from: Named): Promise<void> {
    const current = await this.#recorder.current(owner, id);
    const before = this.count < told ? await this.#refOf(owner, id, current.fields) : null;
    try {
      const { outcome, ref, changes } = await this.#recorder.save(owner, fields, current);
      if (outcome === 'unchanged') return;
      this.count += 1;
      if (before === null) return;
      const described = await this.#recorder.describe(owner, changes);
      const shown = owner === 'meeting' ? before : ref;
      this.steps.push({ operation: 'changed', entity: owner, ref: shown, title: null, changes: described });
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'refused') throw error;
      const ref = before ?? (await this.#refOf(owner, id, current.fields));
      const what = `${from.code} cannot be merged: ${entities[owner].label} ${ref}: ${error.message}`;
      throw new Problem('refused', what, error.advice, { details: error.details });
    }
  }

  async #remove(owner: EntityName, id: number, fields: Fields): Promise<void> {
    if (this.count < told) {
      const ref = await this.#refOf(owner, id, fields);
      this.steps.push({ operation: 'removed', entity: owner, ref, title: titleOf(fields), changes: [] });
    }
    this.count += 1;
    await this.#transaction.remove(owner, id);
  }

  #refOf(owner: EntityName, id: number, fields: Fields): Promise<string> {
    return new ChangeDescriber(this.#transaction).reference(owner, id, fields);
  }

  /** Tasks name who is responsible by a code, or as it was typed before that was recorded. */
  async #tasks(from: Named, into: Named): Promise<void> {
    const names = await this.#transaction.rows<{ responsible: string }>(
      sql`select distinct responsible from task where responsible is not null order by responsible`,
    );
    for (const { responsible } of names) {
      if ((await partyOrBody((entity) => this.#recorder.directory(entity), responsible)) !== from) continue;
      const tasks = await this.#transaction.rows<{ id: number }>(
        sql`select id from task where responsible = ${responsible} order by id`,
      );
      for (const { id } of tasks) {
        const { fields } = await this.#recorder.current('task', id);
        await this.#save('task', id, { ...fields, responsible: into.code }, from);
      }
    }
  }

  /** Removes the one, and gives the other its names; one that a third record has too stays with that. */
  async #join(from: Named, into: Named): Promise<void> {
    const { fields } = await this.#recorder.current(this.#entity, this.#from);
    if (this.count < told) {
      this.steps.push({
        operation: 'removed',
        entity: this.#entity,
        ref: from.code,
        title: titleOf(fields),
        changes: [],
      });
    }
    this.count += 1;
    await this.#recorder.remove(this.#entity, [this.#from], { withDecisions: false });
    const { fields: own } = await this.#recorder.current(this.#entity, this.#into);
    const aliases = [...((own.aliases ?? []) as string[])];
    for (const name of distinctNames(namesOf(from), namesOf(into))) {
      if ((await nameOwner(this.#recorder, this.#entity, name, this.#into)) === undefined) aliases.push(name);
    }
    await this.#save(this.#entity, this.#into, { ...own, aliases }, from);
  }

  /** The record of the one that stays which says what a record of the other would say of it. */
  async #twinOf(owner: EntityName, fields: Fields): Promise<number | undefined> {
    const same = twins[owner];
    if (same === undefined) return undefined;
    const [twin] = await this.#transaction.rows<{ id: number }>(
      sql`select id from ${raw(owner)} where party_id = ${this.#into} and ${equal(same, fields)} order by id`,
    );
    return twin?.id;
  }

  /** What only the record that goes says, the one that stays says from now on. */
  async #joinTwin(owner: EntityName, gone: Fields, id: number, from: Named): Promise<void> {
    const fields: Fields = (await this.#recorder.current(owner, id)).fields;
    const joined = { ...fields };
    // what a decision gave it gives to the one that stays, once it names that
    const given = owner === 'standing' && gone.earlier_since !== null;
    for (const name of ['given_by_id', 'noted_by_id']) {
      if (name in joined && !given) joined[name] ??= gone[name] ?? null;
    }
    if (gone.note && gone.note !== fields.note) {
      joined.note = [fields.note, gone.note].filter((note) => note).join('; ');
    }
    await this.#save(owner, id, joined, from);
  }

  /** @throws Problem `refused` with all that both parties have at odds. */
  async #checkTwins(from: Named, into: Named): Promise<void> {
    const standings = await this.#transaction.rows<AtOdds>(sql`
      select o.standing, o.since, o.until, n.standing as other, n.since as other_since, n.until as other_until
        from standing o join standing n on n.party_id = ${this.#into}
        where o.party_id = ${this.#from} and o.from_date < n.until_date and n.from_date < o.until_date
          and not (o.standing = n.standing and o.from_date = n.from_date and o.until_date = n.until_date
            and coalesce(o.since, '') = coalesce(n.since, '') and coalesce(o.until, '') = coalesce(n.until, ''))
        order by o.from_date, n.from_date`);
    if (standings.length > 0) {
      const details = standings.map((one) => {
        const [own, other] = [
          periodText(one.standing, one.since, one.until),
          periodText(one.other, one.other_since, one.other_until),
        ];
        return `${from.code} was ${own}; ${into.code} was ${other}`;
      });
      throw new Problem(
        'refused',
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
    throw new Problem(
      'refused',
      `${from.code} and ${into.code} objected on one day, and took that back on different days or only one did`,
      'give both the same day, or remove one: cica decision object REF --party PARTY --on DAY --remove',
      { details },
    );
  }
}

/** By what two records of one party say the same. */
const twins: { readonly [name in EntityName]?: readonly string[] } = {
  standing: ['standing', 'since', 'until'],
  objection: ['decision_id', 'objected_on'],
  act: ['instrument_id', 'kind', 'date'],
};

const equal = (names: readonly string[], fields: Fields): Sql =>
  join(
    names.map((name) => {
      const value = (fields[name] ?? null) as Value;
      return value === null ? sql`${raw(name)} is null` : sql`${raw(name)} = ${value}`;
    }),
    ' and ',
  );

/** The parties of a decision, with one in the place of another, each once in a role. */
function mergedParties(parties: readonly StoredParty[], from: number, into: number): StoredParty[] {
  const merged = parties.map(({ role, party_id }) => ({ role, party_id: party_id === from ? into : party_id }));
  return uniqueBy(merged, ({ role, party_id }) => `${role}:${party_id}`);
}

interface AtOdds {
  readonly standing: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly other: string;
  readonly other_since: string | null;
  readonly other_until: string | null;
}

const periodText = (standing: string, since: string | null, until: string | null): string =>
  `${standing} since ${since ?? 'an unknown day'}${until === null ? '' : `, until ${until}`}`;
