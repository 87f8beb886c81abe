import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/domain/row';
import type { Format } from '../../src/formats/write/format';
import { json, ndjson } from '../../src/formats/write/json';
import { markdown } from '../../src/formats/write/markdown';
import { yaml } from '../../src/formats/write/yaml';
import { lines, opened, read, values } from './read';

describe('an NDJSON file', () => {
  it('has one object per line', async () => {
    const text =
      '{"code":"A","name":null}\n\n  {"code":"B","name":"\\u2028 \\"x\\""}\r\n{"code":"C","aliases":["a","b"]}';
    expect(await values('b.ndjson', text, 'bodies')).toEqual([
      { code: 'A', name: null },
      { code: 'B', name: '\u2028 "x"' },
      { code: 'C', aliases: ['a', 'b'] },
    ]);
    expect(await lines('b.ndjson', text, 'bodies')).toEqual(['1:1 A', '3:1 B', '4:1 C']);
  });

  it('keeps texts, takes numbers, and parties as objects or texts', async () => {
    const text =
      '{"ref":"x","votes_for":12,"period":2024,"parties":[{"role":"applicant","party":"SAU","name":"S"},"MNG"]}\n';
    expect(await values('d.ndjson', text)).toEqual([
      { ref: 'x', votes_for: '12', period: '2024', parties: [{ role: 'applicant', party: 'SAU', name: 'S' }, 'MNG'] },
    ]);
  });

  it.each([
    ['{"code":', 'this is not JSON'],
    ['[1]', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['"x"', 'not a JSON object'],
    ['{"cod":"A"}', 'a body has no column "cod"'],
    ['{"code":true}', 'code is not a value that can be read'],
    ['{"code":{"a":1}}', 'code is not a value that can be read'],
    ['{"aliases":[true]}', 'aliases is not a value that can be read'],
    ['{"code":"B","code":"C"}', 'the key "code" occurs twice'],
    ['{"aliases":[["a"]]}', 'aliases is not a value that can be read'],
    ['{"__proto__":"x"}', 'a body has no column "__proto__"'],
  ])('with %s in a line is refused for that line', async (line, message) => {
    const found = await lines('b.ndjson', `{"code":"A"}\n${line}\n{"code":"B"}\n`, 'bodies');
    expect(found).toEqual(['1:1 A', expect.stringContaining(`2:1 ! ${message}`), '3:1 B']);
  });

  it('is recognized by its beginning, even if its first line is very long', async () => {
    const long = `${JSON.stringify({ meeting: 'M', action: 'note', title: 'x', text: 'x'.repeat(300_000) })}\n`;
    for (const name of ['d.ndjson', 'd.jsonl', 'd']) expect((await opened(name, long)).entity).toBe('decision');
    expect(await read('d.ndjson', long.repeat(2))).toHaveLength(2);
  });
});

const columns = ['ref', 'title', 'tags', 'parties', 'votes'];
const party = { role: 'applicant', party: 'SAU', name: 'Saudi Arabia' };
const rows: Row[] = [
  { ref: 'SOC-2023-12-12/1', title: 'NO', tags: ['a', '4.10'], parties: [party], votes: 3 },
  { ref: 'x', title: 'two\nlines | <b> "会"', tags: [], parties: [], votes: null, other: 'not asked for' },
];

async function written(format: Format, batches: Row[][], header = true): Promise<string> {
  const writer = await format(columns, { header, excel: false });
  return writer.head() + batches.map((batch) => writer.rows(batch)).join('') + writer.end();
}

describe('what is written', () => {
  const first =
    '{"ref":"SOC-2023-12-12/1","title":"NO","tags":["a","4.10"],"parties":[{"role":"applicant","party":"SAU","name":"Saudi Arabia"}],"votes":3}';
  const second = '{"ref":"x","title":"two\\nlines | <b> \\"会\\"","tags":[],"parties":[],"votes":null}';

  it('as JSON is one array, one object per line, in whatever batches the rows come', async () => {
    expect(await written(json, [rows])).toBe(`[\n  ${first},\n  ${second}\n]\n`);
    expect(
      await written(
        json,
        rows.map((row) => [row]),
      ),
    ).toBe(`[\n  ${first},\n  ${second}\n]\n`);
    expect(await written(json, [[]])).toBe('[]\n');
    expect(await written(json, [])).toBe('[]\n');
  });

  it('as NDJSON is one object per line', async () => {
    expect(await written(ndjson, [rows])).toBe(`${first}\n${second}\n`);
    expect(await written(ndjson, [])).toBe('');
  });

  it('as YAML is a list, with quotes wherever a reader could take a text for something else', async () => {
    expect(await written(yaml, [rows])).toBe(
      [
        '- ref: SOC-2023-12-12/1',
        '  title: "NO"',
        '  tags:',
        '    - a',
        '    - "4.10"',
        '  parties:',
        '    - role: applicant',
        '      party: SAU',
        '      name: Saudi Arabia',
        '  votes: 3',
        '- ref: x',
        '  title: |-',
        '    two',
        '    lines | <b> "会"',
        '  tags: []',
        '  parties: []',
        '  votes: null',
        '',
      ].join('\n'),
    );
    expect(await written(yaml, [])).toBe('[]\n');
  });

  it('as Markdown is a table in which nothing is markup', async () => {
    expect(await written(markdown, [rows])).toBe(
      [
        '| ref | title | tags | parties | votes |',
        '| --- | --- | --- | --- | --- |',
        '| SOC-2023-12-12/1 | NO | a; 4.10 | applicant:SAU | 3 |',
        '| x | two<br>lines \\| \\<b\\> "会" |  |  |  |',
        '',
      ].join('\n'),
    );
    expect(await written(markdown, [[]], false)).toBe('');
  });
});
