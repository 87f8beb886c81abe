import { ICalCalendar, ICalCalendarMethod } from 'ical-generator';

/** An all-day entry of a calendar. */
export interface CalendarEntry {
  /** The day, in ISO 8601. */
  readonly date: string;
  readonly summary: string;
  readonly description: string;
  /** Stays the same as long as it is the same thing that falls due, and is nowhere else another's. */
  readonly uid: string;
  /** Grows with every change of what falls due, or of when. */
  readonly sequence: number;
  /** When it was changed last, in UTC. */
  readonly changedAt: string;
}

/** A calendar of all-day entries as iCalendar (RFC 5545); `now` is when it was made. */
export function calendarText(name: string, entries: readonly CalendarEntry[], now: Date): string {
  const calendar = new ICalCalendar({ name, method: ICalCalendarMethod.PUBLISH, prodId: '//cica//cica//EN' });
  for (const { date, summary, description, uid, sequence, changedAt } of entries) {
    calendar.createEvent({
      id: uid,
      // as text: a Date would be midnight here, which east of Greenwich is the day before there
      start: date,
      allDay: true,
      summary,
      description,
      sequence,
      stamp: now,
      lastModified: changedAt,
    });
  }
  return `${calendar.toString()}\r\n`;
}
