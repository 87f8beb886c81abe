import {
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { execa } from 'execa';
import sql from 'sql-template-tag';
import { beforeEach, describe, expect, it } from 'vitest';
import { migrationsIn, migrationText, schemaVersion } from '../../src/store/migrations';
import { openRegister } from '../../src/store/open';
import { applicationId } from '../../src/store/sqlite/file';
import { bin, cica, demoRegister, environment, inProcess, type Ran, temporaryFolder } from '../support/cica';
import { makePipe } from '../support/pipe';
import { migrations, record, tester } from '../support/register';
import { saveRecord } from '../support/saved';
import { done, lines, refused } from '../support/session';
import { Database } from '../support/sqlite';

let db: string;
/** A folder of its own for the names that are tried. */
let folder: string;
let paper: string;
beforeEach(async () => {
  db = await demoRegister();
  folder = temporaryFolder();
  paper = join(temporaryFolder(), 'paper.txt');
  writeFileSync(paper, 'words');
});

const on = (register: string, ...args: string[]): Promise<Ran> => inProcess(args, { db: register });
const link = (target: string, name = join(folder, 'link.db')): string => {
  symlinkSync(target, name);
  return name;
};

/** What lies in a folder, links as links. */
const listing = (path: string): string[] =>
  readdirSync(path)
    .toSorted()
    .map((name) => {
      const facts = lstatSync(join(path, name));
      const target = facts.isSymbolicLink() ? readlinkSync(join(path, name)) : `${facts.ino} ${facts.size}`;
      return `${name} ${facts.mode} ${target}`;
    });

describe('a register is the same', () => {
  it.each([
    ['by its path', () => db],
    ['by a relative path', () => relative(process.cwd(), db)],
    ['by a path with // and /./ in it', () => `${dirname(db)}//./${basename(db)}`],
    ['through a link to it', () => link(db)],
    ['through a relative link', () => link(relative(folder, db))],
    ['through a link to a link', () => link(link(db, join(folder, 'first')))],
    ['through a link to its folder', () => join(link(dirname(db)), basename(db))],
  ])('%s: reading, writing, attached files, backup, restore, export', async (_, make) => {
    const name = make();
    const before = listing(folder);
    await done(on(name, 'body', 'add', 'GA', '--name', 'Assembly'));
    expect(await done(on(db, 'body', 'list', '--columns', 'code', '--no-header'))).toContain('GA\n');
    await done(on(name, 'document', 'add', 'Paper', '--file', paper, '--attach'));
    for (const one of [db, name])
      expect(await done(on(one, 'document', 'show', 'Paper'))).toContain('the same as when');
    await done(on(name, 'db', 'check'));
    const backup = (await done(on(name, 'db', 'backup'))).trim();
    expect(dirname(join(process.cwd(), relative(process.cwd(), backup)))).toBe(dirname(db));
    expect(readdirSync(dirname(db)).toSorted()).toEqual(
      ['cica.db', 'cica.db.files', basename(backup), `${basename(backup)}.files`].toSorted(),
    );
    await done(on(name, 'body', 'remove', 'GA', '--yes'));
    await done(on(name, 'db', 'restore', backup, '--yes'));
    expect(await done(on(db, 'body', 'list', '--columns', 'code', '--no-header'))).toContain('GA\n');
    refused(await on(name, 'init'), 4, '');
    refused(await on(name, 'db', 'restore', db, '--yes'), 2, 'the backup is the register itself');
    expect(listing(folder)).toEqual(before);
  });

  it('through a link, when it is migrated: the copy of the older one is beside it', async () => {
    const older = join(temporaryFolder(), 'older.db');
    const database = new Database(older);
    const [first] = migrationsIn(join(migrations, 'sqlite'));
    database.pragma('journal_mode = wal');
    database.pragma(`application_id = ${applicationId}`);
    if (first !== undefined) database.exec(migrationText(first));
    database.pragma('user_version = 1');
    database.close();
    await done(on(link(older), 'body', 'list'));
    expect(readdirSync(folder)).toEqual(['link.db']);
    expect(readdirSync(dirname(older))).toEqual(['older.db', 'older.db.schema-1.backup']);
    expect(schemaVersion).toBeGreaterThan(1);
  });

  it('through a link to a backup, when that is restored, with the files beside it', async () => {
    await done(on(db, 'document', 'add', 'Paper', '--file', paper, '--attach'));
    await done(on(db, 'db', 'backup', join(folder, 'copy.db')));
    rmSync(`${db}.files`, { recursive: true });
    await done(on(db, 'db', 'restore', link(join(folder, 'copy.db')), '--yes'));
    expect(await done(on(db, 'document', 'show', 'Paper'))).toContain('the same as when');
  });
});

/** A register file with two names. */
const hardLinked = (): string => {
  linkSync(db, join(folder, 'hard.db'));
  return join(folder, 'hard.db');
};

describe('no register is', () => {
  const kinds: [string, () => string, string][] = [
    ['a broken link', () => link('nowhere.db'), 'is a broken link'],
    ['a link in a circle', () => link('link.db'), 'is a broken link'],
    ['a link to a folder', () => link(dirname(db)), 'is a folder'],
    ['a link to a device', () => link('/dev/zero'), 'is not a register of cica'],
    ['a pipe', () => makePipe(join(folder, 'pipe')), 'is not a register of cica'],
    ['a file with a second name', hardLinked, 'has 2 names (hard links)'],
    ['a name under a file', () => join(db, 'x'), 'there is no '],
  ];
  it.each(kinds)('%s: nothing is read, written or created', async (_, make, message) => {
    const name = make();
    const before = [listing(folder), listing(dirname(db))];
    for (const args of [
      ['body', 'list'],
      ['body', 'add', 'GA', '--name', 'Assembly'],
      ['document', 'add', 'Paper', '--file', paper, '--attach'],
      ['db', 'backup'],
      ['db', 'check'],
      ['export', '-o', join(folder, 'out.csv')],
      ['db', 'copy', name, join(folder, 'copied.db')],
      ['db', 'restore', name, '--db', join(folder, 'restored.db')],
    ]) {
      const ran = await on(name, ...args);
      refused(ran, 5, '');
      expect(ran.stderr).toContain(message);
    }
    for (const args of [['init'], ['demo', '--db', name], ['db', 'restore', paper, '--yes'], ['db', 'backup', name]]) {
      const register = args.length === 3 && args[1] === 'backup' ? await demoRegister() : name;
      expect([1, 4, 5]).toContain((await on(register, ...args)).exitCode);
    }
    expect([listing(folder), listing(dirname(db))]).toEqual(before);
  });

  it('a register whose other name is the draft of a killed run: that is removed, and it opens', async () => {
    linkSync(db, `${db}.cica-draft-4194305`);
    await done(on(db, 'body', 'list'));
    expect(readdirSync(dirname(db))).toEqual(['cica.db']);
  });

  it('a register that another run gives its name at this moment: it opens', async () => {
    const draft = `${db}.cica-draft-${process.ppid}`;
    linkSync(db, draft);
    await done(on(db, 'body', 'list'));
    expect(readdirSync(dirname(db)).toSorted()).toEqual(['cica.db', basename(draft)]);
  });
});

describe('without replacing anything', () => {
  it.each([
    ['a broken link', () => link('nowhere.db')],
    ['a link in a circle', () => link('link.db')],
    ['a pipe', () => makePipe(join(folder, 'pipe'))],
    ['a file', () => paper],
  ])('init, demo, backup, restore and copy leave %s as it is', async (_, make) => {
    const name = make();
    const copy = join(temporaryFolder(), 'copy.db');
    await done(on(db, 'db', 'backup', copy));
    const before = [listing(folder), readFileSync(paper, 'utf8')];
    refused(await on(name, 'init'), 4, name);
    refused(await on(db, 'demo', '--db', name), 4, name);
    refused(await on(db, 'db', 'backup', name), 4, name);
    if (name !== paper) {
      refused(await on(name, 'db', 'restore', copy, '--yes'), lstatSync(name).isFIFO() ? 5 : 4, name);
      expect([4, 5]).toContain((await on(db, 'db', 'copy', db, name)).exitCode);
    }
    expect([listing(folder), readFileSync(paper, 'utf8')]).toEqual(before);
  });

  it.each([
    ['init', () => ['init', '--preset', 'cica', '--db']],
    ['demo', () => ['demo', '--db']],
    ['db backup', () => ['db', 'backup']],
  ])('of two runs of %s at once one makes it, and the other is refused', async (_, args) => {
    const target = join(folder, 'new.db');
    const both = await Promise.all([1, 2].map(() => cica([...args(), target], { db, alone: true })));
    expect(both.map(({ exitCode }) => exitCode).toSorted()).toEqual([0, 4]);
    await done(on(target, 'db', 'check'));
    expect(readdirSync(folder)).toEqual(['new.db']);
  });
});

describe('an export with -o', () => {
  const title = 'ref,title\n';
  const args = ['export', '--columns', 'ref,title', '--limit', '1', '--format', 'csv', '-o'];

  it.each([
    ['a new file', () => join(folder, 'out.csv'), () => join(folder, 'out.csv')],
    ['a file', () => paper, () => paper],
    ['a link to a file', () => link(paper), () => paper],
    ['a broken link', () => link('new.csv'), () => join(folder, 'new.csv')],
    ['a link to such a link', () => link(link('new.csv', join(folder, 'first'))), () => join(folder, 'new.csv')],
    ['a link to the folder', () => join(link(dirname(paper)), 'new.csv'), () => join(dirname(paper), 'new.csv')],
  ])('writes where the name leads, and a link stays: %s', async (_, make, leads) => {
    const name = make();
    const links = listing(folder).filter((line) => line.includes(' 41'));
    await done(on(db, ...args, name));
    expect(readFileSync(leads(), 'utf8')).toContain(title);
    for (const one of links) expect(listing(folder)).toContain(one);
    expect(readdirSync(folder).filter((one) => one.includes('.part'))).toEqual([]);
  });

  it('under one of two names leaves the other unchanged', async () => {
    linkSync(paper, join(folder, 'second'));
    await done(on(db, ...args, paper));
    expect(readFileSync(join(folder, 'second'), 'utf8')).toBe('words');
  });

  it.each([
    ['a link in a circle', () => link('link.db')],
    ['a link to a folder', () => link(dirname(db))],
    ['a link to a folder that does not exist', () => link('none/out.csv')],
  ])('says that it cannot write to %s', async (_, make) => {
    const name = make();
    const before = listing(folder);
    refused(await on(db, ...args, name), 1, `${name} cannot be written`);
    expect(listing(folder)).toEqual(before);
  });

  it.each([
    ['a pipe', () => makePipe(join(folder, 'pipe'))],
    ['a link to a pipe', () => link(makePipe(join(folder, 'pipe')))],
  ])('writes into %s as it is', async (_, make) => {
    const name = make();
    const reading = execa('cat', [name]);
    await done(cica([...args, name], { db }));
    expect((await reading).stdout).toContain(title.trim());
    expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true);
  });

  it.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'])('continues in the output, to %s', async (name) => {
    const out = join(folder, 'log');
    writeFileSync(out, 'begun\n');
    const line = `'${process.execPath}' '${bin}' ${args.join(' ')} ${name}`;
    const shell = (command: string) =>
      execa('bash', ['-c', command], { env: environment({ db }), extendEnv: false }).then(({ stdout }) => stdout);
    await shell(`${line} >> '${out}'`);
    expect(readFileSync(out, 'utf8')).toContain(`begun\n${title}`);
    expect(readdirSync(folder)).toEqual(['log']);
    expect(await shell(`${line} | cat`)).toContain(title.trim());
  });
});

describe('a register that was replaced after it was opened', () => {
  const away = () => join(folder, 'away.db');
  it.each([
    ['replaced by another', (other: string) => renameSync(other, db)],
    ['moved away, another in its place', (other: string) => [renameSync(db, away()), cpSync(other, db)]],
    ['moved away', () => renameSync(db, away())],
    ['deleted', () => rmSync(db)],
    ['in a folder that was moved', () => renameSync(dirname(db), join(folder, 'moved'))],
    ['replaced by a link to a copy', (other: string) => [rmSync(db), symlinkSync(other, db)]],
  ])('refuses what would be lost: %s', async (_, change) => {
    const other = await demoRegister();
    for (const during of [false, true]) {
      cpSync(await demoRegister(), db);
      const store = await openRegister(db, tester, migrations);
      await record(store, 'body', { code: 'GA', name: 'Assembly' });
      const copy = `${other}.copy`;
      cpSync(other, copy);
      if (!during) change(copy);
      const writing = store.write('write', async (transaction) => {
        await saveRecord(transaction, 'body', { fields: { code: 'GB', name: 'Board', kind: 'other' } });
        if (during) change(copy);
      });
      await expect(writing).rejects.toMatchObject({
        kind: 'register',
        message: `the register ${db} was replaced, moved or removed while it was open`,
      });
      expect(await store.rows(sql`select code from body where code in ('GA', 'GB')`)).toEqual([{ code: 'GA' }]);
      await store.close();
      if (existsSync(db)) expect(lines(await done(on(db, 'body', 'list', '--columns', 'code')))).not.toContain('GB');
      for (const one of [folder, dirname(db)]) {
        rmSync(one, { recursive: true, force: true });
        mkdirSync(one);
      }
    }
  });

  it('does not include one whose folder of files is renamed, or that another program writes to', async () => {
    const store = await openRegister(db, tester, migrations);
    const another = new Database(db);
    another.exec("update body set name = 'Another' where id = 1");
    another.close();
    await record(store, 'body', { code: 'GA', name: 'Assembly' });
    await store.close();
    expect(await done(on(db, 'body', 'show', 'GA'))).toContain('Assembly');
  });
});

it.each(['--db=~/new.db', '--db'])(
  "finds the register in the person's own folder, where a shell leaves ~ to it: %s",
  async (flag) => {
    const home = temporaryFolder();
    const args = flag === '--db' ? ['--db', '~/new.db'] : [flag];
    await done(cica([...args, 'init'], { env: { HOME: home } }));
    expect(readdirSync(home)).toEqual(['new.db']);
  },
);
