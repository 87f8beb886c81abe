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

/** How often a transaction is attempted, and the base of the random exponential backoff, in milliseconds. */
const maxAttempts = 6;
const firstPause = 20;

/** A register on an engine: runs its transactions one at a time, and translates its errors. */
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
    return this.#translateErrors(() => this.#engine.rows<Row>(query));
  }

  lastId(entity: EntityName): Promise<number> {
    return this.#translateErrors(async () => (await this.#engine.lastIds()).get(entity) ?? 0);
  }

  read<E extends EntityName>(entity: E, id: number): Promise<StoredRecord<E> | null> {
    return this.#translateErrors(() => readRecord(this.#engine, entity, id));
  }

  async *batches<Row>(query: Sql, size: number): AsyncIterable<Row[]> {
    try {
      yield* this.#engine.batches<Row>(query, size);
    } catch (error) {
      throw this.#engine.problem(error);
    }
  }

  write<T>(command: string, work: (transaction: Transaction) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    return this.#enqueue(() => this.#write(command, work, options));
  }

  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.#enqueue(() => this.#inTransaction('read', () => work(this), { dryRun: true, once: true }));
  }

  rewound<T>(change: number, work: (reader: Reader) => Promise<T>): Promise<T> {
    const rewinding = async (transaction: RegisterTransaction): Promise<T> => {
      await rewind(transaction, change, (entity, id, version) => transaction.setVersion(entity, id, version));
      return work(transaction);
    };
    return this.#enqueue(() => this.#write('', rewinding, { dryRun: true, once: true }));
  }

  integrity(): Promise<string[]> {
    return this.#translateErrors(() => this.#engine.integrity());
  }

  staleDerived(progress: (records: number) => void = () => undefined): Promise<string[]> {
    let records = 0;
    const checked = () => {
      records += 1;
      progress(records);
    };
    return this.snapshot(async (reader) => [
      ...(await staleStatuses(reader, checked)),
      ...(await this.#engine.staleWords(checked)),
    ]);
  }

  bytes(): Promise<number> {
    return this.#translateErrors(() => this.#engine.bytes());
  }

  copyFrom(source: Reader, check: (copy: Reader) => Promise<void>): Promise<void> {
    return this.#enqueue(() =>
      this.#inTransaction('write', async () => {
        await copyAll(this.#engine, source);
        await check(this);
      }),
    );
  }

  rebuild(): Promise<void> {
    return this.migrate(async () => true);
  }

  /** Migrates the schema and rebuilds derived data in one transaction; `step` returns false if there was nothing to do. */
  migrate(step: () => Promise<boolean>): Promise<void> {
    return this.#enqueue(() =>
      this.#inTransaction('write', async () => {
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

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
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
    const done = await this.#inTransaction('write', writing, options);
    if (!options.dryRun) this.#origin.recorded?.();
    return done;
  }

  /**
   * Runs `work` in a transaction. If the engine aborts that in favour of another, it is retried, unless `work` may run only
   * `once`, because it may have printed something.
   */
  #inTransaction<T>(kind: 'read' | 'write', work: () => Promise<T>, options: WriteOptions = {}): Promise<T> {
    const { dryRun, once, beforeCommit } = options;
    return this.#translateErrors(async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await this.#engine.begin(kind, this.#origin.waiting);
          const result = await work();
          if (dryRun || beforeCommit) await this.#engine.written();
          if (!dryRun) await beforeCommit?.();
          await (dryRun ? this.#engine.rollback() : this.#engine.commit());
          return result;
        } catch (error) {
          await this.#engine.rollback();
          if (once || attempt === maxAttempts || !this.#engine.isTransient(error)) throw error;
          await setTimeout(Math.random() * firstPause * 2 ** attempt);
        }
      }
    });
  }

  async #translateErrors<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#engine.problem(error);
    }
  }
}
