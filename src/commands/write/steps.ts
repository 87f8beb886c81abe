import { entities } from '../../domain/schema';
import { withCommas } from '../../domain/text';
import type { Undone, UndoStep } from '../../register/history/undo';
import { visible } from '../../terminal/output';
import { changeLines } from './changeLines';

/** So many records, or findings, are told one by one. */
export const told = 20;

/** Many references: the first ones, and how many more there are. */
export function firstOf(refs: readonly string[]): string {
  return refs.slice(0, told).join(', ') + (refs.length > told ? ` and ${refs.length - told} more` : '');
}

/** What was done to each record, as a sentence. */
export function stepLines({ steps, count }: Pick<Undone, 'steps' | 'count'>, does: string): string {
  const lines = steps.slice(0, told).map((step) => stepLine(step, does));
  if (count > told) lines.push(`… and ${withCommas(count - told)} more records`);
  return lines.join('\n');
}

function stepLine({ operation, entity, ref, title, changes }: UndoStep, does: string): string {
  const name = title === null || title === ref ? '' : ` "${visible(title)}"`;
  const line = `${does}${operation}: ${entities[entity].label} ${visible(ref)}${name}`;
  return changes.length === 0 ? line : `${line}\n${changeLines(changes)}`;
}
