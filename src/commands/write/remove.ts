import type { Context } from '../../context';
import { uniqueBy } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import { formatValue } from '../../domain/row';
import { type Entity, type EntityName, entities, pluralLabel } from '../../domain/schema';
import { recordObject } from '../../formats/write/json';
import { findAll } from '../../register/findAll';
import { getRow, getRows } from '../../register/meeting/minutes';
import type { Recorder } from '../../register/record/recorder';
import type { Reader } from '../../store/store';
import { visible } from '../../terminal/output';
import type { WriteFlags } from '../flags/flags';
import { readReferences } from '../flags/references';
import { confirmAction } from './confirmAction';
import { firstReferences, maxListed } from './steps';
import { previewWithRecorder, withRecorder } from './withRecorder';
import { jsonArray, sayLeftOut } from './writeEach';

/** The flags of a removal. */
export type RemoveFlags = WriteFlags & { readonly withDecisions?: boolean; readonly remove?: boolean };

/** Removes all records that references name, or none, after asking for confirmation. */
export async function removeRecords(context: Context, name: EntityName, typed: readonly string[], flags: RemoveFlags) {
  const { list, many, blank } = await readReferences(context, name, typed);
  let repeated: readonly string[] = [];
  await removeFound(
    context,
    name,
    async (reader) => {
      const records = await findAll(reader, name, list);
      repeated = records.repeated;
      return records.found;
    },
    flags,
    many,
  );
  sayLeftOut(context, name, { repeated, blank });
}

/** Removes one record related to each record that references name, such as the objection to each decision; all or none. */
export async function removeRelated(
  context: Context,
  { named, removed }: { readonly named: EntityName; readonly removed: EntityName },
  typed: readonly string[],
  flags: RemoveFlags,
  find: (reader: Reader, ref: string) => Promise<FoundRecord>,
): Promise<void> {
  const { list, many } = await readReferences(context, named, typed);
  const findEach = async (reader: Reader): Promise<FoundRecord[]> => {
    const records: FoundRecord[] = [];
    for (const { ref } of (await findAll(reader, named, list)).found) records.push(await find(reader, ref));
    return records;
  };
  await removeFound(context, removed, findEach, flags, many);
}

/**
 * Removes what `findRecords` finds. A person is asked about what it finds first; it runs again in the transaction that
 * removes.
 *
 * @throws Problem `refused` if a name refers to another record by the time the person has answered.
 */
export async function removeFound(
  context: Context,
  name: EntityName,
  findRecords: (reader: Reader) => Promise<readonly FoundRecord[]>,
  flags: RemoveFlags,
  many = false,
): Promise<void> {
  const entity = entities[name];
  const confirmed = flags.yes || flags.dryRun ? null : await findRecords(await context.register());
  const run = (write: typeof withRecorder) =>
    write(context, flags, async (recorder) => {
      const found = await findRecords(recorder.transaction);
      if (confirmed !== null) checkSame(entity, confirmed, found);
      const ids = [...new Set(found.map(({ id }) => id))];
      const json = flags.format === 'json' ? await removedJson(context, recorder, name, ids, many) : null;
      const titles = ids.length > 1 ? await titlesOf(context, recorder, name, ids.slice(0, maxListed)) : [];
      const also = await recorder.remove(name, ids, { withDecisions: flags.withDecisions ?? false });
      return { found, refs: uniqueRefs(found), also, json, titles };
    });
  if (confirmed !== null && confirmed.length > 0) {
    const what = `the ${labelOf(entity, confirmed)} ${refsOf(confirmed)}`;
    const question = {
      doing: `removing ${what}`,
      question: `Remove ${what}?`,
      nothing: 'nothing was removed',
      note: context.stdinRead ? ', since stdin is read for references; --dry-run shows what would be removed' : '',
      preview: async () => {
        const { also, refs, titles } = await run(previewWithRecorder);
        const lines = titles.map((title, index) => `  ${refs[index]}  ${visible(title)}`);
        if (refs.length > titles.length && titles.length > 0) lines.push(`  … and ${refs.length - titles.length} more`);
        if (also.length > 0)
          lines.push(`with ${refs.length === 1 ? 'it' : 'them'} would be removed: ${firstReferences(also)}`);
        return lines.join('\n');
      },
    };
    if (!(await confirmAction(context, question))) return;
  }
  const { found, refs, also, json } = await run(withRecorder);
  if (json === null) await context.output.write(refs.map((ref) => `${ref}\n`).join(''));
  else for (const piece of json) await context.output.writeData(piece);
  if (refs.length === 0) return context.output.say(`no ${entity.label} was named; nothing was removed`);
  const does = flags.dryRun ? 'would be removed' : 'removed';
  context.output.say(
    `${does}: ${labelOf(entity, found)} ${refsOf(found)}${also.length === 0 ? '' : `, and with it ${firstReferences(also)}`}`,
  );
}

/** The JSON of records before they are removed, in pieces: an array if `many`, otherwise one object. */
async function removedJson(
  context: Context,
  recorder: Recorder,
  name: EntityName,
  ids: readonly number[],
  many: boolean,
): Promise<readonly (string | Uint8Array)[]> {
  if (many) return jsonArray(context, recorder, name, ids);
  const row = await getRow(recorder.transaction, name, ids[0] as number, context.asOf(undefined));
  return [`${JSON.stringify(recordObject(name, row), null, 2)}\n`];
}

/** The titles of records that are about to be removed. */
async function titlesOf(context: Context, recorder: Recorder, name: EntityName, ids: readonly number[]) {
  const rows = await getRows(recorder.transaction, name, ids, context.asOf(undefined));
  return ids.map((id) => formatValue(rows.get(id)?.[entities[name].title ?? entities[name].key]));
}

const labelOf = (entity: Entity, found: readonly FoundRecord[]): string =>
  uniqueRefs(found).length === 1 ? entity.label : pluralLabel(entity);

/** The references of records, each record once. */
const uniqueRefs = (found: readonly FoundRecord[]): string[] =>
  uniqueBy(found, ({ id }) => String(id)).map(({ ref }) => ref);

const refsOf = (found: readonly FoundRecord[]): string => firstReferences(uniqueRefs(found));

/** Refuses to change a record other than the one that the person was asked about. */
export function checkSame(entity: Entity, confirmed: readonly FoundRecord[], found: readonly FoundRecord[]): void {
  const other = confirmed.find(({ id }, index) => found[index]?.id !== id);
  if (other === undefined) return;
  throw new Problem('refused', `${other.ref} now names another ${entity.label}`, 'review it and repeat the command');
}
