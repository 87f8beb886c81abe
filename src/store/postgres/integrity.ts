import sql, { raw } from 'sql-template-tag';
import type { Engine } from '../engine';
import { storedTables } from '../statements';
import { schemaProblems } from './schema';

/** Deviations of a register on a server from the migrations in a folder, and dangling references, one sentence each. */
export async function integrityProblems(reader: Pick<Engine, 'rows'>, migrations: string): Promise<string[]> {
  const schema = sql`(select oid from pg_namespace where nspname = current_schema())`;
  const invalid = await reader.rows<{ finding: string }>(sql`
    select 'the index ' || c.relname || ' is not valid' as finding
      from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = ${schema} and not i.indisvalid
    union all select 'the constraint ' || conname || ' was not checked'
      from pg_constraint where connamespace = ${schema} and not convalidated
    union all select 'a trigger of ' || c.relname || ' is switched off: ' || t.tgname
      from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = ${schema} and t.tgenabled <> 'O'`);
  const findings = [...invalid.map(({ finding }) => finding), ...(await schemaProblems(reader, migrations))];
  const tables = new Set(storedTables().map(({ table }) => table));
  const keys = await reader.rows<{ child: string; name: string; parent: string }>(sql`
    select c.relname as child, quote_ident(a.attname) as name, p.relname as parent
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.connamespace = ${schema} order by 1, 2`);
  for (const { child, name, parent } of keys) {
    if (child === 'decision_status') continue; // rebuilt from the records
    if (!tables.has(child) || !tables.has(parent)) continue; // another tool's table: reported above
    const [row] = await reader.rows<{ number: number }>(sql`
      select count(*) as number from ${raw(child)} c where c.${raw(name)} is not null
        and not exists (select 1 from ${raw(parent)} p where p.id = c.${raw(name)})`);
    if (row?.number) findings.push(`${row.number} of ${child} refer to a ${parent} that does not exist`);
  }
  return findings;
}
