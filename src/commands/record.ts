import type { Context } from '../context';
import { type Entity, type EntityName, entities } from '../domain/entities';
import { type FieldValue, parseFields, type RawRecord } from '../domain/fields';
import { type ListedRow, listedText } from '../domain/listed';
import { Problem } from '../domain/problem';
import { meetingReference, parseMeetingReference } from '../domain/reference';
import { cutPlace, truncate } from '../domain/text';
import { pick } from '../formats/json';
import { recordOf } from '../register/minutes';
import { type Current, Needed, Problems, type Recorded, Recorder } from '../register/recorder';
import { find } from '../register/references';
import type { FieldChange, Transaction } from '../store/store';
import { visible } from '../terminal/output';
import { agrees } from './agrees';
import { flagName } from './flags';

/** The flags of every write, as commander gives them. */
export interface WriteFlags {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly format?: string;
  /** Let another body answer than the one that was asked. */
  readonly force?: boolean;
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
  const bare = addedWithoutFlag[name];
  const fields = fieldsFromFlags(context, entity, raw, bare);
  const written = await register.write(
    context.commandLine,
    (transaction) => asFlags(entity, bare, () => write(context, transaction, entity, fields, null, flags)),
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
  const { id } = await find(await context.register(), name, reference);
  await changeRecord(context, name, id, raw, flags);
}

/** Changes the record of an id. */
export async function changeRecord(
  context: Context,
  name: EntityName,
  id: number,
  raw: RawRecord,
  flags: WriteFlags,
): Promise<void> {
  const entity = entities[name];
  const register = await context.register();
  const change = async (fields: Record<string, FieldValue>, before?: Current) => {
    const written = await register.write(
      context.commandLine,
      (transaction) => asFlags(entity, [], () => write(context, transaction, entity, fields, { id, before }, flags)),
      flags,
    );
    await printWritten(context, entity, written, flags);
  };
  if (Object.keys(raw).length > 0) return change(fieldsFromFlags(context, entity, raw, []));
  if (!context.interactive) {
    throw new Problem('usage', 'nothing to change', `give a flag for each field, like --title TEXT; --help lists them`);
  }
  const { editInEditor } = await import('./editor');
  await editInEditor(context, entity, id, flags, change);
}

/** Removes records, after asking; all or none. */
export async function removeRecords(
  context: Context,
  name: EntityName,
  references: readonly string[],
  flags: WriteFlags & { readonly withDecisions?: boolean },
): Promise<void> {
  const register = await context.register();
  const named = await Promise.all(references.map((reference) => find(register, name, reference)));
  await removeFound(context, name, named, flags);
}

/** Removes records that were found already. */
export async function removeFound(
  context: Context,
  name: EntityName,
  named: readonly { readonly id: number; readonly ref: string }[],
  flags: WriteFlags & { readonly withDecisions?: boolean },
): Promise<void> {
  const entity = entities[name];
  const register = await context.register();
  const found = [...new Map(named.map((one) => [one.id, one])).values()];
  const refs = found.map(({ ref }) => ref).join(', ');
  const what = `the ${entity.label} ${refs}`;
  const asked = { doing: `removing ${what}`, question: `Remove ${what}?`, nothing: 'nothing was removed' };
  if (!flags.yes && !flags.dryRun && !(await agrees(context, asked))) return;
  const also = await register.write(
    context.commandLine,
    async (transaction) => {
      const recorder = new Recorder(transaction, context.today);
      const gone: string[] = [];
      for (const { id } of found) {
        gone.push(...(await recorder.remove(name, id, { withDecisions: flags.withDecisions ?? false })));
      }
      return gone;
    },
    flags,
  );
  for (const { ref } of found) await context.output.write(`${ref}\n`);
  context.output.say(`${flags.dryRun ? 'would be removed' : 'removed'}: ${entity.label} ${refs}${andWithIt(also)}`);
}

/** What else was removed; of many the first ones. */
function andWithIt(refs: readonly string[]): string {
  if (refs.length === 0) return '';
  const more = refs.length > 20 ? ` and ${refs.length - 20} more` : '';
  return `, and with it ${refs.slice(0, 20).join(', ')}${more}`;
}

async function write(
  context: Context,
  transaction: Transaction,
  entity: Entity,
  fields: Record<string, FieldValue>,
  edited: { readonly id: number; readonly before: Current | undefined } | null,
  { force = false }: WriteFlags,
): Promise<Written> {
  const recorder = new Recorder(transaction, context.today, { force });
  const current = edited && (edited.before ?? (await recorder.current(entity.name, edited.id)));
  const recorded = await recorder.record(entity.name, fields, current);
  const row = await recordOf(transaction, entity.name, recorded.id, context.asOf(undefined));
  return { recorded, row, changes: await recorder.describe(entity.name, recorded.changes) };
}

async function printWritten(context: Context, entity: Entity, written: Written, flags: WriteFlags): Promise<void> {
  const { recorded, row, changes } = written;
  const { output } = context;
  if (flags.format === 'json') {
    const columns = entity.columns.map(({ name }) => name);
    await output.writeData(`${JSON.stringify(pick(row, columns), null, 2)}\n`);
  } else await output.write(`${recorded.ref}\n`);
  const title = listedText(row.title ?? row.name ?? row.what ?? (entity.name === 'objection' ? row.party : null));
  const name = title === recorded.ref ? '' : title;
  const named = `${entity.label} ${recorded.ref}${name === '' ? '' : ` "${visible(name)}"`}`;
  const does = flags.dryRun ? 'would be ' : '';
  if (recorded.outcome === 'created') output.say(`${does}recorded: ${named}`);
  else if (recorded.outcome === 'unchanged') output.say(`unchanged: ${named}`);
  else output.say(`${does}changed: ${named}\n${changeLines(changes)}`);
  if (entity.name === 'meeting') tellOfOther(context, written);
}

/** A second meeting of a body on one day is rare: more often it is on record already. */
function tellOfOther(context: Context, { recorded: { outcome, ref }, changes }: Written): void {
  const reference = parseMeetingReference(ref);
  const moved = changes.some(({ field }) => field === 'body' || field === 'date');
  if (reference === null || reference.suffix === 0 || (outcome !== 'created' && !moved)) return;
  const first = meetingReference(reference.body, reference.date);
  context.output.say(`${first} is, or was, another meeting of that day; if this is the same, remove this one`);
}

/** What changed, a line a field: old → new. */
export function changeLines(changes: readonly FieldChange[]): string {
  return changes
    .map(({ field, before, after }) => {
      const [was, is] = [lineOf(before), lineOf(after)];
      const from = firstDifference(was ?? '', is ?? '');
      return `  ${field}: ${excerpt(was, from)} → ${excerpt(is, from)}`;
    })
    .join('\n');
}

/** A value on one line, null for none. */
const lineOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : visible(listedText(value as string)).replaceAll(/\s+/g, ' ');

function firstDifference(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  for (let place = 0; place < most; place += 1) if (one[place] !== other[place]) return place;
  return most;
}

/** So much of a long text is shown, and so much of it before what differs. */
const [shownLength, shownBefore] = [60, 20];

/** A text in quotes; of a long one the part where it differs from another. */
function excerpt(text: string | null, difference: number): string {
  if (text === null) return '(empty)';
  if (text.length <= shownLength) return `"${text}"`;
  const start = difference < shownLength - 1 ? 0 : cutPlace(text, difference - shownBefore);
  return `"${start > 0 ? '…' : ''}${truncate(text.slice(start), shownLength - 1)}"`;
}

/** Reads what the flags give. */
function fieldsFromFlags(
  context: Context,
  entity: Entity,
  raw: RawRecord,
  bare: readonly string[],
): Record<string, FieldValue> {
  const { fields, problems } = parseFields(entity, raw, context.today);
  const [problem] = problems;
  if (problem !== undefined) throw asFlag(entity, bare, problem);
  return fields;
}

/** Runs what records, and names the flag that a problem is about. */
async function asFlags<T>(entity: Entity, bare: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof Problems ? error.problems[0] : error;
    throw problem instanceof Problem ? asFlag(entity, bare, problem) : problem;
  }
}

/** The columns that `add` takes as they stand, without a flag before them. */
export const addedWithoutFlag: { readonly [name in EntityName]: readonly string[] } = {
  body: ['code'],
  party: ['code'],
  meeting: [],
  agenda_item: ['meeting', 'title'],
  decision: ['meeting', 'title'],
  objection: ['decision'],
  standing: ['party'],
  instrument: ['code', 'title'],
  act: ['instrument', 'party'],
  task: ['decision', 'what'],
  document: ['title'],
};

/** The problem, with the flag of the column that it is about; a `bare` column has none. */
export function asFlag(entity: Entity, bare: readonly string[], problem: Problem): Problem {
  const column = entity.columns.find(({ name }) => name === problem.column);
  if (column === undefined || column.flagless || bare.includes(column.name)) return problem;
  const { kind, message, advice } = problem;
  const flag = `--${flagName(column)}`;
  if (problem instanceof Needed) return new Problem(kind, message, `give it with ${flag}`);
  if (message.startsWith(`${column.name} `)) return new Problem(kind, message.replace(column.name, flag), advice);
  return new Problem(kind, `${flag}: ${message}`, advice);
}
