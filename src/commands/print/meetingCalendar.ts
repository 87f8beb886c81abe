import type { Context } from '../../context';
import { entities } from '../../domain/schema';
import { meetingEntries } from '../../register/calendar';
import type { Filtered } from '../../register/list/listing';
import type { Reader } from '../../store/store';
import { printCalendar } from './calendar';
import { countRecords, type ListFlags, limitOf, sayNotes, sortTerms } from './list';

/** Writes meetings as a calendar. */
export async function printMeetingCalendar(
  context: Context,
  register: Reader,
  filtered: Filtered,
  flags: ListFlags,
  alarms: readonly number[],
): Promise<void> {
  const request = { sort: sortTerms(flags.sort), limit: limitOf(context, flags) };
  const { entries, withoutDay } = await meetingEntries(register, filtered, request);
  await printCalendar(context, entries, context.today, alarms);
  countRecords(context, entities.meeting, entries.length);
  sayNotes(context, filtered.notes);
  if (withoutDay === 0) return;
  const count = withoutDay === 1 ? '1 meeting is' : `${withoutDay} meetings are`;
  context.output.say(`${count} not in the calendar: only the month or year is known`);
}
