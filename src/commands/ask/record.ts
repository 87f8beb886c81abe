import type { Context } from '../../context';
import { parseFields, type RawRecord } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { type EntityName, entities } from '../../domain/schema';
import type { Current } from '../../register/record/recorder';
import { withRecorder } from '../write/withRecorder';
import { type Answers, fillForm } from './form';
import { isPassing } from './problems';
import { type QuestionOptions, questionsFor } from './questions';

/** Questions for columns whose description is not suitable as one. */
const questions: { readonly [name in EntityName]?: { readonly [column: string]: string } } = {
  body: {
    code: 'Short name? (capital letters and digits)',
    name: 'Full name?',
    reports_to: 'Which body does it report to?',
  },
  party: { name: 'Full name?', kind: 'What kind of party is it?' },
  instrument: { code: 'Short name? (capital letters and digits)', title: 'What is its title?' },
  agenda_item: { meeting: 'Which meeting?', title: 'What is its title?' },
  decision: { title: 'What is its title?' },
  task: { decision: 'Which decision asks for it?', what: 'What has to be done?', responsible: 'Who has to do it?' },
  document: { title: 'What is its title?' },
};

/**
 * Asks for a record: first for what it needs, then for confirmation.
 *
 * @param known the values already given, or all values of a record that is changed
 * @param before the stored record, if one is changed
 * @returns null if the person gives up
 */
export async function askRecord(
  context: Context,
  name: EntityName,
  known: RawRecord,
  {
    own = {},
    before,
  }: { readonly own?: { readonly [column: string]: QuestionOptions }; readonly before?: Current } = {},
): Promise<Answers | null> {
  const entity = entities[name];
  const asked = entity.columns.map((column): [string, QuestionOptions] => {
    const message = questions[name]?.[column.name];
    return [column.name, { ...(message === undefined ? {} : { message }), ...own[column.name] }];
  });
  const filled = await fillForm(
    context,
    {
      label: entity.label,
      questions: questionsFor(context, entity, Object.fromEntries(asked)),
      ends: [{ name: before === undefined ? 'Yes, record it' : 'Yes, save the changes', value: null }],
      giveUp: before === undefined ? `Discard this ${entity.label}` : 'Leave it unchanged',
      problem: (answers) => problemOf(context, name, answers, before),
    },
    known,
  );
  return filled?.answers ?? null;
}

/** The reason why the register would refuse a record, or null. */
async function problemOf(
  context: Context,
  name: EntityName,
  answers: Answers,
  before: Current | undefined,
): Promise<Problem | null> {
  const { fields, problems } = parseFields(entities[name], answers, context.today);
  if (problems[0] !== undefined) return problems[0];
  try {
    await withRecorder(context, { dryRun: true }, (recorder) => recorder.record(name, fields, before));
    return null;
  } catch (error) {
    const problem = Problem.of(error).parts[0];
    if (isPassing(problem)) throw problem;
    return problem;
  }
}
