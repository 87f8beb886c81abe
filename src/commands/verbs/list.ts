import { Command } from 'commander';
import { columnNames, type EntityName, entities, pluralLabel } from '../../domain/schema';
import { kinds, standings, statuses } from '../../domain/vocabulary';
import type { Filters } from '../../register/list/filters';
import { lists } from '../../register/list/lists';
import { collect } from '../flags/collect';
import { asOfFlag, listFlags, timeFlags, type Verb, withExamples } from '../flags/flags';
import { listFlag, named, takingSame, valuesOf, words } from '../flags/values';
import { type ListFlags, printList } from '../print/list';

/** The flags of a list, its filters included. */
export type FilterFlags = Filters & { readonly asOf?: string };

/** Adds the flags of an entity's filters; `cica export` takes the same. */
export const filterFlags: { readonly [name in EntityName]: (command: Command) => Command } = {
  body: (command) =>
    command
      .addOption(listFlag('--kind <kinds>', 'of these kinds', valuesOf('body', 'kind')))
      .addOption(listFlag('--reports-to <bodies>', 'reporting to these bodies', named('body'))),
  party: (command) =>
    asOfFlag(
      command
        .addOption(listFlag('--kind <kinds>', 'of these kinds: state, organisation', valuesOf('party', 'kind')))
        .addOption(
          listFlag(
            '--standing <standings>',
            'with these standings: member, observer, partner, applicant',
            words(...standings, 'applicant'),
          ),
        ),
    ),
  meeting: (command) =>
    timeFlags(command)
      .addOption(listFlag('--body <bodies>', 'of these bodies', named('body')))
      .addOption(
        listFlag(
          '--status <statuses>',
          'with these statuses: scheduled, held, postponed, cancelled',
          valuesOf('meeting', 'status'),
        ),
      )
      .addOption(
        listFlag(
          '--mode <modes>',
          'held in these modes: in person, online, hybrid, written',
          valuesOf('meeting', 'mode'),
        ),
      ),
  agenda_item: (command) =>
    timeFlags(command)
      .addOption(listFlag('--meeting <refs>', 'of these meetings', named('meeting')))
      .addOption(listFlag('--body <bodies>', 'of meetings of these bodies', named('body'))),
  decision: (command) =>
    asOfFlag(
      timeFlags(command)
        .addOption(listFlag('--body <bodies>', 'taken by these bodies', named('body')))
        .addOption(listFlag('--meeting <refs>', 'of these meetings', named('meeting')))
        .option('--item <refs>', 'under these agenda items', collect)
        .addOption(
          listFlag('--action <verbs>', 'with these operative verbs, in any form', valuesOf('decision', 'action')),
        )
        .addOption(listFlag('--kind <kinds>', `of these kinds (${kinds.join(', ')})`, words(...kinds)))
        .addOption(listFlag('--party <parties>', 'with these parties, [ROLE:]PARTY', valuesOf('decision', 'parties')))
        .addOption(listFlag('--tag <tags>', 'with these tags', named('tag')))
        .addOption(listFlag('--to <bodies>', 'referred to these bodies', named('body')))
        .addOption(listFlag('--status <statuses>', `with these statuses (${statuses.join(', ')})`, words(...statuses)))
        .option('--in-force', 'in force')
        .option('--text <words>', 'with these words in title, text or evidence', collect),
    ),
  objection: (command) =>
    command
      .addOption(listFlag('--decision <refs>', 'to these decisions', named('decision')))
      .addOption(listFlag('--party <parties>', 'of these parties', named('party'))),
  standing: (command) =>
    command
      .addOption(listFlag('--party <parties>', 'of these parties', named('party')))
      .addOption(listFlag('--standing <standings>', 'of these: member, observer, partner', words(...standings))),
  instrument: (command) => command,
  act: (command) =>
    command
      .addOption(listFlag('--instrument <codes>', 'on these instruments', named('instrument')))
      .addOption(listFlag('--party <parties>', 'of these parties', named('party')))
      .addOption(listFlag('--kind <kinds>', 'of these kinds: signature, ratification, …', valuesOf('act', 'kind'))),
  task: (command) =>
    asOfFlag(
      command
        .addOption(listFlag('--decision <refs>', 'of these decisions', named('decision')))
        .addOption(
          listFlag('--responsible <names>', 'of these parties, bodies or persons', valuesOf('task', 'responsible')),
        )
        .option('--status <statuses>', 'with these statuses: open, overdue, done', collect)
        .option('--overdue', 'overdue'),
    ),
  document: (command) =>
    command
      .addOption(listFlag('--meeting <refs>', 'of these meetings', named('meeting')))
      .addOption(listFlag('--decision <refs>', 'of these decisions', named('decision')))
      .addOption(listFlag('--kind <kinds>', 'of these kinds: agenda, report, …', valuesOf('document', 'kind'))),
};

/** `list`: the records of an entity, filtered and sorted. */
export const listVerb =
  (entity: EntityName, ...examples: string[]): Verb =>
  (context) => {
    const what = pluralLabel(entities[entity]);
    const command = new Command('list')
      .summary(`list ${what}`)
      .description(
        `Lists ${what}. Several values of a filter with commas are "or", several filters "and". At a terminal it shows the first 50; in a pipe, all.`,
      );
    withExamples(listFlags(filterFlags[entity](command), columnNames(entities[entity])), ...examples);
    return command.action(async (flags: FilterFlags & ListFlags) => {
      const register = await context.register();
      const filtered = await lists[entity](register, flags, context.asOf(flags.asOf));
      await printList(context, register, filtered, flags);
    });
  };

/** All filters of all lists, for the commands that take each of them; decisions are what is mostly asked for. */
export function everyFilter(command: Command): Command {
  const ofDecisions = filterFlags.decision(new Command()).options;
  const seen = new Set<string>();
  for (const flagsOf of Object.values(filterFlags).toReversed()) {
    for (const option of flagsOf(new Command()).options) {
      if (option.long === undefined || seen.has(option.long)) continue;
      const same = ofDecisions.find(({ long }) => long === option.long);
      command.addOption(same === undefined ? option : takingSame(option, same));
      seen.add(option.long);
    }
  }
  return command;
}
