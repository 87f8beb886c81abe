import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate, parsePartialDate } from '../../src/domain/date';
import { parseFields } from '../../src/domain/fields';
import { parseLinkText } from '../../src/domain/links';
import { parseMoment } from '../../src/domain/moment';
import { parsePeriod } from '../../src/domain/period';
import { exitCodes, Problem } from '../../src/domain/problem';
import { agendaSortKey, parseReference } from '../../src/domain/reference';
import { entities } from '../../src/domain/schema';
import { matches, searchTerms } from '../../src/domain/searchText';
import { parseDeadline, parseEnd, parseStart } from '../../src/domain/span';
import { kinds, parseAction, parseWord } from '../../src/domain/vocabulary';
import { csvHeader, readCsv } from '../../src/formats/read/csv';
import { readNdjson } from '../../src/formats/read/ndjson';
import { readYaml } from '../../src/formats/read/yaml';
import { main } from '../../src/main';
import { search } from '../../src/register/search';
import { shorterWords } from '../../src/register/shorterWords';
import { demoRegister } from '../support/cica';
import { emptyRegister, record, today } from '../support/register';
import { insides } from '../support/session';
import { times } from './long';

/** Pieces of what is read, and of what breaks readers. */
const pieces = [
  ...[
    '2023-12-12',
    '2023-02-30',
    '12/12/2023',
    '2023-13',
    '9999999999',
    '-1',
    '0',
    '1e309',
    'today',
    '14d',
    '2024-2026',
    '..',
  ],
  ...[
    'SOC-2023-12-12/5',
    'SOC-2023-12-12#4.1',
    '-b',
    'SOC',
    'KAZ',
    'adopt',
    'took note of',
    'observer status',
    'subject:KAZ',
  ],
  ...[
    'answers:SOC-2023-12-12/5:accept',
    'decision',
    'meeting',
    'title',
    'ref',
    'body',
    'date',
    'agenda',
    'decisions',
    'links',
  ],
  ...[
    '"',
    '""',
    "'",
    ',',
    ';',
    '\t',
    '|',
    '\n',
    '\r\n',
    '\r',
    ' ',
    ':',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '#',
    '&a',
    '*a',
    '<<',
    '!!js/function',
  ],
  ...[
    '---',
    '...',
    '%YAML 1.2',
    '>',
    '|-',
    '~',
    'NO',
    '4.10',
    '?',
    '@',
    '`',
    '\\',
    '\\u0000',
    '*',
    '(',
    ')',
    '^',
    '+',
    'NEAR(',
    'OR',
    'AND',
    'NOT',
  ],
  ...[
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\ud800',
    '\udfff',
    'é',
    'e\u0301',
    'İ',
    'ß',
    'ﷺ',
    '合作',
    'المي',
    'งบ',
    '👩‍👩‍👧',
    '𐐷',
  ],
  ...['constructor', '__proto__', 'toString', 'null', 'NaN', '=1+1', "'; drop table decision; --", '%s'],
];

/** Texts made of such pieces, or of anything. */
const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...pieces), fc.nat(3_000)).map(([piece, often]) => piece.repeat(often)),
  },
);

/** Runs what may refuse, and nothing else, within two seconds. */
function refusesAtMost(name: string, work: () => unknown): void {
  const start = performance.now();
  try {
    work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.message).not.toBe('');
    expect(error.advice).not.toBe('');
  }
  expect(performance.now() - start, name).toBeLessThan(2_000);
}

const readers: readonly ((text: string) => unknown)[] = [
  (text) => parseReference(text),
  (text) => agendaSortKey(text),
  (text) => parseDate(text, today),
  (text) => parsePartialDate(text, today),
  (text) => parseDeadline(text, today, today),
  (text) => parseMoment(text, today, true),
  (text) => parseStart(text, today, today),
  (text) => parseEnd(text, today, today),
  (text) => parsePeriod(text, today),
  (text) => parseAction(text),
  (text) => parseWord(kinds, 'kind', text),
  (text) => parseLinkText(text),
  (text) => matches(text, searchTerms(text)),
  (text) => csvHeader(text),
  (text) => {
    const raw = Object.fromEntries(entities.decision.columns.map(({ name }) => [name, text]));
    return parseFields(entities.decision, raw, today).problems.map(({ sentence }) => sentence);
  },
];

describe('any input', () => {
  it('words, dates, references, periods and links are accepted or refused', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const read of readers) refusesAtMost(String(read), () => read(text));
      }),
      { numRuns: times(75_000, 1_500) },
    );
  }, 1_200_000);

  async function* text(content: string): AsyncIterable<string> {
    yield content;
  }

  it.each([
    ['CSV', (content: string) => readCsv(text(content), csvHeader(content).delimiter, entities.decision)],
    [
      'CSV under a header',
      (content: string) => readCsv(text(`meeting,action,title\n${content}`), ',', entities.decision),
    ],
    ['NDJSON', (content: string) => readNdjson(text(content), entities.decision)],
    ['YAML', (content: string) => readYaml(text(content))],
    ['YAML under a meeting', (content: string) => readYaml(text(`meeting: {body: SOC, date: 2024-01-01}\n${content}`))],
  ])(
    '%s is taken or refused',
    async (_, read) => {
      await fc.assert(
        fc.asyncProperty(hostile, async (content) => {
          try {
            for await (const items of read(content)) expect(items).toBeInstanceOf(Array);
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
          }
        }),
        { numRuns: times(5_000, 200) },
      );
    },
    1_200_000,
  );

  it('a search for any words succeeds, with or without results', async () => {
    const store = await emptyRegister();
    await record(store, 'body', { code: 'SOC', name: 'Senior Officials Committee 合作' });
    await fc.assert(
      fc.asyncProperty(hostile, async (words) => {
        try {
          const hits = await search(store, words, { limit: 5, maxRanked: 5_000, today: today });
          if (hits.length > 0) return;
          for (const { beginning } of (await shorterWords(store, words)).shorter) expect(beginning).toMatch(/\*$/);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
        }
      }),
      { numRuns: times(20_000, 300) },
    );
  }, 1_200_000);

  it('command lines end with an exit code and one message', async () => {
    const db = await demoRegister();
    const commands = ['list', 'show', 'add', 'edit', 'remove', 'pending', 'trace', 'standing', 'link', 'object'];
    const nouns = [
      'decision',
      'meeting',
      'body',
      'party',
      'agenda',
      'task',
      'document',
      'search',
      'show',
      'log',
      'due',
      'stats',
      'undo',
    ];
    const flags = [
      '--limit',
      '--columns',
      '--sort',
      '--status',
      '--as-of',
      '--format',
      '--title',
      '--date',
      '--party',
      '--at',
      '--since',
    ];
    const word = fc.oneof(
      fc.constantFrom(...flags),
      fc.constantFrom(...pieces),
      hostile.map((text) => text.slice(0, 200)),
    );
    const line = fc.tuple(fc.constantFrom(...nouns), fc.constantFrom(...commands), fc.array(word, { maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(line, async ([noun, command, words]) => {
        const { code, said } = await typed(db, [noun, command, ...words, '--dry-run']);
        expect([0, ...Object.values(exitCodes)]).toContain(code);
        expect(said).not.toMatch(insides);
        if (code !== 0) expect(said).toMatch(/^cica: /m);
      }),
      { numRuns: times(5_000, 150) },
    );
  }, 1_200_000);
});

/** Runs a command line in this process. */
async function typed(db: string, argv: readonly string[]): Promise<{ code: number; said: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  let said = '';
  stdout.resume();
  stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const streams = { stdin, stdout, stderr } as unknown as Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>;
  const env = { CICA_DB: db, CICA_NOW: `${today}T12:00:00Z`, CICA_ACTOR: 'tester' };
  const code = await main({ env, argv, ...streams } as Parameters<typeof main>[0]);
  return { code, said };
}
