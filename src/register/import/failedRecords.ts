import type { NamedParty } from '../../domain/fields';
import { foldName } from '../../domain/fold';
import type { NamedLink } from '../../domain/links';
import { memoized } from '../../domain/memoized';
import type { Problem } from '../../domain/problem';
import { parseMeetingReference, parseReference } from '../../domain/reference';
import { columnOf, type EntityName, entities } from '../../domain/schema';
import type { ParsedRecord } from './parsedRecord';

/** The maximum number of names to remember per entity; beyond that, any name may be that of a failed record. */
const maxNames = 10_000;

/**
 * The records of an import that failed, by the names that other records use for them. A record that names one of these gets
 * no error for that: it may be correct.
 */
export class FailedRecords {
  readonly #names = memoized((_: EntityName) => new Set<string>());
  /** The entities with a failed record whose name is unknown, so that any name may be its. */
  readonly #anyName = new Set<EntityName>();
  #unchecked = 0;

  /** The number of records whose only errors are that they name records that failed. */
  get unchecked(): number {
    return this.#unchecked;
  }

  /** Adds a record that failed. */
  add({ item, fields }: ParsedRecord): void {
    const { entity, values } = item;
    const names = [...nameColumns(entity)].flatMap((name) => texts(values[name])).map(foldName);
    const meeting = text(item.meeting ? meetingNameOf(item.meeting.values) : (fields.meeting ?? fields.ref));
    if (entity === 'meeting' && !values.ref) {
      const body = text(values.body);
      // without a date it may be any meeting of its body, if the body is given by code
      names.push(foldName(text(fields.date) || (/^[A-Za-z]\w*$/.test(body) ? `of ${body}` : '')));
    }
    // its number would depend on the order, so any reference in its meeting may be its own
    const isWithinMeeting = entity === 'agenda_item' || (entity === 'decision' && !values.ref);
    if (isWithinMeeting) names.push(`in ${foldName(parseReference(meeting)?.meeting ?? meeting)}`);
    const all = this.#names(entity);
    if (all.size < maxNames) for (const name of names) all.add(name);
    if (names.every((name) => name === '' || name === 'in ') || all.size >= maxNames) this.addUnread(entity);
  }

  /** Adds a record that could not be read at all. */
  addUnread(entity: EntityName): void {
    this.#anyName.add(entity);
  }

  /** The problems of a record, without those that come from naming a record that failed. */
  ownProblems(entity: EntityName, fields: ParsedRecord['fields'], problems: readonly Problem[]): readonly Problem[] {
    const remaining = problems.filter(({ kind, column }) => {
      if (kind !== 'missing' || column === undefined) return true;
      const { type, entity: named } = columnOf(entities[entity], column);
      const target = type === 'parties' ? 'party' : type === 'links' ? 'decision' : named;
      if (target === undefined) return true;
      return !namesIn(fields[column]).some((name) => this.#hasFailed(target, name, text(fields.meeting)));
    });
    if (remaining.length === 0 && problems.length > 0) this.#unchecked += 1;
    return remaining;
  }

  /** Whether a name may be that of a record that failed, or of something in a meeting that failed. */
  #hasFailed(entity: EntityName, name: string, meetingOfRecord: string): boolean {
    if (this.#anyName.has(entity) || this.#names(entity).has(foldName(name))) return true;
    if (entity !== 'meeting' && entity !== 'decision' && entity !== 'agenda_item') return false;
    const meeting = parseReference(name)?.meeting ?? parseReference(meetingOfRecord)?.meeting;
    if (meeting === undefined) return this.#anyName.has('meeting');
    const { date = '', body = '' } = parseMeetingReference(meeting) ?? {};
    const known = [meeting, date, `of ${body}`].map(foldName);
    if (known.some((one) => this.#names(entity).has(`in ${one}`) || this.#names('meeting').has(one))) return true;
    return this.#anyName.has('meeting');
  }
}

/** The columns whose values name a record of an entity. */
const nameColumns = memoized((entity: EntityName): readonly string[] =>
  ['ref', 'code', 'name', 'aliases', 'symbol', ...(entity === 'instrument' ? ['title'] : [])].filter((name) =>
    entities[entity].columns.some((column) => column.name === name),
  ),
);

/** The name of a meeting: its reference, or else its date, since its body may be named in several ways. */
const meetingNameOf = ({ ref, date }: Readonly<Record<string, unknown>>): string => text(ref) || text(date);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : text(value).split(';')).map(text).filter((one) => one.trim() !== '');

/** The names in a parsed value: of one record, of parties, or of linked decisions. */
const namesIn = (value: ParsedRecord['fields'][string] | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).map((one) =>
    text(typeof one === 'object' && one !== null ? ((one as NamedParty).party ?? (one as NamedLink).ref) : one),
  );
