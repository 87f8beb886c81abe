import { lockedRegister, Problem, refused, unusable } from '../../domain/problem';
import { errorCode, isSystemError } from '../../domain/systemError';
import { passwordFile } from './libpqFile';

/** Whether the same transaction may succeed if retried: the server aborted it in favour of another. */
export const isTransient = (error: unknown): boolean => ['40001', '40P01'].includes(errorCode(error));

/** Whether the connection was lost, so that the outcome of the last request is unknown. */
export const isConnectionLost = (error: unknown): boolean =>
  /^(ECONNRESET|EPIPE|57P01|57P02|57P05|08\w{3})$/.test(errorCode(error)) ||
  (error instanceof Error && /Connection terminated|has encountered a connection error|was closed/.test(error.message));

/** Whether an attempt to connect failed because of TLS, so that the next attempt may succeed. */
export function isTlsError(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return message.includes('does not support SSL') || (errorCode(error) === '28000' && /encryption|SSL/.test(message));
}

/** The problem that the role lacks a permission. */
export const permissionDenied = (server: string, detail: string): Problem =>
  unusable(
    `no right to do that in ${server}: ${detail}`,
    'this takes the role of a recorder, or of the owner of the register: docs/postgresql.md',
  );

/** Translates an error of the server `server` into a problem; returns any other error unchanged. */
export function engineProblem(error: unknown, server: string): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const code = errorCode(error);
  const [, text] = /^([^\n]*)/.exec(error.message) ?? [];
  if (isSystemError(error) && error.syscall === 'connect' && /^(ECONNREFUSED|ENOENT|EACCES)$/.test(code)) {
    return unusable(`no server answers at ${server}`, 'is it running, and are host and port right?');
  }
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) {
    return unusable(`the server of ${server} cannot be found by that name`, 'check the name of the host');
  }
  if (
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code) ||
    /timeout expired|Connection terminated due to connection timeout/.test(error.message)
  ) {
    return unusable(`the server of ${server} does not answer`, 'check the host and the network, and try again');
  }
  if (isConnectionLost(error))
    return unusable(`the connection to ${server} was lost`, 'try again; nothing half-written was kept');
  if (code === '57P03') return unusable(`the server of ${server} is starting or stopping`, 'try again in a moment');
  if (code === '53300') return unusable(`the server of ${server} has too many connections`, 'try again in a moment');
  if (code === '28P01') {
    return unusable(`wrong password for ${server}`, `give the right one in PGPASSWORD or ${passwordFile()}`);
  }
  if (/SASL|password must be a string|no password|empty password/.test(error.message) && code === '') {
    return unusable(
      `${server} asks for a password`,
      `give it in PGPASSWORD, or in ${passwordFile()}${process.platform === 'win32' ? '' : ', for yourself only: chmod 600'}`,
    );
  }
  if (code.startsWith('28'))
    return unusable(`the server rejects the login as ${server}: ${text}`, 'ask its administrator');
  if (code === '3D000') return unusable(`there is no database at ${server}`, 'create it first: createdb NAME');
  if (
    isTlsError(error) ||
    /certificate|self.signed|altnames|SSL|TLS/i.test(error.message) ||
    code.startsWith('ERR_TLS') ||
    code.startsWith('ERR_SSL')
  ) {
    return unusable(`no secure connection to ${server}: ${text}`, 'check sslmode and sslrootcert of the address');
  }
  if (code === '42501' && /for database/.test(error.message)) {
    return unusable(
      `no right to do that in ${server}: ${text}`,
      'ask the administrator of the server: grant create on database NAME to USER',
    );
  }
  if (code === '42501') return permissionDenied(server, text ?? '');
  if (code === '25006' || /during recovery/.test(error.message)) {
    return unusable(`${server} can only be read: it is a replica`, 'record on the server that it follows');
  }
  if (code === '57014') {
    return unusable(`the server of ${server} cancelled the query: ${text}`, 'ask for less, or raise its time limit');
  }
  if (code === '55P03') return lockedRegister(server);
  if (isTransient(error) && /recovery/.test(error.message)) {
    return unusable(`the replica ${server} had to cancel the query`, 'try again');
  }
  if (isTransient(error)) {
    return unusable(`others wrote to ${server} at the same moment`, 'try again; nothing was changed');
  }
  if (/^(53\w{3}|58\w{3})$/.test(code)) {
    return new Problem(
      'failed',
      `${server} could not be written: ${text}`,
      'tell the administrator of the server; nothing was changed',
    );
  }
  if (code === '54000') {
    return refused(
      `a text is too long for an index of the server: ${text}`,
      'shorten the tag or the symbol, to about 2,700 bytes; nothing was changed',
    );
  }
  if (/^(22\w{3}|23\w{3})$/.test(code)) {
    return refused(
      `the register refused the data: ${text}`,
      'nothing was changed; check the values, and report it if they are right',
    );
  }
  if (/^(42P01|42703|3F000)$/.test(code)) {
    return unusable(`the register ${server} was altered with another tool: ${text}`, 'restore a backup');
  }
  if ((error as Error & { readonly severity?: string }).severity === 'FATAL') {
    return unusable(`the server refuses ${server}: ${text}`, 'check the address');
  }
  return error;
}
