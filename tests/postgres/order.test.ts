import fc from 'fast-check';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareTexts, orderKey } from '../../src/domain/order';
import { createRegister, openRegister } from '../../src/store/open';
import type { Store } from '../../src/store/store';
import { orderedText } from '../support/orderedTexts';
import { newDatabase } from '../support/postgres';
import { migrations, tester } from '../support/register';

let server: Store;
beforeAll(async () => {
  const address = await newDatabase();
  await createRegister(address, tester, { migrations });
  server = await openRegister(address, tester, migrations);
});
afterAll(() => server.close());

/** Every character up to the first of the supplementary ideographs, among others. */
function everyCharacter(): string[] {
  const texts: string[] = [];
  for (let code = 1; code < 0x20000; code += 1) {
    if (code < 0xd800 || code > 0xdfff) texts.push(`a${String.fromCodePoint(code)}1`);
  }
  return texts;
}

it('computes the same sort key as the program', async () => {
  const texts = [...fc.sample(orderedText, { numRuns: 10_000, seed: 3 }), ...everyCharacter()];
  let alike = 0;
  for (let at = 0; at < texts.length; at += 10_000) {
    const rows = await server.rows<{ text: string; key: string; decomposed: string }>(sql`
      select text, ${server.dialect.orderKey(sql`text`)} as key, normalize(text, NFKD) as decomposed
        from json_array_elements_text(${JSON.stringify(texts.slice(at, at + 10_000))}::json) as texts (text)`);
    // a server of an older Unicode does not know the newest characters
    const known = rows.filter(({ text, decomposed }) => decomposed === text.normalize('NFKD'));
    alike += known.length;
    expect(known.filter(({ text, key }) => key !== orderKey(text))).toEqual([]);
  }
  expect(alike).toBeGreaterThan(texts.length - 200);
});

it.each([false, true])('omits no text within a bound (descending: %s)', async (descending) => {
  const sorted = fc.sample(orderedText, { numRuns: 1_500, seed: 5 }).toSorted(compareTexts);
  const texts = descending ? sorted.toReversed() : sorted;
  for (const at of [0, 1, 20, 200, 500, 900, 1_300, 1_499]) {
    const bound = orderKey(texts[at] ?? '');
    const rows = await server.rows<{ text: string }>(sql`
      with bound as materialized (select cast(${bound} as text) as key)
      select text from json_array_elements_text(${JSON.stringify(texts)}::json) as texts (text)
        where ${server.dialect.isWithin(sql`text`, sql`(select key from bound)`, descending)}`);
    expect(rows.map(({ text }) => text)).toEqual(
      texts.filter((text, index) => index <= at || orderKey(text) === bound),
    );
  }
});
