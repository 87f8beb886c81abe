import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { nouns } from '../../src/commands/program/nouns';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';

const folder = 'src/commands';
const { env, stdin, stdout, stderr } = process;
const program = await programFor(new Context({ env, argv: [], stdin, stdout, stderr }), 'all');
const withVerbs = program.commands
  .filter(({ commands }) => commands.length > 0)
  .map((noun) => ({ name: noun.name(), summary: noun.summary(), verbs: noun.commands.map((verb) => verb.name()) }));

describe('a verb is one file', () => {
  it('those of the first level, and no others, are beside the nouns', () => {
    const names = Object.keys(nouns).filter((name) => !existsSync(join(folder, name)));
    expect(filesOf(folder)).toEqual(names.toSorted());
    expect(program.commands.map((command) => command.name())).toEqual(Object.keys(nouns));
  });

  test.each(withVerbs)('those of $name, and no others, are in its folder', ({ name, verbs }) => {
    expect(filesOf(join(folder, name)).filter((file) => file !== 'index')).toEqual(verbs.toSorted());
  });

  test.each(withVerbs)('the summary of $name names each of its verbs', ({ summary, verbs }) => {
    const [, listed = ''] = summary.split(': ');
    expect(listed.split(/[,;] /).toSorted()).toEqual(verbs.toSorted());
  });
});

/** The names of the files in a folder, without their ending. */
function filesOf(path: string): string[] {
  const files = readdirSync(path).filter((name) => name.endsWith('.ts'));
  return files.map((name) => name.replace(/\.ts$/, '')).toSorted();
}
