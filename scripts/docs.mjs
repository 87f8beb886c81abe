// Generates docs/commands.md from the program's own commands and columns; with --print, writes it to stdout.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { root } from './esbuild.mjs';
import { leaves, loadSources, nameOf } from './sources.mjs';

const { program, examplesFor, entities } = await loadSources(esbuild);
const page = `${[...introduction(), ...commands(program), ...columns()].join('\n')}\n`;

if (process.argv.includes('--print')) process.stdout.write(page);
else writeFileSync(join(root, 'docs', 'commands.md'), page);

function introduction() {
  return [
    '# All commands',
    '',
    'Reference for every command: arguments, flags and examples. `npm run docs` generates this page from the program, so',
    '`cica COMMAND --help` says the same. The examples work on the register that `cica demo` creates.',
    '',
    ...leaves(program).map((command) => `- [${nameOf(command)}](#${anchor(nameOf(command))}): ${command.summary()}`),
    '',
    '[Columns](#columns) lists the columns of each kind of record.',
    '',
    '## Global flags',
    '',
    ...flags(program, program.createHelp().visibleOptions(program)),
  ];
}

function commands(command) {
  return leaves(command).flatMap((leaf) => ['', `## ${nameOf(leaf)}`, '', ...pageOf(leaf)]);
}

function pageOf(command) {
  const help = command.createHelp();
  const given = help.visibleArguments(command);
  const options = help.visibleOptions(command).filter(({ long }) => long !== '--help');
  return [
    command.description(),
    '',
    '```text',
    help.commandUsage(command),
    '```',
    ...(given.length === 0
      ? []
      : [
          '',
          ...table(
            ['argument', 'description'],
            given.map((one) => [code(one.name()), help.argumentDescription(one)]),
          ),
        ]),
    ...(options.length === 0 ? [] : ['', ...flags(command, options)]),
    '',
    '```sh',
    ...examplesFor(command),
    '```',
  ];
}

function flags(command, options) {
  const help = command.createHelp();
  return table(
    ['flag', 'description'],
    options.map((option) => [code(help.optionTerm(option)), help.optionDescription(option)]),
  );
}

/** How values of a column's type are written. */
function typeOf(column) {
  const description = {
    line: 'text, one line',
    text: 'text',
    list: 'list of texts',
    code: 'code',
    number: 'agenda number',
    ref: 'reference',
    date: 'date',
    'partial date': 'date, month or year',
    period: 'period',
    integer: 'whole number',
    enum: `one of: ${column.values?.join(', ')}`,
    action: 'verb',
    reference: `${/^[aeiou]/.test(column.entity) ? 'an' : 'a'} ${entities[column.entity]?.label}`,
    parties: 'list of roles and parties',
    links: 'list of relations and decisions',
    deadline: 'date, or a span like 14d',
  }[column.type];
  if (description === undefined) throw new Error(`no description for column type: ${column.type}`);
  return description;
}

function columns() {
  return [
    '',
    '## Columns',
    '',
    'A column has the same name as a CSV header and as a JSON or YAML key. New columns may be added; none is removed or',
    'changes its meaning. _Computed_ columns are derived from other data, and import ignores them. _Required_ columns must',
    'be given for a new record. [formats.md](formats.md) says how values are written, [domain.md](domain.md) what they mean.',
    ...Object.values(entities).flatMap((entity) => [
      '',
      `### Columns: ${entity.label}`,
      '',
      ...table(
        ['column', 'contents', 'type', ''],
        entity.columns.map((column) => [
          code(column.name),
          column.description,
          typeOf(column),
          column.computed ? 'computed' : column.required ? 'required' : '',
        ]),
      ),
    ]),
  ];
}

function anchor(heading) {
  return heading.toLowerCase().replaceAll(' ', '-');
}

function code(text) {
  return `\`${text}\``;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)];
}
