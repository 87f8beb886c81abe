import { reportedVerbs } from '../domain/reportedVerbs';
import type { Action } from '../domain/vocabulary';
import { directiveIn } from './directives';
import { titleOf } from './objects';
import type { Outcome } from './outcome';
import type { Stretch } from './paragraphs';

const name = '[^,;:]{1,60}?';
/** What may stand between "motion" and what is moved: who moved and seconded it, and how it went. */
const aside = `(?:,? (?:and )?(?:it was |was |is |were )?(?:duly )?(?:made|moved|seconde?d?s?|2nd|support(?:ed)?|carried|adopted|passed|approved)(?: (?:by|from) ${name})?(?: unanimously| \\d+[-–]\\d+(?:[-–]\\d+)?)?(?: seconded)?){0,4}`;
const introductions = [
  '(?:made|makes|offered|put forward) (?:an? |the )?motion',
  `motion(?: (?:was|is) (?:made|moved|offered|raised))?(?: (?:made )?(?:by|from) ${name})?`,
  `(?:moved|motioned)(?: by ${name}| \\([^)]{1,60}\\))?`,
  'moves',
  'motion\\s?/\\s?second:?(?: \\([^)]{1,60}\\))?',
  `m\\s?/\\s?s(?:\\s?/\\s?[cpu])*:?(?: ?\\([^)]{1,60}\\)| [\\w.’'/, -]{1,40}?)?`,
];
/** "Foley made a motion, seconded by Li, to approve the minutes", "M/S/C (Foley/Li) to approve the minutes". */
const motion = new RegExp(
  `\\b(?:${introductions.join('|')})${aside}(?:,? and ${name})?[,:]? (?:to|that|for(?: the)?(?= approval| adoption| acceptance)|(?=(?:the )?(?:approval|adoption|acceptance) of\\b))\\s*(.+)$`,
  'is',
);
/** "A proposed and B seconded the budget", "Proposed by A, seconded by B, that the budget be set". */
const secondedAfter =
  /\b(?:proposed,? and (?:[^,;.]{1,60}? )?seconded (?!by\b)|proposed by [^,;:]{1,60}?,? (?:and )?seconded by [^,;:]{1,60}?,? (?=that |to ))(?:that |to |the motion (?:that|to) )?(.{3,300})$/is;
/** "A proposed that the grass be cut, seconded by B". */
const proposedThat =
  /\bproposed (?:that |to |(?=(?:the )?(?:acceptance|approval|adoption) of\b))([^;:]{3,300}?)(?:[,.;]? (?:and )?(?:this was |it was |which was )?seconded\b.*|\.?)$/is;
/** "The budget was proposed by A and seconded by B". */
const secondedBefore =
  /^(?:proposal: |motion: )?(.{3,300}?),? (?:was|were) proposed by .{2,60}?,? (?:and )?seconded by\b/is;
const agreed = /\b(?:agreed|resolved|approved|accepted|adopted|carried|signed|in favou?r)\b/i;
const endOfMotion =
  /[;.,] the motion\b.*$|; [^;]{1,60}\bseconded\b.*$| (?:was|were) (?:made|moved)\b.*$|,? (?:and|with|which|seconded by|second by|;)[^,;]{0,60}\bsecond(?:ed)?\b.*$|[,;] (?:motion|and (?:the motion )?was seconded|seconded).*$|,? (?:which |that )?(?:also )?(?:unanimously )?(?:passed|passes|carried|carries|failed|fails|(?:was|were) (?:unanimously )?approved)\b.*$/is;
const passed =
  /\b(?:motion|it|vote|item|resolution|ordinance|which)\b[^.;]{0,80}?\b(?:passed|passes|carried|carries|approved|adopted)\b|^\W*(?:carried|passed|approved|agreed|adopted|so ordered|unanimous|all in favou?r|ayes?\b)|\b(?:carried|passed|approved) (?:unanimously|\d)|\bunanimously (?:carried|approved|passed)/i;
const failed =
  /\bmotion\b[^.;]{0,80}?\b(?:failed|fails|defeated|died|dies|lost|withdrawn|not carried)\b|^\W*(?:failed|defeated|lost)\b/i;
const longestMotion = 1_000;

/** What a motion proposes: "Foley made a motion to approve the minutes". */
export function motionIn(text: string, sentence: Stretch): Outcome | undefined {
  const words = text.slice(sentence.start, Math.min(sentence.end, sentence.start + longestMotion));
  if (!/\b(?:motion|moved|moves|motioned|proposed|m\s?\/\s?s)\b/i.test(words)) return undefined;
  const seconded = secondedAfter.exec(words)?.[1] ?? secondedBefore.exec(words)?.[1] ?? proposedThat.exec(words)?.[1];
  if (/\bresolved (?:to|that)\b/i.test(words)) return undefined;
  if (seconded !== undefined) return secondedMotion(seconded, words, sentence);
  const found = motion.exec(words);
  const proposed = found?.[1]?.replace(endOfMotion, '').trim();
  if (proposed === undefined || proposed === '' || /^(?:adjourn|recess)/i.test(proposed)) return undefined;
  const [first = '', ...rest] = proposed.split(/\s+/);
  const verb = verbOf(first.toLowerCase(), rest);
  const inner = directiveIn(proposed, 'agree');
  const action: Action = verb?.action ?? (inner.action === 'agree' ? 'approve' : inner.action);
  const object = (
    verb === undefined ? proposed.slice(inner.start, inner.end) : rest.slice(verb.rest.length).join(' ')
  ).replace(/^(?:the )?(?:approval|adoption|acceptance) of /i, '');
  const title = titleOf(object);
  return title.length < 3 ? undefined : { action, title, words: object, clause: words, evidence: [sentence] };
}

/** To table is to defer where motions are made in these words. */
const verbOf = (
  word: string,
  next: readonly string[],
): { readonly action: Action; readonly rest: readonly string[] } | undefined =>
  word === 'table'
    ? { action: 'defer', rest: [] }
    : reportedVerbs(word).find(
        ({ form, rest }) => form === 'infinitive' && rest.every((one, index) => next[index]?.toLowerCase() === one),
      );

function secondedMotion(proposed: string, clause: string, sentence: Stretch): Outcome | undefined {
  const words = proposed
    .replace(
      /,? and (?:the meeting |it was |was |were )?(?:unanimously )?(?:agreed|resolved|carried|approved|seconded|signed).*$/is,
      '',
    )
    .replace(/^(?:the )?(?:agreement|approval|acceptance|adoption) (?:to|of) (?:the (?:content|contents) of )?/i, '');
  const title = titleOf(words);
  return title.length < 3 ? undefined : { action: 'agree', title, words, clause, evidence: [sentence] };
}

/** Whether a motion was carried, and the sentence that says so: the first that says anything of it. */
export function resultOf(
  text: string,
  sentences: readonly Stretch[],
): { readonly passed: boolean; readonly sentence: Stretch } | undefined {
  for (const [index, sentence] of sentences.entries()) {
    const words = text.slice(sentence.start, Math.min(sentence.end, sentence.start + longestMotion));
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
  /\bm\s?\/\s?s\s?\/\s?[cp]\b/i.test(words) ||
  /(?:\b(?:was|were|is|are|has|have been|and)|[,;:.–—-])\s+(?:then |also |duly |unanimously )*(?:approved|carried|passed|adopted|accepted|agreed)\b(?!\s+(?:the|an?|by the)\b)|\b(?:carrie[sd]|passe[sd])(?: unanimously| \d|\.?$)/i.test(
    words.replace(/^.*?\b(?:to|that|for|of)\b/is, ''),
  );

/** "Vote: 5-0", "Ayes: 5, nays: 0": how many more were for it; 0 if no numbers are given. */
function votes(words: string): number {
  const [, ayes = '0', nays = '0'] =
    /\b(?:vote|ayes?|yeas?|in favou?r)\b[^.;\d]{0,30}(\d{1,4})\b[^.;\d]{1,30}(\d{1,4})\b/i.exec(words) ?? [];
  return Number(ayes) - Number(nays);
}
