import sql from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import { partyKinds } from '../../domain/vocabulary';
import { decisionRef } from '../list/columns';
import type { Known } from '../record/known';
import { checkNames, nameOwner } from '../record/names';
import { missingField, refuseDependents, requireFields } from '../record/problems';
import type { Recorder, Rules } from '../record/recorder';

export const partyRules: Rules<'party'> = {
  /** Checks a party; name and kind of a state default to those of its ISO 3166-1 code. */
  complete(known, draft) {
    const given = { ...draft.fields };
    if (!given.code) throw missingField('party', 'code');
    given.kind ||= draft.current?.fields.kind ?? null;
    if (draft.current === null && (!given.name || !given.kind)) {
      const { code } = given;
      const country = known.answer([], `country ${code}`, async () => {
        const { countryNames } = await import('./countries');
        return countryNames(code);
      });
      if (country !== null) {
        given.kind ||= 'state';
        if (!given.name) {
          given.name = country.name;
          given.aliases ??= unusedNames(known, country.otherNames);
        }
      }
    }
    const fields = requireFields('party', given);
    fields.aliases = checkNames(known, 'party', draft.current, fields);
    if (!fields.kind) throw missingKind(fields.code);
    return { fields, ref: fields.code };
  },
  beforeRemove: removeStandings,
};

/** The names that are not in use by a body or party. */
const unusedNames = (known: Known, names: readonly string[]): string[] =>
  names.filter((name) => nameOwner(known, 'party', name, undefined) === undefined);

function missingKind(code: string): Problem {
  return new Problem(
    'usage',
    `a party needs a kind: ${code} is not the ISO code of a state`,
    `give the kind too: ${partyKinds.join(', ')}`,
    { column: 'kind', reason: 'missing field' },
  );
}

/** Removes the standings of a party that no decision, meeting, objection or act refers to. */
async function removeStandings(recorder: Recorder, id: number): Promise<string[]> {
  const { transaction } = recorder;
  const dependents = await transaction.rows<{ ref: string }>(sql`
    select ${decisionRef('d', 'm')} as ref
      from decision_party p
      join decision d on d.id = p.decision_id
      join meeting m on m.id = d.meeting_id
      where p.party_id = ${id}
    union all
    select ref from meeting where chair_party_id = ${id}
    union all
    select 'objection to ' || ${decisionRef('d', 'm')}
      from objection o join decision d on d.id = o.decision_id join meeting m on m.id = d.meeting_id
      where o.party_id = ${id}
    union all
    select a.kind || ' of ' || i.code from act a join instrument i on i.id = a.instrument_id where a.party_id = ${id}
    limit 1000`);
  const { code } = (await recorder.current('party', id)).fields;
  refuseDependents(`the party ${code}`, dependents, 'remove it from these first');
  const periods = await transaction.rows<{ id: number }>(sql`select id from standing where party_id = ${id}`);
  for (const period of periods) await recorder.drop('standing', period.id);
  return [];
}
