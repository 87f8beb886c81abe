import { expect, it } from 'vitest';
import { article, dateRange, enumeration, onDate, ordinal } from '../../src/domain/prose';

it.each([
  [0, '0th'],
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [21, '21st'],
  [112, '112th'],
  [123, '123rd'],
])('the ordinal of %i is %s', (number, text) => expect(ordinal(number)).toBe(text));

it.each([
  [[], ''],
  [['A'], 'A'],
  [['A', 'B'], 'A and B'],
  [['A', 'B', 'C'], 'A, B and C'],
])('%j is enumerated as %s', (items, text) => expect(enumeration(items).join('')).toBe(text));

it.each([
  ['2023-12-12', 'on 12 December 2023'],
  ['2023-09', 'in September 2023'],
  ['2010', 'in 2010'],
])('%s happened %s', (date, text) => expect(onDate(date)).toBe(text));

it.each([
  ['2023-12-12', null, '12 December 2023'],
  ['2023-12-12', '2023-12-12', '12 December 2023'],
  ['2023-12-12', '2023-12-14', '12–14 December 2023'],
  ['2023-11-30', '2023-12-01', '30 November – 1 December 2023'],
  ['2023-12-31', '2024-01-01', '31 December 2023 – 1 January 2024'],
  ['2023-09', '2023-10', 'September 2023 – October 2023'],
  ['2023-09', null, 'September 2023'],
])('from %s to %s is %s', (start, end, text) => expect(dateRange(start, end)).toBe(text));

it.each([
  ['Mongolia', ''],
  ['Saudi Arabia', ''],
  ['ASEAN', ''],
  ['Transparency International', ''],
  ['The Hague Conference', ''],
  ['Russian Federation', 'the '],
  ['United Arab Emirates', 'the '],
  ["Lao People's Democratic Republic", 'the '],
  ['Philippines', 'the '],
  ['Ministerial Council', 'the '],
  ['Shanghai Cooperation Organisation', 'the '],
  ['United Nations Office of Counter-Terrorism', 'the '],
  ['Statesmen of Asia', ''],
])('the article of %s is "%s"', (name, text) => expect(article(name)).toBe(text));
