import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { presetRegister } from '../support/cica';
import { done, lines, type Run, refused, session } from '../support/session';

/** The pages of a party, a body, an agenda item and a decision, and the same facts as objects. */
let run: Run;
beforeAll(async () => {
  run = session(await presetRegister());
  const add = (text: string) => done(run(text));
  await add(
    'meeting add --body MC --date 2023-09-20 --chair "Jane Doe" --chair-title Minister --chair-party MNG --place Baku',
  );
  await add('meeting add --body SOC --date 2024-05-06 --chair "John Smith" --place Astana --title "Spring session"');
  await add('meeting add --body SOC --date 2024-12-05 --place Astana');
  await add('meeting add --body SOC --date 2025-01-20 --end-date 2025-01-21 --place Bangkok --status scheduled');
  await add('meeting add --body SOC --date 2025-06 --status scheduled');
  await add('meeting add --body SOC --date 2025-03-01 --status cancelled');
  await add('meeting add --body SOC --date 2024-08-01 --chair Nobody --chair-party MNG --status cancelled');
  await add('agenda add SOC-2024-05-06 Papers');
  await add(
    'decision add SOC-2024-05-06 "Paper on tourism" --action approve --item 1 --party sponsor:MNG --party sponsor:IRN',
  );
  await add(
    'decision add SOC-2024-05-06 "Contact points" --action request --item 1 --party addressee:MNG --party addressee:IRN',
  );
  await add('decision add SOC-2024-05-06 "Rules of travel" --action adopt --party reservation:MNG --period 2024');
  await add(
    'decision add SOC-2024-12-05 "Paper on energy" --action approve --party sponsor:MNG --silence-until 2025-01-31',
  );
  await add('decision add SOC-2024-12-05 "Contributions" --action invite --party addressee:MNG');
  await add('decision add SOC-2024-12-05 "Youth" --action welcome --party MNG --party coordinator:MNG');
  await add('decision add MC-2023-09-20 "Budget" --action recommend --to SOC');
  await add('decision object SOC-2024-12-05/1 --party MNG --on 2024-12-20 --note "too soon"');
  await add(
    'task add SOC-2024-05-06/2 "Name a contact point" --responsible mongolia --due 2024-07-01 --done 2024-06-20',
  );
  await add('task add SOC-2024-05-06/2 "Name a deputy" --responsible MNG --due 2025-02-01');
  await add('task add SOC-2024-12-05/2 "Say how much" --responsible MNG');
  await add('task add SOC-2024-12-05/3 "Write to the youth" --responsible SOC --due 2024-12-31');
  await add('instrument add CHARTER "Charter"');
  await add('instrument act CHARTER MNG --kind signature');
  await add('instrument act CHARTER MNG --kind ratification --on 2024-03');
  await add(
    'document add "Draft paper on tourism" --symbol WP.1 --kind draft --language en --decision SOC-2024-05-06/1 --url https://example.org/wp1',
  );
  await add('document add "List of papers" --meeting SOC-2024-05-06 --item 1 --language ru');
});

const json = async (line: string) => JSON.parse(await done(run(`${line} --format json`)));
const page = async (line: string): Promise<string[]> => lines(await done(run(line)));

/** The lines of a section of a page, with those that are wrapped put together. */
async function section(line: string, heading: string): Promise<string[]> {
  const all = await page(line);
  const start = all.indexOf(heading);
  if (start === -1) return [];
  const end = all.indexOf('', start);
  const own = all.slice(start + 1, end === -1 ? all.length : end).join('\n');
  return lines(own.replaceAll(/\n {3,}/g, ' ')).map((one) => one.trim());
}

describe('the page of a party', () => {
  it.each([
    ['Standings', ['member since an unknown day; recorded']],
    [
      'Asked of it',
      [
        'SOC-2024-12-05/2  invited: Contributions [recorded]',
        'SOC-2024-05-06/2  requested: Contact points, due 1 July 2024 [recorded]',
      ],
    ],
    [
      'Tasks',
      [
        '2  Name a deputy (SOC-2024-05-06/2, due 1 February 2025) [open]',
        '3  Say how much (SOC-2024-12-05/2) [open]',
        '1  Name a contact point (SOC-2024-05-06/2, due 1 July 2024) [done]',
      ],
    ],
    [
      'Sponsored',
      [
        'SOC-2024-12-05/1  approved: Paper on energy [lapsed]',
        'SOC-2024-05-06/1  approved: Paper on tourism [in force]',
      ],
    ],
    ['Coordinates', ['SOC-2024-12-05/3  welcomed: Youth [recorded]']],
    ['Reservations', ['SOC-2024-05-06/3  adopted: Rules of travel [ended]']],
    ['Objections', ['SOC-2024-12-05/1  20 December 2024: too soon']],
    ['Decisions on it', ['SOC-2024-12-05/3  welcomed: Youth [recorded]']],
    ['Instruments', ['CHARTER  ratification, March 2024', 'CHARTER  signature, day unknown']],
    ['Meetings chaired', ['MC-2023-09-20  Baku, 20 September 2023']],
    ['Applications', []],
  ])('has its %s', async (heading, expected) => {
    expect(await section('party show Mongolia', heading)).toEqual(expected);
  });

  it('has the same facts as an object', async () => {
    const { roles, ...party } = await json('party show Mongolia');
    expect(party).toMatchObject({
      code: 'MNG',
      standing: 'member',
      standings: [{ standing: 'member', since: null, until: null, given_by: null, step: 'recorded' }],
      tasks: [
        { id: 2, decision: 'SOC-2024-05-06/2', what: 'Name a deputy', due_on: '2025-02-01', status: 'open' },
        { id: 3, due_on: null, done_on: null, status: 'open' },
        { id: 1, done_on: '2024-06-20', status: 'done' },
      ],
      objections: [{ decision: 'SOC-2024-12-05/1', on: '2024-12-20', withdrawn_on: null, note: 'too soon' }],
      acts: [
        { instrument: 'CHARTER', kind: 'ratification', date: '2024-03', noted_by: null },
        { instrument: 'CHARTER', kind: 'signature', date: null, noted_by: null },
      ],
      chaired: [{ ref: 'MC-2023-09-20', title: null, date: '2023-09-20', place: 'Baku', status: 'held' }],
      more: [],
    });
    expect(roles.addressee).toEqual([
      expect.objectContaining({ ref: 'SOC-2024-12-05/2', action: 'invite', due_on: null }),
      {
        ref: 'SOC-2024-05-06/2',
        date: '2024-05-06',
        action: 'request',
        kind: 'other',
        title: 'Contact points',
        status: 'recorded',
        referred_to: null,
        due_on: '2024-07-01',
      },
    ]);
    expect(roles).toMatchObject({ applicant: [], reservation: [{ ref: 'SOC-2024-05-06/3' }] });
    expect(Object.keys(roles)).toEqual(['sponsor', 'applicant', 'addressee', 'coordinator', 'reservation', 'subject']);
  });

  it.each([
    [
      '--since 2024-12-01',
      { tasks: [2, 3], objections: 1, acts: 0, chaired: 0, standings: 0, sponsor: 1, addressee: 1 },
    ],
    [
      '--since 2024-03-01',
      { tasks: [2, 3, 1], objections: 1, acts: 1, chaired: 0, standings: 0, sponsor: 2, addressee: 2 },
    ],
    [
      '--since 2024-03-02',
      { tasks: [2, 3, 1], objections: 1, acts: 0, chaired: 0, standings: 0, sponsor: 2, addressee: 2 },
    ],
    ['--since 30d', { tasks: [2], objections: 1, acts: 0, chaired: 0, standings: 0, sponsor: 0, addressee: 0 }],
    [
      '--as-of 2024-06-01',
      { tasks: [2, 1], objections: 0, acts: 2, chaired: 1, standings: 1, sponsor: 1, addressee: 1 },
    ],
    ['--as-of 2024-03-30', { tasks: [], objections: 0, acts: 2, chaired: 1, standings: 1, sponsor: 0, addressee: 0 }],
    ['--as-of 2024-02-29', { tasks: [], objections: 0, acts: 1, chaired: 1, standings: 1, sponsor: 0, addressee: 0 }],
    ['--limit 1', { tasks: [2], objections: 1, acts: 1, chaired: 1, standings: 1, sponsor: 1, addressee: 1 }],
    ['--limit 0', { tasks: [2, 3, 1], objections: 1, acts: 2, chaired: 1, standings: 1, sponsor: 2, addressee: 2 }],
  ])('takes %s', async (flags, expected) => {
    const found = await json(`party show MNG ${flags}`);
    expect({
      tasks: found.tasks.map(({ id }: { id: number }) => id),
      objections: found.objections.length,
      acts: found.acts.length,
      chaired: found.chaired.length,
      standings: found.standings.length,
      sponsor: found.roles.sponsor.length,
      addressee: found.roles.addressee.length,
    }).toEqual(expected);
    expect(found.more).toEqual(flags === '--limit 1' ? ['tasks', 'acts', 'sponsor', 'addressee'] : []);
  });

  it('says that there is more, and how to see it', async () => {
    expect(await section('party show MNG -n 1', 'Sponsored')).toEqual([
      'SOC-2024-12-05/1  approved: Paper on energy [lapsed]',
      '… `cica party show MNG --limit 0` shows all',
    ]);
    expect(await section('party show MNG -n 2', 'Sponsored')).toHaveLength(2);
    expect(await page('show MNG')).toEqual(await page('party show MNG'));
    refused(await run`party show MNG --since 2024-13-01`, 2, '--since: there is no month 13');
    refused(await run`party show MNG --limit -1`, 2, '');
    refused(
      await run`party show MNG --limit 1 --format csv`,
      2,
      '--since and --limit cannot be combined with --format csv',
    );
  });
});

describe('the page of a body', () => {
  const fact = async (name: string): Promise<string> =>
    (await page('body show SOC'))
      .find((one) => one.startsWith(name))
      ?.slice(name.length)
      .trim() ?? '';

  it('says when it met and meets, and what waits for it', async () => {
    expect(await fact('Last meeting')).toBe('SOC-2024-12-05, Astana, 5 December 2024');
    expect(await fact('Next meeting')).toBe('SOC-2025-01-20, Bangkok, 20 January 2025');
    expect(await section('body show SOC', 'Further meetings')).toEqual(['SOC-2025-06  June 2025']);
    expect(await section('body show SOC', 'Waiting for its answer')).toEqual(['MC-2023-09-20/1  Budget (MC, 1 year)']);
    expect(await section('body show SOC', 'Open tasks')).toEqual([
      '4  Write to the youth (SOC-2024-12-05/3, due 31 December 2024) [overdue]',
    ]);
    expect(Object.keys((await json('body show SOC')).chair)).toEqual([
      ...['name', 'title', 'party', 'known_by', 'ref', 'date', 'action', 'period'],
    ]);
    expect(await json('body show SOC')).toMatchObject({
      code: 'SOC',
      meetings: 6,
      last_meeting: { ref: 'SOC-2024-12-05', place: 'Astana', status: 'held' },
      next_meetings: [{ ref: 'SOC-2025-01-20', end_date: '2025-01-21' }, { ref: 'SOC-2025-06' }],
      pending: [{ ref: 'MC-2023-09-20/1', date: '2023-09-20', body: 'MC', title: 'Budget', days: 483 }],
      tasks: [{ id: 4, status: 'overdue' }],
      more: [],
    });
    const secretariat = { chair: null, last_meeting: null, next_meetings: [], pending: [], tasks: [], more: [] };
    expect(await json('body show SEC')).toMatchObject(secretariat);
  });

  it('does so as of a date', async () => {
    expect(await json('body show SOC --as-of 2024-05-05')).toMatchObject({
      chair: null,
      last_meeting: null,
      next_meetings: ['SOC-2024-05-06', 'SOC-2024-12-05', 'SOC-2025-01-20', 'SOC-2025-06'].map((ref) => ({ ref })),
      tasks: [],
    });
    expect(await json('body show SOC --as-of 2023-09-19')).toMatchObject({ pending: [] });
  });
});

describe('the chair of a body', () => {
  let own: Run;
  const chair = async () => JSON.parse(await done(own`body show SOC --format json`)).chair;
  beforeAll(async () => {
    own = session(await presetRegister());
    for (const date of ['2024-01-10', '2024-12-05']) await done(own`meeting add --body SOC --date ${date}`);
    await done(own`meeting add --body MC --date 2024-01-20`);
  });

  // each builds on those before it
  it.each([
    ['nobody, if it is not known', [], null],
    [
      'the chair of its last meeting',
      ['meeting edit SOC-2024-01-10 --chair "Jane Doe" --chair-title Minister --chair-party KAZ'],
      {
        ...{ name: 'Jane Doe', title: 'Minister', party: 'KAZ' },
        ...{ known_by: 'meeting', ref: 'SOC-2024-01-10', date: '2024-01-10' },
      },
    ],
    [
      'not that of a later one, or of a cancelled one',
      [
        'meeting add --body SOC --date 2025-02-01 --chair "Late One"',
        'meeting add --body SOC --date 2025-01-01 --status cancelled --chair "No One"',
      ],
      { known_by: 'meeting', ref: 'SOC-2024-01-10' },
    ],
    [
      'not a deputy, an adviser, another officer, nor the chair of another body',
      [
        'decision add SOC-2024-12-05 "Election of the Vice-Chair" --action elect --kind appointment --party IND',
        'decision add SOC-2024-12-05 "Adviser to the Chair" --action appoint --kind appointment --party IND',
        'decision add SOC-2024-12-05 "Executive Director" --action appoint --kind appointment --party IND',
        'decision add SOC-2024-12-05 "Chair of the Special Working Group" --action elect --party IND',
        'decision add MC-2024-01-20 "Chairmanship" --action elect --kind appointment --party IND --period 2024-2026',
        'decision add SOC-2024-12-05 "Chairmanship" --action recommend --kind appointment --party IND --to MC',
      ],
      { known_by: 'meeting', ref: 'SOC-2024-01-10' },
    ],
    [
      'one elected without end, if no meeting after it says otherwise',
      ['decision add SOC-2024-01-10 "Chairmanship of the committee" --action elect --party CHN'],
      { name: 'China', party: 'CHN', known_by: 'decision', ref: 'SOC-2024-01-10/1', action: 'elect', period: null },
    ],
    [
      'the chair of a meeting after that',
      ['meeting edit SOC-2024-12-05 --chair "John Smith"'],
      { name: 'John Smith', title: null, party: null, known_by: 'meeting', ref: 'SOC-2024-12-05' },
    ],
    [
      'one appointed for a period, also by another body',
      [
        'decision add MC-2024-01-20 "Chair of the SOC" --action appoint --kind appointment --party IND --period 2024-2026',
      ],
      { party: 'IND', known_by: 'decision', ref: 'MC-2024-01-20/2', date: '2024-01-20', period: '2024-2026' },
    ],
    [
      'the title, if no party is named',
      ['decision add SOC-2024-12-05 "Max Mustermann as president of the committee" --action elect --period 2025'],
      { name: 'Max Mustermann as president of the committee', party: null, ref: 'SOC-2024-12-05/6', period: '2025' },
    ],
  ])('is %s', async (_, commands, expected) => {
    for (const command of commands) await done(own(command));
    if (expected === null) expect(await chair()).toBeNull();
    else expect(await chair()).toMatchObject(expected);
  });

  it('is on its page, with the reason', async () => {
    const fact = async (day: string) =>
      lines(await done(own(`body show SOC --as-of ${day}`))).find((one) => one.startsWith('Chair '));
    expect(await fact('2024-12-31')).toMatch(/^Chair +India \(appointed 20 January 2024 for 2024-2026,/);
    expect(await fact('2024-01-15')).toMatch(/^Chair +China \(elected 10 January 2024, SOC-2024-01-10\/1\)$/);
    await done(own`decision remove SOC-2024-01-10/1 --yes`);
    expect(await fact('2024-01-15')).toMatch(
      /^Chair +Jane Doe, Minister, KAZ \(chaired its last meeting, SOC-2024-01-10\)$/,
    );
  });
});

describe('the page of an agenda item', () => {
  it('has its decisions and documents', async () => {
    const [first = '', second = ''] = await section('agenda show SOC-2024-05-06#1', 'Decisions');
    expect(first).toMatch(/^SOC-2024-05-06\/1 {2}approved: Paper on tourism \(Mongolia, sponsor; .* \[in force\]$/);
    expect(second).toMatch(/^SOC-2024-05-06\/2 {2}requested: Contact points \(Mongolia, addressee; .* \[recorded\]$/);
    expect(await section('agenda show SOC-2024-05-06#1', 'Documents')).toEqual(['-  List of papers (ru)']);
    expect(await json('agenda show SOC-2024-05-06#1')).toMatchObject({
      ref: 'SOC-2024-05-06#1',
      decisions: 2,
      decision_list: [{ ref: 'SOC-2024-05-06/1', status: 'in force' }, { ref: 'SOC-2024-05-06/2' }],
      documents: [{ title: 'List of papers', language: 'ru' }],
    });
    expect(await json('agenda show SOC-2024-05-06#1 --as-of 2024-05-01')).toMatchObject({ decision_list: [] });
  });
});

describe('the page of a decision', () => {
  it('has its documents with kind, language and address', async () => {
    expect(await section('decision show SOC-2024-05-06/1', 'Documents')).toEqual([
      'WP.1  Draft paper on tourism (draft, en): https://example.org/wp1',
    ]);
    expect(await json('decision show SOC-2024-05-06/1')).toMatchObject({
      documents: [{ symbol: 'WP.1', kind: 'draft', language: 'en', url: 'https://example.org/wp1' }],
    });
  });

  it('has the file of a document beside its address', async () => {
    await done(
      run`document add Roadmap --decision SOC-2024-05-06/2 --url https://example.org/roadmap --file ${resolve('package.json')}`,
    );
    expect(await section('decision show SOC-2024-05-06/2', 'Documents')).toEqual([
      `-  Roadmap: https://example.org/roadmap, ${resolve('package.json')}`,
    ]);
  });
});
