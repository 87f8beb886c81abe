import { currentNamed, editRecord } from '../record/edit';
import type { Recorded, Recorder } from '../record/recorder';

/** Adds reports to those of a task; one that is there already, word for word, is not added again. */
export async function reportOnTask(recorder: Recorder, number: string, reports: readonly string[]): Promise<Recorded> {
  const current = await currentNamed(recorder, 'task', number);
  const known = current.fields.reports ?? [];
  return recorder.record('task', { reports: [...new Set([...known, ...reports])] }, current);
}

/** Records that a task is done, on an ISO date; another date corrects the one on record. */
export function finishTask(recorder: Recorder, number: string, on: string | null): Promise<Recorded> {
  return editRecord(recorder, 'task', number, { done_on: on });
}
