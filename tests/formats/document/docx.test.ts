import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { docxBytes } from '../../../src/formats/document/docx/docx';
import {
  type Block,
  heading,
  numbered,
  paragraph,
  type Run,
  reference,
  table,
  verbatim,
} from '../../../src/formats/document/textDocument';
import { temporaryFolder } from '../../support/cica';
import { directedTexts, everywhere, hostileTexts, sampleBlocks } from './texts';

const written = (...blocks: Block[]) => docxBytes({ title: 'Title', lang: 'en-GB', blocks });

/** A part of a file, by its name. */
const part = (bytes: Uint8Array, name: string): string => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());

/** The paragraphs of a file as XML, without the title. */
const paragraphs = (bytes: Uint8Array): string[] =>
  [...part(bytes, 'word/document.xml').matchAll(/<w:p>.*?<\/w:p>/gs)].map(([xml]) => xml).slice(1);

const styleOf = (xml: string | undefined): string => /<w:pStyle w:val="([^"]*)"/.exec(xml ?? '')?.[1] ?? '';

/** What an independent reader finds in a file, as HTML; it takes breaks for spaces. */
async function read(bytes: Uint8Array): Promise<string> {
  const { value, messages } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes) },
    {
      ignoreEmptyParagraphs: true,
      styleMap: ["p[style-name='Title'] => h1.title", "p[style-name='Quote'] => blockquote > p:fresh"],
    },
  );
  const unknownStyles = messages.filter(
    ({ message }) => !/style: '(Subtitle|Note|Table Text|List Paragraph)'/.test(message),
  );
  expect(unknownStyles).toEqual([]);
  return value.replaceAll(/[\u202b\u202c]/g, '');
}

const entity = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('a document as DOCX', () => {
  it('has each block as an independent reader sees it', async () => {
    const html = await read(await written(...sampleBlocks));
    expect(html).toBe(
      [
        '<h1 class="title">Title</h1><p>When</p><h1>Part</h1><h2>Section</h2>',
        '<p>One<br />line <strong>bold</strong> and <em>italic</em></p>',
        '<blockquote><p>One.</p><p>Two.</p></blockquote>',
        '<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol><p>AOB\tOther business</p>',
        '<p><strong>SOC</strong></p><p>a committee</p>',
        '<table><thead><tr><th><p><strong>A</strong></p></th><th><p><strong>B</strong></p></th></tr></thead>',
        '<tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table><p>small</p>',
      ].join(''),
    );
  });

  it('gives headings the styles from which a table of contents is made', async () => {
    const bytes = await written(heading(1, 'a'), heading(2, 'b'), heading(3, 'c'));
    expect(paragraphs(bytes).slice(0, 3).map(styleOf)).toEqual(['Heading1', 'Heading2', 'Heading3']);
    const styles = part(bytes, 'word/styles.xml');
    for (const level of [1, 2, 3]) {
      expect(styles).toMatch(
        new RegExp(
          `w:styleId="Heading${level}"><w:name w:val="Heading ${level}"/>.*?<w:outlineLvl w:val="${level - 1}"/>`,
        ),
      );
    }
  });

  it('numbers each list from its own start', async () => {
    const bytes = await written(
      numbered([{ content: ['a'] }, { content: ['b'] }]),
      numbered([{ content: ['e'], blocks: [numbered([{ content: ['nested'] }], 3)] }], 5),
    );
    const numbering = part(bytes, 'word/numbering.xml');
    const firstNumbers = paragraphs(bytes).flatMap((xml) => {
      const [, level, id] = /<w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"/.exec(xml) ?? [];
      const [, abstract] =
        new RegExp(`<w:num w:numId="${id}"[^>]*><w:abstractNumId w:val="(\\d+)"`).exec(numbering) ?? [];
      const list =
        new RegExp(`<w:abstractNum w:abstractNumId="${abstract}".*?</w:abstractNum>`, 's').exec(numbering)?.[0] ?? '';
      const start = new RegExp(`<w:lvl w:ilvl="${level}"[^>]*>(?:<w:start w:val="(\\d+)"/>)`).exec(list)?.[1];
      return start === undefined ? [] : [`${id}/${level}: ${start}`];
    });
    const [one, two, five, three] = firstNumbers.map((line) => line.split('/')[0]);
    expect(firstNumbers.map((line) => line.split('/')[1])).toEqual(['0: 1', '0: 1', '0: 5', '1: 3']);
    expect(one).toBe(two);
    expect(new Set([two, five, three]).size).toBe(3);
  });

  it('is A4, with page numbers in the footer', async () => {
    const bytes = await written(paragraph('x'));
    expect(part(bytes, 'word/document.xml')).toContain('<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>');
    expect(part(bytes, 'word/document.xml')).toContain('<w:footerReference w:type="default"');
    expect(part(bytes, 'word/footer1.xml')).toMatch(/PAGE<.*NUMPAGES</s);
    expect(part(bytes, 'docProps/core.xml')).toContain('<dc:title>Title</dc:title>');
  });

  it.each<[string, (string | Run)[], number[]]>([
    ['its longest word', ['x'.repeat(9), 'b', 'c'], [1_148, 6_888, 1_148]],
    ['its longest word, if its share is less', [`a ${'x'.repeat(16)}`, 'b', 'c'], [1_800, 6_329, 1_054]],
    ['a word with capitals', ['UNESCAP', 'b', 'c'], [1_250, 6_800, 1_133]],
    ['a part of a word with hyphens', [`a ${'x'.repeat(8)}-${'x'.repeat(8)}`, 'b', 'c'], [1_148, 6_888, 1_148]],
    ['a reference with hyphens', [reference(`${'x'.repeat(8)}-${'x'.repeat(7)}`), 'b', 'c'], [1_800, 6_329, 1_054]],
    ['a word of 24 characters, not a longer one', ['x'.repeat(60), 'b', 'c'], [2_600, 5_643, 940]],
    [
      'its longest word, where another took from its share',
      ['x'.repeat(24), 'b', 'x'.repeat(9)],
      [2_600, 5_484, 1_100],
    ],
    [
      'its words, where there is no room for all',
      ['x'.repeat(8), ...Array(4).fill('x'.repeat(60))],
      [805, 2_094, 2_094, 2_094, 2_094],
    ],
  ])('gives a column the width of %s', async (_, words, expected) => {
    const columns = words.map((_, index) => ({ heading: ['A'], width: index === 1 ? 6 : 1 }));
    const xml = part(await written(table(columns, [words.map((word) => [word])])), 'word/document.xml');
    expect([...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width))).toEqual(expected);
  });

  it('gives tables the width of the text, and repeats their headings on each page', async () => {
    const columns = [
      { heading: ['A'], width: 3 },
      { heading: ['B'], align: 'end' as const },
    ];
    const xml = part(await written(table(columns, [[['1'], ['2']]])), 'word/document.xml');
    expect([...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width))).toEqual([6_888, 2_296]);
    expect(xml).toContain('<w:tblHeader/>');
    expect([...xml.matchAll(/<w:jc w:val="(\w+)"/g)].map(([, side]) => side)).toEqual(['start', 'end', 'start', 'end']);
  });

  it('writes Arabic and Hebrew from right to left, also in a sentence and after a number', async () => {
    const title = verbatim('مؤتمر CICA', { lang: 'ar' });
    const [alone, inside, item] = paragraphs(
      await written(paragraph(title), paragraph('On ', title, '.'), numbered([{ content: [title] }])),
    );
    expect(alone).toMatch(/<w:bidi\/>.*<w:rtl\/>.*>مؤتمر CICA</);
    for (const xml of [inside, item]) {
      expect(xml).not.toContain('<w:bidi/>');
      expect(xml).toMatch(/<w:rtl\/><w:lang w:bidi="ar"\/><\/w:rPr><w:t xml:space="preserve">\u202bمؤتمر CICA\u202c</);
    }
  });

  it('does not break references at their hyphens', async () => {
    const [xml] = paragraphs(await written(paragraph(reference('SOC-2023-12'))));
    expect(xml?.replaceAll(/<w:t [^>]*>|<\/w:t>/g, '')).toContain('SOC<w:noBreakHyphen/>2023<w:noBreakHyphen/>12');
  });

  const plain = docxBytes(everywhere('qq')).then(read);
  it.each(Object.entries(hostileTexts))('shows %s as text', async (_, text) => {
    expect(await read(await docxBytes(everywhere(text)))).toBe((await plain).replaceAll('qq', () => entity(text)));
  });

  it.each(Object.entries(directedTexts))('shows %s as what it is', async (_, [text, expected]) => {
    const html = (await plain).replaceAll('qq', () => entity(expected.replaceAll(/[\u202b\u202c]/g, '')));
    expect(await read(await docxBytes(everywhere(text)))).toBe(html);
  });

  it('replaces characters that XML forbids', async () => {
    const text = 'a\u0000b\u001bc\ufffed\ud800e\r\nf\u2028g ]]> &#0;';
    expect(await read(await written(paragraph(verbatim(text))))).toContain(
      '<p>a\ufffdb\ufffdc\ufffdd\ufffde<br />f<br />g ]]&gt; &amp;#0;</p>',
    );
  });

  it.each([
    ['https://example.org/?a=1&b="2"', 'https://example.org/?a=1&amp;b=%222%22'],
    ['javascript:alert(1)', undefined],
    ['file:///etc/passwd', undefined],
  ])('links to %s only if that is safe', async (href, expected) => {
    const bytes = await written(paragraph({ text: 'here', href }));
    const targets = [
      ...part(bytes, 'word/_rels/document.xml.rels').matchAll(/Target="([^"]*)" TargetMode="External"/g),
    ];
    expect(targets.map(([, target]) => target)).toEqual(expected === undefined ? [] : [expected]);
    expect(part(bytes, 'word/document.xml')).toContain('here');
  });

  const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0;
  it.skipIf(!hasLibreOffice)('opens in LibreOffice, with the same text', async () => {
    const folder = temporaryFolder();
    const texts = Object.values(hostileTexts);
    const title = 'Record';
    const bytes = await docxBytes({ title, lang: 'en-GB', blocks: texts.map((text) => paragraph(verbatim(text))) });
    writeFileSync(join(folder, 'record.docx'), bytes);
    const options = [
      '--headless',
      `-env:UserInstallation=file://${folder}/profile`,
      '--convert-to',
      'txt:Text (encoded):UTF8',
    ];
    spawnSync('soffice', [...options, '--outdir', folder, join(folder, 'record.docx')]);
    const lines = readFileSync(join(folder, 'record.txt'), 'utf8')
      .replace(/^\ufeff/, '')
      .trim()
      .split(/\r?\n/);
    expect(lines).toEqual([title, ...texts]);
  });
});
