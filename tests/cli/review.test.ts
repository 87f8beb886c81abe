import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cica, presetRegister, temporaryFolder } from '../support/cica';
import { keys, Terminal } from '../support/terminal';

const report = `The Senior Officials Committee (SOC) met in Almaty on 5 March 2024. The meeting was chaired by Dana Omar.

The SOC adopted the budget for 2024. The Ministerial Council had approved the roadmap in 2023.

The Committee welcomed the offer of Mongolia to host a workshop.
`;

async function start(text = report): Promise<{ db: string; folder: string; terminal: Terminal }> {
  const db = await presetRegister();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'report.txt'), text);
  const terminal = Terminal.shell(`cd ${folder} && $cica draft --review report.txt`, { db, cols: 100, rows: 60 });
  return { db, folder, terminal };
}

const listed = async (db: string, ...args: string[]) => JSON.parse((await cica([...args, '--json'], { db })).stdout);

const esc = '\u001b';

it('asks about each outcome in its text, then the other sentences, and records what was kept in one entry', async () => {
  const { db, terminal } = await start();
  await terminal.pick('Is this meeting right?', '', 'Yes; continue with its decisions');
  await terminal.asked('Outcome 1 of 2?');
  for (const line of ['▌ The SOC adopted the budget for 2024.', 'adopted: Budget for 2024 (budget, 2024)']) {
    expect(terminal.screen()).toContain(line);
  }
  expect(terminal.screen().join('\n')).not.toContain('warning:');
  await terminal.pick('Outcome 1 of 2?', 'drop', 'Drop it');
  await terminal.asked('Outcome 2 of 2?');
  terminal.type(esc);
  await terminal.pick('Outcome 1 of 2?', 'keep', 'Keep it');
  await terminal.waitFor(/welcomed: Offer[\s\S]*Outcome 1 of 2\? Keep it[\s\S]*welcomed: Offer[\s\S]*Outcome 2 of 2\?/);
  await terminal.pick('Outcome 2 of 2?', 'edit', 'Edit it');
  await terminal.pick('Is this decision right?', 'evidence', 'Evidence');
  terminal.type(keys.clear);
  await terminal.answer('Quotation from the source', 'The Committee welcomed the offer of Iran');
  await terminal.pick('Is this decision right?', '', 'Yes');
  await terminal.waitFor('"The Committee welcomed the offer of Iran" is not in report.txt');
  terminal.type(keys.enter);
  await terminal.waitFor(/offer of Iran; Tab edits/);
  await terminal.answer('Quotation from the source', 'The Committee welcomed the offer of Mongolia');
  await terminal.waitFor(/^ {4}Evidence {2}The Committee welcomed the offer of Mongolia$/m);
  await terminal.pick('Is this decision right?', 'yes', 'Yes');
  await terminal.pick('Take the other sentence after all?', 'council', /The Ministerial Council had approved/);
  await terminal.pick('What did the meeting do?', 'discuss', 'discussed');
  await terminal.answer('About what?', 'Roadmap of the Ministerial Council');
  await terminal.pick('Is this decision right?', '', 'Yes');
  await terminal.waitFor('warning: SOC-2024-03-05/3 has no support in its evidence and');
  await terminal.pick('Record all of this?', '', 'Yes, record it');
  await terminal.waitFor('recorded: document report.txt');
  expect(await terminal.exitCode()).toBe(0);
  const decisions = await listed(db, 'decision', 'list');
  expect(decisions.map(({ title, evidence }: Record<string, string>) => [title, evidence])).toEqual([
    ['Budget for 2024', 'The SOC adopted the budget for 2024.'],
    ['Offer of Mongolia to host a workshop', 'The Committee welcomed the offer of Mongolia'],
    ['Roadmap of the Ministerial Council', 'The Ministerial Council had approved the roadmap in 2023.'],
  ]);
  expect(await listed(db, 'document', 'list')).toMatchObject([{ title: 'report.txt', kind: 'source' }]);
  const entries: { entry: number; command: string }[] = await listed(db, 'log', '--columns', 'entry,command');
  const last = entries.filter(({ entry }) => entry === entries[0]?.entry);
  expect(last.map(({ command }) => command)).toEqual(Array(5).fill('cica draft --review report.txt'));
});

it('records nothing after Ctrl-C, and offers to keep the draft as a file, which can be imported', async () => {
  const { db, folder, terminal } = await start(report.replace('workshop', 'w\u043erkshop'));
  await terminal.pick('Is this meeting right?', '', 'Yes; continue with its decisions');
  await terminal.pick('Outcome 1 of 2?', 'drop', 'Drop it');
  await terminal.asked('Outcome 2 of 2?');
  expect(terminal.screen().join('\n')).toContain('warning: SOC-2024-03-05/1 has "w\u043erkshop"');
  terminal.type(keys.interrupt);
  await terminal.answer('Keep the draft as a file?', 'y');
  await terminal.waitFor('kept: report.draft.yaml');
  expect(await terminal.exitCode()).toBe(130);
  expect(await listed(db, 'decision', 'list')).toEqual([]);
  const draft = join(folder, 'report.draft.yaml');
  expect(readFileSync(draft, 'utf8')).not.toContain('Budget');
  const { stderr } = await cica(['import', draft, '--check-evidence', join(folder, 'report.txt')], { db });
  expect(stderr).toContain('imported: 1 meeting, 1 decision, 1 document created');
});

it('exits immediately on a signal, and leaves nothing', async () => {
  const { db, folder, terminal } = await start();
  await terminal.asked('Is this meeting right?');
  terminal.signal('SIGHUP');
  await terminal.exitCode();
  expect(terminal.screen().join('\n')).not.toContain('Keep the draft');
  expect(await listed(db, 'meeting', 'list')).toEqual([]);
  expect(readdirSync(folder)).toEqual(['report.txt']);
});

it('needs a terminal', async () => {
  const db = await presetRegister();
  expect(await cica(['draft', '--review', 'report.txt'], { db })).toEqual({
    stdout: '',
    stderr:
      'cica: --review needs a terminal, and the text in a file\nwithout: cica draft FILE > draft.yaml; edit it; cica import draft.yaml --check-evidence FILE\n',
    exitCode: 2,
  });
});
