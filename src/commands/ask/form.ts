import type { Context } from '../../context';
import type { RawRecord, RawValue } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { type Choice, choose, confirm, SteppedBack } from '../../terminal/prompts';
import { isTemporary, printProblem } from './problems';

/** The answers so far, by column; null if a question was skipped. */
export type Answers = Record<string, RawValue | undefined>;

/** How to ask for, propose and show the value of a column. */
export interface Question {
  readonly name: string;
  /** Its label in the summary. */
  readonly label: string;
  /** Asks for the value; an earlier answer is the default. */
  readonly ask: (answers: Answers) => Promise<RawValue | undefined>;
  /** Whether it is asked before the summary is shown; other values can be added there. */
  readonly isNeeded?: (answers: Answers) => boolean | Promise<boolean>;
  /** The value that follows from other answers, if any. It is not asked for, but shown in the summary for review. */
  readonly propose?: (answers: Answers) => RawValue | undefined | Promise<RawValue | undefined>;
  /** Formats the value for people, on one line. */
  readonly show: (value: RawValue, answers: Answers) => string | Promise<string>;
}

/** The form for a record; `Outcome` is the type of its outcomes. */
export interface Form<Outcome> {
  /** The noun for the record, such as "decision". */
  readonly label: string;
  readonly questions: readonly Question[];
  /** The choices that finish the form, the most likely first. */
  readonly outcomes: readonly Choice<Outcome>[];
  /** The label of the choice that gives up the record, if there is one. */
  readonly giveUp?: string;
  /** The reason why the register would refuse the record, or null. */
  readonly problem: (answers: Answers) => Promise<Problem | null>;
  /** Warnings about a record that the register would accept; shown above the summary. */
  readonly warnings?: (answers: Answers) => Promise<readonly string[]>;
  /** The column whose line in the summary is marked at first. */
  readonly marked?: string | undefined;
  /** Whether the given values have changes that would be lost. */
  readonly isChanged?: boolean;
}

/** A completed form: the answers, and the chosen outcome. */
export interface Filled<Outcome> {
  readonly answers: Answers;
  readonly outcome: Outcome;
}

/**
 * Asks the questions that a record needs, one by one. Esc goes back to the previous one; from there, those that were already
 * asked come again, each with its answer. Then shows a summary in which any line can be changed, until the person confirms it
 * and the register would accept it.
 *
 * @param given values that are already known and not asked for
 * @returns null if the person gives up
 * @throws SteppedBack for Esc at the first question
 */
export function fillForm<Outcome>(
  context: Context,
  form: Form<Outcome>,
  given: RawRecord,
): Promise<Filled<Outcome> | null> {
  return new FormFiller(context, form, given).fill();
}

/** What a line of the summary does when it is chosen. */
type Line<Outcome> =
  | { readonly outcome: Outcome }
  | { readonly question: Question }
  | { readonly more: true }
  | { readonly giveUp: true };

/** A form that is being filled in. */
class FormFiller<Outcome> {
  readonly #context: Context;
  readonly #form: Form<Outcome>;
  readonly #answers: Answers;
  /** The questions whose value was proposed, not answered. */
  readonly #proposed = new Set<Question>();
  /** The questions that were asked, in order. */
  readonly #asked: Question[] = [];
  /** The index in `#asked` of the question to ask again; at its end, new questions follow, then the summary. */
  #index = 0;
  /** The column whose line in the summary is marked. */
  #marked: string | undefined;
  /** Whether a line of the summary was changed. */
  #isChanged: boolean;

  constructor(context: Context, form: Form<Outcome>, given: RawRecord) {
    this.#context = context;
    this.#form = form;
    this.#answers = { ...given };
    this.#marked = form.marked;
    this.#isChanged = form.isChanged ?? false;
  }

  async fill(): Promise<Filled<Outcome> | null> {
    for (;;) {
      const question = await this.#nextQuestion();
      try {
        if (question !== undefined) await this.#ask(question);
        else {
          const filled = await this.#summarize();
          if (filled !== undefined) return filled;
        }
      } catch (error) {
        await this.#afterError(error, question);
      }
    }
  }

  /** Lets the person choose a line of the summary; returns the result if that ends the form. */
  async #summarize(): Promise<Filled<Outcome> | null | undefined> {
    const line = await this.#chooseLine();
    this.#marked = undefined;
    if ('giveUp' in line) return (await confirm(`${this.#form.giveUp}?`, false, false)) ? null : undefined;
    if ('outcome' in line) {
      const problem = await this.#problem();
      if (problem === null) return { answers: this.#answers, outcome: line.outcome };
      printProblem(this.#context, problem);
      this.#marked = problem.column;
    } else await this.#change(line);
    return undefined;
  }

  /** Proposes values that follow from the answers, and finds the next question to ask. */
  async #nextQuestion(): Promise<Question | undefined> {
    for (;;) {
      try {
        await this.#propose();
        for (; this.#index < this.#asked.length; this.#index += 1) {
          const question = this.#asked[this.#index];
          if (question !== undefined && (await this.#isNeeded(question))) return question;
        }
        return await this.#firstNeeded();
      } catch (error) {
        if (!isTemporary(Problem.of(error))) throw error;
        await this.#reportError(error);
      }
    }
  }

  /** Goes back to the previous question after Esc or a permanent error; all answers are kept. */
  async #afterError(error: unknown, question: Question | undefined): Promise<void> {
    if (error instanceof SteppedBack) {
      if (!(await this.#stepBack()) && !(await this.#keepsChanges())) throw error;
      return;
    }
    if (question !== undefined && this.#index === 0) throw error;
    const canRetry = await this.#reportError(error);
    if (!canRetry && question !== undefined) await this.#stepBack();
  }

  /** Goes back to the previous question; returns whether there is one. */
  async #stepBack(): Promise<boolean> {
    for (let index = this.#index - 1; index >= 0; index -= 1) {
      const question = this.#asked[index];
      if (question === undefined || !(await this.#isNeeded(question))) continue;
      this.#index = index;
      return true;
    }
    return false;
  }

  /** Whether the person wants to keep changes to the summary, which Esc would discard. */
  async #keepsChanges(): Promise<boolean> {
    return this.#isChanged && !(await confirm('Discard your changes?', false, false));
  }

  /** Reports an error: a record was removed, or the register cannot be read now. Returns whether to try again. */
  async #reportError(error: unknown): Promise<boolean> {
    const problem = Problem.of(error);
    printProblem(this.#context, problem);
    if (!isTemporary(problem)) return false;
    if (!(await confirm('Try again?', true, true))) throw problem;
    await this.#context.reopen();
    return true;
  }

  /** The reason why the register would refuse the record, for example that one it refers to was removed; or null. */
  async #problem(): Promise<Problem | null> {
    try {
      return await this.#form.problem(this.#answers);
    } catch (error) {
      const problem = Problem.of(error);
      if (isTemporary(problem)) throw problem;
      return problem;
    }
  }

  async #ask(question: Question): Promise<void> {
    this.#answers[question.name] = (await question.ask(this.#answers)) ?? null;
    this.#proposed.delete(question);
    this.#asked[this.#index] = question;
    this.#index += 1;
  }

  /** Asks for a line of the summary again, or for another field; Esc leaves it unchanged. */
  async #change(line: { readonly question: Question } | { readonly more: true }): Promise<void> {
    try {
      const empty = this.#form.questions.filter(({ name }) => isEmpty(this.#answers[name]));
      const fields = empty.map((question) => ({ name: question.label, value: question }));
      const question = 'question' in line ? line.question : await choose('Which field?', fields);
      this.#answers[question.name] = (await question.ask(this.#answers)) ?? null;
      this.#proposed.delete(question);
      this.#isChanged = true;
    } catch (error) {
      if (!(error instanceof SteppedBack)) await this.#reportError(error);
    }
  }

  async #propose(): Promise<void> {
    for (const question of this.#form.questions) {
      const { name, propose } = question;
      if (propose === undefined || (this.#answers[name] !== undefined && !this.#proposed.has(question))) continue;
      this.#answers[name] = await unlessMissing(() => propose(this.#answers));
      if (this.#answers[name] === undefined) this.#proposed.delete(question);
      else this.#proposed.add(question);
    }
  }

  async #firstNeeded(): Promise<Question | undefined> {
    for (const question of this.#form.questions) {
      if (this.#answers[question.name] === undefined && (await this.#isNeeded(question))) return question;
    }
    return undefined;
  }

  async #isNeeded({ isNeeded }: Question): Promise<boolean> {
    return (await unlessMissing(() => isNeeded?.(this.#answers))) ?? false;
  }

  /** Shows the summary. */
  async #chooseLine(): Promise<Line<Outcome>> {
    const { label, questions, outcomes, giveUp, warnings } = this.#form;
    const filled = questions.filter(({ name }) => !isEmpty(this.#answers[name]));
    const width = Math.max(...filled.map((question) => question.label.length));
    const lines: Choice<Line<Outcome>>[] = outcomes.map((outcome) => ({
      ...outcome,
      value: { outcome: outcome.value },
      description: 'or choose a line, to change it',
    }));
    for (const question of filled) {
      const value = this.#answers[question.name] ?? null;
      // the record that it names may have been removed
      const shown = (await unlessMissing(() => question.show(value, this.#answers))) ?? String(value);
      lines.push({ name: `  ${question.label.padEnd(width)}  ${shown}`, value: { question } });
    }
    const empty = questions.filter((question) => !filled.includes(question));
    const names = empty.map((question) => question.label).join(', ');
    if (empty.length > 0) lines.push({ name: `More: ${names.toLowerCase()}`, value: { more: true } });
    // empty fields are hidden, but can be found by typing their names
    for (const question of empty) lines.push({ name: `  ${question.label}`, value: { question }, isHidden: true });
    if (giveUp !== undefined) lines.push({ name: giveUp, value: { giveUp: true } });
    const preset = lines.find(({ value }) => 'question' in value && value.question.name === this.#marked)?.value;
    const notes = (await warnings?.(this.#answers)) ?? [];
    return choose(`Is this ${label} right?`, lines, { preset, notes: notes.map((text) => `warning: ${text}`) });
  }
}

const isEmpty = (value: RawValue | undefined): boolean => value === undefined || value === null || value.length === 0;

/** The result of `find`, or undefined if a record that it needs no longer exists. */
async function unlessMissing<T>(find: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (Problem.of(error).kind === 'missing') return undefined;
    throw error;
  }
}
