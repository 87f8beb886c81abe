import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bashWord, readShellLine } from '../../src/commands/program/shellWords';
import { cica, copyOfRegister, demoRegister, temporaryFolder } from '../support/cica';
import { done, lines, type Run, session } from '../support/session';

let db: string;
let run: Run;
beforeAll(async () => {
  db = await demoRegister();
  run = session(db);
});

/** What a shell is told may come in place of the last word of a line, without what each is about. */
async function candidates(line: string): Promise<string[]> {
  return (await offered(line)).map((one) => one.replace(/\t.*/, ''));
}

async function offered(line: string): Promise<string[]> {
  const [kind, ...words] = lines(await done(cica(['__complete', 'zsh', `cica ${line}`], { db })));
  return kind === 'words' ? words : [kind ?? ''];
}

describe('completes', () => {
  it.concurrent.each([
    ['commands', 'de', ['demo', 'decision']],
    ['the commands that help tells about', 'help dec', ['decision']],
    ['verbs', 'meeting ', ['add', 'list', 'show', 'edit', 'remove', 'record', 'agenda']],
    ['flags', 'decision list --in', ['--in-force']],
    ['flags of every command', 'decision list --d', ['--db']],
    ['formats', 'decision list --format y', ['yaml']],
    ['verbs of the vocabulary', 'decision add SOC-2023-12-12 --action ado', ['adopt']],
    ['words with a hyphen in place of a space', 'decision list --kind obs', ['observer-status']],
    ['statuses', 'decision list --status in', ['in-force']],
    ['kinds of the entity', 'body add X --kind w', ['working-group']],
    ['the last of a list', 'decision list --action adopt,app', ['adopt,approve', 'adopt,appoint']],
    ['columns', 'meeting list --columns ref,chair_', ['ref,chair_title', 'ref,chair_party']],
    ['columns to sort by, downwards too', 'decision list --sort -da', ['-date']],
    ['columns of the log and of a search', 'log --columns a', ['at', 'actor', 'after']],
    ['columns of lists that are of no entity', 'due --columns d', ['date', 'days']],
    ['what to export', 'export p', ['parties']],
    ['modes of meetings to export', 'export meetings --mode hy', ['hybrid']],
    ['parties and bodies that are responsible', 'task list --responsible SE', ['SEC']],
    ['what is imported', 'import x.csv --as m', ['meetings']],
    ['shells', 'completion ', ['bash', 'zsh', 'fish', 'powershell']],
    ['meetings to copy the agenda of', 'meeting add --agenda-from SOC-2023', ['SOC-2023-12-12']],
    ['meetings to renumber', 'agenda renumber SOC-2023', ['SOC-2023-12-12']],
    ['places', 'meeting list --place as', ['Astana']],
    ['chairs', 'meeting list --chair "Alibek', ['Alibek Bakayev']],
    ['meetings', 'meeting show MC', ['MC-2024-03-19', 'MC-2023-12-26', 'MC-2023-09']],
    ['meetings in any case', 'decision add mc-2024', ['MC-2024-03-19']],
    ['decisions', 'decision show SOC-2024-03-14/', ['SOC-2024-03-14/1']],
    ['agenda items', 'agenda edit SOC-2023-12-12#7', ['SOC-2023-12-12#7']],
    ['whatever has a reference', 'show MC-2023-09', ['MC-2023-09', 'MC-2023-09/1']],
    ['bodies', 'meeting add --body S', ['SEC', 'SOC', 'SUMMIT', 'SWG']],
    ['parties', 'party show sau', ['SAU']],
    ['parties to merge', 'party merge EAEU sc', ['SCO']],
    ['bodies to merge', 'body merge EX', ['EXPERTS']],
    ['kinds of parties', 'party add SMITH --kind p', ['person']],
    ['the value of a flag in one word with it', 'decision list --kind=bu', ['--kind=budget']],
    ['decisions that a flag names', 'decision add SOC-2024-12-05 --amends SOC-2024-03', ['SOC-2024-03-14/1']],
    ['verbs of decisions', 'decision tr', ['trace']],
    ['bodies that wait', 'decision pending --from SW', ['SWG']],
    ['parties that object', 'decision object SOC-2024-06-27/5 --party IN', ['IND']],
    ['standings', 'party list --standing a', ['applicant']],
    ['standings that a decision gives', 'decision add --grants n', ['none']],
    ['instruments', 'instrument act C', ['CPI']],
    ['acts', 'instrument act CPI BGD --kind rat', ['ratification']],
    ['kinds of documents', 'document add X --kind min', ['minutes']],
    ['formats of a chain', 'decision trace SOC-2024-03-14/1 --format m', ['markdown', 'mermaid']],
    ['roles', 'decision list --party spo', ['sponsor:']],
    ['parties after a role', 'decision list --party applicant:SA', ['applicant:SAU']],
    ['excluded words', 'decision list --status ended,not:la', ['ended,not:lapsed']],
    ['excluded roles', 'decision list --party not:spo', ['not:sponsor:']],
    ['parties after an excluded role', 'decision list --party not:applicant:SA', ['not:applicant:SAU']],
    ['tags', 'decision list --tag en', ['enlargement', 'environment']],
    ['after other flags and their values', '--db there.db decision list --kind plan --sta', ['--status']],
    ['only referrals that wait', 'decision answer SWG-2022-12-12/', [1, 2, 3, 4, 5].map((n) => `SWG-2022-12-12/${n}`)],
    ['no referral that is answered', 'decision answer SOC', []],
    ['decisions under a silence procedure', 'decision object SOC-2024-06', ['SOC-2024-06-27/5']],
    ['items of the meeting', 'decision add soc-2023-12-12 --item ', ['1', '2', '3', '4', '5', '6', '7']],
    ["items of the decision's meeting", 'decision edit SOC-2023-12-12/1 --item 7', ['7']],
    ['entries of the history', 'undo ', ['1']],
    ['names, where no code begins so', 'party show sri', ['Sri Lanka']],
    ['agenda items to filter by', 'decision list --item SOC-2023-12-12#7', ['SOC-2023-12-12#7']],
    ['statuses of tasks', 'task list --status o', ['open', 'overdue']],
    [
      'referrals that a decision may answer',
      'decision add X --answers SWG-2022-12-12/',
      [1, 2, 3, 4, 5].map((n) => `SWG-2022-12-12/${n}`),
    ],
    ['persons who recorded', 'log --actor te', ['tester']],
    ['one name of a record', 'party show Mong', ['Mongolia']],
    ['files for a register', 'show x --db ', ['files']],
    ['files to import', 'import ', ['files']],
    ['files to write', 'export decisions --output=', ['files']],
    ['files of a document', 'document edit X --file ', ['files']],
    ['the second of several references', 'decision show SOC-2023-12-12/5 SOC-2024-03-14/', ['SOC-2024-03-14/1']],
    ['tags to add', 'decision edit SOC-2023-12-12/5 --add-tag en', ['enlargement', 'environment']],
    ['parties to remove', 'decision edit SOC-2023-12-12/5 --remove-party applicant:SA', ['applicant:SAU']],
    ['nothing after what it does not know', 'nonsense ', []],
    ['nothing for a free text', 'meeting add --place A', []],
    ['nothing for a title', 'decision add SOC-2023-12-12 S', []],
  ])('%s: %s', async (_, line, expected) => {
    expect(await candidates(line)).toEqual(expected);
  });

  it.concurrent.each([
    ['commands', 'undo', 'undo\tundo a command, or an undo'],
    ['flags', 'decision list --in-f', '--in-force\tin force'],
    ['decisions', 'decision show MC-2023-12-26/1', 'MC-2023-12-26/1\tObserver status for Saudi Arabia'],
    ['meetings', 'meeting show SOC-2023-12-12', 'SOC-2023-12-12\tLast meeting of 2023'],
    ['parties', 'party show MNG', 'MNG\tMongolia'],
    ['entries', 'undo 1', '1\tcica demo'],
  ])('says what %s are', async (_, line, expected) => {
    expect(await offered(line)).toEqual([expected]);
  });

  it('offers everything possible if nothing is typed yet', async () => {
    expect(await candidates('')).toContain('completion');
    expect(await candidates('decision list --')).toEqual(expect.arrayContaining(['--format', '--as-of', '--help']));
  });
});

it('is silent where there is no register, or one that cannot be read', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'text.db'), 'no register');
  for (const name of ['nothere.db', 'text.db']) {
    expect(await cica(['__complete', 'zsh', 'cica meeting show '], { db: join(folder, name) })) //
      .toEqual({ stdout: 'words\n', stderr: '', exitCode: 0 });
  }
});

it('refuses an unknown shell, and lists the supported ones', async () => {
  expect(await run`completion tcsh`).toMatchObject({ stderr: expect.stringContaining('bash, zsh, fish'), exitCode: 2 });
});

it('completes tasks, those that are not done first, and documents, with what they are', async () => {
  const db = await copyOfRegister(await demoRegister());
  const register = session(db);
  for (const what of ['First', 'Second', 'Third']) await done(register`task add SOC-2024-12-05/4 ${what}`);
  await done(register`task done 3`);
  await done(register`document add ${'Action plan'} --symbol SOC/1`);
  await done(register`document add ${'Background paper'}`);
  const asked = async (line: string) => lines(await done(cica(['__complete', 'fish', `cica ${line}`], { db })));
  for (const verb of ['show', 'edit', 'remove', 'done', 'report']) {
    expect(await asked(`task ${verb} `)).toEqual(['words', '2\tSecond', '1\tFirst', '3\tThird']);
  }
  expect(await asked('task done 1')).toEqual(['words', '1\tFirst']);
  expect(await asked('document show ')).toEqual(['words', 'Background paper', 'SOC/1\tAction plan']);
});

it('completes a reference of any age', async () => {
  const db = join(temporaryFolder(), 'years.db');
  const register = session(db);
  await done(register`init`);
  await done(register`body add B --name Board --kind committee`);
  const days = Array.from({ length: 300 }, (_, day) => new Date(Date.UTC(2000, 0, 1 + day)).toISOString().slice(0, 10));
  const csv = ['body,date', ...days.map((day) => `B,${day}`)].join('\n');
  await done(cica(['import', '-', '--as', 'meetings'], { db, input: csv }));
  const asked = async (line: string) => lines(await done(cica(['__complete', 'zsh', `cica ${line}`], { db })));
  expect(await asked('meeting show B-2000-01-02')).toEqual(['words', 'B-2000-01-02\tBoard']);
  expect(await asked('meeting show ')).toHaveLength(201);
});

describe('reads a line as a shell does', () => {
  const env = { HOME: '/home/ana', YEAR: '2024' };
  it.each([
    ['', [], ''],
    ['cica', [], ''],
    ['cica ', [''], ''],
    ['cica a  b', ['a', 'b'], ''],
    ["cica 'a b' c", ['a b', 'c'], ''],
    ['cica "a \\"b\\" \\x" c', ['a "b" \\x', 'c'], ''],
    ['cica a\\ b\\\\', ['a b\\'], ''],
    ["cica 'a\\' b", ['a\\', 'b'], ''],
    ['cica a"b c"d', ['ab cd'], ''],
    ['cica "a b', ['a b'], '"'],
    ["cica x 'it", ['x', 'it'], "'"],
    ['cica a"', ['a'], '"'],
    ["cica ''", [''], ''],
    ['cica "$YEAR" $YEAR-1 \'$YEAR\' \\$YEAR $NONE-', ['2024', '2024-1', '$YEAR', '$YEAR', '-'], ''],
    ['cica ~/x "~/x" a~ \\~ --db=~/y', ['/home/ana/x', '~/x', 'a~', '~', '--db=/home/ana/y'], ''],
    ['cica "$(date)" `date`', ['$(date)', '`date`'], ''],
    ['cica \\', [''], ''],
  ])('%s', (line, words, quote) => {
    expect(readShellLine(line, env)).toMatchObject({ words, quote });
  });

  it('assignments before the command', () => {
    expect(readShellLine('A=1 CICA_DB=~/"my x".db cica show', env)).toMatchObject({
      assigned: { A: '1', CICA_DB: '/home/ana/my x.db' },
      words: ['show'],
    });
  });

  it('whatever is quoted for bash as the same word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', "'", '"'), (word, quote) => {
        fc.pre(word !== '' && !/[\n\r]/.test(word));
        expect(readShellLine(`cica ${quote}${bashWord(word, quote)}${quote}`, env).words).toEqual([word]);
      }),
    );
  });
});
