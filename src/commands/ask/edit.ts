import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../context';
import type { RawObject, RawRecord, RawValue } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { formatValue, type RowParty, type RowValue } from '../../domain/row';
import { type Column, type Entity, type EntityName, entities } from '../../domain/schema';
import type { Current } from '../../register/record/recorder';
import { flaggedColumns, type WriteFlags } from '../flags/flags';
import { currentRecord } from '../write/current';
import { fieldsFromFlags, sayUndo, writeRecord } from '../write/record';
import type { Answers } from './form';
import { changesKept, printProblem, withRetries } from './problems';
import { askRecord, ChangedMeanwhile } from './record';

/**
 * Shows a record at the terminal, lets a person change any line, and writes it once they confirm. If someone else
 * changes it meanwhile, it says so, and shows the changes of both for another review.
 */
export async function askChanges(context: Context, name: EntityName, reference: string, flags: WriteFlags) {
  let stored = await storedRecord(context, name, reference);
  let values: RawRecord = stored.known;
  for (;;) {
    try {
      const isChanged = values !== stored.known;
      const answers = await askRecord(context, name, values, { before: stored.before, isChanged });
      if (answers === null) return context.output.say('nothing was changed');
      const { recorded } = await save(context, name, answers, stored.before, { ...flags, isConfirmed: true });
      if (recorded.outcome !== 'unchanged') sayUndo(context);
      return;
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      printProblem(context, changesKept(error.problem));
      const now = await storedRecord(context, name, stored.before.id);
      values = withChanges(now.known, stored.known, error.answers);
      stored = now;
    }
  }
}

/** A record as it would be typed, and as it is stored. */
async function storedRecord(context: Context, name: EntityName, which: string | number) {
  const { row, before } = await currentRecord(context, name, which);
  return { known: rawRecord(entities[name], row), before };
}

/** @throws ChangedMeanwhile */
async function save(context: Context, name: EntityName, answers: Answers, before: Current, flags: WriteFlags) {
  const fields = fieldsFromFlags(context, name, answers);
  return withRetries(context, async () => {
    try {
      return await writeRecord(context, name, flags, (recorder) => recorder.record(name, fields, before));
    } catch (error) {
      if (error instanceof Problem && error.reason === 'changed') throw new ChangedMeanwhile(error, answers);
      throw error;
    }
  });
}

/** The values of a record now, with those that differ between `before` and `answers`. */
export function withChanges(now: RawRecord, before: RawRecord, answers: RawRecord): RawRecord {
  const changed = Object.entries(answers).filter(
    ([column, value]) => !isDeepStrictEqual(value ?? null, before[column] ?? null),
  );
  return { ...now, ...Object.fromEntries(changed) };
}

/** The values of a record as they would be typed, by column. */
function rawRecord(entity: Entity, row: { readonly [column: string]: RowValue }): RawRecord {
  const columns = flaggedColumns(entity).filter(({ flagless }) => !flagless);
  return Object.fromEntries(columns.map((column) => [column.name, rawValue(column, row[column.name] ?? null)]));
}

function rawValue({ type }: Column, value: RowValue): RawValue {
  if (value === null) return null;
  if (type === 'parties') return (value as readonly RowParty[]).map(({ role, party }) => `${role}:${party}`);
  return Array.isArray(value) ? (value as readonly (string | RawObject)[]) : formatValue(value);
}
