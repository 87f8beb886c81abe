import sql from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problem';
import { Answers, Facts, notGathered } from '../../src/register/record/facts';
import { Known } from '../../src/register/record/known';
import type { Transaction } from '../../src/store/store';
import { emptyRegister, today } from '../support/register';

/** Facts that count: the fact of n is n squared, of odd numbers only. Each load is noted. */
function squares(): { facts: Facts<number, number | null>; loads: (readonly number[])[] } {
  const loads: (readonly number[])[] = [];
  const facts = new Facts<number, number | null>(async (keys) => {
    loads.push(keys);
    return new Map(keys.filter((key) => key % 2 === 1).map((key) => [key, key * key]));
  });
  return { facts, loads };
}

/** What is thrown where something is asked for. */
function thrownBy(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    return error;
  }
}

describe('facts', () => {
  it('are loaded together, each once', async () => {
    const { facts, loads } = squares();
    for (const key of [3, 5, 3]) expect(thrownBy(() => facts.get(key))).toBe(notGathered);
    facts.want(7);
    await facts.gather();
    await facts.gather();
    expect([3, 5, 7].map((key) => facts.get(key))).toEqual([9, 25, 49]);
    facts.want(3);
    await facts.gather();
    expect(loads).toEqual([[3, 5, 7]]);
  });

  it('that do not exist are remembered, too', async () => {
    const { facts, loads } = squares();
    facts.want(2);
    expect(facts.peek(2)).toBeUndefined();
    await facts.gather();
    expect(facts.get(2)).toBeNull();
    expect(loads).toEqual([[2]]);
  });

  it('are loaded again once they are forgotten', async () => {
    const { facts, loads } = squares();
    facts.set(1, 100);
    facts.set(3, 300);
    facts.trim(2);
    expect(facts.get(1)).toBe(100);
    facts.delete(1);
    expect(facts.peek(3)).toBe(300);
    facts.trim(0);
    for (const key of [1, 3]) expect(thrownBy(() => facts.get(key))).toBe(notGathered);
    await facts.gather();
    expect([facts.get(1), facts.get(3)]).toEqual([1, 9]);
    expect(loads).toEqual([[1, 3]]);
  });
});

describe('answers', () => {
  it('are looked up once for each key, until they are cleared', async () => {
    const answers = new Answers();
    let lookups = 0;
    const ask = (key: string) => answers.get('group', key, async () => `${key} ${++lookups}`);
    for (const key of ['a', 'b', 'a']) expect(thrownBy(() => ask(key))).toBe(notGathered);
    await answers.gather();
    await answers.gather();
    expect(['a', 'b', 'a'].map(ask).map((answer) => answer.slice(0, 1))).toEqual(['a', 'b', 'a']);
    expect(lookups).toBe(2);
    answers.clear();
    expect(thrownBy(() => ask('a'))).toBe(notGathered);
    await answers.gather();
    expect(ask('a')).toBe('a 3');
  });

  it('are looked up together', async () => {
    const answers = new Answers();
    let lookups = 0;
    const ask = (key: string) =>
      answers.get('group', key, async () => {
        lookups += 1;
        await new Promise((resolve) => setImmediate(resolve));
        return lookups;
      });
    for (const key of ['a', 'b']) expect(thrownBy(() => ask(key))).toBe(notGathered);
    await answers.gather();
    expect(ask('a')).toBe(2);
  });

  it('are forgotten by group, one by name or those with a word in theirs', async () => {
    const answers = new Answers();
    const groups = ['body meeting', 'meeting decision', 'task'];
    const ask = (group: string) => answers.get(group, `${group} 1`, async () => group);
    for (const group of groups) expect(thrownBy(() => ask(group))).toBe(notGathered);
    await answers.gather();
    answers.forget('task');
    answers.forgetAbout('decision');
    expect(ask('body meeting')).toBe('body meeting');
    for (const group of ['meeting decision', 'task']) expect(thrownBy(() => ask(group))).toBe(notGathered);
  });

  it('may be problems, which are thrown to every caller', async () => {
    const answers = new Answers();
    const problem = new Problem('missing', 'no such thing', 'look again');
    const ask = () => answers.get('group', 'a', () => Promise.reject(problem));
    expect(thrownBy(ask)).toBe(notGathered);
    await answers.gather();
    expect([thrownBy(ask), thrownBy(ask)]).toEqual([problem, problem]);
  });

  it('do not hide other errors', async () => {
    const answers = new Answers();
    const broken = new Error('the connection is lost');
    expect(thrownBy(() => answers.get('group', 'a', () => Promise.reject(broken)))).toBe(notGathered);
    await expect(answers.gather()).rejects.toBe(broken);
  });
});

/** Runs some work with what is known of an empty register, and a way to count its lookups. */
async function withKnown(work: (known: Known, rounds: () => number) => Promise<void>): Promise<void> {
  const store = await emptyRegister();
  await store.write('test', async (transaction: Transaction) => {
    const known = new Known(transaction, { today, force: false, mayShareName: () => false });
    let rounds = 0;
    const gather = known.gather.bind(known);
    known.gather = async () => {
      rounds += 1;
      await gather();
    };
    await work(known, () => rounds);
  });
}

const rowOf = (known: Known, value: string) => known.rows<{ value: string }>(sql`select ${value} as value`)[0]?.value;

describe('items in their order', () => {
  const items = Array.from({ length: 40 }, (_, at) => `${at}`);

  it('request together what they need', () =>
    withKnown(async (known, rounds) => {
      const applied: unknown[] = [];
      await known.inOrder(
        items,
        (item) => rowOf(known, item),
        (_, planned) => void applied.push(planned),
      );
      expect(applied).toEqual(items);
      expect(rounds()).toBe(1);
    }));

  it('may request more once they have an answer, in a few rounds for all of them', () =>
    withKnown(async (known, rounds) => {
      const applied: unknown[] = [];
      const plan = (item: string) => rowOf(known, `${rowOf(known, `${rowOf(known, item)}!`)}!`);
      await known.inOrder(items, plan, (_, planned) => void applied.push(planned));
      expect(applied).toEqual(items.map((item) => `${item}!!`));
      expect(rounds()).toBe(3);
    }));

  it('finish however often an item makes requests', () =>
    withKnown(async (known, rounds) => {
      const plan = (item: string): string => {
        let answer = item;
        for (let depth = 0; depth < 10; depth += 1) answer = rowOf(known, `${answer}.`) as string;
        return answer;
      };
      const applied: string[] = [];
      await known.inOrder(items, plan, (_, planned) => void applied.push(planned));
      expect(applied).toEqual(items.map((item) => `${item}${'.'.repeat(10)}`));
      // those after the first one are asked with it only a few times: at most, each asks for the rest by itself
      expect(rounds()).toBeGreaterThanOrEqual(10);
      expect(rounds()).toBeLessThanOrEqual(10 * items.length);
    }));

  it('are planned with the effects of earlier items, and applied after them', () =>
    withKnown(async (known) => {
      let count = 0;
      const applied: number[] = [];
      await known.inOrder(
        items,
        (item) => {
          rowOf(known, item);
          return count;
        },
        async (_, planned) => {
          applied.push(planned);
          await Promise.resolve();
          count += 1;
        },
      );
      expect(applied).toEqual(items.map(Number));
    }));

  it('stop at the error of a plan', () =>
    withKnown(async (known) => {
      const applied: string[] = [];
      const plan = (item: string): string => {
        if (item === '2') throw new Error('a bug');
        return item;
      };
      const work = known.inOrder(items, plan, (_, planned) => void applied.push(planned));
      await expect(work).rejects.toThrow('a bug');
      expect(applied).toEqual(['0', '1']);
    }));
});
