import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseServerUrl } from '../../src/store/postgres/address';
import { connect } from '../../src/store/postgres/connection';
import { temporaryFolder } from '../support/cica';
import { type Office, startOffice } from '../support/people';
import { ask } from '../support/postgres';
import { done, refused, session } from '../support/session';

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office.server.remove());

/** What a session must not be set to, and what it is set to all the same; null: as it was asked for. */
const settings: readonly (readonly [name: string, given: string, kept: string | null])[] = [
  ['synchronous_commit', 'off', 'on'],
  ['synchronous_commit', 'local', 'on'],
  ['synchronous_commit', 'remote_write', 'on'],
  ['synchronous_commit', 'remote_apply', null],
  ['session_replication_role', 'replica', 'origin'],
  ['zero_damaged_pages', 'on', 'off'],
  ['ignore_checksum_failure', 'on', 'off'],
  ['default_transaction_read_only', 'off', 'on'],
  ['default_transaction_isolation', 'serializable', 'read committed'],
  ['default_transaction_deferrable', 'on', 'off'],
  ['search_path', 'public', 'cica, pg_temp'],
  ['row_security', 'on', 'off'],
  ['gin_fuzzy_search_limit', '3', '0'],
  ['standard_conforming_strings', 'off', 'on'],
  ['transform_null_equals', 'on', 'off'],
  ['array_nulls', 'off', 'on'],
  ['bytea_output', 'escape', 'hex'],
  ['client_encoding', 'LATIN1', 'UTF8'],
  ['jit', 'on', 'off'],
  ['client_min_messages', 'debug1', 'warning'],
  // these end a command or change how a date of the server is written: nothing of the register is false by them
  ['statement_timeout', '61s', null],
  ['lock_timeout', '61s', null],
  ['idle_in_transaction_session_timeout', '61s', null],
  ['datestyle', 'German, DMY', null],
  ['timezone', 'Asia/Almaty', null],
  ['extra_float_digits', '-15', null],
];
const isWrong = settings.filter(([name], at) => settings.findIndex(([other]) => other === name) === at);
const options = (given: typeof settings): string =>
  given.map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`).join(' ');

/** The settings of a session of a person, as the program makes it. */
async function settingsOf(address: string, env: Record<string, string> = {}): Promise<Record<string, string>> {
  const client = await connect(parseServerUrl(address, { HOME: temporaryFolder(), ...env }));
  try {
    const names = [...new Set(settings.map(([name]) => name))];
    const { rows } = await client.query(`select ${names.map((name) => `current_setting('${name}') as ${name}`)}`);
    return rows[0];
  } finally {
    await client.end();
  }
}

const superuser = (): string => Object.assign(new URL(office.server.address), { pathname: '/register' }).href;
const expected = (given: typeof settings): Record<string, string> =>
  Object.fromEntries(given.map(([name, value, kept]) => [name, kept ?? value]));

describe('a session has the settings of a register, whatever', () => {
  it.each(settings)('the address says of %s: %s', async (name, given, kept) => {
    const found = await settingsOf(`${superuser()}?options=${encodeURIComponent(options([[name, given, kept]]))}`);
    expect({ [name]: found[name] }).toEqual(expected([[name, given, kept]]));
  });

  it('PGOPTIONS says', async () => {
    expect(await settingsOf(superuser(), { PGOPTIONS: options(isWrong) })).toEqual(expected(isWrong));
  });

  it('a service says', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, '.pg_service.conf'), `[office]\noptions=${options(isWrong)}\n`);
    expect(await settingsOf(`${superuser()}?service=office`, { HOME: home })).toEqual(expected(isWrong));
  });

  const statements = (what: string): string[] =>
    isWrong.map(([name, value]) => `alter ${what} set ${name} to ${name === 'search_path' ? value : `'${value}'`}`);

  it.each(['role postgres', 'database register', 'role postgres in database register'])('%s says', async (what) => {
    await ask(superuser(), ...statements(what));
    try {
      expect(await settingsOf(superuser())).toEqual(expected(isWrong));
    } finally {
      await ask(`${office.server.address}?options=-c%20session_replication_role=origin`, `alter ${what} reset all`);
    }
  });
});

describe('a superuser setting that was changed for another role', () => {
  it.each(['session_replication_role', 'zero_damaged_pages', 'ignore_checksum_failure'])(
    '%s is reported',
    async (name) => {
      const value = name === 'session_replication_role' ? 'replica' : 'on';
      await ask(superuser(), `alter role recorder set ${name} to ${value}`);
      try {
        const ran = await office.run('recorder')`body list`;
        refused(ran, 5, 'postgres://recorder@127.0.0.1');
        expect(ran.stderr).toContain(`is not safe to use: ${name} is ${value} there`);
        expect(ran.stderr).toContain(`alter role … reset ${name}`);
      } finally {
        await ask(superuser(), `alter role recorder reset ${name}`);
      }
      await done(office.run('recorder')`body list`);
    },
  );
});

describe('with all of them wrong', () => {
  const wrong = (): string => `${superuser()}?options=${encodeURIComponent(options(isWrong))}`;

  it('values are read back as written', async () => {
    const run = session(wrong());
    const title = 'C:\\temp\\1 \'quoted\' "twice" Ğ 合作 \\x41';
    const ref = (await done(run`decision add SOC-2024-12-05 ${title} --action note --tag ${'a\\b'}`)).trim();
    for (const reader of [run, office.run('owner')]) {
      expect(JSON.parse(await done(reader`show ${ref} --format json`))).toMatchObject({ title, tags: ['a\\b'] });
      await done(reader`verify`);
    }
    await done(run`decision remove ${ref} --yes`);
    await done(run`undo --yes`);
    await done(run`db check`);
  });

  it('a search reports everything that it finds', async () => {
    const run = session(wrong());
    const rows = Array.from({ length: 300 }, (_, at) => `SOC-2024-12-05,note,Common words ${at}\n`);
    await done(session(wrong(), { input: `meeting,action,title\n${rows.join('')}` })`import -`);
    const found = await done(run`decision list --text common --columns ref --no-header --limit 0`);
    expect(found.trim().split('\n')).toHaveLength(300);
  });
});

it('rows that a policy hides from a role are an error, not a shorter list', async () => {
  await ask(
    office.as('owner'),
    'alter table cica.decision enable row level security',
    'create policy hides on cica.decision for select using (number > 1)',
  );
  try {
    const ran = await office.run('reader')`decision list`;
    refused(ran, 5, 'no right to do that in postgres://reader@');
    expect(ran.stderr).toContain('row-level security');
  } finally {
    await ask(
      office.as('owner'),
      'drop policy hides on cica.decision',
      'alter table cica.decision disable row level security',
    );
  }
});
