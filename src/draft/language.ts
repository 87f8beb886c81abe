/** Words that are in every text of some length, by language. */
// biome-ignore format: a line is a language
const commonWords: Readonly<Record<string, readonly string[]>> = {
  English: ['the', 'of', 'and', 'to', 'in', 'was', 'were', 'that', 'for', 'on', 'by', 'with', 'at', 'its'],
  French: ['le', 'la', 'les', 'des', 'du', 'et', 'que', 'dans', 'pour', 'une', 'sur', 'par', 'aux', 'été'],
  Spanish: ['el', 'los', 'las', 'del', 'y', 'que', 'en', 'para', 'una', 'por', 'con', 'fue', 'sobre', 'se'],
  German: ['der', 'die', 'das', 'und', 'den', 'von', 'zu', 'mit', 'für', 'auf', 'wurde', 'im', 'dem', 'des'],
  Portuguese: ['o', 'os', 'as', 'do', 'da', 'e', 'que', 'em', 'para', 'uma', 'por', 'com', 'foi', 'dos'],
};

const scripts: readonly (readonly [string, RegExp])[] = [
  ['Cyrillic letters', /[\u0400-\u04ff]/g],
  ['Arabic letters', /[\u0600-\u06ff]/g],
  ['Chinese characters', /[\u3400-\u9fff]/g],
];

/** The length of the sample from which the language is detected, in UTF-16 units. */
const sampleLength = 20_000;
/** The minimum number of words: a shorter text may have none of the common ones. */
const minWords = 25;

/** The language or script of a text that is not in English: "French", "Cyrillic letters". Undefined if it is English or too short. */
export function foreignLanguage(text: string): string | undefined {
  const sample = text.slice(0, sampleLength).toLowerCase();
  const words = sample.match(/\p{L}+/gu) ?? [];
  const letters = words.join('').length;
  const script = scripts.find(([, letter]) => (sample.match(letter)?.length ?? 0) > letters / 2);
  if (script !== undefined) return script[0];
  if (words.length < minWords) return undefined;
  const ranked = Object.entries(commonWords).map(([language, common]) => ({
    language,
    count: words.filter((word) => common.includes(word)).length,
  }));
  ranked.sort((one, other) => other.count - one.count);
  const [first] = ranked;
  return first === undefined || first.language === 'English' || first.count < words.length / 20
    ? undefined
    : first.language;
}
