/** An all-day entry of a calendar. */
export interface CalendarEntry {
  /** The day, in ISO 8601. */
  readonly date: string;
  readonly summary: string;
  readonly description: string;
  /** Stays the same as long as it is the same thing that falls due, and is nowhere else another's. */
  readonly uid: string;
  /** Grows with every change of what falls due, or of when. */
  readonly sequence: number;
  /** When it was changed last, in UTC. */
  readonly changedAt: string;
}
