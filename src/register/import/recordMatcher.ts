import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { firstDay } from '../../domain/date';
import type { FieldValue, FieldValues } from '../../domain/fields';
import { foldName } from '../../domain/fold';
import { memoized } from '../../domain/memoized';
import { Problem, refused } from '../../domain/problem';
import type { DraftOf } from '../../domain/record';
import { decisionReference, parseReference } from '../../domain/reference';
import { type EntityName, entities } from '../../domain/schema';
import { IdSet } from '../../store/idSet';
import type { Fields, Value } from '../../store/store';
import { codeOrName, isNamed } from '../directory';
import { severalDocuments } from '../document/find';
import { documentMeeting, documentsOfSymbol } from '../document/known';
import { hasValue } from '../list/columns';
import { subjectsOf } from '../record/known';
import type { Current, Recorder } from '../record/recorder';

/** The entities that a code identifies. */
const withCode: ReadonlySet<EntityName> = new Set(['body', 'party', 'instrument']);

/** The key by which a file identifies a record, and its column; null if only its content identifies it. */
function keyOf(entity: EntityName, fields: FieldValues): { readonly column: string; readonly named: string } | null {
  const column = withCode.has(entity) ? 'code' : 'ref';
  if (fields[column]) return { column, named: fields[column] as string };
  return entity === 'meeting' ? { column: 'date', named: `the meeting of ${fields.body} on ${fields.date}` } : null;
}

/** Finds the existing record that an imported one matches, by the rules in docs/formats.md. */
export class RecordMatcher {
  readonly #recorder: Recorder;
  /** The records of an entity that this import has matched or created, and those of a file. */
  readonly #matched = memoized((_: EntityName) => new IdSet());
  readonly #matchedInFile = memoized((_file: string) => memoized((_: EntityName) => new IdSet()));
  /** How many equal records at the beginning of a list are matched, so that n of them are not scanned n times. */
  readonly #matchedUpTo = new WeakMap<readonly unknown[], number>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Marks a record as matched: another equal record in the import is a different one. */
  markMatched(entity: EntityName, id: number, file: string): void {
    this.#matched(entity).add(id);
    this.#matchedInFile(file)(entity).add(id);
  }

  /** Whether this import has already matched or created a record. */
  isMatched(entity: EntityName, id: number): boolean {
    return this.#matched(entity).has(id);
  }

  /**
   * The existing record that an imported one matches, null if it is new.
   *
   * @throws Problem `refused` when several match, or when the file contains the same key twice (another file may).
   */
  match(entity: EntityName, fields: FieldValues, file: string): Current | null {
    const id = this.#findId(entity, fields);
    const key = keyOf(entity, fields);
    if (id !== undefined && key !== null && this.#matchedInFile(file)(entity).has(id)) {
      const { column, named } = key;
      const advice =
        entity === 'meeting'
          ? 'keep one of the two; a second meeting of a day has a ref of its own, like SOC-2023-12-12-b'
          : 'keep one of the two, or correct its key';
      throw refused(`${named} appears twice in this file`, advice, column);
    }
    return id === undefined ? null : this.#recorder.known.record(entity, id);
  }

  #findId(entity: EntityName, fields: FieldValues): number | undefined {
    const { known } = this.#recorder;
    const text = (name: string): string | undefined => (fields[name] as string | null | undefined) ?? undefined;
    if (isNamed(entity)) {
      const code = text('code');
      return code === undefined ? undefined : known.directory(entity).lookupCode(code)?.id;
    }
    if (entity === 'meeting') {
      const ref = text('ref');
      return ref === undefined ? this.#meetingOn(text('body'), text('date')) : known.meeting(ref)?.id;
    }
    if (entity !== 'decision' && entity !== 'agenda_item') return this.#matchByContent(entity, fields);
    const reference = text('ref');
    if (entity === 'decision' && reference !== undefined) return this.#decisionByRef(reference);
    const symbol = text('symbol');
    const meetingText = text('meeting');
    const meeting = meetingText === undefined ? null : known.meeting(meetingText);
    if (meeting === null) return undefined;
    const title = text('title') ?? '';
    if (entity === 'decision' && symbol !== undefined) {
      const found = this.#decisionOfSymbol(
        known.decisions.get(meeting.id).withSymbol(symbol),
        symbol,
        fields.form,
        meeting.ref,
      );
      if (found !== undefined) return found;
    }
    if (entity === 'agenda_item')
      return this.#firstUnmatched(entity, this.#equalItems(meeting.id, text('number'), title));
    const equals = known.decisions.get(meeting.id).titled(text('action') ?? '', title);
    return this.#firstUnmatched(entity, equals, (one) => symbol === undefined || one.symbol === null);
  }

  /**
   * The decision of a meeting with that symbol: the one of the given form, or the only one.
   *
   * @throws Problem `refused` when several match, or an earlier record of this import has it.
   */
  #decisionOfSymbol(
    known: readonly { readonly id: number; readonly number: number; readonly form: string | null }[],
    symbol: string,
    form: FieldValue | undefined,
    meeting: string,
  ): number | undefined {
    const ofForm = known.filter((one) => one.form === form);
    // a form that no decision on record has yet does not distinguish them
    const matching = form === undefined ? known : ofForm.length > 0 ? ofForm : known.filter((one) => one.form === null);
    if (matching.length > 1) {
      const refs = matching.map(({ number }) => decisionReference(meeting, number)).join(', ');
      throw refused(`several decisions have the symbol ${symbol}: ${refs}`, 'say which with its form or ref', 'symbol');
    }
    const [found] = matching;
    if (found !== undefined && this.isMatched('decision', found.id)) {
      throw refused(
        `an earlier decision of ${meeting} in this import has the symbol ${symbol}`,
        'give each its own symbol, or the forms that tell them apart',
        'symbol',
      );
    }
    return found?.id;
  }

  /** The first record that this import has not matched yet and that `fits`. */
  #firstUnmatched<Found extends { readonly id: number }>(
    entity: EntityName,
    found: readonly Found[],
    fits: (one: Found) => boolean = () => true,
  ): number | undefined {
    const isUnmatched = ({ id }: Found): boolean => !this.isMatched(entity, id);
    let at = this.#matchedUpTo.get(found) ?? 0;
    while (at < found.length && !isUnmatched(found[at] as Found)) at += 1;
    this.#matchedUpTo.set(found, at);
    for (; at < found.length; at += 1) {
      const one = found[at] as Found;
      if (isUnmatched(one) && fits(one)) return one.id;
    }
    return undefined;
  }

  /** The id of the first unmatched record with the same content: a standing, objection, act, task or document. */
  #matchByContent(entity: EntityName, values: FieldValues): number | undefined {
    const resolved = this.#resolve(entity, values);
    if (resolved === null) return undefined;
    if (entity === 'task') return this.#firstUnmatched(entity, this.#equalTasks(resolved));
    if (entity === 'document') {
      if (resolved.symbol) return this.#documentOfSymbol(resolved);
      return this.#firstUnmatched(entity, this.#equalDocuments(resolved));
    }
    const value = (name: string): Value => (resolved[name] as Value | undefined) ?? null;
    const is = (name: string): Sql => hasValue(name, value(name));
    let same = (entities[entity].identity ?? []).map(is);
    if (entity === 'standing') {
      // a decision filled in the start, or made it more precise
      const since = (value('since') ?? '') as string;
      const until = (value('until') ?? '') as string;
      const given = sql`earlier_since = '-' and (${since} = '' or since like ${`${since}-%`})
        and (${until} = '' or from_date < ${until})`;
      same = [is('party_id'), is('standing'), sql`(${is('since')} or earlier_since = ${since} or (${given}))`];
    }
    const [subject = ''] = subjectsOf(entity, resolved);
    const found = this.#recorder.known.rowsAbout<{ id: number }>(
      entity,
      subject,
      sql`select id from ${raw(entity)} where ${join(same, ' and ')}
        order by ${entity === 'standing' ? sql`case when ${is('since')} then 0 else 1 end,` : empty} id`,
    );
    return this.#firstUnmatched(entity, found);
  }

  /** The values with ids for names; null if a name is unknown. */
  #resolve(entity: EntityName, values: FieldValues): Fields | null {
    return unlessProblem(() => this.#recorder.resolve(entity, values));
  }

  /**
   * The document with that symbol, of the meeting if the file gives one.
   *
   * @throws Problem `refused` when several match, or an earlier record of this import has it.
   */
  #documentOfSymbol(fields: DraftOf<'document'>): number | undefined {
    const { known } = this.#recorder;
    const symbol = fields.symbol ?? '';
    // once these are loaded, documents are found without a query for each
    known.documentNames.get('all');
    const meeting = documentMeeting(known, fields);
    const saysWhere = (['meeting_id', 'item_id', 'decision_id'] as const).some((name) => fields[name] !== undefined);
    const matching = documentsOfSymbol(known, symbol, saysWhere ? meeting : undefined);
    if (matching.length > 1) throw severalDocuments(symbol, matching);
    const [found] = matching;
    if (found !== undefined && this.isMatched('document', found.id)) {
      throw refused(
        `an earlier document of ${found.meeting ?? 'no meeting'} in this import has the symbol ${symbol}`,
        'give each its own symbol',
        'symbol',
      );
    }
    return found?.id;
  }

  /** The documents with the same title, of the same agenda item and decision; if neither is given, of the same meeting. */
  #equalDocuments(fields: DraftOf<'document'>): readonly { readonly id: number }[] {
    const { known } = this.#recorder;
    const names = known.documentNames.get('all');
    return unlessProblem(() => names.ofTitleIn(documentMeeting(known, fields), fields)) ?? [];
  }

  /** The tasks of the same decision with the same text and responsible party, body or person. */
  #equalTasks(fields: DraftOf<'task'>): readonly { readonly id: number }[] {
    const { known } = this.#recorder;
    if (typeof fields.decision_id !== 'number') return [];
    const [parties, bodies] = [known.directory('party'), known.directory('body')];
    const directory = (entity: 'party' | 'body') => (entity === 'party' ? parties : bodies);
    return known.tasks.get(fields.decision_id).equal(fields, (name) => foldName(codeOrName(directory, name)));
  }

  /** The agenda items with that number or, if none is given, with that title. */
  #equalItems(meeting: number, number: string | undefined, title: string): readonly { id: number }[] {
    const items = this.#recorder.known.agendas.get(meeting);
    if (number === undefined) return items.filter((item) => item.title === title);
    return items.filter((item) => item.number.toLowerCase() === number.toLowerCase());
  }

  /** The only meeting of a body on a first day. */
  #meetingOn(body: string | undefined, date: string | undefined): number | undefined {
    if (body === undefined || date === undefined) return undefined;
    const { known } = this.#recorder;
    const bodyId = known.directory('body').lookup(body)?.id;
    if (bodyId === undefined) return undefined;
    const [day = ''] = subjectsOf('meeting', { body_id: bodyId, date });
    const found = known.rowsAbout<{ id: number; ref: string }>(
      'meeting',
      day,
      sql`select id, ref from meeting where body_id = ${bodyId} and met_on = ${firstDay(date)} and date = ${date}
        order by id`,
    );
    if (found.length < 2) return found[0]?.id;
    throw refused(
      `there are several meetings of ${body} on ${date}: ${found.map((one) => one.ref).join(', ')}`,
      'say which with its ref',
      'date',
    );
  }

  /** A decision by its current or former reference. */
  #decisionByRef(text: string): number | undefined {
    const { known } = this.#recorder;
    const reference = parseReference(text);
    if (reference?.kind !== 'decision') return undefined;
    const meeting = known.meeting(reference.meeting);
    return meeting === null ? undefined : (known.decisions.get(meeting.id).numbered(reference.number) ?? undefined);
  }
}

/** The result of a function; null for a problem, which is reported with others when the record is planned. */
function unlessProblem<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

/**
 * Drops the reference of a matched record, which only identified it, and the start of a standing that a decision granted,
 * which the decision determines.
 */
export function withoutKeys(entity: EntityName, fields: FieldValues, current: Current | null): FieldValues {
  if (entity === 'standing' && (current as Current<'standing'> | null)?.fields.earlier_since) {
    const { since, given_by, ...rest } = fields;
    return rest;
  }
  if (current === null || (entity !== 'meeting' && entity !== 'decision')) return fields;
  const { ref, ...rest } = fields;
  return rest;
}
