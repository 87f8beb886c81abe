import { deflateSync, inflateSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EntityName, entities, entityNames } from '../../src/domain/schema';
import { largestBlock } from '../../src/store/blocks';
import { statementsFor } from '../../src/store/statements';
import { copyOfRegister, demoRegister } from '../support/cica';
import { bytesIn, otherRows, tamper } from '../support/otherTool';
import { onServer } from '../support/postgres';
import { done, insides, type Run, refused, session } from '../support/session';
import { long } from './long';

/*
 * Table by table: what another tool can put there, and that verify or check tells it, ends, and nothing that reads the
 * register stops at it.
 */

let made: string;
let db: string;
let run: Run;
beforeAll(async () => {
  made = await demoRegister();
  const make = session(made);
  await done(make`decision add SOC-2024-12-05 Silent --action adopt --silence-until 2024-12-20`);
  await done(make`decision object SOC-2024-12-05/6 --party KAZ --on 2024-12-10`);
  await done(make`task add SOC-2023-12-12/1 "A report"`);
  await done(make`document add "A paper" --meeting SOC-2023-12-12`);
  await done(make`document edit "A paper" --language en`);
  await done(make`decision edit SOC-2023-12-12/8 --title "Co-operation" --tag x,y`);
  await done(make`decision add SOC-2023-12-12 "One more" --action note`);
  await done(make`decision remove SOC-2023-12-12/9 --yes`);
  await done(make`meeting edit SOC-2022-12-14 --date 2022-12-15`);
  await done(make`undo --yes`);
});
beforeEach(async () => {
  db = await copyOfRegister(made);
  run = session(db);
});

/** What reads the register in other ways than verifying it. */
const readings = [
  ...['export meetings', 'export decisions --format ndjson', 'decision list --in-force', 'search council --all'],
  ...(long
    ? ['export bodies', 'export parties', 'export standings', 'export acts', 'stats', 'due 9999d', 'decision pending']
    : []),
];

/** Every table is read, in one way or another, whatever stands in it. */
async function reads(): Promise<void> {
  for (const line of readings) {
    const { stderr, exitCode } = await run(line);
    expect(line + stderr).not.toMatch(insides);
    expect([0, 4, 5]).toContain(exitCode); // a server refuses a number that is out of range
  }
}

/** What was found: by verify, whose findings check has too, or else by check alone. */
async function found(statement: string, by: 'verify' | 'db check' = 'verify'): Promise<string> {
  await tamper(db, statement);
  const { stdout, stderr, exitCode } = await run(by);
  expect(stderr).not.toMatch(insides);
  expect(exitCode).toBe(1);
  if (by === 'verify') {
    const checked = await run`db check`;
    expect(checked.exitCode).toBe(1);
    expect(checked.stdout).toContain(stdout);
  } else await done(run`verify`);
  return stdout;
}

/** Ids that no record has, at the ends of what a column and a number can hold. */
const strange = long
  ? [
      ...['-9223372036854775808', '-9007199254740993', '-9007199254740992', '-1', '0'],
      ...['562949953421313', '9007199254740992', '9007199254740993', '9223372036854775807'],
    ]
  : ['-9007199254740992', '9007199254740993'];

/** What has to be another value than in the record that is copied. */
const others: { readonly [name in EntityName]?: Readonly<Record<string, string>> } = {
  body: { code: "'ZZZ'" },
  party: { code: "'ZZZ'" },
  meeting: { ref: "'SOC-1999-01-01'" },
  agenda_item: { number: "'99'" },
  decision: { number: '99' },
  objection: { objected_on: "'1999-01-01'" },
  instrument: { code: "'ZZZ'" },
};

/** A copy of a record, under another id. */
function copied(entity: EntityName, id: string): string {
  const columns = [...statementsFor(entity).scalars, ...entities[entity].derivedColumns, 'created', 'version'];
  const values = columns.map((name) => others[entity]?.[name] ?? name);
  const unchecked = onServer ? `alter table ${entity} drop constraint ${entity}_id_range; ` : '';
  return `${unchecked}insert into ${entity} (id, ${columns.join(', ')})
    select ${id}, ${values.join(', ')} from ${entity} order by id limit 1`;
}

describe.each(entityNames.map((entity, place) => ({ entity, place })))('a row of $entity', ({ entity, place }) => {
  it.each(long ? strange : strange.slice(place % 2, (place % 2) + 1))(
    'with the id %s is reported, and can be read',
    async (id) => {
      expect(await found(copied(entity, id))).toContain(
        `${entities[entity].label} of id ${id} is in no entry of the history; cica never assigns such an id\n`,
      );
      await reads();
    },
  );

  it.runIf(long || entity === 'decision')('with a plausible id is reported', async () => {
    expect(await found(copied(entity, '4000000'))).toMatch(/^[a-z ]+ .* is in no entry of the history$/m);
  });
});

describe('a row in another table', () => {
  const status = (id: string) => `insert into decision_status values
    (${id}, '2020-01-01', '9999-12-31', 'in force', 1, '2020-01-01', '2020-01-01', 1, 1, null)`;
  it.each([
    ["insert into decision_tag values (0, 1, 'x')", 'decision_tag has rows of decision 0, which does not exist'],
    [
      "insert into decision_tag values (9007199254740993, 1, 'x')",
      'decision_tag has rows of decision 9007199254740993, which does not exist',
    ],
    [
      "insert into decision_party values (-9007199254740993, 1, 'to', 1)",
      'decision_party has rows of decision -9007199254740993, which does not exist',
    ],
    [
      "insert into decision_link (decision_id, position, relation, to_id) values (-1, 1, 'cites', 1)",
      'decision_link has rows of decision -1, which does not exist',
    ],
    ['update decision_tag set position = position + 10', 'decision_tag: the rows of decision '],
    ['update decision_tag set position = -9007199254740993 where position = 1', 'decision_tag: the rows of decision '],
    ["insert into former_meeting values ('X', 9007199254740993)", 'former_meeting: X was added or changed'],
    ["insert into former_meeting values ('X', -9007199254740993)", 'former_meeting: X was added or changed'],
    [
      'insert into former_decision values (9007199254740993, 1, -9007199254740993)',
      'former_decision: 9007199254740993 1 was added or changed',
    ],
    ['update former_decision set decision_id = 1', 'former_decision: '],
    [
      onServer
        ? "insert into last_id values ('party', 9007199254740993)"
        : "update sqlite_sequence set seq = 9007199254740993 where name = 'party'",
      'the last id of party is 900719925474099',
    ],
    [
      'update history set id = 9223372036854775807 where entry = 11',
      'entry 11 has the id 9223372036854775807 in the history, after 10',
    ],
    ['update history set id = id - 9007199254740993', 'entry 1 has the id '],
    ['update history set id = 0 where id = 1', 'entry 2 has the id 2 in the history, after 0'],
    ['update history set entry = 9007199254740993 where entry = 11', 'its entry was altered'],
    [
      'update history set changes = 4000000000000 where entry = 11',
      'its number of changes, or that of its first change, was altered',
    ],
    ['update history set first_change = 9223372036854775807 where entry = 11', 'its number of changes'],
    [`update history set role = 'x' where entry = 11`, 'entry 11: its role was altered'],
    [`update history set undoes = '[1]' where entry = 11`, 'entry 11: the list of entries that it undoes was altered'],
  ])('%s: verify tells', async (statement, finding) => {
    expect(await found(statement)).toContain(finding);
    await reads();
  });

  const derived: readonly (readonly string[])[] = [
    [status('-9007199254740993'), 'status: there is one for decision -9007199254740993, which is not a valid id'],
    [status('9007199254740993'), 'status: there is one for decision 9007199254740993, which is not a valid id'],
    [status('0'), 'status: there is one for decision 0, which is not a valid id'],
    ...(onServer
      ? [
          [
            "insert into search values (4, 9007199254740993, 1, false, 'x')",
            'search: the words of decision 9007199254740993',
          ],
          [
            "insert into search values (4, -9007199254740993, 1, false, 'x')",
            'search: the words of decision -9007199254740993',
          ],
          ["insert into search values (-1, 5, 1, false, 'x')", 'search: the words of nothing 5'],
          ["insert into search values (99, 5, 1, false, 'x')", 'search: the words of nothing 5'],
          [
            'update search set long = not long where place = 4 and id = 1',
            'search: the words of decision 1 do not match',
          ],
        ]
      : [
          [
            "insert into search (rowid, title, text, other) values (-9223372036854775804, 'x', '', '')",
            'search: the words of decision -576460752303423488',
          ],
          [
            "insert into search (rowid, title, text, other) values (9223372036854775807, 'x', '', '')",
            'search: the words of nothing 576460752303423487',
          ],
          [
            "insert into search (rowid, title, text, other) values (-12, '', '', '')",
            'search: the words of decision -1 do not match',
          ],
        ]),
  ];
  it.each(derived)('%s: check reports it, and rebuilds it', async (statement = '', finding = '') => {
    expect(await found(statement, 'db check')).toContain(finding);
    await reads();
    await done(run`db check --repair`);
    await done(run`db check`);
  });
});

describe('a block of the history', () => {
  const bounds: readonly (readonly [what: string, statement: string])[] = [
    [
      'that inflates to more than a block can be',
      `update history set packed = 1, changes = 2, body = ${bytesIn(deflateSync(Buffer.alloc(largestBlock + 1)))} where entry = 11`,
    ],
    [
      'of bytes that are no text',
      `update history set packed = 0, body = ${bytesIn(Buffer.from([0xff]))} where entry = 11`,
    ],
  ];
  it.each(bounds)('%s is reported by verify, and refused by readers', async (_, statement) => {
    expect(await found(statement)).toContain('entry 11: its content cannot be read: ');
    const all = ['log', 'log SOC-2022-12-14', 'undo --dry-run', 'show SOC-2022-12-14 --at 3'];
    for (const line of long || !statement.includes('packed = 1') ? all : all.slice(0, 1)) {
      const ran = await run(line);
      expect(line + ran.stderr).toMatch(/cica: entry 11 of the history cannot be read: it is /);
      expect(ran.exitCode).toBe(5);
    }
  });

  it('with bytes after its compressed ones is reported', async () => {
    const [row] = await otherRows(db, 'select body from history where entry = 1 order by id desc limit 1');
    const body = bytesIn(Buffer.concat([row?.body as Buffer, Buffer.from('x')]));
    expect(await found(`update history set body = ${body} where entry = 1 and first_change = 1`)).toContain(
      'entry 1: its content cannot be read: its compressed bytes are followed by others\n',
    );
  });

  it.each([
    ['compressed though it has one change', 11, 1],
    ['not compressed though it has several', 1, 0],
  ])('%s is told', async (_, entry, packed) => {
    const [row] = await otherRows(db, `select packed, body from history where entry = ${entry} limit 1`);
    const body = row?.body as Buffer;
    const other = bytesIn(packed === 1 ? deflateSync(body) : inflateSync(body));
    expect(await found(`update history set packed = ${packed}, body = ${other} where entry = ${entry}`)).toBe(
      `entry ${entry}: its column packed was altered\n`,
    );
  });

  it('with a text of impossible length is reported, and the text is not read', async () => {
    const text = onServer ? "repeat('0', 2000000)" : 'hex(zeroblob(1000000))';
    expect(await found(`update history set command = ${text}, actor = ${text} where entry = 11`)).toBe(
      'entry 11: its actor was altered\nentry 11: its command was altered\n',
    );
    expect(await done(run`log --limit 1 --columns actor,command --no-header`)).toMatch(/^… +…\n/);
  });
});

/** As someone does who writes into the schema of SQLite itself. */
const inSchema = (table: string, is: string, other: string): string =>
  `pragma writable_schema = on; update sqlite_schema set sql = replace(sql, '${is}', '${other}') where name = '${table}'`;

const bothEngines: readonly (readonly [statement: string, finding: string])[] = [
  ['drop index decision_tag_tag', 'the index decision_tag_tag is missing'],
  ['create index planted on decision (title)', 'there is an index that cica did not create: planted'],
  [
    'drop index decision_tag_tag; create index decision_tag_tag on decision_tag (decision_id, tag)',
    'the index decision_tag_tag is not as cica creates it',
  ],
  [
    'drop index decision_tag_tag; create index decision_tag_tag on decision_tag (tag, decision_id) where position = 1',
    'the index decision_tag_tag is not as cica creates it',
  ],
  ['create table planted (one bigint)', 'there is a table that cica did not create: planted'],
];

const ofEngine: readonly (readonly [statement: string, finding: string])[] = onServer
  ? [
      ['alter table decision add column planted text', 'there is a column that cica did not create: decision.planted'],
      [
        'alter table decision alter column title drop not null',
        'the column decision.title is not as cica creates it: text collate C',
      ],
      [
        "alter table decision alter column kind set default 'x'",
        'the column decision.kind is not as cica creates it: ',
      ],
      [
        'alter table decision alter column votes_for type integer',
        'the column decision.votes_for is not as cica creates it: integer',
      ],
      ['alter table task set unlogged', 'the table task is not as cica creates it: unlogged'],
      [
        'alter table task enable row level security',
        'the table task is not as cica creates it: permanent row security',
      ],
      ['create policy planted on task using (true)', 'there is a policy that cica did not create: planted'],
      [
        'alter table history drop constraint history_changes_check; alter table history add constraint history_changes_check check (changes > -5)',
        "the constraint history_changes_check is not as cica creates it: history CHECK (changes > '-5'::integer)",
      ],
      [
        'alter table task add constraint planted check (id > 0)',
        'there is a constraint that cica did not create: planted',
      ],
      [
        'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
        'the function refuse_change is not as cica creates it',
      ],
      [
        'create function planted() returns integer language sql as $$ select 1 $$',
        'there is a function that cica did not create: planted',
      ],
      ['create sequence planted', 'there is a sequence that cica did not create: planted'],
      ["create type planted as enum ('a')", 'there is a type that cica did not create: planted'],
      ['create view planted as select 1 as one', 'there is a view that cica did not create: planted'],
      [
        'create rule planted as on delete to task do instead nothing',
        'there is a rule that cica did not create: planted',
      ],
    ]
  : [
      [
        'alter table decision add column planted text',
        'the table decision has planted text, which cica did not create',
      ],
      [
        inSchema('decision', 'title text not null', 'title text'),
        "the table decision lacks title text not null check (title <> '')",
      ],
      [
        inSchema('history', 'check (changes > 0)', ''),
        'the table history lacks changes integer not null check (changes > 0)',
      ],
      [
        inSchema('history', '(0, 1)', '(0, 1, 2)'),
        'the table history has packed integer not null check (packed in (0, 1, 2)), which cica did not create',
      ],
      [inSchema('task', 'references decision (id)', ''), 'the table task lacks '],
      [inSchema('task', 'strict', ''), 'the table task lacks strict'],
      ['create table search_content (one)', 'there is a table that cica did not create: search_content'],
      ['drop table search', 'the table search is missing'],
    ];

describe('altered tables and indexes', () => {
  it.each([...bothEngines, ...ofEngine])('%s: check reports it', async (statement, finding) => {
    await tamper(db, statement);
    const { stdout, stderr, exitCode } = await run`db check`;
    expect(stdout).toContain(`${onServer ? 'schema' : 'file'}: ${finding}`);
    expect(stderr).not.toMatch(insides);
    expect(exitCode).toBe(1);
  });

  it('statistics and a vacuum do not count as alterations', async () => {
    await tamper(db, 'analyze');
    if (!onServer) await tamper(db, 'vacuum');
    await done(run`db check`);
  });
});

it('a backup is refused for any finding of check, not only for its history', async () => {
  if (onServer) return;
  const copy = `${db}.copy`;
  await done(run`db backup ${copy}`);
  for (const [statement, finding] of [
    ['drop index decision_body', 'file: the index decision_body is missing\n'],
    ["update decision_status set status = 'ended'", 'status: what is stored for decision 1, '],
  ] as const) {
    const altered = await copyOfRegister(copy);
    await tamper(altered, statement);
    const ran = await run`db restore ${altered} --yes`;
    expect(ran.stdout).toContain(finding);
    expect(ran.stderr).toContain('; nothing was restored\nto restore it all the same: --force\n');
    expect(ran.exitCode).toBe(1);
  }
  refused(await session(copy)`verify --expect 00`, 2, '"00" is not a hash');
});
