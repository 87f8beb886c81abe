import { Unzip, UnzipInflate, zipSync } from 'fflate';
import { refused } from '../../../domain/problem';

/** The parts of a file in the Open Packaging format, by name: a ZIP archive. */
export type Parts = ReadonlyMap<string, Uint8Array>;

/** The limits of a template: its unpacked size in bytes, and its number of parts. */
const templateLimits = { unpacked: 100_000_000, parts: 5_000 };

/** The limits are checked after each chunk of this many compressed bytes. */
const chunkSize = 65_536;

const notWord = () => refused('it is not a Word document', 'save it as .docx in a word processor');
/** The problem of a corrupt file. */
export const corrupt = () => refused('it is corrupt', 'save it again in a word processor');
const tooLarge = () => refused('it unpacks to more than 100 MB', 'use a template without large pictures');

/**
 * Unpacks a Word document. It stops at the limits, whatever sizes the archive declares.
 *
 * @throws Problem `refused` if it is not an archive, is corrupt or too large.
 */
export function unpack(bytes: Uint8Array): Parts {
  const isZip = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PK\u0003\u0004';
  if (!isZip) throw notWord();
  const chunks = new Map<string, Uint8Array[]>();
  let size = 0;
  let problem: Error | undefined;
  const archive = new Unzip((part) => {
    const own: Uint8Array[] = [];
    if (chunks.size >= templateLimits.parts)
      problem ??= refused('it has more than 5,000 parts', 'use another template');
    chunks.set(part.name, own);
    part.ondata = (error, chunk) => {
      if (error) problem ??= corrupt();
      else own.push(chunk);
      size += chunk?.length ?? 0;
      if (size > templateLimits.unpacked) problem ??= tooLarge();
    };
    part.start();
  });
  archive.register(UnzipInflate);
  try {
    for (let start = 0; start < bytes.length && problem === undefined; start += chunkSize) {
      archive.push(bytes.subarray(start, start + chunkSize), start + chunkSize >= bytes.length);
    }
  } catch {
    problem ??= corrupt();
  }
  if (problem !== undefined) throw problem;
  return new Map([...chunks].map(([name, own]) => [name, Buffer.concat(own)]));
}

/** Packs the parts of a document, uncompressed. */
export const pack = (parts: Parts): Uint8Array => zipSync(Object.fromEntries(parts), { level: 0 });

const contentTypesName = '[Content_Types].xml';

/**
 * The name of the part with the text of a Word document.
 *
 * @throws Problem `refused` if there is none, or it may run macros.
 */
export function mainPart(parts: Parts): string {
  const types = textOf(parts, contentTypesName) ?? '';
  for (const [override] of types.matchAll(/<Override\b[^>]*>/g)) {
    const [, name = ''] = /\bPartName="\/([^"]+)"/.exec(override) ?? [];
    const [, type = ''] = /\bContentType="([^"]+)"/.exec(override) ?? [];
    if (type.includes('macroEnabled')) throw refused('it has macros', 'save it as .docx, without macros');
    if (/wordprocessingml\.(document|template)\.main\+xml$/.test(type) && parts.has(name)) return name;
  }
  throw notWord();
}

/** Declares a template (.dotx) as a document; other parts stay as they are. */
export function asDocument(parts: Parts): Parts {
  const types = textOf(parts, contentTypesName) ?? '';
  const changed = types.replace('wordprocessingml.template.main+xml', 'wordprocessingml.document.main+xml');
  return new Map([...parts, [contentTypesName, Buffer.from(changed)]]);
}

/**
 * The text of a part; undefined if there is none.
 *
 * @throws Problem `refused` if it is not XML in UTF-8, or has a DOCTYPE, whose entities can expand without limit.
 */
export function textOf(parts: Parts, name: string): string | undefined {
  const bytes = parts.get(name);
  if (bytes === undefined) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  if (text.includes('\ufffd') || /<!DOCTYPE/i.test(text)) throw corrupt();
  return text;
}
