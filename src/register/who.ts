import sql from 'sql-template-tag';
import { foldName } from '../domain/fold';
import { didYouMean } from '../domain/nearest';
import { missing } from '../domain/problem';
import type { Reader } from '../store/store';
import { Directory, namesOf, partyOrBody } from './directory';
import { type Alternatives, alternatives, type FilterValues } from './list/alternatives';

/** The parties, bodies and persons that a `--who` filter names, by any of their names and in any spelling. */
export class Who {
  readonly #groups: readonly NameGroup[];
  /** The ids of the parties that are asked for, not excluded. */
  readonly parties: readonly number[];

  private constructor(groups: readonly NameGroup[], parties: readonly number[]) {
    this.#groups = groups;
    this.parties = parties;
  }

  /** @throws Problem `missing` for a name of no party or body, nor of a person who has had a task. */
  static async load(reader: Reader, uses: FilterValues): Promise<Who> {
    if (uses === undefined) return new Who([], []);
    const directories = { party: await Directory.load(reader, 'party'), body: await Directory.load(reader, 'body') };
    const find = (text: string) => partyOrBody((entity) => directories[entity], text);
    const groups = uses.flatMap(alternatives);
    const persons = groups.flatMap(({ values }) => values).filter((text) => find(text) === undefined);
    if (persons.length > 0) await checkPersons(reader, persons, directories);
    const included = groups.filter(({ isExcluded }) => !isExcluded).flatMap(({ values }) => values);
    return new Who(
      groups.map(({ values, isExcluded }) => ({
        names: new Set(values.flatMap((text) => namesOfAny(text, find(text))).map(foldName)),
        isExcluded,
      })),
      included.flatMap((text) => directories.party.lookup(text)?.id ?? []),
    );
  }

  /** Whether a name is one of those asked for, and not excluded. */
  has(name: string | null): boolean {
    return this.#groups.every(({ names, isExcluded }) => (name !== null && names.has(foldName(name))) !== isExcluded);
  }
}

/** Folded names, one of which is asked for, or all of which are excluded. */
interface NameGroup extends Pick<Alternatives, 'isExcluded'> {
  readonly names: ReadonlySet<string>;
}

const namesOfAny = (text: string, named: ReturnType<typeof partyOrBody>): string[] =>
  named === undefined ? [text] : namesOf(named);

/** Checks that some task names each person: a misspelt party would otherwise seem to have nothing to do. */
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
