import { beforeEach, describe, expect, it } from 'vitest';
import type { InputFile } from '../../src/domain/input';
import { Problem } from '../../src/domain/problem';
import { Importer } from '../../src/register/import/importer';
import { createRecorder } from '../../src/register/recorder';
import type { Store } from '../../src/store/store';
import {
  emptyRegister,
  everything,
  importErrors,
  importFiles,
  outcomes,
  record,
  shown,
  today,
} from '../support/register';

/** What an import does about links and what follows from them, whichever line stands first: docs/formats.md. */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  for (const code of ['SOC', 'MC']) await record(store, 'body', { code, name: `Body ${code}` });
  await record(store, 'party', { code: 'SAU', name: 'Saudi Arabia', kind: 'state' });
  for (const [body, date] of [
    ['MC', '2024-01-10'],
    ['SOC', '2024-02-10'],
    ['MC', '2024-03-10'],
  ] as const) {
    await record(store, 'meeting', { body, date });
  }
});

const header = 'ref,meeting,action,title,kind,parties,referred_to,links,grants';
/** A line of a decision: what stands after its title. */
const line = (ref: string, action: string, ...more: string[]): string =>
  [ref, ref.replace(/\/\d+$/, ''), action, 'D', ...[...more, '', '', '', '', ''].slice(0, 5)].join(',');
const file = (lines: readonly string[], columns = header) =>
  [['d.csv', `${columns}\n${lines.join('\n')}\n`, 'decisions']] as const;
/** The same without the column that says what is granted. */
const silent = (lines: readonly string[]) =>
  file(
    lines.map((one) => one.replace(/,[^,]*$/, '')),
    header.replace(',grants', ''),
  );

const standings = async (): Promise<string[]> =>
  (await everything(store)).standing.map(
    ({ standing, since, until }) => `${standing} ${since}${until === null ? '' : ` to ${until}`}`,
  );
const linksOf = async (ref: string): Promise<string[]> => {
  const { links } = (await shown(store, 'decision', ref)) as { links: { relation: string; ref: string }[] };
  return links.map((one) => `${one.relation} ${one.ref}`);
};

const referral = line('SOC-2024-02-10/1', 'recommend', 'observer status', 'applicant:SAU', 'MC');
const answer = (action: string, word: string, grants = '') =>
  line('MC-2024-03-10/1', action, 'observer status', 'applicant:SAU', '', `answers:SOC-2024-02-10/1:${word}`, grants);

describe.each([
  ['below', (lines: string[]) => lines.toReversed()],
  ['above', (lines: string[]) => lines],
] as const)('a new decision that answers one %s it', (_, order) => {
  it.each([
    ['note', 'accept', undefined, ['observer 2024-03-10']],
    ['note', 'decline', undefined, []],
    ['adopt', 'accept', undefined, ['observer 2024-03-10']],
    ['note', 'accept', 'none', []],
    ['note', 'accept', 'member', ['member 2024-03-10']],
  ])('by the action %s and the word %s, and says of what it grants: %s', async (action, word, grants, expected) => {
    const lines = order([referral, answer(action, word, grants)]);
    const summary = await importFiles(store, grants === undefined ? silent(lines) : file(lines));
    expect(outcomes(summary)).toBe('created 2 decision');
    expect(summary.updates).toEqual([]);
    expect(await standings()).toEqual(expected);
  });
});

it('what was on record grants no more for an answer that a file adds', async () => {
  const without = line('MC-2024-03-10/1', 'note', 'observer status', 'applicant:SAU');
  await importFiles(store, silent([referral, without]));
  expect(outcomes(await importFiles(store, silent([answer('note', 'accept')])))).toBe('updated 1 decision');
  expect(await standings()).toEqual([]);
});

describe('a rescission that was referred', () => {
  const lines = {
    grant: line('MC-2024-01-10/1', 'adopt', 'observer status', 'applicant:SAU'),
    referral: line('SOC-2024-02-10/1', 'recommend', 'other', '', 'MC', 'rescinds:MC-2024-01-10/1'),
    answer: line('MC-2024-03-10/1', 'adopt', 'other', '', '', 'answers:SOC-2024-02-10/1:accept'),
  };
  it.each<(keyof typeof lines)[]>([
    ['grant', 'referral', 'answer'],
    ['grant', 'answer', 'referral'],
    ['referral', 'grant', 'answer'],
    ['referral', 'answer', 'grant'],
    ['answer', 'grant', 'referral'],
    ['answer', 'referral', 'grant'],
  ])('ends what was granted when it is accepted: %s, %s, %s', async (...order) => {
    await importFiles(store, silent(order.map((name) => lines[name])));
    expect(await standings()).toEqual(['observer 2024-01-10 to 2024-03-10']);
    expect(await store.staleDerived()).toEqual([]);
  });

  it('does so also where one file follows another', async () => {
    for (const one of Object.values(lines)) await importFiles(store, silent([one]));
    expect(await standings()).toEqual(['observer 2024-01-10 to 2024-03-10']);
  });
});

describe('links', () => {
  const [one, two, three] = ['MC-2024-01-10/1', 'MC-2024-01-10/2', 'MC-2024-01-10/3'] as const;
  const cites = (...refs: string[]) => refs.map((ref) => `cites:${ref}`).join('; ');
  const citing = (ref: string, ...refs: string[]) => line(ref, 'note', 'other', '', '', cites(...refs));

  it.each([[[two]], [[one]], [[one, two]], [[two, one]]])(
    'may point forwards and backwards in a file: %j',
    async (refs) => {
      await importFiles(store, silent([citing(one), citing(three, ...refs), citing(two)]));
      expect(await linksOf(three)).toEqual(refs.map((ref) => `cites ${ref}`));
    },
  );

  it('to a decision neither in the file nor on record are refused, with the position', async () => {
    expect(await importErrors(store, silent([citing(one, two)]))).toEqual([`d.csv:2:8 links: no decision ${two}`]);
    expect(
      await linksOf((await record(store, 'decision', { meeting: 'MC-2024-01-10', title: 'D', action: 'note' })).ref),
    ) //
      .toEqual([]);
  });

  it('that are added, changed and removed are an update, reported once; the same again is none', async () => {
    await importFiles(store, silent([citing(one), citing(two)]));
    const importing = async (columns: string, cells: string) => {
      const summary = await importFiles(store, file([`${two},${cells}`], `ref,${columns}`));
      return [outcomes(summary), ...summary.updates.map(({ changes }) => changes.map(({ field }) => field).join())];
    };
    expect(await importing('links', cites(one))).toEqual(['updated 1 decision', 'links']);
    expect(await importing('links', cites(one))).toEqual(['unchanged 1 decision']);
    expect(await importing('title,links', `E,${cites(one)}`)).toEqual(['updated 1 decision', 'title']);
    expect(await importing('title,links', 'F,')).toEqual(['updated 1 decision', 'title', 'links']);
    expect(await importing('links', '')).toEqual(['unchanged 1 decision']);
    expect(await linksOf(two)).toEqual([]);
  });
});

describe('a file that cannot be read to its end', () => {
  const importing = (error: Error) => {
    const input: InputFile = {
      name: 'd.csv',
      entity: 'decision',
      close: () => undefined,
      // biome-ignore lint/correctness/useYield: what is tried is a reader that fails
      async *records() {
        throw error;
      },
    };
    return store.write('import', (transaction) => new Importer(createRecorder(transaction, today)).run([input]));
  };

  it.each([
    ['an error of the program', new Error('unforeseen')],
    ['a disk that fails', new Problem('failed', 'cannot be read', 'check the disk')],
  ])('for %s: the import ends with that', async (_, error) => {
    await expect(importing(error)).rejects.toBe(error);
  });

  it('for its records is reported with the errors of the others', async () => {
    await expect(importing(new Problem('usage', 'no header', 'write one'))).rejects.toMatchObject({
      message: '1 error in the import',
      advice: 'fix that and import again; nothing was imported',
      parts: [expect.objectContaining({ message: 'no header', advice: 'write one', location: 'd.csv:1:1' })],
    });
  });
});

it('counts its errors', async () => {
  const wrong = line('MC-2024-01-10/1', 'adoptt');
  const failing = (count: number) => importFiles(store, silent(Array.from({ length: count }, () => wrong)));
  await expect(failing(1)).rejects.toThrow(/^1 error in the import$/);
  await expect(failing(2)).rejects.toThrow(/^2 errors in the import$/);
});

it('lists what is on record of a whole meeting but not in the file, of agenda and decisions', async () => {
  const meeting = 'MC-2024-01-10';
  for (const title of ['A', 'B']) await record(store, 'agenda_item', { meeting, title });
  for (const title of ['C', 'D']) await record(store, 'decision', { meeting, title, action: 'note' });
  const whole = (agenda: string, decisions: string) =>
    importFiles(store, [['m.yaml', `meeting: {ref: ${meeting}}\nagenda: [${agenda}]\ndecisions: [${decisions}]\n`]]);
  const [item, decision] = ['{number: 2, title: B}', '{action: note, title: C}'];
  expect((await whole(item, decision)).left).toEqual([`${meeting}#1`, `${meeting}/2`]);
  expect((await whole('', '')).left).toEqual([`${meeting}#1`, `${meeting}#2`, `${meeting}/1`, `${meeting}/2`]);
  expect((await whole(`{number: 1, title: A}, ${item}`, `${decision}, {action: note, title: D}`)).left).toEqual([]);
});

it('a document of an import is the one of its symbol in the meeting of its decision or agenda item', async () => {
  for (const meeting of ['SOC-2024-02-10', 'MC-2024-01-10']) {
    await record(store, 'decision', { meeting, title: 'D', action: 'note' });
    await record(store, 'agenda_item', { meeting, title: 'Item' });
    await record(store, 'document', { symbol: 'Doc. 1', title: `Paper of ${meeting}`, meeting });
  }
  const importing = async (columns: string, cell: string) =>
    outcomes(await importFiles(store, [['p.csv', `symbol,title,${columns}\nDoc. 1,Paper,${cell}\n`, 'documents']]));
  expect(await importing('decision', 'SOC-2024-02-10/1')).toBe('updated 1 document');
  expect(await importing('item', 'MC-2024-01-10#1')).toBe('updated 1 document');
  expect(await importing('meeting', 'MC-2024-01-10')).toBe('unchanged 1 document');
});
