import { Command } from 'commander';
import type { Context } from '../../context';
import { entities } from '../../domain/schema';
import { type FlagValues, fieldFlags, rawFromFlags, withExamples, writeFlags } from '../flags/flags';

export function bodyAdd(context: Context): Command {
  const command = new Command('add').summary('record a body').description('Records an organ that meets and decides.');
  command.argument('<code>', 'short name, capital letters and digits');
  fieldFlags(command, entities.body, ['code']);
  withExamples(
    writeFlags(command),
    'cica body add TFG --name "Task Force on Governance" --kind "working group" --reports-to SOC',
    'cica body add GA --name "General Assembly" --alias Assembly --alias "Assemblée générale"',
  );
  return command.action(async (code: string, flags: FlagValues) => {
    const { addRecord } = await import('../write/record');
    await addRecord(context, 'body', { ...rawFromFlags(entities.body, flags), code }, flags);
  });
}
