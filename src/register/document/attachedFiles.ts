import { join } from 'node:path';
import sql from 'sql-template-tag';
import { attachedName, sha256InName } from '../../domain/attached';
import { attachedNames } from '../../store/attachedFiles';
import { copyState, type FileState } from '../../store/fileContent';
import type { Reader } from '../../store/store';

/** The result of checking the attached files of a register. */
export interface FilesFound {
  /** The number of copies that documents refer to. */
  readonly named: number;
  /** What is wrong, one sentence each. */
  readonly findings: readonly string[];
  /** The names of files in the folder that no document refers to. */
  readonly unnamed: readonly string[];
}

interface AttachedDocument {
  readonly ref: string;
  readonly file: string;
  readonly sha256: string | null;
}

/** The number of documents that are read at a time. */
const batchSize = 500;

/**
 * Checks every copy that documents refer to, and lists other files in the folder. The states of the copies are read
 * from the files unless they are given.
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
    if (found !== 'same') findings.push(`${name} ${words[found]}; no document refers to it`);
  }
  return { named, findings, unnamed };
}

const words: Record<Exclude<FileState, 'same'>, string> = {
  changed: 'was changed',
  missing: 'is missing',
  'not regular': 'is not a regular file',
  unreadable: 'cannot be read',
};

/** The documents with an attached copy. */
async function* attachedDocuments(reader: Reader): AsyncIterable<AttachedDocument> {
  const documents = sql`
    select coalesce(symbol, title) as ref, file, sha256 from document where file is not null order by id`;
  for await (const rows of reader.batches<AttachedDocument>(documents, batchSize)) {
    for (const row of rows) if (attachedName(row.file) !== null) yield row;
  }
}
