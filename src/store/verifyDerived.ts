import type { EntityName } from '../domain/schema';
import { endOfTime } from '../domain/status';
import type { Dialect } from './store';

/**
 * An SQL condition on a row `r` and a decision's meeting `m` under which the derived columns certainly equal those of
 * `derivedValues`. It covers only what most rows have: full dates, whole numbers, symbols without spaces.
 */
export function derivedAsExpected(dialect: Dialect, entity: EntityName): string {
  return conditions[entity]?.(dialect) ?? '1 = 1';
}

const conditions: { readonly [E in EntityName]?: (dialect: Dialect) => string } = {
  meeting: () => 'r.met_on = r.date and length(r.date) = 10',
  agenda_item: (dialect) =>
    `r.sort_key = substr('00000000000000000000', length(r.number) + 1) || r.number and ${dialect.consistsOf('r.number', '0-9')}`,
  decision: (
    dialect,
  ) => `r.body_id = m.body_id and ${dialect.hasType('r.body_id', 'integer')} and r.met_on = m.date and length(m.date) = 10
    and r.decided_on = coalesce(r.date, m.end_date, m.date) and length(r.decided_on) = 10 and ${keyAsExpected(dialect)}`,
  standing: () => `r.from_date = coalesce(r.since, '0001-01-01') and length(r.from_date) = 10
    and r.until_date = coalesce(r.until, '${endOfTime}') and length(r.until_date) = 10`,
  document: (dialect) => keyAsExpected(dialect),
};

/** The characters of symbols whose key (`foldName`) is simply the symbol in lower case. */
const plainSymbol = 'A-Za-z0-9/.()';

const keyAsExpected = (dialect: Dialect): string => `case when r.symbol is null then r.symbol_key is null
  else r.symbol_key = lower(r.symbol) and ${dialect.consistsOf('r.symbol', plainSymbol)} end`;
