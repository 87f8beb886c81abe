import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, type ColumnType, columnOf, entities } from '../../src/domain/entities';
import { joinList, parseCode, parseFields, parseNamedParty, parseValue, type RawValue } from '../../src/domain/fields';
import { listedText } from '../../src/domain/listed';

const today = '2024-03-01';
const refusal = (message: string) => expect.objectContaining({ kind: 'usage', message });

const { meeting, agenda_item, decision, body, party } = entities;

/** A column of the register of each type. */
const columns: Record<ColumnType, Column> = {
  line: columnOf(decision, 'title'),
  text: columnOf(decision, 'text'),
  lines: columnOf(party, 'aliases'),
  code: columnOf(body, 'code'),
  number: columnOf(agenda_item, 'number'),
  ref: columnOf(meeting, 'ref'),
  date: { name: 'deadline', type: 'date', about: 'no column is of this type yet' },
  'partial date': columnOf(decision, 'effective_on'),
  period: columnOf(decision, 'period'),
  integer: columnOf(decision, 'votes_for'),
  word: columnOf(decision, 'kind'),
  action: columnOf(decision, 'action'),
  reference: columnOf(decision, 'referred_to'),
  parties: columnOf(decision, 'parties'),
};

describe('the value of a column', () => {
  it.each<[ColumnType, RawValue, unknown]>([
    ['line', ' 2024 budget ', '2024 budget'],
    ['line', 'Cafe\u0301', 'Café'],
    ['text', 'one\r\ntwo', 'one\ntwo'],
    ['code', 'soc', 'SOC'],
    ['code', 'A1', 'A1'],
    ['number', '4.10', '4.10'],
    ['number', 'AOB', 'AOB'],
    ['ref', 'SOC-2023-12-12', 'SOC-2023-12-12'],
    ['date', '12 Dec 2023', '2023-12-12'],
    ['date', 'today', '2024-03-01'],
    ['partial date', 'Sep 2023', '2023-09'],
    ['partial date', '2010', '2010'],
    ['period', '2024 – 2026', '2024-2026'],
    ['integer', '0', 0],
    ['integer', '007', 7],
    ['integer', '999999999', 999_999_999],
    ['word', 'Observer-Status', 'observer status'],
    ['action', 'took note of', 'note'],
    ['reference', ' Ministerial Council ', 'Ministerial Council'],
  ])('of type %s: %j is %j', (type, raw, value) => {
    expect(parseValue(columns[type], raw, today)).toEqual(value);
  });

  it.each<[ColumnType, RawValue, string]>([
    ['line', 'a\nb', 'title has a tab or a line break in it'],
    ['line', 'a\0b', 'title has a control character (U+0000) in it'],
    ['text', '\x1b[2J', 'text has a control character (U+001B) in it'],
    ['text', '\ud83d', 'text has half of a Unicode character in it'],
    ['code', 'S-C', '"S-C" cannot be a code'],
    ['code', '1A', '"1A" cannot be a code'],
    ['code', 'Ä', '"Ä" cannot be a code'],
    ['code', 'A'.repeat(21), `"${'A'.repeat(21)}" cannot be a code`],
    ['number', '4/1', '"4/1" cannot be the number of an agenda item'],
    ['number', 'item 4', '"item 4" cannot be the number of an agenda item'],
    ['date', '2023-09', '"2023-09" is not a full date'],
    ['date', '2023-02-30', 'there is no 30 February 2023'],
    ['partial date', '12/12/2023', '"12/12/2023" does not say which number is the day and which the month'],
    ['partial date', '2023-13', 'there is no month 13'],
    ['period', '2024-25', '"2024-25" is not a period'],
    ['integer', '-1', 'votes_for is not a whole number: "-1"'],
    ['integer', '1.5', 'votes_for is not a whole number: "1.5"'],
    ['integer', '1e3', 'votes_for is not a whole number: "1e3"'],
    ['integer', '1000000000', 'votes_for is not a whole number: "1000000000"'],
    ['integer', '٣', 'votes_for is not a whole number: "٣"'],
    ['word', 'plann', 'unknown kind "plann"'],
    ['action', 'adoptt', 'unknown action "adoptt"'],
    ['line', ['a', 'b'], 'title takes one value, not a list'],
    ['integer', ['1'], 'votes_for takes one value, not a list'],
  ])('of type %s: %j is refused', (type, raw, message) => {
    expect(() => parseValue(columns[type], raw, today)).toThrow(refusal(message));
  });

  it.each(Object.keys(columns) as ColumnType[])('of type %s is cleared by null, an empty text and spaces', (type) => {
    const nothing = type === 'lines' || type === 'parties' ? [] : null;
    for (const raw of [null, '', '  ', '\ufeff']) expect(parseValue(columns[type], raw, today)).toEqual(nothing);
  });
});

describe('a list', () => {
  const tags = columnOf(decision, 'tags');

  it.each<[RawValue, string[]]>([
    ['a; b', ['a', 'b']],
    ['a;b;', ['a', 'b']],
    [';;', []],
    ['one', ['one']],
    ['["a; b", "c"]', ['a; b', 'c']],
    ['[]', []],
    [
      ['a; b', ' c '],
      ['a; b', 'c'],
    ],
    [
      ['a', 'a', 'A'],
      ['a', 'A'],
    ],
    [[], []],
  ])('%j is %j', (raw, list) => {
    expect(parseValue(columns.lines, raw, today)).toEqual(list);
  });

  it.each<[RawValue, string]>([
    ['[1, 2]', 'aliases is not a list that can be read'],
    [' [a ', 'aliases is not a list that can be read'],
    ['["a"', 'aliases is not a list that can be read'],
    ['[{"a": 1}]', 'aliases is not a list that can be read'],
    [[{ party: 'KAZ' }], 'aliases is a list of texts'],
    ['a;b\nc', 'aliases has a tab or a line break in it'],
    [[`${'x'.repeat(1_001)}`], 'aliases has 1,001 characters; 1,000 are the most'],
  ])('%j is refused', (raw, message) => {
    expect(() => parseValue(columns.lines, raw, today)).toThrow(refusal(message));
  });

  it('of tags is divided by commas too, as people type tags', () => {
    expect(parseValue(tags, 'a, b; c', today)).toEqual(['a', 'b', 'c']);
    expect(parseValue(tags, ['a,b', 'b'], today)).toEqual(['a', 'b']);
  });

  it('written as one text is read as the same list', () => {
    const item = fc.string({ unit: 'grapheme', maxLength: 12 });
    const odd = fc.constantFrom('a; b', '[a', '["a"]', '=1', '"', ';', '\\', '{}', 'null');
    fc.assert(
      fc.property(fc.array(fc.oneof(item, odd), { maxLength: 4 }), (typed) => {
        let list: string[];
        try {
          list = parseValue(columns.lines, typed, today) as string[];
        } catch {
          return;
        }
        expect(parseValue(columns.lines, joinList(list), today)).toEqual(list);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the parties of a decision', () => {
  it.each<[RawValue, [string, string][]]>([
    ['applicant:SAU', [['applicant', 'SAU']]],
    ['SAU', [['subject', 'SAU']]],
    [':SAU', [['subject', 'SAU']]],
    [
      'Sponsor: Mongolia ; SPONSOR:Iran',
      [
        ['sponsor', 'Mongolia'],
        ['sponsor', 'Iran'],
      ],
    ],
    ['sponsor:Islamic Republic: Iran', [['sponsor', 'Islamic Republic: Iran']]],
    [
      'sponsor:MNG; sponsor:MNG; subject:MNG; MNG',
      [
        ['sponsor', 'MNG'],
        ['subject', 'MNG'],
      ],
    ],
    ['; ;', []],
    [
      [{ role: 'applicant', party: ' SAU ' }, { party: 'KAZ' }, 'sponsor:MNG'],
      [
        ['applicant', 'SAU'],
        ['subject', 'KAZ'],
        ['sponsor', 'MNG'],
      ],
    ],
    [
      [
        { role: null, party: 'KAZ' },
        { role: '', party: 'KAZ' },
      ],
      [['subject', 'KAZ']],
    ],
  ])('%j', (raw, parties) => {
    expect(parseValue(columns.parties, raw, today)).toEqual(parties.map(([role, name]) => ({ role, party: name })));
  });

  it.each<[RawValue, string]>([
    ['aplicant:SAU', 'unknown role "aplicant"'],
    ['applicant:', 'a role without a party'],
    [[{ role: 'applicant', party: '' }], 'a role without a party'],
    ['applicant:S\0U', 'party has a control character (U+0000) in it'],
  ])('%j is refused', (raw, message) => {
    expect(() => parseValue(columns.parties, raw, today)).toThrow(refusal(message));
  });

  it('are read one by one from a flag', () => {
    expect(parseNamedParty('applicant:Saudi Arabia')).toEqual({ role: 'applicant', party: 'Saudi Arabia' });
    expect(parseNamedParty('Saudi Arabia')).toEqual({ role: 'subject', party: 'Saudi Arabia' });
  });
});

describe('a record', () => {
  it('has the columns that were given, and no others', () => {
    expect(parseFields(decision, { title: 'x', text: null, kind: undefined }, today)).toEqual({
      fields: { title: 'x', text: null },
      problems: [],
    });
  });

  it('leaves out what is computed, whatever stands there', () => {
    const raw = { body: '\0', status: 'nonsense', created_at: 'never', title: 'x' };
    expect(parseFields(decision, raw, today)).toEqual({ fields: { title: 'x' }, problems: [] });
  });

  it('reports every value that cannot be read, with its column', () => {
    const { fields, problems } = parseFields(
      decision,
      { action: 'adoptt', kind: 'budget', title: 'a\nb', votes_for: 'ten', period: '2024' },
      today,
    );
    expect(fields).toEqual({ kind: 'budget', period: '2024' });
    expect(problems.map(({ column, message }) => `${column}: ${message}`)).toEqual([
      'action: unknown action "adoptt"',
      'title: title has a tab or a line break in it',
      'votes_for: votes_for is not a whole number: "ten"',
    ]);
  });

  it('is not fooled by names that every object has', () => {
    expect(parseFields(decision, JSON.parse('{"__proto__": {"title": "x"}, "constructor": "y"}'), today)).toEqual({
      fields: {},
      problems: [],
    });
  });
});

describe('parseCode', () => {
  it.each([
    ['kaz', 'KAZ'],
    ['WG2', 'WG2'],
    ['A', 'A'],
    ['A'.repeat(20), 'A'.repeat(20)],
  ])('%s is %s', (text, code) => {
    expect(parseCode(text)).toBe(code);
  });

  it.each(['', ' ', 'S C', 'S_C', '2WG', 'КАЗ', 'ß', 'ı', 'ﬁ'])('%j is refused', (text) => {
    expect(() => parseCode(text)).toThrow(refusal(`"${text}" cannot be a code`));
  });
});

describe('a value as one text, as CSV has it', () => {
  it.each([
    [null, ''],
    [undefined, ''],
    [7, '7'],
    ['text', 'text'],
    [[], ''],
    [['a', 'b'], 'a; b'],
    [['a; b', 'c'], '["a; b","c"]'],
    [['[a'], '["[a"]'],
    [
      [
        { role: 'applicant', party: 'SAU', name: 'Saudi Arabia' },
        { role: 'sponsor', party: 'MNG', name: 'Mongolia' },
      ],
      'applicant:SAU; sponsor:MNG',
    ],
    [{ kind: 'plan' }, '{"kind":"plan"}'],
  ])('%j is %j', (value, text) => {
    expect(listedText(value)).toBe(text);
  });
});
