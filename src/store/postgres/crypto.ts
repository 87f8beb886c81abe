import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/*
 * The computations of pg's login, under pg's names. The build replaces pg's own module with this one, because that loads Web
 * Crypto and a thread pool, which takes a twentieth of a short command's time.
 */

export { randomBytes };

/** The SHA-256 of some data. */
export const sha256 = (data: Buffer): Buffer => createHash('sha256').update(data).digest();

/** The hash of some data by the algorithm's name in certificates: SHA-384. */
export const hashByName = (name: string, data: Uint8Array): Buffer => createHash(name).update(data).digest();

/** The HMAC of a text with SHA-256. */
export const hmacSha256 = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The key of a password: PBKDF2 with SHA-256. */
export const deriveKey = (password: string, salt: Buffer, iterations: number): Buffer =>
  pbkdf2Sync(password, salt, iterations, 32, 'sha256');

/** The answer to a server that asks for MD5 (PostgreSQL's manual: message flow, AuthenticationMD5Password). */
export function postgresMd5PasswordHash(user: string, password: string, salt: Buffer): string {
  const md5 = (...parts: readonly (string | Buffer)[]): string => {
    const hash = createHash('md5');
    for (const part of parts) hash.update(part);
    return hash.digest('hex');
  };
  return `md5${md5(md5(password, user), salt)}`;
}
