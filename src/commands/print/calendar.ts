import type { Command } from 'commander';
import type { Context } from '../../context';
import type { CalendarEntry } from '../../domain/calendarEntry';
import { Problem } from '../../domain/problem';
import { moreFormats } from '../flags/flags';
import { listFlag } from '../flags/values';

/** The flags of a command that writes calendars, as commander gives them. */
export interface CalendarFlags {
  readonly format?: string;
  readonly alarm?: readonly string[];
}

/** Lets a list write a calendar, with reminders. */
export const calendarFlags = (command: Command): Command =>
  moreFormats(command, 'ics').addOption(
    listFlag('--alarm <span>', 'with --format ics: remind so long before each day, 7d or 2w (may be repeated)'),
  );

/** The longest time between a reminder and its day, in days: ten years. */
const maxAlarmDays = 3660;

/**
 * The days before an entry on which to remind of it.
 *
 * @throws Problem `usage` for anything but a number of days or weeks, and for reminders in another format.
 */
export function alarmsOf({ format, alarm = [] }: CalendarFlags): number[] {
  if (alarm.length > 0 && format !== 'ics') {
    throw new Problem('usage', '--alarm requires --format ics', 'only a calendar reminds: add --format ics');
  }
  const days = alarm
    .flatMap((text) => text.split(','))
    .map((text) => {
      const [, count, unit] = /^(\d{1,4})([dw])$/.exec(text.trim().toLowerCase()) ?? [];
      const number = Number(count) * (unit === 'w' ? 7 : 1);
      if (count !== undefined && number <= maxAlarmDays) return number;
      throw new Problem('usage', `--alarm: "${text}" is not a number of days or weeks`, 'write 0d, 7d or 2w');
    });
  return [...new Set(days)];
}

/** Writes a calendar with reminders of those entries that are not before `day`. */
export async function printCalendar(
  context: Context,
  entries: readonly CalendarEntry[],
  day: string,
  alarms: readonly number[],
): Promise<void> {
  const { calendarText } = await import('../../formats/write/ics');
  const options = { now: context.now(), alarms, alarmsFrom: day };
  await context.output.writeData(calendarText('cica', entries, options));
}
