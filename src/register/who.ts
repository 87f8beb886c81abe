import sql from 'sql-template-tag';
import { foldName } from '../domain/fold';
import { didYouMean } from '../domain/nearest';
import { missing } from '../domain/problem';
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

  /** @throws Problem `missing` for a name that is none of a party or body, nor of a person who has had a task. */
  static async load(reader: Reader, uses: FilterValues): Promise<Who> {
    if (uses === undefined) return new Who([], []);
    const directories = { party: await Directory.load(reader, 'party'), body: await Directory.load(reader, 'body') };
    const find = (text: string) => partyOrBody((entity) => directories[entity], text);
    const texts = uses.map(alternatives);
    const persons = texts.flat().filter((text) => find(text) === undefined);
    if (persons.length > 0) await checkPersons(reader, persons, directories);
    return new Who(
      texts.map((some) => new Set(some.flatMap((text) => namesOfAny(text, find(text))).map(foldName))),
      texts.flat().flatMap((text) => directories.party.lookup(text)?.id ?? []),
    );
  }

  /** Whether a name is one of them. */
  has(name: string | null): boolean {
    return this.#names.every((names) => name !== null && names.has(foldName(name)));
  }
}

const namesOfAny = (text: string, named: ReturnType<typeof partyOrBody>): string[] =>
  named === undefined ? [text] : namesOf(named);

/** Checks that tasks name the persons: a party that is misspelt would have nothing to do. */
async function checkPersons(
  reader: Reader,
  persons: readonly string[],
  { party, body }: Readonly<Record<'party' | 'body', Directory>>,
): Promise<void> {
  const rows = await reader.rows<{ responsible: string }>(
    sql`select distinct responsible from task where responsible is not null order by responsible`,
  );
  const responsible = rows.map((row) => row.responsible);
  const known = new Set(responsible.map(foldName));
  const unknown = persons.find((name) => !known.has(foldName(name)));
  if (unknown === undefined) return;
  throw missing(
    `no party, body or person with a task is called "${unknown}"`,
    `${didYouMean(unknown, [...party.names(), ...body.names(), ...responsible])}\`cica task list\` shows who has one`,
  );
}
