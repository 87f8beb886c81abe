import { beforeEach, describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import { type EntityName, entities, entityNames } from '../../src/domain/schema';
import { find } from '../../src/register/find';
import { createRecorder } from '../../src/register/recorder';
import type { Store } from '../../src/store/store';
import { edit, emptyRegister, record, remove, shown, today } from '../support/register';

/** What the rules of each noun refuse, and what lies just within them: docs/domain.md. */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  for (const code of ['SOC', 'MC']) await record(store, 'body', { code, name: `Body ${code}` });
  for (const code of ['KAZ', 'JPN']) await record(store, 'party', { code, name: code, kind: 'state' });
  await record(store, 'meeting', { body: 'SOC', date: '2023-01-10', end_date: '2023-01-12' });
  await record(store, 'meeting', { body: 'MC', date: '2023-02-10' });
  await record(store, 'agenda_item', { meeting: 'SOC-2023-01-10', title: 'Budget' });
  await record(store, 'agenda_item', { meeting: 'MC-2023-02-10', title: 'Plan' });
  await record(store, 'instrument', { code: 'CPI', title: 'Convention' });
});

const meeting = 'SOC-2023-01-10';
const decision = async (raw: RawRecord = {}): Promise<string> =>
  (await record(store, 'decision', { meeting, title: 'D', action: 'adopt', ...raw })).ref;
const act = (raw: RawRecord) => record(store, 'act', { instrument: 'CPI', party: 'KAZ', kind: 'ratification', ...raw });
const refused = (message: string, advice: string, column?: string) =>
  expect.objectContaining({ kind: 'refused', message, advice, ...(column === undefined ? {} : { column }) });

/** What a record of each entity cannot be without. */
const least: Readonly<Record<EntityName, RawRecord>> = {
  body: { code: 'GA', name: 'Assembly' },
  party: { code: 'XA', name: 'One' },
  meeting: { body: 'SOC', date: '2024-01-10' },
  agenda_item: { meeting, title: 'Other' },
  decision: { meeting, action: 'adopt', title: 'D' },
  objection: { decision: `${meeting}/1`, party: 'KAZ', on: '2023-01-15' },
  standing: { party: 'KAZ', standing: 'observer' },
  instrument: { code: 'CON', title: 'Other' },
  act: { instrument: 'CPI', party: 'KAZ', kind: 'signature' },
  task: { decision: `${meeting}/1`, what: 'Write' },
  document: { title: 'Paper' },
};

const nouns: { readonly [column: string]: string } = { what: 'description', on: 'date' };

describe.each(entityNames)('%s', (entity) => {
  const { label, columns } = entities[entity];
  const needed = columns.filter(({ required }) => required).map(({ name }) => name);

  it.each(needed)('requires its %s', async (column) => {
    await decision({ silence_until: '2023-01-20' });
    const problem = expect.objectContaining({ kind: 'usage', reason: 'missing field', column });
    const { [column]: _, ...without } = least[entity];
    const others: RawRecord = entity === 'party' ? { kind: 'person' } : {};
    await expect(record(store, entity, { ...without, ...others })).rejects.toEqual(problem);
    await expect(record(store, entity, { ...without, ...others, [column]: null })).rejects.toThrow(
      new RegExp(`^an? ${label} needs an? ${nouns[column] ?? column.replaceAll('_', ' ')}$`),
    );
    await record(store, entity, { ...least[entity], ...others });
  });
});

describe('the days of a meeting', () => {
  it.each<[RawRecord, string | null, string | null]>([
    [{ date: '2024-02-10', end_date: '2024-02-11' }, '2024-02-11', null],
    [{ date: '2024-02-10', end_date: '2024-02-10' }, null, null],
    [{ date: '2024-02', end_date: '2024-02-01' }, '2024-02-01', null],
    [{ date: '2024-02-10', end_date: '2025-02-10' }, '2025-02-10', null],
    [
      { date: '2024-02-10', end_date: '2024-02-09' },
      null,
      'the meeting ends (2024-02-09) before it begins (2024-02-10)',
    ],
    [{ date: '2024-02-10', end_date: '2024-02' }, null, 'the meeting ends (2024-02) before it begins (2024-02-10)'],
    [{ date: '2024-02-10', end_date: '2025-02-11' }, null, 'the meeting would last from 2024-02-10 to 2025-02-11'],
  ])('%j', async (raw, end_date, message) => {
    const recorded = record(store, 'meeting', { body: 'SOC', ...raw });
    if (message === null) expect(await shown(store, 'meeting', (await recorded).ref)).toMatchObject({ end_date });
    else {
      const advice = message.includes('would')
        ? 'check the years: a meeting lasts 366 days at most'
        : 'give an end date of 2024-02-10 or later, or none for a one-day meeting';
      await expect(recorded).rejects.toThrow(refused(message, advice, 'end_date'));
    }
  });

  it('cannot exclude those of its decisions', async () => {
    await decision({ date: '2023-01-11' });
    await decision();
    await edit(store, 'meeting', meeting, { end_date: '2023-01-11' });
    await expect(edit(store, 'meeting', meeting, { end_date: '2023-01-10' })).rejects.toThrow(
      refused(
        `these decisions would fall outside the meeting: ${meeting}/1 (2023-01-11)`,
        'change their dates first: cica decision edit REF --date DATE',
        'date',
      ),
    );
    await edit(store, 'meeting', 'MC-2023-02-10', { status: 'cancelled' });
    await expect(edit(store, 'meeting', meeting, { status: 'cancelled' })).rejects.toThrow(
      refused('the meeting has decisions, so it was held', 'remove these first', 'status'),
    );
  });

  it.each([
    ['2023-01-09', undefined],
    ['2023-01-10', '2023-01-10'],
    ['2023-01-11', '2023-01-11'],
    ['2023-01-12', null],
    ['2023-01-13', undefined],
  ])('are those of a decision: %s', async (date, kept) => {
    const recorded = decision({ date });
    if (kept === undefined) {
      const message = `${date} is not a day of the meeting, which was held from 2023-01-10 to 2023-01-12`;
      const advice = 'leave the date out, or give one of these days';
      await expect(recorded).rejects.toThrow(refused(message, advice, 'date'));
      return;
    }
    const { id } = await find(store, 'decision', await recorded);
    expect(await store.write('read', async (transaction) => (await transaction.read('decision', id))?.fields)) //
      .toMatchObject({ date: kept });
  });
});

describe('a decision', () => {
  it.each(['votes_for', 'votes_against', 'votes_abstain'])('with %s was voted on', async (column) => {
    expect(await shown(store, 'decision', await decision({ [column]: '0' }))).toMatchObject({ procedure: 'vote' });
    await expect(decision({ [column]: '0', procedure: 'consensus' })).rejects.toThrow(
      refused('a decision by consensus has no votes to count', 'give --procedure vote, or no votes', column),
    );
  });

  it('comes under an item of its own meeting, also when it is moved', async () => {
    const problem = refused(
      'the agenda item 1 belongs to another meeting',
      "give an item of the decision's meeting, or none: --item ''",
      'item',
    );
    await expect(decision({ item: 'MC-2023-02-10#1' })).rejects.toThrow(problem);
    const ref = await decision({ item: '1' });
    await expect(edit(store, 'decision', ref, { item: 'MC-2023-02-10#1' })).rejects.toThrow(problem);
    const { id } = await find(store, 'decision', ref);
    const moved = store.write('move', async (transaction) => {
      const recorder = createRecorder(transaction, today);
      return recorder.record('decision', { meeting: 'MC-2023-02-10' }, await recorder.current('decision', id));
    });
    await expect(moved).rejects.toThrow(problem);
  });

  it('has a symbol of its own in its meeting and form, which is no reference', async () => {
    await decision({ symbol: 'R1' });
    const advice = 'give another symbol, or the form that tells them apart';
    const message = `the symbol R1 already belongs to ${meeting}/1`;
    await expect(decision({ symbol: 'R1' })).rejects.toThrow(refused(message, advice, 'symbol'));
    await expect(decision({ symbol: 'r 1' })).rejects.toThrow('the symbol r 1 already belongs to');
    await decision({ symbol: 'R1', form: 'resolution' });
    await expect(decision({ symbol: 'R1', form: 'resolution' })).rejects.toThrow(
      refused(`the symbol of a resolution R1 already belongs to ${meeting}/2`, advice, 'symbol'),
    );
    await decision({ symbol: 'R1', meeting: 'MC-2023-02-10' });
    await expect(edit(store, 'decision', `${meeting}/2`, { form: null })).rejects.toThrow(
      refused(message, advice, 'symbol'),
    );
    await expect(decision({ symbol: 'MC-2023-02-10/9' })).rejects.toThrow(
      refused(
        'the symbol MC-2023-02-10/9 looks like a reference',
        'leave it out: a reference is given by the register',
        'symbol',
      ),
    );
    await decision({ symbol: 'XX-2023-02-10/9' });
  });

  it('that was answered asks no other body, unless forced to', async () => {
    const ref = await decision({ action: 'recommend', referred_to: 'MC' });
    const links = [{ relation: 'answers', ref, answer: 'accept', note: null }];
    await decision({ meeting: 'MC-2023-02-10', links });
    const problem = refused(
      'MC has already answered it, by MC-2023-02-10/1',
      `remove that answer first: cica decision link MC-2023-02-10/1 --answers ${ref} --remove`,
      'referred_to',
    );
    await expect(edit(store, 'decision', ref, { referred_to: 'SOC' })).rejects.toThrow(problem);
    const forced = (raw: Record<string, string>, force: boolean) =>
      store.write('edit', async (transaction) => {
        const recorder = createRecorder(transaction, today, { force });
        const { id } = await find(transaction, 'decision', ref);
        return recorder.record('decision', raw, await recorder.current('decision', id));
      });
    await forced({ referred_to: 'SOC' }, true);
    // what was answered in the place of the body that is asked stays, whatever else changes
    await forced({ date: '2023-01-11' }, false);
    expect(await shown(store, 'decision', ref)).toMatchObject({ referred_to: 'SOC', date: '2023-01-11' });
  });
});

describe('an agenda item', () => {
  const other = 'MC-2023-02-10';

  it('has a number of its own in its meeting', async () => {
    const problem = (number: string) =>
      refused(
        `there is already an agenda item ${meeting}#${number}`,
        'give another number, or none for the next one',
        'number',
      );
    await expect(record(store, 'agenda_item', { meeting, number: '1', title: 'X' })).rejects.toThrow(problem('1'));
    await record(store, 'agenda_item', { meeting, number: '2', title: 'X' });
    await expect(edit(store, 'agenda_item', `${meeting}#2`, { number: '1' })).rejects.toThrow(problem('1'));
    await expect(edit(store, 'agenda_item', `${other}#1`, { meeting })).rejects.toThrow(problem('1'));
    await edit(store, 'agenda_item', `${meeting}#1`, { number: '1', title: 'Y' });
    await record(store, 'agenda_item', { meeting: other, number: '2', title: 'X' });
  });

  it('leaves its meeting with nothing under it, and goes with its decisions if asked to', async () => {
    const ref = `${meeting}#1`;
    await record(store, 'agenda_item', { meeting, number: '7', title: 'X' });
    expect((await edit(store, 'agenda_item', `${meeting}#7`, { meeting: other })).ref).toBe(`${other}#7`);
    const decided = await decision({ item: '1' });
    await expect(edit(store, 'agenda_item', ref, { meeting: other, number: '9' })).rejects.toThrow(
      refused(
        `the agenda item has decisions of its meeting under it: ${decided}`,
        'give them another item first: cica decision edit REF --item NUMBER',
        'meeting',
      ),
    );
    const removing = (withDecisions: boolean) =>
      store.write('remove', async (transaction) => {
        const { id } = await find(transaction, 'agenda_item', ref);
        return createRecorder(transaction, today).remove('agenda_item', [id], { withDecisions });
      });
    await expect(removing(false)).rejects.toThrow(
      refused(
        `the agenda item cannot be removed: ${decided} depends on it`,
        '--with-decisions removes what depends on it too, or give the decisions another item: cica decision edit REF --item NUMBER',
      ),
    );
    await record(store, 'document', { title: 'Paper', item: ref });
    await expect(removing(true)).rejects.toThrow(
      refused(
        'the agenda item cannot be removed: document Paper depends on it',
        'remove it from these documents first',
      ),
    );
    await remove(store, 'document', 'Paper');
    expect(await removing(true)).toEqual([decided]);
  });
});

describe('an act', () => {
  it.each([
    ['2023-01-10', ' of 2023-01-10'],
    ['2023', ' of 2023'],
    [null, ''],
  ])('of %s is on record once', async (date, when) => {
    const others = ['2023-01-10', '2023', null].filter((one) => one !== date);
    for (const one of others) await act({ date: one });
    await act({ date });
    await act({ date, party: 'JPN' });
    await act({ date, kind: 'signature' });
    const problem = refused(
      `that ratification${when} by KAZ is already on record`,
      expect.stringContaining('shows it; give another one a different date'),
      'date',
    );
    await expect(act({ date })).rejects.toThrow(problem);
  });

  it('keeps its instrument', async () => {
    await act({ party: 'KAZ' });
    await act({ party: 'JPN', kind: 'signature' });
    await expect(remove(store, 'instrument', 'CPI')).rejects.toThrow(
      refused(
        'the instrument CPI cannot be removed: signature by JPN, ratification by KAZ depend on it',
        'remove these acts first: cica instrument act CPI PARTY --kind KIND --remove',
      ),
    );
  });
});

describe('a name', () => {
  it.each<[EntityName, RawRecord, string, string]>([
    [
      'body',
      { code: 'mc', name: 'X' },
      '"MC" is already the body MC (Body MC)',
      'use another code, or change that one',
    ],
    ['body', { code: 'X', name: 'body mc' }, '"body mc" is already the body MC (Body MC)', 'use another name, or'],
    ['body', { code: 'X', name: 'X', aliases: 'MC' }, '"MC" is already the body MC (Body MC)', 'use another alias, or'],
    [
      'body',
      { code: 'X', name: 'Kaz' },
      '"Kaz" is already the party KAZ (KAZ)',
      'a body and a party cannot have the same name: use another name, or change that one: cica party edit KAZ',
    ],
    [
      'party',
      { code: 'MC', name: 'X', kind: 'person' },
      '"MC" is already the body MC (Body MC)',
      'a body and a party cannot have the same name: use another code, or change that one: cica body edit MC',
    ],
    [
      'instrument',
      { code: 'CPI', title: 'X' },
      '"CPI" is already the instrument CPI (Convention)',
      'use another code, or',
    ],
    [
      'instrument',
      { code: 'X', title: 'CPI' },
      '"CPI" is already the instrument CPI (Convention)',
      'use another title, or',
    ],
  ])('of a %s: %j is another one’s', async (entity, raw, message, advice) => {
    await expect(record(store, entity, raw)).rejects.toMatchObject({ kind: 'refused', message });
    await expect(record(store, entity, raw)).rejects.toMatchObject({ advice: expect.stringContaining(advice) });
  });

  it('of an instrument may be a body’s and a party’s', async () => {
    for (const code of ['MC', 'KAZ']) await record(store, 'instrument', { code, title: `Treaty ${code}` });
  });
});
