import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/domain/problem';
import { docxBytes } from '../../../src/formats/document/docx/docx';
import { htmlText } from '../../../src/formats/document/html';
import { markdownText } from '../../../src/formats/document/markdown';
import { paragraph, type TextDocument } from '../../../src/formats/document/textDocument';

const titled = (title: string): TextDocument => ({ title, lang: 'en-GB', blocks: [] });

describe('a title of 10 MB', () => {
  // what patterns could take more than linear time for
  it.each([' ', '1.', 'مؤتمر '])('of %j is written in linear time', async (part) => {
    const document = titled(`a${part.repeat(10_000_000 / part.length)}b`);
    const start = Date.now();
    for (const write of [markdownText, htmlText, docxBytes]) await write(document);
    expect(Date.now() - start).toBeLessThan(60_000);
  });
});

it.each<[string, TextDocument]>([
  ['lines', titled('a\n'.repeat(100_001))],
  ['tabs', titled('a\t'.repeat(100_001))],
  ['paragraphs', { ...titled(''), blocks: Array.from({ length: 100_001 }, () => paragraph('x')) }],
])('too many %s are refused before memory runs out', async (_, document) => {
  const problem = await docxBytes(document).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ kind: 'refused', message: expect.stringContaining('too much for a Word document') });
});
