import { codeOf } from '../../domain/text';
import type { Content, Run } from './textDocument';

/** A run ready for writing: with clean text, a known direction and a safe link. */
export interface PlainRun {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  /** The HTML element that marks it as added or removed; Markdown uses the same. */
  readonly changeTag: 'ins' | 'del' | null;
  readonly lang: string | null;
  readonly href: string | null;
  /** Its writing direction; null for the document's own text, and for text without letters. */
  readonly dir: 'ltr' | 'rtl' | null;
  readonly unbroken: boolean;
}

/** Content ready for writing: its runs and its base direction. */
export interface PlainContent {
  readonly runs: readonly PlainRun[];
  readonly dir: 'ltr' | 'rtl';
}

/** Control characters, lone surrogates, and what else XML 1.0 forbids (section 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu;

/** Line breaks other than the line feed. */
const lineBreaks = /\r\n?|[\u0085\u2028\u2029]/g;

/** Replaces characters that files must not contain or that make a text look like another, and makes all line breaks line feeds. */
export const cleanCharacters = (text: string): string =>
  visibleDirections(text.replaceAll(lineBreaks, '\n').replaceAll(forbidden, '\ufffd'));

const firstLetter = /\p{L}/u;
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;

/** The direction of the first letter of a text; null if it has no letter. */
function directionOf(text: string): 'ltr' | 'rtl' | null {
  const letter = firstLetter.exec(text)?.[0];
  if (letter === undefined) return null;
  return rightToLeft.test(letter) ? 'rtl' : 'ltr';
}

/** The control characters that open an embedding, override or isolate, each with the one that closes it (Unicode UAX #9, section 2). */
const endOf: ReadonlyMap<string, string> = new Map([
  ...['\u202a', '\u202b', '\u202d', '\u202e'].map((start) => [start, '\u202c'] as const),
  ...['\u2066', '\u2067', '\u2068'].map((start) => [start, '\u2069'] as const),
]);
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g;
const overrides = /[\u202d\u202e]/;

/**
 * Shows direction controls as their codes if they override the direction of letters (LRO, RLO) or are unmatched, which would
 * affect later text. Balanced embeddings and isolates stay.
 */
function visibleDirections(text: string): string {
  const open: { readonly control: string; readonly offset: number }[] = [];
  const balanced = new Set<number>();
  for (const { 0: control, index: offset } of text.matchAll(directionControls)) {
    const start = open.at(-1);
    if (endOf.has(control)) open.push({ control, offset });
    else if (start !== undefined && endOf.get(start.control) === control) {
      open.pop();
      if (!overrides.test(start.control)) balanced.add(start.offset).add(offset);
    }
  }
  return text.replaceAll(directionControls, (control, offset: number) =>
    balanced.has(offset) ? control : `<${codeOf(control)}>`,
  );
}

const linkProtocols = ['http:', 'https:', 'mailto:'];

/** Normalizes a link and percent-encodes characters that markup uses; null unless it is http, https or mailto. */
function linkAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return linkProtocols.includes(protocol) ? href.replace(/[\s"'`<>()\\[\]|]/g, percentEncoded) : null;
}

const percentEncoded = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * Prepares content for writing. Content with text of the document's own has the document's direction; text of the register
 * alone has its own. After a number or bullet (`inLine`), content has the document's direction.
 */
export function plainContent(content: Content, inLine = false): PlainContent {
  const runs = content
    .map((inline) => (typeof inline === 'string' ? { text: inline } : inline))
    .filter(({ text }) => text !== '')
    .map(plainRun);
  const ownText = inLine || runs.some(({ text, dir }) => dir === null && firstLetter.test(text));
  const dir = ownText ? 'ltr' : (runs.find((run) => run.dir !== null)?.dir ?? 'ltr');
  return { runs, dir };
}

function plainRun(run: Run): PlainRun {
  const text = cleanCharacters(run.text);
  return {
    text,
    bold: run.bold ?? false,
    italic: run.italic ?? false,
    changeTag: run.change === undefined ? null : run.change === 'added' ? 'ins' : 'del',
    lang: run.lang ?? null,
    href: run.href === undefined ? null : linkAddress(run.href),
    dir: run.dir === 'auto' ? directionOf(text) : (run.dir ?? null),
    unbroken: run.unbroken ?? false,
  };
}
