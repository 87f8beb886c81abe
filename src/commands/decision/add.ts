import type { RawRecord } from '../../domain/fields';
import { linkFlags, linksFromFlags } from '../flags/flags';
import { addRecord, addVerb } from '../verbs/add';

export const verb = addVerb('decision', {
  description:
    'Records one outcome of a meeting: one operative act. Verbs are accepted in any form (adopt, adopted, "took note of"), parties by code, name or alias. At a terminal it asks for what is missing, then for further decisions of the meeting, and records all of them at once at the end.',
  examples: [
    'cica decision add SOC-2023-12-12 --item 1 --action adopted --kind budget --period 2024 "Travel budget for 2024"',
    'cica decision add SOC-2023-12-12 --action recommend --kind observer-status --party applicant:JPN --to MC "Observer status for Japan"',
    'cica decision add SOC-2024-12-05 --action note --follows-up SOC-2023-12-12/7 "Progress of the roadmap"',
    'cica decision add SOC-2023-12-12 --action approve --votes-for 20 --votes-against 3 --votes-abstain 4 "Rules of the fund"',
  ],
  flags: linkFlags,
  ask: async (_, given) => given,
  record: async (context, raw, flags) => {
    const links = linksFromFlags(flags);
    const given: RawRecord = links.length > 0 ? { ...raw, links } : raw;
    const isComplete = given.meeting && given.title && given.action;
    if (isComplete || !context.interactive) return addRecord('decision')(context, given, flags);
    const { askDecisions } = await import('../ask/runQuestions');
    await askDecisions(context, given, flags);
  },
});
