import { describe, expect, it } from 'vitest';
import { entities } from '../../src/domain/schema';
import { csvContent } from '../../src/formats/read/csv';
import { entriesToUndo, undo } from '../../src/register/history/undo';
import type { Store } from '../../src/store/store';
import { verify } from '../../src/store/verify';
import { emptyRegister, importErrors, importFiles, type TestFile, today } from '../support/register';
import { stepsOf } from '../support/steps';

/**
 * Steps of work of three sizes, each twice the one before: they grow with the size, not with its square, which would be four
 * times as much more. Some more is what is read again once 500 facts are known.
 */
function expectLinear([once = Number.NaN, twice = Number.NaN, fourTimes = Number.NaN]: readonly number[]): void {
  expect(once).toBeGreaterThan(0);
  expect(fourTimes - twice).toBeLessThan(3 * (twice - once) + 1_000);
}

const sizes = [240, 480, 960];

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join('');

const letters = (index: number): string =>
  [676, 26, 1].map((place) => String.fromCharCode(65 + (Math.floor(index / place) % 26))).join('');

const bodies: TestFile = ['bodies.csv', 'code,name,kind\nSOC,Officials,committee\n', 'bodies'];
const meetings: TestFile = ['meetings.csv', 'body,date,status\nSOC,2000-01-01,held\n'];

/** A body, its meeting, and decisions of it: the values of `title,text,parties,tags,links`, a line each. */
const decisions = (lines: string): readonly TestFile[] => {
  const rows = lines.replaceAll(/^/gm, 'SOC-2000-01-01,adopt,').replace(/SOC-2000-01-01,adopt,$/, '');
  return [bodies, meetings, ['decisions.csv', `meeting,action,title,text,parties,tags,links\n${rows}`]];
};

const parties = (size: number): TestFile => {
  const lines = times(size, (at) => `P${letters(at)},Party ${letters(at)},state\n`);
  return ['parties.csv', `code,name,kind\n${lines}`, 'parties'];
};

/** Files in which something becomes more; those of the second round are imported after those of the first. */
const shapes: readonly [what: string, files: (size: number, round: number) => readonly TestFile[]][] = [
  ['decisions', (size) => decisions(times(size, (at) => `title ${at},,,,\n`))],
  ['changed decisions', (size, round) => decisions(times(size, (at) => `title ${at},text ${round},,,\n`))],
  [
    'parties of one decision',
    (size) => [parties(size), ...decisions(`title,,${times(size, (at) => `sponsor:P${letters(at)};`)},,\n`)],
  ],
  ['tags of one decision', (size) => decisions(`title,,,${times(size, (at) => `tag ${at};`)},\n`)],
  [
    'links of one decision',
    (size) => {
      const links = times(size, (at) => `cites:SOC-2000-01-01/${at + 1};`);
      return decisions(`${times(size, (at) => `title ${at},,,,\n`)}last,,,,${links}\n`);
    },
  ],
  [
    'links to one decision',
    (size) => decisions(`first,,,,\n${times(size, (at) => `title ${at},,,,amends:SOC-2000-01-01/1\n`)}`),
  ],
  [
    'a chain of decisions',
    (size) => decisions(`first,,,,\n${times(size, (at) => `title ${at},,,,supersedes:SOC-2000-01-01/${at + 1}\n`)}`),
  ],
  [
    'a chain of bodies',
    (size) => {
      const lines = times(
        size,
        (at) => `B${letters(at)},Body ${letters(at)},other,${at > 0 ? `B${letters(at - 1)}` : ''}\n`,
      );
      return [['bodies.csv', `code,name,kind,reports_to\n${lines}`]];
    },
  ],
];

/** What is done to a register, one after the other. */
const operations: readonly ((store: Store, files: (round: number) => readonly TestFile[]) => Promise<unknown>)[] = [
  (store, files) => importFiles(store, files(1)),
  (store, files) => importFiles(store, files(2)),
  async (store) => expect((await verify(store, { nameOf: async () => '' })).findings).toEqual([]),
  (store) => store.write('undo', async (transaction) => undo(transaction, today, await entriesToUndo(transaction, []))),
];

describe('the steps of an import, of the next one, of verify and of undo grow with what there is, not with its square:', () => {
  it.each(shapes)('%s', async (_, files) => {
    const steps = operations.map((): number[] => []);
    for (const size of sizes) {
      const store = await emptyRegister();
      for (const [at, operation] of operations.entries()) {
        steps[at]?.push(await stepsOf(() => operation(store, (round) => files(size, round))));
      }
    }
    steps.forEach(expectLinear);
  });
});

describe('the steps of an import that is refused grow with the wrong lines:', () => {
  it.each([
    ['unknown values', 'SOC-2000-01-01,no verb,title\n'],
    ['meetings that are missing', 'SOC-2000-01-02,adopt,title\n'],
    ['wrong quotes', 'SOC-2000-01-01,adopt,a "title"\n'],
  ])('%s', async (_, line) => {
    const steps: number[] = [];
    for (const size of sizes) {
      const store = await emptyRegister();
      const file: TestFile = ['decisions.csv', `meeting,action,title\n${line.repeat(size)}`];
      steps.push(
        await stepsOf(async () => expect(await importErrors(store, [bodies, meetings, file])).toHaveLength(size)),
      );
    }
    expectLinear(steps);
  });
});

/** A text in pieces, as files are read. */
async function* pieces(text: string): AsyncIterable<string> {
  for (let at = 0; at < text.length; at += 16_384) yield text.slice(at, at + 16_384);
}

describe('the steps of reading one long line of CSV grow with its length:', () => {
  it.each<[string, number, (length: number) => string]>([
    ['a field', 300_000, (length) => `title\n${'x'.repeat(length)}\n`],
    ['doubled quotes', 300_000, (length) => `title\n"${'""'.repeat(length / 2)}"\n`],
    ['quotes in the middle', 4_000, (length) => `title\n${'x"'.repeat(length / 2)}\n`],
    ['quotes after quotes', 4_000, (length) => `title\n"x"${'x"'.repeat(length / 2)}\n`],
    ['columns', 4_000, (length) => `${'title,'.repeat(length / 6)}\n${','.repeat(length / 6)}\n`],
  ])('%s', async (_, shortest, textOf) => {
    const steps: number[] = [];
    for (const length of [shortest, 2 * shortest, 4 * shortest]) {
      const text = textOf(length);
      steps.push(
        await stepsOf(async () => {
          const content = await csvContent(text, entities.decision);
          if ('read' in content) for await (const _ of content.read(pieces(text)));
        }),
      );
    }
    expectLinear(steps);
  });
});
