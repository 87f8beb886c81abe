import fc from 'fast-check';
import type { RawRecord } from '../../src/domain/fields';
import type { EntityName } from '../../src/domain/schema';
import type { CaseRecord } from './importNames';

/** What is wrong with a record of an entity. */
interface Wrong {
  readonly entity: EntityName;
  /** Whether the record is recorded, too, as it was. */
  readonly twice?: true;
  /** With which records it can be wrong; if absent, with all. */
  readonly of?: (own: RawRecord, all: readonly RawRecord[]) => boolean;
  /** The values that are wrong, given all of the record and of another one. */
  readonly values: (own: RawRecord, other: RawRecord, all: readonly RawRecord[]) => RawRecord;
}

const nameOf = ({ ref, symbol }: RawRecord): string => String(ref ?? symbol ?? 'CA-2023-01-10/1');
const linksOf = ({ links }: RawRecord): string[] => (links ?? []) as string[];
const linksTo = (one: RawRecord, to: RawRecord): boolean =>
  linksOf(one).some((link) => [to.ref, to.symbol].includes(link.split(':')[1]));
const isLinked = (own: RawRecord, all: readonly RawRecord[]): boolean => all.some((one) => linksTo(one, own));
const answers = (own: RawRecord): boolean => linksOf(own).some((link) => link.startsWith('answers:'));

const wrongs = {
  'unknown party': { entity: 'decision', values: () => ({ parties: ['applicant:NOBODY', 'sponsor:NONE'] }) },
  'unknown meeting': { entity: 'decision', values: () => ({ ref: undefined, meeting: 'CA-1999-01-01' }) },
  'unknown body': { entity: 'meeting', values: () => ({ body: 'XX' }) },
  'unknown decision': { entity: 'task', values: () => ({ decision: 'CB-2023-02-01/77' }) },
  'unknown verb': { entity: 'decision', of: isLinked, values: () => ({ action: 'frobnicate', date: 'never' }) },
  'link to itself': { entity: 'decision', values: (own) => ({ links: [`cites:${nameOf(own)}`] }) },
  circle: {
    entity: 'decision',
    of: isLinked,
    values: (own, _, all) => ({ links: all.filter((one) => linksTo(one, own)).map((one) => `cites:${nameOf(one)}`) }),
  },
  'second answer': {
    entity: 'decision',
    twice: true,
    of: answers,
    values: () => ({ ref: undefined, symbol: undefined, title: 'Second answer' }),
  },
  'answer by another body': {
    entity: 'decision',
    of: answers,
    values: () => ({ ref: undefined, meeting: 'CC-2023-11-20', item: '' }),
  },
  'answer that defers': { entity: 'decision', of: answers, values: () => ({ action: 'defer' }) },
  'link to another': { entity: 'decision', values: (_, other) => ({ links: [`cites:${nameOf(other)}`] }) },
  'rescission of another': { entity: 'decision', values: (_, other) => ({ links: [`rescinds:${nameOf(other)}`] }) },
  'answer to another': { entity: 'decision', values: (_, other) => ({ links: [`answers:${nameOf(other)}:accept`] }) },
  'links of another': { entity: 'decision', values: (_, other) => ({ links: other.links }) },
  'same decision': { entity: 'decision', twice: true, values: () => ({ text: 'once more' }) },
  'same symbol': {
    entity: 'decision',
    values: (_, { symbol, form, meeting }) => ({ ref: undefined, symbol, form, meeting }),
  },
  'reference of another': { entity: 'decision', values: (_, { ref, meeting }) => ({ ref, meeting }) },
  'reference of another meeting': {
    entity: 'decision',
    values: () => ({ ref: 'CC-2023-11-20/9', meeting: 'CA-2023-01-10' }),
  },
  'item of another meeting': { entity: 'decision', values: () => ({ item: 'CB-2023-09#1' }) },
  'no item': { entity: 'decision', values: () => ({ item: '99' }) },
  'date outside': { entity: 'decision', values: () => ({ date: '1990-01-01' }) },
  'votes by consensus': {
    entity: 'decision',
    of: isLinked,
    values: () => ({ procedure: 'consensus', votes_for: '3' }),
  },
  'deadline without a condition': { entity: 'decision', values: () => ({ condition: '', condition_until: '6m' }) },
  'second grant': {
    entity: 'decision',
    values: () => ({ action: 'grant', kind: 'membership', parties: ['applicant:G1', 'applicant:G2'], links: [] }),
  },
  'cancelled meeting': { entity: 'meeting', values: () => ({ status: 'cancelled' }) },
  'moved meeting': { entity: 'meeting', values: () => ({ date: '2023-06-01', end_date: '2023-05-01' }) },
  'same meeting': { entity: 'meeting', twice: true, values: () => ({ place: 'Almaty' }) },
  'body in a circle': { entity: 'body', values: () => ({ reports_to: 'CC' }) },
  'body of another name': { entity: 'body', values: (_, other) => ({ aliases: [other.name as string] }) },
  'same party': { entity: 'party', twice: true, values: () => ({ name: 'Somebody else' }) },
  'same item': { entity: 'agenda_item', twice: true, values: () => ({ title: 'Another title' }) },
  'overlapping standing': {
    entity: 'standing',
    twice: true,
    values: () => ({ standing: 'member', since: '2001-06-01' }),
  },
  'late objection': { entity: 'objection', values: () => ({ on: '2024-12-30' }) },
  'same objection': { entity: 'objection', twice: true, values: () => ({ note: 'again' }) },
  'same act': { entity: 'act', twice: true, values: () => ({ noted_by: undefined }) },
  'unknown instrument': { entity: 'act', values: () => ({ instrument: 'Treaty three' }) },
  'adopted by nothing': { entity: 'instrument', values: () => ({ adopted_by: 'No. 999' }) },
  'early task': { entity: 'task', values: () => ({ done_on: '2000-01-01' }) },
  'same document': { entity: 'document', twice: true, values: () => ({ kind: 'report' }) },
} as const satisfies Record<string, Wrong>;

/** Something wrong with the record at a place among those of its entity. */
export interface Mistake {
  readonly kind: keyof typeof wrongs;
  readonly at: number;
  /** The place of the other record. */
  readonly other: number;
}

export const mistake: fc.Arbitrary<Mistake> = fc.record({
  kind: fc.oneof(
    { arbitrary: fc.constantFrom(...(Object.keys(wrongs) as Mistake['kind'][])), weight: 3 },
    { arbitrary: fc.constantFrom<Mistake['kind'][]>('second answer', 'circle', 'second grant'), weight: 1 },
  ),
  at: fc.nat(99),
  other: fc.nat(99),
});

/** Records with a mistake in one of them; unchanged if there is none of its entity. */
export function makeMistake(records: readonly CaseRecord[], { kind, at, other }: Mistake): CaseRecord[] {
  const wrong: Wrong = wrongs[kind];
  const all = records.filter(({ entity }) => entity === wrong.entity);
  const values = all.map((one) => one.values);
  const fitting = all.filter((one) => wrong.of?.(one.values, values) ?? true);
  const record = fitting[at % Math.max(fitting.length, 1)];
  const model = values[other % Math.max(values.length, 1)];
  if (record === undefined || model === undefined) return [...records];
  const changed = { ...record, values: { ...record.values, ...wrong.values(record.values, model, values) } };
  return records.toSpliced(records.indexOf(record), wrong.twice ? 0 : 1, changed);
}
