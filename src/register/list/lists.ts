import type { EntityName } from '../../domain/schema';
import type { Reader } from '../../store/store';
import { agendaList } from '../agenda/list';
import { bodyList } from '../body/list';
import { decisionList } from '../decision/list';
import { documentList } from '../document/list';
import { actList, instrumentList } from '../instrument/list';
import { meetingList } from '../meeting/list';
import { objectionList } from '../objection/list';
import { partyList } from '../party/list';
import { standingList } from '../standing/list';
import { taskList } from '../task/list';
import type { Filters } from './filters';
import type { AsOf, Filtered } from './listing';

/** The list of each entity: its records that pass the filters that it has. */
export const lists: {
  readonly [name in EntityName]: (reader: Reader, filters: Filters, asOf: AsOf) => Promise<Filtered>;
} = {
  body: bodyList,
  party: partyList,
  meeting: meetingList,
  agenda_item: agendaList,
  decision: decisionList,
  objection: objectionList,
  standing: standingList,
  instrument: instrumentList,
  act: actList,
  task: taskList,
  document: documentList,
};
