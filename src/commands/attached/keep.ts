import { lstatSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Context } from '../../context';
import { attachedName } from '../../domain/attached';
import type { RawRecord } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import type { Row } from '../../domain/row';
import { attachedPath, stageFile } from '../../store/attachedFiles';
import { contentState, copyState, type FileState, fileFacts, stateBySize } from '../../store/fileContent';
import type { WriteFlags } from '../flags/flags';

/** Records a document with the facts of its file; a copy is attached when the record is committed. */
export async function withFile(
  context: Context,
  raw: RawRecord,
  flags: WriteFlags & { readonly attach?: boolean },
  record: (raw: RawRecord, flags: WriteFlags) => Promise<unknown>,
): Promise<void> {
  if (!raw.file) {
    if (flags.attach) throw new Problem('usage', '--attach requires --file', 'name the file to keep: --file paper.pdf');
    await record(raw, flags);
    return;
  }
  const path = raw.file as string;
  // problems with the register are reported before a large file is read
  await context.register();
  const folder = await context.filesFolder();
  if (!flags.attach || flags.dryRun) {
    const { sha256, size } = await fileFacts(path);
    const file = flags.attach ? attachedPath(folder, path, sha256) : resolve(path);
    await record({ ...raw, file, sha256, size: String(size) }, flags);
    return;
  }
  const { file, sha256, size, replaces, keep, discard } = await stageFile(folder, path);
  try {
    await record({ ...raw, file, sha256, size: String(size) }, { ...flags, beforeCommit: keep });
    if (replaces)
      context.output.say(`the existing copy was incomplete or altered, and was replaced: ${basename(file)}`);
  } finally {
    discard();
  }
}

/** The file of a document, with checks of its current state against what was recorded. */
export interface DocumentFile {
  readonly path: string;
  /** Its state, as far as it can be determined without opening it. */
  stateBySize(): FileState;
  /** Its state, by its content. */
  state(): Promise<FileState>;
  /** Whether it is executable. */
  isProgram(): boolean;
  readonly isCopy: boolean;
}

/** The file of a document; null if its SHA-256 is not recorded. */
export function documentFile(folder: string, document: Row): DocumentFile | null {
  const { file, sha256, size } = document as { file: string; sha256: string | null; size: number | null };
  if (!sha256) return null;
  const name = attachedName(file);
  const path = name === null ? resolve(dirname(folder), file) : join(folder, name);
  const look = name === null ? statSync : lstatSync;
  return {
    path,
    stateBySize: () => stateBySize(path, size, look),
    state: () => (name === null ? contentState : copyState)(path, sha256, size),
    isProgram: () => (look(path).mode & 0o111) !== 0,
    isCopy: name !== null,
  };
}

/**
 * The current state of the file of a document; null if it has none. Only attached copies are read without asking: any
 * other path may come from an import, which is no permission to open it.
 */
export async function fileState(folder: string, document: Row, isRequested: boolean): Promise<string | null> {
  if (!document.file) return null;
  const file = documentFile(folder, document);
  if (file === null) return 'unknown: no SHA-256 of it is recorded';
  if (file.isCopy || isRequested) return stateWords[await file.state()];
  const state = file.stateBySize();
  return state === 'same' ? 'present, but not read: cica document show --check-file compares it' : stateWords[state];
}

export const stateWords: Record<FileState, string> = {
  same: 'the same as when it was recorded',
  changed: 'changed since it was recorded',
  missing: 'missing',
  'not regular': 'not a regular file',
  unreadable: 'unreadable',
};

/** The words for the state of a file as they continue a sentence: "is missing", "has changed since it was recorded". */
export const statePhrase = (state: string): string => (state === stateWords.changed ? `has ${state}` : `is ${state}`);
