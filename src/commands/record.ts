import sql from 'sql-template-tag';
import type { Context } from '../context';
import { type Entity, type EntityName, entities } from '../domain/entities';
import { type FieldValue, parseFields, type RawRecord } from '../domain/fields';
import { type ListedRow, listedText } from '../domain/listed';
import { Problem } from '../domain/problem';
import { pick } from '../formats/json';
import { entityListing } from '../register/entityListing';
import { listAll } from '../register/listing';
import { Problems, type Recorded, Recorder } from '../register/recorder';
import { find } from '../register/references';
import type { FieldChange, Transaction } from '../store/store';
import { flagName } from './flags';

/** The flags of every write, as commander gives them. */
export interface WriteFlags {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly format?: string;
}

/** A record that was written, and how it reads now. */
interface Written {
  readonly recorded: Recorded;
  readonly row: ListedRow;
  readonly changes: readonly FieldChange[];
}

/**
 * Creates a record from what the flags say; prints its reference on stdout and a sentence on stderr.
 *
 * @throws Problem `usage` for what cannot be read, named by its flag.
 */
export async function addRecord(
  context: Context,
  name: EntityName,
  raw: RawRecord,
  flags: WriteFlags,
): Promise<string> {
  const entity = entities[name];
  const register = await context.register();
  const fields = fieldsFromFlags(context, entity, raw);
  const written = await register.write(
    context.commandLine,
    (transaction) => asFlags(entity, () => write(context, transaction, entity, fields, null)),
    flags,
  );
  await printWritten(context, entity, written, flags);
  return written.recorded.ref;
}

/** Changes a record as the flags say, or as it stands in an editor when they say nothing. */
export async function editRecord(
  context: Context,
  name: EntityName,
  reference: string,
  raw: RawRecord,
  flags: WriteFlags,
): Promise<void> {
  const entity = entities[name];
  const register = await context.register();
  const { id } = await find(register, name, reference);
  let fields: Record<string, FieldValue>;
  let version: number | undefined;
  if (Object.keys(raw).length > 0) fields = fieldsFromFlags(context, entity, raw);
  else if (context.interactive) {
    const { editInEditor } = await import('./editor');
    const edited = await editInEditor(context, entity, id, flags);
    if (edited === null) return;
    ({ fields, version } = edited);
  } else {
    throw new Problem('usage', 'nothing to change', `give a flag for each field, like --title TEXT; --help lists them`);
  }
  const written = await register.write(
    context.commandLine,
    (transaction) => asFlags(entity, () => write(context, transaction, entity, fields, { id, version })),
    flags,
  );
  await printWritten(context, entity, written, flags);
}

/** Removes records, after asking; all or none. */
export async function removeRecords(
  context: Context,
  name: EntityName,
  references: readonly string[],
  flags: WriteFlags & { readonly withDecisions?: boolean },
): Promise<void> {
  const entity = entities[name];
  const register = await context.register();
  const found = await Promise.all(references.map((reference) => find(register, name, reference)));
  const refs = found.map(({ ref }) => ref).join(', ');
  if (!flags.yes && !flags.dryRun) await confirmRemoval(context, `${entity.label} ${refs}`);
  await register.write(
    context.commandLine,
    async (transaction) => {
      const recorder = new Recorder(transaction, context.today);
      for (const { id } of found) await recorder.remove(name, id, { withDecisions: flags.withDecisions ?? false });
    },
    flags,
  );
  for (const { ref } of found) await context.output.write(`${ref}\n`);
  context.output.say(`${flags.dryRun ? 'would remove' : 'removed'} ${entity.label} ${refs}`);
}

async function confirmRemoval(context: Context, what: string): Promise<void> {
  if (!context.interactive) {
    throw new Problem('usage', `removing the ${what} has to be confirmed`, 'add --yes to do it without being asked');
  }
  const { confirm } = await import('../terminal/prompts');
  if (!(await confirm(`Remove the ${what}?`))) throw new Problem('interrupted', 'nothing was removed', '');
}

async function write(
  context: Context,
  transaction: Transaction,
  entity: Entity,
  fields: Record<string, FieldValue>,
  edited: { id: number; version: number | undefined } | null,
): Promise<Written> {
  const recorder = new Recorder(transaction, context.today);
  let current = edited === null ? null : await recorder.current(entity.name, edited.id);
  if (current !== null && edited?.version !== undefined) current = { ...current, version: edited.version };
  const recorded = await recorder.record(entity.name, fields, current);
  const { listing } = await entityListing(transaction, entity.name, context.asOf(undefined));
  const [row] = await listAll(transaction, listing, {
    columns: entity.columns.map((column) => column.name),
    where: [sql`${listing.id} = ${recorded.id}`],
    sort: [],
    limit: null,
  });
  return { recorded, row: row as ListedRow, changes: await recorder.describe(entity.name, recorded.changes) };
}

async function printWritten(context: Context, entity: Entity, written: Written, flags: WriteFlags): Promise<void> {
  const { recorded, row, changes } = written;
  const { output } = context;
  if (flags.format === 'json') {
    const columns = entity.columns.map(({ name }) => name);
    await output.writeData(`${JSON.stringify(pick(row, columns), null, 2)}\n`);
  } else await output.write(`${recorded.ref}\n`);
  const name = listedText(row.title ?? row.name);
  const named = `${entity.label} ${recorded.ref}${name === '' ? '' : ` "${name}"`}`;
  const does = flags.dryRun ? 'would be ' : '';
  if (recorded.outcome === 'created') output.say(`${does}recorded: ${named}`);
  else if (recorded.outcome === 'unchanged') output.say(`unchanged: ${named}`);
  else output.say(`${does}changed: ${named}\n${changeLines(changes)}`);
}

/** What changed, a line a field: old → new. */
export function changeLines(changes: readonly FieldChange[]): string {
  return changes
    .map(({ field, before, after }) => `  ${field}: ${changeText(before)} → ${changeText(after)}`)
    .join('\n');
}

function changeText(value: unknown): string {
  if (value === null || value === undefined) return '(empty)';
  const text = listedText(value as string);
  return text.length > 60 ? `"${text.slice(0, 59)}…"` : `"${text}"`;
}

/** Reads what the flags give. */
function fieldsFromFlags(context: Context, entity: Entity, raw: RawRecord): Record<string, FieldValue> {
  const { fields, problems } = parseFields(entity, raw, context.today);
  const [problem] = problems;
  if (problem !== undefined) throw named(entity, problem);
  return fields;
}

/** Runs what records, and names the flag that a problem is about. */
async function asFlags<T>(entity: Entity, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof Problems ? error.problems[0] : error;
    throw problem instanceof Problem ? named(entity, problem) : problem;
  }
}

/** These are typed without a flag. */
const unflagged = ['code', 'meeting'];

function named(entity: Entity, problem: Problem): Problem {
  const column = entity.columns.find(({ name }) => name === problem.column);
  if (column === undefined || unflagged.includes(column.name) || /^an? /.test(problem.message)) return problem;
  return new Problem(problem.kind, `--${flagName(column)}: ${problem.message}`, problem.advice);
}
