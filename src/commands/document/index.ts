import { Command } from 'commander';
import type { Context } from '../../context';
import { entities } from '../../domain/schema';
import { type FlagValues, fieldFlags, withExamples, writeFlags } from '../flags/flags';
import { removeVerb, showVerb } from '../verbs/edit';
import { listVerb } from '../verbs/list';

/** `cica document`: papers that were before a meeting or came out of it. */
export function document(context: Context): Command {
  return new Command('document')
    .addCommand(documentAdd(context))
    .addCommand(
      listVerb(context, 'document', ['cica document list', 'cica document list --meeting SOC-2024-06-27 --format csv']),
    )
    .addCommand(documentShow(context))
    .addCommand(documentEdit(context))
    .addCommand(
      removeVerb(context, 'document', [
        'cica document add "Concept paper on environment protection" --decision SOC-2023-12-12/3 && cica document remove "Concept paper on environment protection" --yes',
      ]),
    );
}

const attachFlag = (command: Command): Command =>
  command.option('--attach', 'keep a copy of the file beside the register, named by its hash');

function documentAdd(context: Context): Command {
  const command = new Command('add')
    .summary('record a document')
    .description(
      'Records a paper. Of a file its size and SHA-256 are kept, so that `show --check-file` can tell when it is no longer the same.',
    )
    .argument('<title>', 'title');
  attachFlag(fieldFlags(command, entities.document, ['title']));
  withExamples(
    writeFlags(command),
    'cica document add "2025 action plan" --kind draft --language en --decision SOC-2024-12-05/1',
    'cica document add "Agenda" --symbol SOC/2024/2/AG --meeting SOC-2024-12-05 --url https://example.org/agenda.pdf',
  );
  return command.action(async (title: string, flags: FlagValues) => {
    const [{ withFile }, { addRecord }] = await Promise.all([import('../attached/keep'), import('../write/record')]);
    await withFile(context, flags, (raw, write) => addRecord(context, 'document', { ...raw, title }, write));
  });
}

function documentShow(context: Context): Command {
  const command = showVerb(context, 'document', [
    'cica document add "Concept paper on environment protection" --decision SOC-2023-12-12/3 && cica document show "Concept paper on environment protection"',
  ]);
  return command
    .description(
      'Shows a document, and how its file is now. A copy (--attach) is compared with the SHA-256 that is recorded; of a file elsewhere, which may have come with an import, only its size, unless --check-file lets it be read.',
    )
    .option('--check-file', 'read the file, wherever it lies, and compare its SHA-256; 1 where it is another');
}

function documentEdit(context: Context): Command {
  const command = new Command('edit')
    .summary('change a document')
    .description(
      'Changes the fields that flags give: an empty value clears one. Without flags, at a terminal, it opens the record in $EDITOR.',
    )
    .argument('<symbol>', 'symbol, or whole title');
  attachFlag(fieldFlags(command, entities.document));
  withExamples(
    writeFlags(command),
    'cica document add "Concept paper on environment protection" --decision SOC-2023-12-12/3 && cica document edit "Concept paper on environment protection" --language en',
  );
  return command.action(async (name: string, flags: FlagValues) => {
    const [{ withFile }, { changeRecord }] = await Promise.all([import('../attached/keep'), import('../write/record')]);
    await withFile(context, flags, (raw, write) => changeRecord(context, 'document', name, raw, write));
  });
}
