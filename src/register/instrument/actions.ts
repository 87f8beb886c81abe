import sql from 'sql-template-tag';
import type { FieldValue } from '../../domain/fields';
import { missing } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import { oneNameAdvice } from '../../domain/splitNames';
import type { Reader } from '../../store/store';
import { find } from '../find';
import type { Recorded, Recorder } from '../record/recorder';

/** What identifies an act: the instrument and the party by name, the kind, and the date, if known. */
export interface ActName {
  readonly instrument: string;
  readonly party: string;
  readonly kind: string;
  /** A day, month or year. */
  readonly date?: string | undefined;
}

/** Records an act of a party on an instrument; if an act of that kind without a date is on record, it gets the date. */
export async function recordAct(
  recorder: Recorder,
  name: ActName,
  fields: Readonly<Record<string, FieldValue>>,
): Promise<Recorded> {
  const { instrument, party, known } = await actOf(recorder.transaction, name);
  const { kind, date } = name;
  const values = { ...fields, kind, ...(date === undefined ? {} : { date }) };
  if (known !== undefined) return recorder.record('act', values, await recorder.current('act', known.id));
  return recorder.record('act', { ...values, instrument: instrument.ref, party: party.ref });
}

/**
 * An act of a party on an instrument: the one with that date, or else the one without a date.
 *
 * @throws Problem `missing` if there is none.
 */
export async function findAct(reader: Reader, name: ActName): Promise<FoundRecord> {
  const { instrument, party, known } = await actOf(reader, name);
  if (known !== undefined) return { entity: 'act', id: known.id, ref: `${instrument.ref} ${party.ref}` };
  throw missing(
    `no ${name.kind} of ${instrument.ref} by ${party.ref} is on record`,
    `\`cica instrument show ${instrument.ref}\` shows who did what`,
  );
}

async function actOf(reader: Reader, { instrument: code, party: partyName, kind, date }: ActName) {
  const instrument = await find(reader, 'instrument', code, oneNameAdvice);
  const party = await find(reader, 'party', partyName);
  const acts = await reader.rows<{ id: number; date: string | null }>(sql`
    select id, date from act where instrument_id = ${instrument.id} and party_id = ${party.id} and kind = ${kind}
      order by date nulls first`);
  const known = acts.find((act) => date === undefined || act.date === date) ?? acts.find((act) => act.date === null);
  return { instrument, party, known };
}
