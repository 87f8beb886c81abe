import type { Range } from './paragraphs';

const abbreviations =
  'mr|mrs|ms|cllr|cllrs|messrs|dr|prof|st|hon|rev|gen|col|lt|sgt|capt|gov|sen|rep|amb|sr|jr|no|nos|art|arts|para|paras|sec|vol|ed|eds|pp|fig|vs|cf|ca|approx|dept|inc|ltd|co|corp|h\\.e|h\\.r\\.h|e\\.g|i\\.e|u\\.s|u\\.n|u\\.k|u\\.s\\.a|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun';

/** A full stop after one of these, or after an initial, does not end a sentence. */
const abbreviated = new RegExp(`(?:^|[\\s(“"‘'-])(?:${abbreviations}|[A-Z](?:\\.[A-Z])*)$`, 'i');
/** What may end a sentence, with the quotes and brackets that it closes, and how the next one may begin. */
const end =
  /(?<![.!?])([.!?]+)(["'”’)\]]*)(?=\s+["'“‘([]?[A-ZÀ-ỿ\d])|(?<=[a-z]{3}|\d)\.(?=[A-Z]{4,}\b)|(?<=[a-z]{3}|\d{4})\.(?=(?:The|In|It|This|During|At|On)\s)|(?<=[a-z]{3}|\d{4})\.(?=\s(?:the|it|this) [a-z]+ (?:also |then )?[a-z]+(?:ed|s)\b)|;(?=\s+(?:It|The|They|This|In|At|On|He|She|We|There|Council|Participants|Ministers|Members)\s)/gu;
const maxAbbreviationLength = 12;

/** The sentences of a paragraph, without the space between them. */
export function sentencesOf(text: string, paragraph: Range): Range[] {
  const words = text.slice(paragraph.start, paragraph.end);
  const sentences: Range[] = [];
  let start = 0;
  const add = (until: number): void => {
    const from = start + (words.slice(start, start + 200).match(/^\s*/)?.[0].length ?? 0);
    if (until > from) sentences.push({ start: paragraph.start + from, end: paragraph.start + until });
    start = until;
  };
  for (const found of words.matchAll(end)) {
    const [whole, stop = '', closing = ''] = found;
    const before = words.slice(Math.max(start, found.index - maxAbbreviationLength), found.index);
    if (stop === '.' && closing === '' && abbreviated.test(before) && !endsWithTime.test(before)) continue;
    add(found.index + whole.length);
  }
  add(words.length);
  return sentences;
}

const endsWithTime = /\b[ap]\.m$/i;
