import type { Command } from 'commander';
import { Problem } from '../../domain/problem';
import { listLimit, withCommas } from '../../domain/text';

/**
 * Gathers the values of a flag that may be given several times.
 *
 * @throws Problem `usage` for more than `listLimit` of them.
 */
export function collect(value: string, before: string[] | undefined): string[] {
  if (before === undefined) return [value];
  if (before.length === listLimit) {
    const most = withCommas(listLimit);
    throw new Problem('usage', `a flag is given more than ${most} times`, 'import a list this long from a file');
  }
  before.push(value);
  return before;
}

/**
 * Gathers the values of a filter as `collect` does.
 *
 * @throws Problem `usage`, which names the flag, for an empty one: a variable of a script that is not set.
 */
export function collectFilter(flag: string): typeof collect {
  const parse: typeof collect = (value, before) => {
    if (/[^\s,]/.test(value)) return collect(value, before);
    throw new Problem('usage', `${flag} needs a value`, 'give one, or leave the filter out');
  };
  gathering.add(parse);
  return parse;
}

/** The most names of columns: no record has so many. */
const maxNames = 100;

/**
 * Names with commas of a flag that may be given several times.
 *
 * @throws Problem `usage` for more than `maxNames`.
 */
export function joined(value: string, before: string | undefined): string {
  const all = before === undefined ? value : `${before},${value}`;
  if (all.split(',', maxNames + 1).length <= maxNames) return all;
  throw new Problem('usage', `more than ${maxNames} names of columns`, 'name each column once');
}

/** How the values of a flag that may be given several times are put together. */
const gathering: WeakSet<object> = new WeakSet([collect, joined]);

/**
 * Lets every flag of a command that takes one value be given once: the last of several would stand for all in silence.
 * A flag without a value may be repeated.
 */
export function takeOnce(command: Command): void {
  for (const option of command.options) {
    const { parseArg } = option;
    if (!(option.required || option.optional) || (parseArg !== undefined && gathering.has(parseArg))) continue;
    option.argParser<unknown>((value, before) => {
      if (command.getOptionValueSource(option.attributeName()) === 'cli') {
        throw new Problem('usage', `${option.long} is given twice`, 'it takes one value: give it once');
      }
      return parseArg === undefined ? value : parseArg(value, before);
    });
  }
}
