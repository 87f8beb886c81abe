import { type Document, isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { factFields, factsText } from '../../domain/evidence/facts';
import { linkKeys, partyKeys, type RawObject, type RawRecord, type RawValue } from '../../domain/fields';
import type { Input, InputProblem, InputRecord, Position } from '../../domain/input';
import { didYouMean } from '../../domain/nearest';
import { meetingSections } from '../../domain/row';
import { type Entity, entities, labelWithArticle } from '../../domain/schema';
import type { TextStream } from './decode';
import { parsed, type YamlDocument, yamlDocuments } from './yamlDocuments';

/** The keys of mappings that replace texts, and the columns that they stand for. */
const chairColumns: Record<string, string> = { name: 'chair', title: 'chair_title', party: 'chair_party' };

/**
 * Reads whole meetings from YAML documents with `meeting` and lists: a meeting, then the records that belong to it.
 * Scalars are the text as written. Anchors and aliases are rejected: a few lines of them can expand to gigabytes.
 */
export async function* readYaml(text: TextStream): AsyncIterable<readonly Input[]> {
  for await (const document of yamlDocuments(text)) {
    yield 'problem' in document ? [document] : [...new MeetingReader(document).read()];
  }
}

/** Reads whole meetings from a text that `before` lines precede in its file. */
export const readYamlText = (source: string, before: number): Input[] =>
  parsed(source, before).flatMap((document) =>
    'problem' in document ? [document] : [...new MeetingReader(document).read()],
  );

/** Reads one record of an entity from a YAML mapping of its columns. */
export function readYamlRecord(source: string, entity: Entity): { values: RawRecord; problems: InputProblem[] } {
  const [document] = parsed(source);
  if (document === undefined) return { values: {}, problems: [] };
  return 'problem' in document
    ? { values: {}, problems: [document.problem] }
    : new MeetingReader(document).single(entity);
}

const quoteWhole =
  'put the whole text in quotes: a text that begins with such a character means something else in YAML';

/** Advice for syntax errors, by the beginning of the message of the YAML parser. */
const syntaxAdvice: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing/, 'close the quote with which the text begins'],
  [/^Tabs/, 'indent with spaces'],
  [/^Flow .* end with/, 'close what is open: each { with }, each [ with ]'],
  [/^(Nested mappings|Block collections)/, 'put a text that contains a colon in quotes: title: "Budget: 2024"'],
  [/^(Unexpected scalar|Plain value|Not a YAML token|Unexpected .* on same line)/, quoteWhole],
  [/^Implicit map keys/, 'write each key with a colon and a space after it'],
  [/^(Implicit keys|Sequence item|All (mapping|sequence) items)/, 'indent all keys of a record alike'],
];

/** Reads one document. */
class MeetingReader {
  readonly #document: Document;
  readonly #position: (offset: number) => Position;
  readonly #problems: InputProblem[] = [];

  constructor({ document, position }: YamlDocument) {
    this.#document = document;
    this.#position = position;
  }

  *read(): Iterable<Input> {
    this.#syntax();
    const { errors, contents } = this.#document;
    const records = errors.length === 0 && !isEmpty(contents) ? this.#records(contents) : [];
    for (const problem of this.#problems) yield { problem };
    yield* records;
  }

  single(entity: Entity): { values: RawRecord; problems: InputProblem[] } {
    this.#syntax();
    const { errors, contents } = this.#document;
    let values: RawRecord = {};
    if (errors.length === 0 && isMap(contents)) values = this.#record(entity, contents).values;
    else if (errors.length === 0 && !isEmpty(contents)) {
      this.#problem(offsetOf(contents), 'this is not a mapping', 'write a key, a colon and a value on each line');
    }
    return { values, problems: this.#problems };
  }

  #syntax(): void {
    // of several errors at one position, the last is the most specific
    for (const [at, { message }] of new Map(this.#document.errors.map((error) => [error.pos[0], error]))) {
      const what = message.replace(/\s+at line \d+, column \d+:?[\s\S]*$/, '');
      const [, advice = 'check the indentation, the quotes and the keys'] =
        syntaxAdvice.find(([beginning]) => beginning.test(what)) ?? [];
      this.#problem(at, `this is not YAML: ${what}`, advice);
    }
  }

  #records(contents: unknown): InputRecord[] {
    if (!isMap(contents)) {
      this.#problem(offsetOf(contents), 'this document is not a mapping', 'begin it with the key meeting');
      return [];
    }
    const known = ['meeting', ...Object.keys(meetingSections)];
    for (const _ of this.#known(contents, known, 'a document'));
    const meeting = contents.get('meeting', true) as unknown;
    if (!isMap(meeting)) {
      this.#problem(offsetOf(contents), 'a document without a meeting', 'write meeting: with body: and date: under it');
      return [];
    }
    const first: InputRecord = { ...this.#record(entities.meeting, meeting), isWholeMeeting: true };
    const under = Object.entries(meetingSections).flatMap(([section, name]) =>
      this.#items(contents, section, entities[name], first),
    );
    return [first, ...under];
  }

  #items(contents: YAMLMap, section: string, entity: Entity, meeting: InputRecord): InputRecord[] {
    const list = contents.get(section, true) as unknown;
    if (isEmpty(list)) return [];
    if (!isSeq(list)) {
      this.#problem(offsetOf(list), `${section} is not a list`, 'write each one after a hyphen');
      return [];
    }
    return list.items.flatMap((item) => {
      if (isMap(item)) return [this.#record(entity, item, meeting)];
      this.#problem(
        offsetOf(item),
        `this is not ${labelWithArticle(entity)} but a text`,
        'write it as keys and values',
      );
      return [];
    });
  }

  #record(entity: Entity, map: YAMLMap, meeting?: InputRecord): InputRecord {
    const known = entity.columns.map(({ name }) => name).filter((name) => meeting === undefined || name !== 'meeting');
    const before = this.#problems.length;
    const values: Record<string, RawValue> = {};
    const offsets = new Map<string, number>();
    for (const { name, key, value } of this.#known(map, known, labelWithArticle(entity))) {
      if (name === 'chair' && isMap(value)) this.#chair(value, values, offsets);
      else {
        const isFacts = name === 'evidence' && entity.name === 'meeting' && isMap(value);
        values[name] = isFacts ? this.#facts(value) : this.#value(value, name);
        offsets.set(name, offsetOf(value) || offsetOf(key));
      }
    }
    const start = offsetOf(map);
    const position = (column?: string): Position =>
      this.#position(column === undefined ? start : (offsets.get(column) ?? start));
    const record = { entity: entity.name, values: values as RawRecord, position };
    const checked = this.#problems.length === before ? record : ({ ...record, incomplete: true } as const);
    return meeting === undefined ? checked : { ...checked, meeting };
  }

  #chair(map: YAMLMap, values: Record<string, RawValue>, offsets: Map<string, number>): void {
    for (const { name, value } of this.#known(map, Object.keys(chairColumns), 'a chair')) {
      const column = chairColumns[name] as string;
      values[column] = this.#value(value, name);
      offsets.set(column, offsetOf(value));
    }
  }

  /** The evidence of a meeting, a mapping by column. */
  #facts(map: YAMLMap): string {
    const known = [...this.#known(map, factFields, 'the evidence of a meeting')];
    const facts = known.map(({ name, value }) => [name, this.#value(value, name)] as const);
    return factsText(facts.flatMap(([name, words]) => (typeof words === 'string' ? [[name, words] as const] : [])));
  }

  /** The known keys of a mapping, each once; any other key is a problem. */
  *#known(
    map: YAMLMap,
    known: readonly string[],
    what: string,
  ): Iterable<{ name: string; key: unknown; value: unknown }> {
    const found = new Set<string>();
    const cut = map.flow === true ? map.items.find(({ value }) => value === null) : undefined;
    if (cut !== undefined) this.#cutText(map, cut.key);
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (cut !== undefined && value === null) continue;
      if (!known.includes(name)) {
        const advice = `${didYouMean(name, known)}the keys are ${known.join(', ')}`;
        this.#problem(offsetOf(key), `${what} has no key "${name}"`, advice);
      } else if (found.has(name)) {
        this.#problem(offsetOf(key), `the key "${name}" occurs twice`, 'remove one of the two');
      } else {
        found.add(name);
        yield { name, key, value };
      }
    }
  }

  /** Reports a text in braces with a comma: YAML reads what follows the comma as a key without a value. */
  #cutText({ items }: YAMLMap, key: unknown): void {
    const at = items.findIndex((item) => item.key === key);
    const text = (node: unknown): string => (isScalar(node) ? String(node.value) : '…');
    const { key: name, value } = items[at - 1] ?? {};
    const example = at === 0 ? `"${text(key)}"` : `${text(name)}: "${text(value)}, ${text(key)}"`;
    this.#problem(
      offsetOf(key),
      `"${text(key)}" is a key without a value: in { } a comma ends a text`,
      `put a text that contains a comma in quotes: ${example}`,
    );
  }

  #value(node: unknown, name: string): RawValue {
    if (isEmpty(node)) return null;
    if (isScalar(node)) return String(node.value);
    if (isSeq(node)) {
      const list = node.items.map((item) => {
        if (isScalar(item)) return String(item.value);
        return isMap(item) ? this.#object(item, name) : this.#refused(item, name);
      });
      return list.filter((item) => item !== null);
    }
    this.#refused(node, name);
    return null;
  }

  /** A party or a link, from its parts. */
  #object(map: YAMLMap, column: string): RawObject {
    const [what, keys] = column === 'links' ? ['a link', linkKeys] : ['a party', partyKeys];
    const words: Record<string, string | null> = {};
    for (const { name, value } of this.#known(map, keys, what)) {
      words[name] = isScalar(value) && !isEmpty(value) ? String(value.value) : null;
    }
    return words;
  }

  #refused(node: unknown, name: string): null {
    const alias = isAlias(node);
    const message = alias ? 'YAML aliases (*) are not supported' : `${name} is not a value that can be read`;
    this.#problem(offsetOf(node), message, alias ? 'write the value itself' : 'write a text or a list of texts');
    return null;
  }

  #problem(offset: number, message: string, advice: string): void {
    this.#problems.push({ ...this.#position(offset), message, advice });
  }
}

function offsetOf(node: unknown): number {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range?.[0] ?? 0;
}

/** Nothing, or a plain `null` or `~`: the field is cleared. */
function isEmpty(node: unknown): boolean {
  if (node === null || node === undefined) return true;
  return isScalar(node) && node.type === 'PLAIN' && ['', '~', 'null'].includes(String(node.value ?? ''));
}
