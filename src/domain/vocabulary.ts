import { asQuestion, didYouMean, nearest } from './nearest';
import { Problem } from './problem';
import { oneWordAdvice, splitNames } from './splitNames';

/** The operative verbs, grouped by what a decision with that verb does. */
// biome-ignore format: word lists are more readable in rows
export const actions = {
  /** Takes effect. */
  decides: [
    'adopt', 'approve', 'accept', 'endorse', 'decide', 'resolve', 'declare', 'agree', 'confirm', 'grant',
    'establish', 'launch', 'sign', 'finalize', 'elect', 'appoint', 'authorize', 'extend',
  ],
  /** Asks another body to act. If it only addresses parties, no answer is pending. */
  refers: ['recommend', 'refer', 'submit'],
  /** Usually gives someone a task. */
  asks: ['request', 'ask', 'invite', 'encourage', 'urge', 'call upon', 'instruct', 'charge'],
  /** Puts something on record; nothing follows. */
  acknowledges: [
    'welcome',
    'note', // "took note of" in most texts
    'acknowledge', 'recognize', 'affirm', 'emphasize', 'commend', 'thank', 'congratulate', 'support',
    'express', // concern, appreciation, condolences
  ],
  /** Puts the work of the meeting on record; nothing follows. */
  deliberates: ['discuss', 'review', 'consider', 'exchange views', 'hear'],
  /** Ends a matter or postpones it. */
  closes: ['reject', 'defer', 'withdraw', 'rescind', 'terminate'],
} as const;

export type ActionClass = keyof typeof actions;
export type Action = (typeof actions)[ActionClass][number];

/** What a decision is about; the form it is issued in (resolution, order) is something else. */
export const kinds = [
  'plan', // of work, for a period
  'budget',
  'report',
  'concept paper',
  'action plan', // for one field or problem, unlike a plan of work
  'roadmap',
  'rules', // of procedure, staff or financial regulations
  'statement', // on a matter of the day
  'declaration', // of principles, as a summit issues
  'observer status',
  'membership',
  'ratification', // a party's act on an instrument, signature and accession included
  'instrument', // the treaty itself
  'cooperation', // with another organisation
  'coordinator', // a party that leads or co-leads a field of work
  'appointment', // of a person
  'meeting', // the date or venue of one
  'fund',
  'body', // set up or wound up
  'programme',
  'other',
] as const;

export const partyRoles = [
  'sponsor', // proposed or prepared it
  'applicant', // applies for a standing
  'addressee', // is asked to do something
  'coordinator', // leads the work
  'reservation', // agreed, with a reservation on record
  'subject', // it is about this party; the default role
] as const;
export type PartyRole = (typeof partyRoles)[number];

// biome-ignore format: word lists are more readable in rows
export const bodyKinds = [
  'council', 'committee', 'working group', 'experts', 'advisory', 'secretariat', 'other',
] as const;

/** A state is recognized by its ISO code; no other kind is inferred. */
export const partyKinds = ['state', 'organisation', 'person'] as const;

/** How a meeting was held; `written` is a procedure by correspondence, without an actual meeting. */
export const modes = ['in person', 'online', 'hybrid', 'written'] as const;

export const meetingStatuses = ['scheduled', 'held', 'postponed', 'cancelled'] as const;

/** What a body calls its decision; each form has its own numbering. What the decision is about is its kind. */
export const forms = [
  ...(['resolution', 'decision', 'recommendation', 'measure', 'statement', 'declaration', 'conclusion'] as const),
  ...(['order', 'ordinance', 'action', 'opinion', 'finding'] as const),
] as const;

/** How a decision was taken; under `silence` it is adopted unless a party objects by the deadline. */
export const procedures = ['consensus', 'silence', 'vote'] as const;

/** How a later decision relates to an earlier one; each reads as "LATER … EARLIER". */
export const relations = [
  'answers', // accepts or declines what another body referred
  'amends', // changes it; it stays in force as amended
  'supersedes', // replaces it
  'rescinds', // revokes it
  'follows up', // continues it without changing it
  'cites',
] as const;
export type Relation = (typeof relations)[number];

/** The possible answers to a referral. */
export const answers = ['accept', 'decline'] as const;
export type Answer = (typeof answers)[number];

/** A party's relation to the organisation during a period; "applicant" is derived, not recorded. */
export const standings = ['member', 'observer', 'partner'] as const;
export type Standing = (typeof standings)[number];

/** What a party does about a treaty; a withdrawal ends what the others began. */
export const actKinds = [
  'signature', // not yet bound
  'ratification',
  'acceptance',
  'approval',
  'accession', // bound without having signed
  'succession', // bound by a predecessor's act
  'withdrawal',
] as const;

// biome-ignore format: word lists are more readable in rows
export const documentKinds = [
  'agenda', 'working paper', 'concept paper', 'draft', 'report', 'minutes', 'decision', 'statement', 'note',
  'source', // a press release or report that decisions were recorded from
  'other',
] as const;

/** The statuses of a decision as of a day, in the order in which the rules are tried; computed, never entered. */
export const statuses = [
  'rescinded', // a later decision revoked it
  'withdrawn', // revoked while it was waiting for an answer
  'superseded', // a later decision replaced it
  'lapsed', // the silence was broken, or the condition not met in time
  'provisional', // its silence or condition is still open
  'rejected',
  'deferred',
  'referred', // waiting for another body's answer
  'accepted', // the answer is what is in force
  'declined',
  'recorded', // nothing that could be in force
  'upcoming', // takes effect, or its period begins, later
  'ended', // its period is over
  'amended', // in force as amended by a later decision
  'in force',
] as const;
export type Status = (typeof statuses)[number];

const classOf = new Map(
  (Object.keys(actions) as ActionClass[]).flatMap((name) => actions[name].map((action) => [action as Action, name])),
);

/** The class of an operative verb: "decides", "refers" … */
export function actionClass(action: Action): ActionClass {
  return classOf.get(action) as ActionClass;
}

// biome-ignore format: word lists are more readable in rows
const irregularPasts = new Map(
  Object.entries({ hear: 'heard', withdraw: 'withdrew', take: 'took', hold: 'held', set: 'set', choose: 'chose', give: 'gave', pay: 'paid', undertake: 'undertook', send: 'sent', lay: 'laid', draw: 'drew', put: 'put', uphold: 'upheld', throw: 'threw', strike: 'struck', speak: 'spoke', stand: 'stood', bring: 'brought', become: 'became', get: 'got', run: 'ran', do: 'did', beseech: 'besought' }),
);
/** Verbs stressed on the last syllable, or of one, which double the final consonant. */
const doubling = new Set([
  'submit',
  'refer',
  'defer',
  'set',
  'transmit',
  'admit',
  'regret',
  'commit',
  'remit',
  'permit',
  'confer',
  'extol',
]);

/** The stem before -ed and -ing: submitt-, adopt-; a final e stays. */
function stem(verb: string): string {
  return doubling.has(verb) ? verb + verb.slice(-1) : verb;
}

function past(verb: string): string {
  return (
    irregularPasts.get(verb) ??
    `${stem(verb)
      .replace(/e$/, '')
      .replace(/(?<=[^aeou])y$/, 'i')}ed`
  );
}

/** The forms of a verb, or of a phrase that begins with one. */
export interface VerbForms {
  readonly infinitive: string;
  readonly third: string;
  readonly past: string;
  readonly continuous: string;
}

/** The forms of a verb; only the first word of a phrase changes. */
export function verbForms(phrase: string): VerbForms {
  const [verb = '', ...rest] = phrase.split(' ');
  const third = /[^aeou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : verb + (/(s|sh|ch|x)$/.test(verb) ? 'es' : 's');
  const continuous = `${stem(verb).replace(/(?<!e)e$/, '')}ing`;
  const whole = (form: string): string => [form, ...rest].join(' ');
  return { infinitive: whole(verb), third: whole(third), past: whole(past(verb)), continuous: whole(continuous) };
}

const inflect = (phrase: string): string[] => Object.values(verbForms(phrase));

/** The action in the past tense, as tables show it: "adopted", "called upon", "exchanged views". */
export function pastTense(action: Action): string {
  return action.replace(/^\w+/, past);
}

let knownForms: Map<string, Action> | undefined;

/** Every form that names an action, by form; computed on first use, as it would delay every start. */
function actionForms(): Map<string, Action> {
  if (knownForms !== undefined) return knownForms;
  const pairs = [...classOf.keys()].flatMap((action) => {
    const infinitives = new Set([action, action.replace(/ize$/, 'ise'), action.replace(/ upon$/, ' on')]);
    return [...infinitives].flatMap(inflect).map((form): [string, Action] => [form, action]);
  });
  knownForms = new Map([...pairs, ['withdrawn', 'withdraw']]);
  for (const form of [...inflect('take note'), 'taken note']) knownForms.set(form, 'note').set(`${form} of`, 'note');
  return knownForms;
}

/** The forms of an action in a text: "adopt", "adopts", "adopted", "adopting"; "took note of" for note. */
export const formsOf = (action: Action): string[] =>
  [...actionForms()].filter(([, named]) => named === action).map(([form]) => form);

/** Adverbs before operative verbs that do not change the meaning; "provisionally" would, and is not among them. */
const adverbs =
  /^((additionally|again|also|cordially|deeply|duly|earnestly|expressly|finally|firmly|formally|fully|further|furthermore|gratefully|hereby|highly|jointly|likewise|once|particularly|reluctantly|sincerely|solemnly|specifically|strongly|then|unanimously|urgently|warmly),? )+/;

/** Lower-cases a text, and turns runs of spaces, hyphens and underscores into one space. */
function plainWords(text: string): string {
  return (text.toLowerCase().match(/[^\s_-]+/g) ?? []).join(' ');
}

/**
 * Parses an action in any form: `adopt`, `Adopts`, `took note of`, `further invites`, `finalised`.
 * Throws a `usage` Problem that suggests the nearest forms if it is none.
 */
export function parseAction(text: string): Action {
  const asTyped = actionForms().get(text);
  if (asTyped !== undefined) return asTyped;
  const words = plainWords(text).replace(adverbs, '');
  const action = actionForms().get(words);
  if (action !== undefined) return action;
  const names = splitNames(text);
  if (names.length > 0 && names.every(isAction))
    throw new Problem('usage', `"${text}" is not one action`, oneWordAdvice(names));
  // one form of each action: "adopt", not "adopt or adopts or adopted"
  const near = nearest(words, actionForms().keys(), (form) => actionForms().get(form));
  const advice = `${asQuestion(near)}\`cica help words\` lists all`;
  throw new Problem('usage', `unknown action "${text}"`, advice);
}

const isAction = (text: string): boolean => actionForms().has(plainWords(text).replace(adverbs, ''));

/** American spellings of words that the lists spell in British English. */
const british = new Map(Object.entries({ program: 'programme', organization: 'organisation', canceled: 'cancelled' }));

/**
 * Finds a word in the list, ignoring case and accepting spaces, hyphens, underscores or nothing between its parts:
 * `Observer-Status`. `what` names the list in the error: "kind".
 * Throws a `usage` Problem that suggests the nearest words and lists all, if the text is none of them.
 *
 * @example parseWord(kinds, 'kind', 'concept_paper') // 'concept paper'
 */
export function parseWord<Word extends string>(list: readonly Word[], what: string, text: string): Word {
  if (list.includes(text as Word)) return text as Word;
  const joined = plainWords(text).replaceAll(' ', '');
  const wanted = british.get(joined) ?? joined;
  const found = list.find((word) => word.replaceAll(' ', '') === wanted);
  if (found !== undefined) return found;
  const names = splitNames(text).map((one) => plainWords(one));
  if (names.length > 0 && names.every((one) => list.includes(one as Word))) {
    throw new Problem('usage', `"${text}" is not one ${what.replaceAll('_', ' ')}`, oneWordAdvice(names));
  }
  const advice = `${didYouMean(plainWords(text), list)}it is one of: ${list.join(', ')}`;
  throw new Problem('usage', `unknown ${what.replaceAll('_', ' ')} "${text}"`, advice);
}
