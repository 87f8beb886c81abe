import { longDate } from '../../domain/date';
import { formatValue, isPartyList, type Row, type RowParty, type RowValue } from '../../domain/row';
import { type Action, pastTense } from '../../domain/vocabulary';
import type { Page, PageSection, Paragraph } from '../../terminal/page';

/** The details of a record besides its columns: for its page, and for its JSON object. */
export interface Parts {
  readonly facts: Page['facts'];
  readonly sections: readonly PageSection[];
  readonly object: object;
}

/** A date as pages show it; '' if there is none. */
export const dateText = (date: RowValue | undefined): string => (date ? longDate(date as string) : '');

/** Joins the texts that are not empty. */
export const joined = (texts: readonly string[], separator: string): string =>
  texts.filter((text) => text !== '').join(separator);

/** A status; for a referral, with the body that has to answer. Null if it has none yet. */
export function statusText(status: RowValue | undefined, { referred_to }: Row): string | null {
  if (status === null || status === undefined) return null;
  return status === 'referred' ? `referred to ${formatValue(referred_to)}` : formatValue(status);
}

/** The names of a decision's parties, with their roles. */
export function partiesText(value: RowValue | undefined): string {
  const parties = (value ?? []) as readonly RowParty[];
  if (!isPartyList(parties)) return '';
  return parties.map(({ role, name }) => (role === 'subject' ? name : `${name}, ${role}`)).join('; ');
}

/** The action and title of a decision, and its status. */
export function decisionText(row: Row, more = ''): string {
  const status = statusText(row.status, row) ?? 'not yet taken';
  return `${pastTense(row.action as Action)}: ${formatValue(row.title)}${more} [${status}]`;
}

/** A decision with its full reference. */
export const decisionLine = (row: Row): Paragraph => {
  const parties = partiesText(row.parties);
  return { label: formatValue(row.ref), text: decisionText(row, parties === '' ? '' : ` (${parties})`) };
};

/** A task with its deadline and status; `of` is who is responsible, or the decision. */
export function taskLine(task: Row, of: RowValue | undefined): Paragraph {
  const about = joined([formatValue(of), task.due_on ? `due ${dateText(task.due_on)}` : ''], ', ');
  const text = `${formatValue(task.what)}${about === '' ? '' : ` (${about})`} [${formatValue(task.status)}]`;
  return { label: formatValue(task.id), text };
}

/** An objection; `of` is the party that made it, or the decision. */
export const objectionLine = ({ on, withdrawn_on, note }: Row, of: RowValue | undefined): Paragraph => ({
  label: formatValue(of),
  text: `${dateText(on)}${withdrawn_on ? `, withdrawn ${dateText(withdrawn_on)}` : ''}${note ? `: ${formatValue(note)}` : ''}`,
});

/** Documents with their kind, language, address and file. */
export const documentsSection = (documents: readonly Row[]): PageSection => ({
  heading: 'Documents',
  paragraphs: documents.map(({ symbol, title, kind, language, url, file }) => {
    const about = joined([kind === 'other' ? '' : formatValue(kind), formatValue(language)], ', ');
    const address = joined([formatValue(url), formatValue(file)], ', ');
    const text = `${formatValue(title)}${about === '' ? '' : ` (${about})`}${address === '' ? '' : `: ${address}`}`;
    return { label: formatValue(symbol) || '-', text };
  }),
});

/** A meeting with its title, place and date. */
export const meetingLine = ({ ref, title, place, date }: Row): Paragraph => ({
  label: formatValue(ref),
  text: joined([formatValue(title), formatValue(place), dateText(date)], ', '),
});

/** A section with a line for each row up to the limit, and `more` as the last line if there are further rows. */
export function limitedSection(
  heading: string,
  rows: readonly Row[],
  line: (row: Row) => Paragraph,
  limit: number | null,
  more: string,
): PageSection {
  if (limit === null || rows.length <= limit) return { heading, paragraphs: rows.map(line) };
  return { heading, paragraphs: [...rows.slice(0, limit).map(line), { text: `… ${more}` }] };
}

/** One row beyond the limit is read, to see whether there are more. */
export const limitPlusOne = (limit: number | null): number | null => (limit === null ? null : limit + 1);

/** Limits named arrays of rows; `more` has the names of those that had more rows. */
export function limitRows(
  arrays: { readonly [name: string]: readonly Row[] },
  limit: number | null,
): { readonly shown: Readonly<Record<string, readonly Row[]>>; readonly more: readonly string[] } {
  const all = Object.entries(arrays);
  return {
    shown: Object.fromEntries(all.map(([name, rows]) => [name, limit === null ? rows : rows.slice(0, limit)])),
    more: all.filter(([, rows]) => limit !== null && rows.length > limit).map(([name]) => name),
  };
}
