import { isRawObject, type RawRecord, type RawValue } from '../../domain/fields';
import type { Input, Position } from '../../domain/input';
import { isObject, type Json, type JsonObject, parseJson } from '../../domain/json';
import { Problem } from '../../domain/problem';
import type { Entity } from '../../domain/schema';
import { recordLimit } from '../../domain/text';
import { linesOf, type TextStream } from './decode';
import { detectEntity, unknownColumn } from './detectEntity';
import type { ReadFormat } from './format';
import { tooLong } from './tooLong';

/** The content of an NDJSON file, detected by the keys of its first object. */
export const ndjsonContent: ReadFormat = async (start, as) => {
  if (start.length > recordLimit && !start.includes('\n')) {
    return { entity: 'decision', problem: tooLong('the line', { line: 1, column: 1 }) };
  }
  const entity = as ?? detectEntity(Object.keys(objectOf(start.split('\n', 1)[0] ?? '')));
  return { entity: entity.name, read: (text) => readNdjson(text, entity) };
};

/** Reads the records of an entity in batches, one JSON object per line; a line that cannot be read is a problem. */
export async function* readNdjson(text: TextStream, entity: Entity): AsyncIterable<readonly Input[]> {
  let number = 0;
  for await (const some of linesOf(text)) {
    const inputs: Input[] = [];
    for (const line of some) {
      number += 1;
      const position = { line: number, column: 1 };
      if (line === null) inputs.push({ problem: tooLong('the line', position) });
      else if (line.trim() !== '') inputs.push(inputOf(line, position, entity));
    }
    yield inputs;
  }
}

function inputOf(line: string, position: Position, entity: Entity): Input {
  try {
    return { entity: entity.name, values: recordOf(line, entity), position: () => position };
  } catch (error) {
    const { message, advice } = Problem.of(error);
    return { problem: { ...position, message, advice } };
  }
}

function objectOf(line: string): JsonObject {
  const object = jsonOf(line);
  if (isObject(object)) return object as JsonObject;
  throw new Problem('refused', 'not a JSON object', 'write one JSON object per line');
}

function jsonOf(line: string): Json {
  try {
    return parseJson(line);
  } catch (error) {
    if (error instanceof Problem) throw new Problem('refused', error.message, error.advice);
    throw new Problem('refused', `this is not JSON: ${(error as Error).message}`, 'write one JSON object per line');
  }
}

function recordOf(line: string, entity: Entity): RawRecord {
  return Object.fromEntries(
    Object.entries(objectOf(line)).map(([key, value]) => {
      if (!entity.columns.some(({ name }) => name === key)) throw unknownColumn(entity, key);
      return [key, rawOf(key, value)];
    }),
  );
}

/**
 * A JSON value as a column's raw value.
 *
 * @throws Problem `refused` for a value that no column can have.
 */
function rawOf(key: string, value: Json): RawValue {
  if (value === null || typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || isRawObject(item))) return value;
  throw new Problem('refused', `${key} is not a value that can be read`, 'write a text, a number, a list or null');
}
