import type { HtmlToTextOptions } from 'html-to-text';

/** The elements whose text is not the page's own. Not forms: some servers put the whole page into one. */
// biome-ignore format: in rows
const skipped = [
  'nav', 'aside', 'footer', 'body > header', 'script', 'style', 'noscript', 'template', 'svg', 'img', 'iframe',
  'button', 'input', 'select', 'textarea', 'label',
];

/** What a reader of the page does not see. */
const hidden = ['[hidden]', '[aria-hidden="true"]', '[style*="display:none"]', '[style*="display: none"]'];

/** The marks of notes that mammoth writes into a text, and the arrows back. */
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
    // a table of several columns side by side would tear sentences apart
    ...['table', 'tr', 'td', 'th'].map((selector) => ({
      selector,
      format: 'block',
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
  ],
};

/** The main text of a page, without navigation, scripts and what is hidden: of `main`, else of the articles, else of the body. */
export async function htmlText(html: string): Promise<string> {
  const { convert } = await import('html-to-text');
  const texts = [
    [/<main\b|\brole\s*=\s*["']?main\b/i, ['main', '[role=main]']] as const,
    [/<article\b/i, ['article']] as const,
  ].map(([mark, selectors]) => (mark.test(html) ? convert(html, { ...options, baseElements: { selectors } }) : ''));
  return texts.find((text) => text.trim() !== '') ?? convert(html, options);
}
