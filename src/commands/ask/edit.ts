import type { Context } from '../../context';
import type { RawObject, RawRecord, RawValue } from '../../domain/fields';
import { formatValue, type RowParty, type RowValue } from '../../domain/row';
import { type Column, type Entity, type EntityName, entities } from '../../domain/schema';
import { flaggedColumns, type WriteFlags } from '../flags/flags';
import { currentRecord } from '../write/current';
import { fieldsFromFlags, writeRecord } from '../write/record';
import { patiently } from './problems';
import { askRecord } from './record';

/** Shows a record at the terminal, lets a person change any line, and writes it once they confirm. */
export async function askChanges(
  context: Context,
  name: EntityName,
  reference: string,
  flags: WriteFlags,
): Promise<void> {
  const { row, before } = await currentRecord(context, name, reference);
  const known = rawRecord(entities[name], row);
  const answers = await askRecord(context, name, known, { before });
  if (answers === null) return context.output.say('nothing was changed');
  const fields = fieldsFromFlags(context, name, answers);
  const write = () => writeRecord(context, name, flags, (recorder) => recorder.record(name, fields, before));
  await patiently(context, write);
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
