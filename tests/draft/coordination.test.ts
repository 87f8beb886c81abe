import { expect, test } from 'vitest';
import { readDraft } from '../../src/draft/draft';
import { NameFinder } from '../../src/draft/names';

const names = { bodies: new NameFinder([]), parties: new NameFinder([]) };

/** The outcomes of a report, as "action: title". */
function drafted(report: string): string[] {
  const { entries } = readDraft(`The Council met in Oslo on 3 May 2021.\n\n${report}`, names);
  return entries.flatMap((entry) =>
    'outcomes' in entry ? entry.outcomes.map(({ action, title }) => `${action}: ${title}`) : [],
  );
}

test.each<[string, ...string[]]>([
  // two texts that share an article
  [
    'The Commission adopted its rules of procedure and financial regulations.',
    'adopt: Rules of procedure',
    'adopt: Financial regulations',
  ],
  ['The Board approved the work plan and budget for 2022.', 'approve: Work plan', 'approve: Budget for 2022'],
  ['The Board approved the rules and regulations.', 'approve: Rules and regulations'],
  // documents with numbers
  [
    'The Council signed decision 13, “Ports”, and decision 14, “Fisheries”.',
    'sign: Decision 13, “Ports”',
    'sign: Decision 14, “Fisheries”',
  ],
  // what is added to a passive
  ['The budget was approved, and also a report on the mission.', 'approve: Budget', 'approve: Report on the mission'],
  [
    'The guidelines on trade were signed as well as the plan on energy.',
    'sign: Guidelines on trade',
    'sign: Plan on energy',
  ],
  ['The Charter was adopted, as was the plan for 2022.', 'adopt: Charter', 'adopt: Plan for 2022'],
  ['The fees were agreed as was the custom.', 'agree: Fees'],
  [
    'Ms Hall (Peru) was elected Chair and Mr Webb (Chad) Vice-Chair.',
    'elect: Ms Hall (Peru): Chair',
    'elect: Mr Webb (Chad): Vice-Chair',
  ],
  [
    'Ann Hall was elected as chair, and Bob Webb as rapporteur.',
    'elect: Ann Hall: chair',
    'elect: Bob Webb: rapporteur',
  ],
  ['Ms Hall presented the accounts for 2020, which the Board adopted.', 'adopt: Accounts for 2020'],
  ['The budget passed 5-0.', 'adopt: Budget'],
  ['The plan was discussed at length and finally approved.', 'approve: Plan'],
  [
    'The Council opened its session by approving the agenda and electing Ms Hall as chair.',
    'approve: Agenda',
    'elect: Ms Hall as chair',
  ],
  [
    'The key outcomes were: approval of the rules; election of Ms Hall as chair.',
    'approve: Rules',
    'elect: Ms Hall as chair',
  ],
  [
    'It is announced that during its session today, the Board, at the request of the clerk, elected Ms Hall as chair.',
    'elect: Ms Hall as chair',
  ],
  [
    'The 2025 Games were awarded to Peru and the 2027 Games to Chad.',
    'grant: 2025 Games: to Peru',
    'grant: 2027 Games to Chad',
  ],
  ['The Board admitted Chad and Peru as members.', 'grant: Chad as member', 'grant: Peru as member'],
  ['Delegates voted in favour of the plan.', 'approve: Plan'],
  // three infinitives
  [
    'The Board decided to lift the suspension, to give athletes a stipend and to grant membership to Kosovo.',
    'terminate: Suspension',
    'decide: Give athletes a stipend',
    'grant: Membership to Kosovo',
  ],
  [
    'Ministers agreed that trade be open, that tariffs be cut, and that a working group be formed.',
    'agree: Trade be open',
    'agree: Tariffs be cut',
    'establish: Working group',
  ],
  [
    'The Board awarded the 2025 Games to Peru and the 2027 Games to Chad.',
    'grant: 2025 Games to Peru',
    'grant: 2027 Games to Chad',
  ],
  ['The Board approved loans for Chad and Peru.', 'approve: Loan for Chad', 'approve: Loan for Peru'],
  ['The meeting set the catch limit for cod at 5,000 tonnes.', 'decide: Catch limit for cod at 5,000 tonnes'],
  ['Peru was chosen to host the 2023 session.', 'decide: Peru to host the 2023 session'],
  ['The Board reauthorized the honours committee.', 'authorize: Honours committee'],
  ['The Board agreed to renew its efforts to sell tickets.', 'agree: Renew its efforts to sell tickets'],
  ['The Council noted new and amended rules for the ports.', 'note: New and amended rules for the ports'],
  // a passive before its subject, and after "wherein"
  ['In addition, during the call were approved the rules on awards.', 'approve: Rules on awards'],
  ['The closing session was held on 4 May, wherein the final report was adopted.', 'adopt: Final report'],
  ['The Council approved, too, the calendar for 2022.', 'approve: Calendar for 2022'],
  [
    'The Council adopted several decisions, the most significant of which was the guidelines on waste.',
    'adopt: Guidelines on waste',
  ],
  // who acts
  ['The Bank of Chad’s Policy Committee today voted to keep the rate at 2%.', 'decide: Keep the rate at 2%'],
  [
    'The final communiqué issued by the meeting of ministers on Friday stressed the need for dialogue.',
    'emphasize: Need for dialogue',
  ],
  ['The talks were cordial and both the sides agreed to hold a forum in May.', 'agree: Hold a forum in May'],
  ['By a show of hands, approved the fees.', 'approve: Fees'],
])('what is decided in: %s', (report, ...outcomes) => {
  expect(drafted(report)).toEqual(outcomes);
});

test.each<[string, ...string[]]>([
  ['Moved: That the payments in the report be approved. Ann/Bob, carried.', 'approve: Payments in the report'],
  [
    'Motion offered by Ms Hall, seconded by Mr Webb to approve the lease. This motion passed by a 5-0 vote.',
    'approve: Lease',
  ],
  ['The minutes of 5 May were proposed as correct by Ann Hall and seconded by Bob Webb.', 'approve: Minutes of 5 May'],
  ['2. Diploma in biology. (Hall, Webb) Second reading. Approved', 'approve: Diploma in biology'],
  [
    '4. Changes to the rules. (Hall, Webb) Amended. Moved to second reading. Approved.',
    'approve: Changes to the rules',
  ],
])('a motion in: %s', (report, ...outcomes) => {
  expect(drafted(report)).toEqual(outcomes);
});

test.each<[string, ...string[]]>([
  [
    'Several items were discussed, including the following rules that were approved:\n\n• Travel Rules\n\n• Staff Rules',
    'approve: Travel Rules',
    'approve: Staff Rules',
  ],
  [
    'The session was led by the ministers, who endorsed the following texts:\n\n• Declaration of Oslo\n\n• Declaration on Youth',
    'endorse: Declaration of Oslo',
    'endorse: Declaration on Youth',
  ],
  [
    'Decisions taken at the session included the\n\nAdoption of the Green Vision;\n\nProclamation of Oslo as the capital of sport;\n\nCharter of the Forum;',
    'adopt: Green Vision',
    'declare: Oslo as the capital of sport',
    'decide: Charter of the Forum',
  ],
  [
    'The progress made included:\n\nAgreement by members on a strategy for tuna\n\nAdoption of the fees for 2022',
    'agree: Strategy for tuna',
    'adopt: Fees for 2022',
  ],
])('a list in: %s', (report, ...outcomes) => {
  expect(drafted(report)).toEqual(outcomes);
});
