import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, test } from 'vitest';
import { cica, demoRegister, presetRegister, temporaryFolder } from '../support/cica';
import { Database } from '../support/sqlite';
import { keys, Terminal } from '../support/terminal';

const esc = '\u001b';
const [pasteMarksOn, pasteMarksOff] = ['\u001b[?2004h', '\u001b[?2004l'];

/** A question of each type. */
const questions = [
  ['Which body met?', ['meeting', 'add']],
  ['What is its title?', ['document', 'add']],
  ['Undo entry 1', ['undo']],
] as const;

const history = async (db: string) => (await cica(['log', '--format', 'csv'], { db })).stdout;

describe.each(questions)('at the question "%s"', (question, args) => {
  it.each<[string, (terminal: Terminal) => void]>([
    ['Ctrl-C', (terminal) => terminal.type(keys.interrupt)],
    ['Ctrl-D', (terminal) => terminal.type(keys.end)],
    ['Esc', (terminal) => terminal.type(esc)],
    ['Esc twice', (terminal) => terminal.type(esc + esc)],
    ['SIGINT', (terminal) => terminal.signal('SIGINT')],
    ['SIGTERM', (terminal) => terminal.signal('SIGTERM')],
    ['SIGHUP', (terminal) => terminal.signal('SIGHUP')],
  ])('%s leaves the register, and the terminal, as they were', async (_, leave) => {
    const db = await demoRegister();
    const before = await history(db);
    const terminal = Terminal.start(args, { db });
    await terminal.asked(question);
    leave(terminal);
    expect(await terminal.exitCode()).toBe(130);
    expect(terminal.screen().at(-1)).toBe('Cancelled. Nothing was recorded.');
    expect(terminal.raw.lastIndexOf(pasteMarksOff)).toBeGreaterThan(terminal.raw.lastIndexOf(pasteMarksOn));
    expect(await history(db)).toBe(before);
  });

  it('closing the terminal ends the program without a crash', async () => {
    const db = await demoRegister();
    const before = await history(db);
    const [said, code] = ['said', 'code'].map((name) => join(temporaryFolder(), name)) as [string, string];
    // the program is not told by a signal, but finds its terminal gone
    const line = `trap '' HUP; $cica ${args.join(' ')} 2>${said}; echo $? >${code}`;
    const terminal = Terminal.shell(line, { db });
    await terminal.asked(question);
    terminal.hangUp();
    while (!existsSync(code) || readFileSync(code, 'utf8') === '') await setTimeout(50);
    // 128 and the number of SIGHUP
    expect(readFileSync(code, 'utf8')).toBe('129\n');
    expect(readFileSync(said, 'utf8')).toMatch(/\nCancelled\. Nothing was recorded\.\n(Hangup\n)?$/);
    expect(await history(db)).toBe(before);
  });

  it('Ctrl-Z stops the program, and fg asks again', async () => {
    const terminal = Terminal.shell('exec sh -i', { db: await demoRegister(), env: { PS1: 'shell> ' } });
    await terminal.waitFor('shell>');
    terminal.type(`$cica ${args.join(' ')}${keys.enter}`);
    await terminal.asked(question);
    terminal.type('\u001a');
    await terminal.waitFor('Stopped');
    expect(terminal.raw.slice(0, terminal.raw.indexOf('Stopped'))).toContain(pasteMarksOff);
    const asked = terminal.screen().filter((text) => text.startsWith(`? ${question}`)).length;
    terminal.type(`fg${keys.enter}`);
    const again = new RegExp(`(?:^\\? ${question.replace('?', '\\?')}[\\s\\S]*){${asked + 1}}`, 'm');
    await terminal.waitFor(again);
    terminal.type(keys.interrupt);
    await terminal.waitFor('Cancelled. Nothing was recorded.');
  });
});

test.each([
  [120, 40],
  [60, 20],
  [60, 10],
])('a terminal that is resized to %i columns and %i rows in the middle has the question anew', async (cols, rows) => {
  const terminal = Terminal.start(['meeting', 'add'], { db: await presetRegister() });
  await terminal.asked('Which body met?');
  terminal.type('sen');
  await terminal.waitFor(/^\? Which body met\? sen$/m);
  terminal.resize(cols, rows);
  await terminal.waitFor(/^\? Which body met\? sen$[\s\S]*^\? Which body met\? sen$/m);
  terminal.type('ior');
  await terminal.waitFor(/^\? Which body met\? senior$/m);
  terminal.type(keys.enter);
  await terminal.asked('On which day?');
  expect(terminal.overlong()).toEqual([]);
});

test.each([
  ['FS', '\u001c', '<U+001C>'],
  ['a C1 control', '\u009b', '<U+009B>'],
  ['a letter that turns the order round', '\u202e', '<U+202E>'],
  ['an escape sequence', '\u001b[2J', ''],
  ['a bell', '\u0007', ''],
  ['NUL', '\u0000', ''],
  ['a word from right to left', 'שלום', 'שלום'],
  ['an emoji of several', '👩‍👩‍👧', '👩‍👩‍👧'],
  ['wide letters', '安全', '安全'],
])('%s that is typed steers nothing', async (_, typed, shown) => {
  const terminal = Terminal.start(['document', 'add'], { db: await presetRegister() });
  await terminal.asked('What is its title?');
  for (const text of ['a', typed, 'b', 'c']) {
    terminal.type(text);
    await setTimeout(100);
  }
  await terminal.received(`a${shown}bc`);
  if (shown !== typed) expect(terminal.raw).not.toContain(typed);
});

test.each([
  ['in one line', 'x'.repeat(65_536)],
  ['in many', `${'x'.repeat(79)}\r`.repeat(800)],
])('ten megabytes that the terminal does not mark as pasted are left out, %s', async (_, part) => {
  const terminal = Terminal.start(['document', 'add'], { db: await presetRegister() });
  await terminal.asked('What is its title?');
  for (let count = 0; count < 160; count += 1) terminal.type(part);
  await terminal.waitFor(/ignored a pasted text of [\d,]+ characters; the limit is 100,000/);
  expect(terminal.screen().join('\n')).not.toContain('Is this document right?');
});

it('an endless paste does not block the keyboard', async () => {
  const terminal = Terminal.start(['document', 'add'], { db: await presetRegister() });
  await terminal.asked('What is its title?');
  terminal.type('\u001b[200~Agenda');
  await terminal.waitFor(/^\? What is its title\? Agenda$/m);
  terminal.type(keys.interrupt);
  expect(await terminal.exitCode()).toBe(130);
});

it('Enter right after typing chooses from the filtered list', async () => {
  const terminal = Terminal.start(['meeting', 'add'], { db: await presetRegister() });
  await terminal.asked('Which body met?');
  terminal.type(`senior${keys.enter}`);
  await terminal.waitFor('✔ Which body met? SOC  Senior Officials Committee');
});

it('of 10,000 choices, the first are shown and all can be found', async () => {
  const db = await presetRegister();
  const file = join(temporaryFolder(), 'parties.csv');
  const rows = Array.from({ length: 10_000 }, (_, index) => `P${index},Party number ${index},organisation`);
  writeFileSync(file, `code,name,kind\n${rows.join('\n')}\n`);
  expect((await cica(['import', file, '--as', 'parties'], { db })).exitCode).toBe(0);
  const args = [
    'decision',
    'add',
    'SOC-2023-12-12',
    '--action',
    'recommend',
    '--kind',
    'observer status',
    '--to',
    'MC',
  ];
  await cica(['meeting', 'add', '--body', 'SOC', '--date', '2023-12-12'], { db });
  const terminal = Terminal.start(args, { db });
  await terminal.answer('About what?', 'Observer status');
  await terminal.asked('Which party is the applicant? (the first 10,000 are offered)');
  // what is not drawn costs nothing
  await terminal.waitFor('❯ ');
  terminal.type(keys.down.repeat(200));
  await terminal.waitFor(/^ … 9,8\d\d more: type a part of the name$/m);
  terminal.type('number 5000');
  await terminal.waitFor('❯ P5000');
});

describe('Esc never silently discards input', () => {
  it('and withdraws one agenda item', async () => {
    const terminal = Terminal.start(['meeting', 'add', '--body', 'MC'], { db: await presetRegister() });
    for (const [question, typed] of [
      ['On which day?', '14 Jan 2025'],
      ['Where?', ''],
      ['Who chaired it?', ''],
      ['Agenda item 1', 'Opening'],
      ['Agenda item 2', 'Closing'],
    ] as const) {
      await terminal.answer(question, typed);
    }
    await terminal.asked('Agenda item 3');
    terminal.type(esc);
    await terminal.asked('Agenda item 2 (Enter: 2. Closing; Tab edits)');
    terminal.type(keys.enter);
    await terminal.answer('Agenda item 3');
    await terminal.waitFor('Agenda  2 items: 1  Opening ⏎ 2  Closing');
  });

  it('and asks before it discards changes', async () => {
    const db = await demoRegister();
    const terminal = Terminal.start(['decision', 'edit', 'SOC-2023-12-12/1'], { db });
    await terminal.pick('Is this decision right?', 'title', 'Title');
    await terminal.answer('About what?', 'Another title');
    await terminal.waitFor(/Title +Another title$/m);
    terminal.type(esc);
    await terminal.asked('Discard your changes?');
    terminal.type(esc);
    await terminal.waitFor(/Discard your changes\?[\s\S]*^ +Title +Another title$/m);
    terminal.type(keys.enter);
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen().slice(-4).join(' ')).toMatch(/"Another +title"/);
  });

  it('and asks before it discards a whole run', async () => {
    const flags = ['--item', '', '--action', 'note', '--kind', 'other'];
    const terminal = Terminal.start(['decision', 'add', 'SOC-2023-12-12', ...flags], { db: await demoRegister() });
    await terminal.answer('About what?', 'Ferries');
    await terminal.pick('Is this decision right?', 'last', 'Yes; this was the last');
    await terminal.asked('Record all of this?');
    terminal.type(esc);
    await terminal.asked('Discard all of this?');
    terminal.type(esc);
    await terminal.waitFor(/Discard all of this\?[\s\S]*^\? Record all of this\?/m);
    terminal.type(keys.enter);
    expect(await terminal.exitCode()).toBe(0);
  });
});

describe('what someone else records in the meantime', () => {
  const args = ['meeting', 'add', '--body', 'MC', '--place', '', '--chair', ''];

  /** Another records the meeting after it was typed, before its summary or that of all is confirmed. */
  async function recordedByAnother(before: 'meeting' | 'all'): Promise<{ db: string; terminal: Terminal }> {
    const db = await demoRegister();
    const terminal = Terminal.start(args, { db });
    await terminal.answer('On which day?', '14 Jan 2025');
    await terminal.answer('Agenda item 1');
    if (before === 'all') await terminal.pick('Is this meeting right?', 'no decisions', 'Yes; it has no decisions');
    await terminal.asked(before === 'all' ? 'Record all of this?' : 'Is this meeting right?');
    await cica(['meeting', 'add', '--body', 'MC', '--date', '2025-01-14'], { db });
    terminal.type(keys.enter);
    await terminal.asked('MC-2025-01-14 is on record. Is this the same meeting?');
    return { db, terminal };
  }

  it.each(['meeting', 'all'] as const)('as the same meeting is not recorded twice: summary of %s', async (before) => {
    const { db, terminal } = await recordedByAnother(before);
    await terminal.pick('MC-2025-01-14 is on record.', '', 'Yes: continue with its decisions');
    if (before === 'meeting') {
      await terminal.asked('What did the meeting do?');
      terminal.type(esc);
    }
    await terminal.exitCode();
    const listed = JSON.parse((await cica(['meeting', 'list', '--body', 'MC', '--format', 'json'], { db })).stdout);
    expect(listed.filter(({ date }: { date: string }) => date === '2025-01-14')).toHaveLength(1);
  });

  it('as another meeting of the day is asked about once', async () => {
    const { db, terminal } = await recordedByAnother('meeting');
    await terminal.pick('MC-2025-01-14 is on record.', 'another', 'No: another meeting on that day');
    await terminal.asked('What did the meeting do?');
    terminal.type(esc);
    await terminal.pick('Record all of this?', '', 'Yes, record it');
    expect(await terminal.exitCode()).toBe(0);
    expect((await cica(['meeting', 'show', 'MC-2025-01-14-b'], { db })).exitCode).toBe(0);
  });

  it('or removes does not end the questions', async () => {
    const db = await demoRegister();
    await cica(['body', 'add', 'TFX', '--name', 'Task Force'], { db });
    const terminal = Terminal.start(['meeting', 'add', '--body', 'TFX'], { db });
    await terminal.answer('On which day?', '14 Jan 2025');
    await terminal.answer('Where?', 'Almaty');
    await terminal.answer('Who chaired it?');
    await terminal.asked('Agenda item 1');
    await cica(['body', 'remove', 'TFX', '--yes'], { db });
    terminal.type(keys.enter);
    await terminal.pick('Is this meeting right?', '', 'Yes; continue with its decisions');
    await terminal.waitFor('no body "TFX"');
    await terminal.pick('Is this meeting right?', 'body', 'Body');
    await terminal.pick('Which body met?', 'minis', 'MC');
    await terminal.waitFor('Ministerial Council (MC)');
    expect(terminal.screen()).toContain('    Place  Almaty');
  });
});

describe('a register that another program keeps locked', () => {
  test.each<[string, (terminal: Terminal) => Promise<void>, string]>([
    [
      'document add --decision SOC-2023-12-12/1',
      async (terminal) => {
        await terminal.answer('What is its title?', 'Agenda');
        await terminal.answer('What is its address on the web?');
      },
      'Is this document right?',
    ],
    [
      'decision edit SOC-2023-12-12/1',
      async (terminal) => {
        await terminal.pick('Is this decision right?', 'title', 'Title');
        await terminal.answer('About what?', 'Agenda');
        await terminal.waitFor(/Title +Agenda$/m);
      },
      'Is this decision right?',
    ],
  ])('is tried again, with all that was typed: %s', async (command, fill, summary) => {
    const db = await demoRegister();
    const terminal = Terminal.start(command.split(' '), { db });
    await fill(terminal);
    await terminal.asked(summary);
    const other = new Database(db);
    other.exec('begin immediate');
    await terminal.pick(summary, 'yes', 'Yes,');
    await terminal.waitFor('is locked by another');
    await terminal.asked('Try again?');
    other.exec('rollback');
    other.close();
    terminal.type(keys.enter);
    await terminal.waitFor(
      new RegExp(`Try again\\?[\\s\\S]*^\\? ${summary.replace('?', '\\?')}[\\s\\S]* Agenda$`, 'm'),
    );
    terminal.type(keys.enter);
    expect(await terminal.exitCode()).toBe(0);
    expect(await history(db)).toContain('Agenda');
  });
});
