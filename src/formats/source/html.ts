import type { HtmlToTextOptions } from 'html-to-text';

/** Elements outside the main text. Forms are not among them: some servers put the whole page into one. */
// biome-ignore format: in rows
const skipped = [
  'nav', 'aside', 'footer', 'body > header', 'script', 'style', 'noscript', 'template', 'svg', 'img', 'iframe',
  'button', 'input', 'select', 'textarea', 'label',
];

/** Hidden elements. */
const hidden = ['[hidden]', '[aria-hidden="true"]', '[style*="display:none"]', '[style*="display: none"]'];

/** The footnote and endnote marks that mammoth inserts, and the links back. */
const noteMarks = ['a[href^="#footnote"]', 'a[href^="#endnote"]'];

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: undefined },
  selectors: [
    ...[...skipped, ...hidden, ...noteMarks].map((selector) => ({ selector, format: 'skip' })),
    ...headings.map((selector) => ({ selector, options: { uppercase: false, leadingLineBreaks: 2 } })),
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    // side by side, the columns of a table would split sentences
    ...['table', 'tr', 'td', 'th'].map((selector) => ({
      selector,
      format: 'block',
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
  ],
};

/** The main text of a page, without navigation, scripts and hidden elements: from `main`, or else `article`, or else `body`. */
export async function htmlText(html: string): Promise<string> {
  const { convert } = await import('html-to-text');
  const texts = [
    [/<main\b|\brole\s*=\s*["']?main\b/i, ['main', '[role=main]']] as const,
    [/<article\b/i, ['article']] as const,
  ].map(([mark, selectors]) => (mark.test(html) ? convert(html, { ...options, baseElements: { selectors } }) : ''));
  return texts.find((text) => text.trim() !== '') ?? convert(html, options);
}
