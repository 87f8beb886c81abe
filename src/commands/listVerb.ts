import { Command, type Option } from 'commander';
import type { Context } from '../context';
import { type EntityName, entities, pluralLabel } from '../domain/schema';
import { type DecisionFilters, decisionList } from '../register/decision/list';
import {
  actList,
  agendaList,
  bodyList,
  documentList,
  type Filtered,
  instrumentList,
  meetingList,
  objectionList,
  partyList,
  standingList,
  taskList,
} from '../register/list/lists';
import type { Reader } from '../store/store';
import { collect } from './collect';
import { asOfFlag, decisionFilterFlags, listFlags, timeFlags, withExamples } from './flags';
import { type ListFlags, printList } from './print';

/** The flags of a list, its filters included. */
export type FilterFlags = DecisionFilters & {
  readonly reportsTo?: readonly string[];
  readonly mode?: readonly string[];
  readonly standing?: readonly string[];
  readonly decision?: readonly string[];
  readonly instrument?: readonly string[];
  readonly responsible?: readonly string[];
  readonly overdue?: boolean;
  readonly asOf?: string;
};

interface ListOf {
  /** Adds the flags of the filters. */
  filters(command: Command): Command;
  find(context: Context, reader: Reader, flags: FilterFlags): Promise<Filtered>;
}

/** The lists of the entities and their filters; `cica export` takes the same. */
export const listsOf: { readonly [name in EntityName]: ListOf } = {
  body: {
    filters: (command) =>
      command
        .option('--kind <kinds>', 'of these kinds', collect)
        .option('--reports-to <bodies>', 'reporting to these bodies', collect),
    find: (_, reader, flags) => bodyList(reader, flags),
  },
  party: {
    filters: (command) =>
      asOfFlag(
        command
          .option('--kind <kinds>', 'of these kinds: state, organisation', collect)
          .option('--standing <standings>', 'with these standings: member, observer, partner, applicant', collect),
      ),
    find: (context, reader, flags) => partyList(reader, flags, context.asOf(flags.asOf).day),
  },
  meeting: {
    filters: (command) =>
      timeFlags(command)
        .option('--body <bodies>', 'of these bodies', collect)
        .option('--status <statuses>', 'with these statuses: scheduled, held, postponed, cancelled', collect)
        .option('--mode <modes>', 'held in these modes: in person, online, hybrid, written', collect),
    find: (context, reader, flags) => meetingList(reader, flags, context.today),
  },
  agenda_item: {
    filters: (command) =>
      timeFlags(command)
        .option('--meeting <refs>', 'of these meetings', collect)
        .option('--body <bodies>', 'of meetings of these bodies', collect),
    find: (context, reader, flags) => agendaList(reader, flags, context.today),
  },
  decision: {
    filters: (command) => asOfFlag(decisionFilterFlags(command)),
    find: (context, reader, flags) => decisionList(reader, flags, context.asOf(flags.asOf)),
  },
  objection: {
    filters: (command) =>
      command
        .option('--decision <refs>', 'to these decisions', collect)
        .option('--party <parties>', 'of these parties', collect),
    find: (_, reader, flags) => objectionList(reader, flags),
  },
  standing: {
    filters: (command) =>
      command
        .option('--party <parties>', 'of these parties', collect)
        .option('--standing <standings>', 'of these: member, observer, partner', collect),
    find: (_, reader, flags) => standingList(reader, flags),
  },
  instrument: { filters: (command) => command, find: () => instrumentList() },
  act: {
    filters: (command) =>
      command
        .option('--instrument <codes>', 'on these instruments', collect)
        .option('--party <parties>', 'of these parties', collect)
        .option('--kind <kinds>', 'of these kinds: signature, ratification, …', collect),
    find: (_, reader, flags) => actList(reader, flags),
  },
  task: {
    filters: (command) =>
      asOfFlag(
        command
          .option('--decision <refs>', 'of these decisions', collect)
          .option('--responsible <names>', 'of these parties, bodies or persons', collect)
          .option('--status <statuses>', 'with these statuses: open, overdue, done', collect)
          .option('--overdue', 'overdue'),
      ),
    find: (context, reader, flags) => taskList(reader, flags, context.asOf(flags.asOf)),
  },
  document: {
    filters: (command) =>
      command
        .option('--meeting <refs>', 'of these meetings', collect)
        .option('--decision <refs>', 'of these decisions', collect)
        .option('--kind <kinds>', 'of these kinds: agenda, report, …', collect),
    find: (_, reader, flags) => documentList(reader, flags),
  },
};

/** `list`: the records of an entity, filtered and sorted. */
export function listVerb(context: Context, entity: EntityName, examples: readonly string[]): Command {
  const what = pluralLabel(entities[entity]);
  const command = new Command('list')
    .summary(`list ${what}`)
    .description(
      `Lists ${what}. Several values of a filter with commas are "or", several filters "and". At a terminal it shows the first 50; in a pipe, all.`,
    );
  withExamples(listFlags(listsOf[entity].filters(command)), ...examples);
  return command.action(async (flags: FilterFlags & ListFlags) => {
    const register = await context.register();
    await printList(context, register, await listsOf[entity].find(context, register, flags), flags);
  });
}

/** All filters of all lists, for the commands that take each of them. */
export function everyFilter(command: Command): Command {
  const seen = new Set<string>();
  for (const { filters } of Object.values(listsOf).toReversed()) {
    for (const option of filters(new Command()).options as Option[]) {
      if (option.long && !seen.has(option.long)) command.addOption(option);
      seen.add(option.long ?? '');
    }
  }
  return command;
}
