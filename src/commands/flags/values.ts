import { Argument, Option } from 'commander';
import { type Column, columnOf, type EntityName, entities } from '../../domain/schema';
import { actions, partyRoles } from '../../domain/vocabulary';
import type { Offered } from '../../register/completion';
import { collect } from './collect';

/** What a shell offers for a flag or an argument: words, then what the register has of these. */
export interface Values {
  readonly words?: readonly string[];
  readonly offered?: readonly Offered[];
}

/** The names of records, or tags. */
export const named = (...offered: readonly Offered[]): Values => ({ offered });

/** Words of the vocabulary, or names of columns. */
export const words = (...all: readonly string[]): Values => ({ words: all });

const partiesInRoles: Values = { words: partyRoles.map((role) => `${role}:`), offered: ['party'] };

const declared = new WeakMap<Option | Argument, Values>();

/** A flag with a value that a shell completes. */
export function flag(flags: string, description: string, values: Values): Option {
  const option = new Option(flags, description);
  declared.set(option, values);
  return option;
}

/** A flag that may be given several times, with a value that a shell completes if it says how. */
export function listFlag(flags: string, description: string, values: Values = {}): Option {
  return flag(flags, description, values).argParser(collect);
}

/** An argument that a shell completes. */
export function argument(name: string, description: string, values: Values): Argument {
  const one = new Argument(name, description);
  declared.set(one, values);
  return one;
}

/** A flag that takes what another one takes. */
export function takingSame(option: Option, other: Option): Option {
  declared.set(option, declaredValues(other));
  return option;
}

/** What a flag or an argument was declared to take. */
export function declaredValues(place: Option | Argument): Values {
  return place.argChoices === undefined ? (declared.get(place) ?? {}) : { words: place.argChoices };
}

/** What a column of an entity takes. */
export const valuesOf = (entity: EntityName, name: string): Values => columnValues(columnOf(entities[entity], name));

/** What a column takes. An agenda item is known by its number within a meeting only, so that none is offered. */
export function columnValues({ type, entity, values = [], suggests = [] }: Column): Values {
  if (type === 'action') return words(...Object.values(actions).flat());
  if (type === 'parties') return partiesInRoles;
  if (entity !== undefined && isNamed(entity)) return named(entity);
  return { words: values, offered: suggests };
}

/** Whether a column can name a record of the entity by itself. */
const isNamed = (entity: EntityName): entity is Offered & EntityName =>
  entity !== 'agenda_item' && entity !== 'objection' && entity !== 'standing' && entity !== 'act';
