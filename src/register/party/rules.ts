import sql from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import { partyKinds } from '../../domain/vocabulary';
import { checkNames, takenBy } from '../record/names';
import { hasDependents, missingField, requireFields } from '../record/problems';
import type { Recorder, Rules } from '../record/recorder';

/** The names that no body or party has yet. */
async function freeNames(recorder: Recorder, names: readonly string[]): Promise<string[]> {
  const free: string[] = [];
  for (const name of names) {
    if ((await takenBy(recorder, 'party', name, undefined)) === undefined) free.push(name);
  }
  return free;
}

/** The problem that nothing says what a party is. */
function kindNeeded(code: string): Problem {
  return new Problem(
    'usage',
    `a party needs a kind: ${code} is not the ISO code of a state`,
    `give the kind too: ${partyKinds.join(', ')}`,
    { column: 'kind', reason: 'missing field' },
  );
}

/** Removes a party that no decision, meeting or act names, with its standings. */
async function removeParty(recorder: Recorder, id: number): Promise<void> {
  const { transaction } = recorder;
  const dependents = await transaction.rows<{ ref: string }>(sql`
    select m.ref || '/' || cast(d.number as text) as ref
      from decision_party p
      join decision d on d.id = p.decision_id
      join meeting m on m.id = d.meeting_id
      where p.party_id = ${id}
    union all
    select ref from meeting where chair_party_id = ${id}
    union all
    select 'objection to ' || m.ref || '/' || cast(d.number as text)
      from objection o join decision d on d.id = o.decision_id join meeting m on m.id = d.meeting_id
      where o.party_id = ${id}
    union all
    select a.kind || ' of ' || i.code from act a join instrument i on i.id = a.instrument_id where a.party_id = ${id}
    limit 1000`);
  if (dependents.length > 0) {
    const { code } = (await recorder.directory('party')).byId(id);
    throw hasDependents(
      `the party ${code}`,
      dependents.map(({ ref }) => ref),
      'take it out of these first',
    );
  }
  const periods = await transaction.rows<{ id: number }>(sql`select id from standing where party_id = ${id}`);
  for (const period of periods) await transaction.remove('standing', period.id);
  await transaction.remove('party', id);
}

/** The rules of parties. */
export const partyRules: Rules<'party'> = {
  /** Checks a party, and fills in what the ISO 3166-1 code of a state says: its name and kind. No other kind is guessed. */
  async normalize(recorder, draft) {
    const given = { ...draft.fields };
    if (!given.code) throw missingField('party', 'code');
    given.kind ||= draft.current?.fields.kind ?? null;
    if (draft.current === null && (!given.name || !given.kind)) {
      const { countryNames } = await import('./countries');
      const country = await countryNames(given.code);
      if (country !== null) {
        given.kind ||= 'state';
        if (!given.name) {
          given.name = country.name;
          given.aliases ??= await freeNames(recorder, country.others);
        }
      }
    }
    const fields = requireFields('party', given);
    fields.aliases = await checkNames(recorder, 'party', draft.current, fields);
    if (!fields.kind) throw kindNeeded(fields.code);
    return { fields, ref: fields.code };
  },
  remove: async (recorder, ids) => {
    for (const id of ids) await removeParty(recorder, id);
    return [];
  },
};
