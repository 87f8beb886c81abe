import {
  type ActionClass,
  actions,
  actKinds,
  documentKinds,
  forms,
  kinds,
  type PartyRole,
  partyRoles,
  procedures,
  relations,
  standings,
  statuses,
} from '../../domain/vocabulary';
import type { Output } from '../../terminal/output';
import { type Paragraph, pageText } from '../../terminal/page';

/** The effect of a decision, by the class of its operative verb. */
export const actionClasses: { readonly [name in ActionClass]: string } = {
  decides: 'takes effect',
  refers: 'asks another body to act, if one is named',
  asks: 'asks someone to do something',
  acknowledges: 'goes on record',
  deliberates: 'goes on record',
  closes: 'ends a matter, or postpones it',
};

/** What each role says of a party. */
export const roleMeanings: { readonly [name in PartyRole]: string } = {
  sponsor: 'proposed or prepared it',
  applicant: 'asks to be admitted',
  addressee: 'is asked to do something',
  coordinator: 'leads the work',
  reservation: 'agreed, with a reservation on record',
  subject: 'is concerned by it; the default role',
};

/** The text of `cica help words`: the words that flags take, and the statuses. */
export function wordsText(output: Output): string {
  const list = (words: readonly string[]): string => words.join(', ');
  const verbs = (Object.keys(actions) as ActionClass[]).map((name) => ({
    label: name,
    text: `${actionClasses[name]}: ${list(actions[name])}`,
  }));
  return pageText(
    {
      reference: 'cica help words',
      title: 'The words that flags take, in any form: adopt, adopted, "took note of", observer-status',
      facts: [],
      sections: [
        { heading: 'Operative verbs (--action), by what the decision does', paragraphs: aligned(verbs) },
        {
          heading: 'Other words of decisions',
          paragraphs: aligned([
            { label: '--kind', text: list(kinds) },
            { label: '--party', text: 'as ROLE:PARTY, in one of the roles below' },
            { label: '--grants', text: list([...standings, 'none']) },
            { label: '--procedure', text: list(procedures) },
            { label: '--form', text: list(forms) },
            { label: 'links', text: list(relations) },
            { label: '--status', text: `${list(statuses)}; derived, never entered` },
          ]),
        },
        {
          heading: 'Roles of parties (--party)',
          paragraphs: aligned(partyRoles.map((role) => ({ label: role, text: roleMeanings[role] }))),
        },
        {
          heading: 'Words of other records',
          paragraphs: aligned([
            { label: 'document --kind', text: list(documentKinds) },
            { label: 'instrument act --kind', text: list(actKinds) },
          ]),
        },
      ],
    },
    output,
  );
}

/** Paragraphs whose texts all begin in the same column. */
function aligned(paragraphs: readonly Required<Pick<Paragraph, 'label' | 'text'>>[]): Paragraph[] {
  const width = Math.max(...paragraphs.map(({ label }) => label.length));
  return paragraphs.map(({ label, text }) => ({ label: label.padEnd(width), text }));
}
