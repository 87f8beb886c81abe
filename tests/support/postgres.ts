import pg from 'pg';
import { afterAll } from 'vitest';

/** Whether a run of the tests is on PostgreSQL: vitest.config.mts names its files. */
export const onServer = process.env.CICA_TEST_ENGINE === 'postgres';

/** How often a property is tried: on a server, where each time takes a database of its own, less often. */
export const tries = (often: number): number => (onServer ? Math.ceil(often / 8) : often);

const made: string[] = [];

/** The address of an empty database of one's own, on the server that tests/support/build.ts starts. */
export function newDatabase(): Promise<string> {
  return create('template0');
}

/** The address of a copy of a database that nobody is connected to. */
export function copyOf(address: string): Promise<string> {
  return create(new URL(address).pathname.slice(1));
}

/** Asks a server something, as its superuser. */
export async function ask<Row>(address: string, ...texts: readonly string[]): Promise<Row[]> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const text of texts) rows = (await client.query(text)).rows as Row[];
    return rows;
  } finally {
    await client.end();
  }
}

async function create(template: string): Promise<string> {
  const name = `cica_${process.pid}_${Date.now().toString(36)}_${made.length}`;
  // before it is made: another may be asked for meanwhile
  made.push(name);
  await ask(server(), `create database ${name} template ${template} encoding 'UTF8'`);
  const url = new URL(server());
  url.pathname = `/${name}`;
  return url.href;
}

function server(): string {
  const { CICA_TEST_POSTGRES_URL } = process.env;
  if (CICA_TEST_POSTGRES_URL === undefined) throw new Error('no server was started');
  return CICA_TEST_POSTGRES_URL;
}

afterAll(async () => {
  for (const name of made) await ask(server(), `drop database if exists ${name} with (force)`);
});
