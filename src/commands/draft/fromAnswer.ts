import { createReadStream } from 'node:fs';
import type { Context } from '../../context';
import { displayName, type Input, type InputFile, type InputRecord } from '../../domain/input';
import { Problem, refused } from '../../domain/problem';
import { entities } from '../../domain/schema';
import { recordLimit, withCommas } from '../../domain/text';
import { readYamlText } from '../../formats/read/yaml';
import { findAnswerRecords } from '../../formats/source/answer';
import { decodeText } from '../../formats/source/kind';
import { readWhole } from '../../formats/source/source';
import { yamlDocument } from '../../formats/write/yaml';
import { Importer } from '../../register/import/importer';
import { printWarnings, withWarnings } from '../write/withRecorder';
import { fieldsOf } from './fields';
import { loadGuard } from './sourceGuard';

/**
 * `cica draft --from-answer`: reads the answer of a language model, checks it like an import with `--check-evidence`, and prints
 * it as a draft for import.
 *
 * @throws Problem `refused` with one part per error in the answer.
 */
export async function draftFromAnswer(
  context: Context,
  answer: string,
  { source, date }: { readonly source: string; readonly date: string | undefined },
): Promise<void> {
  await context.register();
  const guard = await loadGuard(context, source, { attach: false, dryRun: true });
  const file = await answerFile(context, answer, date);
  const [, warnings] = await withWarnings(context, { dryRun: true }, (recorder) =>
    new Importer(recorder, { guard: guard.newGuard() }).run([file]),
  ).catch((error: unknown) => {
    const { reason, parts, message } = Problem.of(error);
    if (reason !== 'import') throw error;
    const advice = 'correct the answer, or ask for another one; nothing was drafted';
    throw refused(message.replace('in the import', `in ${file.name}`), advice, { reason, parts });
  });
  const records = file.inputs.filter((input): input is InputRecord => 'entity' in input);
  const meetings = records.filter(({ meeting }) => meeting === undefined);
  const documents = meetings.map((meeting) => yamlDocument(documentOf(meeting, records, context.today)));
  const head = `# Draft from ${file.name}, checked against ${guard.source.name}. Nothing is recorded yet: check it, then
# cica import DRAFT.yaml --check-evidence SOURCE
`;
  await context.output.writeData(head.replaceAll(/[\p{Cc}](?<!\n)/gu, ' ') + documents.join('---\n'));
  printWarnings(context, warnings);
}

/** Reads an answer as a file of whole meetings; meetings without a date get `date`. */
async function answerFile(
  context: Context,
  name: string,
  date: string | undefined,
): Promise<InputFile & { readonly inputs: readonly Input[] }> {
  const displayed = displayName(name);
  if (name === '-') context.stdinRead = true;
  const text = decodeText(await readWhole(name === '-' ? context.io.stdin : createReadStream(name), displayed));
  if (text.length > recordLimit) {
    throw refused(
      `${displayed} has more than ${withCommas(recordLimit)} characters, the limit for an answer`,
      'shorten it',
    );
  }
  const answer = findAnswerRecords(text);
  if (answer === undefined) {
    throw refused(
      `${displayed} has no complete JSON or YAML of a meeting`,
      'ask for JSON alone, as the prompt does: cica draft --prompt FILE',
    );
  }
  const inputs = readYamlText(answer.source, answer.line - 1)
    .map((input) => (date === undefined ? input : dated(input, date)))
    .map(checked);
  const records = async function* (): AsyncIterable<readonly Input[]> {
    yield inputs;
  };
  return { name: displayed, entity: 'meeting', inputs, records, close: () => undefined };
}

/** Refuses records other than a meeting and its decisions, which the prompt asks for: without evidence they may be invented. */
function checked(input: Input): Input {
  if (!('entity' in input) || input.entity === 'meeting' || input.entity === 'decision') return input;
  const message = `an answer has no ${entities[input.entity].plural}`;
  return {
    problem: { ...input.position(), message, advice: 'remove this: only a meeting and its decisions quote the text' },
  };
}

/** Sets the date of a meeting without one. */
function dated(input: Input, date: string): Input {
  if (!('entity' in input) || input.entity !== 'meeting' || input.values.date) return input;
  // in place: the records of a meeting refer to this object
  return Object.assign(input, { values: { ...input.values, date } });
}

function documentOf(meeting: InputRecord, records: readonly InputRecord[], today: string): object {
  const decisions = records.filter((record) => record.meeting === meeting && record.entity === 'decision');
  return {
    meeting: fieldsOf('meeting', meeting.values, today),
    decisions: decisions.map(({ values }) => fieldsOf('decision', values, today)),
  };
}
