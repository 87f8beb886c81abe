import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { parseServerUrl } from '../../src/store/postgres/address';
import { connect } from '../../src/store/postgres/connection';
import { PostgresEngine } from '../../src/store/postgres/engine';
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
