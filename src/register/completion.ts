import sql, { type Sql } from 'sql-template-tag';
import type { Reader } from '../store/store';
import { decisionRef } from './list/columns';

/** So many of the records that may be many are offered. */
const offered = 200;

/** By what people name records, and tags: those most likely meant first. */
const queries = {
  body: sql`select code as word from body order by code`,
  party: sql`select code as word from party order by code`,
  instrument: sql`select code as word from instrument order by code`,
  meeting: sql`select ref as word from meeting order by met_on desc, id desc limit ${offered}`,
  agenda_item: sql`
    select m.ref || '#' || i.number as word from meeting m cross join agenda_item i
      where i.meeting_id = m.id order by m.met_on desc, m.id desc, i.sort_key limit ${offered}`,
  decision: sql`
    select ${decisionRef('d', 'm')} as word from decision d cross join meeting m
      where m.id = d.meeting_id order by d.met_on desc, d.meeting_id desc, d.number limit ${offered}`,
  task: sql`select cast(id as text) as word from task where done_on is null order by id desc limit ${offered}`,
  document: sql`select symbol as word from document where symbol is not null order by symbol limit ${offered}`,
  tag: sql`select distinct tag as word from decision_tag order by tag limit ${offered}`,
} satisfies Record<string, Sql>;

/** What the register can offer a shell that completes a word. */
export type Offered = keyof typeof queries;

/** The words that the register offers. */
export async function offeredWords(reader: Reader, what: Offered): Promise<string[]> {
  return (await reader.rows<{ word: string }>(queries[what])).map(({ word }) => word);
}
