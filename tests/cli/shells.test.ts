import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bin, cica, demoRegister, temporaryFolder } from '../support/cica';
import { done, session } from '../support/session';
import { escaped, Terminal } from '../support/terminal';

let home: string;
beforeAll(async () => {
  home = temporaryFolder();
  const db = join(home, 'my register', 'demo.db');
  mkdirSync(join(home, 'my register'));
  mkdirSync(join(home, 'bin'));
  mkdirSync(join(home, 'files'));
  copyFileSync(await demoRegister(), db);
  const run = session(db);
  await done(run`party add CIV --name ${"Côte d'Ivoire"} --kind state`);
  await done(
    run`decision edit SOC-2023-12-12/1 --tag ${'trust building'} --tag ${'a"b'} --tag ${'cost $5'} --tag ${"it's"} --tag * --yes`,
  );
  const program = join(home, 'bin', 'cica');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  chmodSync(program, 0o755);
});

/** How each shell is started, so that it reads its script and nothing of its user's. */
const shells = {
  bash: (script: string) => [`PS1='$ '\n${script}`, (file: string) => `bash --noprofile --rcfile ${file} -i`] as const,
  zsh: (script: string) =>
    [`PS1='$ '; unsetopt prompt_cr\nautoload -Uz compinit; compinit -D\n${script}`, () => 'zsh -d -i'] as const,
  fish: (script: string) =>
    [
      `function fish_prompt; echo -n '$ '; end; set -g fish_greeting; set -g fish_autosuggestion_enabled 0\n${script}`,
      (file: string) => `fish --no-config --private -C 'source ${file}'`,
    ] as const,
};
type Shell = keyof typeof shells;

/** Shells that lack what the others have: the bash 3.2 of macOS, and a zsh whose user never called compinit. */
const lesser = {
  bash: (script: string) => `PS1='$ '\nenable -n compopt\neval ${quoted(script)}`,
  zsh: (script: string) => `PS1='$ '; unsetopt prompt_cr\n${script}`,
} as const;

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const installed = (shell: Shell): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

async function started(shell: Shell, prepared?: (script: string) => string): Promise<Terminal> {
  const script = await done(cica(['completion', shell]));
  const [usual, command] = shells[shell](script);
  const start = prepared === undefined ? usual : prepared(script);
  const folder = temporaryFolder();
  const file = join(folder, shell === 'zsh' ? '.zshrc' : 'start');
  writeFileSync(file, start);
  const env = { HOME: home, ZDOTDIR: folder, PATH: `${join(home, 'bin')}:${process.env.PATH}`, LANG: 'C.UTF-8' };
  const terminal = Terminal.shell(`cd "$HOME" && exec ${command(file)}`, { cols: 160, env });
  await terminal.waitFor(/^\$ *$/m);
  return terminal;
}

const db = '--db ~/my\\ register/demo.db';

/** A line, and what it is after TAB; where shells differ, what each makes of it. */
const cases: readonly (readonly [string, string | { readonly [name in Shell]: string }])[] = [
  ['cica dec', 'cica decision'],
  [`cica ${db} decision show soc-2023-12-12/1`, `cica ${db} decision show SOC-2023-12-12/1`],
  [`cica ${db} decision show MC-2023-12-26/`, `cica ${db} decision show MC-2023-12-26/1`],
  // names with spaces and quotes
  [`cica ${db} decision list --tag tru`, `cica ${db} decision list --tag trust\\ building`],
  [`cica ${db} decision list --tag "tru`, `cica ${db} decision list --tag "trust building"`],
  [`cica ${db} decision list --tag 'tru`, `cica ${db} decision list --tag 'trust building'`],
  [
    `cica ${db} decision list --tag it`,
    {
      bash: `cica ${db} decision list --tag it\\'s`,
      zsh: `cica ${db} decision list --tag it\\'s`,
      fish: `cica ${db} decision list --tag it\\'s`,
    },
  ],
  [
    `cica ${db} decision list --tag 'it`,
    {
      bash: `cica ${db} decision list --tag 'it'\\''s'`,
      zsh: `cica ${db} decision list --tag 'it'\\''s'`,
      fish: `cica ${db} decision list --tag 'it\\'s'`,
    },
  ],
  [`cica ${db} decision list --tag "a`, `cica ${db} decision list --tag "a\\"b"`],
  [`cica ${db} decision list --tag "cost`, `cica ${db} decision list --tag "cost \\$5"`],
  [`cica ${db} party show Côte`, `cica ${db} party show Côte\\ d\\'Ivoire`],
  [`cica ${db} party show "Côte`, `cica ${db} party show "Côte d'Ivoire"`],
  // the register, named in all ways
  [
    `cica --db="my register/demo.db" decision trace MC-2023-12`,
    `cica --db="my register/demo.db" decision trace MC-2023-12-26/1`,
  ],
  ['cica --db=my\\ register/demo.db party show mng', 'cica --db=my\\ register/demo.db party show MNG'],
  ['cica --db "$HOME/my register/demo.db" party show sau', 'cica --db "$HOME/my register/demo.db" party show SAU'],
  // files, where a file is meant, and only there
  ['cica --db my', 'cica --db my\\ register/'],
  ['cica --db=my', 'cica --db=my\\ register/'],
  ['cica --db ~/my', 'cica --db ~/my\\ register/'],
  ['cica --db=~/my\\ register/demo.db party show mng', 'cica --db=~/my\\ register/demo.db party show MNG'],
  ['cica import ~/fil', 'cica import ~/files/'],
  ['cica import fil', 'cica import files/'],
  ['cica export decisions -o fil', 'cica export decisions -o files/'],
  ['cica document add X --file fil', 'cica document add X --file files/'],
  ['cica meeting show fil', 'cica meeting show fil'],
  ['cica meeting add --place fil', 'cica meeting add --place fil'],
  // parts of a word
  ['cica decision list --kind=bu', 'cica decision list --kind=budget'],
  ['cica decision list --action adopt,approv', 'cica decision list --action adopt,approve'],
  [`cica ${db} decision list --party applicant:SA`, `cica ${db} decision list --party applicant:SAU`],
  ['cica decision list --party spo', 'cica decision list --party sponsor:'],
  // nothing that stands in a line is run
  ['cica --db "$(touch ran)" decision tr', 'cica --db "$(touch ran)" decision trace'],
];

/** Bash tells a completion nothing of what stands before the command. */
const withAssignments: typeof cases = [
  ['CICA_DB=~/my\\ register/demo.db cica party show jpn', 'CICA_DB=~/my\\ register/demo.db cica party show JPN'],
  [
    'true | X=1 CICA_DB="my register/demo.db" cica party show kaz',
    'true | X=1 CICA_DB="my register/demo.db" cica party show KAZ',
  ],
];

const killLine = '\u0015';

describe.each(Object.keys(shells) as Shell[])('%s', (shell) => {
  it.skipIf(!installed(shell))('completes what is typed', async () => {
    const terminal = await started(shell);
    for (const [line, expected] of shell === 'bash' ? cases : [...cases, ...withAssignments]) {
      terminal.type(`${line}\t`);
      const completed = typeof expected === 'string' ? expected : expected[shell];
      // what was completed has a space after it, or none; then comes what is typed on
      terminal.type('@@');
      await terminal.waitFor(new RegExp(`^\\$ ${escaped(completed)} ?@@ *$`, 'm'));
      terminal.type(killLine);
      await terminal.waitFor(/^\$ *$/m);
    }
    terminal.type('ls\r');
    await terminal.waitFor('files');
    expect(terminal.screen().join('\n')).not.toContain('ran');
  });

  it.skipIf(!installed(shell))('lists ids with their meaning', async () => {
    const terminal = await started(shell);
    for (const [line, inserted, shown] of [
      [`cica ${db} decision answer SWG`, '-2022-12-12/', /12-12\/1 .*Draft concept paper on tourism/],
      [`cica ${db} undo `, '', /1 .*cica demo/],
      [`cica ${db} decision add SOC-2023-12-12 --item `, '', /4 .*Observer status for Saudi Arabia/],
    ] as const) {
      terminal.type(`${line}\t`);
      await terminal.waitFor(`$ ${line}${inserted}`.trimEnd());
      // bash and zsh first insert what all candidates begin with
      if (shell !== 'fish') terminal.type('\t\t');
      await terminal.waitFor(shown);
      terminal.type(killLine);
      await terminal.waitFor(/^\$ *$/m);
    }
  });
});

describe.each(Object.keys(lesser) as (keyof typeof lesser)[])('a lesser %s', (shell) => {
  it.skipIf(!installed(shell))('completes words and files too, without complaints', async () => {
    const terminal = await started(shell, lesser[shell]);
    for (const [line, completed] of [
      ['cica dec', 'cica decision'],
      [`cica ${db} party show mng`, `cica ${db} party show MNG`],
      ['cica import fil', shell === 'bash' ? 'cica import files' : 'cica import files/'],
    ] as const) {
      terminal.type(`${line}\t@@`);
      await terminal.waitFor(new RegExp(`^\\$ ${escaped(completed)} ?@@ *$`, 'm'));
      terminal.type(killLine);
      await terminal.waitFor(/^\$ *$/m);
    }
    expect(terminal.screen().join('\n')).not.toMatch(/not found|insecure/);
  });
});

it.skipIf(!installed('zsh'))('zsh loads the script from a folder in its fpath', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '_cica'), await done(cica(['completion', 'zsh'])));
  const terminal = await started(
    'zsh',
    () => `PS1='$ '; unsetopt prompt_cr\nfpath=('${folder}' $fpath)\nautoload -Uz compinit; compinit -D`,
  );
  terminal.type('cica dec\t@@');
  await terminal.waitFor(/^\$ cica decision ?@@ *$/m);
});

/** What the script of PowerShell passes on, of a line with a cursor after it, in the quotes of a POSIX shell. */
it.each([
  ["'cica' 'party' 'show' 'mng'", 'MNG\tMongolia'],
  ["'cica' 'party' 'show' 'Côte d'\\''I'", "Côte d'Ivoire\tCIV"],
  ["'cica' '--db' 'C:\\none.db' 'decision' 'tr'", 'trace\t'],
])('PowerShell is told the words that fit %s', async (line, expected) => {
  const found = await done(cica(['__complete', 'powershell', line], { db: join(home, 'my register', 'demo.db') }));
  expect(found).toMatch(new RegExp(`^words\n${escaped(expected)}`));
});
