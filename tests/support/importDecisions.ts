import fc from 'fast-check';
import type { RawRecord } from '../../src/domain/fields';
import { type Relation, relations } from '../../src/domain/vocabulary';
import { grants, type Meeting, meetings } from './importNames';

/** What a decision does. It answers only a referral that waits for its body: otherwise it is one itself. */
type Purpose = 'adopt' | 'refer' | 'answer' | 'grant' | 'rescind' | 'silence' | 'condition';

/** Which decisions have a reference. */
export type References = 'all' | 'some' | 'none';

/** What the second import changes in a decision. */
const changes = [
  'nothing',
  'text',
  'links',
  'tags',
  'title',
  'item',
  'parties',
  'referral',
  'meeting',
  'absent',
] as const;

const spellings = ['Water', 'water', 'WATER', 'Énergie', 'energie', 'E-Learning', 'e-learning'] as const;

export const decisionSeed = fc.record({
  meeting: fc.nat(meetings.length - 1),
  purpose: fc.constantFrom<Purpose>('adopt', 'answer', 'answer', 'answer', 'grant', 'rescind', 'silence', 'condition'),
  title: fc.constantFrom('Budget', 'Plan', 'Budget II', 'Plan II'),
  form: fc.constantFrom(undefined, 'resolution', 'measure'),
  /** Has the symbol of the decision before it, which has another form. */
  twin: fc.boolean(),
  symbol: fc.boolean(),
  /** Has a reference, if only some do. */
  reference: fc.boolean(),
  tags: fc.array(fc.constantFrom(...spellings), { maxLength: 3 }),
  item: fc.constantFrom(undefined, '1', '2'),
  /** A further link to an earlier decision. */
  link: fc.option(
    fc.tuple(fc.constantFrom(...relations.filter((name) => name !== 'answers' && name !== 'rescinds')), fc.nat(99)),
  ),
  which: fc.nat(99),
  known: fc.boolean(),
  change: fc.constantFrom(...changes),
});

type DecisionSeed = typeof decisionSeed extends fc.Arbitrary<infer Seed> ? Seed : never;

interface Link {
  readonly relation: Relation;
  readonly to: Decision;
  readonly answer?: 'accept' | 'decline';
}

/** A decision of a generated import. */
export interface Decision {
  readonly seed: DecisionSeed;
  /** Whether the first import has it, too. */
  readonly known: boolean;
  readonly meeting: Meeting;
  readonly purpose: Purpose;
  readonly ref: string | undefined;
  readonly symbol: string | undefined;
  /** What links call it; undefined if nothing tells it from others. */
  readonly name: string | undefined;
  readonly links: readonly Link[];
  readonly values: RawRecord;
}

/** Decisions that obey the rules as far as the order of dates says, from the oldest. */
export function decisionsOf(seeds: readonly DecisionSeed[], references: References): Decision[] {
  const decisions: Decision[] = [];
  for (const seed of seeds.toSorted((a, b) => a.meeting - b.meeting)) {
    const meeting = meetings[seed.meeting] as Meeting;
    const names = namesOf(seed, meeting, decisions, references);
    // where some have no reference, the first import gives these the numbers after all references
    const known = seed.known || (references === 'some' && names.ref !== undefined);
    decisions.push({ seed, known, meeting, ...names, ...deed(seed, meeting, decisions) });
  }
  return decisions;
}

function namesOf(
  seed: DecisionSeed,
  meeting: Meeting,
  before: readonly Decision[],
  references: References,
): Pick<Decision, 'ref' | 'symbol' | 'name'> {
  const number = before.filter((one) => one.meeting === meeting && one.ref !== undefined).length + 1;
  const hasRef = references === 'all' || (references === 'some' && seed.reference);
  const ref = hasRef ? `${meeting.ref}/${number}` : undefined;
  const last = before.at(-1);
  const twin = seed.twin && last?.meeting === meeting && last.name === last.ref && areTwins(last.seed, seed);
  const own = seed.symbol || (!hasRef && seed.which % 2 === 0) ? `No. ${before.length + 1}` : undefined;
  const symbol = twin ? last.symbol : own;
  const isUnique = symbol !== undefined && !twin;
  return { ref, symbol, name: isUnique && (!hasRef || seed.which % 3 === 0) ? symbol : ref };
}

/** Whether two decisions can have one symbol: their forms tell them apart. */
const areTwins = ({ form }: DecisionSeed, other: DecisionSeed): boolean =>
  form !== undefined && other.form !== undefined && form !== other.form;

/** What a decision does, and to which earlier ones. */
function deed(
  seed: DecisionSeed,
  meeting: Meeting,
  before: readonly Decision[],
): Pick<Decision, 'purpose' | 'links' | 'values'> {
  const body = meeting.ref.slice(0, 2);
  const named = before.filter((one) => one.name !== undefined);
  const isFree = (relation: Relation, to: Decision): boolean =>
    !before.some(({ links }) => links.some((one) => one.relation === relation && one.to === to));
  const [relation, at] = seed.link ?? [];
  const target = pick(named, at ?? 0);
  const further: Link[] = relation && target ? [{ relation, to: target }] : [];
  if (seed.purpose === 'answer') {
    const open = named.filter((one) => one.values.referred_to === body && isFree('answers', one));
    const asked = pick(open, seed.which);
    if (asked === undefined) return { purpose: 'refer', links: further, values: referral(body, before) };
    const { kind, parties } = asked.values;
    const answer = seed.which % 4 === 0 ? 'decline' : 'accept';
    const links: Link[] = [{ relation: 'answers', to: asked, answer }, ...further];
    return { purpose: 'answer', links, values: { action: 'adopt', kind, parties } };
  }
  if (seed.purpose === 'rescind') {
    const lasting = named.filter((one) => !['rescind', 'refer', 'answer'].includes(one.purpose));
    const revoked = pick(
      lasting.filter((one) => isFree('rescinds', one)),
      seed.which,
    );
    const links: Link[] = revoked === undefined ? further : [{ relation: 'rescinds', to: revoked }];
    // which an objection can break, so that what it revokes is in force again
    const silence = seed.which % 2 === 0 ? { silence_until: '40d' } : {};
    return { purpose: 'rescind', links, values: { action: revoked === undefined ? 'note' : 'rescind', ...silence } };
  }
  return { purpose: seed.purpose, links: further, values: ownValues(seed, before) };
}

const pick = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % Math.max(items.length, 1)];

/** What asks another body; the first of them, for a standing. */
function referral(body: string, before: readonly Decision[]): RawRecord {
  const values = { action: 'recommend', referred_to: body === 'CA' ? 'CB' : 'CA' };
  if (before.some(({ purpose }) => purpose === 'refer')) return values;
  return { ...values, kind: 'observer status', parties: ['applicant:UZB'] };
}

function ownValues({ purpose, which }: DecisionSeed, before: readonly Decision[]): RawRecord {
  const grant = grants[before.filter((one) => one.purpose === 'grant').length];
  if (purpose === 'grant' && grant !== undefined) {
    return { action: 'grant', kind: grant.kind, parties: [`applicant:${grant.party}`] };
  }
  if (purpose === 'silence') return { action: 'approve', silence_until: '40d' };
  if (purpose === 'condition') return { action: 'approve', condition: 'funds', condition_until: '6m' };
  return { action: ['adopt', 'took note', 'approved'][which % 3] as string };
}

/** The next meeting of a body, or the same. */
function movedTo({ ref, body }: Meeting): string {
  return meetings.find((one) => one.body === body && one.ref > ref && !one.ref.endsWith('-b'))?.ref ?? ref;
}

/** The row of a decision; `again` in the second import, which has all decisions and changes some. */
export function valuesOf(decision: Decision, again: boolean): RawRecord {
  const { seed, meeting, ref, symbol, values } = decision;
  const change = again ? seed.change : 'nothing';
  const isOnRecord = ({ to }: Link): boolean => (again ? to.seed.change !== 'absent' : to.known);
  const links = change === 'links' ? [] : decision.links.filter(isOnRecord);
  const parties = change === 'parties' ? [...((values.parties ?? []) as string[]), 'sponsor:UZB'] : values.parties;
  const referred = seed.change === 'referral' && !again ? { referred_to: undefined } : {};
  const place = change === 'meeting' && ref !== undefined && decision.known ? movedTo(meeting) : meeting.ref;
  const isFound = ref !== undefined || symbol !== undefined;
  return {
    ...(ref && { ref }),
    ...(symbol && { symbol }),
    meeting: place,
    form: seed.form,
    ...values,
    ...referred,
    title: change === 'title' && isFound ? `${seed.title} II` : seed.title,
    item: change === 'item' || place !== meeting.ref ? '' : seed.item,
    text: change === 'text' ? 'as corrected' : undefined,
    tags: change === 'tags' ? [...seed.tags, 'Water supply', 'ENERGIE'] : seed.tags,
    parties,
    links: links.map(({ relation, to, answer }) => `${relation}:${to.name}${answer === undefined ? '' : `:${answer}`}`),
  };
}
