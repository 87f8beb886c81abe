import { extname } from 'node:path';
import { Command } from 'commander';
import type { Context } from '../../context';
import { quoted } from '../../domain/platform';
import { Problem } from '../../domain/problem';
import { formatValue, type Row } from '../../domain/row';
import { find } from '../../register/find';
import { getRow } from '../../register/meeting/minutes';
import type { FileState } from '../../store/fileContent';
import { recordArgument, type Verb, withExamples } from '../flags/flags';

interface OpenFlags {
  readonly url?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** A file or an address to open. */
interface Target {
  /** An address, or a full path. */
  readonly name: string;
  /** Checks, just before it is opened, that it still matches what was recorded. */
  check(): Promise<void>;
}

/** `cica document open`: opens a document with the system's program. */
export const verb: Verb = (context) => {
  const command = new Command('open')
    .summary('open the file or address of a document')
    .description(
      "Opens the file of a document, or its address if it has no file, with the system's program (xdg-open, or open on macOS). It shows the file or address and asks first, since it may come from someone else. Only http and https addresses are opened, and only regular files that are not programs and match the recorded SHA-256.",
    )
    .addArgument(recordArgument('document'))
    .option('--url', 'open the address, even if there is a file')
    .option('--dry-run', 'show what would be opened, without opening it')
    .option('-y, --yes', 'open it without asking');
  withExamples(
    command,
    'cica document add Report --meeting SOC-2024-12-05 --url https://example.org/report && cica document open Report --dry-run',
  );
  return command.action(async (name: string, flags: OpenFlags) => {
    const register = await context.register();
    const { id, ref } = await find(register, 'document', name);
    const document = await getRow(register, 'document', id, context.asOf(undefined));
    const target =
      document.file && !flags.url ? await fileTarget(context, ref, document) : addressTarget(ref, document);
    const { visible } = await import('../../terminal/output');
    const about = `${visible(formatValue(document.title))}\n  ${visible(target.name)}`;
    if (flags.dryRun) return context.output.say(`would be opened: ${about}`);
    if (flags.yes) context.output.say(`opening: ${about}`);
    else {
      const { confirmAction } = await import('../write/confirmAction');
      const question = {
        doing: `opening ${target.name}`,
        question: 'Open it?',
        nothing: 'nothing was opened',
        preview: async () => about,
      };
      if (!(await confirmAction(context, question))) return;
    }
    await target.check();
    const { launch } = await import('../attached/launch');
    await launch(target.name, context.io.env);
  });
};

/** @throws Problem `refused` if there is no address, or it is not http or https */
function addressTarget(ref: string, document: Row): Target {
  const text = formatValue(document.url);
  if (text === '') {
    const advice = `record one: cica document edit ${quoted(ref)} --url ADDRESS, or --file FILE`;
    throw new Problem('refused', `the document ${named(ref, document)} has no address, and no file to open`, advice);
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new Problem('refused', `"${text}" is not an http or https address`, 'open it yourself, if you trust it');
  }
  return { name: url.href, check: async () => undefined };
}

/** A document in a sentence: its symbol, or its title in quotes. */
const named = (ref: string, document: Row): string => (document.symbol ? ref : `"${ref}"`);

/** Some systems run files with these extensions even if they are not executable; on Windows, PATHEXT has more. */
const programExtensions = ['.desktop', '.jar', '.terminal'];

/** @throws Problem `refused` for a file without a SHA-256 and for a program, `failed` for one that is not as recorded */
async function fileTarget(context: Context, ref: string, document: Row): Promise<Target> {
  const { documentFile, statePhrase, stateWords } = await import('../attached/keep');
  const name = quoted(ref);
  const other = document.url ? `, or open its address: cica document open ${name} --url` : '';
  const file = documentFile(await context.filesFolder(), document);
  if (file === null) {
    const advice = `record it again: cica document edit ${name} --file FILE${other}`;
    throw new Problem('refused', `no SHA-256 of the file of ${named(ref, document)} is recorded`, advice);
  }
  const { path } = file;
  const check = (state: FileState): void => {
    if (state === 'same') return;
    const advice = `see what was recorded: cica document show ${name}${other}`;
    throw new Problem('failed', `the file ${path} ${statePhrase(stateWords[state])}`, advice);
  };
  // obvious problems are reported before the question; the file is read only after it
  check(file.stateBySize());
  const extensions = [...programExtensions, ...(context.io.env.PATHEXT ?? '').toLowerCase().split(';')];
  const extension = extname(path).toLowerCase();
  if (file.isProgram() || (extension !== '' && extensions.includes(extension))) {
    throw new Problem('refused', `the file ${path} may be a program`, `open it yourself, if you trust it${other}`);
  }
  return { name: path, check: async () => check(await file.state()) };
}
