import type { Context } from '../../context';
import type { AsOf } from '../../register/list/listing';
import type { MeetingFacts } from '../../register/meeting/facts';

/** Reads the meeting of a reference with all that a document on it tells, as of a day. */
export async function readMeeting(context: Context, reference: string, asOf: AsOf): Promise<MeetingFacts> {
  const register = await context.register();
  const [{ findMeeting }, { meetingFacts }] = await Promise.all([
    import('../../register/meeting/find'),
    import('../../register/meeting/facts'),
  ]);
  return register.snapshot(async (reader) => meetingFacts(reader, (await findMeeting(reader, reference)).id, asOf));
}
