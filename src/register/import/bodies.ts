import { foldName } from '../../domain/fold';
import type { InputOf } from '../../domain/record';
import type { ParsedRecord } from './parsedRecord';

/** A body of a file. */
export interface ParsedBody {
  readonly record: ParsedRecord;
  /** Its folded code, name and aliases. */
  readonly names: readonly string[];
  /** The folded name of the body it reports to, or empty. */
  readonly parent: string;
}

/** The names of a body, and of the one to which it reports. */
export function parseBody(record: ParsedRecord): ParsedBody {
  const { code, name, aliases, reports_to } = record.fields as InputOf<'body'>;
  const names = [code, name, ...(aliases ?? [])];
  const folded = names.filter((one) => typeof one === 'string').map(foldName);
  return { record, names: folded, parent: foldName(reports_to ?? '') };
}

/** Sorts bodies so that each follows the one it reports to; otherwise, and in cycles, they keep their order. */
export function parentsFirst(bodies: readonly ParsedBody[]): ParsedBody[] {
  /** How many unsorted bodies have each name. */
  const unsorted = new Map<string, number>();
  for (const { names } of bodies) for (const name of names) unsorted.set(name, (unsorted.get(name) ?? 0) + 1);
  const waiting = new Map<string, ParsedBody[]>();
  let ready: ParsedBody[] = [];
  for (const body of bodies) {
    const { parent, names } = body;
    if (parent === '' || !unsorted.has(parent) || names.includes(parent)) ready.push(body);
    else if (waiting.get(parent)?.push(body) === undefined) waiting.set(parent, [body]);
  }
  const sorted: ParsedBody[] = [];
  while (ready.length > 0) {
    const released: ParsedBody[] = [];
    for (const body of ready) {
      sorted.push(body);
      for (const name of body.names) {
        const remaining = (unsorted.get(name) as number) - 1;
        unsorted.set(name, remaining);
        if (remaining > 0) continue;
        released.push(...(waiting.get(name) ?? []));
        waiting.delete(name);
      }
    }
    ready = released;
  }
  const placed = new Set(sorted);
  return [...sorted, ...bodies.filter((body) => !placed.has(body))];
}
