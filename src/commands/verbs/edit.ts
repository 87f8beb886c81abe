import { Command } from 'commander';
import type { Context } from '../../context';
import { entities, labelWithArticle } from '../../domain/schema';
import {
  editFromFlags,
  type FlagValues,
  fieldFlags,
  flaggedColumns,
  type GivenEdit,
  itemFlags,
  type ReferencedEntity,
  recordsArgument,
  type Verb,
  withExamples,
  writeFlags,
} from '../flags/flags';

interface Editing {
  readonly description?: string;
  readonly examples: readonly string[];
  /** Flags beside those of the columns. */
  readonly flags?: (command: Command) => Command;
  /** Changes the records that references name. By default, `changeRecords`. */
  readonly change?: (
    context: Context,
    references: readonly string[],
    given: GivenEdit,
    flags: FlagValues,
  ) => Promise<void>;
}

/** `edit`: changes fields of a record, or of several at once. */
export const editVerb =
  (
    entity: ReferencedEntity,
    {
      description = 'Changes the fields that flags give. An empty value clears a field; a list replaces the whole list. Several records are changed together or not at all. Without flags, at a terminal, opens the record in $EDITOR, or asks for changes line by line.',
      examples,
      flags: more,
      change,
    }: Editing,
  ): Verb =>
  (context) => {
    const command = new Command('edit')
      .summary(`change ${labelWithArticle(entities[entity])}`)
      .description(description)
      .addArgument(recordsArgument(entity));
    itemFlags(fieldFlags(command, flaggedColumns(entities[entity])), entities[entity]);
    withExamples(writeFlags(more?.(command) ?? command), ...examples);
    return command.action(async (references: string[], flags: FlagValues) => {
      const given = editFromFlags(entities[entity], flags);
      if (change !== undefined) return change(context, references, given, flags);
      const { changeRecords } = await import('../write/edit');
      await changeRecords(context, entity, references, given, flags);
    });
  };
