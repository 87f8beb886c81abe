import { describe, expect, test } from 'vitest';
import { readDraft } from '../../src/draft/draft';
import { NameFinder } from '../../src/draft/names';
import { drafted, outcomesOf } from '../support/drafted';

describe('verbs that name an action', () => {
  test.each<[string, string]>([
    ['The SOC consented to the sale.', 'approve: Sale'],
    ['The SOC voted through the budget.', 'approve: Budget'],
    ['The SOC ruled that the fee stands.', 'decide: Fee stands'],
    ['Ministers converged on the rules.', 'agree: Rules'],
    ['The SOC rolled out the plan for ports.', 'launch: Plan for ports'],
    ['The SOC asked for the accounts.', 'request: Accounts'],
    ['The SOC hammered out the text on ports.', 'finalize: Text on ports'],
    ['The SOC stood by the treaty.', 'affirm: Treaty'],
    ['The SOC spoke highly of the host.', 'commend: Host'],
    ['Ministers mulled the plan for ports.', 'discuss: Plan for ports'],
    ['The SOC revisited the rules on fees.', 'review: Rules on fees'],
    ['Ministers weighed the offer of Peru.', 'consider: Offer of Peru'],
    ['Ministers became acquainted with the report on ports.', 'hear: Report on ports'],
    ['The plan for ports was thrown out.', 'reject: Plan for ports'],
    ['The SOC shelved the plan for ports.', 'defer: Plan for ports'],
    ['The SOC nullified the election.', 'rescind: Election'],
    ['The SOC did away with the fee.', 'terminate: Fee'],
    ['Members favoured the plan for ports.', 'support: Plan for ports'],
    // with an object that stands right after them
    ['The SOC doubled the fee.', 'decide: Fee'],
    ['The SOC maintained the rate of 5 per cent.', 'decide: Rate of 5 per cent'],
    ['The SOC scrapped the fee.', 'terminate: Fee'],
    ['The SOC reversed the ban.', 'rescind: Ban'],
    ['The SOC put in place a fund for ports.', 'establish: Fund for ports'],
    ['The SOC unveiled the new plan for ports.', 'launch: New plan for ports'],
    ['The SOC convened an expert working group on ports.', 'establish: Expert working group on ports'],
    ['The SOC announced the creation of a fund for ports.', 'establish: Fund for ports'],
    ['The SOC announced a ban on fees.', 'declare: Ban on fees'],
    ['The SOC was most grateful to the host.', 'thank: Host'],
    ['There was also a declaration supporting the peace process.', 'adopt: Declaration supporting the peace process'],
  ])('%s', (report, outcome) => expect(outcomesOf(report)).toEqual([outcome]));

  test('say nothing of what happens around a meeting', () => {
    const around =
      'The SOC held a meeting. Members kept a minute of silence. The SOC left the hall. Ministers introduced the speakers.';
    expect(drafted(around)).toEqual([]);
  });
});

describe('who acts, and how it is said', () => {
  test.each<[string, ...string[]]>([
    [
      'The Trade Council for Ports (TCP) met in Oslo. On fees, the TCP requests the Secretariat to report.',
      'request: Secretariat to report',
    ],
    ['The Permanent Council and CIDI approved the plan for ports.', 'approve: Plan for ports'],
    ['The SOC has for the first time in its history adopted the plan for ports.', 'adopt: Plan for ports'],
    ['The plan for ports was approved by motion.', 'approve: Plan for ports'],
    [
      'Several memoranda were approved by motion, including memorandum A and memorandum B.',
      'approve: Memorandum A',
      'approve: Memorandum B',
    ],
    ['Ministers held a session, where it was decided that the fee would rise.', 'decide: Fee would rise'],
    ['Consensus was reached by the board for Ms Roe to revise the policy.', 'agree: Ms Roe to revise the policy'],
    ['A key outcome was an agreement by states to cut fees.', 'agree: Cut fees'],
    ['Preparations began in earnest today with the appointment of Ann Roe as chair.', 'appoint: Ann Roe as chair'],
    [
      'Key outcomes were approval for: the budget for 2027; and the plan for ports.',
      'approve: Budget for 2027',
      'approve: Plan for ports',
    ],
    [
      'The SOC forwarded to the Council the draft budget and the draft plan.',
      'refer: Draft budget',
      'refer: Draft plan',
    ],
    [
      'The SOC approved the plan for ports, as they reviewed the fees; the weather; and the roads.',
      'approve: Plan for ports',
    ],
    ['It was also decided during the meeting of the Council of Ministers to pay the fees.', 'decide: Pay the fees'],
    [
      'The Committee decided to;\n\nRetain the rate;\n\nMaintain the fee.',
      'decide: Retain the rate',
      'decide: Maintain the fee',
    ],
    [
      'Outcomes were approval of a plan to review the fees and of the budget.',
      'approve: Plan to review the fees and of the budget',
    ],
    ['Mr Roe moved to approve the agenda. All voted aye. The motion is approved.', 'approve: Agenda'],
    [
      'The legislative arm of the Authority agreed:\n\n• to open an office;\n• to cut the fee.',
      'agree: Open an office',
      'agree: Cut the fee',
    ],
    ['The SOC heard a report. the council adopted the budget.', 'hear: Report', 'adopt: Budget'],
    ['The session also saw the SOC take the rare and sad decision to close the port.', 'decide: Close the port'],
    [
      'The SOC asked the expert to report in May, and to hold a dialogue on ports.',
      'ask: Expert to report in May',
      'ask: Hold a dialogue on ports',
    ],
    [
      'The SOC approved the report for 2019, activity plan, budget for the period to 2027 and the strategy for ports.',
      'approve: Report for 2019',
      'approve: Activity plan',
      'approve: Budget for the period to 2027',
      'approve: Strategy for ports',
    ],
    ['The Bureau met on 4 May to review the plan and approved the fees.', 'approve: Fees'],
    ['The report on ports was received with thanks and adopted.', 'adopt: Report on ports'],
    ['Cabinet has given the nod to a plan for ports.', 'approve: Plan for ports'],
    ['Also on the agenda was the budget for 2025.', 'discuss: Budget for 2025'],
    ['The SOC kept its benchmark rate at 12 per cent.', 'decide: Benchmark rate at 12 per cent'],
    ['The minutes of 3 May were taken as read and signed by the Chair.', 'approve: Minutes of 3 May'],
    [
      'The SOC resolved (i) to note the report on ports; (ii) to approve the fee.',
      'resolve: Note the report on ports',
      'approve: Fee',
    ],
    [
      'The SOC approved (a) the plan for ports, (b) the budget and (c) the rules on fees.',
      'approve: Plan for ports',
      'approve: Budget',
      'approve: Rules on fees',
    ],
    ['On 5 May, the SOC noted the report on ports.', 'note: Report on ports'],
    ['On ports, Ministers stressed the need for savings.', 'emphasize: Need for savings'],
    ['In this regard, the report on ports was noted.', 'note: Report on ports'],
    ['The SOC filled the vacancy on the board by appointing Ann Roe.', 'appoint: Ann Roe'],
    [
      'Ministers took several decisions, including the approval of a plan for ports and the election of a chair.',
      'approve: Plan for ports',
      'elect: Chair',
    ],
    [
      'The SOC adopted a declaration, a plan of action and a report on fees.',
      'adopt: Declaration',
      'adopt: Plan of action',
      'adopt: Report on fees',
    ],
    [
      'The SOC approved new rules on fees and guidelines on staff.',
      'approve: New rules on fees',
      'approve: Guidelines on staff',
    ],
    ['The SOC approved the loan to Peru and a grant to Chad.', 'approve: Loan to Peru', 'approve: Grant to Chad'],
    ['Mr Roe moved to approve the agenda (5-0).', 'approve: Agenda'],
    ['Mr Roe moved to approve the agenda. Seconded. So moved.', 'approve: Agenda'],
    ['OPEC and its allies agreed to raise output.', 'agree: Raise output'],
    ['WHO Member States agreed to begin negotiations.', 'agree: Begin negotiations'],
    ['The SOC placed the old town on the List of Heritage.', 'decide: Old town on the List of Heritage'],
    ['The agenda included the fees of ports.', 'discuss: Fees of ports'],
    ['Following the meeting a joint statement on ports was signed.', 'sign: Joint statement on ports'],
    ['The SOC agreed that the bill be tabled in Parliament.', 'submit: Bill'],
    ['ACTION: AI-2: Ann Roe to draft the rules on fees.', 'charge: Ann Roe to draft the rules on fees'],
    ['The bureau met to review the fees. It approved the plan for ports.', 'approve: Plan for ports'],
    ['The SOC adopted decisions on:\n\n- ports\n- fees', 'adopt: Ports', 'adopt: Fees'],
    [
      'The SOC adopted the following resolutions:\n\nResolution 1 on ports\n\nResolution 2 on fees',
      'adopt: Resolution 1 on ports',
      'adopt: Resolution 2 on fees',
    ],
    ['Ann Roe proposed cutting the fee. This was agreed.', 'agree: Cutting the fee'],
    ['Other motions included the approval to create a centre for ports.', 'approve: Create a centre for ports'],
    ['Action: The SOC resolved to approve Ann Roe to act as chair.', 'approve: Ann Roe to act as chair'],
    ['The Council approved on a 5-2 vote a contract with Peru.', 'approve: Contract with Peru'],
    ['The Council also has approved the plan for ports.', 'approve: Plan for ports'],
    ['Ministers on 3 May have agreed to cut the fee.', 'agree: Cut the fee'],
    ['The SOC approved the fee, as well as held a discussion on visas.', 'approve: Fee', 'discuss: Visas'],
    ['The SOC adopted a resolution which sets out the fees.', 'adopt: Resolution which sets out the fees'],
    ['The SOC adopted 32 resolutions.', 'adopt: 32 resolutions'],
    ['The SOC discussed the following matters: the weather; the roads.', 'discuss: Weather, the roads'],
  ])('%s', (report, ...outcomes) => expect(outcomesOf(report)).toEqual(outcomes));

  test('an acronym that decides at the beginning of a report is who met', () => {
    const text = 'TCPO on Sunday agreed to cut the fee. The ministers met in Oslo.';
    expect(readDraft(text, { bodies: new NameFinder([]), parties: new NameFinder([]) }).entries).toMatchObject([
      { outcomes: [{ action: 'agree', title: 'Cut the fee' }] },
    ]);
  });

  test.each([
    'The plan for ports is sound, the SOC noted.',
    'The Commission is a body set up to adopt standards.',
    'Whereas, the Council has approved the plan for ports.',
    'Ministers wished to see a fund established for ports.',
    'The last review took place in Oslo, with all its proposals having been discussed.',
  ])('%s', (report) => expect(outcomesOf(report)).toEqual([]));
});
