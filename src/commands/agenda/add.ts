import { Command } from 'commander';
import type { Context } from '../../context';
import { entities } from '../../domain/schema';
import { type FlagValues, fieldFlags, rawFromFlags, withExamples, writeFlags } from '../flags/flags';

export function agendaAdd(context: Context): Command {
  const command = new Command('add')
    .summary('record an agenda item')
    .description("Records a point of a meeting's agenda; without --number it gets the next whole one.");
  command.argument('<meeting>', 'the meeting, like SOC-2023-12-12').argument('<title>', 'title');
  fieldFlags(command, entities.agenda_item, ['meeting', 'title']);
  withExamples(
    writeFlags(command),
    'cica agenda add SOC-2023-12-12 "Dates of the next meetings"',
    'cica agenda add SOC-2023-12-12 "Any other business" --number AOB',
  );
  return command.action(async (meeting: string, title: string, flags: FlagValues) => {
    const { addRecord } = await import('../write/record');
    await addRecord(context, 'agenda_item', { ...rawFromFlags(entities.agenda_item, flags), meeting, title }, flags);
  });
}
