import { acronymsOf, isOfCabinet, isOurs } from './authors';
import { type Details, detailsOf } from './details';
import { joinerOf } from './dividedWords';
import { type MeetingFacts, meetingIn, type Names } from './meeting';
import type { Outcome } from './outcome';
import { type Entry, Reader } from './reader';

/** An outcome with its details. */
export interface DraftedOutcome extends Outcome {
  readonly details: Details;
}

/** What a text says about a meeting: its outcomes, and the other sentences with an operative verb. */
export interface Draft {
  readonly text: string;
  readonly meeting: MeetingFacts;
  readonly entries: readonly DraftEntry[];
  /** Words of the text without the line ends that divide them. */
  readonly joined: (words: string) => string;
}

/** A sentence of the text, in order: its outcomes, or why it has none. */
export type DraftEntry = Extract<Entry, { readonly reason: unknown }> | DraftedEntry;

interface DraftedEntry {
  readonly sentence: Entry['sentence'];
  readonly outcomes: readonly DraftedOutcome[];
}

/**
 * Reads a press release or minutes in English. Nothing is invented: what the text does not say is absent, or a note.
 *
 * @param text with line feeds or other line breaks
 * @param names of the bodies and parties of the register
 */
export function readDraft(text: string, names: Names): Draft {
  const meeting = meetingIn(text, names);
  const year = meeting.date?.hasYear ? meeting.date.first.slice(0, 4) : undefined;
  const context = {
    ...names,
    body: meeting.body,
    year,
    acronyms: acronymsOf(text),
    isOurs: isOurs(text),
    isCabinet: isOfCabinet(text),
  };
  const entries = new Reader(text, context).read();
  const outcomes = entries.flatMap((entry) => ('outcomes' in entry ? entry.outcomes : []));
  const details = detailsOf(outcomes, names, meeting.body);
  let next = 0;
  return {
    text,
    meeting,
    joined: joinerOf(text),
    entries: entries.map((entry) => {
      if (!('outcomes' in entry)) return entry;
      const drafted = entry.outcomes.map((outcome) => ({ ...outcome, details: details[next++] as Details }));
      return { sentence: entry.sentence, outcomes: drafted };
    }),
  };
}
