import { daysInWords } from '../../domain/date';
import type { FoundRecord } from '../../domain/reference';
import { formatValue, type Row } from '../../domain/row';
import { pastTense } from '../../domain/vocabulary';
import { pick } from '../../formats/write/json';
import { businessOf } from '../../register/body/business';
import type { Chair } from '../../register/body/chair';
import { pendingColumns } from '../../register/decision/pending';
import type { AsOf } from '../../register/list/listing';
import type { Reader } from '../../store/store';
import {
  dateText,
  joined,
  limitedSection,
  limitPlusOne,
  limitRows,
  meetingLine,
  type Parts,
  taskLine,
} from './phrases';

/** The details of a body: its chair, its last and next meetings, open referrals and tasks. */
export async function bodyParts(reader: Reader, body: FoundRecord, asOf: AsOf, limit: number | null): Promise<Parts> {
  const business = await businessOf(reader, body, asOf, limitPlusOne(limit));
  const { chair, lastMeeting, nextMeetings, pending, tasks } = business;
  const { shown, more } = limitRows(
    { next_meetings: nextMeetings, pending: pending.map((row) => pick(row, pendingColumns.all) as Row), tasks },
    limit,
  );
  return {
    facts: [
      ['Chair', chair === null ? '' : chairText(chair, lastMeeting)],
      ['Last meeting', lastMeeting === null ? '' : meetingText(lastMeeting)],
      ['Next meeting', nextMeetings[0] === undefined ? '' : meetingText(nextMeetings[0])],
    ],
    sections: [
      limitedSection(
        'Further meetings',
        nextMeetings.slice(1),
        meetingLine,
        limit,
        `\`cica meeting list --body ${body.ref} --status scheduled\` shows all`,
      ),
      limitedSection(
        'Waiting for its answer',
        pending,
        pendingLine,
        limit,
        `\`cica decision pending --to ${body.ref}\` shows all`,
      ),
      limitedSection(
        'Open tasks',
        tasks,
        (task) => taskLine(task, task.decision),
        limit,
        `\`cica task list --responsible ${body.ref}\` shows all`,
      ),
    ],
    object: {
      chair,
      last_meeting: lastMeeting,
      ...shown,
      more,
    },
  };
}

/** The chair, and whether a decision says so or only a meeting. */
function chairText({ name, title, party, known_by, ref, date, action, period }: Chair, last: Row | null): string {
  if (known_by === 'meeting') {
    const meeting = last?.ref === ref ? `its last meeting, ${ref}` : `${ref}, ${dateText(date)}`;
    return `${joined([name, title ?? '', party ?? ''], ', ')} (chaired ${meeting})`;
  }
  const by = action === null ? '' : `${pastTense(action)} ${dateText(date)}`;
  return `${name} (${joined([by, period === null ? '' : `for ${period}`], ' ')}, ${ref})`;
}

const meetingText = (meeting: Row): string => {
  const { label = '', text } = meetingLine(meeting);
  return joined([label, text], ', ');
};

const pendingLine = ({ ref, title, body, days }: Row) => ({
  label: formatValue(ref),
  text: `${formatValue(title)} (${formatValue(body)}, ${daysInWords(days as number)})`,
});
