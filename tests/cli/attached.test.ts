import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeEach, describe, expect, it } from 'vitest';
import { bin, demoRegister, environment, inProcess, type Ran, temporaryFolder } from '../support/cica';
import { makePipe } from '../support/pipe';
import { done, lines, refused } from '../support/session';

let db: string;
let files: string;
let folder: string;
let paper: string;
beforeEach(async () => {
  db = await demoRegister();
  files = `${db}.files`;
  folder = temporaryFolder();
  paper = join(folder, 'paper.txt');
  writeFileSync(paper, 'words');
});

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');
const words = `${sha256('words')}.txt`;

/** Runs a command on a register: this one, unless `on` names another. */
const run = (...args: string[]): Promise<Ran> => inProcess(args, { db });
const on = (register: string, ...args: string[]): Promise<Ran> => inProcess(args, { db: register });
const attach = (title = 'Paper', file = paper): Promise<Ran> =>
  run('document', 'add', title, '--file', file, '--attach');
const state = async (title = 'Paper', register = db, ...flags: string[]): Promise<string | undefined> =>
  /On disk +(.*)/.exec((await on(register, 'document', 'show', title, ...flags)).stdout)?.[1];

const same = 'the same as when it was recorded';

/** Puts another content under the name of a copy, as long as the one before. */
const alter = (copy: string): void => writeFileSync(copy, 'sword');

describe('document --attach', () => {
  it('killed while copying leaves no copy; the next run completes and cleans up', async () => {
    const big = join(folder, 'big.bin');
    writeFileSync(big, '');
    truncateSync(big, 48 << 20);
    const child = spawn(process.execPath, [bin, 'document', 'add', 'Big', '--file', big, '--attach'], {
      env: environment({ db }),
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    while (child.exitCode === null && !(existsSync(files) && readdirSync(files).length > 0)) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    child.kill('SIGKILL');
    await ended;
    const copies = readdirSync(files).filter((name) => /^[0-9a-f]{64}/.test(name));
    for (const name of copies) expect(statSync(join(files, name)).size).toBe(48 << 20);
    await done(attach('Again', big));
    expect(readdirSync(files)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.bin$/)]);
    expect(await state('Again')).toBe(same);
  });

  it.each([
    ['cut off', () => writeFileSync(join(files, words), 'wor')],
    ['altered', () => alter(join(files, words))],
    ['a link to another file', () => symlinkSync(paper, join(files, words))],
    ['a broken link', () => symlinkSync('nowhere', join(files, words))],
  ])('does not trust what lies under its hash: %s', async (_, put) => {
    mkdirSync(files);
    put();
    const ran = await attach();
    await done(Promise.resolve(ran));
    expect(ran.stderr).toContain('the existing copy was incomplete or altered, and was replaced');
    expect(readFileSync(join(files, words), 'utf8')).toBe('words');
    expect(await state()).toBe(same);
    expect(readdirSync(files)).toEqual([words]);
  });

  it('silently accepts an intact copy', async () => {
    await done(attach());
    const before = statSync(join(files, words));
    const ran = await attach('The same once more');
    expect(ran.stderr).not.toContain('replaced');
    expect(statSync(join(files, words)).ino).toBe(before.ino);
    expect(readdirSync(files)).toEqual([words]);
  });

  it('removes the drafts of killed runs of this machine, and no others', async () => {
    mkdirSync(files);
    const drafts = [`${hostname()}.cica-draft-4194305`, `${hostname()}.cica-draft-1`, 'far.cica-draft-4194305'];
    for (const name of drafts) writeFileSync(join(files, name), 'half');
    await done(attach());
    expect(readdirSync(files).toSorted()).toEqual([words, ...drafts.slice(1)].toSorted());
  });

  it.each([
    ['a record that is refused', ['--meeting', 'SOC-1999-01-01']],
    ['a symbol that is taken', ['--symbol', 'P/1']],
    ['a dry run', ['--dry-run']],
  ])('leaves nothing behind after %s', async (_, more) => {
    await done(run('document', 'add', 'First', '--symbol', 'P/1'));
    await run('document', 'add', 'Paper', '--file', paper, '--attach', ...more);
    expect(existsSync(files)).toBe(false);
    expect((await run('document', 'edit', 'Nowhere', '--file', paper, '--attach')).exitCode).toBe(3);
    expect(existsSync(files)).toBe(false);
  });

  it('names the copy that it would create in a dry run', async () => {
    const args = ['document', 'add', 'Paper', '--file', paper, '--attach', '--dry-run', '--format', 'json'];
    expect(JSON.parse(await done(run(...args)))).toMatchObject({ file: `cica.db.files/${words}`, size: 5 });
  });

  it('reports a folder with the name of the copy, and records nothing', async () => {
    mkdirSync(join(files, words), { recursive: true });
    refused(await attach(), 1, `${paper} cannot be read or kept`);
    refused(await run('document', 'show', 'Paper'), 3, 'no document');
    expect(readdirSync(files)).toEqual([words]);
  });

  it.each([
    ['a file', () => writeFileSync(files, 'x')],
    ['a broken link', () => symlinkSync('nowhere', files)],
  ])('says that the folder of files is %s, and records nothing', async (_, put) => {
    put();
    refused(await attach(), 1, `${files} cannot be read or kept`);
    refused(await run('document', 'show', 'Paper'), 3, 'no document');
  });

  it('leaves nothing where the disk is full', async () => {
    writeFileSync(paper, 'words '.repeat(400_000));
    const command = `'${process.execPath}' '${bin}' document add Paper --file '${paper}' --attach`;
    const script = `ulimit -f 1200; trap '' XFSZ; ${command}`;
    const ran = await execa('bash', ['-c', script], { env: environment({ db }), extendEnv: false, reject: false });
    expect(ran.stderr).toContain('cannot be read or kept: it exceeds the maximum file size there\nmake room');
    expect(ran.exitCode).toBe(1);
    expect(existsSync(files)).toBe(false);
  });

  it.each([
    ['a folder', () => folder],
    ['a device', () => '/dev/zero'],
    ['a link to a device', () => join(folder, 'link')],
    ['a pipe', () => join(folder, 'pipe')],
  ])('takes regular files only: not %s', async (_, name) => {
    symlinkSync('/dev/zero', join(folder, 'link'));
    makePipe(join(folder, 'pipe'));
    for (const more of [[], ['--attach']]) {
      const args = ['document', 'add', 'Paper', '--file', name(), ...more];
      refused(await run(...args), 1, `${name()} is not a regular file`);
    }
    expect(existsSync(files)).toBe(false);
  });

  it('copies the target of a link', async () => {
    symlinkSync(paper, join(folder, 'link.txt'));
    await done(attach('Paper', join(folder, 'link.txt')));
    rmSync(paper);
    expect(await state()).toBe(same);
  });

  it('recreates a missing copy', async () => {
    await done(attach());
    rmSync(join(files, words));
    expect(await state()).toBe('missing');
    await done(run('document', 'edit', 'Paper', '--file', paper, '--attach'));
    expect(await state()).toBe(same);
  });
});

describe('document show', () => {
  it('reads no path that came from an import, unless asked to, and waits for no pipe or device', async () => {
    const wrong = '0'.repeat(64);
    makePipe(join(folder, 'pipe'));
    symlinkSync('/dev/zero', join(folder, 'link'));
    writeFileSync(join(dirname(db), 'paper'), 'words');
    const [unread, changed, special] = ['present, but not read', 'changed since it was recorded', 'not a regular file'];
    const table: [title: string, file: string, sha256: string, size: string, unasked: string, asked: string][] = [
      ['a file as it was', paper, sha256('words'), '5', unread, same],
      ['a file without a recorded size', paper, sha256('words'), '', unread, same],
      ['a file of another content', paper, wrong, '5', unread, changed],
      ['a file of another size', paper, wrong, '7', changed, changed],
      ['a path out of the folder of files', 'cica.db.files/../paper', wrong, '1', changed, changed],
      ['a copy in the folder above', `../${wrong}`, wrong, '1', 'missing', 'missing'],
      ['a file that does not exist', join(folder, 'none'), wrong, '5', 'missing', 'missing'],
      ['a name under a file', join(paper, 'x'), wrong, '5', 'missing', 'missing'],
      ['a copy that does not exist', `x.files/${wrong}.pdf`, wrong, '', 'missing', 'missing'],
      ['a folder', folder, wrong, '5', special, special],
      ['a device', '/dev/zero', wrong, '', special, special],
      ['a link to a device', join(folder, 'link'), wrong, '', special, special],
      ['a pipe', join(folder, 'pipe'), wrong, '', special, special],
      // a regular file without a size and without an end
      ['a file of the kernel', '/proc/self/mem', wrong, '', unread, changed],
    ];
    const input = join(folder, 'documents.csv');
    const rows = table.map((row) => row.slice(0, 4).join(','));
    writeFileSync(input, `title,file,sha256,size\n${rows.join('\n')}\n`);
    await done(run('import', input, '--as', 'document'));
    for (const [title, , , , unasked, asked] of table) {
      expect([title, await state(title)]).toEqual([title, expect.stringContaining(unasked)]);
      expect([title, await state(title, db, '--check-file')]).toEqual([title, asked]);
      const { exitCode } = await run('document', 'show', title, '--check-file');
      expect([title, exitCode]).toEqual([title, asked === same ? 0 : 1]);
    }
    expect(await done(run('show', 'a file as it was'))).toContain(unread);
  });

  it.each([
    ['a link', () => symlinkSync(paper, join(files, words))],
    ['a folder', () => mkdirSync(join(files, words))],
  ])('takes no %s for a copy', async (_, put) => {
    await done(attach());
    rmSync(join(files, words));
    put();
    expect(await state()).toBe('not a regular file');
  });

  it('refuses --check-file with a data format', async () => {
    await done(attach());
    refused(
      await run('document', 'show', 'Paper', '--check-file', '--format', 'json'),
      2,
      '--check-file cannot be combined with --format',
    );
  });
});

describe('attached files', () => {
  let copy: string;
  const others = `${sha256('other')}.pdf`;
  beforeEach(async () => {
    copy = join(folder, 'copy.db');
    await done(attach());
    writeFileSync(join(folder, 'other.pdf'), 'other');
    await done(attach('Other', join(folder, 'other.pdf')));
  });

  it('go into a backup, those of removed documents too, and come back with it, each copied once', async () => {
    await done(run('document', 'remove', 'Other', '--yes'));
    const backup = await run('db', 'backup', copy);
    expect(backup.stdout).toBe(`${copy}\n`);
    expect(backup.stderr).toContain(`attached files: 2 copied to ${copy}.files, 10 bytes\n`);
    expect(backup.exitCode).toBe(0);
    expect(readdirSync(`${copy}.files`).toSorted()).toEqual([words, others].toSorted());
    expect(await state('Paper', copy)).toBe(same);
    const kept = statSync(join(files, words));
    rmSync(join(files, others));
    const restored = await run('db', 'restore', copy, '--yes');
    expect(restored.stderr).toContain(`attached files: 1 copied to ${files}, 5 bytes\n`);
    expect(statSync(join(files, words)).ino).toBe(kept.ino);
    await done(run('undo', '--yes'));
    expect(await state('Other')).toBe(same);
    await done(run('db', 'check'));
  });

  it('are copies in a backup, not hard links', async () => {
    await done(run('db', 'backup', copy));
    alter(join(files, words));
    expect(await state('Paper', copy)).toBe(same);
  });

  it('are not written through a link at their destination', async () => {
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('elsewhere', `${copy}.files`);
    const refusal = await run('db', 'backup', copy);
    expect(refusal.stderr).toContain(`cica: ${copy}.files is a link`);
    expect(refusal.exitCode).toBe(4);
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });

  it('are not copied again where a killed backup had them already', async () => {
    mkdirSync(`${copy}.files`);
    writeFileSync(join(`${copy}.files`, words), 'words');
    alter(join(`${copy}.files`, others) as string);
    const there = statSync(join(`${copy}.files`, words)).ino;
    expect((await run('db', 'backup', copy)).stderr).toContain('1 copied to');
    expect(statSync(join(`${copy}.files`, words)).ino).toBe(there);
    await done(on(copy, 'db', 'check'));
  });

  it.each([
    ['missing', () => rmSync(join(files, words)), `document Paper: its file ${words} is missing`],
    ['altered', () => alter(join(files, words)), `document Paper: its file ${words} was changed`],
    ['longer', () => appendFileSync(join(files, words), 'x'), `document Paper: its file ${words} was changed`],
    [
      'a folder',
      () => {
        rmSync(join(files, words));
        mkdirSync(join(files, words));
      },
      `document Paper: its file ${words} is not a regular file`,
    ],
  ])('that are %s are told by db check, backup and restore', async (_, damage, finding) => {
    await done(run('db', 'backup', `${copy}.good`));
    damage();
    const check = await run('db', 'check');
    expect(check.stdout).toBe(`${finding}\n`);
    expect(check.exitCode).toBe(1);
    const backup = await run('db', 'backup', copy);
    expect(backup).toMatchObject({ stdout: `${copy}\n`, exitCode: 1 });
    expect(backup.stderr).toContain('1 attached file is missing or changed; everything else was done');
    expect(backup.stderr).toContain(`document Paper: its file ${words}`);
    expect(readdirSync(`${copy}.files`)).toEqual([others]);
    const restored = await run('db', 'restore', copy, '--yes');
    expect(restored.stderr).toContain('1 attached file is missing or changed');
    expect(restored.exitCode).toBe(1);
    const good = await run('db', 'restore', `${copy}.good`, '--yes');
    if (!finding.includes('regular')) {
      await done(Promise.resolve(good));
      await done(run('db', 'check'));
    } else expect(good.exitCode).toBe(1);
  });

  it('that no document refers to are noted by db check, and reported if they were changed', async () => {
    await done(run('document', 'remove', 'Other', '--yes'));
    const check = await run('db', 'check');
    expect(check.stderr).toContain(`note: no document refers to one file in ${files}, such as ${others}`);
    expect(check.stderr).toContain('attached files: 1, as recorded\n');
    expect(check.exitCode).toBe(0);
    alter(join(files, others));
    const after = await run('db', 'check');
    expect(after.stdout).toBe(`${others} was changed; no document refers to it\n`);
    expect(after.exitCode).toBe(1);
  });

  it('have the SHA-256 of their document', async () => {
    const input = join(folder, 'documents.csv');
    writeFileSync(input, `title,file,sha256\nThird,cica.db.files/${words},${sha256('other')}\n`);
    await done(run('import', input, '--as', 'document'));
    expect((await run('db', 'check')).stdout).toBe(`document Third: its SHA-256 is not that of its file ${words}\n`);
  });

  it('are copied with a register', async () => {
    const ran = await run('db', 'copy', db, copy);
    expect(ran.stderr).toContain(`attached files: 2 copied to ${copy}.files`);
    await done(on(copy, 'db', 'check'));
    rmSync(join(files, words));
    const second = await run('db', 'copy', db, join(folder, 'second.db'));
    expect(second.stderr).toContain(`its file ${words} is missing`);
    expect(second.exitCode).toBe(1);
  });

  it('leave nothing behind of a backup that cannot be written', async () => {
    writeFileSync(join(folder, 'big.txt'), 'words '.repeat(400_000));
    await done(attach('Big', join(folder, 'big.txt')));
    const script = `ulimit -f 1200; trap '' XFSZ; '${process.execPath}' '${bin}' db backup '${copy}'`;
    const ran = await execa('bash', ['-c', script], { env: environment({ db }), extendEnv: false, reject: false });
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toMatch(/^cica: .*cannot be read or kept: it exceeds the maximum file size there\nmake room/);
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  it('are found after the register and its folder were renamed', async () => {
    renameSync(db, `${db}.new`);
    renameSync(files, `${db}.new.files`);
    expect(await state('Paper', `${db}.new`)).toBe(same);
    expect(lines(await done(on(`${db}.new`, 'document', 'list', '--columns', 'file', '--no-header')))).toContain(
      `${basename(db)}.files/${words}`,
    );
  });
});
