import type { Context } from '../../context';
import { longDate } from '../../domain/date';
import { parseValue, type RawRecord, type RawValue } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { meetingReference, validAgendaNumber } from '../../domain/reference';
import type { Row } from '../../domain/row';
import { columnOf, entities } from '../../domain/schema';
import { agendasOf } from '../../register/agenda/find';
import { find } from '../../register/find';
import { listAll } from '../../register/list/listing';
import { lists } from '../../register/list/lists';
import { findMeeting } from '../../register/meeting/find';
import { getRow } from '../../register/meeting/minutes';
import { lineBreak } from '../../terminal/keyboard';
import { ask, type Choice, choose, SteppedBack } from '../../terminal/prompts';
import { type Answers, type Filled, fillForm, type Question } from './form';
import { chooseRecord, type QuestionOptions, questionsFor } from './questions';
import type { NewItem, RunMeeting } from './run';

/** Thrown if the meeting is already on record and the person wants to continue with it. */
export class MeetingOnRecord extends Error {
  readonly ref: string;

  constructor(ref: string) {
    super(`${ref} is on record`);
    this.ref = ref;
  }
}

const ends: readonly Choice<'decisions' | 'review'>[] = [
  { name: 'Yes; continue with its decisions', value: 'decisions' },
  { name: 'Yes; it has no decisions', value: 'review' },
];

/**
 * Asks for a meeting and its agenda; proposes the place, chair and agenda of the body's last meeting.
 *
 * @param known what flags give of it, or all of one that is changed
 * @param others the meetings on record that it is not
 * @throws MeetingOnRecord
 */
export function fillMeeting(
  context: Context,
  known: RawRecord,
  problem: (meeting: RunMeeting) => Promise<Problem | null>,
  others: Set<string>,
  isChange = false,
): Promise<Filled<'decisions' | 'review'> | null> {
  const form = new MeetingForm(context, others);
  return fillForm(
    context,
    {
      label: 'meeting',
      questions: form.questions(),
      ends: isChange ? [{ name: 'Yes', value: 'review' }] : ends,
      ...(isChange ? {} : { giveUp: 'Discard this meeting' }),
      problem: async (answers) => {
        const meeting = await runMeeting(context, answers);
        await askIfSame(context, meeting, others);
        return problem(meeting);
      },
    },
    known,
  );
}

/** The questions for a meeting, and the data they depend on. */
class MeetingForm {
  readonly #context: Context;
  readonly #others: Set<string>;
  #last: { readonly body: RawValue | undefined; readonly meeting: Row | undefined } | undefined;

  constructor(context: Context, others: Set<string>) {
    this.#context = context;
    this.#others = others;
  }

  questions(): Question[] {
    const asked: { readonly [column: string]: QuestionOptions } = {
      body: { ask: (answers) => this.#askBody(answers) },
      date: { message: 'On which day? (12 Dec 2023, today, 2023-09)', ask: (answers) => this.#askDate(answers) },
      place: { message: 'Where?', ...this.#asBefore('place') },
      chair: { message: 'Who chaired it? (the name only)', ...this.#asBefore('chair') },
      chair_title: { propose: (answers) => this.#ofSameChair(answers, 'chair_title') },
      chair_party: { propose: (answers) => this.#ofSameChair(answers, 'chair_party') },
      end_date: { message: 'Until which day, if it took several?' },
      mode: { message: 'How was it held?' },
    };
    const questions = questionsFor(this.#context, entities.meeting, asked);
    const order = ['body', 'date', 'end_date', 'place', 'chair', 'chair_title', 'chair_party', 'agenda'];
    const place = ({ name }: Question): number => (order.includes(name) ? order.indexOf(name) : order.length);
    return [...questions, this.#agenda()].toSorted((one, other) => place(one) - place(other));
  }

  /** A question whose default is the value of the body's last meeting. */
  #asBefore(column: 'place' | 'chair'): QuestionOptions {
    return {
      isNeeded: () => true,
      preset: async (answers) => ((await this.#lastMeeting(answers))?.[column] as string | null) ?? undefined,
    };
  }

  async #ofSameChair(answers: Answers, column: 'chair_title' | 'chair_party'): Promise<string | undefined> {
    if (!answers.body || !answers.chair) return undefined;
    const last = await this.#lastMeeting(answers);
    return last?.chair === answers.chair ? ((last[column] as string | null) ?? undefined) : undefined;
  }

  async #lastMeeting({ body }: Answers): Promise<Row | undefined> {
    if (this.#last?.body !== body) {
      const register = await this.#context.register();
      const { listing, where } = await lists.meeting(
        register,
        { body: [body as string] },
        this.#context.asOf(undefined),
      );
      const [meeting] = await listAll(register, listing, { where, limit: 1 });
      this.#last = { body, meeting };
    }
    return this.#last?.meeting;
  }

  async #askBody(answers: Answers): Promise<RawValue> {
    const body = await chooseRecord(this.#context, 'body', 'Which body met?', { preset: answers.body as string });
    if (answers.date) await this.#askIfSame(body as string, answers.date as string);
    return body;
  }

  async #askIfSame(body: string, typed: string): Promise<void> {
    const date = parseValue(columnOf(entities.meeting, 'date'), typed, this.#context.today) as string;
    await askIfSame(this.#context, { body, date }, this.#others);
  }

  /** Asks for the first day; if the body has a meeting on record for it, asks whether it is the same. */
  async #askDate(answers: Answers): Promise<RawValue> {
    const column = columnOf(entities.meeting, 'date');
    const [question] = questionsFor(
      this.#context,
      { ...entities.meeting, columns: [column] },
      {
        date: { message: 'On which day? (12 Dec 2023, today, 2023-09)' },
      },
    );
    const typed = (await question?.ask(answers)) as string;
    await this.#askIfSame(answers.body as string, typed);
    return typed;
  }

  /** Asks for the agenda: typed, pasted, or the same as that of the body's last meeting. */
  #agenda(): Question {
    return {
      name: 'agenda',
      label: 'Agenda',
      isNeeded: () => true,
      show: (lines) =>
        agendaItems(lines)
          .map(({ number, title }) => `${number}  ${title}`)
          .join(` ${lineBreak} `),
      ask: async (answers) => {
        if (answers.agenda) return askAgenda(answers.agenda as readonly string[]);
        const last = await this.#lastAgenda(answers);
        if (last.length === 0) return askAgenda([]);
        const [first, ...others] = last;
        const more = others.length === 0 ? '' : ` … (${last.length} items)`;
        const same = await choose('What was on the agenda?', [
          { name: 'Type or paste it', value: false },
          { name: `The same as last time: ${first}${more}`, value: true },
        ]);
        return same ? last : askAgenda([]);
      },
    };
  }

  async #lastAgenda(answers: Answers): Promise<string[]> {
    const last = await this.#lastMeeting(answers);
    if (last === undefined) return [];
    const id = last.id as number;
    const items = (await agendasOf(await this.#context.register(), [id])).get(id) ?? [];
    return items.map(({ number, title }) => `${number}. ${title}`);
  }
}

/** Asks for agenda items one by one, or several pasted at once. If there are `known` ones, they are edited on one line. */
export async function askAgenda(known: readonly string[], before: readonly NewItem[] = []): Promise<string[]> {
  const linesOf = (text: string): string[] =>
    text
      .split(lineBreak)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const problemOf = (text: string): string | null => {
    const [wrong] = agendaItems(linesOf(text)).filter(({ title }) => title.length > 1_000);
    return wrong === undefined ? null : `item ${wrong.number} is too long; the limit is 1,000 characters`;
  };
  if (known.length > 0) {
    return linesOf(
      await ask(`Agenda items, with ${lineBreak} between`, { preset: known.join(` ${lineBreak} `), problemOf }),
    );
  }
  const lines: string[] = [];
  let preset: string | undefined;
  for (;;) {
    const hint = lines.length === 0 ? 'or paste all of them; Enter to skip' : 'Enter when there is no other';
    const message = `Agenda item ${nextNumber([...before, ...agendaItems(lines, before)])} (${hint})`;
    try {
      const typed = linesOf(await ask(message, { preset, problemOf }));
      preset = undefined;
      lines.push(...typed);
      // several pasted lines are the whole agenda
      if (typed.length !== 1) return lines;
    } catch (error) {
      // Esc takes back the item before
      if (!(error instanceof SteppedBack) || lines.length === 0) throw error;
      preset = lines.pop();
    }
  }
}

/**
 * The items of an agenda, from lines that may begin with their numbers: "4. Concept papers", "4.1) Tourism", "AOB: Dates";
 * others get the next number after `before`.
 */
export function agendaItems(value: RawValue | undefined, before: readonly NewItem[] = []): NewItem[] {
  const items: NewItem[] = [];
  for (const line of (value ?? []) as readonly string[]) {
    const [, number, title] = /^\(?(\d{1,3}(?:\.\d{1,3})*|AOB)(?:[.):]\s*|\s+)(\S.*)$/u.exec(line) ?? [];
    if (number !== undefined && title !== undefined && validAgendaNumber(number)) items.push({ number, title });
    else items.push({ number: String(nextNumber([...before, ...items])), title: line });
  }
  return items;
}

const nextNumber = (items: readonly NewItem[]): number =>
  Math.max(0, ...items.map(({ number }) => Number.parseInt(number, 10) || 0)) + 1;

/**
 * If a meeting of the same body and day is on record, asks whether it is the same one. Someone else may have recorded it a
 * moment ago.
 *
 * @param others meetings on record that are known to be others; a negative answer adds to them
 * @throws MeetingOnRecord if it is the same
 */
export async function askIfSame(
  context: Context,
  { body, date }: Pick<RunMeeting, 'body' | 'date'>,
  others: Set<string>,
): Promise<void> {
  const ref = await meetingOf(context, body, date);
  if (ref === null || others.has(ref)) return;
  const isSame = await choose(`${ref} is on record. Is this the same meeting?`, [
    { name: 'Yes: continue with its decisions', value: true, about: 'its place, chair and agenda stay as they are' },
    { name: 'No: another meeting on that day', value: false },
  ]);
  if (isSame) throw new MeetingOnRecord(ref);
  others.add(ref);
}

/** The reference of the meeting of a body and day, if it is on record. */
async function meetingOf(context: Context, body: string, date: string): Promise<string | null> {
  const register = await context.register();
  try {
    const { ref } = await find(register, 'body', body);
    return (await findMeeting(register, meetingReference(ref, date))).ref;
  } catch (error) {
    if (Problem.of(error).kind === 'missing') return null;
    throw error;
  }
}

/** The meeting of a run, read from the register. */
export async function meetingOnRecord(context: Context, reference: string): Promise<RunMeeting> {
  const register = await context.register();
  const { id, ref } = await find(register, 'meeting', reference);
  const { body, date } = await getRow(register, 'meeting', id, context.asOf(undefined));
  return { ref, name: ref, body: body as string, date: date as string, raw: {}, agenda: [] };
}

/** The meeting of a run, made from the answers. */
export async function runMeeting(context: Context, { agenda, ...raw }: Answers): Promise<RunMeeting> {
  const { ref: body } = await find(await context.register(), 'body', raw.body as string);
  const date = parseValue(columnOf(entities.meeting, 'date'), raw.date as string, context.today) as string;
  return { ref: null, name: `${body}, ${longDate(date)}`, body, date, raw, agenda: agendaItems(agenda) };
}
