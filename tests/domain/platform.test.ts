import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { makeFolderCommand, quoted, setVariableCommand, shellProcess } from '../../src/domain/platform';

describe('a word for a shell', () => {
  it.each([
    ['plain', 'plain', 'plain'],
    ['two words', "'two words'", '"two words"'],
    ["it's", "'it'\\''s'", '"it\'s"'],
    ['a"b', `'a"b'`, `'a"b'`],
    ['a"b\'c', `'a"b'\\''c'`, `'a"b''c'`],
    ['C:\\my\\x.db', "'C:\\my\\x.db'", 'C:\\my\\x.db'],
    ['C:\\my files\\x.db', "'C:\\my files\\x.db'", '"C:\\my files\\x.db"'],
    ['$HOME', "'$HOME'", "'$HOME'"],
    ['', "''", '""'],
  ])('%s', (word, posix, windows) => {
    expect([quoted(word, 'linux'), quoted(word, 'darwin'), quoted(word, 'win32')]).toEqual([posix, posix, windows]);
  });
});

describe('a command in an advice', () => {
  it.each([
    ['linux', "mkdir -p '/my files/it'\\''s'", "export CICA_DB='my files/it'\\''s'"],
    ['win32', `mkdir "/my files/it's"`, "$env:CICA_DB = 'my files/it''s'"],
  ] as const)('on %s', (platform, folder, variable) => {
    expect(makeFolderCommand("/my files/it's", platform)).toBe(folder);
    expect(setVariableCommand('CICA_DB', "my files/it's", platform)).toBe(variable);
  });
});

describe('a line that a shell runs', () => {
  it('gets the name of a file as one argument', () => {
    const { file, args } = shellProcess('printf "<%s>" x', 'my "file" $HOME', 'linux');
    expect(spawnSync(file, args, { encoding: 'utf8' }).stdout).toBe('<x><my "file" $HOME>');
  });

  it.each([
    ['code --wait', 'C:\\my files\\x.yaml', '"code --wait "C:\\my files\\x.yaml""'],
    ['more /e', undefined, '"more /e"'],
  ])('is given to cmd on Windows: %s', (line, name, command) => {
    expect(shellProcess(line, name, 'win32')).toEqual({
      file: 'cmd.exe',
      args: ['/d', '/s', '/c', command],
      windowsVerbatimArguments: true,
    });
  });
});
