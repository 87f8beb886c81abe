import { Command } from 'commander';
import { type Context, version } from '../../context';
import { refuseRepeated } from '../flags/collect';
import { applyShortForms, type FileFlags, type Verb } from '../flags/flags';
import { file, flag } from '../flags/values';
import { nouns } from './nouns';

/** The output of `cica` without arguments. */
export const shortHelp = `cica tracks the decisions of bodies that decide in meetings.

  cica demo                           try it on a register of real meetings
  cica init --preset cica             create a register with the bodies of CICA
  cica meeting add                    record a meeting; it prompts for details
  cica decision add SOC-2023-12-12    record a decision of that meeting
  cica decision list --in-force       what is in force today
  cica search observer saudi          find anything
  cica export decisions -o all.csv    export all decisions to a file

cica --help lists all commands, cica COMMAND --help describes one,
cica help words lists the verbs and kinds of decisions.
`;

/** The program with one of its commands built, or all of them. */
export async function programFor(context: Context, typed: string | 'all'): Promise<Command> {
  const program = new Command('cica')
    .description('A decision tracker for bodies that decide in meetings.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help for a command')
    .helpCommand('help [command]', 'show help for a command')
    .addOption(
      flag(
        '--db <file>',
        "the register, a file or postgres://…; else CICA_DB, else the user's own (cica db path)",
        file,
      ),
    )
    .option('--no-color', 'disable colours, like NO_COLOR in the environment')
    .option('--no-pager', 'print long output at once, like PAGER=cat in the environment')
    .hook('preAction', async (_, command) => {
      context.db = program.opts<{ db?: string }>().db;
      applyShortForms(command);
      const { output, open } = command.opts<FileFlags>();
      if (output === undefined && !open) return;
      const { startOutputFile } = await import('../print/outputFile');
      startOutputFile(context, command);
    })
    .hook('postAction', async () => {
      await context.outputFile?.finish();
      await context.whenWritten?.();
    });
  for (const [name, noun] of Object.entries(nouns)) {
    if (typed === 'all' || typed === name) {
      program.addCommand(built(context, name, await noun.load()).summary(noun.summary));
    } else program.command(name).summary(noun.summary).description(noun.summary);
  }
  configure(program, context);
  return program;
}

/** A noun with its verbs, or a verb of the first level. */
function built(context: Context, name: string, verbs: Verb | readonly Verb[]): Command {
  if (typeof verbs === 'function') return verbs(context);
  const noun = new Command(name);
  for (const verb of verbs) noun.addCommand(verb(context));
  return noun;
}

/**
 * Configures a command and its subcommands alike: errors are thrown with their command, a flag given twice is an error, and
 * help lists the global flags.
 */
function configure(command: Command, context: Context): void {
  refuseRepeated(command);
  command
    .exitOverride((error) => {
      throw Object.assign(error, { command });
    })
    .showSuggestionAfterError(false)
    .configureOutput({ outputError: () => undefined, getOutHelpWidth: () => context.output.width })
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20 })
    .helpOption('-h, --help', 'show help for this command');
  if (command.description() === '') command.description(sentence(command.summary()));
  for (const child of command.commands) configure(child, context);
}

const sentence = (summary: string): string =>
  summary === '' ? '' : `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
