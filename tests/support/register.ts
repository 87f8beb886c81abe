import { cpSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { parseFields, type RawRecord } from '../../src/domain/fields';
import type { InputFile } from '../../src/domain/input';
import { Problem } from '../../src/domain/problem';
import { type EntityName, entities, entityNames } from '../../src/domain/schema';
import { entityNamed } from '../../src/formats/read/detectEntity';
import { openInput } from '../../src/formats/read/read';
import { find } from '../../src/register/find';
import { Importer, type ImportSummary } from '../../src/register/import/importer';
import { listAll } from '../../src/register/list/listing';
import { lists } from '../../src/register/list/lists';
import { getRow } from '../../src/register/meeting/minutes';
import type { Recorded } from '../../src/register/record/recorder';
import { createRecorder } from '../../src/register/recorder';
import { createRegister, openRegister } from '../../src/store/open';
import type { Origin, Store } from '../../src/store/store';
import { temporaryFolder } from './cica';
import { copyOf, newDatabase, onServer } from './postgres';

/** Registers in the test's own process: what the command line does, without its start. */

export const migrations = resolve('migrations');

/** The day on which tests happen. */
export const today = '2025-01-15';

export const tester: Origin = { actor: 'tester', now: () => new Date(`${today}T12:00:00Z`) };

let template: Promise<string> | undefined;
const opened: Store[] = [];

afterAll(async () => {
  for (const store of opened) await store.close();
});

/** An empty register of one's own, closed after the tests of the file. */
export async function emptyRegister(origin: Origin = tester): Promise<Store> {
  return onServer ? emptyServerRegister(origin) : opening(await emptyRegisterPath(), origin);
}

let server: Promise<string> | undefined;

/** The same on a server. */
export async function emptyServerRegister(origin: Origin = tester): Promise<Store> {
  server ??= newDatabase().then(async (address) => {
    await createRegister(address, tester, { migrations });
    return address;
  });
  return opening(await copyOf(await server), origin);
}

async function opening(path: string, origin: Origin): Promise<Store> {
  const store = await openRegister(path, origin, migrations);
  opened.push(store);
  return store;
}

/** The path of an empty register of one's own. */
export async function emptyRegisterPath(): Promise<string> {
  template ??= madeTemplate();
  const path = join(temporaryFolder(), 'cica.db');
  cpSync(await template, path);
  return path;
}

async function madeTemplate(): Promise<string> {
  const path = join(temporaryFolder(), 'template.db');
  await createRegister(path, tester, { migrations });
  return path;
}

/** Records values as a form or a file has them; the first problem of their reading is thrown. */
export function record(store: Store, entity: EntityName, raw: RawRecord): Promise<Recorded> {
  return store.write(`add ${entity}`, async (transaction) => {
    const { fields, problems } = parseFields(entities[entity], raw, today);
    if (problems[0] !== undefined) throw problems[0];
    return createRecorder(transaction, today).record(entity, fields);
  });
}

/** Changes the record of a reference. */
export function edit(store: Store, entity: EntityName, ref: string, raw: RawRecord): Promise<Recorded> {
  return store.write(`edit ${ref}`, async (transaction) => {
    const { fields, problems } = parseFields(entities[entity], raw, today);
    if (problems[0] !== undefined) throw problems[0];
    const recorder = createRecorder(transaction, today);
    const { id } = await find(transaction, entity, ref);
    return recorder.record(entity, fields, await recorder.current(entity, id));
  });
}

/** Removes the record of a reference, with what stands under it. */
export function remove(store: Store, entity: EntityName, ref: string): Promise<void> {
  return store.write(`remove ${ref}`, async (transaction) => {
    const { id } = await find(transaction, entity, ref);
    await createRecorder(transaction, today).remove(entity, [id], { withDecisions: true });
  });
}

/** The record of a reference, by column. */
export async function shown(store: Store, entity: EntityName, ref: string): Promise<Record<string, unknown>> {
  return getRow(store, entity, (await find(store, entity, ref)).id, { day: today, isRequested: false });
}

/** All records, without what a second register would not have: ids and times. In an order that does not depend on ids. */
export async function everything(store: Store): Promise<Record<EntityName, Record<string, unknown>[]>> {
  const all = {} as Record<EntityName, Record<string, unknown>[]>;
  for (const name of entityNames) {
    const columns = entities[name].columns.map((column) => column.name);
    const { listing } = await lists[name](store, {}, { day: today, isRequested: false });
    const rows = await listAll(store, listing, { columns, where: [], sort: [], limit: null });
    all[name] = rows
      .map(({ id, created_at, updated_at, ...row }) => row as Record<string, unknown>)
      .map((row): [string, Record<string, unknown>] => [`${row[entities[name].key]} ${JSON.stringify(row)}`, row])
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => row);
  }
  return all;
}

/** A file to be imported: its name, its content, and what it holds where its header does not say. */
export type TestFile = readonly [name: string, content: string | Uint8Array, as?: string];

/** Imports files, as `cica import` does. */
export async function importFiles(store: Store, files: readonly TestFile[], dryRun = false): Promise<ImportSummary> {
  const folder = temporaryFolder();
  const inputs: InputFile[] = [];
  for (const [name, content, as] of files) {
    writeFileSync(join(folder, name), content);
    const input = await openInput(join(folder, name), as === undefined ? undefined : entityNamed(as));
    inputs.push({ ...input, name, records: () => input.records() });
  }
  return store.write('import', (transaction) => new Importer(createRecorder(transaction, today)).run(inputs), {
    dryRun,
  });
}

/** What an import that is refused says, an error a line: `file:line:column message`. */
export async function importErrors(store: Store, files: readonly TestFile[]): Promise<string[]> {
  try {
    await importFiles(store, files);
  } catch (error) {
    if (!(error instanceof Problem) || error.reason !== 'import') throw error;
    return error.parts.map(({ location, message }) => `${location} ${message}`);
  }
  return [];
}

/** The outcomes of an import that are not nothing: `created 1 meeting, 2 decision`. */
export function outcomes(summary: ImportSummary): string {
  return (['created', 'updated', 'unchanged'] as const)
    .map((outcome) => {
      const counted = entityNames.filter((name) => summary[outcome][name] > 0);
      return [outcome, counted.map((name) => `${summary[outcome][name]} ${name}`).join(', ')] as const;
    })
    .filter(([, counted]) => counted !== '')
    .map(([outcome, counted]) => `${outcome} ${counted}`)
    .join('; ');
}
