import { currentNamed } from '../record/edit';
import type { Recorded, Recorder } from '../record/recorder';

/** Adds reports to a task, except those that it already has, word for word. */
export async function reportOnTask(recorder: Recorder, number: string, reports: readonly string[]): Promise<Recorded> {
  const current = await currentNamed(recorder, 'task', number);
  const known = current.fields.reports ?? [];
  return recorder.record('task', { reports: [...new Set([...known, ...reports])] }, current);
}
