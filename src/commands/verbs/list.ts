import { Command, Option } from 'commander';
import { groupBy } from '../../domain/groupBy';
import { columnNames, type EntityName, entities, entityNames, pluralLabel } from '../../domain/schema';
import { kinds, partyRoles, standings, statuses } from '../../domain/vocabulary';
import type { Filters } from '../../register/list/filters';
import { lists } from '../../register/list/lists';
import { asOfOption, filterHelp, listFlags, timeOptions, type Verb, withExamples } from '../flags/flags';
import { filterFlag, named, valuesOf, words } from '../flags/values';
import { alarmsOf, type CalendarFlags } from '../print/calendar';
import { asksForDocument, type ListOrDocumentFlags } from '../print/document';
import { type ListFlags, printList } from '../print/list';

/** The filters of each entity's list; `cica export` takes the same. */
export const filterOptions: { readonly [name in EntityName]: () => Option[] } = {
  body: () => [
    filterFlag('--kind <kinds>', 'of these kinds', valuesOf('body', 'kind')),
    filterFlag('--reports-to <bodies>', 'reporting to these bodies', named('body')),
  ],
  party: () => [
    filterFlag('--kind <kinds>', 'of these kinds: state, organisation, person', valuesOf('party', 'kind')),
    filterFlag(
      '--standing <standings>',
      'with these standings: member, observer, partner, applicant',
      words(...standings, 'applicant'),
    ),
    asOfOption(),
  ],
  meeting: () => [
    ...timeOptions(),
    filterFlag('--body <bodies>', 'of these bodies', named('body')),
    filterFlag(
      '--status <statuses>',
      'with these statuses: scheduled, held, postponed, cancelled',
      valuesOf('meeting', 'status'),
    ),
    filterFlag(
      '--mode <modes>',
      'held in these modes: in person, online, hybrid, written',
      valuesOf('meeting', 'mode'),
    ),
    filterFlag('--place <places>', 'at these places', named('place')),
    filterFlag('--chair <names>', 'chaired by these persons', named('chair')),
  ],
  agenda_item: () => [
    ...timeOptions(),
    filterFlag('--meeting <refs>', 'of these meetings', named('meeting')),
    filterFlag('--body <bodies>', 'of meetings of these bodies', named('body')),
  ],
  decision: () => [
    ...timeOptions(),
    filterFlag('--body <bodies>', 'of these bodies', named('body')),
    filterFlag('--meeting <refs>', 'of these meetings', named('meeting')),
    filterFlag('--item <refs>', 'under these agenda items', named('agenda_item')),
    filterFlag('--action <verbs>', 'with these operative verbs, in any form', valuesOf('decision', 'action')),
    filterFlag('--kind <kinds>', 'of these kinds (cica help words)', words(...kinds)),
    filterFlag('--party <parties>', 'with these parties, [ROLE:]PARTY', valuesOf('decision', 'parties')),
    filterFlag('--role <roles>', 'with any party in these roles (cica help words)', words(...partyRoles)),
    filterFlag('--tag <tags>', 'with these tags', named('tag')),
    filterFlag('--to <bodies>', 'referred to these bodies', named('body')),
    filterFlag('--status <statuses>', 'with these statuses (cica help words)', words(...statuses)),
    new Option('--in-force', 'in force'),
    new Option('--no-evidence', 'without evidence'),
    filterFlag('--text <words>', 'with these words in title, text or evidence, or in the symbol'),
    asOfOption(),
  ],
  objection: () => [
    filterFlag('--decision <refs>', 'to these decisions', named('decision')),
    filterFlag('--party <parties>', 'of these parties', named('party')),
  ],
  standing: () => [
    filterFlag('--party <parties>', 'of these parties', named('party')),
    filterFlag('--standing <standings>', 'of these: member, observer, partner', words(...standings)),
  ],
  instrument: () => [],
  act: () => [
    filterFlag('--instrument <codes>', 'on these instruments', named('instrument')),
    filterFlag('--party <parties>', 'of these parties', named('party')),
    filterFlag('--kind <kinds>', 'of these kinds: signature, ratification, …', valuesOf('act', 'kind')),
  ],
  task: () => [
    filterFlag('--decision <refs>', 'of these decisions', named('decision')),
    filterFlag('--responsible <names>', 'of these parties, bodies or persons', valuesOf('task', 'responsible')),
    filterFlag('--status <statuses>', 'with these statuses: open, overdue, done', words('open', 'overdue', 'done')),
    new Option('--overdue', 'overdue'),
    asOfOption(),
  ],
  document: () => [
    filterFlag('--meeting <refs>', 'of these meetings', named('meeting')),
    filterFlag('--decision <refs>', 'of these decisions', named('decision')),
    filterFlag('--kind <kinds>', 'of these kinds: agenda, report, …', valuesOf('document', 'kind')),
  ],
};

/** `list`: the records of an entity, filtered and sorted. */
export const listVerb =
  (entity: EntityName, ...examples: string[]): Verb =>
  (context) => {
    const what = pluralLabel(entities[entity]);
    const filters = filterOptions[entity]();
    const command = new Command('list')
      .alias('ls')
      .summary(`list ${what}`)
      .description(
        `Lists ${what}. ${filters.length === 0 ? '' : `${filterHelp} `}At a terminal it shows the first 50; in a pipe, all.`,
      );
    command.optionsGroup('Filters:');
    for (const option of filters) command.addOption(option);
    withExamples(listFlags(command, columnNames(entities[entity])), ...examples);
    return command.action(async (flags: Filters & ListFlags & ListOrDocumentFlags & CalendarFlags) => {
      const alarms = alarmsOf(flags);
      const register = await context.register();
      const filtered = await lists[entity](register, flags, context.asOf(flags.asOf));
      if (asksForDocument(flags)) {
        const { printListDocument } = await import('../print/listDocument');
        return printListDocument(context, register, filtered, flags);
      }
      if (flags.format === 'ics') {
        const { printMeetingCalendar } = await import('../print/meetingCalendar');
        return printMeetingCalendar(context, register, filtered, flags, alarms);
      }
      context.output.startPaging();
      await printList(context, register, filtered, flags);
    });
  };

/**
 * All filters of all lists for `cica export`, described with the records that have them. A filter that decisions have is
 * defined as there, since decisions are exported most.
 */
export function everyFilter(): Option[] {
  const all = entityNames.flatMap((entity) => filterOptions[entity]().map((option) => ({ option, entity })));
  return [...groupBy(all, ({ option }) => option.long).values()].flatMap((same) => {
    const { option } = same.find(({ entity }) => entity === 'decision') ?? same[0] ?? {};
    if (option === undefined) return [];
    // its values differ between records
    if (same.length > 1) option.description = option.description.replace(/(,? [[(]|: ).*$/, '');
    option.description += ` (${same.map(({ entity }) => entities[entity].plural).join(', ')})`;
    return option;
  });
}
