import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/domain/row';
import { entities } from '../../src/domain/schema';
import { readCsv } from '../../src/formats/read/csv';
import { csv, tsv } from '../../src/formats/write/csv';
import { lines, opened, read, values } from './read';

const utf16 = (text: string, order: 'LE' | 'BE', mark: boolean): Buffer => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return order === 'LE' ? bytes : bytes.swap16();
};

/** A body with a comma, a quote, a line break and letters beyond ASCII. */
const plain = 'code,name\nSOC,"Senior, ""Officials""\nКомитет 会"\n';
const parsed = [{ code: 'SOC', name: 'Senior, "Officials"\nКомитет 会' }];

async function* inPieces(text: string, length: number): AsyncIterable<string> {
  const characters = [...text];
  for (let at = 0; at < characters.length; at += length) yield characters.slice(at, at + length).join('');
}

describe('a CSV file', () => {
  it.each<[string, string | Uint8Array]>([
    ['UTF-8', plain],
    ['UTF-8 with a byte order mark', `\ufeff${plain}`],
    ['UTF-16LE with a byte order mark', utf16(plain, 'LE', true)],
    ['UTF-16BE with a byte order mark', utf16(plain, 'BE', true)],
    ['UTF-16LE without one', utf16(plain, 'LE', false)],
    ['UTF-16BE without one', utf16(plain, 'BE', false)],
    ['semicolons', plain.replace('code,name', 'code;name').replace('SOC,', 'SOC;')],
    ['tabs', plain.replace('code,name', 'code\tname').replace('SOC,', 'SOC\t')],
    ['bars', plain.replace('code,name', 'code|name').replace('SOC,', 'SOC|')],
    ['no line end at its end', plain.slice(0, -1)],
    ['empty lines', `\n${plain}\n\n`],
    ['a header in quotes', plain.replace('code,name', '"code","name"')],
    ['a header as people write it', plain.replace('code,name', ' Code , NAME')],
  ])('with %s is read', async (_, content) => {
    expect(await values('b.csv', content, 'bodies')).toEqual(parsed);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('with lines that end in %s is read, and its lines are counted', async (_, end) => {
    const text = ['code,name', 'A,one', '', 'B,"two', 'lines"', 'C', 'D,four', ''].join(end);
    expect(await lines('b.csv', text, 'bodies')).toEqual([
      '2:1 A',
      '4:1 B',
      '6:1 ! the line has 1 field, but the header has 2',
      '7:1 D',
    ]);
    expect((await values('b.csv', ['code,name', 'B,"two', 'lines"', ''].join(end), 'bodies'))[0]?.name).toBe(
      'two\nlines',
    );
  });

  it('may mix kinds of line ends, also if a chunk ends between CR and LF', async () => {
    expect(await lines('b.csv', 'code,name\r\nA,"x\r\ny"\nB,z\rC,w\r\n', 'bodies')).toEqual([
      '2:1 A',
      '4:1 B',
      '5:1 C',
    ]);
    const long = `code,name\r\n${'A,x\r\n'.repeat(60_000)}`;
    const found = await lines('b.csv', long, 'bodies');
    expect([found.length, found.at(-1)]).toEqual([60_000, '60001:1 A']);
  });

  it('gives the position of a value: the line, and the number of the field', async () => {
    const [, second] = await read('b.csv', 'code,name,kind\nA,"x\ny",council\nB,z,nonsense\n', 'bodies');
    if (second === undefined || 'problem' in second) throw new Error('not read');
    expect([second.position(), second.position('kind'), second.position('aliases')]).toEqual([
      { line: 4, column: 1 },
      { line: 4, column: 3 },
      { line: 4, column: 1 },
    ]);
  });

  it.each([
    [
      'a quote in a quote that is not doubled',
      'code,name\nA,"x "y" z"\nB,two\n',
      '2:2 ! a field is not quoted correctly',
    ],
    ['a quote inside a bare field', 'code,name\nA,x "y"\nB,two\n', '2:2 ! a field is not quoted correctly'],
    ['a quote that is not closed', 'code,name\nA,"x\nB,two\n', '2:2 ! a field begins with a quote that nothing closes'],
    ['a field too many', 'code,name\nA,x,y\n', '2:1 ! the line has 3 fields, but the header has 2'],
    ['a field too few', 'code,name\nA\n', '2:1 ! the line has 1 field, but the header has 2'],
  ])('with %s is refused, with the line', async (_, content, problem) => {
    expect(await lines('b.csv', content, 'bodies')).toContain(problem);
  });

  it.each([
    ['an unknown column', 'code,nmae\nA,x\n', '1:2 ! a body has no column "nmae"'],
    ['a column without a name', 'code,name,\nA,x,y\n', '1:3 ! a column of the header has no name'],
    ['a column twice', '\ncode,name,Code\nA,x,B\n', '2:3 ! the column "code" occurs twice'],
  ])('with %s is refused, at that column', async (_, content, problem) => {
    expect(await lines('b.csv', content, 'bodies')).toEqual([problem]);
  });

  it('is recognized by its columns', async () => {
    const entity = async (header: string, as?: string) => (await opened('x.csv', `${header}\n`, as)).entity;
    expect(await entity('code,name,aliases,kind')).toBe('party');
    expect(await entity('code,name,reports_to')).toBe('body');
    expect(await entity('Meeting;Number;Presenter')).toBe('agenda_item');
    expect(await entity('meeting,action,title')).toBe('decision');
    expect(await entity('code,name', 'parties')).toBe('party');
    const problem = async (header: string) => (await lines('x.csv', `${header}\n`))[0];
    expect(await problem('code,name')).toBe('1:1 ! the columns could be those of bodies or parties');
    expect(await problem('one,two')).toBe('1:1 ! there is no header that names columns');
    expect(await problem('meeting,action,titel')).toBe('1:3 ! a decision has no column "titel"');
  });

  it('is read the same by the parser, which reads all from the first row whose quotes are not plain', async () => {
    const part = fc.constantFrom(
      'a',
      '"',
      '""',
      ',',
      '\n',
      '\n',
      '",',
      ',"',
      '"\n',
      ' ',
      '\t',
      '\u00a0',
      'é',
      '会',
      '\u{1f600}',
    );
    let badly = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 40 }), fc.integer({ min: 1, max: 40 }), async (parts, length) => {
        const all = async (header: string) => {
          const items: { line: number; item: unknown }[] = [];
          for await (const some of readCsv(inPieces(header + parts.join(''), length), ',', entities.body)) {
            for (const one of some) {
              if ('problem' in one) items.push({ line: one.problem.line, item: one.problem });
              else items.push({ line: one.position().line, item: [one.values, one.position('name')] });
            }
          }
          return items.sort((a, b) => a.line - b.line);
        };
        const [found, parsed] = [await all('"code",name,kind\n'), await all('"code" ,name,kind\n')];
        // what the parser makes of the rest after the first bad quote depends on the pieces
        const bad = parsed.findIndex(({ item }) => JSON.stringify(item).includes('"advice":"put the whole field'));
        if (bad !== -1) badly += 1;
        const upTo = (items: typeof found) => (bad === -1 ? items : items.slice(0, bad + 1));
        expect(upTo(found)).toEqual(upTo(parsed));
      }),
      { numRuns: 1000 },
    );
    expect(badly).toBeGreaterThan(50);
    expect(badly).toBeLessThan(950);
  });

  it('that is empty, or no text, is refused', async () => {
    expect(await lines('x.csv', '')).toEqual(['1:1 ! the file is empty']);
    expect(await lines('x.csv', '\ufeff \n')).toEqual(['1:1 ! the file is empty']);
    expect(await lines('x.csv', Buffer.from([0x63, 0xe9, 0x2c]))).toEqual([
      '1:1 ! this is not text in UTF-8 or UTF-16',
    ]);
    const late = Buffer.concat([Buffer.from(`code,name\n${'A,x\n'.repeat(50_000)}`), Buffer.from([0xe9])]);
    await expect(read('b.csv', late, 'bodies')).rejects.toThrow('this is not text in UTF-8 or UTF-16');
  });

  it('is recognized by its name, or else by its beginning', async () => {
    const text = 'meeting,action,title,text\nSOC-2023-12-12,adopt,x,"---\n# not YAML\ndecisions: none"\n';
    for (const name of ['x.csv', 'x.txt', 'x']) expect((await opened(name, text)).entity).toBe('decision');
    expect(await values('x.txt', text)).toMatchObject([{ text: '---\n# not YAML\ndecisions: none' }]);
  });
});

describe('written CSV', () => {
  const columns = ['ref', 'title', 'votes', 'tags', 'parties'];
  const written = async (rows: Row[], excel = false, header = true, format = csv) => {
    const writer = await format(columns, { header, excel });
    return writer.head() + rows.map((row) => writer.rows([row])).join('') + writer.end();
  };
  const party = { role: 'applicant', party: 'SAU', name: 'Saudi Arabia' };
  const rows: Row[] = [
    {
      ref: 'SOC-2023-12-12/1',
      title: 'plain',
      votes: 0,
      tags: ['a', 'b'],
      parties: [party, { ...party, role: 'sponsor' }],
    },
    { ref: 'x', title: 'with "quotes", commas\nand lines', votes: null, tags: [], parties: [] },
    { ref: 'x', title: '=1+1', votes: 12, tags: ['a; b'], parties: [] },
    { ref: 'x', title: 'a\tb', votes: null, tags: ['c,d'], parties: [] },
  ];

  it('has quotes only where they are needed', async () => {
    expect(await written(rows)).toBe(
      [
        'ref,title,votes,tags,parties',
        'SOC-2023-12-12/1,plain,0,a; b,applicant:SAU; sponsor:SAU',
        'x,"with ""quotes"", commas\nand lines",,,',
        'x,=1+1,12,"[""a; b""]",',
        'x,a\tb,,"c,d",',
        '',
      ].join('\n'),
    );
  });

  it('has tabs as TSV', async () => {
    expect(await written(rows.slice(2), false, true, tsv)).toBe(
      'ref\ttitle\tvotes\ttags\tparties\nx\t=1+1\t12\t"[""a; b""]"\t\nx\t"a\tb"\t\tc,d\t\n',
    );
  });

  it('has no header, or no rows, if there are none', async () => {
    expect(await written([], false, false)).toBe('');
    expect(await written([])).toBe('ref,title,votes,tags,parties\n');
  });

  it('for spreadsheets has a byte order mark, CRLF, and no formulas', async () => {
    expect(await written(rows.slice(2, 3), true)).toBe(
      '\ufeffref,title,votes,tags,parties\r\nx,\'=1+1,12,"[""a; b""]",\r\n',
    );
  });

  it('is read as written, with line breaks as LF', async () => {
    const text = fc
      .string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '|', '\n', '\r', "'", '=', '会', '\\'), maxLength: 8 })
      .map((one) => one.trim());
    const body = fc.record({ code: text.map((one) => `A${one}`), name: text, kind: text });
    await fc.assert(
      fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 5 }), async (bodies) => {
        const lf = (one: string) => one.replaceAll(/\r\n?/g, '\n');
        for (const [format, file] of [
          [csv, 'x.csv'],
          [tsv, 'x.tsv'],
        ] as const) {
          const writer = await format(['code', 'name', 'kind'], { header: true, excel: false });
          const ended = bodies.map(({ code, name, kind }) => ({ code: lf(code), name: lf(name), kind: lf(kind) }));
          expect(await values(file, writer.head() + writer.rows(bodies), 'bodies')).toEqual(ended);
        }
      }),
      { numRuns: 200 },
    );
  });
});
