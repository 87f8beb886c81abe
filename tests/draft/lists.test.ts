import { expect, test } from 'vitest';
import { drafted } from '../support/drafted';

test.each<[string, ...string[]]>([
  // examples of what the noun in the plural names
  [
    'The Commission adopted twelve standards, including the standard for honey and guidelines on water.',
    'adopt: Standard for honey',
    'adopt: Guidelines on water',
  ],
  [
    'Ten standards were adopted, including standards for honey, a group of dried fruits and Guidelines for water.',
    'adopt: Standards for honey',
    'adopt: Group of dried fruits',
    'adopt: Guidelines for water',
  ],
  [
    'The Committee agreed to several recommendations, including on: a study of votes; and trade in corals.',
    'agree: Recommendation on a study of votes',
    'agree: Recommendation on trade in corals',
  ],
  [
    'Two working groups were established, on: fisheries; and forest fires.',
    'establish: Working group on fisheries',
    'establish: Working group on forest fires',
  ],
  ['Ministers discussed a range of issues, including trade, energy and visas.', 'discuss: Trade, energy and visas'],
  ['The Council reviewed several policies on safety, including on gyms.', 'review: Several policies on safety'],
  // a noun that items share
  [
    'The Council adopted conclusions on the Sahel and Libya.',
    'adopt: Conclusions on the Sahel',
    'adopt: Conclusions on Libya',
  ],
  [
    'The Committee approved two concept papers on water and on sport.',
    'approve: Concept paper on water',
    'approve: Concept paper on sport',
  ],
  [
    'The Board set up working groups on fisheries, livestock and forest fires.',
    'establish: Working group on fisheries',
    'establish: Working group on livestock',
    'establish: Working group on forest fires',
  ],
  [
    'It extended for a period of one year the mandates of the mission to Mali; of the Expert on food, the Expert on water, and the Team on Haiti.',
    'extend: Mandate of the mission to Mali',
    'extend: Mandate of the Expert on food',
    'extend: Mandate of the Expert on water',
    'extend: Mandate of the Team on Haiti',
  ],
  // documents
  [
    'The sides signed an agreement on visas, as well as a protocol on customs.',
    'sign: Agreement on visas',
    'sign: Protocol on customs',
  ],
  [
    'The Cabinet approved proposals for signing a Trade Agreement with Peru and Tax Agreement with Chad.',
    'approve: Proposals for signing a Trade Agreement with Peru',
    'approve: Tax Agreement with Chad',
  ],
  // what was decided to be done
  [
    'The Council decided to hold a census as well as to open a school.',
    'decide: Hold a census',
    'decide: Open a school',
  ],
  [
    'The Council agreed the following: to open an office; to cut the fees.',
    'agree: Open an office',
    'agree: Cut the fees',
  ],
  [
    'Highlights include recommendations to: list the grey seal; and keep the quota.',
    'recommend: List the grey seal',
    'recommend: Keep the quota',
  ],
  [
    'The Committee: (a) noted the report of the auditor; (b) approved the budget.',
    'note: Report of the auditor',
    'approve: Budget',
  ],
  // persons
  [
    'SC 34 appoints Mr. Ivo Roe and Ms. Ana Day as the liaison representatives to SC 7.',
    'appoint: Mr. Ivo Roe as the liaison representatives to SC 7',
    'appoint: Ms. Ana Day as the liaison representatives to SC 7',
  ],
  ['The following slate was approved:\n- President: Ann Roe\n- Leo Day', 'elect: Ann Roe: President'],
])('%s', (report, ...outcomes) => expect(drafted(report)).toEqual(outcomes));
