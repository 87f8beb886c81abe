import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeRows } from '../../src/commands/print/list';
import { entities } from '../../src/domain/schema';
import { type DecisionFilters, decisionList } from '../../src/register/decision/list';
import { columnsNamed } from '../../src/register/list/columns';
import { list, listLines } from '../../src/register/list/listing';
import { meetingList } from '../../src/register/meeting/list';
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

const columns =
  'ref,date,body,meeting,item,action,kind,title,text,status,period,referred_to,votes_for,evidence,source,created_at';

/** Compares the lines of decisions with what the format writes. */
async function compare(store: Store, filters: DecisionFilters, format: string, limit: number | null): Promise<void> {
  const { listing, where } = await decisionList(store, filters, { day: today, asked: false });
  const names = columnsNamed(entities.decision, columns).map(({ name }) => name);
  const request = { columns: names, where, sort: [], limit };
  let [made, count] = ['', 0];
  for await (const piece of listLines(store, listing, request, format) ?? []) {
    made += Buffer.from(piece.bytes).toString('utf8');
    count += piece.count;
  }
  let written = '';
  const write = async (piece: string | Uint8Array): Promise<void> => {
    written += piece;
  };
  const rows = await writeRows(write, list(store, listing, request), names, format, { header: false });
  expect(made).toBe(written);
  expect(count).toBe(rows);
}

describe('lines that the engine makes', () => {
  it.each(['csv', 'tsv', 'ndjson'])('of %s are those that the format writes', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, text, fc.nat(99)), { maxLength: 5 }), async (decisions) => {
        const store = await emptyRegister();
        await record(store, 'body', { code: 'SOC', name: 'Officials' });
        await record(store, 'body', { code: 'MC', name: 'Ministers' });
        await record(store, 'meeting', { body: 'SOC', date: '2023-12-12', title: 'The "last", one' });
        await record(store, 'agenda_item', { meeting: 'SOC-2023-12-12', number: '4.1', title: 'Plans' });
        for (const [at, [title, words, source, votes]] of decisions.entries()) {
          const plain = {
            meeting: 'SOC-2023-12-12',
            item: '4.1',
            action: 'adopt',
            title: `${title.replaceAll(/\s/g, ' ')} ${at}`,
          };
          const more = {
            text: words,
            source: source.replaceAll(/\s/g, ' '),
            votes_for: String(votes),
            referred_to: 'MC',
          };
          await record(store, 'decision', at % 2 === 0 ? { ...plain, ...more } : plain);
        }
        await compare(store, {}, format, null);
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
    await compare(store, filters, 'csv', limit);
  });

  it('are not made of columns that are put together from several rows, nor for other formats or orders', async () => {
    const store = await emptyRegister();
    const { listing, where } = await meetingList(store, {}, { day: today });
    const request = { columns: ['ref', 'title'], where, sort: [], limit: null };
    expect(listLines(store, listing, request, 'csv')).toBeNull();
    const decisions = await decisionList(store, {}, { day: today, asked: false });
    const lines = (more: object, format = 'csv') =>
      listLines(store, decisions.listing, { ...request, ...more }, format);
    expect(lines({})).not.toBeNull();
    expect(lines({}, 'yaml')).toBeNull();
    expect(lines({ columns: ['ref', 'tags'] })).toBeNull();
    expect(lines({ sort: ['title'] })).toBeNull();
  });
});
