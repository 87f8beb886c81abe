import sql, { empty } from 'sql-template-tag';
import type { FieldValue } from '../../domain/fields';
import { missing } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import { oneNameAdvice } from '../../domain/splitNames';
import type { Reader } from '../../store/store';
import { find } from '../find';
import type { Recorded, Recorder } from '../record/recorder';

/** What identifies a party's standing: the party by name, the standing, and its first day, if known. */
export interface StandingName {
  readonly party: string;
  readonly standing: string;
  /** A day, month or year. */
  readonly since?: string | undefined;
}

/** Records a standing that no recorded decision granted, or changes the one with that name and start. */
export async function setStanding(
  recorder: Recorder,
  name: StandingName,
  fields: Readonly<Record<string, FieldValue>>,
): Promise<Recorded> {
  const { party, known } = await standingOf(recorder.transaction, name);
  if (known !== undefined && Object.keys(fields).length > 0) {
    return recorder.record('standing', fields, await recorder.current('standing', known.id));
  }
  return recorder.record('standing', { ...fields, party: party.ref, standing: name.standing });
}

/**
 * A period of a party's standing: the one with that start, or else one with an unknown start.
 *
 * @throws Problem `missing` if the party has none.
 */
export async function findStanding(reader: Reader, name: StandingName): Promise<FoundRecord> {
  const { party, known } = await standingOf(reader, name);
  if (known !== undefined) return { entity: 'standing', id: known.id, ref: party.ref };
  throw missing(`${party.ref} has no such standing`, `\`cica party standing ${party.ref}\` shows what it has`);
}

async function standingOf(reader: Reader, { party: name, standing, since }: StandingName) {
  const party = await find(reader, 'party', name, oneNameAdvice);
  const [known] = await reader.rows<{ id: number }>(sql`
    select id from standing where party_id = ${party.id} and standing = ${standing}
      ${since === undefined ? empty : sql`and (since = ${since} or since is null)`} order by from_date desc`);
  return { party, known };
}
