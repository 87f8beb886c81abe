/** The kinds of problem, each with its exit code. */
export const exitCodes = {
  /** A file could not be read or written, a check found something, or an unexpected error occurred. */
  failed: 1,
  /** The command line is wrong: an unknown command or flag, a missing argument, an invalid value. */
  usage: 2,
  /** The register has no such record. */
  missing: 3,
  /** The data was refused: invalid file content, a conflict, or a record on which others depend. */
  refused: 4,
  /** The register itself is missing, locked, corrupt, read-only or from a newer version. */
  register: 5,
  /** The user pressed Ctrl-C. */
  interrupted: 130,
} as const;

export type ProblemKind = keyof typeof exitCodes;

/** What a problem may carry beyond its message and advice. */
export interface ProblemDetails {
  /** The column with the problem. */
  readonly column?: string | undefined;
  /** A finer distinction than the kind, for code that handles it. */
  readonly reason?: 'missing field' | 'import' | 'date order' | 'output' | 'exists' | 'changed' | undefined;
  /** Lines to print between message and advice. */
  readonly details?: readonly string[];
  /** The position in a file: "decisions.csv:3:1". */
  readonly location?: string;
  /** The problems that this one summarizes. */
  readonly parts?: readonly Problem[];
}

/**
 * The program's only error type: one line that says what is wrong, and one that says what to do.
 *
 * @example throw new Problem('missing', 'no body "SOK"', 'did you mean SOC? `cica body list` shows all');
 */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly advice: string;
  readonly column: string | undefined;
  readonly reason: ProblemDetails['reason'];
  readonly details: readonly string[];
  readonly location: string | undefined;
  /** The problems that this one summarizes; for a single problem, just itself. */
  readonly parts: readonly [Problem, ...Problem[]];

  /** `more` is a column name, or all the details. */
  constructor(kind: ProblemKind, message: string, advice: string, more: string | ProblemDetails = {}) {
    super(message);
    const {
      column,
      reason,
      details = [],
      location,
      parts = [],
    }: ProblemDetails = typeof more === 'string' ? { column: more } : more;
    const [first = this, ...rest] = parts;
    this.kind = kind;
    this.advice = advice;
    this.column = column;
    this.reason = reason;
    this.details = details;
    this.location = location;
    this.parts = [first, ...rest];
  }

  /** The problem that a caught error is; any other error is thrown again. */
  static of(error: unknown): Problem {
    if (error instanceof Problem) return error;
    throw error;
  }

  /** The message, prefixed with the column. */
  get sentence(): string {
    const { column, message } = this;
    const named = column === undefined || this.reason === 'missing field' || message.startsWith(`${column} `);
    return named ? message : `${column}: ${message}`;
  }

  /** The same problem, attributed to a column. */
  at(column: string): Problem {
    return new Problem(this.kind, this.message, this.advice, { column, reason: this.reason, details: this.details });
  }
}

/** Runs `read` for the value of a flag, and names the flag in problems with it. */
export function readFlag<Value>(flag: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    const { kind, message, advice } = Problem.of(error);
    throw new Problem(kind, `${flag}: ${message}`, advice);
  }
}

/** The problem that the data was refused. */
export const refused = (message: string, advice: string, more?: string | ProblemDetails): Problem =>
  new Problem('refused', message, advice, more);

/** The problem that the register has no such record. */
export const missing = (message: string, advice: string): Problem => new Problem('missing', message, advice);

/** The problem that a register cannot be used. */
export const unusable = (message: string, advice: string): Problem => new Problem('register', message, advice);

/** A reference to a record that does not exist, which only another tool can have caused. */
export const danglingReference = (entity: string, id: number): Problem =>
  unusable(
    `the register has no ${entity.replace('_', ' ')} of id ${id}, though another record refers to it`,
    '`cica verify` reports what was altered; restore a backup: cica db restore FILE',
  );

/** The maximum number of candidates listed when a name is ambiguous. */
export const maxCandidates = 20;

/** The problem that another program holds the lock of a register. */
export const lockedRegister = (register: string): Problem =>
  unusable(`the register ${register} is locked by another program`, 'try again when that program has finished');
