import { actionOfNoun } from '../domain/reportedVerbs';
import type { Action } from '../domain/vocabulary';
import { titleOf } from './objects';
import type { Outcome, Referring } from './outcome';

/** Words that say how something was decided, not what. */
export const onlyHow =
  /^[:\s]*(?:(?:(?:\+1 )?unanimous(?:ly)?|passed|\d+ (?:in favou?r|opposed|abstained|against|for|abstentions?)|ayes?|yes|in favou?r|by (?:a )?(?:show of hands|consensus|acclamation|(?:\w+ )?vote)|without (?:a )?vote|as (?:presented|amended|read|submitted|circulated|written|corrected)|\d+[-–]\d+(?:[-–]\d+)?|with (?:\w+ ){1,3}(?:abstentions?|votes?|corrections?))[\s,.;]*)+$/i;

/** "Forwarded to the Council the draft": to whom, before what. */
export const recipient =
  /^to (?:the|its) [^,;.]{3,60}?(?<! (?:of|for|on|in|to|by|with|and|from|at)) (?=(?:the|its|their|an?|two|three|four|five|several|draft|all) )/;

/** "Recommended its adoption by the Summit": what is recommended comes before, or is the heading. */
export const adoption =
  /^(?:(?:for )?(?:its|their) )?(?:adoption|approval|endorsement|acceptance|consideration)(?: (?:by|at|to) .*)?[.,;]?$/is;
export const possessive = /^(?:for )?(?:its|their)\b/i;
/** "Adopted decisions on:": the matters follow. */
export const onWhat =
  /^(?:[A-Za-z]+ ){0,3}(?:decisions|resolutions|declarations|recommendations|conclusions|agreements|statements|measures|documents|reports) (?:on|to|for|regarding|concerning)$/i;
export const announced = /^(?:the )?following\b/i;

/** An item of an announced list that names its action: "approval of the budget". */
export function namedItem(words: string): Pick<Outcome, 'action' | 'title' | 'words'> | undefined {
  const [whole = '', noun = ''] = /^(?:the )?([A-Za-zÀ-ỿ]+) of (?=\S)/u.exec(words) ?? [];
  const action = actionOfNoun(noun.toLowerCase());
  const object = words.slice(whole.length);
  return action && { action, title: titleOf(object), words: object };
}

/** What a verb does to its object: "designated the lake a protected area", "chose Ms Roe as director". */
export const doneBy = (action: Action, words: string): Action => {
  if (isDesignation(action, words)) return 'declare';
  // suspended: not postponed
  if (action === 'defer' && /^(?:the )?(?:[A-Za-zÀ-ỿ]+ )?(?:membership|participation|rules?\b|orders)/iu.test(words))
    return 'decide';
  return action === 'decide' &&
    /^(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-ZÀ-ỿ][^,;]{2,60}?(?: as| to be|:) (?:the |an? |its )?/u.test(words) &&
    office.test(words)
    ? 'appoint'
    : action;
};

const office =
  /(?: as| to be|:) (?:the |an? |its )?(?:[\w-]+ ){0,3}?(?:chair\w*|vice-\w+|president|director|secretary|secretary-general|treasurer|auditor|rapporteur|coordinator|speaker|commissioner)\b/i;

/** "Chose Ms Roe as chair and Mr Hall as treasurer". */
export const isOffice = (action: Action, words: string): boolean =>
  action === 'decide' && /^(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-ZÀ-ỿ]/u.test(words) && office.test(words);

/** "Designated the lake a protected area": no person is appointed. */
const isDesignation = (action: Action, words: string): boolean =>
  action === 'appoint' &&
  !/\b(?:Mr|Ms|Mrs|Dr|terms?)\b/.test(words) &&
  /\b(?:area|zone|site|sanctuary|park|reserve|landmark|day|week|year|decade|route|language|heritage)\b/i.test(words);

export const isHope = (action: Action, words: string): boolean =>
  (action === 'express' &&
    /^(?:its |their |the |strong |sincere )*(?:hope|readiness|confidence|willingness|interest|belief|conviction)\b/i.test(
      words,
    )) ||
  (action === 'establish' && /^that\b/i.test(words)) ||
  (action === 'consider' && /^that\b|^it (?:an?|the|as) |\bto be\b/i.test(words));

const openingMatter =
  /^(?:Regarding|Concerning|With (?:regard|respect) to|As (?:regards|to|for)|On the (?:issue|question|matter|subject|topic) of) ([^,]{5,200}),/;

/** "Regarding the letter from Chad, the Council expressed concern": the matter of a short object precedes the subject. */
export function onMatter(one: Outcome | Referring, sentence: string): Outcome | Referring {
  const [, matter] = openingMatter.exec(sentence) ?? [];
  if (matter === undefined || one.words.split(' ').length > 2) return one;
  if ('title' in one)
    return { ...one, title: titleOf(`${one.title} on ${matter}`), words: `${one.words} on ${matter}` };
  return one.words === ''
    ? { action: one.action, title: titleOf(matter), words: matter, clause: one.clause, evidence: [one.sentence] }
    : one;
}
