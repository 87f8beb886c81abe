import { type Argument, Command } from 'commander';
import type { Context } from '../../context';
import type { RawValue } from '../../domain/fields';
import { aRecord, type Column, entities } from '../../domain/schema';
import {
  type FlagValues,
  fieldFlags,
  flaggedColumns,
  type ReferencedEntity,
  rawFromFlags,
  type Verb,
  withExamples,
  writeFlags,
} from '../flags/flags';
import { argument, columnValues } from '../flags/values';

/** What is given of a record, by its columns. */
export type Given = Record<string, RawValue>;

interface Adding {
  readonly description?: string;
  readonly examples: readonly string[];
  /** Flags beside those of the columns. */
  readonly flags?: (command: Command) => Command;
  /** Records it; as the flags give it, unless said otherwise. */
  readonly record?: (context: Context, given: Given, flags: FlagValues) => Promise<void>;
  /** Whether a person is asked for arguments that are missing. */
  readonly asks?: true;
}

/** `add`: records one of an entity; its columns are arguments or flags, as the schema says. */
export const addVerb =
  (
    entity: ReferencedEntity,
    { description = '', examples, flags: more, record = addRecord(entity), asks }: Adding,
  ): Verb =>
  (context) => {
    const columns = flaggedColumns(entities[entity]);
    const [args, flagged] = [columns.filter((one) => one.argument), columns.filter((one) => !one.argument)];
    const command = new Command('add').summary(`record ${aRecord(entities[entity])}`).description(description);
    for (const column of args) command.addArgument(columnArgument(column, asks !== true));
    fieldFlags(command, flagged);
    withExamples(writeFlags(more?.(command) ?? command), ...examples);
    return command.action(async (...values: unknown[]) => {
      const flags = command.opts<FlagValues>();
      const given: Given = rawFromFlags(entities[entity], flags);
      for (const [place, { name }] of args.entries()) {
        if (values[place] !== undefined) given[name] = values[place] as string;
      }
      await record(context, given, flags);
    });
  };

/** Records what is given. */
export const addRecord =
  (entity: ReferencedEntity) =>
  async (context: Context, given: Given, flags: FlagValues): Promise<void> => {
    const { addRecord } = await import('../write/record');
    await addRecord(context, entity, given, flags);
  };

function columnArgument(column: Column, required: boolean): Argument {
  const about = typeof column.argument === 'string' ? column.argument : column.description;
  return argument(required ? `<${column.name}>` : `[${column.name}]`, about, columnValues(column));
}
