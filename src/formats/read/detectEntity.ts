import { didYouMean } from '../../domain/nearest';
import { Problem } from '../../domain/problem';
import { aRecord, type Entity, entities } from '../../domain/schema';

/** The name that a file's spelling of a column or an entity stands for: "Referred to", "referred-to". */
export function columnName(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}

/**
 * The entity whose records have these columns: the one that has them all. Of several, the one that records no others, or
 * that needs no others, and most of these.
 *
 * @throws Problem `refused` when no entity has a column, or more than one entity could be meant.
 */
export function detectEntity(columns: readonly string[]): Entity {
  const known = Object.values(entities).map((entity) => ({
    entity,
    missing: columns.filter((column) => !entity.columns.some((one) => one.name === column)),
  }));
  const fitting = known.filter(({ missing }) => missing.length === 0).map(({ entity }) => entity);
  // what has no column that a decision has not is meant to be one
  const whole = fitting.filter(({ name }) => name !== 'document' || !fitting.includes(entities.decision));
  const exact = whole.filter((entity) =>
    entity.columns.every(({ name, computed }) => computed || columns.includes(name)),
  );
  const enough = mostNeeded(
    whole.filter((entity) => entity.columns.every(({ name, required }) => !required || columns.includes(name))),
  );
  const [found, ...others] = [exact, enough, whole].find((some) => some.length > 0) ?? [];
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

/** Those of the entities that need most columns: what has a meeting and a title is an agenda item before a document. */
function mostNeeded(found: readonly Entity[]): Entity[] {
  const needs = (entity: Entity): number => entity.columns.filter(({ required }) => required).length;
  const most = Math.max(0, ...found.map(needs));
  return found.filter((entity) => needs(entity) === most);
}

/** The problem that an entity has no such column. */
export function unknownColumn(entity: Entity, column: string): Problem {
  if (column === '') {
    return new Problem('refused', 'a column of the header has no name', 'name it, or take its delimiter out', column);
  }
  const known = entity.columns.map((one) => one.name);
  return new Problem(
    'refused',
    `${aRecord(entity)} has no column "${column}"`,
    `${didYouMean(column, known)}it has ${known.join(', ')}`,
    column,
  );
}

/**
 * The entity that `--as` names, in the singular or plural.
 *
 * @throws Problem `usage` when there is none of that name.
 */
export function entityNamed(text: string): Entity {
  const word = columnName(text);
  const found = Object.values(entities).find(({ name, plural }) => name === word || plural === word);
  if (found !== undefined) return found;
  const names = Object.values(entities).map(({ plural }) => plural);
  throw new Problem('usage', `there are no "${text}"`, `${didYouMean(word, names)}there are ${names.join(', ')}`);
}
