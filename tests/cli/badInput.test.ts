import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cica, demoRegister, type Ran } from '../support/cica';
import { everything, type Run, refused, session } from '../support/session';

let run: Run;
let db: string;
let before: string[];
beforeAll(async () => {
  db = await demoRegister();
  run = session(db);
  before = await everything(run);
});

afterAll(async () => {
  expect(await everything(run)).toEqual(before);
});

describe('a date', () => {
  it.concurrent.each([
    ['2023-02-30', '--date: there is no 30 February 2023'],
    ['2023-13', '--date: there is no month 13'],
    ['11/12/2023', '--date: "11/12/2023" does not say which number is the day'],
    ['5/6/2023', '--date: "5/6/2023" does not say which number is the day'],
    ['12.12.23', '--date: "12.12.23" does not say which century'],
    ['12.25.2023', '--date: there is no month 25'],
    ['0000-01-01', '--date: the year 0 is not between'],
    ['next week', '--date: "next week" is not a date'],
  ])('%s', async (date, message) => refused(await run`meeting add --body SOC --date ${date}`, 2, message));

  it('that stands for today', async () =>
    refused(await session(db, { env: { CICA_NOW: 'soon' } })`due`, 2, 'CICA_NOW is not a time: "soon"'));

  it('of a decision outside its meeting', async () =>
    refused(
      await run`decision add SOC-2023-12-12 --action adopt --date 2023-12-13 X`,
      4,
      '--date: 2023-12-13 is not a day',
    ));

  it('of an end before the start', async () =>
    refused(
      await run`meeting edit SOC-2023-12-12 --end-date 2023-12-11`,
      4,
      '--end-date: the meeting ends (2023-12-11)',
    ));
});

describe('unknown names and words', () => {
  it.concurrent.each([
    ['meeting add --body SOK --date 2024-01-01', 3, '--body: no body "SOK"', 'did you mean "SOC"'],
    ['meeting add --body SOC --date 2024 --chair-party KAX', 3, '--chair-party: no party "KAX"', 'did you mean "KAZ"'],
    ['meeting add --body SOC --date 2024 --mode onlin', 2, '--mode: unknown mode "onlin"', 'did you mean "online"'],
    ['decision add SOC-2023-12-12 --action adoptt X', 2, '--action: unknown action "adoptt"', 'did you mean "adopt"'],
    [
      'decision add SOC-2023-12-12 --action adopt --party spnsor:MNG X',
      2,
      '--party: unknown role "spnsor"',
      '"sponsor"',
    ],
    ['decision add SOC-2023-12-12 --action adopt --party Mongola X', 3, '--party: no party "Mongola"', '"Mongolia"'],
    ['decision add SOC-2023-12-12 --action adopt --kind bugdet X', 2, '--kind: unknown kind "bugdet"', '"budget"'],
    [
      'decision add SOC-2023-12-12 --action adopt --item 12 X',
      3,
      '--item: no agenda item SOC-2023-12-12#12',
      '1, 2, 3',
    ],
    ['decision add SOC-2023-12-21 --action adopt X', 3, 'no meeting SOC-2023-12-21', 'SOC-2023-12-12'],
    ['decision list --status refered', 2, 'unknown status "refered"', 'did you mean "referred"'],
    ['decision list --body SOCC', 3, 'no body "SOCC"', 'did you mean "SOC"'],
    ['decision list --columns titel', 2, 'no column "titel" to show', 'did you mean "title"?'],
    ['decision list --sort dates', 2, 'no column "dates" to sort by', 'did you mean "date"'],
    ['decision list --format cvs', 2, '--format cannot be "cvs"', 'did you mean "csv"?'],
    ['decision list --frmat csv', 2, 'decision list has no flag --frmat', 'did you mean "--format"?'],
    ['decision lst', 2, 'unknown command "decision lst"', 'did you mean "cica decision list"?'],
    ['desicion list', 2, 'unknown command "desicion"', 'did you mean "cica decision"?'],
    [
      'decision add --title X',
      2,
      'decision add has no flag --title',
      'without a flag: cica decision add [options] [meeting] [title]',
    ],
    ['export -o all.xlsx', 2, 'cica does not write .xlsx files', '--format csv --excel'],
    ['export -o all.FINAL', 2, 'cica does not write .final files', 'name it like out.csv, or add --format'],
    ['export decision', 2, '<records> cannot be "decision"', 'did you mean "decisions"?'],
    ['import x.csv --as decison', 2, 'there are no "decison"', 'did you mean "decisions"'],
  ])('%s', async (line, code, message, advice) => {
    const ran = await run(line);
    refused(ran, code, message);
    expect(ran.stderr).toContain(advice);
  });
});

describe('invalid values', () => {
  it.concurrent.each([
    ['decision list --limit -1', '--limit cannot be "-1"'],
    ['decision list --limit 1.5', '--limit cannot be "1.5"'],
    ['decision list --columns nope', 'no column "nope" to show'],
    ['decision list --year 23', '--year: "23" is not a year'],
    ['decision list --as-of 2023-13-01', '--as-of: there is no month 13'],
    ['decision list --kind ,', '--kind needs a value'],
    ['decision list --excel', '--excel cannot be combined with --format table'],
    ['decision list spare', 'decision list does not take "spare"'],
    ['meeting add --body SOC', 'a meeting needs a date'],
    ['meeting add', 'a meeting needs a body'],
    ['decision add SOC-2023-12-12 X', 'a decision needs an action'],
    ['decision add SOC-2023-12-12 --action adopt', 'a decision needs a title'],
    ['decision add SOC-2023-12-12 --action', '--action needs a value'],
    ['decision add SOC-2023-12-12 --action adopt --votes-for many X', '--votes-for is not a whole number: "many"'],
    ['decision add SOC-2023-12-12 --action adopt --period 2025-2024 X', '--period: the period 2025-2024 ends before'],
    ['decision add SOC-2023-12-12 --action adopt --party sponsor: X', '--party: a role without a party'],
    ['decision edit SOC-2023-12-12/1', 'nothing to change'],
    ['agenda add SOC-2023-12-12 Title --number "4 1"', '--number: "4 1" is not a valid agenda item number'],
    ['body add S-C --name Dash', '"S-C" is not a valid code'],
    ['body add XY', 'a body needs a name'],
    ['party add XYQ', 'a party needs a name'],
    ['party add SMITH --name "Jane Smith"', 'a party needs a kind: SMITH is not the ISO code of a state'],
    ['search', 'search needs <words>'],
  ])('%s', async (line, message) => refused(await run(line), 2, message));
});

describe('contradictory values', () => {
  it.concurrent.each([
    [
      'decision add SOC-2023-12-12 --action adopt --procedure consensus --votes-for 2 X',
      '--votes-for: a decision by consensus has no votes',
    ],
    [
      'decision add SOC-2023-12-12 --action adopt --symbol SOC-2023-12-12/1 X',
      '--symbol: the symbol SOC-2023-12-12/1 looks like a reference',
    ],
    [
      'decision add MC-2023-12-26 --action adopt --item SOC-2023-12-12#1 X',
      '--item: the agenda item 1 belongs to another meeting',
    ],
    ['agenda add SOC-2023-12-12 Again --number 1', '--number: there is already an agenda item SOC-2023-12-12#1'],
    ['body edit MC --reports-to SOC', '--reports-to: a body cannot report to itself: MC → SOC → MC'],
    ['body add MC --name Again', '"MC" is already the body MC (Ministerial Council)'],
    ['party add XYZ --name Turkey', '--name: "Turkey" is already the party TUR (Türkiye)'],
    ['party add SOC --name Some --kind organisation', '"SOC" is already the body SOC (Senior Officials Committee)'],
    ['body add SUB --name "UN ESCAP"', '--name: "UN ESCAP" is already the party UNESCAP'],
    ['init', ''],
  ])('%s', async (line, message) => refused(await run(line), 4, message));
});

describe('a title', () => {
  const add = (title: string): Promise<Ran> =>
    cica(['import', '-', '--dry-run'], {
      db,
      input: JSON.stringify({ meeting: 'SOC-2023-12-12', action: 'adopt', title }),
    });
  it.concurrent.each([
    ['of 10 MB', 'x'.repeat(10_000_000), 'title has 10,000,000 characters; the limit is 1,000'],
    ['of NUL bytes', '\0\0', 'title contains a control character (U+0000)'],
    ['of terminal escape sequences', '\x1b]0;owned\x07\x1b[31m', 'title contains a control character (U+001B)'],
    ['of two lines', 'one\ntwo', 'title contains a tab or a line break'],
    ['of half a character', '\ud83d', 'title contains an incomplete Unicode character'],
    ['of nothing but spaces', '  ', 'a decision needs a title'],
  ])('%s', async (_, title, message) => {
    const { stdout, stderr, exitCode } = await add(title);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 });
    expect(stderr).toContain(`standard input:1:1: ${message}`);
    expect(stderr.length).toBeLessThan(2_000);
  });

  it('of the command line too', async () => {
    refused(
      await run`decision edit SOC-2023-12-12/1 --title ${'\x1b[31mred'}`,
      2,
      '--title contains a control character (U+001B)',
    );
    refused(
      await run`decision edit SOC-2023-12-12/1 --title ${'x'.repeat(100_000)}`,
      2,
      '--title has 100,000 characters',
    );
  });

  it('in right-to-left text is stored unchanged', async () => {
    const title = 'ميزانية الأمانة (2024) – مسودة';
    const { stdout } = await run`decision edit SOC-2023-12-12/2 --title ${title} --dry-run --format json`;
    expect(JSON.parse(stdout).title).toBe(title);
  });
});

describe('excessive input', () => {
  const many = (count: number, text: string) => Array.from({ length: count }, () => text);
  it.each<[string, string[], string]>([
    ['a filter of many values', ['--party', many(201, 'KAZ').join(',')], 'a filter has 201 values; the limit is 200'],
    ['a filter of many years', ['--year', many(20_000, '2023').join(',')], 'a filter has 20,000 values'],
    ['many filters', many(51, '--tag=x'), 'more than 50 filters at once'],
    ['a flag many times', many(1_001, '--body=SOC'), 'a flag is given more than 1,000 times'],
    ['many columns', ['--columns', many(101, 'title').join(',')], 'more than 100 column names'],
    ['many columns to sort by', many(101, '--sort=title'), 'more than 100 column names'],
    ['many words', ['--text', many(1_000, 'a').join(' ')], 'more than 1,000 characters to search for'],
  ])('%s', async (_, flags, message) => {
    refused(await cica(['decision', 'list', ...flags], { db }), 2, message);
  });

  it('input at the limit is accepted', async () => {
    const words = [...many(48, '--tag=x'), '--party', many(200, 'subject:KAZ').join(',')];
    const columns = ['--columns', many(100, 'title').join(','), '--sort', many(60, 'title').join(',')];
    expect(await cica(['decision', 'list', ...words, ...columns, '--format', 'csv', '--no-header'], { db })).toEqual({
      stdout: '',
      stderr: 'no decision has the tag "x"\n',
      exitCode: 0,
    });
  });
});

it('a word that is not UTF-8 is refused: Node has put U+FFFD in its place', async () =>
  refused(
    await run`decision edit SOC-2023-12-12/1 --title ${'Z\ufffdrich'}`,
    2,
    '"Z\ufffdrich" has a character that is not UTF-8',
  ));

it('a name of invisible characters is no name', async () =>
  refused(await run`party add SP --name ${'\u200b\u200d'} --kind organisation`, 2, 'a party needs a name'));

describe('CICA_ACTOR', () => {
  it.each([
    ['a\nb', 'CICA_ACTOR contains a tab or a line break'],
    ['\x1b[31mred', 'CICA_ACTOR contains a control character (U+001B)'],
    ['J\ufffdrg', 'CICA_ACTOR has a character that is not UTF-8'],
    ['x'.repeat(1_001), 'CICA_ACTOR has 1,001 characters; the limit is 1,000'],
  ])('%j writes nothing, and reads', async (actor, message) => {
    const env = { CICA_ACTOR: actor };
    refused(await cica(['meeting', 'add', '--body', 'SOC', '--date', '2027-01-01'], { db, env }), 2, message);
    expect((await cica(['meeting', 'list'], { db, env })).exitCode).toBe(0);
  });
});
