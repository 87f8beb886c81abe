import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cica, demoRegister, temporaryFolder } from '../support/cica';
import { done, everything, insides, type Run, refused, session } from '../support/session';

let run: Run;
let before: string[];
const folder = temporaryFolder();
beforeAll(async () => {
  run = session(await demoRegister(), { cwd: folder });
  before = await everything(run);
  mkdirSync(join(folder, 'folder'));
});

afterAll(async () => {
  expect(await everything(run)).toEqual(before);
});

const header = 'meeting,action,title';
const row = 'SOC-2023-12-12,adopt';
const bomb = [
  'a: &a [x,x,x,x]',
  ...['b', 'c', 'd', 'e'].map((key, index) => `${key}: &${key} [${`*${'abcd'[index]},`.repeat(9)}]`),
];

it.each([
  ['bad.csv', `${header}\n${row},a "b" c\n`, 'bad.csv:2:3: the quotes of a field are not right'],
  ['bad.csv', `${header}\n${row},"a "b" c"\n`, 'bad.csv:2:3: the quotes of a field are not right'],
  ['bad.csv', `${header}\n${row},"open\n${row},b\n`, 'bad.csv:2:3: a field begins with a quote that nothing closes'],
  ['bad.csv', `${header}\n${row}\n${row},a,b\n`, 'bad.csv:2:1: the line has 2 fields, the header 3'],
  ['bad.csv', `${header}\n${row},a,b\n`, 'bad.csv:2:1: the line has 4 fields, the header 3'],
  ['bad.csv', 'meeting,title,kind\nSOC-2023-12-12,a,plan\n', 'bad.csv:2:1: a decision needs an action'],
  ['bad.csv', `${header},colour\n${row},a,red\n`, 'bad.csv:1:4: a decision has no column "colour"'],
  ['bad.csv', `${header},title\n${row},a,b\n`, 'bad.csv:1:4: the column "title" occurs twice'],
  ['bad.csv', 'code,name\nAAA,b\n', 'bad.csv:1:1: the columns could be those of bodies or parties'],
  ['bad.csv', `${row},a\n`, 'bad.csv:1:1: there is no header that names columns'],
  ['bad.csv', Buffer.from(`${header}\n${row},caf\xe9\n`, 'latin1'), 'bad.csv:1:1: this is not text in UTF-8 or UTF-16'],
  ['bad.csv', Buffer.from([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0, 8, 0, 0xff]), 'bad.csv:1:1: '],
  ['empty.csv', '', 'empty.csv:1:1: the file is empty'],
  ['empty.yaml', ' \n', 'empty.yaml:1:1: the file is empty'],
  ['bad.ndjson', '{"meeting":\n', 'bad.ndjson:1:1: this is not JSON: '],
  [
    'bad.ndjson',
    '{"code":"A","name":"B","kind":{},"reports_to":null}\n',
    'bad.ndjson:1:1: kind is not a value that can be read',
  ],
  ['bad.yaml', 'meeting:\n\tbody: SOC\n', 'bad.yaml:2:1: this is not YAML: Tabs are not allowed'],
  ['bad.yaml', 'meeting:\n  body: SOC\n  body: MC\n', 'bad.yaml:3:3: the key "body" occurs twice'],
  [
    'bad.yaml',
    `${bomb.join('\n')}\nmeeting: {body: SOC, date: 2024-01-01, title: *e}\n`,
    'bad.yaml:6:47: an alias of YAML (*) is not taken',
  ],
  ['bad.yaml', 'meeting: {body: SOC, date: 2024-01-01}\n---\nmeeting: {body: [\n', 'bad.yaml:4:1: this is not YAML: '],
  [
    'bad.yaml',
    'meeting: {body: SOC, date: 2024-01-01}\n---\nmeeting: {body: SOC}\n',
    'bad.yaml:3:10: a meeting needs a date',
  ],
  ['bad.yaml', 'meeting: {body: NO, date: 2024-01-01}\n', 'bad.yaml:1:17: body: no body "NO"'],
  ['bad.json', '[{}]', 'bad.json:1:1: a JSON array is not read'],
  ['bad.yaml', 'decisions: []\n', 'bad.yaml:1:1: a document without a meeting'],
  ['bad.yaml', 'just text\n', 'bad.yaml:1:1: a document that is not a mapping'],
  [
    'bad.yaml',
    'meeting: {body: SOC, date: 2024-01-01}\nagenda: [x]\n',
    'bad.yaml:2:10: this is not an agenda item but a text',
  ],
  ['bad.yaml', 'meeting: {body: SOC, date: 2024-01-01, titel: x}\n', 'bad.yaml:1:40: a meeting has no key "titel"'],
])('%s %j', async (name, content, error) => {
  writeFileSync(join(folder, name), content);
  const { stdout, stderr, exitCode } = await run`import ${name}`;
  expect(stderr).toContain(error);
  expect(stderr).toMatch(
    /\ncica: \d+ errors? in what was to be imported\nfix that and import again; nothing was imported\n$/,
  );
  expect(stderr).not.toMatch(insides);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 });
});

it('that is not there, or is a folder', async () => {
  refused(await run`import nothere.csv`, 1, 'nothere.csv cannot be read: there is no such file');
  refused(await run`import folder`, 1, 'folder cannot be read: it is a folder');
});

it('of nothing from standard input', async () => {
  expect(await run`import -`).toMatchObject({
    stderr: expect.stringContaining('standard input:1:1: the file is empty'),
    exitCode: 4,
  });
});

it('takes as text what YAML could take for something else, and what a spreadsheet takes for a formula', async () => {
  const other = await demoRegister();
  const input = `meeting: {body: SOC, date: 2024-01-01, title: NO, place: 2023-12-12}
agenda: [{number: 4.10, title: 0x1F}]
decisions: [{action: adopt, title: "=cmd|' /C calc'!A0", item: 4.10, tags: [yes, ~, 1e3]}]
`;
  await done(cica(['import', '-'], { db: other, input }));
  const [meeting] = JSON.parse(
    await done(session(other)`export meetings --since 2024-01-01 --until 2024-01-01 --format json`),
  );
  expect(meeting.meeting).toMatchObject({ title: 'NO', place: '2023-12-12' });
  expect(meeting.agenda[0]).toMatchObject({ number: '4.10', title: '0x1F' });
  expect(meeting.decisions[0]).toMatchObject({ item: '4.10', title: "=cmd|' /C calc'!A0", tags: ['yes', '~', '1e3'] });
});
