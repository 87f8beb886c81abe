import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { bin, cica, demoRegister, environment, temporaryFolder } from '../support/cica';

let db: string;
let folder: string;
beforeEach(async () => {
  db = await demoRegister();
  folder = temporaryFolder();
});

/** A slow import, and what it says when it has ended. */
interface Import {
  readonly child: ChildProcessByStdio<Writable, null, Readable>;
  readonly ended: Promise<{ code: number | null; stderr: string }>;
}

function importing(source: string): Import {
  const env = { ...environment({ db }), TMPDIR: folder };
  const child = spawn(process.execPath, [bin, 'import', source, '--as', 'decisions'], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  return { child, ended };
}

/** Rows of which a pipe holds a few: when all are taken, the import has read nearly all of them. */
const rows = 50;
const head = `meeting,action,title,text\n${Array.from({ length: rows }, (_, index) => `SOC-2023-12-12,note,Slow ${index},${'x'.repeat(40_000)}\n`).join('')}`;
const last = 'SOC-2023-12-12,note,The last one,\n';

const taken = (stream: Writable, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });

describe('while an import waits for its input', () => {
  it.each(['-', 'a fifo'])('from %s, others record', async (from) => {
    const fifo = join(folder, 'fifo');
    if (from !== '-') execFileSync('sh', ['-c', 'mkfifo "$0"', fifo]);
    const { child, ended } = importing(from === '-' ? '-' : fifo);
    const input = from === '-' ? child.stdin : createWriteStream(fifo);
    await taken(input, head);
    for (const title of ['One beside it', 'Another']) {
      const added = await cica(['decision', 'add', 'MC-2023-12-26', title, '--action', 'adopt'], { db, alone: true });
      expect(added.stderr).toMatch(/^recorded/);
    }
    expect(child.exitCode).toBeNull();
    input.end(last);
    expect(await ended).toEqual({
      code: 0,
      stderr: `imported: ${rows + 1} decisions created; nothing updated; nothing unchanged\n`,
    });
  });

  it('the input is stored invisibly, and nothing is left if the program is killed', async () => {
    const { child, ended } = importing('-');
    await taken(child.stdin, head);
    expect(readdirSync(folder)).toEqual([]);
    child.stdin.on('error', () => undefined);
    child.kill('SIGKILL');
    await ended;
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('input without records', () => {
  it('is refused before it ends', { timeout: 30_000 }, async () => {
    const { child, ended } = importing('/dev/zero');
    expect((await ended).stderr).toMatch(/^\/dev\/zero:1:1: this is not text in UTF-8/);
    expect(child.exitCode).toBe(4);
  });

  it('cannot be kept where there is no folder for it', async () => {
    folder = join(folder, 'nowhere');
    const { child, ended } = importing('-');
    child.stdin.on('error', () => undefined);
    child.stdin.end(`meeting,action,title\n${last.slice(0, -2)}\n`);
    expect(await ended).toEqual({
      code: 1,
      stderr: `cica: the input cannot be stored in ${folder}: there is no such folder\nmake room there, or name another folder with TMPDIR; nothing was imported\n`,
    });
  });
});
