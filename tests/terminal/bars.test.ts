import { expect, it } from 'vitest';
import { barLines } from '../../src/terminal/bars';
import type { Output } from '../../src/terminal/output';

it.each([40, 60, 80, 200])('bars with their numbers and notes fit into %i columns', (width) => {
  const output = { width, colour: { level: 0 } } as Output;
  const bars = [
    { label: 'MC', number: 12_345, note: '' },
    { label: 'SOC', number: 2, note: 'median 9 days, longest' },
  ];
  const lines = barLines(bars, output).trimEnd().split('\n');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  expect(lines[0]).toMatch(/^ {2}MC {3}█{10,40} 12,345$/);
  expect(lines[1]).toBe('  SOC  ▏ 2  median 9 days, longest');
});
