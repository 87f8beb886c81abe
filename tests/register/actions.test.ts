import { beforeEach, describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import { findObjection, linkDecision, unlinkDecision } from '../../src/register/decision/actions';
import { find } from '../../src/register/find';
import { findAct, recordAct } from '../../src/register/instrument/actions';
import { type Proceedings, recordProceedings } from '../../src/register/meeting/actions';
import { findStanding } from '../../src/register/party/actions';
import type { Recorder } from '../../src/register/record/recorder';
import { createRecorder } from '../../src/register/recorder';
import type { Store } from '../../src/store/store';
import { edit, emptyRegister, everything, record, remove, shown, today } from '../support/register';

/** What verbs do to what is already on record: it is read where it is written. */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  for (const code of ['SOC', 'MC']) await record(store, 'body', { code, name: `Body ${code}` });
  await record(store, 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state' });
  await record(store, 'meeting', { body: 'SOC', date: '2023-01-10' });
  await record(store, 'meeting', { body: 'MC', date: '2023-02-10' });
  await record(store, 'instrument', { code: 'CPI', title: 'Convention' });
});

const meeting = 'SOC-2023-01-10';
const decision = async (raw: RawRecord = {}): Promise<string> =>
  (await record(store, 'decision', { meeting, title: 'D', action: 'adopt', ...raw })).ref;
const refused = (message: string, advice: string) => expect.objectContaining({ kind: 'refused', message, advice });

describe('a record that someone else changed after it was read', () => {
  const conflict = async (change: () => Promise<unknown>, wanted: Record<string, string>) => {
    const { id } = await find(store, 'meeting', meeting);
    const read = await store.write('read', (transaction) => createRecorder(transaction, today).current('meeting', id));
    await change();
    return store.write('edit', (transaction) => createRecorder(transaction, today).record('meeting', wanted, read));
  };

  it('is reported field by field: the old, the current and the requested value', async () => {
    await edit(store, 'meeting', meeting, { title: 'Kept' });
    const change = () => edit(store, 'meeting', meeting, { place: 'Astana', title: 'Theirs' });
    await expect(conflict(change, { place: 'Almaty', mode: 'online' })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(
        /^the meeting SOC-2023-01-10 was changed in the meantime by tester \(entry \d+\)$/,
      ),
      advice: 'review it and repeat the change',
      details: [
        'title: was "Kept", now "Theirs"',
        'place: was (empty), now "Astana", yours "Almaty"',
        'mode: was (empty), unchanged, yours "online"',
      ],
    });
  });

  it('is reported even if it was removed', async () => {
    await expect(conflict(() => remove(store, 'meeting', meeting), { place: 'Almaty' })).rejects.toThrow(
      refused(
        `the meeting ${meeting} was removed by someone else in the meantime`,
        `\`cica log ${meeting}\` shows by whom`,
      ),
    );
  });
});

describe('the references of an action', () => {
  const acting = <Result>(work: (recorder: Recorder) => Promise<Result>) =>
    store.write('act', (transaction) => work(createRecorder(transaction, today)));
  const missing = (message: string, advice: string) => expect.objectContaining({ kind: 'missing', message, advice });

  it('must be on record', async () => {
    const [one, two] = [await decision(), await decision()];
    const link = { relation: 'cites' as const, ref: one };
    await expect(acting((recorder) => unlinkDecision(recorder, two, [link]))).rejects.toThrow(
      missing(`${two} has no link "cites" to ${one}`, `\`cica decision show ${two}\` shows its links`),
    );
    await expect(findObjection(store, one, 'KAZ')).rejects.toThrow(
      missing(`no objection of KAZ to ${one} is on record`, `\`cica decision show ${one}\` shows them`),
    );
    await expect(findStanding(store, { party: 'KAZ', standing: 'observer' })).rejects.toThrow(
      missing('KAZ has no such standing', '`cica party standing KAZ` shows what it has'),
    );
    await expect(findAct(store, { instrument: 'CPI', party: 'KAZ', kind: 'signature' })).rejects.toThrow(
      missing('no signature of CPI by KAZ is on record', '`cica instrument show CPI` shows who did what'),
    );
    await expect(find(store, 'task', '1')).rejects.toThrow(
      missing('no task "1"', 'a task is named by its number; `cica task list` shows all'),
    );
    await expect(find(store, 'document', 'X')).rejects.toThrow(
      missing(
        'no document "X"',
        'a document is named by its symbol, or its whole title; `cica document list` shows all',
      ),
    );
  });

  it('is linked once to each, and answered in one way', async () => {
    const ref = await decision({ action: 'recommend', referred_to: 'MC' });
    const [one, two] = [await decision({ meeting: 'MC-2023-02-10' }), await decision()];
    const says = (answer: 'accept' | 'decline', note: string | null = null) =>
      acting((recorder) => linkDecision(recorder, one, [{ relation: 'answers', ref, answer, note }]));
    await says('accept');
    await expect(says('decline')).rejects.toThrow(
      refused(
        `${one} already says accept to ${ref}`,
        `remove that answer first: cica decision link ${one} --answers ${ref} --remove`,
      ),
    );
    expect((await says('accept')).outcome).toBe('unchanged');
    await says('accept', 'in part');
    const cites = { relation: 'cites' as const, ref: two, answer: null, note: null };
    await acting((recorder) => linkDecision(recorder, one, [cites, cites]));
    expect(await shown(store, 'decision', one)).toMatchObject({
      links: [
        { relation: 'answers', ref, answer: 'accept', note: 'in part' },
        { relation: 'cites', ref: two },
      ],
    });
    await acting((recorder) => unlinkDecision(recorder, one, [{ relation: 'answers', ref }]));
    expect(await shown(store, 'decision', one)).toMatchObject({ links: [{ relation: 'cites', ref: two }] });
  });

  it('completes an act without a date; an act on another day is a different one', async () => {
    const acted = async (date?: string) => {
      const name = { instrument: 'CPI', party: 'KAZ', kind: 'ratification', date };
      return (await acting((recorder) => recordAct(recorder, name, {}))).outcome;
    };
    const dates = async () => (await everything(store)).act.map(({ date }) => date);
    expect([await acted(), await acted()]).toEqual(['created', 'unchanged']);
    expect(await acted('2023-01-10')).toBe('updated');
    expect(await dates()).toEqual(['2023-01-10']);
    expect([await acted('2023-01-10'), await acted('2024-01-10'), await acted()]) //
      .toEqual(['unchanged', 'created', 'unchanged']);
    expect(await dates()).toEqual(['2023-01-10', '2024-01-10']);
  });

  it('is recorded in the order of proceedings: a meeting, its agenda, its decisions', async () => {
    const decisions = [{ title: 'D', action: 'note', item: '1' }];
    const parts = (proceedings: Proceedings) =>
      acting(async (recorder) => {
        const refs: string[] = [];
        for await (const { entity, recorded } of recordProceedings(recorder, proceedings))
          refs.push(`${entity} ${recorded.ref}`);
        return refs;
      });
    const fields = { body: 'SOC', date: '2024-05-01' };
    expect(await parts({ meeting: { fields, agenda: [{ title: 'A' }, { title: 'B' }] }, decisions })).toEqual([
      'meeting SOC-2024-05-01',
      'agenda_item SOC-2024-05-01#1',
      'agenda_item SOC-2024-05-01#2',
      'decision SOC-2024-05-01/1',
    ]);
    expect(await parts({ meeting: 'SOC-2024-05-01', decisions })).toEqual(['decision SOC-2024-05-01/2']);
  });
});
