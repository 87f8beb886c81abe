import { beforeEach, describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import { listAll } from '../../src/register/list/listing';
import { lists } from '../../src/register/list/lists';
import { createRecorder } from '../../src/register/recorder';
import type { Store } from '../../src/store/store';
import { edit, emptyRegister, record, remove, today } from '../support/register';

/** What decisions do to the standings of their applicants: docs/domain.md, "Standings". */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  await record(store, 'body', { code: 'MC', name: 'Ministerial Council' });
  for (const code of ['KAZ', 'JPN']) await record(store, 'party', { code, name: code, kind: 'state' });
});

/** A decision of a meeting of its own on that day, which grants unless it says otherwise. */
async function decision(date: string, raw: RawRecord): Promise<string> {
  const { ref } = await record(store, 'meeting', { body: 'MC', date });
  return (await record(store, 'decision', { meeting: ref, title: 'D', action: 'adopt', grants: 'none', ...raw })).ref;
}

const applicant = [{ role: 'applicant', party: 'KAZ' }];
const observer: RawRecord = { grants: 'observer', parties: applicant };
const member: RawRecord = { grants: 'member', parties: applicant };
const standing = (raw: RawRecord) => record(store, 'standing', { party: 'KAZ', ...raw });
const rescission = (ref: string): RawRecord => ({ links: [{ relation: 'rescinds', ref, answer: null, note: null }] });

/** The periods of a party, the earliest first: "observer 2023-03-01 to 2024-03-01 by MC-2023-03-01/1". */
async function periods(party = 'KAZ'): Promise<string[]> {
  const { listing } = await lists.standing(store, {}, { day: today, isRequested: false });
  const columns = ['party', 'standing', 'since', 'until', 'given_by'];
  const rows = await listAll(store, listing, { columns, where: [], sort: [], limit: null });
  return rows
    .filter((row) => row.party === party)
    .map(({ standing, since, until, given_by }) => {
      const by = given_by === null ? '' : ` by ${given_by as string}`;
      return `${standing as string} ${(since as string) ?? '?'}${until === null ? '' : ` to ${until as string}`}${by}`;
    });
}

const refused = (message: string, advice: string, column?: string) =>
  expect.objectContaining({ kind: 'refused', message, advice, ...(column === undefined ? {} : { column }) });

describe('a decision that grants a standing', () => {
  it('gives it to its applicants, from its day on', async () => {
    await decision('2023-03-01', { ...observer, parties: [...applicant, { role: 'sponsor', party: 'JPN' }] });
    expect(await periods()).toEqual(['observer 2023-03-01 by MC-2023-03-01/1']);
    expect(await periods('JPN')).toEqual([]);
  });

  it('gives it from the month if the day is unknown', async () => {
    await decision('2023-03', observer);
    expect(await periods()).toEqual(['observer 2023-03 by MC-2023-03/1']);
  });

  it('gives it to an applicant that is added, and leaves the others as they are', async () => {
    const ref = await decision('2023-03-01', observer);
    await edit(store, 'decision', ref, { parties: [...applicant, { role: 'applicant', party: 'JPN' }] });
    expect(await periods()).toEqual([`observer 2023-03-01 by ${ref}`]);
    expect(await periods('JPN')).toEqual([`observer 2023-03-01 by ${ref}`]);
    await edit(store, 'decision', ref, { parties: [{ role: 'applicant', party: 'JPN' }] });
    expect(await periods()).toEqual([]);
    expect(await periods('JPN')).toEqual([`observer 2023-03-01 by ${ref}`]);
  });

  it('removes it and grants another when it grants another', async () => {
    const ref = await decision('2023-03-01', observer);
    await edit(store, 'decision', ref, { grants: 'member' });
    expect(await periods()).toEqual([`member 2023-03-01 by ${ref}`]);
  });

  it('gives nothing while it is referred', async () => {
    const ref = await decision('2023-03-01', { ...observer, action: 'recommend', referred_to: 'MC' });
    expect(await periods()).toEqual([]);
    await edit(store, 'decision', ref, { referred_to: null });
    expect(await periods()).toEqual([`observer 2023-03-01 by ${ref}`]);
  });

  it('gives nothing before its condition is met, and then from that day on', async () => {
    const ref = await decision('2023-03-01', { ...observer, condition: 'the fee is paid' });
    expect(await periods()).toEqual([]);
    await edit(store, 'decision', ref, { confirmed_on: '2023-06-01' });
    expect(await periods()).toEqual([`observer 2023-06-01 by ${ref}`]);
  });

  it('gives it from the end of its silence, unless that is broken', async () => {
    const ref = await decision('2023-03-01', { ...observer, silence_until: '2023-03-31' });
    expect(await periods()).toEqual([`observer 2023-04-01 by ${ref}`]);
    await record(store, 'objection', { decision: ref, party: 'JPN', on: '2023-03-10' });
    expect(await periods()).toEqual([]);
  });
});

describe('what the party had before', () => {
  it('ends when the new standing begins, whichever was recorded first', async () => {
    const first = await decision('2023-03-01', observer);
    const second = await decision('2024-03-01', member);
    const both = [`observer 2023-03-01 to 2024-03-01 by ${first}`, `member 2024-03-01 by ${second}`];
    expect(await periods()).toEqual(both);
    await remove(store, 'decision', first);
    expect(await periods()).toEqual([both[1]]);
    const again = await decision('2023-03-02', observer);
    expect(await periods()).toEqual([`observer 2023-03-02 to 2024-03-01 by ${again}`, both[1]]);
  });

  it('is unchanged if it had ended, and is reopened if the decision is removed', async () => {
    await standing({ standing: 'partner', since: '2010', until: '2012-01-01' });
    await standing({ standing: 'partner', since: '2015' });
    const ref = await decision('2023-03-01', observer);
    const ended = 'partner 2010 to 2012-01-01';
    expect(await periods()).toEqual([ended, 'partner 2015 to 2023-03-01', `observer 2023-03-01 by ${ref}`]);
    await remove(store, 'decision', ref);
    expect(await periods()).toEqual([ended, 'partner 2015']);
  });

  it('bounds the new one where it comes later', async () => {
    await standing({ standing: 'partner', since: '2025-01-01' });
    await standing({ standing: 'member', since: '2024-06-01', until: '2025-01-01' });
    const ref = await decision('2023-03-01', observer);
    expect(await periods()).toEqual([
      `observer 2023-03-01 to 2024-06-01 by ${ref}`,
      'member 2024-06-01 to 2025-01-01',
      'partner 2025-01-01',
    ]);
  });

  it('that begins on the same day is a conflict', async () => {
    await standing({ standing: 'partner', since: '2023-03-01' });
    const message = 'KAZ was partner then (since 2023-03-01)';
    await expect(decision('2023-03-01', observer)).rejects.toThrow(message);
  });

  it('of the same name, over when the new one begins, is another period', async () => {
    await standing({ standing: 'observer', since: '2010', until: '2023-03-01' });
    const ref = await decision('2023-03-01', observer);
    expect(await periods()).toEqual(['observer 2010 to 2023-03-01', `observer 2023-03-01 by ${ref}`]);
  });
});

describe('a standing that a person recorded before', () => {
  it.each([
    ['of unknown start', null, '?'],
    ['known to the year', '2023', '2023'],
    ['known to the month', '2023-03', '2023-03'],
    ['known to the day', '2023-03-01', '2023-03-01'],
  ])('%s is filled in, and is as it was when the decision goes', async (_, since, was) => {
    await standing({ standing: 'observer', since, note: 'told by letter' });
    const ref = await decision('2023-03-01', observer);
    expect(await periods()).toEqual([`observer 2023-03-01 by ${ref}`]);
    // what else the decision says does not make the period its own
    await edit(store, 'decision', ref, { parties: [...applicant, { role: 'applicant', party: 'JPN' }] });
    await remove(store, 'decision', ref);
    expect(await periods()).toEqual([`observer ${was}`]);
  });

  it('as given by a decision becomes its own when the decision says so too', async () => {
    const ref = await decision('2023-03-01', { parties: applicant });
    await standing({ standing: 'observer', since: '2023-03-01', given_by: ref });
    await edit(store, 'decision', ref, { grants: 'observer' });
    expect(await periods()).toEqual([`observer 2023-03-01 by ${ref}`]);
    await edit(store, 'decision', ref, { grants: 'none' });
    expect(await periods()).toEqual([]);
  });

  it('keeps its end', async () => {
    await standing({ standing: 'observer', since: '2023', until: '2024-01-01' });
    const ref = await decision('2023-03-01', observer);
    expect(await periods()).toEqual([`observer 2023-03-01 to 2024-01-01 by ${ref}`]);
  });

  it.each(['2022', '2023-02', '2023-03-02', '2023-04'])('since %s is refused: it began another day', async (since) => {
    await standing({ standing: 'observer', since });
    const problem = refused(
      `KAZ is on record as observer since ${since}, and MC-2023-03-01/1 would grant it from 2023-03-01`,
      'if the decision does not grant it, add --grants none; else change the standing: cica party standing',
      'grants',
    );
    await expect(decision('2023-03-01', observer)).rejects.toThrow(problem);
  });

  it('that another decision gave is refused', async () => {
    const first = await decision('2023-03-01', observer);
    const problem = refused(
      `${first} already granted KAZ the standing of observer`,
      'if this decision does not grant it, add --grants none',
      'grants',
    );
    const { ref } = await record(store, 'meeting', { body: 'MC', date: '2023-03-01' });
    const second = { meeting: ref, title: 'Again', action: 'adopt', ...observer };
    await expect(record(store, 'decision', second)).rejects.toThrow(problem);
  });

  it('may be removed, also where it names a decision; one that a decision gave may not', async () => {
    const silent = await decision('2023-03-01', { parties: applicant });
    const { id } = await standing({ standing: 'observer', since: '2023-03-01', given_by: silent });
    const gone = (one: number): Promise<unknown> =>
      store.write('remove', (transaction) =>
        createRecorder(transaction, today).remove('standing', [one], { withDecisions: false }),
      );
    await gone(id);
    expect(await periods()).toEqual([]);
    const giving = await decision('2023-04-01', observer);
    const { listing } = await lists.standing(store, {}, { day: today, isRequested: false });
    const [row] = await listAll(store, listing, { columns: [], where: [], sort: [], limit: null });
    await expect(gone(row?.id as number)).rejects.toThrow(
      refused(
        `the standing was granted by ${giving}`,
        `say that it grants none: cica decision edit ${giving} --grants none`,
      ),
    );
  });
});

describe('a decision that is moved', () => {
  it.each([
    ['to a later day', '2023-04-01'],
    ['to an earlier day', '2023-02-01'],
  ])('%s takes along what it gave, and the end of what that ended', async (_, day) => {
    await standing({ standing: 'partner', since: '2010', until: '2012-01-01' });
    await standing({ standing: 'partner', since: '2015' });
    await decision('2023-03-01', observer);
    const later = await decision('2024-03-01', member);
    await edit(store, 'meeting', 'MC-2023-03-01', { date: day });
    expect(await periods()).toEqual([
      'partner 2010 to 2012-01-01',
      `partner 2015 to ${day}`,
      `observer ${day} to 2024-03-01 by MC-${day}/1`,
      `member 2024-03-01 by ${later}`,
    ]);
  });
});

describe('a rescission', () => {
  it('ends the standing, and reopens it when removed', async () => {
    await standing({ standing: 'partner', since: '2010', until: '2012-01-01' });
    const ref = await decision('2023-03-01', observer);
    const rescinding = await decision('2024-06-01', rescission(ref));
    const before = 'partner 2010 to 2012-01-01';
    expect(await periods()).toEqual([before, `observer 2023-03-01 to 2024-06-01 by ${ref}`]);
    await remove(store, 'decision', rescinding);
    expect(await periods()).toEqual([before, `observer 2023-03-01 by ${ref}`]);
  });

  it('when removed, reopens it until the next standing', async () => {
    const ref = await decision('2023-03-01', observer);
    const rescinding = await decision('2023-06-01', rescission(ref));
    const later = await decision('2024-03-01', member);
    await remove(store, 'decision', rescinding);
    expect(await periods()).toEqual([`observer 2023-03-01 to 2024-03-01 by ${ref}`, `member 2024-03-01 by ${later}`]);
  });

  it('on the day the decision takes effect leaves no standing', async () => {
    await standing({ standing: 'partner', since: '2015' });
    const { ref: meeting } = await record(store, 'meeting', { body: 'MC', date: '2023-03-01' });
    const { ref } = await record(store, 'decision', { meeting, title: 'D', action: 'adopt', ...observer });
    await record(store, 'decision', { meeting, title: 'No', action: 'rescind', ...rescission(ref) });
    expect(await periods()).toEqual(['partner 2015']);
    await edit(store, 'decision', ref, { grants: 'member' });
    expect(await periods()).toEqual(['partner 2015']);
  });

  it('that was recorded first bounds what is granted afterwards', async () => {
    const ref = await decision('2023-03-01', { parties: applicant });
    await decision('2024-06-01', rescission(ref));
    await edit(store, 'decision', ref, { grants: 'observer' });
    expect(await periods()).toEqual([`observer 2023-03-01 to 2024-06-01 by ${ref}`]);
    await standing({ standing: 'member', since: '2024-06-01' });
    await edit(store, 'decision', ref, { grants: 'none' });
    await edit(store, 'decision', ref, { grants: 'partner' });
    expect(await periods()).toEqual([`partner 2023-03-01 to 2024-06-01 by ${ref}`, 'member 2024-06-01']);
  });

  it('ends nothing where another standing had followed before', async () => {
    const ref = await decision('2023-03-01', observer);
    const next = await decision('2024-01-01', member);
    await decision('2024-06-01', rescission(ref));
    expect(await periods()).toEqual([`observer 2023-03-01 to 2024-01-01 by ${ref}`, `member 2024-01-01 by ${next}`]);
  });

  it('ends at another standing that is recorded after the rescission, and is later again when that goes', async () => {
    const ref = await decision('2023-03-01', observer);
    await decision('2024-06-01', rescission(ref));
    const next = await decision('2024-01-01', member);
    expect(await periods()).toEqual([`observer 2023-03-01 to 2024-01-01 by ${ref}`, `member 2024-01-01 by ${next}`]);
    await remove(store, 'decision', next);
    expect(await periods()).toEqual([`observer 2023-03-01 to 2024-06-01 by ${ref}`]);
  });

  it.each<[string, (answer: string) => Promise<unknown>]>([
    ['removed', (answer) => remove(store, 'decision', answer)],
    ['unlinked', (answer) => edit(store, 'decision', answer, { links: [] })],
  ])('is open again when the answer that accepted a referred rescission is %s', async (_, takeAway) => {
    await record(store, 'body', { code: 'SUMMIT', name: 'Summit' });
    const ref = await decision('2023-03-01', observer);
    const proposal = await decision('2024-06-01', { ...rescission(ref), action: 'recommend', referred_to: 'SUMMIT' });
    expect(await periods()).toEqual([`observer 2023-03-01 by ${ref}`]);
    const { ref: summit } = await record(store, 'meeting', { body: 'SUMMIT', date: '2024-07-01' });
    const links = [{ relation: 'answers', ref: proposal, answer: 'accept', note: null }];
    const answer = await record(store, 'decision', { meeting: summit, title: 'Yes', action: 'approve', links });
    expect(await periods()).toEqual([`observer 2023-03-01 to 2024-07-01 by ${ref}`]);
    await takeAway(answer.ref);
    expect(await periods()).toEqual([`observer 2023-03-01 by ${ref}`]);
  });

  it('touches only what it rescinds: a citation ends nothing', async () => {
    const ref = await decision('2023-03-01', observer);
    await decision('2024-06-01', { links: [{ relation: 'cites', ref, answer: null, note: null }] });
    expect(await periods()).toEqual([`observer 2023-03-01 by ${ref}`]);
  });
});

describe('a period', () => {
  it.each<[RawRecord, string]>([
    [{ standing: 'observer' }, 'a standing needs a party'],
    [{ party: 'KAZ' }, 'a standing needs a standing'],
  ])('%j is not whole', async (raw, message) => {
    await expect(record(store, 'standing', raw)).rejects.toThrow(message);
  });

  it('lasts at least a day', async () => {
    const problem = refused(
      'a standing cannot end before its second day',
      'give the day after its last day, later than its first',
      'until',
    );
    for (const until of ['2023-03-01', '2023-02-28']) {
      await expect(standing({ standing: 'observer', since: '2023-03-01', until })).rejects.toThrow(problem);
    }
    await standing({ standing: 'observer', since: '2023-03-01', until: '2023-03-02' });
    expect(await periods()).toEqual(['observer 2023-03-01 to 2023-03-02']);
  });

  it('overlaps no other of the party', async () => {
    await standing({ standing: 'observer', since: null, until: '2023-03-01' });
    await standing({ standing: 'partner', since: '2023-03-01', until: '2024-01-01' });
    await standing({ standing: 'member', since: '2024-01-01' });
    const advice = 'a party has one standing at a time: end that one first, with --until';
    for (const [since, until, message] of [
      ['2023-02-28', '2023-03-01', 'KAZ was observer then (since an unknown day, until 2023-03-01)'],
      ['2023-12-31', '2024-01-01', 'KAZ was partner then (since 2023-03-01, until 2024-01-01)'],
      ['2030', null, 'KAZ was member then (since 2024-01-01)'],
    ] as const) {
      const problem = refused(message, advice, 'since');
      await expect(standing({ standing: 'partner', since, until })).rejects.toThrow(problem);
    }
  });
});
