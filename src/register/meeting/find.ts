import sql from 'sql-template-tag';
import { nearest } from '../../domain/nearest';
import { danglingReference, Problem } from '../../domain/problem';
import { type FoundRecord, parseReference } from '../../domain/reference';
import type { Reader } from '../../store/store';

/**
 * The meeting of a reference, also of a former one.
 *
 * @throws Problem `missing` when there is none, or it was removed.
 */
export async function findMeeting(reader: Reader, text: string): Promise<FoundRecord> {
  const reference = parseReference(text);
  if (reference === null) {
    throw new Problem(
      'missing',
      `no meeting "${text}"`,
      'a meeting is named by its body and first day, like SOC-2023-12-12; `cica meeting list` shows all',
    );
  }
  const found = await meetingOf(reader, reference.meeting);
  if (found !== null) return found;
  const meetings = await reader.rows<{ ref: string }>(
    sql`select ref from meeting order by met_on desc, id desc limit 10000`,
  );
  const near = nearest(
    reference.meeting,
    meetings.map(({ ref }) => ref),
  );
  throw new Problem(
    'missing',
    `no meeting ${reference.meeting}`,
    `${near.length > 0 ? `did you mean ${near.join(' or ')}? ` : ''}\`cica meeting list\` shows all`,
  );
}

/** The meeting that has or had exactly that reference, null when none. */
export async function meetingOf(reader: Reader, ref: string): Promise<FoundRecord | null> {
  const [found] = await reader.rows<{ id: number; ref: string }>(sql`select id, ref from meeting where ref = ${ref}`);
  if (found !== undefined) return { entity: 'meeting', ...found };
  const [former] = await reader.rows<{ id: number | null; ref: string | null }>(sql`
    select m.id, m.ref from former_meeting f left join meeting m on m.id = f.meeting_id where f.ref = ${ref}
      order by case when m.id is null then 1 else 0 end, f.meeting_id desc`);
  if (former === undefined) return null;
  if (former.id === null || former.ref === null) {
    throw new Problem('missing', `the meeting ${ref} was removed`, `\`cica log ${ref}\` shows when and by whom`);
  }
  return { entity: 'meeting', id: former.id, ref: former.ref };
}

/** The meeting of an id. */
export async function meetingOfId(reader: Reader, id: number): Promise<FoundRecord> {
  const [found] = await reader.rows<{ ref: string }>(sql`select ref from meeting where id = ${id}`);
  if (found === undefined) throw danglingReference('meeting', id);
  return { entity: 'meeting', id, ref: found.ref };
}
