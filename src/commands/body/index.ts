import { Command } from 'commander';
import type { Context } from '../../context';
import { editVerb, removeVerb, showVerb } from '../verbs/edit';
import { listVerb } from '../verbs/list';
import { mergeVerb } from '../verbs/merge';
import { bodyAdd } from './add';

/** `cica body`: the organs that meet and decide. */
export function body(context: Context): Command {
  return new Command('body')
    .addCommand(bodyAdd(context))
    .addCommand(listVerb(context, 'body', ['cica body list', 'cica body list --kind advisory --format csv']))
    .addCommand(showVerb(context, 'body', ['cica body show SOC', 'cica body show "Ministerial Council"']))
    .addCommand(
      editVerb(context, 'body', [
        'cica body edit SOC --alias "Committee of Senior Officials"',
        'cica body edit BC --reports-to SOC --dry-run',
      ]),
    )
    .addCommand(mergeVerb(context, 'body', ['cica body merge EXPERTS SWG --dry-run']))
    .addCommand(removeVerb(context, 'body', ['cica body remove CEP --yes']));
}
