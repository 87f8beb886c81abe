import sql, { type Sql } from 'sql-template-tag';
import { symbolKey } from '../domain/fold';
import { Problem } from '../domain/problem';
import { decisionReference, type FoundRecord, parseReference } from '../domain/reference';
import { type EntityName, entities } from '../domain/schema';
import { withCommas } from '../domain/text';
import { queryInChunks } from '../store/queryInChunks';
import type { Reader } from '../store/store';
import { Directory, isNamed } from './directory';
import { documentsNamed } from './document/find';
import { find, findAnything } from './find';
import { batchesOf } from './record/inOrder';
import { targetsNamed } from './record/linkTargets';

/** A reference as a user gave it, and its line if it was read from a stream. */
export interface TypedReference {
  readonly text: string;
  readonly line?: number;
}

/** The records that references name, each once, in order. */
export interface FoundRecords {
  readonly found: readonly FoundRecord[];
  /** The references of records that were named again. */
  readonly repeated: readonly string[];
}

/** The number of references looked up together. */
const batchSize = 500;

/** The maximum number of wrong references; after that, no more are looked up. */
const maxWrong = 20;

/**
 * Finds what references name, with a few queries for many of them.
 *
 * @throws Problem that lists the references that name nothing, with their lines.
 */
export async function findAll(
  reader: Reader,
  entity: EntityName | 'anything',
  references: readonly TypedReference[],
): Promise<FoundRecords> {
  const records = new Map<string, FoundRecord>();
  const repeated: string[] = [];
  const wrong: Problem[] = [];
  const lookUp = await lookupFor(reader, entity);
  for (const batch of batchesOf(references, batchSize)) {
    const known = await lookUp(batch.map(({ text }) => text));
    for (const reference of batch) {
      try {
        const record = known.get(reference.text) ?? (await findOne(reader, entity, reference.text));
        const key = `${record.entity} ${record.id}`;
        if (records.has(key)) repeated.push(record.ref);
        else records.set(key, record);
      } catch (error) {
        wrong.push(atLine(Problem.of(error), entity, reference));
        if (wrong.length === maxWrong) throw wrongReferences(wrong, references.length);
      }
    }
  }
  if (wrong.length > 0) throw wrongReferences(wrong, references.length);
  return { found: [...records.values()], repeated };
}

const findOne = (reader: Reader, entity: EntityName | 'anything', text: string): Promise<FoundRecord> =>
  entity === 'anything' ? findAnything(reader, text) : find(reader, entity, text);

/** What separates the columns of a list. */
export const columnBreak = /[,;\t|]| {2,}/;

/** Advice on how to list references so that they can be read. */
export const listReferencesAdvice = (entity: EntityName | 'anything'): string =>
  `list references alone: --columns ${entity === 'anything' ? 'ref' : entities[entity].key} --no-header`;

/** Adds the line to a problem with a reference, and advice if the line has several values. */
function atLine(problem: Problem, entity: EntityName | 'anything', { text, line }: TypedReference): Problem {
  if (line === undefined) return problem;
  const advice = columnBreak.test(text) ? listReferencesAdvice(entity) : problem.advice;
  return new Problem(problem.kind, `line ${withCommas(line)}: ${problem.message}`, advice, {
    details: problem.details,
  });
}

/** Combines the problems of wrong references; `all` is the number of references. */
function wrongReferences(wrong: readonly Problem[], all: number): Problem {
  const [{ kind, message, advice, details }] = wrong as readonly [Problem];
  const nothing = `${advice}${all > 1 ? '; nothing was done' : ''}`;
  if (wrong.length === 1) return new Problem(kind, message, nothing, { details });
  const count = `${wrong.length < maxWrong ? '' : 'at least '}${wrong.length}`;
  return new Problem(kind, `${count} references are wrong`, nothing, { details: wrong.map((one) => one.message) });
}

/** Finds the records that texts name in their usual form; a text that it omits may still name one in another way. */
type Lookup = (texts: readonly string[]) => Promise<ReadonlyMap<string, FoundRecord>>;

async function lookupFor(reader: Reader, entity: EntityName | 'anything'): Promise<Lookup> {
  if (isNamed(entity)) {
    const directory = await Directory.load(reader, entity);
    return async (texts) =>
      byText(texts, (text) => {
        const named = directory.lookup(text);
        return named && { entity, id: named.id, ref: named.code };
      });
  }
  if (entity === 'meeting') {
    return async (texts) => {
      const refs = byText(texts, (text) => {
        const parsed = parseReference(text);
        return parsed?.kind === 'meeting' ? parsed.meeting : undefined;
      });
      const rows = await rowsOf(
        reader,
        refs.values(),
        (list) => sql`select id, ref from meeting where ref in (${list})`,
      );
      const meetings = new Map(rows.map(({ id, ref }) => [ref, { entity, id, ref }]));
      return byText(texts, (text) => meetings.get(refs.get(text) ?? ''));
    };
  }
  if (entity === 'task') {
    return async (texts) => {
      const ids = texts.filter((text) => /^\d{1,9}$/.test(text)).map(Number);
      const rows = await rowsOf(reader, ids, (list) => sql`select id from task where id in (${list})`);
      const tasks = new Map(rows.map(({ id }) => [id, { entity, id, ref: String(id) }]));
      return byText(texts, (text) => tasks.get(Number(text)));
    };
  }
  if (entity === 'decision') return (texts) => decisionsNamed(reader, texts);
  if (entity === 'document') return (texts) => documentsNamed(reader, texts);
  return async () => new Map();
}

const rowsOf = (reader: Reader, values: Iterable<string | number>, query: (list: Sql) => Sql) =>
  queryInChunks(values, (list) => reader.rows<{ readonly id: number; readonly ref: string }>(query(list)));

/** The decisions that current references name; a text that is also a symbol is left to `find`. */
async function decisionsNamed(reader: Reader, texts: readonly string[]): Promise<ReadonlyMap<string, FoundRecord>> {
  const refs = byText(texts, (text) => {
    const parsed = parseReference(text);
    return parsed?.kind === 'decision' ? decisionReference(parsed.meeting, parsed.number) : undefined;
  });
  const keys = [...refs.keys()].flatMap((text) => symbolKey(text) ?? []);
  const symbols = await queryInChunks(keys, (list) =>
    reader.rows<{ symbol: string }>(sql`select symbol from decision where symbol_key in (${list})`),
  );
  for (const { symbol } of symbols) refs.delete(symbol);
  const targets = await targetsNamed(reader, [...refs.values()]);
  return byText(texts, (text) => {
    const target = targets.get(refs.get(text) ?? '');
    return target && { entity: 'decision', id: target.id, ref: target.ref };
  });
}

/** Maps texts to the results of a function, omitting those without one. */
function byText<Value>(texts: readonly string[], value: (text: string) => Value | undefined): Map<string, Value> {
  return new Map(
    texts.flatMap((text): [string, Value][] => {
      const found = value(text);
      return found === undefined ? [] : [[text, found]];
    }),
  );
}
