import type { Context } from '../../context';
import type { AsOf } from '../../register/list/listing';
import type { MeetingFacts } from '../../register/meeting/facts';

/** Reads the facts that documents about a meeting are written from, as of a date. */
export async function readMeeting(context: Context, reference: string, asOf: AsOf): Promise<MeetingFacts> {
  const register = await context.register();
  const [{ find }, { meetingFacts }] = await Promise.all([
    import('../../register/find'),
    import('../../register/meeting/facts'),
  ]);
  return register.snapshot(async (reader) => meetingFacts(reader, (await find(reader, 'meeting', reference)).id, asOf));
}
