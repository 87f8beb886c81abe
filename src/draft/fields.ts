import type { Draft, DraftedOutcome } from './draft';
import type { MeetingFacts } from './meeting';
import type { Range } from './paragraphs';

/** Replaces characters that cannot be printed. */
export const printable = (text: string): string => text.replaceAll(/(?!\n)\p{Cc}/gu, '\ufffd');

/** Stretches of a text as a quotation, on one line. */
const quoted = ({ text, joined }: Draft, ranges: readonly Range[]): string =>
  ranges.map(({ start, end }) => joined(oneLine(text.slice(start, end)))).join(' … ');

/** A text on one line. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The fields of the meeting that the text gives; required fields that it does not give are null. */
export function meetingFields(draft: Draft, given: string | undefined): Record<string, unknown> {
  const { body, date, place, mode, chair, evidence } = draft.meeting;
  const facts = Object.entries(evidence).filter(([field]) => field !== 'date' || given === undefined);
  const last = given === undefined ? date?.last : undefined;
  return {
    body: body ?? null,
    date: given ?? date?.first ?? null,
    ...(last !== undefined && { end_date: last }),
    ...(place !== undefined && { place }),
    ...(mode !== undefined && { mode }),
    ...(chair !== undefined && { chair: { ...pick(chair, 'name'), ...pick(chair, 'title'), ...pick(chair, 'party') } }),
    ...(facts.length > 0 && {
      evidence: Object.fromEntries(facts.map(([field, one]) => [field, quoted(draft, [one])])),
    }),
  };
}

const pick = (chair: NonNullable<MeetingFacts['chair']>, field: 'name' | 'title' | 'party') =>
  chair[field] === undefined ? {} : { [field]: chair[field] };

/** The fields of a decision that the text gives. */
export function decisionFields(draft: Draft, { action, title, details, evidence }: DraftedOutcome) {
  return {
    action,
    kind: details.kind,
    title: printable(draft.joined(title)),
    ...(details.period !== undefined && { period: details.period }),
    ...(details.parties.length > 0 && { parties: details.parties }),
    ...(details.referredTo !== undefined && { referred_to: details.referredTo }),
    evidence: quoted(draft, evidence),
  };
}
