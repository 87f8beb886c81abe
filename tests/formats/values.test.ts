import { beforeAll, describe, expect, it } from 'vitest';
import { parseFields, type RawRecord } from '../../src/domain/fields';
import { Problem } from '../../src/domain/problem';
import { type Column, entities } from '../../src/domain/schema';
import { readYamlRecord } from '../../src/formats/read/yaml';
import { demoRegister, inProcess } from '../support/cica';
import { lines, values } from './read';

const today = '2025-01-15';

let db: string;
beforeAll(async () => {
  db = await demoRegister();
});

/** What a reader makes of a title and a tag; what it refuses is an error with the message. */
type Reader = (value: string) => Promise<{ title: unknown; tags: unknown }>;

function parsed(raw: RawRecord | undefined): { title: unknown; tags: unknown } {
  const { fields, problems } = parseFields(entities.decision, raw ?? {}, today);
  if (problems[0] !== undefined) throw problems[0];
  return { title: fields.title, tags: fields.tags };
}

const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
const yaml = (value: string) => `{action: adopt, title: ${value}, tags: [${value}]}`;

async function typed(value: string): Promise<{ title: unknown; tags: unknown }> {
  const line = ['decision', 'add', 'SOC-2023-12-12', value, '--action', 'adopt', `--tag=${value}`];
  const { stdout, stderr } = await inProcess([...line, '--dry-run', '--format', 'json'], { db });
  if (stderr.startsWith('cica: ')) throw new Error(stderr);
  return JSON.parse(stdout);
}

function edited(source: string): { title: unknown; tags: unknown } {
  const { values: raw, problems } = readYamlRecord(source, entities.decision);
  if (problems[0] !== undefined) throw new Error(problems[0].message);
  return parsed(raw);
}

/** A value as it stands there without quotes. */
const bare: Readonly<Record<string, Reader>> = {
  CSV: async (value) => parsed((await values('d.csv', `title,tags\n${value},${value}\n`, 'decisions'))[0]),
  TSV: async (value) => parsed((await values('d.tsv', `title\ttags\n${value}\t${value}\n`, 'decisions'))[0]),
  'a list in a cell': async (value) =>
    parsed((await values('d.csv', `title,tags\n${value},${cell(`[${value}]`)}\n`, 'decisions'))[0]),
  NDJSON: async (value) => parsed((await values('d.ndjson', `{"title":${value},"tags":[${value}]}\n`, 'decisions'))[0]),
  YAML: async (value) =>
    parsed((await values('m.yaml', `meeting: {body: SOC, date: 2024-01-01}\ndecisions: [${yaml(value)}]\n`))[1]),
  'an editor': async (value) => edited(yaml(value)),
  'the command line': typed,
};

describe('a number is kept as it was written', () => {
  const numbers = ['12345678901234567890', '4.10', '1e3', '1E400', '-0', '0', '0.0000001000'];
  const cells = Object.keys(bare).flatMap((reader) => numbers.map((number) => [reader, number] as const));

  it.each(cells)('by %s: %s', async (reader, number) => {
    expect(await bare[reader]?.(number)).toMatchObject({ title: number, tags: [number] });
  });

  // what JSON does not have
  const signs = ['007', '0x1F', '1_000', '+5', '.5'];
  const others = Object.keys(bare).filter((reader) => reader !== 'NDJSON' && reader !== 'a list in a cell');
  it.each(others.flatMap((reader) => signs.map((sign) => [reader, sign] as const)))(
    'by %s: %s',
    async (reader, sign) => {
      expect(await bare[reader]?.(sign)).toMatchObject({ title: sign, tags: [sign] });
    },
  );

  it('in a column of whole numbers only where it is one', () => {
    const votes = (text: string) => parseFields(entities.decision, { votes_for: text }, today);
    expect(votes('12').fields).toEqual({ votes_for: 12 });
    for (const text of ['1e3', '-0', '12.0', '12345678901234567890']) {
      expect(votes(text).problems[0]?.message).toBe(`votes_for is not a whole number: "${text}"`);
    }
  });

  it('within a party and a link', async () => {
    const [raw] = await values(
      'd.ndjson',
      '{"parties":[{"role":"subject","party":12345678901234567890}],"links":[{"relation":"cites","ref":4.10}]}\n',
      'decisions',
    );
    expect(parseFields(entities.decision, raw as RawRecord, today).fields).toMatchObject({
      parties: [{ party: '12345678901234567890' }],
      links: [{ ref: '4.10' }],
    });
  });
});

/** A value in quotes, with escapes where the format has them. */
const quoted: Readonly<Record<string, Reader>> = {
  CSV: async (value) => parsed((await values('d.csv', `title,tags\n${cell(value)},${cell(value)}\n`, 'decisions'))[0]),
  TSV: async (value) =>
    parsed((await values('d.tsv', `title\ttags\n${cell(value)}\t${cell(value)}\n`, 'decisions'))[0]),
  'a list in a cell': async (value) => {
    const list = cell(JSON.stringify([value]));
    return parsed((await values('d.csv', `title,tags\n${cell(value)},${list}\n`, 'decisions'))[0]);
  },
  NDJSON: async (value) =>
    parsed((await values('d.ndjson', `${JSON.stringify({ title: value, tags: [value] })}\n`, 'decisions'))[0]),
  YAML: (value) => (bare.YAML as Reader)(JSON.stringify(value)),
  'an editor': async (value) => edited(yaml(JSON.stringify(value))),
  'the command line': typed,
};

describe('a text in quotes', () => {
  const kept = ['two  spaces', '007', 'NO', 'null', '~', 'true', '=1+1', 'a"b', "a'b", 'a\\b', '#5', 'x: y'];
  const cells = Object.keys(quoted).flatMap((reader) => kept.map((text) => [reader, text] as const));
  it.each(cells)('by %s is as written: %s', async (reader, text) => {
    expect(await quoted[reader]?.(text)).toMatchObject({ title: text, tags: [text] });
  });

  const refused = [
    ['NUL', 'a\u0000b', 'control character (U+0000)'],
    ['an escape sequence', 'a\u001b[31m', 'control character (U+001B)'],
    ['a lone surrogate', 'a\ud800b', 'incomplete Unicode character'],
    ['the second half of one', '\udc00', 'incomplete Unicode character'],
  ] as const;
  // a file in UTF-8 cannot hold half a character, only an escape can
  const escapes = (reader: string, what: string) => what !== 'a lone surrogate' || !/^[CT]SV$/.test(reader);
  it.each(
    Object.keys(quoted).flatMap((reader) => refused.map(([what, text, message]) => ({ reader, what, text, message }))),
  )('by $reader is refused with $what in it', async ({ reader, what, text, message }) => {
    if (!escapes(reader, what === 'the second half of one' ? 'a lone surrogate' : what)) return;
    await expect(quoted[reader]?.(text)).rejects.toThrow(message);
  });
});

describe('half a character', () => {
  const columns = Object.values(entities).flatMap((entity) =>
    entity.columns.filter(({ computed }) => !computed).map((column) => ({ entity, column })),
  );
  /** Every place of a value where a text can stand. */
  const placed = ({ type }: Column): RawRecord[string][] => {
    const half = 'KAZ\ud800';
    if (type === 'list') return [half, [half], JSON.stringify([half])];
    if (type === 'parties')
      return [half, `${half}:KAZ`, [{ role: 'subject', party: half }], [{ role: half, party: 'KAZ' }]];
    if (type !== 'links') return [half];
    const link = { relation: 'answers', ref: 'A', answer: 'accept', note: 'n' };
    return [half, `cites:${half}`, ...Object.keys(link).map((key) => [{ ...link, [key]: half }])];
  };

  it.each(columns)('is refused in $column.name of a $entity.name', ({ entity, column }) => {
    for (const value of placed(column)) {
      const { problems } = parseFields(entity, { [column.name]: value }, today);
      expect(problems, JSON.stringify(value)).toHaveLength(1);
    }
  });
});

describe('a duplicate key is refused at its line', () => {
  const head = 'meeting: {body: SOC, date: 2024-01-01}\n';
  it.each([
    ['CSV', 'd.csv', 'title,action,title\na,adopt,b\n', 1],
    ['TSV', 'd.tsv', 'title\taction\tTitle\na\tadopt\tb\n', 1],
    ['a list in a cell', 'd.csv', `title,links\na,${cell('[{"ref":"A","relation":"cites","ref":"B"}]')}\n`, 2],
    ['NDJSON', 'd.ndjson', '{"title":"a"}\n{"title":"b","title":"b"}\n', 2],
    ['NDJSON, escaped', 'd.ndjson', '{"title":"a"}\n{"title":"b","\\u0074itle":"c"}\n', 2],
    ['NDJSON, a party', 'd.ndjson', '{"title":"a"}\n{"parties":[{"party":"KAZ","role":"subject","party":"SAU"}]}\n', 2],
    ['NDJSON, a link', 'd.ndjson', '{"links":[{"relation":"cites","ref":"A","ref":"B"}]}\n', 1],
    ['YAML, a record', 'm.yaml', `${head}decisions:\n  - {title: a}\n  - title: b\n    title: b\n`, 5],
    ['YAML, a section', 'm.yaml', `${head}agenda: []\nagenda: []\n`, 3],
    ['YAML, a party', 'm.yaml', `${head}decisions:\n  - parties:\n    - party: KAZ\n      party: SAU\n`, 5],
    ['YAML, a link', 'm.yaml', `${head}decisions:\n  - links: [{ref: A,\n      ref: B}]\n`, 4],
    ['YAML, a chair', 'm.yaml', 'meeting:\n  chair: {name: A,\n    name: B}\n', 3],
  ])('by %s', async (_, name, content, line) => {
    const as = name === 'm.yaml' ? undefined : 'decisions';
    const told = await lines(name, content, as).catch((error: Error) => [error.message]);
    const places = told.filter((one) => one.includes('occurs twice'));
    if (name !== 'd.csv' || line === 1)
      expect(places).toEqual([expect.stringMatching(`^${line}:\\d+ ! the (key|column) `)]);
    else {
      const [raw] = await values(name, content, as);
      expect(() => parsed(raw)).toThrow('the key "ref" occurs twice');
    }
  });

  it('by an editor', () => {
    expect(() => edited('title: a\ntitle: b\n')).toThrow('the key "title" occurs twice');
  });
});

describe('a key that is not known is refused, whatever every object inherits', () => {
  const words = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '\ud800'];
  const head = 'meeting: {body: SOC, date: 2024-01-01}\n';
  const files: readonly (readonly [string, string, (key: string) => string])[] = [
    ['CSV', 'd.csv', (key) => `title,${key}\na,b\n`],
    ['TSV', 'd.tsv', (key) => `title\t${key}\na\tb\n`],
    ['NDJSON', 'd.ndjson', (key) => `{"title":"a",${JSON.stringify(key)}:"b"}\n`],
    ['YAML, a document', 'm.yaml', (key) => `${head}${JSON.stringify(key)}: x\n`],
    ['YAML, a meeting', 'm.yaml', (key) => `meeting: {${JSON.stringify(key)}: x, body: SOC, date: 2024}\n`],
    ['YAML, a chair', 'm.yaml', (key) => `meeting: {chair: {${JSON.stringify(key)}: x}}\n`],
    ['YAML, a record', 'm.yaml', (key) => `${head}decisions: [{${JSON.stringify(key)}: x}]\n`],
    ['YAML, a party', 'm.yaml', (key) => `${head}decisions: [{parties: [{${JSON.stringify(key)}: x}]}]\n`],
    ['YAML, a link', 'm.yaml', (key) => `${head}decisions: [{links: [{${JSON.stringify(key)}: x}]}]\n`],
  ];
  it.each(files.flatMap(([what, name, content]) => words.map((word) => ({ what, name, word, content }))))(
    'by $what: $word',
    async ({ name, word, content }) => {
      const told = await lines(name, content(word), name === 'm.yaml' ? undefined : 'decisions');
      expect(told.filter((line) => /has no (column|key) "/.test(line))).toHaveLength(1);
    },
  );

  const within: readonly (readonly [string, (key: string) => RawRecord])[] = [
    [
      'a party',
      (key) => ({ parties: JSON.stringify([{ party: 'KAZ' }]).replace('}', `,${JSON.stringify(key)}:"x"}`) }),
    ],
    ['a link', (key) => ({ links: `[{"relation":"cites","ref":"A",${JSON.stringify(key)}:"x"}]` })],
  ];
  it.each(within.flatMap(([what, raw]) => [...words, 'rolle'].map((word) => ({ what, word, raw }))))(
    'within $what in JSON: $word',
    async ({ word, raw }) => {
      expect(() => parsed(raw(word))).toThrow(/has no key "/);
      const [column, list] = Object.entries(raw(word))[0] as [string, string];
      const [read] = await values('d.ndjson', `{"${column}":${list}}\n`, 'decisions');
      expect(() => parsed(read)).toThrow(/has no key "/);
      expect(() => parsed(read)).toThrow(Problem);
    },
  );
});
