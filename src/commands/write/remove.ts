import type { Context } from '../../context';
import { uniqueBy } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import { type Entity, type EntityName, entities } from '../../domain/schema';
import { find } from '../../register/find';
import type { Reader } from '../../store/store';
import type { WriteFlags } from '../flags/flags';
import { confirmAction } from './confirmAction';
import { firstOf } from './steps';
import { withRecorder } from './withRecorder';

/** The flags of a removal. */
export type RemoveFlags = WriteFlags & { readonly withDecisions?: boolean; readonly remove?: boolean };

/** Removes records, after asking; all or none. */
export async function removeRecords(
  context: Context,
  name: EntityName,
  references: readonly string[],
  flags: RemoveFlags,
): Promise<void> {
  const findAll = async (reader: Reader): Promise<FoundRecord[]> => {
    const found: FoundRecord[] = [];
    for (const reference of references) found.push(await find(reader, name, reference));
    return found;
  };
  await removeFound(context, name, findAll, flags);
}

/**
 * Removes what `findAll` finds in the transaction that removes it. A person is asked first about what it finds then.
 *
 * @throws Problem `refused` when a name stands for another record by the time that the person has answered.
 */
export async function removeFound(
  context: Context,
  name: EntityName,
  findAll: (reader: Reader) => Promise<readonly FoundRecord[]>,
  flags: RemoveFlags,
): Promise<void> {
  const entity = entities[name];
  const asked = flags.yes || flags.dryRun ? null : await findAll(await context.register());
  if (asked !== null) {
    const what = `the ${entity.label} ${refsOf(asked)}`;
    const question = { doing: `removing ${what}`, question: `Remove ${what}?`, nothing: 'nothing was removed' };
    if (!(await confirmAction(context, question))) return;
  }
  const { refs, also } = await withRecorder(context, flags, async (recorder) => {
    const found = await findAll(recorder.transaction);
    if (asked !== null) checkSame(entity, asked, found);
    const also: string[] = [];
    for (const id of new Set(found.map((one) => one.id))) {
      also.push(...(await recorder.remove(name, [id], { withDecisions: flags.withDecisions ?? false })));
    }
    return { refs: uniqueRefs(found), also };
  });
  for (const ref of refs) await context.output.write(`${ref}\n`);
  const does = flags.dryRun ? 'would be removed' : 'removed';
  context.output.say(
    `${does}: ${entity.label} ${refs.join(', ')}${also.length === 0 ? '' : `, and with it ${firstOf(also)}`}`,
  );
}

/** The references of records, each record once. */
const uniqueRefs = (found: readonly FoundRecord[]): string[] =>
  uniqueBy(found, ({ id }) => String(id)).map(({ ref }) => ref);

const refsOf = (found: readonly FoundRecord[]): string => uniqueRefs(found).join(', ');

/** Refuses to change another record than the one that a person was asked about. */
export function checkSame(entity: Entity, asked: readonly FoundRecord[], found: readonly FoundRecord[]): void {
  const other = asked.find(({ id }, index) => found[index]?.id !== id);
  if (other === undefined) return;
  throw new Problem(
    'refused',
    `${other.ref} is another ${entity.label} than a moment ago`,
    'review it and repeat the command',
  );
}
