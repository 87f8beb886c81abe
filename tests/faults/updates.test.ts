import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, describe, expect, it } from 'vitest';
import { parseFields } from '../../src/domain/fields';
import { type EntityName, entities } from '../../src/domain/schema';
import { find } from '../../src/register/find';
import { currentNamed } from '../../src/register/record/edit';
import { createRecorder } from '../../src/register/recorder';
import { changesOf } from '../../src/store/changes';
import { openRegister } from '../../src/store/open';
import type { Store } from '../../src/store/store';
import { atOnce, heldUp } from '../support/atOnce';
import { demoRegister, type Ran, temporaryFolder } from '../support/cica';
import { newDatabase, onServer } from '../support/postgres';
import { edit, migrations, record, shown, tester, today } from '../support/register';
import { long, times } from './long';

/**
 * Commands that read a record and write it back, run by several people at once. In the short form all of them have read
 * before the first one writes; in the long form eight race as they come.
 */
const writers = times(8, 2);
const each = Array.from({ length: writers }, (_, index) => index + 1);

/** Who takes part: members of the demo register. */
const parties = ['AFG', 'AZE', 'BHR', 'CHN', 'EGY', 'IND', 'IRN', 'IRQ'];
const party = (writer: number): string => parties[writer - 1] as string;
const day = (writer: number): string => `2024-07-0${writer}`;

/** What several people do at once, and what holds afterwards. */
interface Case {
  readonly name: string;
  /** In the short form too: one for each way of reading before writing. */
  readonly short?: true;
  readonly prepare?: (store: Store) => Promise<unknown>;
  readonly command: (writer: number) => string[];
  /** How many are taken; with a code, the others end with that. All are taken unless this says otherwise. */
  readonly taken?: { readonly count: number; readonly others: number };
  readonly holds: (store: Store, ran: readonly Ran[]) => Promise<unknown>;
}

const silent = 'SOC-2024-06-27/5';
const later = 'SOC-2024-12-05/4';

const count = async (store: Store, table: 'objection' | 'act' | 'standing' | 'agenda_item' | 'decision' | 'party') => {
  const text = {
    objection: sql`objection`,
    act: sql`act`,
    standing: sql`standing`,
    agenda_item: sql`agenda_item`,
    decision: sql`decision`,
    party: sql`party`,
  }[table];
  const [row] = await store.rows<{ count: number }>(sql`select cast(count(*) as integer) as count from ${text}`);
  return row?.count;
};

/** The values that a field was given by the commands, oldest first. */
async function given(store: Store, field: string): Promise<unknown[]> {
  const entries = await store.rows<{ entry: number }>(sql`select distinct entry from history order by entry desc`);
  const values: unknown[] = [];
  for (const { entry } of entries.slice(0, writers)) {
    for await (const { changes } of changesOf(store, entry)) {
      for (const { after } of changes)
        values.unshift(...Object.entries(after ?? {}).flatMap(([name, one]) => (name === field ? [one] : [])));
    }
  }
  return values;
}

/** All values are in the history, and the record has the last. */
const lastOf = async (store: Store, field: string, values: readonly unknown[], now: unknown) => {
  const all = await given(store, field);
  expect([...all].sort()).toEqual([...values].sort());
  expect(now).toEqual(all.at(-1));
};

const task = (store: Store) => record(store, 'task', { decision: later, what: 'Draft' });
const objections = async (store: Store) => {
  for (const writer of each)
    await record(store, 'objection', { decision: silent, party: party(writer), on: '2024-07-03' });
};
const treaty = (store: Store) => record(store, 'instrument', { code: 'TRE', title: 'Treaty' });

const cases: readonly Case[] = [
  {
    name: 'task report',
    short: true,
    prepare: task,
    command: (writer) => ['task', 'report', '1', `report ${writer}`],
    holds: async (store) => expect((await shown(store, 'task', '1')).reports).toHaveLength(writers),
  },
  {
    name: 'task done, on different days',
    prepare: task,
    command: (writer) => ['task', 'done', '1', '--on', `2025-01-0${writer}`],
    holds: async (store) =>
      lastOf(
        store,
        'done_on',
        each.map((writer) => `2025-01-0${writer}`),
        (await shown(store, 'task', '1')).done_on,
      ),
  },
  {
    name: 'decision link',
    short: true,
    command: (writer) => ['decision', 'link', later, '--cites', `SOC-2023-12-12/${writer}`],
    holds: async (store) => expect((await shown(store, 'decision', later)).links).toHaveLength(writers),
  },
  {
    name: 'decision link --remove',
    short: true,
    prepare: (store) =>
      store.write('link', async (transaction) => {
        const recorder = createRecorder(transaction, today);
        const links = each.map((writer) => ({
          ...{ relation: 'cites' as const, ref: `SOC-2023-12-12/${writer}`, answer: null, note: null },
        }));
        const { id } = await find(transaction, 'decision', later);
        await recorder.record('decision', { links }, await recorder.current('decision', id));
      }),
    command: (writer) => ['decision', 'link', later, '--cites', `SOC-2023-12-12/${writer}`, '--remove'],
    holds: async (store) => expect((await shown(store, 'decision', later)).links).toEqual([]),
  },
  {
    name: 'decision answer',
    prepare: async (store) => {
      for (const writer of each) {
        const raw = { meeting: 'SWG-2022-12-12', action: 'recommend', referred_to: 'SOC', title: `Paper ${writer}` };
        await record(store, 'decision', raw);
      }
    },
    command: (writer) => ['decision', 'answer', `SWG-2022-12-12/${writer + 4}`, '--by', later, '--accept'],
    holds: async (store) => expect((await shown(store, 'decision', later)).links).toHaveLength(writers),
  },
  {
    name: 'decision object',
    command: (writer) => ['decision', 'object', silent, '--party', party(writer), '--on', '2024-07-03'],
    holds: async (store) => expect(await count(store, 'objection')).toBe(writers),
  },
  {
    name: 'decision object, by one party on one day',
    command: () => ['decision', 'object', silent, '--party', 'IND', '--on', '2024-07-03'],
    taken: { count: 1, others: 4 },
    holds: async (store) => expect(await count(store, 'objection')).toBe(1),
  },
  {
    name: 'decision object --withdrawn',
    prepare: (store) => record(store, 'objection', { decision: silent, party: 'IND', on: '2024-07-01' }),
    command: (writer) => ['decision', 'object', silent, '--party', 'IND', '--withdrawn', day(writer)],
    holds: async (store) => {
      const [objection] = await store.rows<{ withdrawn_on: string }>(sql`select withdrawn_on from objection`);
      await lastOf(store, 'withdrawn_on', each.map(day), objection?.withdrawn_on);
    },
  },
  {
    name: 'decision object --remove',
    prepare: objections,
    command: (writer) => ['decision', 'object', silent, '--party', party(writer), '--remove', '--yes'],
    holds: async (store) => expect(await count(store, 'objection')).toBe(0),
  },
  {
    name: 'decision object --remove, of one objection',
    short: true,
    prepare: objections,
    command: () => ['decision', 'object', silent, '--party', party(1), '--remove', '--yes'],
    taken: { count: 1, others: 3 },
    holds: async (store) => expect(await count(store, 'objection')).toBe(writers - 1),
  },
  {
    name: 'decision confirm, on different days',
    command: (writer) => ['decision', 'confirm', silent, '--on', day(writer)],
    holds: async (store) =>
      lastOf(store, 'confirmed_on', each.map(day), (await shown(store, 'decision', silent)).confirmed_on),
  },
  {
    name: 'instrument act',
    prepare: treaty,
    command: (writer) => ['instrument', 'act', 'TRE', party(writer), '--kind', 'signature', '--on', '2024-07-01'],
    holds: async (store) => expect(await actsOf(store)).toHaveLength(writers),
  },
  {
    name: 'instrument act, one twice',
    short: true,
    prepare: treaty,
    command: () => ['instrument', 'act', 'TRE', 'IND', '--kind', 'signature', '--on', '2024-07-01'],
    holds: async (store) => expect(await actsOf(store)).toEqual(['2024-07-01']),
  },
  {
    name: 'instrument act, days of one on which none was known',
    short: true,
    prepare: async (store) => {
      await treaty(store);
      await record(store, 'act', { instrument: 'TRE', party: 'IND', kind: 'signature' });
    },
    command: (writer) => ['instrument', 'act', 'TRE', 'IND', '--kind', 'signature', '--on', day(writer)],
    holds: async (store) => expect(await actsOf(store)).toEqual(each.map(day)),
  },
  {
    name: 'instrument act --remove, of one act',
    prepare: async (store) => {
      await treaty(store);
      await record(store, 'act', { instrument: 'TRE', party: 'IND', kind: 'signature' });
    },
    command: () => ['instrument', 'act', 'TRE', 'IND', '--kind', 'signature', '--remove', '--yes'],
    taken: { count: 1, others: 3 },
    holds: async (store) => expect(await actsOf(store)).toEqual([]),
  },
  {
    name: 'party standing --set',
    prepare: organisations,
    command: (writer) => ['party', 'standing', `ORG${writer}`, '--set', 'partner', '--since', '2025'],
    holds: async (store) => expect(await standingsOf(store)).toHaveLength(writers),
  },
  {
    name: 'party standing --set, one twice',
    short: true,
    prepare: organisations,
    command: () => ['party', 'standing', 'ORG1', '--set', 'partner', '--since', '2025'],
    holds: async (store) => expect(await standingsOf(store)).toEqual(['2025']),
  },
  {
    name: 'party standing --set, fields of one',
    prepare: async (store) => {
      await organisations(store);
      await record(store, 'standing', { party: 'ORG1', standing: 'partner' });
    },
    command: (writer) => ['party', 'standing', 'ORG1', '--set', 'partner', '--note', `note ${writer}`],
    holds: async (store) => {
      const [standing] = await store.rows<{ note: string }>(sql`select note from standing where note like 'note %'`);
      await lastOf(
        store,
        'note',
        each.map((writer) => `note ${writer}`),
        standing?.note,
      );
    },
  },
  {
    name: 'party standing --set --remove, of one standing',
    prepare: async (store) => {
      await organisations(store);
      await record(store, 'standing', { party: 'ORG1', standing: 'partner' });
    },
    command: () => ['party', 'standing', 'ORG1', '--set', 'partner', '--remove', '--yes'],
    taken: { count: 1, others: 3 },
    holds: async (store) => expect(await standingsOf(store)).toEqual([]),
  },
  {
    name: 'edit, of different fields',
    command: (writer) => ['meeting', 'edit', 'SOC-2024-12-05', ...(fields[writer - 1] as string[])],
    holds: async (store) => {
      const meeting = await shown(store, 'meeting', 'SOC-2024-12-05');
      for (const [flag, value] of fields.slice(0, writers)) {
        expect(meeting[(flag as string).slice(2).replace('-', '_')]?.toString()).toBe(value);
      }
    },
  },
  {
    name: 'edit --tag, which replaces all',
    command: (writer) => ['decision', 'edit', later, '--tag', `tag ${writer}`],
    holds: async (store) =>
      lastOf(
        store,
        'tags',
        each.map((writer) => [`tag ${writer}`]),
        (await shown(store, 'decision', later)).tags,
      ),
  },
  {
    name: 'edit --party, which replaces all',
    command: (writer) => ['decision', 'edit', later, '--party', party(writer)],
    holds: async (store) => expect(await given(store, 'parties')).toHaveLength(writers),
  },
  {
    name: 'edit --alias, which replaces all',
    command: (writer) => ['party', 'edit', 'IND', '--alias', `Alias ${writer}`],
    holds: async (store) =>
      lastOf(
        store,
        'aliases',
        each.map((writer) => [`Alias ${writer}`]),
        (await shown(store, 'party', 'IND')).aliases,
      ),
  },
  {
    name: 'agenda add',
    command: (writer) => ['agenda', 'add', 'SOC-2024-12-05', `Item ${writer}`],
    holds: async (_, ran) => expect(new Set(ran.map(({ stdout }) => stdout)).size).toBe(writers),
  },
  {
    name: 'party add, of one code',
    command: (writer) => ['party', 'add', 'ORG', '--name', `Organisation ${writer}`, '--kind', 'organisation'],
    taken: { count: 1, others: 4 },
    holds: async (store) => expect(await shown(store, 'party', 'ORG')).toBeDefined(),
  },
  {
    name: 'remove',
    command: (writer) => ['decision', 'remove', `SOC-2023-12-12/${removable[writer - 1]}`, '--yes'],
    prepare: spare,
    holds: async (store) => expect(await titled(store)).toBe(0),
  },
  {
    name: 'remove, of one record',
    short: true,
    prepare: spare,
    command: () => ['decision', 'remove', 'SOC-2023-12-12/9', '--yes'],
    taken: { count: 1, others: 3 },
    holds: async (store) => expect(await titled(store)).toBe(writers - 1),
  },
  {
    name: 'undo, of the newest command each',
    short: true,
    prepare: spare,
    command: () => ['undo', '--yes'],
    holds: async (store) => expect(await titled(store)).toBe(0),
  },
  {
    name: 'undo, of one command',
    prepare: spare,
    command: () => ['undo', '2', '--yes'],
    taken: { count: 1, others: 4 },
    holds: async (store) => expect(await titled(store)).toBe(writers - 1),
  },
];

const fields = [
  ['--place', 'Baku'],
  ['--title', 'Last meeting of the year'],
  ['--chair', 'Kairat Sarybay'],
  ['--source', 'Press release'],
  ['--notes', 'Held in the morning'],
  ['--chair-title', 'Ambassador'],
  ['--mode', 'hybrid'],
  ['--ordinal', '7'],
];

const removable = [9, 10, 11, 12, 13, 14, 15, 16];

/** Decisions that nothing depends on, a command each. */
async function spare(store: Store): Promise<void> {
  for (const writer of each) {
    await record(store, 'decision', { meeting: 'SOC-2023-12-12', action: 'note', title: `Spare ${writer}` });
  }
}

async function titled(store: Store): Promise<number | undefined> {
  const [row] = await store.rows<{ count: number }>(
    sql`select cast(count(*) as integer) as count from decision where title like 'Spare %'`,
  );
  return row?.count;
}

async function organisations(store: Store): Promise<void> {
  for (const writer of each) {
    const name = `Organisation ${writer}`;
    await record(store, 'party', { code: `ORG${writer}`, name, kind: 'organisation' });
  }
}

async function actsOf(store: Store): Promise<(string | null)[]> {
  const acts = await store.rows<{ date: string | null }>(sql`
    select a.date from act a join instrument i on i.id = a.instrument_id where i.code = 'TRE' order by a.date`);
  return acts.map(({ date }) => date);
}

async function standingsOf(store: Store): Promise<(string | null)[]> {
  const standings = await store.rows<{ since: string | null }>(sql`
    select s.since from standing s join party p on p.id = s.party_id where p.code like 'ORG%' order by s.since`);
  return standings.map(({ since }) => since);
}

const opened: Store[] = [];
afterAll(async () => {
  for (const store of opened) await store.close();
});

async function register(): Promise<{ db: string; store: Store }> {
  const db = await demoRegister();
  const store = await openRegister(db, tester, migrations);
  opened.push(store);
  return { db, store };
}

const describeCases = long ? describe : describe.concurrent;

describeCases(`${writers} writers at once`, () => {
  it.each(cases.filter(({ short }) => long || short))('$name', async ({ prepare, command, taken, holds }) => {
    const { db, store } = await register();
    await prepare?.(store);
    const commands = each.map(command);
    const ran = long ? await atOnce(db, commands) : await heldUp(db, store, commands);
    const others = taken?.others ?? 0;
    const codes = ran.map(({ exitCode }) => exitCode).sort();
    const wanted = each.map((writer) => (writer <= (taken?.count ?? writers) ? 0 : others));
    expect(codes, ran.map(({ stderr }) => stderr).join('')).toEqual(wanted);
    await holds(store, ran);
    expect(await store.integrity()).toEqual([]);
    expect(await store.staleDerived()).toEqual([]);
  });
});

it.runIf(long)(`creates a register once when ${writers} processes run init`, async () => {
  const db = onServer ? await newDatabase() : join(temporaryFolder(), 'cica.db');
  const ran = await atOnce(
    db,
    each.map(() => ['init']),
  );
  expect(ran.map(({ exitCode }) => exitCode).sort()).toEqual([0, ...each.slice(1).map(() => 4)]);
});

it.runIf(long)(`records a file once when ${writers} processes import it`, async () => {
  const { db, store } = await register();
  const file = join(temporaryFolder(), 'decisions.csv');
  writeFileSync(file, 'meeting,action,title\nSOC-2024-12-05,note,Spare 1\n');
  const ran = await atOnce(
    db,
    each.map(() => ['import', file]),
  );
  expect(ran.map(({ exitCode }) => exitCode)).toEqual(each.map(() => 0));
  expect(await titled(store)).toBe(1);
});

/** What is given another name while a command waits that names it, and what the command then finds. */
interface Handover {
  readonly name: string;
  readonly prepare?: (store: Store) => Promise<unknown>;
  /** What others do while the command waits. */
  readonly meanwhile: (editing: Editing) => Promise<unknown>;
  readonly command: string[];
  readonly holds: (store: Store) => Promise<unknown>;
}

/** Changes a record that a reference names. */
type Editing = (entity: EntityName, ref: string, fields: Record<string, string>) => Promise<unknown>;

const meeting = 'SOC-2023-12-12';

const handovers: readonly Handover[] = [
  {
    name: 'agenda edit: another item has the number',
    meanwhile: async (editing) => {
      await editing('agenda_item', `${meeting}#2`, { number: '99' });
      await editing('agenda_item', `${meeting}#3`, { number: '2' });
    },
    command: ['agenda', 'edit', `${meeting}#2`, '--presenter', 'Kairat Sarybay'],
    holds: async (store) => {
      expect((await shown(store, 'agenda_item', `${meeting}#2`)).presenter).toBe('Kairat Sarybay');
      expect((await shown(store, 'agenda_item', `${meeting}#99`)).presenter).toBeNull();
    },
  },
  {
    name: 'party edit: another party has the code',
    prepare: organisations,
    meanwhile: async (editing) => {
      // a code that is given up stays as an alias
      await editing('party', 'ORG1', { code: 'ORG9' });
      await editing('party', 'ORG9', { aliases: '' });
      await editing('party', 'ORG2', { code: 'ORG1' });
    },
    command: ['party', 'edit', 'ORG1', '--alias', 'The one'],
    holds: async (store) => {
      expect((await shown(store, 'party', 'ORG1')).aliases).toEqual(['The one']);
      expect((await shown(store, 'party', 'ORG9')).aliases).toEqual([]);
    },
  },
  {
    name: 'decision edit: another decision has the symbol',
    prepare: async (store) => {
      await spare(store);
      await edit(store, 'decision', `${meeting}/9`, { symbol: 'Resolution 1' });
    },
    meanwhile: async (editing) => {
      await editing('decision', `${meeting}/9`, { symbol: '' });
      await editing('decision', `${meeting}/10`, { symbol: 'Resolution 1' });
    },
    command: ['decision', 'edit', 'Resolution 1', '--text', 'Resolves'],
    holds: async (store) => {
      expect((await shown(store, 'decision', `${meeting}/10`)).text).toBe('Resolves');
      expect((await shown(store, 'decision', `${meeting}/9`)).text).toBeNull();
    },
  },
  {
    name: 'meeting edit: the meeting has another day',
    meanwhile: (editing) => editing('meeting', 'SOC-2024-12-05', { date: '2024-12-06' }),
    command: ['meeting', 'edit', 'SOC-2024-12-05', '--place', 'Almaty'],
    holds: async (store) => expect((await shown(store, 'meeting', 'SOC-2024-12-06')).place).toBe('Almaty'),
  },
  {
    name: 'instrument remove: another instrument has the code',
    prepare: async (store) => {
      await treaty(store);
      await record(store, 'instrument', { code: 'OTHER', title: 'Other treaty' });
    },
    meanwhile: async (editing) => {
      await editing('instrument', 'TRE', { code: 'OLD' });
      await editing('instrument', 'OTHER', { code: 'TRE' });
    },
    command: ['instrument', 'remove', 'TRE', '--yes'],
    holds: async (store) => {
      expect((await shown(store, 'instrument', 'OLD')).title).toBe('Treaty');
      await expect(shown(store, 'instrument', 'TRE')).rejects.toThrow('no instrument');
    },
  },
  {
    name: 'document remove: another document has the symbol',
    prepare: async (store) => {
      await record(store, 'document', { title: 'First', symbol: 'P/1' });
      await record(store, 'document', { title: 'Second', symbol: 'P/2' });
    },
    meanwhile: async (editing) => {
      await editing('document', 'P/1', { symbol: 'P/3' });
      await editing('document', 'P/2', { symbol: 'P/1' });
    },
    command: ['document', 'remove', 'P/1', '--yes'],
    holds: async (store) => {
      expect((await shown(store, 'document', 'P/3')).title).toBe('First');
      await expect(shown(store, 'document', 'P/1')).rejects.toThrow('no document');
    },
  },
];

describeCases('a command that names what was given another name meanwhile', () => {
  it.each(long ? handovers : handovers.filter((_, index) => index === 0 || index === 4))(
    '$name',
    async ({ prepare, meanwhile, command, holds }) => {
      const { db, store } = await register();
      await prepare?.(store);
      const [ran] = await heldUp(db, store, [command], (transaction) =>
        meanwhile(async (entity, ref, raw) => {
          const recorder = createRecorder(transaction, today);
          const { fields } = parseFields(entities[entity], raw, today);
          await recorder.record(entity, fields, await currentNamed(recorder, entity, ref));
        }),
      );
      expect(ran).toMatchObject({ exitCode: 0 });
      await holds(store);
    },
  );
});
