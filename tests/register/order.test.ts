import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts } from '../../src/domain/order';
import type { EntityName } from '../../src/domain/schema';
import { offers } from '../../src/register/completion';
import type { Filters } from '../../src/register/list/filters';
import { type ListRow, listAll } from '../../src/register/list/listing';
import { lists } from '../../src/register/list/lists';
import type { Store } from '../../src/store/store';
import { orderedText } from '../support/orderedTexts';
import { emptyRegister, record, today } from '../support/register';
import { saveRecord } from '../support/saved';

/** The rows of an entity's list, sorted. */
async function sorted(
  store: Store,
  entity: EntityName,
  sort: readonly string[],
  columns: readonly string[],
  limit: number | null = null,
): Promise<ListRow[]> {
  const { listing, where } = await lists[entity](store, {}, { day: today, isRequested: false });
  return listAll(store, listing, { columns, where, sort, limit });
}

/** The values of one column, sorted by it. */
const valuesOf = async (store: Store, entity: EntityName, column: string, sort: string, limit: number | null = null) =>
  (await sorted(store, entity, [sort], [column], limit)).map((row) => row[column]);

const meeting = 'SOC-2023-12-12';
const names = [
  'Zambia',
  'Åland',
  'aland 2',
  'Øresund',
  'Oman',
  'Łódź',
  'lodzia',
  'Türkiye',
  'Ёлка',
  'Ель',
  'Group of 77',
  'Group of 8',
];
const symbols = ['CICA/SOC/2023/10', 'CICA/SOC/2023/2', 'cica/soc/2023/3', 'CICA/MC/2023/1', 'CICA/SOC-2/2023/1'];
const numbers = ['10', '2', '3a', '3.10', '3.2', 'AOB', '3', 'é1', 'E2'];

/** A register with several of everything, in no order. */
async function filled(): Promise<Store> {
  const store = await emptyRegister();
  for (const [at, code] of ['SOC', 'G20', 'G7', 'MC'].entries()) {
    await record(store, 'body', { code, name: `Body of ${names[at]}` });
  }
  for (const [at, name] of names.entries()) {
    await record(store, 'party', { code: `P${100 - at * 9}`, name, kind: 'organisation' });
  }
  for (let at = 0; at < 28; at += 1)
    await record(store, 'meeting', { body: 'SOC', date: '2023', place: names[at % 12] ?? '' });
  await record(store, 'meeting', {
    body: 'SOC',
    date: '2023-12-12',
    title: 'Meeting 10',
    chair: 'Øyvind',
    chair_party: 'P100',
  });
  await record(store, 'meeting', {
    body: 'MC',
    date: '2023-12-12',
    title: 'Meeting 9',
    chair: 'Ola',
    chair_party: 'P91',
  });
  for (const number of numbers) {
    await record(store, 'agenda_item', { meeting, number, title: `Item ${number}`, presenter: `Person ${number}` });
  }
  for (let at = 0; at < 12; at += 1) {
    const decision = {
      meeting,
      action: 'note',
      title: `Plan ${12 - at}`,
      text: names[at] ?? '',
      item: numbers[at % 9] ?? '',
    };
    await record(store, 'decision', {
      ...decision,
      symbol: symbols[at] ?? '',
      source: names[11 - at] ?? '',
      tags: [`day ${at + 1}`],
    });
  }
  await record(store, 'decision', { meeting: 'MC-2023-12-12', action: 'note', title: 'plan 2', text: '' });
  for (const [at, code] of ['T10', 'T9', 'TA'].entries()) {
    await record(store, 'instrument', { code, title: names[at] ?? '', adopted_by: `${meeting}/${10 - at * 4}` });
    for (const party of ['P100', 'P91', 'P82']) {
      await record(store, 'act', { instrument: code, party, kind: 'signature', noted_by: `${meeting}/${11 - at}` });
    }
  }
  for (const [at, party] of ['P100', 'P91', 'P82'].entries()) {
    await record(store, 'standing', { party, standing: 'member', given_by: '', note: `note ${12 - at}` });
  }
  for (let at = 0; at < 12; at += 1) {
    await record(store, 'task', {
      decision: `${meeting}/${12 - at}`,
      what: `Step ${at}`,
      responsible: names[at] ?? '',
    });
    await record(store, 'document', {
      symbol: at < 8 ? `DOC/${20 - at * 2}` : '',
      title: `Paper ${at}`,
      kind: 'other',
      language: at % 2 ? 'ru' : 'en',
    });
  }
  return store;
}

/** Every column of texts of every entity's list. */
const columns: readonly (readonly [EntityName, string])[] = [
  ...(['code', 'name', 'reports_to'] as const).map((name) => ['body', name] as const),
  ...(['code', 'name', 'standing'] as const).map((name) => ['party', name] as const),
  ...(['ref', 'body', 'title', 'place', 'chair', 'chair_party', 'source', 'notes'] as const).map(
    (name) => ['meeting', name] as const,
  ),
  ...(['ref', 'meeting', 'number', 'title', 'presenter'] as const).map((name) => ['agenda_item', name] as const),
  ...(
    ['ref', 'symbol', 'date', 'body', 'meeting', 'item', 'action', 'kind', 'title', 'text', 'status', 'source'] as const
  ).map((name) => ['decision', name] as const),
  ...(['code', 'title', 'adopted_by'] as const).map((name) => ['instrument', name] as const),
  ...(['instrument', 'party', 'kind', 'noted_by'] as const).map((name) => ['act', name] as const),
  ...(['party', 'standing', 'note'] as const).map((name) => ['standing', name] as const),
  ...(['decision', 'what', 'responsible', 'status'] as const).map((name) => ['task', name] as const),
  ...(['symbol', 'title', 'kind', 'language'] as const).map((name) => ['document', name] as const),
];

/** Texts in the order of lists: what is empty last, whichever way it goes. */
function inOrder(values: readonly unknown[], descending: boolean): unknown[] {
  const texts = values.filter((value) => value !== null) as string[];
  const empty = values.filter((value) => value === null);
  return [
    ...texts.toSorted((one, other) => (descending ? compareTexts(other, one) : compareTexts(one, other))),
    ...empty,
  ];
}

describe('a list is in natural order', async () => {
  const store = await filled();
  it.each(columns)('of %s by %s', async (entity, column) => {
    const values = (await sorted(store, entity, [], [column])).map((row) => row[column]);
    expect(values.length).toBeGreaterThan(1);
    for (const descending of [false, true]) {
      const wanted = inOrder(values, descending);
      const sort = descending ? `-${column}` : column;
      expect(await valuesOf(store, entity, column, sort)).toEqual(wanted);
      for (const limit of [1, 3, 11])
        expect(await valuesOf(store, entity, column, sort, limit)).toEqual(wanted.slice(0, limit));
    }
  });

  it('has numbers in their order', async () => {
    expect(await valuesOf(store, 'agenda_item', 'number', 'number')).toEqual([
      '2',
      '3',
      '3.2',
      '3.10',
      '3a',
      '10',
      'AOB',
      'é1',
      'E2',
    ]);
    expect((await valuesOf(store, 'decision', 'ref', 'ref', 3)) as unknown).toEqual([
      'MC-2023-12-12/1',
      `${meeting}/1`,
      `${meeting}/2`,
    ]);
    expect((await valuesOf(store, 'meeting', 'ref', '-ref')).slice(0, 4)).toEqual([
      'SOC-2023-ab',
      'SOC-2023-aa',
      'SOC-2023-z',
      'SOC-2023-y',
    ]);
  });

  it.each([
    ['body', 'code', ['G7', 'G20', 'MC', 'SOC']],
    ['party', 'code', ['P1', 'P10', 'P19', 'P28', 'P37', 'P46', 'P55', 'P64', 'P73', 'P82', 'P91', 'P100']],
    ['instrument', 'code', ['T9', 'T10', 'TA']],
    [
      'document',
      'symbol',
      ['DOC/6', 'DOC/8', 'DOC/10', 'DOC/12', 'DOC/14', 'DOC/16', 'DOC/18', 'DOC/20', null, null, null, null],
    ],
    ['standing', 'party', ['P82', 'P91', 'P100']],
  ] as const)('of %s by itself', async (entity, column, wanted) => {
    expect((await sorted(store, entity, [], [column])).map((row) => row[column])).toEqual(wanted);
  });

  it('of acts by instrument and party, of an unknown day first', async () => {
    await record(store, 'act', { instrument: 'T9', party: 'P82', kind: 'ratification', date: '2024' });
    const rows = await sorted(store, 'act', [], ['instrument', 'party', 'date']);
    expect(rows.slice(0, 3).map(({ instrument, party, date }) => `${instrument} ${party} ${date}`)).toEqual([
      'T9 P82 null',
      'T9 P82 2024',
      'T9 P91 null',
    ]);
  });

  it('of candidates of a completion', async () => {
    const words = async (what: Parameters<typeof offers>[1], typed: string) =>
      (await offers(store, what, { typed, given: [], today })).map(({ word }) => word);
    expect(await words('tag', 'day')).toEqual(Array.from({ length: 12 }, (_, at) => `day ${at + 1}`));
    expect((await words('document', 'DOC')).slice(0, 3)).toEqual(['DOC/6', 'DOC/8', 'DOC/10']);
    expect(await words('body', 'G')).toEqual(['G7', 'G20']);
    const places = await words('place', '');
    expect(places).toEqual(places.toSorted(compareTexts));
    expect(places).toHaveLength(12);
  });

  it('by several columns, each its way', async () => {
    const rows = await sorted(store, 'document', ['-language', 'title'], ['language', 'title'], 8);
    expect(rows.map(({ language, title }) => `${language} ${title}`)).toEqual([
      'ru Paper 1',
      'ru Paper 3',
      'ru Paper 5',
      'ru Paper 7',
      'ru Paper 9',
      'ru Paper 11',
      'en Paper 0',
      'en Paper 2',
    ]);
  });
});

it('has any texts in the order of compareTexts, with a limit and without, both ways', async () => {
  const line = orderedText.filter((text) => text.trim() !== '');
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 45 }),
      async (titles, limit) => {
        const store = await emptyRegister();
        await store.write('fill', async (transaction) => {
          await saveRecord(transaction, 'body', { fields: { code: 'SOC', name: 'Officials', kind: 'committee' } });
          await saveRecord(transaction, 'meeting', {
            fields: { ref: meeting, body_id: 1, date: '2023-12-12', status: 'held' },
          });
          for (const [at, title] of titles.entries()) {
            const fields = { title, number: at + 1, meeting_id: 1, action: 'note', kind: 'other' } as const;
            await saveRecord(transaction, 'decision', { fields: at % 3 === 0 ? { ...fields, source: title } : fields });
          }
        });
        for (const [column, values] of [
          ['title', titles],
          ['source', titles.map((title, at) => (at % 3 === 0 ? title : null))],
        ] as const) {
          for (const descending of [false, true]) {
            const sort = descending ? `-${column}` : column;
            const wanted = inOrder(values, descending);
            expect(await valuesOf(store, 'decision', column, sort)).toEqual(wanted);
            expect(await valuesOf(store, 'decision', column, sort, limit)).toEqual(wanted.slice(0, limit));
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});

describe('by date, the first rows are those of the whole list', async () => {
  const store = await emptyRegister();
  for (const code of ['SOC', 'MC']) await record(store, 'body', { code, name: `Body ${code}` });
  // meetings of a year, of a month and of a day, whose decisions are taken on any of their days
  const meetings = [
    { date: '2022', end_date: '2022-12-31', days: ['2022-01-01', '2022-12-30', '2022-06-01', ''] },
    { date: '2022-06-10', days: ['', ''] },
    { date: '2022-06', days: ['2022-06-30', '2022-06-10', ''] },
    { date: '2022-12-29', end_date: '2023-12-30', days: ['2023-12-30', '2022-12-29', '2022-12-30'] },
    { date: '2023-12-30', days: ['', ''] },
  ];
  for (const { days, ...meeting } of meetings) {
    for (const body of ['SOC', 'MC']) {
      const { ref } = await record(store, 'meeting', { body, ...meeting });
      for (const [at, date] of days.entries()) {
        await record(store, 'decision', { meeting: ref, title: 'D', action: at % 2 === 0 ? 'adopt' : 'note', date });
      }
    }
  }
  const filters: Filters[] = [
    {},
    { status: ['in force'] },
    { inForce: true },
    { status: ['recorded'] },
    { body: ['MC'] },
  ];
  it.each(filters)('%j', async (filter) => {
    for (const sort of ['date', '-date']) {
      const { listing, where } = await lists.decision(store, filter, { day: today, isRequested: false });
      const request = { columns: ['ref', 'date'], where, sort: [sort, 'action'] };
      const all = await listAll(store, listing, request);
      expect(all.length).toBeGreaterThan(8);
      for (let limit = 1; limit <= all.length + 1; limit += 1) {
        expect(await listAll(store, listing, { ...request, limit })).toEqual(all.slice(0, limit));
      }
    }
  });
});
