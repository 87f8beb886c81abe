import { describe, expect, test } from 'vitest';
import { drafted, outcomesOf } from '../support/drafted';

describe('a motion', () => {
  test.each<[string, ...string[]]>([
    // who moved it stands in a line of its own
    ['Moved by Dean, seconded by Moss\nTHAT the minutes of 3 May be adopted.\nCARRIED', 'adopt: Minutes of 3 May'],
    [
      'MOVED BY: Dean\nSECONDED BY: Moss\nTHAT the Council approve the grant to the museum.\nCARRIED',
      'approve: Grant to the museum',
    ],
    ['THAT the agenda be approved as amended.\nMoved by: Dean  Seconded by: Moss\nCarried.', 'approve: Agenda'],
    ['Moved: Dean. Seconded: Moss. That the audit be accepted. CARRIED', 'accept: Audit'],
    ['Dean: Moved to approve the lease.\nSecond: Ron Holt\nOutcome: The motion passed.', 'approve: Lease'],
    ['Motion: To approve the lease.\nMoved by Dean. Seconded by Moss. Vote: 5-0. Motion carried.', 'approve: Lease'],
    // who moved it stands elsewhere
    ['Motion (Dean/Moss) to accept the audit. Carried.', 'accept: Audit'],
    ['Moved/seconded (Dean/Moss) to approve the budget. Motion passed.', 'approve: Budget'],
    ['Dean moved, Moss seconded, to accept the audit. Approved.', 'accept: Audit'],
    ['Motion to approve the lease (Dean, Moss). Passed.', 'approve: Lease'],
    ['Motion to approve the bills by Dean, seconded by Moss, approved unanimously.', 'approve: Bills'],
    ['Dean moved the rules be approved as written; seconded by Moss. Motion carried.', 'approve: Rules'],
    ['Motion was made by Dean that the bills be allowed as read. All voted “Yes.”', 'approve: Bills'],
    // what it is on stands elsewhere
    ['B.9 Report: KM moves to adopt. SK seconds. Motion carries.', 'adopt: B.9 Report'],
    ['2. Approval of Agenda\n\nMotion to approve by Dean, seconded Moss, approved unanimously.', 'approve: Agenda'],
    [
      'A letter requesting the use of the hall on 6 May was read.\nDean moved to approve this request. Moss seconded. All in favor.',
      'approve: Use of the hall on 6 May',
    ],
    // several
    [
      'Moved to approve the minutes of 3 May and 7 June. Motion carried.',
      'approve: Minutes of 3 May',
      'approve: Minutes of 7 June',
    ],
    ['Motion to approve the plan and to thank the clerk; all in favor.', 'approve: Plan', 'thank: Clerk'],
    // persons
    [
      'Dean moves, and Moss seconds a slate of Ann Chair and Gary as Secretary; Motion carries',
      'elect: Ann Chair',
      'elect: Gary as Secretary',
    ],
    [
      'Nomination of Senator Roe to the Library Committee by Senator Hill; second by Senator Gray. The motion passed.',
      'elect: Senator Roe: the Library Committee',
    ],
    [
      'Election of officers:\nChair: Ann Roe\nVice-chair: Leo Day\n\nThe budget was approved.',
      'elect: Ann Roe: Chair',
      'elect: Leo Day: Vice-chair',
      'approve: Budget',
    ],
    ['Present: Chair: Ann Roe\nClerk: Leo Day'],
  ])('%s', (minutes, ...outcomes) => expect(drafted(minutes)).toEqual(outcomes));
});

describe('a line that ends with its verdict', () => {
  test.each<[string, ...string[]]>([
    ['6. Confirmation of the minutes of 6 August - Agreed', 'agree: Minutes of 6 August'],
    ["Treasurer's report - received and noted.", "note: Treasurer's report"],
    ["Treasurer's report. Accepted.", "accept: Treasurer's report"],
    ['Item 4: Budget. Decision: approved.', 'approve: Budget'],
    ['Proposal to publish the recording -- tabled until the next call', 'defer: Proposal to publish the recording'],
    [
      '8. Application 23/0011, porch at 5 Mill Lane: no objection',
      'agree: No objection to Application 23/0011, porch at 5 Mill Lane',
    ],
    ['19/0113/FUL Extension\nAt 12 Hill Court\nNo objection', 'agree: No objection to 19/0113/FUL Extension'],
    ['No objections were raised to application 22/0101.', 'agree: Application 22/0101'],
    ['The Council had no objection to the application for a porch.', 'agree: Application for a porch'],
    ['Approval of the minutes of 3 May: The minutes were read and approved.', 'approve: Minutes of 3 May'],
    [
      'The minutes of the last meeting were taken as read, approved and signed.',
      'approve: Minutes of the last meeting',
    ],
    ['The minutes of 3 May were signed by the Chairman as a correct record.', 'approve: Minutes of 3 May'],
    ['The precept was set at £9,000.', 'decide: Precept'],
    ['Minutes approved as circulated.', 'approve: Minutes'],
    ['Report of the auditor noted.', 'note: Report of the auditor'],
    ['The report of the auditor was received and placed on file.', 'accept: Report of the auditor'],
    ['There being no objections, the rules were approved.', 'approve: Rules'],
    ['By unanimous consent, the reading of the letter was waived.', 'decide: Reading of the letter'],
    ['The proposal to move the clock was defeated by 5 votes to 2.', 'reject: Proposal to move the clock'],
    ['It was the sense of the Senate that the fee be cut.', 'agree: Fee be cut'],
    ['The Commission continued the hearing to 5 May.', 'defer: Hearing to 5 May'],
    ['The Council passed on first reading an ordinance on noise.', 'adopt: Ordinance on noise'],
    // what was presented
    ['The Treasurer presented the accounts for May. These were approved.', 'approve: Accounts for May'],
    ['The quote for the fence was circulated. It was agreed to accept it.', 'accept: Quote for the fence'],
    // no verdict on anything
    ['Apologies: received and accepted.', '(it is said in passing)'],
    ['The Chair put the motion to a vote.'],
    ['2. Welcome and apologies'],
    ['Requests for dispensations: None.'],
  ])('%s', (minutes, ...outcomes) => expect(drafted(minutes)).toEqual(outcomes));
});

describe('other forms of minutes', () => {
  test.each<[string, ...string[]]>([
    [
      'Standing Orders for 2024\n\nThe Clerk asked whether members had read them.\n\nCllr Dean proposed acceptance seconded by Cllr Moss. Agreed.',
      'accept: Standing Orders for 2024',
    ],
    ['Moss motions to approve the lease\n22-0-0', 'approve: Lease'],
    [
      'Dean made a motion for the board to contact an attorney about the lease. Moss seconded the motion and it passed unanimously.',
      'approve: Board to contact an attorney about the lease',
    ],
    [
      'A motion has been raised to buy a laser cutter.\n\nVote: 5 in favor, 0 opposed, 0 abstained',
      'approve: Buy a laser cutter',
    ],
    [
      'The engineer recommended deeper wells at the ferry. The Board concurs with the recommendation.',
      'agree: Deeper wells at the ferry',
    ],
    ['District Credit Card\n\nThe discussion was tabled until the next meeting.', 'defer: District Credit Card'],
    ['(MI 1) Resolved, That agendas shall be sent by email.', 'resolve: Agendas shall be sent by email'],
    [
      'The Secretariat is instructed to forward the nomination to the Council.',
      'instruct: Secretariat to forward the nomination to the Council',
    ],
    ['SC 2 offers to host the workshop on scripts.', 'agree: Host the workshop on scripts'],
    ['Ann Roe was voted in as the new secretary.', 'elect: Ann Roe'],
    ['The minutes of May were not available and will be reviewed at the June meeting.', 'defer: Minutes of May'],
    [
      'At the meeting 40 members voted on the following\n\n• To adopt the minutes of May\n• To accept the accounts',
      'adopt: Minutes of May',
      'accept: Accounts',
    ],
    [
      'Officers elected:\nCommodore – Ann Roe\nRear Commodore – Bob Hall',
      'elect: Ann Roe: Commodore',
      'elect: Bob Hall: Rear Commodore',
    ],
    ['Financial report: Was accepted as presented.', 'accept: Financial report'],
    [
      'Grants approved\n\n- Lima workshop: $300\n- Quito workshop: $500',
      'approve: Lima workshop: $300',
      'approve: Quito workshop: $500',
    ],
    ['The chair is authorized to call votes by email.', 'authorize: Chair to call votes by email'],
    ['Motion to approve the lease (Dean).\n- Vote: 5 in favor, 0 opposed\n- Resolution: passed', 'approve: Lease'],
    [
      'Office elections\n\n- Ann Roe - President\n- Bob Hall - Treasurer',
      'elect: Ann Roe: President',
      'elect: Bob Hall: Treasurer',
    ],
    [
      'Ann Roe, Bob Hall and Cy Lee were voted on to the council.',
      'elect: Ann Roe',
      'elect: Bob Hall',
      'elect: Cy Lee',
    ],
    [
      'Dean proposed that the following members be appointed to the board: Ann Roe; Bob Hall. Motion carried.',
      'appoint: Ann Roe to the board',
      'appoint: Bob Hall to the board',
    ],
    ['After discussion it was agreed that the plan be approved.', 'approve: Plan'],
    ['A proposal was made to buy a trailer. This proposal was voted on and accepted.', 'accept: Buy a trailer'],
    [
      'The Council tabled Proposal 14 and, after lengthy discussion approved an amended statement on ports.',
      'defer: Proposal 14',
      'approve: Amended statement on ports',
    ],
    ['The Council suggested that a backup plan be developed.', 'recommend: Backup plan be developed'],
  ])('%s', (report, ...outcomes) => {
    expect(outcomesOf(report)).toEqual(outcomes);
  });

  test.each([
    'Moss motions to approve the lease\n3-9',
    'Members of the public are invited to attend.',
    'A motion to buy a laser cutter was discussed.\n\nVote: 2 in favor, 5 opposed',
  ])('%s', (report) => {
    expect(outcomesOf(report)).toEqual([]);
  });
});
