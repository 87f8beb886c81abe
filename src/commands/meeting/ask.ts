import type { Context } from '../../context';
import { longDate } from '../../domain/date';
import { columnOf, entities } from '../../domain/entities';
import { parseValue, type RawValue } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { meetingReference } from '../../domain/reference';
import { modes } from '../../domain/vocabulary';
import { find, findMeeting } from '../../register/references';
import { confirm } from '../../terminal/prompts';
import { askColumn, askWord, checkGiven, chooseRecord, confirmed } from '../ask';
import { askDecisions } from '../decision/ask';
import { addRecord, type WriteFlags } from '../record';

/** Asks for what a meeting needs and what is usually known of one, then offers to record its decisions. */
export async function askMeeting(context: Context, given: Record<string, RawValue>, flags: WriteFlags): Promise<void> {
  const { meeting } = entities;
  const raw = { ...given };
  await checkGiven(context, meeting, raw);
  const column = (name: string) => columnOf(meeting, name);
  raw.body ||= await chooseRecord(context, 'body', 'Which body met?');
  raw.date ||= await askColumn(context, column('date'), 'First day (12 Dec 2023, today, 2023-09)');
  const date = parseValue(column('date'), raw.date, context.today) as string;
  raw.end_date ??= await askColumn(context, column('end_date'), 'Last day, if it took several', (end) =>
    (end as string) < date ? `that is before its first day, ${longDate(date)}` : null,
  );
  raw.title ??= await askColumn(context, column('title'), 'Title');
  raw.place ??= await askColumn(context, column('place'), 'Place');
  raw.mode ??= await askWord('How did it meet?', modes, 'not known');
  raw.chair ??= await askColumn(context, column('chair'), 'Who chaired it?');
  if (raw.chair) {
    raw.chair_title ??= await askColumn(context, column('chair_title'), 'Title of the chair');
    raw.chair_party ??= await chooseRecord(context, 'party', 'Party of the chair', 'not known');
  }
  raw.source ??= await askColumn(context, column('source'), 'Source');
  const agenda = await askAgenda(context);
  await tellOfOther(context, raw.body as string, date);
  const items = agenda.map((title, index) => `${index + 1}  ${title}`).join('\n');
  if (!(await confirmed(context, meeting, raw, flags, [['Agenda', items]]))) return;
  const ref = await addRecord(context, 'meeting', raw, flags);
  if (flags.dryRun) return;
  for (const title of agenda) await addRecord(context, 'agenda_item', { meeting: ref, title }, flags);
  if (await confirm('Record a decision of it?', true)) await askDecisions(context, { meeting: ref }, flags);
}

/** The titles of the agenda items, in their order: decisions are recorded under them next. */
async function askAgenda(context: Context): Promise<string[]> {
  const { required: _, ...title } = columnOf(entities.agenda_item, 'title');
  const titles: string[] = [];
  for (;;) {
    const typed = await askColumn(context, title, `Agenda item ${titles.length + 1}`);
    if (typed === null) return titles;
    titles.push(typed);
  }
}

/** A second meeting of a body on one day is rare: more often it is on record already. */
async function tellOfOther(context: Context, body: string, date: string): Promise<void> {
  const register = await context.register();
  const { ref } = await find(register, 'body', body);
  const other = await findMeeting(register, meetingReference(ref, date)).catch((error: unknown) => {
    if (error instanceof Problem) return null;
    throw error;
  });
  if (other === null) return;
  await context.output.write(`\n${other.ref} is on record already; this would be another meeting of that day\n`);
}
