import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EvidenceText } from '../../src/domain/evidence/evidence';
import { Problem } from '../../src/domain/problem';
import { readSource, type Source } from '../../src/formats/source/source';
import { workerExtractor } from '../../src/formats/source/worker';
import { temporaryFolder } from '../support/cica';
import { docx, pdf, pdfOf, zip } from '../support/sources';

const extract = workerExtractor(resolve('dist/extract.cjs'));

function read(content: string | Buffer, name = 'report'): Promise<Source> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return readSource(path, Readable.from([]), extract);
}

/** What is said of a source that cannot be read, without its folder. */
async function refusal(content: string | Buffer, name = 'report'): Promise<string> {
  const error = await read(content, name).then(
    () => new Error('it was read'),
    (caught: unknown) => caught,
  );
  if (!(error instanceof Problem)) throw error;
  return `${error.message.replace(/^.*\//, '')}; ${error.advice}`;
}

const page = `<!doctype html><html><head><title>News</title><script>let adopted = 'script';</script></head><body>
  <header>Ministry</header><nav><a href="/">Home adopted</a></nav>
  <main><h1>Committee meets</h1><p>The Committee <b>adopted</b>&nbsp;the plan<br>and the <a href="http://x.test/">budget</a>.</p>
  <table><tr><td>Item one was approved.</td><td>Noted.</td></tr></table><form><label>Mail</label><button>Subscribe</button></form><p style="color:red; display:none">It adopted all.</p><p hidden>It did.</p></main>
  <footer>Contact</footer></body></html>`;

describe('the text of a source, whatever its name', () => {
  it.each<[string, string | Buffer, Source['kind'], string]>([
    ['text', 'It adopted\r\nthe plan.\r\n', 'text', 'It adopted\nthe plan.'],
    ['UTF-16', Buffer.from('\ufeffIt adopted “it”.', 'utf16le'), 'text', 'It adopted “it”.'],
    ['what cannot be seen', 'It ad\u00adop\u200bted\u00a0it\u202e.\f\n\n\nNext', 'text', 'It adopted it.\n\nNext'],
    ['letters and marks', 'Re\u0301union', 'text', 'Réunion'],
    [
      'HTML',
      page,
      'HTML',
      'Committee meets\n\nThe Committee adopted the plan\nand the budget.\n\nItem one was approved.\nNoted.',
    ],
    [
      'HTML in articles',
      page.replaceAll('main>', 'article>'),
      'HTML',
      'Committee meets\n\nThe Committee adopted the plan\nand the budget.\n\nItem one was approved.\nNoted.',
    ],
    [
      'HTML in one form',
      '<html><body><form id="aspnet"><div><p>It met.</p></div></form></body></html>',
      'HTML',
      'It met.',
    ],
    ['HTML with its main part empty', '<html><body><main></main><p>It met.</p></body></html>', 'HTML', 'It met.'],
    [
      'HTML in Cyrillic letters of one byte',
      Buffer.from('<html><meta charset="windows-1251"><p>\xca\xee\xec\xe8\xf2\xe5\xf2</p></html>', 'latin1'),
      'HTML',
      'Комитет',
    ],
    ['DOCX', docx(['It adopted the &amp; plan.', 'It closed.']), 'DOCX', 'It adopted the & plan.\n\nIt closed.'],
    [
      'PDF',
      pdf([['It adopted the bud-', 'get (new).', '', 'It met'], ['again.']]),
      'PDF',
      'It adopted the bud-\nget (new).\n\nIt met\nagain.',
    ],
  ])('%s', async (_, content, kind, text) => {
    const source = await read(content);
    expect(source).toMatchObject({ kind, text, warnings: [], size: Buffer.from(content).length });
    expect(source.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('Markdown, by its name, without its marks', async () => {
    const markdown =
      '---\ntitle: x\n---\n# Report #\n\nIt **adopted** [the _plan_](http://x.test) for snake_case \\* 2 * 3 * 4.\n\n> Quoted.\n\n```\ncode\n```\n<!-- no -->- One';
    const { kind, text } = await read(markdown, 'report.MD');
    expect(kind).toBe('Markdown');
    expect(text).toBe('Report\n\nIt adopted the plan for snake_case * 2 * 3 * 4.\n\nQuoted.\n\ncode\n\n- One');
  });

  it('a stream', async () => {
    expect(await readSource('-', Readable.from([Buffer.from('It '), Buffer.from('met.')]), extract)).toMatchObject({
      name: 'standard input',
      text: 'It met.',
    });
  });

  it('a PDF without page numbers and running titles', async () => {
    const pages = ['one', 'two', 'three'].map((word, index) => [
      'Report of 2023',
      `It met ${word}`,
      `on day ${word}`,
      `Page ${index + 1} of 3`,
    ]);
    expect((await read(pdf(pages))).text).toBe(
      'It met one\non day one\nIt met two\non day two\nIt met three\non day three',
    );
  });

  it('a PDF with a scanned page, with a warning', async () => {
    expect((await read(pdf([['It met.'], []]))).warnings).toEqual([
      'page 2 without text, perhaps a picture: nothing of it was read',
    ]);
  });
});

describe('an unreadable source', () => {
  const entity = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  const corruptWord = 'the Word document is corrupt; open it in a word processor, and save it again';
  const corruptPdf =
    'the PDF is corrupt, or not a PDF after all; open it in a PDF viewer, and save or download it again';
  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'there is no text in it; check which file you meant'],
    ['spaces', ' \n\u00a0\n', 'there is no text in it; check which file you meant'],
    [
      'bytes',
      Buffer.from([0xc3, 0x28, 0xff]),
      'this is not text in UTF-8 or UTF-16; save it as text in UTF-8, as DOCX or as PDF',
    ],
    ['zeros', 'It\0met', 'this is not text in UTF-8 or UTF-16; save it as text in UTF-8, as DOCX or as PDF'],
    [
      'a workbook',
      zip({ 'xl/workbook.xml': '' }),
      'this is an Excel workbook (.xlsx); save the part that reports the meeting as text, DOCX or PDF',
    ],
    [
      'too much',
      Buffer.alloc(50_000_001, 'a'),
      'report has more than 50 MB, the limit for a source; take the part that reports the meeting',
    ],
    [
      'too long a text',
      Buffer.alloc(10_000_001, 'a'),
      'its text has more than 10,000,000 characters, the limit; take the part that reports the meeting',
    ],
    [
      'HTML that is nested without end',
      `<html>${'<div>'.repeat(20_000)}x`,
      'its parts are nested too deeply; save it as plain text',
    ],
    ['a corrupt PDF', pdf([['It met.']]).subarray(0, 300), corruptPdf],
    ['no PDF after all', '%PDF-1.4 It met.', corruptPdf],
    [
      'an encrypted PDF',
      pdf([['It met.']], { encrypted: true }),
      'the PDF is encrypted: it opens with a password; open it, and save or print it without the password',
    ],
    [
      'a scanned PDF',
      pdf([[], []]),
      'its pages are images without text, as from a scanner; put it through text recognition (OCR) first: ocrmypdf scan.pdf text.pdf',
    ],
    ['a corrupt Word document', docx(['It met.']).subarray(0, -40), corruptWord],
    ['a Word document with an external entity', docx(['It met &x;.'], entity), corruptWord],
  ])('%s', async (_, content, said) => {
    const told = await refusal(content);
    expect(told.replace(/^report: /, '')).toBe(said);
  });

  it.each([
    ['memory', { time: 100_000, memory: 150_000_000 }],
    ['time', { time: 20, memory: 1_000_000_000 }],
  ])('what takes too much %s to unpack', async (what, limits) => {
    const path = join(temporaryFolder(), 'bomb.pdf');
    writeFileSync(path, pdfOf([deflateSync(Buffer.alloc(400_000_000, ' '))]));
    const reading = readSource(path, Readable.from([]), workerExtractor(resolve('dist/extract.cjs'), limits));
    await expect(reading).rejects.toThrow(`it takes too much ${what} to read`);
  });

  it.each([
    ['spaces', `a${' '.repeat(2_000_000)}b`],
    ['line ends', `a${'\n'.repeat(2_000_000)}b`],
    ['dashes', `a${'-'.repeat(2_000_000)}b`],
    ['quotation marks', `a ${'"'.repeat(2_000_000)}b`],
    ['comments that end', '<!-- --> '.repeat(200_000)],
    ['comments that do not end', '<!--'.repeat(500_000)],
    ['brackets', '['.repeat(2_000_000)],
    ['links', '[a]('.repeat(500_000)],
    ['emphasis', '**a '.repeat(500_000)],
    ['stars', '*a'.repeat(1_000_000)],
    ['code', '`a'.repeat(1_000_000)],
    ['tags', '<a'.repeat(1_000_000)],
    ['quotes in quotes', '> '.repeat(1_000_000)],
    ['rules', '- '.repeat(1_000_000)],
    ['a heading', `# a${' #'.repeat(1_000_000)} b`],
    ['one sentence', 'It adopted the plan, '.repeat(50_000)],
  ])('or not with so many of them that it takes long: %s', async (_, content) => {
    const start = performance.now();
    for (const name of ['report.md', 'report.txt']) {
      const { text } = await read(content, name).catch(() => ({ text: 'nothing' }));
      expect(() => new EvidenceText('x', text).find('It adopted … the roadmap for a – b')).toThrow();
    }
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('names the file', async () => {
    expect(await refusal('', 'note.txt')).toMatch(/^note\.txt: there is no text/);
  });
});
