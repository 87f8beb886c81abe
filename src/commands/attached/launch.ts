import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Problem } from '../../domain/problem';
import { errorCode, isSystemError, systemReason } from '../../domain/systemError';

/** By platform, the program that opens a file or address as a double click would, and its first arguments; never a shell. */
const openers: { readonly [platform: string]: readonly [program: string, ...args: string[]] } = {
  darwin: ['open'],
  // what `start` in cmd.exe does
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
};

/** How long to wait for a failure, in milliseconds; some programs run until what they opened is closed. */
const failureTimeout = 3_000;

/**
 * Opens an address, or a file by its full path, with the system's program, which may outlive this one.
 *
 * @throws Problem `failed` when that program is missing or fails.
 */
export async function launch(target: string, env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const advice = `open it yourself: ${target}`;
  const child = spawn(program, [...args, target], { env: { ...env }, stdio: 'ignore', detached: true, shell: false });
  try {
    const [code, signal] = await once(child, 'exit', { signal: AbortSignal.timeout(failureTimeout) });
    if (code === 0) return;
    const how = code === null ? `was terminated by ${String(signal)}` : `failed (exit code ${String(code)})`;
    throw new Problem('failed', `${program} ${how}`, advice);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return child.unref();
    if (!isSystemError(error)) throw error;
    if (errorCode(error) !== 'ENOENT') {
      throw new Problem('failed', `${program} cannot be run: ${systemReason(error)}`, advice);
    }
    throw new Problem('failed', `the program ${program} is not installed`, `install it, or ${advice}`);
  }
}
