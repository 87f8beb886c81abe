import { addVerb } from '../verbs/add';

export const verb = addVerb('agenda_item', {
  description: "Records a point of a meeting's agenda; without --number it gets the next whole number.",
  examples: [
    'cica agenda add SOC-2023-12-12 "Dates of the next meetings"',
    'cica agenda add SOC-2023-12-12 "Any other business" --number AOB',
  ],
});
