import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { entityNames } from '../../src/domain/schema';
import { migrationsIn, migrationText, statementsIn } from '../../src/store/migrations';
import { createRegister } from '../../src/store/open';
import { cica } from '../support/cica';
import { grantsOfThePage } from '../support/people';
import { ask, newDatabase } from '../support/postgres';
import { migrations, tester } from '../support/register';
import { done, lines, type Run, refused, session } from '../support/session';

const files = migrationsIn(join(migrations, 'postgres'));

/** A register of schema 3 as its program left it: with removals, an undo and its undo, links, former references. */
async function oldRegister(): Promise<string> {
  const db = await newDatabase();
  await ask(db, readFileSync('tests/postgres/fixtures/schema-3.sql', 'utf8'));
  return db;
}
const oldHead = '4328e0d05bd7b6feedc51e2e7e5b3979dbe9924894ed2b649afff79916087f0e';

describe('the migrations', () => {
  it('are split into single statements correctly', () => {
    expect(
      statementsIn(`-- a comment; with an end
        create table x (a text default ';--', "b;" int); -- another;
        create function f() returns trigger language plpgsql as $$
        begin
          execute 'select 1;'; -- within; it stays
          return null;
        end $$;
        select 'it''s;', 5-4;`),
    ).toEqual([
      `create table x (a text default ';--', "b;" int)`,
      expect.stringMatching(/^create function f[\s\S]*within; it stays[\s\S]*end \$\$$/),
      "select 'it''s;', 5-4",
    ]);
    expect(() => statementsIn('select 1')).toThrow('a statement without a semicolon');
    for (const file of files) expect(statementsIn(migrationText(file))).not.toEqual([]);
  });

  it('run one at a time, since the extended protocol takes a single statement', async () => {
    const asked = vi.spyOn(pg.Client.prototype, 'query');
    await createRegister(await newDatabase(), tester, { migrations });
    const queries = (asked.mock.calls as unknown as [{ text: string; queryMode?: string }][]).map(([query]) => query);
    asked.mockRestore();
    const steps = files.flatMap((file) => statementsIn(migrationText(file)));
    expect(queries.filter(({ queryMode }) => queryMode === 'extended').map(({ text }) => text)).toEqual(steps);
    const client = new pg.Client(await newDatabase());
    await client.connect();
    await expect(client.query({ text: 'select 1; select 2', queryMode: 'extended' } as pg.QueryConfig)).rejects.toThrow(
      'multiple commands',
    );
    await client.end();
  });
});

describe('a new register', () => {
  it('has a primary key in each table, and no other tables', async () => {
    const db = await newDatabase();
    await done(session(db, { here: true })`init`);
    const without = await ask(
      db,
      `select relname from pg_class c where relnamespace = 'cica'::regnamespace and relkind in ('r', 'p')
        and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`,
    );
    expect(without).toEqual([]);
  });

  it('is the same whether created or migrated from schema 3', async () => {
    const made = await newDatabase();
    await done(session(made, { here: true })`init`);
    const old = await oldRegister();
    await done(session(old, { here: true })`body list`);
    const shape = (db: string) =>
      ask(
        db,
        `select relname || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull as what
           from pg_attribute a join pg_class c on c.oid = a.attrelid
           where relnamespace = 'cica'::regnamespace and attnum > 0 and not attisdropped and relkind in ('r', 'i')
         union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'cica'::regnamespace
         union all select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
           where relnamespace = 'cica'::regnamespace and not tgisinternal
         union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'cica'::regnamespace
 order by 1`,
      );
    expect(await shape(old)).toEqual(await shape(made));
  });

  it('keeps ids within their bounds, in every table of records', async () => {
    const db = await newDatabase();
    await done(session(db, { here: true })`init --preset cica`);
    for (const id of ['0', '-1', '562949953421313', '9007199254740993']) {
      await expect(ask(db, `update cica.party set id = ${id} where code = 'MNG'`)).rejects.toThrow('party_id_range');
    }
    const bounded = await ask<{ name: string }>(
      db,
      `select replace(conname, '_id_range', '') as name from pg_constraint
        where conname like '%_id_range' and connamespace = 'cica'::regnamespace order by 1`,
    );
    expect(bounded.map(({ name }) => name)).toEqual(entityNames.toSorted());
  });

  it('never reuses an id, and verifies, if its tables have other names, as in shards, behind views', async () => {
    const db = await newDatabase();
    const run = session(db, { here: true });
    await done(run`init --preset cica`);
    await done(run`meeting add --body SOC --date 2024-12-05`);
    for (const title of ['One', 'Two', 'Three']) await done(run`decision add SOC-2024-12-05 ${title} --action note`);
    const tables = await ask<{ name: string }>(
      db,
      "select relname as name from pg_class where relnamespace = 'cica'::regnamespace and relkind = 'r'",
    );
    await ask(
      db,
      'set search_path to cica',
      ...tables.flatMap(({ name }, at) => [
        `alter table ${name} rename to ${name}_${102_008 + at}`,
        `create view ${name} as select * from ${name}_${102_008 + at}`,
      ]),
    );
    await done(run`decision remove SOC-2024-12-05/3 --yes`);
    expect(await ask(db, "select entity, id from cica.last_id where entity like 'decision%'")).toEqual([
      { entity: 'decision', id: '3' },
    ]);
    await done(run`decision add SOC-2024-12-05 "Four" --action note`);
    expect(await ask(db, 'select max(id) as id from cica.decision')).toEqual([{ id: '4' }]);
    await done(run`undo --yes`);
    await done(run`verify`);
  });
});

describe('a register of schema 3', () => {
  it('opens, verifies, shows earlier states, undoes and can be written to', async () => {
    const db = await oldRegister();
    const run = session(db, { here: true });
    expect(await done(run`verify`)).toBe(`${oldHead}\n`);
    await done(run`db check`);
    const symbols = await ask(db, 'select symbol, symbol_key from cica.decision order by id');
    for (const { symbol, symbol_key: key } of symbols as { symbol: string | null; symbol_key: string | null }[]) {
      expect(key === null).toBe(symbol === null);
    }
    expect(JSON.parse(await done(run`show SOC-2023-12-12/1 --at 12 --format json`))).toMatchObject({
      title: '2024 budget',
    });
    expect(JSON.parse(await done(run`show SOC-2023-12-12/1 --format json`))).toMatchObject({ title: 'Budget of 2024' });
    expect(JSON.parse(await done(run`show MC-2023-12-26/1 --format json`))).toMatchObject({ ref: 'MC-2023-12-27/1' });
    expect(JSON.parse(await done(run`show SOC/D/2 --format json`))).toMatchObject({ status: 'accepted' });
    await done(run`undo --yes`);
    expect(JSON.parse(await done(run`show SOC-2023-12-12/1 --format json`))).toMatchObject({ title: '2024 budget' });
    await done(run`undo 25 --yes`);
    await done(run`undo 22 --yes`);
    expect(await done(run`show SOC-2023-12-12/4`)).toContain('A mistake');
    await done(run`decision link MC-2023-12-27/2 --cites SOC-2023-12-12/2`);
    await done(run`decision add SOC-2023-12-12 "Another" --action note`);
    await done(run`db check`);
    expect(await done(run`verify --expect ${oldHead}`)).not.toBe('');
    expect(await ask(db, 'select distinct role from cica.history where entry <= 31')).toEqual([{ role: null }]);
    expect(await ask(db, 'select distinct role from cica.history where entry > 31')).toEqual([{ role: 'postgres' }]);
  });

  it('is opened by several programs at once', async () => {
    const db = await oldRegister();
    const ran = await Promise.all([1, 2, 3].map(() => cica(['verify', '--db', db], { alone: true })));
    for (const { stdout, exitCode } of ran)
      expect({ stdout, exitCode }).toEqual({ stdout: `${oldHead}\n`, exitCode: 0 });
  });

  it('grants the write lock to all recorders, and keeps out an older program that is still connected', async () => {
    const db = await oldRegister();
    const name = new URL(db).pathname.slice(1);
    const [owner, dana, eli] = ['owner', 'dana', 'eli'].map((person) => `${name}_${person}`);
    const recorders = `${name}_recorders`;
    await ask(
      db,
      `create role ${owner} login password 'secret'; create role ${recorders};
        create role "${dana}" login password 'secret' in role ${recorders}; create role "${eli}" login password 'secret'`,
      `alter schema cica owner to ${owner}`,
      `do $$ declare t text; begin for t in select format('cica.%I', relname) from pg_class
        where relnamespace = 'cica'::regnamespace and relkind = 'r' loop
          execute 'alter table ' || t || ' owner to ${owner}'; end loop;
        alter function cica.keep_last_id owner to ${owner}; alter function cica.refuse_change owner to ${owner}; end $$`,
      // rights that were given by hand, which no default privileges stand for
      `grant usage on schema cica to ${recorders}, "${eli}"; grant select on all tables in schema cica to ${recorders}, "${eli}";
        grant insert, update, delete on all tables in schema cica to ${recorders}, "${eli}";
        revoke update, delete on cica.history from ${recorders}, "${eli}";
        revoke insert, update, delete on cica.register from ${recorders}, "${eli}"`,
    );
    const as = (person = ''): Run =>
      session(Object.assign(new URL(db), { username: person, password: 'secret' }).href, { here: true });
    refused(await as(dana)`body list`, 5, `the register postgres://${dana}@`);
    const older = new pg.Client(Object.assign(new URL(db), { username: dana, password: 'secret' }).href);
    await older.connect();
    await done(as(owner)`body list`);
    for (const person of [dana, eli])
      await done(as(person)`body add ${`X${person === dana ? 1 : 2}`} --name ${person ?? ''}`);
    await expect(
      older.query(`insert into cica.history (id, entry, at, actor, command, first_change, changes, packed, body, hash)
        values (99, 99, 'x', 'x', 'x', 999, 1, 0, 'x', 'x')`),
    ).rejects.toThrow('an entry is only added under the role that logged in');
    await older.end();
    const log = JSON.parse(await done(as(eli)`log --limit 2 --format json`)) as { role: string }[];
    expect(log.map(({ role }) => role)).toEqual([eli, dana]);
    await done(as(owner)`verify`);
  });

  it('needs only the privileges of docs/postgresql.md', async () => {
    const [, grants] = grantsOfThePage();
    expect(lines(grants).filter((line) => line.includes('writer'))).toEqual([]);
  });
});
