import { describe, expect, test } from 'vitest';
import { readDraft } from '../../src/draft/draft';
import { NameFinder } from '../../src/draft/names';

const names = {
  bodies: new NameFinder([{ code: 'SOC', names: ['SOC', 'Senior Officials Committee'] }]),
  parties: new NameFinder([
    { code: 'PER', names: ['Peru'] },
    { code: 'TCD', names: ['Chad'] },
  ]),
};

/** The outcomes of a report, as "action: title". */
function drafted(report: string): string[] {
  const { entries } = readDraft(`The meeting was held in Astana on 12 December 2023.\n\n${report}`, names);
  return entries.flatMap((entry) =>
    'outcomes' in entry ? entry.outcomes.map(({ action, title }) => `${action}: ${title}`) : [],
  );
}

describe('constructions of formal English', () => {
  test.each<[string, ...string[]]>([
    // a motion
    ['A motion was made by Smith, seconded by Jones, to approve the agenda. Motion carried.', 'approve: Agenda'],
    ["A motion was made, seconded, and carried to accept the treasurer's report.", "accept: Treasurer's report"],
    [
      'Smith moved to table the ordinance on noise. Jones seconded. All in favor. Motion carried.',
      'defer: Ordinance on noise',
    ],
    ['M/S/C (Smith/Jones) to approve the consent agenda.', 'approve: Consent agenda'],
    [
      'Senator Lee moved approval of the course list; Senator Roy seconded. Passed unanimously.',
      'approve: Course list',
    ],
    [
      'Commissioner Hall made a motion, seconded by Commissioner Webb, to pay the bills. The motion passed unanimously.',
      'approve: Pay the bills',
    ],
    [
      'Motion was made by Webb and seconded by Hall that the Board deny the variance. Motion carried.',
      'reject: Variance',
    ],
    ['Motion by Webb, 2nd by Hall, to table the sign ordinance. All ayes. Carried.', 'defer: Sign ordinance'],
    ['Moved by Webb, supported by Hall, to approve the road contract. Motion carried.', 'approve: Road contract'],
    [
      'It was moved by Dr. Lee and seconded by Dr. Kim that the curriculum be adopted; the motion carried.',
      'adopt: Curriculum',
    ],
    ['Jones made a motion to approve the lease, seconded by Hill. The vote was unanimous.', 'approve: Lease'],
    [
      'Proposed by Cllr Dean, seconded by Cllr Moss, that the precept be set at £9,000. Agreed.',
      'agree: Precept be set at £9,000',
    ],
    [
      'Cllr Dean proposed acceptance of the quote for the fence. Seconded by Cllr Moss. All agreed.',
      'agree: Quote for the fence',
    ],
    [
      'It was proposed by Cllr Dean and seconded by Cllr Moss that the accounts be approved. All in favour.',
      'agree: Accounts',
    ],
    // a resolution
    ['RESOLVED: to approve the minutes of the last meeting.', 'approve: Minutes of the last meeting'],
    ['RESOLVED – That the report of the auditor be noted.', 'note: Report of the auditor'],
    ['It was resolved that the budget for 2024 be adopted.', 'adopt: Budget for 2024'],
    ['Members RESOLVED to object to application 22/01.', 'reject: Application 22/01'],
    [
      'Be it further resolved that the board urges the legislature to fund schools.',
      'urge: Legislature to fund schools',
    ],
    ['Resolution 12/2019 – ISO/TC 99 appoints Ms Ito as chair of SC 1.', 'appoint: Ms Ito as chair of SC 1'],
    ['ISO/TC 99 resolves to establish a liaison with the Wind Council.', 'establish: Liaison with the Wind Council'],
    ['ISO/TC 99/SC 2 disbands WG 7.', 'terminate: WG 7'],
    ['DECISION: Move the call to Tuesdays.', 'decide: Move the call to Tuesdays'],
    ['Decision: The travel grant is approved.', 'approve: Travel grant'],
    ['Consensus: adopt the new licence.', 'adopt: New licence'],
    // a vote
    ['Council, on a 6-1 vote, approved the rezoning of Oak Street.', 'approve: Rezoning of Oak Street'],
    ['Members voted to lift the ban on dogs.', 'terminate: Ban on dogs'],
    ['The board voted 4-3 against the rezoning of Oak Street.', 'reject: Rezoning of Oak Street'],
    ['The board agreed by consensus to move the picnic.', 'agree: Move the picnic'],
    [
      'Council approved on second reading an ordinance banning plastic bags.',
      'approve: Ordinance banning plastic bags',
    ],
    // who acts
    ['Those present agreed to meet again in May.', 'agree: Meet again in May'],
    ['The 57 agreed to prolong the mandate of the envoy.', 'extend: Mandate of the envoy'],
    ['The members present unanimously elected Mr Roe as treasurer.', 'elect: Mr Roe as treasurer'],
    ['The Sub-Committee invited Member States to submit proposals.', 'invite: Member States to submit proposals'],
    ['Senior officials from Peru, Chile, and six tribes approved a new strategy.', 'approve: New strategy'],
    [
      'The cabinet which met here on Monday with the premier in the chair approved a fishing policy.',
      'approve: Fishing policy',
    ],
    ['3. Bills The Council directed the secretariat to prepare a bill.', 'instruct: Secretariat to prepare a bill'],
    [
      'Agenda item 4 was discussed. No comments and AGREED to wait for the report.',
      'discuss: Agenda item 4',
      'agree: Wait for the report',
    ],
    // a participle
    ['The summit ended with leaders adopting a joint declaration.', 'adopt: Joint declaration'],
    [
      'Adopting resolution 2100 (2013) unanimously, the Council extended the mandate of the mission.',
      'adopt: Resolution 2100 (2013)',
      'extend: Mandate of the mission',
    ],
    ['The summit closed with a renewed commitment to peace.'],
    // a clause that goes on
    [
      'Ministers adopted conclusions in which they call upon the parties to talk.',
      'adopt: Conclusions',
      'call upon: Parties to talk',
    ],
    [
      'The Council adopted ten resolutions, in which it decided to extend the mandate on Peru.',
      'extend: Mandate on Peru',
    ],
    ['Ministers met in Doha, where they signed a protocol on transit.', 'sign: Protocol on transit'],
    // verbs with a slash between them
    ['The SOC approved/endorsed the reports of the auditor.', 'endorse: Reports of the auditor'],
    ['The SOC reviewed/approved the plan.', 'approve: Plan'],
    ['The SOC discussed / adopted the plan.', 'adopt: Plan'],
    ['The SOC approved and/or endorsed the plan.', 'endorse: Plan'],
    ['Discussed/approved the plan.', 'approve: Plan'],
    ['The plan was reviewed/approved by the SOC.', 'approve: Plan'],
    ['The SOC adopted (and endorsed) the plan.', 'adopt: Plan'],
    // how it was decided stands before what
    ['Approved in principle to start the project.', 'approve: Start the project'],
    ['The SOC agreed in principle to start the project.', 'agree: Start the project'],
    ['The SOC approved in principle the plan.', 'approve: Plan'],
    ['The SOC approved, in principle, the plan.', 'approve: Plan'],
    ['The SOC adopted in full the plan.', 'adopt: Plan'],
    ['The SOC adopted as a whole the plan.', 'adopt: Plan'],
    ['The SOC agreed in general terms on the plan.', 'agree: Plan'],
    ['The SOC agreed provisionally to start the project.', 'agree: Start the project'],
    ['The SOC approved with minor amendments the plan.', 'approve: Plan'],
    ['The Committee approved by consensus to start the project.', 'approve: Start the project'],
    ['The plan was approved in principle.', 'approve: Plan'],
    // a list that shares a noun
    [
      'The Council adopted resolutions on clean water; the right to food; and cooperation with Chad.',
      'adopt: Resolution on clean water',
      'adopt: Resolution on the right to food',
      'adopt: Resolution on cooperation with Chad',
    ],
    [
      'The Council adopted by consensus two resolutions: on water; and on food.',
      'adopt: Resolution on water',
      'adopt: Resolution on food',
    ],
    [
      'The Council extended the mandates of the expert on Mali for a year, and of the expert on water.',
      'extend: Mandate of the expert on Mali for a year',
      'extend: Mandate of the expert on water',
    ],
    [
      'The Council decided to extend the mandates on Chad, Nepal and Peru.',
      'extend: Mandate on Chad',
      'extend: Mandate on Nepal',
      'extend: Mandate on Peru',
    ],
    [
      'Decisions were adopted to improve water management and to protect journalists.',
      'adopt: Improve water management',
      'adopt: Protect journalists',
    ],
    [
      'Decisions were taken on addressing threats, promoting equality, and on trade.',
      'decide: Addressing threats',
      'decide: Promoting equality',
      'decide: Trade',
    ],
    [
      'The SOC approved three concept papers which are transport, tourism, and the use of data.',
      'approve: Concept paper on transport',
      'approve: Concept paper on tourism',
      'approve: Concept paper on use of data',
    ],
    ['The Committee decided to accept the offer and to reject the claim.', 'accept: Offer', 'reject: Claim'],
    [
      'These included approval of the annual report and the election of a new chair.',
      'approve: Annual report',
      'elect: New chair',
    ],
    // what stands for what
    [
      'The SOC approved the draft regulations of the fund and recommended its adoption by the Summit.',
      'approve: Draft regulations of the fund',
      'recommend: Draft regulations of the fund',
    ],
    [
      'The Board approved the hiring of two teachers, accepted the resignation of Ms Fox and tabled the dress code.',
      'approve: Hiring of two teachers',
      'accept: Resignation of Ms Fox',
      'defer: Dress code',
    ],
    ['The Committee designated Lake Tuz a protected area.', 'declare: Lake Tuz a protected area'],
    // a noun with a light verb
    ['The Council reached a general approach on the regulation on batteries.', 'agree: Regulation on batteries'],
    ['The Council signed off on the rules for trams.', 'approve: Rules for trams'],
    ['Note was taken of the report of the auditor.', 'note: Report of the auditor'],
    ['Approval was given to the new logo.', 'approve: New logo'],
    ['The rules for trams were given final approval.', 'approve: Rules for trams'],
    ['A joint statement was issued after the talks.', 'adopt: Joint statement'],
    ['Discussions focused on the digital economy.', 'discuss: Digital economy'],
    ['Topics discussed included energy, trade and visas.', 'discuss: Energy, trade and visas'],
    [
      'City Council gave preliminary approval Tuesday to a plan to rebuild the pier.',
      'approve: Plan to rebuild the pier',
    ],
    ['The Council set the tax rate at 2%.', 'decide: Tax rate at 2%'],
  ])('%s', (report, ...outcomes) => expect(drafted(report)).toEqual(outcomes));
});

describe('constructions that are not outcomes', () => {
  test.each([
    // a motion that failed, or moves nothing
    ['The motion to raise the dog licence fee failed.'],
    ['Motion by Hall to sell the truck. Ayes: 2, nays: 5.'],
    ['A motion to adjourn was made by Hall. Motion carried.'],
    // what is no outcome
    ['The parties were committed to peace.'],
    ['The Council was urged to adopt the text.'],
    ['Residents asked the council to reject the plan.'],
    ['The plan is adopted every year.'],
    ['This is the second time the Council has appointed a director from Peru.'],
    ['The chairmanship passes to Peru.'],
    ['The presidency took over. The text is expected to be signed in May.'],
  ])('%s', (report) => expect(drafted(report)).toEqual([]));
});
