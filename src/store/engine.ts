import type { Sql } from 'sql-template-tag';
import { type EntityName, entityNames } from '../domain/schema';
import type { Reader, Value } from './store';

/** How long a write waits for another writer, in milliseconds, and after how many it says so. */
export const longestWait = 10_000;
export const silentWait = 1_000;

/** The number that stands for an entity in the search index. */
export const placeOf = (entity: EntityName): number => entityNames.indexOf(entity);

/** SQL in both placeholders' forms, made once and run with many values; an Sql is one. */
export interface Statement extends Pick<Sql, 'sql' | 'text'> {
  /** The table to which it adds a row, and the columns of its values, where it does just that. */
  readonly into?: { readonly table: string; readonly columns: readonly string[] };
}

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

/** What an engine does; everything else is the same on every engine (engineStore.ts). */
export interface Engine extends Omit<Reader, 'read'> {
  /**
   * Begins a transaction: one that reads what there is at this moment, or the only one that writes, as soon as no other
   * does. `waiting` is called when another writes.
   */
  begin(kind: 'read' | 'write', waiting?: () => void): Promise<void>;
  commit(): Promise<void>;
  /** Takes back the transaction, if one is open. */
  rollback(): Promise<void>;
  close(): Promise<void>;
  /** How many bytes the register takes on the disk. */
  bytes(): Promise<number>;
  /** In a write: references are checked at its end, so that records can be written in any order. */
  deferReferences(): Promise<void>;
  /** In a write: the next record of an entity is counted from that id, even if no record has it. */
  countFrom(entity: EntityName, id: number): Promise<void>;
  /** The role of the server under which a person logged in; null where there is no server. */
  role(): Promise<string | null>;
  /** Whether a transaction that ended in an error may succeed when it is tried again. */
  isTransient(error: unknown): boolean;
  /** The problem that an error of the engine means to a user; any other error as it is. */
  problem(error: unknown): unknown;
  /** What the engine itself finds wrong with files, indexes and references, a sentence each. */
  integrity(): Promise<string[]>;
  /** The records of which the search index has other words than their text; `looked` is called for each record. */
  staleWords(looked: () => void): Promise<string[]>;
  /** Runs a statement and returns its rows, if it has any. */
  run(statement: Statement, values: readonly Value[]): Promise<Record<string, Value>[]>;
  /** Runs a statement that has no rows with one list of values after the other. */
  runAll(statement: Statement, values: readonly (readonly Value[])[]): Promise<void>;
  /** Puts the words of records in the search index in place of those they had. */
  indexAll(changes: readonly WordsChange[]): Promise<void>;
  /** Empties the search index. */
  clearIndex(): Promise<void>;
}
