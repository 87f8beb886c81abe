import type { ObjectPhrase } from './objects';
import type { Outcome } from './outcome';
import type { Paragraph } from './paragraphs';

const office =
  '(?:(?:hon\\.?|rear|sailing|social|membership|publicity|immediate past|past|standing|vice|deputy|assistant|asst\\.?|executive|additional|honorary|first|second|co)[- ])*(?:chair(?:man|woman|person)?(?: pro tem)?|president|secretary(?:[- ]general)?|treasurer|commodore|captain|steward|moderator|registrar|librarian|historian|editor|webmaster|(?:information |press |liaison )officer|recorder|rapporteur|clerk|director|speaker|auditor)s?';
const officerLine = new RegExp(`^(${office})\\s*(?::|\\s[–—-])\\s*([A-Za-zÀ-ỿ][A-Za-zÀ-ỿ.’' -]{2,60})$`, 'iu');

const nameLine = new RegExp(
  `^([A-Za-zÀ-ỿ][A-Za-zÀ-ỿ.’'-]+(?: [A-Za-zÀ-ỿ][A-Za-zÀ-ỿ.’'-]*){1,4})(?: \\([^)]{2,40}\\))?(?:,| [–—-]) (${office})$`,
  'iu',
);
const isName = (words: string): boolean => words.split(' ').every((word) => /^[A-ZÀ-ỿ]/u.test(word));

/** "Ann Roe – Treasurer": the line, the office and the name. */
function swapped(found: RegExpExecArray | null): readonly string[] | undefined {
  const [line = '', person = '', position = ''] = found ?? [];
  return found !== null && isName(person) ? [line, position, person] : undefined;
}

/** "Treasurer: Ann Roe": who is elected to what. */
export function officerIn(line: string): ObjectPhrase | undefined {
  const [found, position = '', person = ''] =
    officerLine.exec(line.trim()) ?? swapped(nameLine.exec(line.trim())) ?? [];
  return found === undefined ? undefined : { title: `${person.trim()}: ${position}`, words: found };
}

const electing = /\b(?:elections?|elect|elected|appointments?|appoint|appointed|slate|officers?|nominations?)\b/i;
const attending = /\b(?:present|attend\w+|absent|apologies)\b/i;
/** The number of lines in which officers may follow an announcement of an election. */
const maxLines = 15;

/** Reads lines such as "Treasurer: Ann Roe" where the lines above say that officers were elected. */
export class OfficerLines {
  #left = 0;

  /** The election that a paragraph names; undefined if it is not such a line. */
  read(text: string, paragraph: Paragraph): Outcome | undefined {
    const line = text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 200));
    if (electing.test(line)) this.#left = maxLines;
    else if (attending.test(line)) this.#left = 0;
    const officer = this.#left > 0 ? officerIn(line) : undefined;
    this.#left -= 1;
    return officer && { action: 'elect', ...officer, clause: line, evidence: [paragraph] };
  }
}

const elliptical = new RegExp(
  `(?:,? and|,| while) ((?:(?:Mr|Ms|Mrs|Dr|H\\.\\s?E)\\.? )?[A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]+(?: (?!as\\b)(?:of |of the )?[A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]+){0,4}(?: \\([^)]{2,40}\\))?),? (?:as )?(?:the |its )?(${office})(?=[\\s,.;]|$)`,
  'giu',
);

/** "Ms Roe was elected chair | and Mr Hall vice-chair": who else was elected, by the words after the verb. */
export const alsoElected = (words: string): ObjectPhrase[] =>
  [...words.matchAll(elliptical)]
    .filter(([, person = '']) => isName(person.replace(/ \([^)]*\)| of(?: the)?(?= )/g, '')))
    .map(([, person = '', post = '']) => ({ title: `${person}: ${post}`, words: `${person} ${post}` }));

/** "The 2025 Games were awarded | to Peru and the 2027 Games to Chad": what else was awarded, by the words after the verb. */
export function alsoAwarded(words: string): ObjectPhrase[] {
  const [, other] = /^ ?to [^,;]{2,60}?,? (?:and|while) the ([^,;]{3,60}? to [A-ZÀ-ỿ][^,;.]{2,60})/u.exec(words) ?? [];
  return other === undefined ? [] : [{ title: other, words: other }];
}
