import { Command } from 'commander';
import { localToday } from '../domain/date';
import { quoted } from '../domain/platform';
import { missing, Problem } from '../domain/problem';
import { parseReference } from '../domain/reference';
import { findAll, type TypedReference } from '../register/findAll';
import { momentOf } from '../register/history/entries';
import type { AsOf } from '../register/list/listing';
import type { Reader } from '../store/store';
import { asOfFlag, formatFlags, severalArgument, type Verb, withExamples } from './flags/flags';
import { readReferences } from './flags/references';
import { named } from './flags/values';
import type { ListFlags } from './print/list';
import { showRecords } from './print/page';

type ShowFlags = ListFlags & { readonly at?: string };

/**
 * @throws Problem `missing` for the first of some records that were created after a change, the last one at the given
 * time.
 */
async function refuseLater(register: Reader, references: readonly TypedReference[], change: number, typed: string) {
  const { firstChange } = await import('../register/history/log');
  // the decision may never have existed, and its meeting may have been created later
  for (const text of references.flatMap(({ text }) => [text, parseReference(text)?.meeting ?? text])) {
    const first = await firstChange(register, text).catch(() => null);
    if (first === null || first <= change) continue;
    const at = /^\d+$/.test(typed) ? `change ${typed}` : typed;
    throw missing(
      `${text} was not yet on record at ${at}`,
      `it was added by change ${first}: cica show ${quoted(text)} --at ${first}`,
    );
  }
}

/** `cica show`: shows the record with a reference. */
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
      'as it stood in the register after that change (its number in cica log --columns change), or at that time, day or month',
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
      await showRecords(found, { context, register: reader, asOf, flags, many });
    };
    if (flags.at === undefined) return show(register, context.asOf(flags.asOf));
    const { change, at } = await momentOf(register, flags.at, context.today);
    const asOf =
      flags.asOf === undefined ? { day: localToday(new Date(at)), isRequested: true } : context.asOf(flags.asOf);
    try {
      await context.output.held(() => register.rewound(change, (reader) => show(reader, asOf)));
    } catch (error) {
      if (error instanceof Problem && error.kind === 'missing') await refuseLater(register, list, change, flags.at);
      throw error;
    }
  });
};
