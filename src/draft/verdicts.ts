import type { Action } from '../domain/vocabulary';
import { titleOf } from './objects';
import type { Outcome } from './outcome';
import type { Range } from './paragraphs';

/** What a line of minutes says of its matter: "Treasurer's report – received and noted", "No objection". */
export interface Verdict {
  readonly action: Action;
  /** The matter, if the line names it; '' if it precedes the line. */
  readonly matter: string;
  readonly isNoObjection: boolean;
}

const noObjection = 'no (?:objections?|comments?)(?: (?:or|and) (?:objections?|comments?))?(?: (?:given|raised|made))?';
/** What minutes write for a verb, in the order of the table. */
// biome-ignore format: a line is an action
const words: readonly (readonly [string, Action])[] = [
  [`(?:all )?agreed|(?:it was |the [A-Za-zÀ-ỿ]+ )?so (?:agreed|decided|resolved|ordered)|${noObjection}`, 'agree'],
  ['approved|passed|granted|ok(?:ayed)?', 'approve'],
  ['adopted|carried', 'adopt'],
  ['(?:received and )?accepted', 'accept'],
  ['(?:received and |duly )?noted', 'note'],
  ['confirmed', 'confirm'],
  ['endorsed', 'endorse'],
  ['supported|support', 'support'],
  ['resolved', 'resolve'],
  ['deferred|tabled|postponed|adjourned|held over|carried (?:over|forward)', 'defer'],
  ['rejected|refused|denied|objections?|objected|defeated', 'reject'],
];
const before = '(?:unanimously |duly |all |proposal |item )?';
const after =
  '(?:[ ,]+(?:unanimously|by all|by (?:general |unanimous )?consen(?:sus|t)|as (?:presented|amended|read|submitted|circulated|written|(?:an? )?(?:true|correct|accurate)[^.]{0,60})|with (?:thanks|(?:minor |the |some )?(?:corrections|amendments|changes|modifications)|\\w+ (?:correction|amendment|change|abstention)s?|\\w+ abstaining)|until [^.;]{3,60}|to (?:the )?(?:next|future)[^.;]{0,40}|\\(?\\d+[-–/]\\d+(?:[-–/]\\d+)?\\)?))*';
const verdict = new RegExp(
  `^(?:(.{3,250}?)\\s*(?::|\\s[–—-]{1,2}|[–—]| \\.\\.+)\\s*)?${before}(${words.map(([one]) => one).join('|')})${after}[.!]?$`,
  'isu',
);
/** Words before a verdict that do not name a matter. */
const label = /^(?:outcome|decision|action|resolution|recommendation)s?$/i;
/** The result of a motion is read with the motion. */
const ofMotion = /^(?:the )?(?:vote|motion|result|ayes?|nays?|seconded|all in favou?r)\b/i;
/** Formalities of a meeting, which decide nothing. */
const formality = /\b(?:apolog\w+|declarations? of|disclosures?|open (?:forum|session)|public|quorum|roll call)\b/i;

/** The verdict with which a line ends; undefined if it has none. */
export function verdictIn(line: string): Verdict | undefined {
  if (line.length > 320) return undefined;
  const [, matter = '', said = ''] = verdict.exec(line) ?? [];
  if (said === '' || formality.test(matter) || ofMotion.test(line)) return undefined;
  const action = words.find(([pattern]) => new RegExp(`^(?:${pattern})$`, 'iu').test(said))?.[1];
  const isNoObjection = /^no /i.test(said);
  return action && { action, matter: label.test(matter.trim()) ? '' : matter, isNoObjection };
}

/** Whether a line has the number of a planning application or file: "19/01131". */
export const hasNumber = (line: string): boolean => /\b\d{2,}\/\d{2,}|\b\d{5,}\b/.test(line);

/** What was decided by the verdict of a sentence; `above` is the matter if the sentence does not name it. */
export function decidedOn(
  { action, matter, isNoObjection }: Verdict,
  text: string,
  sentence: Range,
  above: Range | undefined,
): Outcome[] {
  const before = matter === '' ? above : undefined;
  const words = (before === undefined ? matter : text.slice(before.start, Math.min(before.end, before.start + 300)))
    .replace(/^(?:agenda )?(?:item )?(?:\d{1,3}(?:\.\d{1,3})*[.:)]?\s+)?/i, '')
    .replace(formula, '');
  const title = titleOf(isNoObjection ? `no objection to ${words}` : words);
  const evidence = before === undefined ? [sentence] : [before, sentence];
  const clause = text.slice(sentence.start, sentence.end);
  return words.length < 3 ? [] : [{ action, title, words, clause, evidence }];
}

/** "Confirmation of the minutes", "to approve the minutes": what is on the agenda. */
const formula =
  /^(?:to )?(?:approv\w+|adopt\w*|confirm\w*|consider\w*|receive|accept\w*)(?: of)? (?=the |minutes|meeting)/i;
