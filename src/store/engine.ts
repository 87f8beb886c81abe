import type { Sql } from 'sql-template-tag';
import { type EntityName, entityNames } from '../domain/schema';
import type { Reader, Value } from './store';

/** How long a write waits for another writer, and how long before it tells the user so; in milliseconds. */
export const maxWait = 10_000;
export const waitNoticeDelay = 1_000;

/** The number of an entity in the search index. */
export const entityNumber = (entity: EntityName): number => entityNames.indexOf(entity);

/** A reusable statement in both placeholder styles, `?` and `$1`, run with different values; every Sql is one. */
export interface Statement extends Pick<Sql, 'sql' | 'text'> {
  /** For a plain insert: its table, and the columns of its values. */
  readonly into?: { readonly table: string; readonly columns: readonly string[] };
}

/** The folded words of a record, as stored in the search index. */
export interface SearchWords {
  readonly title: string;
  readonly text: string;
  readonly other: string;
}

/** A change of a record's words; `before` is null if it is new, `after` if it was removed. */
export interface WordsChange {
  readonly entity: EntityName;
  readonly id: number;
  readonly before: SearchWords | null;
  readonly after: SearchWords | null;
}

/** What each engine implements; everything else is shared (engineStore.ts). */
export interface Engine extends Omit<Reader, 'read' | 'lastId'> {
  /**
   * Begins a transaction: a consistent snapshot for reading, or the only writer, once any other has finished. `waiting` is
   * called if it has to wait for another writer. A server answers while more is asked: if it refuses, a later call throws.
   */
  begin(kind: 'read' | 'write', waiting?: () => void): Promise<void>;
  commit(): Promise<void>;
  /** Returns once all statements were run. */
  written(): Promise<void>;
  /** Rolls back the transaction, if one is open. */
  rollback(): Promise<void>;
  close(): Promise<void>;
  /** The size of the register on disk in bytes. */
  bytes(): Promise<number>;
  /** In a write transaction: defers reference checks to the commit, so that records can be written in any order. */
  deferReferences(): Promise<void>;
  /** The largest id ever assigned to a record of each entity. */
  lastIds(): Promise<Map<EntityName, number>>;
  /** In a write transaction: sets the last id of an entity, even if no record has it. */
  countFrom(entity: EntityName, id: number): Promise<void>;
  /** The server role of the login; null if there is no server. */
  role(): Promise<string | null>;
  /** Whether a transaction that failed with this error may succeed if retried. */
  isTransient(error: unknown): boolean;
  /** Translates an error of the engine into a problem; returns any other error unchanged. */
  problem(error: unknown): unknown;
  /** Corruption that the engine finds in files, indexes and references, one sentence each. */
  integrity(): Promise<string[]>;
  /** Records whose words in the search index do not match their text; `checked` is called for each record. */
  staleWords(checked: () => void): Promise<string[]>;
  /**
   * Runs a statement without rows once for each list of values. A server may do so while more is asked: what fails is
   * thrown by a later call, `written` or `commit` at the latest.
   */
  runAll(statement: Statement, values: readonly (readonly Value[])[]): Promise<void>;
  /** Replaces the words of records in the search index. */
  indexAll(changes: readonly WordsChange[]): Promise<void>;
  /** Empties the search index. */
  clearIndex(): Promise<void>;
}
