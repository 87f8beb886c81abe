import type { RawRecord } from '../../src/domain/fields';
import type { EntityName } from '../../src/domain/schema';

/** A record of a generated import. */
export interface CaseRecord {
  readonly entity: EntityName;
  readonly values: RawRecord;
  /** The reference of the whole meeting in which it is nested. */
  readonly under?: string;
}

export const bodies = [
  { code: 'CA', name: 'Council' },
  { code: 'CB', name: 'Committee', reports_to: 'CA' },
  { code: 'CC', name: 'Experts', reports_to: 'Committee' },
] as const;

/** The kind of a state follows from its code, and its name too. */
export const parties = [
  { code: 'KAZ' },
  { code: 'UZB', name: 'Uzbekistan' },
  { code: 'P1', name: 'Partner one', kind: 'organisation' },
  { code: 'G1', name: 'Guest one', kind: 'organisation' },
  { code: 'G2', name: 'Guest two', kind: 'person' },
  { code: 'G3', name: 'Guest three', kind: 'person' },
] as const;

/** What decisions grant, in the order of their dates. */
export const grants = [
  { kind: 'observer status', party: 'G1' },
  { kind: 'membership', party: 'Guest two' },
  { kind: 'membership', party: 'G1' },
  { kind: 'observer status', party: 'G3' },
] as const;

export interface Meeting {
  readonly ref: string;
  readonly body: string;
  readonly date: string;
  readonly end_date?: string;
}

/** In the order of their dates. */
export const meetings: readonly Meeting[] = [
  { ref: 'CA-2023-01-10', body: 'CA', date: '2023-01-10', end_date: '2023-01-12' },
  { ref: 'CB-2023-02-01', body: 'CB', date: '2023-02-01' },
  { ref: 'CA-2023-05-10', body: 'CA', date: '2023-05-10' },
  { ref: 'CA-2023-05-10-b', body: 'CA', date: '2023-05-10' },
  { ref: 'CB-2023-09', body: 'CB', date: '2023-09' },
  { ref: 'CC-2023-11-20', body: 'Experts', date: '2023-11-20', end_date: '2023-11-21' },
  { ref: 'CA-2024-03-03', body: 'CA', date: '2024-03-03' },
];

export const instruments = [
  { code: 'ONE', title: 'Treaty one' },
  { code: 'TWO', title: 'Treaty two' },
] as const;
