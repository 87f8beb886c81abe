import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input, InputFile, InputRecord } from '../../src/domain/input';
import { entityNamed } from '../../src/formats/read/detectEntity';
import { openInput } from '../../src/formats/read/read';
import { temporaryFolder } from '../support/cica';

/** Opens a file of that name and content. */
export async function opened(name: string, content: string | Uint8Array, as?: string): Promise<InputFile> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return openInput(path, as === undefined ? undefined : entityNamed(as));
}

/** All that is read from it. */
export async function read(name: string, content: string | Uint8Array, as?: string): Promise<Input[]> {
  const items: Input[] = [];
  for await (const some of (await opened(name, content, as)).records()) items.push(...some);
  return items;
}

/** The values of the records; a problem in them is an error. */
export async function values(
  name: string,
  content: string | Uint8Array,
  as?: string,
): Promise<InputRecord['values'][]> {
  return (await read(name, content, as)).map((item) => {
    if ('problem' in item) throw new Error(`${item.problem.line}:${item.problem.column} ${item.problem.message}`);
    return item.values;
  });
}

/** What is read, an item a line: where it begins and its first value, or the problem. */
export async function lines(name: string, content: string | Uint8Array, as?: string): Promise<string[]> {
  return (await read(name, content, as)).map((item) => {
    if ('problem' in item) return `${item.problem.line}:${item.problem.column} ! ${item.problem.message}`;
    const { line, column } = item.position();
    return `${line}:${column} ${Object.values(item.values)[0]}`;
  });
}
