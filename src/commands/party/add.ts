import { Command } from 'commander';
import type { Context } from '../../context';
import type { RawValue } from '../../domain/fields';
import { columnOf, entities } from '../../domain/schema';
import { partyKinds } from '../../domain/vocabulary';
import { type FlagValues, fieldFlags, rawFromFlags, withExamples, writeFlags } from '../flags/flags';

export function partyAdd(context: Context): Command {
  const command = new Command('add')
    .summary('record a party')
    .description(
      'Records a state, an organisation or a person. With the ISO 3166-1 code of a state, its name, kind and its names in the languages of the United Nations need not be given; otherwise name and kind are needed. At a terminal it asks for what is missing.',
    );
  command.argument('<code>', columnOf(entities.party, 'code').description);
  fieldFlags(command, entities.party, ['code']);
  withExamples(
    writeFlags(command),
    'cica party add NRU --name Nauru --kind state',
    'cica party add SGP',
    'cica party add WHO --name "World Health Organization" --kind organisation',
    'cica party add SMITH --name "Jane Smith" --kind person',
  );
  return command.action(async (code: string, flags: FlagValues) => {
    const raw: Record<string, RawValue> = { ...rawFromFlags(entities.party, flags), code };
    if (context.interactive && (!raw.name || !raw.kind)) await askMissing(context, raw);
    const { addRecord } = await import('../write/record');
    await addRecord(context, 'party', raw, flags);
  });
}

/** Asks for the name and kind of what is not a state with an ISO code. */
async function askMissing(context: Context, raw: Record<string, RawValue>): Promise<void> {
  const { countryNames } = await import('../../register/party/countries');
  if ((await countryNames((raw.code as string).trim().toUpperCase())) !== null) return;
  const { askColumn, askWord } = await import('../ask/questions');
  if (!raw.name) raw.name = await askColumn(context, columnOf(entities.party, 'name'), 'Name');
  if (!raw.kind) raw.kind = await askWord('Kind', partyKinds);
}
