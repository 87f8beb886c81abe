import type { Command } from 'commander';
import type { Context } from '../../context';
import { parseDate } from '../../domain/date';
import type { FieldValues } from '../../domain/fields';
import { Problem, readFlag } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import { type EntityName, entities, pluralLabel } from '../../domain/schema';
import { withCommas } from '../../domain/text';
import { recordObject } from '../../formats/write/json';
import { findAll } from '../../register/findAll';
import { getRows } from '../../register/meeting/minutes';
import { type Edit, editRecords, problemOf } from '../../register/record/edit';
import { batchesOf, batchSize } from '../../register/record/inOrder';
import type { Recorded, Recorder } from '../../register/record/recorder';
import type { WriteFlags } from '../flags/flags';
import { readReferences } from '../flags/references';
import { asFlags, asWritten, printWritten, sayWritten, type Written } from './record';
import { firstReferences, maxListed } from './steps';
import { withRecorder } from './withRecorder';

/** What a command does to the records that references name; it passes each record that it writes to `report`. */
type Work = (
  recorder: Recorder,
  found: readonly FoundRecord[],
  report: (recorded: Recorded) => Promise<void> | undefined,
) => Promise<void>;

/** Which records references name, and which are written. */
interface Target {
  readonly named: EntityName;
  /** By default the same as `named`. */
  readonly written?: EntityName;
  /** Columns that are not set by a flag of their name; see `asFlags`. */
  readonly bare?: readonly string[];
  /** Whether one named record may lead to several written ones. */
  readonly many?: boolean;
  /** The column to print of an unchanged record. */
  readonly editedColumn?: string | undefined;
  /** The message if nothing was written. */
  readonly nothing?: string | undefined;
}

/**
 * Applies a command to all records that references name, as arguments or on stdin (`-`), in one entry of the history; if one
 * fails, nothing is written. A single record is printed as by `writeRecord`, several as a list.
 */
export async function writeEach(
  context: Context,
  { named, written = named, bare = [], many: writesMany = false, editedColumn, nothing }: Target,
  typed: readonly string[],
  flags: WriteFlags,
  work: Work,
): Promise<void> {
  const { list, many: namesMany, blank } = await readReferences(context, named, typed);
  const many = namesMany || writesMany;
  const { report, repeated } = await withRecorder(context, flags, async (recorder) => {
    const { found, repeated } = await findAll(recorder.transaction, named, list);
    const report = new Report(context, recorder, { written, editedColumn, nothing }, flags.format === 'json' && many);
    await asFlags(entities[written], bare, () => work(recorder, found, (recorded) => report.add(recorded)));
    await report.finish();
    return { report, repeated };
  });
  sayLeftOut(context, named, { repeated, blank });
  await report.print(many, flags);
}

/** Sets a column of the named records to the day of `--on`; if that was not typed, only where there is none yet. */
export async function writeDay(
  context: Context,
  command: Command,
  { entity, column }: { readonly entity: EntityName; readonly column: string },
  typed: readonly string[],
): Promise<void> {
  const { on, ...flags } = command.opts<WriteFlags & { readonly on: string }>();
  const day: FieldValues = { [column]: readFlag('--on', () => parseDate(on, context.today)) };
  const edit = command.getOptionValueSource('on') === 'default' ? { fields: {}, defaults: day } : { fields: day };
  await writeEach(
    context,
    { named: entity, bare: [column], editedColumn: column },
    typed,
    flags,
    editEach(entity, edit),
  );
}

/** Work that applies an action to each record in turn. */
export const oneByOne =
  (action: (recorder: Recorder, ref: string) => Promise<Recorded>): Work =>
  async (recorder, found, report) => {
    for (const { ref } of found) {
      const recorded = await action(recorder, ref).catch((error: unknown) => {
        const [problem] = Problem.of(error).parts;
        throw found.length === 1 ? problem : problemOf(ref, problem);
      });
      await report(recorded);
    }
  };

/** Work that edits the records. */
export const editEach =
  (entity: EntityName, edit: Edit): Work =>
  (recorder, found, report) =>
    editRecords(recorder, entity, found, edit, report);

/** The JSON array of records, in pieces of UTF-8: strings would take twice the memory. */
export async function jsonArray(
  context: Context,
  { transaction }: Recorder,
  entity: EntityName,
  ids: readonly number[],
): Promise<readonly Uint8Array[]> {
  if (ids.length === 0) return [Buffer.from('[]\n')];
  const pieces: Uint8Array[] = [];
  for (const batch of batchesOf(ids, batchSize)) {
    const rows = await getRows(transaction, entity, batch, context.asOf(undefined));
    const objects = batch.map((id) => JSON.stringify(recordObject(entity, rows.get(id) ?? {})));
    pieces.push(Buffer.from((pieces.length === 0 ? '[\n  ' : ',\n  ') + objects.join(',\n  ')));
  }
  return [...pieces, Buffer.from('\n]\n')];
}

/** Reports which records were named more than once, and how many lines were blank. */
export function sayLeftOut(
  { output }: Context,
  named: EntityName,
  { repeated, blank }: { readonly repeated: readonly string[]; readonly blank: number },
): void {
  if (repeated.length > 0) output.say(`named more than once: ${firstReferences([...new Set(repeated)])}`);
  if (blank === 0) return;
  const how = named === 'document' ? '; a document without a symbol is named by its title' : '';
  output.say(`skipped ${withCommas(blank)} blank line${blank === 1 ? '' : 's'}${how}`);
}

/** Collects what was written, and prints it once it is committed. */
class Report {
  readonly #context: Context;
  readonly #recorder: Recorder;
  readonly #entity: EntityName;
  readonly #editedColumn: string | undefined;
  readonly #nothing: string;
  readonly #refs: string[] = [];
  readonly #ids: number[] = [];
  readonly #first: Written[] = [];
  readonly #counts = { created: 0, updated: 0, unchanged: 0 };
  #json: readonly Uint8Array[] | null;

  constructor(
    context: Context,
    recorder: Recorder,
    { written, editedColumn, nothing }: Pick<Target, 'editedColumn' | 'nothing'> & { readonly written: EntityName },
    json: boolean,
  ) {
    this.#context = context;
    this.#recorder = recorder;
    this.#entity = written;
    this.#editedColumn = editedColumn;
    this.#nothing = nothing ?? `no ${entities[written].label} was named; nothing was changed`;
    this.#json = json ? [] : null;
  }

  add(recorded: Recorded): Promise<void> | undefined {
    this.#refs.push(recorded.ref);
    if (this.#json !== null) this.#ids.push(recorded.id);
    this.#counts[recorded.outcome] += 1;
    if (this.#first.length === maxListed) return undefined;
    return asWritten(this.#context, this.#recorder, this.#entity, recorded).then(
      (one) => void this.#first.push({ ...one, editedColumn: this.#editedColumn }),
    );
  }

  /** Reads what will be printed, in the transaction that wrote the records. */
  async finish(): Promise<void> {
    if (this.#json !== null) this.#json = await jsonArray(this.#context, this.#recorder, this.#entity, this.#ids);
  }

  async print(many: boolean, flags: WriteFlags): Promise<void> {
    const { output } = this.#context;
    const [first] = this.#first;
    if (!many && first !== undefined) return printWritten(this.#context, first, flags);
    if (this.#json === null) await output.write(this.#refs.map((ref) => `${ref}\n`).join(''));
    else for (const piece of this.#json) await output.writeData(piece);
    for (const written of this.#first) sayWritten(this.#context, written, flags);
    output.say(this.#summary(flags));
  }

  #summary({ dryRun }: WriteFlags): string {
    const { created, updated, unchanged } = this.#counts;
    const all = this.#refs.length;
    const entity = entities[this.#entity];
    if (all === 0) return this.#nothing;
    const would = dryRun ? 'would be ' : '';
    const outcomes = [
      created > 0 ? `${withCommas(created)} ${would}recorded` : '',
      updated > 0 ? `${withCommas(updated)} ${would}changed` : '',
      unchanged > 0 ? `${withCommas(unchanged)} unchanged` : '',
    ].filter((outcome) => outcome !== '');
    return `${withCommas(all)} ${all === 1 ? entity.label : pluralLabel(entity)}: ${outcomes.join(', ')}`;
  }
}
