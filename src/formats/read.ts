import { createReadStream } from 'node:fs';
import type { Entity } from '../domain/entities';
import type { InputFile } from '../domain/input';
import { Problem } from '../domain/problem';
import { csvHeader, readCsv } from './csvRead';
import { decoded, peeked } from './decode';
import { entityOf } from './entityOf';
import { ndjsonKeys, readNdjson } from './ndjsonRead';

/** Enough to see a header. */
const headerLength = 65_536;

/**
 * Opens a file of records, `-` for standard input: whole meetings as YAML, or one entity as CSV or NDJSON. The kind is
 * told by the name, else by the beginning; the entity by the header, or by `as`.
 *
 * @throws Problem `failed` when it cannot be read, `refused` when it cannot be told what it is.
 */
export async function openInput(name: string, as: Entity | undefined): Promise<InputFile> {
  const shown = name === '-' ? 'standard input' : name;
  const stream = name === '-' ? process.stdin : createReadStream(name);
  const { start, all } = await peeked(decoded(readable(stream, shown), shown), headerLength);
  if (start.trim() === '') throw new Problem('refused', `${shown} is empty`, 'check which file you meant');
  const kind = kindOf(name, start);
  if (kind === 'yaml') {
    const { readYaml } = await import('./yamlRead');
    return { name: shown, entity: 'meeting', records: () => readYaml(all) };
  }
  if (kind === 'ndjson') {
    const entity = as ?? entityOf(ndjsonKeys(start), shown);
    return { name: shown, entity: entity.name, records: () => readNdjson(all, entity) };
  }
  const { delimiter, columns } = csvHeader(start);
  const entity = as ?? entityOf(columns, shown);
  return { name: shown, entity: entity.name, records: () => readCsv(all, delimiter, entity) };
}

type Kind = 'yaml' | 'ndjson' | 'csv';

function kindOf(name: string, start: string): Kind {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (extension === 'yaml' || extension === 'yml') return 'yaml';
  if (extension === 'ndjson' || extension === 'jsonl') return 'ndjson';
  if (extension === 'csv' || extension === 'tsv') return 'csv';
  if (start.trimStart().startsWith('{')) return 'ndjson';
  return /^(---|%YAML|#|(meeting|agenda|decisions)\s*:)/m.test(start.slice(0, 2000)) ? 'yaml' : 'csv';
}

async function* readable(stream: AsyncIterable<unknown>, name: string): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new Problem('failed', `${name} cannot be read: ${reason}`, 'check the name and your rights');
  }
}
