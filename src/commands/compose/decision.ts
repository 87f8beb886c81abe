import { onDate } from '../../domain/prose';
import type { Row } from '../../domain/row';
import { type Action, actionClass, type PartyRole, pastTense } from '../../domain/vocabulary';
import {
  type Block,
  bullets,
  type Inline,
  type ListItem,
  paragraph,
  quotation,
  reference,
} from '../../formats/document/textDocument';
import { detailSentences, taskItem } from './decisionDetails';
import { type DecisionFacts, inRole } from './decisionFacts';
import { laterDevelopments } from './laterDevelopments';
import { decisionName, enumerated, type Names, quoted, sentence, sentences, textOf, theBody } from './wording';

/** A decision in the record of a meeting: statement, operative text, details, tasks and later developments. */
export function decisionItem(facts: DecisionFacts): ListItem {
  const { row, tasks } = facts;
  const text = textOf(row, 'text');
  const later = laterDevelopments(facts);
  const details = sentences(detailSentences(facts));
  const blocks: Block[] = [
    ...(text === '' ? [] : [quotation(text)]),
    ...(details.length === 0 ? [] : [paragraph(...details)]),
    ...(tasks.length === 0 ? [] : [paragraph('Follow-up:'), bullets(tasks.map((task) => taskItem(task, facts)))]),
    ...(later.length === 0 ? [] : [paragraph(...later)]),
  ];
  return { content: statement(facts), blocks };
}

/** "The Senior Officials Committee approved “Concept paper on tourism”, prepared by Mongolia and Iran (Resolution 3)." */
function statement({ row, day, names }: DecisionFacts): Inline[] {
  const action = row.action as Action;
  const objects = verbObjects(row);
  const verb: Inline = { text: verbs[action]?.[0] ?? pastTense(action), bold: true };
  const rest = verbs[action]?.[1] ?? ' ';
  const object = [
    ...(objects.length === 0 ? [rest] : [' ', ...enumerated(objects), ': ']),
    ...quoted(textOf(row, 'title')),
  ];
  const content = [
    day === null ? '' : `${onDate(day)} `,
    ...theBody(textOf(row, 'body'), names),
    ' ',
    verb,
    ...object,
    ...referralAndClauses(row, names),
    ' (',
    reference(decisionName(row)),
    ')',
  ];
  return sentence(...content);
}

/** Verbs that need more than their past tense, with the words before the title. */
const verbs: { readonly [action in Action]?: readonly [verb: string, rest: string] } = {
  note: ['took note', ' of '],
  agree: ['agreed', ' on '],
  decide: ['decided', ' on '],
  'exchange views': ['exchanged views', ' on '],
  'call upon': ['called upon', ' all concerned: '],
};

/** The parties that are the object of the verb: those asked, elected, appointed or thanked. */
function verbObjects(row: Row): string[] {
  const action = row.action as Action;
  if (actionClass(action) === 'asks') return inRole(row, 'addressee');
  return ['elect', 'appoint', 'thank', 'congratulate', 'commend'].includes(action) ? inRole(row, 'subject') : [];
}

/** The body it was referred to, and its parties: " to the Ministerial Council, on …", ", prepared by …, and referred it to …". */
function referralAndClauses(row: Row, names: Names): Inline[] {
  const to = textOf(row, 'referred_to');
  const parties = clauses(row);
  if (to === '') return parties;
  const body = theBody(to, names);
  if (actionClass(row.action as Action) === 'refers') return [' to ', ...body, ...parties];
  // the clauses stay next to the title, or they would be about the body
  return [...parties, parties.length === 0 ? ' and referred it to ' : ', and referred it to ', ...body];
}

/** The kinds of decisions that are "prepared by" their sponsors; others are "proposed by" them. */
// biome-ignore format: word lists are more readable in rows
const papers = [
  'plan', 'budget', 'report', 'concept paper', 'action plan', 'roadmap', 'rules', 'statement', 'declaration', 'instrument', 'programme',
];

/** Clauses for the parties by role: ", prepared by Mongolia and Iran". */
function clauses(row: Row): Inline[] {
  const title = textOf(row, 'title');
  const objects = verbObjects(row);
  const clause = (role: PartyRole, words: string): Inline[] => {
    const parties = inRole(row, role).filter((name) => !objects.includes(name));
    return parties.length === 0 ? [] : [`, ${words} `, ...enumerated(parties)];
  };
  const coordinators = inRole(row, 'coordinator');
  const about = inRole(row, 'subject').filter((name) => !objects.includes(name) && !title.includes(name));
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
