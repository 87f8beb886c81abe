import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { examplesFor } from '../../src/commands/flags/flags';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';
import { demoRegister, temporaryFolder } from '../support/cica';
import { done, type Run, refused, session } from '../support/session';

const { env, stdin, stdout, stderr } = process;
const program = await programFor(new Context({ env, argv: [], stdin, stdout, stderr }), 'all');

/** The commands with -o, each with the last command of an example, without its format, and the formats that it has. */
const commands = leaves(program)
  .filter((command) => command.options.some(({ long }) => long === '--output'))
  .map((command) => {
    const example = examplesFor(command).find((line) => !/[>|]/.test(line)) ?? '';
    const line = example.replace(/^(.* && )?cica /, '').replaceAll(/ (-o|--format) \S+/g, '');
    const { argChoices = [] } = command.options.find(({ long }) => long === '--format') ?? {};
    return { line: line.replaceAll("'", '"'), formats: argChoices };
  });

/** The formats that an ending can say. */
const endings: Readonly<Record<string, readonly string[]>> = {
  csv: ['csv'],
  tsv: ['tsv'],
  json: ['json'],
  ndjson: ['ndjson'],
  jsonl: ['ndjson'],
  yaml: ['yaml'],
  yml: ['yaml'],
  md: ['markdown'],
  markdown: ['markdown'],
  html: ['html'],
  htm: ['html'],
  docx: ['docx'],
  ics: ['ics'],
  mmd: ['mermaid'],
  mermaid: ['mermaid'],
  dot: ['dot'],
  gv: ['dot'],
  txt: ['text', 'table'],
};

/** How a file of a format begins. */
const beginnings: Readonly<Record<string, RegExp>> = {
  csv: /^[a-z_]+,/,
  tsv: /^[a-z_]+\t/,
  json: /^[[{]\n/,
  ndjson: /^(\{".*\}\n)*$/,
  yaml: /^(\[\]|- |[a-z_]+:\s)/,
  markdown: /^(\| [a-z_]+ \||# )/,
  html: /^<!doctype html>/i,
  docx: /^PK/,
  ics: /^BEGIN:VCALENDAR\r\n/,
  mermaid: /^flowchart TD\n/,
  dot: /^digraph /,
};

let db: string;
let folder: string;
let run: Run;
beforeAll(async () => {
  db = await demoRegister();
  run = session(db);
  await done(run`task add SOC-2024-12-05/4 "Agree on priorities"`);
  await done(run`document add "Concept paper on environment protection" --meeting SOC-2024-12-05`);
});
beforeEach(() => {
  folder = temporaryFolder();
  run = session(db, { cwd: process.cwd(), here: true });
});
const path = (name: string): string => join(folder, name);
const written = (name: string): string => readFileSync(path(name), 'utf8');

describe.each(commands)('cica $line -o', ({ line, formats }) => {
  it('writes each of its formats to a file with that extension', async () => {
    for (const [ending, names] of Object.entries(endings)) {
      const format = names.find((name) => formats.includes(name));
      if (format === undefined) continue;
      const { exitCode, stdout, stderr } = await run(`${line} -o ${path(`out.${ending}`)}`);
      expect({ exitCode, stdout, stderr }, ending).toMatchObject({ exitCode: 0, stdout: '' });
      expect(stderr, ending).toMatch(/^wrote (.+ to )?\S+out\.\w+$/m);
      expect(written(`out.${ending}`), ending).toMatch(beginnings[format] ?? /./);
    }
  });

  it('refuses a file with another extension, unless --format names the format', async () => {
    for (const ending of ['html', 'docx', 'ics', 'gv', 'xlsx', 'exe']) {
      if (endings[ending]?.some((name) => formats.includes(name))) continue;
      refused(
        await run(`${line} -o ${path(`out.${ending}`)}`),
        2,
        ending in endings ? 'this command' : 'cica does not',
      );
    }
    expect(readdirSync(folder)).toEqual([]);
    const format = formats.find((name) => name in beginnings) ?? '';
    const other = Object.keys(endings).find((ending) => !endings[ending]?.includes(format));
    for (const name of [`out.${other}`, 'out.unknown']) {
      await done(run(`${line} --format ${format} -o ${path(name)}`));
      expect(written(name), name).toMatch(beginnings[format] as RegExp);
    }
  });

  it('writes to a file without an extension what a pipe gets', async () => {
    for (const name of ['out', 'out.2024']) {
      await done(run(`${line} -o ${path(name)}`));
      expect(written(name)).toBe(await done(run(line)));
    }
    expect(await done(run(`${line} -o -`))).toBe(await done(run(line)));
  });
});

it('nothing is written if the command fails, and an old file stays', async () => {
  writeFileSync(path('old.csv'), 'old');
  refused(await run(`decision list --body XYZ -o ${path('old.csv')}`), 3, 'no body "XYZ"');
  refused(await run(`decision list --body XYZ -o ${path('new.csv')}`), 3, 'no body "XYZ"');
  expect(readdirSync(folder)).toEqual(['old.csv']);
  expect(written('old.csv')).toBe('old');
});

it('a file gets all rows, without colours', async () => {
  const { stderr } = await run(`decision list -o ${path('all.txt')}`);
  expect(stderr).toBe(`wrote 27 decisions to ${path('all.txt')}\n`);
  expect(written('all.txt').split('\n')).toHaveLength(29);
});

describe('--open', () => {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  let programs: string;
  let opening: Run;
  beforeEach(() => {
    programs = temporaryFolder();
    writeFileSync(join(programs, opener), `#!/bin/sh\nprintf "%s\\n" "$#" "$@" >> "$0.log"\n`, { mode: 0o755 });
    opening = session(db, { cwd: process.cwd(), here: true, env: { PATH: programs } });
  });
  const opened = (): string => {
    const log = join(programs, `${opener}.log`);
    return existsSync(log) ? readFileSync(log, 'utf8') : '';
  };

  it.each(['list.csv', 'two words; touch x.md', '$(touch x).json'])('opens %j by its full path', async (name) => {
    await done(opening`decision list -o ${path(name)} --open`);
    expect(opened()).toBe(`1\n${path(name)}\n`);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it.each([
    ['without a file', 'decision list --open', '--open requires a file'],
    ['for standard output', 'decision list -o - --open', '--open requires a file'],
    ['for a name that may be a program', 'decision list --format csv -o x.desktop --open', '--open does not open'],
    ['for a name without an ending', 'decision list -o x --open', '--open does not open'],
  ])('is an error %s, and nothing is written', async (_, line, message) => {
    refused(await opening(line.replace('-o x', `-o ${path('x')}`)), 2, message);
    expect([opened(), readdirSync(folder)]).toEqual(['', []]);
  });

  it('does not open a file that is marked as a program', async () => {
    writeFileSync(path('list.csv'), '#!/bin/sh\n');
    chmodSync(path('list.csv'), 0o755);
    const { stderr, exitCode } = await opening`decision list -o ${path('list.csv')} --open`;
    expect(stderr).toContain('is marked as a program');
    expect([exitCode, opened()]).toEqual([4, '']);
  });

  it('says where the file is if there is no program to open it', async () => {
    const line = `decision list -o ${path('list.csv')} --open`;
    const { stderr, exitCode } = await session(db, { cwd: process.cwd(), here: true, env: { PATH: folder } })(line);
    expect(stderr).toBe(
      `wrote 27 decisions to ${path('list.csv')}\ncica: the program ${opener} is not installed\ninstall it, or open it yourself: ${path('list.csv')}\n`,
    );
    expect(exitCode).toBe(1);
    expect(written('list.csv')).toContain('SOC-2024-12-05/1');
  });
});

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}
