import type { Context } from '../../context';
import type { Row } from '../../domain/row';
import type { EntityName } from '../../domain/schema';
import { find } from '../../register/find';
import { getRow } from '../../register/meeting/minutes';
import type { Current } from '../../register/record/recorder';

/**
 * A record as shown and as stored, both read at the same moment, so that later changes by others are detected.
 *
 * @param which its reference, or its id
 */
export async function currentRecord(
  context: Context,
  name: EntityName,
  which: string | number,
): Promise<{ readonly row: Row; readonly before: Current }> {
  const register = await context.register();
  return register.snapshot(async (reader) => {
    const id = typeof which === 'number' ? which : (await find(reader, name, which)).id;
    const read = await reader.read(name, id);
    return { row: await getRow(reader, name, id, context.asOf(undefined)), before: read as Current };
  });
}
