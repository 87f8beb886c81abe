import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';
import { entities } from '../../src/domain/schema';
import { copyOfRegister, demoRegister } from '../support/cica';
import { done, type Run, refused, session } from '../support/session';

const { env, stdin, stdout, stderr } = process;
const program = await programFor(new Context({ env, argv: [], stdin, stdout, stderr }), 'all');

describe('every list that edit can replace can gain and lose items', () => {
  const lists = Object.values(entities).flatMap(({ name, columns }) =>
    columns
      .filter(({ type, flagless, computed }) => ['list', 'parties', 'links'].includes(type) && !flagless && !computed)
      .map(({ flag, name: column }) => [name, flag ?? column] as const),
  );
  test.each(lists)('%s: %s', (entity, flag) => {
    const noun = program.commands.find((one) => one.name() === entity);
    const flags = noun?.commands.find((one) => one.name() === 'edit')?.options.map(({ long }) => long);
    expect(flags).toEqual(expect.arrayContaining([`--${flag}`, `--add-${flag}`, `--remove-${flag}`]));
    expect(flags?.filter((long) => /^--(?:add|remove)-/.test(long ?? '')).length).toBe(
      2 * lists.filter(([other]) => other === entity).length,
    );
  });
  it('are those of bodies, parties, decisions and tasks', () => {
    expect(lists.map((pair) => pair.join(' '))) //
      .toEqual(['body alias', 'party alias', 'decision party', 'decision tag', 'task report']);
  });
});

let prepared: string;
let run: Run;
beforeAll(async () => {
  prepared = await demoRegister();
  run = session(prepared, { here: true });
  for (const line of [
    'meeting add --body SOC --date 2025-01-10',
    'decision add SOC-2025-01-10 First --action note --tag Water --tag energy --party sponsor:KAZ --party applicant:SAU',
    'decision add SOC-2025-01-10 Second --action note --tag energy --party SAU --party applicant:SAU',
    'decision add SOC-2025-01-10 Third --action note',
    'body add TFG --name "Task Force" --alias Force --alias "Task Group"',
    'party add ACME --name Acme --kind organisation --alias "Acme Inc."',
    'task add SOC-2025-01-10/1 Draft --report "half done"',
  ])
    await done(run(line));
});
beforeEach(async () => {
  run = session(await copyOfRegister(prepared), { here: true });
});

const [first, second, third] = ['SOC-2025-01-10/1', 'SOC-2025-01-10/2', 'SOC-2025-01-10/3'];
const list = async (noun: string, ref: string, column: string): Promise<string[]> => {
  const record = JSON.parse(await done(run(`${noun} show ${ref} --json`)));
  return record[column].map((item: string | { role: string; party: string }) =>
    typeof item === 'string' ? item : `${item.role}:${item.party}`,
  );
};

describe('items', () => {
  it.each<[line: string, column: string, items: string[]]>([
    [`decision edit ${first} --add-tag climate`, 'tags', ['Water', 'energy', 'climate']],
    [`decision edit ${first} --add-tag b,a --add-tag c`, 'tags', ['Water', 'energy', 'b', 'a', 'c']],
    [`decision edit ${first} --add-tag water`, 'tags', ['Water', 'energy']],
    [`decision edit ${first} --add-tag New --add-tag NEW`, 'tags', ['Water', 'energy', 'New']],
    [`decision edit ${first} --remove-tag WATER`, 'tags', ['energy']],
    [`decision edit ${first} --remove-tag water,energy`, 'tags', []],
    [`decision edit ${first} --remove-tag energy --remove-tag ENERGY`, 'tags', ['Water']],
    [`decision edit ${first} --add-tag soil --remove-tag energy`, 'tags', ['Water', 'soil']],
    [`decision edit ${third} --add-tag x`, 'tags', ['x']],
    [`decision edit ${first} --add-party MNG`, 'parties', ['sponsor:KAZ', 'applicant:SAU', 'subject:MNG']],
    [`decision edit ${first} --add-party sponsor:Mongolia`, 'parties', ['sponsor:KAZ', 'applicant:SAU', 'sponsor:MNG']],
    [`decision edit ${first} --add-party "applicant:saudi arabia"`, 'parties', ['sponsor:KAZ', 'applicant:SAU']],
    [`decision edit ${first} --add-party sponsor:SAU`, 'parties', ['sponsor:KAZ', 'applicant:SAU', 'sponsor:SAU']],
    [`decision edit ${second} --remove-party "Saudi Arabia"`, 'parties', []],
    [`decision edit ${second} --remove-party subject:SAU`, 'parties', ['applicant:SAU']],
    [`decision edit ${first} --remove-party SAU --add-party sponsor:SAU`, 'parties', ['sponsor:KAZ', 'sponsor:SAU']],
    [`decision edit ${first} --add-tag x --title Other`, 'tags', ['Water', 'energy', 'x']],
    ['body edit TFG --add-alias Group', 'aliases', ['Force', 'Task Group', 'Group']],
    ['body edit TFG --remove-alias "task-group"', 'aliases', ['Force']],
    ['party edit ACME --remove-alias "acme inc." --add-alias "Acme Ltd"', 'aliases', ['Acme Ltd']],
    ['task edit 1 --add-report "all done"', 'reports', ['half done', 'all done']],
    ['task edit 1 --remove-report "half done"', 'reports', []],
  ])('%s', async (line, column, items) => {
    await done(run(line));
    const [noun = '', , ref = ''] = line.split(' ');
    expect(await list(noun, ref, column)).toEqual(items);
  });

  it('that some records already have, or lack, change only the records concerned', async () => {
    const { stderr } = await run(`decision edit ${first} ${second} ${third} --remove-tag water`);
    expect(stderr).toContain('3 decisions: 1 changed, 2 unchanged\n');
    expect((await run(`decision edit ${first} --add-tag ENERGY`)).stderr).toContain('unchanged: ');
    expect(await list('decision', second, 'tags')).toEqual(['energy']);
  });
});

describe('an invalid change of a list', () => {
  it.each<[line: string, code: number, message: string]>([
    [`decision edit ${first} --remove-tag soil`, 3, `${first} has no tag "soil"`],
    [`decision edit ${first} ${second} --remove-tag soil`, 3, 'none of the 2 decisions has the tag "soil"'],
    [`decision edit ${first} --remove-tag water --remove-tag soil`, 3, `${first} has no tag "soil"`],
    [`decision edit ${first} --remove-party MNG`, 3, `${first} has no party "MNG"`],
    [`decision edit ${first} --remove-party sponsor:SAU`, 3, `${first} has no party "sponsor:SAU"`],
    ['body edit TFG --remove-alias Nobody', 3, 'TFG has no alias "Nobody"'],
    [`decision edit ${first} --remove-party NOBODY`, 3, 'no party "NOBODY"'],
    [`decision edit ${first} --add-party NOBODY`, 3, 'no party "NOBODY"'],
    [`decision edit ${first} --tag a --add-tag b`, 2, '--tag cannot be combined with --add-tag'],
    [`decision edit ${first} --party KAZ --remove-party SAU`, 2, '--party cannot be combined with --remove-party'],
    ['body edit TFG --alias "" --remove-alias Force', 2, '--alias cannot be combined with --remove-alias'],
    [`decision edit ${first} --add-tag a --remove-tag A`, 2, '--add-tag and --remove-tag both name "a"'],
    [`decision edit ${first} --add-tag ""`, 2, '--add-tag is empty'],
    [`decision edit ${first} --remove-tag ","`, 2, '--remove-tag is empty'],
    [`decision edit ${first} --add-party ""`, 2, '--add-party is empty'],
    [`decision edit ${first} --remove-party ""`, 2, '--remove-party is empty'],
    [`decision edit ${first} --add-party boss:KAZ`, 2, '--add-party: unknown role "boss"'],
    [`decision edit ${first} --remove-party boss:KAZ`, 2, '--remove-party: unknown role "boss"'],
    ['body edit TFG --add-alias SOC', 4, '"SOC" is already the body SOC'],
  ])('%s', async (line, code, message) => {
    const ran = await run(line);
    refused({ ...ran, stderr: ran.stderr.replace('cica: aliases: ', 'cica: ') }, code, message);
    expect(await list('decision', first, 'tags')).toEqual(['Water', 'energy']);
    expect(await list('decision', first, 'parties')).toEqual(['sponsor:KAZ', 'applicant:SAU']);
  });

  it('has more items than a list may have', async () => {
    const many = Array.from({ length: 998 }, (_, at) => `t${at}`).join(',');
    await done(run(`decision edit ${first} --add-tag ${many}`));
    refused(
      await run(`decision edit ${first} --add-tag one-more`),
      4,
      'tags would have 1,001 items; the limit is 1,000',
    );
    await done(run(`decision edit ${first} --add-tag one-more --remove-tag t0`));
    await done(run(`decision edit ${first} --remove-tag t1`));
  });
});
