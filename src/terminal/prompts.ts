import { styleText } from 'node:util';
import { fold } from '../domain/searchText';
import { Keyboard, lineBreak } from './keyboard';
import { visible } from './output';
import { cut } from './wrap';

const inquirer = async () => {
  // the one way to tell it
  if (process.argv.includes('--no-color')) process.env.NO_COLOR = '1';
  const { loadInquirer } = await import('./inquirer');
  return loadInquirer();
};

/** Thrown when Esc is pressed to go back. If there is nothing to go back to, it cancels, like Ctrl-C. */
export class SteppedBack extends Error {
  override name = 'ExitPromptError';
}

let keyboard: Keyboard | undefined;

/** The only keyboard: it keeps input typed ahead from one question to the next. */
function sharedKeyboard(): Keyboard {
  keyboard ??= new Keyboard(process.stdin, process.stdout, (text) => process.stderr.write(`${text}\n`));
  return keyboard;
}

/** One of several to choose from. */
export interface Choice<Value> {
  readonly name: string;
  readonly value: Value;
  /** Other words that find it. */
  readonly also?: string;
  /** What is said of it while it is the marked one. */
  readonly about?: string;
  /** Whether it is shown only if it matches what is typed. */
  readonly isHidden?: boolean;
}

/** Asks yes or no. Every question can be left with Ctrl-C: main.ts ends the program then. */
export function confirm(message: string, preset = false): Promise<boolean> {
  return answerTo({ type: 'confirm', message, default: preset });
}

/** How a line of text is asked for. */
interface LineQuestion {
  /** What is wrong with a text, or null. */
  readonly problemOf: (text: string) => string | null | Promise<string | null>;
  /** The default: Enter accepts it, Tab inserts it for editing, Backspace clears it. */
  readonly preset?: string | undefined;
}

/** Asks for a line of text; pasted lines are separated by `lineBreak`. */
export function ask(message: string, { problemOf, preset = '' }: LineQuestion): Promise<string> {
  return answerTo({
    type: 'input',
    message,
    default: visible(preset).replaceAll('\n', lineBreak),
    validate: async (text: string) => (await problemOf(text)) ?? true,
  });
}

/** Asks for one of several choices, with the cursor on `preset`; typing narrows them to those with all the typed words. */
export async function choose<Value>(
  message: string,
  choices: readonly Choice<Value>[],
  preset?: Value,
): Promise<Value> {
  // a terminal of unknown size reports 0
  const columns = process.stdout.columns || 80;
  const rows = process.stdout.rows || 24;
  const shown = choices.map(({ name, also, about, isHidden = false }, value) => ({
    // the mark before each takes two columns
    name: cut(visible(name), columns - 2),
    found: fold(`${name} ${also ?? ''}`).trim(),
    value,
    isHidden,
    ...(about === undefined ? {} : { description: about }),
  }));
  const place = await answerTo<number>({
    type: 'search',
    message,
    default: choices.findIndex(({ value }) => value === preset),
    pageSize: Math.max(3, Math.min(20, rows - 6)),
    source: (words: string | undefined) => matching(shown, fold(words ?? '')),
    theme: { style: { keysHelpTip: () => dim('type to narrow down • ↑↓ move • ⏎ choose • Esc back • Ctrl-C leave') } },
  });
  return (choices[place] as Choice<Value>).value;
}

const dim = (text: string): string => (process.env.NO_COLOR ? text : styleText('dim', text));

/** What a question of inquirer is told; each type has its own. */
type Question = Readonly<Record<string, unknown>> & { readonly type: string; readonly message: string };

/**
 * The answer to one question. Ctrl-D closes what inquirer reads from, and leaves it waiting with nothing to wait for:
 * node would end as if all were done. It is taken as Ctrl-C is.
 */
function answerTo<Value>(question: Question): Promise<Value> {
  return new Promise((resolve, reject) => {
    const left = () => reject(Object.assign(new Error('the input has ended'), { name: 'ExitPromptError' }));
    const escaped = new AbortController();
    const goBack = () => escaped.abort();
    process.once('beforeExit', left);
    const input = sharedKeyboard().on('escape', goBack);
    inquirer()
      .then(({ createPromptModule }) => createPromptModule({ input: input as never, signal: escaped.signal }))
      .then((prompt) => prompt<{ value: Value }>([{ ...question, name: 'value' }] as never))
      .then(({ value }) => resolve(value as Value))
      .catch((error: unknown) => reject(escaped.signal.aborted ? new SteppedBack('Esc') : error))
      .finally(() => {
        process.off('beforeExit', left);
        input.off('escape', goBack);
      });
  });
}

/** The choices that have all the words: first those that begin with them, then those with a word that does. */
function matching<FoundRecord extends { readonly found: string; readonly isHidden: boolean }>(
  choices: readonly FoundRecord[],
  typed: string,
): FoundRecord[] {
  const words = typed.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return choices.filter(({ isHidden }) => !isHidden);
  const rank = ({ found }: FoundRecord): number => {
    if (found.startsWith(typed)) return 0;
    return words.every((word) => found.startsWith(word) || found.includes(` ${word}`)) ? 1 : 2;
  };
  return choices
    .filter(({ found }) => words.every((word) => found.includes(word)))
    .toSorted((one, other) => rank(one) - rank(other));
}
