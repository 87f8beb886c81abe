import { expect, it } from 'vitest';
import type { DraftOf } from '../../src/domain/record';
import type { EntityName } from '../../src/domain/schema';
import { isEffective } from '../../src/domain/status';
import { decisionList } from '../../src/register/decision/list';
import { listAll } from '../../src/register/list/listing';
import { statusFactsOfAll } from '../../src/store/statusFacts';
import { emptyRegister, record } from '../support/register';
import { saveRecord } from '../support/saved';

/** All combinations of values of some fields. */
function combinations(fields: Readonly<Record<string, readonly (string | null)[]>>): Record<string, string | null>[] {
  return Object.entries(fields).reduce<Record<string, string | null>[]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

/** When an answer takes effect, and the objections to it. */
const answers = combinations({
  silence_until: [null, '2024-01-20'],
  condition: [null, 'money'],
  condition_until: [null, '2024-01-22'],
  confirmed_on: [null, '2024-01-10', '2024-01-25'],
  effective_on: [null, '2024-01-13', '2024-02'],
});
const objections = [
  { objected_on: '2024-01-09', withdrawn_on: '2024-01-18' },
  { objected_on: '2024-01-12', withdrawn_on: null },
  { objected_on: '2024-01-20', withdrawn_on: '2024-01-21' },
];
const days = [
  '2024-01-02',
  '2024-01-05',
  '2024-01-09',
  '2024-01-10',
  '2024-01-11',
  '2024-01-12',
  '2024-01-13',
  '2024-01-18',
];
days.push('2024-01-20', '2024-01-21', '2024-01-22', '2024-01-23', '2024-01-25', '2024-02-01');

const decision = { title: 'D', action: 'adopt', kind: 'other' } as const;

it('SQL finds the answer that is in effect on a day, by the rules of the domain', async () => {
  const store = await emptyRegister();
  for (const code of ['SOC', 'MC']) await record(store, 'body', { code, name: `Body ${code}` });
  await record(store, 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state' });
  await record(store, 'meeting', { body: 'SOC', date: '2024-01-02' });
  await record(store, 'meeting', { body: 'MC', date: '2024-01-05' });
  const asking = { ...decision, meeting_id: 1, referred_to_id: 2 };
  await store.write('test', async (transaction) => {
    const save = async <E extends EntityName>(entity: E, fields: DraftOf<E>) =>
      (await saveRecord(transaction, entity, { fields })).id;
    for (const [at, fields] of answers.entries()) {
      const to_id = await save('decision', { ...asking, number: at + 1 });
      const links = [{ relation: 'answers', to_id, answer: 'accept', note: null }] as const;
      const decision_id = await save('decision', {
        ...decision,
        ...fields,
        meeting_id: 2,
        number: at + 1,
        links: [...links],
      });
      const objection = fields.silence_until === null ? undefined : objections[at % 4];
      if (objection) await save('objection', { decision_id, party_id: 1, ...objection });
    }
  });
  const { listing, where } = await decisionList(store, { body: ['SOC'] }, { day: '', isRequested: false });
  const rows = await listAll(store, listing, { columns: ['ref'], where });
  const facts = await statusFactsOfAll(
    store,
    rows.map(({ id }) => id),
  );
  expect(rows).toHaveLength(answers.length);
  for (const day of days) {
    const { listing } = await decisionList(store, {}, { day, isRequested: false });
    const answered = rows.map(({ id, ref }) => {
      const [link] = facts.get(id)?.facts.links ?? [];
      const answeredBy = `MC-2024-01-05/${(ref as string).split('/')[1]}`;
      return { id, answered_by: link !== undefined && isEffective(link.later.effect, day) ? answeredBy : null };
    });
    expect(await listAll(store, listing, { columns: ['answered_by'], where }), day).toEqual(answered);
  }
});
