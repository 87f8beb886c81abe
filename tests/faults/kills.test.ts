import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { EntityName } from '../../src/domain/schema';
import { type Block, HistoryWriter } from '../../src/store/history';
import { migrationsIn, migrationText } from '../../src/store/migrations';
import { applicationId } from '../../src/store/sqlite/file';
import type { Fields } from '../../src/store/store';
import { bin, demoRegister, environment, temporaryFolder } from '../support/cica';
import { migrations } from '../support/register';
import { done, lines, session } from '../support/session';
import { Database } from '../support/sqlite';
import { times } from './long';

/** Starts a command, kills it after so many milliseconds, and says whether it had acknowledged: what it wrote to stdout. */
async function killed(db: string, args: readonly string[], after: number, signal: NodeJS.Signals): Promise<string> {
  const running = execa(process.execPath, [bin, ...args], {
    env: environment({ db }),
    extendEnv: false,
    reject: false,
    cwd: temporaryFolder(),
  });
  const timer = setTimeout(() => running.kill(signal), after);
  const { stdout } = await running;
  clearTimeout(timer);
  return stdout;
}

let older: string | undefined;

/** The path of a register of the first schema with 2,000 decisions, as the program of then wrote it. */
async function olderRegister(): Promise<string> {
  if (older !== undefined) return older;
  older = join(temporaryFolder(), 'older.db');
  const database = new Database(older);
  database.pragma('journal_mode = wal');
  database.pragma(`application_id = ${applicationId}`);
  const [first] = migrationsIn(join(migrations, 'sqlite'));
  if (first !== undefined) database.exec(migrationText(first));
  database.pragma('user_version = 1');
  const origin = { at: '2024-01-15T09:30:00.000Z', actor: 'tester', role: null, command: 'cica import all.yaml' };
  const history = new HistoryWriter({ entry: 0, change: 0, hash: '' }, origin);
  const create = (entity: EntityName, id: number, fields: Fields, derived: Record<string, unknown> = {}) => {
    const at = history.nextChange;
    const row = { id, ...fields, ...derived, created: at, version: at };
    const names = Object.keys(row);
    database
      .prepare(`insert into ${entity} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(row));
    keep(history.append({ entity, id, operation: 'created', last: null, before: null, after: fields }));
  };
  const keep = (block: Block | null) => {
    if (block === null) return;
    // what the history of that schema has
    const names = Object.keys(block).filter((name) => name !== 'role' && name !== 'undoes');
    const values = names.map((name) => `@${name}`).join(', ');
    database.prepare(`insert into history (${names.join(', ')}) values (${values})`).run(block);
  };
  database.transaction(() => {
    create('body', 1, { code: 'SOC', name: 'Senior Officials Committee', kind: 'committee' });
    const meeting = { ref: 'SOC-2023-12-12', body_id: 1, date: '2023-12-12', status: 'held' };
    create('meeting', 1, meeting, { met_on: '2023-12-12' });
    for (let number = 1; number <= 2_000; number += 1) {
      const decision = { number, meeting_id: 1, action: 'adopt', kind: 'other', title: `Decision ${number}` };
      create('decision', number, decision, { body_id: 1, met_on: '2023-12-12', decided_on: '2023-12-12' });
    }
    keep(history.flush());
  })();
  database.close();
  return older;
}

/** Moments from before the program runs to after it is done. */
const moment = (longest: number): number => Math.random() * longest;

describe.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('%s at a random moment', (signal) => {
  it('while recording: acknowledged records are there, and nothing is half-written', async () => {
    const db = await demoRegister();
    const run = session(db);
    const acknowledged: string[] = [];
    const often = times(60, 3);
    for (let round = 0; round < often; round += 1) {
      const args = [
        'decision',
        'add',
        'SOC-2023-12-12',
        `Round ${round}`,
        '--action',
        'adopt',
        '--tag',
        'a',
        '--tag',
        'b',
      ];
      const stdout = await killed(db, args, moment(400), signal);
      if (stdout !== '') acknowledged.push(stdout.trim());
    }
    const found = lines(
      await done(run`decision list --text Round --columns ref,tags --no-header --format csv --limit 0`),
    );
    for (const ref of acknowledged) expect(found).toContain(`${ref},a; b`);
    for (const line of found) expect(line).toMatch(/^SOC-2023-12-12\/\d+,a; b$/);
    await done(run`db check`);
  }, 300_000);

  it('while attaching a file: every document has its copy, and no copy is incomplete', async () => {
    const db = await demoRegister();
    const run = session(db);
    const paper = join(temporaryFolder(), 'paper.bin');
    for (let round = 0; round < times(40, 1); round += 1) {
      writeFileSync(paper, Buffer.alloc(16 << 20, round));
      const attach = ['document', 'add', `Round ${round}`, '--file', paper, '--attach'];
      const stdout = await killed(db, attach, moment(400), signal);
      const shown = await run`document show ${`Round ${round}`}`;
      if (stdout !== '') expect(shown.exitCode).toBe(0);
      if (shown.exitCode === 0) expect(shown.stdout).toContain('the same as when it was recorded');
      await done(run`db check`);
    }
    await done(run`document add Last --file ${paper} --attach`);
    expect(readdirSync(`${db}.files`).filter((name) => name.includes('draft'))).toEqual([]);
  }, 300_000);

  it('during an import: all of it or nothing', async () => {
    const db = await demoRegister();
    const run = session(db);
    const file = join(temporaryFolder(), 'd.csv');
    const count = 1_000;
    const rows = Array.from({ length: count }, (_, at) => `SOC-2023-12-12,note,Imported ${at}`);
    writeFileSync(file, `meeting,action,title\n${rows.join('\n')}\n`);
    for (let round = 0; round < times(20, 2); round += 1) {
      await killed(db, ['import', file], moment(1_200), signal);
      const found = lines(await done(run`decision list --text Imported --columns ref --no-header --limit 0`));
      expect([0, count]).toContain(found.length);
      if (found.length === count) await done(run`undo --yes`);
      await done(run`db check`);
    }
  }, 600_000);

  it('during an edit: all of it or nothing', async () => {
    const db = await demoRegister();
    const run = session(db);
    for (let round = 0; round < times(40, 2); round += 1) {
      const edit = ['decision', 'edit', 'SOC-2023-12-12/1', '--title', `Title ${round}`, '--tag', `tag ${round}`];
      const stdout = await killed(db, edit, moment(400), signal);
      const { title, tags } = JSON.parse(await done(run`decision show SOC-2023-12-12/1 --format json`));
      const [titled, tagged] = [/^Title (\d+)$/.exec(title)?.[1], /^tag (\d+)$/.exec(tags.join('; '))?.[1]];
      expect(titled).toBe(tagged);
      if (stdout !== '') expect(titled).toBe(String(round));
    }
    await done(run`db check`);
  }, 300_000);

  it('during a migration: the old register or the new one, complete', async () => {
    const before = await olderRegister();
    for (let round = 0; round < times(20, 2); round += 1) {
      const db = join(temporaryFolder(), 'cica.db');
      cpSync(before, db);
      await killed(db, ['body', 'list'], moment(1_000), signal);
      expect(lines(await done(session(db)`decision list --limit 0 --columns ref --no-header`))).toHaveLength(2_000);
      await done(session(db)`db check`);
      expect(readdirSync(dirname(db)).filter((name) => name.includes('draft'))).toEqual([]);
    }
  }, 300_000);

  it('during a backup: a complete copy or none, and no leftovers after the next one', async () => {
    const db = await demoRegister();
    const run = session(db);
    for (let round = 0; round < times(20, 2); round += 1) {
      const folder = temporaryFolder();
      const copy = join(folder, 'copy.db');
      await killed(db, ['db', 'backup', copy], moment(300), signal);
      if (existsSync(copy)) await done(session(copy)`db check`);
      await done(run`db backup ${join(folder, 'next.db')}`);
      expect(readdirSync(folder).filter((name) => !/^(copy|next)\.db(-wal|-shm)?$/.test(name))).toEqual([]);
      await done(run`db check`);
    }
  }, 300_000);
});
