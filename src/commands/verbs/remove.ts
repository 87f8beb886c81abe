import { Command } from 'commander';
import { entities, labelWithArticle } from '../../domain/schema';
import { type ReferencedEntity, recordsArgument, type Verb, withExamples, writeFlags } from '../flags/flags';
import type { RemoveFlags } from '../write/remove';

/** `remove`: removes records; `dependents` says what --with-decisions removes, too. */
export const removeVerb =
  (entity: ReferencedEntity, example: string, dependents?: string): Verb =>
  (context) => {
    const command = new Command('remove')
      .alias('rm')
      .summary(`remove ${labelWithArticle(entities[entity])}`)
      .description(
        'Removes records from the register, after asking. A record that others depend on is not removed. The history keeps what is removed.',
      )
      .addArgument(recordsArgument(entity));
    if (dependents !== undefined) command.option('--with-decisions', `remove ${dependents} too`);
    withExamples(writeFlags(command), example);
    return command.action(async (references: string[], flags: RemoveFlags) => {
      const { removeRecords } = await import('../write/remove');
      await removeRecords(context, entity, references, flags);
    });
  };
