import type { Sql } from 'sql-template-tag';
import type { EntityName } from '../domain/entities';
import type { Reader, Value } from './store';

/** SQL in both placeholders' forms, made once and run with many values; an Sql is one. */
export type Statement = Pick<Sql, 'sql' | 'text'>;

/** The folded words of a record, as the search index keeps them. */
export interface SearchWords {
  readonly title: string;
  readonly text: string;
  readonly other: string;
}

/** What becomes of a record's words; null: it had none, or has none any more. */
export interface WordsChange {
  readonly entity: EntityName;
  readonly id: number;
  readonly before: SearchWords | null;
  readonly after: SearchWords | null;
}

/** What an engine does inside a transaction; everything else is the same on every engine. */
export interface Engine extends Omit<Reader, 'read'> {
  /** Runs a statement and returns its rows, if it has any. */
  run(statement: Statement, values: readonly Value[]): Promise<Record<string, Value>[]>;
  /** Runs a statement that has no rows with one list of values after the other. */
  runAll(statement: Statement, values: readonly (readonly Value[])[]): Promise<void>;
  /** Puts the words of records in the search index in place of those they had. */
  indexAll(changes: readonly WordsChange[]): Promise<void>;
  /** Empties the search index. */
  clearIndex(): Promise<void>;
}
