import { Command } from 'commander';
import type { Context } from '../context';
import { findAnything } from '../register/references';
import { asOfFlag, formatFlags, withExamples } from './flags';
import type { ListFlags } from './print';
import { showRecord } from './show';

/** `cica show`: whatever has that reference. */
export function showCommand(context: Context): Command {
  const command = new Command('show')
    .summary('show whatever has that reference')
    .argument('<ref>', 'reference of a meeting, agenda item or decision, symbol, or name of a body or party');
  withExamples(
    asOfFlag(formatFlags(command)),
    'cica show SOC-2023-12-12',
    'cica show SOC-2023-12-12#2',
    'cica show Mongolia',
  );
  return command.action(async (reference: string, flags: ListFlags & { readonly asOf?: string }) => {
    const register = await context.register();
    const found = await findAnything(register, reference);
    await showRecord(context, register, found, context.asOf(flags.asOf), flags);
  });
}
