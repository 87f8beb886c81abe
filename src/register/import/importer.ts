import sql from 'sql-template-tag';
import { compareDays } from '../../domain/date';
import { type FieldValue, type ParsedFields, parseFields } from '../../domain/fields';
import { foldName } from '../../domain/fold';
import type { InputFile, InputRecord, Position } from '../../domain/input';
import type { NamedLink } from '../../domain/links';
import { Problem } from '../../domain/problem';
import type { InputOf } from '../../domain/record';
import { agendaReference, decisionReference, parseReference } from '../../domain/reference';
import { type EntityName, entities, entityNames } from '../../domain/schema';
import { truncate, withCommas } from '../../domain/text';
import type { FieldChange } from '../../store/store';
import { LinkTargetCache } from '../record/linkTargetCache';
import type { Recorded, Recorder } from '../record/recorder';
import { defaultGrants, givingStandings, updateStandings } from '../record/standings';
import { RecordMatcher, withoutKeys } from './recordMatcher';

interface ImportError extends Position {
  readonly file: string;
  readonly message: string;
  readonly advice: string;
}

export interface ImportUpdate {
  readonly ref: string;
  readonly changes: readonly FieldChange[];
}

export interface ImportSummary {
  readonly created: Record<EntityName, number>;
  readonly updated: Record<EntityName, number>;
  readonly unchanged: Record<EntityName, number>;
  /** The first updated records, with old and new values. */
  readonly updates: readonly ImportUpdate[];
  /** For meetings imported whole: agenda items and decisions on record that are missing from the file. */
  readonly left: readonly string[];
}

/** The number of link targets to cache: the decisions of some fifty meetings. */
const linkTargetCapacity = 1_000;

/** The number of updates and missing records to list; an import stops after this many errors. */
const maxListed = 1_000;

/** The maximum length of an error message, to bound the memory for a thousand of them. */
const maxMessageLength = 1_000;

/** The problem with all errors of an import, or the first ones if `complete` is false. */
function importProblem(errors: readonly ImportError[], complete: boolean): Problem {
  const count = `${complete ? '' : 'more than '}${withCommas(errors.length)} ${errors.length === 1 ? 'error' : 'errors'}`;
  const parts = inLineOrder(errors).map(
    ({ file, line, column, message, advice }) =>
      new Problem('refused', message, advice, { place: `${file}:${line}:${column}` }),
  );
  return new Problem(
    'refused',
    `${count} in what was to be imported`,
    complete
      ? 'fix that and import again; nothing was imported'
      : 'fix these first: what follows them was not read, and nothing was imported',
    { reason: 'import', parts },
  );
}

/** The location of a record. */
interface Source extends Pick<InputRecord, 'position'> {
  readonly file: string;
}

/** A record of a file with its parsed fields. */
interface ParsedRecord extends ParsedFields {
  readonly source: Source;
  readonly item: InputRecord;
}

type MeetingIds = {
  readonly id: number;
  readonly ref: string;
  readonly seen: Set<number>;
  readonly items: Set<number>;
};

/**
 * Imports files in one transaction, dependencies first. Records that match existing ones (see docs/formats.md) update
 * them.
 *
 * @throws Problem with a part for each error in the files, up to `maxListed`.
 */
export class Importer {
  readonly #recorder: Recorder;
  readonly #progress: (records: number) => void;
  readonly #errors: ImportError[] = [];
  #count = 0;
  readonly #outcomes = { created: counts(), updated: counts(), unchanged: counts() };
  readonly #updates: ImportUpdate[] = [];
  readonly #left: string[] = [];
  readonly #matcher: RecordMatcher;
  readonly #deferredLinks: DeferredLinks[] = [];
  /** The decisions imported without a reference, which got the next number. */
  readonly #numbered = new Set<number>();
  /** The sources of decisions that may give a standing. */
  readonly #givingSources = new Map<number, Source>();
  readonly #deferredRecords: ParsedRecord[] = [];
  /** The meetings of files of whole meetings; null if recording one failed. */
  readonly #meetings = new Map<InputRecord, MeetingIds | null>();

  constructor(recorder: Recorder, progress: (records: number) => void = () => undefined) {
    this.#recorder = recorder;
    this.#matcher = new RecordMatcher(recorder);
    this.#progress = progress;
  }

  async run(files: readonly InputFile[]): Promise<ImportSummary> {
    const inOrder = files.toSorted((a, b) => entityNames.indexOf(a.entity) - entityNames.indexOf(b.entity));
    const bodies: ParsedBody[] = [];
    this.#recorder.queuedStandings = new Map();
    this.#recorder.linkTargets = new LinkTargetCache(this.#recorder.transaction, linkTargetCapacity);
    for (const file of inOrder.filter(({ entity }) => entity === 'body')) {
      await this.#read(file, (record) => void bodies.push(parseBody(record)));
    }
    for (const { record } of parentsFirst(bodies)) await this.#record(record);
    const meetings = entityNames.slice(1, entityNames.indexOf('decision') + 1);
    for (const file of inOrder.filter(({ entity }) => meetings.includes(entity))) {
      await this.#read(file, (record) => this.#recordOrDefer(record));
    }
    await this.#recordLinks();
    // before the standings that decisions give, which may match one of these
    for (const file of inOrder.filter(({ entity }) => entity === 'standing')) {
      await this.#read(file, (record) => this.#record(record));
    }
    for (const record of this.#deferredRecords) await this.#record(record);
    for (const file of inOrder.filter(({ entity }) => entity === 'objection')) {
      await this.#read(file, (record) => this.#record(record));
    }
    await this.#updateStandings();
    const rest = entityNames.slice(entityNames.indexOf('standing') + 1);
    for (const file of inOrder.filter(({ entity }) => rest.includes(entity))) {
      await this.#read(file, (record) => this.#record(record));
    }
    if (this.#errors.length > 0) throw importProblem(this.#errors, true);
    for (const meeting of this.#meetings.values()) if (meeting !== null) await this.#findMissing(meeting);
    return { ...this.#outcomes, updates: this.#updates, left: this.#left };
  }

  /** Records bodies, meetings, agenda items and decisions; defers the rest until all decisions are linked. */
  #recordOrDefer(record: ParsedRecord): Promise<void> | undefined {
    if (entityNames.indexOf(record.item.entity) <= entityNames.indexOf('decision')) return this.#record(record);
    this.#deferredRecords.push(record);
    return undefined;
  }

  /** Updates the standings that decisions give, in the order of their dates. */
  async #updateStandings(): Promise<void> {
    const waiting = this.#recorder.queuedStandings ?? new Map<number, boolean>();
    this.#recorder.queuedStandings = null;
    const giving = await givingStandings(this.#recorder.transaction, waiting.keys());
    for (const { id } of giving.toSorted((a, b) => compareDays(a.decided_on, b.decided_on) || a.id - b.id)) {
      const problems = await this.#problemsOf(updateStandings(this.#recorder, id, waiting.get(id)));
      const source = this.#givingSources.get(id);
      if (source !== undefined) this.#reportErrors(source, problems);
      else if (problems[0] !== undefined) throw problems[0];
    }
  }

  /** Records deferred links once all decisions exist: a file may list later ones first. */
  async #recordLinks(): Promise<void> {
    for (const deferred of this.#deferredLinks) {
      this.#reportErrors(deferred.source, await this.#problemsOf(this.#link(deferred)));
    }
  }

  async #link({ source, id, links, grants, outcome }: DeferredLinks): Promise<void> {
    const current = await this.#recorder.current('decision', id);
    const values: Record<string, FieldValue> = { links };
    // the standing that a new decision gives may depend on what it accepts
    if (outcome === 'created' && !grants && !current.fields.grants) {
      values.grants = defaultGrants(
        current.fields,
        links.map(({ answer }) => answer),
      );
    }
    const recorded = await this.#recorder.record('decision', values, current);
    if (this.#recorder.queuedStandings?.has(id)) this.#givingSources.set(id, source);
    if (recorded.outcome !== 'updated' || outcome === 'created') return;
    if (outcome === 'unchanged') {
      this.#outcomes.unchanged.decision -= 1;
      this.#outcomes.updated.decision += 1;
    }
    await this.#reportUpdate('decision', recorded);
  }

  async #read(file: InputFile, handle: (record: ParsedRecord) => Promise<void> | undefined): Promise<void> {
    try {
      for await (const items of file.records()) {
        const parsed: ParsedRecord[] = [];
        for (const item of items) {
          if ('problem' in item) this.#error({ file: file.name, ...item.problem });
          else {
            const fields = parseFields(entities[item.entity], item.values, this.#recorder.today);
            parsed.push({ source: { file: file.name, position: item.position }, item, ...fields });
          }
        }
        await this.#preload(parsed);
        for (const record of parsed) await handle(record);
      }
    } catch (error) {
      if (!(error instanceof Problem) || error.kind === 'failed' || error.reason === 'import') throw error;
      this.#error({ file: file.name, line: 1, column: 1, message: error.message, advice: error.advice });
    }
  }

  /** Preloads the meetings that the next records refer to; one by one, that would be seven queries a meeting. */
  async #preload(parsed: readonly ParsedRecord[]): Promise<void> {
    const meetings = new Set<string>();
    const references = new Set<string>();
    for (const { item, fields } of parsed) {
      if (item.entity !== 'decision' && item.entity !== 'agenda_item') continue;
      const { meeting, ref } = fields as Record<string, string | null | undefined>;
      if (meeting) meetings.add(meeting);
      else if (ref) meetings.add(parseReference(ref)?.meeting ?? ref);
      if (ref) references.add(ref);
    }
    if (meetings.size > 0) await this.#recorder.meetings.preload(meetings, references);
  }

  async #record(record: ParsedRecord): Promise<void> {
    this.#count += 1;
    this.#progress(this.#count);
    const { source, item, fields } = record;
    const meeting = item.meeting && this.#meetings.get(item.meeting);
    const problems =
      record.problems.length > 0 || meeting === null
        ? [...record.problems, ...(await this.#recorder.unresolved(item.entity, fields))]
        : await this.#problemsOf(this.#recordFields(record, meeting));
    this.#reportErrors(source, problems);
    if (problems.length > 0 && item.whole) this.#meetings.set(item, null);
  }

  #reportErrors({ file, position }: Source, problems: readonly Problem[]): void {
    for (const { sentence, advice, column } of problems) {
      this.#error({ file, ...position(column), message: sentence, advice });
    }
  }

  async #problemsOf(work: Promise<void>): Promise<readonly Problem[]> {
    try {
      await work;
      return [];
    } catch (error) {
      if (error instanceof Problem) return error.parts;
      throw error;
    }
  }

  /** Records parsed fields, under `meeting` if the file contains whole meetings. */
  async #recordFields({ source, item, fields }: ParsedRecord, meeting: MeetingIds | undefined): Promise<void> {
    if (meeting !== undefined && item.entity !== 'objection' && item.entity !== 'task') fields.meeting = meeting.ref;
    const { links } = fields;
    const current = await this.#matcher.match(item.entity, fields, source.file);
    if (current !== null && typeof fields.ref === 'string' && this.#numbered.has(current.id)) {
      throw referenceTaken(fields.ref);
    }
    const linked = ((links ?? []) as NamedLink[]).length > 0;
    const defer = item.entity === 'decision' && (current !== null || (linked && !this.#areTargetsImported(links)));
    const values = defer ? withoutLinks(fields) : fields;
    const recorded = await this.#recorder.record(item.entity, withoutKeys(item.entity, values, current), current);
    this.#recorded(item, recorded, meeting, source.file);
    if (item.entity === 'decision' && recorded.outcome === 'created' && !fields.ref) this.#numbered.add(recorded.id);
    if (recorded.outcome === 'updated') await this.#reportUpdate(item.entity, recorded);
    if (this.#recorder.queuedStandings?.has(recorded.id)) this.#givingSources.set(recorded.id, source);
    const wasLinked = current !== null && 'links' in current.fields && (current.fields.links ?? []).length > 0;
    if (defer && links !== undefined && (linked || wasLinked)) {
      const { id, outcome } = recorded;
      const grants = fields.grants !== undefined;
      this.#deferredLinks.push({ source, id, links: links as NamedLink[], grants, outcome });
    }
  }

  /**
   * Whether this import has already recorded all link targets, so that the links need not be deferred. Only cached targets
   * count.
   */
  #areTargetsImported(links: FieldValue | undefined): boolean {
    return ((links ?? []) as NamedLink[]).every(({ ref }) => {
      const target = this.#recorder.linkTargets.cached(ref);
      return target !== undefined && this.#matcher.isMatched('decision', target.id);
    });
  }

  #recorded(item: InputRecord, recorded: Recorded, meeting: MeetingIds | undefined, file: string): void {
    const { entity } = item;
    this.#outcomes[recorded.outcome][entity] += 1;
    this.#matcher.markMatched(entity, recorded.id, file);
    if (entity === 'meeting' && item.whole) {
      this.#meetings.set(item, { id: recorded.id, ref: recorded.ref, seen: new Set(), items: new Set() });
    }
    if (entity === 'decision') meeting?.seen.add(recorded.id);
    if (entity === 'agenda_item') meeting?.items.add(recorded.id);
  }

  async #reportUpdate(entity: EntityName, recorded: Recorded): Promise<void> {
    if (this.#updates.length >= maxListed) return;
    const changes = await this.#recorder.describe(entity, recorded.changes);
    this.#updates.push({ ref: recorded.ref, changes });
  }

  async #findMissing(meeting: MeetingIds): Promise<void> {
    const { transaction } = this.#recorder;
    const items = await transaction.rows<{ id: number; number: string }>(
      sql`select id, number from agenda_item where meeting_id = ${meeting.id} order by sort_key, id`,
    );
    const decisions = await transaction.rows<{ id: number; number: number }>(
      sql`select id, number from decision where meeting_id = ${meeting.id} order by number`,
    );
    const left = [
      ...items.filter(({ id }) => !meeting.items.has(id)).map(({ number }) => agendaReference(meeting.ref, number)),
      ...decisions
        .filter(({ id }) => !meeting.seen.has(id))
        .map(({ number }) => decisionReference(meeting.ref, number)),
    ];
    this.#left.push(...left.slice(0, maxListed - this.#left.length));
  }

  #error(error: ImportError): void {
    if (this.#errors.length === maxListed) throw importProblem(this.#errors, false);
    this.#errors.push({ ...error, message: truncate(error.message, maxMessageLength) });
  }
}

/** The problem that a line requests a number already given to an earlier line without a reference. */
const referenceTaken = (ref: string): Problem =>
  new Problem(
    'refused',
    `the reference ${ref} was given to an earlier line that has none`,
    'put the lines without a reference after those that have one',
    'ref',
  );

/** Sorts errors by file and position. */
function inLineOrder(errors: readonly ImportError[]): ImportError[] {
  const files = new Map([...new Set(errors.map(({ file }) => file))].map((file, index) => [file, index]));
  const index = ({ file }: ImportError): number => files.get(file) as number;
  return errors.toSorted((a, b) => index(a) - index(b) || a.line - b.line || a.column - b.column);
}

const withoutLinks = ({ links, ...rest }: Record<string, FieldValue>): Record<string, FieldValue> => rest;

const counts = (): Record<EntityName, number> =>
  Object.fromEntries(entityNames.map((name) => [name, 0])) as Record<EntityName, number>;

/** The links of a recorded decision. */
interface DeferredLinks {
  readonly source: Source;
  readonly id: number;
  readonly links: NamedLink[];
  /** Whether the file says which standing it gives. */
  readonly grants: boolean;
  readonly outcome: Recorded['outcome'];
}

export interface ParsedBody {
  readonly record: ParsedRecord;
  /** Folded. */
  readonly names: readonly string[];
  /** The folded name of the body it reports to, or empty. */
  readonly parent: string;
}

function parseBody(record: ParsedRecord): ParsedBody {
  const { code, name, aliases, reports_to } = record.fields as InputOf<'body'>;
  const names = [code, name, ...(aliases ?? [])];
  const folded = names.filter((one) => typeof one === 'string').map(foldName);
  return { record, names: folded, parent: foldName(reports_to ?? '') };
}

/** Sorts bodies so that each follows the one it reports to; otherwise, and in cycles, they keep their order. */
export function parentsFirst(bodies: readonly ParsedBody[]): ParsedBody[] {
  /** How many unsorted bodies have each name. */
  const open = new Map<string, number>();
  for (const { names } of bodies) for (const name of names) open.set(name, (open.get(name) ?? 0) + 1);
  const waiting = new Map<string, ParsedBody[]>();
  let ready: ParsedBody[] = [];
  for (const body of bodies) {
    const { parent, names } = body;
    if (parent === '' || !open.has(parent) || names.includes(parent)) ready.push(body);
    else if (waiting.get(parent)?.push(body) === undefined) waiting.set(parent, [body]);
  }
  const sorted: ParsedBody[] = [];
  while (ready.length > 0) {
    const released: ParsedBody[] = [];
    for (const body of ready) {
      sorted.push(body);
      for (const name of body.names) {
        const left = (open.get(name) as number) - 1;
        open.set(name, left);
        if (left > 0) continue;
        released.push(...(waiting.get(name) ?? []));
        waiting.delete(name);
      }
    }
    ready = released;
  }
  const found = new Set(sorted);
  return [...sorted, ...bodies.filter((body) => !found.has(body))];
}
