import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store';
import { emptyRegister, importErrors, importFiles, record } from '../support/register';

/* A record that names one that failed is not wrong as well: it gets no error. */

let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  await record(store, 'body', { code: 'SOC', name: 'Senior Officials' });
  await record(store, 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state' });
  await record(store, 'meeting', { body: 'SOC', date: '2024-01-10' });
});

const meeting = 'SOC-2024-01-10';
const csv = (name: string, header: string, ...lines: string[]) =>
  [`${name}.csv`, `${header}\n${lines.join('\n')}\n`, name] as const;
const decisions = (...lines: string[]) => csv('decisions', 'ref,meeting,action,title', ...lines);
const tasks = (...refs: string[]) => csv('tasks', 'decision,what', ...refs.map((ref) => `${ref},Do it`));

describe('a reference to a record that failed', () => {
  it.each([
    [
      'a body',
      [
        csv('bodies', 'code,name,kind,reports_to', 'YY,Under it,,Xx Body', 'XX,Xx Body,wrong,'),
        csv('meetings', 'body,date', 'XX,2024-02-01', 'xx body,2024-03-01'),
        csv('decisions', 'meeting,action,title,referred_to', `${meeting},refer,T,XX`, 'XX-2024-02-01,adopt,T,'),
        tasks('XX-2024-02-01/1', 'XX-2024-03-01/1'),
      ],
      ['bodies.csv:3:3 unknown kind "wrong"'],
    ],
    [
      'a party',
      [
        csv('parties', 'code,name,kind,aliases', 'ZZZ,Zedland,wrong,Zed; The Zeds'),
        csv('meetings', 'body,date,chair_party', 'SOC,2024-02-01,ZZZ'),
        csv('decisions', 'meeting,action,title,parties', `${meeting},adopt,T,applicant:the zeds; KAZ`),
        csv('objections', 'decision,party,on', `${meeting}/1,Zedland,2024-01-11`),
        csv('standings', 'party,standing,since', 'ZED,member,2020'),
        csv('instruments', 'code,title', 'TR,Treaty'),
        csv('acts', 'instrument,party,kind,date', 'TR,ZZZ,signature,2021'),
      ],
      ['parties.csv:2:3 unknown kind "wrong"'],
    ],
    [
      'a meeting',
      [
        csv('meetings', 'body,date,mode', 'SOC,2024-02-01,wrong'),
        csv('agenda', 'meeting,number,title', 'SOC-2024-02-01,1,T'),
        csv('decisions', 'meeting,item,action,title', 'SOC-2024-02-01,1,adopt,T'),
        tasks('SOC-2024-02-01/1'),
        csv('documents', 'meeting,title', 'SOC-2024-02-01,Paper'),
      ],
      ['meetings.csv:2:3 unknown mode "wrong"'],
    ],
    [
      'a meeting without a date',
      [csv('meetings', 'body,date', 'SOC,2024-02-31'), decisions(',SOC-2024-02-28,adopt,T')],
      ['meetings.csv:2:2 there is no 31 February 2024'],
    ],
    [
      'a decision',
      [
        csv(
          'decisions',
          'ref,meeting,action,title,links',
          `${meeting}/1,${meeting},frobnicate,T,`,
          `${meeting}/2,${meeting},adopt,T,`,
          `,${meeting},adopt,Later,amends:${meeting}/1`,
        ),
        csv('objections', 'decision,party,on', `${meeting}/1,KAZ,2024-01-11`),
        csv('standings', 'party,standing,since,given_by', `KAZ,member,2020,${meeting}/1`),
        csv('instruments', 'code,title,adopted_by', `TR,Treaty,${meeting}/1`),
        csv('acts', 'instrument,party,kind,date,noted_by', `TR,KAZ,signature,2021,${meeting}/1`),
        csv('documents', 'decision,title', `${meeting}/1,Paper`),
        tasks(`${meeting}/1`, `${meeting.toLowerCase()}/1`, `${meeting}/2`),
      ],
      ['decisions.csv:2:3 unknown action "frobnicate"'],
    ],
    [
      'a decision that the rules refuse',
      [
        csv('decisions', 'ref,meeting,action,title,date', `${meeting}/1,${meeting},adopt,T,2024-05-05`),
        tasks(`${meeting}/1`),
      ],
      ['decisions.csv:2:5 2024-05-05 is not a day of the meeting, which was held on 2024-01-10'],
    ],
    [
      'a decision without a reference',
      [decisions(`,${meeting},frobnicate,T`, `,${meeting},adopt,T`), tasks(`${meeting}/1`, `${meeting}/2`)],
      ['decisions.csv:2:3 unknown action "frobnicate"'],
    ],
    [
      'a decision whose number the next one got',
      [
        csv(
          'decisions',
          'meeting,action,title,silence_until,links',
          `${meeting},adopt,T1,,`,
          `${meeting},frobnicate,T2,2024-02-10,`,
          `${meeting},adopt,T3,,amends:${meeting}/2`,
          `${meeting},adopt,T4,,amends:${meeting}/3`,
        ),
        csv('objections', 'decision,party,on', `${meeting}/2,KAZ,2024-01-11`),
      ],
      ['decisions.csv:3:2 unknown action "frobnicate"'],
    ],
    [
      'a decision by its symbol',
      [
        csv('decisions', 'symbol,meeting,action,title', `CICA/7,${meeting},frobnicate,T`),
        csv('tasks', 'decision,what', 'CICA/7,Do it'),
      ],
      ['decisions.csv:2:3 unknown action "frobnicate"'],
    ],
    [
      'an agenda item',
      [
        csv('agenda', 'meeting,number,title', `${meeting},4 1,T`),
        csv('decisions', 'meeting,item,action,title', `${meeting},4.1,adopt,T`),
      ],
      ['agenda.csv:2:2 "4 1" is not a valid agenda item number'],
    ],
    [
      'an instrument',
      [
        csv('instruments', 'code,title,adopted_by', `TR,Treaty on Trade,${meeting}/9`),
        csv('acts', 'instrument,party,kind,date', 'treaty on trade,KAZ,signature,2021'),
      ],
      [`instruments.csv:2:3 no decision ${meeting}/9`],
    ],
    [
      'a line that cannot be read',
      [decisions(`${meeting}/1,${meeting},adopt,Plans, budgets`), tasks(`${meeting}/1`)],
      ['decisions.csv:2:1 the line has 5 fields, but the header has 4'],
    ],
    [
      'a file that cannot be read',
      [csv('decisions', 'ref,meeting,verb,title', `${meeting}/1,${meeting},adopt,T`), tasks(`${meeting}/1`)],
      ['decisions.csv:1:3 a decision has no column "verb"'],
    ],
  ])('%s', async (_, files, errors) => {
    const found = await importErrors(store, files);
    expect(found.map((error) => error.replace(/ [a-z_]+: (?=[\w"])/, ' '))).toEqual(errors);
  });

  it.each([
    ['a verb', '- {action: frobnicate, title: T}', ['4:12 unknown action "frobnicate"']],
    ['a key', '- {action: adopt, titel: T}', ['4:19 a decision has no key "titel"']],
    [
      'a number',
      '- {action: frobnicate, title: T}\n- {action: adopt, title: S, links: [{relation: amends, ref: SOC-2024-02-01/1}]}',
      ['4:12 unknown action "frobnicate"'],
    ],
    ['a comma', '- {action: adopt, title: Plans, budgets}', ['4:33 "budgets" is a key without a value']],
  ])('%s in a file of meetings', async (_, line, errors) => {
    const yaml = `meeting: {body: SOC, date: 2024-02-01}\nagenda: []\ndecisions:\n${line}\n- {action: adopt, title: U}\n`;
    const found = await importErrors(store, [['m.yaml', yaml], tasks('SOC-2024-02-01/1', 'SOC-2024-02-01/2')]);
    expect(
      found.map((error) =>
        error
          .replace(/^m.yaml:/, '')
          .replace(/ action: /, ' ')
          .replace(/: in \{ \}.*/, ''),
      ),
    ).toEqual(errors);
  });

  it('is counted', async () => {
    const files = [decisions(`${meeting}/1,${meeting},frobnicate,T`), tasks(`${meeting}/1`, `${meeting}/1`)];
    await expect(importFiles(store, files)).rejects.toThrow(
      '1 error in the import, not counting 2 records that refer to failed ones',
    );
  });
});

it.each([
  [
    'another decision',
    decisions(`${meeting}/1,${meeting},frobnicate,T`),
    tasks(`${meeting}/7`),
    `no decision ${meeting}/7`,
  ],
  [
    'another party',
    csv('parties', 'code,name,kind', 'ZZZ,Zedland,wrong'),
    csv('standings', 'party,standing,since', 'QQQ,member,2020'),
    'no party "QQQ"',
  ],
  [
    'another meeting',
    csv('meetings', 'body,date,mode', 'SOC,2024-02-01,wrong'),
    decisions(',SOC-2024-03-01,adopt,T'),
    'no meeting SOC-2024-03-01',
  ],
])('what names %s that does not exist is an error', async (_, first, second, message) => {
  const [, found = ''] = await importErrors(store, [first, second]);
  expect(found).toContain(message);
});
