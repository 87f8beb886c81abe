import { setTimeout } from 'node:timers/promises';
import type { Sql } from 'sql-template-tag';
import type { EntityName } from '../domain/schema';
import { copyAll } from './copy';
import { staleStatuses } from './derived';
import type { Engine } from './engine';
import { readRecord } from './records';
import { rewind } from './rewind';
import type { Dialect, Origin, Reader, Store, StoredRecord, Transaction, WriteOptions } from './store';
import { RegisterTransaction } from './transaction';

/** So often a transaction is tried, with pauses of up to so many milliseconds, each twice as long as the one before. */
const mostAttempts = 6;
const firstPause = 20;

/** A register on an engine: its transactions one after the other, errors in the user's words. */
export class EngineStore implements Store {
  readonly dialect: Dialect;
  readonly #engine: Engine;
  readonly #origin: Origin;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine, origin: Origin) {
    this.dialect = engine.dialect;
    this.#engine = engine;
    this.#origin = origin;
  }

  rows<Row>(query: Sql): Promise<Row[]> {
    return this.#told(() => this.#engine.rows<Row>(query));
  }

  lastId(entity: EntityName): Promise<number> {
    return this.#told(() => this.#engine.lastId(entity));
  }

  read<E extends EntityName>(entity: E, id: number): Promise<StoredRecord<E> | null> {
    return this.#told(() => readRecord(this.#engine, entity, id));
  }

  async *batches<Row>(query: Sql, size: number): AsyncIterable<Row[]> {
    try {
      yield* this.#engine.batches<Row>(query, size);
    } catch (error) {
      throw this.#engine.problem(error);
    }
  }

  write<T>(command: string, work: (transaction: Transaction) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    return this.#inTurn(() => this.#write(command, work, options));
  }

  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.#inTurn(() => this.#in('read', () => work(this), { dryRun: true, once: true }));
  }

  rewound<T>(change: number, work: (reader: Reader) => Promise<T>): Promise<T> {
    const rewinding = async (transaction: RegisterTransaction): Promise<T> => {
      await rewind(transaction, change, (entity, id, version) => transaction.setVersion(entity, id, version));
      return work(transaction);
    };
    return this.#inTurn(() => this.#write('', rewinding, { dryRun: true, once: true }));
  }

  integrity(): Promise<string[]> {
    return this.#told(() => this.#engine.integrity());
  }

  staleDerived(progress: (records: number) => void = () => undefined): Promise<string[]> {
    let records = 0;
    const looked = () => {
      records += 1;
      progress(records);
    };
    return this.snapshot(async (reader) => [
      ...(await staleStatuses(reader, looked)),
      ...(await this.#engine.staleWords(looked)),
    ]);
  }

  bytes(): Promise<number> {
    return this.#told(() => this.#engine.bytes());
  }

  copyFrom(source: Reader, check: (copy: Reader) => Promise<void>): Promise<void> {
    return this.#inTurn(() =>
      this.#in('write', async () => {
        await copyAll(this.#engine, source);
        await check(this);
      }),
    );
  }

  rebuild(): Promise<void> {
    return this.migrate(async () => true);
  }

  /** Changes the schema, and makes what is derived again, together; `step` says whether there was anything to change. */
  migrate(step: () => Promise<boolean>): Promise<void> {
    return this.#inTurn(() =>
      this.#in('write', async () => {
        if (!(await step())) return;
        const transaction = await RegisterTransaction.begin(this.#engine, this.#origin, '');
        await transaction.rebuild();
        await transaction.finish();
      }),
    );
  }

  async close(): Promise<void> {
    await this.#queue;
    await this.#engine.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #write<T>(command: string, work: (tx: RegisterTransaction) => Promise<T>, options: WriteOptions): Promise<T> {
    const writing = async (): Promise<T> => {
      const transaction = await RegisterTransaction.begin(this.#engine, this.#origin, command);
      const result = await work(transaction);
      await transaction.finish();
      return result;
    };
    const done = await this.#in('write', writing, options);
    if (!options.dryRun) this.#origin.recorded?.();
    return done;
  }

  /**
   * Works in a transaction: all of it is kept, or nothing. Where the engine ended it for another, it is tried again, unless
   * it can be done only `once`, like what may have printed something.
   */
  #in<T>(kind: 'read' | 'write', work: () => Promise<T>, options: WriteOptions = {}): Promise<T> {
    const { dryRun, once, beforeCommit } = options;
    return this.#told(async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await this.#engine.begin(kind, this.#origin.waiting);
          const result = await work();
          if (!dryRun) await beforeCommit?.();
          await (dryRun ? this.#engine.rollback() : this.#engine.commit());
          return result;
        } catch (error) {
          await this.#engine.rollback();
          if (once || attempt === mostAttempts || !this.#engine.isTransient(error)) throw error;
          await setTimeout(Math.random() * firstPause * 2 ** attempt);
        }
      }
    });
  }

  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#engine.problem(error);
    }
  }
}
