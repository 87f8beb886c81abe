import { Command } from 'commander';
import type { Context } from '../../context';
import { aRecord, entities } from '../../domain/schema';
import {
  type FlagValues,
  fieldFlags,
  flaggedColumns,
  type ReferencedEntity,
  rawFromFlags,
  recordArgument,
  type Verb,
  withExamples,
  writeFlags,
} from '../flags/flags';
import type { Given } from './add';

interface Editing {
  readonly description?: string;
  readonly examples: readonly string[];
  /** Flags beside those of the columns. */
  readonly flags?: (command: Command) => Command;
  /** Changes the record that the reference names; as the flags give it, unless said otherwise. */
  readonly change?: (context: Context, reference: string, given: Given, flags: FlagValues) => Promise<void>;
}

/** `edit`: changes fields of a record. */
export const editVerb =
  (
    entity: ReferencedEntity,
    {
      description = 'Changes the fields that flags give: an empty value clears one, a list replaces the list. Without flags, at a terminal, it opens the record in $EDITOR.',
      examples,
      flags: more,
      change,
    }: Editing,
  ): Verb =>
  (context) => {
    const command = new Command('edit')
      .summary(`change ${aRecord(entities[entity])}`)
      .description(description)
      .addArgument(recordArgument(entity));
    fieldFlags(command, flaggedColumns(entities[entity]));
    withExamples(writeFlags(more?.(command) ?? command), ...examples);
    return command.action(async (reference: string, flags: FlagValues) => {
      const given: Given = rawFromFlags(entities[entity], flags);
      if (change !== undefined) return change(context, reference, given, flags);
      const { changeRecord } = await import('../write/record');
      await changeRecord(context, entity, reference, given, flags);
    });
  };
