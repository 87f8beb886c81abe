import { Command } from 'commander';
import { localToday } from '../domain/date';
import { findAll } from '../register/findAll';
import { momentOf } from '../register/history/entries';
import type { AsOf } from '../register/list/listing';
import type { Reader } from '../store/store';
import { asOfFlag, formatFlags, severalArgument, type Verb, withExamples } from './flags/flags';
import { readReferences } from './flags/references';
import { named } from './flags/values';
import type { ListFlags } from './print/list';
import { showRecords } from './print/page';

type ShowFlags = ListFlags & { readonly at?: string };

/** `cica show`: whatever has that reference. */
export const verb: Verb = (context) => {
  const command = new Command('show').addArgument(
    severalArgument(
      'refs',
      'reference of a meeting, agenda item or decision, symbol, or name of a body or party',
      named('meeting', 'decision'),
    ),
  );
  withExamples(
    asOfFlag(formatFlags(command)).option(
      '--at <change>',
      'as it stood in the register after that change (the number of a change, cica log --columns change), or at that day or time',
    ),
    'cica show SOC-2023-12-12',
    'cica show SOC-2023-12-12/5 MC-2024-03-19/1',
    'cica show SOC-2023-12-12#2',
    'cica show Mongolia',
    'cica show SOC-2023-12-12 --at today',
  );
  return command.action(async (references: string[], flags: ShowFlags) => {
    const { list, many } = await readReferences(context, 'anything', references);
    const register = await context.register();
    const show = async (reader: Reader, asOf: AsOf): Promise<void> => {
      const { found } = await findAll(reader, 'anything', list);
      await showRecords(context, reader, found, asOf, { ...flags, many });
    };
    if (flags.at === undefined) return show(register, context.asOf(flags.asOf));
    const { change, at } = await momentOf(register, flags.at, context.today);
    const asOf = flags.asOf === undefined ? { day: localToday(new Date(at)), asked: true } : context.asOf(flags.asOf);
    await context.output.held(() => register.rewound(change, (reader) => show(reader, asOf)));
  });
};
