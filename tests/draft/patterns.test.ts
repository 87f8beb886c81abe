import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../src/draft');

it('rules name letters by a range, which is compiled in a tenth of the time of \\p{L}', () => {
  const files = readdirSync(folder).filter((file) => file !== 'language.ts');
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter((file) => /\\p\{(?:L|N|M)/.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
});
