import { readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { expect, it } from 'vitest';
import { parseServerUrl } from '../../src/store/postgres/address';
import { PostgresEngine } from '../../src/store/postgres/engine';
import { schemaFile, schemaLines } from '../../src/store/postgres/schema';
import { cica } from '../support/cica';
import { newDatabase } from '../support/postgres';
import { migrations } from '../support/register';
import { installedServer, startServer } from '../support/server';

/** The objects of the schema of a register that is new. */
async function made(db: string): Promise<string[]> {
  const { exitCode, stderr } = await cica(['init', '--db', db]);
  if (exitCode !== 0) throw new Error(stderr);
  const client = new pg.Client(db);
  await client.connect();
  try {
    await client.query('set search_path to cica');
    return await schemaLines(new PostgresEngine(client, parseServerUrl(db, {}), migrations));
  } finally {
    await client.end();
  }
}

it('schema.txt is the schema that the migrations create: UPDATE_SCHEMA=1 writes it', async () => {
  const lines = await made(await newDatabase());
  const file = schemaFile(migrations);
  if (process.env.UPDATE_SCHEMA === '1') writeFileSync(file, `${lines.join('\n')}\n`);
  expect(lines).toEqual(readFileSync(file, 'utf8').trimEnd().split('\n'));
});

it.skipIf(installedServer() === null)(
  'the server that is installed, of another version, says it in the same words',
  async () => {
    const server = await startServer([], undefined, installedServer());
    try {
      expect(await made(server.address)).toEqual(readFileSync(schemaFile(migrations), 'utf8').trimEnd().split('\n'));
    } finally {
      await server.remove();
    }
  },
);
