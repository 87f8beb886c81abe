import { beforeEach, expect, it } from 'vitest';
import { openRegister } from '../../src/store/open';
import { verify } from '../../src/store/verify';
import { forgeNewest, tamper } from '../support/otherTool';
import { edit, emptyRegisterPath, migrations, record, tester } from '../support/register';
import { saveRecord } from '../support/saved';

/*
 * What verify tells of a newest block that was written anew with a right hash, as someone can who knows docs/history.md:
 * nothing after it says otherwise, but it has to fit what is before it, the tables and the format.
 */

let path: string;
beforeEach(async () => {
  path = await emptyRegisterPath();
  const store = await openRegister(path, tester, migrations);
  await record(store, 'body', { code: 'SOC', name: 'Officials' });
  await record(store, 'meeting', { body: 'SOC', date: '2024-01-10' });
  await edit(store, 'meeting', 'SOC-2024-01-10', { place: 'Astana' });
  await store.close();
});

async function findings(): Promise<readonly string[]> {
  const store = await openRegister(path, tester, migrations);
  try {
    const nameOf = async (_: string, id: number) => `no. ${id}`;
    const { findings: found, count } = await store.snapshot((reader) => verify(reader, { nameOf }));
    expect(count).toBe(found.length);
    return found;
  } finally {
    await store.close();
  }
}

type Head = Record<string, unknown>;
type Change = Record<string, unknown> & { before: object; after: object };

/** The block with another head. */
const head = (edited: (head: Head) => Head) => (text: string) => {
  const [first = '', ...lines] = text.split('\n');
  return [JSON.stringify(edited(JSON.parse(first))), ...lines].join('\n');
};
/** The block with another change. */
const change = (edited: (change: Change) => unknown) => (text: string) => {
  const [first = '', line = ''] = text.split('\n');
  return `${first}\n${JSON.stringify(edited(JSON.parse(line)))}`;
};
const set = (values: Head) => head((one) => ({ ...one, ...values }));
const notAHead = 'entry 3: its content cannot be read: its first line is not the head of a block';

it('is intact as cica wrote it', async () => {
  await forgeNewest(path, (text) => text);
  await forgeNewest(path, set({}));
  await forgeNewest(
    path,
    change((one) => one),
  );
  expect(await findings()).toEqual([]);
});

it.each<[string, (text: string) => string]>([
  ['nothing', () => ''],
  ['no JSON', (text) => `{${text}`],
  ['null', (text) => text.replace(/^.*/, 'null')],
  ['a list', (text) => text.replace(/^.*/, '[]')],
  ['a format that is none', set({ format: 3 })],
  ['the keys of another format', set({ format: 1 })],
  ['its keys in another order', head(({ format, ...rest }) => ({ ...rest, format }))],
  ['a key more', set({ more: 1 })],
  ['a key less', head(({ undoes, ...rest }) => rest)],
  ['a space in it', (text) => text.replace(',', ', ')],
  ['an entry as a text', set({ entry: '3' })],
  ['a format as a text', set({ format: '2' })],
  ['an entry that is null', set({ entry: null })],
  ...['at', 'actor', 'command', 'previous'].flatMap((name): [string, (text: string) => string][] => [
    [`${name} that is null`, set({ [name]: null })],
    [`${name} that is a number`, set({ [name]: 1 })],
  ]),
  ['a role that is a number', set({ role: 1 })],
  ['what it takes back as a number', set({ undoes: 1 })],
  ['what it takes back as texts', set({ undoes: ['1'] })],
  ['what it takes back as fractions', set({ undoes: [1.5] })],
])('of a head that is or has %s, that it is none', async (_, edited) => {
  await forgeNewest(path, edited);
  expect((await findings())[0]).toBe(notAHead);
});

it.each<[string, (text: string) => string, string[]]>([
  ['another time', set({ at: '2025' }), ['entry 3: its at was altered']],
  ['another actor', set({ actor: 'x' }), ['entry 3: its actor was altered']],
  ['a role', set({ role: 'x' }), ['entry 3: its role was altered']],
  ['another command', set({ command: 'x' }), ['entry 3: its command was altered']],
  ['what it takes back', set({ undoes: [2] }), ['entry 3: the list of entries that it undoes was altered']],
  [
    'another hash before it',
    set({ previous: 'x' }),
    ['entry 3 does not follow the one before it: entry 2 was altered, inserted or moved'],
  ],
  [
    'a change more',
    (text) => `${text}\n${text.split('\n')[1]}`,
    [
      'entry 3: its number of changes, or that of its first change, was altered',
      'change 3: a later change of the same record is missing, or was moved',
    ],
  ],
  [
    'another number of its change',
    change((one) => ({ ...one, change: 4 })),
    [
      'entry 3: its number of changes, or that of its first change, was altered',
      'meeting no. 1: its version is 3, its last change 4',
    ],
  ],
  [
    'another change before its own',
    change((one) => ({ ...one, last: 1 })),
    ['change 2: a later change of the same record is missing, or was moved'],
  ],
  [
    'another value after',
    change((one) => ({ ...one, after: { place: 'Almaty' } })),
    ['meeting no. 1: its place is "Astana", the history says "Almaty"'],
  ],
  [
    'another value before',
    change((one) => ({ ...one, before: { place: 'Almaty' } })),
    ['meeting no. 1: its place is "Almaty", the history says empty'],
  ],
  ['a change that cannot be read', change(({ before, ...rest }) => rest), ['entry 3: its change 3 cannot be read']],
  [
    'a value that occurs twice',
    (text) => text.replace('"after":{', '"after":{"place":"Almaty",'),
    ['entry 3: its change 3 cannot be read'],
  ],
  [
    'that it was removed',
    change((one) => ({ ...one, operation: 'removed', before: {}, after: null })),
    ['meeting no. 1 exists, but the history says that it was removed'],
  ],
  [
    'that it was created',
    change((one) => ({ ...one, operation: 'created', before: null })),
    ['meeting no. 1: its ref is "SOC-2024-01-10", the history says empty'],
  ],
])('of a block with %s', async (_, edited, expected) => {
  await forgeNewest(path, edited);
  const found = await findings();
  expect(found.slice(0, expected.length)).toEqual(expected);
});

it('of a renumbered entry: that it does not follow', async () => {
  await forgeNewest(path, set({ entry: 5 }));
  await tamper(path, 'update history set entry = 5 where entry = 3');
  expect(await findings()).toEqual([
    'entry 5 does not follow the one before it: entry 2 was altered, inserted or moved',
  ]);
});

it('of an entry in two blocks: that it is split before a block is full', async () => {
  await forgeNewest(path, set({ entry: 2 }));
  await tamper(path, 'update history set entry = 2 where entry = 3');
  expect(await findings()).toEqual(['entry 2: it is split before a block is full']);
});

it('of a skipped id in the history: where it continues', async () => {
  await tamper(path, 'update history set id = 9 where entry = 3');
  expect(await findings()).toEqual(['entry 3 has the id 9 in the history, after 2']);
});

it('reports a block without the line feed before a change whose line the engine does not build', async () => {
  const store = await openRegister(path, tester, migrations);
  await store.write('add', async (transaction) => {
    for (const [code, aliases] of [['A'], ['B', ['C']], ['D']] as [string, string[]?][]) {
      await saveRecord(transaction, 'party', { fields: { code, name: code, kind: 'state', aliases: aliases ?? [] } });
    }
  });
  await store.close();
  await forgeNewest(path, (text) => text.replace('\n{"change":5', 'X{"change":5'));
  expect((await findings())[0]).toBe('entry 4: its number of changes, or that of its first change, was altered');
});
