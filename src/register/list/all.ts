import type { EntityName } from '../../domain/schema';
import type { Reader } from '../../store/store';
import { type AsOf, decisionList } from '../decision/list';
import {
  actList,
  agendaList,
  bodyList,
  documentList,
  type Filtered,
  instrumentList,
  meetingList,
  objectionList,
  partyList,
  standingList,
  taskList,
} from './lists';

/** The list of all records of an entity. */
export function entityListing(reader: Reader, entity: EntityName, asOf: AsOf): Promise<Filtered> {
  switch (entity) {
    case 'body':
      return bodyList(reader, {});
    case 'party':
      return partyList(reader, {}, asOf.day);
    case 'meeting':
      return meetingList(reader, {}, asOf.day);
    case 'agenda_item':
      return agendaList(reader, {}, asOf.day);
    case 'decision':
      return decisionList(reader, {}, asOf);
    case 'objection':
      return objectionList(reader, {});
    case 'standing':
      return standingList(reader, {});
    case 'instrument':
      return instrumentList();
    case 'act':
      return actList(reader, {});
    case 'task':
      return taskList(reader, {}, asOf);
    case 'document':
      return documentList(reader, {});
  }
}
