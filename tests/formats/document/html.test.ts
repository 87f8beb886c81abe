import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { htmlText } from '../../../src/formats/document/html';
import { bullets, paragraph, quotation, reference, table, verbatim } from '../../../src/formats/document/textDocument';
import { directedTexts, everywhere, hostileTexts, sampleBlocks } from './texts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const childrenOf = (node: Node): Node[] => ('childNodes' in node ? node.childNodes : []);
const allOf = (node: Node): Node[] => [node, ...childrenOf(node).flatMap(allOf)];
const elementsOf = (html: string): Element[] => allOf(parse(html)).filter((node): node is Element => 'tagName' in node);
const textOf = (node: Node): string => ('value' in node ? node.value : childrenOf(node).map(textOf).join(''));
const attribute = ({ attrs }: Element, name: string) => attrs.find((one) => one.name === name)?.value;
const named = (html: string, name: string): Element[] => elementsOf(html).filter(({ tagName }) => tagName === name);

const shown = (...blocks: Parameters<typeof htmlText>[0]['blocks']): string =>
  /<h1>Title<\/h1>\n(.*)\n<\/main>/s.exec(htmlText({ title: 'Title', lang: 'en', blocks }))?.[1] ?? '';

describe('a document as HTML', () => {
  it('has an element for each block', () => {
    expect(shown(...sampleBlocks)).toBe(
      [
        '<p class="subtitle">When</p>\n<h2>Part</h2>\n<h3>Section</h3>',
        '<p>One<br>\nline <strong>bold</strong> and <em>italic</em></p>',
        '<blockquote>\n<p>One.</p>\n<p>Two.</p>\n</blockquote>',
        '<ol start="4">\n<li><p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>',
        '<ul>\n<li class="labelled"><span class="label">AOB</span><div>Other business</div></li>\n</ul>',
        '<dl>\n<dt>SOC</dt>\n<dd>a committee</dd>\n</dl>',
        '<div class="wide"><table class="t1">\n<colgroup><col><col></colgroup>',
        '<thead><tr><th>A</th><th class="end">B</th></tr></thead>',
        '<tbody>\n<tr><td>1</td><td class="end">2</td></tr>\n</tbody>\n</table></div>',
        '<p class="note">small</p>',
      ].join('\n'),
    );
    expect(shown(paragraph(reference('A-1')))).toBe('<p><span class="unbroken">A-1</span></p>');
    expect(shown(paragraph({ text: 'x', bold: true, italic: true, lang: 'fr' }))).toBe(
      '<p><span lang="fr"><strong><em>x</em></strong></span></p>',
    );
  });

  it('gives the columns of tables their widths and sides', () => {
    const columns = [
      { heading: ['a'], width: 3 },
      { heading: ['b'], align: 'end' as const },
    ];
    const html = htmlText({ title: 'T', lang: 'en', blocks: [table(columns, [[['1'], ['2']]])] });
    expect(html).toContain('.t1 col:nth-child(1) { width: 75%; }\n.t1 col:nth-child(2) { width: 25%; }');
    expect(named(html, 'td').map((cell) => attribute(cell, 'class'))).toEqual([undefined, 'end']);
    expect(named(html, 'table').map((one) => attribute(one, 'class'))).toEqual(['t1']);
  });

  /** The elements and texts of a page, without its style sheet and what marks directions. */
  const parsed = (html: string): string[] =>
    allOf(parse(html.replace(/<style>.*?<\/style>/s, '').replaceAll(/<span dir="rtl">(.*?)<\/span>/g, '$1'))).map(
      (node) => ('value' in node ? node.value.trim() : node.nodeName),
    );
  const plain = parsed(htmlText(everywhere('qq')));

  it.each(Object.entries(hostileTexts))('shows %s as text', (_, text) => {
    expect(parsed(htmlText(everywhere(text)))).toEqual(plain.map((line) => line.replaceAll('qq', () => text)));
  });

  it.each(Object.entries(directedTexts))('shows %s as what it is', (_, [text, expected]) => {
    expect(parsed(htmlText(everywhere(text)))).toEqual(plain.map((line) => line.replaceAll('qq', () => expected)));
  });

  it.each([
    ['https://example.org/a?b=1&c="2"', 'https://example.org/a?b=1&c=%222%22'],
    ['mailto:secretariat@example.org', 'mailto:secretariat@example.org'],
    ['javascript:alert(1)', undefined],
    [' java\tscript:alert(1)', undefined],
    ['data:text/html,<script>', undefined],
    ['file:///etc/passwd', undefined],
    ['//example.org', undefined],
    ['report.pdf', undefined],
  ])('links to %s only if that is safe', (href, expected) => {
    const html = htmlText({ title: 'T', lang: 'en', blocks: [paragraph({ text: 'here', href })] });
    expect(named(html, 'a').map((link) => attribute(link, 'href'))).toEqual(expected === undefined ? [] : [expected]);
    expect(html).toContain('here');
  });

  it('allows no scripts and no resources except its style sheet', async () => {
    const html = htmlText(everywhere('x'));
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256')
      .update(textOf(named(html, 'style')[0] as Element))
      .digest('base64');
    const policy = named(html, 'meta').find((meta) => attribute(meta, 'http-equiv') === 'Content-Security-Policy');
    expect(attribute(policy as Element, 'content')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(elementsOf(html).flatMap(({ attrs }) => attrs.map(({ name }) => name))).not.toContain('style');
  });

  it('marks text that runs against its surroundings', () => {
    expect(shown(paragraph(verbatim('مؤتمر CICA')))).toBe('<p dir="rtl">مؤتمر CICA</p>');
    expect(shown(paragraph('On ', verbatim('مؤتمر'), '.'))).toBe('<p>On <span dir="rtl">مؤتمر</span>.</p>');
    const item = { content: [verbatim('مؤتمر')], blocks: [paragraph('One')] };
    expect(shown(bullets([item]))).toBe('<ul>\n<li><p><span dir="rtl">مؤتمر</span></p>\n<p>One</p>\n</li>\n</ul>');
    expect(shown(quotation('مؤتمر'))).toBe('<blockquote dir="rtl">\n<p dir="rtl">مؤتمر</p>\n</blockquote>');
  });

  it('replaces characters that files may not contain', () => {
    expect(shown(paragraph(verbatim('a\u0000b\u001bc\ufffed\ud800e\r\nf\u2028g')))).toBe(
      '<p>a\ufffdb\ufffdc\ufffdd\ufffde<br>\nf<br>\ng</p>',
    );
  });
});
