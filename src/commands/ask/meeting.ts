import type { Context } from '../../context';
import { longDate } from '../../domain/date';
import { parseValue, type RawRecord, type RawValue } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { meetingReference } from '../../domain/reference';
import { columnOf, entities } from '../../domain/schema';
import { modes } from '../../domain/vocabulary';
import { find } from '../../register/find';
import { findMeeting } from '../../register/meeting/find';
import { confirm } from '../../terminal/prompts';
import type { WriteFlags } from '../flags/flags';
import { askDecisionsOf } from './decision';
import { askColumn, askConfirmed, askWord, checkGiven, chooseRecord, fillIn } from './questions';
import { type NewItem, Run, type RunMeeting } from './run';

/**
 * Asks for what a meeting needs and what is usually known of one, then for its decisions. All of it is recorded at once, when
 * the person is through.
 */
export async function askMeeting(context: Context, given: Record<string, RawValue>, flags: WriteFlags): Promise<void> {
  const { meeting } = entities;
  await checkGiven(context, meeting, given);
  let agenda: readonly NewItem[] | null = null;
  const items = () => agenda ?? [];
  const raw = await askConfirmed(
    context,
    {
      entity: meeting,
      given,
      ask: async (known) => {
        const answers = await askFields(context, known);
        agenda ??= await askAgenda(context);
        await tellOfOther(context, answers.body as string, answers.date as string);
        return answers;
      },
      more: () => [['Agenda', agendaText(items())]],
      problem: async (answers) => new Run(context, await runMeeting(context, answers, items()), flags).problem(),
    },
    flags,
  );
  if (raw === null) {
    context.output.say('nothing was recorded');
    return;
  }
  const run = new Run(context, await runMeeting(context, raw, items()), flags);
  await run.rescued(async () => {
    await run.tell();
    if (await confirm('Record a decision of it?', true)) await askDecisionsOf(context, run, {}, flags);
  });
}

/** What is usually known of a meeting, in the order of minutes; what is known already is not asked for. */
async function askFields(context: Context, known: RawRecord): Promise<RawRecord> {
  const raw: Record<string, RawValue | undefined> = { ...known };
  const column = (name: string) => columnOf(entities.meeting, name);
  const fill = (name: string, question: string) => fillIn(raw, name, () => askColumn(context, column(name), question));
  if (!raw.body) raw.body = await chooseRecord(context, 'body', 'Which body met?');
  if (!raw.date) raw.date = await askColumn(context, column('date'), 'First day (12 Dec 2023, today, 2023-09)');
  const date = parseValue(column('date'), raw.date, context.today) as string;
  await fillIn(raw, 'end_date', () =>
    askColumn(context, column('end_date'), 'Last day, if it took several', (end) =>
      (end as string) < date ? `that is before its first day, ${longDate(date)}` : null,
    ),
  );
  await fill('title', 'Title');
  await fill('place', 'Place');
  await fillIn(raw, 'mode', () => askWord('How did it meet?', modes, 'not known'));
  await fill('chair', 'Who chaired it?');
  if (raw.chair) {
    await fill('chair_title', 'Title of the chair');
    await fillIn(raw, 'chair_party', () => chooseRecord(context, 'party', 'Party of the chair', 'not known'));
  }
  await fill('source', 'Source');
  return raw;
}

/** A meeting that was asked for, as its decisions need to know it. */
async function runMeeting(context: Context, raw: RawRecord, agenda: readonly NewItem[]): Promise<RunMeeting> {
  const { ref: body } = await find(await context.register(), 'body', raw.body as string);
  const date = parseValue(columnOf(entities.meeting, 'date'), raw.date as string, context.today) as string;
  return { ref: null, name: `${body}, ${longDate(date)}`, body, date, raw, agenda };
}

/** The agenda items, in their order: decisions are recorded under them next. */
async function askAgenda(context: Context): Promise<NewItem[]> {
  const { required: _, ...title } = columnOf(entities.agenda_item, 'title');
  const items: NewItem[] = [];
  for (;;) {
    const number = String(items.length + 1);
    const typed = await askColumn(context, title, `Agenda item ${number}`);
    if (typed === null) return items;
    items.push({ number, title: typed });
  }
}

const agendaText = (items: readonly NewItem[]): string =>
  items.map(({ number, title }) => `${number}  ${title}`).join('\n');

/** A second meeting of a body on one day is rare: more often it is on record already. */
async function tellOfOther(context: Context, body: string, day: string): Promise<void> {
  const register = await context.register();
  const date = parseValue(columnOf(entities.meeting, 'date'), day, context.today) as string;
  const { ref } = await find(register, 'body', body);
  const other = await findMeeting(register, meetingReference(ref, date)).catch((error: unknown) => {
    if (error instanceof Problem) return null;
    throw error;
  });
  if (other === null) return;
  await context.output.write(`\n${other.ref} is on record already; this would be another meeting of that day\n`);
}
