import { describe, expect, test } from 'vitest';
import { readDraft } from '../../src/draft/draft';
import { NameFinder } from '../../src/draft/names';

const names = {
  bodies: new NameFinder([
    { code: 'SOC', names: ['SOC', 'Senior Officials Committee'] },
    { code: 'MC', names: ['MC', 'Ministerial Council (Meeting of Ministers)'] },
  ]),
  parties: new NameFinder([
    { code: 'KAZ', names: ['KAZ', 'Kazakhstan', 'Republic of Kazakhstan'] },
    { code: 'MNG', names: ['MNG', 'Mongolia'] },
    { code: 'SAU', names: ['SAU', 'Saudi Arabia'] },
    { code: 'WHO', names: ['WHO', 'World Health Organization'] },
  ]),
};

const held = 'The Senior Officials Committee (SOC) met in Astana on 12 December 2023.';

/** What is drafted from a report whose first sentence says that the SOC met: outcomes, or reasons in brackets. */
function drafted(report: string): string[] {
  const { entries } = readDraft(`${held}\n\n${report}`, names);
  return entries.flatMap((entry) => {
    if (!('outcomes' in entry)) return [`(${entry.reason})`];
    return entry.outcomes.map(({ action, title, details }) => {
      const { kind, period, parties, referredTo } = details;
      const about = [
        kind,
        period,
        ...parties.map(({ role, party }) => `${role}:${party}`),
        referredTo && `to ${referredTo}`,
      ];
      return `${action}: ${title} [${about.filter((one) => one !== undefined).join(', ')}]`;
    });
  });
}

describe('outcomes of a meeting', () => {
  test.each<[string, ...string[]]>([
    // how a verb stands
    ['The SOC adopted the budget for 2024.', 'adopt: Budget for 2024 [budget, 2024]'],
    ['The 2024 budget was adopted.', 'adopt: 2024 budget [budget, 2024]'],
    ['The Committee has approved the plan for 2024-2026.', 'approve: Plan for 2024-2026 [plan, 2024-2026]'],
    ['The work plan was approved by the SOC.', 'approve: Work plan [plan]'],
    ['It was agreed to hold the next meeting in June.', 'agree: Hold the next meeting in June [meeting]'],
    ['A highlight was the approval of the new rules of procedure.', 'approve: New rules of procedure [rules]'],
    ['The meeting ended with the adoption of a joint statement.', 'adopt: Joint statement [statement]'],
    ['Participants took note of the annual report.', 'note: Annual report [report]'],
    ['The SOC held an in-depth discussion on the climate.', 'discuss: Climate [other]'],
    ['Particular attention was paid to the digital economy.', 'discuss: Digital economy [other]'],
    ['The Committee gave its approval to the new logo.', 'approve: New logo [other]'],
    ['The Committee strongly condemns the attack.', 'express: Attack [other]'],
    ['The Committee decided to postpone the elections.', 'defer: Elections [other]'],
    ['Members voted 5-2 to approve the purchase of a bus.', 'approve: Purchase of a bus [other]'],
    ['Ms Lee was elected chair of the fund.', 'elect: Ms Lee: chair of the fund [appointment]'],
    // who acts
    ['It also adopted the calendar.', 'adopt: Calendar [other]'],
    ['The meeting welcomed the progress made.', 'welcome: Progress made [other]'],
    ['The Committee, meeting for the last time, adopted the calendar.', 'adopt: Calendar [other]'],
    ['The ministers of Kazakhstan, Mongolia and Japan signed a protocol.', 'sign: Protocol [instrument]'],
    ['The press service said that the Committee adopted the calendar.', 'adopt: Calendar [other]'],
    // several in one sentence
    [
      'The SOC adopted the 2024 plan and the 2024 budget.',
      'adopt: 2024 plan [plan, 2024]',
      'adopt: 2024 budget [budget, 2024]',
    ],
    [
      'The SOC approved two concept papers on trade and tourism.',
      'approve: Concept paper on trade [concept paper]',
      'approve: Concept paper on tourism [concept paper]',
    ],
    [
      'The Committee reviewed and approved the logo, and commended the artist.',
      'approve: Logo [other]',
      'commend: Artist [other]',
    ],
    ['The Committee welcomed the peace and the quiet of the hall.', 'welcome: Peace and the quiet of the hall [other]'],
    [
      'The SOC adopted: the rules; the calendar; and the budget.',
      ...['adopt: Rules [rules]', 'adopt: Calendar [other]', 'adopt: Budget [budget]'],
    ],
    // lists
    [
      'The SOC:\n1. Welcomes the peace talks;\n2. Requests Mongolia to host the games.',
      'welcome: Peace talks [other]',
      'request: Mongolia to host the games [other, addressee:MNG]',
    ],
    [
      'The following decisions were adopted:\n- Decision on the new logo;\n- Approval of the plan for 2024.',
      'adopt: New logo [other]',
      'approve: Plan for 2024 [plan, 2024]',
    ],
    // what another sentence names
    [
      'The SOC supported the application of Saudi Arabia to become an observer, recommending it to the Ministerial Council.',
      'recommend: Application of Saudi Arabia to become an observer [observer status, applicant:SAU, to MC]',
    ],
    ['The Committee discussed the new logo. It decided to reject it.', 'reject: New logo [other]'],
    [
      'The SOC discussed two policies: one on tea and another on coffee. Both policies were approved.',
      'approve: Policy on tea [rules]',
      'approve: Policy on coffee [rules]',
    ],
    ['Playground\n\nUnanimously approved.', 'approve: Playground [other]'],
    ['Lee moved to approve the fence. Kim seconded. The motion carried.', 'approve: Fence [other]'],
    // details
    [
      'The SOC approved the concept paper prepared by Mongolia.',
      'approve: Concept paper prepared by Mongolia [concept paper, sponsor:MNG]',
    ],
    ['The plan was submitted to the Ministerial Council for approval.', 'submit: Plan [plan, to MC]'],
    [
      'The SOC discussed closer cooperation with the WHO.',
      'discuss: Closer cooperation with the WHO [cooperation, subject:WHO]',
    ],
  ])('%s', (report, ...expected) => expect(drafted(report)).toEqual(expected));
});

describe('sentences that are not outcomes', () => {
  test.each<[string, string?]>([
    ['The Ministerial Council adopted the roadmap.', "another body's act"],
    ['The plan was adopted by the Ministerial Council.', "another body's act"],
    ['The Committee had adopted the plan.', 'it was before the meeting'],
    ['The Committee was established in 2002.', 'it was before the meeting'],
    ['Last year the Committee adopted a similar plan.', 'it was before the meeting'],
    ['The SOC will adopt the plan in June.', 'it is planned or hoped for'],
    ['The SOC hopes to adopt the plan.', 'it is planned or hoped for'],
    ['The plan is expected to be adopted.', 'it is planned or hoped for'],
    ['The SOC did not adopt the plan.', 'it did not happen'],
    ['Mr Omar emphasized the need for unity.', 'a person speaks'],
    ['The Secretary General noted the progress.', 'a person speaks'],
    ['“The SOC adopted a great plan,” he said.', 'a quotation'],
    ['The SOC adopted the plan, Mr Omar said.', 'a person speaks'],
    ['Kazakhstan supported the plan.', 'a party speaks for itself'],
    ['Several delegations supported the plan.', 'some delegations speak for themselves'],
    ['On the sidelines of the meeting, the ministers signed a contract.', 'it is said in passing'],
    ['The SOC adopted a number of important documents.', 'it does not say what'],
    ['Lee moved to approve the fence. The motion failed.', 'the motion did not pass'],
    [`The SOC adopted ${'a very '.repeat(700)}long plan.`, 'the sentence is too long to read'],
    // a verb that only describes
    ['The plan approved by the Council covers a year.', 'it is said in passing'],
    ['The road map, a framework endorsed in September, is pivotal.', 'it is said in passing'],
    ['The document that was adopted is long.', 'it is said in passing'],
    // no operative verb
    ['Kazakhstan proposed a new logo.'],
    ['The sun shone.'],
  ])('%s', (report, reason) => expect(drafted(report)).toEqual(reason === undefined ? [] : [`(${reason})`]));
});
