import { setTimeout } from 'node:timers/promises';
import { styleText } from 'node:util';
import { fold } from '../domain/searchText';
import { withCommas } from '../domain/text';
import { Keyboard, lineBreak } from './keyboard';
import { visible } from './output';
import { cut, wrap } from './wrap';

const inquirer = async () => {
  // inquirer offers no other way to detect this
  if (process.argv.includes('--no-color') || process.env.TERM === 'dumb') process.env.NO_COLOR = '1';
  const { loadInquirer } = await import('./inquirer');
  return loadInquirer();
};

/** Thrown when Esc is pressed to go back. If there is nothing to go back to, it cancels, like Ctrl-C. */
export class SteppedBack extends Error {
  override name = 'ExitPromptError';
}

let keyboard: Keyboard | undefined;

/** The only keyboard: it keeps what is typed ahead for the next question. */
function sharedKeyboard(): Keyboard {
  keyboard ??= new Keyboard(process.stdin, process.stdout, (text) => process.stderr.write(`${text}\n`));
  return keyboard;
}

/** One of several choices. */
export interface Choice<Value> {
  readonly name: string;
  readonly value: Value;
  /** Other words by which it is found. */
  readonly keywords?: string;
  /** Shown while it is highlighted. */
  readonly description?: string;
  /** Whether it is shown only if it matches the typed text. */
  readonly isHidden?: boolean;
}

/** How to ask for one of several choices. */
interface ChoiceOptions<Value> {
  /** The value of the choice that is highlighted first. */
  readonly preset?: Value | undefined;
  /** What to know before choosing, shown above the choices. */
  readonly notes?: readonly string[];
  /** An additional choice for the typed text, offered after those that match it. */
  readonly otherwise?: (typed: string) => Choice<Value> | null;
}

/**
 * Asks yes or no. Ctrl-C cancels any question: main.ts then ends the program.
 *
 * @param esc the answer that Esc gives; without it, Esc goes back
 */
export async function confirm(message: string, preset = false, esc?: boolean): Promise<boolean> {
  try {
    return await answerTo(() => ({ type: 'confirm', message, default: preset }));
  } catch (error) {
    if (esc !== undefined && error instanceof SteppedBack) return esc;
    throw error;
  }
}

/** How to ask for a line of text. */
interface LineQuestion {
  /** Why a text is invalid, or null. */
  readonly problemOf: (text: string) => string | null | Promise<string | null>;
  /** The default: Enter accepts it, Tab inserts it for editing, Backspace clears it. */
  readonly preset?: string | undefined;
  /** Where the default comes from, such as "as last time". */
  readonly origin?: string | undefined;
}

/** Asks for a line of text; pasted lines are separated by `lineBreak`. */
export function ask(message: string, { problemOf, preset = '', origin }: LineQuestion): Promise<string> {
  const line = { typed: '' };
  const keysOfDefault = origin === undefined ? 'Tab edits' : `${origin}; Backspace clears, Tab edits`;
  return answerTo(
    () => ({
      type: 'input',
      message,
      default: visible(preset).replaceAll('\n', lineBreak),
      validate: async (text: string) => (await problemOf(text)) ?? true,
      transformer: (text: string, { isFinal }: { isFinal: boolean }) => {
        line.typed = text;
        return isFinal ? styled('cyan', text) : text;
      },
      theme: {
        style: {
          defaultAnswer: (text: string) =>
            styled('dim', `(Enter: ${text}${origin === undefined ? '; ' : ', '}${keysOfDefault})`),
        },
      },
    }),
    line,
  );
}

/** The maximum number of choices to pass to inquirer, which renders all of them, even those that are not visible. */
const maxDrawn = 200;

/** The lines that a question takes in addition to its choices. */
const otherLines = 8;

/** The lines below the choices that show a truncated choice in full. */
const wholeLines = 3;

/** Asks for one of several choices; typing narrows them to those with all the typed words. */
export async function choose<Value>(
  message: string,
  choices: readonly Choice<Value>[],
  { preset, notes = [], otherwise = () => null }: ChoiceOptions<Value> = {},
): Promise<Value> {
  const line = { typed: '' };
  const marked = choices.findIndex(({ value }) => value === preset);
  const index = await answerTo<number>(() => {
    // a terminal of unknown size reports 0
    const columns = process.stdout.columns || 80;
    const rows = process.stdout.rows || 24;
    const shown = choices.map((choice, value) => shownChoice(choice, value, columns));
    // a note is after a space
    const heading = notes.flatMap((text) => wrap(visible(text), columns - 2)).map(separator);
    return {
      type: 'search',
      message,
      default: marked,
      pageSize: Math.max(3, Math.min(20, rows - otherLines)),
      source: (words: string | undefined) => {
        line.typed = words ?? '';
        const found = matching(shown, fold(line.typed));
        if (line.typed === '') return [...heading, ...firstOf(found, marked)];
        const other = otherwise(line.typed);
        const more = other === null ? [] : [shownChoice(other, choices.length, columns)];
        return found.length + more.length === 0 ? [separator(nothingFound)] : [...firstOf(found, marked), ...more];
      },
      theme: { style: { keysHelpTip: () => styled('dim', keysOfChoice) } },
    };
  }, line);
  return ((choices[index] ?? otherwise(line.typed)) as Choice<Value>).value;
}

const nothingFound = 'nothing matches; Backspace deletes letters';

/** A line among the choices that cannot be selected. */
const separator = (text: string) => ({ type: 'separator', separator: text });

const keysOfChoice = '↑↓ Enter choose • type to search • Esc back • Ctrl-C quit';

/** A choice on one line of the terminal; if it is truncated, it is shown in full while highlighted. */
function shownChoice<Value>(
  { name, keywords = '', description, isHidden = false }: Choice<Value>,
  value: number,
  columns: number,
) {
  const label = visible(name);
  // the pointer before each takes two columns
  const line = cut(label, columns - 2);
  const details = description ?? (line === label ? undefined : cut(label.trim(), wholeLines * (columns - 1)));
  return {
    ...{ name: line, short: line.trim().replace(/ {2,}/, '  '), value, isHidden },
    found: fold(`${name} ${keywords}`).trim(),
    ...(details === undefined ? {} : { description: details }),
  };
}

/** The first choices, including the highlighted one, and the number of others. */
function firstOf<Shown extends { readonly value: number }>(found: readonly Shown[], marked: number) {
  if (found.length <= maxDrawn) return found;
  const first = found.slice(0, maxDrawn);
  const preset = found.slice(maxDrawn).filter(({ value }) => value === marked);
  const more = `… ${withCommas(found.length - maxDrawn)} more: type a part of the name`;
  return [...preset, ...first, separator(more)];
}

const styled = (style: 'cyan' | 'dim', text: string): string => (process.env.NO_COLOR ? text : styleText(style, text));

/** The options of a question of inquirer; each type has its own. */
type Question = Readonly<Record<string, unknown>> & { readonly type: string; readonly message: string };

/** Thrown to end a question without an answer, and the program with it. */
class Interrupted extends Error {
  override name = 'ExitPromptError';
}

/** The terminal was closed, or the program must end: no more questions can be asked. */
export class Ended extends Interrupted {}

/** A question must be asked again: the terminal was resized, or the program was suspended. */
class AskAgain extends Error {}

/** The answer to one question. It is asked again, with the typed text, when its position on the screen is lost. */
async function answerTo<Value>(question: () => Question, line = { typed: '' }): Promise<Value> {
  for (;;) {
    try {
      return await askOnce<Value>(question(), line);
    } catch (error) {
      if (!(error instanceof AskAgain)) throw error;
      if (error.message === 'suspend') process.kill(0, 'SIGTSTP');
      // stopping takes a moment, and dragging the edge of a window causes many resizes
      await setTimeout(100);
    }
  }
}

/**
 * Asks a question until it is answered or cancelled. Ctrl-D, a signal and a closed terminal cancel it as Ctrl-C does.
 *
 * @param line the part of the answer that was typed so far
 */
async function askOnce<Value>(question: Question, line: { readonly typed: string }): Promise<Value> {
  const input = sharedKeyboard();
  const interrupted = new AbortController();
  const endings: { readonly [event: string]: () => void } = {
    escape: () => interrupted.abort(new SteppedBack('Esc')),
    end: () => line.typed === '' && interrupted.abort(new Interrupted('Ctrl-D')),
    leave: () => interrupted.abort(new Ended('the terminal or the program ends')),
    suspend: () => interrupted.abort(new AskAgain('suspend')),
  };
  const resized = () => interrupted.abort(new AskAgain('resize'));
  for (const [event, end] of Object.entries(endings)) input.on(event, end);
  process.stdout.on('resize', resized);
  try {
    const { createPromptModule } = await inquirer();
    const prompt = createPromptModule({ input: input as never, signal: interrupted.signal });
    input.typeAgain(line.typed);
    return (await prompt<{ value: Value }>([{ ...question, name: 'value' }] as never)).value as Value;
  } catch (error) {
    throw interrupted.signal.aborted ? interrupted.signal.reason : error;
  } finally {
    for (const [event, end] of Object.entries(endings)) input.off(event, end);
    process.stdout.off('resize', resized);
  }
}

/** The choices that match all the words: first those that begin with them, then those with a word that does. */
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
