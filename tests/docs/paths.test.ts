import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { escapeRegExp } from './transcript';

const folders = ['.ci', 'bench', 'bin', 'dist', 'docs', 'migrations', 'presets', 'scripts', 'src', 'tests'];
const files = new Set([
  ...readdirSync('.'),
  ...folders.flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, `${name}`))),
]);
const pages = [...files].filter((file) => /^(?:docs\/)?\w+\.md$/.test(file));
const { scripts, dependencies, optionalDependencies, devDependencies } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);
const packages = new Set(Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies }));

/** Paths that start with a folder of the project, anywhere in a page. */
const fromFolder = new RegExp(`(?<![\\w./@:-])(?:${folders.map(escapeRegExp).join('|')})/[\\w./<>{},*-]*[\\w/>}]`, 'g');
/** Source files in code formatting, which must be given with their whole path. */
const fromAnywhere = /(?<=`)(?!\.\/)[\w./<>{},*-]+\.(?:ts|mts|mjs|cjs|js|sql|json)(?=`)/g;

describe('the paths that pages name', () => {
  test.each(pages)('%s names files and folders that exist', (page) => {
    expect(pathsIn(readFileSync(page, 'utf8')).filter((path) => !exists(path))).toEqual([]);
  });

  test.each(pages)('%s names scripts of package.json', (page) => {
    const named = [...readFileSync(page, 'utf8').matchAll(/\bnpm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test.each([
    ['the bundle of `src/main.ts`, see tests/docs/paths.test.ts.', []],
    ['`src/nowhere.ts`, and tests/nowhere/ too', ['src/nowhere.ts', 'tests/nowhere/']],
    ['`src/commands/<noun>/index.ts` or `migrations/sqlite/<number>_<name>.sql`', []],
    ['`src/nowhere/<noun>/index.ts`', ['src/nowhere/<noun>/index.ts']],
    ['`src/domain/{date,nowhere}.ts`', ['src/domain/{date,nowhere}.ts']],
    ['`biome.json` and `main.ts`', ['main.ts']],
    ['github.com/someone/something/src/nowhere.ts', []],
  ])('%s', (text, missing) => {
    expect(pathsIn(text).filter((path) => !exists(path))).toEqual(missing);
  });
});

function pathsIn(page: string): string[] {
  const paths = [fromFolder, fromAnywhere].flatMap((pattern) => page.match(pattern) ?? []);
  return [...new Set(paths)].filter((path) => !packages.has(path));
}

/** Whether a path exists; `<noun>` and `*` stand for any name in it, `{a,b}` for each of several. */
function exists(path: string): boolean {
  const braces = /\{([^}]*)\}/.exec(path);
  if (braces !== null) return (braces[1] ?? '').split(',').every((name) => exists(path.replace(braces[0], name)));
  const parts = path.replace(/\/$/, '').split(/<[^>]+>|\*/);
  if (parts.length === 1) return files.has(parts[0] ?? '');
  const pattern = new RegExp(`^${parts.map(escapeRegExp).join('[^/]+')}$`);
  return [...files].some((file) => pattern.test(file));
}
