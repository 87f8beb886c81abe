import { connect, type Socket } from 'node:net';
import type { ClientConfig } from 'pg';

/** The request for TLS at the start of a connection (PostgreSQL's manual: message formats, SSLRequest). */
const request = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/**
 * Asks a server for TLS, and returns settings with which pg continues on that connection: encrypted if the server supports
 * it. Without TLS, pg itself would fail, and a second connection costs a round trip and a server process.
 *
 * @throws Error of the network, or pg's own error if it is not a PostgreSQL server.
 */
export async function negotiateTls(settings: ClientConfig): Promise<ClientConfig> {
  const start = performance.now();
  const { socket, answer } = await ask(settings);
  // pg calls `connect` of the given stream, and continues at its event
  const connected = Object.assign(socket, {
    connect: () => {
      process.nextTick(() => socket.emit('connect'));
      return socket;
    },
  });
  const stream = () => connected;
  // both steps share the timeout of one connection
  const connectionTimeoutMillis = Math.max(1, (settings.connectionTimeoutMillis ?? 0) - (performance.now() - start));
  const common = { ...settings, stream, connectionTimeoutMillis };
  return answer === 'S' ? { ...common, sslnegotiation: 'direct' } : { ...common, ssl: false };
}

/** Connects, and sends the request. The answer must be a single byte: anything more may be injected (CVE-2021-23222). */
function ask({ host = '', port = 0, connectionTimeoutMillis = 0 }: ClientConfig) {
  return new Promise<{ readonly socket: Socket; readonly answer: 'S' | 'N' }>((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => socket.write(request));
    socket.setTimeout(connectionTimeoutMillis, () => socket.destroy(new Error('timeout expired')));
    socket.on('error', reject);
    const ended = () => reject(new Error('Connection terminated unexpectedly'));
    socket.once('close', ended);
    socket.once('data', (data) => {
      const answer = data.toString('latin1');
      if (answer !== 'S' && answer !== 'N') {
        socket.destroy(new Error('There was an error establishing an SSL connection'));
        return;
      }
      socket.setTimeout(0);
      socket.off('close', ended);
      resolve({ socket, answer });
    });
  });
}
