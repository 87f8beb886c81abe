import type { Position } from '../../domain/input';
import { Problem } from '../../domain/problem';
import { truncate, withCommas } from '../../domain/text';
import type { Source } from './parsedRecord';

/** An error at a position in a file. */
interface ImportError extends Position {
  readonly file: string;
  readonly message: string;
  readonly advice: string;
}

/** An import stops after this many errors. */
const maxErrors = 1_000;

/** The maximum length of an error message, to bound the memory for a thousand of them. */
const maxMessageLength = 1_000;

/** The errors of an import. */
export class ImportErrors {
  readonly #errors: ImportError[] = [];

  /** @throws Problem with all errors if there are too many. */
  add(error: ImportError): void {
    if (this.#errors.length === maxErrors) throw importProblem(this.#errors, false);
    this.#errors.push({ ...error, message: truncate(error.message, maxMessageLength) });
  }

  /** Adds the problems of a record, each at the position of its column. */
  addAll({ file, position }: Source, problems: readonly Problem[]): void {
    for (const { sentence, advice, column, reason } of problems) {
      const forAll = reason === 'date order' ? '; or say --date-format dmy or mdy for all of them' : '';
      this.add({ file, ...position(column), message: sentence, advice: advice + forAll });
    }
  }

  /**
   * @param unchecked the number of records that were not checked because they name one that failed
   * @throws Problem with all errors, if there is any
   */
  check(unchecked: number): void {
    if (this.#errors.length > 0) throw importProblem(this.#errors, true, unchecked);
  }
}

/** The problem with all errors of an import, or the first ones if `complete` is false. */
function importProblem(errors: readonly ImportError[], complete: boolean, unchecked = 0): Problem {
  const count = `${complete ? '' : 'more than '}${withCommas(errors.length)} ${errors.length === 1 ? 'error' : 'errors'}`;
  const parts = inLineOrder(errors).map(
    ({ file, line, column, message, advice }) =>
      new Problem('refused', message, advice, { location: `${file}:${line}:${column}` }),
  );
  const records = unchecked === 1 ? 'record that refers' : 'records that refer';
  const rest = unchecked === 0 ? '' : `, not counting ${withCommas(unchecked)} ${records} to failed ones`;
  return new Problem(
    'refused',
    `${count} in the import${rest}`,
    complete
      ? 'fix that and import again; nothing was imported'
      : 'fix these first: what follows them was not read, and nothing was imported',
    { reason: 'import', parts },
  );
}

/** Sorts errors by file and position. */
function inLineOrder(errors: readonly ImportError[]): ImportError[] {
  const files = new Map([...new Set(errors.map(({ file }) => file))].map((file, index) => [file, index]));
  const index = ({ file }: ImportError): number => files.get(file) as number;
  return errors.toSorted((a, b) => index(a) - index(b) || a.line - b.line || a.column - b.column);
}
