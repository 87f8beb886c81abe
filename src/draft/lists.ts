import { itemsOfNoun, type ListKind } from './sharedNouns';
import { finiteVerb } from './subjects';

const determiner =
  "(?:the|its|their|his|her|two|three|four|five|\\d+(?= [a-z])|both|drafts?|annual|revised|updated|amendments?|[A-Z][\\w-]*(?: [A-Z][\\w-]*){0,3}['’]s?)";
const titled =
  'Agreement|Protocol|Memorandum|MoU|MOU|Convention|Treaty|Plan|Programme|Strategy|Declaration|Statement|Policy|Regulations?|Guidelines';
/** "Bilateral Trade Agreement": a document that is named without an article. */
const namedDocument = `(?:[A-ZÀ-ỿ][\\w-]*(?: (?:on|of|for|and|in|the|to))* ){1,6}?(?:${titled})\\b`;
/** "Decision 13", "resolution No. 5/2". */
const numberedDocument =
  '(?:[Dd]ecision|[Rr]esolution|[Rr]ecommendation|[Dd]ocument|[Oo]rdinance|[Bb]ill) (?:[Nn]o\\.? ?)?[A-Z\\d/.-]*\\d';
const startsWithNamed = new RegExp(`^${namedDocument}`, 'u');
const hasNamed = new RegExp(`\\b(?:${titled})\\b`);
const separator = new RegExp(
  `(,? and (?:also )?(?:on )?|,? including |,? but also |,? (?:as well as|(?:along|together) with) (?:of |on )?|, )(?=${determiner} )|(,? and )(?=on \\w+ing |(?:(?:new|revised|draft|updated|related|joint|further|several|two|three|other) )*(?:rules|guidelines|regulations|policies|plans|reports|recommendations|decisions|resolutions|agreements|protocols|amendments|standards|procedures|statements|conclusions|measures) (?:on|for|to|concerning|regarding) )|(,? and |,? but also |,? (?:as well as|(?:along|together) with) |, )(?=an? |${namedDocument}|${numberedDocument})`,
  'gu',
);

const documents =
  /\b(?:papers?|recommendations?|conclusions|opinions?|plans?|budgets?|reports?|minutes|agendas?|statements?|declarations?|resolutions?|decisions?|programmes?|programs?|rules|regulations?|polic(?:y|ies)|guidelines|catalogues?|memorand(?:um|a)|agreements?|protocols?|conventions?|matri(?:x|ces)|roadmaps?|road maps?|strateg(?:y|ies)|concepts?|drafts?|amendments?|documents?|charters?|mous?|standards?|ordinances?|bills?|contracts?|grants?|laws?|decrees?|directives?|treat(?:y|ies)|accords?|texts?|proposals?|motions?|procedures?|communiqu[eé]s?|applications?|lists?|president|chair\w*|minister|frameworks?|calendars?|accounts|audits?|directions|initiatives?|activities|relations|loans?|terms|criteria|projects?|elections?|appointments?|nominations?|requests?|offers?|permits?|licen[cs]es?|leases?|purchases?|quotas?|mandates?|funds?|campaigns?)\b/i;

const article = /^(?:the|an?|its|their|two|three|four|five|\d+) /i;
const preposition =
  /\s(?:of|for|on|in|to|by|from|with|between|among|at|under|about|regarding|concerning|established|expected|prepared|proposed|submitted)\s/;

/** The head noun of a phrase, with the words before it. */
function headOf(phrase: string): string {
  const end = phrase.search(preposition);
  return end < 0 ? phrase : phrase.slice(0, end);
}

const activity =
  /^(?!(?:pressing|outstanding|existing|remaining|ongoing|upcoming|following|including|meeting|building|funding) )[a-z]{3,}ing /;

/** "Addressing threats, promoting equality, and on trade": several matters. Undefined if there is one. */
export function activities(whole: string): string[] | undefined {
  if (!activity.test(whole)) return undefined;
  const parts = whole.split(/(?:,? and|,) (?:on )(?=[a-z])|(?:, and|,) (?=[a-z]{3,}ing |the [a-z]+ of )/);
  return parts.length > 2 && parts.slice(1).some((part) => activity.test(part)) ? parts : undefined;
}

/** "The plan, (b) the budget and (c) the rules": the first mark precedes these words. Undefined if they have no marks. */
const markedItems = (whole: string): string[] | undefined =>
  /[,;]\s+(?:and\s+)?\((?:b|ii|2)\)\s/.test(whole)
    ? whole.replace(/^\(\w{1,3}\)\s+/, '').split(/[,;]?\s+(?:and\s+)?\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+/)
    : undefined;

/** The items of what a verb decides on; the whole if it is not a list. */
export const listItems = (whole: string, list: ListKind): string[] =>
  markedItems(whole) ?? activities(whole) ?? itemsOfNoun(whole, list) ?? splitList(whole, list);

/** The items of a list: those between semicolons, of three or more with articles, or documents. */
function splitList(whole: string, list: ListKind): string[] {
  const announced =
    /^(?:(?:(?:the )?following|as follows)(?: [\w ]{1,60})?:|(?:the |its )?(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+) [\w ]{1,60}:)\s*/i.exec(
      whole,
    )?.[0];
  if (announced !== undefined && !whole.includes(';')) {
    const items = splitList(whole.slice(announced.length), list);
    return items.length > 1 ? items : [whole];
  }
  if (announced !== undefined && whole.includes(';')) {
    const items = whole.slice(announced.length).split(/;\s+(?:and\s+)?/);
    const areMatters =
      list === 'documents' && !items.some((item) => /^(?:to|that) /.test(item) || documents.test(headOf(item)));
    return areMatters ? [items.join(', ')] : items;
  }
  const relative = /,? (?:which|who|whose|whereby)\b/.exec(whole)?.index ?? whole.length;
  const words = whole.slice(0, relative);
  const bySemicolon = itemsBySemicolon(/^, /.test(whole.slice(relative)) ? whole : words);
  if (bySemicolon !== undefined) return bySemicolon;
  if (list === 'persons') return splitPersons(words);
  const pair = list === 'any' ? pairOf(words) : undefined;
  if (pair !== undefined) return pair;
  const hosts = list === 'any' ? awarded.exec(words.trim()) : null;
  if (hosts !== null) return [hosts[1] ?? '', hosts[2] ?? ''];
  const admitted = list === 'any' ? admittedIn(words.trim()) : undefined;
  if (admitted !== undefined) return admitted;
  const byComma = list === 'any' ? documentsByComma(words) : undefined;
  if (byComma !== undefined) return byComma;
  // these introduce details of one item
  const examples =
    /\bsuch as\b|\bnamely\b|\bin\s+order to\b|, (?:providing|allowing|enabling|ensuring|giving|making|specifying|requiring|clarifying) /.exec(
      whole,
    );
  const until = examples?.index ?? whole.length;
  const places = [...whole.matchAll(separator)].filter(
    ({ 0: found, index }) =>
      index < until &&
      depthAt(whole, index) === 0 &&
      (index < relative || /^on \w+ing /.test(whole.slice(index + found.length))),
  );
  const isLong =
    list === 'any' && places.length > 1 && /^,? and /.test(places.at(-1)?.[0] ?? '') && article.test(words);
  const parts: string[] = [];
  let start = 0;
  for (const { 0: found, index } of places) {
    const part = whole.slice(start, index);
    const rest = whole.slice(index + found.length);
    if (
      !isLong &&
      found === ', ' &&
      /^an? /.test(rest) &&
      lastWord(headOf(part)) !== lastWord(headOf(rest)) &&
      !isSeries(part, rest)
    )
      break;
    if (/^(?:the|its|his|her) (?:[a-z-]+ ){1,4}(?:said|reported|announced)\b/.test(rest)) continue;
    if (startsWithNamed.test(rest) && !hasNamed.test(part)) continue;
    const areDocuments = documents.test(headOf(part)) && (documents.test(headOf(rest)) || /^on \w+ing /.test(rest));
    if (!isLong && !areDocuments) continue;
    parts.push(part);
    start = index + found.length;
  }
  parts.push(whole.slice(start));
  return parts;
}

/** "The staff rules and financial regulations", "a work plan and budget for 2022": two texts that share an article. */
const pair =
  /^((?:the|its|their|an?|our) [^,;]{3,60}?) and ((?:(?:budget|(?:programme|program|plan) of (?:work|action|activities)|work (?:plan|programme)|terms of reference|rules of procedure)\b|(?!related|other|relevant|associated|corresponding|its|their|the|action plan)[a-z-]+ (?:rules|regulations|plans?|budget|programme|strategy|policy|guidelines|report|declaration|agenda|calendar|statements)\b)(?: (?:for|of|on) [^,;]{3,60})?)(?:$|,)/;

/** "The 2025 Games to Peru and the 2027 Games to Chad". */
const awarded = /^(the [^,;]{3,80}? to [A-ZÀ-ỿ][^,;]{2,60}?),? and (the [^,;]{3,80}? to [A-ZÀ-ỿ][^,;]{2,60})$/u;

/** "Chad, Mali and Peru as members": each. */
function admittedIn(words: string): string[] | undefined {
  const [, parties = '', place = ''] =
    /^([A-ZÀ-ỿ][^;:()]{3,150}?) (?:as|to) ((?:an? |its |the )?(?:[a-z]+ )?(?:members?|membership|observers?|partners?))$/u.exec(
      words,
    ) ?? [];
  const each = parties.split(/,? and |, /);
  return each.length > 1 &&
    each.every((one) => /^(?:the )?[A-ZÀ-ỿ]/u.test(one)) &&
    each.every((one) => one.split(' ').length < 6)
    ? each.map((one) => `${one} as ${place.replace(/s$/, '')}`)
    : undefined;
}

function pairOf(words: string): string[] | undefined {
  const [, first = '', second = ''] = pair.exec(words.trim().replace(/[.,]$/, '')) ?? [];
  const head = headOf(first);
  return second !== '' && !/ and |,/.test(first) && documents.test(lastWord(head)) ? [first, second] : undefined;
}

/** "A declaration, a plan of action and a set of rules", unlike "the plan, a document that …". */
const isSeries = (part: string, rest: string): boolean =>
  /^an? /.test(part) && documents.test(headOf(part)) && /^an? [^,]{3,60},? (?:and|as well as) an? /.test(rest);

const lastWord = (words: string): string => words.trim().split(' ').at(-1) ?? '';

/** "The plan; cooperation; and the agreement": a list of two has "and". Undefined if the words are not such a list. */
function itemsBySemicolon(words: string): string[] | undefined {
  // what follows "pollution by:" is part of the matter
  if (/\b(?:by|with|from|between|among):|^[^;]{3,100}: an? /.test(words)) return [words];
  const parts = words.split(/;\s+(?:and\s+)?/);
  if (parts.some((part) => part.trim() === '')) return undefined;
  if (parts.length > 2) return parts;
  const [, last = ''] = parts;
  const isList = /;\s+and\s/.test(words) && !last.split(' ').some((word) => finiteVerb.test(word));
  return isList ? parts : undefined;
}

/** "The report for 2019, activity plan, budget for 2020 and the strategy": four or more, most of which are documents. */
function documentsByComma(words: string): string[] | undefined {
  const parts = words.split(/, (?:and )?|,? and (?=(?:the|an?|its) [^,]*$)/);
  const areDocuments = parts.filter((part) => documents.test(headOf(part))).length * 2 > parts.length;
  const isPlain = parts.every(
    (part) =>
      /^(?!which|who|including|namely|notably|such|as |with |in |on |to |at |by )[a-zÀ-ỿ]/u.test(part) &&
      depthAt(words, words.indexOf(part)) === 0,
  );
  return parts.length > 3 && areDocuments && isPlain && article.test(words) ? parts : undefined;
}

const person =
  /,? and (?=(?:His|Her) Excellency|H\.\s?E\.|(?:Mr|Ms|Mrs|Dr|Ambassador)\b|[A-ZÀ-ỿ][a-zÀ-ỿ]+ (?:[A-ZÀ-ỿ][a-zÀ-ỿ]+ )?(?:\([^)]{1,30}\) )?(?:as|of)\b)/u;
const office =
  /\b(?:chair\w*|(?:vice-?)?president|secretary|director|member|rapporteur|coordinator|treasurer|speaker|judge|representatives?|liaison|recorder|clerk|auditor)\b/i;
/** "Ann Roe as chair", "Leo Vice Chair". */
const officer =
  /^(?:the )?[A-ZÀ-ỿ][A-Za-zÀ-ỿ]+(?: (?:of |of the )?[A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]+){0,4}(?:,? (?:as|to be|to|for|:) |,? |: )(?:the )?(?:[A-Za-zÀ-ỿ]+[ -]){0,2}[A-Za-zÀ-ỿ]+$/u;

const personName = /^(?:(?:Mr|Ms|Mrs|Dr|Prof)\.? )?[A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]*(?: [A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]*){0,3}$/u;

/** "A as chair and B as vice-chair" are two elections. */
function splitPersons(words: string): string[] {
  const each = words.split(/,? and |, /).map((one) => one.trim());
  if (each.length > 1 && each.every((one) => officer.test(one) && office.test(one))) return each;
  const both = /^(.{3,60}?) and (.{3,60}?) (as (?:the |its )?.{3,80}s\b.*)$/.exec(words);
  if (both !== null && office.test(both[3] ?? '') && [both[1], both[2]].every((one) => personName.test(one ?? '')))
    return [both[1], both[2]].map((one) => `${one} ${both[3]}`);
  const named = namesOf(words);
  if (named !== undefined) return named;
  const parts = words.split(person);
  return parts.every((part) => office.test(part)) ? parts : [words];
}

/** "Ann Roe, Bob Hall and Cy Lee to the council": each with what they become. */
function namesOf(words: string): string[] | undefined {
  const [, names = '', rest = ''] = /^(.{3,200}?)( (?:to|onto|on to|as) .{3,80})?$/u.exec(words) ?? [];
  const each = names.split(/,? and |, /).map((one) => one.trim());
  const areNames = each.every((one) => one.includes(' ') && personName.test(one));
  return each.length > 1 && areNames ? each.map((one) => `${one}${rest}`) : undefined;
}

function depthAt(words: string, offset: number): number {
  let depth = 0;
  for (const character of words.slice(0, offset)) {
    if ('([“«'.includes(character)) depth += 1;
    if (')]”»'.includes(character)) depth -= 1;
  }
  return depth;
}
