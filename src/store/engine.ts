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

/** What an engine does inside a transaction; everything else is the same on every engine. */
export interface Engine extends Omit<Reader, 'read'> {
  /** Runs a statement and returns its rows, if it has any. */
  run(statement: Statement, values: readonly Value[]): Promise<Record<string, Value>[]>;
  /** Runs an insert of one row and returns its id. */
  insert(statement: Statement, values: readonly Value[]): Promise<number>;
  /** Puts a record's words in the search index in place of those it had; null: none. */
  index(entity: EntityName, id: number, before: SearchWords | null, after: SearchWords | null): Promise<void>;
  /** Empties the search index. */
  clearIndex(): Promise<void>;
}
