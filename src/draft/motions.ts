import { actionOfNoun, reportedVerbs } from '../domain/reportedVerbs';
import type { Action } from '../domain/vocabulary';
import { listKind } from './clauseObjects';
import { directivesIn } from './directives';
import { objectsOf, titleOf } from './objects';
import type { Outcome, Referring } from './outcome';
import type { Range } from './paragraphs';
import { isReference } from './references';

/** What a motion would decide, or a reference to what another sentence names. */
export type Moved = Outcome | Referring;

const name = '[^,;:]{1,60}?';
/** What may stand between "motion" and what is moved: who moved and seconded it, and how it went. */
const aside = `(?:,? (?:and )?(?:it was |was |is |were )?(?:duly )?(?:made|moved|seconde?d?s?|2nd|support(?:ed)?|carried|adopted|passed|approved)(?: (?:by|from) ${name})?(?: unanimously| \\d+[-–]\\d+(?:[-–]\\d+)?)?(?: seconded)?){0,4}`;
const introductions = [
  '(?:made|makes|offered|put forward) (?:an? |the )?motion',
  `motion(?: (?:was|is|has been) (?:made|moved|offered|raised))?(?: (?:made |offered |moved |introduced )?(?:by|from) ${name})?`,
  `(?:moved|motioned)(?: by ${name}| \\([^)]{1,60}\\))?`,
  'moves',
  'motions(?= to )',
  '(?:motion:?|moved ?/ ?seconded) ?\\([^)]{1,60}\\)',
  'motion\\s?/\\s?second:?(?: \\([^)]{1,60}\\))?',
  `m\\s?/\\s?s(?:\\s?/\\s?[cpu])*:?(?: ?\\([^)]{1,60}\\)| [\\w.’'/, -]{1,40}?)?`,
];
/** "Foley made a motion, seconded by Li, to approve the minutes", "M/S/C (Foley/Li) to approve the minutes". */
export const motion = new RegExp(
  `\\b(?:${introductions.join('|')})${aside}(?:,? and ${name})??(?:,? (?:and )?${name} second(?:ed|s)?)??[,:]? {1,4}(?:for(?: the)?(?= approval| adoption| acceptance)|for (?=(?:the )?[A-Za-zÀ-ỿ.]{2,20}(?: [A-Za-zÀ-ỿ]{2,20}){0,2} to [a-zÀ-ỿ])|(to|that)|(?=(?:the|an?|this|these) [^.;]{3,150}? (?:be (?:approved|adopted|accepted|passed|received|tabled|deferred|denied)|do pass)\\b|(?:(?:the )?(?:approval|adoption|acceptance) of|(?:an? |the )?(?:\\w+ )?slate)\\b))\\s*(.+)$`,
  'isu',
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
/** "A proposed acceptance, seconded by B": acceptance of the matter above. */
const acceptance =
  /\bproposed (?:the |its |their )?(acceptance|approval|adoption)[,.;]? (?:and )?(?:this was )?seconded by\b/i;
const endOfMotion =
  /(?:,? (?:was|were|and))? proposed by\b.*$|[;.,] the motion\b.*$|; [^;]{1,60}\b(?:second(?:ed|s)?|2nd)\b.*$|; second\b.*$|, second(?:ed)? by .*$| (?:was|were) (?:made|moved)\b.*$|,? (?:and|with|which|seconded by|second by|;)[^,;]{0,60}\bsecond(?:ed)?\b.*$|[,;] (?:motion|approved|all in favou?r|and (?:the motion )?was seconded|seconded).*$|,? (?:which |that )?(?:was |were )?(?:also )?(?:unanimously )?(?:passed|passes|carried|carries|failed|fails|(?:was|were) (?:unanimously )?approved)\b.*$| \([A-Za-zÀ-ỿ][^)]{2,40}\)$/isu;
/** Who moved, at the end: "to approve the bills by Allard". */
const moverAtEnd =
  /(?:^|,? )by (?:(?:Mr|Ms|Mrs|Dr|Cllr)\.? |Commissioner |Council[A-Za-zÀ-ỿ]+ |Senator |Trustee )?[A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]*(?: [A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]*){0,2}$/u;
export const maxMotionLength = 1_000;

/** "Nomination of Senator Roe to the Library Committee by Senator Hill; second by Senator Gray". */
const nomination =
  /^(?:self-)?nominations? (?:of ([^;:]{3,80}?) )?(?:to (?:serve (?:on|as) )?|for |as )([^;]{3,150}?) by ([^;:,]{3,60}?)[;,] (?:and )?second/i;
/** "Cllr Hall proposed Cllr Webb as chair, seconded by Cllr Moss". */
const proposedAs =
  /\bproposed ((?:[A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]*\s?){1,5})\s?(?:as|for|to be) (?:the |an? )?((?:[A-Za-zÀ-ỿ-]+ ?){1,6}?)[,.;]? (?:and )?(?:this was )?seconded\b/u;
/** What makes a person, not a text, the object: "a slate of Ann Roe as chair". */
const slate = /^(?:an? |the )?(?:[A-Za-zÀ-ỿ]+ )?slate(?: of officers)?(?:,? of|:|,)? /iu;

/**
 * What a motion proposes: "Foley made a motion to approve the minutes". Undefined if a sentence has no motion. `said` is its wording,
 * if it differs from the text.
 */
function motionIn(text: string, sentence: Range, said?: string): readonly Moved[] | undefined {
  const words = said ?? text.slice(sentence.start, Math.min(sentence.end, sentence.start + maxMotionLength));
  if (!/\b(?:motions?|moved|moves|motioned|proposed|nominations?|m\s?\/\s?s)\b/i.test(words)) return undefined;
  const [, proposal = ''] = /\b(?:proposed|moved) (that the following .+)$/is.exec(words) ?? [];
  const several = severalIn(proposal, words, sentence);
  if (several !== undefined) return several;
  const seconded = secondedAfter.exec(words)?.[1] ?? secondedBefore.exec(words)?.[1] ?? proposedThat.exec(words)?.[1];
  if (/\bresolved (?:to|that)\b/i.test(words)) return undefined;
  const evidence = [sentence];
  const [opening, purpose] = /^(?:an? |the )?motion (?=(to|that) )/i.exec(seconded ?? '') ?? [];
  if (opening !== undefined && purpose !== undefined)
    return decisionsOf((seconded ?? '').slice(opening.length), '', words, sentence);
  const [, candidate = '', post = ''] = proposedAs.exec(words) ?? [];
  if (candidate !== '') {
    const title = `${titleOf(candidate)}: ${post}`;
    return [{ action: 'elect', title, words: title, clause: words, evidence }];
  }
  if (seconded !== undefined && isReference(seconded))
    return [{ action: 'agree', words: seconded, clause: words, sentence }];
  if (seconded !== undefined) return secondedMotion(seconded, words, sentence);
  const [, wished] = acceptance.exec(words) ?? [];
  if (wished !== undefined)
    return [{ action: actionOfNoun(wished.toLowerCase()) ?? 'agree', words: '', clause: words, sentence }];
  const [nominated, person, office = '', nominator = ''] = nomination.exec(words) ?? [];
  if (nominated !== undefined) {
    const title = `${titleOf(person ?? nominator)}: ${office}`;
    return [{ action: 'elect', title, words: title, clause: words, evidence }];
  }
  const found = motion.exec(words);
  const proposed = found?.[2]
    ?.replace(/[\s.,;]+$/, '')
    .replace(endOfMotion, '')
    .replace(/[\s.,;]+$/, '')
    .replace(moverAtEnd, '');
  if (
    found === null ||
    proposed === undefined ||
    proposed === '' ||
    /^(?:adjourn|recess|go into|enter|(?:an?|the) vote\b|(?:first|second|third|final) reading\b)/i.test(proposed)
  )
    return undefined;
  const matter = /^([^:]{3,80}?)(?::| [–—-]) /.exec(words.slice(0, found.index))?.[1] ?? '';
  return decisionsOf(`${found[1] ?? ''} ${proposed}`.trim(), matter, words, sentence);
}

/** "That the following members be appointed to the board: Ann Roe; Bob Hall". */
function severalIn(proposed: string, clause: string, sentence: Range): Moved[] | undefined {
  const [, verb = '', place = '', list = ''] =
    /^that the following [A-Za-zÀ-ỿ ]{3,40} be ([a-zÀ-ỿ]+)((?: [^:]{1,80})?): (.+)$/isu.exec(proposed) ?? [];
  const action = reportedVerbs(verb.toLowerCase()).find(({ form }) => form === 'past')?.action;
  if (action === undefined) return undefined;
  const items = list.split(list.includes(';') ? /;\s*(?:and )?/ : /,\s*(?:and )?| and /);
  return items.filter(Boolean).map((item) => {
    const title = titleOf(`${item.replace(/[.\s]+$/, '')}${place}`);
    return { action, title, words: title, clause, evidence: [sentence] };
  });
}

/** What is decided if a motion passes. `matter` is what it is about, if its own words do not say. */
function decisionsOf(proposed: string, matter: string, clause: string, sentence: Range): Moved[] {
  const together = severalIn(proposed, clause, sentence);
  if (together !== undefined) return together;
  return directivesIn(proposed, 'agree').flatMap((directive): Moved[] => {
    const own = proposed
      .slice(directive.start, directive.end)
      .replace(/^(?:to|that|for) (?:the (?=approval|adoption))?/i, '');
    const [first = '', ...rest] = own.split(/\s+/);
    const verb = directive.action === 'agree' ? verbOf(first.toLowerCase(), rest) : undefined;
    const object = (verb === undefined ? own : rest.slice(verb.rest.length).join(' ')).replace(
      /^(?:the )?(?:approval|adoption|acceptance) of /i,
      '',
    );
    const isSlate = slate.test(object);
    const action = isSlate ? 'elect' : (verb?.action ?? (directive.action === 'agree' ? 'approve' : directive.action));
    const decided = isSlate ? object.replace(slate, '') : object === '' ? matter : object;
    if (decided === '' || isReference(decided)) return [{ action, words: decided, clause, sentence }];
    return objectsOf(decided, { start: 0, end: decided.length }, listKind(action))
      .filter(({ title }) => title.length > 2)
      .map(({ title, words }) => ({ action, title, words, clause, evidence: [sentence] }));
  });
}

/** Where motions are worded like this, to table is to defer. */
const verbOf = (
  word: string,
  next: readonly string[],
): { readonly action: Action; readonly rest: readonly string[] } | undefined =>
  word === 'table'
    ? { action: 'defer', rest: [] }
    : reportedVerbs(word).find(
        ({ form, rest }) => form === 'infinitive' && rest.every((one, index) => next[index]?.toLowerCase() === one),
      );

function secondedMotion(proposed: string, clause: string, sentence: Range): readonly Outcome[] | undefined {
  const words = proposed
    .replace(
      /,? and (?:the meeting |it was |was |were )?(?:unanimously )?(?:agreed|resolved|carried|approved|seconded|signed).*$/is,
      '',
    )
    .replace(/^(?:the )?(?:agreement|approval|acceptance|adoption) (?:to|of) (?:the (?:content|contents) of )?/i, '');
  const title = titleOf(words);
  return title.length < 3 ? undefined : [{ action: 'agree', title, words, clause, evidence: [sentence] }];
}

const mover =
  /^(?:moved(?: and seconded)?|motion(?: made)?|proposed|proposer|mover?)(?: by)?\s*[:–-]?\s*[A-ZÀ-ỿ][^.;:]{1,60}(?:[.;:,]? ?(?:and )?second(?:ed|er)?(?: by)?\s*:?\s*[^.;:]{2,60})?[.;:,]?$/iu;
/** A line that names who seconded a motion. */
export const seconder = /^(?:second(?:ed|er|s)?|2nd)(?: by)?\s*[:–-]?\s*[^.;:]{2,60}[.;:]?$/i;
const content = /^(?:motion(?: to|:)\s*)?(?:that|to|be it) /i;

/**
 * A motion whose words and mover are in separate sentences: "Moved by Hall, seconded by Webb. THAT the minutes be adopted."
 * `following` are the sentences from the first one on; `length` is the number of those that state the motion.
 */
export function motionAt(
  text: string,
  following: readonly Range[],
): { readonly moved: readonly Moved[]; readonly length: number } | undefined {
  const said = following.slice(0, 4).map(({ start, end }) => text.slice(start, Math.min(end, start + maxMotionLength)));
  const [first = '', second = ''] = said;
  const [sentence] = following;
  if (sentence === undefined) return undefined;
  if (content.test(first) && mover.test(second)) return withLength(motionIn(text, sentence, `moved ${first}`), 1);
  if (mover.test(first)) {
    const at = said.findIndex((words, index) => index > 0 && !seconder.test(words) && !mover.test(words));
    const last = following[at];
    if (last !== undefined && content.test(said[at] ?? ''))
      return withLength(motionIn(text, { start: sentence.start, end: last.end }, `moved ${said[at]}`), at + 1);
  }
  return withLength(motionIn(text, sentence), 1);
}

const withLength = (moved: readonly Moved[] | undefined, length: number) =>
  moved === undefined ? undefined : { moved, length };
