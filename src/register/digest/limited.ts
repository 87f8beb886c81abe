/** The first items of a list, and the length of the whole list. */
export interface Limited<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** Takes the first `limit` items, null for all. */
export function limited<Item>(items: readonly Item[], limit: number | null): Limited<Item> {
  return { items: limit === null ? items : items.slice(0, limit), total: items.length };
}
