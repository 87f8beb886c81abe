import { type Argument, Command } from 'commander';
import type { Context } from '../../context';
import type { RawRecord, RawValue } from '../../domain/fields';
import { type Column, entities, labelWithArticle } from '../../domain/schema';
import type { QuestionOptions } from '../ask/questions';
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

export type Given = Record<string, RawValue>;

interface Adding {
  readonly description?: string;
  readonly examples: readonly string[];
  /** Flags beside those of the columns. */
  readonly flags?: (command: Command) => Command;
  /** Asks a person at a terminal for what is missing; returns the whole record, or null if the person gives up. */
  readonly ask?: (context: Context, given: Given) => Promise<RawRecord | null>;
  /** Records it; by default, with the values from the flags. */
  readonly record?: (context: Context, given: RawRecord, flags: FlagValues) => Promise<void>;
}

/** `add`: creates a record of an entity; its columns are arguments or flags, as the schema says. */
export const addVerb =
  (
    entity: ReferencedEntity,
    { description = '', examples, flags: more, ask = askMissing(entity), record = addRecord(entity) }: Adding,
  ): Verb =>
  (context) => {
    const columns = flaggedColumns(entities[entity]);
    const [args, flagged] = [columns.filter((one) => one.argument), columns.filter((one) => !one.argument)];
    const command = new Command('add').summary(`record ${labelWithArticle(entities[entity])}`).description(description);
    for (const column of args) command.addArgument(columnArgument(column));
    fieldFlags(command, flagged);
    withExamples(writeFlags(more?.(command) ?? command), ...examples);
    return command.action(async (...values: unknown[]) => {
      const flags = command.opts<FlagValues>();
      const given: Given = rawFromFlags(entities[entity], flags);
      for (const [index, { name }] of args.entries()) {
        if (values[index] !== undefined) given[name] = values[index] as string;
      }
      const known = context.interactive ? await ask(context, given) : given;
      if (known === null) context.output.say('nothing was recorded');
      else if (known === given) await record(context, known, flags);
      else {
        const [{ withRetries }, { sayUndo }] = await Promise.all([
          import('../ask/problems'),
          import('../write/record'),
        ]);
        await withRetries(context, () => record(context, known, { ...flags, isConfirmed: true }));
        sayUndo(context);
      }
    });
  };

/**
 * Asks for a record if a column that it needs is missing.
 *
 * @param needed the columns without which it asks
 * @param own how it asks for columns, where that differs from the default
 */
export const askMissing =
  (
    entity: ReferencedEntity,
    needed: readonly string[] = requiredColumns(entity),
    overrides: { readonly [column: string]: QuestionOptions } = {},
  ) =>
  async (context: Context, given: Given): Promise<RawRecord | null> => {
    if (needed.every((name) => given[name])) return given;
    const [{ checkGiven }, { askRecord }] = await Promise.all([import('../ask/questions'), import('../ask/record')]);
    await checkGiven(context, entities[entity], given);
    return askRecord(context, entity, given, { overrides });
  };

const requiredColumns = (entity: ReferencedEntity): string[] =>
  flaggedColumns(entities[entity]).flatMap(({ name, required }) => (required ? [name] : []));

/** Records the given values. */
export const addRecord =
  (entity: ReferencedEntity) =>
  async (context: Context, given: RawRecord, flags: FlagValues): Promise<void> => {
    const { addRecord } = await import('../write/record');
    await addRecord(context, entity, given, flags);
  };

/** A column as an argument; it is optional, since it can be asked for at a terminal. */
function columnArgument(column: Column): Argument {
  const about = typeof column.argument === 'string' ? column.argument : column.description;
  return argument(`[${column.name}]`, about, columnValues(column));
}
