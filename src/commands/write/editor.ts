import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../context';
import { type FieldValue, parseFields } from '../../domain/fields';
import { shellProcess } from '../../domain/platform';
import { Problem } from '../../domain/problem';
import type { Entity } from '../../domain/schema';
import { isSystemError, systemReason } from '../../domain/systemError';
import { readYamlRecord } from '../../formats/read/yaml';
import { yamlDocument } from '../../formats/write/yaml';
import type { Current } from '../../register/record/recorder';
import type { FieldChange } from '../../store/store';
import { confirm } from '../../terminal/prompts';
import { tellProblem } from '../ask/problems';
import { flaggedColumns, type WriteFlags, wordsOf } from '../flags/flags';
import { changeLines } from './changeLines';
import { currentRecord } from './current';
import { createTemporaryFolder } from './temporaryFolder';
import { previewWithRecorder } from './withRecorder';

/**
 * Opens a record in the user's editor, shows what would change, asks, and passes it to `write` with the stored record, which
 * was read at the same moment as the text. Errors are written into the text as comments, and it is opened again.
 *
 * @throws Problem `refused` if the person leaves an error in the text, or if someone else has changed the record; then the
 * message names the file that keeps the text.
 */
export async function editInEditor(
  context: Context,
  entity: Entity,
  reference: string,
  flags: WriteFlags,
  write: (fields: Record<string, FieldValue>, before: Current) => Promise<void>,
): Promise<void> {
  const { row, before } = await currentRecord(context, entity.name, reference);
  const columns = flaggedColumns(entity).map(({ name }) => name);
  const values = Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
  const head = `# ${entity.label} ${String(row[entity.key])}: save and leave the editor to change it; null clears a field\n`;
  const original = head + withWords(entity, yamlDocument(values));
  const folder = createTemporaryFolder('cica-edit-');
  const file = join(folder, `${entity.name}.yaml`);
  let isKept = false;
  try {
    for (let text = original; ; ) {
      const edited = editedText(context, file, text);
      if (edited === text) return context.output.say('nothing was changed');
      const problem = await problemWith(() => change(context, entity, edited, before, flags, write));
      if (problem === null) return;
      isKept = problem.reason === 'changed';
      tellProblem(context, problem);
      if (isKept || !(await confirm('Open it again?', true))) throw nothingChanged(problem, isKept ? file : null);
      text = withProblem(edited, problem);
    }
  } finally {
    if (!isKept) rmSync(folder, { recursive: true, force: true });
  }
}

/** Shows what a text would change, and writes it if the person agrees. */
async function change(
  context: Context,
  entity: Entity,
  text: string,
  before: Current,
  flags: WriteFlags,
  write: (fields: Record<string, FieldValue>, before: Current) => Promise<void>,
): Promise<void> {
  const fields = fieldsIn(context, entity, text);
  const changes = await changesBy(context, entity, fields, before);
  const sure = flags.yes || flags.dryRun;
  if (changes.length > 0 && !sure) context.output.say(changeLines(changes));
  if (changes.length > 0 && (sure || (await confirm('Change it?', true)))) await write(fields, before);
  else context.output.say('nothing was changed');
}

async function problemWith(work: () => Promise<void>): Promise<Problem | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return Problem.of(error).parts[0];
  }
}

function nothingChanged(problem: Problem, file: string | null): Problem {
  const kept = file === null ? '' : `, your text is in ${file}`;
  // the error is in a file, not on the command line
  const kind = problem.kind === 'usage' ? 'refused' : problem.kind;
  const { sentence, advice, details } = problem;
  return new Problem(kind, sentence, `${advice}; nothing was changed${kept}`, { details });
}

/** The text of a record, with the allowed words as a comment above each field that is limited to some. */
function withWords(entity: Entity, text: string): string {
  const words = new Map(entity.columns.map((column) => [column.name, wordsOf(column)]));
  return text.replaceAll(/^(\w+):/gm, (field, name: string) => {
    const allowed = words.get(name) ?? '';
    return allowed === '' ? field : `# ${allowed}\n${field}`;
  });
}

/** The text with a problem as a comment above the line concerned, in place of earlier ones. */
function withProblem(text: string, { sentence, advice, column, place }: Problem): string {
  const lines = text.split('\n').filter((line) => !line.startsWith(errorMark));
  const line = place === undefined ? lines.findIndex((one) => one.startsWith(`${column}:`)) : Number(place) - 1;
  const comment = [sentence, advice].map((one) => errorMark + one.replaceAll('\n', ' '));
  return lines.toSpliced(Math.max(0, line), 0, ...comment).join('\n');
}

const errorMark = '# !! ';

/** What the fields would change, described for people. @throws what the rules of the record refuse */
function changesBy(
  context: Context,
  entity: Entity,
  fields: Record<string, FieldValue>,
  before: Current,
): Promise<FieldChange[]> {
  return previewWithRecorder(context, {}, async (recorder) => {
    const recorded = await recorder.record(entity.name, fields, before);
    return recorder.describe(entity.name, recorded.changes);
  });
}

/**
 * The text after the user has edited it, in `file`.
 *
 * @throws Problem `failed` when the editor fails, or the file cannot be written or read.
 */
function editedText(context: Context, file: string, text: string): string {
  try {
    writeFileSync(file, text, { mode: 0o600 });
    if (runEditor(context, file)) return readFileSync(file, 'utf8');
    const advice = 'nothing was changed; EDITOR names the editor to use';
    throw new Problem('failed', 'the editor could not be started, or ended with an error', advice);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const message = `the file for the editor, ${file}, cannot be used: ${systemReason(error)}`;
    throw new Problem('failed', message, 'nothing was changed; save the text in the file that the editor opens');
  }
}

/** Whether the user's editor ended well. */
function runEditor(context: Context, file: string): boolean {
  const { VISUAL, EDITOR } = context.outside.env;
  const editor = VISUAL || EDITOR;
  // Ctrl-C in the editor is the editor's: it must not end this program, which waits for it
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  try {
    // an editor's name may have flags of its own, so that a shell has to read it; the file is an argument of its own
    const { file: shell, args, ...options } = shellProcess(`${editor}`, file);
    return spawnSync(shell, args, { ...options, stdio: 'inherit' }).status === 0;
  } finally {
    process.off('SIGINT', ignore);
  }
}

function fieldsIn(context: Context, entity: Entity, text: string): Record<string, FieldValue> {
  const { values, problems } = readYamlRecord(text, entity);
  const [unread] = problems;
  if (unread !== undefined) {
    throw new Problem('refused', unread.message, unread.advice, { place: String(unread.line) });
  }
  const parsed = parseFields(entity, values, context.today);
  const [wrong] = parsed.problems;
  if (wrong !== undefined) throw wrong;
  return parsed.fields;
}
