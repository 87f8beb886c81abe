import sql, { type Sql } from 'sql-template-tag';
import { parseWord } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { Directory, namesOf, partyOrBody } from '../directory';
import type { FilterValues } from '../list/alternatives';
import { decisionRef } from '../list/columns';
import { columnConditions, filterBy, isSpelled, type List, oneOf, unknownNames } from '../list/filters';
import { listingOf } from '../list/listing';

/** The statuses of a task. */
const statuses = ['open', 'overdue', 'done'] as const;

const statusAsOf = (day: string): Sql =>
  sql`case when e.done_on <= ${day} then 'done' when e.due_on < ${day} then 'overdue' else 'open' end`;

/** Tasks, filtered by decision, responsible party, body or person, or status as of a day. */
export const taskList: List = async (reader, filters, { day, isRequested }) => {
  const status = statusAsOf(day);
  const listing = listingOf('task', {
    from: sql`from task e cross join decision d cross join meeting m where d.id = e.decision_id and m.id = d.meeting_id`,
    columns: { id: sql`e.id`, decision: decisionRef('d', 'm'), status },
    order: sql`coalesce(e.due_on, '9999-12-31'), e.id`,
  });
  const notes: string[] = [];
  const where = [
    ...(await columnConditions(reader, filters, listing)),
    ...(await responsibleConditions(reader, filters.responsible, notes)),
    ...(await oneOf(filters.status, status, (text) => parseWord(statuses, 'status', text))),
  ];
  if (isRequested) where.push(sql`d.decided_on <= ${day}`);
  if (filters.overdue) where.push(sql`${status} = 'overdue'`);
  return { listing, where, notes };
};

/** A condition: the responsible party, body or person has one of the names, in any spelling. */
async function responsibleConditions(reader: Reader, values: FilterValues, notes: string[]): Promise<Sql[]> {
  if (values === undefined) return [];
  const directories = { party: await Directory.load(reader, 'party'), body: await Directory.load(reader, 'body') };
  const all = await reader.rows<{ responsible: string }>(
    sql`select distinct responsible from task where responsible is not null order by responsible`,
  );
  const onRecord = all.map(({ responsible }) => responsible);
  const known = [...onRecord, ...directories.party.names(), ...directories.body.names()];
  return filterBy(values, (texts) => {
    notes.push(...unknownNames('no task is assigned to', known, texts));
    const names = texts.flatMap((text) => {
      const named = partyOrBody((entity) => directories[entity], text);
      return named === undefined ? [text] : namesOf(named);
    });
    return isSpelled(sql`e.responsible`, onRecord, names);
  });
}
