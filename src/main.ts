import { isatty } from 'node:tty';
import { CommanderError } from 'commander';
import { nouns } from './commands/program/nouns';
import { programFor, shortHelp } from './commands/program/program';
import { topics } from './commands/program/topics';
import { namedCommand, usageProblem } from './commands/program/usage';
import { Context, isPackageFile, type ProcessIO } from './context';
import { exitCodes, Problem } from './domain/problem';
import { incompleteInstallation, isSystemError, missingModule, ReaderGone, systemProblem } from './domain/systemError';
import { truncate } from './domain/text';
import { type Output, visible } from './terminal/output';

/** Runs a command line; returns the exit code once all output is written. */
export async function main(outside: ProcessIO): Promise<number> {
  const context = new Context(outside);
  try {
    await run(context, outside.argv);
    return 0;
  } catch (error) {
    return exitCodeOf(error, context);
  }
}

async function run(context: Context, argv: readonly string[]): Promise<void> {
  try {
    checkCharacters(argv);
    const topic = argv[0] === 'help' ? topics.find(({ name }) => name === argv[1]) : undefined;
    if (argv.length === 0) await context.output.write(shortHelp);
    else if (argv[0] === '__complete') {
      const { complete } = await import('./commands/program/complete');
      await complete(context, argv.slice(1));
    } else if (topic !== undefined) await context.output.write(await topic.text(context.output));
    else {
      const program = await programFor(context, typedNoun(argv));
      const { command, help } = await namedCommand(context, program, operands(argv));
      if (help) command.help();
      await program.parseAsync(argv, { from: 'user' });
    }
  } finally {
    // a person may read for long
    await context.close().finally(() => context.output.endPaging());
  }
}

/**
 * Refuses words that are not in UTF-8: Node has put U+FFFD in the place of what it could not read.
 *
 * @throws Problem `usage` for the first of them.
 */
function checkCharacters(argv: readonly string[]): void {
  const word = argv.find((one) => one.includes('\ufffd'));
  if (word === undefined) return;
  throw new Problem(
    'usage',
    `"${word}" has a character that is not UTF-8, or was lost before`,
    'type that part again; a text that really has U+FFFD in it can be imported',
  );
}

/** The words of a command line that are neither flags nor the value of --db. */
const operands = (argv: readonly string[]): string[] =>
  argv.filter((word, index) => !word.startsWith('-') && argv[index - 1] !== '--db');

/** The first-level command that was typed. */
function typedNoun(argv: readonly string[]): string {
  const noun = operands(argv).find((word) => word !== 'help');
  return noun !== undefined && Object.hasOwn(nouns, noun) ? noun : '';
}

/** Reports an error and returns its exit code. */
function exitCodeOf(caught: unknown, context: Context): number {
  const { output, io } = context;
  if (caught instanceof ReaderGone) return 0;
  if (caught instanceof CommanderError && caught.exitCode === 0) return 0;
  if (caught instanceof CommanderError && caught.code === 'commander.help') return exitCodes.usage;
  const error = caught instanceof CommanderError ? usageProblem(caught) : caught;
  if (error instanceof Error && error.name === 'ExitPromptError') {
    output.say('\nCancelled. Nothing was recorded.');
    return exitCodes.interrupted;
  }
  if (io.env.CICA_DEBUG === '1' && error instanceof Error) output.say(error.stack ?? '');
  const problem = problemOf(error);
  if (problem !== undefined) {
    const parts = problem.parts.filter((part) => part !== problem);
    for (const { location, message, advice } of parts) output.say(oneLine(`${location}: ${message} (${advice})`));
    const recorded = context.recorded && problem.reason === 'output';
    const advice = recorded ? 'the changes were recorded nevertheless: `cica log` shows them' : problem.advice;
    sayProblem(output, problem.message, advice, problem.details);
    return exitCodes[problem.kind];
  }
  const message = error instanceof Error ? error.message : String(error);
  sayProblem(output, `unexpected error: ${message}`, 'CICA_DEBUG=1 shows where; please report it');
  return exitCodes.failed;
}

/** The problem behind an error that is not the program's own: of files, streams, the installation. */
function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const missing = missingModule(error);
  if (missing !== undefined) return incompleteInstallation(`${missing} is missing`);
  if (!isSystemError(error)) return undefined;
  if (typeof error.path === 'string' && isPackageFile(error.path)) {
    return incompleteInstallation(`${error.path} cannot be read`);
  }
  return systemProblem(error);
}

function sayProblem(output: Output, message: string, advice: string, details: readonly string[] = []): void {
  const { messageColour } = output;
  output.say(`${messageColour.red('cica:')} ${oneLine(message)}`);
  for (const detail of details) output.say(`  ${oneLine(detail)}`);
  if (advice !== '') output.say(oneLine(advice));
}

/** A message on one line, truncated, and harmless to a terminal. */
function oneLine(text: string): string {
  return truncate(visible(text).replaceAll('\n', ' '), 1_000);
}

/** Starts the program as a process. */
export async function start(): Promise<void> {
  const { env, stdin, stdout, stderr } = process;
  // each write reports its own error; without a listener the process would crash with a stack trace
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  const code = await main({ env, argv: process.argv.slice(2), stdin, stdout, stderr });
  // otherwise, output that a slow reader of the pipe has not read yet would be lost
  await new Promise((resolve) => stderr.write('', resolve));
  // at exit, Node crashes if it cannot reset a closed terminal; when the signal ends it, it does not try
  if (stdin.isTTY && !isatty(0)) for (const signal of ['SIGHUP', 'SIGKILL']) process.kill(process.pid, signal);
  process.exit(code);
}
