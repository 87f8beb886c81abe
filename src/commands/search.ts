import { Command } from 'commander';
import type { Context } from '../context';
import type { Row } from '../domain/row';
import { entities } from '../domain/schema';
import { withCommas } from '../domain/text';
import { type Hit, hasMore, rankedAtMost, search } from '../register/search';
import { visible } from '../terminal/output';
import { listFlags, type Verb, withExamples } from './flags/flags';
import { isTable, type ListFlags, limitOf, printSmallList } from './print/list';

/** The columns of what was found. */
const searchColumns = {
  all: ['entity', 'ref', 'date', 'title', 'field', 'match'],
  table: ['ref', 'date', 'title', 'match'],
};

/** `cica search`: everything that has some words. */
export const verb: Verb = (context) => {
  const command = new Command('search')
    .description(
      'Finds everything on record that has all the words. Case and accents do not matter. "Words in quotes" stand together; a word ending in * is the beginning of one.',
    )
    .argument('<words...>', 'the words')
    .option('--all', `rank all that has the words, not only the newest ${withCommas(rankedAtMost)}`);
  withExamples(
    listFlags(command, searchColumns.all),
    'cica search saudi observer',
    `cica search '"confidence-building measures" 2024'`,
    `cica search 'environ*' --format json`,
  );
  return command.action(async (words: string[], flags: ListFlags & { readonly all?: boolean }) => {
    const register = await context.register();
    const limit = flags.sort === undefined ? limitOf(context, flags) : null;
    const among = flags.all || limit === null ? Number.MAX_SAFE_INTEGER : rankedAtMost;
    const hits = await search(register, words.join(' '), { limit, among, today: context.today });
    if (hits.length === limit && context.output.saysToTerminal) {
      const some = !flags.all && (await hasMore(register, words.join(' '), rankedAtMost));
      const of = some ? ` of the newest ${withCommas(rankedAtMost)} that have them; --all ranks all` : '';
      context.output.say(`the best ${limit}${of}; --limit 0 shows all`);
    }
    if (hits.length === 0 && words.length > 1 && context.output.saysToTerminal) {
      context.output.say('nothing has all of these words');
    }
    if (isTable(flags) && flags.columns === undefined && context.output.isTerminal) {
      return printHits(context, hits);
    }
    await printSmallList(context, hits.map(rowOf), searchColumns, flags);
  });
};

/** In data and in pipes the words are marked as «words». */
function rowOf({ entity, ref, date, title, field, excerpt, marks }: Hit): Row {
  const match = marked(excerpt, marks, (word) => `«${word}»`);
  return { entity: entities[entity].label, ref, date, title, field, match };
}

/** At a terminal a hit is a few lines: what it is, and the place with the words marked. */
async function printHits(context: Context, hits: readonly Hit[]): Promise<void> {
  const { output } = context;
  const { colour } = output;
  const mark = (word: string): string => (colour.level === 0 ? `«${word}»` : colour.bold.yellow(word));
  for (const hit of hits) {
    const inTitle = hit.field === 'title' || hit.field === 'name';
    const excerpt = marked(hit.excerpt, hit.marks, mark);
    await output.write(`${colour.cyan(hit.ref)}  ${inTitle ? excerpt : visible(hit.title)}\n`);
    if (!inTitle) await output.write(`  ${colour.dim(`${hit.field.replaceAll('_', ' ')}:`)} ${excerpt}\n`);
  }
  if (hits.length === 0) output.say('nothing found');
}

function marked(text: string, marks: Hit['marks'], mark: (word: string) => string): string {
  let result = '';
  let place = 0;
  for (const { start, end } of marks) {
    result += visible(text.slice(place, start)) + mark(visible(text.slice(start, end)));
    place = end;
  }
  return (result + visible(text.slice(place))).replaceAll(/\s+/g, ' ');
}
