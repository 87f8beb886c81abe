import type { Command } from 'commander';
import { Problem } from '../../domain/problem';
import { listLimit, withCommas } from '../../domain/text';

/**
 * Collects the values of a flag that can be given several times.
 *
 * @throws Problem `usage` for more than `listLimit` of them.
 */
export function collect(value: string, before: string[] | undefined): string[] {
  if (before === undefined) return [value];
  if (before.length === listLimit) {
    throw new Problem(
      'usage',
      `a flag is given more than ${withCommas(listLimit)} times`,
      'import a list this long from a file',
    );
  }
  before.push(value);
  return before;
}

/**
 * Collects the values of a filter, as `collect` does.
 *
 * @throws Problem `usage`, which names the flag, for an empty value: it comes from an unset variable of a script.
 */
export function collectFilter(flag: string): typeof collect {
  const parse: typeof collect = (value, before) => {
    if (/[^\s,]/.test(value)) return collect(value, before);
    throw new Problem('usage', `${flag} needs a value`, 'give one, or leave the filter out');
  };
  collecting.add(parse);
  return parse;
}

/** The maximum number of column names; no record has this many. */
const maxNames = 100;

/**
 * Joins the comma-separated names of a flag that can be given several times.
 *
 * @throws Problem `usage` for more than `maxNames`.
 */
export function joined(value: string, before: string | undefined): string {
  const all = before === undefined ? value : `${before},${value}`;
  if (all.split(',', maxNames + 1).length <= maxNames) return all;
  throw new Problem('usage', `more than ${maxNames} column names`, 'name each column once');
}

/** The parsers of flags that can be given several times. */
const collecting: WeakSet<object> = new WeakSet([collect, joined]);

/**
 * Makes it an error to give a flag of one value twice: commander would silently use the last. A flag without a value may be
 * repeated.
 */
export function refuseRepeated(command: Command): void {
  for (const option of command.options) {
    const { parseArg } = option;
    if (!(option.required || option.optional) || (parseArg !== undefined && collecting.has(parseArg))) continue;
    option.argParser<unknown>((value, before) => {
      if (command.getOptionValueSource(option.attributeName()) === 'cli') {
        throw new Problem('usage', `${option.long} is given twice`, 'it takes one value: give it once');
      }
      return parseArg === undefined ? value : parseArg(value, before);
    });
  }
}
