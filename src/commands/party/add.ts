import type { Answers } from '../ask/form';
import { addVerb, askMissing } from '../verbs/add';

export const verb = addVerb('party', {
  description:
    'Records a state, an organisation or a person. The ISO 3166-1 code of a state implies its name, its kind, and its names in the languages of the United Nations; otherwise name and kind are required. At a terminal it asks for what is missing.',
  examples: [
    'cica party add NRU --name Nauru --kind state',
    'cica party add SGP',
    'cica party add WHO --name "World Health Organization" --kind organisation',
    'cica party add SMITH --name "Jane Smith" --kind person',
  ],
  ask: async (context, given) => {
    const { countryCode, countryNames } = await import('../../register/party/countries');
    const code = (given.code as string | undefined)?.trim().toUpperCase();
    if (code !== undefined && (await countryNames(code)) !== null) return given;
    const stateOf = (answers: Answers) => countryNames(String(answers.code).trim().toUpperCase());
    // if the code is the name of a state, asks again, with the code of that state as the default
    const meant = code === undefined || (given.name && given.kind) ? null : await countryCode(code);
    const { code: typed, ...rest } = given;
    return askMissing('party', ['code', 'name', 'kind'], {
      code: {
        preset: () => meant ?? undefined,
        read: async (text) => (await countryCode(text)) ?? text,
      },
      name: { propose: async (answers) => (await stateOf(answers))?.name },
      kind: { propose: async (answers) => ((await stateOf(answers)) ? 'state' : undefined), isNeeded: () => true },
    })(context, meant === null ? given : rest);
  },
});
