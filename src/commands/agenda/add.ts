import { addRecord, addVerb, askMissing } from '../verbs/add';

export const verb = addVerb('agenda_item', {
  description: "Records an item of a meeting's agenda; without --number it gets the next whole number.",
  examples: [
    'cica agenda add SOC-2023-12-12 "Dates of the next meetings"',
    'cica agenda add SOC-2023-12-12 "Any other business" --number AOB',
  ],
  ask: async (context, given) => {
    if (given.title || given.number) return askMissing('agenda_item')(context, given);
    const { askAgendaItems } = await import('../ask/agendaItems');
    return askAgendaItems(context, given);
  },
  record: async (context, given, flags) => {
    if (!Array.isArray(given.title)) return addRecord('agenda_item')(context, given, flags);
    const [{ addAgendaItems }, { itemsOf }] = await Promise.all([
      import('../ask/agendaItems'),
      import('../ask/agendaText'),
    ]);
    await addAgendaItems(context, given, itemsOf(given.title), flags);
  },
});
