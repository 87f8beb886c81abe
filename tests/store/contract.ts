import fc from 'fast-check';
import sql from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import { addDays, firstDay } from '../../src/domain/date';
import type { StoredLink, StoredParty } from '../../src/domain/record';
import type { EntityName } from '../../src/domain/schema';
import { parseQuery } from '../../src/domain/searchText';
import { type StatusFacts, statusIntervals, statusOn } from '../../src/domain/status';
import { type Action, relations } from '../../src/domain/vocabulary';
import { blockBytes, blockLines, linesAsBytes, parseChange, textOfBytes } from '../../src/store/blocks';
import type { Block, BlockHead, Change } from '../../src/store/history';
import { parseRecordLine, recordLine, recordLines, uncertainLine } from '../../src/store/recordLines';
import { statusFactsOf } from '../../src/store/statusFacts';
import type { Fields, Origin, Reader, Store, Transaction, WriteOptions } from '../../src/store/store';
import { removeRecord, saveRecord } from '../support/saved';

/** Opens an empty register of one's own; whoever gives it closes it. */
export type OpenStore = (origin: Origin) => Promise<Store>;

/** What an arbitrary draws. */
type Drawn<One> = One extends fc.Arbitrary<infer Value> ? Value : never;

const start = Date.parse('2024-03-01T08:00:00.000Z');

/** Someone whose clock goes on by a second each time that it is looked at. */
function clockwork(actor = 'tester'): Origin {
  let seconds = 0;
  return { actor, now: () => new Date(start + 1000 * seconds++) };
}

/** What every engine has to do: the same tests run on each. */
export function storeContract(engine: string, openStore: OpenStore): void {
  const open = () => openStore(clockwork());

  describe(`reading, on ${engine}`, () => {
    it('gives the rows of a query, its values bound', async () => {
      const store = await open();
      await add(store, 'party', { code: 'KAZ', name: 'K\'a"z; --', kind: 'state' });
      expect(await store.rows(sql`select code, name from party where name = ${'K\'a"z; --'}`)).toEqual([
        { code: 'KAZ', name: 'K\'a"z; --' },
      ]);
      expect(await store.rows(sql`select code from party where code = ${'SAU'}`)).toEqual([]);
    });

    it('gives them in batches of the size asked for, the last one smaller, none when there are none', async () => {
      const store = await open();
      const sizes = async (query: ReturnType<typeof sql>) => {
        const found: number[] = [];
        for await (const batch of store.batches(query, 3)) found.push(batch.length);
        return found;
      };
      expect(await sizes(numbers(7))).toEqual([3, 3, 1]);
      expect(await sizes(numbers(6))).toEqual([3, 3]);
      expect(await sizes(sql`select code from body`)).toEqual([]);
    });

    it('can be left in the middle of the batches', async () => {
      const store = await open();
      for await (const batch of store.batches(numbers(1_000), 10)) {
        expect(batch).toHaveLength(10);
        break;
      }
      await add(store, 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state' });
      expect(await count(store, 'party')).toBe(1);
    });

    it('can ask something else between two batches', async () => {
      const store = await open();
      let asked = 0;
      for await (const batch of store.batches(numbers(10), 5)) {
        const [row] = await store.rows<{ number: number }>(sql`select ${batch.length} as number`);
        asked += Number(row?.number);
      }
      expect(asked).toBe(10);
    });

    it('needs the same memory for few batches and for many', async () => {
      const store = await open();
      const used = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
      const before = used();
      let [most, rows] = [0, 0];
      for await (const batch of store.batches(numbers(150_000, 'x'.repeat(2_000)), 500)) {
        rows += batch.length;
        most = Math.max(most, used() - before);
      }
      expect(rows).toBe(150_000);
      expect(most).toBeLessThan(200_000_000); // of 300 MB that were read; Node 24 collects garbage later than 20
    });

    it.each([
      ['an insert', sql`insert into party (code, name, kind, created, version) values ('X', 'X', 'state', 1, 1)`],
      [
        'an insert that gives rows',
        sql`insert into party (code, name, kind, created, version) values ('X', 'X', 'state', 1, 1) returning id`,
      ],
      ['an update', sql`update party set name = 'X'`],
      ['an update that gives rows', sql`update party set name = 'X' returning id`],
      ['a removal', sql`delete from party`],
      ['a removal that gives rows', sql`delete from party returning id`],
      ['a change of the schema', sql`drop table party`],
    ])('refuses %s, also inside a transaction', async (_, statement) => {
      const store = await open();
      await add(store, 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state' });
      const attempts = async (reader: Reader) => {
        await expect(reader.rows(statement)).rejects.toThrow();
        await expect(all(reader.batches(statement, 10))).rejects.toThrow();
      };
      await attempts(store);
      await store.write('read', attempts);
      expect(await store.rows(sql`select code, name from party`)).toEqual([{ code: 'KAZ', name: 'Kazakhstan' }]);
    });
  });

  describe(`a write, on ${engine}`, () => {
    it('gives back what its work gives', async () => {
      const store = await open();
      expect(await store.write('nothing', async () => 'this')).toBe('this');
    });

    it('is kept as a whole', async () => {
      const store = await open();
      await store.write('two', async (transaction) => {
        await saveRecord(transaction, 'party', { fields: kazakhstan });
        await saveRecord(transaction, 'party', { fields: mongolia });
      });
      expect(await count(store, 'party')).toBe(2);
    });

    it.each([
      ['an error of the work', () => Promise.reject(new Error('changed my mind')), 'changed my mind'],
      ['a record twice', (tx: Transaction) => saveRecord(tx, 'party', { fields: kazakhstan }), 'refused the data'],
      ['a record that does not exist', (tx: Transaction) => removeRecord(tx, 'party', 77), 'no party of id 77'],
      ['a query that fails', (tx: Transaction) => tx.rows(sql`select 1 from nowhere`), 'nowhere'],
    ])('leaves nothing behind after %s', async (_, fail: (tx: Transaction) => Promise<unknown>, message) => {
      const store = await open();
      await add(store, 'party', kazakhstan);
      const before = await dump(store);
      const work = store.write('fail', async (transaction) => {
        await saveRecord(transaction, 'body', { fields: { code: 'SOC', name: 'Officials', kind: 'committee' } });
        await saveRecord(transaction, 'party', { id: 1, fields: { ...kazakhstan, name: 'Changed' } });
        await fail(transaction);
      });
      await expect(work).rejects.toThrow(message);
      expect(await dump(store)).toEqual(before);
      await add(store, 'party', mongolia); // the store goes on
      expect(await count(store, 'party')).toBe(2);
    });

    it('as a dry run does all of it, and leaves nothing behind', async () => {
      const store = await open();
      await add(store, 'party', kazakhstan);
      const before = await dump(store);
      const seen = await store.write(
        'try',
        async (transaction) => {
          const saved = await saveRecord(transaction, 'party', { fields: mongolia });
          await removeRecord(transaction, 'party', 1);
          return { saved, codes: await transaction.rows(sql`select code from party`) };
        },
        { dryRun: true },
      );
      expect(seen.saved.outcome).toBe('created');
      expect(seen.codes).toEqual([{ code: 'MNG' }]);
      expect(await dump(store)).toEqual(before);
    });

    it('is kept only after what has to be on the disk before it, which a dry run or an error does without', async () => {
      const store = await open();
      const seen: string[] = [];
      const beforeCommit = async () => {
        seen.push('before the commit');
      };
      const write = (code: string, options: WriteOptions) =>
        store.write(
          code,
          async (transaction) => {
            await saveRecord(transaction, 'party', { fields: { code, name: code, kind: 'state' } });
            seen.push(`${code} saved`);
          },
          options,
        );
      await write('A', { beforeCommit });
      await write('B', { beforeCommit, dryRun: true });
      await expect(store.write('C', () => Promise.reject(new Error('no')), { beforeCommit })).rejects.toThrow('no');
      const full = () => Promise.reject(new Error('the disk is full'));
      await expect(write('D', { beforeCommit: full })).rejects.toThrow('the disk is full');
      // refused by the engine: neither a dry run nor what comes before the commit may pass over it
      await expect(write('a', { dryRun: true })).rejects.toMatchObject({ kind: 'refused' });
      await expect(write('a', { beforeCommit })).rejects.toMatchObject({ kind: 'refused' });
      expect(seen).toEqual(['A saved', 'before the commit', 'B saved', 'D saved', 'a saved', 'a saved']);
      expect(await store.rows(sql`select code from party`)).toEqual([{ code: 'A' }]);
    });

    it('waits for those that were asked for before, and sees what they did', async () => {
      const store = await open();
      const seen: string[] = [];
      const work = (code: string, wait: number) =>
        store.write(code, async (transaction) => {
          seen.push(`${code} begins with ${await count(transaction, 'party')}`);
          await new Promise((resolve) => setTimeout(resolve, wait));
          await saveRecord(transaction, 'party', { fields: { code, name: code, kind: 'state' } });
          seen.push(`${code} ends`);
        });
      await Promise.all([work('A', 20), work('B', 0), work('C', 5)]);
      const order = ['A begins with 0', 'A ends', 'B begins with 1', 'B ends', 'C begins with 2', 'C ends'];
      expect(seen).toEqual(order);
    });

    it('goes on when one before it failed', async () => {
      const store = await open();
      const failing = store.write('fail', () => Promise.reject(new Error('no')));
      const working = add(store, 'party', kazakhstan);
      await expect(failing).rejects.toThrow('no');
      expect((await working).outcome).toBe('created');
    });

    it('is finished before the store is closed', async () => {
      const store = await open();
      const work = store.write('slow', async (transaction) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        return saveRecord(transaction, 'party', { fields: kazakhstan });
      });
      await store.close();
      expect((await work).outcome).toBe('created');
    });
  });

  describe(`saving and removing, on ${engine}`, () => {
    it('creates a record: its fields, what is derived, its first change', async () => {
      const store = await open();
      const { body, meeting } = await someMeeting(store);
      const saved = await add(store, 'decision', { ...budget(meeting), tags: ['b', 'a'], text: 'line\nline' });
      expect(saved).toEqual({ id: 1, version: 3, outcome: 'created', changes: [] });
      expect(await store.rows(sql`select * from decision`)).toEqual([
        {
          ...emptyDecision,
          id: 1,
          number: 1,
          meeting_id: meeting,
          action: 'adopt',
          kind: 'budget',
          title: '2024 budget',
          text: 'line\nline',
          period: '2024',
          body_id: body,
          met_on: '2023-12-12',
          decided_on: '2023-12-12',
          created: 3,
          version: 3,
        },
      ]);
    });

    it('reads a record as it was saved, with its parts in their order', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      const parties = await store.write('parties', async (transaction) => [
        (await saveRecord(transaction, 'party', { fields: kazakhstan })).id,
        (await saveRecord(transaction, 'party', { fields: { ...mongolia, aliases: ['Mongolie', '"; ['] } })).id,
      ]);
      const roles: StoredParty[] = [
        { role: 'sponsor', party_id: parties[1] as number },
        { role: 'applicant', party_id: parties[0] as number },
        { role: 'applicant', party_id: parties[1] as number },
      ];
      await add(store, 'decision', { ...budget(meeting), parties: roles, tags: ['z', 'a', 'm'] });
      const { decision, party, none } = await store.write('read', async (transaction) => ({
        decision: await transaction.read('decision', 1),
        party: await transaction.read('party', 2),
        none: await transaction.read('party', 3),
      }));
      expect(decision).toMatchObject({
        id: 1,
        version: 5,
        fields: { title: '2024 budget', parties: roles, tags: ['z', 'a', 'm'] },
      });
      expect(party?.fields.aliases).toEqual(['Mongolie', '"; [']);
      expect(none).toBeNull();
    });

    it('changes a record, and says what changed', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      const { id, version } = await add(store, 'decision', { ...budget(meeting), tags: ['old', 'kept'] });
      const after = { ...budget(meeting), title: 'Budget of 2024', period: null, tags: ['kept', 'new'] };
      const saved = await store.write('edit', (transaction) =>
        saveRecord(transaction, 'decision', { id, fields: after }),
      );
      expect(saved).toEqual({
        id,
        version: version + 1,
        outcome: 'updated',
        changes: [
          { field: 'title', before: '2024 budget', after: 'Budget of 2024' },
          { field: 'period', before: '2024', after: null },
          { field: 'tags', before: ['old', 'kept'], after: ['kept', 'new'] },
        ],
      });
      expect(await store.rows(sql`select title, period, created, version from decision`)).toEqual([
        { title: 'Budget of 2024', period: null, created: version, version: version + 1 },
      ]);
      expect(await store.rows(sql`select tag from decision_tag order by position`)).toEqual([
        { tag: 'kept' },
        { tag: 'new' },
      ]);
    });

    it('leaves a record alone that is as it was: an absent field, null and an empty list are the same', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      const { id, version } = await add(store, 'decision', budget(meeting));
      const before = await dump(store);
      for (const same of [{}, { text: null, tags: [], parties: null }]) {
        const fields = { ...budget(meeting), ...same };
        const saved = await store.write('edit', (transaction) => saveRecord(transaction, 'decision', { id, fields }));
        expect(saved).toEqual({ id, version, outcome: 'unchanged', changes: [] });
      }
      expect(await dump(store)).toEqual(before);
    });

    it('removes a record with its parts', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      const party = await add(store, 'party', kazakhstan);
      const { id } = await add(store, 'decision', {
        ...budget(meeting),
        tags: ['a'],
        parties: [{ role: 'sponsor', party_id: party.id }],
      });
      await store.write('remove', (transaction) => removeRecord(transaction, 'decision', id));
      for (const table of ['decision', 'decision_tag', 'decision_party', 'decision_status'] as const) {
        expect(await count(store, table)).toBe(0);
      }
    });

    it.each(['body', 'meeting'] as const)('refuses to remove a %s on which something depends', async (entity) => {
      const store = await open();
      const ids = await someMeeting(store);
      await add(store, 'decision', budget(ids.meeting));
      const before = await dump(store);
      const work = store.write('remove', (transaction) => removeRecord(transaction, entity, ids[entity]));
      await expect(work).rejects.toMatchObject({ kind: 'refused' });
      expect(await dump(store)).toEqual(before);
    });

    it.each([
      ['a meeting of no body', 'meeting', { ref: 'X', body_id: 99, date: '2023-12-12', status: 'held' }],
      [
        'a decision number of zero',
        'decision',
        { number: 0, meeting_id: 1, action: 'adopt', kind: 'other', title: 'x' },
      ],
      [
        'a meeting that ends before it begins',
        'meeting',
        { ref: 'X', body_id: 1, date: '2023-12', end_date: '2023-11', status: 'held' },
      ],
      ['a name that is empty', 'party', { code: 'X', name: '', kind: 'state' }],
      ['a code in small letters', 'party', { code: 'x', name: 'x', kind: 'state' }],
    ] as [string, EntityName, Fields][])('refuses %s', async (_, entity, fields) => {
      const store = await open();
      await someMeeting(store);
      await expect(add(store, entity, fields)).rejects.toMatchObject({ kind: 'refused' });
    });

    it('never gives an id again', async () => {
      const store = await open();
      const ids: number[] = [];
      for (const name of ['one', 'two', 'three']) {
        const { id } = await add(store, 'party', { code: 'X', name, kind: 'state' });
        ids.push(id);
        await store.write('remove', (transaction) => removeRecord(transaction, 'party', id));
      }
      expect(new Set(ids).size).toBe(3);
      expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    });

    it('remembers the references that were given up', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      const { id } = await add(store, 'decision', budget(meeting));
      await store.write('move', async (transaction) => {
        const found = await transaction.read('meeting', meeting);
        await saveRecord(transaction, 'meeting', {
          id: meeting,
          fields: { ...found?.fields, ref: 'SOC-2023-12-13', date: '2023-12-13' },
        });
      });
      await store.write('remove', (transaction) => removeRecord(transaction, 'decision', id));
      expect(await store.rows(sql`select * from former_meeting`)).toEqual([
        { ref: 'SOC-2023-12-12', meeting_id: meeting },
      ]);
      expect(await store.rows(sql`select * from former_decision`)).toEqual([
        { meeting_id: meeting, number: 1, decision_id: id },
      ]);
      await store.write('back', async (transaction) => {
        const found = await transaction.read('meeting', meeting);
        await saveRecord(transaction, 'meeting', {
          id: meeting,
          fields: { ...found?.fields, ref: 'SOC-2023-12-12', date: '2023-12-12' },
        });
      });
      expect(await store.rows(sql`select * from former_meeting`)).toEqual([
        { ref: 'SOC-2023-12-13', meeting_id: meeting },
      ]);
    });
  });

  describe(`the history, on ${engine}`, () => {
    it('has an entry for each write that changed something, and a change for each record', async () => {
      const store = await open();
      const { id } = await add(store, 'party', { ...kazakhstan, aliases: [] });
      await store.write('cica party edit KAZ', async (transaction) => {
        await saveRecord(transaction, 'party', { id, fields: { ...kazakhstan, name: 'Republic of Kazakhstan' } });
        await saveRecord(transaction, 'party', { fields: mongolia });
      });
      await store.write('nothing', async () => undefined);
      await store.write('remove', (transaction) => removeRecord(transaction, 'party', id));
      expect(await blocks(store)).toMatchObject([
        { entry: 1, first_change: 1, changes: 1, packed: 0, actor: 'tester', command: 'add party' },
        { entry: 2, first_change: 2, changes: 2, packed: 1, actor: 'tester', command: 'cica party edit KAZ' },
        { entry: 3, first_change: 4, changes: 1, packed: 0, actor: 'tester', command: 'remove' },
      ]);
      expect(await changes(store)).toEqual([
        { change: 1, entity: 'party', id: 1, operation: 'created', last: null, before: null, after: kazakhstan },
        {
          change: 2,
          entity: 'party',
          id: 1,
          operation: 'changed',
          last: 1,
          before: { name: 'Kazakhstan' },
          after: { name: 'Republic of Kazakhstan' },
        },
        { change: 3, entity: 'party', id: 2, operation: 'created', last: null, before: null, after: mongolia },
        {
          change: 4,
          entity: 'party',
          id: 1,
          operation: 'removed',
          last: 2,
          before: { ...kazakhstan, name: 'Republic of Kazakhstan' },
          after: null,
        },
      ]);
    });

    it('has the time at which the write began, in UTC', async () => {
      const store = await open();
      await add(store, 'party', kazakhstan);
      await add(store, 'party', mongolia);
      expect((await blocks(store)).map(({ at }) => at)).toEqual([
        '2024-03-01T08:00:00.000Z',
        '2024-03-01T08:00:01.000Z',
      ]);
    });

    it('is a chain: in each block stands the hash of the one before', async () => {
      const store = await open();
      await someMeeting(store);
      await add(store, 'party', kazakhstan);
      const found = await blocks(store);
      const previous = found.map((block) => (JSON.parse(blockLines(blockBytes(block))[0] ?? '') as BlockHead).previous);
      expect(previous).toEqual(['', ...found.slice(0, -1).map(({ hash }) => hash)]);
    });

    it('divides what is much into blocks that follow each other in one entry', async () => {
      const store = await open();
      await store.write('much', async (transaction) => {
        for (let index = 1; index <= 1_001; index += 1) {
          await saveRecord(transaction, 'party', {
            fields: { code: `P${index}`, name: `Party ${index}`, kind: 'state' },
          });
        }
      });
      expect(
        (await blocks(store)).map(({ entry, first_change, changes: many }) => [entry, first_change, many]),
      ).toEqual([
        [1, 1, 500],
        [1, 501, 500],
        [1, 1001, 1],
      ]);
      await add(store, 'party', kazakhstan);
      expect((await blocks(store)).at(-1)).toMatchObject({ entry: 2, first_change: 1002, changes: 1 });
      expect((await changes(store)).map(({ change }) => change)).toEqual(
        Array.from({ length: 1002 }, (_, index) => index + 1),
      );
    });

    it('does not tell what is worked out', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      await add(store, 'decision', budget(meeting));
      const created = (await changes(store)).at(-1)?.after;
      expect(created).toEqual({
        number: 1,
        meeting_id: meeting,
        action: 'adopt',
        kind: 'budget',
        title: '2024 budget',
        period: '2024',
      });
    });
  });

  describe(`the line of a record, on ${engine}`, () => {
    const controls = Array.from({ length: 31 }, (_, at) => String.fromCharCode(at + 1)).join('');
    const texts = [controls, '\x7f\x80\u2028\u2029\ufeff', '"\\/\'`null', 'Ёлка 合作 ميزانية \u{1f600}e\u0301'];

    it.each(texts)('is the change that created it, whatever its texts: %j', async (text) => {
      const store = await open();
      const { body, meeting } = await someMeeting(store);
      const { id: party } = await add(store, 'party', { ...kazakhstan, name: text });
      const { id: first } = await add(store, 'decision', budget(meeting));
      const parts: Fields = {
        parties: [
          { role: 'applicant', party_id: party },
          { role: 'sponsor', party_id: party },
        ],
        tags: [text, '', 'tag'],
        links: [{ relation: 'answers', to_id: first, answer: 'accept', note: text }],
      };
      const numbers = { number: 2, votes_for: 0, votes_against: 12, referred_to_id: body };
      const { id } = await add(store, 'decision', { ...budget(meeting), ...parts, ...numbers, title: text, text });
      const lines = (await blocks(store)).map((block) => linesAsBytes(blockBytes(block)).at(-1));
      expect(await recordLines(store, 'party', [party])).toEqual([lines.at(-3)]);
      expect(await recordLines(store, 'decision', [id, 99, first, id, 2 ** 60])).toEqual([
        ...[lines.at(-1), '', lines.at(-2), lines.at(-1), ''],
      ]);
    });

    it('of one that was changed tells its version, its first change and its fields', async () => {
      const store = await open();
      const { id, version: created } = await add(store, 'party', kazakhstan);
      const fields = { ...kazakhstan, name: 'Қазақстан' };
      const { version } = await store.write('edit', (transaction) => saveRecord(transaction, 'party', { id, fields }));
      const [line = ''] = await recordLines(store, 'party', [id]);
      expect(parseRecordLine(textOfBytes(line))).toEqual({ version, created, fields });
      expect(textOfBytes(line)).toBe(recordLine('party', id, { version, created, fields }));
    });

    it.each<[string, EntityName, Fields, boolean]>([
      ['a full day', 'meeting', { date: '2024-02-29' }, true],
      ['a month', 'meeting', { date: '2024-02' }, false],
      ['a whole number', 'agenda_item', { number: '10' }, true],
      ['a number with letters', 'agenda_item', { number: '4a' }, false],
      ['a plain symbol', 'document', { symbol: 'A/RES/60.1(IV)' }, true],
      ['no symbol', 'document', {}, true],
      ['a symbol with a dash', 'document', { symbol: 'A–1' }, false],
      ['much text', 'document', { title: '合'.repeat(7_000) }, false],
      ['a list', 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state', aliases: ['KZ'] }, false],
    ])(
      'is made by the engine, where it knows that derived columns are right: %s',
      async (_, entity, fields, isSure) => {
        const store = await open();
        const { body, meeting } = await someMeeting(store);
        const rest: Fields = {
          ...(entity === 'meeting'
            ? { ref: 'SOC-X', body_id: body, status: 'held' }
            : entity === 'party'
              ? {}
              : { meeting_id: meeting, title: 'x' }),
          ...(entity === 'document' ? { kind: 'report' } : {}),
        };
        const { id } = await add(store, entity, { ...rest, ...fields });
        const [line = ''] = await recordLines(store, entity, [id]);
        expect(!line.startsWith(uncertainLine)).toBe(isSure);
      },
    );
  });

  describe(`the status of decisions, on ${engine}`, () => {
    const intervals = (store: Reader) =>
      store.rows(sql`select decision_id as id, from_date, until_date, status, in_force, met_on from decision_status
        order by decision_id, from_date`);

    it('is there with the decision, and follows it', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      const { id } = await add(store, 'decision', budget(meeting));
      const met_on = '2023-12-12';
      expect(await intervals(store)).toEqual([
        { id, from_date: '2023-12-12', until_date: '2024-01-01', status: 'upcoming', in_force: 0, met_on },
        { id, from_date: '2024-01-01', until_date: '2025-01-01', status: 'in force', in_force: 1, met_on },
        { id, from_date: '2025-01-01', until_date: '9999-12-31', status: 'ended', in_force: 0, met_on },
      ]);
      await store.write('edit', (transaction) =>
        saveRecord(transaction, 'decision', { id, fields: { ...budget(meeting), action: 'note' } }),
      );
      expect(await intervals(store)).toEqual([
        { id, from_date: '2023-12-12', until_date: '9999-12-31', status: 'recorded', in_force: 0, met_on },
      ]);
    });

    it('follows the days of its meeting', async () => {
      const store = await open();
      const { body, meeting } = await someMeeting(store);
      const { id } = await add(store, 'decision', { ...budget(meeting), period: null });
      const move = (date: string, end_date: string | null) =>
        store.write('move', (transaction) =>
          saveRecord(transaction, 'meeting', {
            id: meeting,
            fields: { ref: `SOC-${date}`, body_id: body, date, end_date, status: 'held' },
          }),
        );
      await move('2023-12-12', '2023-12-14');
      const row = { id, until_date: '9999-12-31', status: 'in force', in_force: 1 };
      expect(await intervals(store)).toEqual([{ ...row, from_date: '2023-12-14', met_on: '2023-12-12' }]);
      await move('2023-11', null);
      expect(await intervals(store)).toEqual([{ ...row, from_date: '2023-11-01', met_on: '2023-11-01' }]);
      expect(await store.rows(sql`select met_on, decided_on from decision`)).toEqual([
        { met_on: '2023-11-01', decided_on: '2023-11-01' },
      ]);
    });

    it('follows its body', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      await add(store, 'decision', budget(meeting));
      const other = await add(store, 'body', { code: 'MC', name: 'Council', kind: 'council' });
      await store.write('move', (transaction) =>
        saveRecord(transaction, 'meeting', {
          id: meeting,
          fields: { ref: 'MC-2023-12-12', body_id: other.id, date: '2023-12-12', status: 'held' },
        }),
      );
      expect(await store.rows(sql`select body_id from decision`)).toEqual([{ body_id: other.id }]);
    });
  });

  describe(`the search index, on ${engine}`, () => {
    const found = async (
      store: Reader,
      words: string,
      entity: EntityName = 'decision',
      fields = ['title', 'text', 'other'] as const,
    ) => {
      const rows = await store.rows<{ id: number }>(store.dialect.matching(parseQuery(words), fields, entity));
      return rows.map(({ id }) => id).sort();
    };

    it('has the words of a record as soon as it is saved, and no longer than it has them', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      const { id } = await add(store, 'decision', {
        ...budget(meeting),
        title: 'Türkiye 合作',
        text: 'Ёлка',
        tags: ['tagged'],
      });
      for (const words of ['turkiye', '合作', 'елка', 'tagged', 'TÜRK*'])
        expect(await found(store, words)).toEqual([id]);
      await store.write('edit', (transaction) =>
        saveRecord(transaction, 'decision', { id, fields: { ...budget(meeting), title: 'Kazakhstan' } }),
      );
      for (const words of ['turkiye', '合作', 'елка', 'tagged']) expect(await found(store, words)).toEqual([]);
      expect(await found(store, 'kazakhstan')).toEqual([id]);
      await store.write('remove', (transaction) => removeRecord(transaction, 'decision', id));
      expect(await found(store, 'kazakhstan')).toEqual([]);
    });

    it('tells the entities apart, and the fields', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      await add(store, 'party', { ...kazakhstan, aliases: ['Qazaqstan'] });
      await add(store, 'decision', { ...budget(meeting), title: 'Kazakhstan', text: 'Mongolia' });
      await add(store, 'agenda_item', { meeting_id: meeting, number: '1', title: 'Kazakhstan' });
      for (const entity of ['party', 'decision', 'agenda_item'] as const)
        expect(await found(store, 'kazakhstan', entity)).toEqual([1]);
      expect(await found(store, 'kazakhstan', 'meeting')).toEqual([]);
      expect(await found(store, 'qazaqstan', 'party')).toEqual([1]);
      const inTitle = store.dialect.matching(parseQuery('mongolia'), ['title'], 'decision');
      expect(await store.rows(inTitle)).toEqual([]);
    });

    it('says of a record whether it has the words', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      for (const number of [1, 2, 3]) {
        await add(store, 'decision', { ...budget(meeting), number, title: number === 2 ? 'A plan' : 'other' });
      }
      const having = async (words: string) => {
        const has = store.dialect.matches(parseQuery(words), ['title', 'text'], 'decision', sql`d.id`);
        return store.rows(sql`select d.id from decision d where ${has} order by d.id`);
      };
      expect(await having('plan')).toEqual([{ id: 2 }]);
      expect(await having('other')).toEqual([{ id: 1 }, { id: 3 }]);
      expect(await having('other plan')).toEqual([]);
      expect(await having('a "plan" a*')).toEqual([{ id: 2 }]);
    });

    it('finds a meeting by its reference, the new one when it moves', async () => {
      const store = await open();
      const { body, meeting } = await someMeeting(store);
      expect(await found(store, 'SOC-2023-12-12', 'meeting')).toEqual([meeting]);
      await store.write('move', (transaction) =>
        saveRecord(transaction, 'meeting', {
          id: meeting,
          fields: { ref: 'SOC-2023-12-13', body_id: body, date: '2023-12-13', status: 'held' },
        }),
      );
      expect(await found(store, 'SOC-2023-12-13', 'meeting')).toEqual([meeting]);
      expect(await found(store, 'SOC-2023-12-12', 'meeting')).toEqual([]);
    });

    it('ranks: a hit in a title before one in a text, that before one in the rest', async () => {
      const store = await open();
      const { meeting } = await someMeeting(store);
      const word = { source: 'a budget of words', text: 'a budget of words', title: 'a budget of words' };
      for (const [index, field] of (['source', 'text', 'title'] as const).entries()) {
        await add(store, 'decision', {
          ...budget(meeting),
          number: index + 1,
          title: 'four plain words here',
          [field]: word[field],
        });
      }
      const ranked = (limit: number) =>
        store.rows<{ id: number }>(store.dialect.ranked(parseQuery('budget'), limit, 100));
      expect((await ranked(10)).map(({ id }) => id)).toEqual([3, 2, 1]);
      expect((await ranked(1)).map(({ id }) => id)).toEqual([3]);
    });
  });

  describe(`after any sequence of writes, on ${engine}`, () => {
    const dates = ['2023-12-12', '2023-12-14', '2023-12', '2023', '2024-02-29'];
    const facts = fc.record({
      action: fc.constantFrom<Action>('adopt', 'grant', 'recommend', 'note', 'reject', 'defer', 'rescind'),
      period: fc.constantFrom(null, '2023', '2024-2025', '2024-04-01..2025-03-31'),
      effective_on: fc.constantFrom(null, '2023', '2024-02', '2024-05-05'),
      silence_until: fc.constantFrom(null, '2024-01-10', '2024-05-05'),
      condition: fc.constantFrom(null, 'when the fund is open'),
      condition_until: fc.constantFrom(null, '2024-03-10'),
      confirmed_on: fc.constantFrom(null, '2024-01-05'),
      referred: fc.boolean(),
      ownDay: fc.boolean(),
      words: fc.constantFrom('', 'Türkiye', '为了合作', 'الميزانية', 'Łódź; "quoted"', 'งบประมาณ'),
    });
    const step = fc.oneof(
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('meeting' as const), date: fc.constantFrom(...dates) }) },
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), meeting: fc.nat(9), facts }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('change' as const), which: fc.nat(99), facts }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('move' as const),
          meeting: fc.nat(9),
          date: fc.constantFrom(...dates),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), which: fc.nat(99) }) },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('link' as const),
          which: fc.nat(99),
          to: fc.nat(99),
          relation: fc.constantFrom(...relations),
          answer: fc.constantFrom('accept' as const, 'decline' as const),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('object' as const),
          which: fc.nat(99),
          on: fc.constantFrom('2023-12-13', '2024-02-01'),
          withdrawn: fc.constantFrom(null, '2024-03-01'),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('commit' as const), keep: fc.boolean() }) },
    );
    type Step = Drawn<typeof step>;

    it('the status is what the function says, and every title is found', async () => {
      const run = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const store = await open();
        await someMeeting(store);
        await add(store, 'party', kazakhstan);
        await perform(store, steps);
        await check(store);
        await store.close();
      });
      await fc.assert(run, { numRuns: 60 });
    });

    /** Performs the steps, those between two commits in one transaction each, which may be taken back. */
    async function perform(store: Store, steps: readonly Step[]): Promise<void> {
      let word = 0;
      const groups: { keep: boolean; steps: Step[] }[] = [{ keep: true, steps: [] }];
      for (const one of steps) {
        if (one.kind === 'commit') groups.push({ keep: one.keep, steps: [] });
        else groups.at(-1)?.steps.push(one);
      }
      for (const group of groups) {
        await store.write(
          'steps',
          async (transaction) => {
            for (const one of group.steps) {
              word += 1;
              await performStep(transaction, one, word);
            }
          },
          { dryRun: !group.keep },
        );
      }
    }

    async function performStep(transaction: Transaction, one: Step, word: number): Promise<void> {
      const pick = async (table: 'meeting' | 'decision', which: number) => {
        const rows = await transaction.rows<{ id: number }>(
          table === 'meeting' ? sql`select id from meeting order by id` : sql`select id from decision order by id`,
        );
        return rows.length === 0 ? undefined : rows[which % rows.length]?.id;
      };
      if (one.kind === 'meeting') {
        const fields = { ref: `SOC-${one.date}-${word}`, body_id: 1, date: one.date, status: 'held' as const };
        await saveRecord(transaction, 'meeting', { fields });
      } else if (one.kind === 'move') {
        const id = (await pick('meeting', one.meeting)) as number;
        const fields = { ref: `SOC-${one.date}-${word}`, body_id: 1, date: one.date, status: 'held' as const };
        await saveRecord(transaction, 'meeting', { id, fields });
      } else if (one.kind === 'add') {
        const meeting = (await pick('meeting', one.meeting)) as number;
        await saveRecord(transaction, 'decision', {
          fields: await decisionFields(transaction, one.facts, meeting, word, word),
        });
      } else if (one.kind === 'change' || one.kind === 'remove') {
        const id = await pick('decision', one.which);
        if (id === undefined) return;
        if (one.kind === 'remove') {
          await clearOf(transaction, id);
          return removeRecord(transaction, 'decision', id);
        }
        const known = (await transaction.read('decision', id))?.fields;
        const { meeting_id, number } = known as { meeting_id: number; number: number };
        const fields = await decisionFields(transaction, one.facts, meeting_id, number, word);
        await saveRecord(transaction, 'decision', { id, fields: { ...fields, links: known?.links } });
      } else if (one.kind === 'link') {
        const [id, to] = [await pick('decision', one.which), await pick('decision', one.to)];
        if (id === undefined || to === undefined || id === to) return;
        const fields = (await transaction.read('decision', id))?.fields as Fields;
        const { relation } = one;
        const link = { relation, to_id: to, answer: relation === 'answers' ? one.answer : null, note: null };
        await saveRecord(transaction, 'decision', {
          id,
          fields: { ...fields, links: [...((fields.links ?? []) as StoredLink[]), link] },
        });
      } else if (one.kind === 'object') {
        const id = await pick('decision', one.which);
        if (id === undefined) return;
        const known = await transaction.rows<{ id: number }>(sql`select id from objection where decision_id = ${id}`);
        const fields = { decision_id: id, party_id: 1, objected_on: one.on, withdrawn_on: one.withdrawn };
        await saveRecord(transaction, 'objection', known[0] === undefined ? { fields } : { id: known[0].id, fields });
      }
    }

    /** Takes away what would keep a decision from being removed. */
    async function clearOf(transaction: Transaction, id: number): Promise<void> {
      const linking = await transaction.rows<{ id: number }>(
        sql`select distinct decision_id as id from decision_link where to_id = ${id}`,
      );
      for (const later of linking) {
        const fields = (await transaction.read('decision', later.id))?.fields as Fields;
        const links = ((fields.links ?? []) as StoredLink[]).filter(({ to_id }) => to_id !== id);
        await saveRecord(transaction, 'decision', { id: later.id, fields: { ...fields, links } });
      }
      for (const objection of await transaction.rows<{ id: number }>(
        sql`select id from objection where decision_id = ${id}`,
      )) {
        await removeRecord(transaction, 'objection', objection.id);
      }
    }

    async function decisionFields(
      transaction: Transaction,
      { referred, ownDay, words, ...rest }: Drawn<typeof facts>,
      meeting_id: number,
      number: number,
      word: number,
    ): Promise<Fields> {
      const [meeting] = await transaction.rows<{ date: string }>(
        sql`select date from meeting where id = ${meeting_id}`,
      );
      const date = ownDay ? addDays(firstDay(meeting?.date as string), 1) : null;
      const title = `${words} word${word} ${words}`;
      return { ...rest, meeting_id, number, kind: 'other', title, date, referred_to_id: referred ? 1 : null };
    }

    async function check(store: Store): Promise<void> {
      const decisions = await store.rows<
        Record<string, string | number | null> & { id: number; action: Action; title: string }
      >(sql`select d.*, m.date as meeting_date, m.end_date from decision d join meeting m on m.id = d.meeting_id`);
      const links = await store.rows<{ to_id: number }>(sql`select to_id from decision_link`);
      for (const one of decisions) {
        const known = await statusFactsOf(store, one.id);
        const facts = known?.facts as StatusFacts;
        expect(facts).toMatchObject({
          action: one.action,
          referred: one.referred_to_id !== null,
          period: one.period,
          effect: { decidedOn: firstDay((one.date ?? one.end_date ?? one.meeting_date) as string) },
        });
        expect(facts.links).toHaveLength(links.filter(({ to_id }) => to_id === one.id).length);
        const rows = await store.rows<{ from: string; until: string; status: string; in_force: number }>(
          sql`select from_date as "from", until_date as "until", status, in_force from decision_status
            where decision_id = ${one.id} order by from_date`,
        );
        const said = statusIntervals(facts).map(({ inForce, ...interval }) => ({
          ...interval,
          in_force: inForce ? 1 : 0,
        }));
        expect(rows).toEqual(said);
        for (const day of ['2023-12-12', '2024-01-01', '2024-05-05', '2025-12-31', '2026-01-01']) {
          const [row] = rows.filter(({ from, until }) => from <= day && day < until);
          expect(row?.status ?? null).toBe(statusOn(facts, day));
        }
        const word = /word\d+/.exec(one.title)?.[0] as string;
        const hits = await store.rows(
          store.dialect.matching(parseQuery(`${word} ${one.title.split(' ')[0]}`), ['title'], 'decision'),
        );
        expect(hits).toEqual([{ id: one.id }]);
      }
      const [rows] = await store.rows<{ number: number }>(
        sql`select count(*) as number from decision_status where decision_id not in (select id from decision)`,
      );
      expect(rows?.number).toBe(0);
      const all = await store.rows(store.dialect.matching(parseQuery('word*'), ['title'], 'decision'));
      expect(all).toHaveLength(decisions.length);
      const copies = await store.rows(sql`select 1 as one from decision_status s join decision d on d.id = s.decision_id
        where s.decided_on <> d.decided_on or s.met_on <> d.met_on or s.meeting_id <> d.meeting_id or s.number <> d.number
          or coalesce(s.referred_to_id, 0) <> coalesce(d.referred_to_id, 0)`);
      expect(copies).toEqual([]);
    }
  });
}

const kazakhstan = { code: 'KAZ', name: 'Kazakhstan', kind: 'state' } as const;
const mongolia = { code: 'MNG', name: 'Mongolia', kind: 'state' } as const;
const budget = (meeting: number): Fields => ({
  number: 1,
  meeting_id: meeting,
  action: 'adopt',
  kind: 'budget',
  title: '2024 budget',
  period: '2024',
});
const emptyDecision = {
  symbol: null,
  symbol_key: null,
  form: null,
  date: null,
  item_id: null,
  text: null,
  referred_to_id: null,
  procedure: null,
  votes_for: null,
  votes_against: null,
  votes_abstain: null,
  silence_until: null,
  condition: null,
  condition_until: null,
  confirmed_on: null,
  effective_on: null,
  grants: null,
  evidence: null,
  source: null,
};

const add = (store: Store, entity: EntityName, fields: Fields) =>
  store.write(`add ${entity}`, (transaction) => saveRecord(transaction, entity, { fields }));

/** The body SOC and a meeting of it, in one write. */
function someMeeting(store: Store): Promise<{ body: number; meeting: number }> {
  return store.write('begin', async (transaction) => {
    const body = await saveRecord(transaction, 'body', {
      fields: { code: 'SOC', name: 'Officials', kind: 'committee' },
    });
    const fields = { ref: 'SOC-2023-12-12', body_id: body.id, date: '2023-12-12', status: 'held' } as const;
    return { body: body.id, meeting: (await saveRecord(transaction, 'meeting', { fields })).id };
  });
}

/** A query of the numbers from 1 to `most`, with something to carry. */
const numbers = (most: number, carried = '') =>
  sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < ${most})
    select i, cast(${carried} as text) || cast(i as text) as carried from n`;

const tables = {
  party: sql`select count(*) as number from party`,
  decision: sql`select count(*) as number from decision`,
  decision_tag: sql`select count(*) as number from decision_tag`,
  decision_party: sql`select count(*) as number from decision_party`,
  decision_status: sql`select count(*) as number from decision_status`,
};

async function count(reader: Reader, table: keyof typeof tables): Promise<number> {
  const [row] = await reader.rows<{ number: number }>(tables[table]);
  return Number(row?.number);
}

const blocks = (reader: Reader) => reader.rows<Block>(sql`select * from history order by id`);

async function changes(reader: Reader): Promise<Change[]> {
  return (await blocks(reader)).flatMap((block) => blockLines(blockBytes(block)).slice(1).map(parseChange));
}

async function all<Row>(batches: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}

/** All that a register keeps. */
async function dump(reader: Reader): Promise<unknown> {
  return [
    await reader.rows(sql`select * from body order by id`),
    await reader.rows(sql`select * from party order by id`),
    await reader.rows(sql`select * from meeting order by id`),
    await reader.rows(sql`select * from decision order by id`),
    await reader.rows(sql`select * from decision_tag order by decision_id, position`),
    await reader.rows(sql`select * from decision_status order by decision_id, from_date`),
    await reader.rows(sql`select * from former_decision order by meeting_id, number`),
    await reader.rows(sql`select * from history order by id`),
    await reader.rows(reader.dialect.matching(parseQuery('officials'), ['title'], 'body')),
    await reader.rows(reader.dialect.matching(parseQuery('k* '), ['title'], 'party')),
  ];
}
