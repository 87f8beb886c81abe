/** An all-day calendar entry. */
export interface CalendarEntry {
  /** Its first day, in ISO 8601. */
  readonly date: string;
  /** Its last day, if it lasts several. */
  readonly endDate?: string | null | undefined;
  readonly place?: string | null | undefined;
  /** Its status, unless it is confirmed. */
  readonly state?: 'cancelled' | 'tentative' | undefined;
  readonly summary: string;
  readonly description: string;
  /** Globally unique, and stable for as long as the same item is due. */
  readonly uid: string;
  /** Increases whenever the item or its due date changes. */
  readonly sequence: number;
  /** When it last changed, in UTC. */
  readonly changedAt: string;
}
