import { Command } from 'commander';
import { Problem } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import { entities } from '../../domain/schema';
import { find } from '../../register/find';
import type { Mergeable } from '../../register/merge';
import type { Reader } from '../../store/store';
import { type Verb, type WriteFlags, withExamples, writeFlags } from '../flags/flags';
import { argument, named } from '../flags/values';

/** `merge`: merges one record into another. */
export const mergeVerb =
  (entity: Mergeable, example: string): Verb =>
  (context) => {
    const { label } = entities[entity];
    const command = new Command('merge')
      .summary(`merge one ${label} into another`)
      .description(
        `Merges OLD into NEW, after asking: whatever refers to OLD then refers to NEW, the code and names of OLD become aliases of NEW, and OLD is removed. Its other fields are lost. One undo reverts the merge.`,
      )
      .addArgument(argument('<old>', `the ${label} to remove: code, name or alias`, named(entity)))
      .addArgument(argument('<new>', `the ${label} to keep: code, name or alias`, named(entity)));
    withExamples(writeFlags(command), example);
    return command.action(async (old: string, other: string, flags: WriteFlags) => {
      const register = await context.register();
      const findBoth = async (reader: Reader): Promise<readonly [FoundRecord, FoundRecord]> => {
        const [from, into] = [await find(reader, entity, old), await find(reader, entity, other)];
        if (from.id !== into.id) return [from, into];
        throw new Problem(
          'usage',
          `"${old}" and "${other}" are one ${label}: ${into.ref}`,
          'name the one to remove and the one to keep',
        );
      };
      const [{ merge }, { getRow }, { checkSame }, { stepLines }] = await Promise.all([
        import('../../register/merge'),
        import('../../register/meeting/minutes'),
        import('../write/remove'),
        import('../write/steps'),
      ]);
      const run = (confirmed: readonly FoundRecord[] | null, dryRun: boolean) =>
        register.write(
          context.commandLine,
          async (transaction) => {
            const [from, into] = await findBoth(transaction);
            if (confirmed !== null) checkSame(entities[entity], confirmed, [from, into]);
            const merged = await merge(transaction, context.today, entity, from.id, into.id);
            return { merged, from, into, row: await getRow(transaction, entity, into.id, context.asOf(undefined)) };
          },
          { dryRun },
        );
      const confirmed = flags.yes || flags.dryRun ? null : await findBoth(register);
      if (confirmed !== null) {
        const what = `the ${label} ${confirmed[0].ref} into ${confirmed[1].ref}`;
        const question = {
          doing: `merging ${what}`,
          question: `Merge ${what}?`,
          nothing: 'nothing was merged',
          preview: async () => stepLines((await run(confirmed, true)).merged, 'would be '),
        };
        const { confirmAction } = await import('../write/confirmAction');
        if (!(await confirmAction(context, question))) return;
      }
      const { merged, from, into, row } = await run(confirmed, flags.dryRun ?? false);
      if (flags.format === 'json') {
        const { recordObject } = await import('../../formats/write/json');
        await context.output.writeJson(recordObject(entity, row));
      } else await context.output.write(`${into.ref}\n`);
      const does = flags.dryRun ? 'would be ' : '';
      context.output.say(stepLines(merged, does));
      context.output.say(`${does}merged: the ${label} ${from.ref} into ${into.ref}`);
    });
  };
