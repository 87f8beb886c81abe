import { Command } from 'commander';
import { type Verb, withExamples } from '../flags/flags';

export const verb: Verb = (context) => {
  const command = new Command('path').summary('where the register is, and why');
  withExamples(command, 'cica db path');
  return command.action(async () => {
    const { displayName, selectedBy } = await context.location();
    await context.output.write(`${displayName}\n`);
    context.output.say(
      selectedBy === 'default' ? 'your own register; --db or CICA_DB name another' : `named by ${selectedBy}`,
    );
  });
};
