import type { NameFinder } from './names';
import type { Range } from './paragraphs';

/** Who chaired a meeting, as far as the text says it. */
export interface Chair {
  readonly name?: string;
  readonly title?: string;
  /** The code of a party. */
  readonly party?: string;
  readonly sentence: Range;
}

const chaired =
  /\b(?:[Cc]haired by|[Uu]nder the (?:co-)?chair(?:man|person)?ship of|[Pp]resided over by|[Mm]oderated by|[Cc]alled to order (?:at [^,]{1,30}? )?by|[Hh]eaded by)\s+(?=\S)/;
const chairs =
  /^(.{3,160}?),? (?:chaired|presided over|has chaired|called) (?:the|its|this|a) [^.;]{0,80}?\b(?:meeting|session|council|summit|conference|committee|order)\b/i;

/** Who chaired, from the first sentence that says so. */
export function chairIn(text: string, sentences: readonly Range[], parties: NameFinder): Chair | undefined {
  for (const sentence of sentences.slice(0, 15)) {
    const words = text.slice(sentence.start, sentence.end);
    if (/\b(?:will|next meeting)\b/i.test(words)) continue;
    const passive = chaired.exec(words);
    const phrase = passive === null ? chairs.exec(words)?.[1] : words.slice(passive.index + passive[0].length);
    const chair = phrase === undefined ? undefined : personIn(phrase, passive === null, parties);
    if (chair !== undefined) return { ...chair, sentence };
  }
  return undefined;
}

const honorific =
  /^(?:(?:the|its|H\.\s?E\.|HE|His Excellency|Her Excellency|Mr|Mrs|Ms|Dr|Cllr|Councillor|Hon|Sir)\.?\s+)+/i;
const titleWord =
  /^(?:deputy|first|vice|prime|foreign|minister|ministry|ambassador|ambassador-at-large|president|chair|chairman|chairperson|chairwoman|director|general|secretary|mayor|head|permanent|representative|state|affairs|under-secretary|undersecretary|governor|professor|admiral|senior|special|envoy|acting|executive|commissioner|senator|speaker|rapporteur|cllr|councillor|federation|republic|kingdom|states|spanish|italian|swedish|french|german|of|for|and)$/i;
const end =
  /[;.](?=\s|$)|,? (?:was|were|is|has|have|held|provided|opened|discussed|brought|took|with|and attended|in (?=[A-ZÀ-ỿ]|the (?:city|capital))|on (?=\d|[A-ZÀ-ỿ][A-Za-zÀ-ỿ]+day|[A-ZÀ-ỿ][a-z]{2}[.A-Za-zÀ-ỿ]* \d)|at )\b|, (?=the [A-Za-zÀ-ỿ]+ (?:meeting|session)|the [A-Za-zÀ-ỿ]+ [A-Za-zÀ-ỿ]+ed\b|which\b|who\b)/u;

/** Reads "NAME, TITLE of PARTY", "NAME of PARTY", "TITLE of PARTY NAME" or "PARTY". */
function personIn(phrase: string, isBefore: boolean, parties: NameFinder): Omit<Chair, 'sentence'> | undefined {
  const whole = isBefore
    ? phrase.replace(/^.*?\b(?:when|that|,) (?=(?:H\.|Mr|Dr))/, '')
    : phrase.slice(0, phrase.search(end) < 0 ? 160 : phrase.search(end));
  const [first = '', ...others] = whole.replace(honorific, '').split(/,\s+/);
  const plain = first.replace(honorific, '').trim();
  const [party] = parties.find(plain);
  if (
    party !== undefined &&
    plain.slice(party.end).trim() === '' &&
    !/[a-zÀ-ỿ]/u.test(plain.slice(0, party.start).replace(/Republic of|Kingdom of|the/gi, ''))
  ) {
    return { party: party.code };
  }
  if (isName(plain)) return { name: plain, ...titleIn(others.join(', '), parties) };
  if (party !== undefined && plain.slice(party.end).trim() === '') {
    const name = withoutOf(plain.slice(0, party.start));
    if (isName(name)) return { name, party: party.code };
  }
  return titleBefore(plain, parties);
}

const isName = (text: string): boolean => {
  const words = text.split(/\s+/);
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    words.every(
      (word) => /^(?:[A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]*|bin|al|de|van|von|ibn|da)$/u.test(word) && !titleWord.test(word),
    )
  );
};

/** "Deputy Foreign Minister of Kazakhstan": the title, and whose. */
function titleIn(text: string, parties: NameFinder): Pick<Chair, 'title' | 'party'> {
  if (!text.split(/\s+/).some((word) => titleWord.test(word.replace(/,$/, '')))) return {};
  const [party] = parties.find(text);
  if (party === undefined) return { title: tidy(text) };
  const before = withoutOf(text.slice(0, party.start));
  const title = before.trim() === '' ? text.slice(party.end).replace(/^[’']s?\s*/, '') : before;
  return { title: tidy(title), party: party.code };
}

/** The words before a party, without "of the Republic of". */
const withoutOf = (text: string): string =>
  text.replace(
    /\s+of(?: the)?(?: (?:Republic|Kingdom|State|Sultanate|Islamic Republic|Federation)(?: of(?: the)?)?)?\s*$/i,
    '',
  );

const tidy = (text: string): string =>
  text
    .replace(/^(?:the|its)\s+/i, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s,]+$/, '')
    .trim();

/** "Deputy Minister of Foreign Affairs of the Republic of Kazakhstan Kanat Tumysh". */
function titleBefore(text: string, parties: NameFinder): Omit<Chair, 'sentence'> | undefined {
  const words = text.split(/\s+/);
  let first = words.length;
  const isPartOf = (word: string): boolean =>
    /^(?:[A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]*|bin|al|de|van|von)$/u.test(word) && !titleWord.test(word.replace(/[’']s$/, ''));
  const [party] = parties.find(text);
  const least = party === undefined ? 0 : text.slice(0, party.end).split(/\s+/).length;
  while (first > least && isPartOf(words[first - 1] ?? '')) first -= 1;
  const name = words.slice(first).slice(-4).join(' ').replace(honorific, '');
  const title = words.slice(0, first).join(' ');
  if (!isName(name) || title === '') return undefined;
  return { name, ...titleIn(title, parties) };
}
