import { expect, it } from 'vitest';
import { referencesIn } from '../../src/domain/reference';
import { splitNames } from '../../src/domain/splitNames';

it.each([
  ['Mongolia, China', ['Mongolia', 'China']],
  ['KAZ;MNG', ['KAZ', 'MNG']],
  ['KAZ and MNG', ['KAZ', 'MNG']],
  ['KAZ / MNG|CHN & IND', ['KAZ', 'MNG', 'CHN', 'IND']],
  ['KAZ\nMNG', ['KAZ', 'MNG']],
  ['Sri Lanka', []],
  ['Andorra', []],
  ['KAZ,', []],
  ['SOC-2023-12-12/5', []],
  ['', []],
])('the names in %j', (text, names) => {
  expect(splitNames(text)).toEqual(names);
});

it.each([
  ['SOC-2023-12-12/1, SOC-2023-12-12/2', ['SOC-2023-12-12/1', 'SOC-2023-12-12/2']],
  ['SOC-2023-12-12; answers:MC-2023', ['SOC-2023-12-12', 'answers:MC-2023']],
  ['SOC-2023-12-12, Mongolia', []],
  ['SOC-2023-12-12', []],
])('the references in %j', (text, references) => {
  expect(referencesIn(text)).toEqual(references);
});
