import { describe, expect, it } from 'vitest';
import { grantsByDefault, standingFrom, standingKinds, standingUntil } from '../../src/domain/standing';
import { endOfTime } from '../../src/domain/status';
import { type Action, type Answer, actions, kinds } from '../../src/domain/vocabulary';

describe('the days of a standing', () => {
  it.each([
    ['2023-12-26', '2023-12-26'],
    ['2023-02', '2023-02-01'],
    ['2010', '2010-01-01'],
    ['', '0001-01-01'],
    [null, '0001-01-01'],
    [undefined, '0001-01-01'],
  ])('since %j begin on %s', (since, day) => {
    expect(standingFrom(since)).toBe(day);
  });

  it.each([
    ['2023-12-26', '2023-12-26'],
    ['2024-02', '2024-03-01'],
    ['2023-12', '2024-01-01'],
    ['2010', '2011-01-01'],
    ['', endOfTime],
    [null, endOfTime],
    [undefined, endOfTime],
  ])('until %j are over on %s', (until, day) => {
    expect(standingUntil(until)).toBe(day);
  });
});

describe('the standing that a decision grants by default', () => {
  const decision = (
    action: Action,
    { kind = 'observer status', referred = false, answers = [] as (Answer | null)[] } = {},
  ) => ({ kind, action, referred, answers });

  it.each([
    ['observer status', 'observer'],
    ['membership', 'member'],
  ])('is by its kind: %s gives that of %s', (kind, standing) => {
    expect(grantsByDefault(decision('grant', { kind }))).toBe(standing);
  });

  it.each(kinds.filter((kind) => kind !== 'observer status' && kind !== 'membership'))('is none for a %s', (kind) => {
    expect(grantsByDefault(decision('grant', { kind }))).toBeNull();
    expect(standingKinds).not.toContain(kind);
  });

  it('is given by two kinds only', () => {
    expect(standingKinds).toEqual(['observer status', 'membership']);
  });

  it.each(Object.values(actions).flat())('%s gives it if that decides, or accepts', (action) => {
    const decides = (actions.decides as readonly Action[]).includes(action);
    expect(grantsByDefault(decision(action))).toBe(decides ? 'observer' : null);
    expect(grantsByDefault(decision(action, { answers: ['accept'] }))).toBe('observer');
  });

  it.each<[Action, boolean, (Answer | null)[], 'observer' | null]>([
    ['welcome', false, ['accept'], 'observer'],
    ['welcome', false, [null, 'decline', 'accept'], 'observer'],
    ['welcome', false, ['decline'], null],
    ['welcome', false, [null], null],
    ['reject', false, ['decline'], null],
    ['approve', false, [null], 'observer'],
    ['approve', true, [], null],
    ['approve', true, ['accept'], null],
    ['recommend', true, ['accept'], null],
    ['recommend', true, [], null],
  ])('%s, referred %j, answering %j: %s', (action, referred, answers, standing) => {
    expect(grantsByDefault(decision(action, { referred, answers }))).toBe(standing);
  });
});
