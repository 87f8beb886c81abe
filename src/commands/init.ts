import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { type Context, packagePath, quoted } from '../context';
import { incompleteInstallation } from '../domain/systemError';
import { openInput } from '../formats/read/read';
import { Importer, type ImportSummary } from '../register/import/importer';
import { createRecorder } from '../register/recorder';
import { createRegister } from '../store/open';
import type { Store } from '../store/store';
import { type Verb, withExamples } from './flags/flags';

/** `cica init`: makes the register. */
export const verb: Verb = (context) => {
  const command = new Command('init')
    .description(
      'Makes an empty register, or one with the bodies, parties and standings of an organisation. Which file that is, `cica db path` says.',
    )
    .addOption(
      new Option('--preset <name>', 'begin with the bodies, parties and standings of that organisation').choices([
        'cica',
      ]),
    );
  withExamples(command, 'cica init --preset cica --db office.db', 'cica init --db other.db');
  return command.action(async (flags: { readonly preset?: string }) => {
    const place = await context.place();
    await createRegister(place.address, context.origin, {
      migrations: packagePath('migrations'),
      makeFolder: place.because === 'default',
      fill: (register) => (flags.preset === undefined ? Promise.resolve() : fillWith(context, register, presetFiles)),
    });
    await context.output.write(`${place.typed}\n`);
    context.output.say(
      flags.preset === undefined
        ? 'made an empty register; next: cica body add CODE --name NAME'
        : 'made a register with the bodies, parties and standings of CICA; next: cica meeting add',
    );
    if (place.because === '--db')
      context.output.say(`name it to the other commands too: export CICA_DB=${quoted(place.typed)}`);
  });
};

/** The files of the preset: bodies, parties and their standings. */
export const presetFiles = ['bodies.csv', 'parties.csv', 'standings.csv'];

/** Fills a register with files of the preset. */
export async function fillWith(context: Context, register: Store, names: readonly string[]): Promise<void> {
  const paths = names.map((name) => packagePath('presets', 'cica', name));
  const lost = paths.find((path) => !existsSync(path));
  if (lost !== undefined) throw incompleteInstallation(`${lost} is missing`);
  const files = await Promise.all(paths.map((path) => openInput(path, undefined)));
  await register.write(
    context.commandLine,
    (transaction): Promise<ImportSummary> => new Importer(createRecorder(transaction, context.today)).run(files),
  );
}
