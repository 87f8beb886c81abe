import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import type { Input, InputFile } from '../../src/domain/input';
import { Problem } from '../../src/domain/problem';
import { Importer } from '../../src/register/import/importer';
import { createRecorder } from '../../src/register/recorder';
import type { Store } from '../../src/store/store';
import { edit, emptyRegister, everything, record, remove, today } from '../support/register';

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
async function imported(rows: readonly RawRecord[], atATime: number): Promise<unknown> {
  const store = await register();
  const inputs = rows.map(
    (values, at): Input => ({
      entity: 'decision',
      values,
      position: () => ({ line: at + 2, column: 1 }),
    }),
  );
  async function* records(): AsyncIterable<readonly Input[]> {
    for (let at = 0; at < inputs.length; at += atATime) yield inputs.slice(at, at + atATime);
  }
  const file: InputFile = { name: 'decisions.csv', entity: 'decision', records, close: () => undefined };
  const outcome = await store
    .write('import', (transaction) => new Importer(createRecorder(transaction, today)).run([file]))
    .catch((error: unknown) => {
      if (error instanceof Problem && error.reason === 'import') {
        return error.parts.map(({ place, message, advice }) => ({ place, message, advice }));
      }
      throw error;
    });
  return { outcome, register: await everything(store) };
}

async function expectSame(rows: readonly RawRecord[]): Promise<unknown> {
  const together = await imported(rows, rows.length);
  expect(together).toEqual(await imported(rows, 1));
  return together;
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
    const { outcome } = (await expectSame(rows)) as { outcome: unknown };
    // a reference that stands twice in a file is an error
    expect(Array.isArray(outcome)).toBe(what.startsWith('a number'));
  });

  it('any', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 5 }), async (given) => {
        // read together, a number that is asked for further below is not given to a line without one
        const rows = [...given.filter(({ ref }) => ref), ...given.filter(({ ref }) => !ref)];
        const { outcome } = (await expectSame(rows)) as { outcome: unknown };
        if (!Array.isArray(outcome)) done += 1;
      }),
      { numRuns: 80 },
    );
    expect(done, 'imports that were no error').toBeGreaterThan(10);
  }, 120_000);
});
