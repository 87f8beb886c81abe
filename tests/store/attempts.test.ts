import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../src/store/engine';
import { EngineStore } from '../../src/store/engineStore';
import { tester } from '../support/register';

/** What the store asks of an engine around a transaction, and when it tries again: no engine takes part. */
const transient = new Error('another came first');
const told = new Error('told');
let asked: string[];
let store: EngineStore;
beforeEach(() => {
  asked = [];
  const ask = (what: string) => async () => void asked.push(what);
  const engine: Partial<Engine> = {
    begin: async (kind) => void asked.push(`begin ${kind}`),
    commit: ask('commit'),
    rollback: ask('rollback'),
    written: async () => undefined,
    close: ask('close'),
    isTransient: (error) => error === transient,
    problem: (error) => (error === transient ? told : error),
  };
  store = new EngineStore(engine as Engine, tester);
  // it pauses for a random while
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => vi.restoreAllMocks());

/** Fails so many times, and then says that there was nothing to do. */
function failing(times: number, error: Error = transient): () => Promise<boolean> {
  let left = times;
  return async () => {
    asked.push('work');
    left -= 1;
    if (left >= 0) throw error;
    return false;
  };
}
const attempt = ['begin write', 'work', 'rollback'];
const success = ['begin write', 'work', 'commit'];

describe('a write', () => {
  it.each([0, 1, 5])('that the engine ended %i times for another is tried again, and kept', async (times) => {
    await store.migrate(failing(times));
    expect(asked).toEqual([...Array.from({ length: times }, () => attempt).flat(), ...success]);
  });

  it('fails after the sixth attempt, with a message for the user', async () => {
    await expect(store.migrate(failing(6))).rejects.toBe(told);
    expect(asked).toEqual(Array.from({ length: 6 }, () => attempt).flat());
  });

  it('that failed by itself is not retried', async () => {
    const error = new Error('wrong');
    await expect(store.migrate(failing(1, error))).rejects.toBe(error);
    expect(asked).toEqual(attempt);
  });

  it('waits for the one before it, even if that fails; so does the end', async () => {
    const error = new Error('wrong');
    const first = store.migrate(failing(1, error));
    const second = store.migrate(failing(0));
    const end = store.close();
    await expect(first).rejects.toBe(error);
    await Promise.all([second, end]);
    expect(asked).toEqual([...attempt, ...success, 'close']);
  });
});

it('a snapshot is taken once, and leaves nothing', async () => {
  expect(await store.snapshot(async () => 'read')).toBe('read');
  await expect(store.snapshot(failing(1))).rejects.toBe(told);
  expect(asked).toEqual(['begin read', 'rollback', 'begin read', 'work', 'rollback']);
});
