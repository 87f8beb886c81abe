import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cica, demoRegister, temporaryFolder } from '../support/cica';
import { ask, newDatabase } from '../support/postgres';
import { done, everything, refused, session } from '../support/session';

let file: string;
let head: string;
beforeAll(async () => {
  file = await demoRegister();
  const run = session(file);
  await done(run`meeting edit SOC-2022-12-14 --date 2022-12-15`);
  // the first one refers to the last
  await done(run`body add LAST --name "The last one"`);
  await done(run`body edit SUMMIT --reports-to LAST`);
  await done(run`task add SOC-2023-12-12/3 "Publish it" --due 2024-02-01`);
  await done(run`decision add SOC-2023-12-12 "Removed" --action note --tag gone`);
  await done(run`decision remove SOC-2023-12-12/9 --yes`);
  await done(run`undo --yes`);
  await done(run`decision remove SOC-2023-12-12/9 --yes`);
  head = await done(run`verify`);
});

describe('a copy', () => {
  const copy = (from: string, to: string) => cica(['db', 'copy', from, to]);

  it('to a server and back is complete, ends in the same hash, and continues the numbering', async () => {
    const server = await newDatabase();
    const back = join(temporaryFolder(), 'back.db');
    const ran = await copy(file, server);
    expect(ran.stdout).toBe(head);
    expect(ran.stderr).toMatch(/^intact: \d+ entries, \d+ changes\ncopied to postgres:\/\/postgres@.*\n$/);
    expect(await done(copy(server, back))).toBe(head);
    const other = await newDatabase();
    expect(await done(copy(server, other))).toBe(head);
    const registers = [file, server, back, other].map((db) => session(db));
    const [original, ...copies] = await Promise.all(registers.map((run) => everything(run)));
    for (const one of copies) expect(one).toEqual(original);
    for (const run of registers) {
      expect(await done(run`db check`)).toBe('');
      expect(await done(run`search "environment protection" --columns ref --format csv`)).toContain('SOC-2023-12-12/3');
    }
    // a number and an id that were given to what was removed are never given again
    const added = await Promise.all(
      registers.map(async (run) => {
        await done(run`decision add SOC-2023-12-12 "The next" --action note`);
        return done(run`verify`);
      }),
    );
    // the role of the server stands in an entry: who wrote to files and who wrote to servers end in a hash each
    const [inFile, onServer, inBack, onOther] = added;
    expect([inBack, onOther]).toEqual([inFile, onServer]);
    expect(await done(registers[1]?.(`show SOC-2023-12-12/10`) as never)).toContain('The next');
  });

  it('goes into an empty register, and into no other', async () => {
    const empty = await newDatabase();
    await done(session(empty)`init`);
    expect(await done(copy(file, empty))).toBe(await done(session(file)`verify`));
    const before = await everything(session(empty));
    refused(await copy(file, empty), 4, 'the register to copy to is not empty');
    expect(await everything(session(empty))).toEqual(before);
    const full = await demoRegister();
    refused(await copy(empty, full), 4, 'the register to copy to is not empty');
    expect(await everything(session(full))).not.toEqual(before);
  });

  it('of a register that differs from its history is refused, and leaves nothing', async () => {
    const server = await newDatabase();
    await done(copy(file, server));
    await ask(server, "update cica.decision set title = 'altered' where number = 3");
    const target = join(temporaryFolder(), 'altered.db');
    const ran = await copy(server, target);
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain('from the history; nothing was copied');
    expect(existsSync(target)).toBe(false);
    const empty = await newDatabase();
    expect((await copy(server, empty)).exitCode).toBe(1);
    expect(await ask(empty, "select 1 from pg_namespace where nspname = 'cica'")).toEqual([]);
  });

  it('needs a register to copy', async () => {
    const target = join(temporaryFolder(), 'none.db');
    refused(await copy(join(temporaryFolder(), 'nowhere.db'), target), 5, 'there is no register at');
    refused(await copy(await newDatabase(), target), 5, 'there is no register at postgres://');
    refused(await copy(file, join(temporaryFolder(), 'no', 'folder.db')), 5, 'there is no folder');
    expect(existsSync(target)).toBe(false);
  });
});
