import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { cica, presetRegister, type Ran, temporaryFolder } from '../support/cica';
import { done, everything, lines, type Run, session } from '../support/session';

let db: string;
let folder: string;
let run: Run;
beforeEach(async () => {
  db = await presetRegister();
  folder = temporaryFolder();
  run = session(db, { cwd: folder });
});

const file = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);
const piped = (input: string | Uint8Array, ...flags: string[]): Promise<Ran> =>
  cica(['import', '-', ...flags], { db, input });

const bodies = 'code,name,reports_to\nSUB,Subcommittee,TF\nTF,Task Force,SOC\n';
const parties = 'code,name,aliases,kind\nABC,Alphabet Club,,organisation\n';
const meetings = 'body,date,chair_party\nSUB,2024-05-01,ABC\n';
const agenda = 'meeting,number,title\nSUB-2024-05-01,1,Opening\n';
const decisions = 'meeting,item,action,title,parties\nSUB-2024-05-01,1,adopt,Rules,sponsor:Alphabet Club\n';

describe('several files', () => {
  it('are one transaction, in the order of their dependencies', async () => {
    file('1.csv', decisions);
    file('2.csv', agenda);
    file('3.csv', meetings);
    file('4.csv', parties);
    file('5.csv', bodies);
    expect(await run`import 1.csv 2.csv 3.csv 4.csv 5.csv`).toEqual({
      stdout: '',
      stderr:
        'imported: 2 bodies, 1 party, 1 meeting, 1 agenda item, 1 decision created; nothing updated; nothing unchanged\n',
      exitCode: 0,
    });
    const changes = JSON.parse(await done(run`log --columns entry,ref --format json`));
    const [last] = changes;
    expect(changes.filter(({ entry }: { entry: number }) => entry === last.entry)).toHaveLength(6);
    expect(await run`import 5.csv 4.csv 3.csv 2.csv 1.csv`).toMatchObject({
      stderr:
        'imported: nothing created; nothing updated; 2 bodies, 1 party, 1 meeting, 1 agenda item, 1 decision unchanged\n',
    });
  });

  it('are refused as a whole, with all errors by file, line and column', async () => {
    file('bodies.csv', `${bodies}tf 2,Another,SOC\n`);
    file('meetings.csv', 'body;date;mode\r\nSUB;2024-13-01;\r\nSUC;2024-05-01;onlin\r\n');
    file('more.ndjson', '{"meeting":"SOC-2024-01-01","action":"adopt","title":"x"}\n{"meeting"\n');
    file(
      'story.yaml',
      'meeting:\n  body: SOC\n  date: 2024-05-02\ndecisions:\n  - {action: adopted}\n  - {titel: x}\n',
    );
    file('wrong.csv', 'code,name,colour\n');
    const before = await everything(run);
    const { stdout, stderr, exitCode } = await run`import bodies.csv meetings.csv more.ndjson story.yaml wrong.csv`;
    expect(stdout).toBe('');
    expect(exitCode).toBe(4);
    expect(lines(stderr).map((line) => line.replace(/(?<=JSON): .*| \(.*\)$/, ''))).toEqual([
      'bodies.csv:4:1: code: "tf 2" is not a valid code',
      'meetings.csv:2:2: date: there is no month 13',
      'meetings.csv:3:1: body: no body "SUC"',
      'meetings.csv:3:3: mode: unknown mode "onlin"',
      'story.yaml:5:5: a decision needs a title',
      'story.yaml:6:6: a decision has no key "titel"',
      'more.ndjson:1:1: meeting: no meeting SOC-2024-01-01',
      'more.ndjson:2:1: this is not JSON',
      'wrong.csv:1:3: a body has no column "colour"',
      'cica: 9 errors in the import',
      'fix that and import again; nothing was imported',
    ]);
    expect(await everything(run)).toEqual(before);
  });
});

describe('the summary', () => {
  const before = 'meeting: {body: SOC, date: 2024-05-01, place: Astana}\ndecisions:\n  - {action: adopt, title: One}\n';
  const after = `meeting: {body: SOC, date: 2024-05-01, place: null, title: New}
decisions:
  - {action: adopt, title: One, tags: [a, b], referred_to: MC}
  - {action: approve, title: Two}
`;
  const told = (verb: string) => `SOC-2024-05-01
  title: (empty) → "New"
  place: "Astana" → (empty)
SOC-2024-05-01/1
  referred_to: (empty) → "MC"
  tags: (empty) → "a; b"
${verb}: 1 decision created; 1 meeting, 1 decision updated; nothing unchanged
`;

  it('says what is created, updated with old and new value, and unchanged', async () => {
    await piped(before);
    expect(await piped(after)).toEqual({ stdout: '', stderr: told('imported'), exitCode: 0 });
    expect((await piped(after)).stderr).toBe(
      'imported: nothing created; nothing updated; 1 meeting, 2 decisions unchanged\n',
    );
  });

  it('is the same with --dry-run, and nothing is written', async () => {
    await piped(before);
    const register = await everything(run);
    expect(await piped(after, '--dry-run')).toEqual({ stdout: '', stderr: told('would be imported'), exitCode: 0 });
    expect(await everything(run)).toEqual(register);
  });

  it('is data with --format json', async () => {
    const { stdout } = await piped(before, '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ created: { meeting: 1, decision: 1 }, updates: [], left: [] });
  });

  it('names records that are on record but not in the file', async () => {
    await piped(after);
    expect((await piped(before)).stderr).toContain('on record, but not in the files: SOC-2024-05-01/2\n');
    expect(await done(run`decision list --columns ref --no-header`)).toBe('SOC-2024-05-01/1\nSOC-2024-05-01/2\n');
  });
});

describe('a decision', () => {
  const titles = async () => lines(await done(run`decision list --columns ref,title --format csv --no-header`));
  const yaml = (...names: string[]) =>
    `meeting: {body: SOC, date: 2024-05-01}\ndecisions:\n${names.map((name) => `  - {action: adopt, title: ${name}}\n`).join('')}`;

  it('inserted into a file that was imported before does not renumber the others', async () => {
    await piped(yaml('A', 'B', 'C'));
    expect(await piped(yaml('A', 'New', 'B', 'C'))).toMatchObject({
      stderr: 'imported: 1 decision created; nothing updated; 1 meeting, 3 decisions unchanged\n',
    });
    expect(await titles()).toEqual(['/1,A', '/2,B', '/3,C', '/4,New'].map((row) => `SOC-2024-05-01${row}`));
  });

  it('that equals others is matched by position', async () => {
    await piped(yaml('A', 'A'));
    expect(await piped(yaml('A', 'A', 'A'))).toMatchObject({
      stderr:
        'warning: SOC-2024-05-01/3 has the same title as SOC-2024-05-01/1: if they are the same decision, remove one\n' +
        'imported: 1 decision created; nothing updated; 1 meeting, 2 decisions unchanged\n',
    });
  });

  it('is found by its ref, a former one too, and keeps the number that its file gives', async () => {
    await piped(
      'meeting: {body: SOC, date: 2024-05-01}\ndecisions: [{ref: SOC-2024-05-01/7, action: adopt, title: A}]',
    );
    await done(run`meeting edit SOC-2024-05-01 --date 2024-05-02`);
    await done(piped('ref,title\nSOC-2024-05-01/7,Renamed\n', '--as', 'decisions'));
    expect(await titles()).toEqual(['SOC-2024-05-02/7,Renamed']);
    await done(run`decision remove SOC-2024-05-02/7 --yes`);
    expect(await piped('ref,meeting,action,title\nSOC-2024-05-02/7,SOC-2024-05-02,adopt,Other\n')).toMatchObject({
      stderr: expect.stringContaining("1:ref: the reference SOC-2024-05-02/7 was another decision's".slice(2)),
      exitCode: 4,
    });
  });
});

describe('in CSV', () => {
  it('an absent column leaves a field as it is, an empty one clears it', async () => {
    await done(run`meeting add --body SOC --date 2024-05-01 --place Astana --title Title`);
    await done(piped('ref,place\nSOC-2024-05-01,\n', '--as', 'meetings'));
    expect(await done(run`meeting list --columns place,title --format csv --no-header`)).toBe(',Title\n');
  });

  it.each([
    ['a BOM and CRLF', Buffer.from('\ufeffcode,name\r\nXYZ,"Über, ""uns"""\r\n')],
    ['semicolons', Buffer.from('code;name\nXYZ;"Über, ""uns"""\n')],
    ['tabs', Buffer.from('code\tname\nXYZ\t"Über, ""uns"""\n')],
    ['UTF-16 with a BOM', Buffer.from('\ufeffcode,name\r\nXYZ,"Über, ""uns"""\r\n', 'utf16le')],
    ['UTF-16 without one', Buffer.from('code,name\nXYZ,"Über, ""uns"""\n', 'utf16le')],
    ['big-endian UTF-16', Buffer.from('\ufeffcode,name\nXYZ,"Über, ""uns"""\n', 'utf16le').swap16()],
    ['names as people write them', Buffer.from(' Code , "Name" \n XYZ , "Über, ""uns""" \n ,\n,\n')],
  ])('%s are recognised', async (_, input) => {
    await done(piped(input, '--as', 'bodies'));
    expect(JSON.parse(await done(run`body show XYZ --format json`)).name).toBe('Über, "uns"');
  });

  it('the line of an error is correct after multi-line fields', async () => {
    const { stderr } = await piped('code,name,kind\nAAA,"a\n""b""\nc",state\nBBB,b,planet\n', '--as', 'parties');
    expect(stderr).toContain('standard input:2:2: name contains a tab or a line break');
    expect(stderr).toContain('standard input:5:3: kind: unknown kind "planet"');
  });
});
