import { setTimeout } from 'node:timers/promises';
import { styleText } from 'node:util';
import { fold } from '../domain/searchText';
import { withCommas } from '../domain/text';
import { Keyboard, lineBreak } from './keyboard';
import { visible } from './output';
import { cut, wrap } from './wrap';

const inquirer = async () => {
  // the one way to tell it
  if (process.argv.includes('--no-color') || process.env.TERM === 'dumb') process.env.NO_COLOR = '1';
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

/** How one of several choices is asked for. */
interface ChoiceOptions<Value> {
  /** The value of the choice that is marked first. */
  readonly preset?: Value | undefined;
  /** What to know before choosing, shown above the choices. */
  readonly notes?: readonly string[];
  /** The choice to offer for what is typed, after those that match it. */
  readonly otherwise?: (typed: string) => Choice<Value> | null;
}

/**
 * Asks yes or no. Every question can be left with Ctrl-C: main.ts ends the program then.
 *
 * @param esc what Esc says; where it says nothing, it goes back
 */
export async function confirm(message: string, preset = false, esc?: boolean): Promise<boolean> {
  try {
    return await answerTo(() => ({ type: 'confirm', message, default: preset }));
  } catch (error) {
    if (esc !== undefined && error instanceof SteppedBack) return esc;
    throw error;
  }
}

/** How a line of text is asked for. */
interface LineQuestion {
  /** What is wrong with a text, or null. */
  readonly problemOf: (text: string) => string | null | Promise<string | null>;
  /** The default: Enter accepts it, Tab inserts it for editing, Backspace clears it. */
  readonly preset?: string | undefined;
  /** Where the default comes from, such as "as last time". */
  readonly origin?: string | undefined;
}

/** Asks for a line of text; pasted lines are separated by `lineBreak`. */
export function ask(message: string, { problemOf, preset = '', origin }: LineQuestion): Promise<string> {
  const line = { typed: '' };
  const keysOfDefault = origin === undefined ? 'Tab edits' : `${origin}; Backspace empties, Tab edits`;
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

/** So many choices are drawn at most; inquirer draws all that it is given, those that do not show too. */
const maxDrawn = 200;

/** The lines of a question beside its choices. */
const otherLines = 8;

/** The lines that a choice which is cut has to be shown whole below the others. */
const wholeLines = 3;

/** Asks for one of several choices; typing narrows them to those with all the typed words. */
export async function choose<Value>(
  message: string,
  choices: readonly Choice<Value>[],
  { preset, notes = [], otherwise = () => null }: ChoiceOptions<Value> = {},
): Promise<Value> {
  const line = { typed: '' };
  const marked = choices.findIndex(({ value }) => value === preset);
  const place = await answerTo<number>(() => {
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
  return ((choices[place] ?? otherwise(line.typed)) as Choice<Value>).value;
}

const nothingFound = 'nothing matches; Backspace deletes letters';

/** A line among the choices that cannot be chosen. */
const separator = (text: string) => ({ type: 'separator', separator: text });

const keysOfChoice = '↑↓ Enter choose • type to search • Esc back • Ctrl-C quit';

/** A choice on a line of the terminal; what does not fit is shown whole while it is the marked one. */
function shownChoice<Value>({ name, also, about, isHidden = false }: Choice<Value>, value: number, columns: number) {
  const whole = visible(name);
  // the mark before each takes two columns
  const line = cut(whole, columns - 2);
  const description = about ?? (line === whole ? undefined : cut(whole.trim(), wholeLines * (columns - 1)));
  return {
    ...{ name: line, short: line.trim().replace(/ {2,}/, '  '), value, isHidden },
    found: fold(`${name} ${also ?? ''}`).trim(),
    ...(description === undefined ? {} : { description }),
  };
}

/** The first choices, with the marked one among them, and how many more there are. */
function firstOf<Shown extends { readonly value: number }>(found: readonly Shown[], marked: number) {
  if (found.length <= maxDrawn) return found;
  const first = found.slice(0, maxDrawn);
  const preset = found.slice(maxDrawn).filter(({ value }) => value === marked);
  const more = `… ${withCommas(found.length - maxDrawn)} more: type a part of the name`;
  return [...preset, ...first, separator(more)];
}

const styled = (style: 'cyan' | 'dim', text: string): string => (process.env.NO_COLOR ? text : styleText(style, text));

/** What a question of inquirer is told; each type has its own. */
type Question = Readonly<Record<string, unknown>> & { readonly type: string; readonly message: string };

/** What ends a question without an answer, and the program. */
class Interrupted extends Error {
  override name = 'ExitPromptError';
}

/** The terminal is closed, or the program is to end: nothing more can be asked. */
export class Ended extends Interrupted {}

/** A question has to be asked once more: the terminal has another size, or the program stopped in between. */
class AskAgain extends Error {}

/** The answer to one question, which is asked again, with what was typed, when its place on the screen is lost. */
async function answerTo<Value>(question: () => Question, line = { typed: '' }): Promise<Value> {
  for (;;) {
    try {
      return await askOnce<Value>(question(), line);
    } catch (error) {
      if (!(error instanceof AskAgain)) throw error;
      if (error.message === 'suspend') process.kill(0, 'SIGTSTP');
      // it takes a moment to stop; and a terminal whose edge is dragged has many sizes
      await setTimeout(100);
    }
  }
}

/**
 * Asks a question until it is answered or left. Ctrl-D, a signal and a terminal that is closed leave it as Ctrl-C does.
 *
 * @param line what was typed of the answer, kept by the question while it changes
 */
async function askOnce<Value>(question: Question, line: { readonly typed: string }): Promise<Value> {
  const input = sharedKeyboard();
  const left = new AbortController();
  const endings: { readonly [event: string]: () => void } = {
    escape: () => left.abort(new SteppedBack('Esc')),
    end: () => line.typed === '' && left.abort(new Interrupted('Ctrl-D')),
    leave: () => left.abort(new Ended('the terminal or the program ends')),
    suspend: () => left.abort(new AskAgain('suspend')),
  };
  const resized = () => left.abort(new AskAgain('resize'));
  for (const [event, end] of Object.entries(endings)) input.on(event, end);
  process.stdout.on('resize', resized);
  try {
    const { createPromptModule } = await inquirer();
    const prompt = createPromptModule({ input: input as never, signal: left.signal });
    input.typeAgain(line.typed);
    return (await prompt<{ value: Value }>([{ ...question, name: 'value' }] as never)).value as Value;
  } catch (error) {
    throw left.signal.aborted ? left.signal.reason : error;
  } finally {
    for (const [event, end] of Object.entries(endings)) input.off(event, end);
    process.stdout.off('resize', resized);
  }
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
