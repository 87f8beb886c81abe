import { didYouMean } from '../../domain/nearest';
import { Problem } from '../../domain/problem';
import { type Entity, entities, labelWithArticle } from '../../domain/schema';

/** The name of a column or entity, from any spelling in a file: "Referred to", "referred-to". */
export function columnName(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}

/**
 * The entity that has all of these columns. If there are several: the one that has no other columns, or requires no
 * others and most of these.
 *
 * @throws Problem `refused` if no entity has a column, or if several entities are possible.
 */
export function detectEntity(columns: readonly string[]): Entity {
  const known = Object.values(entities).map((entity) => ({
    entity,
    missing: columns.filter((column) => !entity.columns.some((one) => one.name === column)),
  }));
  const matching = known.filter(({ missing }) => missing.length === 0).map(({ entity }) => entity);
  // if all columns are columns of a decision, it is one
  const candidates = matching.filter(({ name }) => name !== 'document' || !matching.includes(entities.decision));
  const exact = candidates.filter((entity) =>
    entity.columns.every(({ name, computed }) => computed || columns.includes(name)),
  );
  const enough = mostNeeded(
    candidates.filter((entity) => entity.columns.every(({ name, required }) => !required || columns.includes(name))),
  );
  const [found, ...others] = [exact, enough, candidates].find((some) => some.length > 0) ?? [];
  if (found !== undefined && others.length === 0) return found;
  if (found !== undefined) {
    const names = [found, ...others].map(({ plural }) => plural);
    throw new Problem('refused', `the columns could be those of ${names.join(' or ')}`, `say which: --as ${names[0]}`);
  }
  const [nearest] = known.sort((a, b) => a.missing.length - b.missing.length);
  if (nearest === undefined || nearest.missing.length === columns.length) {
    throw new Problem(
      'refused',
      'there is no header that names columns',
      'begin it with a line of column names, as `cica export` does',
    );
  }
  throw unknownColumn(nearest.entity, nearest.missing[0] as string);
}

/** The entities that require most columns: a meeting and a title are an agenda item rather than a document. */
function mostNeeded(found: readonly Entity[]): Entity[] {
  const needs = (entity: Entity): number => entity.columns.filter(({ required }) => required).length;
  const most = Math.max(0, ...found.map(needs));
  return found.filter((entity) => needs(entity) === most);
}

/** The problem that an entity has no such column. */
export function unknownColumn(entity: Entity, column: string): Problem {
  if (column === '') {
    return new Problem('refused', 'a column of the header has no name', 'name it, or remove its delimiter', column);
  }
  const known = entity.columns.map((one) => one.name);
  return new Problem(
    'refused',
    `${labelWithArticle(entity)} has no column "${column}"`,
    `${didYouMean(column, known)}it has ${known.join(', ')}`,
    column,
  );
}

/**
 * The entity that `--as` names, in the singular or plural.
 *
 * @throws Problem `usage` if there is none with that name.
 */
export function entityNamed(text: string): Entity {
  const word = columnName(text);
  const found = Object.values(entities).find(({ name, plural }) => name === word || plural === word);
  if (found !== undefined) return found;
  const names = Object.values(entities).map(({ plural }) => plural);
  throw new Problem('usage', `there are no "${text}"`, `${didYouMean(word, names)}there are ${names.join(', ')}`);
}
