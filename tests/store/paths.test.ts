import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path, { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachedName } from '../../src/domain/attached';
import { attachedPath } from '../../src/store/attachedFiles';
import { isSameFile } from '../../src/store/paths';
import { libpqFile, passwordFile } from '../../src/store/postgres/libpqFile';
import { temporaryFolder } from '../support/cica';

it('two paths are recognized as the same file under another name, as on case-insensitive systems', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a.db');
  writeFileSync(file, '');
  writeFileSync(join(folder, 'b.db'), '');
  linkSync(file, join(folder, 'A.DB'));
  symlinkSync(file, join(folder, 'link'));
  mkdirSync(join(folder, 'x'));
  for (const name of ['a.db', 'A.DB', 'link', 'x/../a.db']) expect(isSameFile(file, `${folder}/${name}`)).toBe(true);
  for (const name of ['b.db', 'none.db', 'x']) expect(isSameFile(file, join(folder, name))).toBe(false);
});

describe('the path of a copy', () => {
  const sha256 = '0'.repeat(64);

  it.each([
    [path.posix, '/home/o/a\\b.db.files', '/tmp/r.pdf', `a\\b.db.files/${sha256}.pdf`],
    [path.win32, 'C:\\Users\\o\\a.db.files', 'D:\\in\\r.pdf', `a.db.files/${sha256}.pdf`],
  ])('has a slash on every system', (system, folder, name, expected) => {
    const recorded = attachedPath(folder, name, sha256, system);
    expect(recorded).toBe(expected);
    expect(attachedName(recorded)).toBe(`${sha256}.pdf`);
  });
});

describe('the files of libpq', () => {
  it.each([
    ['linux', { HOME: '/home/o' }, '/home/o/.pg_service.conf', '/home/o/.postgresql/root.crt', '/home/o/.pgpass'],
    [
      'win32',
      { HOME: 'C:\\Users\\o', APPDATA: 'D:\\o' },
      'D:\\o\\postgresql\\.pg_service.conf',
      'D:\\o\\postgresql\\root.crt',
      'D:\\o\\postgresql\\pgpass.conf',
    ],
    [
      'win32',
      { HOME: 'C:\\Users\\o' },
      'C:\\Users\\o\\AppData\\Roaming\\postgresql\\.pg_service.conf',
      'C:\\Users\\o\\AppData\\Roaming\\postgresql\\root.crt',
      'C:\\Users\\o\\AppData\\Roaming\\postgresql\\pgpass.conf',
    ],
  ] as const)('on %s with %j', (platform, env, ...expected) => {
    const names = ['.pg_service.conf', 'root.crt', '.pgpass'] as const;
    expect(names.map((name) => libpqFile(name, env, platform))).toEqual(expected);
  });

  it('are named to people', () => {
    expect([passwordFile('darwin'), passwordFile('win32')]).toEqual([
      '~/.pgpass',
      '%APPDATA%\\postgresql\\pgpass.conf',
    ]);
  });
});
