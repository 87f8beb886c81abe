import { entities } from '../../domain/schema';
import { withCommas } from '../../domain/text';
import type { Undone, UndoStep } from '../../register/history/undo';
import { visible } from '../../terminal/output';
import { changeLines } from './changeLines';

/** The maximum number of records or findings to list individually. */
export const maxListed = 20;

/** The first references of a list, and the number of others. */
export function firstReferences(refs: readonly string[]): string {
  return refs.slice(0, maxListed).join(', ') + (refs.length > maxListed ? ` and ${refs.length - maxListed} more` : '');
}

/** What was done to each record, as a sentence. */
export function stepLines({ steps, count }: Pick<Undone, 'steps' | 'count'>, does: string): string {
  const lines = steps.slice(0, maxListed).map((step) => stepLine(step, does));
  if (count > maxListed) lines.push(`… and ${withCommas(count - maxListed)} more records`);
  return lines.join('\n');
}

function stepLine({ operation, entity, ref, title, changes }: UndoStep, does: string): string {
  const name = title === null || title === ref ? '' : ` "${visible(title)}"`;
  const line = `${does}${operation}: ${entities[entity].label} ${visible(ref)}${name}`;
  return changes.length === 0 ? line : `${line}\n${changeLines(changes)}`;
}
