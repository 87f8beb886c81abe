import type { RawRecord } from './fields';
import type { EntityName } from './schema';

/** A position in a file, counted from 1; in CSV, the column is the number of the field. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A record read from a file. */
export interface InputRecord {
  readonly entity: EntityName;
  readonly values: RawRecord;
  /** The meeting in which it is nested, in a file of whole meetings. */
  readonly meeting?: InputRecord;
  /** Whether all its agenda items and decisions are nested in it. */
  readonly isWholeMeeting?: true;
  /** Whether part of it could not be read. That is reported separately, so its fields are not reported as missing. */
  readonly incomplete?: true;
  /** The position of a column's value, or of the record if the column is absent. */
  readonly position: (column?: string) => Position;
}

/** Why part of a file could not be read, and where. */
export interface InputProblem extends Position {
  readonly message: string;
  readonly advice: string;
}

export type Input = InputRecord | { readonly problem: InputProblem };

/** A file of a known format and entity. Its records are read lazily, in batches, and can be read repeatedly. */
export interface InputFile {
  readonly name: string;
  /** The entity of its records; "meeting" for files of whole meetings. */
  readonly entity: EntityName;
  records(): AsyncIterable<readonly Input[]>;
  /** Releases its resources. */
  close(): void;
}

/** The name of a file for messages: as it was typed, or "standard input" for `-`. */
export const displayName = (name: string): string => (name === '-' ? 'standard input' : name);
