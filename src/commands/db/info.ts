import { Command, Option } from 'commander';
import { withCommas } from '../../domain/text';
import { registerInfo } from '../../register/info';
import { schemaVersion } from '../../store/migrations';
import { jsonOption, type Verb, withExamples } from '../flags/flags';
export const verb: Verb = (context) => {
  const command = new Command('info')
    .summary('what the register holds, its size and its schema')
    .addOption(new Option('--format <name>', 'how to write it').choices(['json']))
    .addOption(jsonOption());
  withExamples(command, 'cica db info', 'cica db info --format json');
  return command.action(async (flags: { readonly format?: string }) => {
    const register = await context.register();
    const info = {
      path: (await context.location()).displayName,
      bytes: await register.bytes(),
      schema: schemaVersion,
      ...(await registerInfo(register)),
    };
    if (flags.format === 'json') return context.output.writeJson(info);
    for (const [name, value] of Object.entries(info)) {
      const shown = typeof value === 'number' ? withCommas(value) : (value ?? '');
      await context.output.write(`${name.replaceAll('_', ' ').padEnd(13)}${shown}\n`);
    }
  });
};
