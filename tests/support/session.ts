import { expect } from 'vitest';
import { cica, type Ran, type RunOptions } from './cica';

/** Runs a command line as it is typed, without `cica`; a value is one word, whatever is in it. */
export type Run = (line: TemplateStringsArray | string, ...values: readonly string[]) => Promise<Ran>;

/** The program on one register: run`meeting add --body SOC --date ${date} --title "Last one of the year"`. */
export function session(db: string, options: RunOptions = {}): Run {
  return (line, ...values) => cica(words(typeof line === 'string' ? [line] : line, values), { ...options, db });
}

/** What a command that has to succeed wrote to stdout. */
export async function done(ran: Promise<Ran>): Promise<string> {
  const { stdout, stderr, exitCode } = await ran;
  expect(stderr).not.toMatch(/^cica:/m);
  expect(exitCode).toBe(0);
  return stdout;
}

/** A refusal: an exit code, one line of what is wrong, one of what to do, and no trace of the program's inside. */
export function refused({ stdout, stderr, exitCode }: Ran, code: number, message: string): void {
  const [problem = '', advice = '', ...more] = lines(stderr);
  expect(problem).toContain(`cica: ${message}`);
  expect(advice).not.toBe('');
  expect(more).toEqual([]);
  expect(stderr).not.toMatch(insides);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code });
}

/** What no message may show. */
export const insides = /\n\s+at |node_modules|undefined|unforeseen/;

/** The lines of a text that ends in a line feed. */
export function lines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** All that a register holds, and the history of it: to see that nothing was changed. */
export async function everything(run: Run): Promise<string[]> {
  return Promise.all([
    done(run`export meetings --format yaml`),
    done(run`export bodies`),
    done(run`export parties`),
    done(run`export standings`),
    done(run`export instruments`),
    done(run`export acts`),
    done(run`log --format ndjson`),
  ]);
}

/** Stands for the value of that number while a line is taken apart. */
const mark = (index: number): string => `\u{f0000}${index}\u{f0001}`;
const marks = /\u{f0000}(\d+)\u{f0001}/gu;

function words(line: readonly string[], values: readonly string[]): string[] {
  const text = line.map((part, index) => part + (index < values.length ? mark(index) : '')).join('');
  const found = text.match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
  return found.map((word) => word.replaceAll('"', '').replace(marks, (_, index) => values[Number(index)] ?? ''));
}
