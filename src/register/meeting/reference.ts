import sql from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import type { Reader } from '../../store/store';

/** The id of the meeting that has or had a reference; null if none, or if it was removed. */
export async function referenceOwner(reader: Reader, reference: string): Promise<number | null> {
  const [owner] = await reader.rows<{ id: number }>(sql`
    select id from meeting where ref = ${reference}
    union all
    select m.id from former_meeting f join meeting m on m.id = f.meeting_id where f.ref = ${reference}`);
  return owner?.id ?? null;
}

/**
 * Checks that a meeting can get a former reference back.
 *
 * @throws Problem `refused` when another meeting has it now.
 */
export async function checkReferenceFree(reader: Reader, id: number, reference: string): Promise<void> {
  const owner = await referenceOwner(reader, reference);
  if (owner === null || owner === id) return;
  throw new Problem(
    'refused',
    `another meeting now has the reference ${reference}`,
    `remove that one first: \`cica show ${reference}\` shows it`,
  );
}
