import type { Action } from '../domain/vocabulary';
import { type Actor, actorOf, type Reason } from './actors';
import type { Clause, SentenceContext } from './clause';
import { modals } from './grammar';
import { prepositions } from './subjects';
import type { Token } from './tokens';

const source = "(?:[A-Za-zÀ-ỿ’'-]+ ){0,3}?";
const rumours = `${source}(?:rumou?rs?|reports|media|sources?|insiders?|observers|analysts|diplomats|leaks?|witnesses|newspapers?)(?=[,.]|$| (?:close|familiar|who|from)\\b)`;
const persons = `(?:Mr|Ms|Mrs|Dr|Prof|Ambassador|Minister|President|he|she|him|her|(?:the|its) ${source}(?:minister|president|chair[A-Za-zÀ-ỿ]*|secretary|general|ambassador|delegate|official|spokesm[ae]n|director))\\b`;
const hearsay = new RegExp(
  `^according to ${rumours}\\b|, according to ${rumours}\\b[^,]{0,60}$|^rumou?r has it\\b`,
  'iu',
);
const personal = new RegExp(`^according to ${persons}|, according to ${persons}[^,]{0,60}$`, 'iu');
const question = /\?["”’)\]]*$/;
/** "Had the SOC adopted the budget, it would have saved money." */
const inverted = /^(?:Had|Were|Should) [^.;]{1,300}\b(?:would|could|might|will|shall|should)\b/;

/** Why no verb of a sentence states a fact; undefined if they may. */
export function sentenceDoubt(sentence: string): Reason | undefined {
  if (question.test(sentence)) return 'it is a question';
  if (inverted.test(sentence)) return 'it depends on a condition';
  // a resolution begins with what led to it
  if (/^whereas,?\s/i.test(sentence) && !/\bresolved\b/i.test(sentence)) return 'it was before the meeting';
  // the expressions below are costly to compile
  if (!/\baccording to\b|^rumou?r/i.test(sentence)) return undefined;
  if (hearsay.test(sentence)) return 'it is hearsay';
  return personal.test(sentence) ? 'a person speaks' : undefined;
}

/** "Work will start if the Council approves the plan", "If approved, the plan will start". */
export const isConditional = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ lower, isAside }, index) =>
      !isAside &&
      (/^(?:if|unless)$/.test(lower) || (index === 0 && /^(?:once|provided|assuming|should|until)$/.test(lower))),
  );

/** Why a clause does not state a fact: nobody did it, nothing was done, or someone only says so. `at` is the index of its verb. */
export function clauseDoubt(
  sentence: string,
  tokens: readonly Token[],
  clause: Clause,
  at: number,
  context: SentenceContext,
): Reason | undefined {
  const own = tokens.slice(clause.start, at).filter(({ isAside }) => !isAside);
  if (isNothing(tokens, clause.start, clause.predicate)) return 'it did not happen';
  // "this is the second time the Council has appointed"
  if (
    own.some(
      ({ lower }, index) =>
        lower === 'time' &&
        own[index - 3]?.lower !== 'for' &&
        own[index + 1]?.text !== ',' &&
        /^(?:first|second|third|fourth|fifth|last|only)$/.test(own[index - 1]?.lower ?? ''),
    )
  )
    return 'it is said in passing';
  if (/^(?:no|almost|nearly|hardly|scarcely|barely)$/.test(tokens[at - 1]?.lower ?? '')) return 'it did not happen';
  if (own.some(({ lower }) => /^(?:reportedly|allegedly|supposedly|purportedly|apparently)$/.test(lower)))
    return 'it is hearsay';
  return clause.actor === 'meeting' ? reporterReason(sentence, tokens, clause.predicate, context) : undefined;
}

/** "Would have adopted" did not happen; "may have adopted" is a guess. */
export function perfectDoubt(modal: string): Reason | undefined {
  if (!modals.has(modal)) return undefined;
  return /^(?:may|might|must|will)$/.test(modal) ? 'it is hearsay' : 'it did not happen';
}

const nothing = /^(?:neither|none|nothing|nobody)$/;

/** Whether a subject is nobody or nothing: "no budget", "none of the plans", but not "with no debate the plan". */
const isNothing = (tokens: readonly Token[], from: number, until: number): boolean => {
  // "There being no objections, …"
  const isReason = tokens[from]?.lower === 'there' && tokens[from + 1]?.lower === 'being';
  const start = isReason ? tokens.findIndex(({ text }, index) => index > from && text === ',') + 1 : from;
  return tokens.slice(start, until).some(({ lower, isAside }, index) => {
    const place = start + index;
    return (
      !isAside &&
      (nothing.test(lower) || isNo(tokens, place)) &&
      !/^(?:as|but)$/.test(tokens[place - 1]?.lower ?? '') &&
      !prepositions.has(tokens[place - 1]?.lower ?? '')
    );
  });
};

/** "No budget", but not "No. 5" or "no fewer than ten". */
const isNo = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.lower === 'no' && !/^(?:\.|\d.*|fewer|less|more|later|doubt)$/.test(tokens[at + 1]?.lower ?? '');

/** Actions that a meeting also takes on what is not to be: "agreed no further action", "noted no changes". */
const ofNothing = new Set<Action>([
  'agree',
  'decide',
  'resolve',
  'note',
  'confirm',
  'declare',
  'affirm',
  'acknowledge',
]);

/** "Took no decision on", "adopted no decision", "adopted neither plan", "adopted hardly any of the plans", "denied that it adopted a plan". */
export const isOfNothing = (tokens: readonly Token[], { voice, action, predicate, after }: Clause): boolean => {
  const [first, second] = tokens.slice(after, after + 2).map(({ lower }) => lower);
  if (voice === 'passive') return false;
  const said = tokens.slice(predicate, after).map(({ lower }) => lower);
  if (said.includes('no')) return !said.some((word) => /^(?:objection|comment)s?$/.test(word));
  if (action === 'reject' && /^(?:that|having)$/.test(first ?? '')) return true;
  if (ofNothing.has(action)) return false;
  return (
    nothing.test(first ?? '') ||
    isNo(tokens, after) ||
    (/^(?:hardly|scarcely|barely)$/.test(first ?? '') && second === 'any')
  );
};

const saying =
  /^(?:said|says|reported|announced|announces|told|claimed|claims|believes|believed|alleged|alleges|stated|argued|suggested|hoped|hopes|insisted|wrote|explained|thought|thinks)$/;
/** Those who report for the meeting, not for themselves. */
const reliable =
  /press|ministry|news|agency|report|communiqu|statement|release|secretariat|spokes|website|office|presidency|government|minutes|summary/i;

/** Why a verb that someone reports is not a fact: "The Secretary General said that the SOC adopted". */
function reporterReason(
  sentence: string,
  tokens: readonly Token[],
  predicate: number,
  context: SentenceContext,
): Reason | undefined {
  const verb = tokens.findLastIndex(
    ({ lower, isAside }, index) => index > 0 && index < predicate && !isAside && saying.test(lower),
  );
  if (verb < 0 || hasEnded(tokens, verb, predicate)) return undefined;
  const from = tokens.findLastIndex(({ text }, index) => index < verb && /^[,;:]$/.test(text)) + 1;
  const speaker = tokens.slice(from, verb).filter(({ lower }) => !/^(?:also|has|have|then|later)$/.test(lower));
  const last = speaker.at(-1);
  // "the countries that had announced cuts reviewed them"
  if (tokens[verb - 1]?.lower !== 'that' && speaker.some(({ lower }) => lower === 'that')) return undefined;
  if (isCabinetReported(tokens, predicate, context)) return undefined;
  if (last === undefined || /^(?:was|were|is|been|be|as|it|they|we)$/.test(last.lower)) return undefined;
  const words = sentence.slice(speaker[0]?.start, last.end);
  if (/\b(?:media|sources?|rumou?rs?|insiders?)$/i.test(words)) return 'it is hearsay';
  const actor: Actor = actorOf(speaker, sentence, context.before, context);
  if (reliable.test(words) || actor === 'meeting' || actor === "another body's act") return undefined;
  return actor === 'it is not clear who acts' ? 'a person speaks' : actor;
}

/** "The Minister of Ports said that the Cabinet had approved": ministers report what their cabinet decided. */
export function isCabinetReported(tokens: readonly Token[], predicate: number, context: SentenceContext): boolean {
  if (context.isCabinet !== true) return false;
  const verb = tokens.findLastIndex(
    ({ lower, isAside }, index) => index < predicate && !isAside && (saying.test(lower) || lower === 'disclosed'),
  );
  const speaker = tokens.slice(0, Math.max(verb, 0));
  const subject = tokens.slice(verb + 1, predicate);
  return (
    speaker.some(({ lower }) => /minister|spokes|secretary|^(?:he|she)$/.test(lower)) &&
    subject.length < 8 &&
    subject.some(({ lower, text }) => /^(?:cabinet|council|government)$/.test(lower) || context.acronyms.has(text))
  );
}

/** Whether reported speech ends before an index: "… said he was glad, and the SOC adopted". */
const hasEnded = (tokens: readonly Token[], verb: number, until: number): boolean =>
  tokens.some(
    ({ text }, index) =>
      index > verb &&
      index < until &&
      (/^[;:.]$/.test(text) ||
        (text === ',' && /^(?:and|but|while|it|they|which)$/.test(tokens[index + 1]?.lower ?? ''))),
  );
