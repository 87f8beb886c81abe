import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { markdownText } from '../../../src/formats/document/markdown';
import { numbered, paragraph, table, verbatim } from '../../../src/formats/document/textDocument';
import { directedTexts, everywhere, hostileTexts, sampleBlocks } from './texts';

const parser = new MarkdownIt({ html: true }).enable(['table', 'strikethrough']);

/** A text with the blank space that Markdown keeps: none at the ends of lines, one between words of a line. */
const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The structure that a parser of Markdown finds, with the texts in it. */
function parsed(markdown: string): string[] {
  return parser.parse(markdown, {}).flatMap(({ type, content, children }) => {
    if (type !== 'inline') return [type, ...(type === 'html_block' ? [content] : [])];
    const text = children?.map((child) => {
      if (child.type.endsWith('break')) return ' ';
      return child.type === 'text' || child.type === 'text_special' ? child.content : `<${child.type}>`;
    });
    return [spaced(text?.join('') ?? '')];
  });
}

const shown = (...blocks: Parameters<typeof markdownText>[0]['blocks']): string =>
  markdownText({ title: 'Title', lang: 'en', blocks }).replace(/^# Title\n\n/, '');

describe('a document as Markdown', () => {
  it('has each block as Markdown writes it', () => {
    expect(shown(...sampleBlocks)).toBe(
      [
        'When\n\n## Part\n\n### Section\n\nOne\\\nline **bold** and *italic*\n',
        '> One.\n>\n> Two.\n',
        '4. a\n   - b\n5. c\n\n<!-- -->\n',
        '- AOB Other business\n\n- **SOC**: a committee\n',
        '| A | B |\n| --- | ---: |\n| 1 | 2 |\n\n*small*\n',
      ].join('\n'),
    );
    expect(shown(numbered([{ content: ['a'], blocks: [paragraph('b')] }, { content: ['c'] }]))).toBe(
      '1. a\n\n   b\n\n2. c\n',
    );
    expect(shown(numbered([{ content: ['a'] }]), numbered([{ content: ['b'] }], 5))).toBe('1. a\n\n<!-- -->\n\n5. b\n');
    expect(shown(table([{ heading: ['a'] }], [[['1|2\n3']]]))).toBe('| a |\n| --- |\n| 1\\|2<br>3 |\n');
    expect(shown(paragraph({ text: ' x ', bold: true, italic: true }, 'y'))).toBe('***x*** y\n');
  });

  it.each([
    ['https://example.org/a(b) c', 'here', '[here](https://example.org/a%28b%29%20c)'],
    ['https://example.org/', 'https://example.org/', '<https://example.org/>'],
    ['javascript:alert(1)', 'here', 'here'],
  ])('links to %s only if that is safe', (href, text, expected) => {
    expect(shown(paragraph({ text, href }))).toBe(`${expected}\n`);
  });

  it('isolates what runs against its surroundings', () => {
    expect(shown(paragraph(verbatim('مؤتمر CICA')))).toBe('مؤتمر CICA\n');
    expect(shown(paragraph('On ', verbatim('مؤتمر'), '.'))).toBe('On \u2068مؤتمر\u2069.\n');
  });

  const plain = parsed(markdownText(everywhere('qq')));
  const unisolated = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, '');
  const expectText = (text: string): void => {
    const structure = parsed(markdownText(everywhere(text))).map(unisolated);
    expect(structure).toEqual(plain.map((line) => line.replaceAll('qq', () => text)));
  };

  it.each(Object.entries(hostileTexts))('shows %s as text', (_, text) => expectText(text));

  it.each(Object.entries(directedTexts))('shows %s as what it is', (_, [text, expected]) => {
    const structure = parsed(markdownText(everywhere(text))).map(unisolated);
    expect(structure).toEqual(plain.map((line) => line.replaceAll('qq', () => unisolated(expected))));
  });

  it('shows any line as text', () => {
    const signs = [...'*_`[]<>()#+-.!|~&;:\\=>0123456789 abcé'.split(''), 'http://', '&amp;', '](', '**', '```', '1.'];
    const line = fc
      .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 12 })
      .map((parts) => spaced(parts.join('')));
    fc.assert(
      fc.property(
        line.filter((text) => text !== ''),
        expectText,
      ),
      { numRuns: 200 },
    );
  });

  it('takes no more than linear time', () => {
    const start = Date.now();
    for (const sign of [' ', '#', '\n', '*', '_', '&', '1']) {
      markdownText({
        title: 'T',
        lang: 'en',
        blocks: [paragraph(verbatim(`a${sign.repeat(1_000_000)}b`, { bold: true }))],
      });
    }
    expect(Date.now() - start).toBeLessThan(10_000);
  });
});
