// The manual page, `man cica`, from the same texts as the help.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './esbuild.mjs';
import { leaves, nameOf } from './sources.mjs';

/** The page, in the macros of man(7). */
export function manualPage({ program, examplesFor, exitCodes }) {
  const { version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const lines = [
    `.TH CICA 1 "" "cica ${version}" "User Commands"`,
    '.SH NAME',
    `cica \\- ${text(lowerFirst(description))}`,
    '.SH SYNOPSIS',
    '.B cica',
    '[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]',
    '.SH DESCRIPTION',
    text(program.description()),
    '.PP',
    text(
      'Start with `cica demo`, or with `cica init`. `cica COMMAND --help` shows the same as this page, for one command.',
    ),
    '.SH OPTIONS',
    ...options(program),
    '.SH COMMANDS',
    ...leaves(program).flatMap((command) => commandLines(command, examplesFor)),
    '.SH ENVIRONMENT',
    ...environment(),
    '.SH EXIT STATUS',
    ...[['success', 0], ...Object.entries(exitCodes)].flatMap(([name, code]) => item(String(code), exitMeanings[name])),
    '.SH SEE ALSO',
    text(
      '`cica help words` lists verbs, kinds, roles and statuses. The pages in the folder docs of the package explain the concepts.',
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const exitMeanings = {
  success: 'success, including an empty result',
  failed: 'a file could not be read or written, a check found something, or an unexpected error occurred',
  usage: 'the command line is wrong',
  missing: 'the register has no such record',
  refused: 'the data was refused; nothing was changed',
  register: 'the register is missing, locked, corrupt, read-only or from a newer version',
  interrupted: 'interrupted by Ctrl-C',
};

/** The variables, from the table of docs/scripting.md. */
function environment() {
  const page = readFileSync(join(root, 'docs', 'scripting.md'), 'utf8');
  const [, section = ''] = page.split('## Environment variables');
  const rows = [...section.matchAll(/^\| (`.+?) +\| (.+?) +\|$/gm)];
  if (rows.length === 0) throw new Error('docs/scripting.md has no table of environment variables');
  return rows.flatMap(([, names, purpose]) =>
    item(names.replaceAll('`', ''), purpose.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')),
  );
}

function commandLines(command, examplesFor) {
  const help = command.createHelp();
  const given = help.visibleArguments(command);
  return [
    `.SS ${text(nameOf(command))}`,
    text(command.description()),
    '.PP',
    `.B ${text(help.commandUsage(command))}`,
    ...given.flatMap((one) => item(one.name(), help.argumentDescription(one))),
    ...options(command),
    '.PP',
    'Examples:',
    '.PP',
    '.nf',
    ...examplesFor(command).map(text),
    '.fi',
  ];
}

function options(command) {
  const help = command.createHelp();
  const visible = help.visibleOptions(command).filter(({ long }) => command.parent === null || long !== '--help');
  return visible.flatMap((option) => item(help.optionTerm(option), help.optionDescription(option)));
}

const item = (term, description) => ['.TP', `.B ${text(term)}`, text(description)];

const lowerFirst = (sentence) => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** Escapes text for roff: backslashes, hyphens, and a dot or apostrophe at the start of a line. */
const text = (plain) =>
  plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('\n', ' ')
    .replace(/^(?=[.'])/, '\\&');
