import { describe, expect, test } from 'vitest';
import { meetingIn } from '../../src/draft/meeting';
import { NameFinder } from '../../src/draft/names';

const names = {
  bodies: new NameFinder([
    { code: 'SOC', names: ['SOC', 'Senior Officials Committee'] },
    { code: 'MC', names: ['MC', 'Ministerial Council'] },
  ]),
  parties: new NameFinder([{ code: 'KAZ', names: ['KAZ', 'Kazakhstan', 'Republic of Kazakhstan'] }]),
};

describe('the day of a meeting', () => {
  test.each<[string, string | undefined, string?]>([
    ['The SOC met in Astana on 12 December 2023.', '2023-12-12'],
    ['The SOC held its last meeting of 2023 in Astana on Dec. 12, the Secretariat said.', '2023-12-12'],
    ['The SOC met on December 12th, 2023.', '2023-12-12'],
    ['The SOC met from 11 to 13 December 2023.', '2023-12-11', '2023-12-13'],
    ['The SOC met on June 21-23, 2021.', '2021-06-21', '2021-06-23'],
    ['Minutes of the meeting, Tuesday, October 18, 2011', '2011-10-18'],
    ['27 June 2024 – Astana – The SOC met on 26 June 2024.', '2024-06-26'],
    // not sure
    ['The SOC met on 12 December.', undefined],
    ['The SOC met yesterday. The next meeting will be held on 14 March 2024.', undefined],
    ['Riyadh, 12 June 2023 (ABC): Yesterday, the SOC held its 15th session.', undefined],
    ['The SOC met on 31 February 2023.', undefined],
    ['The SOC approved the minutes of its meeting of 3 May 2023.', undefined],
  ])('%s', (text, first, last) => {
    const { date, notes } = meetingIn(text, names);
    expect([date?.first, date?.last]).toEqual([first, last]);
    expect(notes.date === undefined).toBe(first !== undefined);
  });
});

test.each<[string, string | undefined]>([
  ['The SOC met in Astana on 12 December 2023.', 'Astana'],
  ['The SOC held its meeting in New York on 12 December 2023.', 'New York'],
  ['The meeting of the SOC took place in Baku, Azerbaijan.', 'Baku, Azerbaijan'],
  ['ASTANA — The SOC met on 12 December 2023.', undefined],
  ['The Conference on Measures in Asia (CICA) met on 12 December 2023.', undefined],
  ['The SOC met in December 2023.', undefined],
  ['The SOC held a discussion on the situation in Sudan at its meeting.', undefined],
])('the place, from "%s"', (text, place) => expect(meetingIn(text, names).place).toBe(place));

test.each<[string, Record<string, string> | undefined]>([
  [
    'Chaired by Alibek Bakayev, Deputy Foreign Minister of Kazakhstan, the SOC met.',
    { name: 'Alibek Bakayev', title: 'Deputy Foreign Minister', party: 'KAZ' },
  ],
  [
    'The meeting, chaired by Deputy Minister of Foreign Affairs of the Republic of Kazakhstan Kanat Tumysh, was held.',
    { name: 'Kanat Tumysh', title: 'Deputy Minister of Foreign Affairs', party: 'KAZ' },
  ],
  ['The meeting was chaired by Dana Omar.', { name: 'Dana Omar' }],
  ['The SOC met in Astana, chaired by Dana Omar of Kazakhstan.', { name: 'Dana Omar', party: 'KAZ' }],
  ['The SOC met, chaired by Dana Omar of the Republic of Kazakhstan.', { name: 'Dana Omar', party: 'KAZ' }],
  ['The SOC met, chaired by Dana Omar of Ruritania.', undefined],
  ['The SOC met, chaired by the Minister of Kazakhstan.', undefined],
  ['The SOC, chaired by Kazakhstan, met online.', { party: 'KAZ' }],
  ['The meeting was called to order by Mayor Dick Cleveland.', { name: 'Dick Cleveland', title: 'Mayor' }],
  ['H.E. Dana Omar, Foreign Minister, chaired the meeting.', { name: 'Dana Omar', title: 'Foreign Minister' }],
  ['The next meeting will be chaired by Dana Omar.', undefined],
  ['The SOC met.', undefined],
])('the chair, from "%s"', (text, expected) => {
  const { chair } = meetingIn(text, names);
  if (expected === undefined) expect(chair).toBeUndefined();
  else expect({ ...chair, sentence: undefined }).toEqual({ ...expected, sentence: undefined });
});

test.each<[string, string | undefined, string?]>([
  ['The SOC met. It sent the plan to the Ministerial Council.', 'SOC'],
  [
    'A basis for the work of the Ministerial Council was laid at the meeting of the SOC. SOC participants agreed.',
    'SOC',
  ],
  ['The SOC meeting and the MC meeting were held.', undefined, 'it is not clear which body met: SOC or MC'],
  ['The board met.', undefined, 'the text names no body of the register'],
  ['The SOC of CICA met. It adopted the plan of the Ministerial Council.', 'SOC'],
  ['The SOC of the Ruritanian League convened.', 'SOC'],
  ['The plan of the SOC was met with support of the MC.', undefined, 'it is not clear which body met: SOC or MC'],
  ['The plan is for the SOC.', undefined, 'the text names SOC, but does not say that it met'],
])('the body, from "%s"', (text, body, note) => {
  const facts = meetingIn(text, names);
  expect([facts.body, facts.notes.body]).toEqual([body, note]);
});

test('how it was held', () => {
  expect(meetingIn('The SOC met online on 12 December 2023.', names).mode).toBe('online');
  expect(meetingIn('The meeting was held in a hybrid format.', names).mode).toBe('hybrid');
  expect(meetingIn('The SOC met. The next meeting will be held online.', names).mode).toBeUndefined();
});
