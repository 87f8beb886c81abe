import { describe, expect, test } from 'vitest';
import { outcomesOf } from '../support/drafted';

describe('how communiqués and press releases put it', () => {
  test.each<[string, ...string[]]>([
    ['Committee A approved the decision on health reform.', 'approve: Decision on health reform'],
    ['The Commission reached a milestone in approving the last two audit reports.', 'approve: Last two audit reports'],
    [
      'The Task Force removed Peru from its list of monitored countries.',
      'terminate: Peru from its list of monitored countries',
    ],
    [
      'The Task Force added Chad to the list of monitored countries.',
      'decide: Chad to the list of monitored countries',
    ],
    ['The Committee commenced a review of its working methods.', 'launch: Review of its working methods'],
    ['The Committee continued its discussions on the reform of the fund.', 'discuss: Reform of the fund'],
    [
      'The Committee proposed recommendations for the protection of wetlands.',
      'recommend: Recommendations for the protection of wetlands',
    ],
    [
      'The Council approved – also by acclamation – the draft declaration on migration.',
      'approve: Draft declaration on migration',
    ],
    [
      'The Committee stressed the “importance of trade,” urging “members to avoid all new tariffs.”',
      'emphasize: “importance of trade,”',
      'urge: “members to avoid all new tariffs.”',
    ],
    ['The Committee revised the rules on transhipment.', 'adopt: Rules on transhipment'],
    ['The rules on transhipment were revised.', 'adopt: Rules on transhipment'],
    [
      'Substantive decisions included: essential uses; the phase-out of halons; and the budget.',
      'adopt: Essential uses',
      'adopt: Phase-out of halons',
      'adopt: Budget',
    ],
    ['Another decision taken related to the preservation of the wetlands.', 'decide: Preservation of the wetlands'],
    ['The Board complimented Peru on the organization of the games.', 'commend: Peru on the organization of the games'],
    [
      'Ministers recognize the strong contribution that ports are making to the growth of trade and encourage a greater role for them.',
      'recognize: Strong contribution that ports are making to the growth of trade',
      'encourage: Greater role for them',
    ],
    ['Member states were called upon to ratify the convention.', 'call upon: Member states to ratify the convention'],
    ['The Committee concurred with the recommendation on ports.', 'agree: Recommendation on ports'],
    [
      'The Council cleared the way for the signature of a treaty with Chad.',
      'approve: Signature of a treaty with Chad',
    ],
    ['The ministers renewed their commitment to the treaty.', 'affirm: Commitment to the treaty'],
    ['The ministers expressed concern at the drought in Chad.', 'express: Concern at the drought in Chad'],
    ['The ministers were alarmed by the drought in Chad.', 'express: Alarmed by the drought in Chad'],
    ['The ministers shared the view that ports need money.', 'agree: Ports need money'],
    ['The ministers attached great importance to ports.', 'emphasize: Great importance to ports'],
    ['The ministers rallied behind a plan for ports.', 'support: Plan for ports'],
    ['Participants were in favour of the plan for ports.', 'support: Plan for ports'],
    ['Particular emphasis was placed on ports.', 'emphasize: Ports'],
    ['The issue of ferries was also raised.', 'discuss: Issue of ferries'],
    ['The meeting was devoted to ports.', 'discuss: Ports'],
    ['The quota for tuna was raised to 10,000 tonnes.', 'decide: Quota for tuna'],
    ['The plan for ports was given the go-ahead.', 'approve: Plan for ports'],
    ['The session ended with agreement on a road map on water.', 'agree: Road map on water'],
    ['Members have developed the first list of vessels.', 'finalize: First list of vessels'],
    [
      'The plan for ports, as well as the budget for 2024, was approved.',
      'approve: Plan for ports',
      'approve: Budget for 2024',
    ],
    [
      'The SOC approved the plan for ports, together with the budget for 2024.',
      'approve: Plan for ports',
      'approve: Budget for 2024',
    ],
    ['The SOC approved not only the plan for ports but also the budget.', 'approve: Plan for ports', 'approve: Budget'],
    [
      'Also adopted were a plan for ports and a statement on rivers.',
      'adopt: Plan for ports',
      'adopt: Statement on rivers',
    ],
    [
      'Approved at the session were a plan for ports and a budget for 2024.',
      'approve: Plan for ports',
      'approve: Budget for 2024',
    ],
    [
      'The documents adopted are: the plan for ports; the statement on rivers.',
      'adopt: Plan for ports',
      'adopt: Statement on rivers',
    ],
    [
      'The leaders agreed to: step up trade; open consulates; and set up a joint committee.',
      'agree: Step up trade',
      'agree: Open consulates',
      'establish: Joint committee',
    ],
    ['Ms Ann Roe was chosen as the next Secretary-General.', 'appoint: Ms Ann Roe: next Secretary-General'],
    ['The Committee recommended to the Council that the plan be approved.', 'recommend: Plan'],
    [
      'The Council elected the Kingdom of Norway to chair the meeting, the Republic of Peru as Vice-Chair, and appointed Chad as rapporteur.',
      'elect: Kingdom of Norway to chair the meeting',
      'elect: Republic of Peru as Vice-Chair',
      'appoint: Chad as rapporteur',
    ],
    ['The communiqué welcomed the plan for ports.', 'welcome: Plan for ports'],
    ['The declaration calls for a truce in Chad.', 'call upon: Truce in Chad'],
    [
      'The Board, having considered document 12:\n- Approves the plan for ports; and\n- Authorizes the Director to sign the treaty.',
      'approve: Plan for ports',
      'authorize: Director to sign the treaty',
    ],
    [
      'The Cabinet met on Monday. After the meeting, Information Minister Ann Roe said the cabinet had approved a bill on ports.',
      'approve: Bill on ports',
    ],
    ['The Cabinet met on Monday. The government approved a bill on ports.', 'approve: Bill on ports'],
    [
      'The Security Council extended by twelve months the mandate of the mission in Chad.',
      'extend: Mandate of the mission in Chad',
    ],
    [
      'The Security Council unanimously adopted resolution 2600 (2023), renewing for one year the sanctions on Chad.',
      'adopt: Resolution 2600 (2023)',
      'extend: Sanctions on Chad',
    ],
    ['Ministers gave their full support to the initiative of Peru on ports.', 'support: Initiative of Peru on ports'],
    ['The initiative of Peru on ports met with broad support.', 'support: Initiative of Peru on ports'],
    ['The Committee concluded its work on the guidelines.', 'finalize: Guidelines'],
    ['The Committee noted, and endorsed, the report of the Secretariat.', 'endorse: Report of the Secretariat'],
    ['The Committee accorded observer status to Chad.', 'grant: Observer status to Chad'],
    ['The Assembly set the budget at $5 million.', 'decide: Budget at $5 million'],
    ['Ministers warned that the drought could spread.', 'emphasize: Drought could spread'],
    [
      'We—the governments of Peru and Chad—met in Lima. Today, we reaffirm our support for the treaty.',
      'affirm: Support for the treaty',
    ],
    ['Ministers launched the ASEAN-U.S. Partnership on ports.', 'launch: ASEAN-U.S. Partnership on ports'],
    [
      'Key decisions included the approval of the plan for rivers, the creation of a fund and the election of Ann Roe as chair.',
      'approve: Plan for rivers',
      'establish: Fund',
      'elect: Ann Roe as chair',
    ],
    [
      'Decisions included: approval of the plan for rivers; creation of a fund; and the calendar.',
      'approve: Plan for rivers',
      'establish: Fund',
      'adopt: Calendar',
    ],
    ['Decisions adopted at the session concern the plan for rivers.', 'adopt: Plan for rivers'],
    ['The meeting achieved consensus on a plan for rivers.', 'agree: Plan for rivers'],
    ['The summit issued the Lima Declaration.', 'adopt: Lima Declaration'],
    ['The meeting produced a declaration on rivers.', 'adopt: Declaration on rivers'],
    ['The meeting approved, subject to funding, the plan for rivers.', 'approve: Plan for rivers'],
    ['Participants held consultations on rivers.', 'discuss: Rivers'],
    [
      'Leaders agreed to a number of ways to keep the fund relevant, to raise its income and to build ports.',
      'agree: Number of ways to keep the fund relevant, to raise its income and to build ports',
    ],
    [
      'Representatives placed on record their sincere thanks to the Prime Minister.',
      'express: Sincere thanks to the Prime Minister',
    ],
    [
      'The Cabinet met on Monday. Training courses on safeguards in Lima during 2024 Cabinet endorsed the hosting of a course on safeguards.',
      'endorse: Hosting of a course on safeguards',
    ],
    [
      'The Board noted that thought had been given to charges and emphasized that this was serious.',
      'note: Thought had been given to charges',
      'emphasize: Was serious',
    ],
    [
      'Ministers have agreed on a final declaration that will be adopted at the summit.',
      'agree: Final declaration that will be adopted at the summit',
    ],
    ['The Meeting recorded its support for the application of Chad.', 'support: Application of Chad'],
    ['The Council observed with concern the low rate of payment.', 'note: Low rate of payment'],
    [
      'The cabinet accorded approval in principle for starting talks with Peru on ports.',
      'approve: Starting talks with Peru on ports',
    ],
    [
      'The Committee of Ministers adopted a recommendation on ports and two resolutions on rivers.',
      'adopt: Recommendation on ports',
      'adopt: Two resolutions on rivers',
    ],
    ['The Commission decided today to open proceedings on ports.', 'decide: Open proceedings on ports'],
    ['The Conference decided, by a vote of 80 to 2 with 3 abstentions, to adopt the budget.', 'adopt: Budget'],
    ['The Joint Rivers Committee met on Monday. The JRC approved the plan for rivers.', 'approve: Plan for rivers'],
    ['The board of the Rivers Fund today approved a loan to Chad, its president said.', 'approve: Loan to Chad'],
  ])('%s', (report, ...outcomes) => {
    expect(outcomesOf(report)).toEqual(outcomes);
  });
});

describe('sentences in them that are not outcomes', () => {
  test.each([
    'The summit closed with a renewed commitment to peace.',
    'The meeting was devoted.',
    'The Committee began its work in the afternoon.',
    'The agenda included in the document was long.',
    'The Secretariat updated the Council on the talks.',
    'The government approved a bill on ports.',
    'Members were invited to approve the budget.',
    'Participants were invited to a reception.',
    'The Review Conference concluded without agreement on a final document.',
    'The bill on ports was tabled before the cabinet.',
    'The Universal Declaration recognizes the right to water.',
    'Ministers arrived on Monday and were welcomed by the President.',
    'The fee was raised by the ministry in 2020.',
    'The report will be discussed at the June meeting.',
    'The delegations of Peru and Chad held talks on the sidelines of the meeting.',
    'In 2019 the Council adopted a plan for ports.',
    'At its previous session, the Committee adopted a plan for ports.',
  ])('%s', (report) => {
    expect(outcomesOf(report)).toEqual([]);
  });
});
