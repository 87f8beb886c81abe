import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import type { EntityName } from '../../src/domain/schema';
import { find } from '../../src/register/find';
import { entriesToUndo, undo } from '../../src/register/history/undo';
import { type Mergeable, merge } from '../../src/register/merge';
import { referringColumns } from '../../src/register/record/referrers';
import { createRecorder } from '../../src/register/recorder';
import type { Store } from '../../src/store/store';
import { verify } from '../../src/store/verify';
import { edit, emptyRegister, everything, record, remove, shown, today } from '../support/register';
import { saveRecord } from '../support/saved';

/** A register with two of each that are one: OLD and NEW, and what names neither. */
async function register(): Promise<Store> {
  const store = await emptyRegister();
  await record(store, 'body', { code: 'MC', name: 'Ministers' });
  await record(store, 'body', { code: 'NEW', name: 'Officials', reports_to: 'MC' });
  await record(store, 'body', { code: 'OLD', name: 'Old officials', aliases: 'КСДЛ; Senior ones' });
  await record(store, 'party', { code: 'PNEW', name: 'Laos', kind: 'state' });
  await record(store, 'party', { code: 'POLD', name: 'Lao republic', aliases: 'Lao PDR', kind: 'organisation' });
  await record(store, 'meeting', { body: 'MC', date: '2023-12-12' });
  await decide(store, { title: 'Plan', silence_until: '2024-01-01' });
  await record(store, 'instrument', { code: 'CPI', title: 'Convention' });
  return store;
}

const decide = (store: Store, fields: RawRecord) =>
  record(store, 'decision', { meeting: 'MC-2023-12-12', action: 'adopt', ...fields });

const mergeIn = (store: Store, entity: Mergeable, from: string, into: string) =>
  store.write(`cica ${entity} merge ${from} ${into}`, async (transaction) => {
    const [one, other] = [await find(transaction, entity, from), await find(transaction, entity, into)];
    return merge(transaction, today, entity, one.id, other.id);
  });

const undoLast = async (store: Store, numbers: number[] = []): Promise<number> => {
  const entries = await entriesToUndo(store, numbers);
  return store.write(`cica undo ${entries.map(({ entry }) => entry).join(' ')}`, async (transaction) => {
    await undo(transaction, today, entries);
    return transaction.entry;
  });
};

/** That the history, the tables and what is derived from them say the same. */
async function isWhole(store: Store): Promise<void> {
  expect(
    (await store.snapshot((reader) => verify(reader, { nameOf: async (entity, id) => `${entity} ${id}` }))).findings,
  ).toEqual([]);
  expect(await store.staleDerived()).toEqual([]);
  expect(await store.integrity()).toEqual([]);
}

/** Merges, takes that back and does it again; says what names the new one afterwards. */
async function thereAndBack(store: Store, entity: Mergeable): Promise<Awaited<ReturnType<typeof everything>>> {
  const [from, into] = entity === 'party' ? ['POLD', 'PNEW'] : ['OLD', 'NEW'];
  const before = await everything(store);
  await mergeIn(store, entity, from, into);
  const merged = await everything(store);
  await isWhole(store);
  expect(await find(store, entity, from)).toMatchObject({ ref: into });
  const undone = await undoLast(store);
  expect(await everything(store)).toEqual(before);
  await isWhole(store);
  expect(await find(store, entity, from)).toMatchObject({ ref: from });
  await undoLast(store, [undone]);
  expect(await everything(store)).toEqual(merged);
  await isWhole(store);
  return merged;
}

const objection = { decision: 'MC-2023-12-12/1', on: '2023-12-20' };

/** A record that names a body or party in each column that can, and what names the other one then. */
const cells: Record<string, (store: Store, party: string, body: string) => Promise<unknown>> = {
  'party standing.party': (store, party) => record(store, 'standing', { party, standing: 'member', since: '2002' }),
  'party meeting.chair_party': (store, party) =>
    record(store, 'meeting', { body: 'MC', date: '2024-01-02', chair_party: party }),
  'party decision.parties': (store, party) => decide(store, { title: 'Budget', parties: `sponsor:${party}` }),
  'party objection.party': (store, party) => record(store, 'objection', { ...objection, party }),
  'party act.party': (store, party) => record(store, 'act', { instrument: 'CPI', party, kind: 'accession' }),
  'body body.reports_to': (store, _, body) => record(store, 'body', { code: 'SUB', name: 'Below', reports_to: body }),
  'body meeting.body': (store, _, body) => record(store, 'meeting', { body, date: '2024-02-03' }),
  'body decision.referred_to': (store, _, body) =>
    decide(store, { title: 'Asked', action: 'recommend', referred_to: body }),
};

describe('every column that can name a body or a party', () => {
  const columns = (['party', 'body'] as const).flatMap((entity) =>
    referringColumns(entity).map(({ owner, column }) => [entity, owner, column.name] as const),
  );

  it('has its test here', () => {
    expect(columns.map(([entity, owner, name]) => `${entity} ${owner}.${name}`).sort()).toEqual(
      Object.keys(cells).sort(),
    );
  });

  it.each(columns)('%s: %s.%s', async (entity, owner, column) => {
    const [old, other] = [await register(), await register()];
    const cell = cells[`${entity} ${owner}.${column}`];
    await cell?.(old, 'POLD', 'OLD');
    await cell?.(other, 'PNEW', 'NEW');
    expect((await everything(old))[owner]).not.toEqual((await everything(other))[owner]);
    const merged = await thereAndBack(old, entity);
    const expected = (await everything(other))[owner].filter(({ code }) => code !== 'OLD' && code !== 'NEW');
    expect(merged[owner].filter(({ code }) => code !== 'NEW')).toEqual(expected);
  });

  it.each([
    ['party', 'POLD'],
    ['party', 'lao  PDR'],
    ['body', 'OLD'],
    ['body', 'senior ones'],
  ] as const)('a task of a %s named %s', async (entity, responsible) => {
    const store = await register();
    await record(store, 'task', { decision: 'MC-2023-12-12/1', what: 'Draft', responsible });
    await record(store, 'task', { decision: 'MC-2023-12-12/1', what: 'Print', responsible: 'Jane' });
    const merged = await thereAndBack(store, entity);
    expect(merged.task.map((one) => one.responsible)).toEqual([entity === 'party' ? 'PNEW' : 'NEW', 'Jane']);
  });
});

describe('the two', () => {
  it.each([
    ['party', 'PNEW', ['POLD', 'Lao republic', 'Lao PDR'], 'state'],
    ['body', 'NEW', ['OLD', 'Old officials', 'КСДЛ', 'Senior ones'], 'other'],
  ] as const)('are one %s of all names, of the kind of the one that stays', async (entity, code, aliases, kind) => {
    const merged = await thereAndBack(await register(), entity);
    expect(merged[entity].find((one) => one.code === code)).toMatchObject({ aliases, kind });
  });

  it('have each name once, and leave the names of a third one alone', async () => {
    const store = await register();
    await store.write('old', async (transaction) => {
      const party = { code: 'PX', name: 'LAO-PDR', aliases: ['laos'], kind: 'state' as const };
      await saveRecord(transaction, 'party', { fields: party });
    });
    await edit(store, 'party', 'POLD', { aliases: '' });
    await store.write('old', async (transaction) => {
      const current = await transaction.read('party', (await find(transaction, 'party', 'POLD')).id);
      const aliases = ['Laos', 'Lao pdr', 'pnew', 'Laos two'];
      if (current !== null)
        await saveRecord(transaction, 'party', { ...current, fields: { ...current.fields, aliases } });
    });
    const merged = await thereAndBack(store, 'party');
    expect(merged.party.find(({ code }) => code === 'PNEW')?.aliases).toEqual(['POLD', 'Lao republic', 'Laos two']);
  });
});

describe('a record of both', () => {
  it('stays once in a decision for each role', async () => {
    const store = await register();
    await decide(store, { title: 'Both', parties: 'sponsor:PNEW; sponsor:POLD; applicant:POLD' });
    const merged = await thereAndBack(store, 'party');
    expect(merged.decision[1]?.parties).toEqual([
      { role: 'sponsor', party: 'PNEW', name: 'Laos' },
      { role: 'applicant', party: 'PNEW', name: 'Laos' },
    ]);
  });

  it.each<[EntityName, RawRecord, RawRecord, Record<string, unknown>]>([
    [
      'act',
      { instrument: 'CPI', kind: 'accession', date: '2020' },
      { noted_by: 'MC-2023-12-12/1' },
      { noted_by: 'MC-2023-12-12/1' },
    ],
    ['objection', { ...objection, note: 'By letter' }, { note: 'By mail' }, { note: 'By letter; By mail' }],
    [
      'standing',
      { standing: 'member', since: '2002' },
      { given_by: 'MC-2023-12-12/1', note: 'x' },
      { given_by: 'MC-2023-12-12/1', note: 'x' },
    ],
  ])('is one %s, with what either says', async (entity, same, more, expected) => {
    const store = await register();
    if (entity === 'standing') await edit(store, 'decision', 'MC-2023-12-12/1', { silence_until: '' });
    await record(store, entity, { ...same, party: 'PNEW' });
    await record(store, entity, { ...same, ...more, party: 'POLD' });
    const merged = await thereAndBack(store, 'party');
    expect(merged[entity]).toEqual([expect.objectContaining({ ...expected, party: 'PNEW' })]);
  });

  it('is a standing that a decision gave to both', async () => {
    const store = await register();
    await decide(store, {
      title: 'Admitted',
      kind: 'membership',
      action: 'grant',
      parties: 'applicant:PNEW; applicant:POLD',
    });
    const merged = await thereAndBack(store, 'party');
    expect(merged.standing).toEqual([
      expect.objectContaining({ party: 'PNEW', standing: 'member', since: '2023-12-12', given_by: 'MC-2023-12-12/2' }),
    ]);
  });

  it('is a standing that a decision gave to the removed one', async () => {
    const store = await register();
    await decide(store, { title: 'Admitted', kind: 'membership', action: 'grant', parties: 'applicant:POLD' });
    await record(store, 'standing', { party: 'PNEW', standing: 'observer', since: '2001', until: '2010' });
    const merged = await thereAndBack(store, 'party');
    expect(merged.standing.map(({ party, standing, given_by }) => [party, standing, given_by])).toEqual([
      ['PNEW', 'member', 'MC-2023-12-12/2'],
      ['PNEW', 'observer', null],
    ]);
    await edit(store, 'decision', 'MC-2023-12-12/2', { grants: 'none' });
    expect((await everything(store)).standing).toHaveLength(1);
  });
});

describe('meetings of two bodies', () => {
  it('get the reference of the one that stays, their own lead to it, and a day of both has two', async () => {
    const store = await register();
    for (const body of ['OLD', 'NEW']) await record(store, 'meeting', { body, date: '2024-03-04', title: body });
    await record(store, 'decision', { meeting: 'OLD-2024-03-04', action: 'note', title: 'Of the old one' });
    await record(store, 'meeting', { body: 'OLD', date: '2024-05', title: 'May' });
    const merged = await thereAndBack(store, 'body');
    expect(merged.meeting.map(({ ref, title }) => [ref, title])).toEqual([
      ['MC-2023-12-12', null],
      ['NEW-2024-03-04', 'NEW'],
      ['NEW-2024-03-04-b', 'OLD'],
      ['NEW-2024-05', 'May'],
    ]);
    expect(await find(store, 'decision', 'OLD-2024-03-04/1')).toMatchObject({ ref: 'NEW-2024-03-04-b/1' });
    expect(await find(store, 'meeting', 'OLD-2024-05')).toMatchObject({ ref: 'NEW-2024-05' });
  });

  it.each(['OLD', 'NEW'])('that answer a referral to %s still answer it', async (asked) => {
    const store = await register();
    await decide(store, { title: 'Asked', action: 'recommend', referred_to: asked });
    await record(store, 'meeting', { body: 'OLD', date: '2024-03-04' });
    await store.write('answer', async (transaction) => {
      const links = [{ relation: 'answers' as const, ref: 'MC-2023-12-12/2', answer: 'accept' as const, note: null }];
      await createRecorder(transaction, today, { force: true }).record('decision', {
        meeting: 'OLD-2024-03-04',
        action: 'approve',
        title: 'Yes',
        links,
      });
    });
    const merged = await thereAndBack(store, 'body');
    expect(merged.decision.find(({ title }) => title === 'Asked')).toMatchObject({
      referred_to: 'NEW',
      status: 'accepted',
    });
  });

  it('that report to each other: the remaining one reports to the parent of the other', async () => {
    const store = await register();
    await edit(store, 'body', 'OLD', { reports_to: 'MC' });
    await edit(store, 'body', 'NEW', { reports_to: 'OLD' });
    const merged = await thereAndBack(store, 'body');
    expect(merged.body.find(({ code }) => code === 'NEW')).toMatchObject({ reports_to: 'MC' });
    await edit(store, 'body', 'MC', { aliases: 'M' });
  });

  it('are refused if that creates a cycle', async () => {
    const store = await register();
    await record(store, 'body', { code: 'MID', name: 'Between', reports_to: 'OLD' });
    await edit(store, 'body', 'NEW', { reports_to: 'MID' });
    const before = await everything(store);
    await expect(mergeIn(store, 'body', 'OLD', 'NEW')).rejects.toMatchObject({
      kind: 'refused',
      message: 'OLD cannot be merged: body MID: a body cannot report to itself: MID → NEW → MID',
    });
    expect(await everything(store)).toEqual(before);
  });
});

describe('conflicts between two parties are refused, with a list', () => {
  it('overlapping standings', async () => {
    const store = await register();
    await record(store, 'standing', { party: 'PNEW', standing: 'member', since: '2002' });
    await record(store, 'standing', { party: 'POLD', standing: 'observer', since: '2001', until: '2005' });
    await record(store, 'standing', { party: 'POLD', standing: 'member', since: '2006' });
    const before = await everything(store);
    await expect(mergeIn(store, 'party', 'POLD', 'PNEW')).rejects.toMatchObject({
      kind: 'refused',
      message: 'POLD and PNEW have standings that overlap',
      details: [
        'POLD was observer since 2001, until 2005; PNEW was member since 2002',
        'POLD was member since 2006; PNEW was member since 2002',
      ],
    });
    expect(await everything(store)).toEqual(before);
  });

  it('objections on the same day, one of them withdrawn', async () => {
    const store = await register();
    await record(store, 'objection', { ...objection, party: 'PNEW' });
    await record(store, 'objection', { ...objection, party: 'POLD', withdrawn_on: '2023-12-21' });
    await expect(mergeIn(store, 'party', 'POLD', 'PNEW')).rejects.toMatchObject({
      kind: 'refused',
      details: ['MC-2023-12-12/1, on 2023-12-20'],
    });
  });
});

it('makes one of two parties of one name, from an older register', async () => {
  const store = await register();
  await store.write('old', async (transaction) => {
    const party = { code: 'PX', name: 'LAOS', aliases: [], kind: 'state' as const };
    await saveRecord(transaction, 'party', { fields: party });
  });
  await decide(store, { title: 'Budget', parties: 'sponsor:PX' });
  const before = await everything(store);
  await mergeIn(store, 'party', 'PX', 'PNEW');
  expect((await shown(store, 'party', 'laos')).aliases).toEqual(['PX']);
  await isWhole(store);
  const undone = await undoLast(store);
  expect(await everything(store)).toEqual(before);
  await undoLast(store, [undone]);
  await isWhole(store);
  await remove(store, 'decision', 'MC-2023-12-12/2');
  await isWhole(store);
});
