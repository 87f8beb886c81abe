import { foldName } from '../../domain/fold';
import { type Problem, refused } from '../../domain/problem';
import type { DraftOf } from '../../domain/record';
import { entities } from '../../domain/schema';
import { distinctNames, type Named, type NamedEntity, namedFields, namesOf } from '../directory';
import type { Known } from './known';
import type { Current } from './recorder';

/** Bodies and parties share one namespace: for a command that accepts either, the name says which. */
const namespaces: { readonly [name in NamedEntity]: readonly NamedEntity[] } = {
  body: ['body', 'party'],
  party: ['party', 'body'],
  instrument: ['instrument'],
};

/** The record that already has a name. */
export interface NameOwner {
  readonly entity: NamedEntity;
  readonly record: Named;
}

/** Another record that already has a name, if any. */
export function nameOwner(
  known: Known,
  entity: NamedEntity,
  name: string,
  id: number | undefined,
): NameOwner | undefined {
  for (const other of namespaces[entity]) {
    for (const record of known.directory(other).others(name, other === entity ? id : undefined)) {
      if (!known.settings.mayShareName(known, other, record.id)) return { entity: other, record };
    }
  }
  return undefined;
}

/**
 * Checks that no other record has the new names of this one. Returns its distinct aliases, including a former code.
 * Names that two records already share are accepted: `cica db check` lists them.
 *
 * @throws Problem `refused`, naming the other record.
 */
export function checkNames<E extends NamedEntity>(
  known: Known,
  entity: E,
  current: Current<E> | null,
  fields: DraftOf<NamedEntity>,
): string[] {
  const before = current === null ? null : namedFields(current.fields as DraftOf<NamedEntity>);
  const { code, name, aliases } = namedFields(fields);
  const previousNames = new Set(before === null ? [] : namesOf(before).map(foldName));
  const names: [column: string, name: string][] = [
    ['code', code],
    [entity === 'instrument' ? 'title' : 'name', name],
    ...aliases.map((alias): [string, string] => ['aliases', alias]),
  ];
  for (const [column, text] of names) {
    if (previousNames.has(foldName(text))) continue;
    const other = nameOwner(known, entity, text, current?.id);
    if (other !== undefined) throw nameTaken(entity, column, text, other);
  }
  const distinct = JSON.stringify(aliases) === JSON.stringify(before?.aliases) ? [...aliases] : distinctNames(aliases);
  if (before === null || before.code === code) return distinct;
  const former = nameOwner(known, entity, before.code, current?.id);
  return former === undefined ? distinctNames([...distinct, before.code]) : distinct;
}

function nameTaken(entity: NamedEntity, column: string, name: string, { entity: other, record }: NameOwner): Problem {
  const noun = column === 'aliases' ? 'alias' : column;
  const shared = other === entity ? '' : 'a body and a party cannot have the same name: ';
  return refused(
    `"${name}" is already the ${entities[other].label} ${record.code} (${record.name})`,
    `${shared}use another ${noun}, or change that one: cica ${other} edit ${record.code}`,
    column,
  );
}
