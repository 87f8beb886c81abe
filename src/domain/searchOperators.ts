import { entities } from './schema';
import { phrasePattern } from './searchText';

/** The names of all columns: other search engines search in one field where its name and a colon precede a word. */
const fields = new Set(Object.values(entities).flatMap(({ columns }) => columns.map(({ name }) => name)));

/** What other search engines treat as an operator: `-word`, `!word`, AND, OR, `|`, NOT, NEAR, `?` and `*` within a word. */
const operatorPattern =
  /^[-!]+(?=["\p{L}\p{N}])|^(?:AND|OR|NOT|NEAR)$|^NEAR(?=[(/])|\||(?<=[\p{L}\p{N}])\?(?=[\p{L}\p{N}])|\*(?=[\p{L}\p{N}])/u;

/** The operator in a word, if there is one; one that excludes is the whole word. */
function operatorIn(word: string): string[] {
  const field = /^(\w+:)["\p{L}\p{N}]/u.exec(word)?.[1];
  if (field !== undefined && fields.has(field.slice(0, -1).toLowerCase())) return [field];
  const operator = operatorPattern.exec(word)?.[0];
  return operator === undefined ? [] : [/^[-!]/.test(operator) ? word : operator];
}

/** What to do instead of using an operator of other search engines; `exclusion` is the advice for one that excludes a word. */
export function operatorAdvice(operator: string, exclusion: string): string {
  if (operator === 'AND') return 'leave it out; all words are required anyway';
  if (operator === 'OR' || operator === '|') return 'search for each word separately';
  if (operator === 'NEAR') return 'put adjacent words in quotes';
  if (operator === '?' || operator === '*') return 'type the beginning of the word and *';
  if (operator.endsWith(':')) return 'leave it out; all fields are searched';
  return exclusion;
}

/**
 * A note for each word outside quotes that looks like an operator: that it has no meaning, and what to do instead.
 *
 * @example operatorNotes('budget AND plan', '') // ['"AND" is not an operator here: leave it out; all words are required anyway']
 */
export function operatorNotes(words: string, exclusion: string): string[] {
  const typed = words.replaceAll(phrasePattern, '"…"').split(/\s+/);
  return [...new Set(typed.flatMap(operatorIn))].map(
    (operator) => `"${operator}" is not an operator here: ${operatorAdvice(operator, exclusion)}`,
  );
}
