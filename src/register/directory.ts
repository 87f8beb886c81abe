import sql, { raw } from 'sql-template-tag';
import { didYouMean } from '../domain/nearest';
import { Problem } from '../domain/problem';
import { fold } from '../domain/searchText';
import { storedList } from '../store/statements';
import type { Reader } from '../store/store';

/** A body or a party, with all that it is called. */
export interface Named {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

const namesOf = ({ code, name, aliases }: Omit<Named, 'id'>): string[] => [code, name, ...aliases];

type NamedEntity = 'body' | 'party';

/** All bodies or parties, found by code, name or alias; case and accents do not matter. */
export class Directory {
  readonly #entity: NamedEntity;
  readonly #byName = new Map<string, Named>();
  readonly #byCode = new Map<string, Named>();
  readonly #byId = new Map<number, Named>();

  private constructor(entity: NamedEntity, all: readonly Named[]) {
    this.#entity = entity;
    for (const one of all) this.#put(one);
  }

  /** Keeps it as it is after a record was saved; null: it was removed. */
  saved(id: number, now: Omit<Named, 'id'> | null): void {
    const before = this.#byId.get(id);
    if (before !== undefined) {
      for (const name of namesOf(before)) if (this.named(name)?.id === id) this.#byName.delete(fold(name));
      this.#byCode.delete(before.code);
      this.#byId.delete(id);
    }
    if (now !== null) this.#put({ id, ...now });
  }

  #put(one: Named): void {
    this.#byId.set(one.id, one);
    this.#byCode.set(one.code, one);
    for (const name of namesOf(one)) this.#byName.set(fold(name), one);
  }

  static async load(reader: Reader, entity: NamedEntity): Promise<Directory> {
    const rows = await reader.rows<{ id: number; code: string; name: string; aliases: string }>(
      sql`select id, code, name, aliases from ${raw(entity)} order by code`,
    );
    return new Directory(
      entity,
      rows.map((row) => ({ ...row, aliases: storedList(row.aliases) })),
    );
  }

  /**
   * The one that is called so.
   *
   * @throws Problem `missing` with the nearest ones, and the command that adds one.
   */
  find(text: string): Named {
    const found = this.named(text);
    if (found !== undefined) return found;
    const add = `cica ${this.#entity} add CODE --name NAME`;
    throw new Problem(
      'missing',
      `no ${this.#entity} "${text}"`,
      `${didYouMean(text, this.names())}\`cica ${this.#entity} list\` shows all, \`${add}\` adds one`,
    );
  }

  /** The one that is called so, if any. */
  named(text: string): Named | undefined {
    return this.#byName.get(fold(text.trim()));
  }

  /** Every code, name and alias. */
  names(): string[] {
    return [...this.#byId.values()].flatMap(namesOf);
  }

  /** The one of that code, if any. */
  withCode(code: string): Named | undefined {
    return this.#byCode.get(code);
  }

  /** The other one that has this name already, if any. */
  taken(name: string, id: number | undefined): Named | undefined {
    const found = this.#byName.get(fold(name));
    return found?.id === id ? undefined : found;
  }

  /** The one of an id, if it is still there. */
  withId(id: number): Named | undefined {
    return this.#byId.get(id);
  }

  /** The one of an id that a record of the register holds. */
  byId(id: number): Named {
    const found = this.withId(id);
    if (found === undefined) throw new Error(`no ${this.#entity} of id ${id}`);
    return found;
  }
}

/** The code of the party or body that a text names; the text itself where it names neither: a person. */
export async function codeOrName(
  load: (entity: NamedEntity) => Directory | Promise<Directory>,
  text: string,
): Promise<string> {
  const named = (await load('party')).named(text) ?? (await load('body')).named(text);
  return named?.code ?? text;
}
