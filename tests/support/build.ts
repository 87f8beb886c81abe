import { execFileSync } from 'node:child_process';
import { startServer } from './server';

/**
 * Before all tests: builds the program, since the command-line tests run what users run, and starts the server for the
 * tests on PostgreSQL, where CICA_TEST_POSTGRES_URL names no other.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'ignore' });
  if (process.env.CICA_TEST_POSTGRES_URL) return undefined;
  const server = await startServer();
  process.env.CICA_TEST_POSTGRES_URL = server.address;
  return () => server.remove();
}
