import { createReadStream } from 'node:fs';
import type { Entity } from '../domain/entities';
import type { Input, InputFile } from '../domain/input';
import { Problem } from '../domain/problem';
import { csvHeader, headerProblem, readCsv } from './csvRead';
import { decoded, peeked } from './decode';
import { entityOf } from './entityOf';
import { ndjsonKeys, readNdjson } from './ndjsonRead';

/** Enough to see a header. */
const headerLength = 65_536;

/**
 * Opens a file of records, `-` for standard input: whole meetings as YAML, or one entity as CSV or NDJSON. The kind is
 * told by the name, else by the beginning; the entity by the header, or by `as`. Of a file that cannot be told what it
 * is, that is the only problem: the other files are read all the same.
 *
 * @throws Problem `failed` when it cannot be read.
 */
export async function openInput(name: string, as: Entity | undefined): Promise<InputFile> {
  const shown = name === '-' ? 'standard input' : name;
  try {
    return await opened(name, shown, as);
  } catch (error) {
    return refusedFile(shown, as, error);
  }
}

/** A file of which nothing but what is wrong with it is read; `columns` are those of its header, if it has one. */
function refusedFile(name: string, as: Entity | undefined, error: unknown, columns: readonly string[] = []): InputFile {
  if (!(error instanceof Problem) || error.kind !== 'refused') throw error;
  const problem = headerProblem(error, columns, 1);
  const records = async function* (): AsyncIterable<readonly Input[]> {
    yield [{ problem }];
  };
  return { name, entity: as?.name ?? 'decision', records };
}

async function opened(name: string, shown: string, as: Entity | undefined): Promise<InputFile> {
  const stream = name === '-' ? process.stdin : createReadStream(name);
  const { start, all } = await peeked(decoded(readable(stream, shown)), ({ length }) => length >= headerLength);
  if (start.trim() === '') throw new Problem('refused', 'the file is empty', 'check which file you meant');
  const kind = kindOf(name, start);
  if (kind === 'yaml') {
    const { readYaml } = await import('./yamlRead');
    return { name: shown, entity: 'meeting', records: () => readYaml(all) };
  }
  if (kind === 'ndjson') {
    const first = await peeked(all, (line) => line.trimStart().includes('\n'));
    const entity = as ?? entityOf(ndjsonKeys(first.start));
    return { name: shown, entity: entity.name, records: () => readNdjson(first.all, entity) };
  }
  if (start.trimStart().startsWith('[')) {
    throw new Problem('refused', 'a JSON array is not read', 'export it as YAML or NDJSON: --format ndjson');
  }
  const { delimiter, columns } = csvHeader(start);
  try {
    const entity = as ?? entityOf(columns);
    return { name: shown, entity: entity.name, records: () => readCsv(all, delimiter, entity) };
  } catch (error) {
    return refusedFile(shown, as, error, columns);
  }
}

type Kind = 'yaml' | 'ndjson' | 'csv';

function kindOf(name: string, start: string): Kind {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (extension === 'yaml' || extension === 'yml') return 'yaml';
  if (extension === 'ndjson' || extension === 'jsonl') return 'ndjson';
  if (extension === 'csv' || extension === 'tsv') return 'csv';
  // the first line only: below it a CSV's texts may look like anything
  const text = start.trimStart();
  if (text.startsWith('{')) return 'ndjson';
  return /^(---|%YAML|#|(meeting|agenda|decisions)\s*:)/.test(text) ? 'yaml' : 'csv';
}

/** Why a file cannot be read, in plain words. */
const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you have no right to',
};

async function* readable(stream: AsyncIterable<unknown>, name: string): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = reasons[code ?? ''] ?? message;
    throw new Problem('failed', `${name} cannot be read: ${reason}`, 'check the name and your rights');
  }
}
