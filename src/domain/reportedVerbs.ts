import { type Action, actions, verbForms } from './vocabulary';

/**
 * The words by which press releases and minutes report an action, in addition to the action's own. Only what a body does is
 * listed: what a verb of these means elsewhere does not matter.
 */
// biome-ignore format: word lists are more readable in rows
const reported: Partial<Record<Action, readonly string[]>> = {
  adopt: ['pass', 'enact', 'amend'],
  approve: ['greenlight', 'ratify', 'clear'],
  endorse: [],
  decide: ['vote', 'choose', 'opt', 'select', 'determine that'],
  declare: ['proclaim'],
  agree: ['concur', 'conclude that'],
  confirm: ['reconfirm'],
  grant: ['award', 'admit'],
  establish: ['set up', 'create', 'form', 'constitute'],
  launch: ['inaugurate', 'initiate'],
  sign: ['ink', 'initial'],
  elect: ['re-elect', 'reelect'],
  appoint: ['nominate', 'designate', 'name', 'reappoint', 're-appoint'],
  authorize: ['empower'],
  extend: ['prolong', 'renew'],
  refer: ['forward', 'transmit'],
  request: ['demand'],
  urge: ['exhort', 'implore', 'appeal to'],
  'call upon': ['call for', 'appeal for'],
  instruct: ['direct', 'order', 'mandate'],
  charge: ['task', 'entrust'],
  welcome: ['hail'],
  note: ['take cognizance of', 'take cognisance of'],
  affirm: ['reaffirm', 'reiterate', 'restate', 'uphold'],
  emphasize: ['stress', 'underline', 'underscore', 'highlight'],
  commend: ['praise', 'applaud', 'laud', 'pay tribute to'],
  congratulate: ['felicitate'],
  express: ['voice', 'convey', 'register', 'condemn', 'denounce', 'deplore', 'regret', 'appreciate', 'criticize', 'criticise'],
  discuss: ['debate', 'deliberate on', 'deliberate upon', 'address', 'touch upon', 'touch on', 'talk about'],
  review: ['examine', 'assess', 'evaluate', 'take stock of', 'study'],
  reject: ['turn down', 'vote down', 'vote against', 'decline', 'deny'],
  defer: ['postpone'],
  rescind: ['revoke', 'repeal', 'annul'],
  terminate: ['abolish', 'dissolve', 'discontinue'],
};

/** Nouns that name an action: "the approval of the budget". */
const nouns: Readonly<Record<string, Action>> = {
  adoption: 'adopt',
  passage: 'adopt',
  approval: 'approve',
  acceptance: 'accept',
  endorsement: 'endorse',
  declaration: 'declare',
  confirmation: 'confirm',
  granting: 'grant',
  establishment: 'establish',
  creation: 'establish',
  launch: 'launch',
  launching: 'launch',
  signing: 'sign',
  signature: 'sign',
  finalization: 'finalize',
  finalisation: 'finalize',
  election: 'elect',
  appointment: 'appoint',
  authorization: 'authorize',
  authorisation: 'authorize',
  extension: 'extend',
  renewal: 'extend',
  recommendation: 'recommend',
  referral: 'refer',
  submission: 'submit',
  acknowledgment: 'acknowledge',
  acknowledgement: 'acknowledge',
  recognition: 'recognize',
  discussion: 'discuss',
  review: 'review',
  consideration: 'consider',
  rejection: 'reject',
  postponement: 'defer',
  deferral: 'defer',
  withdrawal: 'withdraw',
  termination: 'terminate',
};

/** How a verb stands in a sentence; a regular past may also be a participle. */
export type Form = 'infinitive' | 'third' | 'past' | 'participle' | 'continuous';

/** A form of a verb that reports an action: the words that follow its first one, as in "took" and "note of". */
export interface ReportedVerb {
  readonly rest: readonly string[];
  readonly action: Action;
  readonly form: Form;
}

/** Participles that are not the past, by the infinitive. */
const participles: Readonly<Record<string, string>> = { withdraw: 'withdrawn', take: 'taken', choose: 'chosen' };

let known: Map<string, ReportedVerb[]> | undefined;

/** The forms that begin with a word in lower case, the longest first. */
export function reportedVerbs(word: string): readonly ReportedVerb[] {
  known ??= allVerbs();
  return known.get(word) ?? [];
}

/** The action that a noun names: approval, adoption. */
export const actionOfNoun = (word: string): Action | undefined =>
  Object.hasOwn(nouns, word) ? nouns[word] : undefined;

function allVerbs(): Map<string, ReportedVerb[]> {
  const verbs = new Map<string, ReportedVerb[]>();
  for (const action of Object.values(actions).flat()) {
    const own = [action, action.replace(/ize$/, 'ise'), action.replace(/ upon$/, ' on')];
    const phrases = [...own, ...(reported[action] ?? []), ...(action === 'note' ? ['take note of', 'take note'] : [])];
    for (const phrase of new Set(phrases)) addForms(verbs, phrase, action);
  }
  for (const forms of verbs.values()) forms.sort((one, other) => other.rest.length - one.rest.length);
  return verbs;
}

function addForms(verbs: Map<string, ReportedVerb[]>, phrase: string, action: Action): void {
  const [verb = '', ...others] = phrase.split(' ');
  const forms = Object.entries(verbForms(phrase)) as [Form, string][];
  const participle = participles[verb];
  if (participle !== undefined) forms.push(['participle', [participle, ...others].join(' ')]);
  for (const [form, words] of forms) {
    const [first = '', ...rest] = words.split(' ');
    const same = verbs.get(first) ?? [];
    // "set" is the infinitive and the past: what reports say is the past
    const others = same.filter((one) => one.rest.join(' ') !== rest.join(' ') || one.action !== action);
    verbs.set(first, [...others, { rest, action, form }]);
  }
}
