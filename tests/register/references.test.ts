import { beforeAll, describe, expect, it } from 'vitest';
import { findAgendaItem } from '../../src/register/agenda/find';
import { find, findAnything } from '../../src/register/find';
import { findMeeting } from '../../src/register/meeting/find';
import type { Reader, Store } from '../../src/store/store';
import { edit, emptyRegister, record, remove } from '../support/register';

const missing = (message: string, advice: string | RegExp) =>
  expect.objectContaining({ kind: 'missing', message, advice: expect.stringMatching(advice) });

const findDecision = (reader: Reader, text: string) => find(reader, 'decision', text);

describe('references', () => {
  let store: Store;
  const decision = async (text: string) => (await findDecision(store, text)).ref;
  const meeting = async (text: string) => (await findMeeting(store, text)).ref;

  beforeAll(async () => {
    store = await emptyRegister();
    await record(store, 'body', { code: 'SOC', name: 'Senior Officials Committee', aliases: 'КСДЛ' });
    await record(store, 'body', { code: 'MC', name: 'Ministerial Council' });
    await record(store, 'party', { code: 'KAZ' });
    await record(store, 'meeting', { body: 'SOC', date: '2023-12-12' });
    await record(store, 'meeting', { body: 'SOC', date: '2023-12-12' });
    await record(store, 'meeting', { body: 'MC', date: '2023-09' });
    await record(store, 'agenda_item', { meeting: 'SOC-2023-12-12', title: 'First' });
    await record(store, 'agenda_item', { meeting: 'SOC-2023-12-12', number: '4.10', title: 'Tenth' });
    await record(store, 'agenda_item', { meeting: 'SOC-2023-12-12', number: 'AOB', title: 'Other' });
    for (const title of ['one', 'two', 'three']) {
      await record(store, 'decision', {
        meeting: 'SOC-2023-12-12',
        action: 'adopt',
        title,
        symbol: `SOC/2023/${title}`,
      });
    }
  });

  it('name a meeting by body and first day, a second one that day with a suffix', async () => {
    expect(await meeting('SOC-2023-12-12')).toBe('SOC-2023-12-12');
    expect(await meeting('SOC-2023-12-12-b')).toBe('SOC-2023-12-12-b');
    expect(await meeting('MC-2023-09')).toBe('MC-2023-09');
    expect(await meeting('  soc-2023-12-12-B ')).toBe('SOC-2023-12-12-b');
    await expect(meeting('MC-2023-09-01')).rejects.toThrow('no meeting MC-2023-09-01');
    await expect(meeting('MC-2023')).rejects.toThrow('no meeting MC-2023');
  });

  it('name a decision by its number, or its symbol, which wins', async () => {
    expect(await decision('soc-2023-12-12/2')).toBe('SOC-2023-12-12/2');
    expect(await decision(' SOC/2023/two ')).toBe('SOC-2023-12-12/2');
    expect(await decision('soc / 2023 / TWO')).toBe('SOC-2023-12-12/2');
    await expect(decision('SOC/2023/twoo')).rejects.toThrow('no decision "SOC/2023/twoo"');
  });

  it('name an agenda item by its meeting and number, or by its number where the meeting is known', async () => {
    const item = async (text: string, id?: number) => (await findAgendaItem(store, text, id)).ref;
    expect(await item('SOC-2023-12-12#4.10')).toBe('SOC-2023-12-12#4.10');
    expect(await item('soc-2023-12-12#aob')).toBe('SOC-2023-12-12#AOB');
    expect(await item(' 1 ', 1)).toBe('SOC-2023-12-12#1');
    await expect(item('4.1', 1)).rejects.toThrow(
      missing('no agenda item SOC-2023-12-12#4.1', 'the agenda has 1, 4.10, AOB'),
    );
    await expect(item('SOC-2023-12-12-b#1')).rejects.toThrow(
      missing('no agenda item SOC-2023-12-12-b#1', '`cica agenda add SOC-2023-12-12-b TITLE` adds one'),
    );
    await expect(item('4.10')).rejects.toThrow(missing('no agenda item "4.10"', 'named by its meeting and number'));
  });

  it('that are unknown suggest the nearest ones', async () => {
    await expect(meeting('SOC-2023-12-13')).rejects.toThrow(
      missing('no meeting SOC-2023-12-13', /^did you mean SOC-2023-12-12 or /),
    );
    await expect(meeting('12 December')).rejects.toThrow(missing('no meeting "12 December"', 'like SOC-2023-12-12'));
    await expect(decision('SOC-2023-12-12/9')).rejects.toThrow(
      missing('no decision SOC-2023-12-12/9', '`cica decision list --meeting SOC-2023-12-12` shows all'),
    );
    await expect(decision('SOC-2023-12-12')).rejects.toThrow(
      missing('no decision "SOC-2023-12-12"', 'like SOC-2023-12-12/5'),
    );
    await expect(find(store, 'meeting', 'SOC-2023-12-12/1')).rejects.toThrow(
      missing('"SOC-2023-12-12/1" is the reference of a decision, not of a meeting', ''),
    );
    await expect(find(store, 'body', 'SOK')).rejects.toThrow(missing('no body "SOK"', /^did you mean "SOC"\?/));
    await expect(find(store, 'party', 'Kazakstan')).rejects.toThrow(
      missing('no party "Kazakstan"', /did you mean "Kazakhstan"/),
    );
  });

  it('name anything: their form says what it is', async () => {
    const anything = async (text: string) => {
      const { entity, ref } = await findAnything(store, text);
      return `${entity} ${ref}`;
    };
    expect(await anything('SOC-2023-12-12')).toBe('meeting SOC-2023-12-12');
    expect(await anything('SOC-2023-12-12/1')).toBe('decision SOC-2023-12-12/1');
    expect(await anything('SOC-2023-12-12#1')).toBe('agenda_item SOC-2023-12-12#1');
    expect(await anything('SOC/2023/one')).toBe('decision SOC-2023-12-12/1');
    expect(await anything('senior officials committee')).toBe('body SOC');
    expect(await anything('ксдл')).toBe('body SOC');
    expect(await anything('Казахстан')).toBe('party KAZ');
    await expect(anything('nonsense')).rejects.toThrow(
      missing('nothing is called "nonsense"', 'cica search "nonsense"'),
    );
    await expect(anything('MC-2023-09/1')).rejects.toThrow('no decision MC-2023-09/1');
  });
});

describe('former references', () => {
  it('of a meeting always lead to it, like those of its decisions and items', async () => {
    const store = await emptyRegister();
    await record(store, 'body', { code: 'SOC', name: 'Officials' });
    await record(store, 'body', { code: 'MC', name: 'Council' });
    await record(store, 'meeting', { body: 'SOC', date: '2023-12-12' });
    await record(store, 'agenda_item', { meeting: 'SOC-2023-12-12', number: '1', title: 'x' });
    await record(store, 'decision', { meeting: 'SOC-2023-12-12', action: 'adopt', title: 'x' });
    await edit(store, 'meeting', 'SOC-2023-12-12', { date: '2023-12-13' });
    await edit(store, 'meeting', 'SOC-2023-12-12', { body: 'MC' });
    for (const former of ['SOC-2023-12-12', 'SOC-2023-12-13', 'MC-2023-12-13']) {
      expect((await findMeeting(store, former)).ref).toBe('MC-2023-12-13');
      expect((await findDecision(store, `${former}/1`)).ref).toBe('MC-2023-12-13/1');
      expect((await findAgendaItem(store, `${former}#1`)).ref).toBe('MC-2023-12-13#1');
    }
  });

  it('of a meeting are never reassigned; one that moves back gets its own again', async () => {
    const store = await emptyRegister();
    await record(store, 'body', { code: 'SOC', name: 'Officials' });
    const first = await record(store, 'meeting', { body: 'SOC', date: '2023-12-12' });
    expect((await edit(store, 'meeting', 'SOC-2023-12-12', { date: '2023-12-13' })).ref).toBe('SOC-2023-12-13');
    expect((await record(store, 'meeting', { body: 'SOC', date: '2023-12-12' })).ref).toBe('SOC-2023-12-12-b');
    expect((await edit(store, 'meeting', 'SOC-2023-12-13', { date: '2023-12-12' })).ref).toBe('SOC-2023-12-12');
    expect((await findMeeting(store, 'SOC-2023-12-13')).id).toBe(first.id);
  });

  it('of a meeting follow a body that gets another code', async () => {
    const store = await emptyRegister();
    await record(store, 'body', { code: 'SOC', name: 'Officials' });
    await record(store, 'meeting', { body: 'SOC', date: '2023-12-12' });
    await record(store, 'decision', { meeting: 'SOC-2023-12-12', action: 'adopt', title: 'x' });
    await edit(store, 'body', 'SOC', { code: 'COM' });
    expect((await findDecision(store, 'SOC-2023-12-12/1')).ref).toBe('COM-2023-12-12/1');
    expect((await find(store, 'body', 'SOC')).ref).toBe('COM');
  });

  it('of a decision lead to the meeting to which it was moved, and back', async () => {
    const store = await emptyRegister();
    await record(store, 'body', { code: 'SOC', name: 'Officials' });
    for (const date of ['2023-12-12', '2023-12-13']) await record(store, 'meeting', { body: 'SOC', date });
    for (const title of ['one', 'two'])
      await record(store, 'decision', { meeting: 'SOC-2023-12-12', action: 'adopt', title });
    await record(store, 'decision', { meeting: 'SOC-2023-12-13', action: 'adopt', title: 'three' });
    expect((await edit(store, 'decision', 'SOC-2023-12-12/2', { meeting: 'SOC-2023-12-13' })).ref).toBe(
      'SOC-2023-12-13/2',
    );
    expect((await findDecision(store, 'SOC-2023-12-12/2')).ref).toBe('SOC-2023-12-13/2');
    expect((await record(store, 'decision', { meeting: 'SOC-2023-12-12', action: 'adopt', title: 'four' })).ref).toBe(
      'SOC-2023-12-12/3',
    );
    expect((await edit(store, 'decision', 'SOC-2023-12-13/2', { meeting: 'SOC-2023-12-12' })).ref).toBe(
      'SOC-2023-12-12/2',
    );
    expect((await findDecision(store, 'SOC-2023-12-13/2')).ref).toBe('SOC-2023-12-12/2');
  });

  it("of what was removed say so; a decision's is not given again, a meeting's says the same again", async () => {
    const store = await emptyRegister();
    await record(store, 'body', { code: 'SOC', name: 'Officials' });
    for (const date of ['2023-12-12', '2023-12-13']) await record(store, 'meeting', { body: 'SOC', date });
    await record(store, 'decision', { meeting: 'SOC-2023-12-12', action: 'adopt', title: 'x' });
    await remove(store, 'decision', 'SOC-2023-12-12/1');
    await expect(findDecision(store, 'SOC-2023-12-12/1')).rejects.toThrow(
      missing('the decision SOC-2023-12-12/1 was removed', '`cica log SOC-2023-12-12/1`'),
    );
    expect((await record(store, 'decision', { meeting: 'SOC-2023-12-12', action: 'adopt', title: 'x' })).ref).toBe(
      'SOC-2023-12-12/2',
    );
    await remove(store, 'meeting', 'SOC-2023-12-13');
    await expect(findMeeting(store, 'SOC-2023-12-13')).rejects.toThrow(
      missing('the meeting SOC-2023-12-13 was removed', '`cica log SOC-2023-12-13`'),
    );
    await expect(findDecision(store, 'SOC-2023-12-13/1')).rejects.toThrow('the meeting SOC-2023-12-13 was removed');
    expect((await record(store, 'meeting', { body: 'SOC', date: '2023-12-13' })).ref).toBe('SOC-2023-12-13');
  });
});
