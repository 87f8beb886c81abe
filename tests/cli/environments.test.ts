import { chmodSync, cpSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/domain/problem';
import { packageName, thisHost } from '../../src/store/addon';
import { bin, demoRegister, environment, temporaryFolder } from '../support/cica';
import { insides, lines } from '../support/session';
import { Terminal } from '../support/terminal';

/* The program where something around it is missing, full, forbidden or odd: it says what, and what to do. */

/** A line of bash in which `cica` is the program; its folder, `$here`, has a register, `$CICA_DB`, and nothing else. */
interface Case {
  readonly line: string;
  /** Another line, run before, by whoever runs the tests. */
  readonly before?: string;
  readonly code?: number;
  /** What is said to be wrong, at the beginning or within; left out where nothing is wrong. */
  readonly says?: string;
  /** The files that are there afterwards, beside the register. */
  readonly leaves?: readonly string[];
}

/** The user who runs a case. */
type User = { readonly uid?: number; readonly gid?: number };

let demo: string;
beforeAll(async () => {
  demo = await demoRegister();
});

/** A folder that any user may enter, with a register. */
function folderWithRegister(): string {
  const here = temporaryFolder();
  const db = join(here, 'cica.db');
  cpSync(demo, db);
  chmodSync(db, 0o666);
  chmodSync(here, 0o777);
  chmodSync(dirname(here), 0o755);
  return here;
}

const functions = `
program=('${process.execPath}' '${bin}')
cica() { "\${program[@]}" "$@"; }
long() { printf "%0$1d" 0; }
gone() { mkdir "$here/gone" && cd "$here/gone" && rmdir "$here/gone"; }
install() {
  mkdir app && cp -r '${dirname(dirname(bin))}'/{bin,dist,migrations,presets,package.json} app
  ln -s '${dirname(dirname(bin))}/node_modules' app/node_modules
  program=('${process.execPath}' app/bin/cica.js)
}
package=app/node_modules/${packageName(thisHost())}
addon=$package/build/Release/better_sqlite3.node
only_addon() {
  rm app/node_modules && mkdir app/node_modules && ln -s '${dirname(dirname(bin))}/node_modules/${packageName(thisHost())}' app/node_modules
}
own_addon() {
  rm app/node_modules && mkdir -p "\${addon%/*}" && echo '{}' >$package/package.json
}`;

function bash(here: string, line: string, user: User = {}) {
  return execa('bash', ['-o', 'pipefail', '-c', `${functions}\n${line}`], {
    cwd: here,
    env: { ...environment({ db: join(here, 'cica.db') }), here, HOME: here, TMPDIR: here },
    extendEnv: false,
    input: '',
    reject: false,
    stripFinalNewline: false,
    ...user,
  });
}

/** Runs a case, and checks what holds for all: two lines at most, a documented exit code, nothing half-written. */
async function check({ line, before, code = 0, says, leaves = [] }: Case, user: User = {}): Promise<void> {
  const here = folderWithRegister();
  try {
    if (before !== undefined) await bash(here, before);
    const { stderr, exitCode } = await bash(here, line, user);
    expect(stderr).not.toMatch(insides);
    if (says === undefined) expect(stderr).not.toMatch(/^cica:/m);
    else expectProblem(stderr, says);
    expect([0, ...Object.values(exitCodes)]).toContain(code);
    // what SQLite keeps beside a register may stay where it could not be opened, and what Node 22 and later compiled for next time
    const left = readdirSync(here).filter((name) => !/^(cica\.db(-wal|-shm)?|\.cache)$/.test(name));
    expect({ exitCode, left: left.sort() }).toEqual({ exitCode: code, left: [...leaves].sort() });
  } finally {
    if (before !== undefined) await bash(here, 'chmod -R u+rwx "$here"');
  }
}

/** One line of what is wrong, in words, and one of what to do. */
function expectProblem(stderr: string, says: string): void {
  const [problem = '', advice = '', ...more] = lines(stderr);
  expect(problem).toMatch(/^cica: /);
  expect(`${problem}\n${advice}`).toContain(says);
  // the codes of errors, and the calls that failed, are the program's own
  expect(problem).not.toMatch(/\bE[A-Z]{3,}\b|, (open|l?stat|mkdtemp|mkdir|scandir) /);
  expect(advice).not.toBe('');
  expect(more).toEqual([]);
}

const tooLong = 'the name is too long';
const noFolder = 'there is no such folder';
const nothingThere = 'nothing can be created there';

describe('an unusual environment', () => {
  it.concurrent.each<Case>([
    // time
    { line: 'CICA_NOW=garbage cica due', code: 2, says: 'CICA_NOW is not a time: "garbage"' },
    { line: 'CICA_NOW=garbage cica demo', code: 2, says: 'CICA_NOW is not a time' },
    { line: 'CICA_NOW=garbage cica --help' },
    { line: 'CICA_NOW= CICA_ACTOR= CICA_FILES= cica decision list' },
    { line: "CICA_NOW=' ' cica decision list", code: 2, says: 'CICA_NOW is not a time' },
    { line: 'CICA_NOW=-000001-01-01T00:00:00Z cica due', code: 2, says: 'CICA_NOW is not a time' },
    { line: 'CICA_NOW=+275760-09-13T00:00:00Z cica log', code: 0 },
    { line: 'CICA_NOW=+275760-09-13T00:00:00Z cica body add X --name X', code: 2, says: 'CICA_NOW is not a time' },
    { line: 'CICA_NOW=1900-01-01T00:00:00Z cica body add X --name X' },
    { line: 'TZ=Nowhere/Garbage cica due' },
    // folders of one's own
    { line: 'TMPDIR=/nowhere cica demo', code: 1, says: `no folder can be created in /nowhere: ${noFolder}` },
    { line: 'TMPDIR=/etc/passwd cica demo', code: 1, says: `no folder can be created in /etc/passwd: ${noFolder}` },
    {
      line: 'echo meeting,action,title | TMPDIR=/nowhere cica import -',
      code: 1,
      says: 'cannot be stored in /nowhere',
    },
    { line: 'unset CICA_DB; HOME=/nowhere cica due', code: 5, says: 'there is no register at /nowhere' },
    {
      line: 'unset CICA_DB HOME; XDG_DATA_HOME=/dev/null cica due',
      code: 5,
      says: 'there is no register at /dev/null',
    },
    { line: 'unset CICA_DB; HOME=/etc/passwd cica init', code: 5, says: noFolder },
    { line: 'unset CICA_DB; HOME=/proc cica init', code: 5, says: nothingThere },
    { line: 'TMPDIR=/proc cica demo', code: 1, says: `no folder can be created in /proc: ${nothingThere}` },
    {
      line: 'echo meeting,action,title | TMPDIR=/proc cica import -',
      code: 1,
      says: `stored in /proc: ${nothingThere}`,
    },
    { line: 'TMPDIR=/proc EDITOR=true cica export -o /proc/x.csv', code: 1, says: nothingThere },
    { line: 'cica db backup /proc/x.db', code: 1, says: nothingThere },
    { line: 'cica init --db /proc/x.db', code: 5, says: nothingThere },
    { line: `[[ $(unset CICA_DB; HOME= cica db path) == '${userInfo().homedir}'/.local/share/cica/cica.db ]]` },
    { line: `[[ $(unset CICA_DB; HOME=here cica db path) == '${userInfo().homedir}'/.local/share/cica/cica.db ]]` },
    { line: '[[ $(unset CICA_DB; XDG_DATA_HOME=here cica db path) == $HOME/.local/share/cica/cica.db ]]' },
    { line: 'unset HOME; cica decision list' },
    { line: 'unset CICA_DB HOME; XDG_DATA_HOME=$here/new cica init', leaves: ['new'] },
    { line: 'gone; cica decision list' },
    { line: 'gone; cica export decisions -o x.csv', code: 1, says: noFolder },
    { line: 'gone; cica init --db x.db', code: 1, says: 'the current folder was removed' },
    { line: 'gone; cica demo --db "$here/x.db"', leaves: ['x.db'] },
    { line: 'gone; cica db backup x.db', code: 1, says: noFolder },
    // names
    { line: 'cica init --db "$(long 248)"', code: 5, says: tooLong },
    { line: 'cica decision list --db "$(long 300)"', code: 5, says: tooLong },
    { line: 'cica db backup "$(long 248)"', code: 1, says: tooLong },
    { line: 'cica export decisions -o "$(long 248).csv"', leaves: [`${'0'.repeat(248)}.csv`] },
    { line: 'cica export decisions -o "$(long 300).csv"', code: 1, says: tooLong },
    { line: "cica export decisions -o ''", code: 2, says: 'the file to write has no name' },
    { line: 'cica db backup /etc/passwd/x', code: 1, says: noFolder },
    { line: 'cica import "$(long 300).csv"', code: 1, says: tooLong },
    { line: 'cica document add X --file "$(long 300)"', code: 1, says: tooLong },
    // the register
    { line: 'CICA_DB= cica db path', code: 0 },
    { line: "CICA_DB=' ' cica due", code: 2, says: 'CICA_DB is blank' },
    { line: 'CICA_DB=/ cica due', code: 5, says: '/ is a folder' },
    { line: 'CICA_DB=/dev/null cica due', code: 5, says: '/dev/null is not a register of cica' },
    { line: 'CICA_DB=/dev/null/x cica init', code: 5, says: noFolder },
    { line: 'CICA_DB=/proc/x.db cica init', code: 5, says: '/proc/x.db cannot be created there' },
    { line: 'CICA_FILES=/dev/null cica document list' },
    // streams
    { line: 'cica decision list <&-' },
    { line: 'cica export decisions >&-' },
    { line: 'cica decision list 2>&-' },
    { line: 'cica body add X --name X <&- >&- 2>&-' },
    { line: 'cica decision show nothing 2>/dev/full', code: 3 },
    { line: 'cica log >/dev/full', code: 1, says: 'the output cannot be written: the disk is full' },
    { line: 'cica log 1</dev/null', code: 1, says: 'the output cannot be written' },
    { line: 'cica export decisions -o /dev/full', code: 1, says: '/dev/full cannot be written: the disk is full' },
    { line: 'cica export decisions --format ndjson -o /dev/stdout | true' },

    { line: 'mkfifo f; (exec 3<f) & cica export decisions --format ndjson -o f; rm f' },
    // drafts of others
    { line: 'mkdir a.cica-draft-4194999; cica init --db x.db', leaves: ['a.cica-draft-4194999', 'x.db'] },
    { line: 'touch a.cica-draft-99999999999999999999; cica init --db x.db', leaves: ['x.db'] },
    {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash
      line: '(touch .x.csv.$BASHPID.part; exec "${program[@]}" export decisions -o x.csv) && rm .x.csv.*.part',
      leaves: ['x.csv'],
    },
    // limits and settings
    { line: '(umask 777; cica export decisions -o x.csv)', leaves: ['x.csv'] },
    { line: 'ulimit -n 40; cica decision list' },
    { line: '(ulimit -f 8; cica init --db x.db)', code: 1, says: 'could not be written' },
    { line: '(ulimit -f 8; cica db backup x.db)', code: 1, says: 'could not be written' },
    {
      line: 'PGSERVICE=x PGSERVICEFILE=/ CICA_DB=postgres:// cica due',
      code: 2,
      says: 'there is no service "x"',
    },
    { line: 'LANG=xx_YY LC_CTYPE=garbage cica decision list' },
    { line: 'COLUMNS=-1 TERM=garbage FORCE_COLOR=garbage cica decision list' },
    { line: "NODE_OPTIONS='--throw-deprecation --disable-proto=throw' cica decision list" },
    { line: 'CICA_ACTOR="$(long 5000)" cica body add X --name X', code: 2, says: 'CICA_ACTOR has 5,000 characters' },
  ])('$line', (row) => check(row));
});

describe('the installation is damaged', () => {
  const incomplete = (part: string) => `the installation of cica is incomplete: ${part}`;
  const damaged = 'its program is damaged';
  const noAddon = Number(process.versions.napi) < 10 ? 'the SQLite addon was not built' : 'has no SQLite addon for';

  it.concurrent.each<Case>([
    { line: 'rm app/node_modules; cica due', code: 1, says: incomplete(`${packageName(thisHost())} is missing`) },
    { line: 'only_addon; cica export meetings --format yaml', code: 1, says: incomplete('yaml is missing') },
    { line: 'own_addon; cica due', code: 1, says: noAddon },
    { line: 'own_addon; echo x >$addon; cica due', code: 1, says: 'the SQLite addon cannot be loaded' },
    { line: 'rm -r app/migrations; cica init --db x.db', code: 1, says: incomplete('') },
    { line: 'rm -r app/presets; cica demo', code: 1, says: incomplete('') },
    { line: 'rm app/package.json; cica --version', code: 1, says: incomplete('') },
    { line: 'echo "garbage(" >app/dist/main.cjs; cica --version', code: 1, says: damaged },
    { line: 'rm app/dist/main.cjs; mkdir app/dist/main.cjs; cica --version', code: 1, says: damaged },
    { line: 'for code in app/dist/main.cjs.*; do echo garbage >"$code"; done; cica due' },
  ])('$line', ({ line, ...expected }) => check({ ...expected, line: `install; ${line}`, leaves: ['app'] }));
});

describe('a user without permission', async () => {
  // root may do everything
  const isRoot = process.getuid?.() === 0;
  const user: User = isRoot ? { uid: 65534, gid: 65534 } : {};
  const { exitCode } = await execa(process.execPath, [bin, '--version'], { cwd: '/', reject: false, ...user });
  const cannot = exitCode === 0 ? '' : ' (skipped: nobody but root can run the program where it is)';
  const denied = 'permission denied';
  const readOnly = 'mkdir -m 555 ro';

  it.skipIf(cannot !== '').concurrent.each<Case>([
    { before: readOnly, line: 'cica init --db ro/x.db', code: 5, says: denied, leaves: ['ro'] },
    { before: readOnly, line: 'cica export decisions -o ro/x.csv', code: 1, says: denied, leaves: ['ro'] },
    { before: readOnly, line: 'cica db backup ro/x.db', code: 1, says: denied, leaves: ['ro'] },
    { before: readOnly, line: 'TMPDIR="$here/ro" cica demo', code: 1, says: denied, leaves: ['ro'] },
    { before: readOnly, line: 'unset CICA_DB; HOME="$here/ro" cica init', code: 5, says: denied, leaves: ['ro'] },
    { before: 'mkdir -m 0 no', line: 'cica init --db no/x.db', code: 5, says: denied, leaves: ['no'] },
    { before: 'mkdir -m 0 no', line: 'cica due --db no/x.db', code: 5, says: denied, leaves: ['no'] },
    { before: 'mkdir -m 0 no', line: 'cica import no/x.csv', code: 1, says: denied, leaves: ['no'] },
    { before: 'chmod 555 .', line: 'cica due', code: 5, says: 'cannot be written to' },
    { before: 'mkdir cica.db-wal', line: 'cica due', code: 5, says: 'cannot be opened' },
    { before: 'chmod 0 cica.db', line: 'cica due', code: 5, says: 'cannot be written to' },
    { line: 'umask 777; cica init --db x.db', code: 5, says: 'the register x.db cannot be written to' },
    { line: 'umask 777; cica db backup x.db', code: 5, says: 'cannot be' },
    { line: 'umask 777; cica demo', code: 5, says: 'cannot be' },
  ])(`$before: $line${cannot}`, (row) => check(row, user));

  // such a user ID is that of a process in a container
  const noHome = 'your home folder is unknown';
  it.skipIf(!isRoot || cannot !== '').concurrent.each<Case>([
    { line: 'unset CICA_DB HOME; cica decision list', code: 1, says: noHome },
    { line: 'unset CICA_DB; HOME= cica decision list', code: 1, says: noHome },
    { line: 'unset CICA_DB; HOME=x cica db path', code: 1, says: noHome },
    { line: 'unset CICA_DB HOME; cica init', code: 1, says: noHome },
    {
      line: "unset HOME; cica due --db='~/x.db'",
      code: 1,
      says: `${noHome}: HOME does not name one\nset HOME to an absolute path, or write the path in full`,
    },
    { line: 'unset HOME; cica document list --db postgres://127.0.0.1:1/x?service=x', code: 2, says: 'no service' },
    { line: 'unset CICA_DB HOME; cica --version' },
    { line: 'unset CICA_DB HOME; cica demo --db demo.db', leaves: ['demo.db'] },
    { line: 'unset HOME; cica init --db x.db', leaves: ['x.db'] },
    { line: 'unset HOME; cica digest' },
  ])(`without an account: $line${cannot}`, (row) => check(row, { uid: 54_321, gid: 54_321 }));

  it.skipIf(!isRoot || cannot !== '')("cannot remove another user's draft, which stays", () =>
    check(
      {
        before: 'chmod 1777 .; touch a.cica-draft-4194999',
        line: 'cica init --db x.db',
        leaves: ['a.cica-draft-4194999', 'x.db'],
      },
      user,
    ),
  );
});

describe('a terminal', () => {
  it.each<[string, number, string]>([
    ['stty cols 0 rows 0; $cica decision list', 0, ''],
    ['stty cols 1 rows 1; $cica meeting show SOC-2023-12-12', 0, ''],
    ['TERM=dumb COLUMNS=garbage $cica decision list', 0, ''],
    ['unset TERM; NO_COLOR=1 $cica decision list', 0, ''],
    ['TMPDIR=/nowhere EDITOR=true $cica meeting edit SOC-2023-12-12', 1, 'no folder can be created in /nowhere'],
    ['EDITOR=false $cica meeting edit SOC-2023-12-12', 1, 'the editor could not be started'],
    ['EDITOR=rm $cica meeting edit SOC-2023-12-12', 1, 'cannot be used: there is no such file'],
  ])('%s', async (line, code, says) => {
    const terminal = Terminal.shell(line, { db: demo, cols: 300 });
    expect(await terminal.exitCode()).toBe(code);
    const screen = terminal.screen().join('\n');
    expect(screen).toContain(says);
    expect(screen).not.toMatch(insides);
  });
});
