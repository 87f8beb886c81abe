import sql from 'sql-template-tag';
import { didYouMean } from '../domain/nearest';
import { missing, Problem } from '../domain/problem';
import { type FoundRecord, parseReference, referencesIn } from '../domain/reference';
import { type EntityName, entities } from '../domain/schema';
import { severalNamesAdvice } from '../domain/splitNames';
import { withArticle } from '../domain/text';
import type { Reader } from '../store/store';
import { findAgendaItem } from './agenda/find';
import { decisionOfSymbol, findDecision } from './decision/find';
import { Directory, isNamed } from './directory';
import { findDocument } from './document/find';
import { findMeeting } from './meeting/find';

async function findTask(reader: Reader, text: string): Promise<FoundRecord> {
  const id = /^\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
  const [found] = await reader.rows(sql`select id from task where id = ${id}`);
  if (found !== undefined) return { entity: 'task', id, ref: String(id) };
  throw missing(`no task "${text}"`, 'a task is named by its number; `cica task list` shows all');
}

/** Refuses an empty name, such as an unset variable in a script. */
function checkNamed(text: string, reference = 'a reference'): void {
  if (text.trim() !== '') return;
  throw new Problem('usage', 'a name is empty', `give ${reference}; "$VARIABLE" is empty if nothing has set it`);
}

/** Refuses a text that consists of several references. */
function checkOne(text: string, advice: typeof severalNamesAdvice): void {
  const references = referencesIn(text);
  if (references.length > 0) throw missing(`"${text}" is not one reference`, advice(references));
}

/**
 * Finds a record: a body, party or instrument by code or name, a task by number, a document by symbol or title,
 * anything else by reference. Objections, standings and acts have no reference. `adviceForSeveral` returns the advice
 * for a text that names several.
 *
 * @throws Problem `missing` if there is none, `usage` for an empty name.
 */
export async function find(
  reader: Reader,
  entity: EntityName,
  text: string,
  adviceForSeveral = severalNamesAdvice,
): Promise<FoundRecord> {
  checkNamed(text, entities[entity].reference);
  checkOne(text, adviceForSeveral);
  if (entity === 'meeting') {
    const reference = parseReference(text);
    if (reference !== null && reference.kind !== 'meeting') {
      throw missing(
        `"${text}" is the reference of ${withArticle(reference.kind)}, not of a meeting`,
        `its meeting is ${reference.meeting}`,
      );
    }
    return findMeeting(reader, text);
  }
  if (entity === 'decision') return findDecision(reader, text);
  if (entity === 'agenda_item') return findAgendaItem(reader, text);
  if (entity === 'task') return findTask(reader, text);
  if (entity === 'document') return findDocument(reader, text);
  if (!isNamed(entity)) throw new Error(`a ${entity} has no reference`);
  const { id, code } = (await Directory.load(reader, entity)).find(text, adviceForSeveral);
  return { entity, id, ref: code };
}

/**
 * Finds any record by its reference or name: a meeting, decision, agenda item, official symbol, body, party, instrument or document.
 *
 * @throws Problem `missing` if there is none, `usage` for an empty name.
 */
export async function findAnything(reader: Reader, text: string): Promise<FoundRecord> {
  checkNamed(text, 'a reference, symbol or name');
  checkOne(text, severalNamesAdvice);
  const symbol = await decisionOfSymbol(reader, text.trim());
  if (symbol !== null) return symbol;
  const reference = parseReference(text);
  if (reference !== null) return find(reader, reference.kind === 'agenda item' ? 'agenda_item' : reference.kind, text);
  const names: string[] = [];
  for (const entity of ['body', 'party'] as const) {
    const directory = await Directory.load(reader, entity);
    const named = directory.lookup(text);
    if (named !== undefined) return { entity, id: named.id, ref: named.code };
    names.push(...directory.names());
  }
  for (const entity of ['instrument', 'document'] as const) {
    const found = await find(reader, entity, text).catch((error: unknown) => {
      if (error instanceof Problem && error.kind === 'missing') return null;
      throw error;
    });
    if (found !== null) return found;
  }
  throw missing(`nothing is called "${text}"`, `${didYouMean(text, names)}search for it: cica search "${text}"`);
}
