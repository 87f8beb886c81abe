import sql, { raw } from 'sql-template-tag';
import { foldName } from '../domain/fold';
import { didYouMean } from '../domain/nearest';
import { danglingReference, missing } from '../domain/problem';
import type { DraftOf } from '../domain/record';
import { severalNamesAdvice, splitNames } from '../domain/splitNames';
import { storedList } from '../store/statements';
import type { Reader } from '../store/store';

/** A body, party or instrument with its names; the name of an instrument is its title. */
export interface Named {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/** The entities whose records are referred to by code or name. */
export type NamedEntity = 'body' | 'party' | 'instrument';

export function isNamed(entity: string | undefined): entity is NamedEntity {
  return entity === 'body' || entity === 'party' || entity === 'instrument';
}

/** The names of a record, from its stored fields. */
export function namedFields({ code, name, title, aliases }: Names): Omit<Named, 'id'> {
  return { code: code ?? '', name: title ?? name ?? '', aliases: aliases ?? [] };
}

/** The stored fields that name a body, a party or an instrument. */
type Names = Pick<DraftOf<'body'>, 'code' | 'name' | 'aliases'> & Pick<DraftOf<'instrument'>, 'title'>;

/** Code, name and aliases of a record. */
export const namesOf = ({ code, name, aliases }: Omit<Named, 'id'>): string[] => [code, name, ...aliases];

/** The names that differ, when folded, from `others` and from all earlier ones. */
export function distinctNames(names: readonly string[], others: readonly string[] = []): string[] {
  const seen = new Set(others.map(foldName));
  return names.filter((name) => {
    const folded = foldName(name);
    return !seen.has(folded) && seen.add(folded);
  });
}

/** All bodies, parties or instruments, in the order of their codes. */
export async function loadNamed(reader: Reader, entity: NamedEntity): Promise<Named[]> {
  const rows = await reader.rows<{ id: number; code: string; name: string; aliases: string }>(
    entity === 'instrument'
      ? sql`select id, cast(code as text) as code, cast(title as text) as name, '[]' as aliases from instrument order by code`
      : sql`select id, cast(code as text) as code, cast(name as text) as name, cast(aliases as text) as aliases
          from ${raw(entity)} order by code`,
  );
  return rows.map((row) => ({ ...row, aliases: storedList(row.aliases) }));
}

/** All bodies, parties or instruments, found by code, name or alias as `foldName` compares them. */
export class Directory {
  readonly #entity: NamedEntity;
  /** By folded name; in an older register several records may share one. */
  readonly #byName = new Map<string, Named[]>();
  readonly #byCode = new Map<string, Named>();
  readonly #byId = new Map<number, Named>();

  private constructor(entity: NamedEntity, all: readonly Named[]) {
    this.#entity = entity;
    for (const one of all) this.#add(one);
  }

  /** Updates the directory after a record was saved, or removed (`now` is null). */
  update(id: number, now: Omit<Named, 'id'> | null): void {
    const before = this.#byId.get(id);
    if (before !== undefined) {
      for (const folded of new Set(namesOf(before).map(foldName))) {
        const others = this.#byName.get(folded)?.filter((one) => one.id !== id) ?? [];
        if (others.length === 0) this.#byName.delete(folded);
        else this.#byName.set(folded, others);
      }
      this.#byCode.delete(before.code);
      this.#byId.delete(id);
    }
    if (now !== null) this.#add({ id, ...now });
  }

  #add(one: Named): void {
    this.#byId.set(one.id, one);
    this.#byCode.set(one.code, one);
    for (const folded of new Set(namesOf(one).map(foldName))) {
      const others = this.#byName.get(folded);
      if (others === undefined) this.#byName.set(folded, [one]);
      else others.push(one);
    }
  }

  static async load(reader: Reader, entity: NamedEntity): Promise<Directory> {
    return new Directory(entity, await loadNamed(reader, entity));
  }

  /**
   * The record with that code, name or alias. `adviceForSeveral` returns the advice for a text that names several
   * records.
   *
   * @throws Problem `missing` that suggests similar names and the command that adds one, or gives that advice.
   */
  find(text: string, adviceForSeveral = severalNamesAdvice): Named {
    const found = this.lookup(text);
    if (found !== undefined) return found;
    const names = splitNames(text);
    const known = names.map((name) => this.lookup(name.replace(/^[a-z]+:\s*/, '')));
    if (known.filter((one) => one !== undefined).length > 1) {
      throw missing(
        `no ${this.#entity} "${text}"`,
        adviceForSeveral(known.map((one, index) => one?.code ?? (names[index] as string))),
      );
    }
    const add = `cica ${this.#entity} add CODE ${this.#entity === 'instrument' ? 'TITLE' : '--name NAME'}`;
    throw missing(
      `no ${this.#entity} "${text}"`,
      `${didYouMean(text, this.names())}\`cica ${this.#entity} list\` shows all, \`${add}\` adds one`,
    );
  }

  /** The record with that code, name or alias, if any; among several, one with that code or exact spelling comes first. */
  lookup(text: string): Named | undefined {
    const coded = this.#byCode.get(text);
    if (coded !== undefined) return coded;
    const found = this.#byName.get(foldName(text));
    if (found === undefined || found.length === 1) return found?.[0];
    const typed = text.trim();
    const code = typed.toUpperCase();
    return found.find((one) => one.code === code) ?? found.find((one) => namesOf(one).includes(typed)) ?? found[0];
  }

  /** Every code, name and alias. */
  names(): string[] {
    return [...this.#byId.values()].flatMap(namesOf);
  }

  all(): Iterable<Named> {
    return this.#byId.values();
  }

  lookupCode(code: string): Named | undefined {
    return this.#byCode.get(code);
  }

  /** The records with a name, except the one of `id`. */
  others(name: string, id: number | undefined): readonly Named[] {
    return (this.#byName.get(foldName(name)) ?? []).filter((one) => one.id !== id);
  }

  lookupId(id: number): Named | undefined {
    return this.#byId.get(id);
  }

  /** The record with an id to which another record refers. */
  byId(id: number): Named {
    const found = this.lookupId(id);
    if (found === undefined) throw danglingReference(this.#entity, id);
    return found;
  }
}

type Directories = (entity: 'party' | 'body') => Directory;

/** The party or body with that name, if any. */
export function partyOrBody(directory: Directories, text: string): Named | undefined {
  return directory('party').lookup(text) ?? directory('body').lookup(text);
}

/** The code of the party or body with that name; the text itself if there is none, as for a person. */
export function codeOrName(directory: Directories, text: string): string {
  return partyOrBody(directory, text)?.code ?? text;
}
