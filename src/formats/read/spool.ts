import { closeSync, existsSync, mkdtempSync, openSync, read, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '../../domain/problem';
import { systemReason } from '../../domain/systemError';

const readAt = promisify(read);

/** The size of a chunk in bytes, the same as that of file streams. */
const pieceSize = 65_536;

/**
 * Stores a stream that can be read only once, such as a pipe, in a file, so that nobody has to wait while it arrives.
 * Only its owner can read the file, which is unlinked at once: the system removes it however the program ends.
 */
export class Spool {
  readonly #file: number;

  private constructor(file: number) {
    this.#file = file;
  }

  /**
   * Stores the whole stream, in constant memory.
   *
   * @throws Problem `failed` if there is no room for it.
   */
  static async keep(bytes: AsyncIterable<Uint8Array>): Promise<Spool> {
    const file = namelessFile();
    try {
      for await (const chunk of bytes) written(() => writeFileSync(file, chunk));
    } catch (error) {
      closeSync(file);
      throw error;
    }
    return new Spool(file);
  }

  /** Its content from the start, any number of times. A stream would close the file when a reader stops early. */
  async *read(): AsyncIterable<Uint8Array> {
    for (let position = 0; ; ) {
      const { bytesRead, buffer } = await readAt(this.#file, Buffer.allocUnsafe(pieceSize), 0, pieceSize, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

function namelessFile(): number {
  return written(() => {
    const folder = mkdtempSync(join(tmpdir(), 'cica-import-'));
    try {
      return openSync(join(folder, 'input'), 'wx+', 0o600);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function written<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new Problem(
      'failed',
      `the input cannot be stored in ${tmpdir()}: ${systemReason(error, existsSync)}`,
      'make room there, or name another folder with TMPDIR; nothing was imported',
    );
  }
}
