import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { demoRegister, temporaryFolder } from '../support/cica';
import { done, type Run, refused, session } from '../support/session';
import { keys, Terminal } from '../support/terminal';

const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
let db: string;
let folder: string;
let programs: string;
let run: Run;
beforeEach(async () => {
  db = await demoRegister();
  folder = temporaryFolder();
  programs = temporaryFolder();
  install('printf "%s\\n" "$#" "$@" >> "$0.log"');
  run = session(db, { cwd: folder, env: { PATH: programs } });
});

/** Puts a program in the place of the system's, which notes what it is called with. */
function install(script: string): void {
  writeFileSync(join(programs, program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** The number of arguments and the arguments of every call of that program. */
const opened = (): string[] =>
  readdirSync(programs).includes(`${program}.log`)
    ? readFileSync(join(programs, `${program}.log`), 'utf8')
        .trimEnd()
        .split('\n')
    : [];

const path = (name: string): string => join(folder, name);

/** Records a document "Paper" with a file of that name. */
async function addFile(name: string, more = ''): Promise<void> {
  writeFileSync(path(name), 'Words\n');
  await done(run(`document add Paper --meeting SOC-2024-12-05 ${more} --file ${'"'}${name}${'"'}`));
}

describe('document open', () => {
  it.each(['paper.txt', 'two words; touch x.txt', '$(touch x).txt', '-e.txt', '&calc.txt'])(
    'opens the file %j, with no shell between',
    async (name) => {
      writeFileSync(path(name), 'Words\n');
      await done(run`document add Paper --meeting SOC-2024-12-05 --file ${name.startsWith('-') ? `./${name}` : name}`);
      const { stderr } = await run`document open Paper --yes`;
      expect(stderr).toBe(`opening: Paper\n  ${path(name)}\n`);
      expect(opened()).toEqual(['1', path(name)]);
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  it('opens a copy, whatever became of the file', async () => {
    await addFile('paper.txt', '--attach');
    rmSync(path('paper.txt'));
    await done(run`document open Paper --yes`);
    const [count, name = ''] = opened();
    expect(count).toBe('1');
    expect(readFileSync(name, 'utf8')).toBe('Words\n');
  });

  it.each([
    ['https://example.org/a b?c=d&e=$(f)', 'https://example.org/a%20b?c=d&e=$(f)'],
    ['HTTP://EXAMPLE.ORG', 'http://example.org/'],
    ['https://аpple.com/', 'https://xn--pple-43d.com/'],
  ])('opens the address %s', async (url, expected) => {
    await done(run`document add Paper --meeting SOC-2024-12-05 --url ${url}`);
    await done(run`document open Paper --yes`);
    expect(opened()).toEqual(['1', expected]);
  });

  it('opens the file rather than the address, unless --url is given', async () => {
    await addFile('paper.txt', '--url https://example.org/');
    const { stderr } = await run`document open Paper --dry-run`;
    expect(stderr).toBe(`would be opened: Paper\n  ${path('paper.txt')}\n`);
    expect(opened()).toEqual([]);
    await done(run`document open Paper --yes`);
    await done(run`document open Paper --yes --url`);
    expect(opened()).toEqual(['1', path('paper.txt'), '1', 'https://example.org/']);
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://example.org/x',
    'mailto:someone@example.org',
    'data:text/html,x',
    'smb://example.org/share',
    'example.org/x',
    '/etc/passwd',
    '--help',
    'https://',
  ])('does not open %s', async (url) => {
    await done(run(`document add Paper --meeting SOC-2024-12-05 --url=${url}`));
    refused(await run`document open Paper --yes`, 4, `"${url}" is not an http or https address`);
    expect(opened()).toEqual([]);
  });

  it.each<[string, () => void, number, string]>([
    ['is gone', () => rmSync(path('a.txt')), 1, 'is missing'],
    ['is longer now', () => appendFileSync(path('a.txt'), 'more'), 1, 'has changed since it was recorded'],
    ['says something else', () => writeFileSync(path('a.txt'), 'Wards\n'), 1, 'has changed since it was recorded'],
    [
      'is a folder now',
      () => {
        rmSync(path('a.txt'));
        mkdirSync(path('a.txt'));
      },
      1,
      'not a regular file',
    ],
    [
      'is a device now',
      () => {
        rmSync(path('a.txt'));
        symlinkSync('/dev/zero', path('a.txt'));
      },
      1,
      'not a regular file',
    ],
    ['may be run', () => chmodSync(path('a.txt'), 0o755), 4, 'may be a program'],
  ])('does not open a file that %s', async (_, change, code, message) => {
    await addFile('a.txt', '--url https://example.org/');
    change();
    const result = await run`document open Paper --yes`;
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain('or open its address: cica document open Paper --url');
    expect(result.exitCode).toBe(code);
    expect(opened()).toEqual([]);
  });

  it.each(['a.desktop', 'a.JAR'])('does not open %s, which some systems run', async (name) => {
    await addFile(name);
    refused(await run`document open Paper --yes`, 4, `the file ${path(name)} may be a program`);
    expect(opened()).toEqual([]);
  });

  it('says that there is nothing to open', async () => {
    await done(run`document add "My paper" --meeting SOC-2024-12-05`);
    const result = await run`document open "My paper" --yes`;
    refused(result, 4, 'the document "My paper" has no address, and no file to open');
    expect(result.stderr).toContain("cica document edit 'My paper' --url ADDRESS");
    refused(await run`document open "My paper" --url --yes`, 4, 'the document "My paper" has no address');
    refused(await run`document open "Your paper" --yes`, 3, 'no document "Your paper"');
    writeFileSync(path('in.csv'), 'title,meeting,file\nBare,SOC-2024-12-05,/etc/passwd\n');
    await done(run`import in.csv --as documents`);
    refused(await run`document open Bare --yes`, 4, 'no SHA-256 of the file of "Bare" is recorded');
    await done(run`document edit Bare --symbol SOC/2024/1`);
    refused(await run`document open SOC/2024/1 --url --yes`, 4, 'the document SOC/2024/1 has no address');
    expect(opened()).toEqual([]);
  });

  it('reports a missing program, or how it failed', async () => {
    await done(run`document add Paper --meeting SOC-2024-12-05 --url https://example.org/`);
    install('exit 3');
    const failed = await run`document open Paper --yes`;
    expect(failed.stderr).toContain(`cica: ${program} failed (exit code 3)\nopen it yourself: https://example.org/`);
    expect(failed.exitCode).toBe(1);
    chmodSync(join(programs, program), 0o644);
    expect((await run`document open Paper --yes`).stderr).toContain(`${program} cannot be run: permission denied`);
    rmSync(join(programs, program));
    expect((await run`document open Paper --yes`).stderr).toContain(`cica: the program ${program} is not installed`);
  });

  it('does not wait for a program that keeps running', async () => {
    await done(run`document add Paper --meeting SOC-2024-12-05 --url https://example.org/`);
    install('echo $$ > "$0.log"; exec /bin/sleep 60');
    const begun = Date.now();
    await done(run`document open Paper --yes`);
    expect(Date.now() - begun).toBeLessThan(30_000);
    process.kill(Number(opened()[0]));
  });

  it('asks, or requires --yes', async () => {
    await done(run`document add Paper --meeting SOC-2024-12-05 --url https://example.org/`);
    refused(await run`document open Paper`, 2, 'opening https://example.org/ needs confirmation');
    expect(opened()).toEqual([]);
  });
});

describe('at a terminal', () => {
  it.each([
    ['y', ['1', 'https://example.org/']],
    ['n', []],
  ])('asks, and %s is the answer', async (answer, expected) => {
    await done(run`document add Paper --meeting SOC-2024-12-05 --url https://example.org/`);
    const terminal = Terminal.start(['document', 'open', 'Paper'], { db, env: { PATH: programs } });
    await terminal.answer('Open it?', answer);
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen().join('\n')).toContain('Paper\n  https://example.org/');
    expect(opened()).toEqual(expected);
  });

  it('opens nothing after Ctrl-C', async () => {
    await done(run`document add Paper --meeting SOC-2024-12-05 --url https://example.org/`);
    const terminal = Terminal.start(['document', 'open', 'Paper'], { db, env: { PATH: programs } });
    await terminal.asked('Open it?');
    terminal.type(keys.interrupt);
    expect(await terminal.exitCode()).toBe(130);
    expect(opened()).toEqual([]);
  });
});
