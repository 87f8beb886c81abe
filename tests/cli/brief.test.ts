import { beforeAll, describe, expect, it, test } from 'vitest';
import { presetRegister } from '../support/cica';
import { done, type Run, refused, session } from '../support/session';

let run: Run;
beforeAll(async () => {
  run = session(await presetRegister(), { env: { CICA_NOW: '2025-01-15T12:00:00' } });
  for (const line of [
    'meeting add --body SOC --date 2024-03-10 --place Baku --chair-party MNG',
    'meeting add --body SOC --date 2025-01-05',
    'meeting add --body MC --date 2024-12-20',
    'instrument add CHARTER "Charter of the Conference"',
    'instrument add CPI "Convention on Privileges"',
    'decision add SOC-2024-03-10 --action approve --party sponsor:MNG "Rules **of** <b>procedure</b>"',
    'decision add SOC-2024-03-10 --action request --party addressee:MNG "Host a seminar"',
    'decision add SOC-2024-03-10 --action request --party addressee:MNG "Report on visas"',
    'decision add SOC-2025-01-05 --action recommend --to MC --party sponsor:MNG "Centre in Ulaanbaatar"',
    'decision add SOC-2025-01-05 --action adopt --silence-until 2025-01-20 --party sponsor:MNG "Plan of action"',
    'decision add SOC-2025-01-05 --action adopt --silence-until 2025-01-20 "Logo"',
    'decision add SOC-2025-01-05 --action adopt --party reservation:MNG "Budget of 2025"',
    'decision object SOC-2025-01-05/3 --party MNG --on 2025-01-10 --withdrawn 2025-01-12 --note "too blue"',
    'task add SOC-2024-03-10/3 "Write the report" --responsible MNG --due 2025-01-10',
    'instrument act CPI MNG --kind signature --on 2024-05',
  ])
    await done(run(line));
});

describe('a brief on a party', () => {
  it('summarizes the record of a delegation', async () => {
    expect(await done(run`party brief Mongolia`)).toBe(`\
# Brief: Mongolia

As of 15 January 2025

Mongolia is a member; the date on which it became one is not on record.

## Asked of Mongolia

| By | What | Decision |
| --- | --- | --- |
| **10 January 2025 (overdue)** | Write the report | SOC-2024-03-10/3 |
| – | Host a seminar | SOC-2024-03-10/2 |

## Pending

- “Plan of action” is under a silence procedure, with 20 January 2025 as the last day to object (SOC-2025-01-05/2).
- “Centre in Ulaanbaatar” has awaited the answer of the Ministerial Council since 5 January 2025, for 10 days (SOC-2025-01-05/1).

## Proposals

| Date | Decision | Status | Reference |
| --- | --- | --- | --- |
| 5 January 2025 | recommended: Centre in Ulaanbaatar | referred to MC | SOC-2025-01-05/1 |
| 5 January 2025 | adopted: Plan of action | provisional | SOC-2025-01-05/2 |
| 10 March 2024 | approved: Rules \\*\\*of\\*\\* \\<b\\>procedure\\</b\\> | in force | SOC-2024-03-10/1 |

## Reservations and objections

- Reservation to “Budget of 2025”, on 5 January 2025 (SOC-2025-01-05/4).
- Objection to “Logo”, on 10 January 2025, withdrawn on 12 January 2025: too blue (SOC-2025-01-05/3).

## Treaties

| Treaty | Act | Date | Noted by |
| --- | --- | --- | --- |
| Convention on Privileges | signature | May 2024 | – |

No act is on record for: Charter of the Conference.

## Meetings chaired

| Date | Meeting | Place |
| --- | --- | --- |
| 10 March 2024 | SOC-2024-03-10 | Baku |
`);
  });

  it('limits the past, not open items', async () => {
    const text = await done(run`party brief MNG --since 2024-12-01 --limit 1`);
    expect(text).toContain('\nAs of 15 January 2025; the past since 1 December 2024\n');
    expect(text).toMatch(/Write the report[\s\S]*Host a seminar/);
    expect(text).not.toMatch(/Meetings chaired|Plan of action \||procedure</);
    expect(text).toMatch(/Tables show the newest rows; more are on record\.\*?\n$/);
  });

  it('is short for a party with few records', async () => {
    expect(await done(run`party brief SCO`)).toBe(`\
# Brief: Shanghai Cooperation Organisation

As of 15 January 2025

The Shanghai Cooperation Organisation has no standing on record.
`);
  });

  it('says which decision granted a standing', async () => {
    await done(
      run`decision add MC-2024-12-20 --action grant --kind ${'observer status'} --party applicant:SCO ${'Observer status for SCO'}`,
    );
    expect(await done(run`party brief SCO --as-of 2024-12-31`)).toContain(
      'The Shanghai Cooperation Organisation has been an observer since 20 December 2024 (granted by MC-2024-12-20/1).\n',
    );
  });

  it('is written as HTML and for Word', async () => {
    const html = await done(run`party brief MNG --format html`);
    expect(html).toContain('Rules **of** &lt;b&gt;procedure&lt;/b&gt;');
    expect(html).toContain('<h2>Asked of Mongolia</h2>');
    expect((await done(run`party brief MNG --format docx`)).startsWith('PK')).toBe(true);
  });

  test.each([
    ['party brief Mongoliaa', 3, 'no party "Mongoliaa"'],
    ['party brief SOC', 3, 'no party "SOC"'],
    ['party brief MNG --since 2025-02-30', 2, '--since: there is no 30 February 2025'],
    ['party brief MNG --since 2026-01-01', 2, '--since 2026-01-01 is after 2025-01-15'],
    ['party brief MNG --as-of 2025-02-30', 2, '--as-of: there is no 30 February 2025'],
    ['party brief MNG --format pdf', 2, '--format cannot be "pdf"'],
  ])('refuses `%s`', async (line, code, message) => {
    refused(await run(line), code, message);
  });
});
