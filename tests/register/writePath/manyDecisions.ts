import { randomNumbers } from './random';

type Fields = Readonly<Record<string, unknown>>;

/** The meetings and decisions of a register, as NDJSON has them. */
export interface Many {
  readonly meetings: readonly Fields[];
  readonly decisions: readonly Fields[];
}

const perMeeting = 25;
const bodies = ['SOC', 'MC', 'SWG'] as const;
const parties = ['KAZ', 'IND', 'CHN', 'MNG', 'TUR', 'SCO', 'ASEAN'] as const;
const actions = ['adopt', 'approve', 'note', 'recommend', 'welcome'] as const;

/**
 * Decisions of sixty meetings, more than the caches of an import hold and than a block of the history has. Each links to
 * earlier ones of any meeting, and a third of the referrals are answered.
 */
export function manyDecisions(): Many {
  const random = randomNumbers();
  const below = (count: number): number => Math.floor(random() * count);
  const meetings = Array.from({ length: 60 }, (_, index) => {
    const body = bodies[index % bodies.length] as string;
    const date = `${2005 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-15`;
    return { ref: `${body}-${date}`, body, date };
  });
  const refs: string[] = [];
  const referrals: string[] = [];
  const decisions = meetings.flatMap(({ ref: meeting, body }) =>
    Array.from({ length: perMeeting }, (_, index) => {
      const ref = `${meeting}/${index + 1}`;
      const action = actions[below(actions.length)] as string;
      const cited = refs.length > 0 && random() < 0.5 ? [refs[below(refs.length)]] : [];
      const links: Fields[] = cited.map((earlier) => ({ relation: random() < 0.5 ? 'cites' : 'amends', ref: earlier }));
      const referral = body === 'MC' && action === 'approve' ? referrals.shift() : undefined;
      if (referral !== undefined) links.push({ relation: 'answers', ref: referral, answer: 'accept' });
      const refers = action === 'recommend' && body !== 'MC';
      if (refers) referrals.push(ref);
      refs.push(ref);
      return {
        ref,
        meeting,
        action,
        title: `Decision ${refs.length}`,
        text: 'As presented. '.repeat(below(5) + 1).trim(),
        parties: [{ role: 'sponsor', party: parties[below(parties.length)] }],
        tags: [`tag ${below(20)}`],
        ...(refers ? { referred_to: 'MC' } : {}),
        ...(links.length > 0 ? { links } : {}),
      };
    }),
  );
  return { meetings, decisions };
}
