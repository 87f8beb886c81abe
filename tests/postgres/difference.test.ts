import fc from 'fast-check';
import { expect, it } from 'vitest';
import { times } from '../faults/long';
import { cica, demoRegister, inProcess, type Ran } from '../support/cica';
import { newDatabase } from '../support/postgres';
import { done } from '../support/session';

const meetings = [
  'SOC-2023-12-12',
  'MC-2023-12-26',
  'SWG-2022-12-12',
  'SOC-2024-12-05',
  'SOC-2024-01-01',
  'MC-2024-02',
];
const meeting = fc.constantFrom(...meetings);
const decision = fc.tuple(meeting, fc.integer({ min: 1, max: 9 })).map(([ref, number]) => `${ref}/${number}`);
const party = fc.constantFrom('KAZ', 'Saudi Arabia', 'türkiye', 'IND', 'XXX', 'JPN');
const body = fc.constantFrom('SOC', 'MC', 'SWG', 'SUMMIT', 'NEW');
const words = fc.constantFrom(
  'Plan',
  'plan',
  'Бюджет 2025',
  '合作计划',
  'O\'Brien\'s "draft"',
  'الميزانية',
  'a\tb',
  'Ω',
  'x_1',
  'éclair',
);
const day = fc.constantFrom('2023-12-12', '2024-02-01', '2024', '2025-01', '2024-02-30', 'today');
const one = <T>(...choices: T[]) => fc.constantFrom(...choices);
const task = fc.integer({ min: 1, max: 4 }).map(String);

/** A command that changes something, or is refused. */
const write = fc.oneof(
  fc
    .tuple(
      meeting,
      words,
      one('adopt', 'note', 'recommend', 'grant', 'wrong'),
      one([], ['--to', 'MC'], ['--tag', 'x,y'], ['--period', '2024'], ['--silence-until', '2024-02-01']),
    )
    .map(([ref, title, action, more]) => ['decision', 'add', ref, title, '--action', action, ...more]),
  fc.tuple(decision, words).map(([ref, title]) => ['decision', 'edit', ref, '--title', title, '--tag', 'edited']),
  fc.tuple(decision, day).map(([ref, value]) => ['decision', 'edit', ref, '--date', value, '--text', '']),
  fc.tuple(decision, meeting).map(([ref, to]) => ['decision', 'edit', ref, '--meeting', to]),
  fc.tuple(decision, party).map(([ref, name]) => ['decision', 'edit', ref, '--party', `sponsor:${name}`]),
  decision.map((ref) => ['decision', 'remove', ref, '--yes']),
  fc
    .tuple(decision, decision, one('--follows-up', '--supersedes', '--answers', '--rescinds', '--cites'))
    .map(([later, earlier, flag]) => ['decision', 'link', later, flag, earlier]),
  fc
    .tuple(decision, one('--accept', '--decline'), meeting)
    .map(([ref, says, at]) => ['decision', 'answer', ref, says, '--meeting', at]),
  fc.tuple(decision, day).map(([ref, on]) => ['decision', 'confirm', ref, '--on', on]),
  fc.tuple(decision, party, day).map(([ref, name, on]) => ['decision', 'object', ref, '--party', name, '--on', on]),
  fc
    .tuple(body, day, words)
    .map(([code, date, title]) => ['meeting', 'add', '--body', code, '--date', date, '--title', title]),
  fc.tuple(meeting, day).map(([ref, date]) => ['meeting', 'edit', ref, '--date', date]),
  fc.tuple(meeting, body).map(([ref, code]) => ['meeting', 'edit', ref, '--body', code]),
  fc.tuple(meeting, one([], ['--with-decisions'])).map(([ref, more]) => ['meeting', 'remove', ref, '--yes', ...more]),
  fc
    .tuple(meeting, words, one([], ['--number', '4.10'], ['--number', '10']))
    .map(([ref, title, more]) => ['agenda', 'add', ref, title, ...more]),
  fc.tuple(body, words).map(([code, name]) => ['body', 'add', code, '--name', name]),
  fc.tuple(body, body).map(([code, above]) => ['body', 'edit', code, '--reports-to', above]),
  body.map((code) => ['body', 'remove', code, '--yes']),
  fc
    .tuple(party, one('member', 'observer', 'none'), day)
    .map(([name, standing, since]) => ['party', 'standing', name, '--set', standing, '--since', since]),
  fc.tuple(decision, words, day).map(([ref, what, due]) => ['task', 'add', ref, what, '--due', due]),
  fc.tuple(task, day).map(([id, on]) => ['task', 'done', id, '--on', on]),
  fc.tuple(words, decision).map(([title, ref]) => ['document', 'add', title, '--decision', ref]),
  fc
    .tuple(words, day)
    .map(([title, date]) => ['instrument', 'act', 'CPI', 'MNG', '--kind', 'signature', '--on', date, '--note', title]),
  fc.constant(['undo', '--yes']),
  fc.integer({ min: 1, max: 12 }).map((entry) => ['undo', String(entry), '--yes']),
);

const asOf = fc
  .tuple(one([] as string[], ['--as-of']), day)
  .map(([flag, value]) => (flag.length === 0 ? [] : [...flag, value]));

/** A command that reads. */
const read = fc.oneof(
  fc
    .tuple(
      asOf,
      one(
        [],
        ['--in-force'],
        ['--status', 'referred'],
        ['--body', 'SOC'],
        ['--party', 'KAZ'],
        ['--tag', 'x'],
        ['--text', 'plan'],
        ['--year', '2024'],
        ['--sort', '-title'],
        ['--sort', 'date,ref'],
        ['--limit', '3'],
      ),
    )
    .map(([when, filter]) => ['decision', 'list', ...when, ...filter, '--format', 'json']),
  asOf.map((when) => ['decision', 'pending', ...when]),
  asOf.map((when) => ['stats', ...when]),
  asOf.map((when) => ['due', ...when]),
  decision.map((ref) => ['decision', 'trace', ref]),
  decision.map((ref) => ['show', ref]),
  meeting.map((ref) => ['meeting', 'show', ref]),
  party.map((name) => ['party', 'show', name]),
  decision.map((ref) => ['log', ref]),
  one('meeting', 'agenda', 'party', 'body', 'instrument', 'document', 'task').map((noun) => [
    noun,
    'list',
    '--format',
    'csv',
    '--limit',
    '0',
  ]),
);

/** What ends a sequence: all that there is, and the whole history. */
const whole = [
  ...[
    'decisions',
    'meetings',
    'agenda',
    'bodies',
    'parties',
    'objections',
    'standings',
    'instruments',
    'acts',
    'tasks',
    'documents',
  ].map((plural) => ['export', plural, '--format', 'ndjson']),
  ['export', 'meetings', '--format', 'yaml'],
  ['export', 'decisions', '--format', 'csv'],
  ['export', 'decisions', '--format', 'tsv'],
  ['log', '--format', 'ndjson', '--limit', '0'],
  ['verify'],
  ['db', 'check'],
];

/** What a run said, without where its register is, the role of the server, and the hash in which that stands. */
const told = ({ stdout, stderr, exitCode }: Ran, db: string): string =>
  `${exitCode}\n${stdout}\n${stderr}`
    .replaceAll(db, 'DB')
    .replace(/^(?:file|schema): intact$/m, '')
    .replaceAll(/"role":(?:null|"postgres")/g, '"role"')
    .replaceAll(/^[0-9a-f]{64}$/gm, 'HASH');

it('the same commands have the same effects and output on both engines', async () => {
  const sequence = fc.array(fc.oneof({ weight: 3, arbitrary: write }, { weight: 1, arbitrary: read }), {
    minLength: 15,
    maxLength: 25,
  });
  const demo = await demoRegister();
  const property = fc.asyncProperty(sequence, async (commands) => {
    const file = await demoRegister();
    const server = await newDatabase();
    await done(cica(['db', 'copy', demo, server]));
    for (const command of [...commands, ...whole]) {
      const line = command.join(' ');
      const [onFile, onServer] = [await inProcess(command, { db: file }), await inProcess(command, { db: server })];
      expect({ line, told: told(onServer, server) }).toEqual({ line, told: told(onFile, file) });
    }
  });
  await fc.assert(property, { numRuns: times(150, 6), endOnFailure: true });
}, 1_800_000);
