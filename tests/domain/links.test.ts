import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseValue } from '../../src/domain/fields';
import {
  formatLinks,
  linkWithoutNulls,
  type NamedLink,
  parseLink,
  parseLinkText,
  type RawLink,
} from '../../src/domain/links';
import { columnOf, entities } from '../../src/domain/schema';
import { type Answer, answers, type Relation, relations } from '../../src/domain/vocabulary';

const link = (
  relation: Relation,
  ref: string,
  answer: Answer | null = null,
  note: string | null = null,
): NamedLink => ({
  relation,
  ref,
  answer,
  note,
});

const howToWrite = 'write it as RELATION:REF, like cites:SOC-2023-12-12/5, or answers:SOC-2023-12-12/5:accept';
const refusal = (message: string, advice: string) => expect.objectContaining({ kind: 'usage', message, advice });

describe('a link as it is typed', () => {
  it.each<[string, NamedLink]>([
    ['cites:SOC-2023-12-12/5', link('cites', 'SOC-2023-12-12/5')],
    [' Supersedes : SOC-2023-12-12/5 ', link('supersedes', 'SOC-2023-12-12/5')],
    ['follows up:A', link('follows up', 'A')],
    ['follows-up:A', link('follows up', 'A')],
    ['FollowsUp:A', link('follows up', 'A')],
    ['answers:SOC-2023-12-12/5:accept', link('answers', 'SOC-2023-12-12/5', 'accept')],
    ['answers:A:DECLINE', link('answers', 'A', 'decline')],
    ['answers:A: accepted ', link('answers', 'A', 'accept')],
    ['answers:A :declined', link('answers', 'A', 'decline')],
    ['answers:CICA:7/2:accept', link('answers', 'CICA:7/2', 'accept')],
    ['answers:A:accept:decline', link('answers', 'A:accept', 'decline')],
    ['amends:CICA:7/2', link('amends', 'CICA:7/2')],
    ['cites:A:accept', link('cites', 'A:accept')],
    ['cites::A', link('cites', ':A')],
  ])('%j', (text, expected) => {
    expect(parseLinkText(text)).toEqual(expected);
  });

  it.each([
    ['', '"" is not a link', howToWrite],
    ['SOC-2023-12-12/5', '"SOC-2023-12-12/5" is not a link', howToWrite],
    ['answer:A', 'unknown relation "answer"', `did you mean "answers"? it is one of: ${relations.join(', ')}`],
    [':A', 'unknown relation ""', `it is one of: ${relations.join(', ')}`],
    ['cites:', '"cites" without a decision', howToWrite],
    ['follows up:  ', '"follows up" without a decision', howToWrite],
    ['answers::accept', '"answers" without a decision', howToWrite],
    ['answers:A', 'an answer that says neither yes nor no', 'say accept or decline'],
    ['answers:A:accept it!', 'an answer that says neither yes nor no', 'say accept or decline'],
    ['answers:A:', 'an answer that says neither yes nor no', 'say accept or decline'],
    ['answers:SOC-2023-12-12/5', 'an answer that says neither yes nor no', 'say accept or decline'],
    ['answers:A:maybe', 'unknown answer "maybe"', 'it is one of: accept, decline'],
    ['cites:A\nB', 'ref contains a tab or a line break', 'write it on one line'],
    ['answers:A\0:accept', 'ref contains a control character (U+0000)', 'remove it'],
  ])('%j is refused', (text, message, advice) => {
    expect(() => parseLinkText(text)).toThrow(refusal(message, advice));
  });
});

describe('a link from its words', () => {
  it.each<[RawLink, NamedLink]>([
    [{ relation: 'cites', ref: 'A' }, link('cites', 'A')],
    [{ relation: 'Follows-Up', ref: ' A ', answer: null, note: null }, link('follows up', 'A')],
    [{ relation: 'amends', ref: 'A:accept', answer: ' ', note: '  ' }, link('amends', 'A:accept')],
    [
      { relation: 'answers', ref: 'A', answer: ' Accepted ', note: ' in full ' },
      link('answers', 'A', 'accept', 'in full'),
    ],
    [{ relation: 'answers', ref: 'A:decline', answer: 'declined' }, link('answers', 'A:decline', 'decline')],
  ])('%j', (raw, expected) => {
    expect(parseLink(raw)).toEqual(expected);
  });

  it.each<[RawLink, string, string]>([
    [{}, 'unknown relation ""', `it is one of: ${relations.join(', ')}`],
    [
      { relation: 'mentions', ref: 'A' },
      'unknown relation "mentions"',
      `did you mean "cites"? it is one of: ${relations.join(', ')}`,
    ],
    [{ relation: 'cites' }, '"cites" without a decision', howToWrite],
    [{ relation: 'cites', ref: null }, '"cites" without a decision', howToWrite],
    [{ relation: 'cites', ref: 'A\tB' }, 'ref contains a tab or a line break', 'write it on one line'],
    [{ relation: 'cites', ref: 'A', note: 'a\nb' }, 'note contains a tab or a line break', 'write it on one line'],
    [{ relation: 'answers', ref: 'A' }, 'an answer that says neither yes nor no', 'say accept or decline'],
    [{ relation: 'answers', ref: 'A', answer: ' ' }, 'an answer that says neither yes nor no', 'say accept or decline'],
    [
      { relation: 'answers', ref: 'A', answer: 'yes' },
      'unknown answer "yes"',
      'did you mean "accept"? it is one of: accept, decline',
    ],
    [
      { relation: 'answers', ref: 'A', answer: 'not accepted' },
      'unknown answer "not accepted"',
      'it is one of: accept, decline',
    ],
    [
      { relation: 'follows up', ref: 'A', answer: 'accept' },
      '"follows up" has no answer',
      'only "answers" takes accept or decline',
    ],
  ])('%j is refused', (raw, message, advice) => {
    expect(() => parseLink(raw)).toThrow(refusal(message, advice));
  });
});

describe('links as one text', () => {
  it.each<[NamedLink[], string]>([
    [[], ''],
    [[link('cites', 'A')], 'cites:A'],
    [[link('follows up', 'A:1'), link('answers', 'B', 'decline')], 'follows up:A:1; answers:B:decline'],
    [
      [link('cites', 'A'), link('answers', 'B', 'accept', 'b; c')],
      '[{"relation":"cites","ref":"A"},{"relation":"answers","ref":"B","answer":"accept","note":"b; c"}]',
    ],
  ])('%j', (links, text) => {
    expect(formatLinks(links)).toBe(text);
  });

  const sign = fc.constantFrom(...'AZ09az:/-.#[]"é ');
  const ref = fc
    .oneof(fc.string({ unit: sign, maxLength: 12 }), fc.constantFrom('SOC-2023-12-12/5', 'A:accept', '::', 'cites:A'))
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const note = fc.oneof(fc.string({ unit: sign, maxLength: 12 }), fc.constantFrom('a; b', '"', '\\', '[', 'null'));
  const words = fc.record({
    relation: fc.constantFrom(...relations),
    ref,
    answer: fc.constantFrom(...answers),
    note: fc.option(
      note.map((text) => text.trim() || null),
      { freq: 2 },
    ),
  });
  const anyLink = words.map((one): NamedLink => ({ ...one, answer: one.relation === 'answers' ? one.answer : null }));
  const links = fc.uniqueArray(anyLink, {
    maxLength: 4,
    selector: ({ relation, ref: to, answer }) => JSON.stringify([relation, to, answer]),
  });

  it('are read as the same links', () => {
    const column = columnOf(entities.decision, 'links');
    fc.assert(
      fc.property(links, (list) => {
        expect(parseValue(column, formatLinks(list), '2024-03-01')).toEqual(list);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are each read by themselves', () => {
    fc.assert(
      fc.property(anyLink, (one) => {
        const noteless = { ...one, note: null };
        expect(parseLinkText(formatLinks([noteless]))).toEqual(noteless);
        expect(parseLink(linkWithoutNulls(one))).toEqual(one);
        expect(Object.values(linkWithoutNulls(one))).not.toContain(null);
      }),
      { numRuns: 1_000 },
    );
  });
});
