import stringWidth from 'fast-string-width';

/** Latin, Greek, Cyrillic and Arabic letters and common punctuation: one column each, except combining marks. */
const plain =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u0620-\u064a\u2010-\u2027\u2030-\u205e\u2190-\u2193]*$/;

/** Characters without width that fast-string-width counts: zero-width spaces, and joiners outside emoji. */
const unseen = /[\u200b\u200c\u2060-\u2064\ufeff]|\u200d(?!\p{Extended_Pictographic})/gu;

/** Spacing vowel signs of Indian scripts: one column each, although fast-string-width counts none. */
const spacing = /\p{Mc}/gu;

/** The width of a text on a terminal, in columns. */
export function measure(text: string): number {
  if (plain.test(text)) return text.length;
  return stringWidth(text.replace(unseen, '')) + (text.match(spacing)?.length ?? 0);
}
