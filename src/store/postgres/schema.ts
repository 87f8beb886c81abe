import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { groupBy } from '../../domain/groupBy';
import type { Engine } from '../engine';
import { missingObject, plantedObject } from '../migrations';

/** Every object of a register's schema, such as "index body_reports_to", and its definition; NOT NULL belongs to the columns. */
const objects = sql`
  with here as (select oid from pg_namespace where nspname = current_schema())
  select 'table ' || relname as name, concat_ws(' ',
      case relpersistence when 'p' then 'permanent' when 'u' then 'unlogged' else 'temporary' end,
      case when relkind = 'p' then 'partitioned' end, case when relrowsecurity then 'row security' end) as definition
    from pg_class where relnamespace in (select oid from here) and relkind in ('r', 'p')
  union all
  select case relkind when 'S' then 'sequence ' when 'f' then 'foreign table ' when 'c' then 'type ' else 'view ' end || relname, ''
    from pg_class where relnamespace in (select oid from here) and relkind in ('S', 'f', 'c', 'v', 'm')
  union all
  select 'column ' || c.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
      case when l.collname <> 'default' then 'collate ' || l.collname end, case when a.attnotnull then 'not null' end,
      'default ' || pg_get_expr(d.adbin, d.adrelid), 
      case when a.attgenerated <> '' then 'generated' end, case when a.attidentity <> '' then 'identity' end)
    from pg_class c join pg_attribute a on a.attrelid = c.oid
      left join pg_collation l on l.oid = a.attcollation
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace in (select oid from here) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
  union all
  select 'constraint ' || conname, coalesce(c.relname || ' ', '') || pg_get_constraintdef(k.oid, true)
    from pg_constraint k left join pg_class c on c.oid = k.conrelid
    where connamespace in (select oid from here) and contype not in ('n', 't')
  union all
  select 'index ' || relname, pg_get_indexdef(oid, 0, true)
    from pg_class where relnamespace in (select oid from here) and relkind in ('i', 'I')
  union all
  select 'trigger ' || t.tgname, pg_get_triggerdef(t.oid, true)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace in (select oid from here) and not t.tgisinternal
  union all
  select 'function ' || p.proname, concat_ws(' ', pg_get_function_arguments(p.oid), 'returns', p.prorettype::regtype, l.lanname,
      case when p.prosecdef then 'security definer' end, array_to_string(p.proconfig, ' '), p.prosrc)
    from pg_proc p join pg_language l on l.oid = p.prolang where p.pronamespace in (select oid from here)
  union all
  select 'rule ' || r.rulename, pg_get_ruledef(r.oid, true)
    from pg_rewrite r join pg_class c on c.oid = r.ev_class
    where c.relnamespace in (select oid from here) and c.relkind in ('r', 'p')
  union all
  select 'policy ' || p.polname, c.relname
    from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace in (select oid from here)
  union all
  select 'type ' || t.typname, t.typtype::text from pg_type t
    where t.typnamespace in (select oid from here) and t.typtype in ('d', 'e', 'r')`;

/** The objects of a register's schema, one per line, as in the file with the expected schema. */
export async function schemaLines(reader: Pick<Engine, 'rows'>): Promise<string[]> {
  const found = await reader.rows<{ name: string; definition: string }>(objects);
  return found.map(({ name, definition }) => `${name}: ${definition.replaceAll(/\s+/g, ' ').trim()}`).toSorted();
}

/** The file with the schema that the migrations create, as `schemaLines` returns it. */
export const schemaFile = (migrations: string): string => join(migrations, 'postgres', 'schema.txt');

/** How a register's schema differs from the one that the migrations create, one sentence each. */
export async function schemaProblems(reader: Pick<Engine, 'rows'>, migrations: string): Promise<string[]> {
  const expectedLines = readFileSync(schemaFile(migrations), 'utf8').trimEnd().split('\n');
  const lines = await schemaLines(reader);
  const [actual, expected] = [definitionsIn(lines), definitionsIn(expectedLines)];
  const findings: string[] = [];
  for (const [name, definition] of expected) {
    const found = actual.get(name);
    if (found === undefined) findings.push(missingObject(name));
    else if (found !== definition) findings.push(`the ${name} is not as cica creates it: ${found}`);
  }
  return [...findings, ...[...actual.keys()].filter((name) => !expected.has(name)).map(plantedObject)];
}

/** The definitions by object; several triggers or functions with the same name are joined. */
function definitionsIn(lines: readonly string[]): Map<string, string> {
  const parts = lines.map((line) => /^([^:]+):(.*)$/.exec(line) ?? [line, line, '']);
  const byName = groupBy(parts, ([, name = '']) => name);
  return new Map(
    [...byName].map(([name, objectLines]) => [
      name,
      objectLines.map(([, , definition = '']) => definition.trim()).join('; '),
    ]),
  );
}
