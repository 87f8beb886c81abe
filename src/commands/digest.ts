import { Command, InvalidArgumentError, Option } from 'commander';
import type { Context } from '../context';
import { localToday } from '../domain/date';
import { parseMoment } from '../domain/moment';
import { Problem, readFlag } from '../domain/problem';
import type { Reader } from '../store/store';
import { limitOption, type Verb, withExamples } from './flags/flags';
import { flag, words } from './flags/values';
import { printText, type TextFlags, textFlags } from './print/document';

interface DigestFlags extends TextFlags {
  readonly since?: string;
  readonly sinceEntry?: number;
  readonly limit?: number;
}

/** The default of --limit, in items of each kind. */
const defaultLimit = 100;

/** `cica digest`: reports what is new in the register. */
export const verb: Verb = (context) => {
  const command = new Command('digest')
    .description(
      'Reports what is new in the register: meetings and decisions, answers to referrals, tasks, objections, standings and acts on treaties, and what took effect, ended, lapsed or fell overdue by date alone; corrections and removed records come last. Changes that were undone or changed back are left out. It starts where your last digest of this register ended, or the first time 7 days back; --since and --since-entry start elsewhere, and leave that point unchanged.',
    )
    .addOption(
      flag(
        '--since <time>',
        'start at this date or time, or a span back: 7d, 2w, 3m; last (the default)',
        words('last'),
      ),
    )
    .addOption(
      new Option('--since-entry <number>', 'start after this entry of the history (cica log)').argParser(entryNumber),
    )
    .addOption(limitOption(`maximum number of items of each kind, 0 for all (${defaultLimit} by default)`));
  withExamples(
    textFlags(command),
    'cica digest',
    'cica digest --since 7d --format markdown',
    'cica digest --since 2025-01-01 -o digest.html',
    'cica digest --since-entry 0 --limit 20',
  );
  return command.action(async (flags: DigestFlags) => {
    const { since = 'last', sinceEntry, limit = defaultLimit } = flags;
    if (flags.since !== undefined && sinceEntry !== undefined) {
      throw new Problem('usage', '--since cannot be combined with --since-entry', 'give one of them');
    }
    const register = await context.register();
    const now = context.now();
    const [{ readDigest }, { remember, startLast }] = await Promise.all([
      import('../register/digest/digest'),
      import('./print/lastDigest'),
    ]);
    const { digest, mark } = await register.snapshot(async (reader) => {
      const isLast = sinceEntry === undefined && since.trim().toLowerCase() === 'last';
      const { start, mark: next } = isLast
        ? await startLast(context, reader, now)
        : { start: await startGiven(context, reader, since, sinceEntry, now) };
      return { digest: await readDigest(reader, start, localToday(now), limit || null), mark: next };
    });
    const [{ digestText }, { digestDocument, digestPlainText }] = await Promise.all([
      import('./compose/digest'),
      import('./print/digest'),
    ]);
    const text = digestText(digest);
    await printText(context, flags, {
      text: () => digestPlainText(text, context.output),
      document: () => digestDocument(text),
    });
    if (mark !== undefined) context.whenWritten = () => remember(context, mark);
  });
};

function entryNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text.trim()))
    throw new InvalidArgumentError('give the number of an entry, or 0 for the beginning');
  return Number(text);
}

/** Starts where the flags say. */
async function startGiven({ today }: Context, reader: Reader, since: string, entry: number | undefined, now: Date) {
  const { startAfter, startAt } = await import('../register/digest/start');
  if (entry !== undefined) return startAfter(reader, entry, today);
  return startAt(
    reader,
    readFlag('--since', () => parseMoment(since, today, false)),
    now,
  );
}
