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
    const code = this.#next();
    if (code === quote) return this.#string();
    if (code === bracket) return this.#array(depth);
    if (code === brace) return this.#object(depth);
    const word = this.#word();
    return word === 'null' ? null : word === 'true' ? true : word === 'false' ? false : word;
  }

  #array(depth: number): Json[] {
    const items: Json[] = [];
    this.#place += 1;
    for (let code = this.#next(); code !== bracketEnd; code = this.#next()) {
      if (code === comma) this.#place += 1;
      items.push(this.value(depth + 1));
    }
    this.#place += 1;
    return items;
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, Json>();
    this.#place += 1;
    for (let code = this.#next(); code !== braceEnd; code = this.#next()) {
      if (code === comma) {
        this.#place += 1;
        this.#next();
      }
      const key = this.#string();
      if (members.has(key)) throw new Problem('usage', `the key "${key}" is there twice`, 'remove one of the two');
      this.#next();
      this.#place += 1; // the colon
      members.set(key, this.value(depth + 1));
    }
    this.#place += 1;
    // a key __proto__ is a key as any other here
    return Object.fromEntries(members);
  }

  #string(): string {
    const start = this.#place;
    let end = this.#text.indexOf('"', start + 1);
    while (this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    this.#place = end + 1;
    const inside = this.#text.slice(start + 1, end);
    return inside.includes('\\') ? (JSON.parse(`"${inside}"`) as string) : inside;
  }

  /** Whether an odd number of backslashes stands before a place. */
  #isEscaped(place: number): boolean {
    let before = place;
    while (this.#text.charCodeAt(before - 1) === backslash) before -= 1;
    return (place - before) % 2 === 1;
  }

  /** The code of the next sign that is not space. */
  #next(): number {
    let code = this.#text.charCodeAt(this.#place);
    while (code <= space) {
      this.#place += 1;
      code = this.#text.charCodeAt(this.#place);
    }
    return code;
  }

  /** A number or a word, to its end. */
  #word(): string {
    const start = this.#place;
    wordEnd.lastIndex = start;
    this.#place = wordEnd.exec(this.#text)?.index ?? this.#text.length;
    return this.#text.slice(start, this.#place);
  }
}

/** The codes of the signs that JSON is made of; tabs and line breaks are below a space, and nothing else outside of texts. */
const [space, quote, comma, backslash] = [32, 34, 44, 92];
const [bracket, bracketEnd, brace, braceEnd] = [91, 93, 123, 125];

/** What a number or a word ends before. */
const wordEnd = /[\s,\]}]/g;
