import { csvContent } from './csv';
import type { ReadFormat } from './format';
import { ndjsonContent } from './ndjson';

type FormatName = 'csv' | 'ndjson' | 'yaml';

/** The formats of files of records. */
export const formats: { readonly [name in FormatName]: ReadFormat } = {
  csv: csvContent,
  ndjson: ndjsonContent,
  yaml: async () => ({ entity: 'meeting', read: (await import('./yaml')).readYaml }),
};

const extensions = new Map<string, FormatName>([
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['ndjson', 'ndjson'],
  ['jsonl', 'ndjson'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
]);

/** The format of a file, by its extension, else by its start. */
export function detectFormat(name: string, start: string): FormatName {
  const known = extensions.get(/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '');
  if (known !== undefined) return known;
  // the first line only: the texts of a CSV file below it may look like anything
  const text = start.trimStart();
  if (text.startsWith('{')) return 'ndjson';
  return /^(---|%YAML|#|(meeting|agenda|decisions)\s*:)/.test(text) ? 'yaml' : 'csv';
}
