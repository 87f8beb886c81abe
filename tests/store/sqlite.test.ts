import sql from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import { openRegister } from '../../src/store/open';
import { emptyRegister, emptyRegisterPath, migrations, tester } from '../support/register';
import { storeContract } from './contract';

storeContract('SQLite', emptyRegister);

describe('two that have a SQLite register open', () => {
  it('see what the other wrote, and are refused a change of what the other changed', async () => {
    const path = await emptyRegisterPath();
    const [one, other] = [await openRegister(path, tester, migrations), await openRegister(path, tester, migrations)];
    const fields = { code: 'KAZ', name: 'Kazakhstan', kind: 'state' } as const;
    const { id, version } = await one.write('add', (transaction) => transaction.save('party', { fields }));
    const change = (name: string) => ({ id, version, fields: { ...fields, name } });
    await other.write('edit', (transaction) => transaction.save('party', change('Qazaqstan')));
    await expect(one.write('edit', (transaction) => transaction.save('party', change('Other')))).rejects.toMatchObject({
      kind: 'refused',
      message: 'the party was changed by someone else in the meantime',
    });
    expect(await one.rows(sql`select name, version from party`)).toEqual([{ name: 'Qazaqstan', version: version + 1 }]);
    const entries = await one.rows(sql`select entry, first_change from history order by id`);
    expect(entries).toEqual([
      { entry: 1, first_change: 1 },
      { entry: 2, first_change: 2 },
    ]);
    await one.close();
    await other.close();
  });
});
