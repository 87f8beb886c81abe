import { finiteVerb } from './actors';
import type { Stretch } from './paragraphs';

/** What the items of a list may be, each of which is decided on by itself. */
export type ListKind = 'any' | 'documents' | 'persons';

/** What a clause decides on: the words of the text, and a title made of them. */
export interface ObjectPhrase {
  readonly title: string;
  /** The words as they stand, for names and periods. */
  readonly words: string;
}

const openingAside =
  /^,? ?(?:unanimously|by consensus|by acclamation|without (?:a )?vote|without debate),? (?!to )|^(?:on|in) (?:first|second|third|final) reading,? |^, (?:for|in|by|without|with|on|at|as|among|inter) [^,]{1,60}, /i;
const openingPreposition =
  /^[,:\s]*(?:(?:in the strongest (?:possible )?terms|on|to|of|for|about|with|in|upon|that|by|(?:with )?(?:satisfaction|appreciation|regret|concern)(?: (?:to|of|the))?)\s+)+/i;

/** Where what a decision is about ends, and what else the sentence says of it begins. */
const tails: readonly RegExp[] = [
  /,? (?:(?:in|at|by|for|of|to|through|under|during) )?(?:which|who|whom|whose|where|whereby)\b/,
  /,\s+(?:(?:thereby|thus|while|also|further)\s+)?(?:re)?(?:highlighting|noting|stressing|underscoring|underlining|emphasi[sz]ing|including|marking|reflecting|signal+ing|aimed|aiming|reinforcing|reinforc\w+|paving|ensuring|enabling|allowing|demonstrating|making|taking|merely|further solidifying|indicating|bringing|setting|providing|showing|with|as|following|after|in|at|subject|calling|urging|welcoming|recogni[sz]ing|while|but|so|given|due|despite|under|pursuant|based|according|starting|expressing|adding|saying|being|having|such as)\b/,
  /\s(?:so as to|in order to|aimed at|with a view to|with the aim of|in accordance with|in line with|pursuant to|as well as to|in connection with|in preparation for|on the sidelines|in the run-up|through a silence procedure|as a basis for|as requested by|thanks to|due to|while|because|since holding|by consensus|by acclamation|by a vote of|without a vote|unanimously)\b/,
  /\sin an? (?:resolution|decision) adopted\b/,
  /\s(?:and|but)\s(?:then |also )?\p{Ll}{3,}ed\s(?:the|an?|its|their|to|on|that|guidance)\s/u,
  /\s(?:for (?:its |their |the )?(?:further )?(?:approval|adoption|consideration|endorsement|approval and adoption|signature|decision)(?: (?:by|at|to)\b|$)|for adoption together)/,
  /\s(?:at (?:its|the|their) (?:meeting|session|next|upcoming)|during (?:the|its|their) (?:meeting|session))\b/,
  /\s[–—-]\s/,
  /,\s+an?\s/,
  /;\s/,
];

/** Cuts off what a sentence says beyond what was decided. */
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
    .replace(leading, '')
    .replace(/\s(?:should |shall )?be (?:hereby )?(?:approved|adopted|accepted|noted|received|endorsed)[.,;]?$/, '')
    .replace(/[\s,;:.–—-]+$/u, '')
    .replace(/^["“‘'([]+(?=[^"”’')\]]*$)/u, '');
  const cut =
    stripped.length <= longestTitle ? stripped : `${stripped.slice(0, longestTitle).replace(/\s+\S*$/, '')} …`;
  return cut.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

const longestTitle = 160;

/** Objects that only announce what follows: "the following decisions", "a number of documents". */
const generic =
  /^(?:(?:the|an?|its|their|these|all|other|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|more|than|over|\d+|several|some|various|certain|following|number|range|series|of|key|important|major|new|formal|planning|substantive|current|topical|other|related|outcome|draft|final|main|many|agenda|necessary|organizational|and|discussed|relevant|wide|respective|joint|above|all|individual|items?|pressing)[\s,]+)*(?:documents?|decisions?|issues?|matters?|items?|topics?|questions?|actions?|resolutions?|agreements?|papers?|points?|subjects?|measures?|following|agenda items?|texts?|it|them|this|that|these|those|so|meeting|session|work|its work|views|same)(?: (?:for (?:19|20)\d\d|of (?:the )?(?:meeting|agenda|mutual interest|common (?:interest|concern)|priority)|at .*|on (?:the|its) (?:current )?.*agenda.*|within the framework of .*|during .*|in which .*|as follows.*|below.*|of interest.*|related thereto))?$/i;

/** Whether an object says nothing by itself. */
export const isGeneric = (words: string): boolean =>
  /^as follows\b/i.test(words.trim()) ||
  generic.test(words.trim().replace(/[\s,;:.]+$/, '')) ||
  !/\p{L}{2}/u.test(words);

const determiner =
  "(?:the|its|their|his|her|two|three|four|five|both|drafts?|annual|revised|updated|amendments?|[A-Z][\\w-]*(?: [A-Z][\\w-]*){0,3}['’]s?)";
const separator = new RegExp(
  `(,? and (?:also )?(?:on )?|,? as well as (?:of |on )?|, )(?=${determiner} )|(,? and )(?=on \\w+ing )|(,? and |, )(?=an? )`,
  'g',
);

const documents =
  /\b(?:papers?|plans?|budgets?|reports?|minutes|agendas?|statements?|declarations?|resolutions?|decisions?|programmes?|programs?|rules|regulations?|polic(?:y|ies)|guidelines|catalogues?|memorand(?:um|a)|agreements?|protocols?|conventions?|matri(?:x|ces)|roadmaps?|road maps?|strateg(?:y|ies)|concepts?|drafts?|amendments?|documents?|charters?|regulations|procedures?|communiqu[eé]s?|applications?|lists?|president|chair\w*|minister|frameworks?|calendars?|accounts|audits?|directions|initiatives?|activities|relations)\b/i;

/** A longer list is no list of decisions. */
const mostItems = 40;

/** The objects of a verb: a list of documents is several. `list` is what the verb does to each item of a list. */
export function objectsOf(text: string, stretch: Stretch, list: ListKind | undefined): ObjectPhrase[] {
  const said = text.slice(stretch.start, stretch.end).trim().replace(openingAside, '');
  const [, repeated] =
    list === undefined || activities(said.replace(/^on /i, '')) !== undefined
      ? []
      : (/^[,:\s]*(on|to) /i.exec(said) ?? []);
  const matters =
    repeated === undefined ? [said] : said.split(new RegExp(`(?:,? and |, )(?=${repeated} \\p{Ll})`, 'u'));
  return matters.flatMap((matter) => objectsIn(matter, list));
}

function objectsIn(said: string, list: ListKind | undefined): ObjectPhrase[] {
  const whole = said.replace(/^[\s:;–—-]+/, '').replace(openingPreposition, '');
  const items = list === undefined ? [whole] : (activities(whole) ?? namedAfterPlural(whole) ?? splitList(whole, list));
  const parts = items.length > mostItems ? [whole] : items;
  return parts.flatMap((part) => {
    const enumerated = enumeration(part);
    if (enumerated.length > 0) return enumerated;
    const words = cutTails(part);
    return [{ words, title: titleOf(words) }];
  });
}

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
    title: titleOf(`${singular} on ${titleOf(name).replace(/^\p{Lu}(?=\p{Ll})/u, lowerUnlessName(name))}`),
    words: `${singular} on ${name}`,
  }));
}

/** A title begins with a capital letter, a name in it with what the text has. */
const lowerUnlessName =
  (name: string) =>
  (letter: string): string =>
    name.includes(letter) ? letter : letter.toLowerCase();

const article = /^(?:the|an?|its|their) /i;
const preposition =
  /\s(?:of|for|on|in|to|by|from|with|between|among|at|under|about|regarding|concerning|established|expected|prepared|proposed|submitted)\s/;

/** The noun that a phrase is about, with what stands before it. */
function headOf(phrase: string): string {
  const end = phrase.search(preposition);
  return end < 0 ? phrase : phrase.slice(0, end);
}

const activity =
  /^(?!(?:pressing|outstanding|existing|remaining|ongoing|upcoming|following|including|meeting|building|funding) )[a-z]{3,}ing /;

/** "Addressing threats, promoting equality, and on trade": several matters. Undefined if there is one. */
function activities(whole: string): string[] | undefined {
  if (!activity.test(whole)) return undefined;
  const parts = whole.split(/(?:,? and|,) (?:on )(?=[a-z])|(?:, and|,) (?=[a-z]{3,}ing |the [a-z]+ of )/);
  return parts.length > 2 && parts.slice(1).some((part) => activity.test(part)) ? parts : undefined;
}

const plural =
  /^((?:(?:the|its|their|all|draft|new|two|three|four|five|six|seven|eight|\d+|[a-z]+) )*?(?:mandates?|resolutions?|decisions?|texts|documents|declarations?|statements?|agreements|reports|plans|strategies|policies|minutes|applications|nominations|requests|papers|guidelines|projects|memoranda|protocols|documents)(?: [a-z]+ed)?):? (?=(?:on|of|for|from|to|with|concerning|regarding|aimed at|in|supporting|condemning) )/;
const prepositionAtStart = /^(?:on|of|for|from|to|with|concerning|regarding|aimed at|in|supporting|condemning) /;
const country = /^(?:the )?\p{Lu}[\p{L}.’' -]{2,40}$/u;

/**
 * "Mandates of A for a year, and of B", "resolutions on A; B; and C", "mandates on Chad, Nepal and Peru": the noun stands once, its
 * items after it. Undefined if the words are no such list.
 */
function namedAfterPlural(whole: string): string[] | undefined {
  const [opening = '', nouns = ''] = plural.exec(whole) ?? [];
  const rest = whole.slice(opening.length).replace(/[.;,\s]+$/, '');
  const preposition = prepositionAtStart.exec(rest)?.[0];
  if (preposition === undefined) return undefined;
  const noun = singularOf(nouns);
  const bySemicolon = rest.split(/;\s+(?:and\s+)?/);
  const repeated = rest.split(new RegExp(`(?:, and|,${preposition === 'of ' ? '' : '| and'}) (?=${preposition})`));
  const names = rest.slice(preposition.length).split(/, and |, | and /);
  const parts =
    bySemicolon.length > 1
      ? bySemicolon
      : repeated.length > 1
        ? repeated
        : names.length > 1 && names.every((one) => country.test(one))
          ? names
          : undefined;
  return parts?.map((part) => `${noun} ${prepositionAtStart.test(part) ? part : `${preposition}${part}`}`);
}

/** "The four resolutions adopted": "resolution". */
const singularOf = (nouns: string): string =>
  nouns
    .replace(/^(?:(?:the|its|their|all|two|three|four|five|six|seven|eight|\d+) )+/, '')
    .replace(/ [a-z]+ed$/, '')
    .replace(/(?<=polic|strateg)ies$/, 'y')
    .replace(/(?<!minute)s$/, '');

/** The items of a list: those between semicolons, of three or more with articles, or documents. */
function splitList(whole: string, list: ListKind): string[] {
  const announced =
    /^(?:(?:the )?following|(?:the |its )?(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+)) [\w ]{1,60}:\s*/i.exec(
      whole,
    )?.[0];
  if (announced !== undefined && !whole.includes(';')) {
    const items = splitList(whole.slice(announced.length), list);
    return items.length > 1 ? items : [whole];
  }
  if (announced !== undefined && whole.includes(';')) return whole.slice(announced.length).split(/;\s+(?:and\s+)?/);
  const relative = /,? (?:which|who|whose|whereby)\b/.exec(whole)?.index ?? whole.length;
  const words = whole.slice(0, relative);
  const bySemicolon = itemsBySemicolon(/^, /.test(whole.slice(relative)) ? whole : words);
  if (bySemicolon !== undefined) return bySemicolon;
  if (list === 'persons') return splitPersons(words);
  const places = [...whole.matchAll(separator)].filter(
    ({ 0: found, index }) =>
      depthAt(whole, index) === 0 && (index < relative || /^on \w+ing /.test(whole.slice(index + found.length))),
  );
  const isLong =
    list === 'any' && places.length > 1 && /^,? and /.test(places.at(-1)?.[0] ?? '') && article.test(words);
  const parts: string[] = [];
  let start = 0;
  for (const { 0: found, index } of places) {
    const part = whole.slice(start, index);
    const rest = whole.slice(index + found.length);
    if (!isLong && found === ', ' && /^an? /.test(rest)) break;
    const areDocuments = documents.test(headOf(part)) && (documents.test(headOf(rest)) || /^on \w+ing /.test(rest));
    if (!isLong && !areDocuments) continue;
    parts.push(part);
    start = index + found.length;
  }
  parts.push(whole.slice(start));
  return parts;
}

/** "The plan; cooperation; and the agreement": a list of two has "and". Undefined if the words are no such list. */
function itemsBySemicolon(words: string): string[] | undefined {
  const parts = words.split(/;\s+(?:and\s+)?/);
  if (parts.some((part) => part.trim() === '')) return undefined;
  if (parts.length > 2) return parts;
  const [, last = ''] = parts;
  const isList = /;\s+and\s/.test(words) && !last.split(' ').some((word) => finiteVerb.test(word));
  return isList ? parts : undefined;
}

const person =
  /,? and (?=(?:His|Her) Excellency|H\.\s?E\.|(?:Mr|Ms|Mrs|Dr|Ambassador)\b|\p{Lu}\p{Ll}+ (?:\p{Lu}\p{Ll}+ )?(?:\([^)]{1,30}\) )?(?:as|of)\b)/u;
const office = /\b(?:chair\w*|president|secretary|director|member|rapporteur|coordinator|treasurer|speaker|judge)\b/i;

/** "A as chair and B as vice-chair" are two elections. */
function splitPersons(words: string): string[] {
  const parts = words.split(person);
  return parts.every((part) => office.test(part)) ? parts : [words];
}

function depthAt(words: string, place: number): number {
  let depth = 0;
  for (const character of words.slice(0, place)) {
    if ('([“«'.includes(character)) depth += 1;
    if (')]”»'.includes(character)) depth -= 1;
  }
  return depth;
}
