import { draftOf } from '../../src/draft/draft';
import { NameFinder } from '../../src/draft/names';

const names = {
  bodies: new NameFinder([
    { code: 'SOC', names: ['SOC', 'Senior Officials Committee'] },
    { code: 'MC', names: ['MC', 'Ministerial Council'] },
  ]),
  parties: new NameFinder([
    { code: 'PER', names: ['Peru'] },
    { code: 'IND', names: ['India'] },
  ]),
};

/** What is drafted from a report after the sentence that says that the SOC met: "action: title", or reasons in brackets. */
export function drafted(report: string): string[] {
  const { entries } = draftOf(
    `The Senior Officials Committee (SOC) met in Astana on 12 December 2023.\n\n${report}`,
    names,
  );
  return entries.flatMap((entry) =>
    'outcomes' in entry ? entry.outcomes.map(({ action, title }) => `${action}: ${title}`) : [`(${entry.reason})`],
  );
}
