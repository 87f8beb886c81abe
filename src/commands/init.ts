import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { type Context, packagePath, type SelectedRegister } from '../context';
import { setVariableCommand } from '../domain/platform';
import { Problem, refused } from '../domain/problem';
import { incompleteInstallation } from '../domain/systemError';
import { openInput } from '../formats/read/read';
import { Importer, type ImportSummary } from '../register/import/importer';
import { isEmpty } from '../register/info';
import { createRecorder } from '../register/recorder';
import { createRegister } from '../store/open';
import type { Reader, Store } from '../store/store';
import { type Verb, withExamples } from './flags/flags';

/** `cica init`: creates the register. */
export const verb: Verb = (context) => {
  const command = new Command('init')
    .description(
      'Creates an empty register, or with --preset one that has the bodies, parties and standings of an organisation. A preset also fills an existing register that is empty. `cica db path` shows where the register is.',
    )
    .addOption(
      new Option('--preset <name>', 'begin with the bodies, parties and standings of that organisation').choices([
        'cica',
      ]),
    );
  withExamples(command, 'cica init --preset cica --db office.db', 'cica init --db other.db');
  return command.action(async (flags: { readonly preset?: string }) => {
    const location = await context.location();
    const isThere = await create(context, location, flags.preset).catch((error: unknown) => {
      if (location.selectedBy !== 'CICA_DB' || !(error instanceof Problem) || error.reason !== 'exists') throw error;
      throw refused(
        error.message,
        'CICA_DB names it: unset CICA_DB for a register of your own, or name another with --db',
      );
    });
    await context.output.write(`${location.typed}\n`);
    context.output.say(
      flags.preset === undefined
        ? 'created an empty register; next: cica body add CODE --name NAME'
        : `${isThere ? 'filled the empty register' : 'created a register'} with the bodies, parties and standings of CICA; next: cica meeting add`,
    );
    if (location.selectedBy === '--db')
      context.output.say(`to use it in other commands, too: ${setVariableCommand('CICA_DB', location.typed)}`);
  });
};

/** Creates the register, or fills an existing one; returns whether it existed. */
async function create(context: Context, location: SelectedRegister, preset: string | undefined): Promise<boolean> {
  const isThere = await createRegister(location.address, context.origin, {
    migrations: packagePath('migrations'),
    makeFolder: location.selectedBy === 'default',
    fill: (register) => (preset === undefined ? Promise.resolve() : fillWith(context, register, presetFiles)),
  }).then(
    () => false,
    (error: unknown) => {
      if (preset === undefined || !(error instanceof Problem) || error.reason !== 'exists') throw error;
      return true;
    },
  );
  if (isThere) await fillWith(context, await context.register(), presetFiles);
  return isThere;
}

/** The files of the preset: bodies, parties and their standings. */
export const presetFiles = ['bodies.csv', 'parties.csv', 'standings.csv'];

/**
 * Fills an empty register with files of the preset.
 *
 * @throws Problem `refused` if it has records.
 */
export async function fillWith(context: Context, register: Store, names: readonly string[]): Promise<void> {
  const paths = names.map((name) => packagePath('presets', 'cica', name));
  const lost = paths.find((path) => !existsSync(path));
  if (lost !== undefined) throw incompleteInstallation(`${lost} is missing`);
  const files = await Promise.all(paths.map((path) => openInput(path, undefined)));
  await register.write(context.commandLine, async (transaction): Promise<ImportSummary> => {
    await refuseRecords(transaction, context);
    return new Importer(createRecorder(transaction, context.today)).run(files);
  });
}

/** Refuses a register that has records: those of the preset could contradict them. */
async function refuseRecords(reader: Reader, context: Context): Promise<void> {
  if (await isEmpty(reader)) return;
  const { displayName } = await context.location();
  throw refused(
    `${displayName} already exists, and has records`,
    `a preset is for an empty register: name another with --db, or import its files: ${packagePath('presets', 'cica')}`,
    { reason: 'exists' },
  );
}
