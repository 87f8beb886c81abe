import fc from 'fast-check';
import { expect, it } from 'vitest';
import { undoLine } from '../../src/register/history/entries';
import { entriesToUndo, undo } from '../../src/register/history/undo';
import type { Store } from '../../src/store/store';
import { verify } from '../../src/store/verify';
import { tries } from '../support/postgres';
import { edit, emptyRegister, everything, importFiles, record, remove, today } from '../support/register';
import { times } from './long';

/** A decision as the model has it. */
interface Decision {
  readonly title: string;
  /** Whether it asks MC to act; else it adopts something. */
  readonly referral: boolean;
  /** The reference of what it answers, with "accept" or "decline". */
  readonly answers: readonly [ref: string, answer: 'accept' | 'decline'] | null;
}

type State = ReadonlyMap<string, Decision>;

/** A register in a few lines: the decisions by reference, the numbers given, and what can be taken back. */
interface Model {
  state: State;
  readonly given: Record<'SOC' | 'MC', number>;
  /** What the register was before each command that is neither an undo nor undone. */
  before: State[];
  /** The undo that can be undone now: what it took back, and its entry. */
  redo: { readonly state: State; readonly entry: number } | null;
}

type Step = fc.AsyncCommand<Model, Store>;

const meetings = { SOC: 'SOC-2024-01-01', MC: 'MC-2024-02-01' } as const;

function changed(model: Model, change: (state: Map<string, Decision>) => void): void {
  const state = new Map(model.state);
  change(state);
  model.before.push(model.state);
  model.state = state;
  model.redo = null;
}

function nextRef(model: Model, body: 'SOC' | 'MC'): string {
  model.given[body] += 1;
  return `${meetings[body]}/${model.given[body]}`;
}

function statusOf(state: State, ref: string): string {
  const { referral } = state.get(ref) as Decision;
  if (!referral) return 'in force';
  const answer = [...state.values()].find(({ answers }) => answers?.[0] === ref)?.answers?.[1];
  return answer === undefined ? 'referred' : answer === 'accept' ? 'accepted' : 'declined';
}

/** Whether the register is the model, and what its history says. */
async function compare(model: Model, store: Store): Promise<void> {
  const { decision } = await everything(store);
  const found = decision.map(({ ref, title, status }) => `${ref} ${status} ${title}`).sort();
  const wanted = [...model.state].map(([ref, { title }]) => `${ref} ${statusOf(model.state, ref)} ${title}`).sort();
  expect(found).toEqual(wanted);
  const verified = await store.snapshot((reader) =>
    verify(reader, { nameOf: async (entity, id) => `${entity} ${id}` }),
  );
  expect(verified.findings).toEqual([]);
}

/** A reference of the model that fits, chosen by a number; undefined when none does. */
function chosen(model: Model, pick: number, fits: (ref: string, decision: Decision) => boolean): string | undefined {
  const refs = [...model.state].filter(([ref, decision]) => fits(ref, decision)).map(([ref]) => ref);
  return refs[pick % Math.max(1, refs.length)];
}

const isAnswered = (model: Model, ref: string): boolean => statusOf(model.state, ref) !== 'referred';

const step = (
  name: string,
  check: (model: Readonly<Model>) => boolean,
  run: (model: Model, store: Store) => Promise<void>,
): Step => ({
  check,
  run: async (model, store) => {
    await run(model, store);
    await compare(model, store);
  },
  toString: () => name,
});

const add = (title: string, referral: boolean): Step =>
  step(
    `add ${title} ${referral}`,
    () => true,
    async (model, store) => {
      const ref = nextRef(model, 'SOC');
      const action = referral ? 'recommend' : 'adopt';
      const { ref: got } = await record(store, 'decision', {
        meeting: meetings.SOC,
        action,
        title,
        ...(referral ? { referred_to: 'MC' } : {}),
      });
      expect(got).toBe(ref);
      changed(model, (state) => state.set(ref, { title, referral, answers: null }));
    },
  );

const retitle = (pick: number, title: string): Step =>
  step(
    `retitle ${pick} ${title}`,
    ({ state }) => state.size > 0,
    async (model, store) => {
      const ref = chosen(model, pick, () => true) as string;
      if (model.state.get(ref)?.title === title) return;
      await edit(store, 'decision', ref, { title });
      changed(model, (state) => state.set(ref, { ...(state.get(ref) as Decision), title }));
    },
  );

const answer = (pick: number, says: 'accept' | 'decline'): Step => {
  const open = (model: Model) => chosen(model, pick, (ref, one) => one.referral && !isAnswered(model, ref));
  return step(
    `answer ${pick} ${says}`,
    (model) => open(model) !== undefined,
    async (model, store) => {
      const asked = open(model) as string;
      const ref = nextRef(model, 'MC');
      const links = [{ relation: 'answers', ref: asked, answer: says }];
      const { ref: got } = await record(store, 'decision', {
        meeting: meetings.MC,
        action: 'adopt',
        title: 'Answer',
        links,
      });
      expect(got).toBe(ref);
      changed(model, (state) => state.set(ref, { title: 'Answer', referral: false, answers: [asked, says] }));
    },
  );
};

const take = (pick: number): Step => {
  const free = (model: Model) => chosen(model, pick, (ref, one) => !one.referral || !isAnswered(model, ref));
  return step(
    `remove ${pick}`,
    (model) => free(model) !== undefined,
    async (model, store) => {
      const ref = free(model) as string;
      await remove(store, 'decision', ref);
      changed(model, (state) => state.delete(ref));
    },
  );
};

const imports = (titles: readonly string[]): Step =>
  step(
    `import ${titles.length}`,
    () => true,
    async (model, store) => {
      const rows = titles.map((title, at) => `${meetings.SOC},adopt,${title} ${model.given.SOC + at}`);
      await importFiles(store, [['d.csv', `meeting,action,title\n${rows.join('\n')}\n`]]);
      const first = model.given.SOC;
      changed(model, (state) => {
        for (const [at, title] of titles.entries()) {
          state.set(nextRef(model, 'SOC'), { title: `${title} ${first + at}`, referral: false, answers: null });
        }
      });
    },
  );

async function takeBack(store: Store, given: readonly number[]): Promise<number> {
  const entries = await entriesToUndo(store, given);
  return store.write(undoLine(entries.map(({ entry }) => entry)), async (transaction) => {
    await undo(transaction, today, entries);
    return transaction.entry;
  });
}

const undoes = (): Step =>
  step(
    'undo',
    ({ before }) => before.length > 0,
    async (model, store) => {
      const entry = await takeBack(store, []);
      model.redo = { state: model.state, entry };
      model.state = model.before.pop() as State;
    },
  );

const redoes = (): Step =>
  step(
    'redo',
    ({ redo }) => redo !== null,
    async (model, store) => {
      const { state, entry } = model.redo as NonNullable<Model['redo']>;
      await takeBack(store, [entry]);
      model.before.push(model.state);
      model.state = state;
      model.redo = null;
    },
  );

const title = fc.constantFrom('Plan', 'Budget', 'Бюджет', '计划', 'Rules of procedure');
const pick = fc.nat(50);

it('after any sequence of commands, the register matches a simple model, and verifies', async () => {
  const steps = fc.commands(
    [
      fc.tuple(title, fc.boolean()).map(([name, referral]) => add(name, referral)),
      fc.tuple(pick, title).map(([at, name]) => retitle(at, name)),
      fc.tuple(pick, fc.constantFrom('accept' as const, 'decline' as const)).map(([at, says]) => answer(at, says)),
      pick.map(take),
      fc.array(title, { minLength: 1, maxLength: 5 }).map(imports),
      fc.constant(null).map(undoes),
      fc.constant(null).map(redoes),
    ],
    { maxCommands: 25 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      const store = await emptyRegister();
      await record(store, 'body', { code: 'SOC', name: 'Officials' });
      await record(store, 'body', { code: 'MC', name: 'Council' });
      await record(store, 'meeting', { body: 'SOC', date: '2024-01-01' });
      await record(store, 'meeting', { body: 'MC', date: '2024-02-01' });
      const model: Model = { state: new Map(), given: { SOC: 0, MC: 0 }, before: [], redo: null };
      await fc.asyncModelRun(() => ({ model, real: store }), commands);
      expect(await store.staleDerived()).toEqual([]);
    }),
    { numRuns: tries(times(500, 25)) },
  );
}, 900_000);
