import { expect, test } from 'vitest';
import { joinerOf } from '../../src/draft/dividedWords';

test.each([
  ['keeps the hyphen of a word', 'for confidence-\nbuilding measures', 'for confidence-building measures'],
  ['drops one that the text does not have', 'the Secre-\ntariat\n\nThe Secretariat', 'the Secretariat The Secretariat'],
  ['over a blank line', 'for confidence-\n\nbuilding', 'for confidence-building'],
  ['at other line ends', 'for confidence-\r\nbuilding', 'for confidence-building'],
  ['not what two words share', 'the short-\nand long-term plan', 'the short- and long-term plan'],
  ['not before a capital letter', 'Annex A-\nBudget', 'Annex A- Budget'],
  ['not within a line', 'the plan- with thanks', 'the plan- with thanks'],
])('joins words at line ends: %s', (_, text, expected) => {
  expect(joinerOf(text)(text.replaceAll(/\s+/g, ' '))).toBe(expected);
});

test('takes linear time with long words and many hyphens', { timeout: 2_000 }, () => {
  const text = `${'a'.repeat(1_000_000)}${'-\n\n'.repeat(300_000)}`;
  expect(joinerOf(text)('a- b')).toBe('a- b');
});
