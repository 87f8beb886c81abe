import sql from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store';
import {
  edit,
  emptyRegister,
  everything,
  importErrors,
  importFiles,
  outcomes,
  record,
  remove,
  shown,
  type TestFile,
} from '../support/register';

/** A register with two bodies, two parties and one meeting of two decisions. */
async function register(): Promise<Store> {
  const store = await emptyRegister();
  await record(store, 'body', { code: 'SOC', name: 'Officials', aliases: 'КСДЛ', kind: 'committee' });
  await record(store, 'body', { code: 'MC', name: 'Council' });
  await record(store, 'party', { code: 'SAU', name: 'Saudi Arabia', aliases: 'KSA' });
  await record(store, 'party', { code: 'MNG', name: 'Mongolia' });
  await record(store, 'meeting', { body: 'SOC', date: '2023-12-12', place: 'Astana', title: 'Last of 2023' });
  await record(store, 'agenda_item', { meeting: 'SOC-2023-12-12', number: '1', title: 'Planning' });
  await record(store, 'decision', {
    meeting: 'SOC-2023-12-12',
    action: 'adopt',
    title: 'Plan',
    kind: 'plan',
    tags: 'a; b',
  });
  await record(store, 'decision', {
    meeting: 'SOC-2023-12-12',
    action: 'adopt',
    title: 'Budget',
    symbol: 'SOC/2023/2',
  });
  return store;
}

const imported = async (store: Store, ...files: Parameters<typeof importFiles>[1]) =>
  outcomes(await importFiles(store, files));
const titles = async (store: Store) => (await everything(store)).decision.map(({ ref, title }) => `${ref} ${title}`);

it('knows within one import what bodies and parties are called by then', async () => {
  const store = await emptyRegister();
  const parties = ['XA,First,Old', 'XA,Second,\nXB,First,Old', 'XB,First,Older\nXC,Third,Old'].map(
    (lines, at): TestFile => [
      `${at}.csv`,
      `code,name,aliases,kind\n${lines.replaceAll('\n', ',state\n')},state\n`,
      'parties',
    ],
  );
  expect(await importErrors(store, parties)).toEqual([]);
  expect((await everything(store)).party.map(({ code, name, aliases }) => [code, name, aliases])).toEqual([
    ['XA', 'Second', []],
    ['XB', 'First', ['Older']],
    ['XC', 'Third', ['Old']],
  ]);
});

describe('the same meeting', () => {
  it('is the one of its reference', async () => {
    const store = await register();
    expect(await imported(store, ['m.csv', 'ref,place\nSOC-2023-12-12,Almaty\n'])).toBe('updated 1 meeting');
    expect((await shown(store, 'meeting', 'SOC-2023-12-12')).place).toBe('Almaty');
  });

  it('is the one of a former reference', async () => {
    const store = await register();
    await edit(store, 'meeting', 'SOC-2023-12-12', { date: '2023-12-13' });
    const yaml =
      'meeting: {ref: SOC-2023-12-12, place: Almaty}\ndecisions: [{ref: SOC-2023-12-12/1, action: adopt, title: Plan}]\n';
    expect(await imported(store, ['m.yaml', yaml])).toBe('updated 1 meeting; unchanged 1 decision');
    expect(await shown(store, 'meeting', 'SOC-2023-12-13')).toMatchObject({ place: 'Almaty', date: '2023-12-13' });
  });

  it.each(['SOC', 'soc', 'Officials', 'ксдл'])(
    'is the one of its body, here called %s, and first day',
    async (body) => {
      const store = await register();
      const csv = `body,date,place\n${body},12 Dec 2023,Almaty\n`;
      expect(await imported(store, ['m.csv', csv])).toBe('updated 1 meeting');
    },
  );

  it('is another one where a month is not its day', async () => {
    const store = await register();
    expect(await imported(store, ['m.csv', 'body,date\nSOC,2023-12\n'])).toBe('created 1 meeting');
    expect((await everything(store)).meeting.map(({ ref }) => ref)).toEqual(['SOC-2023-12', 'SOC-2023-12-12']);
  });

  it('must be identified if there are several on that day', async () => {
    const store = await register();
    await record(store, 'meeting', { body: 'SOC', date: '2023-12-12' });
    expect(await importErrors(store, [['m.csv', 'place,body,date\nAlmaty,SOC,2023-12-12\n']])).toEqual([
      'm.csv:2:3 date: there are several meetings of SOC on 2023-12-12: SOC-2023-12-12, SOC-2023-12-12-b',
    ]);
    expect(await imported(store, ['m.csv', 'ref,place\nSOC-2023-12-12-b,Almaty\n'])).toBe('updated 1 meeting');
  });

  it('that is new keeps the reference of its file, where it fits and was no other', async () => {
    const store = await register();
    expect(await imported(store, ['m.csv', 'ref,body,date\nSOC-2023-12-14-c,SOC,2023-12-14\n'])).toBe(
      'created 1 meeting',
    );
    expect(await importErrors(store, [['m.csv', 'ref,body,date\nSOC-2024-01-01,SOC,2024-01-02\n']])).toEqual([
      'm.csv:2:1 ref: the reference SOC-2024-01-01 does not fit its body and date',
    ]);
    await remove(store, 'meeting', 'SOC-2023-12-12');
    await record(store, 'meeting', { body: 'SOC', date: '2023-12-16' });
    await edit(store, 'meeting', 'SOC-2023-12-16', { date: '2023-12-17' });
    expect(await importErrors(store, [['m.csv', 'ref,body,date\nSOC-2023-12-16-b,SOC,2023-12-16\n']])).toEqual([]);
  });

  it('that reuses the reference of a removed one continues its numbers', async () => {
    const store = await register();
    await remove(store, 'meeting', 'SOC-2023-12-12');
    expect(await imported(store, ['m.csv', 'ref,body,date\nSOC-2023-12-12,SOC,2023-12-12\n'])).toBe(
      'created 1 meeting',
    );
    const csv = 'meeting,action,title\nSOC-2023-12-12,note,Next\n';
    expect(await imported(store, ['d.csv', csv])).toBe('created 1 decision');
    expect((await everything(store)).decision.map(({ ref }) => ref)).toEqual(['SOC-2023-12-12/3']);
    expect(
      await importErrors(store, [['d.csv', 'ref,meeting,action,title\nSOC-2023-12-12/1,SOC-2023-12-12,note,Old\n']]),
    ).toEqual(["d.csv:2:1 ref: the reference SOC-2023-12-12/1 was another decision's"]);
  });
});

describe('the same decision', () => {
  it('is the one of its reference, whatever else differs', async () => {
    const store = await register();
    const csv = 'ref,meeting,action,title,symbol\nSOC-2023-12-12/1,SOC-2023-12-12,reject,Other,\n';
    expect(await imported(store, ['d.csv', csv])).toBe('updated 1 decision');
    expect(await titles(store)).toEqual(['SOC-2023-12-12/1 Other', 'SOC-2023-12-12/2 Budget']);
  });

  it('is the one of a reference that it had in another meeting', async () => {
    const store = await register();
    await record(store, 'meeting', { body: 'SOC', date: '2023-12-13' });
    await edit(store, 'decision', 'SOC-2023-12-12/1', { meeting: 'SOC-2023-12-13' });
    expect(await imported(store, ['d.csv', 'ref,kind\nSOC-2023-12-12/1,report\n'])).toBe('updated 1 decision');
    expect(await shown(store, 'decision', 'SOC-2023-12-13/1')).toMatchObject({ kind: 'report', title: 'Plan' });
  });

  it('is the one of its symbol', async () => {
    const store = await register();
    const csv = 'symbol,meeting,action,title\nSOC/2023/2,SOC-2023-12-12,approve,Budget of 2024\n';
    expect(await imported(store, ['d.csv', csv])).toBe('updated 1 decision');
    expect(await titles(store)).toEqual(['SOC-2023-12-12/1 Plan', 'SOC-2023-12-12/2 Budget of 2024']);
  });

  it('is the one of its action and title, when its symbol is not on record yet', async () => {
    const store = await register();
    const csv = 'symbol,meeting,action,title\nSOC/2023/1,SOC-2023-12-12,adopted,Plan\n';
    expect(await imported(store, ['d.csv', csv])).toBe('updated 1 decision');
    expect((await shown(store, 'decision', 'SOC-2023-12-12/1')).symbol).toBe('SOC/2023/1');
    // one that has a symbol is not the one of another symbol
    const other = 'symbol,meeting,action,title\nSOC/2023/9,SOC-2023-12-12,adopted,Budget\n';
    expect(await imported(store, ['d.csv', other])).toBe('created 1 decision');
  });

  it('is the one of its action and title in its meeting, in any form of the verb', async () => {
    const store = await register();
    await record(store, 'meeting', { body: 'SOC', date: '2023-12-13' });
    const csv = 'meeting,action,title,kind\nSOC-2023-12-12,Adopted,Plan,roadmap\n';
    expect(await imported(store, ['d.csv', csv])).toBe('updated 1 decision');
    for (const other of ['SOC-2023-12-12,approve,Plan', 'SOC-2023-12-12,adopt,plan', 'SOC-2023-12-13,adopt,Plan']) {
      expect(await imported(store, ['d.csv', `meeting,action,title\n${other}\n`])).toBe('created 1 decision');
    }
  });

  it('of several that are equal is the n-th on record for the n-th in the file', async () => {
    const store = await register();
    const file = (...texts: string[]) =>
      `meeting,action,title,text\n${texts.map((text) => `SOC-2023-12-12,adopt,Paper,${text}\n`).join('')}`;
    expect(await imported(store, ['d.csv', file('one', 'two')])).toBe('created 2 decision');
    expect(await imported(store, ['d.csv', file('one', 'two')])).toBe('unchanged 2 decision');
    expect(await imported(store, ['d.csv', file('one', 'TWO', 'three')])).toBe(
      'created 1 decision; updated 1 decision; unchanged 1 decision',
    );
    const texts = await Promise.all([3, 4, 5].map((number) => shown(store, 'decision', `SOC-2023-12-12/${number}`)));
    expect(texts.map(({ text }) => text)).toEqual(['one', 'TWO', 'three']);
  });

  it('keeps its number when another is inserted before it', async () => {
    const store = await register();
    const yaml =
      'meeting: {body: SOC, date: 2023-12-12}\ndecisions:\n  - {action: note, title: New}\n  - {action: adopt, title: Plan}\n';
    expect(await imported(store, ['m.yaml', yaml])).toBe('created 1 decision; unchanged 1 meeting, 1 decision');
    expect(await titles(store)).toEqual(['SOC-2023-12-12/1 Plan', 'SOC-2023-12-12/2 Budget', 'SOC-2023-12-12/3 New']);
  });
});

describe('a new decision', () => {
  it('takes the next number, or keeps that of its file', async () => {
    const store = await register();
    const csv =
      'ref,meeting,action,title\n,SOC-2023-12-12,note,three\nSOC-2023-12-12/7,SOC-2023-12-12,note,seven\n,SOC-2023-12-12,note,eight\nSOC-2023-12-12/5,SOC-2023-12-12,note,five\n';
    expect(await imported(store, ['d.csv', csv])).toBe('created 4 decision');
    expect((await titles(store)).slice(2)).toEqual(
      ['3 three', '5 five', '7 seven', '8 eight'].map((one) => `SOC-2023-12-12/${one}`),
    );
  });

  it('without a reference leaves the numbers that the lines around it name, in CSV and in YAML', async () => {
    const rows = 'ref,meeting,action,title\n,SOC-2023-12-12,note,New\n';
    const named = [3, 4, 5].map((number) => `SOC-2023-12-12/${number},SOC-2023-12-12,note,D${number}\n`).join('');
    const decisions = [3, 4, 5].map(
      (number) => `  - {ref: SOC-2023-12-12/${number}, action: note, title: D${number}}\n`,
    );
    const yaml = `meeting: {ref: SOC-2023-12-12}\ndecisions:\n  - {action: note, title: New}\n${decisions.join('')}`;
    for (const file of [['d.csv', rows + named] as const, ['m.yaml', yaml] as const]) {
      const store = await register();
      expect(await imported(store, file)).toContain('created 4 decision');
      expect((await titles(store)).slice(2)).toEqual(
        ['3 D3', '4 D4', '5 D5', '6 New'].map((end) => `SOC-2023-12-12/${end}`),
      );
      expect(await imported(store, file)).not.toMatch(/created|updated/);
    }
  });

  it('without a reference is never taken for one that a later file names', async () => {
    const store = await register();
    const [first, second] = ['New', 'D3'].map((title) => `SOC-2023-12-12,note,${title}\n`);
    const files = [
      ['one.csv', `meeting,action,title\n${first}`],
      ['two.csv', `ref,meeting,action,title\nSOC-2023-12-12/3,${second}`],
    ] as const;
    expect(await importErrors(store, files)).toEqual([
      'two.csv:2:1 ref: the reference SOC-2023-12-12/3 was given to an earlier line that has none',
    ]);
    expect(await imported(store, ...files.toReversed())).toBe('created 2 decision');
  });

  it('without a reference is told from the meeting with the same id that follows it in a file', async () => {
    const store = await emptyRegister();
    await record(store, 'body', { code: 'SOC', name: 'Officials' });
    const days = ['2024-01-01', '2024-02-01'];
    for (const date of days) await record(store, 'meeting', { body: 'SOC', date });
    const [first, second] = days.map(
      (date) => `meeting: {ref: SOC-${date}, body: SOC, date: ${date}}\ndecisions: [{action: adopt, title: Plan}]\n`,
    );
    // both the first decision and the first meeting have the id 1
    expect(await imported(store, ['meetings.yaml', `${second}---\n${first}`])).toBe(
      'created 2 decision; unchanged 2 meeting',
    );
  });

  it("is refused a number that was another's, or is of another meeting", async () => {
    const store = await register();
    await remove(store, 'decision', 'SOC-2023-12-12/2');
    await record(store, 'meeting', { body: 'MC', date: '2023' });
    const csv =
      'ref,meeting,action,title\nSOC-2023-12-12/2,SOC-2023-12-12,note,x\nMC-2023/1,SOC-2023-12-12,note,x\nSOC/2023/1,SOC-2023-12-12,note,x\n';
    expect(await importErrors(store, [['d.csv', csv]])).toEqual([
      "d.csv:2:1 ref: the reference SOC-2023-12-12/2 was another decision's",
      'd.csv:3:1 ref: the reference MC-2023/1 is not one of the meeting SOC-2023-12-12',
      'd.csv:4:1 ref: the reference SOC/2023/1 is not one of the meeting SOC-2023-12-12',
    ]);
  });
});

describe('the same agenda item, body and party', () => {
  it('are known by number and by code', async () => {
    const store = await register();
    expect(
      await imported(
        store,
        ['agenda.csv', 'meeting,number,title\nSOC-2023-12-12,1,Planning for 2024\nSOC-2023-12-12,1.0,Other\n'],
        ['bodies.csv', 'code,name,reports_to\nsoc,Senior Officials,MC\nXX,New,\n'],
        ['parties.ndjson', '{"code":"SAU","name":"KSA"}\n{"code":"IRN","name":"Iran","kind":"state"}\n', 'parties'],
      ),
    ).toBe('created 1 body, 1 party, 1 agenda_item; updated 1 body, 1 party, 1 agenda_item');
    expect((await shown(store, 'body', 'SOC')).name).toBe('Senior Officials');
    expect((await shown(store, 'agenda_item', 'SOC-2023-12-12#1')).title).toBe('Planning for 2024');
  });

  it('without a number is the one of its title, and a new one takes the next whole number', async () => {
    const store = await register();
    const yaml = 'meeting: {body: SOC, date: 2023-12-12}\nagenda:\n  - title: Planning\n  - title: Other\n';
    expect(await imported(store, ['m.yaml', yaml])).toBe('created 1 agenda_item; unchanged 1 meeting, 1 agenda_item');
    expect((await everything(store)).agenda_item.map(({ number, title }) => `${number} ${title}`)).toEqual([
      '1 Planning',
      '2 Other',
    ]);
  });

  it('keeps its number where the file has none', async () => {
    const store = await register();
    const file = ['a.csv', 'meeting,number,title\nSOC-2023-12-12,,Planning\nSOC-2023-12-12,,Budget\n'] as const;
    expect(await imported(store, file)).toBe('created 1 agenda_item; unchanged 1 agenda_item');
    expect(await imported(store, file)).toBe('unchanged 2 agenda_item');
  });
});

describe('the columns of a file', () => {
  it('that are absent leave a field as it is, and clear it when they are empty', async () => {
    const store = await register();
    await importFiles(store, [['d.csv', 'ref,tags,symbol\nSOC-2023-12-12/2,,\n']]);
    expect(await shown(store, 'decision', 'SOC-2023-12-12/2')).toMatchObject({
      tags: [],
      symbol: null,
      title: 'Budget',
    });
    await importFiles(store, [['d.ndjson', '{"ref":"SOC-2023-12-12/1","tags":null}\n']]);
    expect(await shown(store, 'decision', 'SOC-2023-12-12/1')).toMatchObject({ tags: [], kind: 'plan', title: 'Plan' });
    await importFiles(store, [['m.yaml', 'meeting: {ref: SOC-2023-12-12, place: ~, chair: null, mode: }\n']]);
    expect(await shown(store, 'meeting', 'SOC-2023-12-12')).toMatchObject({ place: null, title: 'Last of 2023' });
  });

  it('that are required cannot be cleared', async () => {
    const store = await register();
    expect(await importErrors(store, [['d.csv', 'ref,title,action\nSOC-2023-12-12/1,,\n']])).toEqual([
      'd.csv:2:3 a decision needs an action',
    ]);
  });

  it('that are computed are ignored', async () => {
    const store = await register();
    const csv = 'ref,body,status,created_at,updated_at,title\nSOC-2023-12-12/1,NOWHERE,nonsense,1,2,Plan\n';
    expect(await imported(store, ['d.csv', csv])).toBe('unchanged 1 decision');
  });
});

describe('an import', () => {
  it('prints old and new values, and what is on record but not in the file of a whole meeting', async () => {
    const store = await register();
    const yaml =
      'meeting: {body: SOC, date: 2023-12-12, place: Almaty}\ndecisions:\n  - {ref: SOC-2023-12-12/1, referred_to: Council, parties: [SAU], item: 1}\n';
    const summary = await importFiles(store, [['m.yaml', yaml]]);
    expect(summary.left).toEqual(['SOC-2023-12-12#1', 'SOC-2023-12-12/2']);
    expect(summary.updates).toEqual([
      { ref: 'SOC-2023-12-12', changes: [{ field: 'place', before: 'Astana', after: 'Almaty' }] },
      {
        ref: 'SOC-2023-12-12/1',
        changes: [
          { field: 'item', before: null, after: '1' },
          { field: 'referred_to', before: null, after: 'MC' },
          { field: 'parties', before: null, after: ['subject:SAU'] },
        ],
      },
    ]);
    const csv = await importFiles(store, [['d.csv', 'ref,title\nSOC-2023-12-12/1,Plan\n', 'decisions']]);
    expect(csv.left).toEqual([]);
  });

  it('reads several files in the order of their dependencies', async () => {
    const store = await emptyRegister();
    expect(
      await imported(
        store,
        ['d.csv', 'meeting,item,action,title,parties,referred_to\nSOC-2023-12-12,1,recommend,x,applicant:SAU,MC\n'],
        ['agenda.csv', 'meeting,number,title\nSOC-2023-12-12,1,x\n'],
        ['m.csv', 'body,date,place,chair_party\nSOC,2023-12-12,,SAU\n'],
        ['p.csv', 'code,name,aliases,kind\nSAU,Saudi Arabia,,state\n'],
        ['b.csv', 'code,name,reports_to\nSOC,Officials,MC\nMC,Council,SUMMIT\n'],
        ['b2.csv', 'code,name,reports_to\nSUMMIT,Summit,\n'],
      ),
    ).toBe('created 3 body, 1 party, 1 meeting, 1 agenda_item, 1 decision');
  });

  it.each([
    ['its code', 'mc'],
    ['its name', 'Council'],
    ['another name', 'CM'],
  ])('takes bodies in any order: the one above is named by %s', async (_, above) => {
    const store = await emptyRegister();
    const csv = `code,name,aliases,reports_to\nSOC,Officials,,${above}\nMC,Council,CM,\n`;
    expect(await imported(store, ['b.csv', csv])).toBe('created 2 body');
    expect((await shown(store, 'body', 'SOC')).reports_to).toBe('MC');
  });

  it('refuses bodies that report to each other', async () => {
    const store = await emptyRegister();
    const circle = 'code,name,reports_to\nA,One,B\nB,Two,A\nC,Three,C\n';
    expect(await importErrors(store, [['b.csv', circle]])).toEqual([
      'b.csv:2:3 reports_to: no body "B"',
      'b.csv:4:3 reports_to: no body "C"',
    ]);
  });

  it('is all or nothing', async () => {
    const store = await register();
    const before = [await everything(store), await store.rows(sql`select count(*) as number from history`)];
    const errors = await importErrors(store, [
      ['p.csv', 'code,name,aliases,kind\nIRN,Iran,,state\n'],
      ['d.csv', 'ref,title\nSOC-2023-12-12/1,Changed\nSOC-2023-12-12/2,\n', 'decisions'],
    ]);
    expect(errors).toEqual(['d.csv:3:2 a decision needs a title']);
    expect([await everything(store), await store.rows(sql`select count(*) as number from history`)]).toEqual(before);
  });

  it('as a dry run prints the same, and changes nothing', async () => {
    const store = await register();
    const before = await everything(store);
    const files = [
      ['d.csv', 'ref,meeting,action,title\nSOC-2023-12-12/1,,,Changed\n,SOC-2023-12-12,note,New\n'],
    ] as const;
    // an empty cell clears, and a decision needs its meeting
    expect(await importErrors(store, files)).toEqual(['d.csv:2:2 a decision needs a meeting']);
    const good = [['d.csv', 'ref,title\nSOC-2023-12-12/1,Changed\n', 'decisions']] as const;
    const dry = await importFiles(store, good, true);
    expect(await everything(store)).toEqual(before);
    expect(await importFiles(store, good)).toEqual(dry);
  });

  it('reports every error of all files together, with its position', async () => {
    const store = await register();
    const yaml = [
      'meeting:',
      '  body: SOK',
      '  date: 2023-02-30',
      '  chair: {name: Someone, party: XYZ}',
      'decisions:',
      '  - action: adoptt',
      '    title: x',
      '  - action: adopt',
      '    title: y',
      '    parties: [{role: sponsor, party: Mongolei}]',
      '---',
      'meeting: {body: SOC, date: 2023-12-12}',
      'decisions:',
      '  - {action: note, title: z, item: 9, referred_to: XX, votes_for: many}',
    ].join('\n');
    const csv =
      'meeting,action,title,parties\nSOC-2023-12-12,note,x,nobody:SAU\nSOC-2023-12-12,note\nSOC-2024-01-01,note,y,XYZ\n';
    expect(
      await importErrors(store, [
        ['m.yaml', yaml],
        ['d.csv', csv],
      ]),
    ).toEqual([
      'm.yaml:2:9 body: no body "SOK"',
      'm.yaml:3:9 date: there is no 30 February 2023',
      'm.yaml:4:33 chair_party: no party "XYZ"',
      'm.yaml:6:13 action: unknown action "adoptt"',
      'm.yaml:10:14 parties: no party "Mongolei"',
      'm.yaml:14:52 referred_to: no body "XX"',
      'm.yaml:14:67 votes_for is not a whole number: "many"',
      'd.csv:2:4 parties: unknown role "nobody"',
      'd.csv:3:1 the line has 2 fields, but the header has 4',
      'd.csv:4:1 meeting: no meeting SOC-2024-01-01',
      'd.csv:4:4 parties: no party "XYZ"',
    ]);
  });

  it('refuses what the rules refuse, with the position', async () => {
    const store = await register();
    const csv = [
      'meeting,action,title,date,item,votes_for,procedure,symbol',
      'SOC-2023-12-12,note,a,2023-12-13,,,,',
      'SOC-2023-12-12,note,b,,9,,,',
      'SOC-2023-12-12,note,c,,,3,consensus,',
      'SOC-2023-12-12,note,d,,,,,SOC-2023-12-12/9',
      'SOC-2023-12-12,note,e,,,,,S1',
      'SOC-2023-12-12,note,f,,,,,S1',
    ].join('\n');
    const errors = await importErrors(store, [['d.csv', csv]]);
    expect(errors.slice(0, 4)).toEqual([
      'd.csv:2:4 date: 2023-12-13 is not a day of the meeting, which was held on 2023-12-12',
      'd.csv:3:5 item: no agenda item SOC-2023-12-12#9',
      'd.csv:4:6 votes_for: a decision by consensus has no votes to count',
      'd.csv:5:8 symbol: the symbol SOC-2023-12-12/9 looks like a reference',
    ]);
  });

  it('lists 1,000 errors, and stops there', async () => {
    const store = await register();
    const csv = `meeting,action,title\n${'SOC-2023-12-12,adoptt,x\n'.repeat(1_200)}`;
    const error = await importFiles(store, [['d.csv', csv]]).catch((one) => one);
    expect(error).toMatchObject({ kind: 'refused', message: 'more than 1,000 errors in the import' });
    expect(error.parts).toHaveLength(1_000);
  });
});
