import { isUtf8 } from 'node:buffer';
import { inflateSync } from 'node:zlib';
import sql, { raw, type Sql } from 'sql-template-tag';
import { Problem } from '../domain/problem';
import { type ColumnType, type EntityName, entities, entityNames, isStored, storedName } from '../domain/schema';
import { errorCode } from '../domain/systemError';
import type { Block, Change } from './history';
import { largestId } from './ids';

/**
 * Reads blocks of the history. A register may come from anyone: what is read is bounded, and taken for a change only where
 * it has the form of one.
 */

/**
 * The most bytes of a block, before compression. It is closed at a million characters, so that the rest is its last
 * change: what a record was and what it is, in texts of a million characters at most.
 */
export const largestBlock = 256 * 2 ** 20;

/** The most bytes of a text beside the body: a command is cut, and no environment has an actor of that length. */
const longestText = 1_000_000;

/** Columns of the history for a query: what is longer than cica writes it is not read, and null. */
export function historyParts(names: readonly string[], largestBody = largestBlock): Sql {
  const part = (name: string): string => {
    if (name === 'body') return `case when octet_length(body) <= ${largestBody} then body end as body`;
    return texts.has(name) ? `case when octet_length(${name}) <= ${longestText} then ${name} end as ${name}` : name;
  };
  return raw(names.map(part).join(', '));
}
const texts: ReadonlySet<string> = new Set(['at', 'actor', 'command', 'hash', 'role', 'undoes']);

/** The columns of an entry for a query; a text that is longer than cica writes it is left out. */
export const entryParts: Sql = sql`entry, ${raw(
  ['at', 'actor', 'role', 'command']
    .map((name) => `case when octet_length(${name}) > ${longestText} then '…' else ${name} end as ${name}`)
    .join(', '),
)}`;

/** Why a block cannot be read. */
export class UnreadableBlock extends Error {}

/** A body as `historyParts` gives it, and whether it is compressed. */
export interface BlockBody {
  readonly packed: 0 | 1;
  readonly body: Uint8Array | null;
}

/**
 * The bytes of a block that were hashed.
 *
 * @throws UnreadableBlock where they are more than a block can have, or the body is not just these bytes.
 */
export function blockBytes({ packed, body }: BlockBody): Buffer {
  if (body === null || body.length > largestBlock) throw new UnreadableBlock(tooLarge);
  if (packed !== 1) return Buffer.from(body.buffer, body.byteOffset, body.length);
  const { buffer, engine } = inflated(body);
  if (engine.bytesWritten !== body.length) throw new UnreadableBlock('there is something after its compressed bytes');
  return buffer;
}

/** Node gives the stream beside the bytes where `info` asks for it, which its types do not know. */
type Inflated = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

function inflated(body: Uint8Array): Inflated {
  try {
    return inflateSync(body, { info: true, maxOutputLength: largestBlock }) as unknown as Inflated;
  } catch (error) {
    throw new UnreadableBlock(
      errorCode(error) === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : 'its compressed bytes are damaged',
    );
  }
}

const tooLarge = `it is larger than ${largestBlock / 2 ** 20} MiB`;

/** The lines of a block's bytes: its head, then its changes, oldest first. */
export function blockLines(bytes: Buffer): string[] {
  if (!isUtf8(bytes)) throw new UnreadableBlock('it is not text in UTF-8');
  return bytes.toString('utf8').split('\n');
}

/** A block as it is read for its changes. */
export type BlockRow = BlockBody & Pick<Block, 'entry'>;

/**
 * The lines of the changes that a block keeps, oldest first: each the JSON of a change.
 *
 * @throws Problem `register` for a block that cannot be read.
 */
export function changeLines(block: BlockRow): string[] {
  return readable(block, () => blockLines(blockBytes(block)).slice(1));
}

/**
 * The change of a line of a block.
 *
 * @throws Problem `register` for what is none.
 */
export function changeOf(block: Pick<BlockRow, 'entry'>, line: string): Change {
  return readable(block, () => parseChange(line));
}

/** As `changeLines`, null for a block that cannot be read. */
export const readLines = (block: BlockBody): string[] | null => orNull(() => blockLines(blockBytes(block)).slice(1));

/** The change of a line, null for what is none. */
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
    throw new Problem(
      'register',
      `entry ${entry} of the history cannot be read: ${error.message}`,
      '`cica verify` tells what else was altered; restore a backup: cica db restore FILE',
    );
  }
}

/** What begins the line of a change, read without the rest of it. */
export function changeHead(line: string): Pick<Change, 'entity' | 'id' | 'operation'> {
  const [, entity, id, operation] = /^\{"change":\d+,"entity":"(\w+)","id":(\d+),"operation":"(\w+)"/.exec(line) ?? [];
  return { entity: entity as EntityName, id: Number(id), operation: operation as Change['operation'] };
}

/**
 * The change of a line.
 *
 * @throws UnreadableBlock for what has not the form of a change: docs/history.md.
 */
export function parseChange(line: string): Change {
  let change: Change;
  try {
    change = JSON.parse(line) as Change;
  } catch {
    throw new UnreadableBlock(notAChange);
  }
  if (!isChange(change)) throw new UnreadableBlock(notAChange);
  return change;
}

const notAChange = 'a line of it is not a change';

function isChange(value: unknown): value is Change {
  if (!isObject(value) || Object.keys(value).join() !== 'change,entity,id,operation,last,before,after') return false;
  const { change, entity, id, operation, last, before, after } = value;
  if (!isCount(change) || !isCount(id) || id > largestId || !(last === null || (isCount(last) && last < change)))
    return false;
  const fields = fieldTypes().get(entity as EntityName);
  if (fields === undefined) return false;
  const [had, has] = [areFields(fields, before), areFields(fields, after)];
  if (operation === 'created') return before === null && has;
  if (operation === 'removed') return had && after === null;
  return (
    operation === 'changed' &&
    had &&
    has &&
    Object.keys(before as object).join() === Object.keys(after as object).join()
  );
}

type FieldType = 'integer' | 'text' | 'list' | 'objects';

let types: ReadonlyMap<EntityName, ReadonlyMap<string, FieldType>> | undefined;

/** What the fields of each entity can be, made when it is first asked for. */
function fieldTypes(): ReadonlyMap<EntityName, ReadonlyMap<string, FieldType>> {
  types ??= new Map(entityNames.map((name) => [name, fieldTypesOf(name)]));
  return types;
}

function fieldTypesOf(name: EntityName): ReadonlyMap<string, FieldType> {
  const { columns, internalColumns } = entities[name];
  const stored = columns.filter(isStored).map((column) => [storedName(column), fieldTypeOf(column.type)] as const);
  return new Map([...internalColumns.map((column) => [column.name, fieldTypeOf(column.type)] as const), ...stored]);
}

function fieldTypeOf(type: ColumnType): FieldType {
  if (type === 'list') return 'list';
  if (type === 'parties' || type === 'links') return 'objects';
  return type === 'reference' || type === 'integer' ? 'integer' : 'text';
}

function areFields(fields: ReadonlyMap<string, FieldType>, value: unknown): boolean {
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

/** A reference of a part is an id, all else a text or nothing. */
const isPartValue = ([name, value]: readonly [string, unknown]): boolean =>
  name.endsWith('_id') ? isCount(value) : value === null || typeof value === 'string';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
