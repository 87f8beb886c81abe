import { basename, resolve } from 'node:path';
import type { Context } from '../../context';
import { EvidenceText } from '../../domain/evidence/evidence';
import { Problem, refused } from '../../domain/problem';
import { cleanLine, lineLimit } from '../../domain/text';
import type { Source } from '../../formats/source/source';
import { EvidenceGuard } from '../../register/import/evidenceGuard';
import { type StagedFile, stageFile } from '../../store/attachedFiles';
import type { WriteOptions } from '../../store/store';
import { loadSource } from './loadSource';

/** Checks the evidence of a write against a source, and records the source as a document. */
export interface SourceGuard {
  readonly source: Source;
  /** Creates a guard for one attempt: a transaction may be retried. */
  newGuard(): EvidenceGuard;
  /** Write options that keep the copy of the source. */
  readonly writing: Pick<WriteOptions, 'beforeCommit'>;
  /** Removes the copy unless the write kept it. */
  discard(): void;
}

export interface GuardOptions {
  /** Whether to store a copy of the source beside the register. */
  readonly attach: boolean;
  readonly dryRun?: boolean | undefined;
}

/**
 * Reads a source, and creates the guard that checks evidence against it.
 *
 * @throws Problem `usage` for standard input, which has neither a name nor a file to record.
 */
export async function loadGuard(context: Context, name: string, options: GuardOptions): Promise<SourceGuard> {
  if (name === '-') {
    const advice = 'save the text to a file: its name and SHA-256 are recorded';
    throw new Problem('usage', '--check-evidence takes a file, not standard input', advice);
  }
  return createGuard(context, await loadSource(context, name), options);
}

/** Creates the guard for a source that has been read. */
export async function createGuard(
  context: Context,
  source: Source,
  { attach, dryRun }: GuardOptions,
): Promise<SourceGuard> {
  const { name, sha256, size } = source;
  const copy = attach && !dryRun ? await stage(context, source) : undefined;
  const title = cleanLine('the name of the source', basename(name).slice(0, lineLimit));
  const document = { title, file: copy?.file ?? resolve(name), sha256, size };
  const text = new EvidenceText(name, source.text);
  return {
    source,
    newGuard: () => new EvidenceGuard(text, document),
    writing: copy === undefined ? {} : { beforeCommit: copy.keep },
    discard: () => copy?.discard(),
  };
}

async function stage(context: Context, { name, sha256 }: Source): Promise<StagedFile> {
  const copy = await stageFile(await context.filesFolder(), name);
  if (copy.sha256 === sha256) return copy;
  copy.discard();
  throw refused(`${name} was changed while it was read`, 'run the command again');
}
