import pg, { type Client, type Connection } from 'pg';
import type { Statement } from '../engine';
import type { Value } from '../store';

/** A value as COPY reads it in its text format (the server's manual: COPY, file formats). */
function copyText(value: Value): string {
  if (value === null) return '\\N';
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  return String(value).replace(/[\\\n\r\t]/g, (sign) => copyEscapes[sign] as string);
}
const copyEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What the types of pg leave out. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * COPY of rows that are at hand, as a query of pg. They follow the statement at once: a server that refuses it ignores them
 * (PostgreSQL's manual: message flow, COPY operations).
 */
class CopyQuery extends pg.Query {
  override readonly submit: (connection: Connection) => void;

  constructor(text: string, rows: Buffer, done: (error: Error | undefined) => void) {
    super(text, done);
    this.submit = (connection) => {
      connection.query(text);
      (connection as CopyConnection).sendCopyFromChunk(rows);
      (connection as CopyConnection).endCopyFrom();
    };
  }

  /** Called by pg when the server is ready for the rows, which are on their way. */
  handleCopyInResponse(): void {}
}

/** Sends rows to a table by COPY. */
export function copyInto(
  client: Client,
  { table, columns }: NonNullable<Statement['into']>,
  rows: readonly (readonly Value[])[],
): Promise<void> {
  const text = rows.map((row) => `${row.map(copyText).join('\t')}\n`).join('');
  return new Promise((resolve, reject) => {
    const done = (error: Error | undefined): void => (error ? reject(error) : resolve());
    client.query(new CopyQuery(`copy ${table} (${columns.join(', ')}) from stdin`, Buffer.from(text), done));
  });
}
