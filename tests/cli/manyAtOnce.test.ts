import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { declaredValues } from '../../src/commands/flags/values';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';
import { copyOfRegister, demoRegister, inProcess, type Ran, type RunOptions, temporaryFolder } from '../support/cica';
import { done, everything, lines, type Run, refused, session } from '../support/session';

const { env, stdin, stdout, stderr } = process;
const program = await programFor(new Context({ env, argv: [], stdin, stdout, stderr }), 'all');

/** The verbs that take several references, and those that take one. */
const several = [
  ...['agenda', 'body', 'decision', 'document', 'meeting', 'party', 'task'].flatMap((noun) =>
    ['edit', 'remove', 'show'].map((verb) => `${noun} ${verb}`),
  ),
  ...['instrument edit', 'instrument remove', 'instrument act'],
  ...['decision answer', 'decision confirm', 'decision link', 'decision object', 'task done', 'show', 'undo'],
];
const single = [
  // a record is added to one other; a report is of one task; the rest show or join what belongs to one record
  ...['agenda add', 'decision add', 'task add', 'task report'],
  ...[
    'agenda renumber',
    'document open',
    'body merge',
    'party merge',
    'party standing',
    'party brief',
    'decision diff',
    'decision trace',
    'instrument show',
    'meeting agenda',
    'meeting record',
    'log',
  ],
];

test('every verb that takes a reference says whether it takes several', () => {
  const named = program.commands
    .flatMap((one) => (one.commands.length > 0 ? one.commands : [one]))
    .map(
      (one) => [nameOf(one), one.registeredArguments.filter((place) => declaredValues(place).offered?.length)] as const,
    )
    .filter(([, references]) => references.length > 0)
    .map(([name, references]) => [name, references.some(({ variadic }) => variadic)] as const);
  expect(named.filter(([, many]) => many).map(([name]) => name)).toEqual(expect.arrayContaining(several));
  expect(named.filter(([, many]) => !many).map(([name]) => name)).toEqual(expect.arrayContaining(single));
  expect(named.map(([name]) => name).toSorted()).toEqual([...several, ...single].toSorted());
});

const nameOf = (command: Command): string =>
  `${command.parent === program ? '' : `${command.parent?.name()} `}${command.name()}`;

/** A register with two records of each kind, and what can be done to both of them. */
let prepared: string;
beforeAll(async () => {
  prepared = await demoRegister();
  const prepare = session(prepared, { here: true });
  for (const line of [
    'task add SOC-2024-12-05/4 Draft',
    'task add SOC-2024-12-05/4 Print',
    'document add Paper --symbol A/1 --meeting SOC-2024-12-05',
    'document add "Paper, second" --symbol A/2 --meeting SOC-2024-12-05',
    'decision add SOC-2024-12-05 Silent --action adopt --silence-until 2025-02-28',
    'decision add SOC-2024-12-05 Silent --action approve --silence-until 2025-02-28',
    'decision add SOC-2024-12-05 Ask --action recommend --to MC',
    'decision add SOC-2024-12-05 Ask --action submit --to MC',
    'meeting add --body MC --date 2025-01-10',
    'decision add MC-2025-01-10 Answer --action decide',
    'instrument add ONE "First treaty"',
    'instrument add TWO "Second treaty"',
    'meeting add --body SWG --date 2025-01-08',
    'meeting add --body SWG --date 2025-01-09',
    'agenda add SWG-2025-01-08 Opening',
    'agenda add SWG-2025-01-08 Closing',
    'body add ONE --name First',
    'body add TWO --name Second',
    'party add PA --name "Person A" --kind person',
    'party add PB --name "Person B" --kind person',
  ])
    await done(prepare(line));
});

let db: string;
let run: Run;
let before: string[];
beforeEach(async () => {
  db = await copyOfRegister(prepared);
  run = session(db, { here: true });
  before = await state();
});

/** All that the register holds, and what depends on it. */
const state = async (): Promise<string[]> => [
  ...(await everything(run)).slice(0, -1),
  await done(run`export documents`),
  await done(run`export tasks`),
  await done(run`export objections`),
];

const entries = async (): Promise<number> =>
  Number((await done(run`log --limit 1 --columns entry --no-header`)).trim());

/** A line of a table, with its references as arguments, or on stdin. */
const withArguments = (line: string, refs: readonly string[]): Promise<Ran> =>
  run(line.replace('REFS', refs.map((ref) => `"${ref}"`).join(' ')));
const withStdin = (line: string, input: string | Uint8Array, options: RunOptions = {}): Promise<Ran> =>
  session(db, { here: true, ...options, input })(line.replace('REFS', '-'));

const silent = ['SOC-2024-12-05/6', 'SOC-2024-12-05/7'];
const asked = ['SOC-2024-12-05/8', 'SOC-2024-12-05/9'];
const budgets = ['SOC-2023-12-12/2', 'SOC-2024-12-05/2'];

/** What is done to several records; what it prints, if not their references. */
const writes: readonly (readonly [line: string, refs: readonly string[], printed?: readonly string[]])[] = [
  ['decision edit REFS --add-tag x --source Minutes', budgets],
  ['meeting edit REFS --place Almaty --mode hybrid', ['MC-2023-09', 'SOC-2024-12-05']],
  ['meeting edit REFS --date 2025-01-12', ['SWG-2025-01-08', 'SWG-2025-01-09'], ['SWG-2025-01-12', 'SWG-2025-01-12-b']],
  ['agenda edit REFS --presenter Chair', ['SOC-2023-12-12#1', 'SOC-2023-12-12#2']],
  ['party edit REFS --kind organisation', ['PA', 'person b'], ['PA', 'PB']],
  ['body edit REFS --reports-to SOC', ['ONE', 'Second'], ['ONE', 'TWO']],
  ['instrument edit REFS --adopted-by SOC-2024-12-05/1', ['ONE', 'Second treaty'], ['ONE', 'TWO']],
  ['document edit REFS --language en', ['A/1', 'Paper, second'], ['A/1', 'A/2']],
  ['task edit REFS --responsible SEC', ['1', '2']],
  ['task done REFS --on 2025-01-10', ['1', '2']],
  ['decision confirm REFS --on 2025-01-10', silent],
  ['decision link REFS --cites SOC-2023-12-12/1 --note n', budgets],
  ['decision answer REFS --by MC-2025-01-10/1 --accept --note n', asked, ['MC-2025-01-10/1']],
  ['decision object REFS --party IND --on 2025-01-10', silent],
  ['instrument act ONE REFS --kind signature --on 2010-06-08', ['KAZ', 'Mongolia'], ['ONE KAZ', 'ONE MNG']],
  ['decision remove REFS --yes', silent],
  ['meeting remove REFS --with-decisions --yes', ['SWG-2025-01-08', 'SWG-2025-01-09']],
  ['agenda remove REFS --yes', ['SWG-2025-01-08#1', 'SWG-2025-01-08#2']],
  ['party remove REFS --yes', ['PA', 'PB']],
  ['body remove REFS --yes', ['ONE', 'TWO']],
  ['instrument remove REFS --yes', ['ONE', 'TWO']],
  ['document remove REFS --yes', ['A/1', 'A/2']],
  ['task remove REFS --yes', ['1', '2']],
];

describe.each(writes.map(([line, refs, printed = refs]) => ({ line, refs, printed })))(
  '$line',
  ({ line, refs, printed }) => {
    const expected = printed.map((ref) => `${ref}\n`).join('');

    it('changes all in one entry, which one undo reverts', async () => {
      const entry = await entries();
      expect(await done(withArguments(line, refs))).toBe(expected);
      expect(await entries()).toBe(entry + 1);
      const after = await state();
      expect(after).not.toEqual(before);
      await done(run`undo --yes`);
      expect(await state()).toEqual(before);
      // and the same with references from stdin, in quotes where they have commas
      const input = `${refs.map((ref) => (ref.includes(',') ? `"${ref}"` : ref)).join('\r\n')}\r\n`;
      expect(await done(withStdin(line, input))).toBe(expected);
      const plain = (texts: readonly string[]) => texts.map((text) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, ''));
      expect(plain(await state())).toEqual(plain(after));
    });

    it('does nothing if one of them is wrong', async () => {
      const wrong = await withArguments(line, [...refs, 'no-such']);
      refused(wrong, 3, 'no ');
      const read = await withStdin(line, [...refs, '', 'no-such'].join('\n'));
      refused(read, 3, `line ${refs.length + 2}: no `);
      expect(await state()).toEqual(before);
      expect(await run`log -n 1 --json`).toEqual(await run`log -n 1 --json`);
    });

    it('shows with --dry-run what would be done, and does not do it', async () => {
      const dry = `${line.replace(' --yes', '')} --dry-run`;
      const { stdout, stderr, exitCode } = await withStdin(dry, refs.join('\n'));
      expect({ stdout, exitCode }).toEqual({
        stdout: expected,
        exitCode: 0,
      });
      expect(stderr).toContain('would be ');
      expect(await state()).toEqual(before);
    });

    it('writes a record that is named twice only once, and says so', async () => {
      const { stdout, stderr, exitCode } = await withArguments(line, [...refs, refs[0] as string]);
      expect({ stdout, exitCode }).toEqual({ stdout: expected, exitCode: 0 });
      expect(stderr).toContain('named more than once: ');
    });
  },
);

it('answers each of several referrals', async () => {
  await done(run`decision answer SOC-2024-12-05/8 SOC-2024-12-05/9 --by MC-2025-01-10/1 --decline`);
  const answered = await done(run`decision list --body SOC --year 2024 --status declined --columns ref --no-header`);
  expect(lines(answered).toSorted()).toEqual(asked);
});

describe('removing several', () => {
  test.each([
    ['decision object REFS --party IND --on 2025-01-10', silent],
    ['instrument act ONE REFS --kind signature', ['KAZ', 'Mongolia']],
    ['decision link REFS --cites SOC-2023-12-12/1', budgets],
  ])('%s --remove', async (line, refs) => {
    await done(withArguments(line, refs));
    await done(withArguments(`${line} --remove --yes`, refs));
    expect(await state()).toEqual((await state()).map((text, at) => (at < 7 ? text : (before[at] as string))));
    expect(await done(run`export objections --no-header`)).toBe('');
    expect(await done(run`export acts --no-header`)).not.toContain('signature');
    expect(await done(run`decision list --columns links --no-header`)).not.toContain('cites');
  });

  it('is removed in any order, if it depends on nothing else', async () => {
    await done(run`decision link SOC-2024-12-05/7 --cites SOC-2024-12-05/6`);
    expect((await run`decision remove SOC-2024-12-05/6 --yes`).exitCode).toBe(4);
    await done(run`decision remove SOC-2024-12-05/6 SOC-2024-12-05/7 --yes`);
    expect((await run`decision show SOC-2024-12-05/7`).exitCode).toBe(3);
  });
});

describe('the output for several', () => {
  it('is one reference per line, the changes, and a total', async () => {
    expect(await run`decision edit SOC-2023-12-12/2 SOC-2024-12-05/2 SOC-2023-12-12/5 --add-tag enlargement`).toEqual({
      stdout: 'SOC-2023-12-12/2\nSOC-2024-12-05/2\nSOC-2023-12-12/5\n',
      stderr: `changed: decision SOC-2023-12-12/2 "2024 budget of the CICA Secretariat"
  tags: "secretariat" → "secretariat; enlargement"
changed: decision SOC-2024-12-05/2 "2025 budget of the CICA Secretariat"
  tags: "secretariat" → "secretariat; enlargement"
unchanged: decision SOC-2023-12-12/5 "Observer status for Saudi Arabia"
3 decisions: 2 changed, 1 unchanged
`,
      exitCode: 0,
    });
  });

  it('is an array with --format json, for one from stdin, too', async () => {
    const line = 'task done REFS --on 2025-01-10 --dry-run --json';
    const refsOf = async (ran: Promise<Ran>) => JSON.parse(await done(ran)).map(({ id }: { id: number }) => id);
    expect(await refsOf(withArguments(line, ['2', '1']))).toEqual([2, 1]);
    expect(await refsOf(withStdin(line, '1\n'))).toEqual([1]);
    expect(await refsOf(withStdin(line, '\n'))).toEqual([]);
    expect(JSON.parse(await done(withArguments(line, ['1'])))).toMatchObject({ id: 1, done_on: '2025-01-10' });
  });

  it('is the removed records with --format json', async () => {
    const object = JSON.parse(await done(run`task show 1 --json`));
    expect(JSON.parse(await done(run`task remove 1 --dry-run --json`))).toEqual(object);
    expect(JSON.parse(await done(withStdin('task remove REFS --dry-run --json', '1\n')))).toEqual([object]);
    expect(JSON.parse(await done(withStdin('task remove REFS --yes --json', '')))).toEqual([]);
    expect(JSON.parse(await done(run`task remove 2 1 --yes --json`)).map(({ id }: { id: number }) => id)).toEqual([
      2, 1,
    ]);
    await done(run`decision object ${silent[0] ?? ''} --party IND`);
    const objection = JSON.parse(await done(run`decision object ${silent[0] ?? ''} --party IND --remove --yes --json`));
    expect(objection).toMatchObject({ decision: silent[0], party: 'IND' });
  });

  it('names the records that cannot be changed, and why', async () => {
    const { stderr, stdout, exitCode } = await run`decision edit SOC-2024-12-05/1 SOC-2024-12-05/2 --symbol S/1`;
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 });
    expect(stderr).toContain('cica: SOC-2024-12-05/2: symbol: the symbol S/1 already belongs to SOC-2024-12-05/1');
    const dates = await run`decision edit SOC-2023-12-12/2 SOC-2024-12-05/2 --date 2020-01-01`;
    expect(lines(dates.stderr)).toEqual([
      'cica: 2 records cannot be changed like this',
      '  SOC-2023-12-12/2: date: 2020-01-01 is not a day of the meeting, which was held on 2023-12-12',
      '  SOC-2024-12-05/2: date: 2020-01-01 is not a day of the meeting, which was held on 2024-12-05',
      'leave the date out, or give one of these days; nothing was changed',
    ]);
    refused(await run`decision edit SOC-2023-12-12/2 SOC-2024-12-05/2 --to NOBODY`, 3, '--to: no body "NOBODY"');
    expect(await state()).toEqual(before);
  });

  it('lists all references that are wrong', async () => {
    const { stderr, exitCode } = await withStdin('decision edit REFS --tag x', 'A\nSOC-2023-12-12/2\n\nB\n');
    expect(exitCode).toBe(3);
    expect(lines(stderr).slice(0, 3)).toEqual([
      'cica: 2 references are wrong',
      '  line 1: no decision "A"',
      '  line 4: no decision "B"',
    ]);
    const many = Array.from({ length: 50_000 }, (_, at) => `SOC-1999-01-01/${at + 1}`).join('\n');
    expect((await withStdin('decision edit REFS --tag x', many)).stderr).toContain('at least 20 references are wrong');
  });
});

describe('show', () => {
  it.each([
    ['decision show REFS', ['SOC-2023-12-12/5', 'SOC-2023-12-12/6']],
    ['meeting show REFS', ['MC-2023-09', 'MC-2023-12-26']],
    ['agenda show REFS', ['SOC-2023-12-12#1', 'SOC-2023-12-12#2']],
    ['party show REFS', ['KAZ', 'Mongolia']],
    ['body show REFS', ['SOC', 'MC']],
    ['document show REFS', ['A/1', 'Paper, second']],
    ['task show REFS', ['1', '2']],
    ['show REFS', ['KAZ', 'SOC-2023-12-12/5', 'MC', 'A/1']],
  ])('%s: pages, and data', async (line, refs) => {
    const one = await Promise.all(refs.map((ref) => done(withArguments(line, [ref]))));
    expect(await done(withArguments(line, refs))).toBe(one.join('\n'));
    const objects = await Promise.all(refs.map((ref) => done(withArguments(`${line} --json`, [ref]))));
    expect(JSON.parse(await done(withArguments(`${line} --json`, refs)))).toEqual(
      objects.map((text) => JSON.parse(text)),
    );
    const input = refs.map((ref) => `"${ref}"`).join('\n');
    expect(await done(withStdin(line, input))).toBe(one.join('\n'));
    refused(await withArguments(line, [...refs, 'no-such']), 3, 'no');
    if (line === 'show REFS') {
      refused(await withArguments(`${line} --format csv`, refs), 2, 'KAZ and SOC-2023-12-12/5 have different columns');
    } else if (line !== 'meeting show REFS') {
      const rows = await done(withArguments(`${line} --format ndjson`, refs));
      expect(rows).toBe(
        (await Promise.all(refs.map((ref) => done(withArguments(`${line} --format ndjson`, [ref]))))).join(''),
      );
    }
  });

  it('gives meetings as YAML that can be imported', async () => {
    const yaml = await done(run`meeting show MC-2023-09 MC-2023-12-26 --format yaml`);
    expect(yaml.split('\n---\n').map((text) => /ref: (\S+)/.exec(text)?.[1])).toEqual(['MC-2023-09', 'MC-2023-12-26']);
    expect(await done(withStdin('meeting show REFS --json', ''))).toBe('[]\n');
  });
});

describe('references from stdin', () => {
  const line = 'decision edit REFS --add-tag x --dry-run';
  const one = 'SOC-2023-12-12/2';

  it.each([
    ['blank lines and spaces', `\n\n  ${one}  \n \n`],
    ['CR LF', `${one}\r\n`],
    ['CR alone', `${one}\rSOC-2023-12-12/5\r`],
    ['no line feed at the end', one],
    ['a byte order mark', `\ufeff${one}\n`],
    ['UTF-16', Buffer.from(`\ufeff${one}\n`, 'utf16le')],
    ['quotes', `"${one}"\n`],
    ['a reference in small letters', one.toLowerCase()],
  ])('takes %s', async (_, input) => {
    expect((await done(withStdin(line, input))).split('\n')[0]).toBe(one);
  });

  it('accepts quotes in quotes', async () => {
    await done(run`document add ${'A "quoted", long title'} --meeting MC-2023-09`);
    const titles = await done(run`document list --columns title --format csv --no-header --meeting MC-2023-09`);
    expect(titles).toBe('"A ""quoted"", long title"\n');
    expect(await done(withStdin('document edit REFS --language en', titles))).toBe('A "quoted", long title\n');
  });

  it.each<[string, string | Uint8Array, number, string]>([
    ['a header', `ref\n${one}\n`, 4, 'line 1 is a header, not a reference: "ref"'],
    ['a header of several columns', `ref,title\n${one},X\n`, 4, 'line 1 is a header, not a reference: "ref,title"'],
    ['several columns', `${one},Budget\n`, 3, `line 1: no decision "${one},Budget"`],
    ['a reference of something else', 'SOC-2023-12-12\n', 3, 'line 1: no decision "SOC-2023-12-12"'],
    ['JSON', `["${one}"]`, 4, `line 1 is JSON, not a reference: "["${one}"]"`],
    ['NDJSON', `{"ref":"${one}"}\n`, 4, 'line 1 is JSON, not a reference: '],
    [
      'a table',
      `ref   referred to  title\n${one}  MC   Budget\n`,
      4,
      'line 1 is a header, not a reference: "ref   ref',
    ],
    ['a table without its header', `${one}  MC   Budget\n`, 3, `line 1: no decision "${one}  MC   Budget"`],
    ['a NUL byte', `${one}\n${one}\0\n`, 4, 'this is not text in UTF-8 or UTF-16'],
    ['bytes that are not UTF-8', Buffer.from([0x53, 0xff, 0x41, 0x0a]), 4, 'this is not text in UTF-8 or UTF-16'],
    ['a line of 10 MB', `${one}\n${'x'.repeat(10_000_000)}`, 4, 'line 2 is not a reference: it has 10,000,000 char'],
    ['a line of 20 MB', `${'x'.repeat(20_000_000)}\n`, 4, 'line 1 is not a reference: it has too many characters'],
    ['too many lines', 'a\n'.repeat(1_000_001), 4, 'more than 1,000,000 references'],
  ])('refuses %s', async (_, input, code, message) => {
    const ran = await withStdin(line.replace(' --dry-run', ''), input);
    refused(ran, code, message);
    if (/header|JSON|Budget/.test(message)) expect(ran.stderr).toContain('alone: --columns ref --no-header');
    expect(await state()).toEqual(before);
  });

  it.each([
    ['decision edit REFS --add-tag x', 'no decision was named; nothing was changed'],
    ['task done REFS', 'no task was named; nothing was changed'],
    ['decision answer REFS --by MC-2025-01-10/1 --accept', 'no decision was named; nothing was changed'],
    ['decision object REFS --party IND', 'no objection was named; nothing was changed'],
    ['decision remove REFS', 'no decision was named; nothing was removed'],
  ])('%s without any does nothing, and is done', async (line, message) => {
    expect(await withStdin(line, '\n')).toEqual({ stdout: '', stderr: `${message}\n`, exitCode: 0 });
    expect(await state()).toEqual(before);
  });

  it('leave no way to confirm, so a removal requires --yes', async () => {
    const ran = await withStdin('decision remove REFS', silent.join('\n'));
    refused(ran, 2, 'removing the decisions SOC-2024-12-05/6, SOC-2024-12-05/7 needs confirmation');
    expect(ran.stderr).toContain('add --yes to skip it, since stdin is read for references');
    expect(await state()).toEqual(before);
  });

  it('stand alone, and open no editor', async () => {
    refused(
      await withStdin('decision edit - SOC-2023-12-12/5 --tag x', ''),
      2,
      '- cannot be combined with other references',
    );
    refused(await withStdin('decision edit REFS', `${one}\n`), 2, 'nothing to change');
    refused(await run`decision edit SOC-2023-12-12/5 SOC-2023-12-12/6`, 2, 'nothing to change');
  });

  it('come from a list', async () => {
    const budgetsFound = await done(run`decision list --kind budget --columns ref --no-header`);
    expect(await done(withStdin('decision edit REFS --add-tag finances', budgetsFound))).toBe(budgetsFound);
    expect(await done(run`decision list --tag finances --columns ref --no-header`)).toBe(budgetsFound);
  });

  it('are accepted by the thousand', async () => {
    const csv = Array.from({ length: 3_000 }, (_, at) => `MC-2025-01-10,Decision ${at + 1},note`).join('\n');
    const file = join(temporaryFolder(), 'decisions.csv');
    writeFileSync(file, `meeting,title,action\n${csv}\n`);
    await done(inProcess(['import', file], { db }));
    const refs = await done(run`decision list --meeting MC-2025-01-10 --action note --columns ref --no-header`);
    const { stdout, stderr } = await withStdin('decision edit REFS --add-tag x', refs);
    expect(stdout).toBe(refs);
    expect(lines(stderr).at(-1)).toBe('3,000 decisions: 3,000 changed');
    expect(lines(stderr).filter((one) => one.startsWith('changed:')).length).toBe(20);
    expect(JSON.parse(await done(withStdin('decision edit REFS --remove-tag x --json', refs))).length).toBe(3_000);
    expect(await done(withStdin('decision remove REFS --yes', refs))).toBe(refs);
    await done(run`undo --yes`);
    expect(await done(run`decision list --meeting MC-2025-01-10 --action note --columns ref --no-header`)).toBe(refs);
  });
});

describe('on a register of its own', () => {
  let own: string;
  beforeAll(async () => {
    own = await demoRegister();
    await done(session(own)`instrument add CPJ ${'Another one'}`);
    await done(session(own)`document add ${'Without a symbol'}`);
    await done(session(own)`document add ${'With one'} --symbol D/1`);
  });
  const withStdin = (line: string, input: string): Promise<Ran> =>
    session(own, { here: true, input })(line.replace('REFS', '-'));

  it('says how many lines were blank', async () => {
    const symbols = await done(session(own)`document list --columns symbol --no-header`);
    const { stderr } = await withStdin('document remove REFS --yes --dry-run', symbols);
    expect(stderr).toContain('skipped 1 blank line; a document without a symbol is named by its title\n');
    const edited = await withStdin('decision edit REFS --add-tag x --dry-run', `SOC-2023-12-12/2\n\n \n`);
    expect(edited.stderr).toMatch(/^skipped 2 blank lines$/m);
  });

  it.each([
    ['party edit REFS --add-alias foo', 'KAZ\nSAU\nMNG', '3 parties cannot share the alias "foo"'],
    ['party edit REFS --alias foo', 'KAZ\nSAU', '2 parties cannot share the alias "foo"'],
    ['party edit REFS --name Foo', 'KAZ\nSAU', '2 parties cannot share the name "Foo"'],
    ['body edit REFS --add-alias foo', 'SOC\nMC', '2 bodies cannot share the alias "foo"'],
    ['body edit REFS --code FOO', 'SOC\nMC', '2 bodies cannot share the code "FOO"'],
    ['instrument edit REFS --title Foo', 'CPI\nCPJ', '2 instruments cannot share the title "Foo"'],
  ])('%s gives nobody what only one can have', async (line, input, message) => {
    refused(await withStdin(line, input), 4, message);
  });

  it('takes aliases from several', async () => {
    expect((await withStdin('party edit REFS --alias= --dry-run', 'KAZ\nSAU')).exitCode).toBe(0);
  });
});
