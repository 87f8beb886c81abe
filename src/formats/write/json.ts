import type { Row } from '../../domain/row';
import { columnNames, type EntityName, entities } from '../../domain/schema';
import type { Format } from './format';

/** An array of objects, one per line. */
export const json: Format = async (columns) => {
  let first = true;
  return {
    head: () => '[',
    rows: (rows) =>
      rows
        .map((row) => {
          const comma = first ? '' : ',';
          first = false;
          return `${comma}\n  ${JSON.stringify(pick(row, columns))}`;
        })
        .join(''),
    end: () => (first ? ']\n' : '\n]\n'),
  };
};

/** One object per line. */
export const ndjson: Format = async (columns) => ({
  head: () => '',
  rows: (rows) => rows.map((row) => `${JSON.stringify(pick(row, columns))}\n`).join(''),
  end: () => '',
});

/** A record with all its columns. */
export const recordObject = (entity: EntityName, row: Row): Record<string, unknown> =>
  pick(row, columnNames(entities[entity]));

/** The requested columns of a row, in that order; absent ones are null. */
export function pick(row: Row, columns: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
}
