import type { Argument, Command, CommanderError, Option } from 'commander';
import type { Context } from '../../context';
import { asQuestion, nearest } from '../../domain/nearest';
import { quoted } from '../../domain/platform';
import { Problem } from '../../domain/problem';
import { parseReference } from '../../domain/reference';
import { entities, entityNames } from '../../domain/schema';
import { examplesFor } from '../flags/flags';
import { programFor } from './program';

/**
 * The command that words name, and whether its help was requested: `help decision add`, `decision help add`.
 *
 * @throws Problem `usage` for a word that names no command.
 */
export async function namedCommand(
  context: Context,
  program: Command,
  words: readonly string[],
): Promise<{ readonly command: Command; readonly help: boolean }> {
  let command = program;
  let help = false;
  for (const [index, word] of words.entries()) {
    if (command.commands.length === 0) break;
    const child = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (child === undefined && word !== 'help') {
      throw await unknownCommand(context, command, word, words.slice(index + 1));
    }
    help ||= child === undefined;
    command = child ?? command;
  }
  return { command, help };
}

/** The problem with a command line that commander rejects. The error has its command, see `configure` in program.ts. */
export function usageProblem(error: CommanderError): Problem {
  const { code, message, command } = error as CommanderError & { readonly command: Command };
  const [, name = '', value = ''] = /'(.*?)'(?:.*? '(.*)' is invalid)?/s.exec(message) ?? [];
  const option = flagsOf(command).find(({ flags }) => flags === name);
  const flag = option?.long ?? name;
  switch (code) {
    case 'commander.missingArgument': {
      const argument = command.registeredArguments.find((one) => one.name() === name);
      return usage(`${nameOf(command)} needs <${name}>`, `give <${name}>${meaning(argument)}`, exampleOf(command));
    }
    case 'commander.missingMandatoryOptionValue':
      return usage(`${nameOf(command)} needs ${flag}`, `give ${name}${meaning(option)}`, exampleOf(command));
    case 'commander.optionMissingArgument':
      return usage(`${flag} needs a value`, `give it after the flag: ${name}${meaning(option)}`);
    case 'commander.unknownOption':
      // it may have quotes in it
      return unknownFlag(command, message.replace(/^error: unknown option '(.*)'$/s, '$1'));
    case 'commander.excessArguments':
      return excess(command);
    case 'commander.conflictingOption': {
      const [one, other] = [...message.matchAll(/'([^\s']+).*?'/g)].map(([, conflicting]) => conflicting);
      return usage(`${one} cannot be used with ${other}`, 'leave one of the two out');
    }
    case 'commander.invalidArgument':
      return invalid(command, message, { flag, option, value });
    default:
      return usage(message.replace(/^error: /, ''), `usage: ${usageOf(command)}`, 'see --help');
  }
}

/** The problem that a word names no command of `parent`; `next` are the words after it. */
async function unknownCommand(context: Context, parent: Command, word: string, next: readonly string[]) {
  const path = pathOf(parent);
  const names = parent.commands.map((child) => child.name());
  const flag = parent.options.find(({ long }) => long === `--${word}`)?.long;
  const close = flag === undefined && parseReference(word) === null ? nearest(word, names) : [];
  const ownSuggestions = [...close, ...(flag === undefined ? [] : [flag])].map((name) => `${path} ${name}`);
  const near = ownSuggestions.length > 0 ? ownSuggestions : await elsewhere(context, parent, word, next);
  const typed = parent.parent === null ? word : `${parent.name()} ${word}`;
  return usage(`unknown command "${typed}"`, `${asQuestion(near)}\`${path} --help\` lists the commands`);
}

/** The first-level commands that a word after a noun may mean; the others concern the whole register. */
const forRecords = ['search', 'show', 'log', 'import', 'export', 'due', 'stats'];

/** Suggestions among the commands of other parents, for `cica list`, `cica list decisions` or `cica decision search`. */
async function elsewhere(context: Context, parent: Command, word: string, next: readonly string[]) {
  const program = await programFor(context, 'all');
  if (parseReference(word) !== null) return [`cica show ${word}`];
  const isVerb = parent.parent !== null;
  const alone = program.commands.map((command) => command.name());
  const meantAlone = alone.includes(word) ? [word] : nearest(word, forRecords);
  if (isVerb && meantAlone.length > 0) return meantAlone.map((name) => `cica ${name}`);
  const nouns = program.commands.filter(({ commands }) => commands.length > 0);
  const meant = nearest(
    next[0] ?? '',
    nouns.map((noun) => noun.name()),
  );
  const ordered = [...meant, 'decision', ...nouns.map((noun) => noun.name())];
  const verbsOf = (name: string): string[] =>
    nouns.find((noun) => noun.name() === name)?.commands.map((verb) => verb.name()) ?? [];
  // verbs of other nouns, or at the top level, similar ones: `task start` means no verb of another noun
  const isKnown = nouns.some((noun) => verbsOf(noun.name()).includes(word));
  return [...new Set(ordered)]
    .flatMap((name) => {
      const [verb] = isKnown || isVerb ? verbsOf(name).filter((one) => one === word) : nearest(word, verbsOf(name));
      return verb === undefined ? [] : [`cica ${name} ${verb}`];
    })
    .slice(0, meant.length > 0 ? 1 : 3);
}

function unknownFlag(command: Command, typed: string): Problem {
  const names = flagsOf(command).flatMap(({ long }) => long?.slice(2) ?? []);
  const word = typed.replace(/^-+/, '');
  if (command.registeredArguments.some((argument) => argument.name() === word)) {
    return usage(`${nameOf(command)} has no flag ${typed}`, `write the ${word} without a flag: ${usageOf(command)}`);
  }
  const near = nearest(word, [...names, 'help']).map((name) => `--${name}`);
  const byValue = flagsOf(command).find(({ argChoices }) => argChoices?.includes(word));
  const meant = near.length > 0 || byValue === undefined ? near : [`${byValue.long} ${word}`];
  const entity = entityNames.find((name) => name === command.parent?.name());
  const isComputed = entity !== undefined && entities[entity].columns.some((one) => one.name === word && one.computed);
  const why = isComputed ? `the ${word} follows from the record; ` : '';
  return usage(
    `${nameOf(command)} has no flag ${typed}`,
    `${why || asQuestion(meant)}\`${pathOf(command)} --help\` lists the flags`,
  );
}

/** The problem of too many arguments: a text without quotes, or a filter without its flag. */
function excess(command: Command): Problem {
  const filter = filterMeant(command);
  const most = command.registeredArguments.length;
  const extra = command.args.slice(most).map((word) => `"${word}"`);
  const advice =
    most === 0 ? 'give values with flags' : 'put a text with spaces in quotes, and each value after its flag';
  return usage(
    `${nameOf(command)} does not take ${extra.slice(0, 3).join(' ')}${extra.length > 3 ? ' …' : ''}`,
    filter ?? `${advice}; usage: ${usageOf(command)}`,
  );
}

/** What to write if a list is given a reference without the flag of its filter; otherwise null. */
function filterMeant(command: Command): string | null {
  const [word = ''] = command.args;
  const reference = parseReference(word);
  if (command.name() !== 'list' || command.args.length !== 1 || reference === null) return null;
  const named = reference.kind === 'agenda item' ? 'item' : reference.kind;
  const isFilter = command.options.some(({ long }) => long === `--${named}`);
  return `write: ${isFilter ? `${pathOf(command)} --${named}` : 'cica show'} ${quoted(word)}`;
}

interface Invalid {
  readonly flag: string;
  readonly option: Option | undefined;
  readonly value: string;
}

/** The problem that a flag or an argument does not accept a value. */
function invalid(command: Command, message: string, { flag, option, value }: Invalid): Problem {
  const [, typed = '', name = ''] = /value '(.*)' is invalid for argument '(.*?)'/s.exec(message) ?? [];
  const argument = command.registeredArguments.find((one) => one.name() === name);
  const choices = (option ?? argument)?.argChoices;
  const given = option === undefined ? typed : value;
  const what = option === undefined ? `<${name}>` : flag;
  if (choices === undefined)
    return usage(`${what} cannot be "${given}"`, message.replace(/^.*? is invalid(?: for argument '.*?')?\. /s, ''));
  return usage(
    `${what} cannot be "${given}"`,
    `${asQuestion(nearest(given, choices))}it is one of: ${choices.join(', ')}`,
  );
}

/** The flags of a command, with the global ones. */
const flagsOf = (command: Command): Option[] => [
  ...command.options,
  ...(command.parent?.parent ?? command.parent ?? command).options,
];

/** The description of a flag or an argument, with its choices, to continue a sentence. */
function meaning(parameter: Option | Argument | undefined): string {
  const { description = '', argChoices = [] } = parameter ?? {};
  const choices = argChoices.length === 0 ? '' : ` (${argChoices.join(', ')})`;
  return description === '' || description === parameter?.name() ? choices : `: ${description}${choices}`;
}

/** The first example of a command, or its usage if there is none. */
function exampleOf(command: Command): string {
  const lines = examplesFor(command).flatMap((example) => example.split(' && '));
  const example = lines.find((line) => line.startsWith(`${pathOf(command)} `));
  return example === undefined ? `usage: ${usageOf(command)}` : `for example: ${example}`;
}

const usageOf = (command: Command): string => command.createHelp().commandUsage(command);

/** A command as it is typed: `cica decision add`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** The same without `cica`. */
const nameOf = (command: Command): string => pathOf(command).replace(/^cica /, '');

const usage = (message: string, ...advice: readonly string[]): Problem =>
  new Problem('usage', message, advice.filter((part) => part !== '').join('; '));
