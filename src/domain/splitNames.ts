/** The separators that people put between names. */
const separators = /\s*(?:[,;|&\n]|\/(?!\d)|\s(?:and|or)\s)\s*/i;

/** The names in a text that lists several, such as "Mongolia, China"; empty if it is a single name. */
export function splitNames(text: string): string[] {
  const parts = text.split(separators).filter((part) => part !== '');
  return parts.length < 2 ? [] : parts;
}

/** Advice on how to give several names where several are accepted. */
export const severalNamesAdvice = (names: readonly string[]): string =>
  `separate several with commas in a filter (${names.join(',')}), semicolons in a file, or with spaces as arguments`;

/** Advice if a record accepts one word, but a filter several. */
export const oneWordAdvice = (words: readonly string[]): string =>
  `${oneNameAdvice(words)}; a filter takes several, separated by commas: ${words.join(',')}`;

/** Advice on how to give several parties, each with its role. */
export const severalPartiesAdvice = (parties: readonly string[]): string =>
  `separate several with semicolons in a file (${parties.join('; ')}), or repeat the flag (${parties.map((one) => `--party ${/\s/.test(one) ? `"${one}"` : one}`).join(' ')})`;

/** Advice where only one name is accepted. */
export const oneNameAdvice = (names: readonly string[]): string => `give only one: ${names.join(' or ')}`;
