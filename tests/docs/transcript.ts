import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { bin, demoRegister, environment, type Ran, temporaryFolder } from '../support/cica';
import { newDatabase } from '../support/postgres';

/** Whether to write the program's current output into the pages instead of comparing it with them. */
export const updating = process.env.UPDATE_DOCS === '1';

/** The home folder shown in the pages. */
const home = '/home/officer';

/** Tools that transcripts use and that are not installed here: commands that use them are skipped. */
const missing = ['column', 'jq'].filter(
  (tool) => !(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool))),
);

/** A command of a page and the output shown for it, if any. */
interface Step {
  readonly command: string;
  readonly expected: readonly string[];
  /** The line of the page where the output starts, counted from 0. */
  readonly start: number;
}

/** A file whose content a page shows; it is written before the commands that follow. */
interface GivenFile {
  readonly name: string;
  readonly text: string;
}

/** The result of running a step. */
export interface Outcome extends Step {
  readonly printed: readonly string[];
  readonly exitCode: number;
}

/**
 * The commands of a page in order: lines after `$ ` in `console` blocks, continued by lines after `> `. A block in another
 * language with a file name is that file.
 */
function stepsOf(page: string): (Step | GivenFile)[] {
  const steps: (Step | GivenFile)[] = [];
  let fence: { language: string; name: string; start: number } | undefined;
  const lines = page.split('\n');
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('```')) continue;
    if (fence === undefined) {
      const [language = '', name = ''] = line.slice(3).trim().split(' ');
      fence = { language, name, start: index + 1 };
      continue;
    }
    const block = lines.slice(fence.start, index);
    if (fence.language === 'console') steps.push(...commandsOf(block, fence.start));
    else if (fence.name !== '') steps.push({ name: fence.name, text: `${block.join('\n')}\n` });
    fence = undefined;
  }
  return steps;
}

function commandsOf(block: readonly string[], offset: number): Step[] {
  const starts = block.flatMap((line, index) => (line.startsWith('$ ') ? [index] : []));
  return starts.flatMap((start, number) => {
    const end = starts[number + 1] ?? block.length;
    const rest = block.slice(start + 1, end);
    const other = rest.findIndex((line) => !line.startsWith('> '));
    const more = other === -1 ? rest.length : other;
    const command = [block[start] ?? '', ...rest.slice(0, more)].map((line) => line.slice(2)).join('\n');
    const expected = trimBlankLines(rest.slice(more));
    if (missing.some((tool) => command.includes(`| ${tool} `))) return [];
    return { command, expected, start: offset + start + 1 + more };
  });
}

/** The pages that show commands and what they print. */
export const pages = ['README.md', ...readdirSync('docs').map((name) => join('docs', name))].filter(
  (file) => file.endsWith('.md') && stepsOf(readFileSync(file, 'utf8')).length > 0,
);

/**
 * Runs the commands of a page in one shell and one folder, on a demo register unless they create their own. Standard output and
 * standard error are merged, as at a terminal. `now` is when, if not on the day on which tests happen.
 */
export async function runPage(page: string, now?: string): Promise<Outcome[]> {
  const steps = stepsOf(page);
  const ownRegister = steps.some((step) => 'command' in step && /\bcica (init|demo)\b/.test(step.command));
  const mark = '\u0001';
  const script = steps.map((step) =>
    'command' in step
      ? `${step.command}\nprintf '${mark}%s${mark}' $?\n`
      : `cat > ${step.name} <<'END OF THE FILE'\n${step.text}END OF THE FILE\n`,
  );
  const ran = await inShell(`exec 2>&1\n${script.join('')}`, ownRegister ? undefined : await demoRegister(), now);
  const parts = ran.stdout.split(mark);
  const commands = steps.filter((step) => 'command' in step);
  return commands.map((step, index) => ({
    ...step,
    printed: linesOf(parts[2 * index] ?? ''),
    exitCode: Number(parts[2 * index + 1] ?? '-1'),
  }));
}

function linesOf(output: string): string[] {
  return trimBlankLines(output.split('\n'));
}

/** Blank lines between commands are layout, not output. */
function trimBlankLines(lines: readonly string[]): string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

let path: string | undefined;

/** Runs a command line in bash, in an empty folder, where `cica` is the program. */
export async function inShell(commands: string, db: string | undefined, now?: string): Promise<Ran> {
  path ??= folderOfCica();
  const own = temporaryFolder();
  const server = commands.includes('postgres://') ? serverVariables(await newDatabase()) : {};
  const env = environment({
    ...(db === undefined ? {} : { db }),
    env: {
      ...server,
      ...(now === undefined ? {} : { CICA_NOW: now }),
      PATH: `${path}:${process.env.PATH}`,
      HOME: own,
      TMPDIR: own,
      CICA_ACTOR: 'officer',
      LC_ALL: 'C.UTF-8',
    },
  });
  const { stdout, stderr, exitCode } = await execa('bash', ['-o', 'pipefail', '-c', commands], {
    cwd: temporaryFolder(),
    env,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    stripFinalNewline: false,
  });
  return { stdout: stdout.replaceAll(own, home), stderr, exitCode: exitCode ?? -1 };
}

/** The libpq variables that supply the server and database when an address does not. */
function serverVariables(address: string): Record<string, string> {
  const { hostname, port, username, password, pathname } = new URL(address);
  return {
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: pathname.slice(1),
  };
}

/** A folder that contains the command as npm installs it. */
function folderOfCica(): string {
  const folder = temporaryFolder();
  symlinkSync(bin, join(folder, 'cica'));
  return folder;
}

/** Whether a command printed what its page shows; a line `…` stands for any lines. */
export function matchesPage({ expected, printed }: Outcome): boolean {
  if (expected.length === 0) return true;
  const pattern = expected.map((line) => (line === '…' ? '(?:.*\n)*' : `${escapeRegExp(line)}\n`)).join('');
  return new RegExp(`^${pattern}$`).test(printed.map((line) => `${line}\n`).join(''));
}

/** Escapes a text for use in a regular expression. */
export const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Whether a command may fail: its page shows an error, or `?` for output yet to be inserted. */
export function mayFail({ expected }: Outcome): boolean {
  return expected.some((line) => line.startsWith('cica: ') || line === '?');
}

/** Writes the current output of commands into their page where it differs. Output that ended in `…` is truncated again. */
export function updatePage(file: string, outcomes: readonly Outcome[]): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const outcome of outcomes.toReversed()) {
    const { start, expected, printed } = outcome;
    if (matchesPage(outcome)) continue;
    const cut = expected.at(-1) === '…';
    const now = cut ? [...printed.slice(0, expected.length - 1), '…'] : printed;
    lines.splice(start, expected.length, ...now);
  }
  writeFileSync(file, lines.join('\n'));
}
