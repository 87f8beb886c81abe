import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { parse, serialize } from 'parse5';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoRegister, temporaryFolder } from '../support/cica';
import { done, type Run, refused, session } from '../support/session';

let db: string;
let folder: string;
let run: Run;
beforeAll(async () => {
  db = await demoRegister();
});
beforeEach(() => {
  folder = temporaryFolder();
  run = session(db, { cwd: folder });
});

const bytes = (name: string): Buffer => readFileSync(join(folder, name));
/** The text of a Word document, without its styles. */
const wordText = async (name: string): Promise<string> =>
  (await mammoth.extractRawText({ buffer: bytes(name) })).value.replaceAll('\u2011', '-');

describe('a document', () => {
  it.each([
    ['record.md', 'record'],
    ['record.html', 'record'],
    ['record.docx', 'record'],
    ['agenda.htm', 'agenda'],
    ['agenda.DOCX', 'agenda'],
  ])('is written in the format that the ending of %s says', async (name, verb) => {
    expect(await run`meeting ${verb} SOC-2023-12-12 -o ${name}`).toEqual({
      stdout: '',
      stderr: `wrote the ${verb} of SOC-2023-12-12 to ${name}\n`,
      exitCode: 0,
    });
    const text = /docx$/i.test(name) ? await wordText(name) : bytes(name).toString('utf8');
    expect(text).toContain('Planning documents for 2024');
    expect(text.startsWith('<!DOCTYPE html>')).toBe(/html?$/.test(name));
  });

  it('has the same text in every format', async () => {
    const markdown = await done(run`meeting record SOC-2023-12-12`);
    const html = await done(run`meeting record SOC-2023-12-12 --format html`);
    await done(run`meeting record SOC-2023-12-12 -o record.docx`);
    const words = (text: string) => text.match(/[\p{L}\p{N}/-]+/gu)?.filter((word) => !/^-*\d?\d?$/.test(word));
    const body = /<main>.*<\/main>/s.exec(serialize(parse(html)))?.[0].replaceAll(/<[^>]*>/g, ' ') ?? '';
    expect(words(body.replaceAll('&amp;', '&'))).toEqual(words(markdown));
    expect(words(await wordText('record.docx'))).toEqual(words(markdown));
  });

  it('lists decisions as a table, by symbol or reference, date, title and status', async () => {
    await done(run`decision list --year 2022-2023 --body SOC,SWG --as-of 2024-03-01 -o decisions.docx`);
    const { value } = await mammoth.convertToHtml({ buffer: bytes('decisions.docx') });
    expect(value.replaceAll(/<\/?p>/g, '')).toContain(
      '<tr><th><strong>Symbol</strong></th><th><strong>Date</strong></th><th><strong>Title</strong></th><th><strong>Status</strong></th></tr>',
    );
    expect(value.replaceAll(/<\/?p>/g, '').replaceAll('\u2011', '-')).toContain(
      '<tr><td>SWG-2022-12-12/1</td><td>12 December 2022</td><td>Draft concept paper on tourism</td><td>referred to SOC</td></tr>',
    );
    expect(value).toContain('13 decisions, as of 1 March 2024');
    const html = await done(run`decision list --columns symbol,action,parties --format html --sort ref --limit 1`);
    expect(html).toContain('<tr><th>Symbol</th><th>Action</th><th>Parties</th></tr>');
    expect(html).toContain('<tr><td></td><td>endorsed</td><td></td></tr>');
    expect(await done(run`decision list --year 2001 --format html`)).toContain('<p>There are no such decisions.</p>');
  });

  it('uses landscape for a table with many columns', async () => {
    await done(run`decision list --columns ref,date,action,kind,title,status -o wide.docx`);
    const xml = strFromU8(unzipSync(bytes('wide.docx'))['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>');
  });

  it('is written into a template', async () => {
    await done(run`decision list -o letterhead.docx`);
    await done(run`meeting record SOC-2023-12-12 --template letterhead.docx -o record.docx`);
    expect(await wordText('record.docx')).toMatch(/^Senior Officials Committee: record of decisions\n/);
    expect(await wordText('record.docx')).not.toContain('27 decisions');
  });

  it.each([
    [
      'a template of another format',
      'meeting record SOC-2023-12-12 --template a.docx',
      2,
      '--template is for Word documents, not for markdown',
    ],
    ['a template of a table', 'decision list --template a.docx', 2, '--template is for Word documents, not for table'],
    [
      'no template',
      'meeting record SOC-2023-12-12 --template none.docx -o r.docx',
      1,
      'the template none.docx cannot be read: ',
    ],
    [
      'a folder as a template',
      'meeting record SOC-2023-12-12 --template there -o r.docx',
      4,
      'the template there is not a file',
    ],
    [
      'a device as a template',
      'meeting record SOC-2023-12-12 --template /dev/zero -o r.docx',
      4,
      'the template /dev/zero is not a file',
    ],
    [
      'a text as a template',
      'meeting record SOC-2023-12-12 --template a.docx -o r.docx',
      4,
      'the template a.docx cannot be used: it is not a Word document',
    ],
    [
      'a template that would be replaced',
      'meeting record SOC-2023-12-12 --template a.docx -o ./a.docx',
      2,
      '-o would replace the template a.docx',
    ],
    [
      'a plain record as of a day',
      'meeting record SOC-2023-12-12 --plain --as-of 2024-03-01',
      2,
      '--plain cannot be used with --as-of',
    ],
    [
      'a folder that does not exist',
      'meeting record SOC-2023-12-12 -o nowhere/r.docx',
      1,
      'nowhere/r.docx cannot be written: ',
    ],
    ['a folder as output', 'meeting agenda SOC-2023-12-12 --format docx -o there', 1, 'there cannot be written: '],
    ['a full disk', 'meeting record SOC-2023-12-12 --format docx -o /dev/full', 1, '/dev/full cannot be written: '],
    ['another format', 'meeting record SOC-2023-12-12 -o r.pdf', 2, 'cica does not write .pdf files'],
    ['a meeting that does not exist', 'meeting record SOC-2020-01-01 -o r.docx', 3, 'no meeting SOC-2020-01-01'],
    [
      'flags of data',
      'decision list --format html --no-header',
      2,
      '--no-header cannot be combined with --format html',
    ],
    ['flags of spreadsheets', 'decision list --excel -o r.docx', 2, '--excel cannot be combined with --format docx'],
    ['an unknown column', 'decision list --columns ref,nope -o r.docx', 2, 'no column "nope" to show'],
  ])('is not written for %s', async (_, line, code, message) => {
    mkdirSync(join(folder, 'there'));
    writeFileSync(join(folder, 'a.docx'), 'Dear Sir');
    refused(await run(line), code, message);
    expect(readdirSync(folder)).toEqual(['a.docx', 'there']);
  });

  it('replaces a file that is open elsewhere; its reader still sees the old content', async () => {
    writeFileSync(join(folder, 'r.docx'), 'as it was');
    const open = openSync(join(folder, 'r.docx'), 'r');
    await done(run`meeting record SOC-2023-12-12 -o r.docx`);
    expect(readFileSync(open, 'utf8')).toBe('as it was');
    closeSync(open);
    expect(await wordText('r.docx')).toContain('record of decisions');
  });

  it('keeps the existing file if the new one cannot be written', async () => {
    writeFileSync(join(folder, 'r.docx'), 'as it was');
    refused(await run`meeting record SOC-2020-01-01 -o r.docx`, 3, 'no meeting SOC-2020-01-01');
    expect(bytes('r.docx').toString()).toBe('as it was');
    expect(readdirSync(folder)).toEqual(['r.docx']);
  });
});
