import { beforeAll, describe, expect, it } from 'vitest';
import { long } from '../faults/long';
import { cica, inProcess, presetRegister, type Ran } from '../support/cica';
import { otherRows, tamper } from '../support/otherTool';

let db: string;
beforeAll(async () => {
  db = await presetRegister();
  await inProcess(['meeting', 'add', '--body', 'SOC', '--date', '2024-12-05'], { db });
});

const secret = 'S3cret';

/** How people write the address of a server with a password in it; nobody answers there. */
const spellings = {
  'with a password': `postgres://owner1:${secret}@127.0.0.1:1/reg`,
  'of the longer scheme': `postgresql://owner1:${secret}@127.0.0.1:1/reg`,
  'in capitals': `POSTGRES://owner1:${secret}@127.0.0.1:1/reg`,
  'of a mistyped scheme': `postgre://owner1:${secret}@127.0.0.1:1/reg`,
  'with one slash': `postgres:/owner1:${secret}@127.0.0.1:1/reg`,
  'with a password of many signs': `postgres://owner1:${secret}/@?${secret} '${secret}@127.0.0.1:1/reg`,
  'with a setting': `postgres://owner1@127.0.0.1:1/reg?password=${secret}`,
  'with an encoded setting': `postgres://owner1@127.0.0.1:1/reg?p%61ssword=${secret}`,
  'with an encoded colon': `postgres://owner1%3A${secret}@127.0.0.1:1/reg`,
  'as settings of libpq': `host=127.0.0.1 port=1 password=${secret}`,
};

/** Where an address may be typed by mistake, or rightly. */
const places: Readonly<Record<string, (address: string) => readonly string[]>> = {
  'a file to import': (address) => ['import', address],
  'a file to import, of an entity': (address) => ['import', '--as', 'decision', address],
  'the output of an export': (address) => ['export', 'decisions', '-o', address],
  'a backup': (address) => ['db', 'backup', address],
  'a backup to restore': (address) => ['db', 'restore', address, '--yes'],
  'the register to copy': (address) => ['db', 'copy', address, 'copy.db'],
  'where to copy': (address) => ['db', 'copy', 'nowhere.db', address],
  'a register': (address) => ['body', 'list', '--db', address],
  'a register after =': (address) => ['body', 'list', `--db=${address}`],
  'a register that is made': (address) => ['init', '--db', address],
  'a preset': (address) => ['init', '--preset', address, '--db', 'new.db'],
  'a file of a document': (address) => ['document', 'add', 'Paper', '--file', address, '--dry-run'],
  'a file to attach': (address) => ['document', 'add', 'Paper', '--file', address, '--attach'],
  'a command': (address) => [address],
  'a verb': (address) => ['body', address],
  'an argument too many': (address) => ['body', 'list', address],
  'a flag': (address) => ['body', 'list', `--${address}`],
  'a format': (address) => ['body', 'list', '--format', address],
  'a column': (address) => ['decision', 'list', '--columns', address],
  'a sort': (address) => ['decision', 'list', '--sort', address],
  'a reference': (address) => ['show', address],
  'a meeting': (address) => ['decision', 'add', address, 'Title', '--action', 'note'],
  'a date': (address) => ['meeting', 'add', '--body', 'SOC', '--date', address],
  'a word of the vocabulary': (address) => ['decision', 'add', 'SOC-2024-12-05', 'Title', '--action', address],
  'an entry to undo': (address) => ['undo', address, '--yes'],
  'a hash': (address) => ['verify', '--expect', address],
  'words to search': (address) => ['search', address],
  'a completed word': (address) => ['__complete', '--', 'import', address],
};

/** Each place with the two that differ most, each spelling in one place; the long form has all of them. */
const cells = Object.entries(spellings).flatMap(([how, address]) =>
  Object.entries(places)
    // that would make a file of that name, which is told as it is
    .filter(([place]) => how !== 'as settings of libpq' || place !== 'a backup')
    .filter(([place]) => long || /with a password/.test(how) || place === 'a file to import')
    .map(([place, words]) => [how, place, words(address)] as const),
);

it.each(cells)('an address %s, as %s, is shown without its password', async (_how, _place, words) => {
  // what could write a file is run in a folder of its own
  const run = words.includes('-o') || words.includes('backup') ? cica : inProcess;
  const { stdout, stderr } = await run(words, { db, env: { CICA_DEBUG: '1' } });
  expect(stdout + stderr).not.toContain(secret);
});

describe.each(Object.entries(spellings))('an address %s', (_, address) => {
  it.each([[['db', 'path']], [['body', 'list']]])('as CICA_DB is shown without its password by %j', async (words) => {
    const { stdout, stderr } = await inProcess(words, { db: address, env: { CICA_DEBUG: '1' } });
    expect(stdout + stderr).not.toContain(secret);
  });

  it('is recorded without its password in the command of an entry', async () => {
    const edit = ['meeting', 'edit', 'SOC-2024-12-05', '--source', address, '--notes', address.replaceAll(' ', '')];
    expect(await inProcess(edit, { db })).toMatchObject({ exitCode: 0 });
    const [row] = await otherRows(db, 'select command from history order by id desc limit 1');
    expect(row?.command).toContain('meeting edit');
    expect(row?.command).not.toContain(secret);
  });
});

it('the log of an older version is shown without passwords', async () => {
  const command = `cica meeting edit X --source postgres://owner1:${secret}@h/reg`;
  await tamper(db, `update history set command = '${command}' where id = 1`);
  const { stdout } = await inProcess(['log', '--columns', 'command', '--format', 'json'], { db });
  expect(stdout).toContain('--source postgres://owner1@h/reg');
  expect(stdout).not.toContain(secret);
});

it('an import from an address names it', async () => {
  const ran: Ran = await inProcess(['import', 'postgres://owner1:S3cret@h/reg'], { db });
  expect(ran.stderr).toContain('postgres://owner1@h/reg');
});
