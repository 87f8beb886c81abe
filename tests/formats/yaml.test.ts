import { describe, expect, it } from 'vitest';
import { entities } from '../../src/domain/schema';
import { readYamlRecord } from '../../src/formats/read/yaml';
import { meetingDocument } from '../../src/formats/write/meetings';
import { yamlDocument } from '../../src/formats/write/yaml';
import { lines, opened, read, values } from './read';

const meeting = 'meeting: {body: SOC, date: 2023-12-12}\n';

describe('a YAML file of meetings', () => {
  it('yields a meeting, then its agenda, then its decisions, with their positions', async () => {
    const text = [
      '# the last one of 2023',
      'meeting:',
      '  body: SOC',
      '  date: 2023-12-12',
      '  chair: {name: Alibek Bakayev, title: Deputy Foreign Minister, party: KAZ}',
      'decisions:',
      '  - action: adopt',
      '    title: Budget',
      '    parties: [{role: applicant, party: SAU}, MNG, {party: KAZ, name: Kazakhstan}]',
      '    tags: [a, b]',
      'agenda:',
      '  - {number: 4.10, title: Planning}',
    ].join('\n');
    expect(await values('m.yaml', text)).toEqual([
      {
        body: 'SOC',
        date: '2023-12-12',
        chair: 'Alibek Bakayev',
        chair_title: 'Deputy Foreign Minister',
        chair_party: 'KAZ',
      },
      { number: '4.10', title: 'Planning' },
      {
        action: 'adopt',
        title: 'Budget',
        parties: [{ role: 'applicant', party: 'SAU' }, 'MNG', { party: 'KAZ', name: 'Kazakhstan' }],
        tags: ['a', 'b'],
      },
    ]);
    expect(await lines('m.yaml', text)).toEqual(['3:3 SOC', '12:5 4.10', '7:5 adopt']);
    const [first, item, decision] = await read('m.yaml', text);
    if (!first || 'problem' in first || !item || 'problem' in item || !decision || 'problem' in decision)
      throw new Error();
    expect(first.isWholeMeeting).toBe(true);
    expect([item.meeting, decision.meeting]).toEqual([first, first]);
    expect(decision.position('title')).toEqual({ line: 8, column: 12 });
    expect(first.position('chair_party')).toEqual({ line: 5, column: 72 });
    expect(first.position('place')).toEqual(first.position());
  });

  it.each([
    ['4.10', '4.10'],
    ['NO', 'NO'],
    ['yes', 'yes'],
    ['true', 'true'],
    ['2023-12-12', '2023-12-12'],
    ['0x1F', '0x1F'],
    ['1e3', '1e3'],
    ['12:30', '12:30'],
    ['"null"', 'null'],
    ["'~'", '~'],
    ['""', ''],
    ['|\n    one\n    two', 'one\ntwo\n'],
    ['>\n    one\n    two', 'one two\n'],
    ['null', null],
    ['~', null],
    ['', null],
    ['Null', 'Null'],
    ['"a\\nb"', 'a\nb'],
    ['[]', []],
    ['[a, "null", ~]', ['a', 'null', '~']],
  ])('reads the scalar %j as %j', async (scalar, value) => {
    expect(await values('m.yaml', `meeting:\n  title: ${scalar}\n`)).toEqual([{ title: value }]);
  });

  it('may have several documents; an invalid one does not hide the others', async () => {
    const text = `${meeting}---\nmeeting: {body: [}\n---\nmeeting: {body: MC, date: 2023}\n`;
    const found = await lines('m.yaml', text);
    expect(found[0]).toBe('1:10 SOC');
    expect(found.filter((line) => line.includes('!'))).not.toEqual([]);
    expect(
      found
        .filter((line) => line.includes('!'))
        .every((line) => line.startsWith('3:') && line.includes('this is not YAML')),
    ).toBe(true);
    expect(found.at(-1)).toBe('5:10 MC');
  });

  it.each([
    ['a tab', 'meeting:\n\tbody: SOC\n', /^2:1 ! this is not YAML: Tabs are not allowed as indentation/],
    ['a key twice', 'meeting:\n  body: SOC\n  body: MC\n', /^3:3 ! the key "body" occurs twice/],
    ['a quote that is not closed', 'meeting:\n  body: "SOC\n', /^\d:\d+ ! this is not YAML: Missing closing "quote/],
    ['an unknown key', `${meeting}decision: []\n`, /^2:1 ! a document has no key "decision"/],
    ['an unknown column', 'meeting:\n  boddy: SOC\n', /^2:3 ! a meeting has no key "boddy"/],
    [
      'a key of its own meeting',
      `${meeting}decisions:\n  - {meeting: X, title: y}\n`,
      /^3:6 ! a decision has no key "meeting"/,
    ],
    ['no meeting', 'agenda: []\n', /^1:1 ! a document without a meeting/],
    ['a list', '- meeting: x\n', /^1:1 ! this document is not a mapping/],
    ['a list that is none', `${meeting}agenda: x\n`, /^2:9 ! agenda is not a list/],
    ['an item that is none', `${meeting}agenda: [x]\n`, /^2:10 ! this is not an agenda item but a text/],
    ['a mapping for a text', 'meeting: {place: {city: Astana}}\n', /^1:18 ! place is not a value that can be read/],
    ['a list in a list', `${meeting}decisions:\n  - {tags: [[a]]}\n`, /^3:13 ! tags is not a value that can be read/],
    ['an alias', 'meeting: {place: &a Astana, source: *a}\n', /^1:37 ! YAML aliases \(\*\) are not supported/],
  ])('with %s is refused, with its place', async (_, text, problem) => {
    expect((await lines('m.yaml', text)).filter((line) => line.includes('!'))[0]).toMatch(problem);
  });

  it('full of anchors that expand to gigabytes is refused at once', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 20; level += 1) {
      const [now, before] = [String.fromCharCode(97 + level), String.fromCharCode(96 + level)];
      bomb.push(`${now}: &${now} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    const start = performance.now();
    const found = await lines('m.yaml', `${bomb.join('\n')}\nmeeting: {place: *t, tags: *t}\n`);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(
      found.filter((line) => line.includes('alias of YAML')).length +
        found.filter((line) => line.includes('no key')).length,
    ).toBeGreaterThan(0);
  });

  it('nested endlessly is refused at once', async () => {
    const found = await lines('m.yaml', `meeting: {place: ${'['.repeat(50_000)}`);
    expect(found[0]).toMatch(/^1:\d+ ! values are nested too deeply/);
  });

  it('that is empty has no records', async () => {
    expect(await lines('m.yaml', '# later\n')).toEqual([]);
    expect(await lines('m.yaml', `---\n---\n${meeting}...\n`)).toEqual(['3:10 SOC']);
  });

  it.each(['m.yaml', 'm.yml', 'meeting.txt', 'm'])('is recognized by its name or its beginning: %s', async (name) => {
    for (const start of ['', '---\n', '# a comment\n', '\n\n', '\ufeff']) {
      const file = await opened(name, `${start}${meeting}`);
      expect(file.entity).toBe('meeting');
      expect(await values(name, `${start}${meeting}`)).toEqual([{ body: 'SOC', date: '2023-12-12' }]);
    }
  });
});

describe('one record in YAML, as an editor shows it', () => {
  it('is read by its columns', () => {
    const { values: read, problems } = readYamlRecord('title: x\ntags: [a]\ntext:\n', entities.decision);
    expect(read).toEqual({ title: 'x', tags: ['a'], text: null });
    expect(problems).toEqual([]);
  });

  it('that is invalid is a problem', () => {
    expect(readYamlRecord('just words', entities.decision).problems).toMatchObject([
      { line: 1, message: 'this is not a mapping' },
    ]);
    expect(readYamlRecord('a: [', entities.decision).problems[0]?.message).toContain('this is not YAML');
    expect(readYamlRecord('', entities.decision)).toEqual({ values: {}, problems: [] });
  });
});

describe('a meeting as YAML', () => {
  it('has what a person would write: nothing empty, computed or redundant', () => {
    const whole = {
      meeting: {
        ref: 'SOC-2023-12-12',
        body: 'SOC',
        ordinal: 3,
        title: null,
        date: '2023-12-12',
        end_date: null,
        place: 'Astana',
        mode: null,
        status: 'held',
        chair: 'A. B.',
        chair_title: null,
        chair_party: 'KAZ',
        agenda_items: 1,
        decisions: 2,
        source: null,
        notes: 'one\ntwo',
      },
      agenda: [
        {
          ref: 'SOC-2023-12-12#4.10',
          meeting: 'SOC-2023-12-12',
          number: '4.10',
          title: 'NO',
          presenter: null,
          decisions: 0,
          notes: null,
        },
      ],
      decisions: [
        {
          ref: 'SOC-2023-12-12/1',
          date: '2023-12-12',
          body: 'SOC',
          meeting: 'SOC-2023-12-12',
          item: '4.10',
          action: 'adopt',
          kind: 'plan',
          title: 'Plan',
          status: 'ended',
          period: '2024',
          parties: [{ role: 'applicant', party: 'SAU', name: 'Saudi Arabia' }],
          tags: [],
          created_at: 'x',
          updated_at: 'y',
        },
      ],
      objections: [],
      tasks: [],
      documents: [],
    };
    expect(yamlDocument(meetingDocument(whole))).toBe(
      [
        'meeting:',
        '  ref: SOC-2023-12-12',
        '  body: SOC',
        '  ordinal: 3',
        '  date: "2023-12-12"',
        '  place: Astana',
        '  status: held',
        '  chair:',
        '    name: A. B.',
        '    party: KAZ',
        '  notes: |-',
        '    one',
        '    two',
        'agenda:',
        '  - number: "4.10"',
        '    title: "NO"',
        'decisions:',
        '  - ref: SOC-2023-12-12/1',
        '    item: "4.10"',
        '    action: adopt',
        '    kind: plan',
        '    title: Plan',
        '    period: "2024"',
        '    parties:',
        '      - role: applicant',
        '        party: SAU',
        '',
      ].join('\n'),
    );
  });
});

describe('what YAML reads as something else', () => {
  it.each([
    ['{title: Plans, budgets}', '"budgets" is a key without a value', 'in quotes: title: "Plans, budgets"'],
    ['{title: Plans, kind}', '"kind" is a key without a value', 'in quotes: title: "Plans, kind"'],
    ['{title: a, b, c}', '"b" is a key without a value', 'in quotes: title: "a, b"'],
    ['{budgets}', '"budgets" is a key without a value', 'in quotes: "budgets"'],
    ['title: Budget: 2024', 'Nested mappings are not allowed', 'contains a colon in quotes: title: "Budget: 2024"'],
    ['{title: Budget: 2024}', 'Block collections are not allowed', 'contains a colon in quotes'],
    ['title: "Budget" for 2024', 'Unexpected scalar at node end', 'put the whole text in quotes'],
    ['title: [Draft] budget', 'Unexpected scalar at node end', 'put the whole text in quotes'],
    ['title: @home', 'Plain value cannot start', 'put the whole text in quotes'],
    ['title: > x', 'Not a YAML token', 'put the whole text in quotes'],
    ['title: "Budget', 'Missing closing "quote', 'close the quote'],
    ['title: x\n\tkind: plan', 'Tabs are not allowed', 'indent with spaces'],
    ['action: adopt\ntitle:x', 'Implicit map keys need', 'a colon and a space'],
    ['action: adopt\n title: x', 'Implicit keys need', 'indent all keys of a record alike'],
    ['{title: x', 'Flow map', 'close what is open'],
  ])('%j', (text, message, advice) => {
    const { problems } = readYamlRecord(`${text}\n`, entities.decision);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.advice).toContain(advice);
  });

  it.each(['{title: Plans, kind: }', '{title: "Plans, budgets"}'])('%j is valid', (text) => {
    expect(readYamlRecord(text, entities.decision).problems).toEqual([]);
  });
});
