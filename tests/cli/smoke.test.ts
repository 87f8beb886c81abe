import { expect, it } from 'vitest';
import { cica, demoRegister } from '../support/cica';

it('lists the decisions of a meeting', async () => {
  const { stdout, exitCode } = await cica(['decision', 'list', '--meeting', 'SOC-2023-12-12', '--columns', 'ref'], {
    db: await demoRegister(),
  });
  expect(exitCode).toBe(0);
  expect(stdout.split('\n').slice(0, 2)).toEqual(['ref', 'SOC-2023-12-12/1']);
});
