import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeRows } from '../../src/commands/print/list';
import { columnNames, entities } from '../../src/domain/schema';
import { decisionList } from '../../src/register/decision/list';
import { columnsNamed } from '../../src/register/list/columns';
import { listLines } from '../../src/register/list/lines';
import { type Filtered, list } from '../../src/register/list/listing';
import { lists } from '../../src/register/list/lists';
import type { Store } from '../../src/store/store';
import { tries } from '../support/postgres';
import { emptyRegister, importFiles, record, today } from '../support/register';

/** Texts with all that CSV and JSON have to take care of. */
const text = fc
  .array(fc.constantFrom('"', ',', ';', '\t', '\n', '\\', '/', ' ', 'a', 'é', '会', 'ا', '\u{1f30d}', '\u2028'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((signs) => `x${signs.join('')}x`);

/** Links of the decision at a place, to the first one: with and without an answer and a note. */
function linksOf(at: number, note?: string): object[] {
  const ref = 'MC-2023-12-12/1';
  if (at < 2) return at === 0 ? [] : [{ relation: 'answers', ref, answer: 'accept', note }];
  return [
    { relation: 'cites', ref },
    { relation: 'follows up', ref, note },
  ];
}

const columns =
  'ref,date,body,meeting,item,action,kind,title,text,status,period,referred_to,votes_for,evidence,source,created_at';

/** Compares the lines of a list, of some columns or all, with what the format writes of its rows. */
async function compare(
  store: Store,
  { listing, where }: Filtered,
  format: string,
  columns?: string,
  more: { sort?: string[]; limit?: number | null } = {},
): Promise<void> {
  const names = columnsNamed(columnNames(entities[listing.entity]), columns);
  const request = { columns: names, where, ...more };
  const engineLines = listLines(store, listing, request, format);
  // their other names and reports are JSON
  expect(engineLines === null).toBe(['body', 'party', 'task'].includes(listing.entity));
  if (engineLines === null) return;
  let [made, count] = ['', 0];
  for await (const lines of engineLines) {
    made += Buffer.from(lines.text).toString('utf8');
    count += lines.count;
  }
  let written = '';
  const write = async (piece: string | Uint8Array): Promise<void> => {
    written += piece;
  };
  const rows = await writeRows(write, list(store, listing, request), names, { format, header: false });
  expect(made).toBe(written);
  expect(count).toBe(rows);
}

describe('lines that the engine builds', () => {
  it.each(['csv', 'tsv', 'ndjson'])('of %s are those that the format writes', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, text, fc.nat(99)), { maxLength: 5 }), async (decisions) => {
        const store = await emptyRegister();
        await record(store, 'body', { code: 'SOC', name: 'Officials' });
        await record(store, 'body', { code: 'MC', name: 'Ministers', aliases: ['a; "b"', 'c,d', '[e]'] });
        await record(store, 'party', { code: 'KAZ', name: 'Kazakhstan, "KAZ"', kind: 'state' });
        await record(store, 'meeting', { body: 'MC', date: '2023-12-12' });
        await record(store, 'meeting', { body: 'SOC', date: '2023-12-12', title: 'The "last", one' });
        await record(store, 'agenda_item', { meeting: 'SOC-2023-12-12', number: '4.1', title: 'Plans' });
        await record(store, 'agenda_item', { meeting: 'SOC-2023-12-12', number: 'AOB', title: 'More' });
        for (const [at, [title, words, source, votes]] of decisions.entries()) {
          const plain = {
            ...(at === 0 ? { meeting: 'MC-2023-12-12' } : { meeting: 'SOC-2023-12-12', item: '4.1' }),
            action: 'adopt',
            title: `${title.replaceAll(/\s/g, ' ')} ${at}`,
          };
          const more = {
            text: words,
            source: source.replaceAll(/\s/g, ' '),
            votes_for: String(votes),
            referred_to: at === 0 ? 'SOC' : 'MC',
            parties: ['sponsor:KAZ', 'KAZ'],
            tags: [...(at === 2 ? ['[first]'] : []), words.replaceAll(/[\s,]/g, ' '), 'other', '[last]'],
          };
          const links = linksOf(at, votes % 2 === 0 ? source.replaceAll(/\s/g, ' ') : undefined);
          await record(store, 'decision', at % 2 === 0 ? { ...plain, ...more, links } : { ...plain, links });
        }
        const asOf = { day: today, isRequested: false };
        const all = await decisionList(store, {}, asOf);
        await compare(store, all, format, columns);
        await compare(store, all, format, `tags,${columns},parties`, { sort: ['-title'] });
        await compare(store, all, format);
        for (const list of Object.values(lists)) await compare(store, await list(store, {}, asOf), format);
      }),
      { numRuns: tries(30) },
    );
  });

  it.each([
    ['all', {}, null],
    ['some', {}, 700],
    ['as many as two pages', {}, 1_000],
    ['those of a status', { status: ['in force'] }, null],
    ['those in force, up to a limit', { inForce: true }, 501],
    ['those with words', { text: ['many'] }, null],
  ] as const)('of many pages, %s, are all there, once and in order', async (_, filters, limit) => {
    const store = await emptyRegister();
    await record(store, 'body', { code: 'SOC', name: 'Officials' });
    await record(store, 'body', { code: 'MC', name: 'Ministers' });
    // several meetings on a day, so that pages begin and end among equal days
    const meetings = ['SOC', 'MC'].flatMap((body) =>
      ['2023-12-12', '2023-12-13', '2024'].map((date) => `${body},${date}`),
    );
    const decisions = ['SOC', 'MC'].flatMap((body) =>
      ['2023-12-12', '2023-12-13', '2024'].flatMap((date) =>
        Array.from(
          { length: 260 },
          (_one, at) => `${body}-${date},${at % 3 === 0 ? 'note' : 'adopt'},One of many ${at}`,
        ),
      ),
    );
    await importFiles(store, [
      ['meetings.csv', `body,date\n${meetings.join('\n')}\n`],
      ['decisions.csv', `meeting,action,title\n${decisions.join('\n')}\n`],
    ]);
    await compare(store, await decisionList(store, filters, { day: today, isRequested: false }), 'csv', columns, {
      limit,
    });
  });

  it('of more meetings than the engine reads together, and of their agendas, are all there, once and in order', async () => {
    const store = await emptyRegister();
    await record(store, 'body', { code: 'SOC', name: 'Officials' });
    await record(store, 'body', { code: 'MC', name: 'Ministers' });
    // two on a day, so that what is read together begins and ends among equal days
    const meetings = Array.from({ length: 502 }, (_one, at) => {
      const day = new Date(Date.UTC(2020, 0, 1 + Math.floor(at / 2))).toISOString().slice(0, 10);
      return { body: at % 2 === 0 ? 'SOC' : 'MC', day };
    });
    const items = meetings.flatMap(({ body, day }, at) => (at % 3 === 0 ? [`${body}-${day},1,Plans`] : []));
    await importFiles(store, [
      ['meetings.csv', `body,date\n${meetings.map(({ body, day }) => `${body},${day}`).join('\n')}\n`],
      ['agenda.csv', `meeting,number,title\n${items.join('\n')}\n`],
    ]);
    for (const entity of ['meeting', 'agenda_item'] as const) {
      const asOf = { day: today, isRequested: false };
      await compare(store, await lists[entity](store, {}, asOf), 'csv');
      await compare(store, await lists[entity](store, { body: ['SOC'] }, asOf), 'csv');
    }
  });

  it('are built for no other format', async () => {
    const store = await emptyRegister();
    const { listing } = await decisionList(store, {}, { day: today, isRequested: false });
    expect(listLines(store, listing, {}, 'csv')).not.toBeNull();
    expect(listLines(store, listing, {}, 'yaml')).toBeNull();
  });
});
