import { Command, InvalidArgumentError } from 'commander';
import type { Context } from '../context';
import type { UndoableEntry } from '../register/history/entries';
import { entriesToUndo, type Undone, undo } from '../register/history/undo';
import { type Verb, type WriteFlags, withExamples, writeFlags } from './flags/flags';
import { argument, named } from './flags/values';
import { confirmAction } from './write/confirmAction';
import { stepLines } from './write/steps';

/** `cica undo`: reverts commands. */
export const verb: Verb = (context) => {
  const command = new Command('undo')
    .description(
      'Reverts everything that a command did by recording the inverse changes; nothing is erased. Without a number, it undoes the newest command that is neither an undo nor undone, so repeating it goes further back. An undo can be undone: records that it removed come back with their numbers. Prints the number of the new entry.',
    )
    .addArgument(
      argument('[entries...]', 'numbers of entries, as cica log shows them', named('entry')).argParser(entryNumber),
    );
  withExamples(writeFlags(command), 'cica undo --dry-run', 'cica undo --yes', 'cica undo 1 --dry-run');
  return command.action(async (given: number[] = [], flags: WriteFlags) => {
    const register = await context.register();
    const run = (numbers: readonly number[], dryRun: boolean) =>
      register.write(
        context.commandLine,
        async (transaction) => ({
          undone: await undo(transaction, context.today, await entriesToUndo(transaction, numbers)),
          entry: transaction.entry,
        }),
        { dryRun },
      );
    let numbers: readonly number[] = given;
    if (!flags.yes && !flags.dryRun) {
      const entries = await entriesToUndo(register, given);
      numbers = entries.map((one) => one.entry);
      const confirmation = {
        doing: `undoing ${commandsOf(entries)}`,
        question: `Undo ${commandsOf(entries)}?`,
        nothing: 'nothing was undone',
        preview: async () => stepLines((await run(numbers, true)).undone, 'would be '),
      };
      if (!(await confirmAction(context, confirmation))) return;
    }
    const { undone, entry } = await run(numbers, flags.dryRun ?? false);
    await print(context, undone, entry, flags);
  });
};

async function print(context: Context, undone: Undone, entry: number, flags: WriteFlags): Promise<void> {
  const { output } = context;
  if (flags.format === 'json') {
    const entries = undone.entries.map(({ entry, at, actor, command }) => ({ entry, at, actor, command }));
    await output.writeJson({ entry, undone: entries, records: undone.count, steps: undone.steps });
  } else if (!flags.dryRun) await output.write(`${entry}\n`);
  output.say(stepLines(undone, flags.dryRun ? 'would be ' : ''));
  output.say(`${flags.dryRun ? 'would be undone' : 'undone'}: ${commandsOf(undone.entries)}`);
}

const commandsOf = (entries: readonly UndoableEntry[]): string =>
  entries.map(({ entry, command }) => `entry ${entry} (${command})`).join(', ');

function entryNumber(text: string, before: number[] | undefined): number[] {
  if (!/^\d{1,9}$/.test(text))
    throw new InvalidArgumentError(
      'an entry is named by its number, several with spaces; `cica log` shows the entries',
    );
  return [...(before ?? []), Number(text)];
}
