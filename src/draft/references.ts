import { actionClass } from '../domain/vocabulary';
import { objectsOf, titleOf } from './objects';
import type { Outcome, Referring } from './outcome';
import type { Range } from './paragraphs';

const nouns =
  'concept papers?|papers?|discussions?|policy|policies|resolutions?|motions?|documents?|proposals?|requests?|applications?|items?|matters?|recommendations?|amendments?|ordinances?|agreements?|drafts?|texts?|minutes|plans?|reports?|budgets?|decisions?|projects?|changes?|bills?|initiatives?';
const reference = new RegExp(
  `^(?:(?:the|this|that|these|those|both|all|such|above|above-mentioned|aforementioned|said|same|two|three|draft|drafts of|consideration of|discussion of|of|submitted|proposed|new|revised)\\s+)*(?:(it|them|this|that|these|those|so|both|same)(?: (?:to|for|until) .*)?|(${nouns}))?(?: (?:above|submitted|presented|in question|unanimously|as presented|as submitted|as amended))?[.,;]?$`,
  'i',
);
const doThat = /^(?:that )?(?:we|they|it) (?:should|would|will) do (?:that|so|this|it)\.?$/i;

/** What a meeting has only one of, so that no further words identify it. */
const concrete =
  /^(?:the |its )?(?:draft |proposed |revised )*(?:minutes|budget|accounts|agenda|(?:work )?plan|annual report)(?: as (?:presented|amended|submitted))?[.,;]?$/i;

/** Nouns that name a matter sufficiently by themselves, unlike "item" or "motion". */
const telling =
  /^(?:reports?|recommendations?|requests?|applications?|proposals?|policy|policies|budgets?|plans?|agreements?|minutes|bills?)$/i;

/** Whether words only refer to what another sentence names. */
export const isReference = (words: string): boolean => reference.test(words.trim()) || doThat.test(words.trim());

/** What was said before a sentence. */
export interface History {
  readonly text: string;
  /** All outcomes so far, in order. */
  readonly outcomes: readonly Outcome[];
  /** The heading above. */
  readonly heading: Range | undefined;
}

/** The outcomes for what a reference refers to; none if that is unclear. */
export function resolved(referring: Referring, history: History): Outcome[] {
  const words = referring.words.trim();
  const [, pronoun, noun] = reference.exec(words) ?? [];
  if (words === '') {
    const before = labelBeforeSubject.test(history.text.slice(referring.sentence.start, referring.sentence.end))
      ? labelOf(undefined, referring, history)
      : [];
    return before.length > 0 ? before : underHeading(referring, history);
  }
  if (noun === undefined && pronoun === undefined && !doThat.test(words)) return [];
  const label = labelOf(noun, referring, history);
  if (label.length > 0) return label;
  const count = /\b(both|two)\b/i.test(words) ? 2 : /\bthree\b/i.test(words) ? 3 : 1;
  const named = noun === undefined ? nearest(history.outcomes, referring) : withNoun(history.outcomes, noun);
  const mention =
    count > 1 ? undefined : (mentionOf(noun, referring, history) ?? presentedBefore(noun, referring, history));
  if (mention !== undefined && isAfter(mention, named.at(-1))) return [mention];
  const meant = count === 1 ? named.slice(-1) : sameSentence(named).slice(-count);
  // what was said before need not be said again
  const isNews = ({ action }: Outcome): boolean => action !== referring.action;
  if (meant.length === count) return meant.filter(isNews).map((one) => again(one, referring));
  if (mention !== undefined) return [mention];
  if (concrete.test(words)) return [asNamed(referring, words)];
  const distance = referring.sentence.start - (history.heading?.end ?? 0);
  if (noun === undefined) return [];
  const heading = distance > nearby ? [] : underHeading(referring, history);
  return heading.length > 0 || count > 1 || !telling.test(noun) ? heading : [asNamed(referring, words)];
}

const labelBefore =
  /^(?:(?:\d[\d./a-z]{0,7}|[a-z]\.)\s+)?(?:(?:approval|adoption|confirmation|acceptance) of )?([^:]{8,150}?)(?::|\s[–—-])\s/i;
/** "Lease – renewal – The Council approved this". */
const labelBeforeSubject =
  /^(?:(?:approval|adoption|confirmation|acceptance) of )?([^:.]{3,150}) [–—-] (?=(?:the|this|these|it|all|members) )/i;

/** "Minutes of 3 May: these were read and approved": the matter precedes a colon. */
function labelOf(noun: string | undefined, { action, clause, sentence }: Referring, { text }: History): Outcome[] {
  const words = text.slice(sentence.start, Math.min(sentence.end, sentence.start + 250));
  const [, label = ''] = labelBeforeSubject.exec(words) ?? labelBefore.exec(words) ?? [];
  const singular = noun?.toLowerCase().replace(/s$/, '') ?? '';
  if (label === '' || !label.toLowerCase().includes(singular) || !/ /.test(label)) return [];
  return objectsOf(label, { start: 0, end: label.length }, 'any').map(({ title, words: own }) => ({
    ...{ action, title, words: own, clause },
    evidence: [sentence],
  }));
}

/** Whether a matter is introduced after the last outcome that could be meant. */
const isAfter = (mention: Outcome, last: Outcome | undefined): boolean =>
  (mention.evidence[0]?.start ?? 0) > (last?.evidence.at(-1)?.end ?? 0);

const asNamed = ({ action, clause, sentence }: Referring, words: string): Outcome => ({
  ...{ action, title: titleOf(words), words, clause },
  evidence: [sentence],
});

/** The outcomes for a reference without words: the title above names the matter. */
function underHeading(referring: Referring, history: History): Outcome[] {
  const { heading } = history;
  if (heading === undefined || isTitle(history)) return [];
  return [fromHeading(referring, heading, history)].filter(({ title }) => title.length > 2 && !noMatter.test(title));
}

/** Headings that do not name a matter. */
const noMatter =
  /\b(?:apolog\w+|declarations? of interests?)\b|\border of business$|^votes? on\b|^(?:new|old|unfinished|other|any other|ongoing) business$|^(?:decisions?|resolutions?|minutes|items?|motions?|votes?|discussion)$/i;

/** Whether the heading names the meeting, not a matter. */
const isTitle = ({ text, heading }: History): boolean =>
  heading !== undefined &&
  !/\b(?:approval|adoption|confirmation|acceptance) of\b/i.test(text.slice(heading.start, heading.end)) &&
  /\b(?:session|meeting|minutes|summit|conference)\b/i.test(text.slice(heading.start, heading.end));

function again(outcome: Outcome, { action, clause, sentence }: Referring): Outcome {
  const [first, ...others] = outcome.evidence.filter(({ start }) => start !== sentence.start);
  const evidence = first === undefined ? [sentence] : [first, ...others.slice(-1), sentence];
  return { ...outcome, action, clause, evidence, repeats: outcome };
}

/** "It" is what the same sentence or the one before decided on. */
const nearest = (outcomes: readonly Outcome[], { sentence }: Referring): Outcome[] =>
  outcomes.filter(({ evidence }) => sentence.start - (evidence.at(-1)?.end ?? 0) < nearby);

/** The maximum distance, in UTF-16 units, between a reference and the end of what it refers to. */
const nearby = 400;

function withNoun(outcomes: readonly Outcome[], noun: string): Outcome[] {
  const singular = noun.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '');
  return outcomes.filter(({ title, words }) => `${title} ${words}`.toLowerCase().includes(singular));
}

/** The outcomes of the last sentence that has several. */
function sameSentence(outcomes: readonly Outcome[]): readonly Outcome[] {
  const last = outcomes.findLast(
    (one) => outcomes.filter(({ evidence }) => evidence[0] === one.evidence[0]).length > 1,
  );
  return outcomes.filter(({ evidence }) => evidence[0] === last?.evidence[0]);
}

/** Where a text introduces what is meant: "presented a resolution which seeks …". */
function mentionOf(
  noun: string | undefined,
  { action, clause, sentence }: Referring,
  { text }: History,
): Outcome | undefined {
  if (noun === undefined) return undefined;
  const from = Math.max(0, sentence.start - 900);
  const before = text.slice(from, sentence.start);
  const singular = noun.replace(/ies$/i, 'y').replace(/s$/i, '');
  const named = `\\b(?:an?|one) ((?:(?!motion)[\\w-]+ ){0,4}?${singular}\\b[^.;\\n]{8,400})`;
  const verb = { request: 'requesting', recommendation: 'recommended' }[singular.toLowerCase()];
  const requested = verb === undefined ? '' : `|\\b${verb} ([^.;\\n]{8,400})`;
  const found = [...before.matchAll(new RegExp(`${named}${requested}`, 'gi'))].at(-1);
  if (found === undefined) return undefined;
  const words = (found[1] ?? found[2] ?? '')
    .replace(/\s(?:which|that) (?:seeks|aims|would|will)\b:?/i, ' to')
    .replace(/\s+to address/i, ' addressing')
    .replace(/^proposal (?:was|has been) (?:made|put forth|put forward|raised|submitted) to /i, '')
    .replace(/\s(?:was|were) (?:read|received|presented)\b.*$/i, '');
  const start = from + (found.index ?? 0);
  const mention = { start, end: start + found[0].trimEnd().length };
  return { action, title: titleOf(words), words, clause, evidence: [mention, sentence] };
}

const presentations = [
  /\b(?:proposed|suggested|recommended) (?:that )?([a-z]+ing [^.;\n]{3,200}|that [^.;\n]{3,200})/gi,
  /\b(?:presented|introduced|submitted|tabled|outlined|circulated|distributed|proposed|shared|offered|turned to) ((?:the|an?|his|her|their|its|two|three) [^.;\n]{3,200})/gi,
  /(?<=^|[.;:]\s*)((?:the|an?|his|her|their|its|two|three) (?:(?!that |which |who )[^\s.;]+ ){1,24}?)(?:was|were|has been|had been|have been) (?:presented|introduced|submitted|tabled|circulated|distributed|proposed|suggested|recommended|requested|read|put forward|received)\b/gi,
  /(?<=^|[.;•·]\s*)([A-ZÀ-ỿ][a-zÀ-ỿ]+ of (?:(?!that |which |who )[^\s.;]+ ){1,20}?)(?:was|were) (?:suggested|recommended|requested|proposed)\b/gu,
];

/** What the sentence before presents: "The treasurer presented the accounts. These were approved." */
function presentedBefore(noun: string | undefined, referring: Referring, { text }: History): Outcome | undefined {
  const from = Math.max(0, referring.sentence.start - nearby);
  const before = text.slice(from, referring.sentence.start);
  const singular = noun?.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '') ?? '';
  const found = presentations
    .flatMap((pattern) => [...before.matchAll(pattern)])
    .filter(({ 1: matter = '' }) => matter.toLowerCase().includes(singular))
    .sort((one, other) => one.index - other.index)
    .at(-1);
  if (found === undefined) return undefined;
  const matter = (found[1] ?? '').replace(
    /,? (?:which|who|that|to (?:the )?(?:board|council|committee|meeting|members))\b.*$/i,
    '',
  );
  const mention = { start: from + found.index, end: from + found.index + found[0].length };
  const { action, clause, sentence } = referring;
  return { action, title: titleOf(matter), words: matter, clause, evidence: [mention, sentence] };
}

/** "Unanimously approved." under "Budget for 2024". */
function fromHeading({ action, clause, sentence }: Referring, heading: Range, { text }: History): Outcome {
  const words = text
    .slice(heading.start, heading.end)
    .replace(/^(?:agenda )?(?:item )?[\d.:)]*\s*/i, '')
    .replace(/^(?:approval|adoption|consideration) of (?:the )?/i, '');
  return { action, title: titleOf(words), words, clause, evidence: [heading, sentence] };
}

/** Whether an outcome only says that something was discussed, or supported, that a later one decides on or refers. */
export const isSuperseded = (earlier: Outcome, later: Outcome): boolean =>
  later.repeats === earlier &&
  (actionClass(earlier.action) === 'deliberates' || (earlier.action === 'support' && isReferral(later)));

const isReferral = ({ action }: Outcome): boolean => actionClass(action) === 'refers';
