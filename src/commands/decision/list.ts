import { moreFormats, type Verb } from '../flags/flags';
import { templateOption } from '../print/document';
import { listVerb } from '../verbs/list';

const list = listVerb(
  'decision',
  'cica decision list --body SOC --year 2023',
  'cica decision list --action adopted,approved --format csv',
  'cica decision list --in-force --as-of 2024-03-01 --kind plan',
  'cica decision list --party applicant:SAU --sort date',
  'cica decision list --year 2022-2024 --status not:ended,recorded',
  'cica decision list --year 2023 -o decisions.docx',
);

/** `cica decision list`, which can also write a document with a table. */
export const verb: Verb = (context) => moreFormats(list(context), 'html', 'docx').addOption(templateOption());
