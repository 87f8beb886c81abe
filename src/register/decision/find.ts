import sql, { empty, type Sql } from 'sql-template-tag';
import { foldName, symbolKey } from '../../domain/fold';
import { danglingReference, maxCandidates, missing, refused } from '../../domain/problem';
import { decisionReference, type FoundRecord, parseReference } from '../../domain/reference';
import { forms } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';
import { findMeeting } from '../meeting/find';

/**
 * The decision with a current or former reference, or an official symbol.
 *
 * @throws Problem `missing` if there is none, or it was removed.
 */
export async function findDecision(reader: Reader, text: string): Promise<FoundRecord> {
  const symbol = await decisionOfSymbol(reader, text.trim());
  if (symbol !== null) return symbol;
  const reference = parseReference(text);
  if (reference?.kind !== 'decision') {
    throw missing(
      `no decision "${text}"`,
      'a decision is named by its meeting and number, like SOC-2023-12-12/5; `cica decision list` shows all',
    );
  }
  const meeting = await findMeeting(reader, reference.meeting);
  const [found] = await reader.rows<{ id: number | null; ref: string }>(sql`
    select d.id, ${decisionRef('d', 'm')} as ref, 0 as former from decision d join meeting m on m.id = d.meeting_id
      where d.meeting_id = ${meeting.id} and d.number = ${reference.number}
    union all
    select d.id, ${decisionRef('d', 'm')}, 1 from former_decision f
      left join decision d on d.id = f.decision_id
      left join meeting m on m.id = d.meeting_id
      where f.number = ${reference.number} and (f.meeting_id = ${meeting.id} or f.meeting_id in (
        select meeting_id from former_meeting where ref = ${meeting.ref}))
    order by former`);
  const typed = decisionReference(meeting.ref, reference.number);
  if (found === undefined) {
    throw missing(`no decision ${typed}`, `\`cica decision list --meeting ${meeting.ref}\` shows all`);
  }
  if (found.id === null) {
    throw missing(`the decision ${typed} was removed`, `\`cica log ${typed}\` shows when and by whom`);
  }
  return { entity: 'decision', id: found.id, ref: found.ref };
}

/** The reference of the decision with an id. */
export async function decisionRefOf(reader: Reader, id: number): Promise<string> {
  const [row] = await reader.rows<{ ref: string }>(
    sql`select ${decisionRef('d', 'm')} as ref from decision d join meeting m on m.id = d.meeting_id where d.id = ${id}`,
  );
  if (row === undefined) throw danglingReference('decision', id);
  return row.ref;
}

/**
 * The decision with an official symbol, or a form and symbol ("Resolution 1"); null if there is none. Case, spaces and
 * the kind of hyphen do not matter. A text that looks like a reference is a symbol only if it matches one exactly.
 *
 * @throws Problem `refused` if there are several, with their references.
 */
export async function decisionOfSymbol(reader: Reader, text: string): Promise<FoundRecord | null> {
  const exactly = parseReference(text) === null ? empty : sql`and d.symbol = ${text}`;
  const found = await decisionsOfSymbol(reader, text, exactly);
  const [, word = '', rest = ''] = /^(\p{L}+)\s*(.+)$/su.exec(text) ?? [];
  const form = forms.find((one) => one === foldName(word));
  if (found.length === 0 && form !== undefined) {
    found.push(...(await decisionsOfSymbol(reader, rest, sql`and d.form = ${form}`)));
  }
  const [first, ...others] = found;
  if (first === undefined) return null;
  if (others.length === 0) return { entity: 'decision', id: first.id, ref: first.ref };
  throw refused(`${found.length} decisions have the symbol "${text}"`, 'name one by its reference', {
    details: found
      .slice(0, maxCandidates)
      .map(({ ref, form, title }) => `${ref}  ${form === null ? '' : `${form}: `}${title}`),
  });
}

async function decisionsOfSymbol(reader: Reader, symbol: string, also: Sql) {
  return reader.rows<{ id: number; ref: string; form: string | null; title: string }>(sql`
    select d.id, ${decisionRef('d', 'm')} as ref, d.form, d.title
      from decision d join meeting m on m.id = d.meeting_id
      where d.symbol_key = ${symbolKey(symbol)} ${also} order by d.met_on desc, d.meeting_id desc, d.number limit 1000`);
}
