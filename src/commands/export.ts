import { Argument, Command, type Option } from 'commander';
import type { Context } from '../context';
import { Problem } from '../domain/problem';
import { columnNames, type Entity, entities } from '../domain/schema';
import { formats } from '../formats/write/formats';
import { columnsNamed } from '../register/list/columns';
import type { Filters } from '../register/list/filters';
import { type ListRow, listAll } from '../register/list/listing';
import { lists } from '../register/list/lists';
import { type Minutes, minutesOf } from '../register/meeting/minutes';
import type { Reader } from '../store/store';
import { filterHelp, listFlags, type Verb, withExamples } from './flags/flags';
import { countRecords, type ListFlags, sayNotes, sortTerms, type Write, writeList } from './print/list';
import { everyFilter, filterOptions } from './verbs/list';

type Flags = Filters & ListFlags;

/** `cica export`: writes all records of an entity, or those that its filters select. */
export const verb: Verb = (context) => {
  const command = new Command('export')
    .description(
      `Writes all columns of all records, or those that columns and filters select, as CSV unless --format or the name of the file says otherwise. Meetings in YAML or JSON contain their agenda and decisions. CSV, TSV, NDJSON and meetings as YAML can be imported again. Records take the filters of their list, which \`cica export tasks --help\` shows for tasks. ${filterHelp}`,
    )
    .addArgument(
      new Argument('[records]', 'what to export')
        .choices(Object.values(entities).map(({ plural }) => plural))
        .default('decisions'),
    );
  listFlags(command, columnNames(entities.decision));
  const filters = everyFilter();
  command.optionsGroup('Filters:');
  for (const option of filters) command.addOption(option);
  command.addHelpText('before', () => showOwnFilters(command, filters));
  withExamples(
    command,
    'cica export decisions --year 2023 -o decisions.csv',
    'cica export meetings --body SOC --format yaml',
    'cica export parties --kind organisation --format ndjson',
  );
  command.options.find(({ long }) => long === '--format')?.choices(Object.keys(formats));
  return command.action(async (records: string, flags: Flags) => {
    const entity = entityOf(records) as Entity;
    refuseForeignFilters(entity, command, filters);
    const register = await context.register();
    const { format = 'csv' } = flags;
    const { listing, where, notes } = await lists[entity.name](register, flags, context.asOf(flags.asOf));
    const request = { where, sort: sortTerms(flags.sort), limit: flags.limit || null };
    const write: Write = (text) => context.output.writeData(text);
    const isWholeMeetings =
      entity.name === 'meeting' && (format === 'yaml' || format === 'json') && flags.columns === undefined;
    const columns = columnsNamed(columnNames(entity), flags.columns);
    const count = isWholeMeetings
      ? await writeMeetings(
          context,
          register,
          await listAll(register, listing, { ...request, columns: [] }),
          format,
          write,
        )
      : await writeList(write, register, listing, { ...request, columns }, { ...flags, format });
    countRecords(context, entity, count);
    sayNotes(context, notes);
  });
};

const entityOf = (records: string | undefined): Entity | undefined =>
  Object.values(entities).find(({ plural }) => plural === records);

/** In the help for an entity, hides the filters that it does not have, and describes the others as its list does. */
function showOwnFilters(command: Command, filters: readonly Option[]): string {
  const entity = entityOf(command.args[0]);
  if (entity === undefined) return '';
  const ownOptions = filterOptions[entity.name]();
  for (const filter of filters) {
    const same = ownOptions.find(({ long }) => long === filter.long);
    if (same === undefined) filter.hideHelp();
    else filter.description = same.description;
  }
  return '';
}

/** Refuses filters that the records do not have, which would be ignored silently. */
function refuseForeignFilters(entity: Entity, command: Command, filters: readonly Option[]): void {
  const ownFlags = filterOptions[entity.name]().map(({ long }) => long);
  const foreign = filters.find(
    (option) => command.getOptionValueSource(option.attributeName()) === 'cli' && !ownFlags.includes(option.long),
  );
  if (foreign === undefined) return;
  throw new Problem(
    'usage',
    `${foreign.long} is not a filter of ${entity.plural}`,
    ownFlags.length === 0 ? 'they have no filters: leave it out' : `their filters are ${ownFlags.join(', ')}`,
  );
}

/** Writes whole meetings: one YAML document each, or a JSON array. */
async function writeMeetings(
  context: Context,
  register: Reader,
  meetings: readonly ListRow[],
  format: 'yaml' | 'json',
  write: Write,
): Promise<number> {
  const { meetingDocument, meetingObject } = await import('../formats/write/meetings');
  const { yamlDocument } = await import('../formats/write/yaml');
  const text: (minutes: Minutes, first: boolean) => string =
    format === 'yaml'
      ? (minutes, first) => `${first ? '' : '---\n'}${yamlDocument(meetingDocument(minutes))}`
      : (minutes, first) => `${first ? '[' : ','}\n${JSON.stringify(meetingObject(minutes), null, 2)}`;
  for (const [index, { id }] of meetings.entries()) {
    await write(text(await minutesOf(register, id, context.asOf(undefined)), index === 0));
  }
  if (format === 'json') await write(meetings.length === 0 ? '[]\n' : '\n]\n');
  return meetings.length;
}
