import fc from 'fast-check';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SearchField } from '../../src/domain/schema';
import { fold, parseQuery } from '../../src/domain/searchText';
import { createRegister, openRegister } from '../../src/store/open';
import { searchVectors } from '../../src/store/postgres/search';
import type { Reader, Store } from '../../src/store/store';
import { newDatabase } from '../support/postgres';
import { emptyRegister, migrations, tester } from '../support/register';
import { saveRecord } from '../support/saved';

let file: Store;
let server: Store;
beforeAll(async () => {
  file = await emptyRegister();
  const address = await newDatabase();
  await createRegister(address, tester, { migrations });
  server = await openRegister(address, tester, migrations);
});
afterAll(() => server.close());

const words = [
  ...[
    'budget',
    'Budget’s',
    'follow-up',
    'co-operation',
    'Türkiye',
    'TÜRKİYE',
    'Łódź',
    'Straße',
    'a',
    'I.',
    '№5',
    'x²',
    '2024–2025',
    'don’t',
  ],
  ...[
    'Ёлка',
    'Саудовская',
    'Аравия',
    'Қазақстан',
    '理事会通过了',
    '国际合作计划',
    'ガイド',
    'งบประมาณ',
    'ความร่วมมือ',
    'الميزانية',
    'وللجنة',
    'שָׁלוֹם',
  ],
  ...[
    'हिन्दी',
    '대한민국',
    '₺5',
    '🤝',
    '\ue000',
    "O'Brien",
    'back\\slash',
    'a:b*',
    '(x|y)&!z',
    '<->',
    '""',
    '\u202eabc',
    '𠀀𠀁',
    'ﬁne',
  ],
];
const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 }).map((list) => list.join(' '));
const query = fc
  .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom('', '*', '"', ' '), fc.nat(4)), {
    minLength: 1,
    maxLength: 3,
  })
  .map((terms) =>
    terms
      .map(([word, mark, cut]) =>
        mark === '*' ? `${[...word].slice(0, cut + 1).join('')}*` : mark === '"' ? `"${word} ${words[cut]}"` : word,
      )
      .join(' '),
  );

/** What a store finds, as text. */
async function found(store: Reader, typed: string, fields: readonly SearchField[]): Promise<string> {
  const terms = parseQuery(typed);
  const ids = async (query: ReturnType<typeof sql>) =>
    [...new Set((await store.rows<{ id: number }>(query)).map(({ id }) => id))].toSorted((a, b) => a - b);
  const matching = await ids(store.dialect.matching(terms, fields, 'decision'));
  const matches = await ids(
    sql`select d.id from decision d where ${store.dialect.matches(terms, fields, 'decision', sql`d.id`)}`,
  );
  const ranked = await store.rows<{ place: number; id: number }>(store.dialect.ranked(terms, 10_000, 10_000));
  return JSON.stringify({ matching, matches, ranked: ranked.map(({ place, id }) => `${place} ${id}`).toSorted() });
}

/** Records the same in both. */
async function record(
  decisions: readonly { readonly title: string; readonly text: string | null; readonly source: string | null }[],
) {
  for (const store of [file, server]) {
    await store.write('fill', async (transaction) => {
      const last = await transaction.lastId('decision');
      if (last === 0) {
        await saveRecord(transaction, 'body', { fields: { code: 'SOC', name: 'Officials', kind: 'committee' } });
        await saveRecord(transaction, 'meeting', {
          fields: { ref: 'SOC-2024-01-01', body_id: 1, date: '2024-01-01', status: 'held' },
        });
      }
      for (const [at, one] of decisions.entries()) {
        await saveRecord(transaction, 'decision', {
          fields: { ...one, number: last + at + 1, meeting_id: 1, action: 'note', kind: 'other' },
        });
      }
    });
  }
}

it('finds what SQLite finds, in any field, for words, phrases and prefixes of any script', async () => {
  const decision = fc.record({ title: text, text: fc.option(text), source: fc.option(text) });
  await record(fc.sample(decision, { numRuns: 200, seed: 7 }));
  const queries = [...words, ...fc.sample(query, { numRuns: 400, seed: 8 })].filter(
    (typed) => parseQuery(typed).length > 0,
  );
  const fields: (readonly SearchField[])[] = [['title', 'text', 'other'], ['title'], ['title', 'text']];
  for (const [at, typed] of queries.entries()) {
    const among = fields[at % 3] ?? [];
    expect({ typed, found: await found(server, typed, among) }).toEqual({
      typed,
      found: await found(file, typed, among),
    });
  }
});

it('finds words, phrases and prefixes anywhere in a long text, also at the boundaries of its rows', async () => {
  const plain = Array.from({ length: 40_000 }, (_, at) => `w${at}`).join(' ');
  const often = `${'often '.repeat(2_000)}rare ${'again '.repeat(700)}`;
  await record([
    { title: 'long', text: plain, source: 'elsewhere' },
    { title: 'many', text: often, source: null },
    { title: '文'.repeat(900), text: '合作'.repeat(5_000), source: null },
    { title: 'one long token', text: 'x'.repeat(90_000), source: null },
  ]);
  const queries = [
    'w0 w39999',
    '"w15999 w16000"',
    '"w15998 w15999 w16000 w16001" w3',
    'w1599*',
    '"w39998 w39999"',
    '"w39999 elsewhere"',
    '"w1 w3"',
  ];
  queries.push(
    'long w20000 elsewhere',
    'often rare',
    '"often rare"',
    '"rare again"',
    'again* often*',
    '"often often often rare"',
    '合作',
    '"作合作"',
    '文合作',
    'w5 rare',
  );
  for (const typed of queries) {
    for (const fields of [
      ['title', 'text', 'other'],
      ['title', 'text'],
    ] as const) {
      expect({ typed, found: await found(server, typed, fields) }).toEqual({
        typed,
        found: await found(file, typed, fields),
      });
    }
  }
  expect(searchVectors({ title: fold('long'), text: fold(plain), other: '' }).length).toBeGreaterThan(2);
  expect(await server.staleDerived()).toEqual([]);
});
