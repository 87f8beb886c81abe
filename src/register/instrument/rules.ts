import sql from 'sql-template-tag';
import { refused } from '../../domain/problem';
import { naturally } from '../list/order';
import { checkNames } from '../record/names';
import { refuseDependents, requireFields } from '../record/problems';
import type { Recorder, Rules } from '../record/recorder';

export const instrumentRules: Rules<'instrument'> = {
  complete(known, draft) {
    const fields = requireFields('instrument', draft.fields);
    checkNames(known, 'instrument', draft.current, fields);
    return { fields, ref: fields.code };
  },
  beforeRemove: checkUnused,
};

export const actRules: Rules<'act'> = {
  complete(known, draft) {
    const { current } = draft;
    const fields = requireFields('act', draft.fields);
    const { code } = known.directory('party').byId(fields.party_id);
    const instrument = known.directory('instrument').lookupId(fields.instrument_id);
    const same = known.rowsAbout<{ date: string | null }>(
      'act',
      `party ${fields.party_id}`,
      sql`select date from act where instrument_id = ${fields.instrument_id} and kind = ${fields.kind}
        and party_id = ${fields.party_id} and id <> ${current?.id ?? 0}`,
    );
    if (same.some(({ date }) => date === (fields.date ?? null))) {
      const when = fields.date ? ` of ${fields.date}` : '';
      throw refused(
        `that ${fields.kind}${when} by ${code} is already on record`,
        `\`cica instrument show ${instrument?.code ?? ''}\` shows it; give another one a different date`,
        'date',
      );
    }
    return { fields, ref: `${instrument?.code ?? ''} ${code}` };
  },
};

/** Refuses to remove an instrument on which acts are recorded. */
async function checkUnused(recorder: Recorder, id: number): Promise<string[]> {
  const acts = await recorder.transaction.rows<{ ref: string }>(sql`
    select a.kind || ' by ' || p.code as ref from act a join party p on p.id = a.party_id
      where a.instrument_id = ${id} order by ${naturally(recorder.transaction.dialect, sql`p.code`)}, a.id`);
  const { code } = (await recorder.current('instrument', id)).fields;
  const advice = `remove these acts first: cica instrument act ${code} PARTY --kind KIND --remove`;
  refuseDependents(`the instrument ${code}`, acts, advice);
  return [];
}
