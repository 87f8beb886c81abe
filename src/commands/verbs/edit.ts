import { Command } from 'commander';
import type { Context } from '../../context';
import { aRecord, type EntityName, entities } from '../../domain/schema';
import { find } from '../../register/find';
import {
  asOfFlag,
  type FlagValues,
  fieldFlags,
  formatFlags,
  rawFromFlags,
  withExamples,
  writeFlags,
} from '../flags/flags';
import type { ShowFlags } from '../print/page';

/* What a verb does is loaded when it is called: a list needs neither pages nor the rules of recording. */

/** The entities whose records people name. */
type NamedEntity = Exclude<EntityName, 'objection' | 'standing' | 'act'>;

/** How people name a record of each entity. */
const argumentOf: Readonly<Record<NamedEntity, readonly [name: string, about: string]>> = {
  body: ['code', 'code, name or alias'],
  party: ['code', 'code, name or alias'],
  meeting: ['ref', 'reference, like SOC-2023-12-12'],
  agenda_item: ['ref', 'reference, like SOC-2023-12-12#4'],
  decision: ['ref', 'reference, like SOC-2023-12-12/5, or official symbol'],
  instrument: ['code', 'code or title'],
  task: ['id', 'number of the task'],
  document: ['symbol', 'symbol, or whole title'],
};

/** `show`: one record, as a page or as data. */
export function showVerb(context: Context, entity: NamedEntity, examples: readonly string[]): Command {
  const [name, about] = argumentOf[entity];
  const command = formatFlags(
    new Command('show').summary(`show ${aRecord(entities[entity])}`).argument(`<${name}>`, about),
  );
  if (entity !== 'body' && entity !== 'agenda_item' && entity !== 'document') asOfFlag(command);
  withExamples(command, ...examples);
  return command.action(async (reference: string, flags: ShowFlags & { readonly asOf?: string }) => {
    const register = await context.register();
    const found = await find(register, entity, reference);
    const { showRecord } = await import('../print/page');
    await showRecord(context, register, found, context.asOf(flags.asOf), flags);
  });
}

/** `edit`: changes fields of a record. */
export function editVerb(context: Context, entity: NamedEntity, examples: readonly string[]): Command {
  const [name, about] = argumentOf[entity];
  const command = new Command('edit')
    .summary(`change ${aRecord(entities[entity])}`)
    .description(
      'Changes the fields that flags give: an empty value clears one, a list replaces the list. Without flags, at a terminal, it opens the record in $EDITOR.',
    )
    .argument(`<${name}>`, about);
  withExamples(writeFlags(fieldFlags(command, entities[entity])), ...examples);
  return command.action(async (reference: string, flags: FlagValues) => {
    const { changeRecord } = await import('../write/record');
    await changeRecord(context, entity, reference, rawFromFlags(entities[entity], flags), flags);
  });
}

/** `remove`: takes records out of the register; `dependents` is what --with-decisions removes too. */
export function removeVerb(
  context: Context,
  entity: NamedEntity,
  examples: readonly string[],
  dependents?: string,
): Command {
  const [name, about] = argumentOf[entity];
  const command = new Command('remove')
    .summary(`remove ${aRecord(entities[entity])}`)
    .description(
      'Removes it from the register, after asking; what others depend on is not removed. The history keeps what it was.',
    )
    .argument(`<${name}s...>`, about);
  if (dependents !== undefined) command.option('--with-decisions', `remove ${dependents} too`);
  withExamples(writeFlags(command), ...examples);
  return command.action(async (references: string[], flags: FlagValues) => {
    const { removeRecords } = await import('../write/remove');
    await removeRecords(context, entity, references, flags);
  });
}
