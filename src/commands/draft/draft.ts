import { Command } from 'commander';
import type { Context } from '../../context';
import { parseDate } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { visible } from '../../terminal/output';
import { type Verb, withExamples } from '../flags/flags';
import { argument, file, flag } from '../flags/values';

interface DraftFlags {
  readonly date?: string;
  readonly review?: boolean;
  readonly prompt?: boolean;
  readonly fromAnswer?: string;
  readonly checkEvidence?: string;
}

const description = `Reads a press release or minutes in English (text, Markdown, HTML, DOCX or PDF; - is standard input), and prints a meeting with its decisions as YAML, for a person to check and import. Each decision quotes the words of the source that support it. Other sentences become comments with a reason; fields that the text does not mention stay empty. Nothing is recorded.

With --review it shows each outcome in the text, for you to keep, edit or drop, and records those that you keep at the end.

With --prompt it prints the task for a language model, in any language, and sends it nowhere; --from-answer reads the answer, and refuses what is not in the text.`;

/** `cica draft`: turns a text into a draft for import. */
export const verb: Verb = (context) => {
  const command = new Command('draft')
    .description(description)
    .addArgument(argument('[file]', 'the text that reports the meeting', file))
    .option('--date <date>', 'date of the meeting, if the text gives no year')
    .option('--review', 'review the outcomes one by one at the terminal, and record those that you keep')
    .option('--prompt', 'print the task for a language model, with the text and the names in the register')
    .addOption(flag('--from-answer <file>', "take the draft from a language model's answer, JSON or YAML", file))
    .addOption(flag('--check-evidence <source>', 'with --from-answer: the text that the answer must quote', file));
  withExamples(
    command,
    `echo 'On 12 December 2023 the SOC met in Astana. It adopted the 2024 budget.' | cica draft -`,
    `echo 'The SOC met on 14 March. It discussed its charter.' | cica draft - --date 2024-03-14 > draft.yaml`,
    `echo 'Le SOC a adopté le budget de 2024 le 12 décembre 2023.' | cica draft --prompt - > prompt.txt`,
  );
  return command.action(async (name: string | undefined, flags: DraftFlags) => {
    checkFlags(name, flags);
    const date = flags.date === undefined ? undefined : parseDate(flags.date, context.today);
    if (flags.fromAnswer !== undefined) {
      const { draftFromAnswer } = await import('./fromAnswer');
      return draftFromAnswer(context, flags.fromAnswer, { source: flags.checkEvidence as string, date });
    }
    if (flags.prompt) return (await import('./prompt')).printPrompt(context, name as string);
    if (flags.review) return (await import('./review')).reviewDraft(context, name as string, date);
    return printDraft(context, name as string, date);
  });
};

/**
 * Refuses missing flags, and flags that cannot be combined.
 *
 * @throws Problem `usage`
 */
function checkFlags(name: string | undefined, { review, prompt, fromAnswer, checkEvidence, date }: DraftFlags): void {
  const wrong = (message: string, advice: string): Problem => new Problem('usage', message, advice);
  if (fromAnswer !== undefined) {
    if (name !== undefined || prompt || review)
      throw wrong(
        '--from-answer can only be combined with --check-evidence and --date',
        'give the text with --check-evidence',
      );
    if (checkEvidence === undefined) {
      throw wrong(
        '--from-answer requires --check-evidence',
        'name the text that the model was given: --check-evidence FILE',
      );
    }
  } else if (checkEvidence !== undefined) {
    throw wrong(
      '--check-evidence requires --from-answer',
      'to check a draft: cica import DRAFT.yaml --check-evidence FILE',
    );
  } else if (name === undefined) {
    throw wrong('no text to draft', 'name the file that reports the meeting, or - for standard input');
  }
  if (prompt && review) throw wrong('--prompt cannot be combined with --review', 'give one of them');
  if (prompt && date !== undefined)
    throw wrong('--date cannot be combined with --prompt', 'give it with --from-answer');
}

async function printDraft(context: Context, name: string, date: string | undefined): Promise<void> {
  const { draftFrom } = await import('./draftFrom');
  const { source, draft } = await draftFrom(context, name);
  const { draftYaml } = await import('../../draft/rules');
  await context.output.writeData(draftYaml(draft, source.name, date));
  const outcomes = draft.entries.flatMap((entry) => ('outcomes' in entry ? entry.outcomes : []));
  const leftOut = draft.entries.length - draft.entries.filter((entry) => 'outcomes' in entry).length;
  context.output.say(summary(outcomes.length, leftOut, visible(source.name)));
}

function summary(outcomes: number, leftOut: number, name: string): string {
  const sentences = leftOut === 0 ? '' : `; ${leftOut} ${leftOut === 1 ? 'sentence' : 'sentences'} not taken`;
  if (outcomes === 0) return `no outcome of a meeting found in ${name}${sentences}`;
  return `${outcomes} ${outcomes === 1 ? 'outcome' : 'outcomes'} drafted from ${name}${sentences}; nothing is recorded`;
}
