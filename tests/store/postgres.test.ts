import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { parseServerUrl } from '../../src/store/postgres/address';
import { connect } from '../../src/store/postgres/connection';
import { PostgresEngine } from '../../src/store/postgres/engine';
import { insertInto } from '../../src/store/statements';
import { newDatabase } from '../support/postgres';
import { emptyServerRegister } from '../support/register';
import { storeContract } from './contract';

storeContract('PostgreSQL', emptyServerRegister);

it('a transaction that the server rolls back at its commit without an error is not reported as committed', async () => {
  const server = parseServerUrl(await newDatabase(), {});
  const engine = new PostgresEngine(await connect(server), server, '');
  await engine.begin('read');
  await expect(engine.rows(sql`select 1 / 0`)).rejects.toThrow('division by zero');
  await expect(engine.commit()).rejects.toThrow('the server ended the transaction with ROLLBACK');
  await engine.close();
});

it.each([
  ['by COPY', 10],
  ['one by one', 1],
])('long texts written %s wait for the server before there are many of them', async (_, rows) => {
  const server = parseServerUrl(await newDatabase(), {});
  const client = await connect(server);
  const engine = new PostgresEngine(client, server, '');
  await client.query('set default_transaction_read_only to off');
  await client.query('create temporary table texts (text text)');
  const text = 'x'.repeat(4_000_000 / rows);
  let longest = 0;
  for (let at = 0; at < 8; at += 1) {
    await engine.runAll(insertInto('texts', ['text']), Array(rows).fill([text]));
    longest = Math.max(longest, client.connection.stream.writableLength);
  }
  await engine.written();
  expect(longest).toBeLessThan(6_000_000);
  expect(await engine.rows(sql`select count(*) as count from texts`)).toEqual([{ count: 8 * rows }]);
  await engine.close();
});
