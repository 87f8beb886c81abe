import type { Command, Option } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect, joined } from '../../src/commands/flags/collect';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';
import { demoRegister, inProcess, type Ran } from '../support/cica';

let db: string;
beforeAll(async () => {
  db = await demoRegister();
});

/** What every object of the language inherits: no word of ours, wherever it is typed. */
const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

describe('a word that every object inherits is as unknown as any other', () => {
  /** What the program says to a command line with a word in it; the word itself and what is near to it are taken out. */
  async function said(line: string, word: string): Promise<Ran> {
    const argv = line.split(' ').map((part) => part.replace('WORD', word));
    const { stdout, stderr, exitCode } = await inProcess(argv, { db });
    const blank = (text: string) =>
      text
        .replaceAll(/[Dd]id you mean [^?]*\?/g, '')
        .replace(/ +/g, ' ')
        .replaceAll(new RegExp(word, 'gi'), 'WORD');
    return { stdout: blank(stdout), stderr: blank(stderr), exitCode };
  }

  it.each([
    'WORD',
    'WORD list',
    'decision WORD',
    'db WORD',
    'decision list --WORD',
    'decision list --WORD=x',
    'decision list --sort WORD',
    'decision list --sort -WORD',
    'meeting list --sort date,WORD',
    'search kazakhstan --sort WORD',
    'log --sort WORD',
    'stats --sort WORD',
    'decision pending --sort WORD',
    'due --sort WORD',
    'decision list --columns WORD',
    'search kazakhstan --columns WORD',
    'log --columns ref,WORD',
    'export decisions --columns WORD',
    'decision list --format WORD',
    'show SOC-2023-12-12 --format WORD',
    'export decisions --format WORD',
    'export decisions -o x.xWORD',
    'export WORD',
    'import x.csv --as WORD',
    'init --preset WORD --db other.db',
    'completion WORD',
    'decision list --kind WORD',
    'decision list --action WORD',
    'decision list --status WORD',
    'decision list --party WORD:KAZ',
    'decision list --party WORD',
    'decision list --body WORD',
    'decision list --as-of WORD',
    'decision list --year WORD',
    'meeting list --mode WORD',
    'party list --standing WORD',
    'task list --status WORD',
    'decision add SOC-2023-12-12 Title --action WORD',
    'decision add SOC-2023-12-12 Title --action adopt --party WORD:KAZ',
    'decision add SOC-2023-12-12 Title --action adopt --period WORD',
    'decision add SOC-2023-12-12 Title --action adopt --cites WORD',
    'meeting add --body SOC --date WORD',
    'instrument act CPI MNG --kind WORD',
    'document add Title --kind WORD',
    'party standing WORD',
    'party show WORD',
    'show WORD',
    'log WORD',
    'undo WORD',
    '__complete -- WORD ',
    '__complete -- WORD --sort x',
    '__complete -- decision list --WORD x',
  ])('%s', async (line) => {
    const ordinary = await said(line, 'xyzzyquux');
    for (const word of inherited) expect(await said(line, word), word).toEqual(ordinary);
    expect(ordinary.stderr).not.toContain('unforeseen');
    if (!line.startsWith('__complete')) expect(ordinary.exitCode).toBeGreaterThanOrEqual(2);
  });

  it.each(inherited)('export -o x.%s', async (word) => {
    const { exitCode, stderr } = await inProcess(['export', 'decisions', '-o', `/nowhere/x.${word}`], { db });
    expect(stderr).not.toContain('unforeseen');
    // what begins with another sign than a letter says nothing of a format: that is CSV
    expect(exitCode).toBe(word.startsWith('_') ? 1 : 2);
  });
});

describe('a flag that takes one value', async () => {
  const { env, stdin, stdout, stderr } = process;
  const program = await programFor(new Context({ env, argv: [], stdin, stdout, stderr }), 'all');
  const flags = leaves(program).flatMap(({ command, path }) =>
    [...program.options, ...command.options].map((option) => ({ path, option })),
  );
  const single = flags.filter(({ option }) => option.required && !isGathered(option));
  const once = single.map(({ path, option }) => [`cica ${path} ${option.long}`, path, option] as const);

  it.each(once)('%s is refused when it is given twice', async (_, path, option) => {
    const value = option.argChoices?.[0] ?? (option.long === '--expect' ? 'a'.repeat(64) : '1');
    const other = option.argChoices?.at(-1) ?? '2';
    const line = [...path.split(' '), option.long as string, value, `${option.long}=${other}`];
    const { stdout, stderr, exitCode } = await inProcess(line, { db });
    expect(stderr).toBe(`cica: ${option.long} is given twice\nit takes one value: give it once\n`);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  it('is most flags', () => {
    expect(single.length).toBeGreaterThan(200);
    expect(single.length).toBeLessThan(flags.length);
  });

  it('may be given once before or after the command, also by its short name', async () => {
    for (const line of [
      ['--db', db, 'decision', 'list', '--db', 'other.db'],
      ['export', '-o', 'a.csv', '--output', 'b.csv'],
    ]) {
      expect(await inProcess(line)).toMatchObject({ stdout: '', exitCode: 2 });
    }
  });

  /** A flag of which the values are put together may be repeated; that is seen by trying it. */
  function isGathered({ parseArg }: Option): boolean {
    try {
      const both = parseArg?.('b', parseArg('a', undefined) as string | undefined) as string | string[] | undefined;
      return both?.includes('a') === true && both.includes('b');
    } catch {
      return false;
    }
  }

  function leaves(command: Command, path = ''): { command: Command; path: string }[] {
    if (command.commands.length === 0) return [{ command, path }];
    return command.commands.flatMap((child) => leaves(child, `${path} ${child.name()}`.trim()));
  }
});

describe('a flag that may be repeated', () => {
  it('keeps all of its values, up to a thousand', () => {
    let values: string[] | undefined;
    for (let index = 1; index <= 1_000; index += 1) values = collect(String(index), values);
    expect(values).toHaveLength(1_000);
    expect(() => collect('1001', values)).toThrow('a flag is given more than 1,000 times');
    expect(joined('b', joined('a', undefined))).toBe('a,b');
  });

  it('without a value may be repeated', async () => {
    const line = [
      'decision',
      'add',
      'SOC-2023-12-12',
      'X',
      '--action',
      'adopt',
      '--dry-run',
      '--dry-run',
      '-y',
      '--yes',
    ];
    expect((await inProcess(line, { db })).exitCode).toBe(0);
  });
});
