import { readDraft } from '../../src/draft/draft';
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

/** What is read in a report after the sentence that says that the SOC met. */
const entriesOf = (report: string) =>
  readDraft(`The Senior Officials Committee (SOC) met in Astana on 12 December 2023.\n\n${report}`, names).entries;

/** What is drafted from a report: "action: title", or reasons in brackets. */
export const drafted = (report: string): string[] =>
  entriesOf(report).flatMap((entry) =>
    'outcomes' in entry ? entry.outcomes.map(({ action, title }) => `${action}: ${title}`) : [`(${entry.reason})`],
  );

/** What is drafted from a report, without the reasons. */
export const outcomesOf = (report: string): string[] => drafted(report).filter((one) => !one.startsWith('('));

/** The codes of the parties of what is drafted from a report, by its title. */
export const partiesOf = (report: string): Map<string, string[]> =>
  new Map(
    entriesOf(report).flatMap((entry) =>
      'outcomes' in entry
        ? entry.outcomes.map(({ title, details }) => [title, details.parties.map(({ party }) => party)] as const)
        : [],
    ),
  );
