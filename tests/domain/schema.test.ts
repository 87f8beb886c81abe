import sql, { raw } from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import { columnOf, entities, entityNames, isPart, isStored, storedFields, storedName } from '../../src/domain/schema';
import { partTables } from '../../src/store/statements';
import { emptyRegister } from '../support/register';

describe('the columns of files', () => {
  // A contract for scripts: headers, keys and their order. More may come; none goes or changes its place.
  it.each([
    ['body', 'code, name, aliases, kind, reports_to, meetings, decisions'],
    ['party', 'code, name, aliases, kind, standing, since'],
    [
      'meeting',
      'ref, body, ordinal, title, date, end_date, place, mode, status, chair, chair_title, chair_party, ' +
        'agenda_items, decisions, source, notes, evidence',
    ],
    ['agenda_item', 'ref, meeting, number, title, presenter, decisions, notes'],
    [
      'decision',
      'ref, symbol, date, body, meeting, item, action, kind, title, text, status, period, referred_to, answered_by, procedure, ' +
        'votes_for, votes_against, votes_abstain, silence_until, condition, condition_until, confirmed_on, effective_on, ' +
        'grants, parties, tags, links, evidence, source, created_at, updated_at, form',
    ],
    ['objection', 'decision, party, on, withdrawn_on, note'],
    ['standing', 'party, standing, since, until, given_by, note'],
    ['instrument', 'code, title, adopted_by'],
    ['act', 'instrument, party, kind, date, noted_by'],
    ['task', 'id, decision, what, responsible, due_on, done_on, status, reports'],
    ['document', 'symbol, title, kind, language, url, file, sha256, size, meeting, item, decision'],
  ] as const)('of a %s', (name, columns) => {
    expect(entities[name].columns.map((column) => column.name).join(', ')).toBe(columns);
  });

  it.each([
    ['body', 'meetings, decisions'],
    ['party', 'standing, since'],
    ['meeting', 'agenda_items, decisions'],
    ['agenda_item', 'ref, decisions'],
    ['decision', 'body, status, answered_by, created_at, updated_at'],
    ['objection', ''],
    ['standing', ''],
    ['instrument', ''],
    ['act', ''],
    ['task', 'id, status'],
    ['document', ''],
  ] as const)('that are computed, of a %s: %s', (name, computed) => {
    const found = entities[name].columns.filter((column) => column.computed);
    expect(found.map((column) => column.name).join(', ')).toBe(computed);
  });
});

describe('the list of entities', () => {
  it('is in the order of dependencies', () => {
    for (const [place, name] of entityNames.entries()) {
      const named = entities[name].columns.flatMap(({ entity }) => (entity === undefined ? [] : [entity]));
      for (const other of named) expect(entityNames.indexOf(other)).toBeLessThanOrEqual(place);
    }
  });

  it.each(entityNames)('says of a %s what its columns need', (name) => {
    const entity = entities[name];
    expect(entity.name).toBe(name);
    expect(entity.columns.map((column) => column.name)).toContain(entity.key);
    const { key, table, title = key, page: { mark = key, facts = [], sections = [] } = {} } = entity;
    for (const shown of [...table, title, mark, ...facts, ...sections]) expect(columnOf(entity, shown)).toBeDefined();
    for (const column of entity.columns) {
      expect(column.entity !== undefined).toBe(column.type === 'reference');
      expect(column.values !== undefined).toBe(column.type === 'enum');
      expect(column.description).not.toBe('');
    }
    expect(new Set(entity.columns.map((column) => column.name)).size).toBe(entity.columns.length);
  });

  it('has no unexpected column', () => {
    expect(() => columnOf(entities.body, 'colour')).toThrow('body has no column colour');
  });
});

interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
}

describe('the migrated schema', async () => {
  const store = await emptyRegister();
  const tableInfo = (table: string) =>
    store.rows<TableColumn>(sql`select name, type, "notnull" from pragma_table_info(${table})`);

  it.each(entityNames)('keeps of a %s what is stored, what is derived, and when it changed', async (name) => {
    const columns = await tableInfo(name);
    const { scalars } = storedFields(entities[name]);
    const expected = ['id', ...scalars, ...entities[name].derivedColumns, 'created', 'version'];
    expect(columns.map((column) => column.name).sort()).toEqual(expected.sort());
  });

  it.each(entityNames)('keeps the values of a %s in columns of their kind', async (name) => {
    const entity = entities[name];
    const columns = new Map((await tableInfo(name)).map((column) => [column.name, column]));
    for (const column of entity.columns.filter((one) => isStored(one) && !isPart(one))) {
      const found = columns.get(storedName(column));
      const whole = column.type === 'integer' || column.type === 'reference';
      expect(`${column.name} ${found?.type}`).toBe(`${column.name} ${whole ? 'INTEGER' : 'TEXT'}`);
      // a later schema may let a task stand without a decision
      const mayBeEmpty = name === 'task' && column.name === 'decision';
      const filled = (column.required || column.filled || column.type === 'list') && !mayBeEmpty;
      expect(`${column.name} ${found?.notnull}`).toBe(`${column.name} ${filled ? 1 : 0}`);
    }
    for (const number of ['created', 'version']) expect(columns.get(number)?.type).toBe('INTEGER');
  });

  it('keeps parts in tables of their own, each with the decision and a place', async () => {
    const parts = storedFields(entities.decision).parts.map((column) => column.name);
    expect(parts.sort()).toEqual(['links', 'parties', 'tags']);
    for (const { table, columns } of partTables) {
      const found = await tableInfo(table);
      expect(found.map((column) => column.name)).toEqual(['decision_id', 'position', ...columns]);
    }
    for (const name of entityNames.filter((one) => one !== 'decision')) {
      expect(storedFields(entities[name]).parts).toEqual([]);
    }
  });

  it('has a strict table for every entity, and only the other tables listed here', async () => {
    const tables = await store.rows<{ name: string; strict: number }>(
      sql`select name, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'`,
    );
    const beside = [
      'decision_party',
      'decision_tag',
      'decision_link',
      'former_meeting',
      'former_decision',
      'decision_status',
      'history',
    ];
    expect(tables.map(({ name }) => name).sort()).toEqual([...entityNames, ...beside].sort());
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
  });

  it('needs no custom function: other tools can write to it', async () => {
    const [triggers] = await store.rows<{ number: number }>(
      sql`select count(*) as number from sqlite_schema where type = 'trigger'`,
    );
    expect(triggers?.number).toBe(0);
    for (const name of entityNames) {
      const [hidden] = await store.rows<{ number: number }>(
        sql`select count(*) as number from pragma_table_xinfo(${name}) where hidden <> 0`,
      );
      expect(hidden?.number).toBe(0);
      await store.rows(sql`select * from ${raw(name)}`);
    }
  });
});
