import { expect } from 'vitest';
import { middleMeeting } from '../../bench/records';
import { agendaList } from '../../src/register/agenda/list';
import { decisionList } from '../../src/register/decision/list';
import { pending } from '../../src/register/decision/pending';
import type { Filters } from '../../src/register/list/filters';
import { list } from '../../src/register/list/listing';
import { meetingList } from '../../src/register/meeting/list';
import type { Reader } from '../../src/store/store';
import { today } from './register';

/** What people ask of a register of the bench's records, to see how an engine goes about it. */

/** So many decisions the register has. */
export const count = 8_000;
const meeting = middleMeeting(count);

/** A party and a tag that most decisions of it have. */
export const common = `
  insert into decision_party select id, 9, 'subject', (select id from party where code = 'IND') from decision;
  insert into decision_tag select id, 9, 'most' from decision`;

type Ask = (reader: Reader) => Promise<unknown>;

const decisions =
  (filters: Filters, sort: string[] = [], day?: string) =>
  async (reader: Reader): Promise<unknown> => {
    const asOf = { day: day ?? today, isRequested: day !== undefined };
    const { listing, where } = await decisionList(reader, filters, asOf);
    const columns = ['ref', 'date', 'action', 'title', 'status'];
    const rows = [];
    for await (const batch of list(reader, listing, { columns, where, sort, limit: 50 })) rows.push(...batch);
    expect(rows.length).toBeGreaterThan(0);
    return rows;
  };

/** Walked in the order of the list until there are enough. */
export const walked: [string, Ask][] = [
  ['nothing', decisions({})],
  ['a year', decisions({ year: ['2008'] })],
  ['since', decisions({ since: '2020-01-01' })],
  ['until', decisions({ until: '2000-01-01' })],
  ['a body', decisions({ body: ['SOC'] })],
  ['an action', decisions({ action: ['adopted'] })],
  ['a kind', decisions({ kind: ['plan'] })],
  ['referred to', decisions({ to: ['MC'] })],
  ['a status', decisions({ status: ['ended'] })],
  ['in force', decisions({ inForce: true })],
  ['as of a day', decisions({}, [], '2010-01-01')],
  ['a party that many have', decisions({ party: ['IND'] })],
  ['a role that many have', decisions({ party: ['subject:IND'] })],
  ['a tag that many have', decisions({ tag: ['most'] })],
  ['words that many have', decisions({ text: ['e*'] })],
  ['a party in a role that many have', decisions({ role: ['subject'] })],
  ['years', decisions({ year: ['2000-2008'] })],
  ['no year', decisions({ year: ['not:2008'] })],
  ['no body', decisions({ body: ['not:SOC'] })],
  ['no kind', decisions({ kind: ['not:plan,budget'] })],
  ['no kind in a year', decisions({ year: ['2008'], kind: ['not:plan'] })],
  ['no status', decisions({ status: ['not:ended'] })],
  ['no status in a year', decisions({ year: ['2008'], status: ['not:ended'] })],
  ['no party that many have', decisions({ party: ['not:sponsor:IND'] })],
  ['no party that few have', decisions({ party: ['not:KAZ'] })],
  ['no role', decisions({ role: ['not:sponsor'] })],
  ['no tag', decisions({ tag: ['not:topic 7'] })],
  ['no words', decisions({ text: ['not:plan'] })],
  ['nothing, by date', decisions({}, ['date'])],
  ['nothing, newest date first', decisions({}, ['-date'])],
  ['a body and a year', decisions({ body: ['SOC'], year: ['2008'] })],
  ['a body and an action', decisions({ body: ['SOC'], action: ['adopted'] })],
  ['a kind and a status', decisions({ kind: ['plan'], status: ['in force'] })],
  ['referred to and a status', decisions({ to: ['MC'], status: ['accepted'] })],
  ['a party that many have, of a body', decisions({ party: ['IND'], body: ['SOC'] })],
];

/** Few at any size of the register, so that they may be sorted. */
export const few: [string, Ask][] = [
  ['a meeting', decisions({ meeting: [meeting] })],
  ['an agenda item', decisions({ item: [`${meeting}#4`] })],
  ['a party that few have', decisions({ party: ['KAZ'] })],
  ['a tag that few have', decisions({ tag: ['topic 7'] })],
  ['what waits for a body', (reader) => pending(reader, { to: ['MC'] }, today, 50)],
  ['words that few have', decisions({ text: ['plan budget report security'] })],
];

const asOf = { day: today, isRequested: false };

/** Lists of other records. */
export const others: [string, Ask][] = [
  ['meetings', async (reader) => first(reader, await meetingList(reader, {}, asOf))],
  ['meetings of a body', async (reader) => first(reader, await meetingList(reader, { body: ['SOC'] }, asOf))],
  ['meetings of a year', async (reader) => first(reader, await meetingList(reader, { year: ['2008'] }, asOf))],
  ['the agenda', async (reader) => first(reader, await agendaList(reader, {}, asOf))],
  ['the agenda of a meeting', async (reader) => first(reader, await agendaList(reader, { meeting: [meeting] }, asOf))],
];

async function first(reader: Reader, { listing, where }: Awaited<ReturnType<typeof meetingList>>): Promise<void> {
  for await (const _ of list(reader, listing, { columns: ['ref', 'title'], where, sort: [], limit: 50 }));
}
