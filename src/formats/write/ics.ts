import { ICalAlarmType, ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { CalendarEntry } from '../../domain/calendarEntry';
import { addDays } from '../../domain/date';

/** When a calendar was created, and its reminders. */
export interface CalendarOptions {
  readonly now: Date;
  /** How many days before an entry its reminders are. */
  readonly alarms: readonly number[];
  /** The day from which entries have reminders. */
  readonly alarmsFrom: string;
}

/** A calendar of all-day entries as iCalendar (RFC 5545). */
export function calendarText(name: string, entries: readonly CalendarEntry[], options: CalendarOptions): string {
  const calendar = new ICalCalendar({ name, method: ICalCalendarMethod.PUBLISH, prodId: '//cica//cica//EN' });
  for (const entry of entries) {
    const { date, endDate, place, state, summary, description, uid, sequence, changedAt } = entry;
    const event = calendar.createEvent({
      id: uid,
      // as text: a Date would be local midnight, which east of Greenwich is the previous day in UTC
      start: date,
      end: endDate ? addDays(endDate, 1) : null,
      allDay: true,
      summary,
      description,
      location: place ?? null,
      status: state === undefined ? null : states[state],
      sequence,
      stamp: options.now,
      lastModified: changedAt,
    });
    if (date < options.alarmsFrom || state === 'cancelled') continue;
    for (const days of options.alarms) {
      event.createAlarm({ type: ICalAlarmType.display, triggerBefore: days * secondsPerDay, description: summary });
    }
  }
  return `${calendar.toString()}\r\n`;
}

const states = { cancelled: ICalEventStatus.CANCELLED, tentative: ICalEventStatus.TENTATIVE } as const;

const secondsPerDay = 24 * 60 * 60;
