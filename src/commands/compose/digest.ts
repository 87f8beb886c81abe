import { daysBetween, longDate } from '../../domain/date';
import { localMinute } from '../../domain/moment';
import { dateRange, onDate } from '../../domain/prose';
import { formatValue, type Row } from '../../domain/row';
import { type EntityName, entities } from '../../domain/schema';
import { type Action, pastTense } from '../../domain/vocabulary';
import { type Content, type Inline, reference, verbatim } from '../../formats/document/textDocument';
import type { Digest, NewAnswer } from '../../register/digest/digest';
import type { Limited } from '../../register/digest/limited';
import type { MeetingUpdate } from '../../register/digest/meetingUpdates';
import type { TimedChanges } from '../../register/digest/timedChanges';
import { changeParts, taskOwner, titled } from './digestChanges';
import { documentItem, joined } from './meeting';
import { type Names, named, quoted, sentence, textOf, theBody } from './wording';

/** Items under a heading. */
export interface DigestSection {
  readonly heading: Content;
  /** 2 for a subsection of the section before. */
  readonly level: 1 | 2;
  readonly items: readonly Content[];
  /** The number of items left out. */
  readonly omitted: number;
}

/** A digest for people to read. */
export interface DigestText {
  readonly title: string;
  /** The period, the number of entries, and who recorded them. */
  readonly subtitle: Content;
  /** Without empty sections; none if nothing changed. */
  readonly sections: readonly DigestSection[];
}

/** The text of an empty digest. */
export const nothingNew = 'Nothing was recorded, and nothing took effect, ended, lapsed or fell overdue.';

/** Writes the text of a digest. */
export function digestText(digest: Digest): DigestText {
  const { progress, corrections } = changeParts(digest);
  const others = [
    section('Answers', digest.answers, (answer) => answerSentence(answer, digest)),
    timedChangesSection(digest.timed),
    { heading: ['Progress'], level: 1, items: progress, omitted: 0 } as const,
    ...[...digest.newRecords].map(([entity, rows]) =>
      section(headings[entity] ?? '', rows, (row) => newLine(entity, row, digest)),
    ),
    {
      heading: ['Corrections'],
      level: 1,
      items: corrections,
      omitted: digest.changed.total - digest.changed.items.length,
    } as const,
    section('Removed', digest.removed, ({ entity, ref, title }) => removedLine(entity, ref, title)),
  ];
  return {
    title: 'What is new in the register',
    subtitle: subtitleOf(digest),
    sections: [...meetingSections(digest), ...others.filter(({ items, omitted }) => items.length > 0 || omitted > 0)],
  };
}

function section<Item>(heading: string, { items, total }: Limited<Item>, line: (item: Item) => Content): DigestSection {
  return { heading: [heading], level: 1, items: items.map(line), omitted: total - items.length };
}

/** "Since 8 January 2025, 12:00, up to 15 January 2025: 3 entries by officer". */
function subtitleOf({ start, day, entries, actors }: Digest): Content {
  const since = start.at === null ? 'From the beginning of the register' : `Since ${timeText(start.at)}`;
  const count = entries === 1 ? '1 entry' : `${entries} entries`;
  const by: Inline[] = entries === 0 ? ['no entries'] : [count, ' by ', ...enumeratedPersons(actors)];
  return [`${since}, up to ${longDate(day)}: `, ...by];
}

/** Names of persons take no article. */
const enumeratedPersons = (names: readonly string[]): Inline[] =>
  joined(
    names.map((name) => [verbatim(name)]),
    ', ',
  );

/** A moment as a local date, with the time unless it is midnight. */
export function timeText(at: string): string {
  const [day = '', time] = localMinute(at).split(' ');
  return time === '00:00' ? longDate(day) : `${longDate(day)}, ${time}`;
}

function meetingSections({ meetings, bodies, parties }: Digest): DigestSection[] {
  const { items, total } = meetings;
  if (total === 0) return [];
  const count = items.reduce((sum, one) => sum + 1 + one.decisions.length, 0);
  return [
    { heading: ['Meetings and decisions'], level: 1, items: [], omitted: 0 },
    ...items.map(
      (news, index): DigestSection => ({
        heading: meetingHeading(news, { bodies, parties }),
        level: 2,
        items: [
          ...(news.isNew || news.agendaItems === 0 ? [] : [[countText(news.agendaItems, 'new agenda item')]]),
          ...news.decisions.map((row) => decisionLine(row, { bodies, parties })),
        ],
        omitted: index === items.length - 1 ? total - count : 0,
      }),
    ),
  ];
}

const countText = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** "SOC-2024-12-05: Senior Officials Committee, Astana, 5 December 2024 (new)". */
function meetingHeading({ meeting, isNew, agendaItems }: MeetingUpdate, { bodies }: Names): Content {
  const [status, place] = [textOf(meeting, 'status'), textOf(meeting, 'place')];
  const about = [
    isNew ? 'new' : '',
    status === 'held' ? '' : status,
    isNew && agendaItems > 0 ? countText(agendaItems, 'agenda item') : '',
  ];
  const notes = about.filter((text) => text !== '').join(', ');
  const code = textOf(meeting, 'body');
  return [
    reference(textOf(meeting, 'ref')),
    ': ',
    verbatim(bodies.get(code) ?? code),
    ...(place === '' ? [] : [', ', verbatim(place)]),
    `, ${dateRange(textOf(meeting, 'date'), (meeting.end_date as string | null) ?? null)}`,
    notes === '' ? '' : ` (${notes})`,
  ];
}

/** "SOC-2023-12-12/5: recommended “Observer status for Saudi Arabia”, referred to the Ministerial Council [accepted]". */
function decisionLine(row: Row, names: Names): Content {
  const to = textOf(row, 'referred_to');
  const status = textOf(row, 'status');
  const isPlain = ['', 'recorded', 'in force', 'referred'].includes(status);
  return [
    reference(textOf(row, 'ref')),
    `: ${pastTense(row.action as Action)} `,
    ...quoted(textOf(row, 'title')),
    ...(to === '' ? [] : [', referred to ', ...theBody(to, names)]),
    isPlain ? '' : ` [${status}]`,
  ];
}

/** "The Ministerial Council accepted SOC-2023-12-12/5 “Observer status for Saudi Arabia” after 14 days (MC-2023-12-26/1)." */
function answerSentence({ ref, title, answer, body, by, askedOn, answeredOn }: NewAnswer, names: Names): Content {
  const days = daysBetween(askedOn, answeredOn);
  // a date known only to the month or year may begin before what it answers
  const after = days < 0 ? '' : days === 0 ? ' on the same day' : ` after ${countText(days, 'day')}`;
  const did = answer === 'accept' ? 'accepted' : 'declined';
  return sentence(...theBody(body, names), ` ${did} `, ...titled(ref, title), `${after} (`, reference(by), ')');
}

function timedChangesSection({
  decisions,
  tasks,
}: { readonly [Name in keyof TimedChanges]: Limited<TimedChanges[Name][number]> }): DigestSection {
  const verbs = { 'in force': 'took effect', ended: 'ended', lapsed: 'lapsed' } as const;
  const items = [
    ...decisions.items.map(({ ref, title, status, on }) =>
      sentence(...titled(ref, title), ` ${verbs[status]} ${onDate(on)}`),
    ),
    ...tasks.items.map(({ id, ref, what, responsible, due_on }) =>
      sentence(`task ${id} was due ${onDate(due_on)}: `, ...quoted(what), ...taskOwner(responsible, ref)),
    ),
  ];
  return {
    heading: ['Took effect, ended, lapsed or fell overdue'],
    level: 1,
    items,
    omitted: decisions.total + tasks.total - items.length,
  };
}

const headings: { readonly [entity in EntityName]?: string } = {
  objection: 'Objections',
  standing: 'Standings',
  act: 'Treaties',
  task: 'Tasks',
  document: 'Documents',
  instrument: 'Instruments',
  party: 'Parties',
  body: 'Bodies',
};

/** A new record other than a meeting, agenda item or decision. */
function newLine(entity: EntityName, row: Row, names: Names): Content {
  const party = named(names.parties.get(textOf(row, 'party')) ?? textOf(row, 'party'));
  const value = (column: string): string => textOf(row, column);
  switch (entity) {
    case 'objection':
      return sentence(
        ...party,
        ' objected to ',
        reference(value('decision')),
        ` ${onDate(value('on'))}`,
        value('withdrawn_on') === '' ? '' : `, and withdrew its objection ${onDate(value('withdrawn_on'))}`,
        ...noted(row),
      );
    case 'standing': {
      const since = value('since') === '' ? '' : ` since ${longDate(value('since'))}`;
      const until = value('until') === '' ? '' : ` until ${longDate(value('until'))}`;
      const by = value('given_by');
      return sentence(
        ...party,
        `: ${value('standing')}${since}${until}`,
        ...(by === '' ? [] : [', by ', reference(by)]),
        ...noted(row),
      );
    }
    case 'act': {
      const date = value('date') === '' ? '' : ` ${onDate(value('date'))}`;
      return sentence(...party, `: ${value('kind')} of `, reference(value('instrument')), date);
    }
    case 'task': {
      const due = value('due_on') === '' ? '' : `, due ${longDate(value('due_on'))}`;
      const doneOn = value('done_on') === '' ? '' : `, done ${onDate(value('done_on'))}`;
      return sentence(
        `task ${value('id')}${due}${doneOn}: `,
        ...quoted(value('what')),
        ...taskOwner((row.responsible as string | null) ?? null, value('decision')),
      );
    }
    case 'document':
      return documentItem(row, value('meeting')).content;
    default:
      return [verbatim(value('code')), ': ', verbatim(value(entity === 'instrument' ? 'title' : 'name'))];
  }
}

/** A note on a record. */
const noted = (row: Row): Inline[] => (row.note ? [': ', verbatim(formatValue(row.note))] : []);

const removedLine = (entity: EntityName, ref: string, title: string | null): Content => [
  `${entities[entity].label} `,
  reference(ref),
  ...(title === null ? [] : [' ', ...quoted(title)]),
];
