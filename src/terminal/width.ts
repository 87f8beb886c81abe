import stringWidth from 'fast-string-width';

/** Letters of Latin, Greek, Cyrillic and Arabic and common punctuation: one column each, without marks that take none. */
const plain =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u0620-\u064a\u2010-\u2027\u2030-\u205e\u2190-\u2193]*$/;

/** What takes no column, which fast-string-width does not know: zero-width spaces, and joiners but for those of emoji. */
const unseen = /[\u200b\u200c\u2060-\u2064\ufeff]|\u200d(?!\p{Extended_Pictographic})/gu;

/** Vowel signs of Indian scripts that stand beside their letter: a column each, where fast-string-width counts none. */
const spacing = /\p{Mc}/gu;

/** The columns that a text takes on a terminal. */
export function measure(text: string): number {
  if (plain.test(text)) return text.length;
  return stringWidth(text.replace(unseen, '')) + (text.match(spacing)?.length ?? 0);
}
