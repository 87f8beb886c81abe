import { Command } from 'commander';
import type { Context } from '../../context';
import { listVerb } from '../listVerb';
import { editVerb, removeVerb, showVerb } from '../verbs';
import { partyAdd } from './add';

/** `cica party`: states and organisations. */
export function party(context: Context): Command {
  return new Command('party')
    .addCommand(partyAdd(context))
    .addCommand(
      listVerb(context, 'party', ['cica party list', 'cica party list --kind organisation --columns code,name']),
    )
    .addCommand(showVerb(context, 'party', ['cica party show KAZ', 'cica party show "Saudi Arabia" --format json']))
    .addCommand(
      editVerb(context, 'party', [
        'cica party edit TUR --alias Turkey --alias Турция',
        'cica party edit UNOCT --kind organisation --dry-run',
      ]),
    )
    .addCommand(removeVerb(context, 'party', ['cica party remove LKA --yes']));
}
