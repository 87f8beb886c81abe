import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flagName } from '../../src/commands/flags/flags';
import { longDate } from '../../src/domain/date';
import { type Column, type Entity, type EntityName, entities, isStored } from '../../src/domain/schema';
import { type Action, pastTense } from '../../src/domain/vocabulary';
import { temporaryFolder } from './cica';

/**
 * A telling value for every stored column of every entity, made from its type: what tests/register/everyColumn.test.ts
 * sets and looks for. A new column gets one by itself; one of a new type does not compile, and one that has rules of its
 * own is refused by them, and the test fails until it gets a value or a group here.
 */

/** The first value of a column, and what it is changed to. */
export type Which = 0 | 1;

/** The records that others can refer to: bodies, parties, instruments, meetings with an agenda, and earlier decisions. */
export const referredTo: readonly (readonly string[])[] = [
  ...['BAA', 'BBB'].map((code) => ['body', 'add', code, '--name', `Body ${code}`]),
  ...['PAA', 'PBB', 'PCC', 'PDD'].map((code) => ['party', 'add', code, '--name', `Party ${code}`, '--kind', 'state']),
  ...['BAA', 'BBB'].flatMap((body) => [
    ['meeting', 'add', '--body', body, '--date', '2024-01-10', '--end-date', '2024-01-12'],
    ...['1', '2'].map((number) => ['agenda', 'add', `${body}-2024-01-10`, `Item ${number}`, '--number', number]),
  ]),
  ['meeting', 'add', '--body', 'BAA', '--date', '2023-05-05'],
  ...['One', 'Two'].map((title) => ['decision', 'add', 'BAA-2023-05-05', title, '--action', 'adopt']),
  ['decision', 'add', 'BAA-2023-05-05', 'Silent', '--action', 'adopt', '--silence-until', '2024-12-31'],
  ...['BAA', 'BBB'].map((body) => ['decision', 'add', `${body}-2024-01-10`, 'With a paper', '--action', 'note']),
  ...['IAA', 'IBB'].map((code) => ['instrument', 'add', code, `Treaty ${code}`]),
];

const references: { readonly [entity in EntityName]?: readonly [string, string] } = {
  body: ['BAA', 'BBB'],
  party: ['PAA', 'PBB'],
  meeting: ['BAA-2024-01-10', 'BBB-2024-01-10'],
  agenda_item: ['1', '2'],
  decision: ['BAA-2023-05-05/1', 'BAA-2023-05-05/2'],
  instrument: ['IAA', 'IBB'],
};

/** Values that rules of the domain ask for: a first and a second one. */
const ruled: { readonly [column: string]: readonly [string, string] } = {
  // no day on which another meeting of the body begins
  'meeting.date': ['2024-03-04', '2024-05-06'],
  'meeting.end_date': ['2024-03-05', '2024-05-07'],
  // a day of the meeting, but not its last
  'decision.date': ['2024-01-10', '2024-01-11'],
  // before the silence that it ends is over
  'decision.confirmed_on': ['2024-01-20', '2024-01-21'],
  // the decision with a silence
  'objection.decision': ['BAA-2023-05-05/3', 'BAA-2023-05-05/3'],
  // of the meeting that its item is of
  'document.decision': ['BAA-2024-01-10/1', 'BBB-2024-01-10/1'],
  // one that has no standing by a decision
  'standing.party': ['PCC', 'PCC'],
  'act.party': ['PDD', 'PDD'],
};

/** Columns that rules of the domain keep from standing beside all others: they get records of their own. */
const apart: { readonly [entity in EntityName]?: readonly (readonly string[])[] } = {
  decision: [['silence_until', 'condition', 'condition_until', 'confirmed_on'], ['procedure']],
};

/** What stands in a column that is cleared, where it is never empty; null of what cannot be cleared. */
export const cleared: { readonly [column: string]: string | null } = {
  'body.code': null,
  'party.code': null,
  'instrument.code': null,
  'body.kind': 'other',
  'party.kind': null,
  'meeting.status': 'held',
  'agenda_item.number': null,
  'decision.kind': 'other',
  'decision.date': '2024-01-12',
  'document.kind': 'other',
};

/** A record of an entity that has values in some of the columns. */
export interface Sample {
  readonly entity: Entity;
  readonly name: string;
  readonly columns: readonly Column[];
}

/** The stored columns of an entity; `ref` is worked out, but kept. */
const storedColumns = (entity: Entity): Column[] => entity.columns.filter(isStored);

/** Records in which every stored column of every entity has a value. */
export const samples: readonly Sample[] = Object.values(entities).flatMap((entity) => {
  const groups = apart[entity.name] ?? [];
  const needed = storedColumns(entity).filter(({ required }) => required);
  const own = storedColumns(entity).filter(({ name }) => !groups.flat().includes(name));
  return [
    { entity, name: entity.label, columns: own },
    ...groups.map((names) => ({
      entity,
      name: `${entity.label} with ${names.join(', ')}`,
      columns: [...needed, ...names.map((name) => entity.columns.find((one) => one.name === name) as Column)],
    })),
  ];
});

const folder = temporaryFolder();
const files = ['a first file', 'another'].map((content, which) => {
  const path = join(folder, `${which}.txt`);
  writeFileSync(path, content);
  return { path, sha256: createHash('sha256').update(content).digest('hex'), size: content.length };
}) as unknown as readonly [FileFacts, FileFacts];

interface FileFacts {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

const codeOf = ({ name }: Entity, which: Which): string => `${name.toUpperCase()}${which + 1}`;

/** What a flag or a line of a file has for a column: one text, or those of a list. */
export function written(entity: Entity, column: Column, which: Which): string | readonly string[] {
  const { name, type } = column;
  const rule = ruled[`${entity.name}.${name}`];
  if (rule !== undefined) return rule[which];
  if (entity.name === 'document' && name === 'file') return files[which].path;
  const place = entity.columns.indexOf(column) + 1;
  const mark = `${entity.label} ${name} ${which + 1}`;
  switch (type) {
    case 'line':
      return mark;
    case 'text':
      return `${mark},\nmore of it`;
    case 'list':
      // a code that is given up is kept as an alias
      return [`${mark} a`, `${mark} b`, ...(name === 'aliases' && which === 1 ? [codeOf(entity, 0)] : [])];
    case 'code':
      return codeOf(entity, which);
    case 'number':
      return ['4.1', '4.2'][which] as string;
    case 'date':
    case 'partial date':
    case 'deadline':
      return `2024-0${which + 2}-${String(Math.min(place, 28)).padStart(2, '0')}`;
    case 'period':
      return ['2024', '2025-2026'][which] as string;
    case 'integer':
      return String(30 * place + which);
    case 'enum':
      return (column.values?.filter((word) => word !== cleared[`${entity.name}.${name}`]) ?? [])[which] as string;
    case 'action':
      return ['approve', 'endorse'][which] as string;
    case 'reference': {
      const known = references[column.entity as EntityName];
      if (known === undefined) throw new Error(`there is no ${column.entity} that ${entity.name}.${name} could name`);
      return known[which];
    }
    case 'parties':
      return [['sponsor:PAA', 'PBB'], ['coordinator:PBB']][which] as string[];
    case 'links':
      return [['BAA-2023-05-05/1'], ['BAA-2023-05-05/1', 'BAA-2023-05-05/2']][which] as string[];
    case 'ref':
      return '';
  }
}

/** The same as JSON has it. */
export function found(entity: Entity, column: Column, which: Which): unknown {
  const value = written(entity, column, which);
  if (entity.name === 'document' && column.name === 'sha256') return files[which].sha256;
  if (entity.name === 'document' && column.name === 'size') return files[which].size;
  if (column.type === 'integer') return Number(value);
  if (column.type === 'links') {
    return (value as readonly string[]).map((ref) => ({ relation: 'cites', ref, answer: null, note: null }));
  }
  if (column.type === 'parties') {
    return (value as readonly string[]).map((one) => {
      const [party = '', role = 'subject'] = one.split(':').toReversed();
      return { role, party, name: `Party ${party}` };
    });
  }
  return value;
}

/** The same as a cell of CSV has it. */
export function cell(entity: Entity, column: Column, which: Which): string {
  const value = written(entity, column, which);
  if (column.type === 'links') return (value as readonly string[]).map((ref) => `cites:${ref}`).join('; ');
  if (column.type === 'parties') {
    return (value as readonly string[]).map((one) => (one.includes(':') ? one : `subject:${one}`)).join('; ');
  }
  return Array.isArray(value) ? value.join('; ') : String(found(entity, column, which));
}

/** What a page shows of a column, in pieces. */
export function onPage(entity: Entity, column: Column, which: Which): readonly string[] {
  const value = found(entity, column, which);
  if (column.type === 'action') return [pastTense(value as Action)];
  if (column.type.endsWith('date') || column.type === 'deadline') return [longDate(value as string)];
  if (column.type === 'text') return (value as string).split('\n');
  if (column.type === 'links') return (value as { ref: string }[]).map(({ ref }) => ref);
  if (column.type === 'parties') return (value as { name: string }[]).map(({ name }) => name);
  return Array.isArray(value) ? value : [String(value)];
}

/** Words of a command line. */
type Line = readonly string[];

interface Verbs {
  /** The columns that are arguments, in their order, after these words. */
  readonly add: readonly [words: Line, ...columns: string[]];
  /** What comes before the flags of a change; a column is one of those that tell which record. */
  readonly edit: (reference: string) => Line;
  /** The columns by which `edit` finds a record, so that it changes none of them. */
  readonly keys?: readonly string[];
}

/** How a person records and changes each. */
export const verbs: { readonly [entity in EntityName]: Verbs } = {
  body: { add: [['body', 'add'], 'code'], edit: (ref) => ['body', 'edit', ref] },
  party: { add: [['party', 'add'], 'code'], edit: (ref) => ['party', 'edit', ref] },
  meeting: { add: [['meeting', 'add']], edit: (ref) => ['meeting', 'edit', ref] },
  agenda_item: { add: [['agenda', 'add'], 'meeting', 'title'], edit: (ref) => ['agenda', 'edit', ref] },
  decision: { add: [['decision', 'add'], 'meeting', 'title'], edit: (ref) => ['decision', 'edit', ref] },
  objection: {
    add: [['decision', 'object'], 'decision'],
    edit: () => ['decision', 'object', ...keyFlags('objection', ['decision'], ['party', 'on'])],
    keys: ['decision', 'party', 'on'],
  },
  standing: {
    add: [['party', 'standing'], 'party'],
    edit: () => ['party', 'standing', ...keyFlags('standing', ['party'], ['standing', 'since'])],
    keys: ['party', 'standing', 'since'],
  },
  instrument: { add: [['instrument', 'add'], 'code', 'title'], edit: (ref) => ['instrument', 'edit', ref] },
  act: {
    add: [['instrument', 'act'], 'instrument', 'party'],
    edit: () => ['instrument', 'act', ...keyFlags('act', ['instrument', 'party'], ['kind', 'date'])],
    keys: ['instrument', 'party', 'kind', 'date'],
  },
  task: { add: [['task', 'add'], 'decision', 'what'], edit: (ref) => ['task', 'edit', ref] },
  document: { add: [['document', 'add'], 'title'], edit: (ref) => ['document', 'edit', ref] },
};

function keyFlags(name: EntityName, args: readonly string[], flags: readonly string[]): Line {
  const entity = entities[name];
  const column = (key: string): Column => entity.columns.find((one) => one.name === key) as Column;
  return [
    ...args.map((key) => written(entity, column(key), 0) as string),
    ...flags.flatMap((key) => flagsOf(entity, column(key), 0)),
  ];
}

/** The flag of a column, where it is not one of the entity's own making. */
const otherFlags: { readonly [column: string]: string } = { 'standing.standing': 'set', 'decision.links': 'cites' };

/** The flags that give a column its value; none where it follows from another, as the hash does from the file. */
function flagsOf(entity: Entity, column: Column, which: Which | 'empty'): Line {
  const name = otherFlags[`${entity.name}.${column.name}`] ?? (column.flagless ? undefined : flagName(column));
  if (name === undefined || column.type === 'ref') return [];
  if (which === 'empty') return [`--${name}`, ''];
  return [written(entity, column, which)].flat().flatMap((value) => [`--${name}`, value]);
}

/** The command line that records a sample. */
export function addLine({ entity, columns }: Sample): Line {
  const [words, ...args] = verbs[entity.name].add;
  const given = args.map((name) => written(entity, entity.columns.find((one) => one.name === name) as Column, 0));
  const flags = columns.filter(({ name }) => !args.includes(name)).flatMap((column) => flagsOf(entity, column, 0));
  return [...words, ...given.flat(), ...flags];
}

/** The columns of a sample that a change can give another value. */
export function changeable({ entity, columns }: Sample): Column[] {
  const keys = verbs[entity.name].keys ?? [];
  return columns.filter(({ name, type }) => !keys.includes(name) && type !== 'ref');
}

/** The columns of a sample that can be emptied. */
export function clearable(sample: Sample): Column[] {
  const { entity } = sample;
  return changeable(sample).filter(({ name, required }) => !required && cleared[`${entity.name}.${name}`] !== null);
}

/** The command lines that give all columns of a record their second value, or empty them. */
export function editLines(sample: Sample, reference: string, which: 1 | 'empty'): readonly Line[] {
  const { entity } = sample;
  const columns = which === 1 ? changeable(sample) : clearable(sample);
  const links = columns.find(({ type }) => type === 'links');
  const flags = columns.filter((column) => column !== links).flatMap((column) => flagsOf(entity, column, which));
  const lines: Line[] = [];
  if (links !== undefined) {
    // links are given one by one, and taken away so
    const refs = written(entity, links, 1) as readonly string[];
    if (which === 1) lines.push(['decision', 'link', reference, '--cites', refs[1] as string]);
    else
      lines.push(['decision', 'link', reference, ...refs.slice(0, 1).flatMap((ref) => ['--cites', ref]), '--remove']);
  }
  lines.push([...verbs[entity.name].edit(reference), ...flags]);
  return lines;
}
