import type { Context } from '../../context';
import { parseFields, parseNamedParty, type RawRecord } from '../../domain/fields';
import { foldName } from '../../domain/fold';
import { Problem } from '../../domain/problem';
import { columnOf, type Entity, type EntityName, entities } from '../../domain/schema';
import type { RemovedItem } from '../../register/record/edit';
import { flagName, type GivenEdit, itemFlagPrefixes, type WriteFlags } from '../flags/flags';
import { fieldsFromFlags, writeRecord } from './record';
import { editEach, writeEach } from './writeEach';

/** Changes records according to flags. Without flags, lets a person change one record in an editor or a summary. */
export async function changeRecords(
  context: Context,
  name: EntityName,
  typed: readonly string[],
  given: GivenEdit,
  flags: WriteFlags,
): Promise<void> {
  await context.register();
  const entity = entities[name];
  const [only = ''] = typed;
  const isEmpty = [given.fields, given.added, given.removed].every((raw) => Object.keys(raw).length === 0);
  if (!isEmpty) {
    checkItems(entity, given);
    const fields = fieldsFromFlags(context, name, given.fields);
    const added = itemsFromFlags(context, entity, given.added, 'add');
    const edit = { fields, added, removed: removedItems(context, entity, given.removed) };
    // messages about items name their flags themselves
    const bare = [...Object.keys(given.added), ...Object.keys(given.removed)];
    return writeEach(context, { named: name, bare }, typed, flags, editEach(name, edit));
  }
  if (!context.interactive || typed.length > 1 || only === '-') {
    throw new Problem('usage', 'nothing to change', `give a flag for each field, like --title TEXT; --help lists them`);
  }
  const { VISUAL, EDITOR } = context.io.env;
  if (!VISUAL && !EDITOR) {
    const { askChanges } = await import('../ask/edit');
    return askChanges(context, name, only, flags);
  }
  const { editInEditor } = await import('./editor');
  await editInEditor(context, entity, only, flags, async (fields, before) => {
    await writeRecord(context, name, flags, (recorder) => recorder.record(name, fields, before));
  });
}

/**
 * Refuses flags that contradict each other.
 *
 * @throws Problem `usage` for a list that is both replaced and changed, or an item that is both added and removed.
 */
function checkItems(entity: Entity, { fields, added, removed }: GivenEdit): void {
  for (const prefix of itemFlagPrefixes) {
    const items = prefix === 'add' ? added : removed;
    for (const name of Object.keys(items)) {
      const flag = flagName(columnOf(entity, name));
      if (fields[name] === undefined) continue;
      const message = `--${flag} cannot be combined with --${prefix}-${flag}`;
      throw new Problem('usage', message, `--${flag} replaces the whole list: give one of them`);
    }
  }
  for (const [name, items] of Object.entries(added)) {
    const folded = new Set(((removed[name] ?? []) as readonly string[]).map(foldName));
    const both = (items as readonly string[]).find((item) => folded.has(foldName(item)));
    if (both === undefined) continue;
    const flag = flagName(columnOf(entity, name));
    throw new Problem('usage', `--add-${flag} and --remove-${flag} both name "${both}"`, 'give one of them');
  }
}

/**
 * The items that `--add-…` or `--remove-…` flags give, by column.
 *
 * @throws Problem that names the flag, for an item that cannot be parsed and for an empty list.
 */
function itemsFromFlags(context: Context, entity: Entity, raw: RawRecord, prefix: (typeof itemFlagPrefixes)[number]) {
  const { fields, problems } = parseFields(entity, raw, context.today);
  const flagOf = (name: string): string => `--${prefix}-${flagName(columnOf(entity, name))}`;
  const [problem] = problems;
  if (problem !== undefined) {
    throw new Problem(problem.kind, `${flagOf(problem.column as string)}: ${problem.message}`, problem.advice);
  }
  const empty = Object.keys(fields).find((name) => (fields[name] as readonly unknown[]).length === 0);
  if (empty !== undefined) throw new Problem('usage', `${flagOf(empty)} is empty`, `say what to ${prefix}`);
  return fields;
}

/** The items that flags remove; a party without a role is removed in every role. */
function removedItems(context: Context, entity: Entity, raw: RawRecord): RemovedItem[] {
  const lists = itemsFromFlags(context, entity, raw, 'remove');
  return Object.entries(lists).flatMap(([column, list]): RemovedItem[] => {
    if (columnOf(entity, column).type !== 'parties') return (list as string[]).map((item) => ({ column, item }));
    return (raw[column] as readonly string[]).map((text) => {
      const { role, party } = parseNamedParty(text);
      return { column, item: { role: text.includes(':') ? role : null, party } };
    });
  });
}
