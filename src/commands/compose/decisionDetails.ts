import { longDate } from '../../domain/date';
import type { NamedLink } from '../../domain/links';
import { onDate } from '../../domain/prose';
import type { Row } from '../../domain/row';
import type { Relation } from '../../domain/vocabulary';
import { type Inline, type ListItem, reference, verbatim } from '../../formats/document/textDocument';
import { type DecisionFacts, inRole } from './decisionFacts';
import { enumerated, named, quoted, sentence, textOf, texts } from './wording';

/** Sentences on procedure and votes, condition and effect, linked decisions, reservations and objections. */
export const detailSentences = (facts: DecisionFacts): Inline[][] => [
  ...procedureSentences(facts.row),
  ...effectSentences(facts.row),
  ...linkSentences(facts.row),
  ...partySentences(facts),
];

function procedureSentences(row: Row): Inline[][] {
  const votes = votesText(row);
  const [procedure, until] = texts(row, 'procedure', 'silence_until');
  const end = until === '' ? '' : `, with ${longDate(until)} as the last day to object`;
  return [
    procedure === 'silence' ? sentence(`it was put under a silence procedure${end}`) : [],
    procedure === 'consensus' ? sentence('the decision was taken by consensus') : [],
    procedure === 'vote' && votes === '' ? sentence('the decision was taken by a vote') : [],
    votes === '' ? [] : sentence(`it was put to the vote: ${votes}`),
  ];
}

function votesText({ votes_for, votes_against, votes_abstain }: Row): string {
  const votes = [
    [votes_for, 'in favour'],
    [votes_against, 'against'],
    [votes_abstain, votes_abstain === 1 ? 'abstention' : 'abstentions'],
  ] as const;
  return votes.flatMap(([number, side]) => (number === null ? [] : [`${String(number)} ${side}`])).join(', ');
}

/** The condition, effective date and period; the period only if the title does not mention it. */
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
export function taskItem(task: Row, { names, asOf }: DecisionFacts): ListItem {
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
