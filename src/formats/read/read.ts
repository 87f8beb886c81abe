import { createReadStream, statSync } from 'node:fs';
import { displayName, type Input, type InputFile } from '../../domain/input';
import { Problem } from '../../domain/problem';
import type { Entity } from '../../domain/schema';
import { systemReason } from '../../domain/systemError';
import { headerProblem } from './csv';
import { decoded, startOf, type TextStream } from './decode';
import { noText } from './foreign';
import type { Content, Refusal } from './format';
import { detectFormat, formats } from './formats';
import { Spool } from './spool';

/**
 * Opens a file of records, `-` for standard input: whole meetings as YAML, or one entity as CSV or NDJSON. The format
 * follows from the name, or else from the start; the entity from the header, or from `as`. A file that is not
 * recognized has that as its only problem: the other files are still read.
 *
 * A pipe is read to its end and stored first, so that whoever reads the records need not wait. A file on disk is read
 * when its records are read.
 *
 * @throws Problem `failed` if it cannot be read or stored.
 */
export async function openInput(name: string, as: Entity | undefined): Promise<InputFile> {
  const displayed = displayName(name);
  try {
    return await (name !== '-' && isOnDisk(name) ? onDisk(name, as) : passing(name, displayed, as));
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'refused') throw error;
    return refusedFile(displayed, { entity: as?.name ?? 'decision', problem: headerProblem(error, [], 1) });
  }
}

/** A file that yields only its problem. */
function refusedFile(name: string, { entity, problem }: Refusal): InputFile {
  const records = async function* (): AsyncIterable<readonly Input[]> {
    yield [{ problem }];
  };
  return { name, entity, records, close: () => undefined };
}

/** Whether a name is that of a file or folder, not of a pipe or device; a missing file is reported when it is read. */
function isOnDisk(name: string): boolean {
  try {
    const found = statSync(name);
    return found.isFile() || found.isDirectory();
  } catch {
    return true;
  }
}

async function onDisk(name: string, as: Entity | undefined): Promise<InputFile> {
  const text = (): TextStream => decoded(readable(createReadStream(name), name));
  const content = await contentOf(name, await startOf(text()), as);
  if ('problem' in content) return refusedFile(name, content);
  const { entity, read } = content;
  return { name, entity, records: () => read(text()), close: () => undefined };
}

/** A stream, which can be read only once. Its start is checked first: a stream of anything else may never end. */
async function passing(name: string, displayed: string, as: Entity | undefined): Promise<InputFile> {
  const stream = name === '-' ? process.stdin : createReadStream(name);
  const bytes = readable(stream, displayed)[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  async function* noted(): AsyncIterable<Uint8Array> {
    for (let next = await bytes.next(); !next.done; next = await bytes.next()) {
      first.push(next.value);
      yield next.value;
    }
  }
  async function* all(): AsyncIterable<Uint8Array> {
    yield* first;
    for (let next = await bytes.next(); !next.done; next = await bytes.next()) yield next.value;
  }
  const start = await startOf(decoded(noted()));
  if (start.includes('\0')) throw noText();
  const content = await contentOf(name, start, as);
  if ('problem' in content) return refusedFile(displayed, content);
  const { entity, read } = content;
  const spool = await Spool.keep(all());
  return { name: displayed, entity, records: () => read(decoded(spool.read())), close: () => spool.close() };
}

/**
 * What a file with that name and start contains.
 *
 * @throws Problem `refused` if it is nothing that can be read.
 */
async function contentOf(name: string, start: string, as: Entity | undefined): Promise<Content | Refusal> {
  if (start.trim() === '') throw new Problem('refused', 'the file is empty', 'check which file you meant');
  return formats[detectFormat(name, start)](start, as);
}

async function* readable(stream: AsyncIterable<unknown>, name: string): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw new Problem('failed', `${name} cannot be read: ${systemReason(error)}`, 'check the name and the permissions');
  }
}
