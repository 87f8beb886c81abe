import { entityNames } from '../domain/schema';
import type { Engine, Statement } from './engine';
import { partTables } from './statements';
import type { Value } from './store';

/** The tables, ordered so that a row is written after the rows to which it refers, and removed before them. */
const tables = [
  ...entityNames,
  ...partTables.map(({ table }) => table),
  'former_meeting',
  'former_decision',
  'decision_status',
];

const positions: ReadonlyMap<string, number> = new Map(tables.map((table, position) => [table, position]));

/** A statement with the values of its runs. */
interface Runs {
  readonly statement: Statement;
  readonly rows: (readonly Value[])[];
}

/** Writes that follow each other, by table: all of them removals, or none. */
interface Stage {
  readonly removes: boolean;
  readonly byTable: (Runs[] | undefined)[];
}

/**
 * The pending writes of a transaction, to run table by table: five hundred runs of one statement take half the time
 * that they take interleaved with others (in an import of 10,000 decisions).
 */
export class PendingWrites {
  #stages: Stage[] = [];

  /** Adds a statement that writes rows of a table. */
  add(table: string, statement: Statement, values: readonly Value[]): void {
    this.#push(false, table, statement, values);
  }

  /** Adds a statement that removes a record or what belongs to it, or that stores what remains of it. */
  remove(table: string, statement: Statement, values: readonly Value[]): void {
    this.#push(true, table, statement, values);
  }

  #push(removes: boolean, table: string, statement: Statement, values: readonly Value[]): void {
    let stage = this.#stages.at(-1);
    if (stage?.removes !== removes) {
      stage = { removes, byTable: [] };
      this.#stages.push(stage);
    }
    const position = positions.get(table) as number;
    const runs = stage.byTable[position] ?? [];
    stage.byTable[position] = runs;
    const last = runs.at(-1);
    if (last?.statement === statement) last.rows.push(values);
    else runs.push({ statement, rows: [values] });
  }

  /** Runs the statements, and forgets them. */
  async write(engine: Engine): Promise<void> {
    const stages = this.#stages;
    this.#stages = [];
    for (const { removes, byTable } of stages) {
      const inOrder = removes ? byTable.toReversed() : byTable;
      for (const runs of inOrder) for (const { statement, rows } of runs ?? []) await engine.runAll(statement, rows);
    }
  }
}
