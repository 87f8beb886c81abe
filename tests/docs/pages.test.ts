import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withResults } from '../../bench/report';
import { updating } from './transcript';

const pages = ['README.md', 'CHANGELOG.md', ...readdirSync('docs').map((name) => join('docs', name))];
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;

test("docs/commands.md matches the program's commands", () => {
  if (updating) execFileSync(process.execPath, ['scripts/docs.mjs']);
  const made = execFileSync(process.execPath, ['scripts/docs.mjs', '--print'], { encoding: 'utf8' });
  expect(readFileSync('docs/commands.md', 'utf8'), 'npm run docs updates it').toBe(made);
});

test('docs/performance.md shows the results of the benchmark', () => {
  const file = 'docs/performance.md';
  const page = readFileSync(file, 'utf8');
  const made = withResults(page);
  if (updating) writeFileSync(file, made);
  expect(page === made || updating, 'npm run docs updates it').toBe(true);
});

test('README.md has at most 150 lines of 100 columns', () => {
  const lines = readFileSync('README.md', 'utf8').trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(150);
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
});

describe('links', () => {
  test.each(pages)('%s has no broken links', (page) => {
    expect(linksOf(page).filter((link) => !isFileAt(page, link))).toEqual([]);
  });
});

test('docs/dependencies.md names every dependency, and no other', () => {
  const named = [...readFileSync('docs/dependencies.md', 'utf8').matchAll(/^\| `([^`]+)` +\|/gm)].map(
    (match) => match[1],
  );
  const { dependencies, optionalDependencies, devDependencies } = manifest;
  const all = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
  expect(named.toSorted()).toEqual(all.toSorted());
});

/** The links of a page to files and headings of the project. */
function linksOf(page: string): string[] {
  const text = readFileSync(page, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '').filter((link) => !/^https?:/.test(link));
}

function isFileAt(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(file)) return false;
  return heading === undefined || headingsOf(file).includes(heading);
}

/** The anchors of a page's headings. */
function headingsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
