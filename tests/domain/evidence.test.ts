import { describe, expect, it } from 'vitest';
import { EvidenceText } from '../../src/domain/evidence/evidence';
import { parseFacts } from '../../src/domain/evidence/facts';
import { quotable, sentenceRanges } from '../../src/domain/evidence/quotable';
import { quotationWarnings, saysAction, saysDate, sharesWord, unsupported } from '../../src/domain/evidence/support';
import { Problem } from '../../src/domain/problem';
import { type Action, actions, pastTense } from '../../src/domain/vocabulary';

const report = `REPORT

The Committee met in Almaty on Dec. 5 under Mr. A. Serik. It adopted the work-
plan for 2024–2026 and “the Secretariat’s budget”. It did not approve the paper on confidence-
building measures. The Commit-
tee re-elected its chair.

It recommended the ﬁnal draft to the Council.
Delegates then praised the hosts. “Done!” Its 40 members noted this.

1) Budget`;

const text = new EvidenceText('report.txt', report);

/** What is said of a quotation: the sentences in which it was found, or what is wrong with it. */
function looked(quotation: string): string {
  try {
    return text.find(quotation).sentences;
  } catch (error) {
    return `! ${Problem.of(error).message}`;
  }
}

const adopted = 'It adopted the workplan for 2024-2026 and "the Secretariat\'s budget".';
const approved = 'It did not approve the paper on confidencebuilding measures.';
const recommended = 'It recommended the final draft to the Council.';
const elected = 'The Committee re-elected its chair.';
const met = 'The Committee met in Almaty on Dec. 5 under Mr. A. Serik.';

describe('a quotation is found', () => {
  it.each([
    ['verbatim', 'It recommended the final draft', recommended],
    ['across spaces and lines', 'recommended  the\n final\tdraft', recommended],
    ['with other dashes and quotation marks', "plan for 2024-2026 and 'the Secretariat's", '! '],
    ['with other dashes and double quotation marks', 'for 2024—2026 and "the Secretariat\'s budget"', adopted],
    ['across a line end that divides a word', 'It adopted the workplan for', adopted],
    ['with the hyphen of a line end', 'It adopted the work-plan for', adopted],
    ['as it is divided in the source', 'It adopted the work-\nplan for', adopted],
    ['as it is divided in the source, on one line', 'It adopted the work- plan for', adopted],
    ['with the hyphen of a word at a line end', 'paper on confidence-building measures', approved],
    ['with parts of it', 'The Committee […] re-elected its chair', elected],
    ['with parts, nearest to each other', 'The Committee … elected its chair.', elected],
    ['with parts in order', 'It adopted the ... for 2024–2026 and (…) “the Secretariat’s budget”.', adopted],
    ['with the subject that begins the sentence', 'It … for 2024-2026 and', adopted],
    [
      'with a whole sentence of few words',
      '“Done!” … Its 40 members noted this.',
      '"Done!" Its 40 members noted this.',
    ],
    ['with a list item of few words', 'Its 40 members noted this. … Budget', 'Its 40 members noted this. 1) Budget'],
    ['over several sentences', 'under Mr. A. Serik. It adopted', `${met} ${adopted}`],
    ['over paragraphs', 'its chair. It recommended the', `${elected} ${recommended}`],
  ])('%s', (_, quotation, sentences) => {
    if (sentences === '! ') expect(looked(quotation)).toMatch(/^! evidence "/);
    else expect(looked(quotation)).toBe(sentences);
  });
});

it('finds a word that is hyphenated at the end of a page or paragraph, and joins no headings', () => {
  const pages = new EvidenceText('x', 'It adopted the confidence-\n\nbuilding plan. Annex A-\n\nBudget of the year');
  expect(pages.find('adopted the confidence-building plan').start).toBe(3);
  expect(() => pages.find('Annex ABudget of the year')).toThrow('is not in x');
});

describe('a quotation is refused', () => {
  const nearest = (sentence: string): string =>
    ` is not in report.txt; the nearest there: "${sentence.replace('workplan', 'work-plan').replace('Committee re-', 'Commit-tee re-')}"`;
  it.each([
    [
      'of another text',
      'The zebra crossed a river',
      '"The zebra crossed a river" is not in report.txt, nor anything like it',
    ],
    [
      'with another word',
      'It adopted the workplan of 2024-2026',
      `"It adopted the workplan of 2024-2026"${nearest(adopted)}`,
    ],
    ['in other letters', 'it recommended the final draft', `"it recommended the final draft"${nearest(recommended)}`],
    [
      'that begins within a word',
      'dopted the work-plan for 2024-2026',
      `"dopted the work-plan for 2024-2026"${nearest(adopted)}`,
    ],
    ['that ends within a number', 'the workplan for 2024-202', `"the workplan for 2024-202"${nearest(adopted)}`],
    [
      'of words joined where no line ends',
      'The Committee reelected its chair',
      `"The Committee reelected its chair"${nearest(elected)}`,
    ],
    ['of one word', 'adopted', 'has fewer than 4 words, which could occur anywhere'],
    ['of three words and signs', '“It adopted — the …', 'has fewer than 4 words, which could occur anywhere'],
    [
      'with a look-alike letter',
      'It recоmmended the final draft',
      'is not in report.txt: "recоmmended" has letters of two alphabets that look alike',
    ],
    [
      'with parts in another order',
      'draft to the Council … It adopted the',
      'has its parts in another order than report.txt',
    ],
    [
      'with a part that does not exist',
      'It adopted … the roadmap for peace',
      '"the roadmap for peace" is not in report.txt, nor anything like it',
    ],
    [
      'of scattered words',
      'It … the … and … to the … for 2024–2026',
      'has a part of fewer than 3 words, which could occur anywhere: "the"',
    ],
    [
      'with a part of two words',
      'It adopted the … confidence-building measures',
      'has a part of fewer than 3 words, which could occur anywhere: "confidence-building measures"',
    ],
    [
      'with a subject that begins another sentence',
      'Delegates … for 2024–2026 and',
      'has a part of fewer than 3 words, which could occur anywhere: "Delegates"',
    ],
    [
      'with a first part within its sentence',
      'the paper … building measures. The Committee',
      'has a part of fewer than 3 words, which could occur anywhere: "the paper"',
    ],
    ['of the whole text', `${report} `.repeat(8), 'has 2,928 characters; the limit is 2,000'],
  ])('%s', (_, quotation, problem) => {
    expect(looked(quotation)).toBe(`! evidence ${problem}`);
  });

  it('with the nearest sentence as the source has it at its line ends', () => {
    expect(looked('It did not approve the paper on peace-building measures')).toContain(
      'the nearest there: "It did not approve the paper on confidence-building measures."',
    );
  });

  it('of words picked from a long text', () => {
    const long = new EvidenceText('x', `It adopted ${'the report of its experts, '.repeat(60)}and the budget.`);
    expect(() => long.find('It adopted … and the budget')).toThrow(
      'evidence has parts that are 1,645 characters apart in x',
    );
  });
});

it('lists the sentences of a text, not cut at abbreviations and initials', () => {
  const plain = quotable(
    'It met on Dec. 5 in St. Gallen (H.E. A. B. Cee presided). “Good.” No. 5 was\nnoted; item 6 too.\n\nEnd',
  );
  expect(sentenceRanges(plain).map(({ start, end }) => plain.slice(start, end))).toEqual([
    'It met on Dec. 5 in St. Gallen (H.E. A. B. Cee presided).',
    '"Good."',
    'No. 5 was noted; item 6 too.',
    'End',
  ]);
});

describe('claims that neither a quotation nor the adjacent sentences support', () => {
  const found = text.find('It adopted the workplan for');
  const claims = { action: 'adopt' as Action, period: '2024-2026', named: [] };
  it.each([
    ['nothing', claims, []],
    ['another action', { ...claims, action: 'endorse' as Action }, ['action endorse']],
    ['an action of the next sentence', { ...claims, action: 'approve' as Action }, []],
    ['another period', { ...claims, period: '2024-04-01..2025-03-31' }, ['period 2024-04-01..2025-03-31']],
    ['a party', { ...claims, named: [{ label: 'party AND', names: ['AND', 'Andorra'] }] }, ['party AND']],
    ['a body', { ...claims, named: [{ label: 'body SEC', names: ['SEC', 'secretariat'] }] }, []],
  ])('%s', (_, claimed, missing) => {
    expect(unsupported(found, claimed)).toEqual(missing);
  });
});

it('warns about an omitted negation, and about look-alike letters', () => {
  const negated = text.find('approve the paper on confidence-building');
  expect(quotationWarnings('approve the paper', negated)).toEqual([
    'leaves "not" out of its evidence: check that it says so',
  ]);
  expect(quotationWarnings('It did not approve the paper', negated)).toEqual([]);
  const odd = new EvidenceText('x', 'It recоmmended the final draft.').find('It recоmmended the final');
  expect(quotationWarnings('It recоmmended the final', odd)).toEqual([
    'has "recоmmended" in its evidence, with letters of two alphabets that look alike',
  ]);
});

describe('an action is said', () => {
  it.each(Object.values(actions).flat())('as a verb: %s', (action) => {
    expect(saysAction(`The Committee ${pastTense(action)} it.`, action)).toBe(true);
  });

  it.each([
    ['the approval of', 'approve'],
    ['the adoption of', 'adopt'],
    ['Acknowledgment', 'acknowledge'],
    ['the endorsement by', 'endorse'],
    ['its authorisation', 'authorize'],
    ['a recommendation', 'recommend'],
    ['a decision', 'decide'],
    ['took note of', 'note'],
    ['the election of', 'elect'],
    ['the withdrawal of', 'withdraw'],
  ] as const)('as a noun: %s', (words, action) => {
    expect(saysAction(words, action)).toBe(true);
  });

  it.each([
    ['not', 'note'],
    ['adapted', 'adopt'],
    ['readopted', 'adopt'],
    ['approximation', 'approve'],
  ] as const)('but not by %s', (words, action) => {
    expect(saysAction(words, action)).toBe(false);
  });
});

it.each([
  ['on 12 December', '2023-12-12', true],
  ['December 12th, 2023', '2023-12-12', true],
  ['12/12/2023', '2023-12-12', true],
  ['on 13 December', '2023-12-12', false],
  ['on the 12th', '2023-12-12', true],
  ['on the 12th', '2023-11-12', false],
  ['in September 2023', '2023-09', true],
  ['in 2023', '2023', true],
  ['in 2022', '2023', false],
] as const)('whether "%s" says %s', (words, date, says) => {
  expect(saysDate(words, date)).toBe(says);
});

it('reads the evidence of a meeting by its columns', () => {
  expect(parseFacts('date: on 5 May\nplace:in Almaty')).toEqual(
    new Map([
      ['date', 'on 5 May'],
      ['place', 'in Almaty'],
    ]),
  );
  expect(parseFacts('venue: in Almaty')).toBeNull();
  expect(parseFacts('in Almaty')).toBeNull();
});

it.each([
  ['Budgets of the Secretariat', 'It adopted the budget', true],
  ['Payment of a billion to the chair', 'It noted the budget of 2024', false],
  ['The 2024 list', 'The plan of 2024', false],
  ['2024', 'It adopted the budget', true],
  ['批准预算', '委员会通过了预算', true],
  ['付款', '委员会通过了预算', false],
])('whether "%s" shares a word with "%s"', (title, context, expected) => {
  expect(sharesWord(title, context)).toBe(expected);
});
