/** The kinds of lists whose items are separate decisions. */
export type ListKind = 'any' | 'documents' | 'persons';

/** Nouns in the plural for what meetings decide on several at a time. */
const noun =
  '(?:mandates|resolutions|decisions|recommendations|conclusions|texts|documents|declarations|statements|agreements|reports|plans|strategies|policies|minutes|applications|nominations|requests|papers|guidelines|standards|projects|memoranda|protocols|proposals|measures|treaties|instruments|ordinances|bills|laws|decrees|contracts|grants|loans|credits|steps|actions|initiatives|programmes|programs|amendments|appointments|motions|sanctions|issues|topics|matters|questions|subjects|items|working groups|task forces|committees|subcommittees|sub-committees|groups|centres|centers|offices|funds|liaisons)';
const counted = "(?:(?:the|an?|its|their|all|of|\\d+|[A-Z]{2,6}|[a-z][a-z’'-]*) ){0,6}?";
/** The words before a noun that say how many, or which: "all of the four" of "all of the four draft resolutions". */
const numbering =
  /^(?:(?:the|an?|its|their|all|both|of|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|many|various|following) )+/iu;
const link = 'on|of|for|from|to|with|concerning|regarding|aimed at|in|supporting|condemning';
/** Words that introduce items, each with its own noun or without one. */
const examples =
  ',? ?\\(?(?:including|the (?:most [a-z]+|main|chief|first) of which (?:was|were|being)|which include[sd]?|namely|such as|in particular|notably|among (?:them|others))(?: those)?,? ';

/** "Ten standards, including", "all recommendations on", "conclusions on, inter alia:". */
const opening = new RegExp(
  `^(${counted})(${noun})(?: by consensus(?=,)| unanimously(?=,)| (?!related)[a-z]+ed| made| taken| (?:related|relating) to [^,;:]{3,60}(?=, including))?(,? ?inter alia,?|${examples})?:? ?(?:(${link})(?:,? ?inter alia,?)?(?::? |:$))?`,
  'iu',
);
const linkAtStart = new RegExp(`^(?:${link}) `);
const name = /^(?:the )?[A-ZÀ-ỿ][A-Za-zÀ-ỿ.’' -]{2,40}$/u;
const month =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?';
const date = new RegExp(
  `^(?:the )?(?:\\d{1,2}(?:st|nd|rd|th)? ${month}|${month} \\d{1,2}(?:st|nd|rd|th)?)(?:,? \\d{4})?(?: meetings?)?$`,
  'i',
);
/** A matter in a few words, of which a list has three or more. */
const topic = /^(?!(?:an?|its|their) )(?:the )?[a-zÀ-ỿ][A-Za-zÀ-ỿ’'-]*(?: [A-Za-zÀ-ỿ][A-Za-zÀ-ỿ’'-]*){0,3}$/u;

/**
 * "Mandates of A for a year, and of B", "resolutions on A; B; and C", "ten standards, including a standard for tea": the noun comes
 * once, and its items follow. Undefined if the words are not such a list.
 */
export function itemsOfNoun(whole: string, list: ListKind): string[] | undefined {
  const repeated = repeatedLink(whole);
  if (repeated !== undefined) return repeated;
  const found = opening.exec(whole);
  if (found === null) return undefined;
  const [all, before = '', nouns = '', introduction, preposition = ''] = found;
  const rest = whole.slice(all.length).replace(/[.;,)\s]+$/, '');
  const hasExamples = introduction !== undefined && /[A-Za-zÀ-ỿ]/u.test(introduction);
  if (rest === '' || (preposition === '' && !hasExamples)) return undefined;
  const items = /;\s/.test(rest)
    ? rest.split(/;\s+(?:and\s+)?/).flatMap(namedInside)
    : hasExamples
      ? examplesIn(rest, list, nouns)
      : namesIn(rest, preposition);
  if (items === undefined) return undefined;
  const singular = `${before.replace(numbering, '')}${singularOf(nouns)}`;
  return items.map((item) => {
    if (linkAtStart.test(item)) return `${singular} ${item}`;
    return preposition === '' ? item : `${singular} ${preposition} ${item}`;
  });
}

const onEach = /(?:,? and |,? as well as |, )(?=on (?![a-zÀ-ỿ]+ing (?:and|,)))/gu;
const beforeOn = new RegExp(
  `^(${counted}(?:[A-Z][\\w-]* )*(?:${noun}|Statements|Decisions|Resolutions|Declarations)(?: of [^,;]{3,60}?)?) on (?=.)`,
  'u',
);

/** "Statements of the ministers on A, on B, as well as on C": all share the noun. */
function repeatedLink(whole: string): string[] | undefined {
  if (!/ on .*(?:,|and|as) on /.test(whole) || whole.includes(';')) return undefined;
  const before = beforeOn.exec(whole)?.[1];
  if (before === undefined) return undefined;
  const parts = whole.split(onEach);
  if (parts.length < 3) return undefined;
  const singular = before.replace(numbering, '').replace(/\b([A-Za-zÀ-ỿ]+?)s(?= of |$)/u, '$1');
  return parts.map((part) => `${singular} ${part.replace(`${before} `, '')}`);
}

/** Items in one sentence; a list of matters that were only discussed is one matter. */
function examplesIn(rest: string, list: ListKind, nouns: string): string[] | undefined {
  if (list !== 'any') return generic.test(nouns) ? [rest] : undefined;
  const items: string[] = [];
  for (const item of rest.split(/(?:, and |, as well as |, (?!which|who|while)| and (?!.* and ))/)) {
    // "the programme on impacts, vulnerability and adaptation" is one
    const isPart =
      / (?:on|of|for) /.test(items.at(-1) ?? '') &&
      /^(?!.* (?:on|of|for) )[a-zÀ-ỿ][a-zÀ-ỿ-]*(?: [a-zÀ-ỿ]+){0,3}$/u.test(item);
    if (isPart) items.push(`${items.pop()}, ${item}`);
    else items.push(item);
  }
  return items;
}

const generic = /^(?:issues|topics|matters|questions|subjects|items|points)$/i;

/** "Chad, Nepal and Peru", "3 May and 7 June", "of A, and of B"; undefined if the words are not such a list. */
function namesIn(rest: string, preposition: string): string[] | undefined {
  const repeated = rest.split(
    new RegExp(
      `(?:, and${preposition === 'to' ? '' : preposition === 'of' ? '|,' : '|,| and'}) (?=${preposition} (?!(?:[A-Za-zÀ-ỿ]+ )?(?:approval|adoption|consideration|endorsement|signature)\\b))`,
      'u',
    ),
  );
  if (repeated.length > 1) return repeated;
  const names = rest.split(/, and |, | and /);
  if (names.length < 2) return undefined;
  if (names.every((one) => name.test(one)) || names.every((one) => date.test(one))) return names;
  const named = namedInside(rest);
  if (named.length > 1) return named;
  return names.length > 2 && preposition !== 'in' && names.every((one) => topic.test(one)) ? names : undefined;
}

/** "Of the Rapporteur on A, the Rapporteur on B, and the Team on C, under item 4": those that begin as the first one does. */
function namedInside(item: string): string[] {
  const [, preposition = '', first = ''] =
    new RegExp(`^((?:${link}) )?the ([A-ZÀ-ỿ]?[A-Za-zÀ-ỿ-]+)`, 'u').exec(item) ?? [];
  if (first === '') return [item];
  const parts = item.split(
    /,? and (?=the [A-Za-zÀ-ỿ]+ ?[A-Za-zÀ-ỿ]* (?:on|for|of) )|, (?=the [A-Za-zÀ-ỿ]+ ?[A-Za-zÀ-ỿ]* (?:on|for|of) )/u,
  );
  return parts.map((part, index) => (index === 0 ? part : `${preposition}${part}`));
}

/** "The four resolutions": "resolution". */
const singularOf = (nouns: string): string =>
  nouns
    .replace(/memoranda$/i, 'memorandum')
    .replace(/(?<=polic|strateg|treat)ies$/i, 'y')
    .replace(/(?<!minute|conclusion|guideline|measure|sanction)s$/i, '');

/** Whether words end with a noun in the plural of which examples may follow: "ten standards". */
export const endsWithPlural = (words: string): boolean => new RegExp(`^${counted}${noun}$`, 'iu').test(words);
