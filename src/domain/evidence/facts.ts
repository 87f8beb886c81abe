import { entities } from '../schema';

/** The words of a source that say each fact of a meeting, by its column: `date`, `place`, `chair`. */
export type Facts = ReadonlyMap<string, string>;

/** As the column `evidence` of a meeting has them: a line each, `place: in Astana on Dec. 12`. */
export const factsText = (facts: Iterable<readonly [string, string]>): string =>
  [...facts].map(([field, words]) => `${field}: ${words.replaceAll(/\s+/g, ' ').trim()}`).join('\n');

/** The facts in a meeting's evidence; null if a line names no column of a meeting. */
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

/** The columns of a meeting that a source can say. */
export const factFields: readonly string[] = entities.meeting.columns
  .filter(({ name, computed }) => !(computed || ['ref', 'evidence'].includes(name)))
  .map(({ name }) => name);
