import { isUtf8 } from 'node:buffer';
import { inflateSync } from 'node:zlib';
import sql, { raw, type Sql } from 'sql-template-tag';
import { isObject } from '../domain/json';
import { memoized } from '../domain/memoized';
import { unusable } from '../domain/problem';
import { type ColumnType, type EntityName, entities, entityNames, isStored, storedName } from '../domain/schema';
import { errorCode } from '../domain/systemError';
import type { Block, Change } from './history';
import { largestId } from './ids';

/**
 * Reads blocks of the history. A register may come from an untrusted source, so sizes are limited, and changes validated.
 */

/**
 * The maximum size of a block in bytes, before compression. A block is full at a million characters; its last change may
 * exceed that by a record's fields before and after, each of up to a million characters.
 */
export const largestBlock = 256 * 2 ** 20;

/** The maximum length of the other columns in bytes: commands are truncated, and no environment variable is that long. */
const maxTextLength = 1_000_000;

/** Columns of the history for a query; a value longer than cica ever writes is null. */
export function historyParts(names: readonly string[], largestBody = largestBlock): Sql {
  const part = (name: string): string => {
    if (name === 'body') return `case when octet_length(body) <= ${largestBody} then body end as body`;
    return texts.has(name) ? `case when octet_length(${name}) <= ${maxTextLength} then ${name} end as ${name}` : name;
  };
  return raw(names.map(part).join(', '));
}
const texts: ReadonlySet<string> = new Set(['at', 'actor', 'command', 'hash', 'role', 'undoes']);

/** The columns of an entry for a query; a value longer than cica ever writes becomes an ellipsis. */
export const entryParts: Sql = sql`entry, ${raw(
  ['at', 'actor', 'role', 'command']
    .map((name) => `case when octet_length(${name}) > ${maxTextLength} then '…' else ${name} end as ${name}`)
    .join(', '),
)}`;

/** Why a block cannot be read. */
export class UnreadableBlock extends Error {}

/** A body as selected by `historyParts`, and whether it is compressed. */
export interface BlockBody {
  readonly packed: 0 | 1;
  readonly body: Uint8Array | null;
}

/**
 * The hashed bytes of a block.
 *
 * @throws UnreadableBlock if they exceed the maximum size of a block, or the body contains anything else.
 */
export function blockBytes({ packed, body }: BlockBody): Buffer {
  if (body === null || body.length > largestBlock) throw new UnreadableBlock(tooLarge);
  // another tool may have altered SQLite's schema, and stored another type
  if (!(body instanceof Uint8Array)) throw new UnreadableBlock('it is not stored as bytes');
  if (packed !== 1) return bytesOf(body);
  const { buffer, engine } = inflated(body);
  if (engine.bytesWritten !== body.length) throw new UnreadableBlock('its compressed bytes are followed by others');
  return buffer;
}

/** The result with the option `info`, which Node's types lack. */
type Inflated = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

function inflated(body: Uint8Array): Inflated {
  try {
    return inflateSync(body, { info: true, maxOutputLength: largestBlock }) as unknown as Inflated;
  } catch (error) {
    throw new UnreadableBlock(
      errorCode(error) === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : 'its compressed bytes are corrupt',
    );
  }
}

const tooLarge = `it is larger than ${largestBlock / 2 ** 20} MiB`;

/** Bytes of UTF-8, or those of a text, as a text with a character for each byte, which is the fastest to divide and compare. */
export const bytesAsText = (text: string | Uint8Array): string => bytesOf(text).toString('latin1');

/** Bytes, or those of a text in UTF-8, without copying bytes. */
export const bytesOf = (text: string | Uint8Array): Buffer =>
  typeof text === 'string' ? Buffer.from(text) : Buffer.from(text.buffer, text.byteOffset, text.length);

/** The text of bytes that are a text with a character for each byte. */
export const textOfBytes = (bytes: string): string => Buffer.from(bytes, 'latin1').toString();

/** The lines of a block's bytes: its head, then its changes, oldest first. */
export const blockLines = (bytes: Buffer): string[] => checkedUtf8(bytes).toString('utf8').split('\n');

/** As `blockLines`, each line as `bytesAsText` has it. */
export const linesAsBytes = (bytes: Buffer): string[] => bytesAsText(checkedUtf8(bytes)).split('\n');

export function checkedUtf8(bytes: Buffer): Buffer {
  if (!isUtf8(bytes)) throw new UnreadableBlock('it is not text in UTF-8');
  return bytes;
}

/** A block read for its changes. */
export type BlockRow = BlockBody & Pick<Block, 'entry'>;

/**
 * The changes of a block as lines of JSON, oldest first.
 *
 * @throws Problem `register` if the block cannot be read.
 */
export function changeLines(block: BlockRow): string[] {
  return readable(block, () => blockLines(blockBytes(block)).slice(1));
}

/**
 * Parses a line of a block.
 *
 * @throws Problem `register` if it is not a change.
 */
export function changeOf(block: Pick<BlockRow, 'entry'>, line: string): Change {
  return readable(block, () => parseChange(line));
}

/** As `changeLines`, but null if the block cannot be read. */
export const readLines = (block: BlockBody): string[] | null => orNull(() => blockLines(blockBytes(block)).slice(1));

/** As `parseChange`, but null if the line is not a change. */
export const readChange = (line: string): Change | null => orNull(() => parseChange(line));

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableBlock) return null;
    throw error;
  }
}

function readable<T>({ entry }: Pick<BlockRow, 'entry'>, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableBlock)) throw error;
    throw unusable(
      `entry ${entry} of the history cannot be read: ${error.message}`,
      '`cica verify` reports what else was altered; restore a backup: cica db restore FILE',
    );
  }
}

/** The start of a change's line. */
export type ChangeHead = Pick<Change, 'change' | 'entity' | 'id' | 'operation'>;

/** The start of a line, read without parsing the rest. */
export function changeHead(line: string): ChangeHead {
  const [, change, entity, id, operation] =
    /^\{"change":(\d+),"entity":"(\w+)","id":(\d+),"operation":"(\w+)"/.exec(line) ?? [];
  return {
    change: Number(change),
    entity: entity as EntityName,
    id: Number(id),
    operation: operation as Change['operation'],
  };
}

/** The starts of the lines of a block. Most create one record after the other, so that they need no parsing. */
export function changeHeads(lines: readonly string[]): ChangeHead[] {
  const heads: ChangeHead[] = [];
  for (const line of lines) {
    const { change, entity, id } = heads.at(-1) ?? { change: 0, entity: '', id: 0 };
    const next = `{"change":${change + 1},"entity":"${entity}","id":${id + 1},"operation":"created",`;
    const isNext = line.startsWith(next);
    heads.push(
      isNext
        ? { change: change + 1, entity: entity as EntityName, id: id + 1, operation: 'created' }
        : changeHead(line),
    );
  }
  return heads;
}

/**
 * Parses a line as a change.
 *
 * @throws UnreadableBlock if it does not have the form of a change as defined in docs/history.md.
 */
export function parseChange(line: string): Change {
  const change = parseLine(line, notAChange);
  if (!isChange(change)) throw new UnreadableBlock(notAChange);
  return change;
}

/** Parses a line as JSON; throws an UnreadableBlock that says `wrong` if it is not. */
export function parseLine(line: string, wrong: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UnreadableBlock(wrong);
  }
}

const notAChange = 'one of its lines is not a change';

function isChange(value: unknown): value is Change {
  if (!isObject(value) || keysOf(value) !== 'change,entity,id,operation,last,before,after') return false;
  const { change, entity, id, operation, last, before, after } = value;
  if (!isCount(change) || !isCount(id) || id > largestId || !(last === null || (isCount(last) && last < change)))
    return false;
  if (!entityNames.includes(entity as EntityName)) return false;
  const fields = fieldTypes(entity as EntityName);
  const [had, has] = [areFields(fields, before), areFields(fields, after)];
  if (operation === 'created') return before === null && has;
  if (operation === 'removed') return had && after === null;
  return operation === 'changed' && had && has && keysOf(before) === keysOf(after);
}

const keysOf = (value: unknown): string => Object.keys(value as object).join();

type FieldType = 'integer' | 'text' | 'list' | 'objects';

type FieldTypes = ReadonlyMap<string, FieldType>;

/** The types of an entity's fields. */
export const fieldTypes = memoized((name: EntityName): FieldTypes => {
  const { columns, internalColumns } = entities[name];
  const fields = [...internalColumns, ...columns.filter(isStored)];
  return new Map(fields.map((column) => [storedName(column), fieldTypeOf(column.type)]));
});

function fieldTypeOf(type: ColumnType): FieldType {
  if (type === 'list') return 'list';
  if (type === 'parties' || type === 'links') return 'objects';
  return type === 'reference' || type === 'integer' ? 'integer' : 'text';
}

function areFields(fields: FieldTypes, value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([name, one]) => {
    const type = fields.get(name);
    return type !== undefined && (one === null || isOf(type, one));
  });
}

function isOf(type: FieldType, value: unknown): boolean {
  if (type === 'text') return typeof value === 'string';
  if (type === 'integer') return Number.isSafeInteger(value);
  if (!Array.isArray(value)) return false;
  if (type === 'list') return value.every((one) => typeof one === 'string');
  return value.every((one) => isObject(one) && Object.entries(one).every(isPartValue));
}

/** In a part, a reference is an id, and any other value a string or null. */
const isPartValue = ([name, value]: readonly [string, unknown]): boolean =>
  name.endsWith('_id') ? isCount(value) : value === null || typeof value === 'string';

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
