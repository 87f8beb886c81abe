import { Problem } from './problem';

/** A value of JSON; a number is the text that was written, so that `4.10` and 20 digits stay what they are. */
export type Json = string | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** No value of a record is nested so deep: a list of objects in an object is three. */
const deepest = 10;

/**
 * Reads JSON. JSON.parse would round numbers, and of a key that is there twice keep the last in silence.
 *
 * @throws SyntaxError for what is not JSON; Problem `usage` for a key that is there twice in one object, or more than
 *   `deepest` levels.
 */
export function parseJson(text: string): Json {
  JSON.parse(text);
  return new JsonReader(text).value(1);
}

/** Reads text that is known to be JSON. */
class JsonReader {
  readonly #text: string;
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    if (depth > deepest) throw new Problem('usage', 'values are nested too deep', 'write texts, and lists of them');
    const sign = this.#sign();
    if (sign === '"') return this.#string();
    if (sign === '[') return this.#array(depth);
    if (sign === '{') return this.#object(depth);
    const word = this.#word();
    return word === 'null' ? null : word === 'true' ? true : word === 'false' ? false : word;
  }

  #array(depth: number): Json[] {
    const items: Json[] = [];
    this.#place += 1;
    while (this.#sign() !== ']') {
      if (this.#sign() === ',') this.#place += 1;
      items.push(this.value(depth + 1));
    }
    this.#place += 1;
    return items;
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, Json>();
    this.#place += 1;
    while (this.#sign() !== '}') {
      if (this.#sign() === ',') this.#place += 1;
      this.#sign();
      const key = this.#string();
      if (members.has(key)) throw new Problem('usage', `the key "${key}" is there twice`, 'remove one of the two');
      this.#sign();
      this.#place += 1; // the colon
      members.set(key, this.value(depth + 1));
    }
    this.#place += 1;
    // a key __proto__ is a key as any other here
    return Object.fromEntries(members);
  }

  #string(): string {
    const start = this.#place;
    let end = start;
    do end = this.#text.indexOf('"', end + 1);
    while (this.#isEscaped(end));
    this.#place = end + 1;
    const inside = this.#text.slice(start + 1, end);
    return inside.includes('\\') ? (JSON.parse(`"${inside}"`) as string) : inside;
  }

  /** Whether an odd number of backslashes stands before a place. */
  #isEscaped(place: number): boolean {
    let before = place;
    while (this.#text[before - 1] === '\\') before -= 1;
    return (place - before) % 2 === 1;
  }

  /** The next sign that is not space. */
  #sign(): string {
    while (/\s/.test(this.#text[this.#place] as string)) this.#place += 1;
    return this.#text[this.#place] as string;
  }

  /** A number or a word, to its end. */
  #word(): string {
    const start = this.#place;
    while (this.#place < this.#text.length && !/[\s,\]}]/.test(this.#text[this.#place] as string)) this.#place += 1;
    return this.#text.slice(start, this.#place);
  }
}
