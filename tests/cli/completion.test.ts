import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { bin, cica, demoRegister, environment, temporaryFolder } from '../support/cica';
import { done, lines, type Run, session } from '../support/session';

let db: string;
let run: Run;
beforeAll(async () => {
  db = await demoRegister();
  run = session(db);
});

/** What may come in place of the last word of a line; a line that ends in a space has an empty one. */
async function candidates(line: string): Promise<string[]> {
  return lines(await done(cica(['__complete', '--', ...line.split(' ')], { db })));
}

describe('completes', () => {
  it.concurrent.each([
    ['commands', 'de', ['demo', 'decision']],
    ['the commands that help tells about', 'help dec', ['decision']],
    ['verbs', 'meeting ', ['add', 'list', 'show', 'edit', 'remove']],
    ['flags', 'decision list --in', ['--in-force']],
    ['flags of every command', 'decision list --d', ['--db']],
    ['formats', 'decision list --format y', ['yaml']],
    ['verbs of the vocabulary', 'decision add SOC-2023-12-12 --action ado', ['adopt']],
    ['words with a hyphen in place of a space', 'decision list --kind obs', ['observer-status']],
    ['statuses', 'decision list --status in', ['in-force']],
    ['kinds of the entity', 'body add X --kind w', ['working-group']],
    ['the last of a list', 'decision list --action adopt,app', ['adopt,approve', 'adopt,appoint']],
    ['columns', 'meeting list --columns ref,chair_', ['ref,chair_title', 'ref,chair_party']],
    ['columns to sort by, downwards too', 'decision list --sort -da', ['-date']],
    ['columns of the log and of a search', 'log --columns a', ['at', 'actor', 'after']],
    ['columns of lists that are of no entity', 'due --columns d', ['date', 'days']],
    ['what to export', 'export p', ['parties']],
    ['modes of meetings to export', 'export meetings --mode hy', ['hybrid']],
    ['parties and bodies that are responsible', 'task list --responsible SE', ['SEC']],
    ['what is imported', 'import x.csv --as m', ['meetings']],
    ['shells', 'completion ', ['bash', 'zsh', 'fish']],
    ['meetings', 'meeting show MC', ['MC-2024-03-19', 'MC-2023-12-26', 'MC-2023-09']],
    ['meetings in any case', 'decision add mc-2024', ['MC-2024-03-19']],
    ['decisions', 'decision show SOC-2024-03-14/', ['SOC-2024-03-14/1']],
    ['agenda items', 'agenda edit SOC-2023-12-12#7', ['SOC-2023-12-12#7']],
    ['whatever has a reference', 'show MC-2023-09', ['MC-2023-09', 'MC-2023-09/1']],
    ['bodies', 'meeting add --body S', ['SEC', 'SOC', 'SUMMIT', 'SWG']],
    ['parties', 'party show sau', ['SAU']],
    ['parties to merge', 'party merge EAEU sc', ['SCO']],
    ['bodies to merge', 'body merge EX', ['EXPERTS']],
    ['kinds of parties', 'party add SMITH --kind p', ['person']],
    ['the value of a flag in one word with it', 'decision list --kind=bu', ['--kind=budget']],
    ['decisions that a flag names', 'decision add SOC-2024-12-05 --answers SOC-2024-03', ['SOC-2024-03-14/1']],
    ['verbs of decisions', 'decision tr', ['trace']],
    ['bodies that wait', 'decision pending --from SW', ['SWG']],
    ['parties that object', 'decision object SOC-2024-06-27/5 --party IN', ['IND']],
    ['standings', 'party list --standing a', ['applicant']],
    ['standings that a decision gives', 'decision add --grants n', ['none']],
    ['instruments', 'instrument act C', ['CPI']],
    ['acts', 'instrument act CPI BGD --kind rat', ['ratification']],
    ['kinds of documents', 'document add X --kind min', ['minutes']],
    ['formats of a chain', 'decision trace SOC-2024-03-14/1 --format m', ['markdown', 'mermaid']],
    ['roles', 'decision list --party spo', ['sponsor:']],
    ['parties after a role', 'decision list --party applicant:SA', ['applicant:SAU']],
    ['tags', 'decision list --tag en', ['enlargement', 'environment']],
    ['after other flags and their values', '--db there.db decision list --kind plan --sta', ['--status']],
    ['nothing after what it does not know', 'nonsense ', []],
    ['nothing for a free text', 'meeting add --place A', []],
    ['nothing for a title', 'decision add SOC-2023-12-12 S', []],
  ])('%s: %s', async (_, line, expected) => {
    expect(await candidates(line)).toEqual(expected);
  });

  it('everything that may come, where nothing is typed yet', async () => {
    expect(await candidates('')).toContain('completion');
    expect(await candidates('decision list --')).toEqual(expect.arrayContaining(['--format', '--as-of', '--help']));
  });
});

it('is silent where there is no register, or one that cannot be read', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'text.db'), 'no register');
  for (const name of ['nothere.db', 'text.db']) {
    expect(await cica(['__complete', '--', 'meeting', 'show', ''], { db: join(folder, name) })) //
      .toEqual({ stdout: '', stderr: '', exitCode: 0 });
  }
});

describe('the script of bash', () => {
  /** What bash offers for a line, as readline asks for it. */
  async function offered(line: string, breaks = ' \t\n"\'><=;|&(:'): Promise<string[]> {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'cica'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
    chmodSync(join(folder, 'cica'), 0o755);
    const script = `
compopt() { :; }
source <(cica completion bash)
[[ "$(complete -p cica)" == *'-F _cica cica' ]] || exit 9
COMP_WORDBREAKS=$BREAKS COMP_LINE=$LINE COMP_POINT=\${#LINE}
_cica
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const env: Record<string, string> = { ...environment({ db }), LINE: line, BREAKS: breaks };
    const { stdout } = await execa('bash', ['--norc', '-c', script], {
      env: { ...env, PATH: `${folder}:${env.PATH}` },
      extendEnv: false,
    });
    return stdout.split('\n').filter((word) => word !== '');
  }

  it.concurrent.each([
    ['a command', 'cica dec', ['decision']],
    ['an empty word', 'cica completion ', ['bash', 'zsh', 'fish']],
    ['a reference', 'cica decision show MC-2023-12-26/', ['MC-2023-12-26/1']],
    ['what stands after an equals sign', 'cica decision list --kind=bu', ['budget']],
    ['what stands after the colon, where a colon breaks words', 'cica decision list --party applicant:SA', ['SAU']],
  ])('completes %s', async (_, line, expected) => {
    expect(await offered(line)).toEqual(expected);
  });

  it('completes the whole word where a colon does not break words', async () => {
    expect(await offered('cica decision list --party applicant:SA', ' \t\n')).toEqual(['applicant:SAU']);
  });

  it('completes what stands before the cursor', async () => {
    expect(await offered('cica party show MN')).toEqual(['MNG']);
  });
});

it.concurrent.each([
  ['zsh', /^#compdef cica\n[\s\S]*cica __complete -- [\s\S]*\ncompdef _cica cica\n$/],
  ['fish', /^complete -c cica .*cica __complete -- .*\n/],
])('has a script for %s that asks the program', async (shell, script) => {
  expect(await done(run`completion ${shell}`)).toMatch(script);
});

it('refuses another shell, and says which there are', async () => {
  expect(await run`completion tcsh`).toMatchObject({ stderr: expect.stringContaining('bash, zsh, fish'), exitCode: 2 });
});
