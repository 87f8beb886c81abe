import { createHash } from 'node:crypto';
import { cleanCharacters, type PlainContent, type PlainRun, plainContent } from './runs';
import { styleSheet } from './styleSheet';
import {
  type Block,
  type Content,
  type Definitions,
  type List,
  type ListItem,
  type Table,
  type TextDocument,
  verbatim,
} from './textDocument';

/**
 * Renders a document as one self-contained HTML file. Its Content-Security-Policy forbids scripts and external resources. Text
 * is escaped, and marked with its language and direction.
 */
export function htmlText({ title, lang, landscape = false, blocks }: TextDocument): string {
  const style = styleSheet(tablesAmong(blocks), landscape);
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(cleanCharacters(title))}</title>
<style>${style}</style>
</head>
<body>
<main>
${element('h1', '', [verbatim(title)])}
${new BlockWriter().blocks(blocks)}
</main>
</body>
</html>
`;
}

/** The tables of a document, in order of appearance. */
function tablesAmong(blocks: readonly Block[]): Table[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'table') return [block];
    return block.kind === 'list' ? block.items.flatMap((item) => tablesAmong(item.blocks ?? [])) : [];
  });
}

/** Renders blocks. It numbers the tables, because the style sheet sets the column widths of each. */
class BlockWriter {
  #tables = 0;

  blocks(blocks: readonly Block[]): string {
    return blocks.map((block) => this.#block(block)).join('\n');
  }

  #block(block: Block): string {
    switch (block.kind) {
      case 'heading':
        return element(`h${block.level + 1}`, '', block.content);
      case 'paragraph':
        return element('p', '', block.content);
      case 'subtitle':
      case 'note':
        return element('p', ` class="${block.kind}"`, block.content);
      case 'quotation':
        return `<blockquote${direction(plainContent(block.paragraphs[0] ?? []))}>\n${block.paragraphs.map((content) => element('p', '', content)).join('\n')}\n</blockquote>`;
      case 'list':
        return this.#list(block);
      case 'table':
        return this.#table(block);
      case 'definitions':
        return definitionList(block);
    }
  }

  #list({ start, items }: List): string {
    const [name, attributes] = start === null ? ['ul', ''] : ['ol', start === 1 ? '' : ` start="${start}"`];
    return `<${name}${attributes}>\n${items.map((item) => this.#item(item)).join('\n')}\n</${name}>`;
  }

  #item({ label, content, blocks = [] }: ListItem): string {
    const text = inlineText(plainContent(content, true));
    const inner = blocks.length === 0 ? text : `<p>${text}</p>\n${this.blocks(blocks)}\n`;
    if (label === undefined) return `<li>${inner}</li>`;
    return `<li class="labelled"><span class="label">${escaped(cleanCharacters(label))}</span><div>${inner}</div></li>`;
  }

  #table({ columns, rows }: Table): string {
    this.#tables += 1;
    const row = (tag: string, cells: readonly Content[]): string =>
      `<tr>${cells.map((content, index) => element(tag, alignment(columns[index]?.align), content)).join('')}</tr>`;
    const heads = columns.map(({ heading }) => heading);
    return `<div class="wide"><table class="t${this.#tables}">
<colgroup>${'<col>'.repeat(columns.length)}</colgroup>
<thead>${row('th', heads)}</thead>
<tbody>
${rows.map((cells) => row('td', cells)).join('\n')}
</tbody>
</table></div>`;
  }
}

const alignment = (align = 'start'): string => (align === 'start' ? '' : ` class="${align}"`);

const definitionList = ({ entries }: Definitions): string =>
  `<dl>\n${entries.map(({ term, definition }) => `${element('dt', '', term)}\n${element('dd', '', definition)}`).join('\n')}\n</dl>`;

/** An element with content; `attributes` begin with a space. */
function element(name: string, attributes: string, content: Content): string {
  const plain = plainContent(content);
  return `<${name}${attributes}${direction(plain)}>${inlineText(plain)}</${name}>`;
}

const direction = ({ dir }: PlainContent): string => (dir === 'ltr' ? '' : ' dir="rtl"');

const inlineText = ({ runs, dir }: PlainContent): string => runs.map((run) => runText(run, dir)).join('');

function runText({ text, bold, italic, changeTag, href, lang, dir, unbroken }: PlainRun, around: PlainContent['dir']) {
  let html = escaped(text).replaceAll('\n', '<br>\n');
  if (unbroken) html = `<span class="unbroken">${html}</span>`;
  if (italic) html = `<em>${html}</em>`;
  if (bold) html = `<strong>${html}</strong>`;
  if (changeTag !== null) html = `<${changeTag}>${html}</${changeTag}>`;
  if (href !== null) html = `<a href="${escaped(href)}" rel="noopener noreferrer">${html}</a>`;
  const attributes =
    (lang === null ? '' : ` lang="${escaped(lang)}"`) + (dir === null || dir === around ? '' : ` dir="${dir}"`);
  return attributes === '' ? html : `<span${attributes}>${html}</span>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] as string);
