/** Numbers from 0 to 1 that look random and are always the same: a linear congruential generator. */
export function randomNumbers(): () => number {
  let state = 20_231_212;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The items in an order that looks random and is always the same. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const random = randomNumbers();
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
