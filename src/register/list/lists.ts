import type { EntityName } from '../../domain/schema';
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
import type { List } from './filters';

export const lists: { readonly [name in EntityName]: List } = {
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
