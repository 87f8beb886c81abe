import { missing, Problem, refused } from '../../domain/problem';
import { agendaReference, agendaSortKey, type FoundRecord, validAgendaNumber } from '../../domain/reference';
import type { Recorded, Recorder } from '../record/recorder';
import { type AgendaEntry, agendasOf, itemOf, noAgendaItem } from './find';

/** A new number for an agenda item, as a user gives both. */
export interface NumberChange {
  readonly from: string;
  readonly to: string;
}

/** The new numbers of agenda items, by id. */
type NewNumbers = ReadonlyMap<number, string>;

/**
 * Gives agenda items of a meeting new numbers; without `changes`, numbers all items from 1 in their order. Returns the
 * items that were given a number, in their new order.
 *
 * @throws Problem `missing` for an unknown item or an empty agenda, `usage` for an item with two new numbers, `refused` for a
 * number that two items would have.
 */
export async function renumberAgenda(
  recorder: Recorder,
  meeting: FoundRecord,
  changes: readonly NumberChange[],
): Promise<Recorded[]> {
  const items = (await agendasOf(recorder.transaction, [meeting.id])).get(meeting.id) ?? [];
  if (items.length === 0) {
    throw missing(`${meeting.ref} has no agenda items`, `\`cica agenda add ${meeting.ref} TITLE\` adds one`);
  }
  const numbers = changes.length === 0 ? numbersInOrder(items) : numbersAsGiven(meeting.ref, items, changes);
  checkNumbers(meeting.ref, items, numbers);
  const saved = new Map<number, Recorded>();
  for (const { id, number } of movesInOrder(items, numbers)) {
    const current = await recorder.current('agenda_item', id);
    saved.set(id, await recorder.record('agenda_item', { number }, current));
  }
  return items
    .flatMap(({ id, number: before }) => {
      const [recorded, after] = [saved.get(id), numbers.get(id)];
      if (recorded === undefined || after === undefined) return [];
      // an item that was moved out of the way was saved twice
      const changed = before === after ? [] : [{ field: 'number', before, after }];
      return [{ after, recorded: { ...recorded, changes: changed } }];
    })
    .toSorted((one, other) => (agendaSortKey(one.after) < agendaSortKey(other.after) ? -1 : 1))
    .map(({ recorded }) => recorded);
}

/**
 * Numbers items from 1, and subitems within their item: 2, 4, 4.2, 4.5, 7a, 7b, AOB become 1, 2, 2.1, 2.2, 3a, 3b, AOB. Parts
 * that do not begin with a digit stay as they are.
 */
function numbersInOrder(items: readonly AgendaEntry[]): NewNumbers {
  /** The new digits, by the old number up to and including the old digits. */
  const newDigits = new Map<string, string>();
  const counts = new Map<string, number>();
  const renumbered = (number: string): string => {
    let above = '';
    const parts = number.split('.').map((part) => {
      const [, digits, rest] = /^(\d+)(.*)$/s.exec(part) ?? [];
      const key = `${above}${digits}`;
      if (digits !== undefined && !newDigits.has(key)) {
        const count = (counts.get(above) ?? 0) + 1;
        counts.set(above, count);
        newDigits.set(key, String(count));
      }
      above += `${part}.`;
      return digits === undefined ? part : `${newDigits.get(key)}${rest}`;
    });
    return parts.join('.');
  };
  return new Map(items.map(({ id, number }) => [id, renumbered(number)]));
}

function numbersAsGiven(meeting: string, items: readonly AgendaEntry[], changes: readonly NumberChange[]): NewNumbers {
  const numbers = new Map<number, string>();
  for (const { from, to } of changes) {
    const item = itemOf(items, from);
    if (item === undefined) throw noAgendaItem(meeting, items, from);
    if (numbers.has(item.id)) {
      throw new Problem('usage', `agenda item ${item.number} would get two numbers`, 'give each item one');
    }
    numbers.set(item.id, to);
  }
  return numbers;
}

/** Checks that the new numbers are valid, and that no two items would have the same. */
function checkNumbers(meeting: string, items: readonly AgendaEntry[], numbers: NewNumbers): void {
  const owners = new Map<string, AgendaEntry>();
  // items that keep their number come first, so that a message names the one that changes
  for (const item of items.toSorted((one, other) => Number(numbers.has(one.id)) - Number(numbers.has(other.id)))) {
    const number = numbers.get(item.id) ?? item.number;
    const key = number.toLowerCase();
    const owner = owners.get(key);
    if (!validAgendaNumber(number)) throw refused(`"${number}" is too long for a number`, 'give numbers yourself');
    if (owner !== undefined) {
      throw refused(
        `${agendaReference(meeting, item.number)} and ${agendaReference(meeting, owner.number)} would both be ${number}`,
        numbers.has(owner.id) ? 'give each a different number' : `renumber the other one too: ${owner.number}=NUMBER`,
      );
    }
    owners.set(key, item);
  }
}

/** The moves in an order in which each number is free when it is taken; swaps use a temporary number. */
function movesInOrder(items: readonly AgendaEntry[], numbers: NewNumbers): { id: number; number: string }[] {
  const taken = new Map(items.map(({ id, number }) => [number.toLowerCase(), id]));
  const current = new Map(items.map(({ id, number }) => [id, number.toLowerCase()]));
  const moves: { id: number; number: string }[] = [];
  const move = (id: number, number: string): void => {
    taken.delete(current.get(id) ?? '');
    taken.set(number.toLowerCase(), id);
    current.set(id, number.toLowerCase());
    moves.push({ id, number });
  };
  const isFree = (id: number, number: string): boolean => (taken.get(number.toLowerCase()) ?? id) === id;
  let waiting = [...numbers];
  while (waiting.length > 0) {
    const blocked: typeof waiting = [];
    for (const [id, number] of waiting) {
      if (isFree(id, number)) move(id, number);
      else blocked.push([id, number]);
    }
    const [first] = blocked;
    if (first !== undefined && blocked.length === waiting.length) move(first[0], temporaryNumber(taken));
    waiting = blocked;
  }
  return moves;
}

/** A number that no item has. */
function temporaryNumber(taken: ReadonlyMap<string, number>): string {
  let number = 1;
  while (taken.has(`${temporary}${number}`)) number += 1;
  return `${temporary}${number}`;
}

const temporary = 'moving-';

/** Whether this may be the number of an item that is moved out of the way of another. */
export const isTemporaryNumber = (number: unknown): boolean =>
  typeof number === 'string' && number.startsWith(temporary);
