import type { Content, Run } from './textDocument';

/** A run as every writer takes it: its text is clean, its direction known, its address safe. */
export interface PlainRun {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  /** The element of HTML, also within Markdown, that marks it as added to a text or removed from it. */
  readonly changeTag: 'ins' | 'del' | null;
  readonly lang: string | null;
  readonly href: string | null;
  /** The direction of its letters; null if it is the document's own text, or has no letters. */
  readonly dir: 'ltr' | 'rtl' | null;
  readonly unbroken: boolean;
}

/** Content as writers take it: its runs, and the direction of the whole. */
export interface PlainContent {
  readonly runs: readonly PlainRun[];
  readonly dir: 'ltr' | 'rtl';
}

/** Controls, half a surrogate pair, and what else XML 1.0 forbids (section 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu;

/** Line breaks other than the line feed. */
const lineBreaks = /\r\n?|[\u0085\u2028\u2029]/g;

/** A text without what a file may not contain, with line feeds as its only line breaks. */
export const cleanCharacters = (text: string): string =>
  text.replaceAll(lineBreaks, '\n').replaceAll(forbidden, '\ufffd');

const firstLetter = /\p{L}/u;
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;

/** The direction of the first letter of a text; null if it has no letter. */
export function directionOf(text: string): 'ltr' | 'rtl' | null {
  const letter = firstLetter.exec(text)?.[0];
  if (letter === undefined) return null;
  return rightToLeft.test(letter) ? 'rtl' : 'ltr';
}

/** The controls that begin a stretch of another direction, with the one that ends it (Unicode UAX #9, section 2). */
const endOf: ReadonlyMap<string, string> = new Map([
  ...['\u202a', '\u202b', '\u202d', '\u202e'].map((start) => [start, '\u202c'] as const),
  ...['\u2066', '\u2067', '\u2068'].map((start) => [start, '\u2069'] as const),
]);
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text whose direction controls are all closed and none closes what it did not open, so that they end with it. */
export function closeDirections(text: string): string {
  const open: string[] = [];
  const closed = text.replaceAll(directionControls, (control) => {
    const end = endOf.get(control);
    if (end !== undefined) open.push(end);
    else if (open.at(-1) === control) open.pop();
    else return '';
    return control;
  });
  return closed + open.reverse().join('');
}

const linkProtocols = ['http:', 'https:', 'mailto:'];

/** The address of a link in its normal form, without signs that markup uses; null unless it is http, https or mailto. */
export function linkAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return linkProtocols.includes(protocol) ? href.replace(/[\s"'`<>()\\[\]|]/g, percentEncoded) : null;
}

const percentEncoded = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * Content as writers take it. A text of the document's own sets its direction; one of the register alone, its own. What stands
 * beside a number or bullet is `inLine` with it, in the direction of the document.
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
  const text = closeDirections(cleanCharacters(run.text));
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
