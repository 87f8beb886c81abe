import { type PlainContent, type PlainRun, plainContent } from './runs';
import {
  type Block,
  type Content,
  type List,
  type ListItem,
  type Table,
  type TextDocument,
  verbatim,
} from './textDocument';

/** Renders a document as CommonMark with GitHub tables. Text is escaped and never read as markup. */
export function markdownText({ title, blocks }: TextDocument): string {
  return `# ${oneLine([verbatim(title)])}\n\n${blocksText(blocks)}\n`;
}

/** Separates adjacent lists, which Markdown would merge. */
const listBreak = '<!-- -->';

function blocksText(blocks: readonly Block[]): string {
  const texts = blocks.flatMap((block, index) => {
    const text = blockText(block);
    return block.kind === 'list' && blocks[index - 1]?.kind === 'list' ? [listBreak, text] : [text];
  });
  return texts.filter((text) => text !== '').join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${oneLine(block.content)}`;
    case 'paragraph':
    case 'subtitle':
      return lines(block.content);
    case 'quotation':
      return prefixed('> ', '> ', block.paragraphs.map((content) => lines(content)).join('\n\n'));
    case 'note': {
      const text = lines(block.content);
      return text === '' ? '' : `*${text}*`;
    }
    case 'list':
      return listText(block);
    case 'table':
      return tableText(block);
    case 'definitions':
      return block.entries
        .map(({ term, definition }) => `- **${oneLine(term)}**: ${prefixed('', '  ', lines(definition))}`)
        .join('\n');
  }
}

/** A list. Blank lines separate its items if one of them has several paragraphs. */
function listText({ start, items }: List): string {
  const loose = items.some(({ blocks = [] }) => blocks.some(({ kind }) => kind !== 'list'));
  const texts = items.map((item, index) => {
    const marker = start === null || item.label !== undefined ? '- ' : `${start + index}. `;
    return prefixed(marker, ' '.repeat(marker.length), itemText(item, loose));
  });
  return texts.join(loose ? '\n\n' : '\n');
}

function itemText({ label, content, blocks = [] }: ListItem, loose: boolean): string {
  const first = lines(label === undefined ? content : [label, ' ', ...content], true);
  return blocks.length === 0 ? first : `${first}${loose ? '\n\n' : '\n'}${blocksText(blocks)}`;
}

const rules = { start: '---', center: ':---:', end: '---:' } as const;

function tableText({ columns, rows }: Table): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cell = (content: Content): string => textLines(content).join('<br>');
  return [
    row(columns.map(({ heading }) => cell(heading))),
    row(columns.map(({ align = 'start' }) => rules[align])),
    ...rows.map((cells) => row(cells.map(cell))),
  ].join('\n');
}

/** Adds one prefix to the first line of a text, and another to the rest. */
const prefixed = (first: string, others: string, text: string): string =>
  text
    .split('\n')
    .map((line, index) => ((index === 0 ? first : others) + line).trimEnd())
    .join('\n');

/** What starts a block at the start of a line: a heading, list item, rule, underline or table row. */
const blockStart = /^(?:#(?=#{0,5}(?:\s|$))|[-+](?=\s|$)|[-=:](?=[-=:\s]*$)|\d{1,9}(?=[.)](?:\s|$)))/;

/** Content as lines with hard breaks between them. */
const lines = (content: Content, inLine = false): string =>
  textLines(content, inLine)
    .map((line) => line.replace(blockStart, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`)))
    .join('\\\n');

/** Content on one line, for headings: a # at the end would close the heading. */
const oneLine = (content: Content): string => textLines(content).join(' ').replace(/#$/, '\\#');

/** The lines of content, without empty ones. */
const textLines = (content: Content, inLine = false): string[] =>
  inlineText(plainContent(content, inLine))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const inlineText = ({ runs, dir }: PlainContent): string => runs.map((run) => runText(run, dir)).join('');

/** A styled run. Spaces at its ends stay outside the delimiters: next to a space, `**` is no emphasis. */
function runText(run: PlainRun, dir: PlainContent['dir']): string {
  const text = run.text.trim();
  if (text === '') return run.text;
  const start = run.text.indexOf(text);
  const delimiter = `${run.bold ? '**' : ''}${run.italic ? '*' : ''}`;
  const styled = `${delimiter}${linked(text, run.href)}${delimiter}`;
  const marked = run.changeTag === null ? styled : changed(styled, run.changeTag);
  const placed = run.dir === null || run.dir === dir ? marked : isolated(marked);
  return run.text.slice(0, start) + placed + run.text.slice(start + text.length);
}

/** Marks changed text with HTML elements: Markdown delimiters do not work between a word and punctuation. */
const changed = (text: string, tag: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : `<${tag}>${line}</${tag}>`))
    .join('\n');

function linked(text: string, href: string | null): string {
  if (href === null) return escaped(text);
  return text === href ? `<${href}>` : `[${escaped(text)}](${href})`;
}

/** Isolates the direction of a text from the surrounding text (Unicode UAX #9: FSI, PDI). */
const isolated = (text: string): string => `\u2068${text}\u2069`;

/** Characters that may be markup anywhere in a line: underscores only at word ends, ampersands only in entities. */
const markup = /[\\`*[\]<>|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu;

const escaped = (text: string): string => text.replaceAll(markup, '\\$&');
