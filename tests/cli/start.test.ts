import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bin, demoRegister, temporaryFolder } from '../support/cica';
import { done, session } from '../support/session';

/** The packages and files of the program that a command loads, as V8 saw them. */
async function loaded(line: string): Promise<string[]> {
  const folder = temporaryFolder();
  await done(session(await demoRegister(), { env: { NODE_V8_COVERAGE: folder } })(line));
  const [report] = readdirSync(folder);
  const { result } = JSON.parse(readFileSync(join(folder, report ?? ''), 'utf8')) as { result: { url: string }[] };
  const files = result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
  const root = new URL('..', `file://${bin}`).href;
  const names = files.map((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? url.replace(root, ''));
  return [...new Set(names)].sort();
}

/** The addon is native, its JavaScript a part of the bundle. */
it.each([
  ['--version', ['bin/cica.js', 'dist/main.cjs']],
  ['decision list', ['bin/cica.js', 'dist/main.cjs']],
  ['decision list --format csv', ['bin/cica.js', 'csv-stringify', 'dist/main.cjs']],
  ['search council', ['bin/cica.js', 'dist/main.cjs']],
  ['decision pending', ['bin/cica.js', 'dist/main.cjs']],
])('cica %s loads what it needs, and no more', async (line, expected) => {
  expect(await loaded(line)).toEqual(expected);
});
