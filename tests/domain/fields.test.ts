import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinList, parseCode, parseFields, parseNamedParty, parseValue, type RawValue } from '../../src/domain/fields';
import { formatValue, type RowValue } from '../../src/domain/row';
import { type Column, type ColumnType, columnOf, entities } from '../../src/domain/schema';

const today = '2024-03-01';
const refusal = (message: string) => expect.objectContaining({ kind: 'usage', message });

const { meeting, agenda_item, decision, body, party } = entities;

/** A column of the register of each type. */
const columns: Record<ColumnType, Column> = {
  line: columnOf(decision, 'title'),
  text: columnOf(decision, 'text'),
  list: columnOf(party, 'aliases'),
  code: columnOf(body, 'code'),
  number: columnOf(agenda_item, 'number'),
  ref: columnOf(meeting, 'ref'),
  date: columnOf(decision, 'confirmed_on'),
  deadline: columnOf(decision, 'silence_until'),
  'partial date': columnOf(decision, 'effective_on'),
  period: columnOf(decision, 'period'),
  integer: columnOf(decision, 'votes_for'),
  enum: columnOf(decision, 'kind'),
  action: columnOf(decision, 'action'),
  reference: columnOf(decision, 'referred_to'),
  parties: columnOf(decision, 'parties'),
  links: columnOf(decision, 'links'),
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
    ['deadline', '26 Dec 2023', '2023-12-26'],
    ['deadline', 'tomorrow', '2024-03-02'],
    ['deadline', '26/12/2023', '2023-12-26'],
    ['deadline', '14d', '14d'],
    ['deadline', ' 2W ', '2w'],
    ['deadline', '3m', '3m'],
    ['deadline', '1y', '1y'],
    ['partial date', 'Sep 2023', '2023-09'],
    ['partial date', '2010', '2010'],
    ['period', '2024 – 2026', '2024-2026'],
    ['integer', '0', 0],
    ['integer', '007', 7],
    ['integer', '999999999', 999_999_999],
    ['enum', 'Observer-Status', 'observer status'],
    ['action', 'took note of', 'note'],
    ['reference', ' Ministerial Council ', 'Ministerial Council'],
  ])('of type %s: %j is %j', (type, raw, value) => {
    expect(parseValue(columns[type], raw, today)).toEqual(value);
  });

  it.each<[ColumnType, RawValue, string]>([
    ['line', 'a\nb', 'title contains a tab or a line break'],
    ['line', 'a\0b', 'title contains a control character (U+0000)'],
    ['text', '\x1b[2J', 'text contains a control character (U+001B)'],
    ['text', '\ud83d', 'text contains an incomplete Unicode character'],
    ['code', 'S-C', '"S-C" is not a valid code'],
    ['code', '1A', '"1A" is not a valid code'],
    ['code', 'Ä', '"Ä" is not a valid code'],
    ['code', 'A'.repeat(21), `"${'A'.repeat(21)}" is not a valid code`],
    ['number', '4/1', '"4/1" is not a valid agenda item number'],
    ['number', 'item 4', '"item 4" is not a valid agenda item number'],
    ['date', '2023-09', '"2023-09" is not a full date'],
    ['date', '2023-02-30', 'there is no 30 February 2023'],
    ['deadline', '2023-12', '"2023-12" is not a full date'],
    ['deadline', '6/12/2023', '"6/12/2023" does not say which number is the day and which the month'],
    ['deadline', '14x', '"14x" is neither a date nor a span of time'],
    ['deadline', '14days', '"14days" is neither a date nor a span of time'],
    ['deadline', '14', '"14" is neither a date nor a span of time'],
    ['deadline', '99999d', '"99999d" is neither a date nor a span of time'],
    ['deadline', '-14d', '"-14d" is neither a date nor a span of time'],
    ['deadline', ['14d'], 'silence_until takes one value, not a list'],
    ['partial date', '11/12/2023', '"11/12/2023" does not say which number is the day and which the month'],
    ['partial date', '2023-13', 'there is no month 13'],
    ['period', '2024-25', '"2024-25" is not a period'],
    ['integer', '-1', 'votes_for is not a whole number: "-1"'],
    ['integer', '1.5', 'votes_for is not a whole number: "1.5"'],
    ['integer', '1e3', 'votes_for is not a whole number: "1e3"'],
    ['integer', '1000000000', 'votes_for is not a whole number: "1000000000"'],
    ['integer', '٣', 'votes_for is not a whole number: "٣"'],
    ['enum', 'plann', 'unknown kind "plann"'],
    ['action', 'adoptt', 'unknown action "adoptt"'],
    ['date', '14d', '"14d" is not a date'],
    ['line', ['a', 'b'], 'title takes one value, not a list'],
    ['integer', ['1'], 'votes_for takes one value, not a list'],
  ])('of type %s: %j is refused', (type, raw, message) => {
    expect(() => parseValue(columns[type], raw, today)).toThrow(refusal(message));
  });

  it.each<[ColumnType, RawValue, string]>([
    ['integer', 'ten', 'write it in digits, 0 or more'],
    ['number', 'item 4', 'write it like 4, 4.1 or AOB'],
    ['code', '1A', 'use a letter A to Z and up to 19 more letters or digits, like SOC or KAZ'],
    ['line', ['a'], 'write a single text; quote it if it contains [ ] or commas'],
    ['list', '[', 'write it as: first; second'],
    ['list', [{ party: 'KAZ' }], 'write a text'],
    ['list', Array(1_001).fill('a'), 'leave out some of them'],
    ['parties', '[{"rol": "applicant", "party": "KAZ"}]', 'did you mean "role"? the keys are role, party, name'],
    ['parties', 'applicant:', 'write it as ROLE:PARTY, like applicant:SAU'],
  ])('of type %s: what to do about %j is said', (type, raw, advice) => {
    expect(() => parseValue(columns[type], raw, today)).toThrow(expect.objectContaining({ advice }));
  });

  it.each(Object.keys(columns) as ColumnType[])('of type %s is cleared by null, an empty text and spaces', (type) => {
    const nothing = ['list', 'parties', 'links'].includes(type) ? [] : null;
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
    ['[1, 4.10, "1e3"]', ['1', '4.10', '1e3']],
    // only tags are taken apart at commas
    ['Korea, Republic of; ROK', ['Korea, Republic of', 'ROK']],
    [Array.from({ length: 1_000 }, (_, index) => `${index}`), Array.from({ length: 1_000 }, (_, index) => `${index}`)],
    [[], []],
  ])('%j is %j', (raw, list) => {
    expect(parseValue(columns.list, raw, today)).toEqual(list);
  });

  it.each<[RawValue, string]>([
    ['[true]', 'aliases is not a valid list'],
    ['[[1]]', 'aliases is not a valid list'],
    ['[{"a": [1]}]', 'aliases is not a valid list'],
    [' [a ', 'aliases is not a valid list'],
    ['["a"', 'aliases is not a valid list'],
    ['[{"a": 1}]', 'aliases is a list of texts'],
    [[{ party: 'KAZ' }], 'aliases is a list of texts'],
    [Array(1_001).fill('a'), 'aliases has 1,001 items; the limit is 1,000'],
    ['a;b\nc', 'aliases contains a tab or a line break'],
    [[`${'x'.repeat(1_001)}`], 'aliases has 1,001 characters; the limit is 1,000'],
  ])('%j is refused', (raw, message) => {
    expect(() => parseValue(columns.list, raw, today)).toThrow(refusal(message));
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
          list = parseValue(columns.list, typed, today) as string[];
        } catch {
          return;
        }
        expect(parseValue(columns.list, joinList(list), today)).toEqual(list);
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
    ['[{"role": null, "party": "KAZ", "name": "Kazakhstan"}]', [['subject', 'KAZ']]],
  ])('%j', (raw, parties) => {
    expect(parseValue(columns.parties, raw, today)).toEqual(parties.map(([role, name]) => ({ role, party: name })));
  });

  it.each<[RawValue, string]>([
    ['aplicant:SAU', 'unknown role "aplicant"'],
    ['applicant:', 'a role without a party'],
    [[{ role: 'applicant' }], 'a role without a party'],
    ['[{"role": "applicant", "party": null}]', 'a role without a party'],
    ['[null]', 'parties is not a valid list'],
    [[{ role: 'applicant', party: '' }], 'a role without a party'],
    ['applicant:S\0U', 'party contains a control character (U+0000)'],
  ])('%j is refused', (raw, message) => {
    expect(() => parseValue(columns.parties, raw, today)).toThrow(refusal(message));
  });

  it('are read one by one from a flag', () => {
    expect(parseNamedParty('applicant:Saudi Arabia')).toEqual({ role: 'applicant', party: 'Saudi Arabia' });
    expect(parseNamedParty('Saudi Arabia')).toEqual({ role: 'subject', party: 'Saudi Arabia' });
  });
});

it('a list is one text: JSON where an item would be read as another', () => {
  expect(joinList(['a', 'b'])).toBe('a; b');
  for (const list of [['a; b'], [' a'], ['b', 'a '], ['[a']]) expect(joinList(list)).toBe(JSON.stringify(list));
});

describe('the links of a decision', () => {
  const link = (relation: string, ref: string, answer: string | null = null, note: string | null = null) => {
    return { relation, ref, answer, note };
  };

  it.each<[RawValue, ReturnType<typeof link>[]]>([
    ['cites:SOC-2023-12-12/5', [link('cites', 'SOC-2023-12-12/5')]],
    [
      'Follows-Up: SOC-2023-12-12/1 ; answers:SOC-2023-12-12/5:Accepted;',
      [link('follows up', 'SOC-2023-12-12/1'), link('answers', 'SOC-2023-12-12/5', 'accept')],
    ],
    ['; ;', []],
    ['["amends:A; B"]', [link('amends', 'A; B')]],
    ['[{"relation": "rescinds", "ref": "A", "note": "b; c"}]', [link('rescinds', 'A', null, 'b; c')]],
    [
      [{ relation: 'answers', ref: ' A ', answer: 'decline', note: ' too early ' }, 'cites:B', ' '],
      [link('answers', 'A', 'decline', 'too early'), link('cites', 'B')],
    ],
    [[{ relation: 'cites', ref: 'A', answer: null, note: '' }], [link('cites', 'A')]],
    [
      [{ relation: 'cites', ref: 'A', note: 'first' }, { relation: 'cites', ref: 'A', note: 'second' }, 'cites:A'],
      [link('cites', 'A', null, 'first')],
    ],
    ['cites:A; amends:A; cites:B', [link('cites', 'A'), link('amends', 'A'), link('cites', 'B')]],
    ['answers:A:accept; answers:A:decline', [link('answers', 'A', 'accept'), link('answers', 'A', 'decline')]],
  ])('%j', (raw, links) => {
    expect(parseValue(columns.links, raw, today)).toEqual(links);
  });

  it.each<[RawValue, string]>([
    ['SOC-2023-12-12/5', '"SOC-2023-12-12/5" is not a link'],
    ['mentions:B; cites:A', 'unknown relation "mentions"'],
    ['cites:', '"cites" without a decision'],
    ['answers:A', 'an answer that says neither yes nor no'],
    ['answers:A:maybe', 'unknown answer "maybe"'],
    [[{ ref: 'A' }], 'unknown relation ""'],
    [[{ relation: 'cites' }], '"cites" without a decision'],
    [[{ relation: 'cites', ref: 'A', answer: 'accept' }], '"cites" has no answer'],
    ['[{"relation": "cites", "ref": true}]', 'links is not a valid list'],
    ['[{"relation": "cites", "ref": "A", "rel": "amends"}]', 'a link has no key "rel"'],
    ['[{"relation": "cites", "ref": "A", "ref": "B"}]', 'the key "ref" occurs twice'],
    ['[cites:A]', 'links is not a valid list'],
  ])('%j is refused', (raw, message) => {
    expect(() => parseValue(columns.links, raw, today)).toThrow(refusal(message));
  });
});

describe('a record', () => {
  it('has the columns that were given, and no others', () => {
    expect(parseFields(decision, { title: 'x', text: null, kind: undefined }, today)).toEqual({
      fields: { title: 'x', text: null },
      problems: [],
    });
  });

  it('ignores computed columns, whatever they contain', () => {
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
      'title: title contains a tab or a line break',
      'votes_for: votes_for is not a whole number: "ten"',
    ]);
  });

  it('is not confused by inherited property names', () => {
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
    expect(() => parseCode(text)).toThrow(refusal(`"${text}" is not a valid code`));
  });
});

describe('a value as one text, as in CSV', () => {
  it.each<[RowValue | undefined, string]>([
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
    [
      [
        { relation: 'cites', ref: 'A', answer: null, note: null },
        { relation: 'answers', ref: 'B', answer: 'accept', note: null },
      ],
      'cites:A; answers:B:accept',
    ],
    [{ kind: 'plan' }, '{"kind":"plan"}'],
  ])('%j is %j', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });
});
