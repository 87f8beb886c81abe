import type { Reader } from '../store/store';
import { loadNamed, namesOf } from './directory';

/** A body or party with all its names. */
export interface NamedRecord {
  readonly code: string;
  readonly names: readonly string[];
}

/** All bodies or parties with their names. */
export async function namedRecords(reader: Reader, entity: 'body' | 'party'): Promise<NamedRecord[]> {
  return (await loadNamed(reader, entity)).map((one) => ({ code: one.code, names: namesOf(one) }));
}
