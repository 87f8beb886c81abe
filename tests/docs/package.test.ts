import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nouns } from '../../src/commands/program/nouns';
import { temporaryFolder } from '../support/cica';

/** The paths in the package that npm would make, sorted. */
function packed(): string[] {
  const options = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const printed = execFileSync('npm', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [{ files }] = JSON.parse(printed) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path).sort();
}

describe('the package', () => {
  it('has what users need, and nothing for developers only', () => {
    const whole = (folder: string) =>
      readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
      );
    const docs = whole('docs').filter((page) => !/(development|dependencies)\.md$/.test(page));
    const completions = ['_cica', 'cica', 'cica.fish', 'cica.ps1'].map((name) => `dist/completions/${name}`);
    const built = ['NOTICES.txt', 'cica.1', 'draft.cjs', 'extract.cjs', 'inquirer.cjs', 'main.cjs'].map(
      (name) => `dist/${name}`,
    );
    const top = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
    const expected = [...top, ...built, ...completions, ...docs, ...['bin', 'migrations', 'presets'].flatMap(whole)];
    expect(packed().filter((path) => path !== 'npm-shrinkwrap.json')).toEqual(expected.sort());
  });

  it('has a manual page of all commands that troff formats without a complaint', () => {
    const page = readFileSync('dist/cica.1', 'utf8');
    for (const noun of Object.keys(nouns)) expect(page).toMatch(new RegExp(`^\\.SS cica ${noun}\\b`, 'm'));
    for (const heading of ['NAME', 'OPTIONS', 'ENVIRONMENT', 'EXIT STATUS']) expect(page).toContain(`.SH ${heading}\n`);
    const { status, stderr, error } = spawnSync('groff', ['-man', '-ww', '-z', '-k', '-Tutf8', 'dist/cica.1'], {
      encoding: 'utf8',
    });
    if (error === undefined) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('has the licence of each package whose code it contains', () => {
    const parts = readFileSync('dist/NOTICES.txt', 'utf8')
      .split(`${'-'.repeat(72)}\n\n`)
      .slice(1);
    const names = parts.map((part) => part.split(' ')[0]);
    expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'chalk', 'cli-table3', 'commander', 'pg']));
    for (const part of parts) expect(part).toMatch(/copyright|permission is hereby granted/i);
  });

  it.each([
    ['bash', 'cica'],
    ['zsh', '_cica'],
    ['fish', 'cica.fish'],
  ])('has a completion script that %s can read', (shell, name) => {
    const { status, stderr, error } = spawnSync(shell, ['-n', `dist/completions/${name}`], {
      encoding: 'utf8',
      env: { ...process.env, HOME: temporaryFolder() },
    });
    if (error === undefined) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
