import { rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { Command } from 'commander';
import { type Context, packagePath, type SelectedRegister } from '../context';
import { quoted } from '../domain/platform';
import { decisionList } from '../register/decision/list';
import { createRegister } from '../store/open';
import { type Verb, withExamples } from './flags/flags';
import { fillWith, presetFiles } from './init';
import { printList } from './print/list';
import { createTemporaryFolder } from './write/temporaryFolder';

/** `cica demo`: creates a register to try things out. */
export const verb: Verb = (context) => {
  const command = new Command('demo').description(
    'Creates a register with meetings of CICA from 2022 to 2024, in a new temporary folder or where --db says, and shows the decisions of 12 December 2023 as of 1 March 2024.',
  );
  withExamples(command, 'cica demo', 'cica demo --db demo.db');
  return command.action(async () => {
    const { address, typed } =
      context.db === undefined ? await createTemporary(context) : await create(context, context.db);
    await context.withRegister(address, async (register) => {
      const meeting = { meeting: ['SOC-2023-12-12'] };
      await printList(context, register, await decisionList(register, meeting, context.asOf('2024-03-01')), {});
    });
    const commands = demoCommands.map((line) => `  ${program(context)} ${line} --db ${quoted(typed)}`);
    await context.output.write(`\n${notice}\nThe register is ${typed}; try:\n\n${commands.join('\n')}\n`);
  });
};

const demoFiles = [...presetFiles, 'meetings.yaml', 'instruments.csv', 'acts.csv'];

async function create(context: Context, named: string): Promise<SelectedRegister> {
  const location = await context.locationNamed(named);
  await createRegister(location.address, context.origin, {
    migrations: packagePath('migrations'),
    fill: (register) => fillWith(context, register, demoFiles),
  });
  return location;
}

/** Creates the register in a new folder, which is removed if that fails. */
async function createTemporary(context: Context): Promise<SelectedRegister> {
  const folder = createTemporaryFolder('cica-demo-');
  try {
    return await create(context, join(folder, 'cica.db'));
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The command by which the program was started: npx, its file, or its name, so that the suggested commands work. */
function program(context: Context): string {
  if (context.io.env.npm_command === 'exec') return 'npx cica';
  const file = process.argv[1] ?? '';
  return basename(file) === 'cica.js' ? `node ${quoted(fromHere(file))}` : 'cica';
}

/** A path relative to the current folder, as typed; unchanged if that folder was removed. */
function fromHere(file: string): string {
  try {
    return relative(process.cwd(), file);
  } catch {
    return file;
  }
}

const notice = 'The demo has real meetings from 2022 to 2024, here as of 1 March 2024; --as-of selects another date.';

/** Commands to try on the demo, whose output does not depend on the date. */
const demoCommands = [
  'meeting show SOC-2023-12-12 --as-of 2024-03-01',
  'decision trace SOC-2023-12-12/5 --as-of 2024-03-01',
  'decision pending --as-of 2024-03-15',
  'decision list --in-force --as-of 2024-03-01',
  'due --as-of 2023-03-01',
  'party standing "Saudi Arabia"',
];
