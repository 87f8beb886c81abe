import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { presetRegister, temporaryFolder } from '../support/cica';
import { onServer } from '../support/postgres';
import { done, everything, type Run, session } from '../support/session';
import { pdf } from '../support/sources';

let db: string;
let folder: string;
let run: Run;
beforeEach(async () => {
  db = await presetRegister();
  folder = temporaryFolder();
  run = session(db, { cwd: folder });
});

const file = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);

const paragraphs = [
  'The Senior Officials Committee of CICA met in Almaty on 5 March 2024, chaired by Dana Omar of Kazakhstan.',
  'It adopted the budget for 2024. It did not approve the paper on tourism. The Committee recommended the application of Saudi Arabia to the Ministerial Council.',
  'It closed with thanks to the host.',
];
const report = paragraphs.join('\n\n');

const draft = `meeting:
  body: SOC
  date: 2024-03-05
  place: Almaty
  chair: {name: Dana Omar, party: KAZ}
  evidence: {date: on 5 March 2024, place: met in Almaty, chair: chaired by Dana Omar}
decisions:
  - {action: adopt, kind: budget, title: Budget, period: 2024, evidence: It adopted the budget for 2024}
  - action: recommend
    title: Application for observer status
    parties: [applicant:SAU]
    referred_to: MC
    evidence: recommended the application … to the Ministerial Council
`;

const imported = 'imported: 1 meeting, 2 decisions, 1 document created; nothing updated; nothing unchanged\n';

describe('an import whose evidence is in its source', () => {
  it.each([
    ['report.txt', report],
    [
      'report.pdf',
      pdf([
        report
          .replaceAll(/(.{1,70}) /g, '$1\n')
          .replace('budget', 'bud-\nget')
          .split('\n'),
      ]),
    ],
  ])('is recorded with the source as a document: %s', async (name, content) => {
    file('draft.yaml', draft);
    file(name, content);
    expect(await run`import draft.yaml --check-evidence ${name}`).toEqual({
      stdout: '',
      stderr: imported,
      exitCode: 0,
    });
    const [document] = JSON.parse(await done(run`document list --format json`));
    const sha256 = createHash('sha256').update(content).digest('hex');
    const size = Buffer.from(content).length;
    const path = join(folder, name);
    expect(document).toMatchObject({
      title: name,
      kind: 'source',
      file: path,
      sha256,
      size,
      meeting: 'SOC-2024-03-05',
    });
    const before = await everything(run);
    expect(await run`import draft.yaml --check-evidence ${name}`).toMatchObject({
      stderr: 'imported: nothing created; nothing updated; 1 meeting, 2 decisions unchanged\n',
    });
    expect(await everything(run)).toEqual(before);
  });

  it.skipIf(onServer)('keeps a copy of the source on request', async () => {
    file('draft.yaml', draft);
    file('report.txt', report);
    await done(run`import draft.yaml --check-evidence report.txt --attach --dry-run`);
    expect(existsSync(`${db}.files`)).toBe(false);
    await done(run`import draft.yaml --check-evidence report.txt --attach`);
    const [{ file: kept }] = JSON.parse(await done(run`document list --format json`));
    expect(readFileSync(join(db, '..', kept), 'utf8')).toBe(report);
  });

  it('keeps another version of the source beside the first', async () => {
    file('draft.yaml', draft);
    file('report.txt', report);
    await done(run`import draft.yaml --check-evidence report.txt`);
    file('report.txt', `${report}\nCorrected.`);
    await done(run`import draft.yaml --check-evidence report.txt`);
    const titles = await done(run`document list --columns title --no-header`);
    expect(titles).toMatch(/^report\.txt \([0-9a-f]{8}\)\nreport\.txt\n$|^report\.txt\nreport\.txt \([0-9a-f]{8}\)\n$/);
  });

  it('may be CSV or NDJSON', async () => {
    file('report.txt', report);
    file('meetings.csv', 'body,date,evidence\nSOC,2024-03-05,date: on 5 March 2024\n');
    file(
      'decisions.ndjson',
      '{"meeting":"SOC-2024-03-05","action":"adopt","title":"Budget","evidence":"It adopted the budget for 2024"}\n',
    );
    expect(await run`import meetings.csv decisions.ndjson --check-evidence report.txt`).toMatchObject({
      stderr: 'imported: 1 meeting, 1 decision, 1 document created; nothing updated; nothing unchanged\n',
    });
  });
});

describe('an import whose evidence is not in its source', () => {
  it('is refused, with every position', async () => {
    file('report.txt', report);
    file(
      'draft.yaml',
      `meeting:
  body: SOC
  date: 2024-03-05
  evidence:
    date: on 6 March 2024
decisions:
  - {action: adopt, title: Nothing quoted}
  - {action: adopt, title: Another year, evidence: It adopted the budget for 2025}
  - {action: adopt, title: A word, evidence: adopted}
`,
    );
    file(
      'more.csv',
      'meeting,action,title,evidence\nSOC-2024-03-05,adopt,Look-alike,It аdopted the budget for 2024\nSOC-2024-03-05,adopt,Empty,\n',
    );
    const before = await everything(run);
    expect(await run`import draft.yaml more.csv --check-evidence report.txt`).toEqual({
      stdout: '',
      stderr: `draft.yaml:5:5: evidence of the date "on 6 March 2024" is not in report.txt; the nearest there: "The Senior Officials Committee of CICA met in Almaty on 5 March 2024, chaired by Dana Omar of Kazakhstan." (copy the words from the source, with … between parts)
draft.yaml:7:5: evidence is missing (quote report.txt, or remove the decision)
draft.yaml:8:52: evidence "It adopted the budget for 2025" is not in report.txt; the nearest there: "It adopted the budget for 2024." (copy the words from the source, with … between parts)
draft.yaml:9:46: evidence has fewer than 4 words, which could occur anywhere (quote more of the sentence)
more.csv:2:4: evidence is not in report.txt: "аdopted" has letters of two alphabets that look alike (copy the words from the source)
more.csv:3:4: evidence is missing (quote report.txt, or remove the decision)
cica: 6 errors in the import
fix that and import again; nothing was imported
`,
      exitCode: 4,
    });
    expect(await everything(run)).toEqual(before);
  });

  it.each([
    [
      'an evidence of a meeting without facts',
      'evidence: in Almaty',
      '4:13: evidence of a meeting does not name its facts (write a line for each fact, such as place: QUOTATION)',
    ],
    ['an unknown fact', 'evidence: {venue: met in Almaty}', '4:14: the evidence of a meeting has no key "venue" '],
  ])('%s', async (_, line, said) => {
    file('report.txt', report);
    file('draft.yaml', `meeting:\n  body: SOC\n  date: 2024-03-05\n  ${line}\n`);
    const { stderr, exitCode } = await run`import draft.yaml --check-evidence report.txt`;
    expect(stderr).toContain(`draft.yaml:${said}`);
    expect(exitCode).toBe(4);
  });
});

it('warns about unsupported claims', async () => {
  file('report.txt', report);
  file(
    'draft.yaml',
    `meeting: {body: STC, date: 2024-03-06, place: Astana, chair: Dana Omar, evidence: {date: on 5 March 2024, chair: chaired by Dana Omar}}
decisions:
  - action: approve
    title: Paper
    period: 2025
    parties: [sponsor:MNG]
    referred_to: MC
    evidence: approve the paper on tourism
  - {action: endorse, title: Thanks, text: Pay a billion, evidence: It closed with thanks}
`,
  );
  await done(run`body add STC --name ${'Steering Committee'}`);
  const { stderr } = await run`import draft.yaml --check-evidence report.txt`;
  expect(stderr).toBe(`warning: STC-2024-03-06 has a body that report.txt does not mention: STC
warning: STC-2024-03-06 has no evidence for its place
warning: STC-2024-03-06 has evidence that does not mention its date
warning: STC-2024-03-06/1 has no support in its evidence and the sentences around it: period 2025, party MNG
warning: STC-2024-03-06/1 leaves "not" out of its evidence: check that it says so
warning: STC-2024-03-06/2 has no support in its evidence and the sentences around it: action endorse
warning: STC-2024-03-06/2 has no word of its text in its evidence and the sentences around it
imported: 1 meeting, 2 decisions, 1 document created; nothing updated; nothing unchanged
`);
});

it('warns first about records without evidence, by entity, and only if they are new or changed', async () => {
  file('report.txt', report);
  const decisions = Array.from(
    { length: 21 },
    () => '  - {action: endorse, title: Thanks, evidence: It closed with thanks}',
  );
  const tasks = [1, 2, 3, 4].map((number) => `SOC-2024-03-05/${number},Pay a billion\n`);
  file(
    'draft.yaml',
    `meeting: {body: SOC, date: 2024-03-05}
agenda: [{number: 1, title: Invented}]
decisions:
${decisions.join('\n')}
documents: [{title: Paper}]
`,
  );
  file('tasks.csv', `decision,what\n${tasks.join('')}`);
  const { stderr } = await run`import draft.yaml tasks.csv --check-evidence report.txt`;
  expect(stderr.split('\n').filter((line) => line.includes('without evidence'))).toEqual([
    'warning: 4 tasks without evidence, not checked against report.txt: 1, 2, 3 …',
    'warning: 1 document without evidence, not checked against report.txt: Paper',
    'warning: 1 agenda item without evidence, not checked against report.txt: SOC-2024-03-05#1',
  ]);
  expect(stderr).toMatch(/more like these/);
  const again = await run`import draft.yaml tasks.csv --check-evidence report.txt`;
  expect(again.stderr).not.toContain('without evidence');
});

it.each([
  [
    'import draft.yaml --check-evidence -',
    2,
    'cica: --check-evidence takes a file, not standard input\nsave the text to a file: its name and SHA-256 are recorded\n',
  ],
  ['import draft.yaml --attach', 2, 'cica: --attach requires --check-evidence\nname the source with it\n'],
  [
    'import draft.yaml --check-evidence gone.txt',
    1,
    'cica: gone.txt cannot be read: there is no such file\ncheck the name and the permissions\n',
  ],
  [
    'import draft.yaml --check-evidence empty.txt',
    4,
    'cica: empty.txt: there is no text in it\ncheck which file you meant\n',
  ],
])('%s', async (line, exitCode, stderr) => {
  file('draft.yaml', draft);
  file('empty.txt', ' \n');
  expect(await run(line)).toEqual({ stdout: '', stderr, exitCode });
});

it('lists the decisions without evidence', async () => {
  file('draft.yaml', draft);
  await done(run`import draft.yaml`);
  await done(run`decision add SOC-2024-03-05 Thanks --action thank`);
  expect(await done(run`decision list --no-evidence --columns ref --no-header`)).toBe('SOC-2024-03-05/3\n');
  expect(await done(run`export decisions --no-evidence --columns ref --no-header`)).toBe('SOC-2024-03-05/3\n');
  expect(await run`export bodies --no-evidence`).toMatchObject({
    stderr: 'cica: --no-evidence is not a filter of bodies\ntheir filters are --kind, --reports-to\n',
    exitCode: 2,
  });
});

it('exports the evidence of a meeting as it was imported', async () => {
  file('draft.yaml', draft);
  await done(run`import draft.yaml`);
  const yaml = await done(run`meeting show SOC-2024-03-05 --format yaml`);
  expect(yaml).toContain('  evidence:\n    date: on 5 March 2024\n    place: met in Almaty\n');
  file('again.yaml', yaml);
  expect(await run`import again.yaml`).toMatchObject({ stderr: expect.stringContaining('nothing updated') });
});
