import sql from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import { createRecorder } from '../../src/register/recorder';
import { openRegister } from '../../src/store/open';
import type { Store } from '../../src/store/store';
import { emptyRegister, emptyRegisterPath, migrations, tester, today } from '../support/register';
import { saveRecord } from '../support/saved';
import { storeContract } from './contract';

storeContract('SQLite', emptyRegister);

describe('two connections to a SQLite register', () => {
  it("see each other's writes, and cannot overwrite each other's changes", async () => {
    const path = await emptyRegisterPath();
    const [one, other] = [await openRegister(path, tester, migrations), await openRegister(path, tester, migrations)];
    const fields = { code: 'KAZ', name: 'Kazakhstan', kind: 'state' } as const;
    const { id, version } = await one.write('add', (transaction) => saveRecord(transaction, 'party', { fields }));
    const read = await one.read('party', id);
    const rename = (store: Store, name: string) =>
      store.write('edit', (transaction) => createRecorder(transaction, today).record('party', { name }, read));
    await rename(other, 'Qazaqstan');
    await expect(rename(one, 'Other')).rejects.toMatchObject({
      kind: 'refused',
      message: 'the party KAZ was changed in the meantime by tester (entry 2)',
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
