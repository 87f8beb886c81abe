import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { presetRegister, temporaryFolder } from '../support/cica';
import { done, everything, type Run, session } from '../support/session';

let db: string;
let folder: string;
let run: Run;
beforeEach(async () => {
  db = await presetRegister();
  folder = temporaryFolder();
  run = session(db, { cwd: folder, here: true });
});

/** The path of a new file. */
function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const report =
  'The Senior Officials Committee met in Almaty on 5 March, chaired by Dana Omar.\nIt adopted the budget for 2024. It recommended the application of Saudi Arabia to the Ministerial Council.\n';

const answer = {
  meeting: {
    body: 'SOC',
    date: '2024-03-05',
    place: 'Almaty',
    chair: { name: 'Dana Omar' },
    evidence: { date: 'on 5 March', place: 'met in Almaty', chair: 'chaired by Dana Omar' },
  },
  decisions: [
    {
      action: 'adopted',
      kind: 'budget',
      title: 'Budget for 2024',
      period: 2024,
      evidence: 'It adopted the budget for 2024',
    },
    {
      action: 'recommend',
      kind: 'observer status',
      title: 'Application of Saudi Arabia',
      parties: [{ role: 'applicant', party: 'SAU' }],
      referred_to: 'MC',
      evidence: 'It recommended the application … to the Ministerial Council',
    },
  ],
};

const draft = (
  name: string,
): string => `# Draft from ${name}, checked against SOURCE. Nothing is recorded yet: check it, then
# cica import DRAFT.yaml --check-evidence SOURCE
meeting:
  body: SOC
  date: "2024-03-05"
  place: Almaty
  chair:
    name: Dana Omar
  evidence:
    date: on 5 March
    place: met in Almaty
    chair: chaired by Dana Omar
decisions:
  - action: adopt
    kind: budget
    title: Budget for 2024
    period: "2024"
    evidence: It adopted the budget for 2024
  - action: recommend
    kind: observer status
    title: Application of Saudi Arabia
    referred_to: MC
    parties:
      - role: applicant
        party: SAU
    evidence: It recommended the application … to the Ministerial Council
`;

describe('the answer of a language model', () => {
  it('becomes a draft that can be imported, and records nothing', async () => {
    const source = file('report.txt', report);
    const path = file(
      'answer.txt',
      `Here you are:\n\`\`\`json\n${JSON.stringify(answer, null, '\t')}\n\`\`\`\nAnything else?`,
    );
    const before = await everything(run);
    const yaml = await done(run`draft --from-answer ${path} --check-evidence ${source}`);
    expect(yaml).toBe(draft(path).replace('against SOURCE', `against ${source}`));
    expect(await everything(run)).toEqual(before);
    const drafted = file('draft.yaml', yaml);
    expect(await run`import ${drafted} --check-evidence ${source}`).toMatchObject({
      stderr: 'imported: 1 meeting, 2 decisions, 1 document created; nothing updated; nothing unchanged\n',
    });
  });

  it('may lack the date, which a person gives', async () => {
    const source = file('report.txt', report);
    const { date, ...meeting } = answer.meeting;
    const path = file('answer.json', JSON.stringify({ ...answer, meeting }));
    expect(await run`draft --from-answer ${path} --check-evidence ${source}`).toMatchObject({ exitCode: 4 });
    const yaml = await done(run`draft --from-answer ${path} --check-evidence ${source} --date ${'5 March 2024'}`);
    expect(yaml).toContain('date: "2024-03-05"');
  });

  it('is refused with what it invented, by line and column', async () => {
    const source = file('report.txt', report);
    const decisions = [
      { action: 'adoptify', title: 'x', evidence: 'It adopted the budget for 2024' },
      {
        action: 'adopt',
        title: 'x',
        parties: [{ role: 'sponsor', party: 'Narnia' }],
        evidence: 'It adopted the budget for 2024',
      },
      { action: 'adopt', title: 'x', evidence: 'It adopted the roadmap for 2024' },
      { action: 'adopt', title: 'x', confidence: 1, evidence: 'It adopted the budget for 2024' },
    ];
    const text = JSON.stringify({ meeting: answer.meeting, decisions: ['D'] }).replace(
      '"D"',
      `\n${decisions.map((one) => JSON.stringify(one)).join(',\n')}`,
    );
    const path = file('answer.txt', `Sure.\n${text}`);
    const { stdout, stderr, exitCode } = await run`draft --from-answer ${path} --check-evidence ${source}`;
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 });
    expect(
      stderr.replaceAll(`${folder}/`, ''),
    ).toBe(`answer.txt:3:11: action: unknown action "adoptify" (did you mean "adopt"? \`cica help words\` lists all)
answer.txt:4:41: parties: no party "Narnia" (\`cica party list\` shows all, \`cica party add CODE --name NAME\` adds one)
answer.txt:5:42: evidence "It adopted the roadmap for 2024" is not in report.txt; the nearest there: "It adopted the budget for 2024." (copy the words from the source, with … between parts)
answer.txt:6:31: a decision has no key "confidence" (the keys are ref, symbol, date, body, item, action, kind, title, text, status, period, referred_to, answered_by, procedure, votes_for, votes_against, votes_abstain, silence_until, condition, condition_until, confirmed_on, effective_on, grants, parties, tags, links, evidence, source, created_at, updated_at, form)
cica: 4 errors in answer.txt
correct the answer, or ask for another one; nothing was drafted
`);
  });

  it.each([
    ['agenda', [{ number: '1', title: 'Budget' }]],
    ['tasks', [{ decision: 'SOC-2024-03-05/1', what: 'Pay', responsible: 'Ann' }]],
    ['objections', [{ decision: 'SOC-2024-03-05/1', party: 'SAU' }]],
    ['documents', [{ title: 'Budget', file: 'budget.docx' }]],
  ])('is refused where it has %s, for which it quotes nothing', async (section, rows) => {
    const source = file('report.txt', report);
    const path = file('answer.json', JSON.stringify({ ...answer, [section]: rows }));
    const { stdout, stderr, exitCode } = await run`draft --from-answer ${path} --check-evidence ${source}`;
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 });
    expect(stderr).toMatch(
      /^\S+answer\.json:1:\d+: an answer has no [a-z ]+ \(remove this: only a meeting and its decisions quote the text\)\ncica: 1 error /,
    );
  });

  it.each([
    ['an apology', 'I cannot do that.'],
    ['JSON that is cut off', JSON.stringify(answer).slice(0, -3)],
  ])('is refused where it is %s', async (_, text) => {
    const source = file('report.txt', report);
    const path = file('answer.txt', text);
    expect(await run`draft --from-answer ${path} --check-evidence ${source}`).toEqual({
      stdout: '',
      stderr: `cica: ${path} has no complete JSON or YAML of a meeting\nask for JSON alone, as the prompt does: cica draft --prompt FILE\n`,
      exitCode: 4,
    });
  });
});

it('the prompt has the text and the names of the register, and no answer of its own', async () => {
  const prompt = await done(run`draft --prompt ${file('report.txt', report)}`);
  for (const line of [report.trim(), '- MC: Ministerial Council', '- SAU: Saudi Arabia'])
    expect(prompt).toContain(line);
});

it.each([
  ['draft', 'no text to draft'],
  [
    'draft x.txt --from-answer y.txt --check-evidence x.txt',
    '--from-answer can only be combined with --check-evidence and --date',
  ],
  ['draft --prompt --from-answer y.txt', '--from-answer can only be combined with --check-evidence and --date'],
  ['draft --from-answer y.txt', '--from-answer requires --check-evidence'],
  ['draft x.txt --check-evidence x.txt', '--check-evidence requires --from-answer'],
  ['draft x.txt --prompt --date 2024-01-01', '--date cannot be combined with --prompt'],
])('%s is refused', async (line, said) => {
  expect(await run(line)).toMatchObject({ stderr: expect.stringContaining(`cica: ${said}\n`), exitCode: 2 });
});
