import { stringify } from 'yaml';
import type { Format } from './format';
import { pick } from './json';

/** Texts are quoted wherever YAML 1.1 or 1.2 would read something else: "NO", "4.10", "2024". */
const options = { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;

/** A list of mappings. */
export const yaml: Format = async (columns) => {
  let empty = true;
  return {
    head: () => '',
    rows: (rows) => {
      empty &&= rows.length === 0;
      return rows.map((row) => stringify([pick(row, columns)], options)).join('');
    },
    end: () => (empty ? '[]\n' : ''),
  };
};

/** One YAML document. */
export function yamlDocument(value: unknown): string {
  return stringify(value, options);
}
