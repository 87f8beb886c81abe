import type { Context } from '../../context';
import { parseFields, type RawRecord } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { type EntityName, entities } from '../../domain/schema';
import type { Current, Recorder } from '../../register/record/recorder';
import { withWarnings } from '../write/withRecorder';
import { type Answers, fillForm } from './form';
import { isTemporary } from './problems';
import { type QuestionOptions, questionsFor } from './questions';

/** Thrown if someone else has changed the record since it was read. */
export class ChangedMeanwhile extends Error {
  readonly problem: Problem;
  readonly answers: Answers;

  constructor(problem: Problem, answers: Answers) {
    super(problem.message);
    this.problem = problem;
    this.answers = answers;
  }
}

interface RecordOptions {
  readonly overrides?: { readonly [column: string]: QuestionOptions };
  /** The stored record, if one is changed. */
  readonly before?: Current;
  /** Whether the known values differ from the stored ones. */
  readonly isChanged?: boolean;
}

/**
 * Asks for a record: first for what it needs, then for confirmation.
 *
 * @param known the values already given, or all values of a record that is changed
 * @returns null if the person gives up
 * @throws ChangedMeanwhile
 */
export async function askRecord(
  context: Context,
  name: EntityName,
  known: RawRecord,
  { overrides = {}, before, isChanged = false }: RecordOptions = {},
): Promise<Answers | null> {
  const entity = entities[name];
  const filled = await fillForm(
    context,
    {
      label: entity.label,
      questions: questionsFor(context, entity, overrides),
      outcomes: [{ name: before === undefined ? 'Yes, record it' : 'Yes, save the changes', value: null }],
      giveUp: before === undefined ? `Discard this ${entity.label}` : 'Leave it unchanged',
      problem: async (answers) => {
        const problem = await preview(context, name, answers, before);
        if (!(problem instanceof Problem)) return null;
        if (problem.reason === 'changed') throw new ChangedMeanwhile(problem, answers);
        if (isTemporary(problem)) throw problem;
        return problem;
      },
      isChanged,
      warnings: async (answers) => {
        const warnings = await preview(context, name, answers, before);
        return warnings instanceof Problem ? [] : warnings;
      },
    },
    known,
  );
  return filled?.answers ?? null;
}

/** The warnings about a record, or the reason why the register would refuse it. */
async function preview(context: Context, name: EntityName, answers: Answers, before: Current | undefined) {
  const { fields, problems } = parseFields(entities[name], answers, context.today);
  if (problems[0] !== undefined) return problems[0];
  try {
    const record = (recorder: Recorder) => recorder.record(name, fields, before);
    const [, { first }] = await withWarnings(context, { dryRun: true }, record);
    return first;
  } catch (error) {
    return Problem.of(error).parts[0];
  }
}
