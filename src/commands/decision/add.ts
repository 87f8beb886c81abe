import { Command } from 'commander';
import type { Context } from '../../context';
import { entities } from '../../domain/schema';
import {
  type FlagValues,
  fieldFlags,
  linkFlags,
  linksFromFlags,
  rawFromFlags,
  withExamples,
  writeFlags,
} from '../flags/flags';

export function decisionAdd(context: Context): Command {
  const command = new Command('add')
    .summary('record a decision')
    .description(
      'Records one outcome of a meeting: one operative act. Verbs are taken in any form (adopt, adopted, "took note of"), parties by code, name or alias. At a terminal it asks for what is missing, then for further decisions of the meeting, and records all of them at once at the end.',
    );
  command.argument('[meeting]', 'the meeting, like SOC-2023-12-12').argument('[title]', 'title');
  linkFlags(fieldFlags(command, entities.decision, ['meeting', 'title']));
  withExamples(
    writeFlags(command),
    'cica decision add SOC-2023-12-12 --item 1 --action adopted --kind budget --period 2024 "Travel budget for 2024"',
    'cica decision add SOC-2023-12-12 --action recommend --kind observer-status --party applicant:JPN --to MC "Observer status for Japan"',
    'cica decision add SOC-2024-12-05 --action note --follows-up SOC-2023-12-12/7 "Progress of the roadmap"',
    'cica decision add SOC-2023-12-12 --action approve --votes-for 20 --votes-against 3 --votes-abstain 4 "Rules of the fund"',
  );
  return command.action(async (meeting: string | undefined, title: string | undefined, flags: FlagValues) => {
    const raw = rawFromFlags(entities.decision, flags);
    const links = linksFromFlags(flags);
    if (links.length > 0) raw.links = links;
    if (meeting !== undefined) raw.meeting = meeting;
    if (title !== undefined) raw.title = title;
    if ((raw.meeting && raw.title && raw.action) || !context.interactive) {
      const { addRecord } = await import('../write/record');
      await addRecord(context, 'decision', raw, flags);
      return;
    }
    const { askDecisions } = await import('../ask/decision');
    await askDecisions(context, raw, flags);
  });
}
