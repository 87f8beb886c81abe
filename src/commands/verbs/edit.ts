import { Command } from 'commander';
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

/** `edit`: changes fields of a record. */
export const editVerb =
  (entity: ReferencedEntity, ...examples: string[]): Verb =>
  (context) => {
    const command = new Command('edit')
      .summary(`change ${aRecord(entities[entity])}`)
      .description(
        'Changes the fields that flags give: an empty value clears one, a list replaces the list. Without flags, at a terminal, it opens the record in $EDITOR.',
      )
      .addArgument(recordArgument(entity));
    withExamples(writeFlags(fieldFlags(command, flaggedColumns(entities[entity]))), ...examples);
    return command.action(async (reference: string, flags: FlagValues) => {
      const { changeRecord } = await import('../write/record');
      await changeRecord(context, entity, reference, rawFromFlags(entities[entity], flags), flags);
    });
  };
