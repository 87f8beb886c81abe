import { Problem } from './problem';

/** A JSON value; a number is its source text, so that `4.10` and 20 digits stay exact. */
export type Json = string | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a value, as JSON has it, is an object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** More than any record needs: a list of objects in an object has three levels. */
const maxDepth = 10;

/**
 * Parses JSON. JSON.parse would round numbers, and silently keep only the last of duplicate keys.
 *
 * @throws SyntaxError for invalid JSON; Problem `usage` for a duplicate key in an object, or more than `maxDepth` levels.
 */
export function parseJson(text: string): Json {
  JSON.parse(text);
  return new JsonReader(text).value(1);
}

/** Parses text that is known to be valid JSON. */
class JsonReader {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    if (depth > maxDepth) throw new Problem('usage', 'values are nested too deeply', 'write texts, and lists of texts');
    const code = this.#next();
    if (code === quote) return this.#string();
    if (code === bracket) return this.#array(depth);
    if (code === brace) return this.#object(depth);
    const word = this.#word();
    return word === 'null' ? null : word === 'true' ? true : word === 'false' ? false : word;
  }

  #array(depth: number): Json[] {
    const items: Json[] = [];
    this.#offset += 1;
    for (let code = this.#next(); code !== bracketEnd; code = this.#next()) {
      if (code === comma) this.#offset += 1;
      items.push(this.value(depth + 1));
    }
    this.#offset += 1;
    return items;
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, Json>();
    this.#offset += 1;
    for (let code = this.#next(); code !== braceEnd; code = this.#next()) {
      if (code === comma) {
        this.#offset += 1;
        this.#next();
      }
      const key = this.#string();
      if (members.has(key)) throw new Problem('usage', `the key "${key}" occurs twice`, 'remove one of the two');
      this.#next();
      this.#offset += 1; // the colon
      members.set(key, this.value(depth + 1));
    }
    this.#offset += 1;
    // unlike an assignment, this treats __proto__ as an ordinary key
    return Object.fromEntries(members);
  }

  #string(): string {
    const start = this.#offset;
    let end = this.#text.indexOf('"', start + 1);
    while (this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    this.#offset = end + 1;
    const inside = this.#text.slice(start + 1, end);
    return inside.includes('\\') ? (JSON.parse(`"${inside}"`) as string) : inside;
  }

  /** Whether an odd number of backslashes precedes an offset. */
  #isEscaped(offset: number): boolean {
    let before = offset;
    while (this.#text.charCodeAt(before - 1) === backslash) before -= 1;
    return (offset - before) % 2 === 1;
  }

  /** Skips white space and returns the code of the next character. */
  #next(): number {
    let code = this.#text.charCodeAt(this.#offset);
    while (code <= space) {
      this.#offset += 1;
      code = this.#text.charCodeAt(this.#offset);
    }
    return code;
  }

  /** Reads a number or a word. */
  #word(): string {
    const start = this.#offset;
    wordEnd.lastIndex = start;
    this.#offset = wordEnd.exec(this.#text)?.index ?? this.#text.length;
    return this.#text.slice(start, this.#offset);
  }
}

/** Character codes. Outside strings, only tabs and line breaks have codes below that of a space. */
const [space, quote, comma, backslash] = [32, 34, 44, 92];
const [bracket, bracketEnd, brace, braceEnd] = [91, 93, 123, 125];

const wordEnd = /[\s,\]}]/g;
