import { firstDay, longDate } from '../../domain/date';
import { onDate } from '../../domain/prose';
import type { Row } from '../../domain/row';
import type { Relation } from '../../domain/vocabulary';
import { type Inline, reference } from '../../formats/document/textDocument';
import type { LaterLink } from '../../register/meeting/minutes';
import type { DecisionFacts } from './decisionFacts';
import { type Names, sentence, sentences, textOf, texts, theBody } from './wording';

/** What became of a decision as of `asOf`; empty if nothing did. */
export function laterDevelopments({ row, later, names, asOf }: DecisionFacts): Inline[] {
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
      : (ownDevelopments[status]?.(asOf) ?? []),
  ]);
}

/** Developments that need no later decision, by status. */
const ownDevelopments: { readonly [status: string]: (asOf: string) => Inline[] } = {
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

/** Whether a later decision took effect: it may have lapsed, or another answer may count. */
function hadEffect(relation: Relation, ref: string, row: Row): boolean {
  const status = textOf(row, 'status');
  if (relation === 'answers') return row.answered_by === ref;
  if (relation === 'amends') return status !== 'in force';
  const revoked = ['rescinded', 'withdrawn'];
  if (relation === 'supersedes') return ['superseded', ...revoked].includes(status);
  return relation !== 'rescinds' || revoked.includes(status);
}
