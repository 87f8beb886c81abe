import sql from 'sql-template-tag';
import type { Context } from '../context';
import { type Column, type Entity, type EntityName, entities } from '../domain/entities';
import { parseValue, type RawRecord, type RawValue } from '../domain/fields';
import { listedText } from '../domain/listed';
import { Problem } from '../domain/problem';
import { entityListing } from '../register/entityListing';
import { listAll } from '../register/listing';
import { findMeeting } from '../register/references';
import { visible } from '../terminal/output';
import { ask, type Choice, choose, confirm } from '../terminal/prompts';
import type { WriteFlags } from './record';

/** So many records are offered to choose from; more are named by a flag. */
const offered = 1_000;

/** Asks for the text of a column, and again while it cannot be read; an empty one is null unless the column is needed. */
export async function askColumn(context: Context, column: Column, message: string): Promise<string | null> {
  const text = await ask(column.required ? message : `${message} (or empty)`, (typed) => {
    if (typed.trim() === '') return column.required ? 'this is needed' : null;
    try {
      parseValue(column, typed, context.today);
      return null;
    } catch (error) {
      if (error instanceof Problem) return `${error.message}; ${error.advice}`;
      throw error;
    }
  });
  return text.trim() === '' ? null : text;
}

/** Asks for a word of the vocabulary; `none` is offered first where it may be left out. */
export function askWord(message: string, words: readonly string[], none: string): Promise<string | null>;
export function askWord(message: string, words: readonly string[]): Promise<string>;
export function askWord(message: string, words: readonly string[], none?: string): Promise<string | null> {
  const choices: Choice<string | null>[] = words.map((word) => ({ name: word, value: word }));
  return choose(message, none === undefined ? choices : [{ name: none, value: null }, ...choices]);
}

/** Asks for a record of an entity, by typing a part of its name; null for none, where that may be. */
export async function chooseRecord(
  context: Context,
  name: EntityName,
  message: string,
  none?: string,
  meeting?: string,
): Promise<string | null> {
  const register = await context.register();
  const { key, label } = entities[name];
  const { listing } = await entityListing(register, name, context.asOf(undefined));
  const rows = await listAll(register, listing, {
    columns: name === 'agenda_item' ? ['number', 'title'] : [key, 'title' in listing.columns ? 'title' : 'name'],
    where: meeting === undefined ? [] : [sql`m.id = ${(await findMeeting(register, meeting)).id}`],
    sort: [],
    limit: offered,
  });
  const choices: Choice<string | null>[] = rows.map((row) => {
    const value = listedText(name === 'agenda_item' ? row.number : row[key]);
    return { name: `${value}  ${listedText(row.title ?? row.name)}`, value };
  });
  if (none !== undefined)
    return choices.length === 0 ? null : choose(message, [{ name: none, value: null }, ...choices]);
  if (choices.length > 0) return choose(message, choices);
  throw new Problem('missing', `there is no ${label} to choose from`, `add one first: cica ${name} add`);
}

/** Shows what would be recorded, and asks. */
export async function confirmed(context: Context, entity: Entity, raw: RawRecord, flags: WriteFlags): Promise<boolean> {
  const known = entity.columns.filter(({ name }) => raw[name] && raw[name]?.length !== 0);
  const lines = known.map(({ name }) => `  ${name.replaceAll('_', ' ')}: ${visible(rawText(raw[name] ?? null))}`);
  context.output.say(`\n${lines.join('\n')}\n`);
  if (flags.yes || flags.dryRun) return true;
  if (await confirm(`Record this ${entity.label}?`, true)) return true;
  context.output.say('nothing was recorded');
  return false;
}

const rawText = (value: RawValue): string => (typeof value === 'string' ? value : listedText(value as string[] | null));
