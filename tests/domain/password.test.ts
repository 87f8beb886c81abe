import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argumentWithoutPassword, withoutPasswords, withoutTypedPasswords } from '../../src/domain/password';

describe('a text without passwords', () => {
  it.each([
    ['postgres://owner1:S3cret@h/reg', 'postgres://owner1@h/reg'],
    ['postgresql://owner1:S3cret@h/reg', 'postgresql://owner1@h/reg'],
    ['POSTGRES://owner1:S3cret@h/reg', 'POSTGRES://owner1@h/reg'],
    ['postgres:/owner1:S3cret@h/reg', 'postgres:/owner1@h/reg'],
    ['postgres:owner1:S3cret@h/reg', 'postgres:owner1@h/reg'],
    ['postgre://owner1:S3cret@h/reg', 'postgre://owner1@h/reg'],
    ['psql://owner1:S3cret@h/reg', 'psql://owner1@h/reg'],
    ['jdbc:postgresql://owner1:S3cret@h/reg', 'jdbc:postgresql://owner1@h/reg'],
    ['https://owner1:S3cret@h/reg', 'https://owner1@h/reg'],
    ['postgres://:S3cret@h/reg', 'postgres://@h/reg'],
    ['postgres://owner1:S3%63ret%40@h/reg', 'postgres://owner1@h/reg'],
    ['postgres://owner1%3AS3cret@h/reg', 'postgres://owner1@h/reg'],
    ['postgres://owner1:S3/c@ret@h/reg', 'postgres://owner1@h/reg'],
    ['postgres://owner1:S3?c:#ret@h/reg', 'postgres://owner1@h/reg'],
    ['psql://owner1:S3/c@ret@h/reg', 'psql://owner1@h/reg'],
    ['pgsql:///owner1:S3/c@ret@h/reg', 'pgsql:///owner1@h/reg'],
    ['postgressql://owner1:S3/c@ret@h/reg', 'postgressql://owner1@h/reg'],

    ['postgres://[::1]:S3cret', 'postgres://[::1]:…'],
    ['postgres://owner1:S3cret', 'postgres://owner1:…'],
    ['postgres://owner1:123456', 'postgres://owner1:…'],
    [
      'postgres://h/reg?user=owner1&password=S3cret&sslmode=disable',
      'postgres://h/reg?user=owner1&password=…&sslmode=disable',
    ],
    ['postgres://h/reg?PASSWORD=S3cret', 'postgres://h/reg?PASSWORD=…'],
    ['postgres://h/reg?p%61ssw%6Frd=S3cret', 'postgres://h/reg?p%61ssw%6Frd=…'],
    ['postgres://h/reg?password%3DS3cret', 'postgres://h/reg?password%3D…'],
    ['postgres://h/reg;password=S3cret', 'postgres://h/reg;password=…'],
    ['postgres://h/reg?password:S3cret', 'postgres://h/reg?password:…'],
    ["host=h password='my S3cret' user=owner1", 'host=h password=… user=owner1'],
    ['host=h password = S3cret user=owner1', 'host=h password = … user=owner1'],
    ['--password=S3cret', '--password=…'],
    ['PGPASSWORD=S3cret cica body list', 'PGPASSWORD=… cica body list'],
    [
      'cannot open "/home/postgres:/owner1:S3cret@h/reg": ENOENT, open \'/home/postgres:/owner1:S3cret@h/reg\'',
      'cannot open "/home/postgres:/owner1@h/reg": ENOENT, open \'/home/postgres:/owner1@h/reg\'',
    ],
  ])('%s', (text, expected) => {
    expect(withoutPasswords(text)).toBe(expected);
    expect(withoutPasswords(expected)).toBe(expected);
    expect(withoutPasswords(`there is no file ${text}\nname another`)).toBe(
      `there is no file ${expected}\nname another`,
    );
  });

  it.each([
    'postgres://owner1@h:5432/reg?schema=office&options=-c%20a%3Db',
    'postgres://h:5432',
    'postgres://u@[::1]:5433/d',
    'postgres://[::1]:5433/d',
    'postgres://?schema=moved',
    'postgres://…',
    'https://example.org:8080/a@b?x=y:z',
    'the password: how to choose one',
    'give the right one in PGPASSWORD or ~/.pgpass',
    'mail to office@example.org: at 10:30',
    'progress: 10@once',
    'a.b-c+d: e@f',
  ])('%s stays as it is', (text) => {
    expect(withoutPasswords(text)).toBe(text);
  });

  it('contains no password from any argument', () => {
    const password = fc
      .string({ unit: fc.constantFrom(...'Zq7/:?#[]%\'" ;=&.,$'), minLength: 1, maxLength: 12 })
      .map((text) => `S3cret${text}S3cret`);
    const scheme = fc.constantFrom('postgres://', 'postgresql://', 'POSTGRES://', 'postgre://', '--db=postgres://');
    fc.assert(
      fc.property(scheme, password, fc.boolean(), (start, secret, encode) => {
        const written = encode ? encodeURIComponent(secret) : secret;
        expect(argumentWithoutPassword(`${start}owner1:${written}@h/reg`)).toBe(`${start}owner1@h/reg`);
      }),
    );
  });

  it('takes linear time', () => {
    for (const piece of ['p', 'pgr', 'a.', 'a:/', 'postgres://', 'password', 'password ', 'password=', 'a://b:']) {
      expect(withoutPasswords(piece.repeat(20_000)).length).toBeGreaterThan(0);
    }
  });

  it('leaves out one with spaces where the argument is known', () => {
    const typed = 'postgres://owner1:my S3cret@h/reg';
    const shown = 'postgres://owner1@h/reg';
    expect(withoutTypedPasswords(`there is no file "${typed}"; name another`, ['import', typed])).toBe(
      `there is no file "${shown}"; name another`,
    );
  });
});
