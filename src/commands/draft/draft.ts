import { Command } from 'commander';
import { parseDate } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { foreignLanguage } from '../../draft/language';
import { type Verb, withExamples } from '../flags/flags';
import { argument, file } from '../flags/values';
import { readSourceNamed } from './source';

interface DraftFlags {
  readonly date?: string;
}

const description = `Reads a press release or minutes in English (text, Markdown, HTML, DOCX or PDF; - is standard input), and prints a meeting with its decisions as YAML, for a person to check and import. Each decision has the words of the source that say so. Sentences that report something else are comments with the reason; what the text does not say stays empty. Nothing is recorded.`;

/** `cica draft`: a text becomes a draft for import. */
export const verb: Verb = (context) => {
  const command = new Command('draft')
    .description(description)
    .addArgument(argument('<file>', 'the text that reports the meeting', file))
    .option('--date <date>', 'the day of the meeting, if the text does not say the year');
  withExamples(
    command,
    `echo 'On 12 December 2023 the SOC met in Astana. It adopted the 2024 budget.' | cica draft -`,
    `echo 'The SOC met on 14 March. It discussed its charter.' | cica draft - --date 2024-03-14 > draft.yaml`,
  );
  return command.action(async (name: string, flags: DraftFlags) => {
    const date = flags.date === undefined ? undefined : parseDate(flags.date, context.today);
    const register = await context.register();
    const source = await readSourceNamed(context, name);
    const language = foreignLanguage(source.text);
    if (language !== undefined) {
      const what = language.includes(' ') ? `is written in ${language}` : `seems to be in ${language}`;
      throw new Problem(
        'refused',
        `${source.name} ${what}; drafts are made from English`,
        '`cica draft --prompt` asks a language model, in any language',
      );
    }
    const [{ draftOf }, { draftYaml }, { NameFinder }, { namedRecords }] = await Promise.all([
      import('../../draft/draft'),
      import('../../draft/draftYaml'),
      import('../../draft/names'),
      import('../../register/namedRecords'),
    ]);
    const bodies = new NameFinder(await namedRecords(register, 'body'));
    const parties = new NameFinder(await namedRecords(register, 'party'));
    const draft = draftOf(source.text, { bodies, parties });
    await context.output.writeData(draftYaml(draft, source.name, date));
    const outcomes = draft.entries.flatMap((entry) => ('outcomes' in entry ? entry.outcomes : []));
    const left = draft.entries.length - draft.entries.filter((entry) => 'outcomes' in entry).length;
    context.output.say(summary(outcomes.length, left, source.name));
  });
};

function summary(outcomes: number, left: number, name: string): string {
  const sentences = left === 0 ? '' : `; ${left} ${left === 1 ? 'sentence' : 'sentences'} not taken`;
  if (outcomes === 0) return `no outcome of a meeting found in ${name}${sentences}`;
  return `${outcomes} ${outcomes === 1 ? 'outcome' : 'outcomes'} drafted from ${name}${sentences}; nothing is recorded`;
}
