import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { readDraft } from '../../src/draft/draft';
import { NameFinder } from '../../src/draft/names';
import { compare, type LabelledReport } from './match';

const usage = `npm run bench:draft -- FOLDER [--labels FILE] [--verbose]

Measures drafts against labels. FOLDER has the texts, named by their id in the labels (ID.txt): they belong to those who
published them, so everyone fetches them by their opening words.
--labels   bench/draft/tuned.json unless given
--verbose  prints what was drafted without a label, and what was missed`;

const { values, positionals } = parseArgs({
  options: {
    labels: { type: 'string', default: 'bench/draft/tuned.json' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [folder] = positionals;
if (values.help || folder === undefined) {
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}
measure(folder, JSON.parse(readFileSync(values.labels, 'utf8')) as LabelledReport[]);

/** Prints the precision and recall of all reports whose text is in the folder, and of each. */
function measure(folder: string, reports: readonly LabelledReport[]): void {
  const sum = { reports: 0, drafted: 0, right: 0, required: 0, missed: 0 };
  const names = { bodies: namesIn('bodies.csv'), parties: namesIn('parties.csv') };
  for (const { id, outcomes: labels } of reports) {
    const file = join(folder, `${id}.txt`);
    if (!existsSync(file)) continue;
    const { entries } = readDraft(readFileSync(file, 'utf8'), names);
    const drafted = entries.flatMap((entry) => ('outcomes' in entry ? entry.outcomes : []));
    const outcomes = drafted.map(({ action, title, details }) => ({ action, title, kind: details.kind }));
    const { labels: found, missed, required } = compare(outcomes, labels);
    const right = found.filter((label) => label !== undefined).length;
    console.log(
      `${id}: ${right} of ${outcomes.length} drafted are labelled; ${required - missed.length} of ${required} found`,
    );
    if (values.verbose) {
      outcomes.forEach(({ action, kind, title }, index) => {
        if (found[index] === undefined) console.log(`  not labelled: ${action} [${kind}] ${title}`);
      });
      for (const { action, object } of missed) console.log(`  missed: ${action.join(' or ')} ${object ?? ''}`);
    }
    sum.reports += 1;
    sum.drafted += outcomes.length;
    sum.right += right;
    sum.required += required;
    sum.missed += missed.length;
  }
  const precision = (sum.right / sum.drafted).toFixed(2);
  const recall = ((sum.required - sum.missed) / sum.required).toFixed(2);
  console.log(`${sum.reports} of ${reports.length} reports: precision ${precision} (${sum.right} of ${sum.drafted})`);
  console.log(`recall ${recall} (${sum.required - sum.missed} of ${sum.required})`);
}

/** The names in a file of the preset. */
function namesIn(file: string): NameFinder {
  const rows: Record<string, string>[] = parse(readFileSync(join('presets', 'cica', file)), { columns: true });
  return new NameFinder(
    rows.map(({ code = '', name = '', aliases = '' }) => ({ code, names: [code, name, ...aliases.split(/;\s*/)] })),
  );
}
