import { describe, expect, test } from 'vitest';
import { drafted, outcomesOf } from '../support/drafted';

describe('how newspapers and agencies put it', () => {
  test.each<[string, ...string[]]>([
    // who reports it, at the end
    ['The SOC approved the plan for ports, Trend reports.', 'approve: Plan for ports'],
    [
      "The SOC approved the plan for ports and the rules on fees, reported the ministry's press service.",
      'approve: Plan for ports',
      'approve: Rules on fees',
    ],
    [
      'Participants discussed the plan for ports, the press service of the Ministry of Trade of Peru informed.',
      'discuss: Plan for ports',
    ],
    // verbs
    [
      'The SOC approved the fees, as well as authorized the Secretariat to open an office.',
      'approve: Fees',
      'authorize: Secretariat to open an office',
    ],
    ['The SOC took a note of the report on ports.', 'note: Report on ports'],
    ['The SOC assented to the bill on ports.', 'approve: Bill on ports'],
    ['The SOC decried the attack on the port.', 'express: Attack on the port'],
    ['The SOC promised a review of fees.', 'agree: Review of fees'],
    ['The SOC dispensed with the reading of the minutes.', 'decide: Reading of the minutes'],
    ['The SOC issued decisions on Peru.', 'adopt: Decisions on Peru'],
    ['Ministers were also pleased to welcome the return of Peru.', 'welcome: Return of Peru'],
    ['In addition, there was a collective pledge to reduce fees.', 'agree: Reduce fees'],
    ['The SOC opened on Monday, 3 May, with the election of Mr Roe as President.', 'elect: Mr Roe as President'],
    [
      'Leaders took a decisive step by instructing the Secretariat to draft a charter.',
      'instruct: Secretariat to draft a charter',
    ],
    [
      'The SOC discussed several papers, approving the following:\n\n1. The plan for ports.\n2. The rules on fees.',
      'approve: Plan for ports',
      'approve: Rules on fees',
    ],
    ['The foreign ministers reviewed in detail the draft of the charter.', 'review: Draft of the charter'],
    ['The SOC approved on principle the plan for ports.', 'approve: Plan for ports'],
    ['It was also confirmed that Peru, if admitted, would pay fees.', 'confirm: Peru, if admitted, would pay fees'],
    // who acts
    [
      'The rules on fees were approved by the Board today along with the budget.',
      'approve: Rules on fees',
      'approve: Budget',
    ],
    ['The 2023 Council Sessions reviewed the work on ports.', 'review: Work on ports'],
    ['Those taking part in the meeting discussed the draft charter.', 'discuss: Draft charter'],
    ['The countries that had announced cuts reviewed the market.', 'review: Market'],
    ['Ministers held a joint session, where they approved the plan for ports.', 'approve: Plan for ports'],
    ['The talks confirmed a common desire to meet. They adopted a statement on ports.', 'adopt: Statement on ports'],
    [
      'The SOC considered texts to be submitted to the MC, adopted the rules on fees, and reviewed the market.',
      'adopt: Rules on fees',
      'review: Market',
    ],
    ['Regarding the letter from Peru, the SOC expressed disapproval.', 'express: Disapproval on the letter from Peru'],
    ['As for the rules on fees, the members agreed.', 'agree: Rules on fees'],
    [
      'The Secretary presented a report on ports which was unanimously adopted by the Council.',
      'adopt: Report on ports',
    ],
    [
      'The SOC adopted the plan for ports in 2023.The members thanked Peru.',
      'adopt: Plan for ports in 2023',
      'thank: Peru',
    ],
    [
      'The SOC discussed the documents planned for adoption, including the draft of the charter and the rules on fees.',
      'discuss: Draft of the charter',
      'discuss: Rules on fees',
    ],
    // what a document says
    ['“Special attention was paid to the safety of ports,” the press service reports.', 'discuss: Safety of ports'],
    ['“The SOC welcomed the plan for ports,” the statement said.', 'welcome: Plan for ports'],
    [
      'The leaders agreed in a communiqué, and “condemned violence". They thanked Peru for its help.',
      'agree: Communiqué, and “condemned violence"',
      'thank: Peru for its help',
    ],
  ])('%s', (report, ...expected) => {
    expect(outcomesOf(report)).toEqual(expected);
  });
});

describe('lists', () => {
  test.each<[string, ...string[]]>([
    [
      'The ministers approved statements of the leaders on ports, on fees, as well as on drought.',
      'approve: Statement of the leaders on ports',
      'approve: Statement of the leaders on fees',
      'approve: Statement of the leaders on drought',
    ],
    [
      'The SOC adopted a statement on ports, a statement on fees, and heard a report by the Secretary-General.',
      'adopt: Statement on ports',
      'adopt: Statement on fees',
      'hear: Report by the Secretary-General',
    ],
    [
      'The SOC adopted ten resolutions by consensus, including the plan for ports, and the rules on fees.',
      'adopt: Plan for ports',
      'adopt: Rules on fees',
    ],
    [
      'The SOC decided to approve the law on ports and submit it to the MC.',
      'approve: Law on ports',
      'submit: Law on ports',
    ],
    [
      'The SOC agreed to establish a fund for ports, strengthen the office and convene a forum on fees.',
      'establish: Fund for ports',
      'agree: Strengthen the office',
      'agree: Convene a forum on fees',
    ],
    [
      'The SOC signed ten documents. Among the key documents are the charter, the plan for ports, and the rules on fees.',
      'sign: Charter',
      'sign: Plan for ports',
      'sign: Rules on fees',
    ],
    [
      'Other resolutions made were to convene a forum on ports and also to open an office.',
      'decide: Convene a forum on ports',
      'decide: Open an office',
    ],
    [
      'Ten documents were signed:\n\nthe decision on ports;\n\nthe decision on fees;',
      'sign: Decision on ports',
      'sign: Decision on fees',
    ],
    [
      'The documents signed include:\n\nThe decision on ports; the decision on fees; the plan for wetlands.',
      'sign: Decision on ports',
      'sign: Decision on fees',
      'sign: Plan for wetlands',
    ],
    [
      'The Cabinet approved:1- Rules on ports.\n\nThe rules have been drafted to replace those of 2009.\n\n2- Rules on fees.',
      'approve: Rules on ports',
      'approve: Rules on fees',
    ],
    [
      'The Cabinet considered the topics on its agenda as follows:\n\nFirst, approval of a law on ports.\n\nSecond, approval to join the fund.',
      'approve: Law on ports',
      'approve: Join the fund',
    ],
    [
      'It was resolved that the budget be adopted, and it was resolved that the fees be approved.',
      'adopt: Budget',
      'approve: Fees',
    ],
    [
      'THE SUMMIT CONSIDERED A REPORT OF THE SECRETARIAT ON PORTS\n\nAND DIRECTED THE SECRETARIAT TO OPEN AN OFFICE.',
      'consider: REPORT OF THE SECRETARIAT ON PORTS',
      'instruct: SECRETARIAT TO OPEN AN OFFICE',
    ],
    [
      'The SOC voted to approve the following items: the lease of the hall; the fees of 2024; the grant to the museum.',
      'approve: Lease of the hall',
      'approve: Fees of 2024',
      'approve: Grant to the museum',
    ],
    [
      'An implementation strategy, an action plan and a mechanism aimed at the use of the rules were also adopted.',
      'adopt: Implementation strategy',
      'adopt: Action plan',
      'adopt: Mechanism',
    ],
    [
      'Among the tools discussed and adopted by the SOC was the 2022 edition of the tariff.',
      'adopt: 2022 edition of the tariff',
    ],
    // one matter
    [
      'The SOC adopted the plan for ports with its priorities, namely the rules on fees, the fund and the office.',
      'adopt: Plan for ports with its priorities, namely the rules on fees, the fund and the office',
    ],
    [
      'The discussions covered standards, guidance documents and recommended practices.',
      'discuss: Standards, guidance documents and recommended practices',
    ],
    [
      'The SOC authorized the Secretariat to work with bodies such as the UN, the Bank and the Fund.',
      'authorize: Secretariat to work with bodies such as the UN, the Bank and the Fund',
    ],
    [
      'The SOC approved the rules on fees, providing for the use of an index and the use of a system.',
      'approve: Rules on fees',
    ],
    ['The SOC decided to amend the rules in order to widen the fund and to ensure fairness.', 'adopt: Rules'],
    [
      'The SOC approved the chapter on pollution by: oil; sewage; and garbage.',
      'approve: Chapter on pollution by: oil',
    ],
    [
      'The SOC adopted the Oslo Declaration: a statement of will to protect ports; clean beaches; and save wetlands.',
      'adopt: Oslo Declaration: a statement of will to protect ports',
    ],
    [
      'The SOC adopted the charter, drafted and submitted by the MC.',
      'adopt: Charter, drafted and submitted by the MC',
    ],
    [
      'The following documents were signed:\n\n- The Declaration of the summit;\n- The plan for ports.',
      'sign: Declaration of the summit',
      'sign: Plan for ports',
    ],
  ])('%s', (report, ...expected) => {
    expect(outcomesOf(report)).toEqual(expected);
  });
});

describe('what is no outcome', () => {
  test.each([
    'The Council recalled its statement on ports, adopted at its tenth meeting.',
    'Delegates followed the talks, as many of the issues discussed are difficult.',
    'The meeting was considered successful by all.',
    'The convention was signed in Oslo, Norway, on 2 February 1971.',
    'The SOC considered it a violation of the rules.',
    'The SOC referred to the report on ports.',
    'Adopted June 28, 2023.',
    'Ms Roe was asked about the fees.',
    '1. Welcome\n\nMs Roe opened the meeting.',
    'The membership of Peru has been suspended since January 2010.',
  ])('%s', (report) => {
    expect(outcomesOf(report)).toEqual([]);
  });

  test('a person who is quoted', () => {
    const report =
      '“The SOC should adopt the budget,” the chair said. “We approved the plan for ports. The SOC endorsed the fees.”';
    expect(drafted(report)).toEqual(['(a quotation)', '(a quotation)']);
  });
});

describe('minutes', () => {
  test.each<[string, ...string[]]>([
    [
      'Cllr. Roe proposed Cllr. Hall as Chairman, seconded Cllr. Moss and carried unanimously.',
      'elect: Cllr. Hall: Chairman',
    ],
    ['Councillors agreed reluctantly that the fees should be approved.', 'approve: Fees'],
    [
      'A copy of the audit return was circulated before the meeting. These were agreed.',
      'agree: Copy of the audit return',
    ],
    ['Minutes approved with amendments.', 'approve: Minutes'],
    ['In Oslo, Norway, in a friendly spirit, the rules on fees were discussed.', 'discuss: Rules on fees'],
    [
      'The Secretariat was tasked to start developing and agreeing on a draft.',
      'charge: Secretariat to start developing and agreeing on a draft',
    ],
    ['Lease – renewal of 2020 – The SOC approved this by a vote of 7-0.', 'approve: Lease'],
    [
      'Ports Committee (second reading) – The SOC voted 7-0 to approve as written.',
      'approve: Ports Committee (second reading)',
    ],
    ['The SOC voted 6-0 (Ms Roe was excused) to adopt the fees.', 'adopt: Fees'],
    ['RESOLVED with 1 abstention to approve the minutes of 3 May.', 'approve: Minutes of 3 May'],
    ['RESOLVED for the notes of 3 May to be accepted.', 'accept: Notes of 3 May'],
    ['RESOLVED to choose Ann Roe to be Chair.', 'appoint: Ann Roe to be Chair'],
    ['A motion to accept the accounts was proposed by Ann Roe, seconded by Bob Hall and carried.', 'accept: Accounts'],
    ['A motion to renew the lease was carried unanimously.', 'extend: Lease'],
    [
      'The accounts for 2020 were presented by the Treasurer and approved by all present.',
      'approve: Accounts for 2020',
    ],
    [
      'Closing of the savings account was suggested by the auditor. This was approved.',
      'approve: Closing of the savings account',
    ],
    ['The SOC suspended the membership of Peru.', 'decide: Membership of Peru'],
    ['The SOC discussed, but did not adopt, the rules on fees.', 'discuss: Rules on fees'],
  ])('%s', (report, ...expected) => {
    expect(outcomesOf(report)).toEqual(expected);
  });
});
