import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { blockBytes, changeLines, changeOf, largestBlock, readChange } from '../../src/store/blocks';
import { IdSet } from '../../src/store/idSet';

describe('the bytes of a block', () => {
  const bytes = Buffer.from('a\nb');

  it('are the body, or its decompressed form', () => {
    expect(blockBytes({ packed: 0, body: bytes })).toEqual(bytes);
    for (const level of [0, 1, 9])
      expect(blockBytes({ packed: 1, body: deflateSync(bytes, { level }) })).toEqual(bytes);
  });

  it.each([
    ['bytes after the compressed ones', Buffer.concat([deflateSync(bytes), Buffer.from('x')]), 'followed by others'],
    ['half of a stream', deflateSync(bytes).subarray(0, 5), 'are corrupt'],
    ['no stream', Buffer.from('text'), 'are corrupt'],
    ['nothing', Buffer.alloc(0), 'are corrupt'],
    ['a body that was too large to be read', null, 'larger than 256 MiB'],
    ['a small body of very much', deflateSync(Buffer.alloc(largestBlock + 1)), 'larger than 256 MiB'],
  ])('are not read of %s', (_, body, message) => {
    expect(() => blockBytes({ packed: 1, body })).toThrow(message);
    expect(() => changeLines({ entry: 7, packed: 1, body })).toThrow('entry 7 of the history cannot be read: ');
  });

  it('are text in UTF-8', () => {
    expect(() => changeLines({ entry: 7, packed: 0, body: Buffer.from([0xed, 0xa0, 0xbd]) })).toThrow('UTF-8');
  });
});

describe('a change', () => {
  const right = {
    change: 5,
    entity: 'decision',
    id: 3,
    operation: 'changed',
    last: 4,
    before: { title: 'A', tags: null, parties: null, links: null, item_id: null, votes_for: null },
    after: {
      title: 'B',
      tags: ['x'],
      parties: [{ role: 'to', party_id: 1 }],
      links: [{ relation: 'cites', to_id: 2, answer: null, note: 'n' }],
      item_id: 1,
      votes_for: 0,
    },
  };

  it('is read', () => {
    expect(readChange(JSON.stringify(right))).toEqual(right);
    expect(changeOf({ entry: 2 }, JSON.stringify(right))).toEqual(right);
  });

  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['half a line', JSON.stringify(right).slice(0, 50)],
    ['a key more', JSON.stringify({ ...right, more: 1 })],
    ['another order of the keys', JSON.stringify(Object.fromEntries(Object.entries(right).toReversed()))],
    ['an entity that there is not', JSON.stringify({ ...right, entity: 'constructor' })],
    ['no entity', JSON.stringify({ ...right, entity: { toString: 1 } })],
    ['an id of 0', JSON.stringify({ ...right, id: 0 })],
    ['a negative id', JSON.stringify({ ...right, id: -(2 ** 53) })],
    ['an id that no record has', JSON.stringify({ ...right, id: 2 ** 49 + 1 })],
    ['an id that is no whole number', JSON.stringify({ ...right, id: 1.5 })],
    ['a last change that comes after it', JSON.stringify({ ...right, last: 5 })],
    ['another operation', JSON.stringify({ ...right, operation: 'erased' })],
    ['created, with what was before', JSON.stringify({ ...right, operation: 'created' })],
    ['removed, with what is after', JSON.stringify({ ...right, operation: 'removed' })],
    ['other fields after than before', JSON.stringify({ ...right, before: { title: 'A' } })],
    ['a field that there is not', JSON.stringify({ ...right, before: { __x: 1 }, after: { __x: 1 } })],
    ['a derived field', JSON.stringify({ ...right, before: { met_on: 'a' }, after: { met_on: 'b' } })],
    ['a number in a text', JSON.stringify({ ...right, before: { title: 1 }, after: { title: 2 } })],
    ['a text in a number', JSON.stringify({ ...right, before: { item_id: '1' }, after: { item_id: '2' } })],
    [
      'a number that is none of JSON',
      JSON.stringify({ ...right, before: { votes_for: 1 }, after: { votes_for: 2 } }).replace(':2}', ':1e400}'),
    ],
    ['a list in a list', JSON.stringify({ ...right, before: { tags: null }, after: { tags: [['x']] } })],
    ['a part that is a text', JSON.stringify({ ...right, before: { parties: null }, after: { parties: ['x'] } })],
    [
      'a part of no id',
      JSON.stringify({ ...right, before: { parties: null }, after: { parties: [{ party_id: 'x' }] } }),
    ],
    [
      'lists of great depth',
      JSON.stringify({ ...right, before: { tags: null }, after: { tags: 0 } }).replace(':0}', `:${deep}}`),
    ],
  ])('is not read of %s', (_, line) => {
    expect(readChange(line)).toBeNull();
    expect(() => changeOf({ entry: 2 }, line)).toThrow('entry 2 of the history cannot be read: ');
  });
});

it('a set of ids takes memory for its members only, wherever they are', () => {
  const ids = new IdSet();
  const some = [1, 8_191, 8_192, 8_200, 2 ** 28, 2 ** 40 + 5, 2 ** 49];
  for (const id of some) ids.add(id);
  for (const id of some)
    expect([ids.has(id), ids.has(id + 3), ids.has(id - 1)]).toEqual([true, false, some.includes(id - 1)]);
  expect(ids.largest).toBe(2 ** 49);
});
