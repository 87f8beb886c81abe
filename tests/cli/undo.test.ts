import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { entityNames } from '../../src/domain/schema';
import { demoRegister, presetRegister, temporaryFolder } from '../support/cica';
import { otherRows, tamper } from '../support/otherTool';
import { onServer } from '../support/postgres';
import { done, everything, lines, type Run, refused, session } from '../support/session';

let db: string;
let run: Run;
beforeEach(async () => {
  db = await demoRegister();
  run = session(db);
});

const tables = ['decision_party', 'decision_tag', 'decision_link', 'decision_status', ...entityNames];

/** Everything in the tables except versions, which an undo does not restore. */
async function held(): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (const table of tables) {
    const all = await otherRows(db, `select * from ${table} order by 1, 2`);
    rows.push(all.map((row) => ({ ...row, version: 0 })));
  }
  return rows;
}

interface Undone {
  readonly entry: number;
  readonly records: number;
  readonly steps: readonly { readonly operation: string; readonly ref: string }[];
}

describe('undo', () => {
  it.each([
    [
      'a change of fields, parties and tags',
      'decision edit SOC-2023-12-12/5 --title Other --tag x --party sponsor:MNG',
    ],
    ['a new decision', 'decision add SOC-2023-12-12 "One more" --action adopt --kind report'],
    [
      'an answer that gave a standing',
      'decision add MC-2023-12-26 "The budget" --action adopt --follows-up MC-2023-12-26/1',
    ],
    ['a removal with all that belongs to it', 'meeting remove SOC-2024-06-27 --with-decisions --yes'],
    ['the removal of a decision that gave a standing', 'decision remove MC-2023-12-26/1 --yes'],
    ['a meeting that moved', 'meeting edit SOC-2022-12-14 --date 2022-12-15'],
    ['a body with another code', 'body edit SOC --code SENIOR'],
    ['a standing', 'party standing JPN --set observer --until 2024-01-01'],
    ['a task', 'task add SOC-2023-12-12/1 "Send it round" --responsible KAZ --due 14d'],
    ['a link', 'decision link MC-2023-12-26/1 --follows-up SOC-2023-12-12/1'],
  ])('undoes %s, and its own undo restores it', async (_, line) => {
    const before = await held();
    await done(run(line));
    const after = await held();
    expect(after).not.toEqual(before);
    const { stdout } = await run`undo --yes`;
    expect(await held()).toEqual(before);
    await done(run`undo ${stdout.trim()} --yes`);
    expect(await held()).toEqual(after);
    await done(run`db check`);
  });

  it('undoes an objection, and a confirmation', async () => {
    await done(run`decision add SOC-2023-12-12 Quiet --action adopt --procedure silence --silence-until 2024-01-10`);
    const before = await held();
    await done(run`decision object SOC-2023-12-12/9 --party KAZ --on 2023-12-20`);
    const after = await held();
    await done(run`undo --yes`);
    expect(await held()).toEqual(before);
    await done(run`decision confirm SOC-2023-12-12/9 --on 2024-01-05`);
    await done(run`undo --yes`);
    await done(run`undo 4 --yes`);
    expect(await held()).toEqual(after);
    await done(run`db check`);
  });

  it('describes what it undoes for people, and does nothing with --dry-run', async () => {
    await done(run`decision edit SOC-2023-12-12/8 --title "Co-operation" --party sponsor:MNG`);
    const before = await everything(run);
    const { stdout, stderr, exitCode } = await run`undo --dry-run`;
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 });
    expect(stderr).toContain('would be changed: decision SOC-2023-12-12/8\n');
    expect(stderr).toContain('title: "Co-operation" → "Cooperation with SCO, ASEAN and UNOCT"');
    expect(stderr).toContain('parties: "sponsor:MNG" → ');
    expect(stderr).toContain('(cica decision edit SOC-2023-12-12/8 --title Co-operation --party sponsor:MNG)');
    expect(await everything(run)).toEqual(before);
  });

  it('requires --yes where it cannot prompt', async () => {
    refused(await run`undo`, 2, 'undoing entry 1 (cica demo) needs confirmation');
  });

  it('goes further back when it is repeated', async () => {
    const before = await held();
    for (const title of ['One', 'Two', 'Three']) await done(run`decision edit SOC-2023-12-12/5 --title ${title}`);
    for (const _ of [1, 2, 3]) await done(run`undo --yes`);
    expect(await held()).toEqual(before);
    const commands = lines(await done(run`log --columns command --no-header --limit 3`));
    expect(commands).toEqual(['cica undo 2', 'cica undo 3', 'cica undo 4']);
    await done(run`undo 7 --yes`);
    expect(await done(run`decision show SOC-2023-12-12/5 --format json`)).toContain('"title": "One"');
  });

  it('undoes a removal that was undone and redone before', async () => {
    await done(run`decision remove SOC-2023-12-12/8 --yes`);
    await done(run`undo --yes`);
    await done(run`undo 3 --yes`);
    const before = await held();
    await done(run`undo --yes`);
    expect(await held()).not.toEqual(before);
    await done(run`db check`);
    refused(await run`undo 5 4 --yes`, 4, 'entry 5 is an undo');
  });

  it('undoes several commands together', async () => {
    const before = await held();
    await done(run`decision edit SOC-2023-12-12/5 --title One`);
    await done(run`decision add SOC-2023-12-12 New --action adopt`);
    await done(run`decision edit SOC-2023-12-12/9 --title Newer`);
    await done(run`undo 2 3 4 --yes`);
    expect(await held()).toEqual(before);
    expect(lines(await done(run`log --limit 1 --columns command --no-header`))).toEqual(['cica undo 4 3 2']);
  });

  it('refuses entries that later commands depend on, and names them', async () => {
    await done(run`meeting add --body SOC --date 2025-01-10`);
    await done(run`decision add SOC-2025-01-10 "A plan" --action adopt`);
    const before = await everything(run);
    refused(
      await run`undo 2 --yes`,
      4,
      "entry 2 cannot be undone: entry 3 (cica decision add SOC-2025-01-10 'A plan' --action adopt) builds on it",
    );
    expect((await run`undo 2 --yes`).stderr).toContain('undo them too: cica undo 3 2\n');
    await done(run`decision edit SOC-2025-01-10/1 --title "The plan"`);
    refused(await run`undo 3 --yes`, 4, 'entry 3 cannot be undone: entry 4 (cica decision edit');
    expect((await everything(run)).slice(0, -1)).not.toEqual(before.slice(0, -1));
    // what is asked for together stays together in the advice
    expect((await run`undo 3 2 --yes`).stderr).toContain('undo them too: cica undo 4 3 2\n');
    await done(run`undo 4 3 2 --yes`);
  });

  it('reports a gap in the history', async () => {
    await done(run`decision edit SOC-2023-12-12/5 --title One`);
    await tamper(db, 'delete from history where entry = 2');
    refused(await run`undo --yes`, 5, 'the history has no change 150');
  });

  it('refuses an undo of an undo out of order, if the register has changed', async () => {
    await done(run`decision edit SOC-2024-12-05/1 --title Y`);
    await done(run`decision edit SOC-2024-12-05/1 --title Z`);
    await done(run`undo --yes`);
    await done(run`undo --yes`);
    refused(await run`undo 4 --yes`, 4, 'entry 4 cannot be undone: entry 5 (cica undo 2) builds on it');
    expect((await run`undo 4 --yes`).stderr).toContain('undo that undo first: cica undo 5\n');
    await done(run`undo 5 --yes`);
    await done(run`undo 4 --yes`);
    expect(await done(run`decision show SOC-2024-12-05/1`)).toContain('Z');
  });

  it('refuses it also if the records that the undo changed are gone', async () => {
    await done(run`decision add SOC-2024-12-05 New --action note`);
    await done(run`decision edit SOC-2024-12-05/6 --title Newer`);
    await done(run`undo --yes`);
    await done(run`undo --yes`);
    refused(await run`undo 4 --yes`, 4, 'entry 4 cannot be undone: entry 5 (cica undo 2) builds on it');
  });

  it('refuses if later changes would break a rule', async () => {
    await done(run`body add NEW --name "New body"`);
    await done(run`body remove NEW --yes`);
    await done(run`body add OTHER --name "New body"`);
    const removal = lines(await done(run`log --command "body remove NEW" --columns entry --no-header`))[0] ?? '';
    refused(await run`undo ${removal} --yes`, 4, `entry ${removal} cannot be undone: `);
  });

  it.each([
    ['undo 99 --yes', 3, 'no entry 99'],
    ['undo x --yes', 2, '<entries> cannot be "x"'],
    ['undo 0 --yes', 3, 'no entry 0'],
  ])('%s is refused', async (line, code, message) => {
    refused(await run(line), code, message);
  });

  it('refuses an entry that was already undone', async () => {
    await done(run`decision edit SOC-2023-12-12/5 --title One`);
    await done(run`undo --yes`);
    refused(await run`undo 2 --yes`, 4, 'entry 2 was already undone by entry 3');
  });

  it('undoes an import of thousands of records as one', async () => {
    const empty = session(await presetRegister());
    const many = onServer ? 600 : 3_000;
    const csv = Array.from({ length: many }, (_, at) => `SOC-2024-01-01,note,"Point ${at}",tag${at % 7}`);
    const file = `meeting,action,title,tags\n${csv.join('\n')}\n`;
    const withInput = session(await presetRegister(), { input: file });
    await done(withInput`meeting add --body SOC --date 2024-01-01`);
    await done(withInput`import -`);
    const undone = JSON.parse(await done(withInput`undo --yes --format json`)) as Undone;
    expect(undone).toMatchObject({ entry: 4, records: many });
    expect(undone.steps[0]).toMatchObject({ operation: 'removed', ref: `SOC-2024-01-01/${many}` });
    expect(await done(withInput`decision list --format json`)).toBe(await done(empty`decision list --format json`));
    await done(withInput`undo 4 --yes`);
    expect(lines(await done(withInput`decision list --columns ref --no-header --limit 0`))).toHaveLength(many);
    await done(withInput`db check`);
    // numbers that were given are not given again
    await done(withInput`undo --yes`);
    expect(await done(withInput`decision add SOC-2024-01-01 Next --action note`)).toBe(`SOC-2024-01-01/${many + 1}\n`);
  });

  it('of a meeting frees its reference for the next one of that body and day', async () => {
    for (let time = 1; time <= 2; time += 1) {
      expect(await done(run`meeting add --body SOC --date 2026-11-20`)).toBe('SOC-2026-11-20\n');
      await done(run`undo --yes`);
    }
    await done(run`verify`);
  });

  it('of a removal is refused while another meeting has the reference, or had it', async () => {
    await done(run`meeting add --body SOC --date 2026-11-20`);
    await done(run`meeting remove SOC-2026-11-20 --yes`);
    await done(run`meeting add --body SOC --date 2026-11-20`);
    const taken = 'entry 3 cannot be undone: another meeting now has the reference SOC-2026-11-20';
    refused(await run`undo 3 --yes`, 4, taken);
    await done(run`meeting edit SOC-2026-11-20 --date 2026-11-21`);
    refused(await run`undo 3 --yes`, 4, taken);
    await done(run`meeting remove SOC-2026-11-21 --yes`);
    await done(run`undo 3 --yes`);
    expect(await done(run`meeting list --since 2026-11-01 --columns ref --no-header`)).toBe('SOC-2026-11-20\n');
    await done(run`verify`);
    await done(run`db check`);
  });
});

describe('log', () => {
  it('shows the changes of a record and what belongs to it, field by field', async () => {
    await done(run`decision edit SOC-2023-12-12/8 --title "Co-operation"`);
    await done(run`task add SOC-2023-12-12/8 "Write to SCO"`);
    const rows = lines(
      await done(run`log SOC-2023-12-12/8 --columns operation,entity,changes --no-header --format csv`),
    );
    expect(rows).toEqual([
      'created,task,Write to SCO',
      'changed,decision,"title: ""Cooperation with SCO, ASEAN and UNOCT"" → ""Co-operation"""',
      'created,decision,"Cooperation with SCO, ASEAN and UNOCT"',
    ]);
    const meeting = await done(run`log SOC-2023-12-12 --columns entity --no-header --format csv`);
    expect(new Set(lines(meeting))).toEqual(new Set(['task', 'decision', 'agenda item', 'meeting']));
    const party = await done(run`log SAU --columns entity,operation --no-header --format csv`);
    expect(lines(party)).toEqual(['standing,changed', 'standing,created', 'party,created']);
  });

  it('finds removed records, and those removed with them', async () => {
    await done(run`meeting remove SOC-2024-06-27 --with-decisions --yes`);
    const rows = lines(await done(run`log SOC-2024-06-27 --columns operation,entity,ref --no-header --format csv`));
    expect(rows).toContain('removed,decision,SOC-2024-06-27/1');
    expect(rows.filter((row) => row.includes(',meeting,'))).toEqual([
      'removed,meeting,SOC-2024-06-27',
      'created,meeting,SOC-2024-06-27',
    ]);
    expect((await run`show SOC-2024-06-27`).stderr).toContain('`cica log SOC-2024-06-27` shows when and by whom');
    await done(run`body add GONE --name "Gone body"`);
    await done(run`body remove GONE --yes`);
    expect(lines(await done(run`log "gone body" --columns operation --no-header`))).toEqual(['removed', 'created']);
    refused(await run`log NEVER`, 3, 'nothing is called "NEVER"');
  });

  it('names a removed meeting and decision by the last of the references that they had', async () => {
    await done(run`meeting add --body MC --date 2026-01-01`);
    for (const title of ['One', 'Two']) await done(run`decision add MC-2026-01-01 ${title} --action note`);
    await done(run`meeting edit MC-2026-01-01 --body SWG`);
    await done(run`decision edit SWG-2026-01-01/1 --meeting SOC-2023-12-12`);
    await done(run`decision remove SOC-2023-12-12/9 --yes`);
    await done(run`meeting remove SWG-2026-01-01 --with-decisions --yes`);
    const rows = lines(await done(run`log --limit 3 --columns operation,entity,ref --no-header --format csv`));
    expect(rows).toEqual([
      'removed,meeting,SWG-2026-01-01',
      'removed,decision,SWG-2026-01-01/2',
      'removed,decision,SOC-2023-12-12/9',
    ]);
  });

  it('also names records that were removed since, if an older value refers to them', async () => {
    await done(run`party add XA --name "A state" --kind state`);
    await done(run`meeting edit SOC-2023-12-12 --chair-party XA`);
    await done(run`meeting edit SOC-2023-12-12 --chair-party KAZ`);
    await done(run`party remove XA --yes`);
    expect(await done(run`log SOC-2023-12-12 --limit 2 --format csv --columns changes --no-header`)).toBe(
      '"chair_party: ""XA"" → ""KAZ"""\n"chair_party: ""KAZ"" → ""XA"""\n',
    );
  });

  it('shows only the differences of long texts and links', async () => {
    const text = 'the same words '.repeat(10);
    await done(run`decision edit SOC-2024-12-05/1 --text ${`${text}one`}`);
    expect((await run`decision edit SOC-2024-12-05/1 --text ${`${text}two`}`).stderr).toContain(
      '  text: "…the same words one" → "…the same words two"\n',
    );
    await done(run`decision link SOC-2024-12-05/1 --cites SOC-2024-06-27/1 --note first`);
    const { stderr } = await run`decision link SOC-2024-12-05/1 --cites SOC-2024-06-27/1 --note second`;
    expect(stderr).toContain('"cites:SOC-2024-06-27/1 (first)" → "cites:SOC-2024-06-27/1 (second)"');
  });

  it('shows a difference at the end of a very long text quickly', async () => {
    const file = join(temporaryFolder(), 'long.csv');
    for (const end of ['one', 'two']) {
      writeFileSync(file, `ref,text\nSOC-2024-12-05/1,${'word '.repeat(100_000)}${end}\n`);
      const { stderr, exitCode } = await run`import ${file}`;
      expect(exitCode).toBe(0);
      if (end === 'two') expect(stderr).toContain('text: "…word word word word one" → "…word word word word two"\n');
    }
  });

  it('filters by person, command and time', async () => {
    const at = (actor: string, time: string): Run => session(db, { env: { CICA_ACTOR: actor, CICA_NOW: time } });
    await done(at('Aigerim', '2025-02-01T12:00:00Z')`decision edit SOC-2023-12-12/5 --title One`);
    await done(at('Bolat', '2025-02-02T12:00:00Z')`body edit SOC --alias Seniors`);
    const entries = async (line: string): Promise<string[]> =>
      lines(await done(session(db)(`log ${line} --columns entry --no-header`)));
    expect(await entries('--actor Bolat')).toEqual(['3']);
    expect(await entries('--command "DECISION edit"')).toEqual(['2']);
    expect(await entries('--since 2025-02-02')).toEqual(['3']);
    expect(await entries('--since 2025-02-01 --until 2025-02-01')).toEqual(['2']);
    expect(await entries('--since 2025-02-01T23:45')).toEqual(['3']);
    expect(await entries('--since 2025-02-01 --until 2025-02-02T12:00:00.001Z')).toEqual(['3', '2']);
    expect(await entries('SOC-2023-12-12/5 --actor Bolat')).toEqual([]);
    refused(await session(db)('log --since 11/12/2023'), 2, '--since: "11/12/2023"');
    refused(await session(db)('log --since 2025-02-01T25:00'), 2, '--since: 25:00 is not a time');
  });
});

describe('show --at', () => {
  it('shows a record as of a change or a time', async () => {
    const at = (time: string): Run => session(db, { env: { CICA_NOW: time } });
    const before = await done(session(db)`show SOC-2023-12-12 --format json`);
    await done(at('2025-02-01T10:00:00Z')`decision edit SOC-2023-12-12/5 --title "Another title"`);
    await done(at('2025-02-03T10:00:00Z')`decision remove SOC-2023-12-12/8 --yes`);
    const shown = session(db);
    expect(JSON.parse(await done(shown`show SOC-2023-12-12 --at 2025-01-31 --format json`))).toEqual(
      JSON.parse(before),
    );
    expect(await done(shown`show SOC-2023-12-12/8 --at 2025-02-02`)).toContain('Cooperation with SCO');
    refused(
      await shown`show SOC-2023-12-12/8 --at today`.then(async () => shown`show SOC-2023-12-12/8`),
      3,
      'the decision',
    );
    const [change = ''] = lines(await done(shown`log --command "decision edit" --columns change --no-header`));
    expect(await done(shown`show SOC-2023-12-12/5 --at ${change}`)).toContain('Another title');
    expect(await done(shown`show SOC-2023-12-12/5 --at ${String(Number(change) - 1)}`)).toContain('Observer status');
    await done(shown`db check`);
  });

  it.each([
    ['show SOC --at 999999', 3, 'no change 999999'],
    ['show SOC --at 2001-01-01', 3, 'nothing was on record at 2001-01-01'],
    ['show SOC --at nonsense', 2, '--at: "nonsense"'],
    ['show SOC --at 2026', 3, 'no change 2026'],
  ])('%s is refused', async (line, code, message) => {
    refused(await run(line), code, message);
  });

  it('explains how to write a year, which is read as a change', async () => {
    expect((await run('show SOC --at 2026')).stderr).toContain('for a year write its last day: 2026-12-31\n');
    expect((await run('show SOC --at 999999')).stderr).toContain(
      '`cica log --columns change,at,ref` shows the changes\n',
    );
  });

  it.each(['SOC-2024-12-05', 'SOC-2024-12-05/1', 'SOC-2023-12-12#2', 'SAU', 'Saudi Arabia', 'SOC', 'CPI', 'A paper'])(
    'says of %s that it was not yet on record',
    async (ref) => {
      await done(run`document add ${'A paper'} --meeting SOC-2024-12-05`);
      const refusedAt = await run`show ${ref} --at 1`;
      refused(refusedAt, 3, `${ref} was not yet on record at change 1`);
      const [, created = ''] = /it was added by change (\d+): /.exec(refusedAt.stderr) ?? [];
      expect(Number(created)).toBeGreaterThan(1);
      refused(await run`show ${ref} --at ${String(Number(created) - 1)}`, 3, `${ref} was not yet on record`);
      await done(run`show ${ref} --at ${created}`);
    },
  );

  it('also for a record removed since, for several, and for a day', async () => {
    const later = session(db, { env: { CICA_NOW: '2025-02-01T10:00:00Z' } });
    await done(later`party add XYZ --name ${'Old party'} --kind state`);
    await done(later`party remove XYZ --yes`);
    await done(later`party add NEW --name ${'New party'} --kind state`);
    refused(await later`show XYZ --at 1`, 3, 'XYZ was not yet on record at change 1');
    refused(await later`show XYZ NEW SAU --at 2025-01-31`, 3, 'XYZ was not yet on record at 2025-01-31');
    refused(await later`show SOC-2024-12-05/99 --at 1`, 3, 'SOC-2024-12-05 was not yet on record at change 1');
    refused(await later`show NEVER --at 1`, 3, 'nothing is called "NEVER"');
    await done(later`meeting remove SOC-2024-12-05 --with-decisions --yes`);
    refused(await later`show SOC-2024-12-05 --at today`, 3, 'the meeting SOC-2024-12-05 was removed');
  });
});
