import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problem';
import { explainErrors, stateOfError, UnreadableFile } from '../../src/store/fileContent';
import * as postgres from '../../src/store/postgres/errors';
import { engineProblem as sqliteProblem } from '../../src/store/sqlite/errors';

/** What the errors of engines and of the system mean to a user. */
const thrown = (code: string, message = 'said', more: object = {}): Error =>
  Object.assign(new Error(message), { code }, more);
const problem = (kind: string, message: string, advice: string) => expect.objectContaining({ kind, message, advice });

describe('an error of SQLite', () => {
  const notWritten = [
    'register',
    'the register X cannot be written to',
    'check the permissions of the file and of its',
  ];
  const locked = [
    'register',
    'the register X is locked by another program',
    'try again when that program has finished',
  ];
  const full = ['failed', 'the register X could not be written: said', 'make room on the disk and try again'];
  const altered = 'the register X was altered with another tool: ';

  it.each([
    ['SQLITE_NOTADB', 'said', 'register', 'X is not a register of cica', 'name another file with --db, or CICA_DB'],
    ['SQLITE_CORRUPT', 'said', 'register', 'the register X is corrupt', '`cica db check` shows details'],
    ['SQLITE_CORRUPT_VTAB', 'said', 'register', 'the register X is corrupt', 'otherwise restore a backup'],
    ...[
      'no such table: decision',
      'no such column: x',
      'no such fts5 table: search',
      'table a already exists',
      'duplicate column name: x',
      'vtable constructor failed: search',
    ].map((said) => ['SQLITE_ERROR', said, 'register', `${altered}${said}`, 'cica db check --repair']),
    ...['READONLY', 'READONLY_DBMOVED', 'CANTOPEN', 'AUTH', 'PERM'].map((code) => [
      `SQLITE_${code}`,
      'said',
      ...notWritten,
    ]),
    ...['BUSY', 'BUSY_SNAPSHOT', 'LOCKED'].map((code) => [`SQLITE_${code}`, 'said', ...locked]),
    ...['FULL', 'IOERR', 'IOERR_WRITE'].map((code) => [`SQLITE_${code}`, 'said', ...full]),
    [
      'SQLITE_CONSTRAINT_CHECK',
      'said',
      'refused',
      'the register refused the data: said',
      'nothing was changed; check the values, and report it if they are right',
    ],
  ])('%s: %s', (code = '', said = '', kind = '', message = '', advice = '') => {
    expect(sqliteProblem(thrown(code, said), 'X')).toEqual(problem(kind, message, expect.stringContaining(advice)));
  });

  it.each([
    thrown('SQLITE_ERROR', 'near "x": syntax error'),
    thrown('SQLITE_FULLER'),
    thrown('MODULE_NOT_FOUND', "Cannot find module 'yaml'"),
    thrown('ENOENT', 'no such table: x'),
    new Error('no such table: x'),
    'no such table: x',
  ])('that means nothing to a user stays: %s', (error) => {
    expect(sqliteProblem(error, 'X')).toBe(error);
  });
});

describe('an error of a server', () => {
  const again = 'try again in a moment';
  const silent = ['the server of X does not answer', 'check the host and the network, and try again'];
  const lost = ['the connection to X was lost', 'try again; nothing half-written was kept'];
  const unsafe = ['no secure connection to X: said', 'check sslmode and sslrootcert of the address'];
  const password = ['X asks for a password', 'give it in PGPASSWORD, or in ~/.pgpass, for yourself only: chmod 600'];
  const asked = ['others wrote to X at the same moment', 'try again; nothing was changed'];
  const altered = ['the register X was altered with another tool: said', 'restore a backup'];
  const unwritten = ['X could not be written: said', 'tell the administrator of the server; nothing was changed'];
  const refused = [
    'the register refused the data: said',
    'nothing was changed; check the values, and report it if they are right',
  ];

  it.each<[Error, string, string[]]>([
    ...['ECONNREFUSED', 'ENOENT', 'EACCES'].map((code): [Error, string, string[]] => [
      thrown(code, 'said', { syscall: 'connect' }),
      'register',
      ['no server answers at X', 'is it running, and are host and port right?'],
    ]),
    ...['ENOTFOUND', 'EAI_AGAIN'].map((code): [Error, string, string[]] => [
      thrown(code),
      'register',
      ['the server of X cannot be found by that name', 'check the name of the host'],
    ]),
    ...['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'].map((code): [Error, string, string[]] => [
      thrown(code),
      'register',
      silent,
    ]),
    [new Error('timeout expired'), 'register', silent],
    [new Error('Connection terminated due to connection timeout'), 'register', silent],
    ...['ECONNRESET', 'EPIPE', '57P01', '57P02', '57P05', '08006'].map((code): [Error, string, string[]] => [
      thrown(code),
      'register',
      lost,
    ]),
    ...['Connection terminated unexpectedly', 'Client has encountered a connection error', 'Client was closed'].map(
      (said): [Error, string, string[]] => [new Error(said), 'register', lost],
    ),
    [thrown('57P03'), 'register', ['the server of X is starting or stopping', again]],
    [thrown('53300'), 'register', ['the server of X has too many connections', again]],
    [thrown('28P01'), 'register', ['wrong password for X', 'give the right one in PGPASSWORD or ~/.pgpass']],
    [new Error('SASL: client password must be a string'), 'register', password],
    [new Error('empty password returned by client'), 'register', password],
    [thrown('28000'), 'register', ['the server rejects the login as X: said', 'ask its administrator']],
    [thrown('3D000'), 'register', ['there is no database at X', 'create it first: createdb NAME']],
    [thrown('ERR_TLS_CERT_ALTNAME_INVALID'), 'register', unsafe],
    [thrown('ERR_SSL_WRONG_VERSION_NUMBER'), 'register', unsafe],
    [
      thrown('42501'),
      'register',
      [
        'no right to do that in X: said',
        'this takes the role of a recorder, or of the owner of the register: docs/postgresql.md',
      ],
    ],
    [
      thrown('42501', 'permission denied for database d'),
      'register',
      [
        'no right to do that in X: permission denied for database d',
        'ask the administrator of the server: grant create on database NAME to USER',
      ],
    ],
    [thrown('25006'), 'register', ['X can only be read: it is a replica', 'record on the server that it follows']],
    [
      thrown('55000', 'cannot do that during recovery'),
      'register',
      ['X can only be read: it is a replica', 'record on the server that it follows'],
    ],
    [
      thrown('57014'),
      'register',
      ['the server of X cancelled the query: said', 'ask for less, or raise its time limit'],
    ],
    [
      thrown('55P03'),
      'register',
      ['the register X is locked by another program', 'try again when that program has finished'],
    ],
    [thrown('40001'), 'register', asked],
    [thrown('40P01'), 'register', asked],
    [
      thrown('40001', 'canceling statement due to conflict with recovery'),
      'register',
      ['the replica X had to cancel the query', 'try again'],
    ],
    ...['53100', '58030'].map((code): [Error, string, string[]] => [thrown(code), 'failed', unwritten]),
    [
      thrown('54000'),
      'refused',
      [
        'a text is too long for an index of the server: said',
        'shorten the tag or the symbol, to about 2,700 bytes; nothing was changed',
      ],
    ],
    ...['22001', '23514'].map((code): [Error, string, string[]] => [thrown(code), 'refused', refused]),
    ...['42P01', '42703', '3F000'].map((code): [Error, string, string[]] => [thrown(code), 'register', altered]),
    [thrown('42704', 'said', { severity: 'FATAL' }), 'register', ['the server refuses X: said', 'check the address']],
    [thrown('22001', 'said\nand more'), 'refused', refused],
  ])('%o', (error, kind, [message = '', advice = '']) => {
    expect(postgres.engineProblem(error, 'X')).toEqual(problem(kind, message, advice));
  });

  it.each([
    thrown('42601'),
    thrown('42704', 'said', { severity: 'ERROR' }),
    thrown('ENOENT', 'said', { syscall: 'open' }),
    new Problem('refused', 'the connection was closed', 'x'),
    'Connection terminated',
  ])('that means nothing to a user stays: %o', (error) => {
    expect(postgres.engineProblem(error, 'X')).toBe(error);
  });

  it.each([
    [thrown('28000', 'no pg_hba.conf entry, no encryption'), true],
    [thrown('28000', 'SSL required'), true],
    [thrown('28000'), false],
    [thrown('28P01', 'no encryption'), false],
    [new Error('The server does not support SSL connections'), true],
    ['The server does not support SSL connections', false],
  ])('%s is about TLS: %s', (error, expected) => {
    expect(postgres.isTlsError(error)).toBe(expected);
  });
});

describe('an error of the system', () => {
  const failing = (error: unknown) => explainErrors('/f', () => Promise.reject(error));
  const ofSystem = (code: string) => thrown(code, 'said', { syscall: 'read' });
  const room = 'make room for it; nothing was changed';

  it.each([
    ['ENOENT', 'there is no such file', 'check the name', 'missing'],
    ['ENOTDIR', 'there is no such folder', 'check the name', 'missing'],
    ['EACCES', 'permission denied', 'check the name and the permissions', 'unreadable'],
    ['ENOSPC', 'the disk is full', room, 'unreadable'],
    ['EFBIG', 'it exceeds the maximum file size there', room, 'unreadable'],
    ['EIO', 'the device reports an error', 'check the name and the permissions', 'unreadable'],
    ['EPROTO', 'said', 'check the name and the permissions', 'unreadable'],
  ])('%s says why a file cannot be read or kept', async (code, reason, advice, state) => {
    const expected = problem('failed', `/f cannot be read or kept: ${reason}`, advice);
    await expect(failing(ofSystem(code))).rejects.toEqual(expected);
    await expect(failing(new UnreadableFile('x', { cause: ofSystem(code) }))).rejects.toEqual(expected);
    expect(stateOfError(ofSystem(code))).toBe(state);
    expect(stateOfError(new UnreadableFile('x', { cause: ofSystem(code) }))).toBe(state);
  });

  it('does not include a bug, which is rethrown', async () => {
    const error = thrown('ENOENT');
    await expect(failing(error)).rejects.toBe(error);
    expect(await explainErrors('/f', async () => 'done')).toBe('done');
  });
});
