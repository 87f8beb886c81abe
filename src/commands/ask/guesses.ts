import { parsePeriod } from '../../domain/period';
import { Problem } from '../../domain/problem';
import { fold } from '../../domain/searchText';
import { standingKinds } from '../../domain/standing';
import { kinds, type PartyRole } from '../../domain/vocabulary';
import { type Directory, namesOf } from '../../register/directory';

/** A text in its words, with a space around each. */
const inWords = (text: string): string =>
  ` ${fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** The kind that a title names, the longest where it names several: "Action plan for 2025" is an action plan, not a plan. */
export function kindInTitle(title: string): string | undefined {
  const words = inWords(title);
  return kinds
    .filter((kind) => kind !== 'other' && (words.includes(` ${kind} `) || words.includes(` ${kind}s `)))
    .toSorted((one, other) => other.length - one.length)[0];
}

/** The year or years that a title names: "2024 budget", "Programme for 2024-2026". */
export function periodInTitle(title: string, today: string): string | undefined {
  const [period] = /\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?\b/.exec(title) ?? [];
  if (period === undefined) return undefined;
  try {
    return parsePeriod(period.replaceAll(/\s/g, '').replace('–', '-'), today);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** The codes of the parties that a title names. */
export function partiesInTitle(title: string, parties: Directory): string[] {
  const words = inWords(title);
  return [...parties.all()]
    .filter((party) => namesOf(party).some((name) => name !== party.code && words.includes(inWords(name))))
    .map(({ code }) => code);
}

/** The role of the party that a decision of a kind is about, where the kind says so. */
export function roleOfKind(kind: string): PartyRole | undefined {
  if (standingKinds.includes(kind)) return 'applicant';
  return kind === 'coordinator' ? 'coordinator' : undefined;
}
