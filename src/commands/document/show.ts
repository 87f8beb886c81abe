import type { Verb } from '../flags/flags';
import { showVerb } from '../verbs/show';

const page = showVerb(
  'document',
  'cica document add "Concept paper on environment protection" --decision SOC-2023-12-12/3 && cica document show "Concept paper on environment protection"',
);

export const verb: Verb = (context) =>
  page(context)
    .description(
      'Shows a document, and how its file is now. A copy (--attach) is compared with the SHA-256 that is recorded; of a file elsewhere, which may have come with an import, only its size, unless --check-file lets it be read.',
    )
    .option('--check-file', 'read the file, wherever it lies, and compare its SHA-256; 1 where it is another');
