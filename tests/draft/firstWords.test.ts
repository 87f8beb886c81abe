import { expect, test } from 'vitest';
import { firstWords } from '../../src/draft/firstWords';
import { given, passives } from '../../src/draft/lightPassives';
import { patterns } from '../../src/draft/lightVerbLists';

test.each<[RegExp, string[]]>([
  [/^raised (?=an? (?:issue|matter)s?\b)/, ['raised']],
  [/^(?:h[eo]ld|ha[sd] had|came to) (?:talks|a vote)/, ['held', 'hold', 'has', 'had', 'came']],
  [/^exchanges? of (?:views|opinions)\b/, ['exchanges', 'exchange']],
  [/^(?:was |were )?met with\b/, ['was', 'were', 'met']],
  [/^(?:(?:was|were) devoted to|dealt with)\b/, ['was', 'were', 'dealt']],
  [/^OK(?:'d|’d|ed)\b/, ["ok'd", 'oked']],
  [/^closed(?=[.,]|$)/, ['closed']],
])('the first words of %s', (pattern, words) => expect([...firstWords(pattern.source)]).toEqual(words));

test('each pattern of a light verb begins with words', () => {
  const sources = [...given, ...patterns, ...passives].map(([{ source }]) => source);
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((source) => [...firstWords(source)].some((word) => !/^[a-z'-]+$/.test(word)))).toEqual([]);
});
