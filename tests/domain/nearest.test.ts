import { expect, it } from 'vitest';
import { didYouMean, nearest } from '../../src/domain/nearest';

it.each([
  ['adpot', ['adopt', 'adapt', 'accept'], ['adopt', 'adapt']],
  ['ADOPTS', ['adopt', 'adopted'], ['adopt', 'adopted']],
  // one letter may be wrong in a short word, two in a longer one, three in a long one; one less if it is the first
  ['abcd', ['abcx', 'abxx', 'xbcd'], ['abcx']],
  ['abcdef', ['abcxyf', 'abwxyf', 'xbcyef'], ['abcxyf']],
  ['abcdefghi', ['axxxefghi', 'axxxxfghi', 'xxxdefghi'], ['axxxefghi']],
  // what is much farther than the first is none
  ['abcdefghi', ['abcdefghx', 'axxdefghi', 'axxxefghi'], ['abcdefghx', 'axxdefghi']],
  ['adpot', ['adopt', 'adapt'], ['adopt', 'adapt']],
  ['dec', ['demo', 'decision'], ['decision']],
  ['force', ['in force', 'forced labour'], ['in force', 'forced labour']],
  ['adoption', ['adopt', 'option'], ['adopt']],
  ['unaccepted', ['accepted'], []],
  ['non-member', ['member'], []],
  ['discus', ['discuss', 'cus'], ['discuss']],
  ['aaaa', ['aaab', 'aabb', 'aaac', 'aaad', 'aaae'], ['aaab', 'aaac', 'aaad']],
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
