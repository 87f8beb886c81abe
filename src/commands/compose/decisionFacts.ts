import type { Row, RowParty } from '../../domain/row';
import type { PartyRole } from '../../domain/vocabulary';
import type { LaterLink } from '../../register/meeting/minutes';
import type { Names } from './wording';

/** A decision with what is told of it. */
export interface DecisionFacts {
  readonly row: Row;
  /** The day on which it was taken; null if that is the day of the meeting. */
  readonly day: string | null;
  readonly objections: readonly Row[];
  readonly tasks: readonly Row[];
  readonly later: readonly LaterLink[];
  readonly names: Names;
  /** The day for which its fate is told; null if it is not told. */
  readonly asOf: string | null;
}

/** The names of the parties in a role. */
export const inRole = (row: Row, role: PartyRole): string[] =>
  ((row.parties ?? []) as readonly RowParty[]).filter((party) => party.role === role).map(({ name }) => name);
