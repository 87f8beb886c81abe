import { Command } from 'commander';
import type { Context } from '../../context';
import { editVerb, removeVerb, showVerb } from '../verbs/edit';
import { listVerb } from '../verbs/list';
import { agendaAdd } from './add';

/** `cica agenda`: the agenda items of meetings. */
export function agenda(context: Context): Command {
  return new Command('agenda')
    .addCommand(agendaAdd(context))
    .addCommand(
      listVerb(context, 'agenda_item', [
        'cica agenda list --meeting SOC-2023-12-12',
        'cica agenda list --body SOC --year 2023 --format markdown',
      ]),
    )
    .addCommand(
      showVerb(context, 'agenda_item', [
        'cica agenda show SOC-2023-12-12#2',
        'cica agenda show SOC-2023-12-12#2 --format json',
      ]),
    )
    .addCommand(
      editVerb(context, 'agenda_item', [
        'cica agenda edit SOC-2023-12-12#1 --presenter "Kairat Sarybay, Secretary General"',
        'cica agenda edit SOC-2023-12-12#2 --number 2.1 --dry-run',
      ]),
    )
    .addCommand(
      removeVerb(
        context,
        'agenda_item',
        ['cica agenda remove SOC-2023-12-12#7 --with-decisions --yes'],
        'the decisions under it',
      ),
    );
}
