import { longDate } from '../../domain/date';
import { onDate } from '../../domain/prose';
import { entities } from '../../domain/schema';
import { type Content, type Inline, reference, verbatim } from '../../formats/document/textDocument';
import type { ChangedRecord, Digest } from '../../register/digest/digest';
import { changeText } from '../write/changeLines';
import { type Names, named, quoted, sentence, textOf } from './wording';

/** A decision by its reference and title. */
export const titled = (ref: string, title: string): Inline[] => [reference(ref), ' ', ...quoted(title)];

/** The responsible party, body or person of a task, and its decision. */
export const taskOwner = (responsible: string | null, ref: string): Inline[] => [
  ' (',
  ...(responsible === null ? [] : [verbatim(responsible), ', ']),
  reference(ref),
  ')',
];

/** Changed records, divided into progress and corrections. */
export interface ChangeParts {
  readonly progress: readonly Content[];
  readonly corrections: readonly Content[];
}

/** Writes progress as sentences, and other changes as corrections field by field. */
export function changeParts({ changed, bodies, parties }: Digest): ChangeParts {
  const names = { bodies, parties };
  const progress: Content[] = [];
  const corrections: Content[] = [];
  for (const record of changed.items) {
    const events = record.changes.filter((change) => isProgress(record, change));
    progress.push(...events.flatMap(({ field }) => eventOf(record, field)?.(record, names) ?? []));
    const others = record.changes.filter((change) => !events.includes(change));
    if (others.length > 0) corrections.push(correction(record, others));
  }
  return { progress, corrections };
}

/** Whether a change is progress: a field was filled in as work continued. */
const isProgress = (record: ChangedRecord, { field, before, after }: ChangedRecord['changes'][number]): boolean => {
  if (eventOf(record, field) === undefined) return false;
  if (field === 'status') return before === 'scheduled';
  if (field === 'reports') return added(before, after).length > 0;
  if (field === 'links') return newAnswersOnly(before, after);
  return (before ?? null) === null && after !== null;
};

/** Writes a change as a sentence, or leaves it out. */
type Event = (record: ChangedRecord, names: Names) => Content[];

/** Sentences for the fields that are filled in as work continues, by entity and column. */
const events: { readonly [field: string]: Event } = {
  'task.done_on': ({ row }) => [
    sentence(`task ${textOf(row, 'id')} was done ${onDate(textOf(row, 'done_on'))}: `, ...taskText(row)),
  ],
  'task.reports': ({ row, before, after }) => [
    sentence(
      `task ${textOf(row, 'id')}, `,
      ...taskText(row),
      ', was reported on: ',
      verbatim(added(before.reports, after.reports).join('; ')),
    ),
  ],
  'decision.confirmed_on': ({ ref, row }) => [
    sentence(...titled(ref, textOf(row, 'title')), ` was confirmed ${onDate(textOf(row, 'confirmed_on'))}`),
  ],
  // listed under answers
  'decision.links': () => [],
  'objection.withdrawn_on': ({ row }, names) => [
    sentence(
      ...partyOf(row, names),
      ' withdrew its objection to ',
      reference(textOf(row, 'decision')),
      ` ${onDate(textOf(row, 'withdrawn_on'))}`,
    ),
  ],
  'standing.until': ({ row }, names) => [
    sentence(...partyOf(row, names), `: ${textOf(row, 'standing')} until ${longDate(textOf(row, 'until'))}`),
  ],
  'meeting.status': ({ ref, row }) => [sentence(reference(ref), ` was ${textOf(row, 'status')}`)],
};

const eventOf = ({ entity }: ChangedRecord, field: string): Event | undefined => events[`${entity}.${field}`];

const taskText = (row: ChangedRecord['row']): Inline[] => [
  ...quoted(textOf(row, 'what')),
  ...taskOwner((row.responsible as string | null) ?? null, textOf(row, 'decision')),
];

const partyOf = (row: ChangedRecord['row'], { parties }: Names): Inline[] =>
  named(parties.get(textOf(row, 'party')) ?? textOf(row, 'party'));

/** The items of `after` that `before` lacks. */
const added = (before: unknown, after: unknown): string[] =>
  ((after ?? []) as string[]).filter((item) => !((before ?? []) as string[]).includes(item));

/** Whether links changed only by added answers. */
const newAnswersOnly = (before: unknown, after: unknown): boolean =>
  added(after, before).length === 0 && added(before, after).every((link) => link.startsWith('answers:'));

/** "decision SOC-2023-12-12/5: title: “old” → “new”". */
const correction = ({ entity, ref }: ChangedRecord, changes: ChangedRecord['changes']): Content => [
  `${entities[entity].label} `,
  reference(ref),
  ': ',
  verbatim(changes.map((change) => changeText(change)).join('; ')),
];
