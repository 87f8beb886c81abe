import { Command, type Option } from 'commander';
import type { Context } from '../../context';
import { type EntityName, entities, pluralLabel } from '../../domain/schema';
import type { Filters } from '../../register/list/filters';
import { lists } from '../../register/list/lists';
import { collect } from '../flags/collect';
import { asOfFlag, decisionFilterFlags, listFlags, timeFlags, withExamples } from '../flags/flags';
import { type ListFlags, printList } from '../print/list';

/** The flags of a list, its filters included. */
export type FilterFlags = Filters & { readonly asOf?: string };

/** Adds the flags of an entity's filters; `cica export` takes the same. */
export const filterFlags: { readonly [name in EntityName]: (command: Command) => Command } = {
  body: (command) =>
    command
      .option('--kind <kinds>', 'of these kinds', collect)
      .option('--reports-to <bodies>', 'reporting to these bodies', collect),
  party: (command) =>
    asOfFlag(
      command
        .option('--kind <kinds>', 'of these kinds: state, organisation', collect)
        .option('--standing <standings>', 'with these standings: member, observer, partner, applicant', collect),
    ),
  meeting: (command) =>
    timeFlags(command)
      .option('--body <bodies>', 'of these bodies', collect)
      .option('--status <statuses>', 'with these statuses: scheduled, held, postponed, cancelled', collect)
      .option('--mode <modes>', 'held in these modes: in person, online, hybrid, written', collect),
  agenda_item: (command) =>
    timeFlags(command)
      .option('--meeting <refs>', 'of these meetings', collect)
      .option('--body <bodies>', 'of meetings of these bodies', collect),
  decision: (command) => asOfFlag(decisionFilterFlags(command)),
  objection: (command) =>
    command
      .option('--decision <refs>', 'to these decisions', collect)
      .option('--party <parties>', 'of these parties', collect),
  standing: (command) =>
    command
      .option('--party <parties>', 'of these parties', collect)
      .option('--standing <standings>', 'of these: member, observer, partner', collect),
  instrument: (command) => command,
  act: (command) =>
    command
      .option('--instrument <codes>', 'on these instruments', collect)
      .option('--party <parties>', 'of these parties', collect)
      .option('--kind <kinds>', 'of these kinds: signature, ratification, …', collect),
  task: (command) =>
    asOfFlag(
      command
        .option('--decision <refs>', 'of these decisions', collect)
        .option('--responsible <names>', 'of these parties, bodies or persons', collect)
        .option('--status <statuses>', 'with these statuses: open, overdue, done', collect)
        .option('--overdue', 'overdue'),
    ),
  document: (command) =>
    command
      .option('--meeting <refs>', 'of these meetings', collect)
      .option('--decision <refs>', 'of these decisions', collect)
      .option('--kind <kinds>', 'of these kinds: agenda, report, …', collect),
};

/** `list`: the records of an entity, filtered and sorted. */
export function listVerb(context: Context, entity: EntityName, examples: readonly string[]): Command {
  const what = pluralLabel(entities[entity]);
  const command = new Command('list')
    .summary(`list ${what}`)
    .description(
      `Lists ${what}. Several values of a filter with commas are "or", several filters "and". At a terminal it shows the first 50; in a pipe, all.`,
    );
  withExamples(listFlags(filterFlags[entity](command)), ...examples);
  return command.action(async (flags: FilterFlags & ListFlags) => {
    const register = await context.register();
    const filtered = await lists[entity](register, flags, context.asOf(flags.asOf));
    await printList(context, register, filtered, flags);
  });
}

/** All filters of all lists, for the commands that take each of them. */
export function everyFilter(command: Command): Command {
  const seen = new Set<string>();
  for (const flagsOf of Object.values(filterFlags).toReversed()) {
    for (const option of flagsOf(new Command()).options as Option[]) {
      if (option.long && !seen.has(option.long)) command.addOption(option);
      seen.add(option.long ?? '');
    }
  }
  return command;
}
