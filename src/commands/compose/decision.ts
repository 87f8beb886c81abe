import { firstDay, longDate } from '../../domain/date';
import type { NamedLink } from '../../domain/links';
import { onDate } from '../../domain/prose';
import type { Row, RowParty } from '../../domain/row';
import { type Action, actionClass, type PartyRole, pastTense, type Relation } from '../../domain/vocabulary';
import {
  type Block,
  bullets,
  type Inline,
  type ListItem,
  paragraph,
  quotation,
  reference,
  verbatim,
} from '../../formats/document/textDocument';
import type { LaterLink } from '../../register/meeting/minutes';
import {
  decisionName,
  enumerated,
  type Names,
  named,
  quoted,
  sentence,
  sentences,
  textOf,
  texts,
  theBody,
} from './wording';

/** A decision with what is told of it. */
export interface DecisionFacts {
  readonly row: Row;
  /** The day on which it was taken; null if that is the day of the meeting. */
  readonly day: string | null;
  readonly objections: readonly Row[];
  readonly tasks: readonly Row[];
  readonly later: readonly LaterLink[];
  readonly names: Names;
  /** The day for which its fate is told; null if it is not told. */
  readonly asOf: string | null;
}

/** A decision as the record of a meeting tells it: what was done, the operative text, how, and what became of it. */
export function decisionItem(facts: DecisionFacts): ListItem {
  const { row, tasks } = facts;
  const text = textOf(row, 'text');
  const fate = fateOf(facts);
  const details = sentences([
    ...procedureSentences(row),
    ...effectSentences(row),
    ...linkSentences(row),
    ...partySentences(facts),
  ]);
  const blocks: Block[] = [
    ...(text === '' ? [] : [quotation(text)]),
    ...(details.length === 0 ? [] : [paragraph(...details)]),
    ...(tasks.length === 0 ? [] : [paragraph('Follow-up:'), bullets(tasks.map((task) => taskItem(task, facts)))]),
    ...(fate.length === 0 ? [] : [paragraph(...fate)]),
  ];
  return { content: statement(facts), blocks };
}

/** "The Senior Officials Committee approved “Concept paper on tourism”, prepared by Mongolia and Iran (Resolution 3)." */
function statement({ row, day, names }: DecisionFacts): Inline[] {
  const action = row.action as Action;
  const told = toldInStatement(row);
  const verb: Inline = { text: verbs[action]?.[0] ?? pastTense(action), bold: true };
  const rest = verbs[action]?.[1] ?? ' ';
  const object = [...(told.length === 0 ? [rest] : [' ', ...enumerated(told), ': ']), ...quoted(textOf(row, 'title'))];
  const content = [
    day === null ? '' : `${onDate(day)} `,
    ...theBody(textOf(row, 'body'), names),
    ' ',
    verb,
    ...object,
    ...referral(row, names),
    ...clauses(row),
    ' (',
    reference(decisionName(row)),
    ')',
  ];
  return sentence(...content);
}

/** Verbs that are not told by their past tense alone, and what stands between them and the title. */
const verbs: { readonly [action in Action]?: readonly [verb: string, rest: string] } = {
  note: ['took note', ' of '],
  agree: ['agreed', ' on '],
  decide: ['decided', ' on '],
  'exchange views': ['exchanged views', ' on '],
  'call upon': ['called upon', ' all concerned: '],
};

/** The names of the parties in a role. */
const inRole = (row: Row, role: PartyRole): string[] =>
  ((row.parties ?? []) as readonly RowParty[]).filter((party) => party.role === role).map(({ name }) => name);

/** Whom the verb is about: those who are asked, elected, appointed or thanked. */
function toldInStatement(row: Row): string[] {
  const action = row.action as Action;
  if (actionClass(action) === 'asks') return inRole(row, 'addressee');
  return ['elect', 'appoint', 'thank', 'congratulate', 'commend'].includes(action) ? inRole(row, 'subject') : [];
}

/** To whom it was referred: "recommended … to the Ministerial Council", "agreed on … and referred it to …". */
function referral(row: Row, names: Names): Inline[] {
  const to = textOf(row, 'referred_to');
  if (to === '') return [];
  const refers = actionClass(row.action as Action) === 'refers';
  return [refers ? ' to ' : ' and referred it to ', ...theBody(to, names)];
}

/** The kinds of decisions that are papers, which are prepared; others are proposed. */
// biome-ignore format: word lists are more readable in rows
const papers = [
  'plan', 'budget', 'report', 'concept paper', 'action plan', 'roadmap', 'rules', 'statement', 'declaration', 'instrument', 'programme',
];

/** The parties by their roles: ", prepared by Mongolia and Iran". */
function clauses(row: Row): Inline[] {
  const title = textOf(row, 'title');
  const told = toldInStatement(row);
  const clause = (role: PartyRole, words: string): Inline[] => {
    const parties = inRole(row, role).filter((name) => !told.includes(name));
    return parties.length === 0 ? [] : [`, ${words} `, ...enumerated(parties)];
  };
  const coordinators = inRole(row, 'coordinator');
  const about = inRole(row, 'subject').filter((name) => !told.includes(name) && !title.includes(name));
  return [
    ...clause('sponsor', papers.includes(textOf(row, 'kind')) ? 'prepared by' : 'proposed by'),
    ...clause('applicant', 'on the application of'),
    ...(about.length === 0 ? [] : [', concerning ', ...enumerated(about)]),
    ...clause('addressee', 'addressed to'),
    ...(coordinators.length === 0
      ? []
      : [', with ', ...enumerated(coordinators), ` as coordinator${coordinators.length === 1 ? '' : 's'}`]),
  ];
}

function procedureSentences(row: Row): Inline[][] {
  const votes = votesText(row);
  const [procedure, until] = texts(row, 'procedure', 'silence_until');
  if (procedure === 'silence') {
    const end = until === '' ? '' : `, with ${longDate(until)} as the last day to object`;
    return [sentence(`it was put under a silence procedure${end}`)];
  }
  if (procedure === 'consensus') return [sentence('the decision was taken by consensus')];
  if (votes !== '') return [sentence(`it was put to the vote: ${votes}`)];
  return procedure === 'vote' ? [sentence('the decision was taken by a vote')] : [];
}

function votesText({ votes_for, votes_against, votes_abstain }: Row): string {
  const votes = [
    [votes_for, 'in favour'],
    [votes_against, 'against'],
    [votes_abstain, votes_abstain === 1 ? 'abstention' : 'abstentions'],
  ] as const;
  return votes.flatMap(([number, side]) => (number === null ? [] : [`${String(number)} ${side}`])).join(', ');
}

/** On what it depends, and from when and for how long it applies, unless the title says so. */
function effectSentences(row: Row): Inline[][] {
  const [condition, until, effective, period] = texts(row, 'condition', 'condition_until', 'effective_on', 'period');
  const end = until === '' ? '' : `, to be met by ${longDate(until)}`;
  return [
    condition === '' ? [] : sentence('it depends on a condition: ', verbatim(condition), end),
    effective === '' ? [] : sentence(`it takes effect ${onDate(effective)}`),
    period === '' || textOf(row, 'title').includes(period) ? [] : sentence(`it covers ${periodText(period)}`),
  ];
}

/** A period in words: "2024", "2024–2026", "1 April 2024 to 31 March 2025". */
const periodText = (period: string): string =>
  period.includes('..') ? period.split('..').map(longDate).join(' to ') : period.replace('-', '–');

const relationWords: { readonly [relation in Relation]: string } = {
  answers: 'it answers ',
  amends: 'it amends ',
  supersedes: 'it supersedes ',
  rescinds: 'it rescinds ',
  'follows up': 'it follows up on ',
  cites: 'it refers to ',
};

function linkSentences(row: Row): Inline[][] {
  return ((row.links ?? []) as readonly NamedLink[]).map(({ relation, ref, answer }) =>
    sentence(answer === null ? relationWords[relation] : `it ${answer}s the referral `, reference(ref)),
  );
}

function partySentences({ row, objections, names, asOf }: DecisionFacts): Inline[][] {
  const reserving = inRole(row, 'reservation');
  const isKnown = (day: string): boolean => day !== '' && (asOf === null || day <= asOf);
  return [
    reserving.length === 0
      ? []
      : sentence(...enumerated(reserving), ` entered ${reserving.length === 1 ? 'a reservation' : 'reservations'}`),
    ...objections
      .filter((objection) => isKnown(textOf(objection, 'on')))
      .map((objection) => {
        const [party, on, withdrawn, about] = texts(objection, 'party', 'on', 'withdrawn_on', 'note');
        return sentence(
          ...named(names.parties.get(party) ?? party),
          ` objected on ${longDate(on)}`,
          ...(about === '' ? [] : [' (', ...quoted(about), ')']),
          isKnown(withdrawn) ? `, and withdrew the objection on ${longDate(withdrawn)}` : '',
        );
      }),
  ];
}

/** "Report on the budget (Secretariat, by 30 June 2024; done on 12 May 2024)". */
function taskItem(task: Row, { names, asOf }: DecisionFacts): ListItem {
  const [responsible, due, done, status] = texts(task, 'responsible', 'due_on', 'done_on', 'status');
  const name = names.bodies.get(responsible) ?? names.parties.get(responsible) ?? responsible;
  const state =
    asOf === null ? '' : status === 'done' ? `done on ${longDate(done)}` : status === 'overdue' ? status : '';
  const duty: Inline[] = [
    ...(name === '' ? [] : [verbatim(name)]),
    due === '' ? '' : `${name === '' ? '' : ', '}by ${longDate(due)}`,
    state === '' ? '' : `${name === '' && due === '' ? '' : '; '}${state}`,
  ].filter((inline) => inline !== '');
  return { content: [verbatim(textOf(task, 'what')), ...(duty.length === 0 ? [] : [' (', ...duty, ')'])] };
}

/** What became of a decision, as of the day asked for; empty if nothing did. */
export function fateOf({ row, later, names, asOf }: DecisionFacts): Inline[] {
  if (asOf === null) return [];
  const [status, confirmed] = texts(row, 'status', 'confirmed_on');
  return sentences([
    ...(confirmed === '' || confirmed > asOf
      ? []
      : [
          sentence(row.condition === null ? 'it was confirmed' : 'the condition was met', ` on ${longDate(confirmed)}`),
        ]),
    ...later.flatMap((link) => laterSentence(link, row, names, asOf)),
    status === 'referred'
      ? sentence(...theBody(textOf(row, 'referred_to'), names), ` had not answered by ${longDate(asOf)}`)
      : (ownFates[status]?.(asOf) ?? []),
  ]);
}

/** What can become of a decision without a later one. */
const ownFates: { readonly [status: string]: (asOf: string) => Inline[] } = {
  lapsed: () => sentence('it has lapsed'),
  provisional: (asOf) => sentence(`it was provisional as of ${longDate(asOf)}`),
};

/** What a later decision did to this one: "The Ministerial Council accepted it on 26 December 2023 (MC-2023-12-26/1)." */
function laterSentence(
  { relation, answer, body, date, ref }: LaterLink,
  row: Row,
  names: Names,
  asOf: string,
): Inline[][] {
  if (firstDay(date) > asOf || !hadEffect(relation, ref, row)) return [];
  const did = answer === null ? laterVerbs[relation] : answer === 'accept' ? 'accepted' : 'declined';
  return did === undefined
    ? []
    : [sentence(...theBody(body, names), ` ${did} it ${onDate(date)} (`, reference(ref), ')')];
}

const laterVerbs: { readonly [relation in Relation]?: string } = {
  amends: 'amended',
  supersedes: 'superseded',
  rescinds: 'rescinded',
  'follows up': 'followed up on',
};

/** Whether a later decision did what it says: it may have lapsed, or another answer may be the one that counts. */
function hadEffect(relation: Relation, ref: string, row: Row): boolean {
  const status = textOf(row, 'status');
  if (relation === 'answers') return row.answered_by === ref;
  if (relation === 'amends') return status !== 'in force';
  const revoked = ['rescinded', 'withdrawn'];
  if (relation === 'supersedes') return ['superseded', ...revoked].includes(status);
  return relation !== 'rescinds' || revoked.includes(status);
}
