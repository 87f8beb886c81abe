import type { Context } from '../../context';
import { type FieldValue, parseFields, type RawObject, type RawRecord } from '../../domain/fields';
import { foldName } from '../../domain/fold';
import { Problem } from '../../domain/problem';
import { type Entity, entities } from '../../domain/schema';
import { parseAction } from '../../domain/vocabulary';
import { agendasOf } from '../../register/agenda/find';
import { listAll } from '../../register/list/listing';
import { lists } from '../../register/list/lists';
import { type Proceedings, type RecordedPart, recordProceedings } from '../../register/meeting/actions';
import { findMeeting } from '../../register/meeting/find';
import type { Recorder } from '../../register/record/recorder';
import { confirm } from '../../terminal/prompts';
import type { WriteFlags } from '../flags/flags';
import { asWritten, printWritten, sayUndo, type Written } from '../write/record';
import { previewWithRecorder, withRecorder, withWarnings } from '../write/withRecorder';
import type { NewItem } from './agendaText';
import { isTemporary, nothingRecorded, printProblem, withRetries } from './problems';

/** The meeting that a run of questions is about. */
export interface RunMeeting {
  /** Its reference; null while it is not on record. */
  readonly ref: string | null;
  /** Its name for people. */
  readonly name: string;
  /** The code of the body that met. */
  readonly body: string;
  readonly date: string;
  /** The answers about a meeting that is not on record, and its agenda. */
  readonly raw: RawRecord;
  readonly agenda: readonly NewItem[];
}

/**
 * Why a run cannot be recorded: a problem with the meeting or its agenda, with the decision at that index, or with extra records
 * (null).
 */
export interface RunProblem {
  readonly problem: Problem;
  readonly part: 'meeting' | number | null;
}

/** The problem, with the name of the record that has it. */
export function namedProblem({ problem, part }: RunProblem): Problem {
  if (part === null) return problem;
  const name = part === 'meeting' ? part : `decision ${part + 1}`;
  return new Problem(problem.kind, `${name}: ${problem.sentence}`, problem.advice);
}

/**
 * Adds records to those of a run, in the same write, and returns them.
 *
 * @throws Problem if the run must not be recorded
 */
export type ExtraRecords = (recorder: Recorder, parts: readonly RecordedPart[]) => Promise<readonly Added[]>;

type Added = Pick<RecordedPart, 'entity' | 'recorded'>;

/**
 * A run of questions: what a person enters and confirms, record after record. It is kept in memory until the person is done,
 * then recorded in one write: one entry of the history, which one undo reverts.
 */
export class Run {
  #meeting: RunMeeting;
  readonly #context: Context;
  readonly #flags: WriteFlags;
  readonly #decisions: RawRecord[] = [];
  readonly #addExtra: ExtraRecords | undefined;

  /** `addExtra` runs at each attempt to record the run. */
  constructor(context: Context, meeting: RunMeeting, flags: WriteFlags, addExtra?: ExtraRecords) {
    this.#context = context;
    this.#meeting = meeting;
    this.#flags = flags;
    this.#addExtra = addExtra;
  }

  get meeting(): RunMeeting {
    return this.#meeting;
  }

  /** Replaces the meeting, or its agenda. Decisions follow the titles of their items; if an item is gone, they have none. */
  async changeMeeting(meeting: RunMeeting): Promise<void> {
    const before = await this.items();
    this.#meeting = meeting;
    const after = await this.items();
    for (const [index, decision] of this.#decisions.entries()) {
      const title = before.find(({ number }) => number === decision.item)?.title;
      if (title === undefined) continue;
      const item = after.find((one) => one.title === title)?.number ?? null;
      this.#decisions[index] = { ...decision, item };
      if (item === null)
        this.#context.output.say(`decision ${index + 1} is under no agenda item now: "${title}" is gone`);
    }
  }

  /** The decisions that were confirmed. */
  get decisions(): readonly RawRecord[] {
    return this.#decisions;
  }

  /** The referrals that decisions of the run answer, without the decision at `except`. */
  answered(except?: number): ReadonlySet<string> {
    const links = this.#without(except).flatMap((raw) => (raw.links ?? []) as readonly RawObject[]);
    return new Set(links.flatMap(({ relation, ref }) => (relation === 'answers' && ref ? [ref] : [])));
  }

  /** The agenda of the meeting, on record or not. */
  async items(): Promise<readonly NewItem[]> {
    const { ref, agenda } = this.meeting;
    if (ref === null) return agenda;
    const register = await this.#context.register();
    const { id } = await findMeeting(register, ref);
    return (await agendasOf(register, [id])).get(id) ?? [];
  }

  /** Adds a confirmed decision, or replaces the one at `index`; null removes that one. */
  setDecision(decision: RawRecord | null, index = this.#decisions.length): void {
    this.#decisions.splice(index, 1, ...(decision === null ? [] : [decision]));
  }

  #without(index: number | undefined): RawRecord[] {
    return this.#decisions.filter((_, other) => other !== index);
  }

  /** The reason why the register would refuse the run with `decision` added, or in place of the one at `index`; or null. */
  async problem(decision?: RawRecord, index = this.#decisions.length): Promise<RunProblem | null> {
    const proceedings = this.#proceedings(this.#with(decision, index));
    return withRetries(this.#context, async () => {
      const parts: RecordedPart[] = [];
      try {
        await previewWithRecorder(this.#context, this.#flags, (recorder) => this.#record(recorder, proceedings, parts));
        return null;
      } catch (error) {
        const problem = Problem.of(error).parts[0];
        if (isTemporary(problem)) throw problem;
        return this.#problemAfter(parts.length, problem, proceedings.decisions.length);
      }
    });
  }

  /** Records the proceedings, which fill `parts` as far as they succeed, then the extra records, and returns the latter. */
  async #record(recorder: Recorder, proceedings: Proceedings, parts: RecordedPart[]): Promise<readonly Added[]> {
    // a transaction may be tried again
    parts.length = 0;
    for await (const part of recordProceedings(recorder, proceedings)) parts.push(part);
    return (await this.#addExtra?.(recorder, parts)) ?? [];
  }

  /** The problem of the record that follows `done` recorded ones. */
  #problemAfter(done: number, problem: Problem, decisions: number): RunProblem {
    const { ref, agenda } = this.meeting;
    const index = ref === null ? done - 1 - agenda.length : done;
    if (index === decisions) return { problem, part: null };
    if (index >= 0 && problem.column !== 'meeting') return { problem, part: index };
    return { problem: ref === null && done > 0 ? problem.at('agenda') : problem, part: 'meeting' };
  }

  /** The warnings about a decision at `index`, or about the whole run; none if it cannot be recorded yet. */
  async warnings(decision?: RawRecord, index = this.#decisions.length): Promise<readonly string[]> {
    try {
      const proceedings = this.#proceedings(this.#with(decision, index));
      const parts: RecordedPart[] = [];
      const [, { first }] = await withWarnings(this.#context, { ...this.#flags, dryRun: true }, (recorder) =>
        this.#record(recorder, proceedings, parts),
      );
      const refs = parts.flatMap(({ entity, recorded }) => (entity === 'decision' ? [recorded.ref] : []));
      return decision === undefined ? first : first.filter((text) => text.startsWith(`${refs[index]} `));
    } catch (error) {
      if (error instanceof Problem) return [];
      throw error;
    }
  }

  /** Another decision of the meeting, recorded or not, with the same action and title; null if there is none. */
  async sameDecision({ action, title }: RawRecord, except?: number): Promise<string | null> {
    const key = (raw: Record<string, unknown>): string =>
      `${parseAction(String(raw.action))} ${foldName(String(raw.title))}`;
    const isSame = (raw: Record<string, unknown>): boolean => key(raw) === key({ action, title });
    const index = this.#decisions.findIndex((raw, other) => other !== except && isSame(raw));
    if (index !== -1) return `decision ${index + 1} of this run`;
    if (this.meeting.ref === null) return null;
    const register = await this.#context.register();
    const { listing, where } = await lists.decision(
      register,
      { meeting: [this.meeting.ref] },
      this.#context.asOf(undefined),
    );
    const rows = await listAll(register, listing, { columns: ['ref', 'action', 'title'], where });
    return (rows.find(isSame)?.ref as string | undefined) ?? null;
  }

  #with(decision: RawRecord | undefined, index: number): readonly RawRecord[] {
    return decision === undefined ? this.#decisions : this.#decisions.toSpliced(index, 1, decision);
  }

  /** Records the run, and prints it. */
  async finish(): Promise<void> {
    if (this.#isEmpty) return this.#context.output.say('nothing was recorded');
    const proceedings = this.#proceedings(this.#decisions);
    const flags = { ...this.#flags, isConfirmed: true };
    const written = await withRetries(this.#context, () =>
      withRecorder(this.#context, flags, async (recorder) => {
        const [parts, all]: [RecordedPart[], Written[]] = [[], []];
        const added = await this.#record(recorder, proceedings, parts);
        for (const { entity, recorded } of [...parts, ...added])
          all.push(await asWritten(this.#context, recorder, entity, recorded));
        return all;
      }),
    );
    for (const one of written) await printWritten(this.#context, one, flags);
    sayUndo(this.#context);
  }

  /**
   * Asks the questions of the run, and records it. If they fail, as when a connection is lost, offers to record what was
   * confirmed so far.
   */
  async askAndFinish(asking: () => Promise<void>): Promise<void> {
    try {
      await asking();
    } catch (error) {
      if (!(error instanceof Problem) || this.#isEmpty) throw error;
      printProblem(this.#context, error);
      if (!(await confirm('Record what you confirmed so far?', true))) throw nothingRecorded(error);
      await this.#context.reopen();
    }
    await this.finish();
  }

  get #isEmpty(): boolean {
    return this.meeting.ref !== null && this.#decisions.length === 0;
  }

  #proceedings(decisions: readonly RawRecord[]): Proceedings {
    const { ref, raw, agenda } = this.meeting;
    return {
      meeting: ref ?? {
        fields: this.#fields(entities.meeting, raw),
        agenda: agenda.map(({ number, title }) => this.#fields(entities.agenda_item, { number, title })),
      },
      decisions: decisions.map((decision) => this.#fields(entities.decision, decision)),
    };
  }

  #fields(entity: Entity, raw: RawRecord): Record<string, FieldValue> {
    const { fields, problems } = parseFields(entity, raw, this.#context.today);
    if (problems[0] !== undefined) throw problems[0];
    return fields;
  }
}
