import { refused } from '../../domain/problem';
import { standingFrom, standingUntil } from '../../domain/standing';
import { decisionRefOf } from '../decision/find';
import { requireFields } from '../record/problems';
import type { Recorder, Rules } from '../record/recorder';
import { type Period, periodsOf } from '../record/standings';

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
    const others = known.rowsAbout<Period>('standing', `party ${fields.party_id}`, periodsOf(fields.party_id));
    const other = others.find((one) => one.id !== current?.id && one.from_date < until && one.until_date > from);
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

/** Refuses to remove a standing that a decision gave. */
async function checkNotGiven(recorder: Recorder, id: number): Promise<string[]> {
  const { fields } = await recorder.current('standing', id);
  if (fields.earlier_since !== null && fields.given_by_id) {
    const ref = await decisionRefOf(recorder.transaction, fields.given_by_id);
    throw refused(
      `the standing was given by ${ref}`,
      `say that it gives none: cica decision edit ${ref} --grants none`,
    );
  }
  return [];
}
