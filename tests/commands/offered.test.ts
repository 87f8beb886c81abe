import { describe, expect, it } from 'vitest';
import { nouns } from '../../src/commands/program/nouns';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';
import { nearest } from '../../src/domain/nearest';
import { Problem } from '../../src/domain/problem';
import { columnNames, entities } from '../../src/domain/schema';
import * as vocabulary from '../../src/domain/vocabulary';
import { formats } from '../../src/formats/write/formats';

const { env, stdin, stdout, stderr } = process;
const program = await programFor(new Context({ env, argv: [], stdin, stdout, stderr }), 'all');
const decision = program.commands.find((noun) => noun.name() === 'decision');
const verbsOf = (noun: string): string[] =>
  program.commands.find((one) => one.name() === noun)?.commands.map((verb) => verb.name()) ?? [];
const verbs = verbsOf('decision');
const flagsOf = (verb: string): string[] =>
  decision?.commands.find((one) => one.name() === verb)?.options.flatMap(({ long }) => long?.slice(2) ?? []) ?? [];
const [flags, listFlags] = [flagsOf('add'), flagsOf('list')];

/** What is offered for a verb of a decision, as the advice says it. */
function offeredActions(word: string): string[] {
  try {
    vocabulary.parseAction(word);
  } catch (error) {
    const [question = ''] = Problem.of(error).advice.split('?');
    return [...question.matchAll(/"(.*?)"/g)].map(([, offered = '']) => offered);
  }
  throw new Error(`${word} is known`);
}

const among = (known: readonly string[]) => (word: string) => {
  expect(known).not.toContain(word);
  return nearest(word, known);
};

/**
 * Words as people type them, and what is offered in place of each: nothing where nothing is near, never the opposite. A line
 * is what is offered, then the words.
 */
const tables: { readonly [what: string]: readonly [offered: (word: string) => string[], lines: string] } = {
  actions: [
    offeredActions,
    `
    reject: declines decline declined refuses denied deny vetoed disapproves disapproved disagree dismisses
    appoint, elect: nominates nominate nominated
    nothing: unaccepted unapproved unadopted adption expels infirm unable attends votes banana xyz a q hte
    adopt: adoption adoptions adpot passed enacts
    approve, accept: approval
    approve: aprove ratified
    approved: aproved
    accept: acceptance accpet
    accepted, adopted: acepted
    recommend: recomend recommendation suggests
    recommended: recomended
    refer: refering referral
    submit: submision submission
    grant: grantd
    discuss: discusion debates debated
    discussed: discussed-on
    consider: consideration
    defer: postponed postpones adjourns suspends
    withdraw, rescind: cancelled
    rescind: revoked repeals annulled
    recommend, submit: proposes
    refer, submit: forwarded
    instruct: ordered orders directed
    authorize, instruct: mandates
    charge: entrusted
    extend: extension prolonged renews
    note: comments comment commented observes mentions
    commend: praises applauds
    express: condemns
    emphasize: stressed underlines
    affirm: reaffirmed
    review, consider: examines
    hear: listens
    declare: proclaims announces
    endorse: endorsment
    finalize: finalyze
    finalised: finalised-on
    welcome: welcommed
    congratulates: congradulates
    elect: choose
    appoint: hired
    accept, grant: admitted
    terminate: abolished dissolved
    decide: deside decission
    nothing: appoint-not decides-not not-appoint terminates_not decides_not_to decommends removes reconvenes
    defer, submit: tables tabled
    `,
  ],
  kinds: [
    among(vocabulary.kinds),
    `
    budget: bugdet budgt budget;plan
    plan: plans pln strategy workplan
    rules: regulations
    declaration: decleration
    statement: statment
    report: reports
    observer status: observer
    membership: member admission
    membership, ratification: accession
    instrument: treaty
    programme: program progamme
    cooperation: cooperations memorandum
    appointment: staff
    fund: fonds
    nothing: unplanned nonmembership banana
    concept paper: concept
    action plan: action
    `,
  ],
  roles: [
    among(vocabulary.partyRoles),
    `
    applicant: applicants aplicant candidate
    sponsor: sponser proposer author cosponsor
    addressee: recipient
    coordinator: leader
    nothing: non-applicant x
    reservation: reservations objector
    `,
  ],
  columns: [
    among(columnNames(entities.decision)),
    `
    title: titel titles subject heading name
    text: description
    date: dates day when
    ref: id reference
    action: actions
    kind: typ type
    kind, tags: category
    tags: label keywords
    parties: participants countries
    votes_for, votes_against, votes_abstain: votes
    nothing: summary parents banana
    status: status-of
    referred_to: referredto referred
    `,
  ],
  commands: [
    among(Object.keys(nouns)),
    `
    decision: dec decisons desicion resolution resolutions
    meeting: mtg meting metings meetings
    body: committee
    party: country members
    instrument: treaty
    document: paper papers docs
    due, task: todo
    search: find grep search-for
    nothing: delete status datbase demonstrate ls rm list add frobnicate exit quit settings config check
    agenda: agendas
    nothing: backup restore
    log: history
    undo: revert undue redo
    verify: validate
    import: load
    export: download
    due: deadlines calendar
    stats: statistics
    init: setup
    completion: completions
    `,
  ],
  verbs: [
    among(verbs),
    `
    list: lst ls
    remove: rm delete del
    add: create new
    show: view
    edit: update change edits
    answer: ans answr reply
    pending: pend waiting
    confirm: conf
    object: objct protest
    trace: tracing chain
    link: links
    nothing: unlink unanswer show-all search unlisted foo exit config start close
    answer: accept decline
    pending: unanswered
    `,
  ],
  flags: [
    among(flags),
    `
    nothing: titles ttl reffered note titel yes-to-all title-text quiet verbose banana config
    action: actoin verb
    kind: kin kinds
    party: parties
    tag: tags label
    votes-for, votes-against, votes-abstain: votes
    period: period-of
    condition: condtion
    answers: answer
    rescinds: rescind
    follows-up: follow
    amends: ammends
    supersedes: supercedes
    dry-run: dryrun dry_run
    format: fromat
    `,
  ],
  statuses: [
    among(vocabulary.statuses),
    `
    referred: refered pending open
    in force: active valid
    ended, lapsed: expired
    ended: old over
    rescinded, withdrawn: cancelled
    rescinded: revoked
    deferred: deferal postponed
    lapsed: lapse
    nothing: inforce-now unrejected notheld banana
    provisional: draft provisonal
    upcoming: future
    rejected, declined: refused denied
    rejected: vetoed
    superseded: replaced
    amended: amend
    `,
  ],
  standings: [
    among(vocabulary.standings),
    `
    member: members memeber
    observer: obsrver observers guest
    partner: affiliate associate
    nothing: candidate non-member nonmember applicants unmember x
    `,
  ],
  formats: [
    among(['table', ...Object.keys(formats)]),
    `
    json: jsn
    yaml: yml
    csv: xlsx excel cvs
    markdown: html md pdf docx mark
    table: txt tabel
    ndjson: jsonl
    tsv: tvs
    nothing: sql
    `,
  ],
  relations: [
    among(vocabulary.relations),
    `
    answers: answer reply
    amends: amend modifies
    supersedes: supersede supercedes replaces
    rescinds: rescind revokes repeals
    follows up: follow-up follows continues
    cites: cite mentions refers
    nothing: banana
    `,
  ],
  modes: [
    among(vocabulary.modes),
    `
    online: on-lin onlin virtual zoom
    in person: physical in-persn offline
    nothing: not-online
    nothing: inperson-only banana
    hybrid: mixed
    written: writen correspondence
    `,
  ],
  procedures: [
    among(vocabulary.procedures),
    `
    consensus: concensus concensual unanimous
    vote: voting ballot majority
    silence: silent tacit
    nothing: banana
    `,
  ],
  'body kinds': [
    among(vocabulary.bodyKinds),
    `
    committee: committe commitee comittees
    council: board
    secretariat: secretariate
    experts: expert
    advisory: advisery
    working group: wg
    nothing: banana
    `,
  ],
  'kinds of act': [
    among(vocabulary.actKinds),
    `
    signature: signed signs sign
    ratification: ratified ratify ratifies
    acceptance: accepted
    approval: approved approves
    accession: acceded
    succession: succeeded
    withdrawal: withdrew withdraws withdrawn denunciation denounced
    nothing: banana
    `,
  ],
  'flags of a list': [
    among(listFlags),
    `
    limit: all max
    sort: reverse order-by order desc
    format: formats
    `,
  ],
  'verbs of an instrument': [
    among(verbsOf('instrument')),
    `
    act: sign ratify accede denounce
    nothing: banana
    `,
  ],
  'verbs of an agenda': [
    among(verbsOf('agenda')),
    `
    renumber: reorder resequence rearrange
    `,
  ],
  'document kinds': [
    among(vocabulary.documentKinds),
    `
    nothing: papers pdf banana
    working paper: working
    minutes: minute
    draft: drafts
    report: reports
    note: notes
    agenda: agendas
    decision: resolution
    `,
  ],
};

describe.each(Object.entries(tables))('for words in place of %s', (_, [offered, lines]) => {
  const pairs = lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [near = '', words = ''] = line.trim().split(': ');
      return words.split(' ').map((word): [string, string[]] => [word, near === 'nothing' ? [] : near.split(', ')]);
    });
  it.each(pairs)('%s: %j', (word, near) => {
    expect(offered(word)).toEqual(near);
  });
});
