import { Command } from 'commander';
import type { Context } from '../../context';
import { editVerb, removeVerb, showVerb } from '../verbs/edit';
import { listVerb } from '../verbs/list';
import { mergeVerb } from '../verbs/merge';
import { partyAdd } from './add';
import { partyStanding } from './standing';

/** `cica party`: states, organisations and persons. */
export function party(context: Context): Command {
  return new Command('party')
    .addCommand(partyAdd(context))
    .addCommand(
      listVerb(context, 'party', [
        'cica party list',
        'cica party list --kind organisation --columns code,name',
        'cica party list --standing observer --as-of 2022-01-01',
      ]),
    )
    .addCommand(showVerb(context, 'party', ['cica party show KAZ', 'cica party show "Saudi Arabia" --format json']))
    .addCommand(
      editVerb(context, 'party', [
        'cica party edit TUR --alias Turkey --alias Турция',
        'cica party edit UNOCT --kind organisation --dry-run',
      ]),
    )
    .addCommand(partyStanding(context))
    .addCommand(
      mergeVerb(context, 'party', [
        'cica party add LAOPDR --name "Lao PDR (old spelling)" --kind state && cica party merge LAOPDR LAO --yes',
      ]),
    )
    .addCommand(removeVerb(context, 'party', ['cica party remove LKA --yes']));
}
