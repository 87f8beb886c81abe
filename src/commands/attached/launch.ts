import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Problem } from '../../domain/problem';
import { errorCode, isSystemError, systemReason } from '../../domain/systemError';

/** The program that opens a file or an address as a double click does, and its arguments before that; never a shell. */
const openers: { readonly [platform: string]: readonly [program: string, ...args: string[]] } = {
  darwin: ['open'],
  // what `start` of the shell does
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
};

/** How long the program has to say that it cannot; some stay until what they opened is closed. */
const patience = 3_000;

/**
 * Opens a file, by its full path, or an address with the system's program, which goes on when this one ends.
 *
 * @throws Problem `failed` when that program is missing or fails.
 */
export async function launch(target: string, env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const advice = `open it yourself: ${target}`;
  const child = spawn(program, [...args, target], { env: { ...env }, stdio: 'ignore', detached: true, shell: false });
  try {
    const [code, signal] = await once(child, 'exit', { signal: AbortSignal.timeout(patience) });
    if (code === 0) return;
    const how = code === null ? `was ended by ${String(signal)}` : `failed (exit code ${String(code)})`;
    throw new Problem('failed', `${program} ${how}`, advice);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return child.unref();
    if (!isSystemError(error)) throw error;
    if (errorCode(error) !== 'ENOENT') {
      throw new Problem('failed', `${program} cannot be run: ${systemReason(error)}`, advice);
    }
    throw new Problem('failed', `there is no program ${program} to open it with`, `install it, or ${advice}`);
  }
}
