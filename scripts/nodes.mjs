// Tests the program on every supported version of Node, and as npm installs it: npm run test:nodes -- [--all] [22 24 …]
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './esbuild.mjs';

/** Installations to test. `fails` is the message expected instead of success. */
const installations = [
  { major: '20', npm: '11', flags: [] },
  {
    major: '20',
    npm: '11',
    flags: ['--ignore-scripts'],
    fails: 'cica: the SQLite addon was not built at installation',
  },
  { major: '22', npm: '11', flags: ['--ignore-scripts'] },
  { major: '24', npm: '12', flags: [] },
  { major: '26', npm: '12', flags: ['--ignore-scripts'] },
];

/** What is tested on each version beside the README of an installation: the engines' contract, the addon, the start and the demo. */
const contract = ['tests/store/{addon,postgres,sqlite}.test.ts', 'tests/cli/{demo,start}.test.ts'];

const { values, positionals } = parseArgs({ options: { all: { type: 'boolean' } }, allowPositionals: true });
const majors = positionals.length > 0 ? positionals : ['20', '22', '24', '26'];
const running = process.versions.node.split('.')[0];
const folder = join(root, '.nodes');
mkdirSync(folder, { recursive: true });
let packed;

for (const major of majors) {
  const node = major === running ? process.execPath : fetchNode(major);
  const project = major === running ? root : copyProject(join(folder, major), node);
  if (values.all) test(node, project, []);
  else if (major !== running) test(node, project, contract);
  if (values.all) continue;
  for (const one of installations.filter((row) => row.major === major)) install(node, project, one);
  if (major === '26') {
    buildWithoutDev(node, project);
    distribute(node, project);
  }
}

/** The executable of the newest version of a major, from npm; its package names systems as Node's downloads do. */
function fetchNode(major) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const place = packages(major, `${name}@${major}`);
  return join(place, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** The script of a major version of npm. */
function fetchNpm(major) {
  return join(packages(`npm-${major}`, `npm@${major}`), 'npm', 'bin', 'npm-cli.js');
}

/** Installs a package into a folder of its own, and returns that folder. */
function packages(name, spec) {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  if (!existsSync(join(place, 'package.json'))) writeFileSync(join(place, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', spec], place);
  return join(place, 'node_modules');
}

/** A copy of the project, with the packages that npm installs for another version of Node. */
function copyProject(place, node, flags = []) {
  const copy = join(place, 'cica');
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(copy)) if (name !== 'node_modules') rmSync(join(copy, name), { recursive: true });
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of listed.toString().split('\0')) {
    if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(copy, file));
  }
  run(node, [fetchNpm('12'), 'ci', ...flags, '--no-audit', '--no-fund', '--silent'], copy, withNode(node));
  return copy;
}

/** Runs tests with a version of Node. */
function test(node, project, files, env = {}) {
  console.error(`\nNode ${version(node)}: ${files.join(' ') || 'all tests'}`);
  const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs');
  const onlySqlite = files.length > 0 ? ['--project', 'SQLite'] : [];
  run(node, [vitest, 'run', '--maxWorkers=3', ...onlySqlite, ...expand(files)], project, { ...withNode(node), ...env });
}

/** Runs the transcripts of the README with a program; they need no server. */
function testReadme(node, project, program) {
  const files = ['tests/docs/examples.test.ts', '-t', 'transcripts of the pages README'];
  test(node, project, files, { CICA_TEST_PROGRAM: program, CICA_TEST_POSTGRES_URL: 'postgres://none' });
}

/** `a/{b,c}.ts` as `a/b.ts`, `a/c.ts`: Vitest takes names. */
function expand(files) {
  return files.flatMap((file) => {
    const [, before, names, after] = /^(.*)\{(.*)\}(.*)$/.exec(file) ?? [];
    return names === undefined ? file : names.split(',').map((name) => `${before}${name}${after}`);
  });
}

/** Installs the package into an empty home, and runs the README with it. */
function install(node, project, { npm, flags, fails }) {
  console.error(`\nNode ${version(node)}, npm ${npm}: npm install -g cica.tgz ${flags.join(' ')}`);
  const home = outside();
  const env = {
    ...withNode(node),
    HOME: home,
    npm_config_cache: npmSetting('cache'),
    npm_config_userconfig: npmSetting('userconfig'),
  };
  const options = ['--prefix', home, '--no-audit', '--no-fund', '--loglevel=error'];
  run(node, [fetchNpm(npm), 'install', '-g', ...options, ...flags, tarball()], home, env);
  const program = join(home, 'lib', 'node_modules', 'cica', 'bin', 'cica.js');
  // npm 12 installs no manual pages
  if (npm === '11' && process.platform !== 'win32' && !existsSync(join(home, 'share', 'man', 'man1', 'cica.1'))) {
    throw new Error('npm installed no manual page');
  }
  if (fails === undefined) return testReadme(node, project, program);
  const { status, stderr } = spawnSync(node, [program, 'demo'], { env, encoding: 'utf8' });
  if (status === 1 && stderr.startsWith(fails) && stderr.trimEnd().split('\n').length === 2) return undefined;
  throw new Error(`expected: ${fails}\nprinted: ${stderr}`);
}

/** Builds a clone without development dependencies, and runs the README with it. */
function buildWithoutDev(node, project) {
  const copy = copyProject(outside(), node, ['--omit=dev']);
  testReadme(node, project, join(copy, 'bin', 'cica.js'));
}

/** Builds the tar and the executable, and runs the README with both. */
function distribute(node, project) {
  const releases = join(project, 'dist', 'release');
  rmSync(releases, { recursive: true, force: true });
  run(node, [join(project, 'scripts', 'dist.mjs')], project, withNode(node));
  const unpacked = outside();
  const names = readdirSync(releases, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? entry.name : []));
  const archive = names.find((name) => name.endsWith('.tar.gz'));
  run('tar', ['-xzf', join(releases, archive), '-C', unpacked], project);
  const executable = names.find((name) => name !== archive);
  const programs = [join(unpacked, archive.replace('.tar.gz', ''), 'bin', 'cica.js'), join(releases, executable)];
  for (const program of programs) testReadme(node, project, program);
}

/** The package that would be published. */
function tarball() {
  if (packed === undefined) {
    const printed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    });
    packed = join(folder, JSON.parse(printed.slice(printed.indexOf('[\n')))[0].filename);
  }
  return packed;
}

/** A setting of npm that would be another one in an empty home. */
function npmSetting(name) {
  return execFileSync('npm', ['config', 'get', name], { cwd: root, encoding: 'utf8' }).trim();
}

/** An empty folder outside the project, in whose node_modules Node would look too; removed at the end. */
function outside() {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'cica-nodes-')));
  process.on('exit', () => rmSync(place, { recursive: true, force: true }));
  return place;
}

/** An environment in which `node` is that version. */
function withNode(node) {
  const bin = join(folder, 'bin', version(node));
  mkdirSync(bin, { recursive: true });
  if (!existsSync(join(bin, 'node'))) symlinkSync(node, join(bin, 'node'));
  return { PATH: [bin, process.env.PATH].join(delimiter) };
}

function version(node) {
  return execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
}

function run(command, args, cwd, env = {}) {
  // npm sets variables for its own version and project
  const rest = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  execFileSync(command, args, {
    cwd,
    env: { ...Object.fromEntries(rest), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
