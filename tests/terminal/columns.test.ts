import { describe, expect, test } from 'vitest';
import { fitColumns, gap, measureColumns } from '../../src/terminal/columns';

const headings = ['ref', 'action', 'kind', 'title', 'status'];
const rows = [
  ['SOC-2024-12-05/1', 'approved', 'observer status', 'A plan for measures that build confidence', 'in force'],
  ['SOC-2024-12-05/2', 'authorized', 'plan', 'Report', 'referred to SOC'],
];

/** The columns that are shown, with their widths; `/` before what stands under the row. */
function shown(terminal: number, spare: readonly string[] = [], texts = rows): string {
  const indexes = spare.map((name) => headings.indexOf(name));
  return fitColumns(measureColumns(headings, texts), indexes, terminal)
    .map(({ index, width, isUnder }) => `${isUnder ? '/' : ''}${headings[index]} ${width}`)
    .join(', ');
}

describe('columns of a list', () => {
  test.each([
    [120, ['kind', 'action'], 'ref 16, action 10, kind 15, title 41, status 15'],
    [100, ['kind', 'action'], 'ref 16, action 10, kind 15, title 36, status 15'],
    [80, ['kind', 'action'], 'ref 16, action 10, title 33, status 15'],
    [60, ['kind', 'action'], 'ref 16, title 25, status 15'],
    [50, ['kind', 'action'], 'ref 16, action 10, status 15, /title 48'],
    [80, [], 'ref 16, action 10, kind 15, status 15, /title 78'],
    [60, [], 'ref 16, action 10, kind 14, status 14, /title 58'],
    [40, [], 'ref 16, action 10, kind 10, /title 38'],
  ])('in %i columns, of which %j can be spared', (terminal, spare, expected) => {
    expect(shown(terminal, spare)).toBe(expected);
  });

  test('empty ones are dropped first', () => {
    const texts = rows.map(([ref = '', action = '', , title = '', status = '']) => [ref, action, '', title, status]);
    expect(shown(80, ['action'], texts)).toBe('ref 16, action 10, kind 4, title 27, status 15');
    expect(shown(75, ['action'], texts)).toBe('ref 16, action 10, title 28, status 15');
  });

  test('fit at every width from 40 on', () => {
    for (let terminal = 40; terminal < 200; terminal += 1) {
      const beside = fitColumns(measureColumns(headings, rows), [], terminal).filter(({ isUnder }) => !isUnder);
      const width = beside.reduce((total, column) => total + column.width, gap.length * (beside.length - 1));
      expect(width).toBeLessThanOrEqual(terminal);
    }
  });
});
