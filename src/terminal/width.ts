/** The columns that a text takes on a terminal. */
export type Measure = (text: string) => number;

/** Letters of Latin, Greek, Cyrillic and Arabic and common punctuation: one column each, without marks that take none. */
const plain =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u0620-\u064a\u2010-\u2027\u2030-\u205e\u2190-\u2193]*$/;

/**
 * What measures these texts. string-width knows every script, and takes a fifth of a start to load: plain letters do
 * without.
 */
export async function measureFor(cells: readonly (readonly string[])[]): Promise<Measure> {
  if (cells.every((line) => line.every((text) => plain.test(text)))) return (text) => text.length;
  const { default: stringWidth } = await import('string-width');
  return (text) => (plain.test(text) ? text.length : stringWidth(text));
}
