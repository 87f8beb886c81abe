import { argumentWithoutPassword } from './password';

/* Differences between shells and systems: POSIX on Linux and macOS, PowerShell and cmd on Windows. */

/**
 * A word quoted for a POSIX shell, or on Windows for PowerShell, in quotes that cmd also understands unless the word
 * contains quotes.
 */
export function quoted(word: string, platform = process.platform): string {
  if (platform !== 'win32') return /^[\w@%+=:,./#-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  if (/^[\w+=:./\\-]+$/.test(word)) return word;
  return /["$`]/.test(word) ? `'${word.replaceAll("'", "''")}'` : `"${word}"`;
}

/** The command that creates a folder and its parents, for messages: without passwords, which quotes could hide. */
export function makeFolderCommand(folder: string, platform = process.platform): string {
  const shown = argumentWithoutPassword(folder);
  return platform === 'win32' ? `mkdir "${shown}"` : `mkdir -p ${quoted(shown, platform)}`;
}

/** The command that sets a variable for the commands that follow. */
export const setVariableCommand = (name: string, value: string, platform = process.platform): string =>
  platform === 'win32'
    ? `$env:${name} = '${value.replaceAll("'", "''")}'`
    : `export ${name}=${quoted(value, platform)}`;

/** A program to start, as `child_process` takes it. */
export interface ShellProcess {
  readonly file: string;
  readonly args: readonly string[];
  /** Whether the arguments are already quoted; only relevant on Windows. */
  readonly windowsVerbatimArguments: boolean;
}

/** The shell that runs a command line of the user's, such as `code --wait`, with a file name as an additional argument. */
export function shellProcess(line: string, name?: string, platform = process.platform): ShellProcess {
  if (platform === 'win32') {
    const command = name === undefined ? line : `${line} "${name}"`;
    return { file: 'cmd.exe', args: ['/d', '/s', '/c', `"${command}"`], windowsVerbatimArguments: true };
  }
  const args = name === undefined ? ['-c', line] : ['-c', `${line} "$1"`, 'sh', name];
  return { file: 'sh', args, windowsVerbatimArguments: false };
}
