import { writeFileSync } from 'node:fs';
import { parse } from 'node:path';
import type { Context } from '../../context';
import { factsText } from '../../domain/evidence/facts';
import type { RawRecord } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { errorCode, isSystemError, systemProblem } from '../../domain/systemError';
import type { Draft, DraftedOutcome } from '../../draft/draft';
import { decisionFields, meetingFields, oneLine } from '../../draft/fields';
import type { Range } from '../../draft/paragraphs';
import { yamlDocument } from '../../formats/write/yaml';
import { visible } from '../../terminal/output';
import { choose, confirm, Ended, SteppedBack } from '../../terminal/prompts';
import { wrap } from '../../terminal/wrap';
import { fillDecision } from '../ask/decision';
import { fillMeeting, MeetingOnRecord, meetingOnRecord, runMeeting } from '../ask/meeting';
import { printProblem } from '../ask/problems';
import { type ExtraRecords, Run, type RunMeeting } from '../ask/run';
import { RunQuestions, unlessSteppedBack } from '../ask/runQuestions';
import { draftFrom } from './draftFrom';
import { fieldsOf } from './fields';
import { decisionLine, inContext } from './reviewText';
import { createGuard, type SourceGuard } from './sourceGuard';

/**
 * `cica draft --review`: shows each outcome in its context, to keep, edit or drop, then offers the sentences not taken,
 * and records what was kept in one entry, with its evidence and the source.
 */
export async function reviewDraft(context: Context, name: string, date: string | undefined): Promise<void> {
  if (name === '-' || !context.interactive) {
    throw new Problem(
      'usage',
      '--review needs a terminal, and the text in a file',
      'without: cica draft FILE > draft.yaml; edit it; cica import draft.yaml --check-evidence FILE',
    );
  }
  const { source, draft } = await draftFrom(context, name);
  const review = new Review(context, draft, { guard: await createGuard(context, source, { attach: false }), date });
  try {
    await review.ask();
  } catch (error) {
    if (isCancelled(error) && !(error instanceof Ended)) await review.offerFile();
    throw error;
  }
}

const isCancelled = (error: unknown): boolean => error instanceof Error && error.name === 'ExitPromptError';

/** An outcome of the draft, and its sentence. */
interface ToReview {
  readonly sentence: Range;
  readonly raw: RawRecord;
  /** Undefined until the person decides. */
  verdict?: 'taken' | 'dropped' | undefined;
}

type NotTaken = Extract<Draft['entries'][number], { readonly reason: unknown }>;

class Review {
  readonly #context: Context;
  readonly #draft: Draft;
  readonly #guard: SourceGuard;
  readonly #outcomes: readonly ToReview[];
  readonly #notTaken: NotTaken[];
  #meeting: RawRecord;
  #run: Run | undefined;

  constructor(
    context: Context,
    draft: Draft,
    { guard, date }: { readonly guard: SourceGuard; readonly date: string | undefined },
  ) {
    this.#context = context;
    this.#draft = draft;
    this.#guard = guard;
    this.#meeting = meetingRecord(draft, date);
    this.#outcomes = draft.entries.flatMap((entry) =>
      'outcomes' in entry
        ? entry.outcomes.map((outcome) => ({ sentence: entry.sentence, raw: decisionRecord(draft, outcome) }))
        : [],
    );
    this.#notTaken = draft.entries.filter((entry) => 'reason' in entry);
  }

  async ask(): Promise<void> {
    const { output } = this.#context;
    if (this.#outcomes.length === 0 && this.#notTaken.length === 0) {
      return output.say(`no outcome of a meeting found in ${visible(this.#guard.source.name)}`);
    }
    const lines = this.#introduction().flatMap((line) => wrap(line, output.width));
    await output.write(`${lines.join('\n')}\n\n`);
    const problem = async (meeting: RunMeeting) => (await this.#newRun(meeting).problem())?.problem ?? null;
    const others = new Set<string>();
    try {
      const filled = await fillMeeting(this.#context, this.#meeting, problem, others);
      if (filled === null) return output.say('nothing was recorded');
      this.#meeting = filled.answers;
      const run = this.#newRun(await runMeeting(this.#context, filled.answers));
      const questions = new RunQuestions(this.#context, run, { answers: filled.answers, problem, others });
      await this.#review(run, questions, filled.outcome === 'decisions');
    } catch (error) {
      if (!(error instanceof MeetingOnRecord)) throw error;
      const run = this.#newRun(await meetingOnRecord(this.#context, error.ref));
      await this.#review(run, new RunQuestions(this.#context, run), true);
    }
  }

  async #review(run: Run, questions: RunQuestions, hasDecisions: boolean): Promise<void> {
    this.#run = run;
    await run.askAndFinish(async () => {
      if (hasDecisions) {
        await this.#judgeAll(run);
        await this.#takeOthers(run);
      }
      await questions.ask(null);
    });
  }

  #introduction(): string[] {
    const [outcomes, left] = [this.#outcomes.length, this.#notTaken.length];
    const open = Object.entries(this.#draft.meeting.notes).filter(([field]) => field !== 'date' || !this.#meeting.date);
    const notes = open.map(([field, note]) => `${field}: ${oneLine(note)}`);
    const found = `${outcomes} ${outcomes === 1 ? 'outcome' : 'outcomes'} in ${visible(this.#guard.source.name)}, ${left} ${left === 1 ? 'sentence' : 'sentences'} not taken.`;
    return [`${found} First the meeting; nothing is recorded before the end.`, ...notes];
  }

  /** Creates a run that refuses evidence missing from the source, and records the source as a document. */
  #newRun(meeting: RunMeeting): Run {
    const addSource: ExtraRecords = async (recorder, parts) => {
      const guard = this.#guard.newGuard();
      for (const { entity, values } of parts) {
        const [problem] = guard.check(entity, values);
        if (problem !== undefined) throw problem;
      }
      for (const { entity, values, recorded } of parts) {
        const { fields } = await recorder.current(entity, recorded.id);
        await guard.recorded(recorder, { entity, given: values, stored: fields, ...recorded });
      }
      const documents = await guard.recordSource(recorder);
      return documents.map((recorded) => ({ entity: 'document', recorded }));
    };
    return new Run(this.#context, meeting, {}, addSource);
  }

  /** Asks about one outcome after another; Esc goes back to the one before. */
  async #judgeAll(run: Run): Promise<void> {
    for (let index = 0; index < this.#outcomes.length; ) {
      const outcome = this.#outcomes[index] as ToReview;
      const decision = await unlessSteppedBack(() => this.#judge(run, outcome, index));
      if (decision !== undefined) {
        outcome.verdict = decision === null ? 'dropped' : 'taken';
        if (decision !== null) run.setDecision(decision);
        index += 1;
      } else if (index > 0) {
        index -= 1;
        this.#takeBack(run, index);
      } else if (await confirm('Stop the review?', false, false)) throw new SteppedBack('the review was stopped');
    }
  }

  #takeBack(run: Run, index: number): void {
    const before = this.#outcomes[index] as ToReview;
    if (before.verdict === 'taken') run.setDecision(null, run.decisions.length - 1);
    before.verdict = undefined;
  }

  /** Asks what to do with an outcome. Returns the decision, or null if it is dropped. */
  async #judge(run: Run, { sentence, raw }: ToReview, index: number): Promise<RawRecord | null> {
    const warnings = (await run.warnings(raw)).map((warning) => `warning: ${visible(warning)}`);
    await this.#show(sentence, decisionLine(raw), ...warnings);
    for (;;) {
      const verdict = await choose(`Outcome ${index + 1} of ${this.#outcomes.length}?`, [
        { name: 'Keep it', value: 'keep' as const },
        { name: 'Edit it', value: 'edit' as const },
        { name: 'Drop it', value: 'drop' as const },
      ]);
      if (verdict === 'drop') return null;
      if (verdict === 'edit') {
        const filled = await unlessSteppedBack(() => this.#edit(run, raw));
        if (filled !== undefined) return filled;
        continue;
      }
      const found = await run.problem(raw);
      if (found === null) return raw;
      printProblem(this.#context, found.problem);
    }
  }

  /** Asks for the rest of a decision, then shows its summary; null if the person leaves it out. */
  async #edit(run: Run, raw: RawRecord): Promise<RawRecord | null> {
    const filled = await fillDecision(this.#context, run, raw, { index: run.decisions.length });
    return filled?.answers ?? null;
  }

  /** Offers the sentences not taken until the person declines. */
  async #takeOthers(run: Run): Promise<void> {
    while (this.#notTaken.length > 0) {
      const choices = this.#notTaken.map(({ sentence, reason }, value) => ({
        name: `${oneLine(this.#draft.text.slice(sentence.start, sentence.end))} (${reason})`,
        value,
      }));
      const message =
        this.#notTaken.length === 1
          ? 'Take the other sentence after all?'
          : `Take one of the ${this.#notTaken.length} other sentences after all?`;
      const index = await unlessSteppedBack(() => choose(message, [{ name: 'No, go on', value: -1 }, ...choices]));
      const entry = this.#notTaken[index ?? -1];
      if (entry === undefined) return;
      const { sentence, reason } = entry;
      await this.#show(sentence, `not taken: ${reason}`);
      const evidence = this.#draft.joined(oneLine(this.#draft.text.slice(sentence.start, sentence.end)));
      const decision = await unlessSteppedBack(() => this.#edit(run, { evidence, parties: null }));
      if (!decision) continue;
      run.setDecision(decision);
      this.#notTaken.splice(index as number, 1);
    }
  }

  async #show(sentence: Range, ...texts: string[]): Promise<void> {
    const { output } = this.#context;
    const lines = texts.flatMap((text) => wrap(text, output.width)).join('\n');
    await output.write(`\n${inContext(output, this.#draft.text, sentence)}\n\n${lines}\n`);
  }

  /** Offers to save all outcomes, reviewed or not, to a file for import. */
  async offerFile(): Promise<void> {
    const rest = this.#outcomes.filter(({ verdict }) => verdict === undefined);
    const decisions = [...(this.#run?.decisions ?? []), ...rest.map(({ raw }) => raw)];
    const { today, output } = this.#context;
    const content = yamlDocument({
      meeting: fieldsOf('meeting', this.#meeting, today),
      decisions: decisions.map((decision) => fieldsOf('decision', decision, today)),
    });
    try {
      if (!(await confirm('Keep the draft as a file?', true, false))) return;
      output.say(`kept: ${visible(newFile(`${parse(this.#guard.source.name).name}.draft`, content))}`);
    } catch (error) {
      if (isSystemError(error)) printProblem(this.#context, systemProblem(error));
      else if (!isCancelled(error)) throw error;
    }
  }
}

/** Writes NAME.yaml, or NAME-2.yaml and so on if it exists. Returns the file name. */
function newFile(name: string, content: string): string {
  for (let number = 1; ; number += 1) {
    const path = `${name}${number === 1 ? '' : `-${number}`}.yaml`;
    try {
      writeFileSync(path, content, { flag: 'wx' });
      return path;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** The meeting as a person would enter it; null skips questions that the text cannot answer. */
function meetingRecord(draft: Draft, date: string | undefined): RawRecord {
  const { body, date: day, chair, evidence = {}, ...others } = meetingFields(draft, date);
  const { name = null, title = null, party = null } = (chair ?? {}) as Record<string, string | undefined>;
  return {
    place: null,
    agenda: null,
    ...others,
    ...(body !== null && { body: body as string }),
    ...(day !== null && { date: day as string }),
    chair: name,
    chair_title: title,
    chair_party: party,
    evidence: factsText(Object.entries(evidence as Record<string, string>)),
  };
}

/** A decision as a person would enter it. */
function decisionRecord(draft: Draft, outcome: DraftedOutcome): RawRecord {
  const { parties = [], ...fields } = decisionFields(draft, outcome);
  return { period: null, ...fields, parties: parties.map(({ role, party }) => `${role}:${party}`) };
}
