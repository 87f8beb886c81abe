import { addRecord, addVerb } from '../verbs/add';

export const verb = addVerb('meeting', {
  description:
    'Records a meeting of a body. At a terminal it asks for what is missing, then for agenda and decisions, and records all of it at once at the end: one cica undo takes it back.',
  examples: [
    'cica meeting add --body SOC --date 2025-06-18 --place Astana --chair "Talgat Kaliyev"',
    'cica meeting add --body MC --date "Sep 2025" --mode online --source "CICA press release"',
  ],
  ask: async (_, given) => given,
  record: async (context, given, flags) => {
    if ((given.body && given.date) || !context.interactive) return addRecord('meeting')(context, given, flags);
    const { askMeeting } = await import('../ask/proceedings');
    await askMeeting(context, given, flags);
  },
});
