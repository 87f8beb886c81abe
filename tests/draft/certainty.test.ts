import { describe, expect, test } from 'vitest';
import { drafted } from '../support/drafted';

const notTaken: Readonly<Record<string, readonly string[]>> = {
  'it did not happen': [
    'Neither the plan nor the budget was adopted.',
    'Neither plan was adopted.',
    'None of the plans was adopted.',
    'No budget was adopted.',
    'At the meeting, no budget was adopted.',
    'Nothing was adopted.',
    'Nobody approved the plan.',
    'No delegation supported the plan.',
    'The SOC adopted neither the plan nor the budget.',
    'The SOC adopted no decision on the budget.',
    'The SOC took no decision on the budget.',
    'The SOC reached no agreement on the budget.',
    'No decision was taken on the budget.',
    'No agreement was reached on the budget.',
    "The SOC didn't adopt the budget.",
    'The SOC failed to adopt the budget.',
    'The SOC declined to adopt the budget.',
    'The SOC refused to adopt the budget.',
    'The SOC has not yet adopted the budget.',
    'The budget was not adopted.',
    'The SOC almost adopted the budget.',
    'The SOC nearly adopted the budget.',
    'The budget was nearly adopted.',
    'The SOC hardly discussed the budget.',
    'The SOC adopted hardly any of the plans.',
    'The SOC would have adopted the budget.',
    'The budget could have been adopted.',
    'The SOC denied that it adopted the budget.',
    'The SOC denied having adopted the budget.',
  ],
  'it depends on a condition': [
    'Had the SOC adopted the budget, it would have saved money.',
    'Were the SOC to adopt the budget, it would save money.',
    'Should the SOC adopt the budget, it would save money.',
    'If the SOC approves the budget, work will start.',
    'Work will start if the Council approves the budget.',
    'If approved, the plan will start.',
    'Unless the SOC approves the budget, work will stop.',
    'Once the SOC approves the budget, work will start.',
  ],
  'it is hearsay': [
    'According to rumours, the SOC adopted the budget.',
    'According to reports, the SOC adopted the budget.',
    'According to media reports, the budget was adopted.',
    'According to sources close to the SOC, the budget was adopted.',
    'The SOC adopted the budget, according to sources.',
    'Rumour has it that the SOC adopted the budget.',
    'The SOC reportedly adopted the budget.',
    'The budget was allegedly adopted.',
    'Sources said the SOC adopted the budget.',
    'The SOC might have adopted the budget.',
    'The budget may have been adopted.',
  ],
  'a person speaks': [
    'The Secretary General said that the SOC adopted the budget.',
    'The Secretary General said the SOC adopted the budget.',
    'He said that the SOC adopted the budget.',
    'The chair announced that the budget was adopted.',
    'According to Mr Omar, the SOC adopted the budget.',
    'Mr Omar believes the SOC adopted the budget.',
  ],
  'it is not clear who acts': [
    'The SOC was asked to adopt the budget.',
    'The SOC was urged to adopt the budget.',
    'Members were invited to approve the budget.',
    'The meeting was requested to approve the budget.',
  ],
  'it is planned or hoped for': [
    'The SOC may adopt the budget.',
    'The budget could be adopted.',
    'The SOC would adopt the budget.',
    'The SOC was expected to adopt the budget.',
    'The SOC was unable to adopt the budget.',
  ],
  'it is not said whether the motion passed': [
    'Lee moved to approve the fence. Hall seconded.',
    'A motion was made by Hall to sell the truck.',
    'Motion by Hall to sell the truck. The weather was fine.',
  ],
  'it is a question': [
    'Has the SOC adopted the budget?',
    'Did the SOC adopt the budget?',
    'Will the SOC adopt the budget?',
    'The SOC adopted the budget?',
  ],
};

describe('sentences that state no fact', () => {
  test.each(Object.entries(notTaken).flatMap(([reason, all]) => all.map((report) => [report, reason])))(
    '%s (%s)',
    (report, reason) => expect(drafted(report)).toEqual([`(${reason})`]),
  );
});

describe('what stays a fact', () => {
  test.each<[string, ...string[]]>([
    ['According to the press service of the SOC, the SOC adopted the budget.', 'adopt: Budget'],
    ['The press service of the SOC said that the SOC adopted the budget.', 'adopt: Budget'],
    ['The SOC announced that it adopted the budget.', 'adopt: Budget'],
    ['Mr Omar said he was glad, and the SOC adopted the budget.', 'adopt: Budget'],
    ['It was announced that the SOC adopted the budget.', 'adopt: Budget'],
    ['The SOC rejected the budget.', 'reject: Budget'],
    ['The SOC declined the application of Peru.', 'reject: Application of Peru'],
    ['The SOC decided not to extend the mandate.', 'decide: Not to extend the mandate'],
    ['The SOC adopted no fewer than ten resolutions on water.', 'adopt: No fewer than ten resolutions on water'],
    ['With no debate the SOC adopted the budget.', 'adopt: Budget'],
    ['The SOC agreed no further action on the budget.', 'agree: No further action on the budget'],
    ['The SOC took no decision on the budget but adopted the plan.', 'adopt: Plan'],
  ])('%s', (report, ...outcomes) => expect(drafted(report)).toEqual(outcomes));
});
