import { foldName } from '../../domain/fold';
import { Problem } from '../../domain/problem';
import { entities } from '../../domain/schema';
import type { Fields } from '../../store/store';
import { distinctNames, type Named, type NamedEntity, namedFields, namesOf } from '../directory';
import type { Draft, Recorder } from './recorder';

/** Bodies and parties have their names in common: where either is asked for, a name says which. */
const sharing: { readonly [name in NamedEntity]: readonly NamedEntity[] } = {
  body: ['body', 'party'],
  party: ['party', 'body'],
  instrument: ['instrument'],
};

/** A record that has a name already. */
export interface Taken {
  readonly entity: NamedEntity;
  readonly record: Named;
}

/** Another record that has a name already, if any. */
export async function takenBy(
  recorder: Recorder,
  entity: NamedEntity,
  name: string,
  id: number | undefined,
): Promise<Taken | undefined> {
  for (const other of sharing[entity]) {
    const directory = await recorder.directory(other);
    for (const record of directory.taken(name, other === entity ? id : undefined)) {
      if (!(await recorder.sharesName(other, record.id))) return { entity: other, record };
    }
  }
  return undefined;
}

/**
 * Checks that no other record goes by the names that a change brings in, and keeps a code that is given up as an alias.
 * What two records had in common before stays: `cica db check` lists it.
 *
 * @throws Problem `refused` naming the other one.
 */
export async function checkNames(recorder: Recorder, entity: NamedEntity, draft: Draft, fields: Fields): Promise<void> {
  const before = draft.current === null ? null : namedFields(entity, draft.current.fields);
  const after = namedFields(entity, fields);
  const known = new Set(before === null ? [] : namesOf(before).map(foldName));
  const label = entity === 'instrument' ? 'title' : 'name';
  const names: [column: string, name: string][] = [
    ['code', after.code],
    [label, after.name],
    ...after.aliases.map((alias): [string, string] => ['aliases', alias]),
  ];
  for (const [column, name] of names) {
    if (known.has(foldName(name))) continue;
    const other = await takenBy(recorder, entity, name, draft.current?.id);
    if (other !== undefined) throw nameTaken(entity, column, name, other);
  }
  if (entity === 'instrument') return;
  const { aliases } = after;
  if (JSON.stringify(aliases) !== JSON.stringify(before?.aliases)) fields.aliases = distinctNames(aliases);
  if (before === null || before.code === after.code) return;
  const former = await takenBy(recorder, entity, before.code, draft.current?.id);
  if (former === undefined) fields.aliases = distinctNames([...(fields.aliases as string[]), before.code]);
}

function nameTaken(entity: NamedEntity, column: string, name: string, { entity: other, record }: Taken): Problem {
  const own = column === 'aliases' ? 'alias' : column;
  const shared = other === entity ? '' : 'a body and a party cannot have the same name: ';
  return new Problem(
    'refused',
    `"${name}" is the ${entities[other].label} ${record.code} (${record.name}) already`,
    `${shared}use another ${own}, or change that one: cica ${other} edit ${record.code}`,
    column,
  );
}
