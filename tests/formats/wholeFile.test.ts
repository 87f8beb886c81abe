import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { openWhole, type WholeFile } from '../../src/formats/write/wholeFile';
import { temporaryFolder } from '../support/cica';

/** Writes a file as a command does: it is discarded in the end, whatever happened. */
async function writeWhole(path: string, fill: (write: WholeFile['write']) => Promise<void>): Promise<void> {
  const file = openWhole(path);
  try {
    await fill(file.write);
    file.commit();
  } finally {
    file.discard();
  }
}

describe('a file that is written completely or not at all', () => {
  it('appears once it is complete', async () => {
    const path = join(temporaryFolder(), 'out.csv');
    await writeWhole(path, async (write) => {
      await write('one\n');
      expect(existsSync(path)).toBe(false);
      await write('会\n'.repeat(100_000));
    });
    expect(readFileSync(path, 'utf8')).toBe(`one\n${'会\n'.repeat(100_000)}`);
  });

  it('replaces an old one, and keeps its permissions', async () => {
    const path = join(temporaryFolder(), 'out.csv');
    writeFileSync(path, 'old');
    chmodSync(path, 0o640);
    await writeWhole(path, (write) => write('new'));
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it.each([false, true])('does not appear after an error in the middle; an old one (%s) stays', async (old) => {
    const folder = temporaryFolder();
    const path = join(folder, 'out.csv');
    if (old) writeFileSync(path, 'old');
    const work = writeWhole(path, async (write) => {
      await write('half');
      throw new Error('no more');
    });
    await expect(work).rejects.toThrow('no more');
    expect(readdirSync(folder)).toEqual(old ? ['out.csv'] : []);
    if (old) expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('is written through a link to a file', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'far'));
    writeFileSync(join(folder, 'far', 'target.csv'), 'old');
    symlinkSync(join('far', 'target.csv'), join(folder, 'link.csv'));
    await writeWhole(join(folder, 'link.csv'), (write) => write('new'));
    expect(lstatSync(join(folder, 'link.csv')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'far', 'target.csv'), 'utf8')).toBe('new');
  });

  it.runIf(process.platform !== 'win32')(
    'is no file where the name is a device or a pipe: that is written to',
    async () => {
      const pipe = join(temporaryFolder(), 'pipe');
      await execa('sh', ['-c', 'mkfifo "$0"', pipe]);
      // read by another process: this one waits in opening it until someone does
      const reading = execa('cat', [pipe]);
      await writeWhole(pipe, (write) => write('through'));
      expect((await reading).stdout).toBe('through');
      expect(statSync(pipe).isFIFO()).toBe(true);
    },
  );

  it.each([
    ['in a folder that does not exist', (folder: string) => join(folder, 'none', 'out.csv')],
    ['in the place of a folder', (folder: string) => folder],
  ])('cannot be written %s', async (_, path) => {
    const work = writeWhole(path(temporaryFolder()), (write) => write('x'));
    await expect(work).rejects.toMatchObject({ kind: 'failed', message: expect.stringContaining('cannot be written') });
  });
});
