import { beforeEach, describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import { relations } from '../../src/domain/vocabulary';
import { trace } from '../../src/register/decision/trace';
import { find } from '../../src/register/find';
import type { Store } from '../../src/store/store';
import { edit, emptyRegister, record, remove, shown } from '../support/register';

/** How a decision may bear on an earlier one: docs/domain.md, "Links". */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  for (const code of ['SOC', 'MC']) await record(store, 'body', { code, name: `Body ${code}` });
  await record(store, 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state' });
  for (const [body, date] of [
    ['SOC', '2023-01-10'],
    ['MC', '2023-02-10'],
    ['SOC', '2023-03-10'],
    ['MC', '2023-03'],
  ] as const) {
    await record(store, 'meeting', { body, date });
  }
});

const decision = async (meeting: string, raw: RawRecord = {}): Promise<string> =>
  (await record(store, 'decision', { meeting, title: 'D', action: 'adopt', ...raw })).ref;
const link = (relation: string, ref: string, answer: string | null = null) => ({ relation, ref, answer, note: null });
const links = async (ref: string): Promise<string[]> => {
  const { links: found } = (await shown(store, 'decision', ref)) as { links: { relation: string; ref: string }[] };
  return found.map((one) => `${one.relation} ${one.ref}`);
};
const refused = (message: string, advice: string) =>
  expect.objectContaining({ kind: 'refused', message, advice, column: 'links' });
const referral: RawRecord = { action: 'recommend', referred_to: 'MC' };

describe('a link', () => {
  it.each(relations.filter((relation) => relation !== 'answers'))('%s: from an earlier decision', async (relation) => {
    const later = await decision('SOC-2023-03-10');
    const recorded = decision('SOC-2023-01-10', { links: [link(relation, later)] });
    if (relation === 'cites' || relation === 'follows up') {
      expect(await links(await recorded)).toEqual([`${relation} ${later}`]);
      return;
    }
    const message = `SOC-2023-01-10/1 (2023-01-10) is earlier than ${later} (2023-03-10), and cannot be what ${relation} it`;
    await expect(recorded).rejects.toThrow(refused(message, 'check the dates of both'));
    const other = await decision('SOC-2023-01-10');
    const changed = edit(store, 'decision', other, { links: [link(relation, later)] });
    await expect(changed).rejects.toThrow(refused(message, 'check the dates of both'));
  });

  it('may be of the same day, and from a month in which the other lies', async () => {
    const earlier = await decision('SOC-2023-03-10');
    expect(await links(await decision('SOC-2023-03-10', { links: [link('amends', earlier)] }))).toEqual([
      `amends ${earlier}`,
    ]);
    expect(await links(await decision('MC-2023-03', { links: [link('rescinds', earlier)] }))).toEqual([
      `rescinds ${earlier}`,
    ]);
  });

  it('is never to the decision itself, nor part of a cycle', async () => {
    const advice = 'link the later decision to the earlier one';
    const one = await decision('SOC-2023-03-10');
    await expect(edit(store, 'decision', one, { links: [link('cites', one)] })).rejects.toThrow(
      refused(`${one} cannot be linked to itself`, advice),
    );
    const two = await decision('SOC-2023-03-10', { links: [link('cites', one)] });
    const three = await decision('SOC-2023-03-10', { links: [link('follows up', two)] });
    await expect(edit(store, 'decision', one, { links: [link('cites', three)] })).rejects.toThrow(
      refused(`${three} already links to this decision, so this would be a circle`, advice),
    );
    // what stands already is not asked again
    await edit(store, 'decision', three, { links: [link('follows up', two), link('cites', one)] });
    expect(await links(three)).toEqual([`follows up ${two}`, `cites ${one}`]);
  });
});

describe('an answer', () => {
  it('is only to a referral', async () => {
    const one = await decision('SOC-2023-01-10');
    const message = `${one} is not referred to a body, so MC-2023-02-10/1 cannot answer it`;
    const advice = `refer it first (cica decision edit ${one} --to BODY), or link it with --follows-up`;
    const answer = { links: [link('answers', one, 'accept')] };
    await expect(decision('MC-2023-02-10', answer)).rejects.toThrow(refused(message, advice));
  });

  it('comes from the body that was asked, also when it is moved', async () => {
    const one = await decision('SOC-2023-01-10', referral);
    const problem = refused(
      `${one} was referred to MC, not to SOC`,
      'record the answer under a meeting of MC, or add --force if SOC answered in its place',
    );
    const answer = { links: [link('answers', one, 'accept')] };
    await expect(decision('SOC-2023-03-10', answer)).rejects.toThrow(problem);
    const answering = await decision('MC-2023-02-10', answer);
    // its own link is no second answer
    await edit(store, 'decision', answering, { links: [link('answers', one, 'decline')] });
    await expect(edit(store, 'decision', answering, { meeting: 'SOC-2023-03-10' })).rejects.toThrow(problem);
    expect((await edit(store, 'decision', answering, { meeting: 'MC-2023-03' })).ref).toBe('MC-2023-03/1');
  });

  it('is given by a decision that decides, and accepts unless that closes the matter', async () => {
    const [one, two] = [await decision('SOC-2023-01-10', referral), await decision('SOC-2023-01-10', referral)];
    const both = (first: string, second: string) => [link('answers', one, first), link('answers', two, second)];
    const deferred = decision('MC-2023-02-10', { action: 'defer', links: both('decline', 'decline') });
    await expect(deferred).rejects.toThrow(
      refused('a decision that defers a matter does not answer it', 'link it with --follows-up instead'),
    );
    await expect(decision('MC-2023-02-10', { action: 'reject', links: both('decline', 'accept') })).rejects.toThrow(
      refused('a decision that rejects does not accept what it answers', 'add --decline, or check the action'),
    );
    const followed = await decision('MC-2023-02-10', { action: 'defer', links: [link('follows up', one)] });
    expect(await links(followed)).toEqual([`follows up ${one}`]);
    const rejected = await decision('MC-2023-02-10', { action: 'reject', links: both('decline', 'decline') });
    expect(await links(rejected)).toEqual([`answers ${one}`, `answers ${two}`]);
  });

  it('is the only one, unless the other lapsed', async () => {
    const one = await decision('SOC-2023-01-10', referral);
    const answer = { links: [link('answers', one, 'accept')] };
    const first = await decision('MC-2023-02-10', { ...answer, silence_until: '2023-02-20' });
    const problem = refused(
      `${one} was already answered, by ${first}`,
      `remove that answer first: cica decision link ${first} --answers ${one} --remove`,
    );
    await expect(decision('MC-2023-03', answer)).rejects.toThrow(problem);
    const second = await decision('MC-2023-03');
    await expect(edit(store, 'decision', second, answer)).rejects.toThrow(problem);
    await record(store, 'objection', { decision: first, party: 'KAZ', on: '2023-02-15' });
    await edit(store, 'decision', second, answer);
    expect(await links(second)).toEqual([`answers ${one}`]);
    await remove(store, 'decision', second);
  });

  it('is refused if the referral had been withdrawn by then', async () => {
    const one = await decision('SOC-2023-01-10', referral);
    await decision('SOC-2023-03-10', { action: 'rescind', links: [link('rescinds', one)] });
    const answer = { links: [link('answers', one, 'accept')] };
    const message = `${one} had been withdrawn by 2023-03, so it awaits no answer`;
    await expect(decision('MC-2023-03', answer)).rejects.toThrow(refused(message, 'check the dates of both'));
    expect(await links(await decision('MC-2023-02-10', answer))).toEqual([`answers ${one}`]);
  });
});

describe('the chain of a decision', () => {
  const chain = async (ref: string) => {
    const { id } = await find(store, 'decision', ref);
    const { nodes, links: found } = await trace(store, id, { day: '2025-01-15', isRequested: false });
    return [nodes.map((node) => node.ref), found.map(({ relation }) => relation)];
  };

  it.each(relations)('follows "%s" in both directions, but not citations', async (relation) => {
    const one = await decision('SOC-2023-01-10', referral);
    const answer = relation === 'answers' ? 'accept' : null;
    const two = await decision('MC-2023-02-10', { ...referral, links: [link(relation, one, answer)] });
    const three = await decision('MC-2023-03', { links: [link('follows up', two)] });
    await decision('MC-2023-03');
    const whole = [
      [one, two, three],
      [relation, 'follows up'],
    ];
    const rest = [[two, three], ['follows up']];
    const cited = relation === 'cites';
    expect(await chain(one)).toEqual(cited ? [[one], []] : whole);
    for (const ref of [two, three]) expect(await chain(ref)).toEqual(cited ? rest : whole);
  });
});
