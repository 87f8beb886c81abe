import { beforeAll, describe, expect, it } from 'vitest';
import { demoRegister } from '../support/cica';
import { done, type Run, refused, session } from '../support/session';

let demo: Run;
beforeAll(async () => {
  demo = session(await demoRegister());
});

describe('the record of a meeting', () => {
  it('tells what was decided, and what became of it', async () => {
    expect(
      await done(demo`meeting record SOC-2024-03-14 --as-of 2024-03-31`),
    ).toBe(`# Senior Officials Committee: record of decisions

14 March 2024

## Decisions

1. The Senior Officials Committee **recommended** “Chairmanship of Azerbaijan for 2024-2026” to the Ministerial Council (SOC-2024-03-14/1).

   The Ministerial Council accepted it on 19 March 2024 (MC-2024-03-19/1).

*Source: Vestnik Kavkaza, 20 March 2024*

*Later developments are stated as of 31 March 2024.*
`);
    expect(await done(demo`meeting record SOC-2024-03-14 --as-of 2024-03-15`)).toContain(
      'The Ministerial Council had not answered by 15 March 2024.',
    );
  });

  it('leaves out with --plain what became of the decisions', async () => {
    const plain = await done(demo`meeting record SOC-2024-03-14 --plain`);
    expect(plain).toContain('**recommended**');
    expect(plain).not.toMatch(/accepted|Later developments/);
  });

  it('is not written of what is no meeting', async () => {
    refused(await demo`meeting record SOC-2024-03-15`, 3, 'no meeting SOC-2024-03-15');
    refused(await demo`meeting agenda Mongolia`, 3, 'no meeting "Mongolia"');
    refused(await demo`meeting record SOC-2024-03-14 --format pdf`, 2, '--format cannot be "pdf"');
  });
});
