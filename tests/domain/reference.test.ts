import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/date';
import {
  agendaReference,
  agendaSortKey,
  decisionReference,
  meetingReference,
  parseMeetingReference,
  parseReference,
  validAgendaNumber,
} from '../../src/domain/reference';

const bodies = fc.stringMatching(/^[A-Z][A-Z0-9]{0,7}$/);
const dates = fc
  .tuple(fc.nat(146_000), fc.constantFrom(4, 7, 10))
  .map(([offset, length]) => addDays('1800-01-01', offset).slice(0, length));
const suffixes = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 18_277 }));
const agendaNumbers = fc.stringMatching(/^[A-Za-z0-9Ж][A-Za-z0-9Ж.-]{0,19}$/);

describe("a meeting's reference", () => {
  it.each([
    ['SOC', '2023-12-12', 0, 'SOC-2023-12-12'],
    ['SOC', '2023-12-12', 1, 'SOC-2023-12-12-b'],
    ['SOC', '2023-12-12', 2, 'SOC-2023-12-12-c'],
    ['SOC', '2023-12-12', 25, 'SOC-2023-12-12-z'],
    ['SOC', '2023-12-12', 26, 'SOC-2023-12-12-aa'],
    ['SOC', '2023-12-12', 27, 'SOC-2023-12-12-ab'],
    ['SOC', '2023-12-12', 701, 'SOC-2023-12-12-zz'],
    ['SOC', '2023-12-12', 702, 'SOC-2023-12-12-aaa'],
    ['MC', '2023-09', 0, 'MC-2023-09'],
    ['MC', '2023-09', 1, 'MC-2023-09-b'],
    ['WG2', '2010', 0, 'WG2-2010'],
    ['WG2', '2010', 1, 'WG2-2010-b'],
  ])('of %s on %s, number %i from 0, is %s', (body, date, suffix, reference) => {
    expect(meetingReference(body, date, suffix)).toBe(reference);
    expect(parseMeetingReference(reference)).toEqual({ body, date, suffix });
  });

  it('is parsed into its parts', () => {
    fc.assert(
      fc.property(bodies, dates, suffixes, (body, date, suffix) => {
        expect(parseMeetingReference(meetingReference(body, date, suffix))).toEqual({ body, date, suffix });
      }),
    );
  });
});

describe('parseReference', () => {
  it.each([
    ['SOC-2023-12-12', { kind: 'meeting', meeting: 'SOC-2023-12-12' }],
    [' soc-2023-12-12-B ', { kind: 'meeting', meeting: 'SOC-2023-12-12-b' }],
    ['mc-2023-09', { kind: 'meeting', meeting: 'MC-2023-09' }],
    ['SOC-2023-12-12/5', { kind: 'decision', meeting: 'SOC-2023-12-12', number: 5 }],
    ['soc-2023-12-12-b/120', { kind: 'decision', meeting: 'SOC-2023-12-12-b', number: 120 }],
    ['SOC\u20112023\u201012-12/5', { kind: 'decision', meeting: 'SOC-2023-12-12', number: 5 }],
    ['SOC-2023-12-12#4.10', { kind: 'agenda item', meeting: 'SOC-2023-12-12', number: '4.10' }],
    ['soc-2023-12-12#AOB', { kind: 'agenda item', meeting: 'SOC-2023-12-12', number: 'AOB' }],
    ['soc-2023-12-12#aob', { kind: 'agenda item', meeting: 'SOC-2023-12-12', number: 'aob' }],
    ['MC-2010#7а', { kind: 'agenda item', meeting: 'MC-2010', number: '7а' }],
  ])('%j is %j', (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });

  it.each([
    '',
    'SOC',
    'SOC-23-12-12',
    '2SOC-2023-12-12',
    'SO-C-2023-12-12',
    'SOC-2023-02-30',
    'SOC-2023-13',
    // the first meeting of a day has no letter
    'SOC-2023-12-12-a',
    'SOC-2023-12-12-2',
    'MC-2023-draft',
    'SOC-2023-12-12/',
    'SOC-2023-12-12/0',
    'SOC-2023-12-12/05',
    'SOC-2023-12-12/-1',
    'SOC-2023-12-12/1.5',
    'SOC-2023-12-12/9999999999',
    'SOC-2023-12-12/5/6',
    'SOC-2023-12-12/5#4',
    'SOC-2023-12-12#',
    'SOC-2023-12-12#4 1',
    'SOC-2023-12-12 /5',
    // symbols, which are looked up as such
    'DOC-1234',
    'CICA/SOC/2023/5',
    'A/RES/77/1',
  ])('%j has not the form of one', (text) => {
    expect(parseReference(text)).toBeNull();
  });

  it('reads what the program writes, in any case', () => {
    const numbers = fc.integer({ min: 1, max: 999_999_999 });
    fc.assert(
      fc.property(bodies, dates, suffixes, numbers, agendaNumbers, (body, date, suffix, number, item) => {
        const meeting = meetingReference(body, date, suffix);
        const decision = decisionReference(meeting, number);
        expect(parseReference(decision)).toEqual({ kind: 'decision', meeting, number });
        expect(parseReference(decision.toLowerCase())).toEqual({ kind: 'decision', meeting, number });
        expect(parseReference(decision.toUpperCase())).toEqual({ kind: 'decision', meeting, number });
        expect(parseReference(agendaReference(meeting, item))).toEqual({ kind: 'agenda item', meeting, number: item });
        expect(parseReference(meeting.toUpperCase())).toEqual({ kind: 'meeting', meeting });
      }),
    );
  });
});

describe("an agenda item's number", () => {
  it.each(['4', '4.1', '4.10', '10a', 'AOB', 'IV-2', 'а', 'ค่า', '1.', 'x'.repeat(20)])('can be %s', (text) => {
    expect(validAgendaNumber(text)).toBe(true);
  });

  it.each(['', ' ', '4 1', '4/1', '#4', '-1', '.1', '4,1', '4\n', 'x'.repeat(21)])('cannot be %j', (text) => {
    expect(validAgendaNumber(text)).toBe(false);
  });

  it('sorts naturally, byte by byte', () => {
    const inOrder = ['2', '4', '4.1', '4.2', '4.2.1', '4.10', '4.a', '4a', '4B', '10', '10.1', '10a', 'AOB', 'b', 'Б'];
    const byBytes = [...inOrder]
      .reverse()
      .sort((one, other) => Buffer.compare(Buffer.from(agendaSortKey(one)), Buffer.from(agendaSortKey(other))));
    expect(byBytes).toEqual(inOrder);
  });

  it('sorts by its numbers', () => {
    const parts = fc.array(fc.nat(9_999), { minLength: 1, maxLength: 4 });
    const compare = (one: number[], other: number[]): number => {
      const at = one.findIndex((part, index) => part !== other[index]);
      return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
    };
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const [left, right] = [agendaSortKey(one.join('.')), agendaSortKey(other.join('.'))];
        expect(Math.sign(compare(one, other))).toBe(left < right ? -1 : Number(left > right));
      }),
    );
  });
});
