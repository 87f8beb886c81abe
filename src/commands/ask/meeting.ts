import type { Context } from '../../context';
import { longDate } from '../../domain/date';
import { parseValue, type RawRecord, type RawValue } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { meetingReference } from '../../domain/reference';
import type { Row } from '../../domain/row';
import { columnOf, entities } from '../../domain/schema';
import { agendasOf } from '../../register/agenda/find';
import { Directory } from '../../register/directory';
import { find } from '../../register/find';
import { listAll } from '../../register/list/listing';
import { lists } from '../../register/list/lists';
import { findMeeting } from '../../register/meeting/find';
import { getRow } from '../../register/meeting/minutes';
import { lineBreak } from '../../terminal/keyboard';
import { type Choice, choose } from '../../terminal/prompts';
import { askAgenda, askAgendaChanges } from './agenda';
import { itemsOf, itemText, type NewItem, parseAgenda } from './agendaText';
import { type Answers, type Filled, fillForm, type Question } from './form';
import { splitChair, type TypedChair } from './guesses';
import { chooseRecord, type QuestionOptions, questionsFor } from './questions';
import type { RunMeeting } from './run';

/** Thrown if the meeting is already on record and the person wants to continue with it. */
export class MeetingOnRecord extends Error {
  readonly ref: string;

  constructor(ref: string) {
    super(`${ref} is on record`);
    this.ref = ref;
  }
}

const outcomes: readonly Choice<'decisions' | 'review'>[] = [
  { name: 'Yes; continue with its decisions', value: 'decisions' },
  { name: 'Yes; it has no decisions', value: 'review' },
];

/**
 * Asks for a meeting and its agenda; proposes the place, chair and agenda of the body's last meeting before it.
 *
 * @param known the values from flags, or all values of the meeting that is changed
 * @param others meetings on record that are known to be different ones
 * @param marked the column whose line in the summary is marked
 * @throws MeetingOnRecord
 */
export function fillMeeting(
  context: Context,
  known: RawRecord,
  problem: (meeting: RunMeeting) => Promise<Problem | null>,
  others: Set<string>,
  { isChange = false, marked }: { readonly isChange?: boolean; readonly marked?: string | undefined } = {},
): Promise<Filled<'decisions' | 'review'> | null> {
  const form = new MeetingForm(context, others);
  return fillForm(
    context,
    {
      label: 'meeting',
      questions: form.questions(),
      outcomes: isChange ? [{ name: 'Yes', value: 'review' }] : outcomes,
      ...(isChange ? {} : { giveUp: 'Discard this meeting' }),
      problem: async (answers) => {
        const meeting = await runMeeting(context, answers);
        await askIfSame(context, meeting, others);
        return problem(meeting);
      },
      marked,
    },
    known,
  );
}

/** The questions for a meeting, and the data they depend on. */
class MeetingForm {
  readonly #context: Context;
  readonly #others: Set<string>;
  /** The chair whose title and party were typed with the name. */
  #typedChair: TypedChair | null = null;
  #last: { readonly body: unknown; readonly date: unknown; readonly meeting: Row | undefined } | undefined;

  constructor(context: Context, others: Set<string>) {
    this.#context = context;
    this.#others = others;
  }

  questions(): Question[] {
    const overrides: { readonly [column: string]: QuestionOptions } = {
      body: { ask: (answers) => this.#askBody(answers) },
      date: { ask: (answers) => this.#askDate(answers) },
      place: this.#likeLastTime('place'),
      chair: this.#likeLastTime('chair'),
      chair_title: { propose: (answers) => this.#ofSameChair(answers, 'chair_title') },
      chair_party: { propose: (answers) => this.#ofSameChair(answers, 'chair_party') },
    };
    const questions = questionsFor(this.#context, entities.meeting, overrides).map((question) =>
      question.name === 'chair'
        ? { ...question, ask: async (answers: Answers) => this.#nameOfChair(await question.ask(answers)) }
        : question,
    );
    const order = ['body', 'date', 'end_date', 'place', 'chair', 'chair_title', 'chair_party', 'agenda'];
    const position = ({ name }: Question): number => (order.includes(name) ? order.indexOf(name) : order.length);
    return [...questions, this.#agenda()].toSorted((one, other) => position(one) - position(other));
  }

  /** A question whose default is the value of the body's last meeting. */
  #likeLastTime(column: 'place' | 'chair'): QuestionOptions {
    return {
      isNeeded: () => true,
      origin: 'as last time',
      preset: async (answers) => ((await this.#lastMeeting(answers))?.[column] as string | null) ?? undefined,
    };
  }

  /** The name of a chair; keeps a title and a party that were typed after it, to propose them. */
  async #nameOfChair(typed: RawValue | undefined): Promise<RawValue | undefined> {
    if (typeof typed !== 'string') return typed;
    const parties = await Directory.load(await this.#context.register(), 'party');
    this.#typedChair = splitChair(typed, (name) => parties.lookup(name)?.code);
    return this.#typedChair?.chair ?? typed;
  }

  async #ofSameChair(answers: Answers, column: 'chair_title' | 'chair_party'): Promise<string | undefined> {
    if (!answers.body || !answers.chair) return undefined;
    if (this.#typedChair?.chair === answers.chair) return this.#typedChair[column];
    const last = await this.#lastMeeting(answers);
    return last?.chair === answers.chair ? ((last[column] as string | null) ?? undefined) : undefined;
  }

  /** The last meeting of the body up to the date of this one: later ones may have been scheduled. */
  async #lastMeeting({ body, date }: Answers): Promise<Row | undefined> {
    if (this.#last?.body !== body || this.#last?.date !== date) {
      const register = await this.#context.register();
      const filters = { body: [body as string], until: (date as string | undefined) ?? this.#context.today };
      const { listing, where } = await lists.meeting(register, filters, this.#context.asOf(undefined));
      const [meeting] = await listAll(register, listing, { where, limit: 1 });
      this.#last = { body, date, meeting };
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
    const columns = [columnOf(entities.meeting, 'date')];
    const [question] = questionsFor(this.#context, { ...entities.meeting, columns });
    const typed = (await question?.ask(answers)) as string;
    await this.#askIfSame(answers.body as string, typed);
    return typed;
  }

  /** Asks for the agenda: typed, pasted, or copied from another meeting. */
  #agenda(): Question {
    return {
      name: 'agenda',
      label: 'Agenda',
      isNeeded: () => true,
      show: (lines) => {
        const items = itemsOf(lines);
        const list = items.map(({ number, title }) => `${number}  ${title}`).join(` ${lineBreak} `);
        return `${counted(items.length)}: ${list}`;
      },
      ask: async (answers) => {
        const known = (answers.agenda ?? []) as readonly string[];
        const items = await (known.length > 0
          ? askAgendaChanges(this.#context, known)
          : this.#askNewAgenda(await this.#lastAgenda(answers)));
        return items.map(itemText);
      },
    };
  }

  async #askNewAgenda(last: readonly NewItem[]): Promise<readonly NewItem[]> {
    const [first] = last;
    if (first === undefined) return askAgenda(this.#context);
    const chosen = await choose<AgendaChoice>(
      'What was on the agenda?',
      [
        { name: 'Type or paste it', value: {} },
        { name: `The same as last time: ${counted(last.length)}, ${itemText(first)} …`, value: { items: last } },
        { name: 'The same as at another meeting', value: { isOther: true } },
      ],
      {
        otherwise: (typed) => ({
          name: `Use what you typed (${counted(parseAgenda(typed).length)}): ${typed}`,
          value: { typed },
        }),
      },
    );
    if (chosen.items !== undefined) return chosen.items;
    const other = chosen.isOther ? await chooseRecord(this.#context, 'meeting', 'Which meeting?') : undefined;
    return askAgenda(this.#context, [], other ?? chosen.typed);
  }

  async #lastAgenda(answers: Answers): Promise<NewItem[]> {
    const last = await this.#lastMeeting(answers);
    if (last === undefined) return [];
    const id = last.id as number;
    return (await agendasOf(await this.#context.register(), [id])).get(id) ?? [];
  }
}

/** Where the agenda comes from: items, another meeting, or typed text; undefined to ask for items. */
interface AgendaChoice {
  readonly items?: readonly NewItem[];
  readonly isOther?: boolean;
  readonly typed?: string;
}

const counted = (count: number): string => `${count} item${count === 1 ? '' : 's'}`;

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
    {
      name: 'Yes: continue with its decisions',
      value: true,
      description: 'its place, chair and agenda stay as they are',
    },
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

/** The meeting of a run, built from the answers. */
export async function runMeeting(context: Context, { agenda, ...raw }: Answers): Promise<RunMeeting> {
  const { ref: body } = await find(await context.register(), 'body', raw.body as string);
  const date = parseValue(columnOf(entities.meeting, 'date'), raw.date as string, context.today) as string;
  return { ref: null, name: `${body}, ${longDate(date)}`, body, date, raw, agenda: itemsOf(agenda) };
}
