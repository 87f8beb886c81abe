import { describe, expect, it } from 'vitest';
import { actions, actKinds, documentKinds, forms, kinds, partyRoles, statuses } from '../../src/domain/vocabulary';
import { cica } from '../support/cica';

const help = async (...args: string[]): Promise<string> => (await cica(args)).stdout;

/** The headings of a help, in their order. */
const headings = (text: string): string[] => text.match(/^\S.*:$/gm) ?? [];

describe('cica help words', () => {
  it('has all words of the vocabulary', async () => {
    const text = (await help('help', 'words')).replaceAll(/\s+/g, ' ');
    const all = [...Object.values(actions).flat(), ...kinds, ...partyRoles, ...forms, ...statuses];
    for (const word of [...all, ...actKinds, ...documentKinds]) expect(text).toContain(word);
  });
});

it.each([
  [
    'decision add',
    [
      'Arguments:',
      'What was decided:',
      'Who it concerns:',
      'When it applies:',
      'How it was decided:',
      'Where it is documented:',
      'Links to earlier decisions:',
      'Recording:',
      'Global Options:',
      'Examples:',
    ],
  ],
  ['decision list', ['Filters:', 'Output:', 'Global Options:', 'Examples:']],
  ['export', ['Arguments:', 'Options:', 'Output:', 'Filters:', 'Global Options:', 'Examples:']],
  ['body add', ['Arguments:', 'Options:', 'Recording:', 'Global Options:', 'Examples:']],
])('the help of %s groups its flags', async (command, expected) => {
  expect(headings(await help(...command.split(' '), '--help'))).toEqual(expected);
});

it.each(['decision add', 'decision edit', 'decision list', 'document add', 'export', 'instrument act'])(
  'the help of %s fits 80 columns, and has no flag of more than four lines',
  async (command) => {
    const [flags = ''] = (await help(...command.split(' '), '--help')).split('\nExamples:');
    for (const line of flags.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(flags).not.toMatch(/^ {2}-.*(\n {10,}\S.*){4}/m);
  },
);
