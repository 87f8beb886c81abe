import { describe, expect, it } from 'vitest';
import { missingModule, systemProblem, systemReason } from '../../src/domain/systemError';

const thrown = (code: string, more: object = {}) =>
  Object.assign(new Error('said'), { code, syscall: 'open' as unknown, ...more });

describe('a system error that was not explained where it occurred', () => {
  it.each([
    ['ENOENT', '/f cannot be used: there is no such file', 'check it; CICA_DEBUG=1 shows the stack trace'],
    ['EACCES', '/f cannot be used: permission denied', 'check the permissions there'],
    ['ENOSPC', '/f cannot be used: the disk is full', 'make room there, and try again'],
    ['EMFILE', '/f cannot be used: too many files are open', 'raise the limit: ulimit -n'],
    ['EPROTO', '/f cannot be used: said', 'check it; CICA_DEBUG=1 shows the stack trace'],
  ])('%s: %s', (code, message, advice) => {
    expect(systemProblem(thrown(code, { path: '/f' }))).toMatchObject({ kind: 'failed', message, advice });
  });

  it('may be about no file', () => {
    expect(systemProblem(thrown('EIO')).message).toBe(
      'the target of the system call "open" cannot be used: the device reports an error',
    );
    expect(systemProblem(thrown('ENOENT', { syscall: 'uv_cwd' })).message).toBe('the current folder was removed');
  });

  it('can mean that a folder is missing', () => {
    expect([systemReason(thrown('ENOENT')), systemReason(thrown('ENOENT'), () => false)]).toEqual([
      'there is no such file',
      'there is no such folder',
    ]);
    expect(systemReason('said')).toBe('said');
    const renaming = Object.assign(thrown('EPERM'), { syscall: 'rename' });
    expect(systemReason(renaming, undefined, 'linux')).toBe('permission denied');
    expect(systemReason(renaming, undefined, 'win32')).toBe('another program has it open');
    expect(systemReason(Object.assign(thrown('EPERM'), { syscall: 'open' }), undefined, 'win32')).toBe(
      'permission denied',
    );
  });
});

describe('a module that cannot be loaded', () => {
  const notFound = (message: string, code = 'MODULE_NOT_FOUND') => Object.assign(new Error(message), { code });

  it.each([
    [notFound("Cannot find module 'yaml'\nRequire stack:\n- /p/main.cjs"), 'yaml'],
    [notFound("Cannot find package 'inquirer' imported from /p/inquirer.cjs", 'ERR_MODULE_NOT_FOUND'), 'inquirer'],
    [notFound("Cannot find module 'better-sqlite3/package.json'"), 'better-sqlite3'],
    [notFound("Cannot find module '@inquirer/prompts/dist'"), '@inquirer/prompts'],
    [notFound("Cannot find module '/p/addon.node'"), '/p/addon.node'],
    [notFound('said'), 'a module'],
    [notFound("Cannot find module 'yaml'", 'ENOENT'), undefined],
    [new Error("Cannot find module 'yaml'"), undefined],
    ['said', undefined],
  ])('%s is %s', (error, expected) => {
    expect(missingModule(error)).toBe(expected);
  });
});
