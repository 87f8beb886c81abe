import { reportedVerbs } from '../domain/reportedVerbs';
import type { Action } from '../domain/vocabulary';
import { directiveIn } from './directives';
import { readItem } from './items';
import { titleOf } from './objects';
import type { Outcome } from './outcome';
import type { Reading } from './outcomes';
import type { Range } from './paragraphs';

/** "The principal decisions include:", "The following issues stood out:". */
export const announcing =
  /\b(?:decisions|outcomes|conclusions|resolutions|results|highlights|achievements|deliverables|progress|(?:issues|items|matters|points) (?:stood out|(?:were )?(?:approved|agreed|adopted|decided|resolved)))\b/i;

const decidedItems =
  /^(?:(?:new|the|other|individual|corporate|final|key) )*(?:decisions|resolutions|documents|agreements|grants|items|texts|proposals|applications|motions|requests|contracts|instruments|declarations|expenses|payments|projects|policies|appointments)(?: of the [A-Za-zÀ-ỿ]+)? (?:that were )?(approved|adopted|signed|accepted|agreed|passed|granted|endorsed|made)(?: (?:at|by|during|in) .{3,60})?:?$/iu;

/** What was done to the items below a heading: "Grants approved", "Documents signed at the summit". */
export function announcedByHeading(words: string): Action | undefined {
  const [, participle = ''] = decidedItems.exec(words.trim()) ?? [];
  return reportedVerbs(participle.toLowerCase()).find(({ form }) => form === 'past')?.action;
}

/** "ASTANA. KAZINFORM", "KATHMANDU, Aug. 29 (Xinhua) --": not part of the sentence. */
const dateline =
  /^(?:[A-ZÀ-ỿ]{3,}(?:[’'-][A-ZÀ-ỿ]+)*(?![A-Za-zÀ-ỿ])(?:, [^.–—(]{2,30})?(?:\s*\([^)]{1,40}\):?)?[.,]?\s*(?:[–—-]+\s+|(?=[A-ZÀ-ỿ]))){1,4}(?=A |An |[A-ZÀ-ỿ][a-zÀ-ỿ])/u;

/** The length of the dateline of a sentence: it has a stop or a dash, unlike "APPOINTS Ms Banda". */
export function datelineLength(words: string): number {
  const [found = ''] = dateline.exec(words) ?? [];
  return /[.–—]|-\s|\):/.test(found) ? found.length : 0;
}

/** "RESOLVED: ", "Resolution 4: ", "Be it further resolved that": what follows was decided. */
export const resolving =
  /^\W{0,3}(?:[\w. -]{1,8}(?:, [\w ]{1,40})?\) )?(?:(?:rough )?(decision|resolution|resolved|outcome|consensus|conclusion|agreed)(?: #?[\d./-]+)?\s?(?:[:–—]|-\s|, (?=that ))\s*(?:that )?|(?:resolution|decision) (?:no\.? ?)?#?[\w./-]*\d[\w./-]*\s?[:–—-]\s+|(?:now,? )?(?:therefore,? )?be it (?:hereby |further |also |finally )*resolved(?: by [^,:]{1,80})?[,:]? (?:that )?)(?=\S)/i;

/** "DECISION: Move the call to Tuesdays": if the words after a label have no operative verb, they are what was decided. */
export function labelled(text: string, range: Range, reading: Reading, label: string | undefined): Reading {
  const action = label === undefined ? undefined : labelActions[label.toLowerCase()];
  if (action === undefined || reading.read.length > 0) return reading;
  const directive = directiveIn(text.slice(range.start, range.end), action);
  const decided = { start: range.start + directive.start, end: range.start + directive.end };
  const outcome = readItem(text, decided, directive.action);
  return outcome === undefined ? reading : { outcomes: [outcome], read: [outcome] };
}

const labelActions: Readonly<Record<string, Action>> = {
  decision: 'decide',
  resolution: 'resolve',
  resolved: 'resolve',
  consensus: 'agree',
  agreed: 'agree',
};

/** "ACTION: AI-2: Ann Roe to draft the rules": a line of minutes that charges someone. */
const actionItem =
  /^\W{0,3}(?:Actions?|ACTIONS?)(?: [Ii]tem| ITEM| point)?(?: \d+)?\s?[:–]\s+(?:[A-Z]{1,3}-?\d+:\s*)?(?=[A-Z][\w.’'-]*(?: (?:and )?[A-Z][\w.’'-]*){0,4} to [a-z])/;

/** The outcome of a line of minutes that charges someone with a task; undefined if it is not such a line. */
export function chargeIn(text: string, sentence: Range, words: string): Outcome | undefined {
  const label = actionItem.exec(words)?.[0].length;
  if (label === undefined) return undefined;
  const matter = text.slice(sentence.start + label, sentence.end);
  return { action: 'charge', title: titleOf(matter), words: matter, clause: words, evidence: [sentence] };
}

export const startsWithInfinitive = (words: string): boolean => {
  const [, first = ''] = /^(?:to )?([a-z\u00c0-\u024f]+)/i.exec(words) ?? [];
  return reportedVerbs(first.toLowerCase()).some(({ form }) => form === 'infinitive');
};

/** A line of minutes has no full stop, but begins with its verb: "Unanimously agreed to wait", "Approved: the plan". */
export const noted =
  /^(?:[a-z]+ly )?(?:agreed|approved|adopted|accepted|resolved|decided|voted|noted|endorsed|elected|appointed|granted|rejected|deferred|referred|discussed|reviewed|confirmed|authori[sz]ed)\b/i;

export const inCapitals = /[a-z]{2}.*\b(?:AGREED|RESOLVED|APPROVED|NOTED|ADOPTED|ACCEPTED|DECIDED)\b/;

/** The maximum length of the title of an agenda item. */
export const maxTitleLength = 80;
/** The minimum length of a report: a shorter line in the past is a headline, such as "Budget adopted". */
export const minReportLength = 30;
