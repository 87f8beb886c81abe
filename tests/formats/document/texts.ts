import {
  heading,
  note,
  numbered,
  paragraph,
  quotation,
  type TextDocument,
  table,
  verbatim,
} from '../../../src/formats/document/textDocument';

/** Texts that markup, files or terminals could take for something else than text. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'tags of HTML': '<script>alert(1)</script> <img src=x onerror="alert(1)">',
  'the end of a style sheet': '</style></title></main><h1>not a heading</h1>',
  'the end of a character section': '<![CDATA[ x ]]> &amp; &lt; &#x41; &notanentity',
  'signs of Markdown': '*bold* **very** _so_ snake_case `code` [a](http://x.org) ![i](x) ~~gone~~ a|b \\ <b>',
  'a heading of Markdown': '# not a heading #',
  'a list of Markdown': '1. not an item',
  'a bullet of Markdown': '- not an item',
  'a line of Markdown': '---',
  'an underline of Markdown': '===',
  'a quotation of Markdown': '> not quoted',
  'a fence of Markdown': '```js',
  'a tilde fence of Markdown': '~~~',
  'a reference of Markdown': '[x]: javascript:alert(1)',
  'right to left with left to right inside': 'مؤتمر CICA (2024) للتفاعل',
  'left to right with right to left inside': 'Conference (מועצה 12) of 2024',
  emoji: 'Budget 👩‍👩‍👧 and 🇲🇳 flags',
  'combining marks': 'Z̸a̷l̵g̶o',
};

/** A document with a text at each place where one can stand. */
export const everywhere = (text: string): TextDocument => ({
  title: text,
  lang: 'en',
  blocks: [
    heading(1, verbatim(text)),
    paragraph(verbatim(text)),
    paragraph(
      'Before ',
      verbatim(text),
      ' between ',
      verbatim(text, { bold: true }),
      ' and ',
      verbatim(text, { italic: true }),
      '.',
    ),
    quotation(text),
    note(verbatim(text)),
    numbered([{ content: [verbatim(text)], blocks: [paragraph(verbatim(text))] }], 3),
    { kind: 'list', start: null, items: [{ content: [verbatim(text)], label: text }] },
    table([{ heading: [verbatim(text)] }], [[[verbatim(text)]]]),
    { kind: 'definitions', entries: [{ term: [verbatim(text)], definition: [verbatim(text)] }] },
  ],
});
