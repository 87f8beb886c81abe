import { type Action, actions, verbForms } from './vocabulary';

/**
 * The words by which press releases and minutes report an action, in addition to the action's own. Only what a body does is
 * listed: what a verb of these means elsewhere does not matter.
 */
// biome-ignore format: word lists are more readable in rows
const reported: Partial<Record<Action, readonly string[]>> = {
  adopt: ['pass', 'enact', 'amend', 'promulgate'],
  approve: ['greenlight', 'ratify', 'clear', 'sign off on', 'sign off', 'assent to', 'validate', 'allocate', 'earmark', 'consent to', 'rubber-stamp', 'vote through'],
  decide: ['vote', 'choose', 'opt', 'select', 'determine that', 'settle on', 'impose', 'waive', 'dispense with', 'rule that', 'stipulate'],
  declare: ['proclaim'],
  agree: ['concur', 'conclude that', 'undertake to', 'pledge to', 'vow to', 'commit to', 'commit themselves to', 'commit itself to', 'promise to', 'align on', 'converge on', 'compromise on', 'acquiesce in'],
  confirm: ['reconfirm', 'attest'],
  grant: ['award', 'admit', 'bestow', 'confer'],
  establish: ['set up', 're-establish', 'create', 'form', 'constitute', 'institute', 'set out', 'lay down', 'reconstitute', 'institutionalize', 'institutionalise', 'bring into being'],
  launch: ['inaugurate', 'initiate', 'roll out', 'relaunch'],
  sign: ['ink', 'initial', 'countersign'],
  elect: ['re-elect', 'reelect'],
  appoint: ['nominate', 'designate', 'name', 'reappoint', 're-appoint', 'co-opt'],
  authorize: ['empower', 'reauthorize', 'reauthorise'],
  extend: ['prolong', 'renew'],
  recommend: ['advise'],
  refer: ['forward', 'transmit', 'remit', 'send back'],
  request: ['demand', 'ask for', 'solicit'],
  urge: ['exhort', 'implore', 'appeal to', 'enjoin', 'beseech', 'entreat'],
  'call upon': ['call for', 'appeal for', 'press for', 'push for', 'plead for', 'argue for'],
  finalize: ['formulate', 'draw up', 'hammer out', 'thrash out'],
  instruct: ['direct', 'order', 'mandate'],
  charge: ['task', 'entrust', 'assign'],
  welcome: ['hail', 'rejoice at', 'rejoice in'],
  note: ['take note of', 'take note', 'take a note of', 'take cognizance of', 'take cognisance of', 'observe that', 'take notice of', 'take into consideration', 'remark that'],
  acknowledge: ['take into account'],
  affirm: ['reaffirm', 're-affirm', 'recommit to', 'recommit ourselves to', 'recommit themselves to', 'reiterate', 'restate', 'uphold', 'reassert', 'rededicate themselves to', 'recommit itself to', 'stand by'],
  emphasize: ['stress', 'underline', 'underscore', 'highlight', 'insist on', 'insist that', 'point out', 'draw attention to', 'warn that', 'warn against', 'warn of', 'caution that', 'caution against', 'accentuate', 'call attention to', 'bring attention to'],
  commend: ['praise', 'applaud', 'laud', 'salute', 'pay tribute to', 'acclaim', 'extol', 'speak highly of', 'pay homage to'],
  congratulate: ['felicitate'],
  express: ['voice', 'convey', 'register', 'condemn', 'denounce', 'deplore', 'regret', 'lament', 'decry', 'appreciate', 'criticize', 'criticise', 'bemoan', 'mourn', 'repudiate', 'censure', 'castigate', 'take exception to'],
  discuss: ['debate', 'deliberate', 'deliberate on', 'deliberate upon', 'address', 'touch upon', 'touch on', 'talk about', 'talk through', 'look at', 'take up', 'explore', 'reflect on', 'brainstorm on', 'dwell on', 'mull', 'mull over', 'ponder', 'confer on', 'consult on', 'talk over', 'tackle', 'grapple with', 'delve into', 'speak about', 'weigh up', 'turn their attention to', 'turn its attention to'],
  review: ['examine', 'assess', 'evaluate', 'take stock of', 'study', 'scrutinize', 'scrutinise', 'analyse', 'analyze', 'go through', 'appraise', 'revisit', 're-examine', 'reexamine', 'reassess', 're-evaluate', 'follow up on', 'look over', 'run through', 'peruse', 'take a look at'],
  consider: ['look into', 'deal with', 'contemplate', 'weigh', 'entertain', 'reconsider'],
  hear: ['listen to', 'become acquainted with', 'get acquainted with', 'familiarize themselves with', 'familiarise themselves with', 'acquaint themselves with'],
  reject: ['turn down', 'vote down', 'vote against', 'decline', 'deny', 'refuse', 'oppose', 'object to', 'dismiss', 'veto', 'rebuff', 'disapprove', 'disapprove of', 'disallow', 'overrule', 'throw out', 'strike down', 'rule out'],
  defer: ['postpone', 'suspend', 'hold over', 'put off', 'shelve', 'push back', 'put on hold', 'hold in abeyance', 'carry over'],
  rescind: ['revoke', 'repeal', 'annul', 'overturn', 'nullify', 'abrogate', 'countermand', 'invalidate'],
  terminate: ['abolish', 'dissolve', 'discontinue', 'disband', 'cancel', 'lift', 'call off', 'do away with', 'put an end to'],
  support: ['stand behind', 'rally behind', 'embrace', 'side with'],
};

/** Verbs of which only the past reports an action: their other forms are mostly nouns and adverbs. */
const reportedInPast: Partial<Record<Action, readonly string[]>> = {
  approve: ['okay', 'inscribe', 'bless'],
  appoint: ['hire'],
  agree: ['promise', 'pledge'],
  support: ['back', 'champion', 'favour', 'favor'],
  discuss: ['focus on', 'concentrate on', 'survey'],
  authorize: ['permit', 'allow'],
  charge: ['commission'],
  defer: ['table'],
  express: ['protest'],
  commend: ['honour', 'honor'],
};

/** Nouns that name an action: "the approval of the budget". */
const nouns: Readonly<Record<string, Action>> = {
  adoption: 'adopt',
  passage: 'adopt',
  approval: 'approve',
  acceptance: 'accept',
  endorsement: 'endorse',
  declaration: 'declare',
  proclamation: 'declare',
  agreement: 'agree',
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
  appointments: 'appoint',
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
  enactment: 'adopt',
  promulgation: 'adopt',
  revision: 'adopt',
  ratification: 'approve',
  validation: 'approve',
  clearance: 'approve',
  allocation: 'approve',
  reaffirmation: 'affirm',
  admission: 'grant',
  conferral: 'grant',
  formation: 'establish',
  inauguration: 'launch',
  initiation: 'launch',
  commencement: 'launch',
  conclusion: 'sign',
  nomination: 'appoint',
  designation: 'appoint',
  reappointment: 'appoint',
  're-election': 'elect',
  reelection: 'elect',
  prolongation: 'extend',
  transmission: 'refer',
  condemnation: 'express',
  examination: 'review',
  assessment: 'review',
  evaluation: 'review',
  imposition: 'decide',
  suspension: 'defer',
  adjournment: 'defer',
  repeal: 'rescind',
  revocation: 'rescind',
  annulment: 'rescind',
  abolition: 'terminate',
  dissolution: 'terminate',
  cancellation: 'terminate',
  discontinuation: 'terminate',
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
const participles: Readonly<Record<string, string>> = {
  withdraw: 'withdrawn',
  take: 'taken',
  choose: 'chosen',
  undertake: 'undertaken',
  draw: 'drawn',
  throw: 'thrown',
  do: 'done',
};

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
    const spellings = [action, action.replace(/ize$/, 'ise'), action.replace(/ upon$/, ' on')];
    for (const phrase of new Set([...spellings, ...(reported[action] ?? [])]))
      addForms(verbs, phrase, action, allForms);
    for (const phrase of reportedInPast[action] ?? []) addForms(verbs, phrase, action, ['past']);
  }
  for (const forms of verbs.values()) forms.sort((one, other) => other.rest.length - one.rest.length);
  return verbs;
}

const allForms: readonly Form[] = ['infinitive', 'third', 'past', 'participle', 'continuous'];

function addForms(verbs: Map<string, ReportedVerb[]>, phrase: string, action: Action, wanted: readonly Form[]): void {
  const [verb = '', ...rest] = phrase.split(' ');
  const words = rest.join(' ');
  const forms: Partial<Record<Form, string | undefined>> = { ...verbForms(verb), participle: participles[verb] };
  for (const form of wanted) {
    const first = forms[form];
    if (first === undefined) continue;
    // "set" is the infinitive and the past: what reports say is the past
    const others = verbs.get(first)?.filter((one) => one.action !== action || one.rest.join(' ') !== words) ?? [];
    verbs.set(first, [...others, { rest, action, form }]);
  }
}
