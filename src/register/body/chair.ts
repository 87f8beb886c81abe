import sql from 'sql-template-tag';
import { compareDays } from '../../domain/date';
import { tokens } from '../../domain/fold';
import type { RowOf } from '../../domain/record';
import type { Action } from '../../domain/vocabulary';
import { storedList } from '../../store/statements';
import type { Reader } from '../../store/store';
import { partiesOf } from '../decision/parts';
import { namesOf } from '../directory';
import { decisionRef } from '../list/columns';

/** Who chairs a body, and the record that says so. */
export interface Chair {
  readonly name: string;
  readonly title: string | null;
  readonly party: string | null;
  /** Whether `ref` is a decision that elects or appoints the chair, or the last meeting whose chair is on record. */
  readonly known_by: 'decision' | 'meeting';
  readonly ref: string;
  readonly date: string;
  readonly action: Action | null;
  readonly period: string | null;
}

/**
 * The chair of a body as of a day: the one whom a decision in force elected or appointed, or else whoever chaired the
 * last meeting. A later meeting with a chair on record overrides a decision without a period.
 */
export async function chairOf(reader: Reader, body: number, day: string): Promise<Chair | null> {
  const meeting = await chairOfLastMeeting(reader, body, day);
  const appointment = await appointmentOf(reader, body, day);
  if (appointment === null || meeting === null) return (appointment ?? meeting)?.chair ?? null;
  const isLatest = compareDays(appointment.day, meeting.day) >= 0;
  return appointment.chair.period !== null || isLatest ? appointment.chair : meeting.chair;
}

/** A chair, and the full date of the record that says so. */
interface DatedChair {
  readonly chair: Chair;
  readonly day: string;
}

async function chairOfLastMeeting(reader: Reader, body: number, day: string): Promise<DatedChair | null> {
  const [found] = await reader.rows<Omit<Chair, 'known_by' | 'action' | 'period'> & { readonly met_on: string }>(sql`
    select e.chair as name, e.chair_title as title, p.code as party, e.ref, e.date, e.met_on
      from meeting e left join party p on p.id = e.chair_party_id
      where e.body_id = ${body} and e.chair is not null and e.status = 'held' and e.met_on <= ${day}
      order by e.met_on desc, e.id desc limit 1`);
  if (found === undefined) return null;
  const { name, title, party, ref, date, met_on } = found;
  return { chair: { name, title, party, known_by: 'meeting', ref, date, action: null, period: null }, day: met_on };
}

type Appointment = RowOf<'decision', 'title' | 'action' | 'period'> & {
  readonly body_id: number;
  readonly ref: string;
  readonly date: string;
  readonly decided_on: string;
};

/** The number of appointments to examine, the newest first. */
const maxAppointments = 5_000;

async function appointmentOf(reader: Reader, body: number, day: string): Promise<DatedChair | null> {
  const appointments = await reader.rows<Appointment>(sql`
    select d.id, d.title, d.action, d.period, d.body_id, d.decided_on, ${decisionRef('d', 'm')} as ref,
      coalesce(d.date, m.end_date, m.date) as date
      from decision d join meeting m on m.id = d.meeting_id
      join decision_status s on s.decision_id = d.id and s.from_date <= ${day} and s.until_date > ${day}
      where (d.kind = 'appointment' or d.action in ('elect', 'appoint')) and s.in_force = 1
        and (lower(d.title) like '%chair%' or lower(d.title) like '%presiden%')
      order by d.decided_on desc, d.met_on desc, d.meeting_id desc, d.number limit ${maxAppointments}`);
  const ofChairs = appointments.filter(({ title }) => namesChair(title));
  if (ofChairs.length === 0) return null;
  const bodies = await namedBodies(reader);
  const ownPhrases = bodies.get(body) ?? [];
  const otherPhrases = [...bodies].flatMap(([id, phrases]) => (id === body ? [] : phrases));
  const found = ofChairs.find(({ title, body_id }) => {
    const words = phraseOf(title);
    // a body elects its own chair, unless the title names another body
    return (
      ownPhrases.some((phrase) => words.includes(phrase)) ||
      (body_id === body && !otherPhrases.some((one) => words.includes(one)))
    );
  });
  if (found === undefined) return null;
  const { ref, date, decided_on, action, period } = found;
  const parties = (await partiesOf(reader, [found.id])).get(found.id) ?? [];
  const chairs = parties.filter(({ role }) => role === 'subject');
  const name = chairs.length === 0 ? found.title : chairs.map((party) => party.name).join(', ');
  const party = chairs.length === 1 ? (chairs[0]?.party ?? null) : null;
  const chair: Chair = { name, title: null, party, known_by: 'decision', ref, date, action, period };
  return { chair, day: decided_on };
}

/** Whether a title names the office of chair itself, not that of a deputy or of an adviser to the chair. */
const namesChair = (title: string): boolean =>
  /(?<!\b(?:vice|deputy)[- ]?)(?<!\bto the )\b(?:chair\p{L}*|president|presidency)\b(?!['’]s)/iu.test(title);

/** The words of a text, each surrounded by spaces. */
const phraseOf = (text: string): string =>
  ` ${tokens(text)
    .map(({ token }) => token)
    .join(' ')} `;

/** The names of every body as phrases, by its id. */
async function namedBodies(reader: Reader): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await reader.rows<{ id: number; code: string; name: string; aliases: string }>(
    sql`select id, code, name, aliases from body`,
  );
  return new Map(
    rows.map(({ id, code, name, aliases }) => {
      const phrases = namesOf({ code, name, aliases: storedList(aliases) }).map(phraseOf);
      return [id, phrases.filter((phrase) => phrase.trim() !== '')];
    }),
  );
}
