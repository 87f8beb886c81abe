import { resolve } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import type { Sql } from 'sql-template-tag';
import { programFor } from '../src/commands/program/program';
import { Context, type ProcessIO } from '../src/context';
import { openRegister } from '../src/store/open';
import type { Store } from '../src/store/store';
import type { Command } from './measure';

/**
 * The queries that a command of the program asks of its register, in order and with their values: a script for a
 * database's own shell, so that only the program itself makes the difference.
 */
export async function queriesOf({ args, env = {} }: Command): Promise<string> {
  const argv = args.slice(1);
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  const outside = { env, argv, stdin: new PassThrough(), stdout: nowhere(), stderr: nowhere() };
  const context = new RecordingContext(outside as unknown as ProcessIO);
  try {
    const program = await programFor(context, argv[0] ?? '');
    await program.parseAsync(argv, { from: 'user' });
  } finally {
    await context.close();
  }
  return context.queries.map((query) => `${withValues(query)};\n`).join('');
}

/** A context whose register notes what is asked of it. */
class RecordingContext extends Context {
  readonly queries: Sql[] = [];

  override async register(): Promise<Store> {
    const address = this.io.env.CICA_DB ?? '';
    const store = await openRegister(address, this.origin, resolve('migrations'));
    const { rows, batches } = store;
    store.rows = (query) => {
      this.queries.push(query);
      return rows.call(store, query) as ReturnType<typeof store.rows<never>>;
    };
    store.batches = (query, size) => {
      this.queries.push(query);
      return batches.call(store, query, size) as ReturnType<typeof store.batches<never>>;
    };
    return store;
  }
}

/** A query with its values written out. */
const withValues = ({ strings, values }: Sql): string =>
  strings.reduce((text, part, at) => `${text}${literal(values[at - 1])}${part}`);

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
