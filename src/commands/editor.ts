import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../context';
import type { Entity } from '../domain/entities';
import { type FieldValue, parseFields } from '../domain/fields';
import { Problem } from '../domain/problem';
import { yamlDocument } from '../formats/yaml';
import { readYamlRecord } from '../formats/yamlRead';
import { recordOf } from '../register/minutes';
import { Recorder } from '../register/recorder';
import { confirm } from '../terminal/prompts';
import { flaggedColumns } from './flags';
import { changeLines, type WriteFlags } from './record';

interface Edited {
  readonly fields: Record<string, FieldValue>;
  /** The version that was in the editor. */
  readonly version: number;
}

/**
 * Opens a record in the user's editor and reads it again; shows what would change and asks. Null when nothing is to be
 * changed.
 *
 * @throws Problem `refused` for what cannot be read, with the file in which the text was kept.
 */
export async function editInEditor(
  context: Context,
  entity: Entity,
  id: number,
  flags: WriteFlags,
): Promise<Edited | null> {
  const register = await context.register();
  const row = await recordOf(register, entity.name, id, context.asOf(undefined));
  const before = await register.write(context.commandLine, (transaction) => transaction.read(entity.name, id), {
    dryRun: true,
  });
  if (before === null) throw new Problem('missing', `the ${entity.label} was removed meanwhile`, 'look again');
  const columns = flaggedColumns(entity).map(({ name }) => name);
  const values = Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
  const folder = mkdtempSync(join(tmpdir(), 'cica-edit-'));
  const file = join(folder, `${entity.name}.yaml`);
  const head = `# ${entity.label} ${String(row[entity.key])}: save and leave the editor to change it; null clears a field\n`;
  writeFileSync(file, head + yamlDocument(values), { mode: 0o600 });
  runEditor(context, file);
  const fields = readEdited(context, entity, file);
  rmSync(folder, { recursive: true });
  const changes = await register.write(
    context.commandLine,
    async (transaction) => {
      const recorder = new Recorder(transaction, context.today);
      const recorded = await recorder.record(entity.name, fields, before);
      return recorder.describe(entity.name, recorded.changes);
    },
    { dryRun: true },
  );
  if (changes.length === 0) {
    context.output.say('nothing was changed');
    return null;
  }
  if (!flags.yes && !flags.dryRun) {
    context.output.say(changeLines(changes));
    if (!(await confirm('Change it?', true))) return null;
  }
  return { fields, version: before.version };
}

function runEditor(context: Context, file: string): void {
  const { VISUAL, EDITOR } = context.outside.env;
  const editor = VISUAL || EDITOR || 'vi';
  // an editor's name may have flags of its own, so that a shell has to read it; the file is an argument of its own
  const { status } = spawnSync('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
  if (status === 0) return;
  throw new Problem(
    'failed',
    `the editor "${editor}" did not end well`,
    'nothing was changed; EDITOR names another one',
  );
}

function readEdited(context: Context, entity: Entity, file: string): Record<string, FieldValue> {
  const { values, problems } = readYamlRecord(readFileSync(file, 'utf8'), entity);
  const parsed = parseFields(entity, values, context.today);
  const [unread] = problems;
  const [wrong] = parsed.problems;
  if (unread === undefined && wrong === undefined) return parsed.fields;
  const message =
    unread === undefined ? `${wrong?.column}: ${wrong?.message}` : `line ${unread.line}: ${unread.message}`;
  throw new Problem('refused', message, `nothing was changed; your text is in ${file}`);
}
