/** A word, number or punctuation mark of a sentence, with its offsets in the sentence. */
export interface Token {
  readonly text: string;
  /** In lower case, with straight apostrophes, unless it is WHO, or May. */
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  /** It is in quotation marks or brackets: no verb there is the sentence's own. */
  readonly isAside: boolean;
}

// letters are named by a range in all patterns: compiling a Unicode property took ten times as long
const token = /[A-Za-zÀ-ỿ\d](?:[A-Za-zÀ-ỿ\d]|['’‘.&\-‑–](?=[A-Za-zÀ-ỿ\d])|\/(?=\d))*['’]?|[^\sA-Za-zÀ-ỿ\d]/gu;
/** "The ministers – A, B and C – agreed": an aside without a verb. */
const betweenDashes = /[-–—] (?:[A-ZÀ-ỿ][A-Za-zÀ-ỿ’'-]*(?:,? (?:and )?|(?= [-–—]))){2,30} ?[-–—] (?=[a-zÀ-ỿ])/gu;
const opening = '“«(["';
const closing = '”»)]"';

/** The tokens of a sentence. */
export function tokensOf(sentence: string): Token[] {
  const tokens: Token[] = [];
  const dashed = / [-–—] /.test(sentence)
    ? [...sentence.matchAll(betweenDashes)].map(({ 0: { length }, index }) => [index, index + length] as const)
    : [];
  let depth = 0;
  let inQuotes = false;
  for (const { 0: text, index } of sentence.matchAll(token)) {
    if (text === '"') inQuotes = !inQuotes;
    else if (closing.includes(text)) depth = Math.max(0, depth - 1);
    const isDashed = dashed.some(([from, to]) => index >= from && index < to);
    const isAside = depth > 0 || inQuotes || text === '"' || isDashed;
    if (text !== '"' && opening.includes(text)) depth += 1;
    tokens.push({
      text,
      lower: isName(text, tokens.at(-1)) ? text : text.toLowerCase().replaceAll('’', "'"),
      start: index,
      end: index + text.length,
      isAside,
    });
  }
  // an unclosed quotation mark or bracket is ignored
  return depth === 0 && !inQuotes
    ? tokens
    : tokens.map((one) => (isUnclosed(sentence) ? one : { ...one, isAside: false }));
}

/** A quotation that continues in the next sentences. */
const isUnclosed = (sentence: string): boolean => /^["“«]/.test(sentence);

/** "WHO", and "May" after a number, are no "who" and "may". */
const isName = (text: string, before: Token | undefined): boolean =>
  text === 'WHO' || (text === 'May' && /^\d/.test(before?.text ?? ''));
