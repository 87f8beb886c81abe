/** What went wrong, in the kinds that a script can tell apart by the exit code. */
export const exitCodes = {
  /** A file that cannot be read or written, a check that found something, anything unforeseen. */
  failed: 1,
  /** The command line is wrong: an unknown word or flag, a missing argument, a value that cannot be read. */
  usage: 2,
  /** What the command names is not in the register. */
  missing: 3,
  /** The data was refused: a file's content, a conflict, something that others depend on. */
  refused: 4,
  /** The register itself: absent, locked, damaged, of a newer program, read-only. */
  register: 5,
  /** The user left with Ctrl-C. */
  interrupted: 130,
} as const;

export type ProblemKind = keyof typeof exitCodes;

/**
 * The one error type of the program: one line of what is wrong, one of what to do.
 *
 * @example throw new Problem('missing', 'no body "SOK"', 'did you mean SOC? `cica body list` shows all');
 */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly advice: string;
  /** The column of a record that it is about, where it is about one. */
  readonly column: string | undefined;

  /** Lines that tell more, between the two. */
  readonly details: readonly string[];

  constructor(kind: ProblemKind, message: string, advice: string, column?: string, details: readonly string[] = []) {
    super(message);
    this.kind = kind;
    this.advice = advice;
    this.column = column;
    this.details = details;
  }

  /** What is wrong, with the column that it is about before it. */
  get sentence(): string {
    const { column, message } = this;
    return column === undefined || message.startsWith(`${column} `) ? message : `${column}: ${message}`;
  }

  /** The same problem, about a column. */
  at(column: string): Problem {
    return new Problem(this.kind, this.message, this.advice, column, this.details);
  }
}

/** That a record is not there, although something in the register refers to it: only another tool leaves that. */
export const lostRecord = (entity: string, id: number): Problem =>
  new Problem(
    'register',
    `the register has no ${entity.replace('_', ' ')} of id ${id}, though something in it refers to one`,
    '`cica verify` tells what was altered; restore a backup: cica db restore FILE',
  );
