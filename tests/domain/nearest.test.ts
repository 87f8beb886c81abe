import { expect, it } from 'vitest';
import { didYouMean, nearest } from '../../src/domain/nearest';

it.each([
  ['adpot', ['adopt', 'adapt', 'accept'], ['adopt', 'adapt']],
  ['ADOPTS', ['adopted', 'adopt'], ['adopt', 'adopted']],
  // two letters may be wrong in a short word, a third in a long one
  ['abc', ['abcde', 'abcdef', 'xyc', 'xyz'], ['abcde', 'xyc']],
  ['abcdefghi', ['abcdefxyz', 'abcdewxyz', 'abcdefghijkl', 'abcdefghijklm'], ['abcdefxyz', 'abcdefghijkl']],
  ['aaaa', ['aaab', 'aabb', 'aaaa', 'aaac', 'aaad'], ['aaaa', 'aaab', 'aaac']],
  ['aaaa', ['aaab', 'aaab'], ['aaab']],
  ['word', [], []],
  ['a'.repeat(200), ['a'.repeat(199)], ['a'.repeat(199)]],
  // no slip of a name, and dear to compare
  ['a'.repeat(201), ['a'.repeat(200)], []],
])('%s: the nearest of %j', (word, known, found) => {
  expect(nearest(word, known)).toEqual(found);
});

it.each([
  [['adopt'], 'did you mean "adopt"? '],
  [['adopt', 'adapt'], 'did you mean "adopt" or "adapt"? '],
  [['discuss'], ''],
])('of %j an advice begins with %j', (known, advice) => {
  expect(didYouMean('adpot', known)).toBe(advice);
});
