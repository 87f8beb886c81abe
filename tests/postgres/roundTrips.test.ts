import { writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bin, environment, temporaryFolder } from '../support/cica';
import { newDatabase } from '../support/postgres';
import { done, session } from '../support/session';

let db: string;
let proxy: Server;
let connections = 0;
let roundTrips = 0;

/** Counts the messages of some types among data of the protocol that come in pieces: a byte, and a length that counts itself. */
function counter(...types: readonly string[]): (data: Buffer) => number {
  let rest = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    let count = 0;
    while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
      if (types.includes(String.fromCharCode(rest[0] ?? 0))) count += 1;
      rest = rest.subarray(1 + rest.readUInt32BE(1));
    }
    return count;
  };
}

/**
 * Stands before the server, and counts how often a client sends something after an answer. Once it is let in, it gets the
 * answers to all that it asked at once.
 */
function counting(port: number): Server {
  return createServer((client) => {
    connections += 1;
    const server = connect(port, '127.0.0.1');
    const [requests, answers] = [counter('Q', 'S'), counter('Z')];
    let [isIn, isAnswered, awaited] = [false, true, 0];
    let held: Buffer[] = [];
    client.on('data', (data) => {
      const isGoodbye = data.toString('latin1') === 'X\0\0\0\x04';
      if (isAnswered && !isGoodbye) roundTrips += 1;
      isAnswered = false;
      if (isIn) awaited += requests(data);
      server.write(data);
    });
    server.on('data', (data) => {
      held.push(data);
      // the first answer is a single byte: no TLS
      if (data.length > 1) awaited -= answers(data);
      if (!isIn && awaited < 0) [isIn, awaited] = [true, 0];
      if (isIn && awaited > 0) return;
      isAnswered = true;
      client.write(Buffer.concat(held));
      held = [];
    });
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
}

beforeAll(async () => {
  const url = new URL(await newDatabase());
  proxy = counting(Number(url.port));
  await new Promise((resolve) => proxy.once('listening', resolve));
  url.port = String((proxy.address() as { port: number }).port);
  db = url.href;
  await done(session(db)`init --preset cica`);
  await done(session(db)`meeting add --body SOC --date 2024-12-05`);
  await done(session(db)`decision add SOC-2024-12-05 "2025 plan" --action adopt`);
});
afterAll(() => proxy.close());

// asking for TLS, the log-in and two trips for the password, the settings with the version of the schema: five
it.each([
  ['decision list --limit 20', 7],
  ['decision pending', 6],
  ['decision show SOC-2024-12-05/1', 11],
  ['meeting add --body MC --date 2024-12-06', 10],
  ['decision add SOC-2024-12-05 "2025 budget" --action adopt', 12],
])('%s takes no more round trips than it needs', async (line, expected) => {
  connections = 0;
  roundTrips = 0;
  await done(session(db, { here: true })(line));
  expect(connections).toBe(1);
  expect(roundTrips).toBeLessThanOrEqual(expected);
});

it('starting the program loads no module that only fetches from the web, and no Web Crypto', async () => {
  const hook = join(temporaryFolder(), 'loaded.cjs');
  writeFileSync(hook, "process.on('exit', () => console.error(process.moduleLoadList.join('\\n')))");
  const args = ['--require', hook, bin, 'decision', 'list'];
  const { stderr } = await execa(process.execPath, args, { env: environment({ db }), extendEnv: false });
  expect(stderr).toContain('NativeModule net');
  expect(stderr).not.toMatch(/undici|internal\/deps|webcrypto/);
});
