import { limitOption, type Verb } from '../flags/flags';
import { showVerb } from '../verbs/show';

const page = showVerb(
  'party',
  'cica party show KAZ',
  'cica party show Mongolia --since 2023 --limit 10',
  'cica party show "Saudi Arabia" --format json',
);

export const verb: Verb = (context) =>
  page(context)
    .description(
      'Shows a party: its standings, what it was asked to do and by when, its tasks, what it sponsored or applied for, its reservations and objections, its acts on instruments, and the meetings that it chaired, newest first. A page shows the newest 20 of each; --format json has the newest 1,000, and "more" names those that have more.',
    )
    .option('--since <date>', 'only what is dated from this day on, or a span back: 30d, 2w, 3m, 1y')
    .addOption(limitOption('maximum number of each, 0 for all (20 by default, 1,000 in JSON)'));
