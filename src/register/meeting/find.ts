import sql from 'sql-template-tag';
import { nearest } from '../../domain/nearest';
import { danglingReference, missing } from '../../domain/problem';
import { type FoundRecord, parseReference, referencesIn } from '../../domain/reference';
import { severalNamesAdvice } from '../../domain/splitNames';
import type { Reader } from '../../store/store';

/**
 * The meeting with a current or former reference.
 *
 * @throws Problem `missing` if there is none, or it was removed.
 */
export async function findMeeting(reader: Reader, text: string): Promise<FoundRecord> {
  const reference = parseReference(text);
  if (reference === null) {
    const references = referencesIn(text);
    throw missing(
      `no meeting "${text}"`,
      references.length > 0
        ? severalNamesAdvice(references)
        : 'a meeting is named by its body and first day, like SOC-2023-12-12; `cica meeting list` shows all',
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
  throw missing(
    `no meeting ${reference.meeting}`,
    `${near.length > 0 ? `did you mean ${near.join(' or ')}? ` : ''}\`cica meeting list\` shows all`,
  );
}

/** The meeting that has or had exactly that reference; null if there is none. */
export async function meetingOf(reader: Reader, ref: string): Promise<FoundRecord | null> {
  const [found] = await reader.rows<{ id: number | null; ref: string | null }>(sql`
    select id, ref, 0 as place, id as named from meeting where ref = ${ref}
    union all
    select m.id, m.ref, case when m.id is null then 2 else 1 end, f.meeting_id
      from former_meeting f left join meeting m on m.id = f.meeting_id where f.ref = ${ref}
    order by place, named desc`);
  if (found === undefined) return null;
  if (found.id === null || found.ref === null) {
    throw missing(`the meeting ${ref} was removed`, `\`cica log ${ref}\` shows when and by whom`);
  }
  return { entity: 'meeting', id: found.id, ref: found.ref };
}

/** The meeting of an id. */
export async function meetingOfId(reader: Reader, id: number): Promise<FoundRecord> {
  const [found] = await reader.rows<{ ref: string }>(sql`select ref from meeting where id = ${id}`);
  if (found === undefined) throw danglingReference('meeting', id);
  return { entity: 'meeting', id, ref: found.ref };
}
