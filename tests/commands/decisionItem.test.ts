import { describe, expect, it } from 'vitest';
import { decisionItem } from '../../src/commands/compose/decision';
import type { Row } from '../../src/domain/row';
import { actions, partyRoles } from '../../src/domain/vocabulary';
import type { Content } from '../../src/formats/document/textDocument';

const text = (content: Content): string =>
  content.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('');

/** The first paragraph of a decision of the Senior Officials Committee, and the paragraph of its details. */
function told(row: Row): { readonly statement: string; readonly details: string } {
  const facts = { day: null, objections: [], tasks: [], later: [], asOf: null };
  const names = {
    bodies: new Map([
      ['SOC', 'Senior Officials Committee'],
      ['MC', 'Ministerial Council'],
    ]),
    parties: new Map(),
  };
  const columns = {
    ref: 'SOC-2024-01-01/1',
    body: 'SOC',
    title: 'T',
    kind: 'plan',
    votes_for: null,
    votes_against: null,
    votes_abstain: null,
  };
  const { content, blocks = [] } = decisionItem({ ...facts, names, row: { ...columns, ...row } });
  const details = blocks.flatMap((block) => (block.kind === 'paragraph' ? [text(block.content)] : []));
  return { statement: text(content), details: details.join(' ') };
}

const party = (role: string, ...names: string[]) => names.map((name) => ({ role, party: name, name }));

describe('what a body did', () => {
  it.each<[Row, string]>([
    [{ action: 'adopt' }, 'adopted “T”'],
    [{ action: 'note' }, 'took note of “T”'],
    [{ action: 'agree', referred_to: 'MC' }, 'agreed on “T” and referred it to the Ministerial Council'],
    [{ action: 'recommend', referred_to: 'MC' }, 'recommended “T” to the Ministerial Council'],
    [
      { action: 'adopt', referred_to: 'MC', parties: [...party('sponsor', 'Iran'), ...party('addressee', 'Iraq')] },
      'adopted “T”, prepared by Iran, addressed to Iraq, and referred it to the Ministerial Council',
    ],
    [
      { action: 'recommend', referred_to: 'MC', parties: party('applicant', 'Iran') },
      'recommended “T” to the Ministerial Council, on the application of Iran',
    ],
    [
      { action: 'request', parties: party('addressee', 'Iran', 'United Nations') },
      'requested Iran and the United Nations: “T”',
    ],
    [{ action: 'call upon' }, 'called upon all concerned: “T”'],
    [{ action: 'elect', parties: party('subject', 'Azerbaijan') }, 'elected Azerbaijan: “T”'],
    [{ action: 'adopt', parties: party('sponsor', 'Iran') }, 'adopted “T”, prepared by Iran'],
    [
      { action: 'adopt', kind: 'fund', parties: party('sponsor', 'Iran', 'Iraq') },
      'adopted “T”, proposed by Iran and Iraq',
    ],
    [
      { action: 'adopt', parties: party('coordinator', 'Iran', 'Iraq', 'Oman') },
      'adopted “T”, with Iran, Iraq and Oman as coordinators',
    ],
    [{ action: 'note', parties: party('addressee', 'Iran') }, 'took note of “T”, addressed to Iran'],
    [{ action: 'note', parties: party('subject', 'Iran') }, 'took note of “T”, concerning Iran'],
    [{ action: 'note', title: 'Report of Iran', parties: party('subject', 'Iran') }, 'took note of “Report of Iran”'],
  ])('of %j it is told that it %s', (row, expected) => {
    expect(told(row).statement).toBe(`The Senior Officials Committee ${expected} (SOC-2024-01-01/1).`);
  });

  it.each(Object.values(actions).flat())('is a sentence whatever the verb: %s', (action) => {
    for (const role of partyRoles) {
      expect(told({ action, parties: party(role, 'Iran') }).statement).toMatch(
        /^The Senior Officials Committee \w+(ed|t|d|w|k|s)( (views|upon|note))?( on| of)?( Iran:| all concerned:)? “T”(, .* Iran( as coordinator)?)? \(SOC-2024-01-01\/1\)\.$/,
      );
    }
  });
});

it.each<[Row, string]>([
  [{}, ''],
  [{ procedure: 'consensus' }, 'The decision was taken by consensus.'],
  [{ procedure: 'vote' }, 'The decision was taken by a vote.'],
  [
    { procedure: 'vote', votes_for: 12, votes_against: 0, votes_abstain: 2 },
    'It was put to the vote: 12 in favour, 0 against, 2 abstentions.',
  ],
  [
    { procedure: 'consensus', votes_for: 12 },
    'The decision was taken by consensus. It was put to the vote: 12 in favour.',
  ],
  [
    { procedure: 'silence', silence_until: '2024-07-11' },
    'It was put under a silence procedure, with 11 July 2024 as the last day to object.',
  ],
  [{ condition: 'Funding.' }, 'It depends on a condition: Funding.'],
  [
    { condition: 'Funding', condition_until: '2024-12-31' },
    'It depends on a condition: Funding, to be met by 31 December 2024.',
  ],
  [{ effective_on: '2024-09' }, 'It takes effect in September 2024.'],
  [{ period: '2024-04-01..2025-03-31' }, 'It covers 1 April 2024 to 31 March 2025.'],
  [{ period: '2024', title: 'Plan for 2024' }, ''],
  [
    { links: [{ relation: 'answers', ref: 'SOC-2023-01-01/1', answer: 'decline', note: null }] },
    'It declines the referral SOC-2023-01-01/1.',
  ],
  [
    { links: [{ relation: 'follows up', ref: 'SOC-2023-01-01/1', answer: null, note: null }] },
    'It follows up on SOC-2023-01-01/1.',
  ],
  [
    { parties: party('reservation', 'United States of America', 'Iran') },
    'The United States of America and Iran entered reservations.',
  ],
])('the details of %j are told: %s', (row, expected) => {
  expect(told({ action: 'adopt', ...row }).details).toBe(expected);
});
