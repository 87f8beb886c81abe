import { Command } from 'commander';
import type { Context } from '../../context';
import { entities } from '../../domain/schema';
import { type FlagValues, fieldFlags, rawFromFlags, withExamples, writeFlags } from '../flags/flags';
import { editVerb, removeVerb } from '../verbs/edit';
import { listVerb } from '../verbs/list';
import { instrumentAct } from './act';
import { instrumentShow } from './show';

/** `cica instrument`: the treaties that parties sign up to. */
export function instrument(context: Context): Command {
  return new Command('instrument')
    .addCommand(instrumentAdd(context))
    .addCommand(listVerb(context, 'instrument', ['cica instrument list', 'cica instrument list --format json']))
    .addCommand(instrumentShow(context))
    .addCommand(editVerb(context, 'instrument', ['cica instrument edit CPI --adopted-by SOC-2024-12-05/1 --dry-run']))
    .addCommand(
      removeVerb(context, 'instrument', [
        'cica instrument add CHARTER "CICA Charter" && cica instrument remove CHARTER --yes',
      ]),
    )
    .addCommand(instrumentAct(context));
}

function instrumentAdd(context: Context): Command {
  const command = new Command('add')
    .summary('record an instrument')
    .argument('<code>', 'short name')
    .argument('<title>', 'title');
  fieldFlags(command, entities.instrument, ['code', 'title']);
  withExamples(writeFlags(command), 'cica instrument add CHARTER "CICA Charter"');
  return command.action(async (code: string, title: string, flags: FlagValues) => {
    const { addRecord } = await import('../write/record');
    await addRecord(context, 'instrument', { ...rawFromFlags(entities.instrument, flags), code, title }, flags);
  });
}
