import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cica, demoRegister, presetRegister, temporaryFolder } from '../support/cica';
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

/** A ZIP archive with files of these names, as far as its beginning shows them. */
const zip = (...names: readonly string[]): Buffer =>
  Buffer.concat(names.map((name) => Buffer.from(`PK\u0003\u0004\u0014\u0000\u0006\u0000${name}\u00ff`, 'latin1')));

const sheet = 'save it as CSV (UTF-8)';
const report = 'if it reports a meeting: cica draft FILE';
const document = 'write its decisions as YAML or CSV';

it.each<[name: string, content: string | Buffer, what: string, advice: string]>([
  ['list.xlsx', zip('[Content_Types].xml', 'xl/workbook.xml'), 'an Excel workbook (.xlsx)', sheet],
  ['list.csv', zip('[Content_Types].xml', 'xl/workbook.xml'), 'an Excel workbook (.xlsx)', sheet],
  ['list.xlsx', zip('[Content_Types].xml'), 'an Office file (.xlsx, .docx)', sheet],
  [
    'list.ods',
    zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
    'an OpenDocument spreadsheet (.ods)',
    sheet,
  ],
  ['list.odt', zip('mimetypeapplication/vnd.oasis.opendocument.text'), 'an OpenDocument text (.odt)', document],
  ['minutes.docx', zip('[Content_Types].xml', 'word/document.xml'), 'a Word document (.docx)', report],
  ['list.numbers', zip('Index/Document.iwa'), 'a Numbers or Pages document', sheet],
  ['slides.pptx', zip('ppt/presentation.xml'), 'a presentation (.pptx)', document],
  ['all.zip', zip('decisions.csv'), 'a ZIP archive', 'unpack it'],
  ['list.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an old or encrypted Office file (.xls, .doc)', sheet],
  ['list.xls', '<html><table><tr><td>action', 'an HTML page', sheet],
  ['list.xls', '\ufeff<?xml version="1.0"?><Workbook>', 'an XML file', sheet],
  ['minutes.pdf', Buffer.from('%PDF-1.7\n\u00e2\u00e3', 'latin1'), 'a PDF file', report],
  ['minutes.rtf', '{\\rtf1\\ansi', 'an RTF document', document],
  ['minutes.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'a picture', document],
  ['minutes.jpg', Buffer.from('ffd8ffe000104a46', 'hex'), 'a picture', document],
  ['all.csv.gz', Buffer.from('1f8b0800000000000003', 'hex'), 'a compressed file', 'unpack it'],
  ['cica.db', 'SQLite format 3\0', 'an SQLite database', 'import the output of `cica export`'],
])('%s: %j is named as what it is', async (name, content, what, advice) => {
  writeFileSync(join(folder, name), content);
  for (const ran of [await run`import ${name}`, await session(await presetRegister(), { input: content })`import -`]) {
    expect(ran.stderr).toContain(`:1:1: this is ${what}, which cannot be imported (${advice}`);
    expect(ran).toMatchObject({ stdout: '', exitCode: 4 });
  }
});

it('reads a CSV file that is called .xlsx', async () => {
  writeFileSync(join(folder, 'names.xlsx'), `${header}\n${row},A title\n`);
  expect(await run`import names.xlsx --dry-run`).toMatchObject({ exitCode: 0 });
});

it.each([
  ['bad.csv', `${header}\n${row},a "b" c\n`, 'bad.csv:2:3: a field is not quoted correctly'],
  ['bad.csv', `${header}\n${row},"a "b" c"\n`, 'bad.csv:2:3: a field is not quoted correctly'],
  ['bad.csv', `${header}\n${row},"open\n${row},b\n`, 'bad.csv:2:3: a field begins with a quote that nothing closes'],
  ['bad.csv', `${header}\n${row}\n${row},a,b\n`, 'bad.csv:2:1: the line has 2 fields, but the header has 3'],
  ['bad.csv', `${header}\n${row},a,b\n`, 'bad.csv:2:1: the line has 4 fields, but the header has 3'],
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
    'bad.yaml:6:47: YAML aliases (*) are not supported',
  ],
  ['bad.yaml', 'meeting: {body: SOC, date: 2024-01-01}\n---\nmeeting: {body: [\n', 'bad.yaml:4:1: this is not YAML: '],
  [
    'bad.yaml',
    'meeting: {body: SOC, date: 2024-01-01}\n---\nmeeting: {body: SOC}\n',
    'bad.yaml:3:10: a meeting needs a date',
  ],
  ['bad.yaml', 'meeting: {body: NO, date: 2024-01-01}\n', 'bad.yaml:1:17: body: no body "NO"'],
  ['bad.json', '[{}]', 'bad.json:1:1: JSON arrays cannot be imported'],
  ['bad.yaml', 'decisions: []\n', 'bad.yaml:1:1: a document without a meeting'],
  ['bad.yaml', 'just text\n', 'bad.yaml:1:1: this document is not a mapping'],
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
  expect(stderr).toMatch(/\ncica: \d+ errors? in the import\nfix that and import again; nothing was imported\n$/);
  expect(stderr).not.toMatch(insides);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 });
});

it('that does not exist, or is a folder', async () => {
  refused(await run`import nothere.csv`, 1, 'nothere.csv cannot be read: there is no such file');
  refused(await run`import folder`, 1, 'folder cannot be read: it is a folder');
});

it('of nothing from standard input', async () => {
  expect(await run`import -`).toMatchObject({
    stderr: expect.stringContaining('standard input:1:1: the file is empty'),
    exitCode: 4,
  });
});

it('reads as text what YAML could read as another type, and spreadsheets as a formula', async () => {
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
