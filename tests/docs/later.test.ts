import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { matchesPage, pages, runPage } from './transcript';

/** What a reader who types the commands of a page sees later: all but when the reader typed them. */
test.concurrent.each(pages)('the transcripts of %s make the same sense in 2029', async (file) => {
  const outcomes = await runPage(readFileSync(file, 'utf8'), '2029-06-15T12:00:00Z');
  const timeless = (lines: readonly string[]) =>
    lines.map((line) => line.replace(/^[0-9a-f]{64}$/, 'HASH').replace(/\.\d{4}-\d\d-\d\dT\d{6}Z\b/, '.TIME'));
  const differing = outcomes
    .map((outcome) => ({ ...outcome, expected: timeless(outcome.expected), printed: timeless(outcome.printed) }))
    .filter((outcome) => !matchesPage(outcome));
  expect(
    differing.map(({ command, printed }) => ({ command, printed })),
    'say --as-of',
  ).toEqual([]);
});
