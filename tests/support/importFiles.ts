import fc from 'fast-check';
import { type EntityName, entityNames } from '../../src/domain/schema';
import type { CaseRecord } from './importNames';

/** A file of a generated import. */
export interface CaseFile {
  readonly name: string;
  readonly entity: EntityName;
  /** The number of records that its reader reads at a time. */
  readonly block: number;
  readonly records: readonly CaseRecord[];
}

/** How the rows of a file are ordered; a number stands for one of many ways. */
type Order = 'oldest first' | 'newest first' | number;

const order: fc.Arbitrary<Order> = fc.oneof(
  fc.constantFrom<Order>('oldest first', 'newest first'),
  fc.integer({ min: 1, max: 1_000 }),
);

/** How records are put into files. */
export interface Layout {
  readonly order: Order;
  /** Whether meetings with references are imported whole. */
  readonly whole: boolean;
  /** Whether decisions are in two files, some of them in both. */
  readonly twoFiles: boolean;
  readonly block: number;
}

export const layout: fc.Arbitrary<Layout> = fc.record({
  order,
  whole: fc.boolean(),
  twoFiles: fc.boolean(),
  block: fc.constantFrom(3, 1_000),
});

/** Puts records into files: one for each entity, or for whole meetings. */
export function filesOf(records: readonly CaseRecord[], { order, whole, twoFiles, block }: Layout): CaseFile[] {
  const sorted = inOrder(records, order);
  // a number that was given to a row cannot be asked for in what is read later
  const rows = whole || twoFiles || block < records.length ? referencesFirst(sorted) : sorted;
  const nested = whole ? nestedOf(rows) : [];
  const isNested = new Set(nested.map(({ values }) => values));
  const flat = rows.filter(({ values }) => !isNested.has(values));
  const files = entityNames.flatMap((entity): CaseFile[] => {
    const some = flat.filter((one) => one.entity === entity);
    if (entity === 'decision' && twoFiles) return inTwoFiles(some, block);
    return [{ name: `${entity}.csv`, entity, block, records: some }];
  });
  const all = [...files, { name: 'whole.yaml', entity: 'meeting', block, records: nested } as const];
  const filled = all.filter((one) => one.records.length > 0);
  return typeof order === 'number' && order % 2 === 0 ? filled.reverse() : filled;
}

function inTwoFiles(rows: readonly CaseRecord[], block: number): CaseFile[] {
  const half = Math.ceil(rows.length / 2);
  const first = rows.slice(0, half);
  const repeated = first
    .filter(({ values }, at) => values.ref !== undefined && at % 2 === 0)
    .map((one) => ({ ...one, values: { ...one.values, source: 'the other file' } }));
  return [
    { name: 'first.csv', entity: 'decision', block, records: first },
    { name: 'second.csv', entity: 'decision', block, records: [...rows.slice(half), ...repeated] },
  ];
}

/** The meetings with references, each followed by what is recorded under it, an entity after the other. */
function nestedOf(rows: readonly CaseRecord[]): CaseRecord[] {
  const meetings = rows.filter(({ entity, values }) => entity === 'meeting' && values.ref !== undefined);
  return meetings.flatMap((meeting) => {
    const under = meeting.values.ref as string;
    const nested = rows.filter(
      ({ entity, values }) =>
        (entity !== 'meeting' && values.meeting === under) ||
        ((entity === 'task' || entity === 'objection') && String(values.decision).startsWith(`${under}/`)),
    );
    const sections = entityNames.flatMap((name) => nested.filter(({ entity }) => entity === name));
    return [meeting, ...sections.map((one) => ({ ...one, under }))];
  });
}

const referencesFirst = (rows: readonly CaseRecord[]): CaseRecord[] => [
  ...rows.filter(({ values }) => values.ref !== undefined),
  ...rows.filter(({ values }) => values.ref === undefined),
];

function inOrder<Item>(items: readonly Item[], by: Order): Item[] {
  if (by === 'oldest first') return [...items];
  if (by === 'newest first') return items.toReversed();
  return items
    .map((item, at) => ({ item, key: ((at + 1) * by * 7_919) % 10_007 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
