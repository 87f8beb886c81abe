import { Command } from 'commander';
import { entities } from '../../domain/schema';
import {
  type FlagValues,
  fieldFlags,
  flaggedColumns,
  rawFromFlags,
  recordArgument,
  type Verb,
  withExamples,
  writeFlags,
} from '../flags/flags';
import { attachFlag } from './add';

export const verb: Verb = (context) => {
  const command = new Command('edit')
    .summary('change a document')
    .description(
      'Changes the fields that flags give: an empty value clears one. Without flags, at a terminal, it opens the record in $EDITOR.',
    )
    .addArgument(recordArgument('document'));
  attachFlag(fieldFlags(command, flaggedColumns(entities.document)));
  withExamples(
    writeFlags(command),
    'cica document add "Concept paper on environment protection" --decision SOC-2023-12-12/3 && cica document edit "Concept paper on environment protection" --language en',
  );
  return command.action(async (name: string, flags: FlagValues) => {
    const [{ withFile }, { changeRecord }] = await Promise.all([import('../attached/keep'), import('../write/record')]);
    await withFile(context, rawFromFlags(entities.document, flags), flags, (raw, write) =>
      changeRecord(context, 'document', name, raw, write),
    );
  });
};
