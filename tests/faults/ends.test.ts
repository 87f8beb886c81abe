import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { bin, demoRegister, environment, temporaryFolder } from '../support/cica';
import { done, everything, insides, lines, session } from '../support/session';
import { Terminal } from '../support/terminal';

let large: Promise<string> | undefined;

/** A demo register with 3,000 decisions more: longer than a pipe holds. */
function largeRegister(): Promise<string> {
  large ??= madeLarge();
  return large;
}

async function madeLarge(): Promise<string> {
  const db = await demoRegister();
  const file = join(temporaryFolder(), 'many.csv');
  const rows = Array.from({ length: 3_000 }, (_, at) => `SOC-2023-12-12,note,Title ${at} ${'words '.repeat(20)}`);
  writeFileSync(file, `meeting,action,title\n${rows.join('\n')}\n`);
  await done(session(db)`import ${file}`);
  return db;
}

describe('a reader that disconnects', () => {
  it.each([
    'decision list --limit 0',
    'decision list --limit 0 --format csv',
    'export decisions --format ndjson',
    'export meetings --format yaml',
    'log --limit 0',
  ])('ends cica %s without a word', async (line) => {
    const db = await largeRegister();
    const script = `'${process.execPath}' '${bin}' ${line} | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const ran = await execa('bash', ['-c', script], { env: environment({ db }), extendEnv: false, reject: false });
    expect(lines(ran.stdout).at(-1)).toBe('0');
    expect(ran.stderr).toBe('');
  });

  it('before the record is printed: it stays recorded', async () => {
    const db = await demoRegister();
    const child = spawn(process.execPath, [bin, 'decision', 'add', 'SOC-2023-12-12', 'Unheard', '--action', 'note'], {
      env: environment({ db }),
    });
    child.stdout.destroy();
    child.stderr.destroy();
    await once(child, 'exit');
    expect(await done(session(db)`decision list --text Unheard --columns title --no-header`)).toBe('Unheard\n');
  });
});

describe('a terminal that is closed', () => {
  it('while a question is open records nothing, and nothing keeps running', async () => {
    const db = await demoRegister();
    const before = await everything(session(db));
    const terminal = Terminal.start(['decision', 'add', 'SOC-2023-12-12'], { db });
    await terminal.asked('Under which agenda item?');
    terminal.hangUp();
    await terminal.exitCode();
    expect(await everything(session(db))).toEqual(before);
    await done(session(db)`db check`);
  });

  it('while an import runs leaves all of it or nothing', async () => {
    const db = await demoRegister();
    const file = join(temporaryFolder(), 'many.csv');
    const rows = Array.from({ length: 5_000 }, (_, at) => `SOC-2023-12-12,note,Imported ${at}`);
    writeFileSync(file, `meeting,action,title\n${rows.join('\n')}\n`);
    const terminal = Terminal.start(['import', file], { db });
    setTimeout(() => terminal.hangUp(), 700);
    await terminal.exitCode();
    const found = lines(await done(session(db)`decision list --text Imported --columns ref --no-header --limit 0`));
    expect([0, 5_000]).toContain(found.length);
    await done(session(db)`db check`);
  });

  it('while a list is paged through ends it', async () => {
    const db = await largeRegister();
    const terminal = Terminal.shell('$cica decision list --limit 0 | cat; sleep 60', { db });
    await terminal.waitFor('Title 1 ');
    terminal.hangUp();
    await terminal.exitCode();
    expect(terminal.raw).not.toMatch(insides);
  });
});
