import sql from 'sql-template-tag';
import { refused } from '../../domain/problem';
import type { RowOf } from '../../domain/record';
import { standingFrom, standingUntil } from '../../domain/standing';
import { decisionRefOf } from '../decision/find';
import { requireFields } from '../record/problems';
import type { Recorder, Rules } from '../record/recorder';

export const standingRules: Rules<'standing'> = {
  /** Checks a standing: the periods of a party must not overlap. */
  complete(known, draft) {
    const { current } = draft;
    const fields = requireFields('standing', draft.fields);
    const from = standingFrom(fields.since);
    const until = standingUntil(fields.until);
    const { code } = known.directory('party').byId(fields.party_id);
    if (until <= from) {
      throw refused(
        'a standing cannot end before its second day',
        'give the day after its last day, later than its first',
        'until',
      );
    }
    const [other] = known.rowsAbout<RowOf<'standing', 'standing' | 'since' | 'until'>>(
      'standing',
      `party ${fields.party_id}`,
      sql`select standing, since, until from standing
        where party_id = ${fields.party_id} and from_date < ${until} and until_date > ${from} and id <> ${current?.id ?? 0}
        order by from_date limit 1`,
    );
    if (other !== undefined) {
      throw refused(
        `${code} was ${other.standing} then (since ${other.since ?? 'an unknown day'}${other.until ? `, until ${other.until}` : ''})`,
        `a party has one standing at a time: end that one first, with --until`,
        'since',
      );
    }
    return { fields, ref: code };
  },
  beforeRemove: checkNotGiven,
};

/** Refuses to remove a standing that a decision granted. */
async function checkNotGiven(recorder: Recorder, id: number): Promise<string[]> {
  const { fields } = await recorder.current('standing', id);
  if (fields.earlier_since !== null && fields.given_by_id) {
    const ref = await decisionRefOf(recorder.transaction, fields.given_by_id);
    throw refused(
      `the standing was granted by ${ref}`,
      `say that it grants none: cica decision edit ${ref} --grants none`,
    );
  }
  return [];
}
