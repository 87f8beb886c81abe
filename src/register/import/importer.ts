import sql from 'sql-template-tag';
import { compareDays } from '../../domain/date';
import type { DateOrder } from '../../domain/dateForms';
import { type FieldValue, type ParsedFields, parseFields } from '../../domain/fields';
import type { Input, InputFile, InputRecord } from '../../domain/input';
import type { NamedLink } from '../../domain/links';
import { Problem } from '../../domain/problem';
import type { InputOf } from '../../domain/record';
import { agendaReference, decisionReference } from '../../domain/reference';
import { type EntityName, entities, entityNames } from '../../domain/schema';
import { IdSet } from '../../store/idSet';
import type { FieldChange } from '../../store/store';
import { decisionRefOf } from '../decision/find';
import { batchesOf, batchSize, problemsOf, recordInOrder } from '../record/inOrder';
import type { Planned, Recorded, Recorder } from '../record/recorder';
import { defaultGrants, givingStandings, updateStandings } from '../record/standings';
import { type ParsedBody, parentsFirst, parseBody } from './bodies';
import { ImportErrors } from './errors';
import type { EvidenceGuard } from './evidenceGuard';
import { FailedRecords } from './failedRecords';
import type { ParsedRecord, Source } from './parsedRecord';
import { RecordMatcher, withoutKeys } from './recordMatcher';

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

/** The number of updates and missing records to list. */
const maxListed = 1_000;

/** The index of the first entity that is recorded after decisions. */
const afterDecisions = entityNames.indexOf('decision') + 1;

/** A meeting imported whole, and the ids of its agenda items and decisions in the file. */
interface WholeMeeting {
  readonly id: number;
  readonly ref: string;
  readonly items: Set<number>;
  readonly decisions: Set<number>;
}

export interface ImportOptions {
  readonly progress?: (records: number) => void;
  /** The number of records planned and saved together; affects only the speed. */
  readonly batch?: number | undefined;
  /** Refuses decisions whose evidence is not in its source. */
  readonly guard?: EvidenceGuard | undefined;
}

/**
 * Imports files in one transaction, dependencies first. Records that match existing ones (see docs/formats.md) update
 * them.
 *
 * @throws Problem with a part for each error in the files.
 */
export class Importer {
  readonly #recorder: Recorder;
  readonly #batch: number;
  readonly #progress: (records: number) => void;
  #dateOrder: DateOrder | undefined;
  readonly #guard: EvidenceGuard | undefined;
  readonly #errors = new ImportErrors();
  readonly #failed = new FailedRecords();
  #count = 0;
  readonly #outcomes = { created: counts(), updated: counts(), unchanged: counts() };
  readonly #updates: ImportUpdate[] = [];
  readonly #missingFromFile: string[] = [];
  readonly #matcher: RecordMatcher;
  readonly #deferredLinks: DeferredLinks[] = [];
  /** The decisions imported without a reference, which got the next free number. */
  readonly #numbered = new IdSet();
  readonly #standings = new StandingQueue();
  readonly #deferredRecords: ParsedRecord[] = [];
  /** The meetings of files of whole meetings; null if recording one failed. */
  readonly #meetings = new Map<InputRecord, WholeMeeting | null>();

  constructor(recorder: Recorder, { progress = () => undefined, batch = batchSize, guard }: ImportOptions = {}) {
    this.#recorder = recorder;
    this.#batch = batch;
    this.#guard = guard;
    this.#matcher = new RecordMatcher(recorder);
    this.#progress = progress;
  }

  /** `dateOrder` says which comes first in `11/12/2023`; without it, such a date is an error. */
  async run(files: readonly InputFile[], dateOrder?: DateOrder): Promise<ImportSummary> {
    this.#dateOrder = dateOrder;
    const sorted = files.toSorted((a, b) => entityNames.indexOf(a.entity) - entityNames.indexOf(b.entity));
    const bodies: ParsedBody[] = [];
    this.#recorder.queuedStandings = this.#standings;
    const filesOf = (...entities: EntityName[]) => sorted.filter(({ entity }) => entities.includes(entity));
    for (const file of filesOf('body')) {
      await this.#read(file, async (records) => void bodies.push(...records.map(parseBody)));
    }
    await this.#recordAll(parentsFirst(bodies).map(({ record }) => record));
    const throughDecisions = entityNames.slice(1, afterDecisions);
    await this.#readAll(filesOf(...throughDecisions), (records) => this.#recordOrDefer(records));
    await this.#recordLinks();
    // before the standings that decisions grant, which may match one of these
    await this.#readAll(filesOf('standing'));
    await this.#recordAll(this.#deferredRecords);
    await this.#readAll(filesOf('objection'));
    await this.#updateStandings();
    await this.#readAll(filesOf(...entityNames.slice(entityNames.indexOf('standing') + 1)));
    this.#errors.check(this.#failed.unchecked);
    this.#guard?.warnOfUnchecked(this.#recorder);
    this.#outcomes.created.document += (await this.#guard?.recordSource(this.#recorder))?.length ?? 0;
    for (const meeting of this.#meetings.values()) if (meeting !== null) await this.#findMissing(meeting);
    return { ...this.#outcomes, updates: this.#updates, left: this.#missingFromFile };
  }

  async #readAll(files: readonly InputFile[], handle = this.#recordAll.bind(this)): Promise<void> {
    for (const file of files) await this.#read(file, handle);
  }

  /** Records bodies, meetings, agenda items and decisions; defers the rest until all decisions are linked. */
  async #recordOrDefer(records: readonly ParsedRecord[]): Promise<void> {
    const isDeferred = ({ item }: ParsedRecord): boolean => entityNames.indexOf(item.entity) >= afterDecisions;
    this.#deferredRecords.push(...records.filter(isDeferred));
    await this.#recordAll(records.filter((record) => !isDeferred(record)));
  }

  /** Updates the standings that decisions grant, in the order of their dates. */
  async #updateStandings(): Promise<void> {
    const { transaction } = this.#recorder;
    this.#recorder.queuedStandings = null;
    const giving = await givingStandings(transaction, this.#standings.keys());
    for (const { id } of giving.toSorted((a, b) => compareDays(a.decided_on, b.decided_on) || a.id - b.id)) {
      const problems = await updateStandings(this.#recorder, id, this.#standings.get(id)).then(() => [], problemsOf);
      if (problems.length === 0) continue;
      const own = this.#standings.ownSources.get(id);
      const source = own ?? this.#standings.sources.get(id);
      if (source === undefined) throw problems[0];
      const ref = await decisionRefOf(transaction, id);
      const ofDecision = ({ kind, message, advice }: Problem): Problem =>
        new Problem(kind, `the standing that ${ref} grants: ${message}`, advice);
      this.#errors.addAll(source, own === undefined ? problems.map(ofDecision) : problems);
    }
  }

  /** Records deferred links once all decisions exist: a file may list later ones first. */
  async #recordLinks(): Promise<void> {
    for (const batch of batchesOf(this.#deferredLinks, this.#batch)) {
      this.#recorder.known.trim();
      await recordInOrder(this.#recorder, batch, {
        plan: (deferred) => this.#planLink(deferred),
        recorded: (deferred, recorded) => this.#linked(deferred, recorded),
        failed: ({ source, links }, problems) =>
          void this.#errors.addAll(source, this.#failed.ownProblems('decision', { links }, problems)),
      });
    }
  }

  #planLink({ source, id, links, grants, outcome }: DeferredLinks): Planned<'decision'> {
    this.#standings.source = source;
    const current = this.#recorder.known.record('decision', id);
    const values: Record<string, FieldValue> = { links };
    // the standing that a new decision grants may depend on what it accepts
    if (outcome === 'created' && !grants && !current.fields.grants) {
      values.grants = defaultGrants(
        current.fields,
        links.map(({ answer }) => answer),
      );
    }
    return this.#recorder.plan('decision', values, current);
  }

  #linked({ source, id, outcome }: DeferredLinks, recorded: Recorded): Promise<void> | undefined {
    if (this.#standings.has(id)) this.#standings.ownSources.set(id, source);
    if (recorded.outcome !== 'updated' || outcome === 'created') return undefined;
    if (outcome === 'unchanged') {
      this.#outcomes.unchanged.decision -= 1;
      this.#outcomes.updated.decision += 1;
    }
    return this.#reportUpdate('decision', recorded);
  }

  async #read(file: InputFile, handle: (records: readonly ParsedRecord[]) => Promise<void>): Promise<void> {
    try {
      for await (const items of file.records()) {
        const parsed: ParsedRecord[] = [];
        const hasIncomplete = items.some(isIncomplete);
        for (const item of items) {
          if ('problem' in item) {
            this.#errors.add({ file: file.name, ...item.problem });
            if (!hasIncomplete) this.#failed.addUnread(file.entity);
          } else {
            const { fields, problems } = this.#parse(item);
            const record = { source: { file: file.name, position: item.position }, item, fields, problems };
            const evidenceProblems = this.#guard?.problems(record) ?? [];
            parsed.push(
              evidenceProblems.length === 0 ? record : { ...record, problems: [...problems, ...evidenceProblems] },
            );
          }
        }
        this.#recorder.known.reserve(requestedRefs(parsed));
        await handle(parsed);
        await this.#recorder.transaction.settle();
      }
    } catch (error) {
      if (!(error instanceof Problem) || error.kind === 'failed' || error.reason === 'import') throw error;
      this.#errors.add({ file: file.name, line: 1, column: 1, message: error.message, advice: error.advice });
      this.#failed.addUnread(file.entity);
    }
  }

  #parse({ entity, values }: InputRecord): ParsedFields {
    return parseFields(entities[entity], values, this.#recorder.today, this.#dateOrder);
  }

  async #recordAll(records: readonly ParsedRecord[]): Promise<void> {
    for (const batch of batchesOf(records, this.#batch)) {
      await this.#prepare(batch);
      await recordInOrder(this.#recorder, batch, {
        plan: (record) => this.#plan(record),
        recorded: (record, recorded, plan) => {
          const reported = this.#recorded(record, recorded, plan);
          if (this.#guard === undefined) return reported;
          const { id, ref, outcome } = recorded;
          const checked = { entity: record.item.entity, given: record.fields, stored: plan.fields, id, ref, outcome };
          return this.#guard.recorded(this.#recorder, checked).then(() => reported);
        },
        failed: async (record, problems) => {
          const { source, item, fields } = record;
          this.#errors.addAll(source, this.#failed.ownProblems(item.entity, fields, problems));
          this.#failed.add(record);
          if (item.isWholeMeeting) this.#meetings.set(item, null);
          if (item.entity === 'decision' && !fields.ref)
            await this.#recorder.known.gathered(() => this.#skipNumber(record));
        },
      });
      this.#count += batch.length;
      this.#progress(this.#count);
    }
  }

  /** Gathers what the next records refer to. */
  async #prepare(records: readonly ParsedRecord[]): Promise<void> {
    const { known } = this.#recorder;
    known.trim();
    const meetings: string[] = [];
    const targets: string[] = [];
    for (const { item, fields } of records) {
      if (item.entity !== 'decision' && item.entity !== 'agenda_item') continue;
      const { meeting, ref, links } = fields as InputOf<'decision'>;
      const named = meeting || ref;
      if (named) meetings.push(named);
      for (const link of links ?? []) targets.push(link.ref);
    }
    if (meetings.length > 0) await known.prepare(meetings, targets);
  }

  /** Skips the number that a failed decision would have got: the file's references to later decisions rely on it. */
  #skipNumber({ item, fields }: ParsedRecord): void {
    const { known } = this.#recorder;
    const ref = (item.meeting ? this.#meetings.get(item.meeting)?.ref : fields.meeting) as string | null | undefined;
    const meeting = ref ? known.meeting(ref) : null;
    if (meeting !== null) known.skipNumber(meeting);
  }

  /** What to save for a record, under its meeting if the file contains whole meetings; or why it cannot be saved. */
  #plan(record: ParsedRecord): ImportPlan | readonly Problem[] {
    const { source, item } = record;
    const { entity } = item;
    this.#standings.source = source;
    const meeting = item.meeting && this.#meetings.get(item.meeting);
    if (record.problems.length > 0 || item.incomplete || meeting === null) {
      return [...record.problems, ...this.#recorder.unresolved(entity, record.fields)];
    }
    const nested = meeting !== undefined && entity !== 'objection' && entity !== 'task';
    const fields = nested ? { ...record.fields, meeting: meeting.ref } : record.fields;
    const current = this.#matcher.match(entity, fields, source.file);
    if (entity === 'decision' && current !== null && typeof fields.ref === 'string' && this.#numbered.has(current.id)) {
      throw referenceTaken(fields.ref);
    }
    const links = (fields.links ?? []) as NamedLink[];
    const defersLinks =
      entity === 'decision' && (current !== null || (links.length > 0 && !this.#areTargetsImported(links)));
    const values = defersLinks ? withoutLinks(fields) : fields;
    const planned = this.#recorder.plan(entity, withoutKeys(entity, values, current), current);
    const { fields: complete, ref, warnings } = planned;
    return { entity, current, fields: complete, ref, warnings, meeting, defersLinks };
  }

  /** Whether this import has already recorded all link targets, so that the links need not be deferred. */
  #areTargetsImported(links: readonly NamedLink[]): boolean {
    return links.every(({ ref }) => {
      const target = this.#recorder.known.targetNamed(ref);
      return target !== null && this.#matcher.isMatched('decision', target.id);
    });
  }

  #recorded({ source, item, fields }: ParsedRecord, recorded: Recorded, plan: ImportPlan): Promise<void> | undefined {
    const { entity } = item;
    const { id, outcome } = recorded;
    const { meeting, current } = plan;
    this.#outcomes[outcome][entity] += 1;
    this.#matcher.markMatched(entity, id, source.file);
    if (entity === 'meeting' && item.isWholeMeeting) {
      this.#meetings.set(item, { id, ref: recorded.ref, items: new Set(), decisions: new Set() });
    }
    if (entity === 'agenda_item') meeting?.items.add(id);
    if (entity === 'decision') {
      meeting?.decisions.add(id);
      if (outcome === 'created' && !fields.ref) this.#numbered.add(id);
      if (this.#standings.has(id)) this.#standings.ownSources.set(id, source);
    }
    if (plan.defersLinks && fields.links !== undefined) {
      const links = (fields.links ?? []) as NamedLink[];
      const wasLinked = current !== null && 'links' in current.fields && (current.fields.links ?? []).length > 0;
      const grants = fields.grants !== undefined;
      if (links.length > 0 || wasLinked) this.#deferredLinks.push({ source, id, links, grants, outcome });
    }
    return outcome === 'updated' ? this.#reportUpdate(entity, recorded) : undefined;
  }

  async #reportUpdate(entity: EntityName, recorded: Recorded): Promise<void> {
    if (this.#updates.length >= maxListed) return;
    const changes = await this.#recorder.describe(entity, recorded.changes);
    this.#updates.push({ ref: recorded.ref, changes });
  }

  async #findMissing(meeting: WholeMeeting): Promise<void> {
    const { transaction } = this.#recorder;
    const items = await transaction.rows<{ id: number; number: string }>(
      sql`select id, number from agenda_item where meeting_id = ${meeting.id} order by sort_key, id`,
    );
    const decisions = await transaction.rows<{ id: number; number: number }>(
      sql`select id, number from decision where meeting_id = ${meeting.id} order by number`,
    );
    const missing = [
      ...items.filter(({ id }) => !meeting.items.has(id)).map(({ number }) => agendaReference(meeting.ref, number)),
      ...decisions
        .filter(({ id }) => !meeting.decisions.has(id))
        .map(({ number }) => decisionReference(meeting.ref, number)),
    ];
    this.#missingFromFile.push(...missing.slice(0, maxListed - this.#missingFromFile.length));
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

/** The decisions whose standings are updated at the end, with the records that queued them. */
class StandingQueue extends Map<number, boolean> {
  /** The record that is being recorded. */
  source: Source | undefined;
  /** For each decision, the record that queued it first: its meeting, or a decision that rescinds it. */
  readonly sources = new Map<number, Source>();
  /** For decisions in a file, their own record. */
  readonly ownSources = new Map<number, Source>();

  override set(id: number, revived: boolean): this {
    if (this.source !== undefined && !this.has(id)) this.sources.set(id, this.source);
    return super.set(id, revived);
  }
}

/** What to save for a record of a file. */
interface ImportPlan extends Planned {
  readonly meeting: WholeMeeting | undefined;
  /** Whether its links are recorded once all decisions are. */
  readonly defersLinks: boolean;
}

/** Whether a record was read only in part; the problem next to it is then its own. */
const isIncomplete = (input: Input): boolean => 'incomplete' in input;

/** The references that records request. */
function requestedRefs(records: readonly ParsedRecord[]): ReadonlySet<string> {
  const refs = new Set<string>();
  for (const { item, fields } of records) {
    if (item.entity === 'decision' && fields.ref) refs.add(fields.ref as string);
  }
  return refs;
}

const withoutLinks = ({ links, ...rest }: Record<string, FieldValue>): Record<string, FieldValue> => rest;

const counts = (): Record<EntityName, number> =>
  Object.fromEntries(entityNames.map((name) => [name, 0])) as Record<EntityName, number>;

/** The links of a recorded decision. */
interface DeferredLinks {
  readonly source: Source;
  readonly id: number;
  readonly links: NamedLink[];
  /** Whether the file says which standing it grants. */
  readonly grants: boolean;
  readonly outcome: Recorded['outcome'];
}
