import { argumentWithoutPassword } from './password';

/* What a shell or a system reads in its own way: POSIX on Linux and macOS, PowerShell and cmd on Windows. */

/** A word quoted for a shell: of POSIX, or on Windows PowerShell, in quotes that cmd reads too unless the word has some. */
export function quoted(word: string, platform = process.platform): string {
  if (platform !== 'win32') return /^[\w@%+=:,./#-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  if (/^[\w+=:./\\-]+$/.test(word)) return word;
  return /["$`]/.test(word) ? `'${word.replaceAll("'", "''")}'` : `"${word}"`;
}

/** The command that creates a folder with those above it, to be shown: a password, which quotes could hide, is left out. */
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
  /** Whether the arguments are already quoted; it has a meaning on Windows only. */
  readonly windowsVerbatimArguments: boolean;
}

/** The shell that runs a line as its user wrote it, such as `code --wait`, with the name of a file as one more argument. */
export function shellProcess(line: string, name?: string, platform = process.platform): ShellProcess {
  if (platform === 'win32') {
    const command = name === undefined ? line : `${line} "${name}"`;
    return { file: 'cmd.exe', args: ['/d', '/s', '/c', `"${command}"`], windowsVerbatimArguments: true };
  }
  const args = name === undefined ? ['-c', line] : ['-c', `${line} "$1"`, 'sh', name];
  return { file: 'sh', args, windowsVerbatimArguments: false };
}
