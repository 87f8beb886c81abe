import { expect, it } from 'vitest';
import { queryInChunks } from '../../src/store/queryInChunks';

it('queries each value once, in lists of few lengths', async () => {
  const lists: unknown[][] = [];
  const rows = await queryInChunks([...Array(600).keys(), 1, 2], async (list) => {
    lists.push(list.values);
    return [...new Set(list.values)];
  });
  expect(rows).toEqual([...Array(600).keys()]);
  expect(lists.map(({ length }) => length)).toEqual([512, 512]);
});

it('returns any number of rows for one list', async () => {
  expect(await queryInChunks([1], async () => Array<number>(500_000).fill(1))).toHaveLength(500_000);
});
