import { describe, expect, it, vi } from 'vitest';
import {
  type Action,
  actionClass,
  actions,
  bodyKinds,
  kinds,
  meetingStatuses,
  modes,
  parseAction,
  parseWord,
  partyKinds,
  partyRoles,
  pastTense,
  procedures,
  statuses,
} from '../../src/domain/vocabulary';

const allActions: Action[] = Object.values(actions).flat();

const refusal = (message: string, advice: string) => expect.objectContaining({ kind: 'usage', message, advice });

describe('actions', () => {
  it('belong to one class each', () => {
    expect(new Set(allActions).size).toBe(allActions.length);
  });

  it.each([
    ['adopt', 'decides'],
    ['extend', 'decides'],
    ['recommend', 'refers'],
    ['call upon', 'asks'],
    ['note', 'acknowledges'],
    ['exchange views', 'deliberates'],
    ['terminate', 'closes'],
  ] as const)('%s %s', (action, name) => {
    expect(actionClass(action)).toBe(name);
  });

  it('have a past tense for people', () => {
    expect(Object.values(actions).map((group) => group.map(pastTense).join(' · '))).toEqual([
      'adopted · approved · accepted · endorsed · decided · resolved · declared · agreed · confirmed · granted · ' +
        'established · launched · signed · finalized · elected · appointed · authorized · extended',
      'recommended · referred · submitted',
      'requested · asked · invited · encouraged · urged · called upon · instructed · charged',
      'welcomed · noted · acknowledged · recognized · affirmed · emphasized · commended · thanked · congratulated · ' +
        'supported · expressed',
      'discussed · reviewed · considered · exchanged views · heard',
      'rejected · deferred · withdrew · rescinded · terminated',
    ]);
  });
});

describe('parseAction', () => {
  it.each(allActions)('parses %s and its past tense back', (action) => {
    expect(parseAction(action)).toBe(action);
    expect(parseAction(pastTense(action).toUpperCase())).toBe(action);
  });

  it.each([
    // forms
    ['adopts', 'adopt'],
    ['adopting', 'adopt'],
    ['approving', 'approve'],
    ['agreeing', 'agree'],
    ['establishes', 'establish'],
    ['expresses', 'express'],
    ['submits', 'submit'],
    ['submitting', 'submit'],
    ['referring', 'refer'],
    ['hears', 'hear'],
    ['withdrawn', 'withdraw'],
    // phrases, however their words are joined
    ['call-upon', 'call upon'],
    ['CALLS_UPON', 'call upon'],
    ['calling  upon', 'call upon'],
    ['called on', 'call upon'],
    ['exchanging views', 'exchange views'],
    ['exchange-views', 'exchange views'],
    ['took note of', 'note'],
    ['takes note', 'note'],
    ['taking-note-of', 'note'],
    // leading adverbs
    ['further invites', 'invite'],
    ['Also requested', 'request'],
    ['unanimously adopted', 'adopt'],
    ['once again strongly urges', 'urge'],
    ['Furthermore, welcomes', 'welcome'],
    // British spelling
    ['finalise', 'finalize'],
    ['finalised', 'finalize'],
    ['authorises', 'authorize'],
    ['recognising', 'recognize'],
    ['emphasised', 'emphasize'],
    [' adopted\n', 'adopt'],
  ])('%j is %s', (text, action) => {
    expect(parseAction(text)).toBe(action);
  });

  it.each([
    ['adpot', 'did you mean "adopt"? '],
    ['further adopteed', 'did you mean "adopted"? '],
    ['recomend', 'did you mean "recommend"? '],
    ['aprove', 'did you mean "approve"? '],
    ['finalyze', 'did you mean "finalize"? '],
    // What was only provisional is a condition: dropping the word would change the record.
    ['provisionally adopted', ''],
    ['xylophone', ''],
    ['', ''],
  ])('%j is refused', (text, guess) => {
    const advice = `${guess}\`cica help words\` lists all`;
    expect(() => parseAction(text)).toThrow(refusal(`unknown action "${text}"`, advice));
  });
});

describe('parseWord', () => {
  const lists: Record<string, readonly string[]> = {
    kinds,
    partyRoles,
    bodyKinds,
    partyKinds,
    modes,
    meetingStatuses,
    procedures,
    statuses,
  };

  it.each(Object.entries(lists))('accepts every word of %s however it is joined', (what, list) => {
    for (const word of list) {
      for (const mark of [' ', '-', '_', '']) {
        expect(parseWord(list, what, ` ${word.replaceAll(' ', mark).toUpperCase()} `)).toBe(word);
      }
    }
  });

  it.each([
    [kinds, 'observer-status', 'observer status'],
    [kinds, 'Concept  Paper', 'concept paper'],
    [kinds, 'program', 'programme'],
    [partyKinds, 'Organization', 'organisation'],
    [meetingStatuses, 'canceled', 'cancelled'],
    [modes, 'inperson', 'in person'],
    [statuses, 'in_force', 'in force'],
  ])('of %j takes %j as %s', (list: readonly string[], text, word) => {
    expect(parseWord(list, 'word', text)).toBe(word);
  });

  it.each([
    [kinds, 'kind', 'bugdet', `did you mean "budget"? it is one of: ${kinds.join(', ')}`],
    [modes, 'mode', 'on-lin', 'did you mean "online"? it is one of: in person, online, hybrid, written'],
    [procedures, 'procedure', 'program', 'it is one of: consensus, silence, vote'],
  ])('of %j as %s refuses %j', (list: readonly string[], what, text, advice) => {
    expect(() => parseWord(list, what, text)).toThrow(refusal(`unknown ${what} "${text}"`, advice));
  });
});

it('the forms of actions are there from the first one that is read', async () => {
  // made once, so that a test that comes later would not see how
  vi.resetModules();
  const { parseAction: first } = await import('../../src/domain/vocabulary');
  // biome-ignore format: in rows
  const forms = {
    adopt: 'adopts adopted adopting', resolve: 'resolves resolved resolving', discuss: 'discusses discussed discussing',
    establish: 'establishes establishing', launch: 'launches launching', agree: 'agree agrees agreed agreeing',
    submit: 'submits submitted submitting', defer: 'defers deferred deferring', hear: 'hears heard hearing',
    withdraw: 'withdraw withdraws withdrew withdrawn withdrawing', finalize: 'finalise finalises finalised finalizing',
    'call upon': 'call-on calls-upon called-on calling-upon', 'exchange views': 'exchanges-views exchanged-views',
    note: 'note noted take-note takes-note took-note taken-note taking-note take-note-of took-note-of taken-note-of',
  };
  for (const [action, words] of Object.entries(forms)) {
    for (const word of words.split(' ')) expect(`${word}: ${first(word)}`).toBe(`${word}: ${action}`);
  }
  for (const word of ['call on', 'took note of', 'further decided']) expect(first(word)).not.toBe('');
  for (const word of ['adoptes', 'resolvees', 'agreing', 'not also adopted', '']) expect(() => first(word)).toThrow();
});
