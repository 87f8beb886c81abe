import type { Context } from '../../context';
import { columnOf, entities } from '../../domain/schema';
import { partyKinds } from '../../domain/vocabulary';
import { addRecord, addVerb, type Given } from '../verbs/add';

export const verb = addVerb('party', {
  description:
    'Records a state, an organisation or a person. With the ISO 3166-1 code of a state, its name, kind and its names in the languages of the United Nations need not be given; otherwise name and kind are needed. At a terminal it asks for what is missing.',
  examples: [
    'cica party add NRU --name Nauru --kind state',
    'cica party add SGP',
    'cica party add WHO --name "World Health Organization" --kind organisation',
    'cica party add SMITH --name "Jane Smith" --kind person',
  ],
  record: async (context, given, flags) => {
    if (context.interactive && (!given.name || !given.kind)) await askMissing(context, given);
    await addRecord('party')(context, given, flags);
  },
});

/** Asks for the name and kind of what is not a state with an ISO code. */
async function askMissing(context: Context, given: Given): Promise<void> {
  const { countryNames } = await import('../../register/party/countries');
  if ((await countryNames((given.code as string).trim().toUpperCase())) !== null) return;
  const { askColumn, askWord } = await import('../ask/questions');
  if (!given.name) given.name = await askColumn(context, columnOf(entities.party, 'name'), 'Name');
  if (!given.kind) given.kind = await askWord('Kind', partyKinds);
}
