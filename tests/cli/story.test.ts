import { expect, it } from 'vitest';
import { cica, presetRegister } from '../support/cica';
import { done, session } from '../support/session';

/** The meeting of 12 December 2023 and what came of it, as a person writes it. */
const story = `
meeting:
  body: MC
  date: 2023-09
decisions:
  - {action: endorsed, kind: roadmap, title: Roadmap for the transformation of CICA}
---
meeting:
  body: Senior Officials Committee
  title: Last meeting of 2023
  date: 12 Dec 2023
  place: Astana
  chair: {name: Alibek Bakayev, title: Deputy Foreign Minister, party: Kazakhstan}
  source: The Astana Times, December 2023
agenda:
  - {number: 1, title: Work of the Secretariat in 2023, presenter: "Kairat Sarybay, Secretary General"}
  - {number: 2, title: Planning documents for 2024}
decisions:
  - {item: 2, action: adopted, kind: plan, title: 2024 plan for implementing confidence-building measures, period: 2024}
  - {item: 2, action: adopted, kind: budget, title: 2024 budget of the CICA Secretariat, period: 2024}
  - action: approved
    kind: concept paper
    title: Concept paper on environment protection
    parties: [sponsor:Mongolia, sponsor:Iran]
  - action: approved
    kind: concept paper
    title: Concept paper on natural disaster management
    parties: [{role: sponsor, party: MNG}, {role: sponsor, party: IRN}]
  - action: recommended
    kind: observer status
    title: Observer status for Saudi Arabia
    referred_to: MC
    parties: [applicant:SAU]
    tags: [enlargement]
    evidence: |
      The meeting welcomed a proposal.
      It recommended it for approval.
  - {action: acknowledged, kind: ratification, title: Ratification by Bangladesh, parties: [BGD]}
  - {action: reviewed, kind: roadmap, title: Implementation of the roadmap}
  - {action: discussed, kind: cooperation, title: Closer ties, parties: [SCO, ASEAN, UNOCT]}
---
meeting: {body: MC, date: 2023-12-26, source: "The Astana Times, 28 December 2023"}
decisions:
  - {action: granted, kind: observer status, title: Observer status for Saudi Arabia, parties: [applicant:SAU]}
`;

/** The same, as an officer types it. */
const typed = [
  'meeting add --body MC --date 2023-09',
  'decision add MC-2023-09 --action endorse --kind roadmap "Roadmap for the transformation of CICA"',
  'meeting add --body SOC --date 2023-12-12 --title "Last meeting of 2023" --place Astana --chair "Alibek Bakayev" --chair-title "Deputy Foreign Minister" --chair-party KAZ --source "The Astana Times, December 2023"',
  'agenda add SOC-2023-12-12 "Work of the Secretariat in 2023" --presenter "Kairat Sarybay, Secretary General"',
  'agenda add SOC-2023-12-12 "Planning documents for 2024"',
  'decision add SOC-2023-12-12 --item 2 --action adopt --kind plan --period 2024 "2024 plan for implementing confidence-building measures"',
  'decision add SOC-2023-12-12 --item SOC-2023-12-12#2 --action adopt --kind budget --period 2024 "2024 budget of the CICA Secretariat"',
  'decision add SOC-2023-12-12 --action approve --kind concept-paper --party sponsor:MNG --party sponsor:IRN "Concept paper on environment protection"',
  'decision add SOC-2023-12-12 --action approve --kind concept-paper --party sponsor:Mongolia --party "sponsor:Islamic Republic of Iran" "Concept paper on natural disaster management"',
  'decision add SOC-2023-12-12 --action recommend --kind observer-status --party "applicant:Saudi Arabia" --to MC --tag enlargement --evidence "The meeting welcomed a proposal.\nIt recommended it for approval." "Observer status for Saudi Arabia"',
  'decision add SOC-2023-12-12 --action acknowledge --kind ratification --party Bangladesh "Ratification by Bangladesh"',
  'decision add SOC-2023-12-12 --action review --kind roadmap "Implementation of the roadmap"',
  'decision add SOC-2023-12-12 --action discuss --kind cooperation --party SCO --party ASEAN --party UNOCT "Closer ties"',
  'meeting add --body MC --date "26 December 2023" --source "The Astana Times, 28 December 2023"',
  'decision add MC-2023-12-26 --action grant --kind observer-status --party applicant:SAU "Observer status for Saudi Arabia"',
];

it('records the story from the command line and from YAML alike', async () => {
  const db = await presetRegister();
  const byHand = session(db);
  for (const line of typed) await done(byHand(line));
  const file = await presetRegister();
  const byFile = session(file);
  expect(await cica(['import', '-'], { db: file, input: story })).toEqual({
    stdout: '',
    stderr: 'imported: 3 meetings, 2 agenda items, 10 decisions created; nothing updated; nothing unchanged\n',
    exitCode: 0,
  });
  const exported = await done(byFile`export meetings --format yaml`);
  expect(await done(byHand`export meetings --format yaml`)).toBe(exported);

  // what was written by hand and what was exported are the same meetings
  const repeat = 'imported: nothing created; nothing updated; 3 meetings, 2 agenda items, 10 decisions unchanged\n';
  for (const input of [story, exported]) {
    expect(await cica(['import', '-'], { db, input })).toMatchObject({ stderr: repeat, exitCode: 0 });
  }

  const status = (day: string) =>
    done(byHand`decision list --meeting SOC-2023-12-12 --as-of ${day} --columns status --no-header`);
  const rest = 'in force\nin force\nreferred to MC\nrecorded\nrecorded\nrecorded\n';
  expect(await status('2023-12-11')).toBe('');
  expect(await status('2023-12-12')).toBe(`upcoming\nupcoming\n${rest}`);
  expect(await status('2024-03-01')).toBe(`in force\nin force\n${rest}`);
  expect(await status('2025-03-01')).toBe(`ended\nended\n${rest}`);
  expect(await done(byHand`decision list --party sponsor:Mongolia --columns ref,parties --format csv`)).toBe(
    'ref,parties\nSOC-2023-12-12/3,sponsor:MNG; sponsor:IRN\nSOC-2023-12-12/4,sponsor:MNG; sponsor:IRN\n',
  );
});
