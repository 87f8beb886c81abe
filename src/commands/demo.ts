import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { Command } from 'commander';
import { type Context, packagePath, quoted } from '../context';
import { decisionList } from '../register/decision/list';
import { createRegister } from '../store/open';
import { type Verb, withExamples } from './flags/flags';
import { fillWith, presetFiles } from './init';
import { printList } from './print/list';

/** `cica demo`: a register to try things on. */
export const verb: Verb = (context) => {
  const command = new Command('demo').description(
    'Makes a register with meetings of CICA from 2022 to 2024, in a new temporary folder or where --db says, and shows the decisions of 12 December 2023.',
  );
  withExamples(command, 'cica demo', 'cica demo --db demo.db');
  return command.action(async () => {
    const named = context.db ?? join(mkdtempSync(join(tmpdir(), 'cica-demo-')), 'cica.db');
    const { address, typed } = await context.placeNamed(named);
    await createRegister(address, context.origin, {
      migrations: packagePath('migrations'),
      fill: (register) => fillWith(context, register, [...presetFiles, 'meetings.yaml', 'instruments.csv', 'acts.csv']),
    });
    await context.withRegister(address, async (register) => {
      const meeting = { meeting: ['SOC-2023-12-12'] };
      await printList(context, register, await decisionList(register, meeting, context.asOf(undefined)), {});
    });
    const commands = demoCommands.map((line) => `  ${program(context)} ${line} --db ${quoted(typed)}`);
    await context.output.write(`\nThe register is ${typed}; try:\n\n${commands.join('\n')}\n`);
  });
};

/** The program as it was called just now, so that the commands work where it did: by npx, by its file, or by its name. */
function program(context: Context): string {
  if (context.outside.env.npm_command === 'exec') return 'npx cica';
  const file = process.argv[1] ?? '';
  return basename(file) === 'cica.js' ? `node ${quoted(relative(process.cwd(), file))}` : 'cica';
}

/** What is worth trying on the demo. */
const demoCommands = [
  'meeting show SOC-2023-12-12',
  'decision trace SOC-2023-12-12/5',
  'decision pending',
  'decision list --in-force --as-of 2024-03-01',
  'party standing "Saudi Arabia"',
];
