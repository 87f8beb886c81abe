import { expect, test } from 'vitest';
import { NameFinder } from '../../src/draft/names';

const parties = new NameFinder([
  { code: 'IRN', names: ['IRN', 'Iran (Islamic Republic of)'] },
  { code: 'NLD', names: ['NLD', 'Netherlands (Kingdom of the)'] },
  { code: 'MMM', names: ['MMM', 'Meeting of Ministers (MinMeet)'] },
]);

test.each<[string, string[]]>([
  ['Iran and the Netherlands', ['IRN', 'NLD']],
  ['the Islamic Republic of Iran', ['IRN']],
  ['the Kingdom of the Netherlands', ['NLD']],
  ['Iran (Islamic Republic of)', ['IRN']],
  ['the MinMeet', ['MMM']],
  // another state of that form
  ['the Islamic Republic of Pakistan', []],
  ['the Kingdom of the Netherlandish', []],
])('the names in "%s"', (text, codes) => expect(parties.find(text).map(({ code }) => code)).toEqual(codes));
