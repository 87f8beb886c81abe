import { maxMotionLength, motion } from './motions';
import type { Range } from './paragraphs';

const agreed = /\b(?:agreed|resolved|approved|accepted|adopted|carried|signed|in favou?r)\b/i;
const passed =
  /\b(?:motions?|it|vote|item|resolution|ordinance|which)\b[^.;]{0,80}?\b(?:passed|passes|carried|carries|approved|adopted)\b|^\W*(?:(?:vote|result|outcome|action|motion)\s?[:–-]?\s+)?(?:\+1 )?(?:carried|passed|approved|agreed|adopted|elected|accepted|so ordered|unanimous|all in favou?r|ayes?\b|no objections?\b|so moved\b|m\s?\/\s?[cp]\b|all voted (?:aye|yes|in favou?r))|^[A-ZÀ-ỿ][\w.’'-]+(?: ?[/&] ?| and |, )[A-ZÀ-ỿ][\w.’'-]+[.,;:]? (?:[–—-] )?(?:motion )?(?:carried|passed|approved|agreed)\b|\b(?:carried|passed|approved) (?:unanimously|\d)|\bunanimously (?:carried|approved|passed)|\bvoted ["“]?(?:yes|aye)\b/i;
const failed =
  /\bmotions?\b[^.;]{0,80}?\b(?:failed|fails|defeated|died|dies|lost|withdrawn|not carried)\b|^\W*(?:failed|defeated|lost)\b/i;

/** Whether a motion was carried, and the first sentence that says so. */
export function resultOf(
  text: string,
  sentences: readonly Range[],
): { readonly passed: boolean; readonly sentence: Range } | undefined {
  for (const [index, sentence] of sentences.entries()) {
    const words = text.slice(sentence.start, Math.min(sentence.end, sentence.start + maxMotionLength));
    if (index > 0 && motion.test(words)) return undefined;
    if (failed.test(words) || votes(words) < 0) return { passed: false, sentence };
    if (
      /\bseconded\b/i.test(words) &&
      /\bproposed\b/i.test(words) &&
      agreed.test(words.replace(/^.*\bseconded\b/is, ''))
    )
      return { passed: true, sentence };
    if (
      index > 0 &&
      /^(?:the (?:meeting|council|committee|board)|it was|this was|all)\b.{0,60}\b(?:agreed|resolved|approved|accepted|carried|in favou?r)\b/i.test(
        words,
      )
    )
      return { passed: true, sentence };
    if (
      index === 0
        ? passedAtOnce(words)
        : passed.test(words) || /\bvote\b[^.;]{0,40}\bunanimous/i.test(words) || votes(words) > 0
    )
      return { passed: true, sentence };
  }
  return undefined;
}

/** Whether the sentence with the motion says how it went: ", and it passed", "Motion to adjourn was approved". */
const passedAtOnce = (words: string): boolean =>
  passed.test(words.replace(/^.*?\bmotion to\b/is, '')) ||
  hasBeaten.test(words) ||
  /\bm\s?\/\s?s\s?\/\s?[cp]\b|\b(?:approved|passed|adopted|carried) (?:an?|the) motion\b/i.test(words) ||
  /(?:\b(?:was|were|is|are|has|have been|and)|[,;:.–—-])\s+(?:then |also |duly |unanimously )*(?:approved|carried|passed|adopted|accepted|agreed)\b(?!\s+(?:the|an?|by the)\b)|[,;:.–—-]\s+(?:all in favou?r|all ayes?|unanimous)\b|\b(?:carrie[sd]|passe[sd])(?: unanimously| \d|\.?$)/i.test(
    words.replace(/^.*?\b(?:to|that|for|of)\b/is, ''),
  );

/** "… (5-0).": nobody was against. */
const hasBeaten = /\(\d{1,3}[-–]0(?:[-–]\d{1,3})?\)\W*$/;

/** "Vote: 5-0", "Ayes: 5, nays: 0": how many more were for it; 0 if no numbers are given. */
function votes(words: string): number {
  const [, yes = '0', no = '0'] = /^\W*(\d{1,3})\s?[-–]\s?(\d{1,3})(?:\s?[-–]\s?\d{1,3})?(?!\d)/.exec(words) ?? [];
  if (yes !== no) return Number(yes) - Number(no);
  const [, ayes = '0', nays = '0'] =
    /\b(?:vote|ayes?|yeas?|yes|in favou?r)\b[^.;\d]{0,30}(\d{1,4})\b[^;\d]{1,30}(\d{1,4})\b/i.exec(words) ?? [];
  return Number(ayes) - Number(nays);
}
