import { joinList } from './fields';
import { formatLinks, type NamedLink } from './links';

/** A party of a decision in a list. */
export interface RowParty {
  readonly role: string;
  readonly party: string;
  readonly name: string;
}

/** A value in a row of a list; a plain object holds the before or after of a change. */
export type RowValue =
  | string
  | number
  | null
  | readonly string[]
  | readonly RowParty[]
  | readonly NamedLink[]
  | RowObject;
export interface RowObject {
  readonly [name: string]: unknown;
}

/** A row of a list, keyed by column. */
export type Row = Readonly<Record<string, RowValue>>;

/** What is recorded under a meeting, by its name in a file of whole meetings, in the order of that. */
export const meetingSections = {
  agenda: 'agenda_item',
  decisions: 'decision',
  objections: 'objection',
  tasks: 'task',
  documents: 'document',
} as const;

/** A meeting with the rows of everything recorded under it. */
export type MeetingRows<R extends Row = Row> = { readonly meeting: R } & {
  readonly [section in keyof typeof meetingSections]: readonly R[];
};

type ListedItem = string | RowParty | NamedLink;

export function isPartyList(value: readonly ListedItem[]): value is readonly RowParty[] {
  return typeof value[0] === 'object' && 'party' in value[0];
}

function isLinkList(value: readonly ListedItem[]): value is readonly NamedLink[] {
  return typeof value[0] === 'object' && 'relation' in value[0];
}

/** A value as one string, as written to CSV and read by import: parties are `applicant:SAU; sponsor:MNG`. */
export function formatValue(value: RowValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  const list = value as readonly ListedItem[];
  if (isLinkList(list)) return formatLinks(list);
  return isPartyList(list) ? list.map(({ role, party }) => `${role}:${party}`).join('; ') : joinList(list as string[]);
}
