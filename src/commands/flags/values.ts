import { Argument, Option } from 'commander';
import { homeFolder } from '../../context';
import { type Column, columnOf, type EntityName, entities } from '../../domain/schema';
import { actions, partyRoles } from '../../domain/vocabulary';
import type { Offered } from '../../register/completion';
import { collect, collectFilter } from './collect';

/** What a shell offers for a flag or an argument: file names; or words, then names from the register. */
export interface Values {
  readonly files?: boolean;
  readonly words?: readonly string[];
  readonly offered?: readonly Offered[];
}

/** The names of records, or tags. */
export const named = (...offered: readonly Offered[]): Values => ({ offered });

/** Words of the vocabulary, or names of columns. */
export const words = (...all: readonly string[]): Values => ({ words: all });

/** The name of a file. */
export const file: Values = { files: true };

const partiesInRoles: Values = { words: partyRoles.map((role) => `${role}:`), offered: ['party'] };

const declared = new WeakMap<Option | Argument, Values>();

function declare<Parameter extends Option | Argument>(parameter: Parameter, values: Values): Parameter {
  declared.set(parameter, values);
  return parameter;
}

/** A flag with a value that a shell completes. */
export const flag = (flags: string, description: string, values: Values): Option => {
  const option = declare(new Option(flags, description), values);
  return values.files ? option.argParser(inHomeFolder) : option;
};

/** Expands `~/` at the start of a path, which a shell does not do after `--db=`. */
const inHomeFolder = (path: string): string => path.replace(/^~(?=\/|$)/, () => homeFolder('write the path in full'));

/** A flag that may be given several times, with a value that a shell completes if it says how. */
export function listFlag(flags: string, description: string, values: Values = {}): Option {
  return flag(flags, description, values).argParser(collect);
}

/** A filter of a list, which may be given several times. */
export function filterFlag(flags: string, description: string, values: Values = {}): Option {
  const option = flag(flags, description, values);
  return option.argParser(collectFilter(option.long ?? flags));
}

/** An argument that a shell completes. */
export const argument = (name: string, description: string, values: Values): Argument =>
  declare(new Argument(name, description), values);

/** The declared values of a flag or an argument. */
export function declaredValues(parameter: Option | Argument): Values {
  return parameter.argChoices === undefined ? (declared.get(parameter) ?? {}) : { words: parameter.argChoices };
}

/** The values of a column of an entity. */
export const valuesOf = (entity: EntityName, name: string): Values => columnValues(columnOf(entities[entity], name));

/** The values of a column; within a meeting, an agenda item is named by its number. */
export function columnValues({ type, entity, values = [], suggests = [] }: Column): Values {
  if (type === 'action') return words(...Object.values(actions).flat());
  if (type === 'parties') return partiesInRoles;
  if (entity === 'agenda_item') return named('item_number');
  if (entity !== undefined && isNamed(entity)) return named(entity);
  if (suggests === 'files') return file;
  return { words: values, offered: suggests };
}

/** Whether a column can name a record of the entity by itself. */
const isNamed = (entity: EntityName): entity is Offered & EntityName =>
  entity !== 'objection' && entity !== 'standing' && entity !== 'act';
