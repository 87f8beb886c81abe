import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cica } from '../support/cica';
import { type Office, type Person, startOffice } from '../support/people';
import { ask } from '../support/postgres';
import { done, everything, type Run, refused, session } from '../support/session';

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office.server.remove());

const as = (person: Person): string => office.as(person);
const run = (person: Person): Run => office.run(person);
const said: Office['said'] = (...words) => office.said(...words);

describe('a reader', () => {
  it('reads everything', async () => {
    for (const line of [
      'decision list',
      'meeting show SOC-2024-12-05',
      'search plan',
      'log',
      'verify',
      'export decisions',
      'db info',
    ]) {
      await done(run('reader')(line));
    }
  });

  it.each([
    'decision add SOC-2024-12-05 "Another" --action note',
    'decision edit SOC-2024-12-05/1 --title X',
    'undo --yes',
  ])('cannot %s', async (line) => {
    const before = await everything(run('owner'));
    refused(await run('reader')(line), 5, 'no right to do that in postgres://reader@');
    expect(await everything(run('owner'))).toEqual(before);
  });

  it.each([
    "update decision set title = 'x'",
    'delete from history',
    "insert into body values (99, 'X', 'x', '[]', 'x', null, 1, 1)",
    'truncate search',
  ])('is refused by the server: %s', async (statement) => {
    expect(await said('reader', statement)).toContain('permission denied');
  });
});

describe('a recorder', () => {
  it('records, edits, removes, imports and undoes', async () => {
    const recorder = run('recorder');
    await done(recorder`decision add SOC-2024-12-05 "Another" --action note --tag x`);
    await done(recorder`decision edit SOC-2024-12-05/2 --title "Still another"`);
    await done(recorder`decision remove SOC-2024-12-05/2 --yes`);
    await done(recorder`undo --yes`);
    await done(session(as('recorder'), { input: 'meeting,action,title\nSOC-2024-12-05,note,Imported\n' })`import -`);
    const { changes } = JSON.parse(await done(recorder`db info --format json`));
    await done(recorder`show SOC-2024-12-05/1 --at ${String(changes)}`);
    await done(recorder`verify`);
    await done(recorder`db check`);
  });

  it.each([
    "update history set actor = 'x'",
    'delete from history',
    'truncate history',
    'drop table history',
    'alter table history disable trigger all',
    'drop trigger history_only_added_to on history',
    'drop trigger history_not_truncated on history',
    'drop trigger history_own_role on history',
    'alter table writer disable trigger all',
    "set session_replication_role to 'replica'",
    'update register set schema = 9',
    'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
    'create or replace function refuse_other_role() returns trigger language plpgsql as $$ begin return new; end $$',
  ])('is refused by the server: %s', async (statement) => {
    expect(await said('recorder', statement)).toMatch(/permission denied|must be owner/);
  });

  it('is detected by verify after changing a record with another tool', async () => {
    await ask(as('recorder'), "update cica.decision set title = 'altered' where number = 1");
    const ran = await run('reader')`verify`;
    expect(ran.stdout).toContain('its title is "altered"');
    await ask(as('recorder'), "update cica.decision set title = 'A plan' where number = 1");
    await done(run('reader')`verify`);
  });

  it('cannot create a register, or repair one', async () => {
    refused(
      await cica(['init', '--db', `${as('recorder')}?schema=mine`]),
      5,
      'no right to do that in postgres://recorder@',
    );
    refused(await run('recorder')`db check --repair`, 5, 'no right to do that in postgres://recorder@');
  });
});

describe('the owner', () => {
  it.each(["update history set actor = 'x'", 'delete from history', 'truncate history'])(
    'is refused by a trigger: %s',
    async (statement) => {
      expect(await said('owner', statement)).toBe('the history is only added to');
    },
  );

  it('repairs', async () => {
    await done(run('owner')`db check --repair`);
  });
});

it('a stranger sees nothing', async () => {
  refused(await run('stranger')`body list`, 5, 'no right to do that in postgres://stranger@');
  expect(await said('stranger', 'select 1 from cica.history')).toContain('permission denied');
});

it('db check finds triggers, indexes and references that were altered', async () => {
  const owner = run('owner');
  const found = async (spoil: string, mend: string): Promise<string> => {
    await ask(as('owner'), 'set search_path to cica', spoil);
    const { stdout, exitCode } = await owner`db check`;
    expect(exitCode).toBe(1);
    await ask(as('owner'), 'set search_path to cica', mend);
    await done(owner`db check`);
    return stdout;
  };
  expect(
    await found(
      'alter table history disable trigger history_only_added_to',
      'alter table history enable trigger history_only_added_to',
    ),
  ).toBe('schema: a trigger of history is switched off: history_only_added_to\n');
  const trigger =
    "create trigger decision_last_id after delete on decision for each row execute function keep_last_id('decision')";
  expect(await found('drop trigger decision_last_id on decision', trigger)).toBe(
    'schema: the trigger decision_last_id is missing\n',
  );
  const guard = 'create trigger history_not_truncated before truncate on history execute function refuse_change()';
  expect(await found('drop trigger history_not_truncated on history', guard)).toBe(
    'schema: the trigger history_not_truncated is missing\n',
  );
  expect(
    await found(
      'drop index decision_tag_tag; alter table history drop constraint history_packed_check',
      'create index decision_tag_tag on decision_tag (tag, decision_id); alter table history add check (packed in (0, 1))',
    ),
  ).toBe('schema: the constraint history_packed_check is missing\nschema: the index decision_tag_tag is missing\n');
  expect(await found('create view planted as select 1 as one', 'drop view planted')).toBe(
    'schema: there is a view that cica did not create: planted\n',
  );
  expect(
    await found(
      'create trigger planted after insert on body for each row execute function keep_last_id()',
      'drop trigger planted on body',
    ),
  ).toBe('schema: there is a trigger that cica did not create: planted\n');
});
