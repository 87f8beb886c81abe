import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoRegister, temporaryFolder } from '../support/cica';
import { type Run, session } from '../support/session';

/* Where several names are given in one text, it is said how several are given, or that one is taken. */

let run: Run;
const folder = temporaryFolder();
beforeAll(async () => {
  run = session(await demoRegister(), { cwd: folder });
});

const add = 'decision add SOC-2024-06-27 T --action note';

describe('several in one text', () => {
  it.each([
    [`${add} --party "Mongolia, China"`, 3, 'no party "Mongolia, China"', 'the flag (--party MNG --party CHN)'],
    [`${add} --party "sponsor:MNG; China"`, 3, 'no party "MNG; China"', '--party sponsor:MNG --party sponsor:CHN'],
    [`${add} --party "sponsor:MNG and CHN"`, 3, 'no party "MNG and CHN"', 'semicolons in a file (sponsor:MNG; spons'],
    [`${add} --to "MC, SOC"`, 3, 'no body "MC, SOC"', 'give only one: MC or SOC'],
    [`${add} --kind "plan, budget"`, 2, '"plan, budget" is not one kind', 'give only one: plan or budget'],
    [`${add} --cites "SOC-2023-12-12/1, SOC-2023-12-12/2"`, 3, 'is not one reference', 'separate several with commas'],
    ['meeting add --body "SOC & MC" --date 2025', 3, 'no body "SOC & MC"', 'give only one: SOC or MC'],
    ['meeting add --body SOC --date 2025 --chair-party KAZ/MNG', 3, 'no party "KAZ/MNG"', 'give only one: KAZ or MNG'],
    ['meeting list --mode "online; hybrid"', 2, 'is not one mode', 'separated by commas: online,hybrid'],
    ['decision list --body SOC;MC', 3, 'no body "SOC;MC"', 'with commas in a filter (SOC,MC)'],
    ['decision list --party "KAZ; MNG"', 3, 'no party "KAZ; MNG"', 'with commas in a filter (KAZ,MNG)'],
    ['decision list --kind plan;budget', 2, 'is not one kind', 'separated by commas: plan,budget'],
    ['decision list --action adopted;noted', 2, 'is not one action', 'separated by commas: adopted,noted'],
    ['decision list --status ended;lapsed', 2, 'is not one status', 'separated by commas: ended,lapsed'],
    ['decision list --meeting SOC-2023-12-12;SOC-2024-06-27', 3, 'no meeting', 'with commas in a filter (SOC-2023'],
    ['decision list --columns ref;title', 2, 'no column "ref;title" to show', 'separated by commas: ref,title'],
    ['decision list --sort ref;title', 2, 'no column "ref;title" to sort by', 'separated by commas: ref,title'],
    ['decision remove SOC-2023-12-12/1,SOC-2023-12-12/2', 3, 'is not one reference', 'with spaces as arguments'],
    ['show SOC-2023-12-12/1,SOC-2023-12-12/2', 3, 'is not one reference', 'with spaces as arguments'],
    ['party show MNG,KAZ', 3, 'no party "MNG,KAZ"', 'with spaces as arguments'],
    ['decision object SOC-2024-06-27/5 --party IND,KAZ', 3, 'no party "IND,KAZ"', 'give only one: IND or KAZ'],
    ['party standing MNG,KAZ', 3, 'no party "MNG,KAZ"', 'give only one: MNG or KAZ'],
    ['party standing MNG,KAZ --set partner', 3, 'no party "MNG,KAZ"', 'give only one: MNG or KAZ'],
    ['decision trace SOC-2023-12-12/1,SOC-2023-12-12/2', 3, 'is not one reference', 'give only one: SOC-2023-12-12/1'],
    ['undo 1,2', 2, '<entries> cannot be "1,2"', 'several with spaces'],
    // a name that is not known does not count as several
    [`${add} --party "Atlantis, Utopia"`, 3, 'no party "Atlantis, Utopia"', '`cica party list` shows all'],
    [`${add} --kind "plan, bugdet"`, 2, 'unknown kind "plan, bugdet"', 'it is one of: plan, budget'],
  ])('%s', async (line, code, message, advice) => {
    const { stdout, stderr, exitCode } = await run(line);
    const [first, second] = stderr.split('\n');
    expect(first).toContain(message);
    expect(second).toContain(advice);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code });
  });

  it.each([
    ['parties', '"MNG, KAZ"', 'parties: no party "MNG, KAZ" (separate several with semicolons in a file (MNG; KAZ)'],
    ['parties', '"sponsor:MNG, applicant:KAZ"', 'semicolons in a file (sponsor:MNG; sponsor:KAZ)'],
    ['referred_to', '"MC; SOC"', 'referred_to: no body "MC; SOC" (give only one: MC or SOC)'],
    ['kind', '"plan; budget"', 'kind: "plan; budget" is not one kind (give only one: plan or budget'],
    ['links', '"cites:SOC-2023-12-12/1, SOC-2023-12-12/2"', 'links: "SOC-2023-12-12/1, SOC-2023-12-12/2" is not one'],
  ])('in the column %s: %s', async (column, value, error) => {
    writeFileSync(join(folder, 'd.csv'), `meeting,action,title,${column}\nSOC-2024-06-27,note,T,${value}\n`);
    const { stderr, exitCode } = await run`import d.csv`;
    expect(stderr).toContain(`d.csv:2:4: `);
    expect(stderr).toContain(error);
    expect(exitCode).toBe(4);
  });

  it('is only a warning if any text is accepted', async () => {
    const { stderr } = await run`task add SOC-2024-06-27/1 "Do it" --responsible "MNG, KAZ" --dry-run`;
    expect(stderr).toContain('warning: task 1 names several responsible parties: add a task for each (MNG, KAZ)');
    const other = await run`task add SOC-2024-06-27/1 "Do it" --responsible "Jane, of Astana" --dry-run`;
    expect(other.stderr).not.toContain('warning');
  });
});
