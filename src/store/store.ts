import type { Sql } from 'sql-template-tag';
import type { DraftOf, FieldsOf, StoredLink, StoredParty } from '../domain/record';
import type { EntityName, SearchField } from '../domain/schema';
import type { SearchTerm } from '../domain/searchText';

/** A column value in a row; lists and parts are added by the register. */
export type Value = string | number | null | Uint8Array;

/** The value of a stored field. */
export type StoredValue = Value | string[] | StoredParty[] | StoredLink[];

/** The stored fields of a record of any entity, keyed as in `storedFields`; an absent field is empty. */
export type Fields = Record<string, StoredValue | undefined>;

export interface StoredRecord<E extends EntityName> {
  readonly id: number;
  readonly version: number;
  readonly fields: FieldsOf<E>;
}

/** A field changed by a save. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Saved {
  readonly id: number;
  readonly version: number;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** The changed fields of an updated record; otherwise empty. */
  readonly changes: readonly FieldChange[];
}

/** Limits a search: returns a condition on the entity number and the id of a record. */
export type SearchScope = (entityNumber: Sql, id: Sql) => Sql;

/** A list whose order begins with that of the meetings: by their first day and their id, both descending. */
export interface LinesByMeeting {
  readonly line: Sql;
  /** The query from FROM to a condition; the filters are appended to it, and are empty if there are none. */
  readonly from: Sql;
  readonly filters: Sql;
  readonly order: Sql;
  /** The columns with the day and the id of the meeting. */
  readonly day: Sql;
  readonly meeting: Sql;
  /** The number of meetings with about 500 lines in all, if a meeting has few. */
  readonly meetings?: number;
}

/** Engine-specific fragments of SQL for the register's queries. */
export interface Dialect {
  /** Follows a table in FROM to force an index that the engine would not choose by itself. */
  byIndex(name: string): Sql;
  /** A query for the ids of records with all the terms in the given fields (all if empty); it may return duplicates. */
  matching(terms: readonly SearchTerm[], fields: readonly SearchField[], entity: EntityName): Sql;
  /** A condition: whether a record has all the terms in the given fields. */
  matches(terms: readonly SearchTerm[], fields: readonly SearchField[], entity: EntityName, id: Sql): Sql;
  /** A query for (entity, id) of records with all the terms, in the engine's order; it may return duplicates. */
  found(terms: readonly SearchTerm[], scope?: SearchScope): Sql;
  /** A query for (entity, id) of at most `limit` of the newest `maxRanked` records with all the terms, best matches first. */
  ranked(terms: readonly SearchTerm[], limit: number, maxRanked: number, scope?: SearchScope): Sql;
  /** The sort key of a text in natural order (domain/order.ts). */
  orderKey(text: Sql): Sql;
  /** The date some days before another. */
  daysBefore(date: Sql, days: number): Sql;
  /** A condition: the key of a text is not after another key (`descending`: not before it), or that key is null. */
  isWithin(text: Sql, key: Sql, descending: boolean): Sql;
  /** A text as formats/write/csv.ts writes it, in quotes where it needs them. It is a column: SQL repeats it. */
  csvText(text: Sql, delimiter: string): Sql;
  /** The text of a line of CSV without its end. */
  csvLine(values: readonly Sql[], delimiter: string): Sql;
  /**
   * A query for the lines of a list in its order, several per row: their `count`, and the `lines` as UTF-8 with a line feed
   * after each, null if there are none. Null for an engine on which joining lines is no faster.
   */
  joinedLines: ((list: LinesByMeeting) => Sql) | null;
  /** A JSON object as JSON.stringify writes it; the values are texts, whole numbers and JSON. */
  jsonObject(members: readonly { readonly name: string; readonly value: Sql }[]): Sql;
  /** A JSON array of a value from every row of a group. */
  jsonArray(value: Sql, order: Sql): Sql;
  /** A value that is JSON, from a subquery or an expression, for an object or an array. */
  jsonValue(value: Sql): Sql;
  /** The SQL of a text as JSON.stringify writes it; null for null. */
  jsonString(text: string): string;
  /** The SQL of a condition: whether a text has any characters, all of them ASCII and in a set as in `A-Z0-9`. */
  consistsOf(text: string, characters: string): string;
  /**
   * The SQL of a condition: whether a column is null or has a value of its type. Others exist only in SQLite, after another tool
   * altered the schema.
   */
  hasType(column: string, type: 'integer' | 'text'): string;
  /**
   * A query for the lines of some ids, in that order, as one text or UTF-8 named `lines`, with a line feed before each. `line`
   * builds one from `tables`, which are joined to the id `i.id`. A question mark and the id replace a line of more than
   * `longest` bytes.
   */
  linesById(ids: readonly number[], line: Sql, tables: Sql, longest: number): Sql;
}

/** Read access; SQL that writes is refused. */
export interface Reader {
  readonly dialect: Dialect;
  /** The record of that id, null if there is none. */
  read<E extends EntityName>(entity: E, id: number): Promise<StoredRecord<E> | null>;
  /** The largest id ever assigned to a record of an entity; the next id follows it. */
  lastId(entity: EntityName): Promise<number>;
  rows<Row>(query: Sql): Promise<Row[]>;
  /** The rows of a query, `size` at a time, in constant memory. */
  batches<Row>(query: Sql, size: number): AsyncIterable<Row[]>;
}

/** A removed record. */
export interface Removed {
  readonly id: number;
  /** The change that removed it. */
  readonly removedBy: number;
  /** Its first change. */
  readonly created: number;
}

/** An atomic write to the register. */
export interface Transaction extends Reader {
  /** The number of this command's history entry, if it changes anything. */
  readonly entry: number;
  /**
   * Marks the history entry as an undo of others, and replaces the command that was passed to `write`. Call it before the
   * first change.
   */
  recordUndo(command: string, entries: readonly number[]): void;
  /**
   * Creates a record, or updates it as it was read in this transaction; the change goes to the history, and derived tables
   * follow.
   */
  save<E extends EntityName>(entity: E, before: StoredRecord<E> | null, after: FieldsOf<E>): Saved;
  /** Recreates a removed record with its former id. */
  restore<E extends EntityName>(entity: E, was: Removed, fields: DraftOf<E>): StoredRecord<E>;
  /** Removes a record as it was read in this transaction; whatever depends on it must already be gone. */
  remove<E extends EntityName>(entity: E, record: StoredRecord<E>): void;
  /** The records of some ids, those that exist. */
  readAll<E extends EntityName>(entity: E, ids: readonly number[]): Promise<Map<number, StoredRecord<E>>>;
  /** Writes saved changes if there are many; otherwise they are pending until a query or the commit. */
  settle(): Promise<void>;
}

export interface WriteOptions {
  /** Do all the work, then roll it back. */
  readonly dryRun?: boolean;
  /** The work must not be retried if the engine aborts the transaction in favour of another. */
  readonly once?: boolean;
  /** Writes what must be on disk before the commit. Skipped in a dry run; retried with `work`. */
  readonly beforeCommit?: () => Promise<void>;
}

/** A register: one interface for every engine. */
export interface Store extends Reader {
  /**
   * The only way to change anything: runs `work` in one transaction, after earlier calls have finished. `work` must await
   * nothing but the transaction. `command` is recorded in the history.
   */
  write<T>(command: string, work: (transaction: Transaction) => Promise<T>, options?: WriteOptions): Promise<T>;
  /** Runs `work` on a consistent snapshot, unaffected by concurrent writes. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /** Runs `work` on the register as it was after a change. The register is locked meanwhile: never wait for user input. */
  rewound<T>(change: number, work: (reader: Reader) => Promise<T>): Promise<T>;
  /** Corruption that the engine finds in files, indexes and references; empty for an intact register. */
  integrity(): Promise<string[]>;
  /**
   * Where the stored statuses and the search index disagree with the records, one sentence each. `progress` gets the
   * number of records checked so far.
   */
  staleDerived(progress?: (records: number) => void): Promise<string[]>;
  /** The size on disk in bytes. */
  bytes(): Promise<number>;
  /**
   * Copies the whole content of another register, including its history. `check` runs before the commit, and rejects the
   * copy by throwing.
   *
   * @throws Problem `refused` if this register is not empty.
   */
  copyFrom(source: Reader, check: (copy: Reader) => Promise<void>): Promise<void>;
  /** Rebuilds derived data from the records: the status of every decision, and the search index. */
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

/** What a store gets from its caller: the user, the time, and callbacks. */
export interface Origin {
  readonly actor: string;
  readonly now: () => Date;
  /** Environment variables with defaults for what a server URL omits. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called when this write waits for another writer. */
  readonly waiting?: () => void;
  /** Called after a register of an older version was migrated, with the path of its backup. */
  readonly migrated?: (copy: string | undefined) => void;
  /** Called after a write was committed. */
  readonly recorded?: () => void;
}

/** Options for creating a register. */
export interface CreateOptions {
  /** The folder of the migrations, one folder in it for each engine. */
  readonly migrations: string;
  /** Whether to create the folder of a file if it is missing. */
  readonly makeFolder?: boolean;
  /** Fills it before anyone else can see it. */
  readonly fill?: (store: Store) => Promise<void>;
}
