import sql from 'sql-template-tag';
import { Problem } from '../domain/problem';
import type { Fields } from '../store/store';
import { type Draft, dependedOn, needed, type Recorder } from './recorder';

/** Checks a party, and fills in what is not given: the name and kind of a state from ISO 3166-1. */
export async function completeParty(recorder: Recorder, draft: Draft): Promise<{ fields: Fields; ref: string }> {
  const fields = { ...draft.fields };
  if (!fields.code) throw needed('party', 'code');
  if (draft.current === null && (!fields.name || !fields.kind)) {
    const { countryNames } = await import('./countries');
    const country = await countryNames(fields.code as string);
    if (!fields.name && country !== null) {
      fields.name = country.name;
      const directory = await recorder.directory('party');
      fields.aliases ??= country.others.filter((name) => directory.taken(name, undefined) === undefined);
    }
    fields.kind ||= country === null ? 'organisation' : 'state';
  }
  if (!fields.name) throw needed('party', 'name');
  fields.kind ||= 'organisation';
  await checkNames(recorder, 'party', draft, fields);
  return { fields, ref: fields.code as string };
}

/**
 * Checks that no other body or party goes by the names of one, and keeps a code that is given up as an alias.
 *
 * @throws Problem `refused` naming the other one.
 */
export async function checkNames(
  recorder: Recorder,
  entity: 'body' | 'party',
  draft: Draft,
  fields: Fields,
): Promise<void> {
  const directory = await recorder.directory(entity);
  const names: [column: string, name: string][] = [
    ['code', fields.code as string],
    ['name', fields.name as string],
    ...((fields.aliases ?? []) as string[]).map((alias): [string, string] => ['aliases', alias]),
  ];
  for (const [column, name] of names) {
    const other = directory.taken(name, draft.current?.id);
    if (other === undefined) continue;
    throw new Problem(
      'refused',
      `"${name}" is ${entity === 'body' ? 'the body' : 'the party'} ${other.code} (${other.name}) already`,
      `use another ${column === 'aliases' ? 'alias' : column}, or change that one: cica ${entity} edit ${other.code}`,
      column,
    );
  }
  const formerCode = draft.current?.fields.code as string | undefined;
  if (formerCode !== undefined && formerCode !== fields.code) {
    fields.aliases = [...new Set([...((fields.aliases ?? []) as string[]), formerCode])];
  }
}

/** Removes a party that no decision, meeting or act names, with its standings. */
export async function removeParty(recorder: Recorder, id: number): Promise<void> {
  const { transaction } = recorder;
  const dependents = await transaction.rows<{ ref: string }>(sql`
    select m.ref || '/' || cast(d.number as text) as ref
      from decision_party p
      join decision d on d.id = p.decision_id
      join meeting m on m.id = d.meeting_id
      where p.party_id = ${id}
    union all
    select ref from meeting where chair_party_id = ${id}
    union all
    select 'objection to ' || m.ref || '/' || cast(d.number as text)
      from objection o join decision d on d.id = o.decision_id join meeting m on m.id = d.meeting_id
      where o.party_id = ${id}
    union all
    select a.kind || ' of ' || i.code from act a join instrument i on i.id = a.instrument_id where a.party_id = ${id}
    limit 1000`);
  if (dependents.length > 0) {
    const { code } = (await recorder.directory('party')).byId(id);
    throw dependedOn(
      `the party ${code}`,
      dependents.map(({ ref }) => ref),
      'take it out of these first',
    );
  }
  const periods = await transaction.rows<{ id: number }>(sql`select id from standing where party_id = ${id}`);
  for (const period of periods) await transaction.remove('standing', period.id);
  await transaction.remove('party', id);
}
