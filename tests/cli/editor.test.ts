import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, test } from 'vitest';
import { cica, demoRegister, temporaryFolder } from '../support/cica';
import { Database } from '../support/sqlite';
import { keys, Terminal } from '../support/terminal';

const history = async (db: string) => (await cica(['log', '--format', 'csv'], { db })).stdout;

const placeOf = async (db: string) =>
  JSON.parse((await cica(['meeting', 'show', 'SOC-2023-12-12', '--format', 'json'], { db })).stdout).meeting.place;

describe('cica meeting edit without flags', () => {
  const edit = (db: string, editor: string, folder = temporaryFolder()) =>
    Terminal.start(['meeting', 'edit', 'SOC-2023-12-12'], { db, cols: 200, env: { EDITOR: editor, TMPDIR: folder } });
  const placeIs = (place: string) => `sed -i 's/^place:.*/place: ${place}/'`;

  test.each([
    ['y', 'Almaty'],
    ['n', 'Astana'],
  ])('opens $EDITOR, shows what changes, and on %j leaves it in %s', async (answer, place) => {
    const db = await demoRegister();
    const terminal = edit(db, placeIs('Almaty'));
    await terminal.asked('Change it?');
    expect(terminal.screen()).toContain('  place: "Astana" → "Almaty"');
    await terminal.answer('Change it?', answer);
    expect(await terminal.exitCode()).toBe(0);
    expect(await placeOf(db)).toBe(place);
    if (answer === 'n') expect(terminal.screen().at(-1)).toBe('nothing was changed');
  });

  it('says when nothing was changed', async () => {
    const db = await demoRegister();
    const before = await history(db);
    const terminal = edit(db, 'true');
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen()).toEqual(['nothing was changed']);
    expect(await history(db)).toBe(before);
  });

  test.each([
    ['is no YAML', `sed -i 's/^place:.*/place: "Almaty/'`, 4],
    ['has a date that does not exist', `sed -i 's/^date:.*/date: 2023-02-30/'`, 4],
    ['names an unknown party', `sed -i 's/^chair_party:.*/chair_party: Nowhere/'`, 3],
  ])(
    'offers to open the text again that %s; left so, nothing is changed, and nothing left behind',
    async (_, editor, code) => {
      const db = await demoRegister();
      const before = await history(db);
      const folder = temporaryFolder();
      const terminal = Terminal.start(['meeting', 'edit', 'SOC-2023-12-12'], {
        ...{ db, cols: 200, env: { EDITOR: editor, TMPDIR: folder } },
      });
      await terminal.answer('Open it again?', 'n');
      expect(await terminal.exitCode()).toBe(code);
      expect(terminal.screen().at(-1)).toMatch(/; nothing was changed$/);
      expect(readdirSync(folder)).toEqual([]);
      expect(await history(db)).toBe(before);
    },
  );

  test.each([
    ['date: 2023-02-30', /^# !! date: there is no 30 February 2023\n# !! .*\ndate: 2023-02-30$/m],
    ['chair_party: Nowhere', /^# !! .*no party "Nowhere"\n# !! .*\nchair_party: Nowhere$/m],
    ['place: "Almaty', /^# !! this is not YAML: Missing closing "quote\n# !! .*\nplace: "Almaty$/m],
  ])('opens a text with %j again, with what is wrong above the line', async (wrong, shown) => {
    const db = await demoRegister();
    const folder = temporaryFolder();
    const script = join(folder, 'editor');
    const [name = ''] = wrong.split(':');
    writeFileSync(
      script,
      `grep -q '^# !!' "$1" && { cp "$1" '${folder}/second'; sed -i 's/^place:.*/place: Almaty/; s/^date:.*/date: 2023-12-12/; s/^chair_party:.*/chair_party: KAZ/' "$1"; exit 0; }
sed -i 's/^${name}:.*/${wrong}/' "$1"`,
    );
    const terminal = edit(db, `sh ${script}`);
    await terminal.answer('Open it again?', 'y');
    await terminal.answer('Change it?', 'y');
    expect(await terminal.exitCode()).toBe(0);
    const second = readFileSync(join(folder, 'second'), 'utf8');
    expect(second).toMatch(shown);
    expect(second).toContain('# scheduled, held, postponed, cancelled\nstatus: held');
    expect(await placeOf(db)).toBe('Almaty');
  });

  it('changes nothing when the editor fails', async () => {
    const terminal = edit(await demoRegister(), 'no-such-editor');
    expect(await terminal.exitCode()).toBe(1);
    expect(terminal.screen().join('\n')).toContain('the editor could not be started');
  });

  const other = '$cica meeting edit SOC-2023-12-12 --place Baku --mode online 2> /dev/null';

  it('refuses it when someone else changed the record meanwhile, and keeps the text', async () => {
    const db = await demoRegister();
    const terminal = Terminal.shell('$cica meeting edit SOC-2023-12-12', {
      ...{ db, cols: 200, env: { EDITOR: `${other}; ${placeIs('Almaty')}` } },
    });
    await terminal.answer('Open it again?', 'n');
    expect(await terminal.exitCode()).toBe(4);
    const screen = terminal.screen().join('\n');
    expect(screen).toContain('cica: the meeting SOC-2023-12-12 was changed in the meantime by tester (entry 2)');
    expect(screen).toContain('  place: was "Astana", now "Baku", yours "Almaty"');
    const file = /your text is in (\S+)/.exec(screen)?.[1] ?? '';
    expect(readFileSync(file, 'utf8')).toContain('place: Almaty');
    expect(await placeOf(db)).toBe('Baku');
  });

  it('opens it again with the changes of both, also when it was changed while the last question was open', async () => {
    const db = await demoRegister();
    const [folder, scripts] = [temporaryFolder(), temporaryFolder()];
    const script = join(scripts, 'editor');
    writeFileSync(
      script,
      `grep -q '^# !!' "$1" && { cp "$1" '${scripts}/second'; exit 0; }\nsed -i 's/^place:.*/place: Almaty/' "$1"`,
    );
    const terminal = Terminal.start(['meeting', 'edit', 'SOC-2023-12-12'], {
      ...{ db, cols: 200, env: { EDITOR: `sh ${script}`, TMPDIR: folder } },
    });
    await terminal.asked('Change it?');
    await cica(['meeting', 'edit', 'SOC-2023-12-12', '--place', 'Baku', '--mode', 'online'], { db });
    await terminal.answer('Change it?', 'y');
    await terminal.answer('Open it again?', 'y');
    await terminal.waitFor('  place: "Baku" → "Almaty"');
    await terminal.waitFor(/Change it\?[\s\S]*Change it\?/);
    terminal.type(`y${keys.enter}`);
    expect(await terminal.exitCode()).toBe(0);
    const second = readFileSync(join(scripts, 'second'), 'utf8');
    expect(second).toMatch(/^# !! the meeting SOC-2023-12-12 was changed/m);
    for (const line of ['# !! place: was "Astana", now "Baku", yours "Almaty"', 'place: Almaty', 'mode: online'])
      expect(second.split('\n')).toContain(line);
    expect(await placeOf(db)).toBe('Almaty');
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each<[string, (terminal: Terminal) => void]>([
    ['a terminal that is closed', (terminal) => terminal.hangUp()],
    ['SIGTERM', (terminal) => terminal.signal('SIGTERM')],
  ])('%s while the editor is open leaves no file behind', async (_, end) => {
    const db = await demoRegister();
    const before = await history(db);
    const [folder, marks] = [temporaryFolder(), temporaryFolder()];
    // an editor that writes once more when it ends, as some do
    const script = join(marks, 'editor');
    writeFileSync(
      script,
      `trap 'echo "place: Almaty" >"$1"; echo "place: Almaty" >"$1.save"; echo >${marks}/ended; exit 1' HUP TERM
echo >${marks}/open; while :; do sleep 0.1; done`,
    );
    const terminal = Terminal.start(['meeting', 'edit', 'SOC-2023-12-12'], {
      ...{ db, env: { EDITOR: `exec sh ${script}`, TMPDIR: folder } },
    });
    await existing(join(marks, 'open'));
    expect(readdirSync(folder)).toHaveLength(1);
    end(terminal);
    await existing(join(marks, 'ended'));
    while (readdirSync(folder).length > 0) await setTimeout(20);
    expect(await history(db)).toBe(before);
  });

  test.each(['SIGHUP', 'SIGTERM'] as const)('%s after the editor was left leaves no file behind', async (signal) => {
    const db = await demoRegister();
    const folder = temporaryFolder();
    const other = new Database(db);
    const terminal = edit(db, placeIs('Almaty'), folder);
    await terminal.asked('Change it?');
    // the change waits for another program
    other.exec('BEGIN IMMEDIATE');
    terminal.type(`y${keys.enter}`);
    await terminal.waitFor(/Change it\? yes/i);
    await setTimeout(150);
    terminal.signal(signal);
    await setTimeout(100);
    other.exec('ROLLBACK');
    other.close();
    await terminal.exitCode();
    expect(readdirSync(folder)).toEqual([]);
  });
});

async function existing(file: string): Promise<void> {
  while (!existsSync(file)) await setTimeout(20);
}
