import { Command } from 'commander';
import type { Context } from '../../context';
import { entities } from '../../domain/entities';
import { type FlagValues, fieldFlags, rawFromFlags, withExamples, writeFlags } from '../flags';

export function partyAdd(context: Context): Command {
  const command = new Command('add')
    .summary('record a party')
    .description(
      'Records a state or an organisation. With the ISO 3166-1 code of a state, its name, kind and its names in the languages of the United Nations need not be given.',
    );
  command.argument('<code>', 'ISO 3166-1 alpha-3 code of a state, acronym of an organisation');
  fieldFlags(command, entities.party, ['code']);
  withExamples(
    writeFlags(command),
    'cica party add NRU --name Nauru --kind state',
    'cica party add SGP',
    'cica party add WHO --name "World Health Organization" --kind organisation',
  );
  return command.action(async (code: string, flags: FlagValues) => {
    const { addRecord } = await import('../record');
    await addRecord(context, 'party', { ...rawFromFlags(entities.party, flags), code }, flags);
  });
}
