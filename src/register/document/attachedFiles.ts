import { join } from 'node:path';
import sql from 'sql-template-tag';
import { attachedName, sha256InName } from '../../domain/attached';
import { attachedNames } from '../../store/attachedFiles';
import { copyState, type FileState } from '../../store/fileContent';
import type { Reader } from '../../store/store';

/** What is found of the files in the folder of a register. */
export interface FilesFound {
  /** How many copies documents name. */
  readonly named: number;
  /** What is wrong, a sentence each. */
  readonly findings: readonly string[];
  /** The names of what lies in the folder although no document names it. */
  readonly unnamed: readonly string[];
}

interface AttachedDocument {
  readonly ref: string;
  readonly file: string;
  readonly sha256: string | null;
}

/** So many documents are read at a time. */
const batchSize = 500;

/**
 * Looks at every copy that documents name, and at what else lies in the folder. How the copies of the folder are is read
 * from them, or given where that was just done.
 */
export async function checkFiles(
  reader: Reader,
  folder: string,
  known: ReadonlyMap<string, FileState> = new Map(),
  looked: () => void = () => undefined,
): Promise<FilesFound> {
  const states = new Map<string, FileState>();
  const findings: string[] = [];
  const state = async (name: string, sha256: string): Promise<FileState> => {
    const found = states.get(name) ?? known.get(name) ?? (await copyState(join(folder, name), sha256));
    states.set(name, found);
    looked();
    return found;
  };
  for await (const { ref, file, sha256 } of attachedDocuments(reader)) {
    const name = attachedName(file) as string;
    const itsHash = sha256InName(name) as string;
    const found = await state(name, itsHash);
    if (found !== 'same') findings.push(`document ${ref}: its file ${name} ${words[found]}`);
    else if (sha256 !== itsHash) findings.push(`document ${ref}: its SHA-256 is not that of its file ${name}`);
  }
  const named = states.size;
  const unnamed = attachedNames(folder).filter((name) => !states.has(name));
  for (const name of unnamed) {
    const found = await state(name, sha256InName(name) as string);
    if (found !== 'same') findings.push(`${name} ${words[found]}; no document names it`);
  }
  return { named, findings, unnamed };
}

const words: Record<Exclude<FileState, 'same'>, string> = {
  changed: 'was changed',
  missing: 'is missing',
  'not regular': 'is not a regular file',
  unreadable: 'cannot be read',
};

/** The documents of which a copy is kept. */
async function* attachedDocuments(reader: Reader): AsyncIterable<AttachedDocument> {
  const documents = sql`
    select coalesce(symbol, title) as ref, file, sha256 from document where file is not null order by id`;
  for await (const rows of reader.batches<AttachedDocument>(documents, batchSize)) {
    for (const row of rows) if (attachedName(row.file) !== null) yield row;
  }
}
