import sql from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import { checkNames } from '../record/names';
import { hasDependents, missingField } from '../record/problems';
import type { Draft, Normalized, Recorder, Rules } from '../record/recorder';

/** Checks an instrument: its code and title are its own. */
async function normalizeInstrument(recorder: Recorder, draft: Draft): Promise<Normalized> {
  const { fields } = draft;
  for (const column of ['code', 'title']) if (!fields[column]) throw missingField('instrument', column);
  await checkNames(recorder, 'instrument', draft, fields);
  return { fields, ref: fields.code as string };
}

/** Checks a party's act on an instrument: it is on record once. */
async function normalizeAct(recorder: Recorder, draft: Draft): Promise<Normalized> {
  const { fields, current } = draft;
  for (const column of ['instrument', 'party', 'kind']) {
    if (!fields[column === 'kind' ? column : `${column}_id`]) throw missingField('act', column);
  }
  const { code } = (await recorder.directory('party')).byId(fields.party_id as number);
  const [instrument] = await recorder.transaction.rows<{ code: string }>(
    sql`select code from instrument where id = ${fields.instrument_id as number}`,
  );
  const same = await recorder.transaction.rows<{ date: string | null }>(sql`
    select date from act where instrument_id = ${fields.instrument_id as number} and kind = ${fields.kind as string}
      and party_id = ${fields.party_id as number} and id <> ${current?.id ?? 0}`);
  if (same.some(({ date }) => date === (fields.date ?? null))) {
    const when = fields.date ? ` of ${fields.date as string}` : '';
    throw new Problem(
      'refused',
      `that ${fields.kind as string}${when} by ${code} is on record already`,
      'look again',
      'date',
    );
  }
  return { fields, ref: `${instrument?.code ?? ''} ${code}` };
}

/** Removes an instrument that no party has signed up to. */
async function removeInstrument(recorder: Recorder, id: number): Promise<void> {
  const acts = await recorder.transaction.rows<{ ref: string }>(sql`
    select a.kind || ' by ' || p.code as ref from act a join party p on p.id = a.party_id
      where a.instrument_id = ${id} order by p.code`);
  if (acts.length > 0) {
    const { fields } = await recorder.current('instrument', id);
    throw hasDependents(
      `the instrument ${fields.code as string}`,
      acts.map(({ ref }) => ref),
      `take these back first: cica instrument act ${fields.code as string} PARTY --kind KIND --remove`,
    );
  }
  await recorder.transaction.remove('instrument', id);
}

/** The rules of instruments. */
export const instrumentRules: Rules = {
  normalize: normalizeInstrument,
  remove: async (recorder, ids) => {
    for (const id of ids) await removeInstrument(recorder, id);
    return [];
  },
};

/** The rules of acts. */
export const actRules: Rules = { normalize: normalizeAct };
