/**
 * What a table itself holds under a text from outside. Plain `table[text]` would also find what every object inherits:
 * `constructor`, `__proto__`, `toString`.
 */
export function own<Value>(table: { readonly [name: string]: Value }, text: string): Value | undefined {
  return Object.hasOwn(table, text) ? table[text] : undefined;
}
