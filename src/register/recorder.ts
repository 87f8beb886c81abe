import type { Transaction } from '../store/store';
import { agendaRules } from './agenda/rules';
import { bodyRules } from './body/rules';
import { decisionRules } from './decision/rules';
import { documentRules } from './document/rules';
import { actRules, instrumentRules } from './instrument/rules';
import { meetingRules } from './meeting/rules';
import { objectionRules } from './objection/rules';
import { partyRules } from './party/rules';
import { type AllRules, Recorder, type RecorderOptions } from './record/recorder';
import { standingRules } from './standing/rules';
import { taskRules } from './task/rules';

const rules: AllRules = {
  body: bodyRules,
  party: partyRules,
  meeting: meetingRules,
  agenda_item: agendaRules,
  decision: decisionRules,
  objection: objectionRules,
  standing: standingRules,
  instrument: instrumentRules,
  act: actRules,
  task: taskRules,
  document: documentRules,
};

/** A recorder by the rules of every entity, for one transaction; `today` is the local date. */
export function createRecorder(transaction: Transaction, today: string, options: RecorderOptions = {}): Recorder {
  return new Recorder(rules, transaction, today, options);
}
