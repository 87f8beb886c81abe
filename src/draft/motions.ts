import { reportedVerbs } from '../domain/reportedVerbs';
import type { Action } from '../domain/vocabulary';
import { titleOf } from './objects';
import type { Outcome } from './outcome';
import type { Stretch } from './paragraphs';

const motion =
  /\b(?:(?:made|makes) (?:an? |the )?motion|moved by [^,;:]{1,60}?|moved|moves|motion(?: was made| by [^,;:]{1,60}?| from [^,;:]{1,60}?| made by [^,;:]{1,60}?)?)(?:,? (?:and |second(?:ed)? by )[^,;:]{1,60}?(?: seconded)?)?,? (?:to|that|for(?: the)?(?= approval| adoption))\s*(.+)$/is;
/** "A proposed and B seconded the budget", "The budget was proposed by A and seconded by B". */
const secondedAfter =
  /\bproposed,? and (?:[^,;.]{1,60}? )?seconded (?!by\b)(?:that |the motion (?:that|to) )?(.{3,300})$/is;
const secondedBefore =
  /^(?:proposal: |motion: )?(.{3,300}?),? (?:was|were) proposed by .{2,60}? (?:and )?seconded by\b/is;
const agreed = /\b(?:agreed|resolved|approved|accepted|adopted|carried|in favou?r)\b/i;
const endOfMotion =
  /,? (?:and|with|which|seconded by|second by|;)[^,;]{0,60}\bsecond(?:ed)?\b.*$|[,;] (?:motion|and (?:the motion )?was seconded|seconded).*$|,? (?:which |that )?(?:also )?(?:unanimously )?(?:passed|passes|carried|carries|failed|fails|(?:was|were) (?:unanimously )?approved)\b.*$/is;
const passed =
  /\b(?:motion|it|vote|item|resolution|ordinance|which)\b[^.;]{0,80}?\b(?:passed|passes|carried|carries|approved|adopted)\b|^\W*(?:carried|passed|approved|adopted|so ordered|unanimous|all in favou?r|ayes?\b)|\b(?:carried|passed|approved) (?:unanimously|\d)|\bunanimously (?:carried|approved|passed)/i;
const failed =
  /\bmotion\b[^.;]{0,80}?\b(?:failed|fails|defeated|died|dies|lost|withdrawn|not carried)\b|^\W*(?:failed|defeated|lost)\b/i;
const longestMotion = 1_000;

/** What a motion proposes: "Foley made a motion to approve the minutes". */
export function motionIn(text: string, sentence: Stretch): Outcome | undefined {
  const words = text.slice(sentence.start, Math.min(sentence.end, sentence.start + longestMotion));
  if (!/\b(?:motion|moved|moves|proposed)\b/i.test(words)) return undefined;
  const seconded = secondedAfter.exec(words)?.[1] ?? secondedBefore.exec(words)?.[1];
  if (/\bresolved (?:to|that)\b/i.test(words)) return undefined;
  if (seconded !== undefined) return secondedMotion(seconded, words, sentence);
  const found = motion.exec(words);
  const proposed = found?.[1]?.replace(endOfMotion, '').trim();
  if (proposed === undefined || proposed === '') return undefined;
  const [first = '', ...rest] = proposed.split(/\s+/);
  const verb = reportedVerbs(first.toLowerCase()).find(({ form }) => form === 'infinitive');
  const action: Action = verb?.action ?? 'approve';
  const object = (verb === undefined ? proposed : rest.slice(verb.rest.length).join(' ')).replace(
    /^(?:approval|adoption) of /i,
    '',
  );
  const title = titleOf(object);
  return title.length < 3 ? undefined : { action, title, words: object, clause: words, evidence: [sentence] };
}

function secondedMotion(proposed: string, clause: string, sentence: Stretch): Outcome | undefined {
  const words = proposed
    .replace(
      /,? and (?:the meeting |it was |was |were )?(?:unanimously )?(?:agreed|resolved|carried|approved).*$/is,
      '',
    )
    .replace(/^(?:agreement|approval) (?:to|of) (?:the (?:content|contents) of )?/i, '');
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
    if (failed.test(words)) return { passed: false, sentence };
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
    if (passed.test(index === 0 ? words.replace(/^.*?\bmotion to\b/is, '') : words)) return { passed: true, sentence };
  }
  return undefined;
}
