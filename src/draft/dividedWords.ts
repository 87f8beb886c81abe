/** A word that a line end divides, in a source with at most one space and one blank line there. */
const divided = /(?<![A-Za-zÀ-ỿ])([A-Za-zÀ-ỿ]{1,40})- ?(?:\r\n?|[\n\u2028\u2029]){1,2} ?([a-zÀ-ỿ][A-Za-zÀ-ỿ]{0,40})/gu;
const onOneLine = /(?<![A-Za-zÀ-ỿ])([A-Za-zÀ-ỿ]{1,40})-\s{1,3}([a-zÀ-ỿ][A-Za-zÀ-ỿ]{0,40})/gu;
/** "Short- and long-term" has its hyphen for another reason. */
const joins = new Set(['and', 'or', 'to']);

/**
 * Joins words that line ends of a text divide: "confidence- building" keeps the hyphen, "Secre- tariat" loses it where the
 * text has the word whole elsewhere.
 */
export function joinerOf(text: string): (words: string) => string {
  const pairs = Array.from(text.matchAll(divided), ([, before = '', after = '']) => [before, after] as const).filter(
    ([, after]) => !joins.has(after),
  );
  if (pairs.length === 0) return (words) => words;
  const whole = new Set(text.match(/[A-Za-zÀ-ỿ]+/gu));
  const joined = new Map(
    pairs.map(([before, after]) => [
      `${before}- ${after}`,
      whole.has(before + after) ? before + after : `${before}-${after}`,
    ]),
  );
  return (words) => words.replaceAll(onOneLine, (found, before, after) => joined.get(`${before}- ${after}`) ?? found);
}
