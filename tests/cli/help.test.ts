import { describe, expect, it } from 'vitest';
import { actions, actKinds, documentKinds, forms, kinds, partyRoles, statuses } from '../../src/domain/vocabulary';
import { cica, demoRegister } from '../support/cica';

const help = async (...args: string[]): Promise<string> => (await cica(args)).stdout;

/** The headings of a help, in their order. */
const headings = (text: string): string[] => text.match(/^\S.*:$/gm) ?? [];

describe('cica help words', () => {
  it('has all words of the vocabulary', async () => {
    const text = (await help('help', 'words')).replaceAll(/\s+/g, ' ');
    const all = [...Object.values(actions).flat(), ...kinds, ...partyRoles, ...forms, ...statuses];
    for (const word of [...all, ...actKinds, ...documentKinds]) expect(text).toContain(word);
  });

  it('begins all texts of a section in one column', async () => {
    const [, ...sections] = (await help('help', 'words')).trimEnd().split('\n\n');
    expect(sections).toHaveLength(4);
    for (const section of sections) {
      const [, ...lines] = section.split('\n');
      const columns = lines.map((line) => /^ {2}(?:\S+(?: \S+)*)?(?: {2,}|^ +)/.exec(line)?.[0].length);
      expect(new Set(columns).size, section).toBe(1);
    }
  });
});

it.each([
  'decision add SOC-2023-12-12 T --action opposes',
  'decision edit SOC-2023-12-12/1 --action opposes',
  'decision list --action opposes',
  'search budget --action opposes',
  'export decisions --action opposes',
])('%s: the page that is named lists the verbs', async (line) => {
  const db = await demoRegister();
  const { stderr } = await cica(line.split(' '), { db });
  const [, page = ''] = /`cica (.*)` lists all/.exec(stderr) ?? [];
  const text = await help(...page.split(' '));
  for (const verb of Object.values(actions).flat()) expect(text).toContain(verb);
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
  ['export', ['Arguments:', 'Output:', 'Filters:', 'Global Options:', 'Examples:']],
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
