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
  /** The register itself: absent, locked, corrupt, from a newer version, read-only. */
  register: 5,
  /** The user left with Ctrl-C. */
  interrupted: 130,
} as const;

export type ProblemKind = keyof typeof exitCodes;

/** What a problem may say beyond its message and advice. */
export interface ProblemDetails {
  /** The column of a record that it is about. */
  readonly column?: string | undefined;
  /** What code may have to tell apart within a kind. */
  readonly reason?: 'missing field' | 'version conflict' | 'import' | 'output' | undefined;
  /** Lines that are printed between message and advice. */
  readonly details?: readonly string[];
  /** The place in a file that it is about: "decisions.csv:3:1". */
  readonly place?: string;
  /** The problems that it sums up. */
  readonly parts?: readonly Problem[];
}

/**
 * The one error type of the program: one line of what is wrong, one of what to do.
 *
 * @example throw new Problem('missing', 'no body "SOK"', 'did you mean SOC? `cica body list` shows all');
 */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly advice: string;
  readonly column: string | undefined;
  readonly reason: ProblemDetails['reason'];
  readonly details: readonly string[];
  readonly place: string | undefined;
  /** The problems that it sums up; itself where it is a single one. */
  readonly parts: readonly [Problem, ...Problem[]];

  /** `more` is a column, or all that the problem says beyond message and advice. */
  constructor(kind: ProblemKind, message: string, advice: string, more: string | ProblemDetails = {}) {
    super(message);
    const {
      column,
      reason,
      details = [],
      place,
      parts = [],
    }: ProblemDetails = typeof more === 'string' ? { column: more } : more;
    const [first = this, ...rest] = parts;
    this.kind = kind;
    this.advice = advice;
    this.column = column;
    this.reason = reason;
    this.details = details;
    this.place = place;
    this.parts = [first, ...rest];
  }

  /** What is wrong, with the column that it is about before it. */
  get sentence(): string {
    const { column, message } = this;
    const named = column === undefined || this.reason === 'missing field' || message.startsWith(`${column} `);
    return named ? message : `${column}: ${message}`;
  }

  /** The same problem, about a column. */
  at(column: string): Problem {
    return new Problem(this.kind, this.message, this.advice, { column, reason: this.reason, details: this.details });
  }
}
/** That a record is not there, although something in the register refers to it: only another tool leaves that. */
export const lostRecord = (entity: string, id: number): Problem =>
  new Problem(
    'register',
    `the register has no ${entity.replace('_', ' ')} of id ${id}, though something in it refers to one`,
    '`cica verify` tells what was altered; restore a backup: cica db restore FILE',
  );

/** So many of the records that a name fits are told. */
export const mostCandidates = 20;
