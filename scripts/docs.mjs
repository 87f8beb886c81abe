// Writes docs/commands.md from the program's own commands and columns; with --print, to stdout.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { Context, programFor, examplesFor, entities } = await sources();
const program = await programFor(new Context({ ...process, argv: [] }), 'all');
const page = `${[...introduction(), ...commands(program), ...columns()].join('\n')}\n`;

if (process.argv.includes('--print')) process.stdout.write(page);
else writeFileSync(join(root, 'docs', 'commands.md'), page);

/** The parts of the program that know its commands, compiled as they are now. */
async function sources() {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { Context } from './context';
        export { programFor } from './commands/program';
        export { examplesFor } from './commands/flags';
        export { entities } from './domain/entities';`,
      resolveDir: join(root, 'src'),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.17',
    external: ['better-sqlite3'],
    write: false,
    logLevel: 'error',
  });
  const module = { exports: {} };
  const run = compileFunction(outputFiles[0].text, ['module', 'exports', 'require', '__dirname', '__filename']);
  const folder = join(root, 'dist');
  run(module, module.exports, createRequire(import.meta.url), folder, join(folder, 'docs.cjs'));
  return module.exports;
}

function introduction() {
  return [
    '# All commands',
    '',
    'This page is made from the program itself: `npm run docs` writes it again. `cica COMMAND --help` says the same.',
    'The examples work on the register that `cica demo` makes.',
    '',
    ...leaves(program).map((command) => `- [${nameOf(command)}](#${anchor(nameOf(command))}): ${command.summary()}`),
    '',
    'And [the columns](#columns) of each kind of record.',
    '',
    '## Flags of every command',
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
            ['argument', 'what it is'],
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
    ['flag', 'what it does'],
    options.map((option) => [code(help.optionTerm(option)), help.optionDescription(option)]),
  );
}

/** How the columns of each type are written, in words. */
function typeOf(column) {
  const words = {
    line: 'text, one line',
    text: 'text',
    lines: 'list of texts',
    code: 'code',
    number: 'agenda number',
    ref: 'reference',
    date: 'day',
    'partial date': 'day, month or year',
    period: 'period',
    integer: 'whole number',
    word: `one of: ${column.words?.join(', ')}`,
    action: 'verb',
    reference: `${/^[aeiou]/.test(column.entity) ? 'an' : 'a'} ${entities[column.entity]?.label}`,
    parties: 'list of roles and parties',
    links: 'list of relations and decisions',
    deadline: 'day, or a span like 14d',
  }[column.type];
  if (words === undefined) throw new Error(`no words for the type of a column: ${column.type}`);
  return words;
}

function columns() {
  return [
    '',
    '## Columns',
    '',
    'The same word is the header in CSV and the key in JSON and YAML. New columns may come; none goes, and none changes',
    'its sense. _Computed_ columns are worked out from the rest: import passes them over. _Needed_ ones have to be there',
    'in a new record. How values are written is in [formats.md](formats.md), what they mean in [domain.md](domain.md).',
    ...Object.values(entities).flatMap((entity) => [
      '',
      `### Columns: ${entity.label}`,
      '',
      ...table(
        ['column', 'what it holds', 'written as', ''],
        entity.columns.map((column) => [
          code(column.name),
          column.about,
          typeOf(column),
          column.computed ? 'computed' : column.required ? 'needed' : '',
        ]),
      ),
    ]),
  ];
}

function leaves(command) {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function nameOf(command) {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
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
