import { describe, expect, test } from 'vitest';
import { drafted } from '../support/drafted';

/** What a body does before it decides. */
const openings = [
  'met in Astana',
  'met on 12 December 2023 in Astana',
  'met in Astana on 12 December 2023',
  'met, ',
  'met in Astana, Kazakhstan,',
  'met in Astana, Kazakhstan, on 12 December 2023',
  'met at the Palace of Peace in Astana',
  'met under the chairmanship of Mr Omar',
  'met with business leaders',
  'met online on 12 December',
  'gathered in Astana',
  'convened in Astana on 12 December 2023',
  'was convened in Astana',
  'assembled in Astana',
  'sat in Astana',
  'came together in Astana',
  'returned to Astana',
  'opened in Astana',
  'opened its session in Astana',
  'held its session in Astana',
  'held its session in Astana, Kazakhstan,',
  'began its session in Astana',
  'resumed its session on Friday',
  'concluded its meeting on Friday',
  'ended its meeting',
];

describe('a verb before the operative one', () => {
  test.each(
    openings.flatMap((opening) => ['The SOC', 'The Senior Officials Committee'].map((body) => `${body} ${opening}`)),
  )('%s and adopted the 2024 budget.', (words) =>
    expect(drafted(`${words} and adopted the 2024 budget.`)).toEqual(['adopt: 2024 budget']),
  );

  test.each([
    ['The Ministerial Council met in Astana and adopted the plan.', "another body's act"],
    ['Mr Omar met the SOC in Astana and adopted the plan.', 'a person speaks'],
    ['The SOC met in Astana to adopt the plan.', 'it is planned or hoped for'],
    ['The Council held talks and reviews of the plan.', undefined],
  ])('%s', (report, reason) => expect(drafted(report)).toEqual(reason === undefined ? [] : [`(${reason})`]));
});

describe('an introduction before the operative verb', () => {
  test.each([
    'Meeting in Astana, the SOC',
    'Meeting in Astana on 12 December 2023, the SOC',
    'At its meeting, the SOC',
    'At its meeting on 12 December 2023 in Astana, the SOC',
    'The SOC, meeting in Astana,',
    'The SOC, which met in Astana,',
    'The meeting, chaired by Mr Omar,',
    'The meeting, held in Astana,',
    'After discussion, the SOC',
    'After a long discussion the Committee',
    'Following a debate the Committee',
    'Following a debate, the Committee',
    'Having met in Astana, the SOC',
  ])('%s adopted the plan.', (words) => expect(drafted(`${words} adopted the plan.`)).toEqual(['adopt: Plan']));
});
