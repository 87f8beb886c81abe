import { describe, expect, it, test } from 'vitest';
import { agendaProblem, itemsOf, itemText, parseAgenda } from '../../src/commands/ask/agendaText';

const items = (...lines: string[]) => parseAgenda(lines.join('⏎')).map(({ number, title }) => `${number} | ${title}`);

describe('a pasted agenda', () => {
  test.each<[string, string[], string[]]>([
    ['without numbers', ['Opening', '', ' Closing '], ['1 | Opening', '2 | Closing']],
    [
      'with numbers',
      ['1. Opening', '2) Budget', '3  Plans', 'AOB: Dates'],
      ['1 | Opening', '2 | Budget', '3 | Plans', 'AOB | Dates'],
    ],
    ['with numbers in part', ['1. Opening', 'Budget', '2. Closing'], ['1 | Opening', '3 | Budget', '2 | Closing']],
    ['with a number after others', ['Opening', 'Budget', '2. Closing'], ['1 | Opening', '3 | Budget', '2 | Closing']],
    [
      'with numbers in words',
      ['Item 1: Opening', 'Agenda item 2 – Budget', 'Item 3. Plans', 'Item 7 of the plan', 'Dates'],
      ['1 | Opening', '2 | Budget', '3 | Plans', '4 | Item 7 of the plan', '5 | Dates'],
    ],
    [
      'with a mark left out in part',
      ['1. Opening', '2 Budget', 'Plans', '3) Dates', '10 years of CICA'],
      ['1 | Opening', '2 | Budget', '4 | Plans', '3 | Dates', '5 | 10 years of CICA'],
    ],
    ['with levels', ['4.1. Tourism', '4.2 Trade'], ['4.1 | Tourism', '4.2 | Trade']],
    [
      'with levels in part',
      [
        '1. Opening',
        '2. Plans',
        '2.1 Budget',
        '2.1.1 Travel',
        '2.2 Trade',
        'Dates',
        '2.5 million visitors',
        '3 Closing',
      ],
      [
        '1 | Opening',
        '2 | Plans',
        '2.1 | Budget',
        '2.1.1 | Travel',
        '2.2 | Trade',
        '4 | Dates',
        '5 | 2.5 million visitors',
        '3 | Closing',
      ],
    ],
    ['with a fraction first', ['1.1 million visitors', 'Dates'], ['1 | 1.1 million visitors', '2 | Dates']],
    [
      'with bullets',
      ['• Opening', '- Budget', '* Plans', '\uf0b7 Dates'],
      ['1 | Opening', '2 | Budget', '3 | Plans', '4 | Dates'],
    ],
    ['with bullets and numbers', ['• 1. Opening', '• 2. Closing'], ['1 | Opening', '2 | Closing']],
    ['with letters', ['(a) Opening', '(b) Closing'], ['a | Opening', 'b | Closing']],
    [
      'with letters below numbers',
      ['1. Opening', '2. Plans', '(a) Trade', 'b) Tourism', '3. Dates'],
      ['1 | Opening', '2 | Plans', '2a | Trade', '2b | Tourism', '3 | Dates'],
    ],
    ['with letters in part', ['Opening', '(a) Trade', '(b) Tourism'], ['1 | Opening', '2 | Trade', '3 | Tourism']],
    [
      'with letters that are a name',
      ['A. Bakayev: report', 'B. Smith: report', 'Dates'],
      ['1 | A. Bakayev: report', '2 | B. Smith: report', '3 | Dates'],
    ],
    [
      'below a heading',
      ['PROVISIONAL AGENDA:', '', '1. Opening', '2. Report', '(a) Activities', '3 Dates'],
      ['1 | Opening', '2 | Report', '2a | Activities', '3 | Dates'],
    ],
    ['with an item that is called so', ['Agenda', '2. Budget', 'Dates'], ['1 | Agenda', '2 | Budget', '3 | Dates']],
    ['with a hyphen that is no bullet', ['-5% for the budget'], ['1 | -5% for the budget']],
    ['with a number that belongs to the title', ['10 years of CICA', 'Dates'], ['1 | 10 years of CICA', '2 | Dates']],
    ['of mere bullets', ['•', '-', '* Opening'], ['1 | Opening']],
  ])('%s', (_, lines, expected) => expect(items(...lines)).toEqual(expected));

  it('continues after the existing items', () => {
    const before = [{ number: '7', title: 'Dates' }];
    expect(parseAgenda('Closing⏎8 Any other business⏎10 years', before)).toEqual([
      { number: '9', title: 'Closing' },
      { number: '8', title: 'Any other business' },
      { number: '10', title: '10 years' },
    ]);
  });

  it.each([
    [
      '1. Opening⏎1. Closing',
      [],
      'two items are numbered 1: "Opening" and "Closing"; give one of them a different number',
    ],
    [
      'AOB: Dates',
      [{ number: 'aob', title: 'Closing' }],
      'two items are numbered AOB: "Closing" and "Dates"; give one of them a different number',
    ],
    [`1. ${'x'.repeat(1_001)}`, [], 'item 1 is too long; the limit is 1,000 characters'],
    ['1. Opening⏎Budget⏎2. Closing', [], null],
  ])('%s', (text, before, problem) => expect(agendaProblem(parseAgenda(text, before), before)).toBe(problem));

  it.each([
    { number: '4.1', title: 'A. B. C' },
    { number: 'AOB', title: 'Dates. Closing' },
  ])('is kept as lines: %j', (item) => expect(itemsOf([itemText(item)])).toEqual([item]));
});
