import { longDate } from '../../domain/date';
import { formatValue, isPartyList, type Row, type RowParty, type RowValue } from '../../domain/row';
import { type Action, pastTense } from '../../domain/vocabulary';
import type { Page, PageSection, Paragraph } from '../../terminal/page';

/** What is shown of a record beside its columns: on its page, and in its object. */
export interface Parts {
  readonly facts: Page['facts'];
  readonly sections: readonly PageSection[];
  readonly object: object;
}

/** A date as a page says it; nothing where there is none. */
export const dateText = (date: RowValue | undefined): string => (date ? longDate(date as string) : '');

/** The texts that are not empty. */
export const joined = (texts: readonly string[], separator: string): string =>
  texts.filter((text) => text !== '').join(separator);

/** A status, of a decision with the body that it waits for; null where it has none yet. */
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

/** What was decided, and what became of it. */
export function decisionText(row: Row, more = ''): string {
  const status = statusText(row.status, row) ?? 'not yet taken';
  return `${pastTense(row.action as Action)}: ${formatValue(row.title)}${more} [${status}]`;
}

/** A decision with its whole reference. */
export const decisionLine = (row: Row): Paragraph => {
  const parties = partiesText(row.parties);
  return { label: formatValue(row.ref), text: decisionText(row, parties === '' ? '' : ` (${parties})`) };
};

/** A task: what, of whom or of which decision, by when, and whether it is done. */
export function taskLine(task: Row, of: RowValue | undefined): Paragraph {
  const about = joined([formatValue(of), task.due_on ? `due ${dateText(task.due_on)}` : ''], ', ');
  const text = `${formatValue(task.what)}${about === '' ? '' : ` (${about})`} [${formatValue(task.status)}]`;
  return { label: formatValue(task.id), text };
}

/** An objection, of a party or to a decision. */
export const objectionLine = ({ on, withdrawn_on, note }: Row, of: RowValue | undefined): Paragraph => ({
  label: formatValue(of),
  text: `${dateText(on)}${withdrawn_on ? `, taken back ${dateText(withdrawn_on)}` : ''}${note ? `: ${formatValue(note)}` : ''}`,
});

/** Documents with their kind, language and address. */
export const documentsSection = (documents: readonly Row[]): PageSection => ({
  heading: 'Documents',
  paragraphs: documents.map(({ symbol, title, kind, language, url, file }) => {
    const about = joined([kind === 'other' ? '' : formatValue(kind), formatValue(language)], ', ');
    const address = formatValue(url ?? file);
    const text = `${formatValue(title)}${about === '' ? '' : ` (${about})`}${address === '' ? '' : `: ${address}`}`;
    return { label: formatValue(symbol) || '-', text };
  }),
});

/** A meeting with what it is called, where and when it was. */
export const meetingLine = ({ ref, title, place, date }: Row): Paragraph => ({
  label: formatValue(ref),
  text: joined([formatValue(title), formatValue(place), dateText(date)], ', '),
});

/** A section with a line for each of the first rows, and what to do for more; there is more if a row is beyond the limit. */
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

/** To see whether there is more than is shown, one row more is read. */
export const oneMore = (limit: number | null): number | null => (limit === null ? null : limit + 1);

/** Sorts of rows with the first of each, and the names of the sorts of which there are more. */
export function limitRows(
  sorts: { readonly [name: string]: readonly Row[] },
  limit: number | null,
): { readonly shown: Readonly<Record<string, readonly Row[]>>; readonly more: readonly string[] } {
  const all = Object.entries(sorts);
  return {
    shown: Object.fromEntries(all.map(([name, rows]) => [name, limit === null ? rows : rows.slice(0, limit)])),
    more: all.filter(([, rows]) => limit !== null && rows.length > limit).map(([name]) => name),
  };
}
