/*
 * Normalizes text for searching. A change to the result of `fold` needs a migration, even an empty one, because migrating
 * rebuilds the search index (store/open.ts). A golden test fails as a reminder.
 */

/** A token of the search index with its UTF-16 range in the original text. */
export type Token = { token: string; start: number; end: number };

/** Computes a value on first use: compiling these expressions would delay every start. */
function lazy<Value>(create: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= create();
    return value;
  };
}

/**
 * Letters that Unicode does not decompose, or that a language writes in two ways, mapped to what people type instead.
 * The Cyrillic ones have a stroke or a tail and are missing from Russian keyboards.
 */
const letters: Readonly<Record<string, string>> = {
  ...{ ı: 'i', ł: 'l', ß: 'ss', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ħ: 'h', ŧ: 't', ŋ: 'n', ĸ: 'k' },
  ...{ ə: 'e', ǝ: 'e', ɛ: 'e', ɔ: 'o', ɓ: 'b', ɖ: 'd', ɗ: 'd', ƙ: 'k', ƴ: 'y', ɨ: 'i', ʉ: 'u', ƶ: 'z', ǥ: 'g' },
  ...{ ς: 'σ' },
  ...{ ґ: 'г', ғ: 'г', қ: 'к', ҡ: 'к', ң: 'н', ө: 'о', ү: 'у', ұ: 'у', җ: 'ж', ҳ: 'х', ҷ: 'ч' },
  // Alef wasla; alef maksura and Persian yeh; teh marbuta; Persian kaf; Urdu heh and teh marbuta.
  ...{ '\u0671': '\u0627', '\u0649': '\u064a', '\u06cc': '\u064a', '\u0629': '\u0647' },
  ...{ '\u06a9': '\u0643', '\u06c1': '\u0647', '\u06c3': '\u0647' },
};
const mappedLetter = lazy(() => new RegExp(`[${Object.keys(letters).join('')}]`, 'g'));
/** A few ranges that cover all of these: a much faster test, and most texts have none. */
const perhapsMapped = /[\u00df-\u02af\u03c2\u0490-\u06ff]/;

/** The combining marks of Latin, Greek and Cyrillic. In other scripts a mark may be part of the letter, and stays. */
const commonMark = /[\u0300-\u036f\u0483-\u0489]/g;

/**
 * Anything but decomposed lower-case Latin, Greek and Cyrillic letters and ordinary punctuation. A text without any takes
 * a short cut that skips most of the cost of folding.
 */
const rare = /[^\0-\u00ac\u00ae-\u02af\u03b1-\u03c9\u0430-\u0481\u048a-\u052f\u2010-\u2015\u2018-\u2026\u20ac]/;

const removedRanges = [
  '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7', // Hebrew points
  '\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670', // Arabic marks and tatweel; 0653 to 0655 make the alef variants equal
  '\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u0897-\\u089f\\u08ca-\\u08e1\\u08e3-\\u08ff',
  '\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f', // further marks of Latin, Greek and Cyrillic
  '\\u00ad\\u061c\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff', // invisible characters
  '\\ufe00-\\ufe0f\\u{e0001}-\\u{e01ef}', // variation selectors, tags
  '\\p{Cs}', // lone surrogates, which UTF-8 cannot encode
].join('');
const removed = lazy(() => new RegExp(`[${removedRanges}]`, 'gv'));
const perhapsRemoved =
  /[\u00ad\u0590-\u08ff\u1800-\u180f\u1aa0-\u1aff\u1d00-\u1dff\u200b-\u200f\u2028-\u206f\u20c0-\u20ff\ud800-\udfff\ufdf0-\ufeff]/;

/** Scripts written without spaces. A Unicode property would silently change the fold with Node's Unicode version. */
const spacelessRanges = [
  '\\u0e00-\\u0eff', // Thai, Lao
  '\\u1000-\\u109f\\ua9e0-\\ua9ff\\uaa60-\\uaa7f', // Myanmar
  '\\u1780-\\u17ff', // Khmer
  '\\u3041-\\u3096\\u309b-\\u30ff\\u31f0-\\u31ff\\u{1aff0}-\\u{1b16f}', // Hiragana, Katakana
  '\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3038-\\u303b\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}', // Han
].join('');
/** The categories configured as token characters, and those of them that each form a separate token. */
const tokenCharacter = '[\\p{L}\\p{N}\\p{Co}\\p{M}]';
const spaceless = `[[[${spacelessRanges}]&&${tokenCharacter}]--\\p{M}]`;
const tokenPattern = lazy(() => new RegExp(`${spaceless}\\p{M}*|[${tokenCharacter}--${spaceless}]+`, 'gv'));
const perhapsSpaceless = lazy(() => new RegExp(`[${spacelessRanges}]`, 'v'));
const missingSpace = lazy(
  () => new RegExp(`(?=${spaceless})|(?<=${spaceless}\\p{M}*)(?=[[${tokenCharacter}--${spaceless}]--\\p{M}])`, 'gv'),
);

/**
 * SQLite's tokenizer has older Unicode tables than Node, and treats any character unknown to them as a letter: emoji, the
 * lira and rouble signs. Outside the blocks where both agree, the fold replaces what is not a letter with a space.
 */
const perhapsUnknown =
  /[^\0-\u0377\u0391-\u03a1\u03a3-\u052f\u05d0-\u05ea\u0606-\u061b\u061e-\u06ff\u0e01-\u0e3a\u0e3f-\u0e5b\u2010-\u2027\u3001-\u303f\u3041-\u3096\u3099-\u30ff\u3400-\u9fff\uac00-\ud7a3]/;
const notInTokens = lazy(() => new RegExp(`[^${tokenCharacter} ]+`, 'gv'));

/**
 * The Arabic article (al-) with the prepositions and conjunctions attached to it: wa-, fa-, bi-, ka-, and li-, which
 * absorbs its alef (lil-). Before a noun that begins with lam, lil- and that lam are two letters, not three; the nouns
 * common in minutes are listed (committee, committees, language, rules of procedure, meeting, and their plurals).
 */
const arabicArticle =
  '(?:(?:[\\u0648\\u0641]?\\u0628?|\\u0643)\\u0627\\u0644' +
  `|[\\u0648\\u0641]?\\u0644(?=\\u0644(?:جنه|جنتين|جان|غه|غات|ايحه|وايح|قاء|قاءات)(?!${tokenCharacter}))` +
  '|[\\u0648\\u0641]?\\u0644\\u0644)(?=[\\u0621-\\u064a\\u066e-\\u06d3\\u06fa-\\u06ff]{3})';
// The lookahead is for speed: few letters can begin an article, and the lookbehind is slower.
const articleInText = lazy(
  () => new RegExp(`(?=[\\u0627\\u0628\\u0641\\u0643\\u0644\\u0648])(?<!${tokenCharacter})${arabicArticle}`, 'gv'),
);
const articleOfToken = lazy(() => new RegExp(`^${arabicArticle}`, 'v'));

const ascii = /^[\0-\x7f]*$/;

/** Folds the characters of a text, without separating tokens. */
export function foldCharacters(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  let folded = text.normalize('NFKD').toLowerCase().replace(commonMark, '');
  if (perhapsMapped.test(folded)) folded = folded.replace(mappedLetter(), (letter) => letters[letter] ?? letter);
  if (!rare.test(folded)) return folded;
  if (perhapsRemoved.test(folded)) folded = folded.replace(removed(), '');
  return folded.normalize('NFC');
}

/**
 * Folds a text for the search index, or a query: removes case, accents and points, makes each character of a script
 * written without spaces a separate word, and removes the article from Arabic nouns.
 *
 * The index's tokenizer must be `unicode61 remove_diacritics 0 categories 'L* N* Co M*'`.
 *
 * @example fold('TÜRKİYE, Łódź') // 'turkiye, lodz'
 * @example fold('为了合作') // ' 为 了 合 作'
 */
export function fold(text: string): string {
  let folded = foldCharacters(text);
  if (!rare.test(folded)) return folded;
  if (perhapsUnknown.test(folded)) folded = folded.replace(notInTokens(), ' ');
  if (perhapsSpaceless().test(folded)) folded = folded.replace(missingSpace(), ' ');
  return folded.includes('\u0644') ? folded.replace(articleInText(), '') : folded;
}

const dashes = /[\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g;
const apostrophes = /[\u0060\u00b4\u02b9-\u02bd\u02c8\u055a\u05f3\u2018-\u201b\u2032\u2035\ua78c\uff07]/g;
const quotes = /[\u00ab\u00bb\u201c-\u201f\u2033\u2036\uff02]/g;
/** A hyphen between two letters separates words, as a space does; next to a digit it may distinguish numbers. */
const wordHyphen = /(?<=\p{L}\p{M}*)-(?=\p{L})/gu;
/** Codes and most names need only lower-casing; the other expressions are slow to compile. */
const plainWords = /^[A-Za-z]+(?: [A-Za-z]+)*$|^[A-Za-z0-9]+$/;
/** A space matters only between two words or two numbers, which would run together without it. */
const insignificantSpace = /(?<![\p{L}\p{M}]) (?![\p{N}])|(?<!\p{N}) (?![\p{L}])/gu;
/** The same in a folded text of ASCII, in a third of the time. */
const insignificantAsciiSpace = /(?<![a-z]) (?!\d)|(?<!\d) (?![a-z])/g;
/** Spaces that are not a single one. */
const otherSpaces = /\s{2,}|[^\S ]/g;

/**
 * Folds a name for comparison, so that different ways to type the same name become equal. Case, accents, Unicode
 * composition, the kind of dash, apostrophe or quotation mark, and spaces do not matter; other punctuation does: `49/1` is
 * not `49-1`. A name of only invisible characters stays as it is. Used for codes, names, aliases, tags, symbols,
 * responsible parties and actors.
 *
 * @example foldName('Lao\u00a0People’s  Democratic Republic') // "lao people's democratic republic"
 * @example foldName('Resolution 1') === foldName('RESOLUTION1') // true
 */
export function foldName(text: string): string {
  if (plainWords.test(text)) return text.toLowerCase();
  const plain = ascii.test(text)
    ? text.replaceAll('`', "'")
    : text.replace(dashes, '-').replace(apostrophes, "'").replace(quotes, '"');
  const spaced = foldCharacters(plain).replace(otherSpaces, ' ').trim();
  const joined = spaced.replace(ascii.test(spaced) ? insignificantAsciiSpace : insignificantSpace, '');
  const folded = joined.includes('-') ? joined.replace(wordHyphen, ' ') : joined;
  if (folded === '') return text.trim();
  return folded.includes('\u0644') ? folded.replace(articleInText(), '') : folded;
}

/** The key under which a symbol is looked up; null if there is no symbol. */
export function symbolKey(symbol: string | null | undefined): string | null {
  return symbol ? foldName(symbol) : null;
}

/** What, once decomposed, composes with the preceding character or is removed: it has no fold of its own. */
const continuing = new RegExp(`^[\\p{M}\\u1160-\\u11ff\\u{16d67}\\u{16d68}${removedRanges}]`, 'v');

/** The start of each part when a text is split so that the folds of the parts add up to the fold of the whole. */
function foldingBoundaries(text: string): number[] {
  const starts: number[] = [];
  let position = 0;
  for (const character of text) {
    const alone = character < '\u0080' || !continuing.test(character.normalize('NFKD'));
    if (alone || position === 0) starts.push(position);
    position += character.length;
  }
  return starts;
}

/**
 * The tokens of a text as the search index sees them, in order, with their UTF-16 ranges in the original text. A range
 * includes the article and marks that folding removes.
 *
 * @example tokens('die Straße') // [{token: 'die', start: 0, end: 3}, {token: 'strasse', start: 4, end: 10}]
 */
export function tokens(text: string): Token[] {
  const boundaries = foldingBoundaries(text);
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  boundaries.forEach((start, index) => {
    const end = boundaries[index + 1] ?? text.length;
    folded += foldCharacters(text.slice(start, end));
    while (starts.length < folded.length) {
      starts.push(start);
      ends.push(end);
    }
  });
  return Array.from(folded.matchAll(tokenPattern()), (match) => ({
    token: match[0].replace(articleOfToken(), ''),
    start: starts[match.index] ?? 0,
    end: ends[match.index + match[0].length - 1] ?? text.length,
  }));
}
