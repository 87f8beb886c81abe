import { describe, expect, it } from 'vitest';
import { parseFields, type RawRecord } from '../../src/domain/fields';
import type { Input, InputFile } from '../../src/domain/input';
import { nearest } from '../../src/domain/nearest';
import { Problem } from '../../src/domain/problem';
import { entities } from '../../src/domain/schema';
import { listLimit, recordLimit } from '../../src/domain/text';
import { readCsv } from '../../src/formats/read/csv';
import { linesOf, startOf } from '../../src/formats/read/decode';
import { readNdjson } from '../../src/formats/read/ndjson';
import { readYamlRecord } from '../../src/formats/read/yaml';
import { type ParsedBody, parentsFirst } from '../../src/register/import/bodies';
import { Importer } from '../../src/register/import/importer';
import { createRecorder } from '../../src/register/recorder';
import { emptyRegister, today } from '../support/register';
import { lines } from './read';

/** Text in pieces, as a file gives it; how many were taken. */
class Pieces {
  taken = 0;

  async *endless(first: string, piece: string): AsyncIterable<string> {
    yield first;
    for (;;) {
      this.taken += 1;
      yield piece;
    }
  }
}

const piece = 'x'.repeat(65_536);
/** So many pieces are more than a record may be, and no more are taken of one that never ends. */
const most = recordLimit / piece.length + 2;

async function problemsOf(read: AsyncIterable<readonly Input[]>): Promise<string[]> {
  const found: string[] = [];
  for await (const items of read) {
    for (const item of items) if ('problem' in item) found.push(`${item.problem.line} ${item.problem.message}`);
  }
  return found;
}

describe('a record without end', () => {
  it('is not read completely: only the start of a file is needed', async () => {
    const short = new Pieces();
    expect((await startOf(short.endless('a,b\n', piece))).length).toBeLessThan(3 * piece.length);
    expect(short.taken).toBeLessThan(4);
    const long = new Pieces();
    expect((await startOf(long.endless('', piece))).length).toBeLessThan(recordLimit + 2 * piece.length);
    expect(long.taken).toBeLessThan(most);
    const blank = new Pieces();
    expect(await startOf(blank.endless('', '\n'.repeat(65_536)))).toBe('');
    expect(blank.taken).toBeLessThan(most);
  });

  it('in CSV is a problem at its line, once the limit is reached', async () => {
    for (const start of ['"open', 'not in quotes']) {
      const pieces = new Pieces();
      const read = readCsv(pieces.endless(`title,action\na,adopt\n${start}`, piece), ',', entities.decision);
      expect(await problemsOf(read)).toEqual([
        '3 the record has more than 16,000,000 characters, the limit for a record',
      ]);
      expect(pieces.taken).toBeLessThan(most);
    }
  });

  it('in NDJSON is a problem at its line, and the next line is read', async () => {
    async function* text(): AsyncIterable<string> {
      yield '{"title":"a"}\n{"title":"';
      for (let index = 0; index < most; index += 1) yield piece;
      yield '"}\n{"titel":"b"}\n';
    }
    const found = await problemsOf(readNdjson(text(), entities.decision));
    expect(found).toEqual([
      '2 the line has more than 16,000,000 characters, the limit for a record',
      '3 a decision has no column "titel"',
    ]);
    let kept = 0;
    for await (const some of linesOf(text())) for (const line of some) kept = Math.max(kept, line?.length ?? 0);
    expect(kept).toBeLessThan(100);
  });

  it('in YAML is a problem at its document, and the next document is read', async () => {
    const long = `${'# comment\n'.repeat(recordLimit / 10)}`;
    const text = `meeting: {body: SOC}\n---\nmeeting: {body: SOC}\n${long}---\nmeeting: {bodi: SOC}\n`;
    const found = await lines('m.yaml', text);
    expect(found).toEqual([
      '1:10 SOC',
      '2:1 ! the document has more than 16,000,000 characters, the limit for a record',
      `${recordLimit / 10 + 5}:11 ! a meeting has no key "bodi"`,
      `${recordLimit / 10 + 5}:10 undefined`,
    ]);
  });
});

describe('a document of YAML', () => {
  const head = 'meeting: {body: SOC, date: 2024-01-01}\n';
  it.each([
    ['a list in a list in a list', `${head}agenda: ${'['.repeat(100_000)}`, 'values are nested too deeply'],
    ['a mapping in a mapping', `${head}agenda: ${'{a: '.repeat(100_000)}`, 'values are nested too deeply'],
    ['a hyphen after a hyphen', `${head}agenda:\n${'- '.repeat(100_000)}x\n`, 'values are nested too deeply'],
    [
      'an indent in an indent',
      `${head}${Array.from({ length: 1_000 }, (_, index) => `${' '.repeat(index)}a:\n`).join('')}`,
      'values are nested too deeply',
    ],
    [
      'a text in quotes',
      `meeting: {notes: "${'x'.repeat(2_000_001)}"}\n`,
      'a text has more than 1,000,000 characters, the limit',
    ],
    [
      'a text in lines',
      `meeting:\n  notes: |\n${`    ${'x'.repeat(95)}\n`.repeat(21_000)}`,
      'a text has more than 1,000,000 characters, the limit',
    ],
    ['keys and keys', 'a: b\n'.repeat(50_000), 'the document is too long'],
  ])('is refused with %s', async (_, text, message) => {
    expect(await lines('m.yaml', text)).toEqual([expect.stringContaining(`! ${message}`)]);
    expect(readYamlRecord(text, entities.meeting).problems[0]?.message).toContain(message);
  });

  it('may be as deep, and a text as long, as records allow', async () => {
    const text = `${head}decisions:\n  - parties:\n      - {role: subject, party: KAZ}\n    text: "${'x'.repeat(1_000_000)}"\n`;
    expect(await lines('m.yaml', text)).toEqual(['1:10 SOC', '3:5 [object Object]']);
  });
});

describe('a list', () => {
  const lists = Object.values(entities).flatMap((entity) =>
    entity.columns
      .filter(({ type }) => ['list', 'parties', 'links'].includes(type))
      .map((column) => ({ entity, column })),
  );
  const item = (type: string, index: number) =>
    type === 'parties' ? `subject:P${index}` : type === 'links' ? `cites:SOC-2024/${index}` : `t${index}`;

  it.each(lists)('$column.name of a $entity.name has 1,000 items at most', ({ entity, column }) => {
    const items = (count: number) => Array.from({ length: count }, (_, index) => item(column.type, index));
    for (const written of [(all: string[]) => all, (all: string[]) => all.join(';'), JSON.stringify]) {
      const parsed = (count: number) =>
        parseFields(entity, { [column.name]: written(items(count)) } as RawRecord, today).problems.map(
          ({ message }) => message,
        );
      expect(parsed(listLimit)).toEqual([]);
      expect(parsed(listLimit + 1)).toEqual([`${column.name} has 1,001 items; the limit is 1,000`]);
    }
  });
});

describe('errors without end', () => {
  it('stop an import', async () => {
    const store = await emptyRegister();
    let read = 0;
    async function* records(): AsyncIterable<readonly Input[]> {
      for (;;) {
        read += 1;
        yield [{ problem: { line: read, column: 1, message: 'x'.repeat(5_000), advice: '' } }];
      }
    }
    const file: InputFile = { name: 'd.csv', entity: 'decision', records, close: () => undefined };
    const error = await store
      .write('import', (transaction) => new Importer(createRecorder(transaction, today)).run([file]))
      .catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Problem);
    const { parts, message } = error as Problem;
    expect(message).toBe('more than 1,000 errors in the import');
    expect([parts.length, read]).toEqual([1_000, 1_001]);
    expect(parts[0].message).toHaveLength(1_001);
  });
});

describe('bodies of a file', () => {
  /** How often the names of bodies were looked at. */
  let looks = 0;
  const body = (name: string, parent: string): ParsedBody =>
    ({
      get names() {
        looks += 1;
        return [name];
      },
      parent,
    }) as unknown as ParsedBody;

  it('are sorted in linear time, however long the chain', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, index) => body(`b${index}`, index === length - 1 ? '' : `b${index + 1}`));
    const counted = [500, 1_000].map((length) => {
      const bodies = chain(length);
      looks = 0;
      expect(parentsFirst(bodies)).toEqual(bodies.toReversed());
      return looks;
    });
    expect(counted[1]).toBeLessThanOrEqual(2 * (counted[0] as number) + 10_000);
  });

  it('follow the body that they report to; those in a cycle keep their order', () => {
    const [a, b, c, d, e] = [body('a', 'b'), body('b', ''), body('c', 'd'), body('d', 'c'), body('e', 'b')];
    expect(parentsFirst([a, b, c, d, e] as ParsedBody[])).toEqual([b, a, e, c, d]);
    const own = body('x', 'x');
    expect(parentsFirst([own, body('y', 'elsewhere')])).toHaveLength(2);
  });
});

it('nothing is similar to a word that is longer than any name', () => {
  let looked = 0;
  function* names(): Iterable<string> {
    for (let index = 0; index < 1_000; index += 1) {
      looked += 1;
      yield 'x'.repeat(1_000);
    }
  }
  expect(nearest('x'.repeat(1_001), names())).toEqual([]);
  expect(looked).toBe(0);
});
