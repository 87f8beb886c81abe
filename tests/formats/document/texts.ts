import {
  type Block,
  bullets,
  definitions,
  heading,
  note,
  numbered,
  paragraph,
  quotation,
  subtitle,
  type TextDocument,
  table,
  verbatim,
} from '../../../src/formats/document/textDocument';

/** A block of each kind, for which every writer's test has the expected output. */
export const sampleBlocks: readonly Block[] = [
  subtitle('When'),
  heading(1, 'Part'),
  heading(2, 'Section'),
  paragraph('One\nline ', { text: 'bold', bold: true }, ' and ', { text: 'italic', italic: true }),
  quotation('One.\n\nTwo.'),
  numbered([{ content: ['a'], blocks: [bullets([{ content: ['b'] }])] }, { content: ['c'] }], 4),
  bullets([{ content: ['Other business'], label: 'AOB' }]),
  definitions([{ term: ['SOC'], definition: ['a committee'] }]),
  table([{ heading: ['A'] }, { heading: ['B'], align: 'end' }], [[['1'], ['2']]]),
  note('small'),
];

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

/** Texts with direction controls, and what a document shows of them. */
export const directedTexts: Readonly<Record<string, readonly [text: string, shown: string]>> = {
  'an override to the left': ['Pay \u202e001\u202c now', 'Pay <U+202E>001<U+202C> now'],
  'an override to the right': ['\u202dPay\u202c', '<U+202D>Pay<U+202C>'],
  'an override that is not closed': ['Pay \u202e001', 'Pay <U+202E>001'],
  'an override in an isolate': ['\u2067a\u202eb\u202c\u2069c', '\u2067a<U+202E>b<U+202C>\u2069c'],
  'an isolate in an override': ['\u202ea\u2068b\u2069\u202c', '<U+202E>a\u2068b\u2069<U+202C>'],
  'unmatched controls': ['a\u202bb\u202ac\u2066d\u2067e\u2068f', 'a<U+202B>b<U+202A>c<U+2066>d<U+2067>e<U+2068>f'],
  'what closes nothing': ['a\u202cb\u2069c', 'a<U+202C>b<U+2069>c'],
  'what is closed in another order': ['\u202ba\u2066b\u202cc\u2069', '<U+202B>a\u2066b<U+202C>c\u2069'],
  'balanced embeddings and isolates': [
    '\u202aa\u202c \u202bb\u202c \u2066c\u2069 \u2067d \u2068e\u2069\u2069',
    '\u202aa\u202c \u202bb\u202c \u2066c\u2069 \u2067d \u2068e\u2069\u2069',
  ],
  marks: ['a\u200e (b\u200f)', 'a\u200e (b\u200f)'],
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
