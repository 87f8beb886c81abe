/** What people put between several names. */
const separators = /\s*(?:[,;|&\n]|\/(?!\d)|\s(?:and|or)\s)\s*/i;

/** The names in a text that may be several: "Mongolia, China". One name is none. */
export function namesIn(text: string): string[] {
  const parts = text.split(separators).filter((part) => part !== '');
  return parts.length < 2 ? [] : parts;
}

/** How several are given where they are taken. */
export const howSeveral = (names: readonly string[]): string =>
  `several are separated by commas in a filter (${names.join(',')}), by semicolons in a file, by spaces as arguments`;

/** What to say where a record has one word, and a filter takes several. */
export const onlyOneWord = (words: readonly string[]): string =>
  `${onlyOne(words)}; in a filter several are separated by commas: ${words.join(',')}`;

/** How several parties are given, each with its role. */
export const howParties = (parties: readonly string[]): string =>
  `several are separated by semicolons in a file (${parties.join('; ')}), and given one by one with flags (${parties.map((one) => `--party ${/\s/.test(one) ? `"${one}"` : one}`).join(' ')})`;

/** What to say where one is taken. */
export const onlyOne = (names: readonly string[]): string => `it takes one: ${names.join(' or ')}`;
