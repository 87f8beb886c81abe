import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Context } from '../../context';
import { ownValue } from '../../domain/ownValue';
import { Problem } from '../../domain/problem';
import { openWhole } from '../../formats/write/wholeFile';
import type { FileFlags } from '../flags/flags';

/** The formats of files whose extension is not the name of the format. */
const byEnding: { readonly [ending: string]: readonly string[] } = {
  yml: ['yaml'],
  md: ['markdown'],
  jsonl: ['ndjson'],
  htm: ['html'],
  txt: ['text', 'table'],
  mmd: ['mermaid'],
  gv: ['dot'],
};

/** The extensions of the files that `--open` opens: no system treats these as programs. */
const opened = [
  ...['csv', 'tsv', 'json', 'jsonl', 'ndjson', 'yaml', 'yml', 'md', 'markdown', 'html', 'htm', 'docx', 'ics', 'txt'],
  ...['mmd', 'mermaid', 'dot', 'gv'],
];

/**
 * Lets a command write to the file of `-o`, in the format of its extension, unless `--format` is given.
 *
 * @throws Problem `usage` for an unknown extension, and for `--open` without a file that can be opened;   `failed` when
 * the file cannot be written.
 */
export function startOutputFile(context: Context, command: Command): void {
  const { output: path = '-', open = false } = command.opts<FileFlags>();
  if (path !== '-') applyEnding(command, path);
  if (open) checkOpenable(path);
  if (path === '-') return;
  const file = openWhole(path);
  context.output.writeToFile(file.write);
  context.outputFile = {
    discard: file.discard,
    async finish() {
      file.commit();
      const { contents } = this;
      context.output.say(contents === undefined ? `wrote ${path}` : `wrote ${contents} to ${path}`);
      if (open) await openFile(context, path);
    },
  };
}

/** Sets the format from the extension of a file; a file without one gets the default format of the command. */
function applyEnding(command: Command, path: string): void {
  const source = command.getOptionValueSource('format');
  if (command.getOptionValue('format') !== undefined && source !== 'default') return;
  const ending = endingOf(path);
  if (ending === undefined) return;
  const { argChoices = [] } = command.options.find(({ long }) => long === '--format') ?? {};
  const format = (ownValue(byEnding, ending) ?? [ending]).find((name) => argChoices.includes(name));
  if (format !== undefined) {
    command.setOptionValue('format', format);
    return;
  }
  const who = opened.includes(ending) ? 'this command' : 'cica';
  const spreadsheet = argChoices.includes('csv') ? '; for a spreadsheet: --format csv --excel' : '';
  const example = argChoices.includes('csv') ? 'csv' : argChoices.at(-1);
  throw new Problem(
    'usage',
    `${who} does not write .${ending} files`,
    `name it like out.${example}, or add --format${spreadsheet}`,
  );
}

/** The extension of a file name in lower case; undefined if it has none that begins with a letter. */
const endingOf = (path: string): string | undefined => /\.([a-z]\w*)$/i.exec(path)?.[1]?.toLowerCase();

/** @throws Problem `usage` for a file without one of the extensions that are opened */
function checkOpenable(path: string): void {
  if (path === '-') throw new Problem('usage', '--open requires a file', 'name the file to write: -o FILE');
  if (opened.includes(extname(path).slice(1).toLowerCase())) return;
  const endings = opened.map((ending) => `.${ending}`).join(', ');
  throw new Problem('usage', `--open does not open ${path}`, `name a file that ends in one of ${endings}`);
}

/** Opens a file that was written, with the system's program. */
async function openFile(context: Context, path: string): Promise<void> {
  // a new file is not executable, but keeps the permissions of the one that it replaces
  if ((statSync(path).mode & 0o111) !== 0) {
    throw new Problem('refused', `${path} is marked as a program`, 'open it yourself, if you trust it');
  }
  const { launch } = await import('../attached/launch');
  await launch(resolve(path), context.io.env);
}
