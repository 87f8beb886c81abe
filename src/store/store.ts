import type { Sql } from 'sql-template-tag';
import { Problem } from '../domain/problem';
import {
  type DraftOf,
  type EntityName,
  entities,
  type FieldsOf,
  type SearchField,
  type StoredLink,
  type StoredParty,
} from '../domain/schema';
import type { SearchTerm } from '../domain/searchText';

/** What a column of a row holds; lists and parts are attached by the register. */
export type Value = string | number | null | Uint8Array;

/** What a stored field holds. */
export type StoredValue = Value | string[] | StoredParty[] | StoredLink[];

/** The stored fields of a record of any entity, by the names that `storedFields` gives; an absent one is empty. */
export type Fields = Record<string, StoredValue | undefined>;

/** A record as it is stored. */
export interface StoredRecord<E extends EntityName> {
  readonly id: number;
  readonly version: number;
  readonly fields: FieldsOf<E>;
}

/** A record to be saved: without an id it is created, with one the record of that id is changed. */
export interface RecordToSave<E extends EntityName> {
  readonly id?: number;
  /** The version that the change starts from; another one on record is a conflict. */
  readonly version?: number;
  readonly fields: DraftOf<E>;
}

/** A field that a save changed: its name, what it was and what it is. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The problem that a change started from a version of a record that is no longer on record. */
export const versionConflict = (entity: EntityName, removed: boolean): Problem =>
  new Problem(
    'refused',
    `the ${entities[entity].label} was ${removed ? 'removed' : 'changed'} by another meanwhile`,
    'look at it again and repeat the change',
    { reason: 'version conflict' },
  );

export interface Saved {
  readonly id: number;
  readonly version: number;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** What changed, of an updated record; empty otherwise. */
  readonly changes: readonly FieldChange[];
}

/** Where engines write the same thing differently: fragments of SQL for the register's queries. */
export interface Dialect {
  /** After a table in FROM: it is read by that index, where an engine would not choose it by itself. */
  byIndex(name: string): Sql;
  /** A query of the ids of the records that have all the terms, in the fields named (all of them if none); some twice. */
  matching(terms: readonly SearchTerm[], fields: readonly SearchField[], entity: EntityName): Sql;
  /** Whether the record of an entity and id has all the terms, in the fields named. */
  matches(terms: readonly SearchTerm[], fields: readonly SearchField[], entity: EntityName, id: Sql): Sql;
  /** A query of (place, id) for the newest `among` records that have all the terms, best first, at most `limit`. */
  ranked(terms: readonly SearchTerm[], limit: number, among: number): Sql;
  /** The text of a line of CSV without its end, as formats/csv.ts writes it; a plain value never needs quotes. */
  csvLine(values: readonly { readonly value: Sql; readonly plain: boolean }[], delimiter: string): Sql;
  /** All texts of a group of rows, in an order, with a line feed after each, as UTF-8; null where to join them gains nothing. */
  readonly joinedLines: ((line: Sql, order: Sql) => Sql) | null;
  /** The text of a JSON object, as JSON.stringify writes it; the values are texts and whole numbers. */
  jsonLine(values: readonly { readonly name: string; readonly value: Sql }[]): Sql;
}

/** Reads. SQL that writes is refused. */
export interface Reader {
  readonly dialect: Dialect;
  /** The stored fields of a record, null when there is none of that id. */
  read<E extends EntityName>(entity: E, id: number): Promise<StoredRecord<E> | null>;
  /** The largest id that a record of an entity ever had, as the next one is counted from it. */
  lastId(entity: EntityName): Promise<number>;
  /** All rows of a query. */
  rows<Row>(query: Sql): Promise<Row[]>;
  /** The rows of a query, `size` at a time, in constant memory. */
  batches<Row>(query: Sql, size: number): AsyncIterable<Row[]>;
}

/** A record that was removed. */
export interface Removed {
  readonly id: number;
  /** The change that removed it. */
  readonly removedBy: number;
  /** Its first change. */
  readonly created: number;
}

/** One write to the register: all of it is kept, or none. */
export interface Transaction extends Reader {
  /** The number that this command has in the history, if it changes anything. */
  readonly entry: number;
  /**
   * Puts a command into the history in place of the one that `write` was given, as one that takes entries back; before its
   * first change.
   */
  recordUndo(command: string, entries: readonly number[]): void;
  /**
   * Creates or changes a record, appends that to the history and brings the derived tables up to date.
   *
   * @throws Problem `refused` when the record is no longer at the version that the change starts from.
   */
  save<E extends EntityName>(entity: E, record: RecordToSave<E>): Promise<Saved>;
  /** Creates a record again as it was, with the id that it had. */
  restore<E extends EntityName>(entity: E, was: Removed, fields: DraftOf<E>): Promise<Saved>;
  /** Removes a record; what depends on it has to be gone before. */
  remove(entity: EntityName, id: number): Promise<void>;
}

export interface WriteOptions {
  /** Do all of it, then take it back. */
  readonly dryRun?: boolean;
  /** The work cannot be done again, where the engine ends a transaction for the sake of another. */
  readonly once?: boolean;
  /** What has to be on the disk before the write is kept; not called in a dry run. It may be called again, as `work` may. */
  readonly beforeCommit?: () => Promise<void>;
}

/** A register: one interface for every engine. */
export interface Store extends Reader {
  /**
   * The only way to change anything: `work` in one transaction, after those that were asked for before. Inside it only
   * the transaction is awaited. `command` goes into the history.
   */
  write<T>(command: string, work: (transaction: Transaction) => Promise<T>, options?: WriteOptions): Promise<T>;
  /** Reads all that `work` reads as it is at one moment, whatever others write meanwhile. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /** Reads the register as it stood after a change. It is locked meanwhile, so `work` must not wait for people. */
  rewound<T>(change: number, work: (reader: Reader) => Promise<T>): Promise<T>;
  /** What the store itself finds wrong with its files, indexes and references; nothing in a whole register. */
  integrity(): Promise<string[]>;
  /**
   * What the status of decisions and the search index have that the records do not say, a sentence each. `progress` is
   * told how many records were looked at.
   */
  staleDerived(progress?: (records: number) => void): Promise<string[]>;
  /** How many bytes it takes on the disk. */
  bytes(): Promise<number>;
  /**
   * Takes all that another register has, its history included; `check` sees the copy before it is kept, and refuses it by
   * throwing.
   *
   * @throws Problem `refused` when there is something already.
   */
  copyFrom(source: Reader, check: (copy: Reader) => Promise<void>): Promise<void>;
  /** Makes what is derived again from the records: the status of every decision, the search index. */
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

/** What a store needs from outside: who writes, and the time. */
export interface Origin {
  readonly actor: string;
  readonly now: () => Date;
  /** The variables that say what the address of a server leaves out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Is told that another writes, and that this write waits for it. */
  readonly waiting?: () => void;
  /** Is told that a register of an older version was migrated, and where a copy of it lies as it was. */
  readonly migrated?: (copy: string | undefined) => void;
  /** Is told that a write was kept. */
  readonly recorded?: () => void;
}

/** How a register is made. */
export interface CreateOptions {
  /** The folder of the migrations, one folder in it for each engine. */
  readonly migrations: string;
  /** Whether the folder of a file is made when it is missing. */
  readonly makeFolder?: boolean;
  /** Fills it before anyone can see it. */
  readonly fill?: (store: Store) => Promise<void>;
}
