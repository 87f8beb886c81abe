import { Command } from 'commander';
import { parseValue } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import { columnOf, entities } from '../../domain/schema';
import type { NumberChange } from '../../register/agenda/renumber';
import { recordArgument, type Verb, type WriteFlags, withExamples, writeFlags } from '../flags/flags';

/** `cica agenda renumber`: new numbers for the items of an agenda. */
export const verb: Verb = (context) => {
  const command = new Command('renumber')
    .summary('renumber the items of an agenda')
    .description(
      'Numbers all items of an agenda from 1, in order, and subitems like 4.2 within their item; an item like AOB keeps its number. With OLD=NEW, changes only these items, all at once, so that two can be swapped. Decisions and documents stay under their items. One undo reverts everything.',
    )
    .addArgument(recordArgument('meeting'))
    .argument('[old=new...]', 'the number of an item, and the one it gets: 2=3 3=2');
  withExamples(
    writeFlags(command),
    'cica agenda remove SOC-2023-12-12#1 --yes && cica agenda renumber SOC-2023-12-12',
    'cica agenda renumber SOC-2023-12-12 2=3 3=2',
    'cica agenda renumber SOC-2023-12-12 7=AOB --dry-run',
  );
  return command.action(async (meeting: string, typed: string[], flags: WriteFlags) => {
    const changes = typed.map((text) => parseChange(text, context.today));
    const [{ writeEach }, { renumberAgenda }] = await Promise.all([
      import('../write/writeEach'),
      import('../../register/agenda/renumber'),
    ]);
    const nothing = 'nothing to renumber';
    const target = { named: 'meeting', written: 'agenda_item', many: true, nothing } as const;
    await writeEach(context, target, [meeting], flags, async (recorder, found, report) => {
      const all = await renumberAgenda(recorder, found[0] as FoundRecord, changes);
      if (all.every(({ outcome }) => outcome === 'unchanged')) return;
      for (const recorded of all) await report(recorded);
    });
  });
};

/** @throws Problem `usage` unless it is a number, `=` and a number */
function parseChange(text: string, today: string): NumberChange {
  const [, from, to] = /^\s*([^=]+?)\s*=\s*([^=]+?)\s*$/s.exec(text) ?? [];
  if (from === undefined || to === undefined) {
    throw new Problem('usage', `"${text}" is not OLD=NEW`, 'write the number of an item and its new one, like 2=3');
  }
  return { from, to: parseValue(columnOf(entities.agenda_item, 'number'), to, today) as string };
}
