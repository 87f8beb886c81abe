import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  beginDraft,
  commitDraft,
  draftsOf,
  flush,
  namesIn,
  removeAbandonedDrafts,
  removeDraft,
} from '../../src/store/drafts';
import { contentState, copyState, fileFacts, stateBySize } from '../../src/store/fileContent';
import { temporaryFolder } from '../support/cica';
import { makePipe } from '../support/pipe';

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'a.db');
});
const write = (name: string, content = 'words'): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** A number that no process has: the largest that Linux gives is 4194304. */
const ended = 4_194_999;

describe('the drafts in a folder', () => {
  const draft = (of: string, run: number, ending = '') => `${of}.cica-draft-${run}${ending}`;

  it('of ended runs are removed, with their companions; others stay', () => {
    const own = beginDraft(file);
    const stay = [draft('a.db', process.pid), draft('b.db', process.ppid), 'a.db', 'a.db.cica-draft-x', 'cica-draft-1'];
    const go = [
      draft('a.db', ended),
      draft('a.db', ended, '-wal'),
      draft('a.db', ended, '-shm'),
      draft('a.db', ended, '-journal'),
      draft('c.db', ended, '-wal'),
      // this run has one of that name no more
      draft('b.db', process.pid),
    ];
    for (const name of [...stay, ...go]) write(name);
    removeAbandonedDrafts(file);
    expect(readdirSync(folder).toSorted()).toEqual(stay.toSorted());
    removeDraft(own);
    expect(existsSync(own)).toBe(false);
    expect(draftsOf(file)).toEqual([join(folder, 'a.db.cica-draft-x')]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('go away when %s ends the program, unless something else waits for it', (signal, exitCode) => {
    const others = process.listenerCount(signal);
    const own = write(basename(beginDraft(file)));
    const [listener] = process.listeners(signal).slice(-1);
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const count = vi.spyOn(process, 'listenerCount').mockReturnValue(2);
    listener?.(signal);
    expect([existsSync(own), exit.mock.calls]).toEqual([true, []]);
    count.mockReturnValue(1);
    listener?.(signal);
    expect([existsSync(own), exit.mock.calls]).toEqual([false, [[exitCode]]]);
    vi.restoreAllMocks();
    expect(process.listenerCount(signal)).toBe(others);
  });

  it('are flushed as each system does it', () => {
    write('a.db');
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(() => flush(file, platform)).not.toThrow();
      // a folder cannot be opened for writing
      expect(() => flush(folder, platform)).not.toThrow();
    }
  });

  it('of one name alone are removed, if several machines share the folder', () => {
    for (const of of ['host', 'other', 'another-host']) write(draft(of, ended));
    const own = beginDraft(join(folder, 'host'), true);
    expect(own).toBe(join(folder, draft('host', process.pid)));
    expect(readdirSync(folder).toSorted()).toEqual([draft('another-host', ended), draft('other', ended)]);
    expect(beginDraft(join(folder, 'host'))).toBe(own);
    expect(readdirSync(folder)).toEqual([]);
    removeDraft(own);
  });

  it('of a file are those that begin with its name', () => {
    for (const name of [draft('a.db', 1), draft('a.db', 2, '-wal'), draft('aa.db', 3), 'a.db']) write(name);
    expect(draftsOf(file).toSorted()).toEqual([join(folder, draft('a.db', 1)), join(folder, draft('a.db', 2, '-wal'))]);
    expect(namesIn(join(folder, 'nowhere'))).toEqual([]);
  });

  it('get the name of the file, without replacing one', () => {
    const made = write(draft('a.db', 1));
    commitDraft(made, file);
    expect(readdirSync(folder)).toEqual(['a.db']);
    const second = write(draft('a.db', 1), 'other');
    expect(() => commitDraft(second, file)).toThrow(expect.objectContaining({ kind: 'refused' }));
    expect(readFileSync(file, 'utf8')).toBe('words');
    expect(existsSync(second)).toBe(true);
  });
});

describe('the state of a file', () => {
  it.each<[string, () => void, string | undefined, string | undefined]>([
    ['as it was', () => write('a.db'), undefined, undefined],
    ['longer', () => write('a.db', 'words and'), 'changed', 'changed'],
    ['another of that length', () => write('a.db', 'sword'), 'changed', 'changed'],
    ['not there', () => undefined, 'missing', 'missing'],
    ['a folder', () => mkdirSync(file), 'not regular', 'not regular'],
    ['a pipe', () => makePipe(file), 'not regular', 'not regular'],
    ['a link to one that is', () => symlinkSync(write('b'), file), undefined, 'not regular'],
    ['a broken link', () => symlinkSync(join(folder, 'c'), file), 'missing', 'not regular'],
  ])('that is %s', async (_, make, content = 'same', copy = 'same') => {
    const { sha256, size } = await fileFacts(write('first'));
    expect(size).toBe(5);
    make();
    expect(await contentState(file, sha256, null)).toBe(content);
    expect(await contentState(file, sha256, 5)).toBe(content);
    expect(await copyState(file, sha256)).toBe(copy);
    expect(await copyState(file, sha256, 5)).toBe(copy);
  });

  it('is determined by its size alone, without opening it', async () => {
    write('a.db', 'sword');
    expect([stateBySize(file, 5), stateBySize(file, 6), stateBySize(file, null)]).toEqual(['same', 'changed', 'same']);
    expect(stateBySize(join(file, 'below'), 5)).toBe('missing');
    await expect(fileFacts(folder)).rejects.toMatchObject({
      kind: 'failed',
      message: `${folder} is not a regular file`,
      advice: 'name a file, not a folder, a pipe or a device',
    });
  });
});
