import { Command } from 'commander';
import type { Context } from '../../context';
import { editVerb, removeVerb, showVerb } from '../verbs/edit';
import { listVerb } from '../verbs/list';
import { meetingAdd } from './add';

/** `cica meeting`: meetings of bodies. */
export function meeting(context: Context): Command {
  return new Command('meeting')
    .addCommand(meetingAdd(context))
    .addCommand(
      listVerb(context, 'meeting', [
        'cica meeting list',
        'cica meeting list --body SOC --year 2023',
        'cica meeting list --since 2024-01-01 --mode online,hybrid',
      ]),
    )
    .addCommand(
      showVerb(context, 'meeting', [
        'cica meeting show SOC-2023-12-12',
        'cica meeting show SOC-2023-12-12 --format yaml',
      ]),
    )
    .addCommand(
      editVerb(context, 'meeting', [
        'cica meeting edit MC-2023-09 --date 2023-09-21',
        'cica meeting edit SOC-2024-12-05 --place "" --dry-run',
      ]),
    )
    .addCommand(
      removeVerb(
        context,
        'meeting',
        ['cica meeting remove SOC-2024-12-05 --with-decisions --yes'],
        'its agenda items and decisions',
      ),
    );
}
