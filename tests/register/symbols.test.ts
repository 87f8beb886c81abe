import type { Sql } from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/date';
import { find, findAnything } from '../../src/register/find';
import type { Store, Transaction } from '../../src/store/store';
import {
  edit,
  emptyRegister,
  everything,
  importErrors,
  importFiles,
  outcomes,
  record,
  remove,
  type TestFile,
} from '../support/register';

/** A register with two bodies and two meetings. */
async function register(): Promise<Store> {
  const store = await emptyRegister();
  await record(store, 'body', { code: 'MC', name: 'Council', kind: 'council' });
  await record(store, 'body', { code: 'SOC', name: 'Officials', kind: 'committee' });
  for (const date of ['2021-01-01', '2022-01-01']) await record(store, 'meeting', { body: 'MC', date });
  return store;
}

const decide = (store: Store, meeting: string, symbol: string, more: Record<string, string> = {}) =>
  record(store, 'decision', { meeting, action: 'adopt', title: `${symbol} of ${meeting}`, symbol, ...more });
const paper = (store: Store, meeting: string | null, symbol: string, title = `${symbol} of ${meeting}`) =>
  record(store, 'document', { symbol, title, ...(meeting === null ? {} : { meeting }) });
/** A transaction that tells how many rows each query gave. */
const countingRows = (transaction: Transaction, told: (rows: number) => void): Transaction =>
  new Proxy(transaction, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'rows') return value.bind(target);
      return async (query: Sql) => {
        const rows = await target.rows(query);
        told(rows.length);
        return rows;
      };
    },
  });
const decisions = async (store: Store) =>
  (await everything(store)).decision.map(({ ref, symbol, title }) => `${ref} ${symbol} ${title}`);

describe('a symbol', () => {
  it('is unique within its meeting and form', async () => {
    const store = await register();
    await decide(store, 'MC-2021-01-01', 'Resolution 1');
    await decide(store, 'MC-2022-01-01', 'Resolution 1');
    await decide(store, 'MC-2021-01-01', '1', { form: 'resolution' });
    await decide(store, 'MC-2021-01-01', '1', { form: 'decision' });
    await decide(store, 'MC-2021-01-01', '1');
    for (const [symbol, form] of [
      ['resolution1', ''],
      ['1', 'decision'],
      [' 1 ', ''],
    ] as const) {
      await expect(decide(store, 'MC-2021-01-01', symbol, { form })).rejects.toThrow(
        /already belongs to MC-2021-01-01\/\d/,
      );
    }
    await expect(edit(store, 'decision', 'MC-2022-01-01/1', { meeting: 'MC-2021-01-01' })).rejects.toThrow(
      'the symbol Resolution 1 already belongs to MC-2021-01-01/1',
    );
    await expect(edit(store, 'decision', 'MC-2021-01-01/2', { form: 'decision' })).rejects.toThrow(
      'the symbol of a decision 1 already belongs to MC-2021-01-01/3',
    );
    await decide(store, 'MC-2022-01-01', '1', { form: 'opinion' });
    await expect(decide(store, 'MC-2022-01-01', '1', { form: 'opinion' })).rejects.toThrow(
      'the symbol of an opinion 1',
    );
    await edit(store, 'decision', 'MC-2021-01-01/1', { title: 'Its own symbol stays' });
  });

  it('that looks like a reference of the register is refused', async () => {
    const store = await register();
    for (const symbol of ['MC-2021-01-01/9', 'soc-2023', 'MC-2022-01-01#4']) {
      await expect(decide(store, 'MC-2021-01-01', symbol)).rejects.toThrow('looks like a reference');
    }
    await decide(store, 'MC-2021-01-01', 'XYZ-2023');
  });

  it.each([
    ['Resolution 1', 'as it is written'],
    ['RESOLUTION 1', 'in capitals'],
    ['resolution1', 'without a space'],
    ['Resolution\u00a0\u00a01', 'with other spaces'],
  ])('%j finds its decision, %s', async (text) => {
    const store = await register();
    await decide(store, 'MC-2021-01-01', 'Resolution 1');
    expect((await find(store, 'decision', text)).ref).toBe('MC-2021-01-01/1');
    expect((await findAnything(store, text)).ref).toBe('MC-2021-01-01/1');
  });

  it('is found with its form before it, after what has the whole as its symbol', async () => {
    const store = await register();
    await decide(store, 'MC-2021-01-01', '1', { form: 'resolution' });
    await decide(store, 'MC-2021-01-01', '1', { form: 'decision' });
    expect((await find(store, 'decision', 'Decision 1')).ref).toBe('MC-2021-01-01/2');
    await decide(store, 'MC-2022-01-01', 'Decision 1');
    expect((await find(store, 'decision', 'Decision 1')).ref).toBe('MC-2022-01-01/1');
  });

  it('that fits several decisions is refused with their list', async () => {
    const store = await register();
    await decide(store, 'MC-2021-01-01', 'Resolution 1');
    await decide(store, 'MC-2022-01-01', 'RESOLUTION 1');
    for (const find_ of [() => find(store, 'decision', 'Resolution 1'), () => findAnything(store, 'Resolution 1')]) {
      await expect(find_()).rejects.toMatchObject({
        kind: 'refused',
        message: '2 decisions have the symbol "Resolution 1"',
        details: ['MC-2022-01-01/1  RESOLUTION 1 of MC-2022-01-01', 'MC-2021-01-01/1  Resolution 1 of MC-2021-01-01'],
      });
    }
  });
});

describe('in a file', () => {
  const yaml = (...meetings: readonly (readonly [date: string, ...decisions: string[]])[]): string =>
    meetings
      .map(
        ([date, ...all]) =>
          `meeting: { body: MC, date: ${date} }\ndecisions:\n${all.map((one) => `  - { ${one} }\n`).join('')}`,
      )
      .join('---\n');

  it('a symbol identifies a decision within the meeting that the file names', async () => {
    const store = await register();
    const file = yaml(
      ['2021-01-01', 'symbol: Resolution 1, action: adopt, title: Budget of 2021'],
      ['2022-01-01', 'symbol: Resolution 1, action: adopt, title: Budget of 2022'],
    );
    expect(outcomes(await importFiles(store, [['m.yaml', file]]))).toContain('created 2 decision');
    const both = ['MC-2021-01-01/1 Resolution 1 Budget of 2021', 'MC-2022-01-01/1 Resolution 1 Budget of 2022'];
    expect(await decisions(store)).toEqual(both);
    expect(outcomes(await importFiles(store, [['m.yaml', file]]))).toBe('unchanged 2 meeting, 2 decision');
    const csv = 'meeting,symbol,action,title\nMC-2022-01-01,RESOLUTION 1,adopt,Budget\n';
    expect(outcomes(await importFiles(store, [['d.csv', csv]]))).toBe('updated 1 decision');
    expect(await decisions(store)).toEqual([both[0], 'MC-2022-01-01/1 RESOLUTION 1 Budget']);
  });

  it('a symbol twice in one meeting is an error, unless the forms differ', async () => {
    const store = await register();
    const twice = yaml([
      '2021-01-01',
      'symbol: R1, action: adopt, title: Budget',
      'action: adopt, title: Plan',
      'symbol: r 1, action: adopt, title: Rules',
    ]);
    expect(await importErrors(store, [['m.yaml', twice]])).toEqual([
      'm.yaml:5:15 symbol: an earlier decision of MC-2021-01-01 in this import has the symbol r 1',
    ]);
    expect(await decisions(store)).toEqual([]);
    const forms = yaml([
      '2021-01-01',
      'symbol: 1, form: resolution, action: adopt, title: Budget',
      'symbol: 1, form: decision, action: adopt, title: Rules',
    ]);
    for (const outcome of ['created 2 decision', 'unchanged 1 meeting, 2 decision']) {
      expect(outcomes(await importFiles(store, [['m.yaml', forms]]))).toContain(outcome);
    }
  });

  it('a symbol of several forms is qualified by the form', async () => {
    const store = await register();
    await decide(store, 'MC-2021-01-01', '1', { form: 'resolution' });
    await decide(store, 'MC-2021-01-01', '1', { form: 'decision' });
    const csv = (form: string) =>
      `meeting,symbol,action,title${form === '' ? '' : ',form'}\nMC-2021-01-01,1,adopt,New${form}\n`;
    expect(await importErrors(store, [['d.csv', csv('')]])).toEqual([
      'd.csv:2:2 symbol: several decisions have the symbol 1: MC-2021-01-01/1, MC-2021-01-01/2',
    ]);
    expect(outcomes(await importFiles(store, [['d.csv', csv(',decision')]]))).toBe('updated 1 decision');
    expect((await decisions(store))[1]).toBe('MC-2021-01-01/2 1 New');
  });

  it('a form that is new to a decision is taken', async () => {
    const store = await register();
    await decide(store, 'MC-2021-01-01', '1');
    const csv = 'meeting,symbol,form,action,title\nMC-2021-01-01,1,resolution,adopt,Budget\n';
    expect(outcomes(await importFiles(store, [['d.csv', csv]]))).toBe('updated 1 decision');
  });

  it('a symbol identifies a document within its meeting', async () => {
    const store = await register();
    const csv = 'symbol,title,meeting\nDoc. 1,Agenda,MC-2021-01-01\nDoc. 1,Agenda,MC-2022-01-01\n';
    expect(outcomes(await importFiles(store, [['p.csv', csv, 'documents']]))).toBe('created 2 document');
    expect(outcomes(await importFiles(store, [['p.csv', csv, 'documents']]))).toBe('unchanged 2 document');
    expect(await importErrors(store, [['p.csv', `${csv}doc. 1,Other,MC-2022-01-01\n`, 'documents']])).toEqual([
      'p.csv:4:1 symbol: an earlier document of MC-2022-01-01 in this import has the symbol doc. 1',
    ]);
    expect(await importErrors(store, [['p.csv', 'symbol,title\nDoc. 1,Programme\n', 'documents']])).toEqual([
      'p.csv:2:1 2 documents are called "Doc. 1"',
    ]);
  });

  /** A key that stands twice in a file, the lines of each, and the error at the second. */
  const twice = [
    ['bodies', 'code,name,kind', 'X,One,other', 'X,Two,other', '3:1 code: X appears twice in this file'],
    ['parties', 'code,name,kind', 'X,One,organisation', 'X,Two,organisation', '3:1 code: X appears twice in this file'],
    ['instruments', 'code,title', 'X,One', 'X,Two', '3:1 code: X appears twice in this file'],
    ['agenda', 'meeting,number,title', 'MC-2021-01-01,1,One', 'MC-2021-01-01,1,Two', '3:2 number: '],
    [
      'decisions',
      'ref,meeting,action,title',
      'MC-2021-01-01/5,MC-2021-01-01,note,One',
      'MC-2021-01-01/5,MC-2021-01-01,note,Two',
      '3:1 ref: MC-2021-01-01/5 appears twice in this file',
    ],
  ] as const;
  it.each(twice)(
    'the key of %s twice is an error: one of the two lines would be lost',
    async (as, header, ...lines) => {
      const store = await register();
      const [one, other, error] = lines;
      expect(await importErrors(store, [['f.csv', [header, one, other, ''].join('\n'), as]])).toEqual([
        expect.stringContaining(`f.csv:${error}`),
      ]);
      // a second file may say more
      const files = [one, other].map((line, at): TestFile => [`${at}.csv`, `${header}\n${line}\n`, as]);
      if (as !== 'agenda') expect(await importErrors(store, files)).toEqual([]);
    },
  );

  const meeting = (...lines: readonly string[]) => lines.map((line) => `meeting: { ${line} }\n`).join('---\n');
  it.each([
    [
      'its body and day',
      'body: SOC, date: 2021-05-05, place: Astana',
      'body: SOC, date: 2021-05-05, place: Almaty',
      'date',
    ],
    [
      'its ref',
      'ref: SOC-2021-05-05, body: SOC, date: 2021-05-05',
      'ref: SOC-2021-05-05, body: SOC, date: 2021-05-05, place: Almaty',
      'ref',
    ],
  ])(
    'a meeting that stands twice by %s is an error: the second would overwrite the first',
    async (_, one, other, column) => {
      const store = await register();
      expect(await importErrors(store, [['m.yaml', meeting(one, other)]])).toEqual([
        expect.stringMatching(new RegExp(`^m.yaml:3:\\d+ ${column}: .*2021-05-05 appears twice in this file$`)),
      ]);
      // a second one of that day says so
      const second = 'ref: SOC-2021-05-05-b, body: SOC, date: 2021-05-05, place: Almaty';
      expect(outcomes(await importFiles(store, [['m.yaml', meeting(one, second)]]))).toBe('created 2 meeting');
    },
  );
});

describe('a document', () => {
  it.each([
    ['title', 'Agenda', ''],
    ['symbol', 'Agenda', '1'],
  ])('of a %s that every meeting has is compared with those of its meeting', async (_, title, symbol) => {
    const store = await register();
    const days = Array.from({ length: 60 }, (_, at) => addDays('2023-01-01', at));
    const papers = days.map((day) => `MC-${day},${title},${symbol}\n`).join('');
    await importFiles(store, [['m.csv', `body,date\n${days.map((day) => `MC,${day}\n`).join('')}`, 'meetings']]);
    let read = 0;
    const counting: Store = Object.create(store, {
      write: {
        value: ((command, work, options) =>
          store.write(
            command,
            (transaction) => work(countingRows(transaction, (rows) => (read += rows))),
            options,
          )) as Store['write'],
      },
    });
    const files: TestFile[] = [['d.csv', `meeting,title,symbol\n${papers}`, 'documents']];
    expect(outcomes(await importFiles(counting, files))).toBe('created 60 document');
    expect(outcomes(await importFiles(counting, files))).toBe('unchanged 60 document');
    // all with all would be thousands
    expect(read).toBeLessThan(1_000);
  });

  it('is unique by its symbol, without one by its title, within its meeting', async () => {
    const store = await register();
    await paper(store, 'MC-2021-01-01', 'Doc. 1');
    await paper(store, 'MC-2022-01-01', 'Doc. 1');
    await paper(store, null, 'Doc. 1');
    for (const meeting of ['MC-2021-01-01', null]) {
      await expect(paper(store, meeting, 'DOC.1')).rejects.toThrow('the symbol DOC.1 already belongs to');
    }
    await record(store, 'document', { title: 'Agenda', meeting: 'MC-2021-01-01' });
    await record(store, 'document', { title: 'Agenda', meeting: 'MC-2022-01-01' });
    await expect(record(store, 'document', { title: 'Agenda', meeting: 'MC-2022-01-01' })).rejects.toThrow(
      'there is already a document "Agenda"',
    );
  });

  it('is named by its meeting and symbol, where others have the same', async () => {
    const store = await register();
    await paper(store, 'MC-2021-01-01', 'Doc. 1', 'First');
    await paper(store, 'MC-2022-01-01', 'Doc. 1', 'Second');
    await expect(find(store, 'document', 'doc. 1')).rejects.toMatchObject({
      kind: 'refused',
      message: '2 documents are called "doc. 1"',
      details: ['"MC-2021-01-01 Doc. 1"  First', '"MC-2022-01-01 Doc. 1"  Second'],
    });
    const [first, second] = [
      await find(store, 'document', 'MC-2021-01-01 Doc. 1'),
      await find(store, 'document', 'Second'),
    ];
    expect(first.id).not.toBe(second.id);
    expect((await find(store, 'document', 'mc-2022-01-01 doc.1')).id).toBe(second.id);
  });
});

describe('the reference of a removed meeting', () => {
  it('is reused by a meeting of the same body and day, whose decisions continue after the highest number', async () => {
    const store = await register();
    await decide(store, 'MC-2021-01-01', 'A');
    await decide(store, 'MC-2021-01-01', 'B');
    for (let number = 3; number <= 5; number += 1) {
      await remove(store, 'meeting', 'MC-2021-01-01');
      expect((await record(store, 'meeting', { body: 'MC', date: '2021-01-01' })).ref).toBe('MC-2021-01-01');
      await expect(find(store, 'decision', 'MC-2021-01-01/2')).rejects.toThrow(
        'the decision MC-2021-01-01/2 was removed',
      );
      // also where the meeting between had no decision
      if (number !== 4)
        expect((await decide(store, 'MC-2021-01-01', 'C')).ref).toBe(`MC-2021-01-01/${number === 3 ? 3 : 4}`);
    }
  });

  it('is not taken from a meeting that moved', async () => {
    const store = await register();
    await edit(store, 'meeting', 'MC-2021-01-01', { date: '2021-01-02' });
    expect((await record(store, 'meeting', { body: 'MC', date: '2021-01-01' })).ref).toBe('MC-2021-01-01-b');
    expect((await find(store, 'meeting', 'MC-2021-01-01')).ref).toBe('MC-2021-01-02');
    await remove(store, 'meeting', 'MC-2021-01-02');
    expect((await record(store, 'meeting', { body: 'MC', date: '2021-01-01' })).ref).toBe('MC-2021-01-01');
  });
});
