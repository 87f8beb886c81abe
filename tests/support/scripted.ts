import { setImmediate } from 'node:timers/promises';
import { Context } from '../../src/context';
import type { Choice } from '../../src/terminal/prompts';
import { environment, Kept } from './cica';

/**
 * A person at the questions, without a terminal: `vi.mock('../../src/terminal/prompts', () => import('../support/scripted'))`.
 * Each question takes the next answer of the script.
 */

/** Thrown when Esc is pressed, as prompts.ts does. */
export class SteppedBack extends Error {
  override name = 'ExitPromptError';
}

/** How a question is answered: by a text, or a part of the choice's name; Enter takes what is marked, or the default. */
export type Answer =
  | string
  | typeof enter
  | typeof esc
  | ((shown: Shown) => Promise<string | typeof enter | typeof esc>);
export const enter = Symbol('Enter');
export const esc = Symbol('Esc');

/** A question as it was asked. */
export interface Shown {
  readonly message: string;
  /** The default, or the name of the marked choice. */
  readonly preset: string;
  /** Where the default comes from. */
  readonly origin?: string | undefined;
  /** The names of the choices, and what is said of them. */
  readonly choices: readonly string[];
  readonly descriptions: readonly string[];
  readonly notes: readonly string[];
  /** What was wrong with the answer before. */
  readonly problem: string | null;
}

let script: (readonly [string, Answer])[] = [];

/** What was asked, in order. */
export let asked: Shown[] = [];

/** Answers questions: each by the beginning of its message, and the answer. */
export function answering(...steps: readonly (readonly [string, Answer])[]): void {
  script = [...steps];
  asked = [];
}

/** The questions that were expected, but not asked. */
export const unasked = (): string[] => script.map(([message]) => message);

async function next(shown: Shown): Promise<string | typeof enter> {
  asked.push(shown);
  await setImmediate();
  const [message, answer] = script.shift() ?? ['the end', enter];
  if (!shown.message.startsWith(message)) throw new Error(`asked "${shown.message}", expected "${message}"`);
  const typed = typeof answer === 'function' ? await answer(shown) : answer;
  if (typed === esc) throw new SteppedBack('Esc');
  return typed as string | typeof enter;
}

const plain = { choices: [], descriptions: [], notes: [], problem: null };

export async function confirm(message: string, preset = false, onEsc?: boolean): Promise<boolean> {
  try {
    const typed = await next({ ...plain, message, preset: preset ? 'yes' : 'no' });
    return typed === enter ? preset : typed === 'yes';
  } catch (error) {
    if (onEsc !== undefined && error instanceof SteppedBack) return onEsc;
    throw error;
  }
}

interface Line {
  readonly problemOf: (text: string) => string | null | Promise<string | null>;
  readonly preset?: string;
  readonly origin?: string;
}

export async function ask(message: string, { problemOf, preset = '', origin }: Line): Promise<string> {
  let problem: string | null = null;
  for (;;) {
    const typed: string | typeof enter = await next({ ...plain, message, preset, origin, problem });
    const text = typed === enter ? preset : typed;
    problem = await problemOf(text);
    if (problem === null) return text;
  }
}

interface Options<Value> {
  readonly preset?: Value;
  readonly notes?: readonly string[];
  readonly otherwise?: (typed: string) => Choice<Value> | null;
}

export async function choose<Value>(
  message: string,
  choices: readonly Choice<Value>[],
  { preset, notes = [], otherwise = () => null }: Options<Value> = {},
): Promise<Value> {
  const shown = choices.filter(({ isHidden }) => !isHidden);
  const marked = choices.find(({ value }) => value === preset) ?? shown[0];
  const typed = await next({
    ...{ ...plain, message, notes, preset: marked?.name ?? '' },
    ...{ choices: shown.map(({ name }) => name), descriptions: shown.map(({ description = '' }) => description) },
  });
  const chosen = typed === enter ? marked : choices.find(({ name }) => name.includes(typed));
  const found = chosen ?? (typed === enter ? null : otherwise(typed));
  if (found === null || found === undefined) throw new Error(`"${message}" has no "${String(typed)}"`);
  return found.value;
}

interface Interactive {
  readonly context: Context;
  /** What it wrote to stderr, and to stdout. */
  readonly said: () => string;
  readonly written: () => string;
}

/** A command at a terminal, on a register, as far as the questions are concerned. */
export function interactive(args: readonly string[], db: string): Interactive {
  const [stdout, stderr] = [new Kept(), new Kept()].map((stream) => Object.assign(stream, { isTTY: true }));
  const stdin = { isTTY: true };
  const env = environment({ db });
  const context = new Context({ env, argv: args, stdin, stdout, stderr } as never);
  return { context, said: () => (stderr as Kept).text, written: () => (stdout as Kept).text };
}
