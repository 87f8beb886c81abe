/**
 * The table's own value for an untrusted key. Plain `table[key]` would also find inherited properties such as
 * `constructor` and `toString`.
 */
export function ownValue<Value>(table: { readonly [name: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
