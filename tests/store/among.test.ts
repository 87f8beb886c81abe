import { expect, it } from 'vitest';
import { queryInChunks } from '../../src/store/queryInChunks';

it('asks for each value once, many in a list of few lengths', async () => {
  const lists: unknown[][] = [];
  const rows = await queryInChunks([...Array(600).keys(), 1, 2], async (list) => {
    lists.push(list.values);
    return [...new Set(list.values)];
  });
  expect(rows).toEqual([...Array(600).keys()]);
  expect(lists.map(({ length }) => length)).toEqual([512, 512]);
});

it('takes any number of rows of one list', async () => {
  expect(await queryInChunks([1], async () => Array<number>(500_000).fill(1))).toHaveLength(500_000);
});
