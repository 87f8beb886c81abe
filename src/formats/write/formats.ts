import type { Format } from './format';

/** The formats of every list, by the name that `--format` takes. */
export const formats: { readonly [name: string]: () => Promise<Format> } = {
  csv: async () => (await import('./csv')).csv,
  tsv: async () => (await import('./csv')).tsv,
  json: async () => (await import('./json')).json,
  ndjson: async () => (await import('./json')).ndjson,
  yaml: async () => (await import('./yaml')).yaml,
  markdown: async () => (await import('./markdown')).markdown,
};
