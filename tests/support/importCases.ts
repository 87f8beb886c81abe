import fc from 'fast-check';
import { addDays, lastDay } from '../../src/domain/date';
import type { RawRecord } from '../../src/domain/fields';
import type { EntityName } from '../../src/domain/schema';
import { type Decision, decisionSeed, decisionsOf, type References, valuesOf } from './importDecisions';
import { type CaseFile, filesOf, layout } from './importFiles';
import { type Mistake, makeMistake, mistake } from './importMistakes';
import { bodies, type CaseRecord, instruments, type Meeting, meetings, parties } from './importNames';

/** Generated files for imports: what one import after another reads into a new register. */

/** The files of each import. */
export interface ImportCase {
  readonly imports: readonly (readonly CaseFile[])[];
}

/** Anything else: what is recorded of it follows from three numbers. */
const others = fc.array(fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999)), { minLength: 3, maxLength: 10 });

/** An import of part of a register into an empty one, then one of all of it, with changes and in some cases with mistakes. */
export const importCase: fc.Arbitrary<ImportCase> = fc
  .record({
    seeds: fc.array(decisionSeed, { minLength: 6, maxLength: 24 }),
    others,
    /** Which decisions have a reference. Those without are named by their symbols. */
    references: fc.constantFrom<References>('all', 'some', 'none'),
    meetingReferences: fc.boolean(),
    layouts: fc.tuple(layout, layout),
    mistakes: fc.oneof(
      { arbitrary: fc.constant<Mistake[]>([]), weight: 1 },
      { arbitrary: fc.array(mistake, { minLength: 1, maxLength: 5 }), weight: 1 },
    ),
  })
  .map(({ seeds, others, references, meetingReferences, layouts, mistakes }) => {
    const met = meetings.filter(({ ref }) => meetingReferences || !ref.endsWith('-b'));
    const held = seeds.filter(({ meeting }) => met.includes(meetings[meeting] as Meeting));
    const decisions = decisionsOf(held, references);
    const imports = [false, true].map((again) => {
      const records = recordsOf(decisions, others, meetingReferences, again);
      const wrong = again ? mistakes.reduce(makeMistake, records) : records;
      return filesOf(wrong, layouts[again ? 1 : 0]);
    });
    return { imports };
  });

/** All records, from the oldest; if not `again`, only part of them. */
function recordsOf(
  decisions: readonly Decision[],
  others: readonly (readonly [number, number, number])[],
  meetingReferences: boolean,
  again: boolean,
): CaseRecord[] {
  const records: CaseRecord[] = [];
  const add = (entity: EntityName, values: RawRecord): unknown => records.push({ entity, values });
  const recorded = decisions.filter(({ seed, known }) => (again ? seed.change !== 'absent' : known));
  for (const values of bodies) add('body', again ? { ...values, aliases: [`${values.code} proper`] } : values);
  for (const values of parties) add('party', again ? { ...values, aliases: [`${values.code} proper`] } : values);
  for (const [at, { ref, ...values }] of meetings.entries()) {
    // two of a day need references
    if (!meetingReferences && ref.endsWith('-b')) continue;
    add('meeting', {
      ...(meetingReferences && { ref }),
      ...values,
      ...(again && { place: 'Astana' }),
      // which moves its decisions
      ...(again && ref === 'CB-2023-02-01' && { end_date: '2023-02-03' }),
    });
    // found by their numbers or, in every other meeting, by their titles
    for (const number of ['1', '2']) {
      add('agenda_item', {
        meeting: ref,
        title: `Item ${number}`,
        ...(at % 2 === 0 && { number }),
        ...(again && { presenter: 'Chair' }),
      });
    }
  }
  for (const decision of recorded) add('decision', valuesOf(decision, again));
  const named = recorded.filter(({ name }) => name !== undefined);
  for (const seed of again ? others : others.slice(0, 4)) addOther(add, seed, named, again);
  for (const [at, { party, ...values }] of standingsOf(others).entries()) {
    if (again || at % 2 === 0) add('standing', { party, ...values, ...(again && { note: 'in writing' }) });
  }
  // which a decision may give, and date
  if ((others[0]?.[0] ?? 0) % 3 === 0) add('standing', { party: 'G1', standing: 'observer' });
  for (const values of instruments) add('instrument', { ...values, adopted_by: again ? named[0]?.name : undefined });
  return uniqueOf(records);
}

/** The periods of two parties, one after another. */
function standingsOf(others: readonly (readonly [number, number, number])[]): RawRecord[] {
  return others.slice(0, 6).map(([kind], at) => ({
    party: at % 2 === 0 ? 'KAZ' : 'Partner one',
    standing: ['observer', 'partner'][kind % 2] as string,
    since: `${2_000 + at}-01`,
    until: `${2_002 + at}-01-01`,
  }));
}

/** An objection, an act, tasks alike, or a document. */
function addOther(
  add: (entity: EntityName, values: RawRecord) => unknown,
  [kind, which, detail]: readonly [number, number, number],
  named: readonly Decision[],
  again: boolean,
): void {
  const decision = named[which % Math.max(named.length, 1)];
  const party = ['KAZ', 'UZB', 'P1'][detail % 3] as string;
  if (decision === undefined || kind % 4 === 0) {
    add('act', {
      instrument: detail % 5 === 0 ? 'TWO' : 'Treaty one',
      party,
      kind: ['signature', 'ratification'][which % 2] as string,
      date: `${2_010 + (kind % 5)}`,
      ...(again && decision && { noted_by: decision.name }),
    });
    return;
  }
  const { meeting, name } = decision;
  const silent = named.filter(({ values }) => values.silence_until !== undefined);
  const broken = silent[which % Math.max(silent.length, 1)];
  if (broken !== undefined && kind % 4 === 1) {
    const { date, end_date } = broken.meeting;
    const on = addDays(lastDay(end_date ?? date), 5 + (detail % 3));
    add('objection', { decision: broken.name, party, on, ...(again && { note: 'in writing' }) });
  } else if (kind % 4 <= 2) {
    const task = { decision: name, what: ['Report', 'Pay'][detail % 2] as string, responsible: party };
    add('task', { ...task, ...(again && { done_on: '2024-12-01' }) });
    // another one like it, which only its place in the file tells apart
    if (detail % 4 === 0) add('task', { ...task, due_on: '2025-01-01' });
  } else {
    const place = [{ decision: decision.ref }, { item: `${meeting.ref}#1` }, { meeting: meeting.ref }, {}][detail % 4];
    const symbol = which % 3 === 0 ? `DOC/${which % 7}` : undefined;
    add('document', { title: 'Agenda', ...place, ...(symbol && { symbol }), ...(again && { language: 'en' }) });
  }
}

/** Without what would be two records by one name, but for tasks. */
function uniqueOf(records: readonly CaseRecord[]): CaseRecord[] {
  const seen = new Set<string>();
  return records.filter(({ entity, values }) => {
    if (!['act', 'objection', 'document'].includes(entity)) return true;
    const { noted_by, note, language, ...identity } = values;
    const place = /^.*?(?=[/#]|$)/.exec(String(values.meeting ?? values.item ?? values.decision ?? ''))?.[0];
    const key = JSON.stringify([entity, entity === 'document' ? [values.symbol ?? 'Agenda', place] : identity]);
    return !seen.has(key) && seen.add(key);
  });
}
