import type { EntityName } from '../domain/entities';
import type { Reader } from '../store/store';
import { type AsOf, decisionList } from './decisionList';
import { agendaList, bodyList, type Filtered, meetingList, partyList } from './lists';

/** The list of all records of an entity. */
export function entityListing(reader: Reader, entity: EntityName, asOf: AsOf): Promise<Filtered> {
  switch (entity) {
    case 'body':
      return bodyList(reader, {});
    case 'party':
      return partyList({});
    case 'meeting':
      return meetingList(reader, {}, asOf.day);
    case 'agenda_item':
      return agendaList(reader, {}, asOf.day);
    case 'decision':
      return decisionList(reader, {}, asOf);
  }
}
