import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Context } from '../../context';
import { type FieldValue, parseFields, type RawRecord } from '../../domain/fields';
import { shellProcess } from '../../domain/platform';
import { Problem } from '../../domain/problem';
import type { Row } from '../../domain/row';
import type { Entity } from '../../domain/schema';
import { isSystemError, systemReason } from '../../domain/systemError';
import { readYamlRecord } from '../../formats/read/yaml';
import { yamlDocument } from '../../formats/write/yaml';
import type { Current } from '../../register/record/recorder';
import { confirm, Ended } from '../../terminal/prompts';
import { withChanges } from '../ask/edit';
import { changesKept, printProblem } from '../ask/problems';
import { flaggedColumns, type WriteFlags, wordsOf } from '../flags/flags';
import { changeLines } from './changeLines';
import { currentRecord } from './current';
import { createTemporaryFolder } from './temporaryFolder';
import { previewWithRecorder } from './withRecorder';

/**
 * Opens a record in the user's editor, shows what would change, asks for confirmation, and passes it to `write` with
 * the stored record, which was read at the same moment as the text. Errors are written into the text as comments, and
 * it is opened again; if someone else has changed the record, with the changes of both.
 *
 * @throws Problem `refused` if the person gives up; if someone else has changed the record, the message names the file
 * that keeps the text.
 */
export async function editInEditor(
  context: Context,
  entity: Entity,
  reference: string,
  flags: WriteFlags,
  write: (fields: Record<string, FieldValue>, before: Current) => Promise<void>,
): Promise<void> {
  let stored = await currentText(context, entity, reference);
  const folder = createTemporaryFolder('cica-edit-');
  const file = join(folder, `${entity.name}.yaml`);
  let isKept = false;
  const remove = () => {
    if (!isKept) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const unwatch = onEnding(remove);
  // closing the text unchanged changes nothing
  let unchanged: string | null = stored.text;
  try {
    for (let { text } = stored; ; ) {
      const edited = await editedText(context, file, text);
      if (edited === unchanged) return context.output.say('nothing was changed');
      const problem = await problemWith(() => change(context, entity, edited, stored.before, flags, write));
      if (problem === null) return;
      isKept = problem.reason === 'changed';
      printProblem(context, isKept ? changesKept(problem) : problem);
      if (!(await confirm('Open it again?', true))) throw nothingChanged(problem, isKept ? file : null);
      text = withProblem(edited, problem);
      unchanged = text;
      if (!isKept) continue;
      const now = await currentText(context, entity, stored.before.id);
      text = withProblem(textWithChanges(entity, now.row, stored.text, edited), changesKept(problem));
      unchanged = null;
      stored = now;
      isKept = false;
    }
  } finally {
    remove();
    unwatch();
  }
}

/**
 * Calls `remove` when a signal ends the program, unless something else waits for the signal.
 *
 * @returns a function that stops it
 */
function onEnding(remove: () => void): () => void {
  const end = (signal: NodeJS.Signals, number: number) => {
    if (process.listenerCount(signal) > 1) return;
    remove();
    process.exit(128 + number);
  };
  for (const signal of endings) process.on(signal, end);
  return () => {
    for (const signal of endings) process.off(signal, end);
  };
}

/** A record as a text to edit, and as it is stored. */
async function currentText(context: Context, entity: Entity, which: string | number) {
  const { row, before } = await currentRecord(context, entity.name, which);
  return { row, before, text: recordText(entity, row) };
}

/** A record as a text to edit. */
function recordText(entity: Entity, row: Row): string {
  const columns = flaggedColumns(entity).map(({ name }) => name);
  const values = Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
  const head = `# ${entity.label} ${String(row[entity.key])}: save and leave the editor to change it; null clears a field\n`;
  return head + withWords(entity, yamlDocument(values));
}

/** The text of a record as it is now, with what a person has changed in the text before. */
function textWithChanges(entity: Entity, now: Row, before: string, edited: string): string {
  const [was, is] = [before, edited].map((text) => readYamlRecord(text, entity).values);
  return recordText(entity, withChanges(now as RawRecord, was ?? {}, is ?? {}) as Row);
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
  const fileNote = file === null ? '' : `, your text is in ${file}`;
  // the error is in a file, not on the command line
  const kind = problem.kind === 'usage' ? 'refused' : problem.kind;
  const { sentence, advice, details } = problem;
  return new Problem(kind, sentence, `${advice}; nothing was changed${fileNote}`, { details });
}

/** The text of a record, with the allowed words as a comment above each field that is limited to some. */
function withWords(entity: Entity, text: string): string {
  const words = new Map(entity.columns.map((column) => [column.name, wordsOf(column)]));
  return text.replaceAll(/^(\w+):/gm, (field, name: string) => {
    const allowed = words.get(name) ?? '';
    return allowed === '' ? field : `# ${allowed}\n${field}`;
  });
}

/** The text with a problem as a comment above the line concerned, instead of earlier ones. */
function withProblem(text: string, { sentence, details, advice, column, location }: Problem): string {
  const lines = text.split('\n').filter((line) => !line.startsWith(errorMark));
  const line = location === undefined ? lines.findIndex((one) => one.startsWith(`${column}:`)) : Number(location) - 1;
  const comment = [sentence, ...details, advice].map((one) => errorMark + one.replaceAll('\n', ' '));
  return lines.toSpliced(Math.max(0, line), 0, ...comment).join('\n');
}

const errorMark = '# !! ';

/** The changes that the fields would make, described for people; throws what the record's rules refuse. */
function changesBy(context: Context, entity: Entity, fields: Record<string, FieldValue>, before: Current) {
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
async function editedText(context: Context, file: string, text: string): Promise<string> {
  try {
    writeFileSync(file, text, { mode: 0o600 });
    if (await runEditor(context, file)) return readFileSync(file, 'utf8');
    const advice = 'nothing was changed; EDITOR names the editor to use';
    throw new Problem('failed', 'the editor could not be started, or ended with an error', advice);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const message = `the file for the editor, ${file}, cannot be used: ${systemReason(error)}`;
    throw new Problem('failed', message, 'nothing was changed; save the text in the file that the editor opens');
  }
}

/**
 * Whether the user's editor succeeded.
 *
 * @throws Ended if the terminal is closed meanwhile, or the program is told to end
 */
async function runEditor(context: Context, file: string): Promise<boolean> {
  const { VISUAL, EDITOR } = context.io.env;
  // EDITOR may contain flags, so a shell must parse it; the file is a separate argument
  const { file: shell, args, ...options } = shellProcess(`${VISUAL || EDITOR}`, file);
  const editor = spawn(shell, args, { ...options, stdio: 'inherit' });
  const ended = once(editor, 'close');
  const interruption = new AbortController();
  const end = (signal: NodeJS.Signals) => {
    editor.kill(signal);
    interruption.abort();
  };
  // Ctrl-C is meant for the editor: it must not end this program, which waits for it
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  for (const signal of endings) process.on(signal, end);
  try {
    const [code] = await Promise.race([ended, once(interruption.signal, 'abort')]);
    if (!interruption.signal.aborted) return code === 0;
    // an editor may write once more when it ends
    await Promise.race([ended, setTimeout(editorPatience, null, { ref: false })]);
    throw new Ended('the terminal or the program ends');
  } finally {
    process.off('SIGINT', ignore);
    for (const signal of endings) process.off(signal, end);
  }
}

/** The signals that end the program; a terminal that is closed may send the first one twice. */
const endings = ['SIGHUP', 'SIGTERM'] as const;

/** The time for the editor to end, in milliseconds. */
const editorPatience = 1_000;

function fieldsIn(context: Context, entity: Entity, text: string): Record<string, FieldValue> {
  const { values, problems } = readYamlRecord(text, entity);
  const [unread] = problems;
  if (unread !== undefined) {
    throw new Problem('refused', unread.message, unread.advice, { location: String(unread.line) });
  }
  const parsed = parseFields(entity, values, context.today);
  const [wrong] = parsed.problems;
  if (wrong !== undefined) throw wrong;
  return parsed.fields;
}
