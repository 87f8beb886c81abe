import type { RawRecord } from './fields';
import type { EntityName } from './schema';

/** Where something stands in a file, counted from 1; in CSV the column is the field's number. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A record as it was read from a file. */
export interface InputRecord {
  readonly entity: EntityName;
  readonly values: RawRecord;
  /** The meeting that it stands under, in a file of whole meetings. */
  readonly meeting?: InputRecord;
  /** Whether agenda items and decisions stand under it, all that it has. */
  readonly whole?: true;
  /** Where a column's value stands; the record, if it has none. */
  readonly position: (column?: string) => Position;
}

/** What could not be read. */
export interface InputProblem extends Position {
  readonly message: string;
  readonly advice: string;
}

/** A record, or what could not be read. */
export type Input = InputRecord | { readonly problem: InputProblem };

/** A file whose kind is known; its records come when they are asked for, some at a time, as often as they are. */
export interface InputFile {
  readonly name: string;
  /** The entity of its records; files of whole meetings are "meeting". */
  readonly entity: EntityName;
  records(): AsyncIterable<readonly Input[]>;
  /** Lets go of what was kept of it. */
  close(): void;
}
