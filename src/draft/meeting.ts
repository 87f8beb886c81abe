import { type Chair, chairIn } from './chair';
import { datesIn, type FoundDate, inYear } from './dates';
import type { NameFinder } from './names';
import { onOneLine, type Paragraph, paragraphsOf, type Range } from './paragraphs';
import { sentencesOf } from './sentences';

/** What a text says about a meeting; anything else is absent. */
export interface MeetingFacts {
  /** The code of the body that met, if the register has it and the text is clear. */
  readonly body?: string;
  readonly date?: FoundDate;
  readonly place?: string;
  readonly mode?: 'online' | 'hybrid';
  readonly chair?: Chair;
  /** The words that say so, by column. */
  readonly evidence: Readonly<Record<string, Range>>;
  /** What is uncertain, by column, for a person to decide. */
  readonly notes: Readonly<Record<string, string>>;
}

/** The names of the register. */
export interface Names {
  readonly bodies: NameFinder;
  readonly parties: NameFinder;
}

/** Where a report says who met when and where, in UTF-16 units. */
const introductionLength = 6_000;
const maxSentences = 25;

/** Reads what a text says about the meeting that it reports. */
export function meetingIn(text: string, names: Names): MeetingFacts {
  const introduction = onOneLine(text.slice(0, introductionLength));
  const paragraphs = paragraphsOf(text.slice(0, introductionLength));
  const sentences = paragraphs.flatMap((paragraph) => sentencesOf(introduction, paragraph)).slice(0, maxSentences);
  const evidence: Record<string, Range> = {};
  const notes: Record<string, string> = {};
  const body = bodyIn(introduction, names, notes);
  const date = dateIn(introduction, sentences, paragraphs, names, evidence, notes);
  const place = placeIn(introduction, sentences, names, evidence);
  const mode = modeIn(introduction, sentences, names, evidence);
  const chair = chairIn(introduction, sentences, names.parties);
  if (chair !== undefined) evidence.chair = chair.sentence;
  return {
    ...(body !== undefined && { body }),
    ...(date !== undefined && { date }),
    ...(place !== undefined && { place }),
    ...(mode !== undefined && { mode }),
    ...(chair !== undefined && { chair }),
    evidence,
    notes,
  };
}

const meetsBefore =
  /\b(?:meetings?|sessions?|meeting minutes|minutes) (?:of )?(?:the )?(?:[A-ZÀ-ỿ][A-Za-zÀ-ỿ’']* ){0,2}$/u;
const meetsAfter =
  /^[’']?s?\s*(?:\([A-ZÀ-ỿ]+\)\s*)?(?:of (?:the )?(?:[A-ZÀ-ỿ][A-Za-zÀ-ỿ’'-]*\s+){1,3})?(?:[A-Za-zÀ-ỿ]+ly |also |then |first |in principle )?(?:meetings?|session|convened|held|met|gathered|participants|[a-zÀ-ỿ]{3,}ed)\b(?! by)/u;

/** The body that met: the one that, according to the text, met or acted most often. */
function bodyIn(text: string, { bodies }: Names, notes: Record<string, string>): string | undefined {
  const scores = new Map<string, number>();
  for (const { code, start, end } of bodies.find(text)) {
    const isActor =
      meetsBefore.test(text.slice(Math.max(0, start - 60), start)) || meetsAfter.test(text.slice(end, end + 60));
    scores.set(code, (scores.get(code) ?? 0) + (isActor ? 3 : 1));
  }
  const ranked = [...scores].sort(([, one], [, other]) => other - one);
  const [[best, score] = ['', 0], [second, next] = ['', 0]] = ranked;
  if (score >= 3 && score > next) return best;
  if (score === 0) notes.body = 'the text names no body of the register';
  else if (second === '') notes.body = `the text names ${best}, but does not say that it met`;
  else notes.body = `it is not clear which body met: ${best} or ${second}`;
  return undefined;
}

const held =
  /\b(?:held|convened|met|gathered|took place|takes place|chaired|presided|concluded|called to order|opened|chairmanship|kicked off)\b/i;
const sitting =
  /\b(?:ministers|leaders|heads of|meeting|session|summit|conference|council|minutes|committee|assembly)\b/i;
const toCome =
  /\b(?:will|next|upcoming|forthcoming|to be held|ahead of|is expected|scheduled|previous|last year|resolution|decision of)\b/i;

const isSitting = (words: string, bodies: NameFinder): boolean => sitting.test(words) || bodies.find(words).length > 0;

const reportsMeeting = new RegExp(`${held.source}|\\bat (?:its|the) .{0,80}meeting\\b`, 'i');

/** "Approved the minutes of its meeting of 3 May", but not a title: "Minutes of the meeting of 3 May". */
const ofMinutes = /\S\s+minutes of (?:the|its) (?:[a-z\u00c0-\u024f]+ ){0,4}meeting[^,;.]*$/i;

/** Whether a date is not that of another meeting, nor of the report: "Riyadh, 12 June 2023 (TDI): Yesterday …". */
const isOfMeeting = (words: string, { start, end }: FoundDate): boolean =>
  !toCome.test(words.slice(Math.max(0, start - 40), start)) &&
  !ofMinutes.test(words.slice(0, start)) &&
  !/^[\s,]*(?:\([^)]{1,30}\))?\s*(?:[:–—]|-{1,2}\s)/.test(words.slice(end, end + 40)) &&
  !/^\s*date\s*$/.test(words.slice(0, start));

/** The day of the meeting, from the sentence that says that it was held, or from the heading of minutes. */
function dateIn(
  text: string,
  sentences: readonly Range[],
  paragraphs: readonly Paragraph[],
  { bodies }: Names,
  evidence: Record<string, Range>,
  notes: Record<string, string>,
): FoundDate | undefined {
  const says = (range: Range): string => text.slice(range.start, range.end);
  const isTitle = (range: Range): boolean =>
    /\bminutes\b/i.test(says(range)) || /\bmeeting (?:on|of|held)\b|^held (?:on|at)\b/i.test(says(range));
  const headings = [...paragraphs.filter(({ isHeading }) => isHeading), ...sentences].slice(0, 8).filter(isTitle);
  const reports = sentences.filter((range) => reportsMeeting.test(says(range)) && isSitting(says(range), bodies));
  for (const range of [...headings, ...reports]) {
    const words = says(range);
    const date = datesIn(words).find((one) => isOfMeeting(words, one));
    if (date === undefined) continue;
    const years = new Set(words.match(/\b(?:19|20)\d\d\b/g));
    const [, only] =
      /\b(?:of|in) ((?:19|20)\d\d)\b/.exec(words) ?? /\b((?:19|20)\d\d) (?:meeting|session)\b/.exec(words) ?? [];
    evidence.date = range;
    if (date.hasYear) return date;
    if (years.size === 1 && only !== undefined) return inYear(date, only);
    notes.date = `the text says "${words.slice(date.start, date.end)}" without a year`;
    return undefined;
  }
  notes.date = 'the text does not say when the body met';
  return undefined;
}

const place =
  /\b(?:held|convened|met|gathered|took place|takes place|concluded|meeting|session)\b((?:[^.,;]|\d,|\.\s?\d){0,120}?)(?:(?<=\d),)? in (?:the (?:city|capital) of )?([A-ZÀ-ỿ][A-Za-zÀ-ỿ’'-]+(?: (?:de |del |la )?[A-ZÀ-ỿ][A-Za-zÀ-ỿ’'-]+){0,2}(?:, (?:Republic of )?[A-ZÀ-ỿ][A-Za-zÀ-ỿ]+(?: [A-ZÀ-ỿ][A-Za-zÀ-ỿ]+)?)?)(?![A-Za-zÀ-ỿ]| \(|’|')/gu;
/** Something other than the meeting that may be held somewhere. */
const otherwise =
  /\b(?:discussions?|hearing|talks|situation|process|reading|review|elections?|consultations|implementation)\b/i;
const noPlace =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Asia|Africa|Europe|Central Asia|The|Its|Headquarters)\b/;

/** Where the meeting was held, from a sentence that says so: a dateline says only where the report was written. */
function placeIn(
  text: string,
  sentences: readonly Range[],
  { bodies }: Names,
  evidence: Record<string, Range>,
): string | undefined {
  const { date } = evidence;
  for (const range of [...(date === undefined ? [] : [date]), ...sentences.slice(0, 4)]) {
    const words = text.slice(range.start, range.end);
    if (!held.test(words) || !isSitting(words, bodies)) continue;
    for (const found of words.matchAll(place)) {
      const [whole, between = '', name = ''] = found;
      const isLate = toCome.test(words.slice(Math.max(0, found.index - 30), found.index + whole.length));
      if (
        noPlace.test(name) ||
        isLate ||
        otherwise.test(between) ||
        bodies.find(name).length > 0 ||
        /\b(?:Ministry|Secretariat|Organi[sz]ation|Council|Nations|Union|Committee)\b/.test(name)
      )
        continue;
      evidence.place = range;
      return name.replace(/[’']s$/, '');
    }
  }
  return undefined;
}

const online =
  /\b(?:online|virtually|remotely|via (?:video|webinar|zoom)|by videoconference|video-?conference|virtual (?:format|meeting))\b/i;

function modeIn(
  text: string,
  sentences: readonly Range[],
  { bodies }: Names,
  evidence: Record<string, Range>,
): 'online' | 'hybrid' | undefined {
  const range = sentences.slice(0, 12).find(({ start, end }) => {
    const words = text.slice(start, end);
    return (
      held.test(words) &&
      isSitting(words, bodies) &&
      !/\b(?:will|next)\b/i.test(words) &&
      (online.test(words) || /\bhybrid (?:format|mode)\b/i.test(words))
    );
  });
  if (range === undefined) return undefined;
  evidence.mode = range;
  return /\bhybrid\b/i.test(text.slice(range.start, range.end)) ? 'hybrid' : 'online';
}
