import type { Context } from '../../context';
import { parseFields, type RawRecord } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import type { InputOf } from '../../domain/record';
import { meetingReference, parseMeetingReference } from '../../domain/reference';
import { formatValue, type Row } from '../../domain/row';
import { type Entity, type EntityName, entities } from '../../domain/schema';
import { recordObject } from '../../formats/write/json';
import { getRow } from '../../register/meeting/minutes';
import type { Recorded, Recorder } from '../../register/record/recorder';
import type { FieldChange } from '../../store/store';
import { visible } from '../../terminal/output';
import { flagName, type WriteFlags } from '../flags/flags';
import { changeLines } from './changeLines';
import { withRecorder } from './withRecorder';

/** A record that was written, and how it reads now. */
export interface Written {
  readonly entity: Entity;
  readonly recorded: Recorded;
  readonly row: Row;
  readonly changes: readonly FieldChange[];
  /** The column to print if the record is unchanged. */
  readonly editedColumn?: string | undefined;
}

/** Creates a record from flags, and prints it. */
export async function addRecord(context: Context, name: EntityName, raw: RawRecord, flags: WriteFlags): Promise<void> {
  const bare = argumentNames(entities[name]);
  await context.register();
  const fields = fieldsFromFlags(context, name, raw, bare);
  await writeRecord(context, name, flags, (recorder) => recorder.record(name, fields), bare);
}

/**
 * Applies an action to a record in one write, prints the record, and returns it. The action itself reads everything
 * that determines what is written, so that nobody writes in between.
 *
 * @throws Problem `usage` for an invalid value, which names its flag; the columns of `bare` have none.
 */
export async function writeRecord(
  context: Context,
  name: EntityName,
  flags: WriteFlags,
  action: (recorder: Recorder) => Promise<Recorded>,
  bare: readonly string[] = [],
): Promise<Written> {
  const written = await withRecorder(context, flags, async (recorder) => {
    const recorded = await asFlags(entities[name], bare, () => action(recorder));
    return asWritten(context, recorder, name, recorded);
  });
  await printWritten(context, written, flags);
  return written;
}

/** A record as a list returns it after the write. */
export async function asWritten(
  context: Context,
  recorder: Recorder,
  name: EntityName,
  recorded: Recorded,
): Promise<Written> {
  const row = await getRow(recorder.transaction, name, recorded.id, context.asOf(undefined));
  return { entity: entities[name], recorded, row, changes: await recorder.describe(name, recorded.changes) };
}

/** Prints a record that was written: its reference for scripts, a sentence for people. */
export async function printWritten(context: Context, written: Written, flags: WriteFlags): Promise<void> {
  const { entity, recorded, row } = written;
  const { output } = context;
  if (flags.format === 'json') await output.writeJson(recordObject(entity.name, row));
  else if (!flags.isConfirmed) await output.write(`${recorded.ref}\n`);
  sayWritten(context, written, flags);
}

/** Says how to revert what a person has entered at a terminal, if it was recorded. */
export function sayUndo({ output, recorded }: Context): void {
  if (recorded) output.say('`cica undo` reverts it');
}

/** Reports on stderr what was written. */
export function sayWritten(context: Context, written: Written, flags: WriteFlags): void {
  const { entity, recorded, row, changes, editedColumn } = written;
  const { output } = context;
  const title = entity.title === undefined ? '' : formatValue(row[entity.title]);
  const name = title === recorded.ref ? '' : title;
  const named = `${entity.label} ${recorded.ref}${name === '' ? '' : ` "${visible(name)}"`}`;
  const does = flags.dryRun ? 'would be ' : '';
  if (recorded.outcome === 'created') output.say(`${does}recorded: ${named}`);
  else if (recorded.outcome === 'unchanged') {
    const value = editedColumn === undefined ? '' : `\n  ${editedColumn}: "${formatValue(row[editedColumn])}"`;
    output.say(`unchanged: ${named}${value}`);
  } else output.say(`${does}changed: ${named}\n${changeLines(changes)}`);
  if (entity.name === 'meeting') warnAboutOtherMeeting(context, written);
}

/** A second meeting of a body on one day is rare: more often it is already on record. */
function warnAboutOtherMeeting(context: Context, { recorded: { outcome, ref }, changes }: Written): void {
  const reference = parseMeetingReference(ref);
  const moved = changes.some(({ field }) => field === 'body' || field === 'date');
  if (reference === null || reference.suffix === 0 || (outcome !== 'created' && !moved)) return;
  const first = meetingReference(reference.body, reference.date);
  context.output.say(`${first} is, or was, another meeting on that day; if they are the same, remove this one`);
}

/**
 * Reads the values of the flags.
 *
 * @throws Problem `usage` for an invalid value, which names its flag; the columns of `bare` have none.
 */
export function fieldsFromFlags<E extends EntityName>(
  context: Context,
  name: E,
  raw: RawRecord,
  bare: readonly string[] = [],
): InputOf<E> {
  const entity = entities[name];
  const { fields, problems } = parseFields(entity, raw, context.today);
  const [problem] = problems;
  if (problem !== undefined) throw asFlag(entity, bare, problem);
  return fields as InputOf<E>;
}

/** Runs a write, and names the flag in problems with it. */
export async function asFlags<T>(entity: Entity, bare: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Problem ? asFlag(entity, bare, error.parts[0]) : error;
  }
}

/** The columns that `add` takes as arguments. */
export function argumentNames({ columns }: Entity): string[] {
  return columns.flatMap(({ name, argument }) => (argument === undefined ? [] : [name]));
}

/** The problem, with the flag of the column that it is about; a `bare` column has none. */
function asFlag(entity: Entity, bare: readonly string[], problem: Problem): Problem {
  const column = entity.columns.find(({ name }) => name === problem.column);
  if (column === undefined || column.flagless) return problem;
  const { kind, message, advice, details } = problem;
  const isArgument = bare.includes(column.name);
  const flag = `--${flagName(column)}`;
  if (problem.reason === 'missing field') {
    const words = column.values === undefined ? '' : ` (${column.values.join(', ')})`;
    const description = typeof column.argument === 'string' ? column.argument : column.description;
    const about = description === column.name ? '' : `: ${description}`;
    const how = isArgument ? `give <${column.name}> after the command` : `give it with ${flag}`;
    return new Problem(kind, message, `${how}${about}${words}`);
  }
  if (isArgument) return problem;
  const sentence = message.startsWith(`${column.name} `) ? message.replace(column.name, flag) : `${flag}: ${message}`;
  return new Problem(kind, sentence, advice, { details });
}
