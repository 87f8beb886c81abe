import { foldName } from '../domain/fold';
import type { Reader } from '../store/store';
import { Directory, namesOf, partyOrBody } from './directory';
import { alternatives, type FilterValues } from './list/filters';

/** Those of whom something is asked for: parties and bodies by any of their names, and persons, in whatever spelling. */
export class Who {
  /** The names of each use of the flag, folded. */
  readonly #names: readonly ReadonlySet<string>[];
  /** The ids of the parties among them. */
  readonly parties: readonly number[];

  private constructor(names: readonly ReadonlySet<string>[], parties: readonly number[]) {
    this.#names = names;
    this.parties = parties;
  }

  static async load(reader: Reader, uses: FilterValues): Promise<Who> {
    if (uses === undefined) return new Who([], []);
    const directories = { party: await Directory.load(reader, 'party'), body: await Directory.load(reader, 'body') };
    const texts = uses.map(alternatives);
    const namesFor = (text: string): string[] => {
      const named = partyOrBody((entity) => directories[entity], text);
      return named === undefined ? [text] : namesOf(named);
    };
    return new Who(
      texts.map((some) => new Set(some.flatMap(namesFor).map(foldName))),
      texts.flat().flatMap((text) => directories.party.lookup(text)?.id ?? []),
    );
  }

  /** Whether a name is one of them. */
  has(name: string | null): boolean {
    return this.#names.every((names) => name !== null && names.has(foldName(name)));
  }
}
