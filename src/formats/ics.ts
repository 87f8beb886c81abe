import { ICalCalendar, ICalCalendarMethod } from 'ical-generator';

/** An all-day entry of a calendar. */
export interface CalendarEntry {
  /** The day, in ISO 8601. */
  readonly date: string;
  readonly summary: string;
  readonly description: string;
  /** Stays the same as long as it is the same thing that falls due. */
  readonly uid: string;
}

/** A calendar of all-day entries as iCalendar (RFC 5545); `now` is when it was made. */
export function calendarText(name: string, entries: readonly CalendarEntry[], now: Date): string {
  const calendar = new ICalCalendar({ name, method: ICalCalendarMethod.PUBLISH, prodId: '//cica//cica//EN' });
  for (const { date, summary, description, uid } of entries) {
    calendar.createEvent({
      id: uid,
      start: new Date(`${date}T00:00:00`),
      allDay: true,
      summary,
      description,
      stamp: now,
    });
  }
  return `${calendar.toString()}\r\n`;
}
