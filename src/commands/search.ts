import { Command, Option } from 'commander';
import type { Context } from '../context';
import { Problem } from '../domain/problem';
import type { Row } from '../domain/row';
import { entities } from '../domain/schema';
import { operatorAdvice, operatorNotes } from '../domain/searchOperators';
import { searchTerms } from '../domain/searchText';
import { withCommas } from '../domain/text';
import { type Hit, hasMore, rankedAtMost, search } from '../register/search';
import { kinds, type SearchFilters, searchScope } from '../register/searchScope';
import type { SearchScope, Store } from '../store/store';
import { visible } from '../terminal/output';
import { wrapAfter } from '../terminal/wrap';
import { listFlags, type Verb, withExamples } from './flags/flags';
import { filterFlag, named, valuesOf, words } from './flags/values';
import { isTable, type ListFlags, limitOf, printSmallList } from './print/list';

/** The columns of search results. */
const searchColumns = {
  all: ['entity', 'ref', 'date', 'title', 'field', 'match'],
  table: ['ref', 'date', 'title', 'match'],
};

type SearchFlags = ListFlags & SearchFilters & { readonly all?: boolean };

const description = `Finds all records that contain all the words. Case and accents do not matter. "Words in quotes" must be adjacent; a word ending in * matches the beginning of a word. There are no operators such as OR or -word. Filters work as in lists. They exclude records to which they cannot apply: bodies and parties have no date, and only decisions have an action. A value after not: excludes only records that have it.`;

/** `cica search`: finds records by words. */
export const verb: Verb = (context) => {
  const command = new Command('search').description(description).argument('<words...>', 'the words');
  for (const option of filterOptions()) command.addOption(option);
  command.option('--all', `rank all matches, not only the newest ${withCommas(rankedAtMost)}`);
  withExamples(
    listFlags(command, searchColumns.all),
    'cica search saudi observer',
    `cica search '"confidence-building measures" 2024'`,
    `cica search 'environ*' --format json`,
    'cica search budget --body SOC --since 2023 --action adopted,approved',
  );
  refuseMinus(command);
  return command.action(async (typed: string[], flags: SearchFlags) => {
    const text = typed.join(' ');
    const register = await context.register();
    const scope = await searchScope(register, flags, context.today);
    const limit = flags.sort === undefined ? limitOf(context, flags) : null;
    const maxRanked = flags.all || limit === null ? Number.MAX_SAFE_INTEGER : rankedAtMost;
    const hits = await search(register, text, { limit, maxRanked, today: context.today, scope });
    context.output.startPaging();
    if (hits.length === limit && context.output.saysToTerminal) {
      const some = !flags.all && (await hasMore(register, text, rankedAtMost, scope));
      const of = some ? ` of the newest ${withCommas(rankedAtMost)} matches; --all ranks all` : '';
      context.output.say(`the best ${limit}${of}; --limit 0 shows all`);
    }
    if (isTable(flags) && flags.columns === undefined && context.output.isTerminal) await printHits(context, hits);
    else await printSmallList(context, hits.map(rowOf), searchColumns, flags);
    for (const note of operatorNotes(text, noExclusion)) context.output.say(note);
    // a script that reads data expects that there may be no results
    if (hits.length > 0 || (!isTable(flags) && !context.output.saysToTerminal)) return;
    for (const hint of await nothingFound(register, text, scope)) context.output.say(hint);
  });
};

const filterOptions = (): Option[] => [
  filterFlag('--kind <kinds>', 'decisions, bodies, parties and documents of these kinds', words(...kinds)),
  filterFlag('--body <bodies>', 'meetings of these bodies, and what belongs to them', named('body')),
  new Option('--since <date>', 'of meetings from this date on, or a span back: 30d, 2w, 3m, 1y'),
  new Option('--until <date>', 'of meetings up to this date'),
  filterFlag('--action <verbs>', 'decisions with these operative verbs, in any form', valuesOf('decision', 'action')),
  filterFlag(
    '--party <parties>',
    'decisions with these parties, [ROLE:]PARTY, their objections and standings',
    valuesOf('decision', 'parties'),
  ),
];

const noExclusion =
  'words cannot be excluded; narrow the search with --kind, --body, --since, --until, --action or --party';

/** Why a search found nothing, and what to search for instead. */
async function nothingFound(register: Store, text: string, scope: SearchScope | undefined): Promise<string[]> {
  const { shorterWords } = await import('../register/shorterWords');
  const { shorter, together, lost } = await shorterWords(register, text, scope);
  const hints: string[] = [];
  if (shorter.length > 0) {
    const pairs = shorter.map(({ word, beginning }) => `'${beginning}' instead of ${word}`);
    const but = together || lost.length > 0 ? '' : ', but not with all of the words';
    hints.push(`there are matches with ${pairs.join(together ? ' and ' : ' or ')}${but}`);
  }
  if (lost.length > 0) hints.push(`no record contains ${lost.map((word) => `"${word}"`).join(' or ')}`);
  if (hints.length > 0) return hints;
  if (scope !== undefined && (await hasMore(register, text, 0))) return ['there are matches without the filters'];
  return searchTerms(text).length > 1 ? ['no record has all of these words'] : [];
}

/** Reports that `-word`, which commander takes for a flag, is not an operator. */
function refuseMinus(command: Command): void {
  const refuse = command.error.bind(command);
  command.error = (message, options) => {
    const [word] = options?.code === 'commander.unknownOption' ? (/(?<=')-[^-'].*(?=')/.exec(message) ?? []) : [];
    if (word !== undefined)
      throw new Problem('usage', `"${word}" is not an operator here`, operatorAdvice(word, noExclusion));
    return refuse(message, options);
  };
}

/** In data and in pipes, matches are marked as «words». */
function rowOf({ entity, ref, date, title, field, excerpt, marks }: Hit): Row {
  const match = marked(excerpt, marks, (word) => `«${word}»`);
  return { entity: entities[entity].label, ref, date, title, field, match };
}

/** At a terminal, a hit takes a few lines: the record, and an excerpt with the matches highlighted. */
async function printHits(context: Context, hits: readonly Hit[]): Promise<void> {
  const { output } = context;
  const { colour } = output;
  const mark = (word: string): string => (colour.level === 0 ? `«${word}»` : colour.bold.yellow(word));
  for (const hit of hits) {
    const inTitle = hit.field === 'title' || hit.field === 'name';
    const excerpt = marked(hit.excerpt, hit.marks, mark);
    const lines = wrapAfter(`${colour.cyan(hit.ref)}  `, '  ', inTitle ? excerpt : visible(hit.title), output.width);
    const field = `  ${colour.dim(`${hit.field.replaceAll('_', ' ')}:`)} `;
    if (!inTitle) lines.push(...wrapAfter(field, '    ', excerpt, output.width));
    await output.write(lines.map((line) => `${line}\n`).join(''));
  }
  if (hits.length === 0) output.say('nothing found');
}

function marked(text: string, marks: Hit['marks'], mark: (word: string) => string): string {
  let result = '';
  let offset = 0;
  for (const { start, end } of marks) {
    result += visible(text.slice(offset, start)) + mark(visible(text.slice(start, end)));
    offset = end;
  }
  return (result + visible(text.slice(offset))).replaceAll(/\s+/g, ' ');
}
