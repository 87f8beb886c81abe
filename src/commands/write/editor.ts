import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../context';
import { type FieldValue, parseFields } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import type { Entity } from '../../domain/schema';
import { readYamlRecord } from '../../formats/read/yaml';
import { yamlDocument } from '../../formats/write/yaml';
import { find } from '../../register/find';
import { getRow } from '../../register/meeting/minutes';
import type { Current } from '../../register/record/recorder';
import type { FieldChange } from '../../store/store';
import { confirm } from '../../terminal/prompts';
import { flaggedColumns, type WriteFlags } from '../flags/flags';
import { changeLines } from './changeLines';
import { withRecorder } from './withRecorder';

/**
 * Opens a record in the user's editor and reads it again; shows what would change, asks, and gives it to `write`, with
 * the record as it was in the editor: its version is that of the text, since both are read at one moment.
 *
 * @throws Problem `refused` for what cannot be read or recorded, with the file in which the text is kept.
 */
export async function editInEditor(
  context: Context,
  entity: Entity,
  reference: string,
  flags: WriteFlags,
  write: (fields: Record<string, FieldValue>, before: Current) => Promise<void>,
): Promise<void> {
  const register = await context.register();
  const { row, before } = await register.snapshot(async (reader) => {
    const { id } = await find(reader, entity.name, reference);
    const read = await reader.read(entity.name, id);
    return { row: await getRow(reader, entity.name, id, context.asOf(undefined)), before: read as Current };
  });
  const columns = flaggedColumns(entity).map(({ name }) => name);
  const values = Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
  const folder = mkdtempSync(join(tmpdir(), 'cica-edit-'));
  const file = join(folder, `${entity.name}.yaml`);
  const head = `# ${entity.label} ${String(row[entity.key])}: save and leave the editor to change it; null clears a field\n`;
  writeFileSync(file, head + yamlDocument(values), { mode: 0o600 });
  if (!runEditor(context, file)) {
    rmSync(folder, { recursive: true });
    const advice = 'nothing was changed; EDITOR names the editor to use';
    throw new Problem('failed', 'the editor could not be started, or ended with an error', advice);
  }
  await keeping(folder, file, async () => {
    const fields = readEdited(context, entity, file);
    const changes = await changesBy(context, entity, fields, before);
    const sure = flags.yes || flags.dryRun;
    if (changes.length > 0 && !sure) context.output.say(changeLines(changes));
    if (changes.length > 0 && (sure || (await confirm('Change it?', true)))) await write(fields, before);
    else context.output.say('nothing was changed');
  });
}

/** What the fields would change, in the words of people; refused where the rules of recording refuse it. */
function changesBy(
  context: Context,
  entity: Entity,
  fields: Record<string, FieldValue>,
  before: Current,
): Promise<FieldChange[]> {
  return withRecorder(context, { dryRun: true }, async (recorder) => {
    const recorded = await recorder.record(entity.name, fields, before);
    return recorder.describe(entity.name, recorded.changes);
  });
}

/** Runs what may be refused, and says then where the text of the user is: it was work to write. */
async function keeping(folder: string, file: string, work: () => Promise<void>): Promise<void> {
  let kept = false;
  try {
    await work();
  } catch (error) {
    const [problem] = Problem.of(error).parts;
    kept = true;
    const advice = `${problem.advice}; nothing was changed, your text is in ${file}`;
    // what could not be read stands in a file here, not on the command line
    const kind = problem.kind === 'usage' ? 'refused' : problem.kind;
    throw new Problem(kind, problem.sentence, advice, { details: problem.details });
  } finally {
    if (!kept) rmSync(folder, { recursive: true });
  }
}

/** Whether the user's editor ended well. */
function runEditor(context: Context, file: string): boolean {
  const { VISUAL, EDITOR } = context.outside.env;
  const editor = VISUAL || EDITOR || 'vi';
  // Ctrl-C in the editor is the editor's: it must not end this program, which waits for it
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  try {
    // an editor's name may have flags of its own, so that a shell has to read it; the file is an argument of its own
    return spawnSync('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' }).status === 0;
  } finally {
    process.off('SIGINT', ignore);
  }
}

function readEdited(context: Context, entity: Entity, file: string): Record<string, FieldValue> {
  const { values, problems } = readYamlRecord(readFileSync(file, 'utf8'), entity);
  const [unread] = problems;
  if (unread !== undefined) throw new Problem('refused', `line ${unread.line}: ${unread.message}`, unread.advice);
  const parsed = parseFields(entity, values, context.today);
  const [wrong] = parsed.problems;
  if (wrong !== undefined) throw wrong;
  return parsed.fields;
}
