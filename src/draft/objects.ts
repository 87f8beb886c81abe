import { activities, listItems } from './lists';
import type { Range } from './paragraphs';
import type { ListKind } from './sharedNouns';

/** What a clause decides on: the words of the text, and a title made of them. */
export interface ObjectPhrase {
  readonly title: string;
  /** The original words, for names and periods. */
  readonly words: string;
}

const openingAside =
  /^[–—-] [^–—]{1,60} [–—-] |^(?:, )?(?:subject to|pending|in line with|in accordance with|with a view to|with effect from) [^,;]{1,80}, (?=(?:the|its|an?|to|that) )|^,? ?(?:unanimously|by consensus|by acclamation|without (?:a )?vote|without debate),? (?!to )|^(?:on|in) (?:first|second|third|final) reading,? |^(?:for (?:an? |another |an additional |a further )?(?:period of )?(?:one|two|three|four|five|six|\d+|an?) (?:year|month)s?|until [^,;]{3,25}?),? (?=(?:the|its) )|^(?:following|after|during|at(?: the end of)?) the (?:meeting|session|summit|talks|conference) (?=(?:an?|the|its|two|three) )|^, (?:for|in|by|without|with|on|at|as|among|inter) [^,]{1,60}, |^, (?:too|also|however|therefore|finally), /i;
const openingPreposition =
  /^[,:\s]*(?:(?:in the strongest (?:possible )?terms|with (?:satisfaction|appreciation|regret|concern|interest|pleasure|gratitude)(?: (?:to|of|the))?|on|to|of|for|about|with|in|upon|that|by)[:\s]+)+/i;

/** Where the matter of a decision ends, and the rest of the sentence begins. */
const tails: readonly RegExp[] = [
  /,? (?:and )?(?:proposed|seconded|moved) by\b/,
  /,? (?:(?:in|at|by|for|of|to|through|under|during) )?(?:which|who|whom|whose|where|whereby)\b/,
  /,\s+(?:(?:thereby|thus|while|also|further)\s+)?(?:re)?(?:highlighting|noting|stressing|underscoring|underlining|emphasi[sz]ing|including|marking|reflecting|signal+ing|aimed|aiming|reinforcing|reinforc\w+|paving|ensuring|enabling|allowing|demonstrating|making|taking|merely|further solidifying|indicating|bringing|setting|providing|showing|with|as|following|after|in|at|subject|calling|urging|welcoming|recogni[sz]ing|while|but|so|given|due|despite|under|pursuant|based|according|starting|expressing|adding|saying|being|having|such as)\b/,
  /(?<!sincere|their|its|warm|heartfelt|deep)\s(?:so as to|in order to|aimed at|with a view to|with the aim of|in accordance with|in line with|pursuant to|as well as to|in connection with|in preparation for|on the sidelines|in the run-up|through a silence procedure|as a basis for|as requested by|thanks to|due to|while|because|since holding|by consensus|by acclamation|by a vote of|by an? (?:[a-z]+ )?majority|by \d+ votes?|without a vote|unanimously)\b/,
  /\sin an? (?:resolution|decision) adopted\b/,
  /\s(?:and|but)\s(?:then |also )?[a-zÀ-ỿ]{3,}ed\s(?:the|an?|its|their|to|on|that|guidance)\s/u,
  /\s(?:for (?:its |their |the )?(?:further )?(?:approval|adoption|consideration|endorsement|approval and adoption|signature|decision)(?: (?:by|at|to)\b|$)|for adoption together)/,
  /\s(?:at (?:its|the|their) (?:meeting|session|next|upcoming)|during (?:the|its|their) (?:meeting|session))\b/,
  /\s[–—-]\s/,
  /,?\sand\s(?:will|would|shall)\s/,
  /,\s+(?:the|its|his|her)\s(?:[A-Za-zÀ-ỿ]+\s){1,4}?(?:said|reported|announced)\b/u,
  /,\s+an?\s/,
  /\s\(\d{1,3}[-–]\d{1,3}(?:[-–]\d{1,3})?\)/,
  /;\s/,
];

/** The matter of a decision, without the rest of the sentence. */
function cutTails(words: string): string {
  let end = words.length;
  for (const pattern of tails) {
    const found = pattern.exec(words.slice(0, end));
    if (found !== null && found.index > 0) end = found.index;
  }
  return words.slice(0, end);
}

const leading = /^(?:(?:the|an?|its|their|his|her|our|this|these|those|both|also|as follows)\s+)+/i;

/** A title in the sentence's own words: without article and punctuation at its ends, with a capital letter. */
export function titleOf(words: string): string {
  const plain = words.replaceAll(/\s+/g, ' ').trim();
  const stripped = plain
    .replace(/^[\s,;:]+/, '')
    .replace(leading, '')
    .replace(/\s(?:should |shall )?be (?:hereby )?(?:approved|adopted|accepted|noted|received|endorsed)[.,;]?$/, '')
    .replace(/[\s,;:.–—-]+$/u, '')
    .replace(/,? (?:and|or)$/, '')
    .replace(/^["“‘'([]+(?=[^"”’')\]]*$)/u, '');
  const cut =
    stripped.length <= maxTitleLength ? stripped : `${stripped.slice(0, maxTitleLength).replace(/\s+\S*$/, '')} …`;
  return cut.replace(/^[a-zÀ-ỿ]/u, (letter) => letter.toUpperCase());
}

const maxTitleLength = 160;

/** Objects that only announce what follows: "the following decisions", "a number of documents". */
const generic =
  /^(?:(?:the|an?|its|their|these|all|other|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|more|than|over|\d+|several|some|various|certain|following|number|range|series|of|key|important|major|new|formal|planning|substantive|current|topical|other|related|outcome|draft|final|main|many|agenda|necessary|organizational|and|discussed|relevant|wide|respective|joint|above|all|individual|items?|pressing)[\s,]+)*(?:documents?|decisions?|issues?|matters?|items?|topics?|questions?|actions?|resolutions?|agreements?|papers?|points?|subjects?|measures?|copies|following|agenda items?|texts?|it|them|this|that|these|those|so|meeting|session|work|its work|views|same)(?: (?:planned|prepared|submitted|scheduled|for (?:19|20)\d\d|of (?:the )?(?:meeting|agenda|mutual interest|common (?:interest|concern)|priority)|at .*|on (?:the|its) (?:current )?.*agenda.*|within the framework of .*|during .*|in which .*|as follows.*|below.*|of interest.*|related thereto))?$/i;

const onlyDate =
  /^(?:on )?(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2})?,? \d{4}\.?$/;

/** "32 resolutions": many documents that a report does not name are one outcome. */
export const counted =
  /^(?:[1-9]\d{1,2}|(?:twenty|thirty|forty|fifty)(?:-[a-z]+)?|eleven|twelve|fifteen) (?:[a-z-]+ ){0,2}(?:resolutions|decisions|recommendations)$/i;

/** Whether an object is meaningless by itself. */
export function isGeneric(words: string): boolean {
  const plain = words.trim().replace(/[\s,;:.]+$/, '');
  return (
    /^(?:as follows\b|(?:the )?(?:sidelines|margins) of\b|(?:thus|therefore|hence|both|each)$)/i.test(plain) ||
    (generic.test(plain) && !counted.test(plain)) ||
    onlyDate.test(plain) ||
    !/[A-Za-zÀ-ỿ]{2}/u.test(plain)
  );
}

/** The maximum number of items: a longer list is not a list of decisions. */
const maxItems = 40;

/**
 * The objects of a verb: a list of documents is several. `list` is what the verb does to each item of a list, `noun` what the items
 * are, if that is elsewhere.
 */
export function objectsOf(text: string, range: Range, list: ListKind | undefined, noun?: string): ObjectPhrase[] {
  const own = text.slice(range.start, range.end).trim().replace(openingAside, '');
  const said = noun === undefined ? own : `${noun} ${own.replace(/^[,:\s]+/, '')}`;
  const [, repeated] =
    list === undefined ||
    /^to (?:an?|the|its|their|all) /.test(said) ||
    activities(said.replace(/^on /i, '')) !== undefined
      ? []
      : (/^[,:\s]*(on|to) /i.exec(said) ?? []);
  const matters =
    repeated === undefined ? [said] : said.split(new RegExp(`(?:,? and |, )(?=${repeated} [a-zÀ-ỿ])`, 'u'));
  return matters.flatMap((matter) => objectsIn(matter, list));
}

/** "The Secretariat, given its role, to report": who is asked and to do what, without the aside between them. */
const asideBeforeInfinitive = /^((?:the )?[^,;]{3,60}), [^,;]{3,120}, (?=to [a-zÀ-ỿ])/iu;

/** "To the Council that the plan be approved": to whom something is recommended, before what is. */
const recipient =
  /^(?:the )?[A-ZÀ-ỿ][^,;.]{2,60}? (?:that (?=(?:the|its|an?) )|(?=(?:the )(?:approval|adoption|acceptance|endorsement) of ))/u;

function objectsIn(said: string, list: ListKind | undefined): ObjectPhrase[] {
  const whole = said
    .replace(/^[\s:;–—-]+/, '')
    .replace(openingPreposition, '')
    .replace(recipient, '')
    .replace(/, as (?:they|it|members|ministers|leaders) .*$/is, '')
    .replace(/^not only (?=.* but also )/is, '')
    .replace(asideBeforeInfinitive, '$1 ');
  const items = list === undefined ? [whole] : listItems(whole, list);
  const parts = items.length > maxItems ? [whole] : items;
  return parts.flatMap((part) => {
    const enumerated = enumeration(part);
    if (enumerated.length > 0) return enumerated;
    const own = parts.length > 1 ? part.replace(/^(?:to|that) /, '') : part;
    const cut = cutTails(own);
    // "documents aimed at reform": the tail identifies them
    const words =
      isGeneric(cut) &&
      saysMore.test(own.slice(cut.length)) &&
      (/^an? /.test(cut) || own.startsWith(' aimed at ', cut.length))
        ? own
        : cut;
    return [{ words, title: titleOf(words) }];
  });
}

/** "A resolution which sets out how fees are reviewed": what follows says what it is about. */
const saysMore = /^,? (?:aimed at|which|in order to|so as to|with a view to|under which|in which|by which|whereby) /;

const numbers = ['two', 'three', 'four', 'five', 'six'];
const countedList =
  /^(?:the |its |above |draft |drafts? of |the drafts? of )*(two|three|four|five|six) ((?:[a-z-]+ ){0,2}(?:paper|plan|polic|programm?e?|statement|declaration|resolution|report|decision|agreement|memorand|protocol|project|initiative|strateg|mandate|text|convention|treat|guideline|measure|instrument|draft|bill|ordinance|amendment|proposal|note|group|fund|document|item|contract|grant|network|center|centre)(?:s|ies|a|um)?)\b(.*)$/is;
const beforeNames =
  /^.*(?:\bwhich are|\bthat are|\bsuch as|\bnamely|:|\bin|\bon|\bfor|\babout|\bconcerning|\bregarding)\s+/is;

/** "Two concept papers on cooperation in tourism and agriculture" are two; none if the words do not name as many as they count. */
function enumeration(words: string): ObjectPhrase[] {
  const [, count = '', noun = '', rest = ''] = countedList.exec(words) ?? [];
  const expected = numbers.indexOf(count.toLowerCase()) + 2;
  const list = rest.replace(/[.;].*$/s, '');
  const last = list.includes(', and ')
    ? list.lastIndexOf(' and ', list.lastIndexOf(', and ') + 1)
    : list.lastIndexOf(' and ');
  if (expected < 2 || last < 0) return [];
  const before = rest.slice(0, last).replace(beforeNames, '').replace(/,$/, '');
  const after = cutTails(rest.slice(last + ' and '.length));
  const names = [...before.split(/,\s+/), after].map((name) =>
    name.replace(/^(?:(?:one|another|the other)\s+)?(?:(?:on|in|for|about|concerning|regarding)\s+)?/i, ''),
  );
  if (names.length !== expected || names.some((name) => name.trim() === '' || name.length > 120)) return [];
  const singular = noun.replace(/ies$/i, 'y').replace(/s$/i, '');
  return names.map((name) => ({
    title: titleOf(`${singular} on ${titleOf(name).replace(/^[A-ZÀ-ỿ](?=[a-zÀ-ỿ])/u, lowerUnlessName(name))}`),
    words: `${singular} on ${name}`,
  }));
}

/** The first letter of a title within another: in lower case, unless the name has it as a capital. */
const lowerUnlessName =
  (name: string) =>
  (letter: string): string =>
    name.includes(letter) ? letter : letter.toLowerCase();
