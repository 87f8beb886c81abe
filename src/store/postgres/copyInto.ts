import pg, { type Client, type Connection } from 'pg';
import type { Statement } from '../engine';
import type { Value } from '../store';

/** A value in the text format of COPY (PostgreSQL's manual: COPY, file formats). */
function copyText(value: Value): string {
  if (value === null) return '\\N';
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  return String(value).replace(/[\\\n\r\t]/g, (sign) => copyEscapes[sign] as string);
}
const copyEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Methods that the types of pg leave out. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * COPY of rows in memory, as a query of pg. The rows follow the statement immediately: a server that refuses it ignores them
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

  /** Called by pg when the server is ready for the rows, which were already sent. */
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
