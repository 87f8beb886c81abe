import { Command } from 'commander';
import { entities, labelWithArticle } from '../../domain/schema';
import { findAll } from '../../register/findAll';
import { asOfFlag, formatFlags, type ReferencedEntity, recordsArgument, type Verb, withExamples } from '../flags/flags';
import { readReferences } from '../flags/references';
import type { ShowFlags } from '../print/page';

/** The entities whose pages depend on the day. */
const dated: readonly ReferencedEntity[] = ['body', 'party', 'meeting', 'agenda_item', 'decision', 'task'];

/** `show`: records, as pages or as data. */
export const showVerb =
  (entity: ReferencedEntity, ...examples: string[]): Verb =>
  (context) => {
    const command = new Command('show').summary(`show ${labelWithArticle(entities[entity])}`);
    formatFlags(command.addArgument(recordsArgument(entity)));
    if (dated.includes(entity)) asOfFlag(command);
    withExamples(command, ...examples);
    return command.action(async (references: string[], flags: ShowFlags) => {
      const { list, many } = await readReferences(context, entity, references);
      const register = await context.register();
      const { found } = await findAll(register, entity, list);
      const { showRecords } = await import('../print/page');
      await showRecords(found, { context, register, asOf: context.asOf(flags.asOf), flags, many });
    });
  };
