import { beforeAll, describe, expect, it } from 'vitest';
import { decisionList } from '../../src/register/decision/list';
import { documentList } from '../../src/register/document/list';
import { find } from '../../src/register/find';
import { log } from '../../src/register/history/log';
import { entriesToUndo, undo } from '../../src/register/history/undo';
import { listAll } from '../../src/register/list/listing';
import { similarNames } from '../../src/register/record/similarNames';
import { taskList } from '../../src/register/task/list';
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
  today,
} from '../support/register';
import { saveRecord } from '../support/saved';

const asOf = { day: today, isRequested: false };

/** A register in which everything that has a name has one that people spell differently. */
async function register(): Promise<Store> {
  const store = await emptyRegister();
  await record(store, 'body', {
    code: 'SOC',
    name: "Officials' Committee – Asia",
    aliases: 'Comité des hauts fonctionnaires',
  });
  await record(store, 'party', {
    code: 'LAO',
    name: "Lao People's Democratic Republic",
    kind: 'state',
    aliases: 'Timor-Leste desk',
  });
  await record(store, 'party', { code: 'SCO', name: 'Shanghai Cooperation Organisation', kind: 'organisation' });
  await record(store, 'instrument', { code: 'CPI', title: 'Convention on “Privileges” and Immunities' });
  await record(store, 'meeting', { body: 'SOC', date: '2023-12-12' });
  await record(store, 'decision', {
    meeting: 'SOC-2023-12-12',
    action: 'adopt',
    title: 'Plan',
    tags: "people's health; disaster-relief",
    parties: 'LAO',
  });
  await record(store, 'task', { decision: 'SOC-2023-12-12/1', what: 'Draft', responsible: "Seán O'Brien" });
  await record(store, 'task', { decision: 'SOC-2023-12-12/1', what: 'Print', responsible: 'LAO' });
  await record(store, 'document', { title: 'Chair’s summary – 2023' });
  return store;
}

/** Other spellings of one name. */
const spellings: Record<string, (name: string) => string> = {
  capitals: (name) => name.toUpperCase(),
  'typographic apostrophes': (name) => name.replaceAll("'", '\u2019'),
  'plain apostrophes': (name) => name.replaceAll('\u2019', "'"),
  'two spaces': (name) => name.replaceAll(' ', '  '),
  'spaces that do not break': (name) => name.replaceAll(' ', '\u00a0'),
  'other dashes': (name) => name.replaceAll(/[-–]/g, '\u2010'),
  'plain quotes': (name) => name.replaceAll(/[“”]/g, '"'),
  decomposed: (name) => name.normalize('NFD'),
  'no accents': (name) => name.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, ''),
};
const named: readonly ['body' | 'party' | 'instrument', string, string][] = [
  ['body', 'SOC', "Officials' Committee – Asia"],
  ['body', 'SOC', 'Comité des hauts fonctionnaires'],
  ['party', 'LAO', "Lao People's Democratic Republic"],
  ['party', 'LAO', 'Timor-Leste desk'],
  ['instrument', 'CPI', 'Convention on “Privileges” and Immunities'],
];
const cells = named.flatMap(([entity, code, name]) =>
  Object.entries(spellings).map(([how, spell]) => [entity, how, spell(name), code] as const),
);

let kept: Store;
beforeAll(async () => {
  kept = await register();
});

describe('a name in another spelling', () => {
  it.each(cells)('is that of the %s: %s: %s', async (entity, _, name, code) => {
    expect(await find(kept, entity, name)).toMatchObject({ entity, ref: code });
    const naming = entity === 'instrument' ? { code: 'NEW', title: name } : { code: 'NEW', name, kind: 'other' };
    const another = entity === 'party' ? { ...naming, kind: 'state' } : naming;
    await expect(record(kept, entity, another)).rejects.toThrow(`is already the ${entity} ${code}`);
  });

  it.each(cells.filter(([entity]) => entity === 'party'))(
    'of a %s counts in a decision, a filter and an import: %s',
    async (_, how, name) => {
      const meeting = 'SOC-2023-12-12';
      expect(await refs({ party: [name] }), how).toContain(`${meeting}/1`);
      const summary = await importFiles(kept, [
        ['d.ndjson', `${JSON.stringify({ ref: `${meeting}/1`, parties: [{ party: name }, { party: 'LAO' }] })}\n`],
      ]);
      expect(outcomes(summary)).toBe('unchanged 1 decision');
    },
  );
});

const refs = async (filters: Parameters<typeof decisionList>[1], store = kept): Promise<unknown[]> => {
  const { listing, where } = await decisionList(store, filters, asOf);
  return (await listAll(store, listing, { columns: ['ref'], where, sort: [], limit: null })).map(({ ref }) => ref);
};

describe('a tag in another spelling', () => {
  const tags = ["people's health", 'disaster-relief'].flatMap((tag) =>
    Object.entries(spellings).map(([how, spell]) => [how, spell(tag), tag] as const),
  );

  it.each(tags)('is found: %s: %s', async (_, typed) => {
    expect(await refs({ tag: [typed] })).toEqual(['SOC-2023-12-12/1']);
  });

  it('is kept as it is spelled on record, once in a decision; what one decision alone has can be respelled', async () => {
    const store = await register();
    const add = (list: string) =>
      record(store, 'decision', { meeting: 'SOC-2023-12-12', action: 'note', title: list, tags: list });
    const tagsOf = async (ref: string) => (await shown(store, 'decision', ref)).tags;
    await add('DISASTER RELIEF; people’s  health; Disaster‐Relief; new one');
    expect(await tagsOf('SOC-2023-12-12/2')).toEqual(['disaster-relief', "people's health", 'new one']);
    await edit(store, 'decision', 'SOC-2023-12-12/2', { tags: 'New One; disaster relief' });
    expect(await tagsOf('SOC-2023-12-12/2')).toEqual(['New One', 'disaster-relief']);
    const csv = 'meeting,action,title,tags\nSOC-2023-12-12,note,A,fresh; new  one\nSOC-2023-12-12,note,B,FRESH\n';
    await importFiles(store, [['d.csv', csv]]);
    expect(await tagsOf('SOC-2023-12-12/3')).toEqual(['fresh', 'New One']);
    expect(await tagsOf('SOC-2023-12-12/4')).toEqual(['fresh']);
  });
});

describe('who is responsible, in another spelling', () => {
  const people = Object.entries(spellings).map(([how, spell]) => [how, spell("Seán O'Brien")] as const);
  const tasks = async (responsible: string) => {
    const { listing, where } = await taskList(kept, { responsible: [responsible] }, asOf);
    return (await listAll(kept, listing, { columns: ['what'], where, sort: [], limit: null })).map(({ what }) => what);
  };

  it.each(people)('is found, and the same task: %s: %s', async (_, name) => {
    expect(await tasks(name)).toEqual(['Draft']);
    const task = JSON.stringify({
      decision: 'SOC-2023-12-12/1',
      what: 'Draft',
      responsible: name,
      due_on: '2024-01-01',
    });
    const summary = await importFiles(kept, [['t.ndjson', `${task}\n`, 'tasks']]);
    expect(outcomes(summary)).toMatch(/^(updated|unchanged) 1 task$/);
  });

  it('is a party by any of its names', async () => {
    expect(await tasks('timor leste  DESK')).toEqual(['Print']);
    const task = 'decision,what,responsible\nSOC-2023-12-12/1,Print,Lao People’s Democratic Republic\n';
    expect(outcomes(await importFiles(kept, [['t.csv', task]]))).toBe('unchanged 1 task');
  });
});

it.each(Object.entries(spellings))('a document without a symbol is known by its title: %s', async (_, spell) => {
  const title = spell('Chair’s summary – 2023');
  expect(await find(kept, 'document', title)).toMatchObject({ id: 1 });
  await expect(record(kept, 'document', { title })).rejects.toThrow('there is already a document "');
  const summary = await importFiles(kept, [
    ['d.ndjson', `${JSON.stringify({ title, language: 'en' })}\n`, 'documents'],
  ]);
  expect(outcomes(summary)).toMatch(/^(updated|unchanged) 1 document$/);
  const { listing, where } = await documentList(kept, {}, asOf);
  expect(await listAll(kept, listing, { columns: ['title'], where, sort: [], limit: null })).toHaveLength(1);
});

it('finds what a person did under another spelling of the name', async () => {
  let actor = 'José Pérez';
  const store = await emptyRegister({
    get actor() {
      return actor;
    },
    now: () => new Date(`${today}T12:00:00Z`),
  });
  await record(store, 'body', { code: 'SOC', name: 'Officials' });
  actor = 'José Pérez'.normalize('NFD');
  await edit(store, 'body', 'SOC', { name: 'Committee' });
  for (const name of ['jose  perez', actor]) {
    const rows = [];
    for await (const batch of log(store, { actor: [name] })) rows.push(...batch);
    expect(rows).toHaveLength(2);
  }
});

describe('bodies and parties have their names in common', () => {
  it.each([
    ['party', { code: 'SOC', name: 'Some', kind: 'organisation' }, 'code', 'is already the body SOC'],
    [
      'party',
      { code: 'XA', name: 'officials’ committee - asia', kind: 'organisation' },
      'name',
      'is already the body SOC',
    ],
    [
      'party',
      { code: 'XA', name: 'Some', aliases: 'x; soc', kind: 'organisation' },
      'aliases',
      'is already the body SOC',
    ],
    ['body', { code: 'LAO', name: 'Some' }, 'code', 'is already the party LAO'],
    ['body', { code: 'XA', name: 'Some', aliases: 'TIMOR LESTE DESK' }, 'aliases', 'is already the party LAO'],
  ] as const)('a %s cannot be %j', async (entity, fields, column, message) => {
    await expect(record(kept, entity, fields)).rejects.toMatchObject({
      kind: 'refused',
      column,
      message: expect.stringContaining(message),
      advice: expect.stringContaining('a body and a party cannot have the same name'),
    });
  });

  it('in one import too, whatever the order of its files', async () => {
    const store = await emptyRegister();
    const files = [
      ['p.csv', 'code,name,kind\nCIPM,Comité,organisation\n', 'parties'],
      ['b.csv', 'code,name,kind\nCIPM,Committee for Weights,other\n', 'bodies'],
    ] as const;
    expect(await importErrors(store, files)).toEqual([
      'p.csv:2:1 code: "CIPM" is already the body CIPM (Committee for Weights)',
    ]);
  });
});

describe('what kind of party it is', () => {
  it('is known of the ISO code of a state, and guessed of nothing else', async () => {
    const store = await emptyRegister();
    await record(store, 'party', { code: 'SGP' });
    expect((await shown(store, 'party', 'SGP')).kind).toBe('state');
    await expect(record(store, 'party', { code: 'SMITH', name: 'Jane Smith' })).rejects.toThrow('a party needs a kind');
    await record(store, 'party', { code: 'SMITH', name: 'Jane Smith', kind: 'person' });
    expect((await shown(store, 'party', 'SMITH')).kind).toBe('person');
  });

  it('has to be said in an import, unless it is on record', async () => {
    const store = await register();
    const csv = 'code,name,kind\nLAO,,\nSGP,,\nSMITH,Jane Smith,\n';
    expect(await importErrors(store, [['p.csv', csv.replace('LAO,,', 'LAO,Laos,'), 'parties']])).toEqual([
      'p.csv:4:3 a party needs a kind: SMITH is not the ISO code of a state',
    ]);
    expect((await shown(store, 'party', 'LAO')).kind).toBe('state');
  });
});

/** Records as an older version let them be: the rules of names are not asked. */
async function withPairs(): Promise<Store> {
  const store = await register();
  await store.write('old', async (transaction) => {
    const party = { code: 'LAOS', name: 'Lao People’s Democratic Republic', aliases: ['soc'], kind: 'state' as const };
    await saveRecord(transaction, 'party', { fields: party });
    const instrument = { code: 'CPB', title: 'Convention on "Privileges" and Immunities', adopted_by_id: null };
    await saveRecord(transaction, 'instrument', { fields: instrument });
    await saveRecord(transaction, 'document', { fields: { title: "Chair's summary - 2023", kind: 'other' } });
    const { id } = await find(transaction, 'decision', 'SOC-2023-12-12/1');
    const current = await transaction.read('decision', id);
    const tags = ['Disaster Relief', 'disaster-relief'];
    if (current !== null)
      await saveRecord(transaction, 'decision', { ...current, fields: { ...current.fields, tags } });
  });
  return store;
}

describe('two of one name, from an older register', () => {
  it('are each found by code, and by any text written like one', async () => {
    const store = await withPairs();
    expect(await find(store, 'party', 'laos')).toMatchObject({ ref: 'LAOS' });
    expect(await find(store, 'party', 'Lao People’s Democratic Republic')).toMatchObject({ ref: 'LAOS' });
    expect(await find(store, 'party', "Lao People's Democratic Republic")).toMatchObject({ ref: 'LAO' });
    expect(await refs({ tag: ['disaster relief'] }, store)).toEqual(['SOC-2023-12-12/1']);
  });

  it('can be changed, removed and brought back', async () => {
    const store = await withPairs();
    const changes = [
      () => edit(store, 'party', 'LAOS', { kind: 'organisation' }),
      () => edit(store, 'party', 'LAO', { aliases: 'Lao PDR' }),
      () => edit(store, 'party', 'LAOS', { name: 'Other' }),
      () => edit(store, 'instrument', 'CPB', { adopted_by: 'SOC-2023-12-12/1' }),
      () => edit(store, 'instrument', 'CPB', { title: 'Other' }),
      () => edit(store, 'document', "Chair's summary - 2023", { language: 'en' }),
      () => edit(store, 'document', "Chair's summary - 2023", { title: 'Other' }),
      () => edit(store, 'decision', 'SOC-2023-12-12/1', { title: 'Other' }),
      () => remove(store, 'party', 'LAOS'),
      () => remove(store, 'instrument', 'CPB'),
      () => remove(store, 'document', "Chair's summary - 2023"),
    ];
    const before = await everything(store);
    for (const change of changes) {
      await change();
      const entries = await entriesToUndo(store, []);
      await store.write(`cica undo ${entries[0]?.entry}`, (transaction) => undo(transaction, today, entries));
      expect(await everything(store)).toEqual(before);
    }
  });

  it('are listed with what mends them', async () => {
    expect(await similarNames(await register())).toEqual([]);
    expect(await similarNames(await withPairs())).toEqual([
      expect.stringContaining('cica party merge LAOS LAO'),
      expect.stringContaining('the body SOC and the party LAOS'),
      expect.stringContaining('the instruments CPI and CPB'),
      expect.stringContaining('the tags "Disaster Relief" and "disaster-relief"'),
    ]);
  });
});
