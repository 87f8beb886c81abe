import { parsePeriod } from '../../domain/period';
import { Problem } from '../../domain/problem';
import { fold } from '../../domain/searchText';
import { standingKinds } from '../../domain/standing';
import { kinds, type PartyRole } from '../../domain/vocabulary';
import { type Directory, type Named, namesOf } from '../../register/directory';

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

/** The words before the party that prepared a paper or made a proposal. */
const sponsored =
  /\b(?:co-?)?(?:prepared|sponsored|proposed|submitted|presented|tabled|drafted|initiated|put forward) by\b/i;

/** The parties that a title names, with their roles: `role`, but sponsor after "prepared by" and the like. */
export function partiesInTitle(title: string, parties: Directory, role: PartyRole): string[] {
  const start = title.search(sponsored);
  if (start === -1) return codesIn(title, parties).map((code) => `${role}:${code}`);
  const sponsors = codesIn(title.slice(start), parties);
  const others = codesIn(title.slice(0, start), parties).filter((code) => !sponsors.includes(code));
  return [...others.map((code) => `${role}:${code}`), ...sponsors.map((code) => `sponsor:${code}`)];
}

/** The codes of the parties that a text names, by a name or by the code in capitals, in the order of the text. */
function codesIn(text: string, parties: Directory): string[] {
  const words = inWords(text);
  const positionOf = (party: Named): number => {
    const positions = namesOf(party).map((name) => (name === party.code ? -1 : words.indexOf(inWords(name))));
    positions.push(text.search(new RegExp(`\\b${party.code}\\b`)));
    return Math.min(...positions.filter((position) => position !== -1));
  };
  return [...parties.all()]
    .map((party) => ({ code: party.code, position: positionOf(party) }))
    .filter(({ position }) => position !== Number.POSITIVE_INFINITY)
    .toSorted((one, other) => one.position - other.position)
    .map(({ code }) => code);
}

/** A chair, typed as "Name, Title of Country". */
export interface TypedChair {
  readonly chair: string;
  readonly chair_title: string | undefined;
  readonly chair_party: string;
}

/**
 * Splits "Name, Title of Country", "Name, Title (Country)", "Name, Country" or "Name (Country)" if the country is a party on
 * record; otherwise returns null.
 *
 * @param codeOf the code of the party with that name
 */
export function splitChair(text: string, codeOf: (name: string) => string | undefined): TypedChair | null {
  const [, chair, rest] = /^([^,(]+?)\s*([,(].+)$/su.exec(text.trim()) ?? [];
  if (chair === undefined || rest === undefined) return null;
  // "Minister for Foreign Affairs of the Republic of Kazakhstan": the longest name that is known
  for (const { index, 0: between } of rest.matchAll(/\s*[,(]\s*|\s+(?:of|for)\s+/gu)) {
    const name = rest
      .slice(index + between.length)
      .replace(/\)$/, '')
      .trim();
    const code = codeOf(name) ?? codeOf(name.replace(/^the\s+/i, ''));
    const title = rest.slice(0, index).replace(/^[,(]\s*/, '');
    if (code !== undefined) return { chair, chair_title: title || undefined, chair_party: code };
  }
  return null;
}

/** The role of the party that a decision of this kind concerns, if the kind implies one. */
export function roleOfKind(kind: string): PartyRole | undefined {
  if (standingKinds.includes(kind)) return 'applicant';
  return kind === 'coordinator' ? 'coordinator' : undefined;
}

/** The role of the party to ask for: that of `roleOfKind`, or sponsor of a concept paper, whose title rarely names it. */
export const askedRole = (kind: string): PartyRole | undefined =>
  kind === 'concept paper' ? 'sponsor' : roleOfKind(kind);
