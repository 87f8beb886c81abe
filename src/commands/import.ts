import { setFlagsFromString } from 'node:v8';
import { Command } from 'commander';
import type { Context } from '../context';
import type { DateOrder } from '../domain/dateForms';
import type { InputFile } from '../domain/input';
import { Problem } from '../domain/problem';
import { type EntityName, entities, pluralLabel } from '../domain/schema';
import { withCommas } from '../domain/text';
import { entityNamed } from '../formats/read/detectEntity';
import { openInput } from '../formats/read/read';
import { Importer, type ImportSummary } from '../register/import/importer';
import { withProgress } from '../terminal/progress';
import type { SourceGuard } from './draft/sourceGuard';
import { type Verb, type WriteFlags, withExamples, writeFlags } from './flags/flags';
import { argument, file, flag, words } from './flags/values';
import { boundHeap, collectSurvivorsAt } from './program/heap';
import { changeLines } from './write/changeLines';
import { firstReferences, maxListed } from './write/steps';
import { printWarnings, withWarnings } from './write/withRecorder';

interface ImportFlags extends WriteFlags {
  readonly as?: string;
  readonly dateFormat?: DateOrder;
  readonly checkEvidence?: string;
  readonly attach?: boolean;
}

/** `cica import`: imports records from files, all or none. */
export const verb: Verb = (context) => {
  const plurals = Object.values(entities).map(({ plural }) => plural);
  const command = new Command('import')
    .description(
      'Reads files (- is standard input) into the register, all of them or nothing. A record that already exists is changed, so a file can be imported again. What a CSV or NDJSON file holds is recognized by its columns.',
    )
    .addArgument(argument('<files...>', 'the files', file))
    .addOption(flag('--as <records>', `what the files hold: ${plurals.join(', ')}`, words(...plurals)))
    .addOption(
      flag(
        '--date-format <order>',
        'what 11/12/2023 is: day first (dmy) or month first (mdy)',
        words('dmy', 'mdy'),
      ).choices(['dmy', 'mdy']),
    );
  command.addOption(
    flag(
      '--check-evidence <source>',
      'refuse decisions whose evidence is not in this text, Markdown, HTML, DOCX or PDF file, and record that as a document',
      file,
    ),
  );
  command.option(
    '--attach',
    'with --check-evidence: store a copy of the source beside the register, named by its hash',
  );
  command.option('--force', 'accept answers from bodies that were not asked');
  withExamples(
    writeFlags(command),
    'cica export meetings --body SOC --format yaml -o soc.yaml && cica import soc.yaml --dry-run',
    'cica export decisions | cica import -',
  );
  return command.action(async (names: string[], flags: ImportFlags) => {
    tuneForImport();
    const as = flags.as === undefined ? undefined : entityNamed(flags.as);
    await context.register();
    const guard = await requestedGuard(context, flags);
    const files: InputFile[] = [];
    try {
      for (const name of names) files.push(await openInput(name, as));
      const [summary, warnings] = await withProgress(context.output, (report) =>
        withWarnings(context, { ...flags, ...guard?.writing }, (recorder) => {
          const progress = (records: number): void => {
            boundHeap();
            if (records >= manyRecords) tuneForMany();
            report(records);
          };
          const importing = new Importer(recorder, { progress, guard: guard?.newGuard() });
          return importing.run(files, flags.dateFormat);
        }),
      );
      printWarnings(context, warnings);
      await printSummary(context, summary, flags);
    } finally {
      for (const file of files) file.close();
      guard?.discard();
    }
  });
};

/** The guard for `--check-evidence`; undefined without it. */
async function requestedGuard(context: Context, flags: ImportFlags): Promise<SourceGuard | undefined> {
  const { checkEvidence, attach, dryRun } = flags;
  if (checkEvidence !== undefined) {
    return (await import('./draft/sourceGuard')).loadGuard(context, checkEvidence, { attach: attach === true, dryRun });
  }
  if (attach) throw new Problem('usage', '--attach requires --check-evidence', 'name the source with it');
  return undefined;
}

/**
 * One thread collects so little garbage faster than several, and half as often when the young generation grows in one step.
 * Code that was not used for a while is kept: it would be compiled again. Together, an import of 10,000 decisions took 0.95
 * times the user CPU, and 110 MB instead of 99.
 */
function tuneForImport(): void {
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--semi-space-growth-factor=4');
  setFlagsFromString('--no-flush-bytecode');
  optimizeAfter(1_056_000);
}

/** Collects surviving garbage once the heap has doubled: without this, an import of 100,000 decisions took 139 to 156 MB. */
function tuneForMany(): void {
  collectSurvivorsAt(100);
  optimizeAfter(264_000);
}

/**
 * Compiles functions at their first call, and optimizes them once their calls have run that many bytes of bytecode. In a
 * small import, optimizing does not pay: with 1,056,000, one of 10,000 decisions took 0.85 times the user CPU. From
 * `manyRecords` on, 264,000 is better.
 */
function optimizeAfter(budget: number): void {
  // the V8 of Node 22 and later prints an error about the second flag
  if (Number.parseInt(process.versions.v8, 10) >= 12) return;
  setFlagsFromString('--always-sparkplug');
  setFlagsFromString(`--interrupt-budget=${budget}`);
}

const manyRecords = 15_000;

async function printSummary(context: Context, summary: ImportSummary, flags: WriteFlags): Promise<void> {
  const { output } = context;
  if (flags.format === 'json') await output.writeJson(summary);
  for (const { ref, changes } of summary.updates.slice(0, maxListed)) output.say(`${ref}\n${changeLines(changes)}`);
  const unlisted = Object.values(summary.updated).reduce((sum, count) => sum + count, 0) - maxListed;
  if (unlisted > 0) output.say(`… and ${unlisted} more changed records`);
  if (summary.left.length > 0) output.say(`on record, but not in the files: ${firstReferences(summary.left)}`);
  output.say(`${flags.dryRun ? 'would be imported' : 'imported'}: ${outcomes(summary)}`);
}

function outcomes(summary: ImportSummary): string {
  const parts = (['created', 'updated', 'unchanged'] as const).map((outcome) => {
    const counts = Object.entries(summary[outcome]).filter(([, count]) => count > 0);
    const counted = counts.map(([name, count]) => {
      const entity = entities[name as EntityName];
      return `${withCommas(count)} ${count === 1 ? entity.label : pluralLabel(entity)}`;
    });
    return `${counted.length === 0 ? 'nothing' : counted.join(', ')} ${outcome}`;
  });
  return parts.join('; ');
}
