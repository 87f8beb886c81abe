import type { Entity } from '../domain/entities';
import { isRawObject, type RawRecord, type RawValue } from '../domain/fields';
import type { Input, Position } from '../domain/input';
import { Problem } from '../domain/problem';
import type { TextStream } from './decode';
import { unknownColumn } from './entityOf';

/**
 * The keys of the first object of an NDJSON file.
 *
 * @throws Problem `refused` when it cannot be read.
 */
export function ndjsonKeys(start: string): string[] {
  const first = start.trimStart().split('\n', 1)[0] ?? '';
  try {
    return Object.keys(JSON.parse(first) as object);
  } catch (error) {
    throw noJson(error as Error);
  }
}

/** Reads the records of an entity from one JSON object a line, some at a time; a line that cannot be read is a problem. */
export async function* readNdjson(text: TextStream, entity: Entity): AsyncIterable<readonly Input[]> {
  let number = 0;
  for await (const some of lines(text)) {
    const inputs: Input[] = [];
    for (const line of some) {
      number += 1;
      if (line.trim() !== '') inputs.push(inputOf(line, { line: number, column: 1 }, entity));
    }
    yield inputs;
  }
}

function inputOf(line: string, position: Position, entity: Entity): Input {
  try {
    return { entity: entity.name, values: recordOf(line, entity), position: () => position };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { problem: { ...position, message: error.message, advice: error.advice } };
  }
}

const noJson = ({ message }: Error): Problem =>
  new Problem('refused', `this is not JSON: ${message}`, 'write one JSON object a line');

function recordOf(line: string, entity: Entity): RawRecord {
  let object: unknown;
  try {
    object = JSON.parse(line);
  } catch (error) {
    throw noJson(error as Error);
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw new Problem('refused', 'not a JSON object', 'write one JSON object a line');
  }
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      if (!entity.columns.some(({ name }) => name === key)) throw unknownColumn(entity, key);
      return [key, rawOf(key, value)];
    }),
  );
}

/**
 * A JSON value as a column's raw value.
 *
 * @throws Problem `refused` for what no column can be.
 */
function rawOf(key: string, value: unknown): RawValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || isRawObject(item))) return value;
  throw new Problem('refused', `${key} is not a value that can be read`, 'write a text, a number, a list or null');
}

async function* lines(text: TextStream): AsyncIterable<readonly string[]> {
  let rest = '';
  for await (const chunk of text) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    yield parts;
  }
  if (rest !== '') yield [rest];
}
