import { entities } from '../schema';

/** Quotations for the facts of a meeting, by column: `date`, `place`, `chair`. */
export type Facts = ReadonlyMap<string, string>;

/** Formats facts for the column `evidence` of a meeting, one per line: `place: in Astana on Dec. 12`. */
export const factsText = (facts: Iterable<readonly [string, string]>): string =>
  [...facts].map(([field, words]) => `${field}: ${words.replaceAll(/\s+/g, ' ').trim()}`).join('\n');

/** Parses the evidence of a meeting; null if a line does not begin with a column of a meeting. */
export function parseFacts(text: string): Facts | null {
  const facts = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, field, words] = /^\s*(\w+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (field === undefined || words === undefined || !isFact(field)) return null;
    facts.set(field, words);
  }
  return facts;
}

const isFact = (field: string): boolean => factFields.includes(field);

/** The columns of a meeting that a quotation can support. */
export const factFields: readonly string[] = entities.meeting.columns
  .filter(({ name, computed }) => !(computed || ['ref', 'evidence'].includes(name)))
  .map(({ name }) => name);
