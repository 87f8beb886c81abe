import sql, { raw } from 'sql-template-tag';
import { entityNames } from '../domain/entities';
import type { Engine } from './engine';

/** A query of the names of a register's indexes and constraints; from 18 on a column that is never null has one too. */
export const objectNames = `select array_agg(name order by name) from (
  select 'index ' || relname as name from pg_class
    where relkind = 'i' and relnamespace = to_regnamespace(current_schema()::text)
  union all select 'constraint ' || conname from pg_constraint
    where contype <> 'n' and connamespace = to_regnamespace(current_schema()::text)) as objects`;

/** The triggers that a register has: the first migration says what they do. */
const triggers = ['history_only_added_to', ...entityNames.map((name) => `${name}_last_id`)];

/** What is not as a register on a server was made, and references to what is not there, a sentence each. */
export async function integrityProblems(reader: Pick<Engine, 'rows'>): Promise<string[]> {
  const schema = sql`(select oid from pg_namespace where nspname = current_schema())`;
  const told = await reader.rows<{ finding: string }>(sql`
    select 'the index ' || c.relname || ' is not valid' as finding
      from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = ${schema} and not i.indisvalid
    union all select 'the constraint ' || conname || ' was not checked'
      from pg_constraint where connamespace = ${schema} and not convalidated
    union all select 'a trigger of ' || c.relname || ' is switched off: ' || t.tgname
      from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = ${schema} and t.tgenabled <> 'O'
    union all select 'there is a trigger that cica did not make: ' || t.tgname
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = ${schema} and not t.tgisinternal and t.tgname <> all(${triggers}::text[])
    union all select 'there is a view that cica did not make: ' || relname
      from pg_class where relnamespace = ${schema} and relkind in ('v', 'm')
    union all select 'the ' || name || ' is missing'
      from register, unnest(objects) as name where name <> all((${raw(objectNames)})::text[])
    union all select 'the trigger ' || name || ' is missing'
      from unnest(${triggers}::text[]) as name where not exists (
        select 1 from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where c.relnamespace = ${schema} and t.tgname = name)`);
  const findings = told.map(({ finding }) => finding);
  const keys = await reader.rows<{ child: string; name: string; parent: string }>(sql`
    select c.relname as child, a.attname as name, p.relname as parent
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.connamespace = ${schema} order by 1, 2`);
  for (const { child, name, parent } of keys) {
    if (child === 'decision_status') continue; // made again from the records
    const [row] = await reader.rows<{ number: number }>(sql`
      select count(*) as number from ${raw(child)} c where c.${raw(name)} is not null
        and not exists (select 1 from ${raw(parent)} p where p.id = c.${raw(name)})`);
    if (row?.number) findings.push(`${row.number} of ${child} refer to a ${parent} that is not there`);
  }
  return findings;
}
