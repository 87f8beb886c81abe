import sql from 'sql-template-tag';
import { lastDay } from '../../domain/date';
import { foldName } from '../../domain/fold';
import type { FieldsOf } from '../../domain/record';
import { decisionReference } from '../../domain/reference';
import { statusOn } from '../../domain/status';
import { withArticle } from '../../domain/text';
import { actionClass } from '../../domain/vocabulary';
import type { Known, MeetingFacts } from '../record/known';
import { statusSource } from '../record/links';
import type { Draft } from '../record/recorder';

type Decision = FieldsOf<'decision'>;

/**
 * Warnings about a decision that is valid but odd. Each is a sentence without its subject, the reference. What an edit leaves
 * unchanged is not warned about again.
 */
export function decisionWarnings(
  known: Known,
  { current }: Draft<'decision'>,
  fields: Decision,
  meeting: MeetingFacts,
): readonly string[] {
  const before = current?.fields;
  const differ = (...names: (keyof Decision)[]): boolean =>
    before === undefined || names.some((name) => JSON.stringify(before[name]) !== JSON.stringify(fields[name]));
  const warnings: string[] = [];
  if (fields.grants && differ('grants', 'parties') && !fields.parties?.some(({ role }) => role === 'applicant')) {
    warnings.push(`makes nobody ${withArticle(fields.grants)}: name the party as applicant`);
  }
  if (isForPeriod(fields) && fields.period === null && differ('kind', 'period', 'action')) {
    warnings.push(`is a ${fields.kind} without a period, so it never ends: add one, like ${meeting.date.slice(0, 4)}`);
  }
  const same = differ('title', 'meeting_id') ? sameTitle(known, fields, current?.id) : undefined;
  if (same !== undefined) {
    warnings.push(
      `has the same title as ${decisionReference(meeting.ref, same)}: if they are the same decision, remove one`,
    );
  }
  if (fields.links?.length && differ('links')) warnings.push(...pointlessAmendments(known, fields, before, meeting));
  return warnings;
}

/** Whether it adopts or proposes a budget or plan; one that is only discussed needs no period. */
function isForPeriod({ kind, action }: Decision): boolean {
  if (kind !== 'budget' && kind !== 'plan') return false;
  const does = actionClass(action);
  return does === 'decides' || does === 'refers';
}

/** The number of another decision of the meeting with the same title, in any spelling. */
function sameTitle(known: Known, { meeting_id, title }: Decision, id = 0): number | undefined {
  const decisions = known.decisions.peek(meeting_id);
  const others =
    decisions?.withTitle(title) ??
    known
      .rows<{ id: number; number: number; title: string }>(
        sql`select id, number, title from decision where meeting_id = ${meeting_id} order by number`,
      )
      .filter((other) => foldName(other.title) === foldName(title));
  return others.find((other) => other.id !== id)?.number;
}

/** Warnings about new links that amend what was rejected, declined or withdrawn. */
function pointlessAmendments(
  known: Known,
  { links, date }: Decision,
  before: Decision | undefined,
  meeting: MeetingFacts,
): string[] {
  const day = lastDay(date || (meeting.end_date ?? meeting.date));
  return (links ?? []).flatMap(({ relation, to_id }) => {
    const isKnown = before?.links?.some((link) => link.relation === relation && link.to_id === to_id);
    if (relation !== 'amends' || isKnown) return [];
    const target = known.target(to_id);
    const status = target.rejects ? 'rejected' : closedReferral(known, target, day);
    return status === null ? [] : [`amends ${target.ref}, which was ${status}: check the link`];
  });
}

/** How a referral had been closed without effect by a day; null if it had not. */
function closedReferral(known: Known, { id, linked, referred_to_id }: ReturnType<Known['target']>, day: string) {
  if (!linked || referred_to_id === null) return null;
  const source = statusSource(known, id);
  const status = source === null ? null : statusOn(source.facts, day);
  return status === 'declined' || status === 'withdrawn' ? status : null;
}
