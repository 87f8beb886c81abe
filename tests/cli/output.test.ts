import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { measure } from '../../src/terminal/width';
import { bin, cica, demoRegister, environment, presetRegister, type Ran, temporaryFolder } from '../support/cica';
import { done, lines, type Run, session } from '../support/session';
import { Database } from '../support/sqlite';

let db: string;
let run: Run;
beforeAll(async () => {
  db = await demoRegister();
  run = session(db);
});

/** Runs a line of bash in which `cica` is the program. */
async function bash(line: string, env: Record<string, string> = {}): Promise<Ran> {
  const script = `cica() { '${process.execPath}' '${bin}' "$@"; }; ${line}`;
  const { stdout, stderr, exitCode } = await execa('bash', ['-o', 'pipefail', '-c', script], {
    cwd: temporaryFolder(),
    env: environment({ db, env }),
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
  });
  return { stdout, stderr, exitCode: exitCode ?? -1 };
}

describe('a reader that disconnects', () => {
  let long: string;
  beforeAll(async () => {
    long = await demoRegister();
    const rows = Array.from({ length: 2_000 }, (_, index) => `MC-2023-12-26,note,Note ${index} ${'x'.repeat(200)}\n`);
    await done(cica(['import', '-'], { db: long, input: `meeting,action,title\n${rows.join('')}` }));
  });

  it.concurrent.each([
    'cica export decisions',
    'cica export meetings --format yaml',
    'cica decision list',
    'cica meeting show MC-2023-12-26',
    'cica log --format ndjson',
    'cica search note',
    'cica --help',
    'cica',
  ])('ends quietly: %s | head -1', async (line) => {
    const { stdout, stderr, exitCode } = await bash(`${line} | head -1`, { CICA_DB: long });
    expect(lines(stdout)).toHaveLength(1);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });
});

it.concurrent.each([
  'cica export decisions',
  'cica decision list',
  'cica meeting show SOC-2023-12-12',
  'cica decision show SOC-2023-12-12/5 --format json',
])('an output that cannot be written is an error: %s > /dev/full', async (line) => {
  const { stderr, exitCode } = await bash(`${line} > /dev/full`);
  expect(stderr).toMatch(
    /^cica: the output cannot be written: the disk is full\nmake room for it, or write elsewhere\n$/,
  );
  expect(exitCode).toBe(1);
});

describe('colours', () => {
  const colour = '\x1b[';
  const coloured = async (env: Record<string, string>, flags = ''): Promise<boolean[]> => {
    const { stdout, stderr } = await bash(`cica meeting show SOC-2023-12-12 ${flags}; cica show nothing ${flags}`, env);
    return [stdout.includes(colour), stderr.includes(colour)];
  };
  it.concurrent.each([
    ['none in a pipe', {}, '', [false, false]],
    ['those that FORCE_COLOR asks for', { FORCE_COLOR: '1' }, '', [true, true]],
    ['none with FORCE_COLOR=0', { FORCE_COLOR: '0' }, '', [false, false]],
    ['none with NO_COLOR', { NO_COLOR: '1' }, '', [false, false]],
    ['none with --no-color, whatever is asked for', { FORCE_COLOR: '1' }, '--no-color', [false, false]],
  ])('%s', async (_, env, flags, expected) => {
    expect(await coloured(env as Record<string, string>, flags)).toEqual(expected);
  });

  it('never in data', async () => {
    for (const format of ['csv', 'json', 'yaml', 'markdown']) {
      const { stdout } = await bash(`cica decision list --format ${format}`, { FORCE_COLOR: '1' });
      expect(stdout).not.toContain(colour);
    }
  });
});

it('aligns the columns of a table, however wide the letters are', async () => {
  const wide = session(await presetRegister());
  const titles = [
    'plain',
    '理事会批准了预算',
    'ميزانية',
    'café',
    'cafe\u0301s',
    'แผนการดำเนินงาน',
    'Việt 👩‍👩‍👧 flag 🇰🇿',
  ];
  await done(wide`meeting add --body SOC --date 2024-01-01`);
  for (const title of titles) await done(wide`decision add SOC-2024-01-01 --action adopt ${title}`);
  const [head = '', ...rows] = lines(await done(wide`decision list --columns title,ref`));
  const place = measure(head.slice(0, head.indexOf('ref')));
  expect(rows).toHaveLength(titles.length);
  for (const row of rows) expect(measure(row.slice(0, row.indexOf('SOC-')))).toBe(place);
});

describe('CSV', () => {
  it('has LF and quotes only where they are needed', async () => {
    expect(await done(run`decision list --meeting MC-2023-12-26 --columns ref,title,text,parties --format csv`)).toBe(
      'ref,title,text,parties\nMC-2023-12-26/1,Observer status for Saudi Arabia,' +
        '"Saudi Arabia becomes the tenth observer state, as the Senior Officials Committee recommended on 12 December 2023.",' +
        'applicant:SAU\n',
    );
  });

  it('for spreadsheets has a byte order mark and CRLF, and escapes formulas', async () => {
    const other = session(await presetRegister());
    await done(other`meeting add --body SOC --date 2024-01-01`);
    for (const title of ['=1+1', '+1', '-1', '@SUM(A1)', 'a = b']) {
      await done(other`decision add --action adopt -- SOC-2024-01-01 ${title}`);
    }
    expect(await done(other`export decisions --columns title,ref --excel`)).toBe(
      ['\ufefftitle,ref', "'=1+1,SOC-2024-01-01/1", "'+1,SOC-2024-01-01/2", "'-1,SOC-2024-01-01/3"]
        .concat(["'@SUM(A1),SOC-2024-01-01/4", 'a = b,SOC-2024-01-01/5', ''])
        .join('\r\n'),
    );
    expect(await done(other`export decisions --columns title --no-header`)).toBe('=1+1\n+1\n-1\n@SUM(A1)\na = b\n');
  });
});

describe('control characters that another program put into the register', () => {
  const evil = 'red \x1b[31m bell \x07 back \x08 osc \x1b]0;owned\x07 c1 \x9b31m bidi \u202e turned';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;
  let spoilt: Run;
  beforeAll(async () => {
    const copy = await demoRegister();
    const database = new Database(copy);
    database.prepare('update decision set title = ?, text = ? where number = 1').run(evil, `${evil}\nsecond line`);
    database.prepare('update meeting set title = ?, notes = ?').run(evil, evil);
    database.prepare("update party set name = ? where code = 'KAZ'").run(evil);
    database.close();
    spoilt = session(copy);
  });

  it.concurrent.each([
    'decision list',
    'meeting list',
    'party list',
    'meeting show SOC-2023-12-12',
    'decision show SOC-2023-12-12/1',
    'party show KAZ',
    'decision edit SOC-2023-12-12/1 --title Harmless --dry-run',
    'meeting edit SOC-2023-12-12 --place Elsewhere --dry-run',
    'meeting edit SOC-2023-12-12 --notes New --dry-run',
  ])('are shown as their codes: %s', async (line) => {
    const { stdout, stderr, exitCode } = await spoilt(line);
    expect(exitCode).toBe(0);
    expect(stdout + stderr).not.toMatch(raw);
    expect(stdout + stderr).toContain('<U+001B>');
  });

  it('are escaped in JSON', async () => {
    const { title } = JSON.parse(await done(spoilt`decision show SOC-2023-12-12/1 --format json`));
    expect(title).toBe(evil);
  });
});

describe('help', () => {
  it('is short without a command, whole with --help', async () => {
    const { stdout, stderr, exitCode } = await cica([]);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toContain('cica init --preset cica');
    expect(lines(stdout).length).toBeLessThan(20);
    expect(await done(cica(['--help']))).toContain('completion');
    expect(await done(cica(['help', 'decision']))).toBe(await done(cica(['decision', '--help'])));
    expect(await done(cica(['decision', 'add', '--help']))).toContain('$ cica decision add SOC-2023-12-12');
  });

  it('is on stderr with exit code 2 where a verb is missing', async () => {
    const { stdout, stderr, exitCode } = await cica(['decision']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain('Usage: cica decision');
  });

  it('prints the version, without a register', async () => {
    expect(await done(cica(['--version'], { db: '/nowhere' }))).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

it('shows a stack trace only with CICA_DEBUG=1', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'text.db'), 'x');
  const [plain, debug] = await Promise.all(
    [{}, { CICA_DEBUG: '1' }].map((env) => cica(['decision', 'list'], { db: join(folder, 'text.db'), env })),
  );
  expect(plain?.stderr).not.toContain('    at ');
  expect(debug?.stderr).toContain('    at ');
  rmSync(folder, { recursive: true });
});
