import { Command } from 'commander';
import { aRecord, entities } from '../../domain/schema';
import { find } from '../../register/find';
import { asOfFlag, formatFlags, type ReferencedEntity, recordArgument, type Verb, withExamples } from '../flags/flags';
import type { ShowFlags } from '../print/page';

/** The entities of which a page says something that depends on the day. */
const dated: readonly ReferencedEntity[] = ['party', 'meeting', 'decision', 'task'];

/** `show`: one record, as a page or as data. */
export const showVerb =
  (entity: ReferencedEntity, ...examples: string[]): Verb =>
  (context) => {
    const command = new Command('show').summary(`show ${aRecord(entities[entity])}`);
    formatFlags(command.addArgument(recordArgument(entity)));
    if (dated.includes(entity)) asOfFlag(command);
    withExamples(command, ...examples);
    return command.action(async (reference: string, flags: ShowFlags) => {
      const register = await context.register();
      const found = await find(register, entity, reference);
      const { showRecord } = await import('../print/page');
      await showRecord(context, register, found, context.asOf(flags.asOf), flags);
    });
  };
