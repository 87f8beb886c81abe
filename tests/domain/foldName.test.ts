import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName } from '../../src/domain/fold';

describe('equal names', () => {
  it.each([
    ['typographic apostrophe', 'Lao People’s Democratic Republic', "Lao People's Democratic Republic"],
    ['two spaces', "Lao  People's Democratic Republic", "Lao People's Democratic Republic"],
    ['no-break space', "Lao\u00a0People's Democratic Republic", "Lao People's Democratic Republic"],
    ['another hyphen', 'Guinea\u2010Bissau', 'Guinea-Bissau'],
    ['no hyphen', 'Guinea Bissau', 'Guinea-Bissau'],
    ['case and accents', 'TÜRKİYE', 'Turkiye'],
    ['decomposed', 'Co\u0302te d’Ivoire', "Côte d'Ivoire"],
    ['an invisible character', 'Mon\u200bgolia', 'Mongolia'],
    ['a soft hyphen', 'Mon\u00adgolia', 'Mongolia'],
    ['the Arabic article', 'السعودية', 'سعودية'],
    ['case of a symbol', 'RESOLUTION 1', 'Resolution 1'],
    ['spaces of a symbol', 'A / HRC / RES / 49 / 1', 'A/HRC/RES/49/1'],
    ['a space before a number', 'Resolution1', 'Resolution 1'],
    ['a space before a bracket', 'Measure 3(2023)', 'Measure 3 (2023)'],
    ['the hyphen of a symbol', '42\u201113', '42-13'],
    ['full width', '４２－１３', '42-13'],
    ['quotation marks', '«Plan» 2024', '“Plan” 2024'],
    ['a grave accent', 'Lao People`s Republic', "Lao People's Republic"],
    ['a line break', 'Annual\nplan 1', 'Annual plan 1'],
  ])('%s', (_, one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });
});

describe('different names', () => {
  it.each([
    ['49/1', '49-1'],
    ['4.1', '41'],
    ['R 1 2', 'R 12'],
    ['R-1', 'R1'],
    ['42-1', '42 1'],
    ['Niger', 'Nigeria'],
    ['й', 'к'],
  ])('%s and %s', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });
});

it('folds ASCII as it does beside other letters', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aZ19 \t\n-`\'"/(.'), maxLength: 8 });
  fc.assert(
    fc.property(text, (one) => {
      expect(foldName(`${one}/б`)).toBe(`${foldName(one)}/б`);
    }),
  );
});
