import { fold } from '../domain/fold';
import { type EntityName, entities, entityNames, storedName } from '../domain/schema';
import type { Engine, SearchWords } from './engine';
import { idsAfter, pages } from './ids';
import { fieldsOf, readRows } from './records';
import type { Fields } from './store';

/** The fields to search, and in which part of the index they are; a meeting is also found by its reference. */
const searched = new Map(
  entityNames.map((entity) => [
    entity,
    [
      ...entities[entity].columns.flatMap((column) =>
        column.search === undefined ? [] : [{ name: storedName(column), field: column.search }],
      ),
      ...(entity === 'meeting' ? [{ name: 'ref', field: 'other' as const }] : []),
    ],
  ]),
);

/** Whether a change leaves the searched fields unchanged. */
export function hasSameWords(entity: EntityName, before: Fields, after: Fields): boolean {
  const same = (name: string) => JSON.stringify(before[name] ?? null) === JSON.stringify(after[name] ?? null);
  return (searched.get(entity) ?? []).every(({ name }) => same(name));
}

/** The folded words of a record for the search index: only its own, so that the old ones can be removed. */
export function searchWords(entity: EntityName, fields: Fields): SearchWords {
  const words = { title: '', text: '', other: '' };
  for (const { name, field } of searched.get(entity) ?? []) {
    const value = fields[name];
    if (value === null || value === undefined) continue;
    const folded = fold(Array.isArray(value) ? value.join('\n') : String(value));
    words[field] = words[field] === '' ? folded : `${words[field]}\n${folded}`;
  }
  return words;
}

/** The search words of an entity's records, keyed by id, in batches. */
export async function* wordsOf(
  reader: Pick<Engine, 'rows'>,
  entity: EntityName,
): AsyncIterable<ReadonlyMap<number, SearchWords>> {
  for await (const ids of pages(reader, idsAfter(entity))) {
    const rows = await readRows(reader, entity, ids);
    yield new Map([...rows].map(([id, row]) => [id, searchWords(entity, fieldsOf(entity, row))]));
  }
}

/** Rebuilds the search index from the records. */
export async function rebuildIndex(engine: Engine): Promise<void> {
  await engine.clearIndex();
  for (const entity of entityNames) {
    for await (const records of wordsOf(engine, entity)) {
      await engine.indexAll(Array.from(records, ([id, after]) => ({ entity, id, before: null, after })));
    }
  }
}

/** The finding that the words of a record in the search index do not match its text. */
export const staleWords = (entity: EntityName | undefined, id: number | bigint | string): string =>
  `search: the words of ${entity ?? 'nothing'} ${id} do not match its text`;
