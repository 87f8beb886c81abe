import { Command } from 'commander';
import type { Context } from '../../context';
import { entities } from '../../domain/schema';
import { type FlagValues, fieldFlags, rawFromFlags, withExamples, writeFlags } from '../flags/flags';

export function meetingAdd(context: Context): Command {
  const command = new Command('add')
    .summary('record a meeting')
    .description(
      'Records a meeting of a body. At a terminal it asks for what is missing, then for agenda and decisions, and records all of it at once at the end: one cica undo takes it back.',
    );
  fieldFlags(command, entities.meeting);
  withExamples(
    writeFlags(command),
    'cica meeting add --body SOC --date 2025-06-18 --place Astana --chair "Talgat Kaliyev"',
    'cica meeting add --body MC --date "Sep 2025" --mode online --source "CICA press release"',
  );
  return command.action(async (flags: FlagValues) => {
    const raw = rawFromFlags(entities.meeting, flags);
    if ((raw.body && raw.date) || !context.interactive) {
      const { addRecord } = await import('../write/record');
      await addRecord(context, 'meeting', raw, flags);
      return;
    }
    const { askMeeting } = await import('../ask/meeting');
    await askMeeting(context, raw, flags);
  });
}
