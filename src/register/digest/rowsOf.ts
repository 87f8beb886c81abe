import type { EntityName } from '../../domain/schema';
import type { Reader } from '../../store/store';
import type { ListRow } from '../list/listing';
import { getRows } from '../meeting/minutes';

/** The rows of records as of a day, in the order of `ids`; records that no longer exist are left out. */
export async function rowsOf(
  reader: Reader,
  entity: EntityName,
  ids: readonly number[],
  day: string,
): Promise<ListRow[]> {
  if (ids.length === 0) return [];
  const rows = await getRows(reader, entity, ids, { day, isRequested: false });
  return ids.flatMap((id) => rows.get(id) ?? []);
}
