import type { Context } from '../../context';
import type { RawRecord } from '../../domain/fields';
import type { Problem } from '../../domain/problem';
import { entities } from '../../domain/schema';
import { parseAction, pastTense } from '../../domain/vocabulary';
import { type Choice, choose, confirm, SteppedBack } from '../../terminal/prompts';
import type { WriteFlags } from '../flags/flags';
import { itemsOfMeeting } from './agenda';
import { itemText } from './agendaText';
import { fillDecision } from './decision';
import { askIfSame, fillMeeting, MeetingOnRecord, meetingOnRecord, runMeeting } from './meeting';
import { printProblem } from './problems';
import { checkGiven, chooseRecord } from './questions';
import { namedProblem, Run, type RunMeeting, type RunProblem } from './run';

/**
 * Asks for a meeting, its agenda and decisions, and records them together once the person confirms.
 *
 * @param agendaFrom the meeting whose agenda is copied
 */
export async function askMeeting(context: Context, given: RawRecord, flags: WriteFlags, agendaFrom?: string) {
  await checkGiven(context, entities.meeting, given);
  const agenda = agendaFrom === undefined ? undefined : (await itemsOfMeeting(context, agendaFrom)).map(itemText);
  const problem = async (meeting: RunMeeting) => (await new Run(context, meeting, flags).problem())?.problem ?? null;
  const others = new Set<string>();
  try {
    const filled = await fillMeeting(
      context,
      { ...given, ...(agenda === undefined ? {} : { agenda }) },
      problem,
      others,
    );
    if (filled === null) return context.output.say('nothing was recorded');
    const run = new Run(context, await runMeeting(context, filled.answers), flags);
    const questions = new RunQuestions(context, run, { answers: filled.answers, problem, others });
    await run.askAndFinish(() => questions.ask(filled.outcome === 'decisions' ? {} : null));
  } catch (error) {
    if (!(error instanceof MeetingOnRecord)) throw error;
    await askDecisions(context, { meeting: error.ref }, flags);
  }
}

/** Asks for decisions of a meeting on record, and records them together once the person confirms. */
export async function askDecisions(context: Context, given: RawRecord, flags: WriteFlags): Promise<void> {
  await checkGiven(context, entities.decision, given);
  const chosen = (given.meeting as string) || (await chooseRecord(context, 'meeting', 'Which meeting?'));
  const meeting = await meetingOnRecord(context, chosen ?? '');
  // the number of an agenda item can be checked only within its meeting
  if (!given.meeting) await checkGiven(context, entities.decision, { ...given, meeting: meeting.ref });
  const run = new Run(context, meeting, flags);
  const { meeting: _, ...others } = given;
  await run.askAndFinish(() => new RunQuestions(context, run).ask(others));
}

/** What choosing a line of the final summary does: changes the decision with that index, or another action. */
type Line = number | 'record' | 'decision' | 'meeting' | 'giveUp';

/** A meeting that is not on record yet: its answers, and a check of whether the register would refuse it. */
interface NewMeeting {
  readonly answers: RawRecord;
  readonly problem: (meeting: RunMeeting) => Promise<Problem | null>;
  /** Meetings on record that, according to the person, are not this one. */
  readonly others: Set<string>;
}

/** The questions of a run: about one decision after another, then a summary, until the person confirms all of it. */
export class RunQuestions {
  readonly #context: Context;
  readonly #run: Run;
  #meeting: NewMeeting | undefined;

  constructor(context: Context, run: Run, meeting?: NewMeeting) {
    this.#context = context;
    this.#run = run;
    this.#meeting = meeting;
  }

  /** @param given the values that flags give for the first decision; null if there are no decisions to ask for */
  async ask(given: RawRecord | null): Promise<void> {
    if (given !== null) await this.#askDecisions(given);
    while (this.#run.meeting.ref === null || this.#run.decisions.length > 0) {
      const line = await unlessSteppedBack(() => this.#choose());
      if (line === 'record') {
        const problem = await unlessSteppedBack(() => this.#problem());
        if (problem === null) return;
        if (problem !== undefined) await unlessSteppedBack(() => this.#correct(problem));
      } else if (line === 'giveUp' || line === undefined) {
        if (await confirm('Discard all of this?', false, false)) throw new SteppedBack('all of it was discarded');
      } else if (line === 'decision') await this.#askDecisions({});
      else await unlessSteppedBack(() => (line === 'meeting' ? this.#changeMeeting() : this.#changeDecision(line)));
    }
  }

  async #choose(): Promise<Line> {
    const notes = (await this.#run.warnings()).map((text) => `warning: ${text}`);
    return choose('Record all of this?', this.#lines(), { notes });
  }

  /** Why the run cannot be recorded, or null; undefined if its meeting turned out to be on record. */
  async #problem(): Promise<RunProblem | null | undefined> {
    const { meeting } = this.#run;
    if (meeting.ref === null && this.#meeting !== undefined) {
      const { others } = this.#meeting;
      const isNew = await this.#unlessOnRecord(() => askIfSame(this.#context, meeting, others));
      if (!isNew) return undefined;
    }
    return this.#run.problem();
  }

  /** Reports a problem, and shows the summary of the record that has it. */
  async #correct(found: RunProblem): Promise<void> {
    const { problem, part } = found;
    printProblem(this.#context, namedProblem(found));
    if (typeof part === 'number') await this.#changeDecision(part, problem.column);
    else if (part === 'meeting' && this.#run.meeting.ref === null) await this.#changeMeeting(problem.column);
  }

  /** Whether the meeting is still new after `work`; otherwise its decisions move to the one on record. */
  async #unlessOnRecord(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof MeetingOnRecord)) throw error;
      await this.#run.changeMeeting(await meetingOnRecord(this.#context, error.ref));
      return false;
    }
  }

  #lines(): Choice<Line>[] {
    const { ref, name, agenda } = this.#run.meeting;
    const items = agenda.length === 0 ? '' : `, ${agenda.length} agenda items`;
    return [
      { name: 'Yes, record it', value: 'record', description: 'or choose a line, to change it' },
      { name: 'Add a decision', value: 'decision' },
      ...(ref === null ? [{ name: `  Meeting  ${name}${items}`, value: 'meeting' } as const] : []),
      ...this.#run.decisions.map(({ action, title }, index) => ({
        name: `  ${String(index + 1).padStart(2)}  ${pastTense(parseAction(action as string))}: ${title as string}`,
        value: index,
      })),
      { name: 'Discard all of this', value: 'giveUp' },
    ];
  }

  /** Asks for one decision after another; Esc at the first question of a decision leaves it out. */
  async #askDecisions(given: RawRecord): Promise<void> {
    for (let known = given; ; known = {}) {
      const ask = () => fillDecision(this.#context, this.#run, known);
      const isFirst = this.#run.meeting.ref !== null && this.#run.decisions.length === 0;
      const filled = isFirst ? await ask() : await unlessSteppedBack(ask);
      if (filled === null) this.#context.output.say('this decision was left out');
      if (!filled) return;
      this.#run.setDecision(filled.answers);
      if (filled.outcome === 'review') return;
    }
  }

  async #changeDecision(index: number, marked?: string): Promise<void> {
    const known = this.#run.decisions[index] ?? {};
    const filled = await fillDecision(this.#context, this.#run, known, { index, marked });
    this.#run.setDecision(filled === null ? null : filled.answers, index);
  }

  async #changeMeeting(marked?: string): Promise<void> {
    if (this.#meeting === undefined) return;
    const { answers, problem, others } = this.#meeting;
    const filled = await fillMeeting(this.#context, answers, problem, others, { isChange: true, marked });
    if (filled === null) return;
    this.#meeting = { ...this.#meeting, answers: filled.answers };
    await this.#run.changeMeeting(await runMeeting(this.#context, filled.answers));
  }
}

/** The result of `work`, or undefined if the person presses Esc. */
export async function unlessSteppedBack<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SteppedBack) return undefined;
    throw error;
  }
}
