import { visible } from './output';

/** inquirer is an ES module alone, which a CommonJS bundle can only import when it is asked for. */
const inquirer = async () => (await import('inquirer')).default;

/** One of several to choose from. */
export interface Choice<Value> {
  readonly name: string;
  readonly value: Value;
}

/** Asks yes or no. Every question can be left with Ctrl-C: main.ts ends the program then. */
export async function confirm(message: string, preset = false): Promise<boolean> {
  const { value } = await (await inquirer()).prompt<{ value: boolean }>([
    { type: 'confirm', name: 'value', message, default: preset },
  ]);
  return value;
}

/** Asks for a line of text; `problemOf` says what is wrong with it, or null. */
export async function ask(message: string, problemOf: (text: string) => string | null): Promise<string> {
  const { value } = await (await inquirer()).prompt<{ value: string }>([
    { type: 'input', name: 'value', message, validate: (text: string) => problemOf(text) ?? true },
  ]);
  return value;
}

/** Asks for one of a list; typing narrows it down to those that have all the words typed. */
export async function choose<Value>(message: string, choices: readonly Choice<Value>[]): Promise<Value> {
  const { value } = await (await inquirer()).prompt<{ value: number }>([
    {
      type: 'search',
      name: 'value',
      message,
      pageSize: 10,
      source: (typed: string | undefined) => matching(choices, typed ?? ''),
    },
  ]);
  return (choices[value] as Choice<Value>).value;
}

/** The places of the choices that have all the words. */
function matching(choices: readonly Choice<unknown>[], typed: string): Choice<number>[] {
  const words = typed.toLowerCase().split(/\s+/);
  return choices
    .map(({ name }, index) => ({ name: visible(name), value: index }))
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
}
