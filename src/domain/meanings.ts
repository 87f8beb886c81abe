import { memoized } from './memoized';

/**
 * The words that cica knows, each with its synonyms: correctly spelled words, including the names that other programs use.
 * Comparing letters would mislead here: `declines` is not a typo of `declares`, nor `nominates` of `terminates`. A synonym
 * of several words can mean any of those that are valid where it is typed.
 */
// biome-ignore format: word lists are more readable in rows
const synonyms: Readonly<Record<string, string>> = {
  // commands
  add: 'create new insert enter make record register append',
  remove: 'delete del rm erase drop destroy discard',
  edit: 'change update modify alter set rename correct fix',
  show: 'view display print get open cat info read describe',
  list: 'ls all index browse',
  search: 'find grep query lookup seek',
  merge: 'join unite combine dedupe',
  done: 'finish complete close tick',
  pending: 'waiting outstanding unanswered',
  answer: 'reply respond response accept decline',
  object: 'protest oppose objection',
  trace: 'chain tree graph',
  log: 'history changes audit blame journal',
  undo: 'revert rollback reset back redo',
  verify: 'validate test integrity audit',
  check: 'validate test integrity fsck repair',
  import: 'load ingest read',
  export: 'save dump download',
  backup: 'save dump',
  due: 'deadline upcoming calendar reminder todo outstanding',
  stats: 'statistics count summary dashboard',
  init: 'setup start initialize create new',
  demo: 'example try sample tutorial',
  copy: 'clone migrate',
  db: 'database register info',
  act: 'sign ratify accede denounce join',
  renumber: 'reorder rearrange resequence',
  completion: 'autocomplete',
  // nouns, which are columns too
  decision: 'resolution outcome ruling vote action',
  meeting: 'mtg session conference gathering summit sitting',
  agenda: 'item topic point',
  item: 'topic point agenda',
  body: 'committee organ board council',
  party: 'country nation member state delegation organisation',
  instrument: 'treaty agreement convention charter',
  document: 'docs paper file attachment',
  task: 'todo action assignment duty job',
  // operative verbs
  adopt: 'pass enact carry',
  approve: 'ratify okay ok clear',
  accept: 'okay ok yes take-up admit approve approval',
  reject: 'decline refuse deny denial veto disapprove dismiss disagree no fail block',
  defer: 'postpone delay adjourn table shelve suspend suspension',
  withdraw: 'retract cancel cancellation pull',
  rescind: 'revoke repeal annul abrogate rescission cancel cancellation undo void',
  terminate: 'end stop abolish dissolve dissolution discontinue close',
  appoint: 'nominate designate name hire select',
  elect: 'nominate choose select',
  grant: 'give award confer admit',
  authorize: 'permit allow empower mandate',
  instruct: 'order command direct mandate',
  request: 'demand require beg petition',
  urge: 'implore appeal exhort demand',
  'call upon': 'call appeal',
  charge: 'entrust task assign',
  recommend: 'propose proposal suggest advise',
  refer: 'forward delegate send transmit',
  submit: 'send transmit submission forward propose table',
  decide: 'determine conclude rule decision',
  resolve: 'resolution',
  declare: 'proclaim announce pronounce state',
  establish: 'found create constitute institute form',
  launch: 'inaugurate begin start',
  finalize: 'conclude complete',
  extend: 'prolong renew extension',
  confirm: 'reconfirm',
  note: 'comment observe mention remark inform',
  welcome: 'greet salute appreciate',
  commend: 'praise applaud',
  express: 'condemn deplore regret',
  emphasize: 'stress underline underscore highlight',
  affirm: 'reaffirm reiterate',
  discuss: 'debate talk deliberate discussion',
  review: 'examine assess study evaluate',
  consider: 'examine study',
  hear: 'listen',
  // kinds, roles, standings and other lists
  plan: 'strategy workplan schedule',
  budget: 'finance money expenditure',
  rules: 'regulation procedure bylaws statute',
  fund: 'finance money',
  programme: 'project',
  cooperation: 'memorandum mou partnership',
  membership: 'member admission accession',
  'observer status': 'observer',
  ratification: 'accession acceptance signature ratify',
  signature: 'sign',
  acceptance: 'accept',
  approval: 'approve',
  accession: 'accede join',
  succession: 'succeed succeeded',
  withdrawal: 'withdraw withdrew withdrawn denounce denunciation leave',
  appointment: 'staff election',
  declaration: 'communique',
  statement: 'communique',
  coordinator: 'lead leader chair',
  sponsor: 'proposer author signatory',
  applicant: 'candidate petitioner applying',
  addressee: 'recipient target',
  reservation: 'objector objection',
  subject: 'about',
  observer: 'guest',
  partner: 'affiliate associate',
  organisation: 'company institution agency ngo igo',
  state: 'country nation',
  person: 'individual human',
  council: 'board',
  'working group': 'wg taskforce',
  'in force': 'active valid effective current operative',
  rescinded: 'invalid void revoked repealed annulled cancelled',
  ended: 'expired inactive inoperative old closed finished over past',
  lapsed: 'expired invalid',
  superseded: 'replaced',
  supersedes: 'replace',
  amends: 'change modify alter revise',
  rescinds: 'revoke repeal cancel annul',
  answers: 'reply respond',
  'follows up': 'continue',
  cites: 'mention refer reference quote',
  rejected: 'refused denied vetoed failed',
  withdrawn: 'retracted cancelled',
  decline: 'reject refuse deny no disapprove disagree veto',
  declined: 'refused denied',
  deferred: 'postponed delayed adjourned',
  referred: 'waiting pending open forwarded',
  provisional: 'draft tentative conditional',
  upcoming: 'future planned',
  scheduled: 'planned future upcoming',
  held: 'past done took-place',
  postponed: 'delayed deferred adjourned',
  cancelled: 'withdrawn dropped',
  overdue: 'late',
  open: 'pending unfinished',
  online: 'virtual remote videoconference zoom teams',
  'in person': 'physical onsite face offline',
  hybrid: 'mixed',
  written: 'correspondence',
  consensus: 'unanimous acclamation unanimity',
  vote: 'ballot poll majority show-of-hands',
  silence: 'tacit no-objection',
  // formats
  csv: 'excel xlsx xls spreadsheet',
  table: 'text txt plain',
  ndjson: 'jsonl',
  markdown: 'html md pdf docx word',
  html: 'web htm page pdf',
  docx: 'word doc odt pdf',
  ics: 'ical calendar',
  // columns and flags
  ref: 'id reference',
  action: 'verb act',
  title: 'subject heading name',
  text: 'description content body words filter',
  date: 'when day decided on',
  end_date: 'until to end',
  kind: 'type category topic',
  tags: 'label keyword category',
  tag: 'label keyword category',
  parties: 'participants countries role member',
  place: 'location venue city where',
  chair: 'chairman chairperson president',
  responsible: 'who assignee owner',
  until: 'to before end',
  since: 'from after begin',
  limit: 'max top first all',
  sort: 'order order-by orderby reverse descending desc',
  'as-of': 'asof at on when',
  yes: 'confirm',
  // words that mean nothing here but are spelled like known words: nothing is suggested for them
  '': 'expel status config settings exit quit reconvene login server sync quiet verbose contest ignore violate attend nonmember outsider commit infirm unable',
};

/** The known words for each synonym, by its stem. */
const meanings = memoized((_: 'all') => {
  const byStem = new Map<string, string[]>();
  for (const [known, words] of Object.entries(synonyms)) {
    for (const word of words.split(' ').map(stem)) byStem.set(word, [...(byStem.get(word) ?? []), known]);
    // what is known elsewhere is spelled correctly, too
    if (!byStem.has(stem(known))) byStem.set(stem(known), []);
  }
  return byStem;
});

const isMeaningless = (word: string): boolean => synonyms['']?.split(' ').includes(word) ?? false;

/** The known words that a word can mean, in any of its forms; undefined if it is not listed as a synonym. */
export function meaningsOf(word: string): readonly string[] | undefined {
  return isMeaningless(word) ? [] : meanings('all').get(stem(word));
}

/** The beginning that all forms of a word share: nominat for nominates, nominated and nomination. */
export function stem(word: string): string {
  const short = word.replace(/(?<=...)(?:ions?|als?|ings?|ies|ied|ed|es|s|e|y)$/, '');
  return short.replace(/(.)\1$/, '$1').replace(/(?<=...)i$/, '');
}
