import { parsePeriod } from '../../domain/period';
import { Problem } from '../../domain/problem';
import { fold } from '../../domain/searchText';
import { standingKinds } from '../../domain/standing';
import { kinds, type PartyRole } from '../../domain/vocabulary';
import { type Directory, namesOf } from '../../register/directory';

/** The words of a text, each surrounded by spaces. */
const inWords = (text: string): string =>
  ` ${fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** The kinds that a title names; "Action plan for 2025" is an action plan, and not a plan. */
export function kindsInTitle(title: string): string[] {
  const words = inWords(title);
  const named = kinds.filter(
    (kind) => kind !== 'other' && (words.includes(` ${kind} `) || words.includes(` ${kind}s `)),
  );
  return named.filter((kind) => !named.some((other) => other !== kind && ` ${other} `.includes(` ${kind} `)));
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

/** The codes of the parties that a title names, by a name or by the code in capitals. */
export function partiesInTitle(title: string, parties: Directory): string[] {
  const words = inWords(title);
  const isNamed = (code: string, names: readonly string[]): boolean =>
    new RegExp(`\\b${code}\\b`).test(title) || names.some((name) => name !== code && words.includes(inWords(name)));
  return [...parties.all()].filter((party) => isNamed(party.code, namesOf(party))).map(({ code }) => code);
}

/** The role of the party that a decision of this kind concerns, if the kind implies one. */
export function roleOfKind(kind: string): PartyRole | undefined {
  if (standingKinds.includes(kind)) return 'applicant';
  return kind === 'coordinator' ? 'coordinator' : undefined;
}
