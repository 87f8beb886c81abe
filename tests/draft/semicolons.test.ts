import { expect, test } from 'vitest';
import { drafted, partiesOf } from '../support/drafted';

const last = 'the host country agreement with India';
const items = (action: string, ...titles: string[]): string[] =>
  [...titles, 'Host country agreement with India'].map((title) => `${action}: ${title}`);

test.each<[string, string[]]>([
  [`The SOC adopted the plan; the budget; cooperation; and ${last}.`, items('adopt', 'Plan', 'Budget', 'Cooperation')],
  [`The SOC adopted the plan; cooperation; and ${last}.`, items('adopt', 'Plan', 'Cooperation')],
  [`The SOC adopted cooperation; and ${last}.`, items('adopt', 'Cooperation')],
  [`The SOC discussed cooperation; and ${last}.`, items('discuss', 'Cooperation')],
  [`The SOC discussed: cooperation; and ${last}.`, items('discuss', 'Cooperation')],
  [`The SOC adopted the following texts: the plan; cooperation; and ${last}.`, items('adopt', 'Plan', 'Cooperation')],
  [
    `The SOC considered the plan, which covers 2024; cooperation; and ${last}.`,
    items('consider', 'Plan', 'Cooperation'),
  ],
  [`The plan; the budget; and ${last} were adopted.`, items('adopt', 'Plan', 'Budget')],
  ['The SOC adopted the plan; the Committee also approved the budget.', ['adopt: Plan', 'approve: Budget']],
  ['The SOC adopted the plan; and thanked Peru.', ['adopt: Plan', 'thank: Peru']],
])('%s', (report, outcomes) => expect(drafted(report)).toEqual(outcomes));

test.each([`The SOC discussed cooperation; and ${last}.`, `The SOC discussed the plan; cooperation; and ${last}.`])(
  '%s: cooperation is not with the party of the next item',
  (report) => expect(partiesOf(report).get('Cooperation')).toEqual([]),
);

test('cooperation is with the parties that its own words name', () =>
  expect(partiesOf(`The SOC discussed cooperation with Peru; and ${last}.`).get('Cooperation with Peru')).toEqual([
    'PER',
  ]));
