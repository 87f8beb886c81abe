import { ICalCalendar, ICalCalendarMethod } from 'ical-generator';
import type { CalendarEntry } from '../../domain/calendarEntry';

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
