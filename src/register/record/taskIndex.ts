import sql from 'sql-template-tag';
import type { DraftOf } from '../../domain/record';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader } from '../../store/store';

type Task = Pick<DraftOf<'task'>, 'what' | 'responsible'>;
type IndexedTask = Task & { readonly id: number };

/** The tasks of a decision by what must be done, and by whom. */
export class TaskIndex {
  readonly #byKey = new Map<string, IndexedTask[]>();
  /** Tasks that are not in the map yet: names are resolved only when a task is looked up. */
  #added: IndexedTask[] = [];

  /** The tasks of some decisions, keyed by the ids of these. */
  static async load(reader: Reader, decisions: readonly number[]): Promise<Map<number, TaskIndex>> {
    const indexes = new Map(decisions.map((id) => [id, new TaskIndex()]));
    const tasks = await queryInChunks(decisions, (list) =>
      reader.rows<IndexedTask & { readonly decision_id: number }>(
        sql`select decision_id, id, what, responsible from task where decision_id in (${list}) order by decision_id, id`,
      ),
    );
    for (const task of tasks) indexes.get(task.decision_id)?.add(task.id, task);
    return indexes;
  }

  add(id: number, { what, responsible }: Task): void {
    this.#added.push({ id, what, responsible });
  }

  /** The tasks with the same text, and the same responsible party, body or person as `who` folds its name. */
  equal(task: Task, who: (name: string) => string): readonly IndexedTask[] {
    const keyOf = ({ what, responsible }: Task): string => `${responsible ? who(responsible) : ''}\n${what}`;
    for (const added of this.#added) {
      const key = keyOf(added);
      const others = this.#byKey.get(key);
      if (others === undefined) this.#byKey.set(key, [added]);
      else others.push(added);
    }
    this.#added = [];
    return this.#byKey.get(keyOf(task)) ?? [];
  }
}
