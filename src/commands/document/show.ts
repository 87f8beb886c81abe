import type { Verb } from '../flags/flags';
import { showVerb } from '../verbs/show';

const page = showVerb(
  'document',
  'cica document add "Concept paper on environment protection" --decision SOC-2023-12-12/3 && cica document show "Concept paper on environment protection"',
);

export const verb: Verb = (context) =>
  page(context)
    .description(
      'Shows a document, and whether its file has changed. An attached copy (--attach) is compared by its SHA-256. Any other file, whose path may come from an import, is compared by its size only, unless --check-file allows reading it.',
    )
    .option('--check-file', 'read the file, wherever it is, and compare its SHA-256; exit code 1 if it has changed');
