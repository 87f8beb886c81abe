/** An all-day calendar entry. */
export interface CalendarEntry {
  /** ISO 8601. */
  readonly date: string;
  readonly summary: string;
  readonly description: string;
  /** Globally unique, and stable for as long as the same item is due. */
  readonly uid: string;
  /** Increases whenever the item or its due date changes. */
  readonly sequence: number;
  /** When it last changed, in UTC. */
  readonly changedAt: string;
}
