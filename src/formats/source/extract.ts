import { parentPort, workerData } from 'node:worker_threads';
import { Problem, type ProblemKind } from '../../domain/problem';
import { decodeHtml, type SourceKind } from './kind';
import type { Extracted } from './source';

/* The entry point of the worker thread, bundled separately (scripts/bundle.mjs). */

/** The message that the worker posts: the extracted text, or the problem as plain data. */
export type WorkerResult =
  | Extracted
  | { readonly problem: { readonly kind: ProblemKind; readonly message: string; readonly advice: string } };

const extractors: { readonly [kind in SourceKind]?: (bytes: Buffer) => Promise<Extracted> } = {
  HTML: async (bytes) => ({ text: await (await import('./html')).htmlText(decodeHtml(bytes)), warnings: [] }),
  DOCX: async (bytes) => ({ text: await (await import('./docx')).docxText(bytes), warnings: [] }),
  PDF: async (bytes) => (await import('./pdf')).pdfText(new Uint8Array(bytes)),
};

async function answer(kind: SourceKind, bytes: Uint8Array): Promise<WorkerResult> {
  try {
    return (await extractors[kind]?.(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) as Extracted;
  } catch (error) {
    if (error instanceof Problem)
      return { problem: { kind: error.kind, message: error.message, advice: error.advice } };
    if (!(error instanceof RangeError)) throw error;
    return {
      problem: { kind: 'refused', message: 'its parts are nested too deeply', advice: 'save it as plain text' },
    };
  }
}

const { kind, bytes } = workerData as { kind: SourceKind; bytes: Uint8Array };
answer(kind, bytes).then((result) => parentPort?.postMessage(result));
