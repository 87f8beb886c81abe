import type { FieldValue, FieldValues, NamedParty } from '../../domain/fields';
import { foldName } from '../../domain/fold';
import { Problem, refused } from '../../domain/problem';
import type { StoredParty } from '../../domain/record';
import type { FoundRecord } from '../../domain/reference';
import { type Column, columnOf, type EntityName, entities, pluralLabel } from '../../domain/schema';
import { listLimit, withCommas } from '../../domain/text';
import type { PartyRole } from '../../domain/vocabulary';
import type { Fields } from '../../store/store';
import { isNamed, type NamedEntity } from '../directory';
import { find } from '../find';
import { batchesOf, batchSize, recordInOrder } from './inOrder';
import type { Current, Planned, Recorded, Recorder } from './recorder';

/** Reads the named record in the transaction that changes it. */
export async function currentNamed<E extends EntityName>(
  recorder: Recorder,
  entity: E,
  reference: string,
): Promise<Current<E>> {
  const { id } = await find(recorder.transaction, entity, reference);
  return recorder.current(entity, id);
}

/** A change of records: absent fields stay unchanged; lists gain and lose items. */
export interface Edit {
  readonly fields: FieldValues;
  /** The values of fields that a record does not have yet. */
  readonly defaults?: FieldValues;
  readonly added?: FieldValues;
  readonly removed?: readonly RemovedItem[];
}

/** An item to remove from the list of a column; a party without a role is removed in every role. */
export interface RemovedItem {
  readonly column: string;
  readonly item: string | { readonly role: PartyRole | null; readonly party: string };
}

/** The maximum number of problems; after that, the other records are not tried. */
const maxProblems = 20;

/**
 * Changes records, in order, and passes each to `recorded`. Items that a list already has, compared by folding, are not added
 * again. An item to remove may be absent from some of the records, but not from all of them.
 *
 * @throws Problem that names the records that cannot be changed, or an item that none of them has.
 */
export async function editRecords(
  recorder: Recorder,
  entity: EntityName,
  found: readonly FoundRecord[],
  edit: Edit,
  recorded: (record: Recorded) => Promise<void> | undefined,
): Promise<void> {
  const { known, transaction } = recorder;
  if (found.length > 1 && isNamed(entity)) refuseShared(entity, found.length, { ...edit.fields, ...edit.added });
  // an unknown name is reported once, not for each record
  await known.gathered(() => recorder.resolve(entity, { ...edit.defaults, ...edit.fields, ...edit.added }));
  const lists = await known.gathered(() => new ListEdit(recorder, entity, edit));
  const defaults = Object.entries(edit.defaults ?? {});
  const missing = ({ fields }: Current): FieldValues =>
    Object.fromEntries(defaults.filter(([name]) => ((fields as Fields)[name] ?? null) === null));
  const problems: { readonly ref: string; readonly problem: Problem }[] = [];
  for (const batch of batchesOf(found, batchSize)) {
    known.trim();
    await recordInOrder<FoundRecord, Planned>(recorder, batch, {
      plan: ({ id }) => {
        const current = known.record(entity, id);
        return recorder.plan(entity, { ...edit.fields, ...missing(current), ...lists.values(current) }, current);
      },
      recorded: (_, record) => recorded(record),
      failed: ({ ref }, [problem]) => void problems.push({ ref, problem: problem as Problem }),
    });
    if (problems.length >= maxProblems) break;
    await transaction.settle();
  }
  const [first, ...others] = problems;
  if (first !== undefined) throw others.length === 0 && found.length === 1 ? first.problem : unchangeable(problems);
  lists.checkRemoved(found);
}

/** Refuses to give several records a name: no two have the same. */
function refuseShared(entity: NamedEntity, count: number, fields: FieldValues): void {
  for (const column of ['code', entity === 'instrument' ? 'title' : 'name', 'aliases']) {
    const [name] = [fields[column] ?? []].flat();
    if (typeof name !== 'string' || name === '') continue;
    const records = `${withCommas(count)} ${pluralLabel(entities[entity])}`;
    const what = column === 'aliases' ? 'alias' : column;
    throw refused(`${records} cannot share the ${what} "${name}"`, 'give it to one of them; nothing was changed');
  }
}

/** The problem that records cannot be changed, each with the reason. */
function unchangeable(problems: readonly { readonly ref: string; readonly problem: Problem }[]): Problem {
  const [{ ref, problem }] = problems as readonly [(typeof problems)[number]];
  if (problems.length === 1) return problemOf(ref, problem);
  const count = `${problems.length < maxProblems ? '' : 'at least '}${problems.length}`;
  return new Problem(
    problem.kind,
    `${count} records cannot be changed like this`,
    `${problem.advice}; nothing was changed`,
    {
      details: problems.slice(0, maxProblems).map((one) => `${one.ref}: ${one.problem.sentence}`),
    },
  );
}

/** A problem with one of several records. */
export const problemOf = (ref: string, { kind, sentence, advice, details }: Problem): Problem =>
  new Problem(kind, sentence.includes(ref) ? sentence : `${ref}: ${sentence}`, advice, { details });

/** An item of a list, and the keys by which it can be removed; the first one identifies it. */
interface Item {
  readonly value: string | NamedParty;
  readonly keys: readonly [string, ...string[]];
}

/** What an edit adds to lists and removes from them. */
class ListEdit {
  readonly #recorder: Recorder;
  readonly #entity: EntityName;
  readonly #columns = new Map<
    string,
    { readonly added: readonly Item[]; readonly removed: Map<string, RemovedItem> }
  >();
  /** Items to remove that at least one of the records had. */
  readonly #removed = new Set<RemovedItem>();

  /** @throws Problem `missing` for an unknown party, or notGathered. */
  constructor(recorder: Recorder, entity: EntityName, { added = {}, removed = [] }: Edit) {
    this.#recorder = recorder;
    this.#entity = entity;
    for (const name of new Set([...Object.keys(added), ...removed.map(({ column }) => column)])) {
      const column = columnOf(entities[entity], name);
      const named = ((added[name] ?? []) as (string | NamedParty)[]).map((value) => this.#item(value));
      const ofColumn = removed.filter((one) => one.column === name);
      this.#columns.set(column.name, {
        added: named,
        removed: new Map(ofColumn.map((one) => [this.#removedKey(one), one])),
      });
    }
  }

  /** The new lists of a record, by column. */
  values(current: Current): Record<string, FieldValue> {
    const values: Record<string, FieldValue> = {};
    for (const [name, { added, removed }] of this.#columns) {
      const before = ((current.fields as Fields)[name] ?? []) as (string | StoredParty)[];
      const items = before.map((value) => this.#item(typeof value === 'string' ? value : this.#named(value)));
      const remaining = items.filter(({ keys }) => {
        const matching = keys.flatMap((key) => removed.get(key) ?? []);
        for (const one of matching) this.#removed.add(one);
        return matching.length === 0;
      });
      const known = new Set(remaining.map(({ keys }) => keys[0]));
      const list = [...remaining, ...added.filter(({ keys }) => !known.has(keys[0]))].map(({ value }) => value);
      if (list.length > Math.max(listLimit, before.length)) throw tooMany(name, list.length);
      values[name] = list as FieldValue;
    }
    return values;
  }

  /** @throws Problem `missing` for an item that was to be removed and that no record had. */
  checkRemoved(found: readonly FoundRecord[]): void {
    const removed = [...this.#columns.values()].flatMap((one) => [...one.removed.values()]);
    const absent = removed.find((one) => !this.#removed.has(one));
    if (absent === undefined) return;
    const column: Column = columnOf(entities[this.#entity], absent.column);
    const { item } = absent;
    const text = typeof item === 'string' ? item : `${item.role === null ? '' : `${item.role}:`}${item.party}`;
    const [first] = found as readonly [FoundRecord];
    const what = `${column.flag ?? column.name} "${text}"`;
    throw new Problem(
      'missing',
      found.length === 1
        ? `${first.ref} has no ${what}`
        : `none of the ${withCommas(found.length)} ${pluralLabel(entities[this.#entity])} has the ${what}`,
      `\`cica ${this.#entity} show ${first.ref}\` shows what it has; nothing was changed`,
    );
  }

  #item(value: string | NamedParty): Item {
    if (typeof value === 'string') return { value, keys: [foldName(value)] };
    const { code, id } = this.#recorder.known.directory('party').find(value.party);
    return { value: { role: value.role, party: code }, keys: [`${value.role}:${id}`, `:${id}`] };
  }

  #removedKey({ item }: RemovedItem): string {
    if (typeof item === 'string') return foldName(item);
    return `${item.role ?? ''}:${this.#recorder.known.directory('party').find(item.party).id}`;
  }

  #named({ role, party_id }: StoredParty): NamedParty {
    return { role, party: this.#recorder.known.directory('party').byId(party_id).code };
  }
}

const tooMany = (name: string, length: number): Problem =>
  refused(
    `${name} would have ${withCommas(length)} items; the limit is ${withCommas(listLimit)}`,
    'remove some of them',
    name,
  );
