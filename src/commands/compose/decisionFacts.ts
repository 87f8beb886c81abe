import type { Row, RowParty } from '../../domain/row';
import type { PartyRole } from '../../domain/vocabulary';
import type { LaterLink } from '../../register/meeting/minutes';
import type { Names } from './wording';

/** A decision with the facts that its text is written from. */
export interface DecisionFacts {
  readonly row: Row;
  /** Its date; null if it is that of the meeting. */
  readonly day: string | null;
  readonly objections: readonly Row[];
  readonly tasks: readonly Row[];
  readonly later: readonly LaterLink[];
  readonly names: Names;
  /** The date as of which later developments are stated; null to leave them out. */
  readonly asOf: string | null;
}

/** The names of the parties in a role. */
export const inRole = (row: Row, role: PartyRole): string[] =>
  ((row.parties ?? []) as readonly RowParty[]).filter((party) => party.role === role).map(({ name }) => name);
