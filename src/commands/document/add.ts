import type { Command } from 'commander';
import { addVerb, askMissing } from '../verbs/add';

export const verb = addVerb('document', {
  description:
    'Records a paper. The size and SHA-256 of its file are recorded, so that `show --check-file` can tell whether the file has changed.',
  examples: [
    'cica document add "2025 action plan" --kind draft --language en --decision SOC-2024-12-05/1',
    'cica document add "Agenda" --symbol SOC/2024/2/AG --meeting SOC-2024-12-05 --url https://example.org/agenda.pdf',
  ],
  flags: attachFlag,
  ask: askMissing('document', ['title'], {
    url: { isNeeded: ({ file }) => !file },
    meeting: { isNeeded: ({ decision }) => !decision },
  }),
  record: async (context, given, flags) => {
    const [{ withFile }, { addRecord }] = await Promise.all([import('../attached/keep'), import('../write/record')]);
    await withFile(context, given, flags, (raw, write) => addRecord(context, 'document', raw, write));
  },
});

/** The flag that attaches a copy of a file. */
export function attachFlag(command: Command): Command {
  return command.option('--attach', 'store a copy of the file beside the register, named by its hash');
}
