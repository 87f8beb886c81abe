import { Document, Footer, Header, Packer, Paragraph } from 'docx';
import { strFromU8, strToU8, type Unzipped, unzipSync, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/domain/problem';
import { docxInTemplate } from '../../../src/formats/document/docx/template';
import {
  heading,
  note,
  numbered,
  paragraph,
  type TextDocument,
  table,
  verbatim,
} from '../../../src/formats/document/textDocument';

const record: TextDocument = {
  title: 'Record',
  lang: 'en-GB',
  blocks: [
    heading(1, 'Decisions'),
    numbered([{ content: ['first'] }, { content: [verbatim('{{x}} & <b>')] }]),
    paragraph({ text: 'link', href: 'https://example.org/' }),
    table([{ heading: ['A'] }], [[['1']]]),
    note('small'),
  ],
};

/** A letterhead as a French Word would save it, with a list of its own in the text. */
async function letterhead(): Promise<Uint8Array> {
  const bytes = await Packer.toBuffer(
    new Document({
      numbering: { config: [{ reference: 'own', levels: [{ level: 0, text: '%1)', format: 'upperRoman' }] }] },
      sections: [
        {
          properties: { page: { size: { width: 12_240, height: 15_840 }, margin: { left: 2_000, right: 2_000 } } },
          headers: { default: new Header({ children: [new Paragraph('Letterhead {{name}}')] }) },
          footers: { default: new Footer({ children: [new Paragraph('Confidential')] }) },
          children: [new Paragraph({ text: 'Sample', numbering: { reference: 'own', level: 0 } })],
        },
      ],
    }),
  );
  return withPart(bytes, 'word/styles.xml', (xml) =>
    xml
      .replace('w:styleId="Heading1"><w:name w:val="Heading 1"/>', 'w:styleId="Titre1"><w:name w:val="heading 1"/>')
      .replace('w:styleId="Normal"', 'w:styleId="Standard"'),
  );
}

const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));

function withPart(bytes: Uint8Array, name: string, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  return zipSync({ ...parts, [name]: strToU8(change(strFromU8(parts[name] ?? new Uint8Array()))) });
}

const bombSize = 120_000_000;
let template: Uint8Array;
let bomb: Uint8Array;
beforeAll(async () => {
  template = await letterhead();
  bomb = zipSync({ ...unzipSync(template), 'word/media/a.bin': new Uint8Array(bombSize) }, { level: 1 });
});

describe('a document in a template', () => {
  it('keeps page, header, footer and styles, and replaces the text', async () => {
    const parts = partsOf(await docxInTemplate(record, template));
    const main = parts['word/document.xml'] ?? '';
    expect(parts['word/header1.xml']).toContain('Letterhead {{name}}');
    expect(parts['word/footer1.xml']).toContain('Confidential');
    expect(main).toContain('w:w="12240" w:h="15840"');
    expect(main).toMatch(/<w:headerReference .*<w:footerReference /s);
    expect(main).not.toContain('Sample');
    expect(main).toContain('<w:pStyle w:val="Titre1"/>');
    expect(main).toContain('<w:gridCol w:w="8240"/>');
    expect(parts['docProps/core.xml']).toContain('<dc:title>Record</dc:title>');
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(await docxInTemplate(record, template)) });
    expect(value).toContain('<h1>Decisions</h1><ol><li>first</li><li>{{x}} &amp; &lt;b&gt;</li></ol>');
    expect(value).toContain('<a href="https://example.org/">link</a>');
  });

  it('adds the styles that the template lacks, below its own', async () => {
    const styles = partsOf(await docxInTemplate(record, template))['word/styles.xml'] ?? '';
    expect(styles).toContain(
      '<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/><w:basedOn w:val="Standard"/>',
    );
    expect(styles.match(/<w:name w:val="heading 1"\/>/gi)).toHaveLength(1);
  });

  it('takes a template of Word (.dotx) for a document', async () => {
    const type = (of: string) => `wordprocessingml.${of}.main+xml`;
    const dotx = withPart(template, '[Content_Types].xml', (xml) => xml.replace(type('document'), type('template')));
    const types = partsOf(await docxInTemplate(record, dotx))['[Content_Types].xml'];
    expect(types).toContain(type('document'));
    expect(types).not.toContain(type('template'));
  });

  const without = (name: string) => {
    const { [name]: _, ...parts } = unzipSync(template);
    return zipSync(parts);
  };
  const parts = (more: Unzipped) => zipSync({ ...unzipSync(template), ...more });
  it.each<[string, () => Uint8Array, string]>([
    ['nothing', () => new Uint8Array(), 'it is not a Word document'],
    ['a text', () => strToU8('Dear Sir'), 'it is not a Word document'],
    ['another archive', () => zipSync({ 'a.txt': strToU8('a') }), 'it is not a Word document'],
    ['a truncated file', () => template.subarray(0, template.length / 2), 'it is corrupt'],
    ['a file without a text', () => without('word/document.xml'), 'it is not a Word document'],
    ['a file without styles', () => without('word/styles.xml'), 'it has no styles'],
    ['a bomb', () => bomb, 'it unpacks to more than 100 MB'],
    ['a bomb that says that it is small', () => claimingSize(bomb, bombSize, 1_000), 'it unpacks to more than 100 MB'],
    [
      'a file of many parts',
      () => parts(Object.fromEntries(Array.from({ length: 6_000 }, (_, index) => [`a${index}`, new Uint8Array()]))),
      'it has more than 5,000 parts',
    ],
    [
      'a file with macros',
      () =>
        withPart(template, '[Content_Types].xml', (xml) =>
          xml.replace(
            /application\/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main\+xml/,
            'application/vnd.ms-word.document.macroEnabled.main+xml',
          ),
        ),
      'it has macros',
    ],
    [
      'broken XML',
      () => withPart(template, 'word/document.xml', (xml) => xml.replace('</w:body>', '')),
      'it is corrupt',
    ],
    ['a broken header', () => withPart(template, 'word/header1.xml', () => '<w:hdr><'), 'it is corrupt'],
    [
      'entities that grow without limit',
      () => withPart(template, 'word/document.xml', (xml) => `<!DOCTYPE x [<!ENTITY a "aaaa">]>${xml}`),
      'it is corrupt',
    ],
  ])('refuses %s', async (_, bytes, message) => {
    const problem = await docxInTemplate(record, bytes()).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ kind: 'refused', message });
    expect((problem as Problem).advice).not.toBe('');
  });
});

/** An archive that claims another size for its parts of a size. */
function claimingSize(archive: Uint8Array, size: number, claimed: number): Uint8Array {
  const bytes = Buffer.from(archive);
  const number = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
  for (let place = bytes.indexOf(number(size)); place >= 0; place = bytes.indexOf(number(size))) {
    number(claimed).copy(bytes, place);
  }
  return bytes;
}
