import type { InputProblem, Position } from '../../domain/input';
import { recordLimit, withCommas } from '../../domain/text';

/** The problem that a record of a file exceeds the maximum length; `what` is "the line" or "the document". */
export function tooLong(what: string, { line, column }: Position): InputProblem {
  const message = `${what} has more than ${withCommas(recordLimit)} characters, the limit for a record`;
  return { line, column, message, advice: 'check its quotes and line breaks, or split it' };
}
