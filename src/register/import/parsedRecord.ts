import type { ParsedFields } from '../../domain/fields';
import type { InputRecord } from '../../domain/input';

/** The location of a record. */
export interface Source extends Pick<InputRecord, 'position'> {
  readonly file: string;
}

/** A record of a file with its parsed fields. */
export interface ParsedRecord extends ParsedFields {
  readonly source: Source;
  readonly item: InputRecord;
}
