import { expect, it } from 'vitest';
import { cica, temporaryFolder } from '../support/cica';
import { done, lines } from '../support/session';

/** What the demo says, and what the commands that it offers print, in a year. */
async function demoIn(year: number): Promise<string[]> {
  const cwd = temporaryFolder();
  const env = { CICA_NOW: `${year}-06-15T12:00:00Z` };
  const shown = await done(cica(['demo', '--db', 'demo.db'], { cwd, env }));
  const offered = lines(shown).filter((line) => line.endsWith(' --db demo.db'));
  expect(offered.length).toBeGreaterThan(3);
  const printed = offered.map((line) => {
    const words = line.match(/"[^"]*"|\S+/g) ?? [];
    const args = words.slice(words.findIndex((word) => word.endsWith('cica.js')) + 1);
    return done(
      cica(
        args.map((word) => word.replaceAll('"', '')),
        { cwd, env },
      ),
    );
  });
  return [shown.replaceAll(/node \S+/g, 'cica'), ...(await Promise.all(printed))];
}

it('the demo shows the same in any year, and states its date', async () => {
  const [shown = '', ...printed] = await demoIn(2025);
  expect(shown).toContain('real meetings from 2022 to 2024, here as of 1 March 2024; --as-of selects');
  expect(shown).toMatch(/SOC-2023-12-12\/1 .* in force\n/);
  expect(printed.filter((text) => text === '')).toEqual([]);
  expect(await demoIn(2029)).toEqual([shown, ...printed]);
});
