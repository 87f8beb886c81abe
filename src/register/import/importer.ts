import sql from 'sql-template-tag';
import { compareDays } from '../../domain/date';
import { type FieldValue, type InputOf, type ParsedFields, parseFields } from '../../domain/fields';
import { foldName } from '../../domain/fold';
import type { InputFile, InputRecord, Position } from '../../domain/input';
import type { NamedLink } from '../../domain/links';
import { Problem } from '../../domain/problem';
import { agendaReference, decisionReference, parseReference } from '../../domain/reference';
import { type EntityName, entities, entityNames } from '../../domain/schema';
import { truncate, withCommas } from '../../domain/text';
import type { FieldChange } from '../../store/store';
import { LinkTargetCache } from '../record/linkTargetCache';
import type { Recorded, Recorder } from '../record/recorder';
import { defaultGrants, givingStandings, updateStandings } from '../record/standings';
import { RecordMatcher, withoutReference } from './recordMatcher';

/** What is wrong with a place in a file. */
interface ImportError extends Position {
  readonly file: string;
  readonly message: string;
  readonly advice: string;
}

export interface ImportUpdate {
  readonly ref: string;
  readonly changes: readonly FieldChange[];
}

/** What an import did. */
export interface ImportSummary {
  readonly created: Record<EntityName, number>;
  readonly updated: Record<EntityName, number>;
  readonly unchanged: Record<EntityName, number>;
  /** The first of the updated records, with old and new values. */
  readonly updates: readonly ImportUpdate[];
  /** Of meetings imported whole: the agenda items and decisions on record that the file does not have. */
  readonly left: readonly string[];
}

/** So many decisions that links may name are kept at hand: those of some fifty meetings. */
const keptTargets = 1_000;

/** So many updates and records left are told one by one; an import with more errors than that ends there. */
const listed = 1_000;

/** The most characters of the message of an error, so that a thousand of them take no memory to speak of. */
const messageLimit = 1_000;

/** All that is wrong with the files of an import, or as much of it as one mends at once; nothing was imported. */
function importProblem(errors: readonly ImportError[], isAll: boolean): Problem {
  const count = `${isAll ? '' : 'more than '}${withCommas(errors.length)} ${errors.length === 1 ? 'error' : 'errors'}`;
  const parts = inLineOrder(errors).map(
    ({ file, line, column, message, advice }) =>
      new Problem('refused', message, advice, { place: `${file}:${line}:${column}` }),
  );
  return new Problem(
    'refused',
    `${count} in what was to be imported`,
    isAll
      ? 'mend that and import again; nothing was imported'
      : 'mend these first: what follows them was not read, and nothing was imported',
    { reason: 'import', parts },
  );
}

/** Where a record stands. */
interface Place extends Pick<InputRecord, 'position'> {
  readonly file: string;
}

/** A record of a file, with what was read of its fields. */
interface Read extends ParsedFields {
  readonly place: Place;
  readonly item: InputRecord;
}

type MeetingIds = {
  readonly id: number;
  readonly ref: string;
  readonly seen: Set<number>;
  readonly items: Set<number>;
};

/**
 * Imports files in one transaction: what others depend on first. A record that is on record already is changed, by the
 * rules of sameness in docs/formats.md.
 *
 * @throws Problem with a part for every error of all files, or for the first `listed`.
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
  readonly #waitingLinks: WaitingLinks[] = [];
  /** The decisions that got the next number, since their line has no reference. */
  readonly #numbered = new Set<number>();
  /** Where the decisions stand that may give a standing. */
  readonly #giving = new Map<number, Place>();
  readonly #waitingParts: Read[] = [];
  /** The meetings of files of whole meetings; null for one that could not be recorded. */
  readonly #meetings = new Map<InputRecord, MeetingIds | null>();

  constructor(recorder: Recorder, progress: (records: number) => void = () => undefined) {
    this.#recorder = recorder;
    this.#matcher = new RecordMatcher(recorder);
    this.#progress = progress;
  }

  async run(files: readonly InputFile[]): Promise<ImportSummary> {
    const inOrder = files.toSorted((a, b) => entityNames.indexOf(a.entity) - entityNames.indexOf(b.entity));
    const bodies: WaitingBody[] = [];
    this.#recorder.queuedStandings = new Map();
    this.#recorder.linkTargets = new LinkTargetCache(this.#recorder.transaction, keptTargets);
    for (const file of inOrder.filter(({ entity }) => entity === 'body')) {
      await this.#read(file, (read) => void bodies.push(waitingBody(read)));
    }
    await this.#bodies(bodies);
    const meetings = entityNames.slice(1, entityNames.indexOf('decision') + 1);
    for (const file of inOrder.filter(({ entity }) => meetings.includes(entity))) {
      await this.#read(file, (read) => this.#recordOrWait(read));
    }
    await this.#links();
    // before what the decisions give, which may be one of them
    for (const file of inOrder.filter(({ entity }) => entity === 'standing')) {
      await this.#read(file, (read) => this.#record(read));
    }
    for (const read of this.#waitingParts) await this.#record(read);
    for (const file of inOrder.filter(({ entity }) => entity === 'objection')) {
      await this.#read(file, (read) => this.#record(read));
    }
    await this.#standings();
    const rest = entityNames.slice(entityNames.indexOf('standing') + 1);
    for (const file of inOrder.filter(({ entity }) => rest.includes(entity))) {
      await this.#read(file, (read) => this.#record(read));
    }
    if (this.#errors.length > 0) throw importProblem(this.#errors, true);
    for (const meeting of this.#meetings.values()) if (meeting !== null) await this.#findLeft(meeting);
    return { ...this.#outcomes, updates: this.#updates, left: this.#left };
  }

  /** What stands under a meeting beside its agenda and decisions is recorded once all decisions are linked. */
  #recordOrWait(read: Read): Promise<void> | undefined {
    if (entityNames.indexOf(read.item.entity) <= entityNames.indexOf('decision')) return this.#record(read);
    this.#waitingParts.push(read);
    return undefined;
  }

  /** The standings that the decisions give, in the order of their dates. */
  async #standings(): Promise<void> {
    const waiting = this.#recorder.queuedStandings ?? new Map<number, boolean>();
    this.#recorder.queuedStandings = null;
    const giving = await givingStandings(this.#recorder.transaction, waiting.keys());
    for (const { id } of giving.toSorted((a, b) => compareDays(a.decided_on, b.decided_on) || a.id - b.id)) {
      const problems = await this.#problemsOf(updateStandings(this.#recorder, id, waiting.get(id)));
      const from = this.#giving.get(id);
      if (from !== undefined) this.#tell(from, problems);
      else if (problems[0] !== undefined) throw problems[0];
    }
  }

  /** The links of the decisions, once all decisions are there: a file lists the later ones first. */
  async #links(): Promise<void> {
    for (const waiting of this.#waitingLinks) {
      this.#tell(waiting.place, await this.#problemsOf(this.#link(waiting)));
    }
  }

  async #link({ place, id, links, grants, outcome }: WaitingLinks): Promise<void> {
    const current = await this.#recorder.current('decision', id);
    const values: Record<string, FieldValue> = { links };
    // what a new decision grants may follow from what it accepts
    if (outcome === 'created' && !grants && !current.fields.grants) {
      values.grants = defaultGrants(
        current.fields,
        links.map(({ answer }) => answer),
      );
    }
    const recorded = await this.#recorder.record('decision', values, current);
    if (this.#recorder.queuedStandings?.has(id)) this.#giving.set(id, place);
    if (recorded.outcome !== 'updated' || outcome === 'created') return;
    if (outcome === 'unchanged') {
      this.#outcomes.unchanged.decision -= 1;
      this.#outcomes.updated.decision += 1;
    }
    await this.#tellUpdate('decision', recorded);
  }

  async #read(file: InputFile, take: (read: Read) => Promise<void> | undefined): Promise<void> {
    try {
      for await (const items of file.records()) {
        const all: Read[] = [];
        for (const item of items) {
          if ('problem' in item) this.#error({ file: file.name, ...item.problem });
          else {
            const read = parseFields(entities[item.entity], item.values, this.#recorder.today);
            all.push({ place: { file: file.name, position: item.position }, item, ...read });
          }
        }
        await this.#readAhead(all);
        for (const read of all) await take(read);
      }
    } catch (error) {
      if (!(error instanceof Problem) || error.kind === 'failed' || error.reason === 'import') throw error;
      this.#error({ file: file.name, line: 1, column: 1, message: error.message, advice: error.advice });
    }
  }

  /** Has at hand what the next records name: asked for one by one, it would be seven requests a meeting. */
  async #readAhead(all: readonly Read[]): Promise<void> {
    const meetings = new Set<string>();
    const references = new Set<string>();
    for (const { item, fields } of all) {
      if (item.entity !== 'decision' && item.entity !== 'agenda_item') continue;
      const { meeting, ref } = fields as Record<string, string | null | undefined>;
      if (meeting) meetings.add(meeting);
      else if (ref) meetings.add(parseReference(ref)?.meeting ?? ref);
      if (ref) references.add(ref);
    }
    if (meetings.size > 0) await this.#recorder.meetings.preload(meetings, references);
  }

  /** The bodies of all files, those first that others report to. */
  async #bodies(bodies: readonly WaitingBody[]): Promise<void> {
    for (const { read } of aboveFirst(bodies)) await this.#record(read);
  }

  async #record(read: Read): Promise<void> {
    this.#count += 1;
    this.#progress(this.#count);
    const { place, item, fields } = read;
    const meeting = item.meeting && this.#meetings.get(item.meeting);
    const problems =
      read.problems.length > 0 || meeting === null
        ? [...read.problems, ...(await this.#recorder.unresolved(item.entity, fields))]
        : await this.#problemsOf(this.#recordFields(read, meeting));
    this.#tell(place, problems);
    if (problems.length > 0 && item.whole) this.#meetings.set(item, null);
  }

  #tell({ file, position }: Place, problems: readonly Problem[]): void {
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

  /** Records what was read of a record, under a meeting of a file of whole meetings if it stands there. */
  async #recordFields({ place, item, fields }: Read, meeting: MeetingIds | undefined): Promise<void> {
    if (meeting !== undefined && item.entity !== 'objection' && item.entity !== 'task') fields.meeting = meeting.ref;
    const { links } = fields;
    const current = await this.#matcher.onRecord(item.entity, fields, place.file);
    if (current !== null && typeof fields.ref === 'string' && this.#numbered.has(current.id)) {
      throw givenBefore(fields.ref);
    }
    const linked = ((links ?? []) as NamedLink[]).length > 0;
    const wait = item.entity === 'decision' && (current !== null || (linked && !this.#areThere(links)));
    const values = wait ? withoutLinks(fields) : fields;
    const recorded = await this.#recorder.record(item.entity, withoutReference(item.entity, values, current), current);
    this.#recorded(item, recorded, meeting, place.file);
    if (item.entity === 'decision' && recorded.outcome === 'created' && !fields.ref) this.#numbered.add(recorded.id);
    if (recorded.outcome === 'updated') await this.#tellUpdate(item.entity, recorded);
    if (this.#recorder.queuedStandings?.has(recorded.id)) this.#giving.set(recorded.id, place);
    const wasLinked = current !== null && 'links' in current.fields && (current.fields.links ?? []).length > 0;
    if (wait && links !== undefined && (linked || wasLinked)) {
      const { id, outcome } = recorded;
      const grants = fields.grants !== undefined;
      this.#waitingLinks.push({ place, id, links: links as NamedLink[], grants, outcome });
    }
  }

  /**
   * Whether all that links name is as this import leaves it, so that they need not wait for the rest of the file; what
   * was recorded long before is not looked for.
   */
  #areThere(links: FieldValue | undefined): boolean {
    return ((links ?? []) as NamedLink[]).every(({ ref }) => {
      const target = this.#recorder.linkTargets.cached(ref);
      return target !== undefined && this.#matcher.isMatched('decision', target.id);
    });
  }

  #recorded(item: InputRecord, recorded: Recorded, meeting: MeetingIds | undefined, file: string): void {
    const { entity } = item;
    this.#outcomes[recorded.outcome][entity] += 1;
    this.#matcher.matched(entity, recorded.id, file);
    if (entity === 'meeting' && item.whole) {
      this.#meetings.set(item, { id: recorded.id, ref: recorded.ref, seen: new Set(), items: new Set() });
    }
    if (entity === 'decision') meeting?.seen.add(recorded.id);
    if (entity === 'agenda_item') meeting?.items.add(recorded.id);
  }

  async #tellUpdate(entity: EntityName, recorded: Recorded): Promise<void> {
    if (this.#updates.length >= listed) return;
    const changes = await this.#recorder.describe(entity, recorded.changes);
    this.#updates.push({ ref: recorded.ref, changes });
  }

  async #findLeft(meeting: MeetingIds): Promise<void> {
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
    this.#left.push(...left.slice(0, listed - this.#left.length));
  }

  #error(error: ImportError): void {
    if (this.#errors.length === listed) throw importProblem(this.#errors, false);
    this.#errors.push({ ...error, message: truncate(error.message, messageLimit) });
  }
}

/** The problem that a line names a number that a line before it got, which names none. */
const givenBefore = (ref: string): Problem =>
  new Problem(
    'refused',
    `the reference ${ref} was given to a line before this one, which has none`,
    'put the lines without a reference after those that have one',
    'ref',
  );

/** The errors as a person mends them: file by file, from its first line on. */
function inLineOrder(errors: readonly ImportError[]): ImportError[] {
  const files = new Map([...new Set(errors.map(({ file }) => file))].map((file, index) => [file, index]));
  const place = ({ file }: ImportError): number => files.get(file) as number;
  return errors.toSorted((a, b) => place(a) - place(b) || a.line - b.line || a.column - b.column);
}

const withoutLinks = ({ links, ...rest }: Record<string, FieldValue>): Record<string, FieldValue> => rest;

const counts = (): Record<EntityName, number> =>
  Object.fromEntries(entityNames.map((name) => [name, 0])) as Record<EntityName, number>;

/** A decision that was recorded, and its links. */
interface WaitingLinks {
  readonly place: Place;
  readonly id: number;
  readonly links: NamedLink[];
  /** Whether it says what it grants. */
  readonly grants: boolean;
  readonly outcome: Recorded['outcome'];
}

export interface WaitingBody {
  readonly read: Read;
  /** Folded, as bodies are looked up. */
  readonly names: readonly string[];
  readonly above: string;
}

/** A body, with what it is called and what it says is above it. */
function waitingBody(read: Read): WaitingBody {
  const { code, name, aliases, reports_to } = read.fields as InputOf<'body'>;
  const names = [code, name, ...(aliases ?? [])];
  const folded = names.filter((one) => typeof one === 'string').map(foldName);
  return { read, names: folded, above: foldName(reports_to ?? '') };
}

/** Bodies behind those that they report to, else as they stand; of those that wait for each other, as they stand. */
export function aboveFirst(bodies: readonly WaitingBody[]): WaitingBody[] {
  /** How many of the bodies that still wait are called so, and who waits for that name. */
  const open = new Map<string, number>();
  for (const { names } of bodies) for (const name of names) open.set(name, (open.get(name) ?? 0) + 1);
  const waiting = new Map<string, WaitingBody[]>();
  let ready: WaitingBody[] = [];
  for (const body of bodies) {
    const { above, names } = body;
    if (above === '' || !open.has(above) || names.includes(above)) ready.push(body);
    else if (waiting.get(above)?.push(body) === undefined) waiting.set(above, [body]);
  }
  const sorted: WaitingBody[] = [];
  while (ready.length > 0) {
    const released: WaitingBody[] = [];
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
