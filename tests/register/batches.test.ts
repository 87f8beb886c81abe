import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import type { EntityName } from '../../src/domain/schema';
import type { Store } from '../../src/store/store';
import { headHash, verify } from '../../src/store/verify';
import { type ImportCase, importCase } from '../support/importCases';
import { Coverage, type Imported } from '../support/importCoverage';
import type { CaseFile } from '../support/importFiles';
import { type ImportOptions, importCaseFiles, type Outcome } from '../support/imports';
import { onServer, tries } from '../support/postgres';
import { edit, emptyRegister, everything, record, remove } from '../support/register';

/** A register whose meetings have a former reference, a number that was given up by a move and one by a removal. */
async function register(): Promise<Store> {
  const store = await emptyRegister();
  await record(store, 'body', { code: 'SOC', name: 'Officials' });
  await record(store, 'meeting', { body: 'SOC', date: '2024-01-01' });
  await record(store, 'meeting', { body: 'SOC', date: '2024-02-01' });
  const decisions: [string, string][] = [
    ['2024-01-01', 'One'],
    ['2024-01-01', 'Two'],
    ['2024-01-01', 'Three'],
    ['2024-02-01', 'One'],
    ['2024-02-01', 'One'],
  ];
  for (const [day, title] of decisions) {
    await record(store, 'decision', {
      meeting: `SOC-${day}`,
      action: 'adopt',
      title,
      symbol: title === 'Two' ? 'A' : '',
    });
  }
  await edit(store, 'decision', 'SOC-2024-01-01/1', { meeting: 'SOC-2024-02-01' });
  await remove(store, 'decision', 'SOC-2024-01-01/3');
  await edit(store, 'meeting', 'SOC-2024-02-01', { date: '2024-02-02' });
  return store;
}

const maybe = (values: readonly string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
/** A reference that leads somewhere or is free, former ones too; seldom one that nothing can have. */
const reference = fc.oneof(
  { arbitrary: fc.constantFrom('2024-01-01/2', '2024-01-01/1', '2024-01-01/4', '2024-01-01/7'), weight: 6 },
  { arbitrary: fc.constantFrom('2024-02-02/1', '2024-02-01/2', '2024-02-02/3', '2024-02-02/5'), weight: 6 },
  { arbitrary: fc.constantFrom('2024-01-01/3', '2024-02-01/5', '2024-03-03/1'), weight: 1 },
);
const row = fc
  .record({
    ref: fc.option(reference, { nil: undefined, freq: 2 }),
    meeting: fc.constantFrom('2024-01-01', '2024-02-01', '2024-02-02'),
    symbol: fc.option(fc.constantFrom('A', 'B', ''), { nil: undefined, freq: 2 }),
    action: fc.constantFrom('adopt', 'note'),
    title: fc.constantFrom('One', 'Two', 'Three'),
    text: maybe(['as read', 'otherwise']),
    links: maybe(['2024-01-01/1', '2024-01-01/2', '2024-02-01/2', '2024-02-02/3']),
  })
  .map(
    ({ ref, meeting, symbol, links, ...values }): RawRecord => ({
      ...values,
      ...(ref === undefined && { symbol }),
      ...(ref && { ref: `SOC-${ref}` }),
      meeting: `SOC-${ref?.split('/')[0] ?? meeting}`,
      ...(links && { links: `cites:SOC-${links}` }),
    }),
  );

/** What an import of rows does, read so many at a time: its summary, or its errors; and what is on record then. */
async function imported(rows: readonly RawRecord[], block: number): Promise<{ outcome: Outcome; register: unknown }> {
  const store = await register();
  const records = rows.map((values) => ({ entity: 'decision', values }) as const);
  const outcome = await importCaseFiles(store, [{ name: 'decisions.csv', entity: 'decision', block, records }]);
  const result = { outcome, register: await everything(store) };
  await store.close();
  return result;
}

async function expectSame(rows: readonly RawRecord[]): Promise<Outcome> {
  const together = await imported(rows, rows.length);
  expect(together).toEqual(await imported(rows, 1));
  return together.outcome;
}

const first = { meeting: 'SOC-2024-01-01', action: 'note', title: 'One' };

describe('an import does the same, whether its records are read one by one or together', () => {
  it.each([
    [
      'a symbol that was given up just now',
      [
        { ref: 'SOC-2024-01-01/2', symbol: '' },
        { ...first, symbol: 'A' },
      ],
    ],
    [
      'a number that was asked for just now',
      [
        { ref: 'SOC-2024-01-01/4', ...first },
        { ref: 'SOC-2024-01-01/4', text: 'same' },
      ],
    ],
    [
      'a number that was given up just now',
      [
        { ref: 'SOC-2024-01-01/2', meeting: 'SOC-2024-02-02' },
        { ref: 'SOC-2024-01-01/2', text: 'same' },
        // in small letters it does not keep the number free
        { ref: 'soc-2024-02-02/4', text: 'same' },
      ],
    ],
    [
      'a name that was changed just now',
      [
        { ref: 'SOC-2024-01-01/2', title: 'Five' },
        { ...first, title: 'Five' },
      ],
    ],
  ])('%s', async (what, rows) => {
    const outcome = await expectSame(rows);
    // a reference that stands twice in a file is an error
    expect(Array.isArray(outcome)).toBe(what.startsWith('a number'));
  });

  it('any', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 5 }), async (given) => {
        // read together, a number that is asked for further below is not given to a line without one
        const rows = [...given.filter(({ ref }) => ref), ...given.filter(({ ref }) => !ref)];
        if ('created' in (await expectSame(rows))) done += 1;
      }),
      { numRuns: tries(40) },
    );
    // the few runs on a server may all be errors
    if (!onServer) expect(done, 'imports that were no error').toBeGreaterThan(4);
  });
});

/** What imports do, one after another. */
async function importedAll(imports: ImportCase['imports'], options: ImportOptions): Promise<Imported> {
  const store = await emptyRegister();
  const outcomes: Outcome[] = [];
  const hashes: string[] = [];
  for (const files of imports) {
    outcomes.push(await importCaseFiles(store, files, options));
    hashes.push(await headHash(store));
  }
  const { findings } = await verify(store, { nameOf: async (entity, id) => `${entity} ${id}` });
  const result = { outcomes, hashes, findings, register: await everything(store) };
  // a case that fails is tried in hundreds of smaller ones, each with files of its own
  await store.close();
  return result;
}

/** What imports do, however many records are decided together, and whatever is remembered of those before. */
async function expectSameInBatches(imports: ImportCase['imports']): Promise<Imported> {
  const together = await importedAll(imports, { batch: 500 });
  for (const batch of [1, 2, 7]) expect(await importedAll(imports, { batch })).toEqual(together);
  expect(await importedAll(imports, { batch: 1, forgets: true })).toEqual(together);
  expect(together.findings).toEqual([]);
  return together;
}

/** Two bodies with a meeting each, and decisions. */
function filesWith(decisions: readonly RawRecord[]): CaseFile[] {
  const file = (entity: EntityName, values: readonly RawRecord[]): CaseFile => ({
    name: `${entity}.csv`,
    entity,
    block: 1_000,
    records: values.map((one) => ({ entity, values: one })),
  });
  return [
    file('body', [
      { code: 'CA', name: 'Council' },
      { code: 'CB', name: 'Committee' },
    ]),
    file('meeting', [
      { ref: 'CB-2024-01-01', body: 'CB', date: '2024-01-01' },
      { ref: 'CA-2024-02-01', body: 'CA', date: '2024-02-01' },
    ]),
    file('decision', decisions),
  ];
}

const asked = { ref: 'CB-2024-01-01/1', meeting: 'CB-2024-01-01', action: 'recommend', title: 'Budget' };
const answer = {
  meeting: 'CA-2024-02-01',
  action: 'adopt',
  title: 'Budget',
  links: ['answers:CB-2024-01-01/1:accept'],
};

describe('the number of records decided together', () => {
  it('cannot be observed where a decision is answered twice', async () => {
    const { outcomes } = await expectSameInBatches([filesWith([{ ...asked, referred_to: 'CA' }, answer, answer])]);
    expect(outcomes).toMatchObject([
      [{ message: 'links: CB-2024-01-01/1 was already answered, by CA-2024-02-01/1', location: 'decision.csv:4:4' }],
    ]);
  });

  it('cannot be observed where a decision is answered in the file that refers it', async () => {
    const { outcomes, register } = await expectSameInBatches([
      filesWith([asked]),
      filesWith([{ ...asked, referred_to: 'CA' }, answer]),
    ]);
    expect(outcomes[1]).toMatchObject({ updated: { decision: 1 }, created: { decision: 1 } });
    expect(register.decision.map(({ status }) => status)).toEqual(['in force', 'accepted']);
  });

  it('cannot be observed where a decision failed, so that those after it count on its number', async () => {
    const failed = { meeting: 'CB-2024-01-01', action: 'frobnicate', title: 'Plan' };
    const second = { meeting: 'CB-2024-01-01', action: 'recommend', title: 'Budget', referred_to: 'CB' };
    const answers = { ...answer, links: ['answers:CB-2024-01-01/2:accept'] };
    const { outcomes } = await expectSameInBatches([filesWith([failed, second, answers])]);
    expect(outcomes).toMatchObject([
      [
        { message: 'action: unknown action "frobnicate"' },
        { message: 'links: CB-2024-01-01/2 was referred to CB, not to CA' },
      ],
    ]);
  });

  it('cannot be observed where a meeting moves past the end of the standing that its decision granted', async () => {
    const fileOf = (entity: EntityName, values: RawRecord): CaseFile => ({
      name: `${entity}.csv`,
      entity,
      block: 1_000,
      records: [{ entity, values }],
    });
    const grant = { action: 'grant', parties: ['applicant:G1'] };
    const { outcomes } = await expectSameInBatches([
      [
        ...filesWith([
          { ...grant, meeting: 'CB-2024-01-01', kind: 'observer status', title: 'Observer' },
          { ...grant, meeting: 'CA-2024-02-01', kind: 'membership', title: 'Member' },
        ]),
        fileOf('party', { code: 'G1', name: 'Guest', kind: 'person' }),
      ],
      [fileOf('meeting', { ref: 'CB-2024-01-01', body: 'CB', date: '2024-01-01', end_date: '2024-03-01' })],
    ]);
    expect(outcomes[1]).toMatchObject([
      {
        location: 'meeting.csv:2:0',
        message: 'the standing that CB-2024-01-01/1 grants: a standing cannot end before its second day',
      },
    ]);
  });

  it('cannot be observed in any import', async () => {
    const coverage = new Coverage();
    await fc.assert(
      fc.asyncProperty(importCase, async ({ imports }) => coverage.add(await expectSameInBatches(imports))),
      { numRuns: tries(30) },
    );
    if (onServer) return;
    for (const [what, least] of Object.entries(enough)) expect(coverage.of(what), what).toBeGreaterThanOrEqual(least);
    expect(coverage.errors().length, 'kinds of errors').toBeGreaterThanOrEqual(12);
  });
});

/** What must occur so often that the cases are worth their time. */
const enough = {
  'second imports done': 4,
  'second imports refused': 5,
  answers: 1,
  cites: 3,
  amends: 1,
  supersedes: 1,
  'follows up': 2,
  rescinds: 1,
  'created decision': 15,
  'created task': 5,
  'updated decision': 15,
  'updated agenda_item': 15,
  'updated meeting': 10,
  'updated standing': 3,
  'standing given': 4,
};
